"""Documents that are put in place together, or not at all.

Every document is written beside the one it replaces; once all are there, they take their places.
If that fails half-way, what was replaced comes back, so that a folder never holds two versions.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from stageplanner.disk.side_files import (
    DISK_IS_FULL,
    IS_FORBIDDEN,
    clear_leftovers,
    mode_of,
    side_path,
)
from stageplanner.problems import Place, Problem, StagePlannerError

#: The side files of every document begin alike, so that those of a killed export are found.
_SIDE = "StagePlanner"


class Drafts:
    """Documents that wait beside the ones they are to replace; leaving the block removes them."""

    def __init__(self) -> None:
        self._drafts: dict[Path, Path] = {}
        self._folders: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove what was not put in place, and the folders that were made for it."""
        for draft in self._drafts.values():
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
        for folder in reversed(self._folders):
            with contextlib.suppress(OSError):
                folder.rmdir()

    def write(self, target: Path, content: bytes) -> Path:
        """Write a document beside its place.

        Parameters
        ----------
        target : Path
            Where it goes; folders that are missing are made.
        content : bytes
            The whole document.

        Returns
        -------
        Path
            The draft, to check what was written.

        Raises
        ------
        StagePlannerError
            If the disk is full, or the folder cannot be written.
        """
        try:
            self._make_folder(target.parent)
            draft = self._drafts.get(target) or side_path(target.with_name(_SIDE))
            self._drafts[target] = draft
            draft.touch(mode=0o600)
            draft.write_bytes(content)
            if os.name == "posix":
                # Whoever could not read the old document cannot read the new one.
                draft.chmod(mode_of(target))
        except OSError as error:
            raise StagePlannerError(_why(error, target)) from error
        return draft

    def content(self, target: Path) -> bytes:
        """Return the content of the draft of a document."""
        return self._drafts[target].read_bytes()

    def discard(self, target: Path) -> None:
        """Remove the draft of a document that is not wanted after all."""
        with contextlib.suppress(OSError):
            self._drafts.pop(target).unlink(missing_ok=True)

    def put_in_place(self) -> None:
        """Replace every document by its draft; if one cannot be, none is.

        Raises
        ------
        StagePlannerError
            If a document is open elsewhere or closed to us, all of them named; nothing is replaced.
        """
        held = [target for target in self._drafts if _is_held(target)]
        if held:
            raise StagePlannerError(_held(held))
        kept: list[tuple[Path, Path]] = []
        placed: list[Path] = []
        target = Path()
        try:
            for target, draft in self._drafts.items():
                if target.exists():
                    kept.append((target, _keep(target)))
                draft.replace(target)
                placed.append(target)
        except OSError as error:
            _take_back(kept, placed)
            is_held = isinstance(error, PermissionError) and target.exists()
            problem = _held([target]) if is_held else _why(error, target)
            raise StagePlannerError(problem) from error
        for _, copy in kept:
            with contextlib.suppress(OSError):
                copy.unlink(missing_ok=True)
        self._drafts.clear()
        self._folders.clear()

    def _make_folder(self, folder: Path) -> None:
        """Make a folder and those above it, and clear what a killed export left in it."""
        if folder.is_dir():
            if not any(target.parent == folder for target in self._drafts):
                clear_leftovers(folder / _SIDE)
            return
        missing = [folder, *folder.parents]
        missing = [path for path in missing if not os.path.exists(path)]  # noqa: PTH110 - of any name
        folder.mkdir(parents=True, exist_ok=True)
        self._folders += reversed(missing)


@contextmanager
def placing(drafts: Drafts | None = None) -> Iterator[Drafts]:
    """Give drafts to write to, and put them in place at the end unless they are the caller's.

    Parameters
    ----------
    drafts : Drafts, optional
        Those of the caller, who puts them in place together with others.
    """
    if drafts is not None:
        yield drafts
        return
    with Drafts() as new:
        yield new
        new.put_in_place()


def _is_held(target: Path) -> bool:
    """Return whether a document cannot be replaced: it is open in Excel, or may not be changed."""
    try:
        if stat.S_ISDIR(target.stat().st_mode):
            return True
        with target.open("r+b"):
            return False
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _keep(target: Path) -> Path:
    """Keep the document that is replaced under another name, and return that."""
    copy = side_path(target.with_name(_SIDE))
    try:
        os.link(target, copy)
    except (OSError, NotImplementedError):
        # A memory stick or network drive without hard links.
        target.rename(copy)
    return copy


def _take_back(kept: list[tuple[Path, Path]], placed: list[Path]) -> None:
    """Bring back what was replaced, and remove what was new."""
    old = {target for target, _ in kept}
    for target in placed:
        if target not in old:
            with contextlib.suppress(OSError):
                target.unlink()
    for target, copy in kept:
        with contextlib.suppress(OSError):
            copy.replace(target)
        with contextlib.suppress(OSError):
            # Two names of one file do not replace each other.
            copy.unlink(missing_ok=True)


def _held(targets: list[Path]) -> Problem:
    return Problem(
        code="export_files_in_use",
        place=Place(file=str(targets[0])),
        values={"names": [target.name for target in targets]},
    )


def _why(error: OSError, target: Path) -> Problem:
    """Tell why a document could not be written; nothing was replaced."""
    folder = target.parent
    blocking = next((path for path in [folder, *folder.parents] if os.path.exists(path)), folder)  # noqa: PTH110
    code = "export_folder"
    if error.errno in DISK_IS_FULL:
        code = "export_disk_full"
    elif not blocking.is_dir():
        code = "export_folder_is_file"
    elif error.errno == errno.ENAMETOOLONG:
        code = "export_name_too_long"
    elif error.errno in IS_FORBIDDEN:
        code = "export_folder_forbidden"
    values = {
        "name": target.name,
        "folder": str(blocking if code == "export_folder_is_file" else folder),
        "detail": error.strerror or str(error),
    }
    return Problem(code=code, place=Place(file=str(folder)), values=values)
