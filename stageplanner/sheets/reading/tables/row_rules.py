"""Rules that decide whether a row of a table is data, a total, a title or a note."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.result import Kind, Outcome
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.values.mark_meaning import Meaning, meaning_in_legend
from stageplanner.sheets.reading.values.programmes import codes_in
from stageplanner.sheets.reading.workbook.grid import Value, as_text, is_blank

_IDENTIFYING = (
    Field.GROUP, Field.STUDENTS, Field.START, Field.END, Field.SPAN, Field.DAYS, Field.WEEKDAYS,
    Field.YEAR, Field.FORM, Field.WEEK_COUNT, Field.HOURS_PER_WEEK, Field.PROGRAMME,
    Field.ID, Field.NAME, Field.PLACES, Field.ACCREDITED, Field.HOLIDAY,
)  # fmt: skip

#: A row with this many filled identifying columns is data, unless it is a total.
ENOUGH_IDENTIFYING = 4

#: A larger number in a week is no placement of one group.
_MOST_HOURS_A_WEEK = 48
#: A row with a value in one of these columns is a row of data, maybe an incomplete one.
_ABOUT_A_GROUP = frozenset(
    {
        Field.STUDENTS, Field.START, Field.END, Field.SPAN, Field.DAYS, Field.WEEKDAYS,
        Field.PROGRAMME, Field.PROGRAMME_NAME, Field.WEEK_COUNT, Field.FORM,
    }
)  # fmt: skip

_TOTAL = re.compile(
    r"^(?:eind|sub|gen(?:eraal)?|alge(?:heel|meen)?)?\s?-?(?:totaal|totalen|total|totals|som|sum)\b"
    r"|^(?:grand|sub)\s?-?total|\btotaal$|^gemiddeld|^average|^aantal (?:groepen|rijen)\b"
)

#: Every text that begins a row of totals contains one of these.
_STEMS_OF_TOTALS = ("tota", "som", "sum", "gemiddeld", "average", "aantal")


@lru_cache(maxsize=20_000)
def is_total(text: str) -> bool:
    """Return whether a text begins a row of totals."""
    return bool(_TOTAL.search(text.casefold().strip(" :")))


def may_hold_totals(text: str) -> bool:
    """Return whether a text, or one of many joined, may begin a total; a quick check."""
    folded = text.casefold()
    return any(stem in folded for stem in _STEMS_OF_TOTALS)


def identifying_columns(table: Table) -> list[int]:
    """Return the columns that identify a group, a leerbedrijf or a holiday."""
    columns = {use.field: use.column for use in table.columns if use.field}
    return [columns[f] for f in _IDENTIFYING if f in columns]


def kind_of(
    cells: Sequence[Value], identifying: list[int], used: set[int], table: Table
) -> Outcome | None:
    """Return title, total or note; ``None`` for a row of data."""
    first = _first_word(cells)
    if first.startswith("(") and are_units([as_text(v) for v in cells if not is_blank(v)]):
        return Outcome.NOTE
    if _has_enough(cells, identifying):
        return Outcome.TOTAL if is_total(first) else None
    row = _row_facts(cells, identifying, used, table)
    return next((outcome for applies, outcome in _RULES if applies(row)), None)


def are_units(texts: Sequence[str]) -> bool:
    """Return whether a row only explains the headings above it: "(aantal) | (weeknrs)"."""
    filled = [text.strip() for text in texts if text]
    return len(filled) > 1 and all(re.fullmatch(r"\([^()]*\)", text) for text in filled)


def _has_enough(cells: Sequence[Value], identifying: list[int]) -> bool:
    """Return whether enough identifying cells are filled to skip the rules.

    Most rows of a long list are of this kind, so this stops counting as soon as it can.
    """
    count = 0
    for column in identifying:
        if column < len(cells) and cells[column] is not None and cells[column] != "":
            count += 1
            if count == ENOUGH_IDENTIFYING:
                return True
    return False


def _first_word(cells: Sequence[Value]) -> str:
    """Return the first text of a row; ``""`` if it has none."""
    first = cells[0]
    if isinstance(first, str) and first.strip():
        return first
    return next((v for v in cells if isinstance(v, str) and v.strip()), "")


@dataclass(frozen=True, slots=True)
class _RowFacts:
    """The filled cells of a row, as the rules below look at them.

    ``single`` is the value of a row whose cells all show the same text, else ``None``.
    ``identified`` is the number of filled identifying cells; ``used`` are the filled columns that
    have a field.
    """

    filled: list[tuple[int, Value]]
    words: list[str]
    single: Value
    identified: int
    used: list[int]
    table: Table


def _row_facts(
    cells: Sequence[Value], identifying: list[int], used: set[int], table: Table
) -> _RowFacts:
    filled = [(k, v) for k, v in enumerate(cells) if not is_blank(v)]
    return _RowFacts(
        filled=filled,
        words=[as_text(v) for _, v in filled if isinstance(v, str)],
        single=filled[0][1] if len({as_text(v) for _, v in filled}) == 1 else None,
        identified=sum(1 for c in identifying if c < len(cells) and not is_blank(cells[c])),
        used=[c for c, _ in filled if c in used],
        table=table,
    )


def _begins_with_total(row: _RowFacts) -> bool:
    return bool(row.words) and is_total(row.words[0])


def _is_title_alone(row: _RowFacts) -> bool:
    """Return whether a row holds one text, in one cell or merged over several."""
    return isinstance(row.single, str) and (row.identified <= 1 or len(row.filled) > 1)


def _is_number_alone(row: _RowFacts) -> bool:
    is_number = row.single is not None and not isinstance(row.single, str)
    return is_number and row.identified <= 1


def _mentions_total(row: _RowFacts) -> bool:
    return row.identified <= 2 and any(is_total(word) for word in row.words)


def _names_programme(row: _RowFacts) -> bool:
    """Return whether a row only names the programme of the rows below it: "Crebo | 25655"."""
    table = row.table
    if len(row.filled) > 3 or table.kind is not Kind.PERIODS:
        return False
    data_columns = {use.column for use in table.columns if use.field in _ABOUT_A_GROUP}
    data_columns |= {time.column for time in table.times}
    if any(column in data_columns for column, _ in row.filled):
        return False
    codes = codes_in(" ".join(as_text(value) for _, value in row.filled))
    return len(codes) == 1 and all(isinstance(v, str) or as_text(v) in codes for _, v in row.filled)


def _is_outside_columns(row: _RowFacts) -> bool:
    return not row.used


def _identifies_nothing(row: _RowFacts) -> bool:
    """Return whether a row fills no identifying column and no week."""
    weeks = {time.column for time in row.table.times}
    return row.identified == 0 and weeks.isdisjoint(row.used)


def _counts_weeks(row: _RowFacts) -> bool:
    """Return whether a row below a week matrix counts students: "Studenten op stage"."""
    weeks = {time.column for time in row.table.times}
    values = [value for column, value in row.filled if column in weeks]
    others = len(row.filled) - len(values)
    numbers = [v for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
    are_counts = len(numbers) == len(values) > 1 and max(numbers) > _MOST_HOURS_A_WEEK
    return are_counts and others <= 1 and row.identified == 0


def _explains_mark(row: _RowFacts) -> bool:
    """Return whether a row is a line of a legend: "S | stage"."""
    if len(row.filled) != 2 or len(row.words) != 2 or len(row.words[0]) > 2:
        return False
    return meaning_in_legend(row.words[1]) is not Meaning.OPEN


def _has_only_numbers(row: _RowFacts) -> bool:
    numbers = all(isinstance(v, (int, float)) for _, v in row.filled)
    return numbers and row.identified <= 1 and len(row.table.columns) > 3


#: What a row is if it is no data: the first rule that applies decides.
_RULES: tuple[tuple[Callable[[_RowFacts], bool], Outcome], ...] = (
    (_begins_with_total, Outcome.TOTAL),
    (_is_title_alone, Outcome.TITLE),
    (_is_number_alone, Outcome.TOTAL),
    (_mentions_total, Outcome.TOTAL),
    (_names_programme, Outcome.TITLE),
    (_counts_weeks, Outcome.TOTAL),
    (_explains_mark, Outcome.NOTE),
    (_is_outside_columns, Outcome.NOTE),
    (_identifies_nothing, Outcome.NOTE),
    (_has_only_numbers, Outcome.TOTAL),
)
