"""The autosave journal: confirmed work is on the disk before the next click.

Next to a copy of the project it started from, a journal holds one line per confirmed edit, forced
to the disk: a checksum and what the edit changed. It is in the state folder of this computer, so
nothing of it comes into a synced folder. Closing a project removes its journal; after a crash it
stays, and :func:`find_unsaved` finds it when the file is opened again.

A line that a crash cut in half was never confirmed; reading stops there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from stageplanner.domain.history import now
from stageplanner.problems import Problem, Severity, StagePlannerError
from stageplanner.store.disk import atomic_write
from stageplanner.store.disk.state_paths import key_of, open_locked, state_folder
from stageplanner.store.document import Document
from stageplanner.store.file import save_load
from stageplanner.store.recovery.journal_changes import apply_changes, changes_between
from stageplanner.store.refusal import refusal

_JOURNAL = "journal"
_BASE = "base.stageplan"
_UNTITLED = Path("untitled")


class Journal:
    """The journal of one open project; one window writes it.

    Nothing is written until the first edit. Call :meth:`record` after every verb and :meth:`close`
    when the project is closed.

    Parameters
    ----------
    path : Path or None
        The project file; ``None`` for a project that was never saved.
    document : Document
        The content of the file now.
    content : bytes, optional
        The bytes of that file, as ``save`` and ``load_with_content`` return them; built if not
        given.
    folder : Path, optional
        The folder of the journals; by default that of this user.
    """

    def __init__(
        self,
        path: Path | None,
        document: Document,
        content: bytes | None = None,
        *,
        folder: Path | None = None,
    ) -> None:
        self._root = (folder or state_folder()) / "unsaved"
        self._handle: int | None = None
        self._place: Path | None = None
        self._path = path
        self._written = document
        self._base = document
        self._content = content
        self._size = 0

    @property
    def is_empty(self) -> bool:
        """Whether all confirmed work is in the project file itself."""
        return self._handle is None

    def record(self, document: Document) -> Problem | None:
        """Write what the last verbs changed; it is on the disk when this returns.

        Returns
        -------
        Problem or None
            Why it could not be written: the work goes on, but a crash would lose it. The next call
            also writes what this one could not.
        """
        return self._record(document, {})

    def take_over(self, unsaved: Unsaved) -> Problem | None:
        """Continue the work of a crash: it is in this journal before the old one is removed.

        Returns
        -------
        Problem or None
            Why it could not be written; the old journal then stays.
        """
        problem = self._record(unsaved.document, {"takes_over": unsaved.place.name})
        if problem is None:
            unsaved.discard()
        return problem

    def _record(self, document: Document, more: dict[str, str]) -> Problem | None:
        changes = changes_between(self._written, document)
        if not changes:
            return None
        try:
            if self._handle is None:
                self._start()
            self._append({"when": now().isoformat(), "changes": changes} | more)
        except (OSError, StagePlannerError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or error
            return refusal(
                "store_journal_failed",
                self._path or _UNTITLED,
                severity=Severity.WARNING,
                reason=reason,
            )
        self._written = document
        return None

    def close(self) -> None:
        """Remove the journal: its work was saved, or given up by the user."""
        if self._handle is not None and self._place is not None:
            _remove(self._place, self._handle)
        self._handle = self._place = None

    def _start(self) -> None:
        """Write the copy of the project and the first line of the journal."""
        name = "untitled" if self._path is None else key_of(self._path)
        place = self._root / f"{name}-{uuid.uuid4().hex[:12]}"
        self._root.mkdir(parents=True, exist_ok=True)
        place.mkdir(mode=0o700)
        path = self._path or _UNTITLED
        content = save_load.to_bytes(self._base, path) if self._content is None else self._content
        handle = open_locked(place / _JOURNAL)
        if handle is None:
            raise OSError(f"{place} is in use")
        self._handle, self._place, self._size = handle, place, 0
        try:
            atomic_write.replace_file(place / _BASE, content)
            self._append(
                {
                    "path": None if self._path is None else os.path.realpath(self._path),
                    "base": hashlib.sha256(content).hexdigest(),
                    "started": now().isoformat(),
                }
            )
            atomic_write.sync_folder(place)
            atomic_write.sync_folder(self._root)
        except BaseException:
            self.close()
            raise
        self._content = None

    def _append(self, entry: dict[str, Any]) -> None:
        """Write one line; if that fails, remove what was written of it."""
        assert self._handle is not None
        text = json.dumps(entry, separators=(",", ":")).encode()
        line = _checksum(text) + b" " + text + b"\n"
        try:
            os.lseek(self._handle, self._size, os.SEEK_SET)
            left = memoryview(line)
            while left:
                left = left[os.write(self._handle, left) :]
            atomic_write.sync(self._handle)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, self._size)
            raise
        self._size += len(line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """Work that a crash left: confirmed, but not in the project file.

    ``path`` is the project file (``None``: never saved), ``edits`` the number of confirmed edits,
    ``until`` the time of the last one (UTC). ``takes_over`` names journals whose work is in this
    one: a second crash came before they were removed.
    """

    path: Path | None
    document: Document
    edits: int
    until: datetime
    place: Path
    takes_over: tuple[str, ...] = ()

    def discard(self) -> None:
        """Remove the journal, because its work was taken over or given up."""
        handle = open_locked(self.place / _JOURNAL)
        if handle is not None:
            _remove(self.place, handle)


def find_unsaved(
    path: Path | None, document: Document, *, folder: Path | None = None
) -> Unsaved | None:
    """Find the latest work that a crash left for a project file that was just opened.

    Work that is already in the file (the crash came right after a save) does not count; its journal
    is removed. To continue the work, give it to :meth:`Journal.take_over` of the new journal; to
    give it up, call :meth:`Unsaved.discard`.

    Parameters
    ----------
    path : Path or None
        The project file; ``None`` for projects that were never saved.
    document : Document
        The content of the file.
    folder : Path, optional
        The folder of the journals; by default that of this user.
    """
    works: list[Unsaved] = []
    for unsaved in _read_all("untitled" if path is None else key_of(path), folder):
        if unsaved.document == document:
            unsaved.discard()
        else:
            works.append(unsaved)
    return max(works, key=lambda unsaved: unsaved.until, default=None)


def find_all_unsaved(*, folder: Path | None = None) -> tuple[Unsaved, ...]:
    """Find all work that crashes left on this computer, the latest first.

    It includes files that were moved or lost, and may include work that is in its file already.
    """
    works = _read_all("", folder)
    return tuple(sorted(works, key=lambda unsaved: unsaved.until, reverse=True))


def _read_all(name: str, folder: Path | None) -> list[Unsaved]:
    root = (folder or state_folder()) / "unsaved"
    places = sorted(root.glob(f"{name}*-*")) if root.is_dir() else []
    works = [unsaved for place in places if (unsaved := _read(place)) is not None]
    taken_over = {name for unsaved in works for name in unsaved.takes_over}
    for unsaved in works:
        if unsaved.place.name in taken_over:
            unsaved.discard()
    return [unsaved for unsaved in works if unsaved.place.name not in taken_over]


def _read(place: Path) -> Unsaved | None:
    """Return the work in a journal that no window writes any more; remove one without work."""
    handle = None
    try:
        handle = open_locked(place / _JOURNAL)
        if handle is None:
            return None
        entries = _entries(_all_bytes(handle))
        if len(entries) < 2:
            _remove(place, handle)
            handle = None
            return None
        return _replay(place, entries)
    except (OSError, ValueError, TypeError, LookupError, StagePlannerError):
        return None
    finally:
        if handle is not None:
            os.close(handle)


def _replay(place: Path, entries: list[dict[str, Any]]) -> Unsaved:
    first, *edits = entries
    content = (place / _BASE).read_bytes()
    if hashlib.sha256(content).hexdigest() != first["base"]:
        raise ValueError(f"{place}: not the copy that the journal began with")
    base = document = save_load.from_bytes(content, place / _BASE)
    for edit in edits:
        document = apply_changes(document, edit["changes"])
    # One line can hold several edits, if they came faster than the disk could write.
    count = max(len(edits), len(document.history) - len(base.history))
    return Unsaved(
        path=None if first["path"] is None else Path(first["path"]),
        document=document,
        edits=count,
        until=datetime.fromisoformat(edits[-1]["when"]),
        place=place,
        takes_over=tuple(edit["takes_over"] for edit in edits if "takes_over" in edit),
    )


def _entries(content: bytes) -> list[dict[str, Any]]:
    """Return the complete lines up to the first broken one; those after it were never confirmed."""
    entries = []
    for line in content.split(b"\n"):
        checksum, _, text = line.partition(b" ")
        if not text or checksum != _checksum(text):
            break
        entries.append(json.loads(text))
    return entries


def _all_bytes(handle: int) -> bytes:
    with os.fdopen(os.dup(handle), "rb") as reader:
        reader.seek(0)
        return reader.read()


def _checksum(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest()[:16].encode()


def _remove(place: Path, handle: int) -> None:
    """Remove a journal, first the journal file, without which the rest means nothing."""
    with contextlib.suppress(OSError):
        os.ftruncate(handle, 0)
    os.close(handle)
    with contextlib.suppress(OSError):
        (place / _JOURNAL).unlink()
    shutil.rmtree(place, ignore_errors=True)
