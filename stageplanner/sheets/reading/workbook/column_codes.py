"""A large sheet as columns of codes: every distinct value of a column is stored once.

Two million cells mostly repeat a few words. As codes they travel between processes five times
faster, and each distinct value is parsed once instead of a hundred thousand times
(:mod:`stageplanner.sheets.reading.rows.fast_periods`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stageplanner.sheets.reading.pause_gc import LARGE, pause_garbage_collector
from stageplanner.sheets.reading.workbook.grid import Book, Coded, Row, Sheet, Value


@dataclass(frozen=True, slots=True)
class Packed:
    """A book whose large sheets hold coded columns instead of rows."""

    book: Book


def pack(book: Book) -> Packed:
    """Encode the large sheets of a book, so that it can be sent to another process."""
    with pause_garbage_collector(sum(len(sheet.rows) for sheet in book.sheets)):
        sheets = tuple(
            in_columns(sheet, sheet.rows) if len(sheet.rows) >= LARGE else sheet
            for sheet in book.sheets
        )
    return Packed(replace(book, sheets=sheets))


def in_columns(sheet: Sheet, rows: Iterable[Row]) -> Sheet:
    """Return a sheet with the coded columns of some rows, and without rows."""
    return replace(sheet, rows=(), coded=coded_columns(rows))


def unpack(packed: Packed) -> Book:
    """Restore the rows of a packed book; its large sheets keep their coded columns."""
    height = sum(len(s.coded[0].codes) for s in packed.book.sheets if s.coded)
    with pause_garbage_collector(height):
        sheets = tuple(
            replace(sheet, rows=list(zip(*map(_written_out, sheet.coded), strict=True)))
            if sheet.coded
            else sheet
            for sheet in packed.book.sheets
        )
    return replace(packed.book, sheets=sheets)


def _written_out(column: Coded) -> list[Value]:
    values = np.empty(len(column.values), dtype=object)
    values[:] = column.values
    cells: list[Value] = values[column.codes].tolist()
    return cells


#: Rows per batch, few enough for their cells to stay in the processor's cache.
_AT_ONCE = 1_000
_NUMBERS = frozenset({bool, int, float})


def coded_columns(rows: Iterable[Row]) -> tuple[Coded, ...]:
    """Encode the columns of some rows; cells beyond the end of a short row are ``None``."""
    columns: list[_Column] = []
    height = 0
    remaining = iter(rows)
    while some := list(islice(remaining, _AT_ONCE)):
        cells = list(zip_longest(*some))
        columns += [_Column.below(height) for _ in cells[len(columns) :]]
        cells += [(None,) * len(some)] * (len(columns) - len(cells))
        for column, values in zip(columns, cells, strict=True):
            column.add(values)
        height += len(some)
    return tuple(column.coded() for column in columns)


class _Numbers(dict[Any, int]):
    """A dictionary that numbers the values it is asked for, in order of first use."""

    __slots__ = ()

    def __missing__(self, value: object) -> int:
        number = self[value] = len(self)
        return number


@dataclass(slots=True)
class _Column:
    """A column while it is being encoded.

    A dictionary treats 1, 1.0 and True as one key, so a column that holds more than one of these
    types is keyed by type and value.
    """

    numbers: _Numbers = field(default_factory=_Numbers)
    kinds: set[type] = field(default_factory=set)
    has_kinds: bool = False
    codes: list[NDArray[np.int32]] = field(default_factory=list)

    @classmethod
    def below(cls, height: int) -> _Column:
        """Start a column below some rows that are too short to reach it."""
        column = cls()
        if height:
            column.add((None,) * height)
        return column

    def add(self, values: Sequence[Value]) -> None:
        """Add the values of the next rows."""
        self.kinds.update(map(type, values))
        if not self.has_kinds and len(self.kinds & _NUMBERS) > 1:
            self.has_kinds = True
            self.numbers = _Numbers({(type(v), v): k for v, k in self.numbers.items()})
        keys = zip(map(type, values), values, strict=True) if self.has_kinds else values
        self.codes.append(
            np.fromiter(map(self.numbers.__getitem__, keys), dtype=np.int32, count=len(values))
        )

    def coded(self) -> Coded:
        """Return the encoded column."""
        values = (value for _, value in self.numbers) if self.has_kinds else self.numbers
        return Coded(tuple(values), np.concatenate(self.codes))
