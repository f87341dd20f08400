"""Saving workbooks, all of them or none."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from openpyxl import Workbook

from stageplanner.problems import Place, Problem, StagePlannerError
from stageplanner.progress import NO_PROGRESS, Progress


def save_all(
    books: Mapping[str, Workbook],
    folder: Path,
    *,
    keep: Sequence[str] | None = None,
    check: Callable[[Path], None] | None = None,
    progress: Progress = NO_PROGRESS,
) -> tuple[Path, ...]:
    """Save workbooks into a folder, all of them or none.

    They are written to temporary files in the folder, and moved when all are done.

    Parameters
    ----------
    keep
        The names of the workbooks that are kept; all by default.
    check
        A check of every temporary file; if it raises, no workbook is kept.
    progress
        Receives the number of files written, and can stop the writing; then none is kept.

    Raises
    ------
    StagePlannerError
        If the folder cannot be made or written, a file is in use, or the writing was stopped.
    """
    waiting: list[tuple[Path, Path]] = []
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for done, name in enumerate(books, start=1):
            progress.raise_if_cancelled()
            target = folder / name
            # No tempfile: its files stay readable by their owner only.
            temporary_path = folder / f".{secrets.token_hex(8)}.tmp"
            waiting.append((temporary_path, target))
            books[name].save(temporary_path)
            if check is not None:
                check(temporary_path)
            progress.report((done, len(books)))
        moved = [pair for pair in waiting if keep is None or pair[1].name in keep]
        for temporary_path, target in moved:
            temporary_path.replace(target)
    except OSError as error:
        code = "export_file_in_use" if target.is_file() else "export_folder"
        raise StagePlannerError(
            Problem(
                code=code,
                place=Place(file=str(target if target.is_file() else folder)),
                values={"name": target.name, "folder": str(folder), "detail": str(error)},
            )
        ) from error
    finally:
        for temporary_path, _ in waiting:
            with suppress(OSError):
                temporary_path.unlink(missing_ok=True)
    return tuple(target for _, target in moved)
