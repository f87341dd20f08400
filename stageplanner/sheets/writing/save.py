"""Saving workbooks, all of them or none."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from stageplanner.disk.drafts import Drafts, placing
from stageplanner.progress import NO_PROGRESS, Progress


def save_all(
    books: Mapping[str, Workbook],
    folder: Path,
    *,
    keep: Sequence[str] | None = None,
    check: Callable[[Path], None] | None = None,
    progress: Progress = NO_PROGRESS,
    drafts: Drafts | None = None,
) -> tuple[Path, ...]:
    """Save workbooks into a folder, all of them or none.

    Parameters
    ----------
    keep
        The names of the workbooks that are kept; all by default.
    check
        A check of every draft; if it raises, no workbook is kept.
    progress
        Receives the number of files written, and can stop the writing; then none is kept.
    drafts
        Those of the caller, who puts them in place; by default they are put in place here.

    Raises
    ------
    StagePlannerError
        If the folder cannot be made or written, a file is in use, or the writing was stopped.
    """
    written: list[Path] = []
    with placing(drafts) as waiting:
        for done, name in enumerate(books, start=1):
            progress.raise_if_cancelled()
            target = folder / name
            draft = waiting.write(target, workbook_bytes(books[name]))
            if check is not None:
                check(draft)
            if keep is None or name in keep:
                written.append(target)
            else:
                waiting.discard(target)
            progress.report((done, len(books)))
    return tuple(written)


def workbook_bytes(book: Workbook) -> bytes:
    """Return a workbook as the content of its file.

    openpyxl itself, writing to a full disk, ends with a second error when it is cleaned up.
    """
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
