"""A workbook as plain values: what the loaders return and the recognisers work on.

Rows and columns count from 0 here; only a :class:`~stageplanner.problems.Place` counts as
the spreadsheet shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from stageplanner.problems import column_letter, column_number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Value = str | int | float | bool | date | datetime | time | timedelta | None
Row = Sequence[Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A merged block of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Coded:
    """A column as its distinct values and, per row, the index of its value."""

    values: tuple[Value, ...]
    codes: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class View:
    """Where the rows and columns of a part lie in the sheet that a person sees.

    ``block`` is the first column of a table that has another table to its left or right.
    ``turned_at`` is the first row of a transposed table: below it rows and columns are swapped.
    """

    block: str = ""
    turned_at: int | None = None

    def place(self, row: int | None, column: int | None) -> tuple[int | None, int | None]:
        """Return the row and column that a person sees; both count from 0.

        A note about a whole row points at its first cell if another table shares the row.
        """
        at = self.turned_at
        if at is not None and row is not None and row >= at:
            return at + (column or 0), row - at
        if self.block and row is not None and column is None:
            return row, column_number(self.block)
        return row, column

    def record(self, row: int) -> tuple[int, str]:
        """Return the row, counted from 1, and the first column that identify a row of data."""
        if self.turned_at is None or row < self.turned_at:
            return row + 1, self.block
        return self.turned_at + 1, column_letter(row - self.turned_at)

    def record_name(self, row: int) -> int | str:
        """Return the row number of a row of data, or its column letter in a transposed table."""
        number, column = self.record(row)
        return column if self.turned_at is not None and row >= self.turned_at else number

    def column_name(self, column: int) -> str:
        """Return the letter of a column, or its row number in a transposed table."""
        return column_letter(column) if self.turned_at is None else str(self.turned_at + column + 1)

    def cell_name(self, row: int, column: int) -> str:
        """Return a cell as the spreadsheet shows it: C12."""
        at_row, at_column = self.place(row, column)
        return f"{column_letter(at_column or 0)}{(at_row or 0) + 1}"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: its cells, and what a person sees besides their values.

    ``fills`` holds the background colour of coloured cells. ``faults`` holds the cells whose value
    is missing or an error: ``"formula"`` if a formula was never calculated, else the error text
    such as ``"#N/A"``. ``coded`` holds the columns of a large sheet. ``view`` locates a part in the
    whole sheet.
    """

    name: str
    rows: Sequence[Row]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    coded: tuple[Coded, ...] = ()
    view: View = View()

    def cell(self, row: int, column: int) -> Value:
        """Return the value of a cell; ``None`` if it is empty or outside the sheet."""
        if 0 <= row < len(self.rows):
            cells = self.rows[row]
            if 0 <= column < len(cells):
                value = cells[column]
                return None if value == "" else value
        return None

    def faults_of(self, row: int) -> tuple[tuple[int, str], ...]:
        """Return the faulty cells of a row: column and fault."""
        return self._faults_by_row.get(row, ())

    @cached_property
    def _faults_by_row(self) -> dict[int, tuple[tuple[int, str], ...]]:
        faults: dict[int, tuple[tuple[int, str], ...]] = {}
        for (row, column), fault in self.faults.items():
            faults[row] = (*faults.get(row, ()), (column, fault))
        return faults

    @cached_property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return len(self.coded) or max(map(len, self.rows), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A whole file as sheets; ``notes`` are remarks about the file itself (code, values)."""

    sheets: tuple[Sheet, ...]
    notes: tuple[tuple[str, Mapping[str, object]], ...] = ()


def filled_rows(book: Book, rows: int) -> Iterator[list[Value]]:
    """Yield the filled cells of each of the first rows of every sheet."""
    for sheet in book.sheets:
        for row in sheet.rows[:rows]:
            yield [value for value in row if not is_blank(value)]


def cells_of(book: Book, rows: int) -> Iterator[Value]:
    """Yield every filled cell in the first rows of every sheet."""
    return chain.from_iterable(filled_rows(book, rows))


def as_text(value: Value) -> str:
    """Return a cell as text: whole numbers without ``.0``, dates as d-m-yyyy, empty as ``""``."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return f"{value.day}-{value.month}-{value.year}"
    return str(value)


def as_date(value: Value) -> date | None:
    """Return the day of a date cell; ``None`` for any other value."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def is_blank(value: Value) -> bool:
    """Return whether a cell shows nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


class Picked:
    """Picks some cells of a row as a key, for caching what was read of them."""

    __slots__ = ("_most", "_pick", "columns")

    def __init__(self, columns: Sequence[int]) -> None:
        self.columns = tuple(columns)
        self._most = max(self.columns, default=-1)
        # Of a single column itemgetter would return the bare value, not a tuple.
        self._pick = itemgetter(*self.columns) if len(self.columns) > 1 else None

    def __call__(self, cells: Sequence[Value]) -> tuple[Value, ...]:
        """Return the cells of the columns; ``None`` for cells beyond the end of the row."""
        if self._pick is not None and len(cells) > self._most:
            return self._pick(cells)  # type: ignore[no-any-return]
        return tuple([cells[c] if c < len(cells) else None for c in self.columns])
