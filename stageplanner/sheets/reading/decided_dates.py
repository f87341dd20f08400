"""Write the dates of a column in the order of day and month that a person decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from stageplanner.problems import column_number
from stageplanner.sheets.reading.result import DateOrder, OrderedColumn
from stageplanner.sheets.reading.workbook.grid import Book, Sheet, Value

_DATE = re.compile(r"(?<![\d-])(\d{1,2})[-/.](\d{1,2})[-/.](20\d\d|\d\d)(?!\d)")


def in_decided_order(book: Book, columns: Sequence[OrderedColumn]) -> Book:
    """Return a book in which the dates of some columns leave no choice.

    Texts become ``2026-09-01``, which is read in one way; a text that is no date in the decided
    order is left as it is, to be asked.

    Parameters
    ----------
    book
        As loaded.
    columns
        The columns, each with its order.
    """
    sheets = tuple(
        _in_order(sheet, [column for column in columns if column.sheet == sheet.name])
        for sheet in book.sheets
    )
    return replace(book, sheets=sheets) if columns else book


def _in_order(sheet: Sheet, columns: Sequence[OrderedColumn]) -> Sheet:
    if not columns:
        return sheet
    rows = list(sheet.rows)
    for decided in columns:
        at = column_number(decided.column)
        for number in range(decided.first_row - 1, min(decided.last_row, len(rows))):
            if at < len(rows[number]):
                cells = list(rows[number])
                cells[at] = _read_as(cells[at], decided.order)
                rows[number] = cells
    return replace(sheet, rows=rows, coded=())


def _read_as(value: Value, order: DateOrder) -> Value:
    if order is DateOrder.EXCHANGED:
        if isinstance(value, date) and value.day <= 12:
            return value.replace(month=value.day, day=value.month)
        return value
    if not isinstance(value, str):
        return value

    def plain(match: re.Match[str]) -> str:
        first, second, year = (int(part) for part in match.groups())
        day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
        try:
            return date(year % 100 + 2000, month, day).isoformat()
        except ValueError:
            return match.group()

    return _DATE.sub(plain, value)
