"""Group the cells of a part into blocks, quote them, and find them in the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stageplanner.sheets.reading.cell_fates import CellFate, CellRange, FateBand
from stageplanner.sheets.reading.workbook.grid import Sheet, View, as_text, is_blank

#: A block of cells: top, left, bottom, right; both corners belong to it.
Block = tuple[int, int, int, int]

#: Characters quoted of one cell, and cells quoted of one block.
_LONGEST, _MOST_QUOTED = 40, 3


def filled_in(sheet: Sheet, row: int, columns: Sequence[int]) -> list[int]:
    """Return the columns of a row, among some, that show a value."""
    cells = sheet.rows[row]
    width = len(cells)
    return [
        c for c in columns
        if c < width and (value := cells[c]) is not None and value != "" and not is_blank(value)
    ]  # fmt: skip


def has_values(sheet: Sheet, rows: range, column: int) -> bool:
    """Return whether any of some rows shows a value in a column."""
    if column < len(sheet.coded) and all(is_blank(v) for v in sheet.coded[column].values):
        return False
    return any(
        len(row) > column and (value := row[column]) is not None and not is_blank(value)
        for row in sheet.rows[rows.start : rows.stop]
    )


def blocks_of(cells: Iterable[tuple[int, int]]) -> list[Block]:
    """Return cells as blocks: adjacent cells of a row, and equal stretches of adjacent rows."""
    blocks: list[Block] = []
    open_at: dict[tuple[int, int], int] = {}
    for row, left, right in _stretches(sorted(cells)):
        k = open_at.get((left, right))
        if k is not None and blocks[k][2] == row - 1:
            blocks[k] = (blocks[k][0], left, row, right)
        else:
            open_at[left, right] = len(blocks)
            blocks.append((row, left, row, right))
    return blocks


def _stretches(cells: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int, int]]:
    """Yield the row and the first and last column of adjacent cells."""
    first: tuple[int, int] | None = None
    last = (-1, -1)
    for row, column in cells:
        if first is not None and (row, column) == (last[0], last[1] + 1):
            last = (row, column)
            continue
        if first is not None:
            yield first[0], first[1], last[1]
        first = last = (row, column)
    if first is not None:
        yield first[0], first[1], last[1]


def first_words(sheet: Sheet, block: Block) -> str:
    """Return the first words of the first cells of a block."""
    top, left, bottom, right = block
    texts: list[str] = []
    for row in range(top, min(bottom + 1, top + 200)):
        for column in filled_in(sheet, row, range(left, right + 1)):
            text = as_text(sheet.cell(row, column))
            texts.append(text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}...")
            if len(texts) == _MOST_QUOTED:
                return "; ".join(texts)
    return "; ".join(texts)


def at_most(blocks: Sequence[Block], most: int) -> Sequence[Block]:
    """Return the blocks; if there are too many, the last one spans the remaining ones."""
    if len(blocks) <= most:
        return blocks
    rest = blocks[most - 1 :]
    spanned = (
        min(top for top, _, _, _ in rest),
        min(left for _, left, _, _ in rest),
        max(bottom for _, _, bottom, _ in rest),
        max(right for _, _, _, right in rest),
    )
    return (*blocks[: most - 1], spanned)


# ---------------------------------------------------------------- in the sheet a person sees


def seen_range(block: Block, fate: CellFate, view: View) -> CellRange:
    """Return a block of a part as the sheet shows it."""
    (top, left), (bottom, right) = (
        _corner(block[0], block[1], view),
        _corner(block[2], block[3], view),
    )
    return CellRange(top=top, left=left, bottom=bottom, right=right, fate=fate)


def _corner(row: int, column: int, view: View) -> tuple[int, int]:
    at_row, at_column = view.place(row, column)
    return at_row or 0, at_column or 0


def seen_bands(bands: Iterable[FateBand], view: View) -> tuple[FateBand, ...]:
    """Return bands of rows of a part as the sheet shows them: as columns if it is transposed."""
    at = view.turned_at or 0
    return tuple(
        FateBand(first=band.first - at, last=band.last - at, fate=band.fate) for band in bands
    )


def seen_columns(columns: Iterable[int], view: View) -> frozenset[int]:
    """Return columns of a part as the sheet shows them: as rows if it is transposed."""
    return frozenset(c + (view.turned_at or 0) for c in columns)
