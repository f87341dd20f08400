"""Decide the order of day and month for whole columns of dates, and check weekdays next to them.

One date such as 01/29/2027 proves that its column is month/day; 09/01/2026 in it is 1 September.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, warning
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.values.calendar_point import date_named
from stageplanner.sheets.reading.workbook.grid import Row, Sheet

_DATED = frozenset(
    {
        Field.START, Field.END, Field.SPAN, Field.EARLIEST, Field.LATEST, Field.AVAILABLE_FROM,
        Field.AVAILABLE_UNTIL, Field.CLOSED, Field.WISH_START, Field.WISH_END,
    }
)  # fmt: skip
_WEEKDAYS = (
    "maandag|monday|mon|ma", "dinsdag|tuesday|tues|tue|di", "woensdag|wednesday|wed|wo",
    "donderdag|thursday|thu|do", "vrijdag|friday|fri|vr", "zaterdag|saturday|sat|za",
    "zondag|sunday|sun|zo",
)  # fmt: skip
_NUMBER_OF = {name: k for k, names in enumerate(_WEEKDAYS) for name in names.split("|")}
_MONTHS = (
    "jan", "feb", "maart|mrt|mar", "apr", "mei|may", "jun", "jul", "aug", "sep", "okt|oct", "nov",
    "dec",
)  # fmt: skip
_MONTH_OF = {name: k for k, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_NAME = "(?:(?P<name>" + "|".join(sorted(_NUMBER_OF, key=len, reverse=True)) + r")\.?,?\s+)?"
_DATE = re.compile(
    rf"{_NAME}(?<![\d-])(?P<a>\d{{1,2}})(?P<sign>[-/.])(?P<b>\d{{1,2}})(?P=sign)"
    r"(?P<year>20\d\d|\d\d)(?!\d)",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"{_NAME}(?<!\d)(?P<day>\d{{1,2}})(?:e|ste|de)?\s+"
    rf"(?P<month>{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})[a-z]*\.?"
    r"(?:\s+(?P<year>20\d\d))?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Column:
    """What the dates in a column prove: an example of each order."""

    column: int
    month_first: str = ""
    day_first: str = ""
    is_open: bool = False


def in_date_order(
    sheet: Sheet, table: Table, school_years: Collection[int]
) -> tuple[Sheet, tuple[tuple[Note, int, int], ...]]:
    """Return a sheet whose month/day dates are day-month, and notes with their row and column.

    Parameters
    ----------
    sheet, table
        The table.
    school_years
        The school years that dates without a year may be of.
    """
    values = {
        use.column: _texts(sheet, table, use.column) for use in table.columns if use.field in _DATED
    }
    columns = [_proofs(column, texts) for column, texts in values.items() if texts]
    notes = [*_wrong_weekdays(values, school_years)]
    month_first = next((c.month_first for c in columns if c.month_first), "")
    day_first = next((c.day_first for c in columns if c.day_first), "")
    swapped: set[int] = set()
    for column in columns:
        if not month_first or not (column.is_open or column.month_first):
            continue
        if column.day_first or (day_first and not column.month_first):
            both = {"first": column.month_first or month_first, "second": day_first}
            notes.append((warning("import_mixed_dates", None, **both), "", column.column))
        else:
            swapped.add(column.column)
            proof = column.month_first or month_first
            notes.append((warning("import_month_first", None, value=proof), "", column.column))
            if count := _doubtful_dates(sheet, table, column.column):
                values_of = {"value": proof, "count": count}
                notes.append(
                    (warning("import_dates_exchanged", None, **values_of), "", column.column)
                )
    located = tuple(
        (note, _row_of(sheet, table, column, text), column) for note, text, column in notes
    )
    return (_swapped(sheet, table, swapped) if swapped else sheet), located


def _texts(sheet: Sheet, table: Table, column: int) -> set[str]:
    """Return the distinct texts of a column."""
    rows = sheet.rows[table.header + 1 : table.bottom]
    values = {row[column] for row in rows if column < len(row)}
    return {value for value in values if isinstance(value, str) and any(map(str.isdigit, value))}


def _doubtful_dates(sheet: Sheet, table: Table, column: int) -> int:
    """Return the number of date cells whose day and month a spreadsheet may have exchanged.

    Among texts such as 01/29/2027, which a spreadsheet could not read, it did read 09/01/2026: as
    9 January.
    """
    rows = sheet.rows[table.header + 1 : table.bottom]
    dates = [row[column] for row in rows if column < len(row)]
    days = [value for value in dates if isinstance(value, date)]
    return len(days) if all(day.day <= 12 for day in days) else 0


def _proofs(column: int, texts: set[str]) -> _Column:
    result = _Column(column)
    for text in sorted(texts):
        for match in _DATE.finditer(text):
            first, second = int(match["a"]), int(match["b"])
            if first <= 12 < second <= 31:
                result.month_first = result.month_first or match.group()
            elif second <= 12 < first <= 31:
                result.day_first = result.day_first or match.group()
            elif first <= 12 and second <= 12 and first != second:
                result.is_open = True
                if (proven := _by_weekday(match)) is not None:
                    _set_proof(result, match.group(), month_first=proven)
    return result


def _set_proof(result: _Column, text: str, *, month_first: bool) -> None:
    if month_first:
        result.month_first = result.month_first or text
    else:
        result.day_first = result.day_first or text


def _by_weekday(match: re.Match[str]) -> bool | None:
    """Return whether the weekday next to a date proves month/day; ``None`` if it proves nothing."""
    if not match["name"]:
        return None
    wanted = _NUMBER_OF[match["name"].casefold()]
    year = int(match["year"]) % 100 + 2000
    first, second = int(match["a"]), int(match["b"])
    as_month_first = date(year, first, second).weekday() == wanted
    as_day_first = date(year, second, first).weekday() == wanted
    return as_month_first if as_month_first != as_day_first else None


def _wrong_weekdays(
    values: Mapping[int, set[str]], school_years: Collection[int]
) -> Iterator[tuple[Note, str, int]]:
    """Yield a warning, with its text and column, for weekdays that do not fit their date."""
    for column, texts in values.items():
        for text in sorted(texts):
            for name, days in _named_days(text, school_years):
                if all(day.weekday() != _NUMBER_OF[name] for day in days):
                    shown = {"value": text, "day": days[0], "weekday": name}
                    yield warning("import_weekday_differs", None, **shown), text, column


def _named_days(text: str, school_years: Collection[int]) -> Iterator[tuple[str, list[date]]]:
    """Yield the weekdays in a text with the days they may belong to."""
    for match in _DATE.finditer(text):
        if match["name"]:
            year = int(match["year"]) % 100 + 2000
            first, second = int(match["a"]), int(match["b"])
            days = [date_named(year, second, first), date_named(year, first, second)]
            if found := [day for day in days if day is not None]:
                yield match["name"].casefold(), found
    for match in _SPELLED.finditer(text):
        if match["name"]:
            month = _MONTH_OF[match["month"].casefold()]
            years = [school_year + (month < 8) for school_year in school_years]
            years = [int(match["year"])] if match["year"] else years
            days = [date_named(year, month, int(match["day"])) for year in years]
            if found := [day for day in days if day is not None]:
                yield match["name"].casefold(), found


def _row_of(sheet: Sheet, table: Table, column: int, text: str) -> int:
    """Return the first row with a text in a column; that of a note about the column for ``""``."""
    if text:
        for row in range(table.header + 1, table.bottom):
            if sheet.cell(row, column) == text:
                return row
    return table.note_row


def _swapped(sheet: Sheet, table: Table, columns: set[int]) -> Sheet:
    """Return a sheet with day and month of the dates in some columns exchanged."""

    def swapped(row: Row) -> Row:
        cells = list(row)
        for column in columns:
            value = cells[column] if column < len(cells) else None
            if isinstance(value, str):
                cells[column] = _DATE.sub(_exchange, value)
        return cells

    rows = list(sheet.rows)
    rows[table.header + 1 : table.bottom] = map(swapped, rows[table.header + 1 : table.bottom])
    return replace(sheet, rows=rows, coded=())


def _exchange(match: re.Match[str]) -> str:
    name = f"{match['name']} " if match["name"] else ""
    return f"{name}{match['b']}-{match['a']}-{match['year']}"
