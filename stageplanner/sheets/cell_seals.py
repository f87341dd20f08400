"""Digests of a sheet as it was sent, to detect cells that were changed since.

People tick boxes on the printed page of a workbook although its answers go elsewhere. The
digests show which rows and cells changed, wherever they have moved to and whichever program
saved the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from openpyxl.worksheet.worksheet import Worksheet

from stageplanner.sheets.reading.workbook.grid import Sheet

#: Digests per cell; a cell holds 32,767 characters at most.
_DIGESTS_PER_CELL = 1000
_DIGEST_LENGTH = 8


def _normalised(value: object) -> str:
    """Return a cell as every program saves it: numbers to six digits, dates without a format."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.6g}"
    if isinstance(value, datetime):
        value = value.date()
    return "" if value is None else " ".join(str(value).split())


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:_DIGEST_LENGTH]


def seal_of(ws: Worksheet) -> Iterator[str]:
    """Yield the digests of the rows and cells of a sheet, as texts that each fit in one cell."""
    seen: set[str] = set()
    for row in ws.iter_rows(values_only=True):
        texts = [text for text in map(_normalised, row) if text]
        if texts:
            seen |= {_digest(texts), *(_digest([text]) for text in texts)}
    digests = sorted(seen)
    for start in range(0, len(digests), _DIGESTS_PER_CELL):
        yield "".join(digests[start : start + _DIGESTS_PER_CELL])


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell that was added or changed after the sheet was sent; the row counts from 0."""

    row: int
    column: int
    text: str


def changed_cells(sheet: Sheet, seal: str) -> Iterator[ChangedCell]:
    """Yield the cells that changed after a sheet was sent; a row that only moved is skipped."""
    known = {seal[k : k + _DIGEST_LENGTH] for k in range(0, len(seal), _DIGEST_LENGTH)}
    for row, values in enumerate(sheet.rows):
        texts = [(column, text) for column, text in enumerate(map(_normalised, values)) if text]
        if not texts or _digest([text for _, text in texts]) in known:
            continue
        new = [(column, text) for column, text in texts if _digest([text]) not in known]
        shown = new or texts
        yield ChangedCell(row, shown[0][0], " | ".join(text for _, text in shown))


#: The hidden sheet that identifies the party and the round.
SHEET_MARK = "StagePlanner"
#: Prefix of the keys on it that hold the digests of another sheet: ``seal:Voorstel!0``.
SEAL = "seal:"
