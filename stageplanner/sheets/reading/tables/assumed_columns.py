"""Columns whose field is assumed: by a heading that is not known, or by their values.

An assumed column gives way to one with a known heading, and is always named in a warning. So is
the choice between two columns that name the same field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.notes import Note, warning
from stageplanner.sheets.reading.tables.heading_match import hint_of
from stageplanner.sheets.reading.tables.institution_and_year import school_year_in
from stageplanner.sheets.reading.tables.table import ColumnUse, Table
from stageplanner.sheets.reading.values.date_spans import Hint
from stageplanner.sheets.reading.values.heading_evidence import REQUIRED, other_meaning
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, as_date, as_text, is_blank

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


def without_school(uses: tuple[ColumnUse, ...]) -> tuple[ColumnUse, ...]:
    """Drop columns of lessons beside those of placement: "Lesperiode | Stageperiode"."""
    stage = {use.field for use in uses if _OF_STAGE.search(normalise(use.heading))}
    return tuple(
        _without_field(use)
        if use.field in stage & _BY_TIME and _OF_LESSONS.search(normalise(use.heading))
        else use
        for use in uses
    )


_BY_TIME = frozenset({Field.START, Field.END, Field.SPAN, Field.WEEK_COUNT, Field.DAYS,
                      Field.WEEKDAYS, Field.HOURS_PER_WEEK})  # fmt: skip
_OF_STAGE = re.compile(r"stage|\bbpv|praktijk|placement|internship")
_OF_LESSONS = re.compile(r"^(?:les|onderwijs|school|studie|cursus|college)\w+")


def settle_rivals(
    uses: tuple[ColumnUse, ...],
    claims: Mapping[int, Field],
    fields: Iterable[Field],
    titles: Sequence[str],
) -> tuple[ColumnUse, ...]:
    """Keep one of the columns that name the same field, and name the others beside it.

    That of the school year in a title is kept, else one that names no year; without a title that
    of the latest year; of equals the first. Only a table with several periods a row reads a field
    more than once.

    Parameters
    ----------
    uses
        The columns of a table, each with its field.
    claims
        Per column the number that its heading surely names, also if another column took it.
    fields
        The fields of which one column is meant.
    titles
        The texts above the table, the nearest first; one may name the school year.
    """
    titled = next((year for text in titles if (year := school_year_in(text))), None)
    for field in fields:
        rivals = [use for use in uses if field in (claims.get(use.column), use.field)]
        if len(rivals) < 2:
            continue
        of_year = _of_one_year(rivals, titled)
        is_repeated = max(sum(use.field is wanted for use in uses) for wanted in _TIMES) > 1
        if not is_repeated and not any(use.index for use in rivals):
            of_year = [max(of_year, key=lambda use: _year_of(use.heading))]
        others = tuple(use.heading for use in rivals if use not in of_year)
        if not others:
            continue
        chosen = (replace(use, field=field, confidence=0.7, rivals=others) for use in of_year)
        settled = {use.column: use for use in (*map(_without_field, rivals), *chosen)}
        uses = tuple(settled.get(use.column, use) for use in uses)
    return uses


_TIMES = (Field.START, Field.END, Field.SPAN)


def _of_one_year(rivals: Sequence[ColumnUse], titled: int | None) -> Sequence[ColumnUse]:
    """Return the columns of the best year; those that name none go with the year of a title."""
    years = {use.column: _year_of(use.heading) for use in rivals}
    best = max(years.values(), key=lambda year: (year == titled, bool(titled) > bool(year), year))
    same = (best, 0) if best == titled else (best,)
    return [use for use in rivals if years[use.column] in same]


def _year_of(heading: str) -> int:
    """Return the school year or year that a heading names; 0 without one."""
    return school_year_in(heading) or max(map(int, _YEAR.findall(heading)), default=0)


_YEAR = re.compile(r"20\d\d")


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
        if use.rivals:
            values = {"heading": use.heading[:40], "others": [r[:40] for r in use.rivals]}
            yield warning("import_two_columns", None, **values), use.column
        if not use.assumed or use.field not in REQUIRED:
            continue
        code = _CODES.get(use.field, "import_assumed_period")
        yield warning(code, None, heading=use.heading[:40]), use.column


def period_number_notes(sheet: Sheet, table: Table) -> Iterable[tuple[Note, int]]:
    """Yield a warning if every start and end is a bare number that may be one of a period.

    Weeks 1 to 8 are possible, but so are P1 to P8; a heading with "week" leaves no doubt.
    """
    ends = [use for use in table.columns if use.field in (Field.START, Field.END)]
    if len(ends) != 2 or any(hint_of(use.heading) is not Hint.NONE for use in ends):
        return
    below = sheet.rows[table.header + 1 : table.bottom]
    values = [row[use.column] for row in below for use in ends if use.column < len(row)]
    texts = {as_text(value) for value in values if not is_blank(value)}
    if texts and texts <= _NUMBERS_OF_PERIODS:
        yield warning("import_week_or_period", None, value=max(texts)), ends[0].column


_NUMBERS_OF_PERIODS = frozenset("12345678")
