"""A table as columns of codes, to read each combination of values once.

The rows of a long list repeat a few combinations of values. Combinations of columns are
numbered, and each is read at the first row that holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from stageplanner.domain.stage_period import Source
from stageplanner.sheets.reading.pause_gc import LARGE
from stageplanner.sheets.reading.rows.make_many import make_many
from stageplanner.sheets.reading.tables.row_kinds import RowClassifier
from stageplanner.sheets.reading.tables.row_rules import (
    ENOUGH_IDENTIFYING,
    identifying_columns,
    is_total,
    may_hold_totals,
)
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.workbook.column_codes import coded_columns
from stageplanner.sheets.reading.workbook.grid import Coded, Sheet, Value

Bools = NDArray[np.bool_]
Codes = NDArray[np.int64]
_T = TypeVar("_T")

#: Combined codes above this would overflow, so they are renumbered first.
_MOST = 2**62


def is_long(table: Table, classifier: RowClassifier) -> bool:
    """Return whether a list is so long, and its rows so complete, that codes save time."""
    return table.bottom - table.header > LARGE and not table.times and not classifier.filled


@dataclass(slots=True)
class Combined:
    """Several columns as one: per row the number of its combination; per number its first row."""

    codes: Codes
    first: Sequence[int]

    def values(self, read: Callable[[int], _T]) -> list[_T]:
        """Return what ``read`` returns for every combination, at its first row."""
        return [read(row) for row in self.first]

    def where(self, flags: Iterable[bool]) -> Bools:
        """Return the mask of the rows whose combination is flagged. Shape (rows,)."""
        return np.fromiter(flags, dtype=bool)[self.codes]

    def spread(self, numbers: Iterable[int]) -> Codes:
        """Return the number of its combination for every row. Shape (rows,)."""
        return np.fromiter(numbers, dtype=np.int64)[self.codes]


class CodedTable:
    """The columns of one table as codes, and the mask of its plain rows of data."""

    def __init__(self, sheet: Sheet, table: Table, classifier: RowClassifier) -> None:
        self._first = table.header + 1
        self._rows = sheet.rows[self._first : table.bottom]
        inside = slice(self._first, table.bottom)
        whole = sheet.coded or coded_columns(sheet.rows)
        self._columns = tuple(Coded(c.values, c.codes[inside]) for c in whole)
        self._sheet, self._table, self._classifier = sheet, table, classifier

    def are_data(self) -> Bools:
        """Return the mask of the rows that are complete enough and no totals. Shape (rows,).

        Rows that are merged, hidden or faulty are left out: they need a note.
        """
        count = len(self._rows)
        filled = np.zeros(count, dtype=np.int64)
        blank = {
            c: self._where(c, _are_blank(self._columns[c].values))
            for c in identifying_columns(self._table)
        }
        for is_empty in blank.values():
            filled += ~is_empty
        plain = (filled >= ENOUGH_IDENTIFYING) & ~self._totals()
        if self._classifier.identity:
            plain &= ~blank[self._classifier.identity[0]]
        apart = {row for row, _ in self._sheet.faults} | self._sheet.hidden_rows
        for row in apart | self._classifier.patches.keys():
            if 0 <= row - self._first < count:
                plain[row - self._first] = False
        return plain

    def _where(self, column: int, flags: Sequence[bool]) -> Bools:
        """Return the mask of the rows whose value in a column is flagged."""
        return np.array(flags, dtype=bool)[self._columns[column].codes]

    def _totals(self) -> Bools:
        """Return the mask of the rows whose first word begins a total."""
        wordless = np.ones(len(self._rows), dtype=bool)
        is_total_row = np.zeros(len(self._rows), dtype=bool)
        for column, coded in enumerate(self._columns):
            if not wordless.any():
                break
            texts = [v for v in coded.values if isinstance(v, str)]
            if not texts:
                continue
            is_word = self._where(column, [isinstance(v, str) for v in coded.values])
            is_word &= ~self._where(column, _are_blank(coded.values))
            if may_hold_totals("\n".join(texts)):
                totals = [isinstance(v, str) and is_total(v) for v in coded.values]
                is_total_row |= wordless & is_word & self._where(column, totals)
            wordless &= ~is_word
        return is_total_row

    def sources(self, rows: NDArray[np.int64], file: str) -> list[Source]:
        """Return the sources of some rows, which count from the header."""
        numbers = (rows + self._first + 1).tolist()
        return make_many(Source, len(rows), {"row": numbers}, file=file, sheet=self._sheet.name)

    # ------------------------------------------------------------ combinations

    def combined(self, columns: Iterable[int | None], *more: tuple[Codes, int]) -> Combined:
        """Return the combinations of some columns and of codes that were combined before."""
        parts = list(more)
        for column in columns:
            if column is not None:
                coded = self._columns[column]
                parts.append((coded.codes.astype(np.int64), len(coded.values)))
        key, size = np.zeros(len(self._rows), dtype=np.int64), 1
        for codes, count in parts:
            if size * count > _MOST:
                different, key = np.unique(key, return_inverse=True)
                size = len(different)
            key, size = key * count + codes, size * count
        return _numbered(key, size)


def _are_blank(values: Sequence[Value]) -> list[bool]:
    """Return which values are blank, without a call per value."""
    return [not v.strip() if isinstance(v, str) else v is None for v in values]


def _numbered(key: Codes, size: int) -> Combined:
    """Renumber the codes that occur, in ascending order."""
    if size > 8 * len(key):
        _, first, codes = np.unique(key, return_index=True, return_inverse=True)
        return Combined(codes, first.tolist())
    # Assigned from the bottom up, so that the first row of each code is written last.
    at = np.full(size, -1, dtype=np.int64)
    at[key[::-1]] = np.arange(len(key) - 1, -1, -1)
    present = np.flatnonzero(at >= 0)
    number = np.empty(size, dtype=np.int64)
    number[present] = np.arange(len(present))
    return Combined(number[key], at[present].tolist())
