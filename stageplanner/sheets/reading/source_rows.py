"""The rows of a file as text, for a person who wants to see and correct them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from stageplanner.progress import NO_PROGRESS, Progress
from stageplanner.sheets.reading.read_file import load_plain
from stageplanner.sheets.reading.workbook.grid import as_text, is_blank

#: Rows shown of a sheet; of a longer sheet the wanted rows are shown as well.
MOST_ROWS = 5000
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSheet:
    """A sheet as text: row ``numbers`` as the spreadsheet counts them, and their cells.

    ``total`` is the number of rows of the sheet; a long sheet is shown in part.
    """

    name: str
    numbers: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]
    total: int

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row) for row in self.cells), default=0)


def read_source_rows(
    path: Path,
    wanted: Mapping[str, Collection[int]],
    progress: Progress = NO_PROGRESS,
) -> tuple[SourceSheet, ...]:
    """Read the visible sheets of a file as text.

    Parameters
    ----------
    path
        The file.
    wanted
        Per sheet the rows that must be included, however far down.
    cancelled
        Polled; reading stops once it returns true.

    Raises
    ------
    StagePlannerError
        The file can no longer be read.
    """
    book = load_plain(path, progress)
    sheets = []
    for sheet in book.sheets:
        if sheet.hidden or not any(not is_blank(v) for row in sheet.rows for v in row):
            continue
        rows = list(range(min(MOST_ROWS, len(sheet.rows))))
        rows += sorted(
            n - 1 for n in wanted.get(sheet.name, ()) if MOST_ROWS < n <= len(sheet.rows)
        )
        rows = rows[: 2 * MOST_ROWS]
        sheets.append(
            SourceSheet(
                name=sheet.name,
                numbers=tuple(number + 1 for number in rows),
                cells=tuple(
                    tuple(as_text(value) for value in sheet.rows[number][:MOST_COLUMNS])
                    for number in rows
                ),
                total=len(sheet.rows),
            )
        )
    return tuple(sheets)
