"""A large sheet as columns of codes: each different value of a column once.

Two million cells are mostly the same few words. As codes they go from one process to another
in a fifth of the time, and what is made of a value is worked out once instead of a hundred
thousand times (:mod:`stageplanner.sheets.bulk`).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import zip_longest
from types import NoneType

import numpy as np
from numpy.typing import NDArray

from stageplanner.sheets.grid import Book, Coded, Row, Value

#: Sheets with fewer rows are sent, and read, as they are.
LARGE = 2_000


@dataclass(frozen=True, slots=True)
class Packed:
    """A book whose large sheets hold their columns in the place of their rows."""

    book: Book


def pack(book: Book) -> Packed:
    """Make a book ready to be sent."""
    with no_collecting(sum(len(sheet.rows) for sheet in book.sheets)):
        sheets = tuple(
            replace(sheet, rows=(), coded=coded_columns(sheet.rows))
            if len(sheet.rows) >= LARGE
            else sheet
            for sheet in book.sheets
        )
    return Packed(replace(book, sheets=sheets))


def unpack(packed: Packed) -> Book:
    """The book as it was; its large sheets know their columns too."""
    height = sum(len(s.coded[0].codes) for s in packed.book.sheets if s.coded)
    with no_collecting(height):
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
    found: list[Value] = values[column.codes].tolist()
    return found


def coded_columns(rows: Sequence[Row]) -> tuple[Coded, ...]:
    """The columns of some rows; cells that a shorter row lacks are ``None``."""
    if len({len(row) for row in rows}) > 1:
        return tuple(_coded_one_by_one(column) for column in zip_longest(*rows))
    cells = np.empty((len(rows), len(rows[0])), dtype=object)
    if cells.size:
        cells[:] = rows
    return tuple(_coded(np.ascontiguousarray(cells[:, k])) for k in range(cells.shape[1]))


def _coded(column: NDArray[np.object_]) -> Coded:
    """The different values in the order in which they come, and where each of them stands."""
    import pandas as pd

    codes, values = pd.factorize(column, use_na_sentinel=False)
    # To pandas 1, 1.0 and True are one value, as are None and a missing number.
    if set(map(type, values)) & _NUMBERS and len(set(map(type, column)) & _CONFUSED) > 1:
        return _coded_one_by_one(column)
    return Coded(tuple(values), codes.astype(np.int32))


_NUMBERS = frozenset({bool, int, float})
_CONFUSED = _NUMBERS | {NoneType}


def _coded_one_by_one(column: Sequence[Value] | NDArray[np.object_]) -> Coded:
    """The same for a column of mixed kinds: values that are equal but of another kind differ."""
    index: dict[tuple[type, Value], int] = {}
    codes = [index.setdefault((type(value), value), len(index)) for value in column]
    return Coded(tuple(value for _, value in index), np.array(codes, dtype=np.int32))


@contextmanager
def no_collecting(rows: int) -> Iterator[None]:
    """Many rows become many objects that all stay: looking for garbage among them is in vain.

    Afterwards they count as old, so that the next look at what is young passes them by.
    """
    if rows < LARGE or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        gc.enable()
