"""Recognise lists with a column of students for each period: "Q1 | Q2 | Q3 | Q4", "P1 | P2"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stageplanner.sheets.columns import WEEKDAY_FIELDS, Field
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.values.calendar_point import Scale
from stageplanner.sheets.reading.values.numbers import parse_number
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, as_text

#: Fields with the days a week; with one of them a number under a period is no number of days.
_DAY_FIELDS = frozenset({Field.DAYS, Field.WEEKDAYS, Field.HOURS_PER_WEEK, *WEEKDAY_FIELDS})
#: Cells without students.
NOBODY = frozenset({"", "0", "-", "–", "nvt", "n.v.t."})
#: A number above this cannot be days a week, so it is students.
_DAYS_OF_A_WEEK = 7


def with_students_across(sheet: Sheet, table: Table) -> Table:
    """Mark a table whose numbers under periods can only be students.

    No column holds students, another column gives the days a week, and all values under the periods
    are whole numbers, at least one of them more than the days of a week.
    """
    covered = {use.field for use in table.columns} | table.shared.keys()
    if table.kind is not Kind.PERIODS or Field.STUDENTS in covered or not covered & _DAY_FIELDS:
        return table
    if not table.times or any(time.moment.scale is not Scale.PERIOD for time in table.times):
        return table
    numbers = [*_numbers(sheet, table)]
    if None in numbers or not any(n is not None and n > _DAYS_OF_A_WEEK for n in numbers):
        return table
    return replace(table, holds_students=True)


def _numbers(sheet: Sheet, table: Table) -> Sequence[int | None]:
    """Return the values under the periods; ``None`` for a value that is no whole number."""
    rows = range(table.header + 1, table.bottom)
    cells = (sheet.cell(row, time.column) for row in rows for time in table.times)
    return [_whole(value) for value in cells if as_text(value).casefold() not in NOBODY]


def _whole(value: Value) -> int | None:
    number = parse_number(value)
    return int(number) if number is not None and number == int(number) else None
