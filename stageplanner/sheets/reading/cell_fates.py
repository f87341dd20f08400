"""The fate of every cell of a file: used, heading, note, not used, or a question.

Ranges and bands of rows hold the fates, not the cells, so that a list of a hundred thousand rows
takes a few records. Rows and columns count from 0 here, as in
:mod:`stageplanner.sheets.reading.workbook.grid`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum

from stageplanner.problems import column_letter


class CellFate(StrEnum):
    """What became of a cell with a value.

    ``NOTE`` is a title, note or total that was understood. ``QUESTION`` is a cell of a row that is
    not used until a person corrects it.
    """

    USED = "used"
    HEADING = "heading"
    NOTE = "note"
    NOT_USED = "not_used"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRange:
    """A block of cells with one fate; both corners belong to it."""

    top: int
    left: int
    bottom: int
    right: int
    fate: CellFate

    def holds(self, row: int, column: int) -> bool:
        """Return whether a cell lies in the block."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    @property
    def name(self) -> str:
        """The block as the spreadsheet names it: ``H3`` or ``H3:H12``."""
        first = f"{column_letter(self.left)}{self.top + 1}"
        last = f"{column_letter(self.right)}{self.bottom + 1}"
        return first if first == last else f"{first}:{last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FateBand:
    """Adjacent rows of one fate; columns in a transposed table."""

    first: int
    last: int
    fate: CellFate


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFates:
    """The fates of the cells of one table: those of its rows, in the columns that have a field.

    Attributes
    ----------
    block : CellRange
        Where the table lies; its fate is that of cells in the other columns.
    bands : tuple of FateBand
        Its rows from top to bottom; its columns from left to right if ``is_turned``.
    columns : frozenset of int
        The columns that have a field; rows if ``is_turned``.
    is_turned : bool
        Whether a record is a column.
    """

    block: CellRange
    bands: tuple[FateBand, ...]
    columns: frozenset[int]
    is_turned: bool = False

    def fate_of(self, row: int, column: int) -> CellFate | None:
        """Return the fate of a cell; ``None`` if the table does not hold it."""
        if not self.block.holds(row, column):
            return None
        record, field = (column, row) if self.is_turned else (row, column)
        k = bisect_right(self.bands, record, key=lambda band: band.first) - 1
        if k < 0 or record > self.bands[k].last:
            return None
        return self.bands[k].fate if field in self.columns else self.block.fate


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFates:
    """The fates of the cells of one sheet.

    Attributes
    ----------
    sheet : str
        Its name.
    ranges : tuple of CellRange
        Cells that were judged by themselves, from top to bottom; these win over ``tables``, and
        a note over a range around it that was not used.
    tallest : int
        The most rows of one of them.
    tables : tuple of TableFates
        Its tables.
    """

    sheet: str
    ranges: tuple[CellRange, ...] = ()
    tallest: int = 0
    tables: tuple[TableFates, ...] = ()

    def fate_of(self, row: int, column: int) -> CellFate | None:
        """Return the fate of a cell; ``None`` if it holds no value."""
        first = bisect_left(self.ranges, row - self.tallest + 1, key=lambda judged: judged.top)
        last = bisect_right(self.ranges, row, key=lambda judged: judged.top)
        found = [r.fate for r in self.ranges[first:last] if r.holds(row, column)]
        if found:
            return next((fate for fate in found if fate is not CellFate.NOT_USED), found[0])
        for table in self.tables:
            fate = table.fate_of(row, column)
            if fate is not None:
                return fate
        return None
