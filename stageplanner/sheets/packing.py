"""Send a large sheet from one process to another: each different value of a column once.

Two million cells are mostly the same few words; sent as they are they take longer to send
than to read.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from stageplanner.sheets.grid import Book, Row, Sheet, Value

#: Sheets with fewer rows are sent as they are.
_FROM_ROWS = 500


@dataclass(frozen=True, slots=True)
class PackedColumn:
    """A column as its different values and, per row, which of them it holds."""

    values: tuple[Value, ...]
    codes: array[int]


@dataclass(frozen=True, slots=True)
class Packed:
    """A book, its large sheets column by column (``None`` where a sheet goes as it is)."""

    book: Book
    columns: tuple[tuple[PackedColumn, ...] | None, ...]


def pack(book: Book) -> Packed:
    """Make a book ready to be sent."""
    sheets: list[Sheet] = []
    columns: list[tuple[PackedColumn, ...] | None] = []
    for sheet in book.sheets:
        if len(sheet.rows) < _FROM_ROWS:
            sheets.append(sheet)
            columns.append(None)
            continue
        packed = tuple(_pack_column(column) for column in _columns(sheet.rows))
        sheets.append(replace(sheet, rows=()))
        columns.append(packed)
    return Packed(replace(book, sheets=tuple(sheets)), tuple(columns))


def _columns(rows: Sequence[Row]) -> Sequence[Sequence[Value]]:
    if len({len(row) for row in rows}) == 1:
        return list(zip(*rows, strict=True))
    return list(zip_longest(*rows))


def _pack_column(column: Sequence[Value]) -> PackedColumn:
    """Values that are equal but of another kind (1.0, True) are kept apart."""
    kinds = set(map(type, column))
    index: dict[object, int] = {}
    if len(kinds & {bool, int, float}) > 1:
        keys: Sequence[object] = [(type(value), value) for value in column]
        codes = array("l", [index.setdefault(key, len(index)) for key in keys])
        return PackedColumn(tuple(key[1] for key in index), codes)  # type: ignore[index]
    codes = array("l", [index.setdefault(value, len(index)) for value in column])
    return PackedColumn(tuple(index), codes)  # type: ignore[arg-type]


def unpack(packed: Packed) -> Book:
    """The book as it was."""
    sheets = [
        sheet
        if columns is None
        else replace(
            sheet,
            rows=list(zip(*(map(c.values.__getitem__, c.codes) for c in columns), strict=True)),
        )
        for sheet, columns in zip(packed.book.sheets, packed.columns, strict=True)
    ]
    return replace(packed.book, sheets=tuple(sheets))
