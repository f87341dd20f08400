"""Columns whose field is assumed: by a heading that is not known, or by their values.

An assumed column gives way to one with a known heading, and is always named in a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.notes import Note, warning
from stageplanner.sheets.reading.tables.institution_and_year import school_year_in
from stageplanner.sheets.reading.tables.table import ColumnUse, Table
from stageplanner.sheets.reading.values.heading_evidence import REQUIRED, other_meaning
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, as_date, as_text

#: Per field the fields that make a column of assumed meaning superfluous.
_ALTERNATIVES = {
    Field.START: {Field.START, Field.SPAN},
    Field.END: {Field.END, Field.SPAN, Field.WEEK_COUNT},
    Field.SPAN: {Field.SPAN, Field.START},
    Field.WEEK_COUNT: {Field.WEEK_COUNT, Field.END, Field.SPAN},
    Field.DAYS: {Field.DAYS, Field.HOURS_PER_WEEK},
    Field.HOURS_PER_WEEK: {Field.DAYS, Field.HOURS_PER_WEEK},
}
#: Per field the sentence that names the assumption; the other fields give dates.
_CODES = {
    Field.STUDENTS: "import_assumed_students",
    Field.PLACES: "import_assumed_places",
    Field.OCCUPIED: "import_assumed_occupied",
    Field.OCCUPIED_MORE: "import_assumed_occupied",
    Field.DAYS: "import_assumed_days",
    Field.WEEKDAYS: "import_assumed_days",
    Field.HOURS_PER_DAY: "import_assumed_hours",
    Field.HOURS_PER_WEEK: "import_assumed_hours",
}
#: A stretch that can be nothing else: a full date, or a week or period called by its word.
_NAMED_TIME = re.compile(
    r"(?:wk|week|weken|wks|weeks)\.?\s?\d|\d{1,2}\s?[-/. ]\s?\d{1,2}\s?[-/. ]\s?\d{2,4}|\d{4}-\d"
    r"|(?:jan|feb|m(?:aa)?rt|apr|mei|may|jun|jul|aug|sep|o[kc]t|nov|dec)[a-z]*"
    r"|^(?:p|periode|period|blok|semester|kwartaal)\s?\d(?:\s?(?:[+&,/-]|en|t/m)\s?p?\d)*$"
)
_ROOM = re.compile(r"^[a-z]\.?\d")


def without_superfluous(uses: tuple[ColumnUse, ...]) -> tuple[ColumnUse, ...]:
    """Drop the field of an assumed column if a known one holds it, or makes it superfluous."""
    known = {use.field for use in uses if use.field is not None and not use.assumed}
    return tuple(
        _without_field(use)
        if use.assumed and use.field is not None
        and _ALTERNATIVES.get(use.field, {use.field}) & known
        else use
        for use in uses
    )  # fmt: skip


def without_repeats(sheet: Sheet, top: int, uses: tuple[ColumnUse, ...]) -> tuple[ColumnUse, ...]:
    """Drop the field of columns that repeat one, or hold it for another school year.

    Only a table with several periods a row reads a field more than once; any other column would
    be passed over in silence.

    Parameters
    ----------
    sheet
        The sheet.
    top
        The first row of the header; a title above it may name the school year.
    uses
        The columns.
    """
    uses = _of_one_year(sheet, top, uses)
    if max(sum(use.field is wanted for use in uses) for wanted in _TIMES) > 1:
        return uses
    taken: set[Field] = set()
    result = []
    for use in uses:
        repeats = use.field in taken
        if use.field is not None:
            taken.add(use.field)
        result.append(_without_field(use) if repeats else use)
    return tuple(result)


_TIMES = (Field.START, Field.END, Field.SPAN)


def _of_one_year(sheet: Sheet, top: int, uses: tuple[ColumnUse, ...]) -> tuple[ColumnUse, ...]:
    """Keep, of the columns of one field, those of the school year in a title, else the last."""
    years = {use.column: school_year_in(use.heading) for use in uses if use.field is not None}
    if len({*years.values()}) < 2:
        return uses
    titles = (as_text(v) for row in reversed(sheet.rows[:top]) for v in row if isinstance(v, str))
    titled = next((year for text in titles if (year := school_year_in(text))), None)
    result = []
    for use in uses:
        same = {years[other.column] for other in uses if other.field is use.field is not None}
        named = [year for year in same if year is not None]
        wanted = titled if titled in named or None in same else max(named, default=None)
        year = years.get(use.column)
        is_other = len(same) > 1 and year is not None and year != wanted
        result.append(_without_field(use) if is_other else use)
    return tuple(result)


def _without_field(use: ColumnUse) -> ColumnUse:
    return replace(use, field=None, confidence=0.0, assumed=False)


def names_something_else(heading: str, field: Field) -> bool:
    """Return whether a heading surely does not name a required field."""
    return field in REQUIRED and other_meaning(normalise(heading).split(), field)


def are_stretches(values: Sequence[Value]) -> bool:
    """Return whether values can be nothing else than dates, weeks or periods with their words.

    Bare numbers such as 36 or 3-4 may be a room, a level or a serial number.
    """
    texts = [as_text(value).casefold() for value in values if as_date(value) is None]
    if not all(_NAMED_TIME.search(text) for text in texts):
        return False
    periods = {text for text in texts if _ROOM.match(text)}
    return not periods or all(re.match(r"p[1-8]\b", text) for text in periods)


def assumption_notes(table: Table) -> Iterable[tuple[Note, int]]:
    """Yield a warning with its column for every required field that rests on an assumption."""
    for use in table.columns:
        if not use.assumed or use.field not in REQUIRED:
            continue
        code = _CODES.get(use.field, "import_assumed_period")
        yield warning(code, None, heading=use.heading[:40]), use.column
