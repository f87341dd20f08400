"""A workbook as plain values: what every reader yields and every recogniser looks at.

Rows and columns count from 0 here; only a :class:`~stageplanner.problems.Place` counts as
the spreadsheet shows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
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
    """A column as its different values and, per row, which of them stands there."""

    values: tuple[Value, ...]
    codes: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class View:
    """How what is read stands in the sheet that a person sees.

    ``block`` is the first column of a table that stands beside another; ``turned_at`` the
    first row of a table that was laid on its side: from there on its rows are columns.
    """

    block: str = ""
    turned_at: int | None = None

    def place(self, row: int | None, column: int | None) -> tuple[int | None, int | None]:
        """The row and column that a person sees; both count from 0.

        What is said of a whole row of data is said of its first cell, where its row in the
        sheet holds more than that.
        """
        at = self.turned_at
        if at is not None and row is not None and row >= at:
            return at + (column or 0), row - at
        if self.block and row is not None and column is None:
            return row, column_number(self.block)
        return row, column

    def record(self, row: int) -> tuple[int, str]:
        """What names a row of data: its row, counted from 1, and the column it begins at."""
        if self.turned_at is None or row < self.turned_at:
            return row + 1, self.block
        return self.turned_at + 1, column_letter(row - self.turned_at)

    def record_name(self, row: int) -> int | str:
        """The row as its number, or the column it is."""
        number, column = self.record(row)
        return column if self.turned_at is not None and row >= self.turned_at else number

    def column_name(self, column: int) -> str:
        """The letter of a column, or the number of the row it is."""
        return column_letter(column) if self.turned_at is None else str(self.turned_at + column + 1)

    def cell_name(self, row: int, column: int) -> str:
        """A cell as the spreadsheet shows it: C12."""
        at_row, at_column = self.place(row, column)
        return f"{column_letter(at_column or 0)}{(at_row or 0) + 1}"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: its cells, and what a reader of the screen would see beside the values.

    ``fills`` holds the background colour of coloured cells; ``faults`` the cells whose value
    is missing or an error (``"formula"`` where a formula was never calculated, else the
    error text such as ``"#N/A"``). ``coded`` holds the columns of a large sheet;
    ``view`` tells how a part of a sheet stands in the whole of it.
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
        """The value of a cell; ``None`` where there is none."""
        if 0 <= row < len(self.rows):
            cells = self.rows[row]
            if 0 <= column < len(cells):
                value = cells[column]
                return None if value == "" else value
        return None

    def faults_of(self, row: int) -> tuple[tuple[int, str], ...]:
        """The faulty cells of a row: column and fault."""
        return self._faults_by_row.get(row, ())

    @cached_property
    def _faults_by_row(self) -> dict[int, tuple[tuple[int, str], ...]]:
        found: dict[int, tuple[tuple[int, str], ...]] = {}
        for (row, column), fault in self.faults.items():
            found[row] = (*found.get(row, ()), (column, fault))
        return found

    @cached_property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return len(self.coded) or max(map(len, self.rows), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A whole file as sheets; ``notes`` are remarks about the file itself (code, values)."""

    sheets: tuple[Sheet, ...]
    notes: tuple[tuple[str, Mapping[str, object]], ...] = ()


def as_text(value: Value) -> str:
    """A cell as text: whole numbers without ``.0``, dates as d-m-yyyy, empty as ``""``."""
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
    """The day of a date cell; ``None`` for everything else."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def is_blank(value: Value) -> bool:
    """Tell whether a cell shows nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


class Picked:
    """Some cells of a row as one key, by which what was read of them is found again."""

    __slots__ = ("_most", "_pick", "columns")

    def __init__(self, columns: Sequence[int]) -> None:
        self.columns = tuple(columns)
        self._most = max(self.columns, default=-1)
        # Two columns at least: of one column itemgetter gives the bare value.
        self._pick = itemgetter(*self.columns) if len(self.columns) > 1 else None

    def __call__(self, cells: Sequence[Value]) -> tuple[Value, ...]:
        """The cells of the columns, ``None`` where a row is too short."""
        if self._pick is not None and len(cells) > self._most:
            return self._pick(cells)  # type: ignore[no-any-return]
        return tuple([cells[c] if c < len(cells) else None for c in self.columns])
