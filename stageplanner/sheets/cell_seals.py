"""What a sheet said when it was sent, kept as digests: how a scribble on it is noticed.

People tick boxes on the printed page of a workbook although its answers go elsewhere. The
digests say which rows and cells are no longer as they were, wherever they have moved to and
whichever program saved the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from openpyxl.worksheet.worksheet import Worksheet

from stageplanner.sheets.reading.workbook.grid import Sheet

#: So many digests are kept in a cell; a cell holds 32,767 characters at most.
_A_CELL = 1000
_LENGTH = 8


def _normalised(value: object) -> str:
    """A cell as every program keeps it: numbers to six digits, dates without a format."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.6g}"
    if isinstance(value, datetime):
        value = value.date()
    return "" if value is None else " ".join(str(value).split())


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:_LENGTH]


def seal_of(ws: Worksheet) -> Iterator[str]:
    """The digests of the rows and cells of a sheet, as texts that each fit in one cell."""
    found: set[str] = set()
    for row in ws.iter_rows(values_only=True):
        texts = [text for text in map(_normalised, row) if text]
        if texts:
            found |= {_digest(texts), *(_digest([text]) for text in texts)}
    digests = sorted(found)
    for start in range(0, len(digests), _A_CELL):
        yield "".join(digests[start : start + _A_CELL])


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """Something on a sheet that was not there when it was sent; the row counts from 0."""

    row: int
    column: int
    text: str


def changed_cells(sheet: Sheet, seal: str) -> Iterator[ChangedCell]:
    """What was written on a sheet after it was sent; a row that only moved is none."""
    known = {seal[k : k + _LENGTH] for k in range(0, len(seal), _LENGTH)}
    for row, values in enumerate(sheet.rows):
        texts = [(column, text) for column, text in enumerate(map(_normalised, values)) if text]
        if not texts or _digest([text for _, text in texts]) in known:
            continue
        new = [(column, text) for column, text in texts if _digest([text]) not in known]
        shown = new or texts
        yield ChangedCell(row, shown[0][0], " | ".join(text for _, text in shown))


#: The hidden sheet that says whose file this is.
SHEET_MARK = "StagePlanner"


#: On it, what the other sheets said when they were sent: ``seal:Voorstel!0``.
SEAL = "seal:"
