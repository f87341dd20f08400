"""What keeps the work of an open window: the lock on its file and the journal of its edits.

Belongs to :mod:`stageplanner.project`, which alone knows all rooms; kept apart for its length.
Nothing of the store is loaded before it is needed: a window stands first.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.problems import Problem, Severity, StagePlannerError

if TYPE_CHECKING:
    from stageplanner.store.document import Document
    from stageplanner.store.file_lock import FileLock
    from stageplanner.store.recovery.journal import Journal, Unsaved

#: Problems of a file of which :meth:`Project.recover` can read a part.
RECOVERABLE = frozenset({"store_cut_off", "store_damaged", "store_bad_row", "store_altered"})

#: Another window or computer changed the file: keep both, or replace it after all.
CHANGED_ELSEWHERE = "store_changed_elsewhere"


class FileGuard:
    """The right to change one file, and the journal of what is not in that file yet.

    Parameters
    ----------
    path
        The project file; ``None`` for a region that was never saved.
    take_over
        Take the file over from another computer, because the user says it is not at work.
    """

    def __init__(self, path: Path | None, *, take_over: bool = False) -> None:
        self._path = path
        self._lock: FileLock | None = None
        self._journal: Journal | None = None
        self._base: tuple[Document, bytes | None] | None = None
        self._writer: ThreadPoolExecutor | None = None
        self._report: Callable[[Document, Problem | None], None] | None = None
        self._wanted: Document | None = None
        self._written: Document | None = None
        self._writing: Future[None] | None = None
        if path is not None:
            from stageplanner.store.file_lock import FileLock

            self._lock = FileLock.take(path, take_over=take_over)

    @property
    def is_ours(self) -> bool:
        """Tell whether no other window holds the file."""
        return self._lock is None or self._lock.is_ours

    @property
    def can_take_over(self) -> bool:
        """Tell whether the one who holds the file may be gone: on another computer."""
        import platform

        holder = None if self._lock is None else self._lock.holder
        return holder is not None and holder.host != platform.node()

    def why_read_only(self) -> Problem | None:
        """Why the file cannot be changed here; ``None`` where it can."""
        if self._lock is None:
            return None
        from stageplanner.store.disk.atomic_write import refuse_read_only
        from stageplanner.store.file_lock import holder_problem

        if self._lock.holder is not None:
            return holder_problem(self._lock.path, self._lock.holder)
        try:
            refuse_read_only(self._lock.path)
        except StagePlannerError as error:
            return replace(error.problem, severity=Severity.WARNING)
        return None

    # --- the journal -----------------------------------------------------------------------

    def write_in_thread(self, tell: Callable[[Document, Problem | None], None]) -> None:
        """Write the journal in a thread of its own from now on, edit after edit.

        Forcing a line to the disk can take long on a busy one; a window does not wait for it.
        An edit is confirmed when ``tell`` has been called with a document that holds it, or a
        later one; it is called in the thread, with the reason where nothing could be written.
        """
        if self._writer is None:
            self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._report = tell

    @property
    def is_confirmed(self) -> bool:
        """Tell whether every edit has been written, or could not be."""
        return self._wanted is self._written

    def begin(self, document: Document, content: bytes | None = None) -> None:
        """Start from what the file holds; a journal is laid down at the first edit."""
        self._journal, self._base = None, (document, content)

    def record(self, document: Document) -> Problem | None:
        """Force the last edit to the disk; tells why this could not be done."""
        return self._opened_journal().record(document)

    @property
    def writes_in_thread(self) -> bool:
        """Tell whether the journal is written in a thread of its own."""
        return self._writer is not None

    def send(self, document: Document) -> None:
        """Let the last edit be written beside the window; it is confirmed later."""
        assert self._writer is not None
        self._wanted = document
        self._writing = self._writer.submit(self._write_wanted)

    def _write_wanted(self) -> None:
        """Write down the newest edit; those before it go with it in one line."""
        document = self._wanted
        if document is None or document is self._written or self._report is None:
            return
        try:
            warning = self.record(document)
        except Exception as error:
            # Nothing may go wrong unseen in a thread: the window says it, the work goes on.
            warning = _not_written(self._path, error)
        self._written = document
        self._report(document, warning)

    def settle(self) -> None:
        """Wait until every edit is confirmed."""
        if self._writing is not None:
            self._writing.result()
            self._writing = None

    def take_over(self, unsaved: Unsaved) -> Problem | None:
        """Go on with the work that a crash left."""
        self.settle()
        return self._opened_journal().take_over(unsaved)

    def _opened_journal(self) -> Journal:
        if self._journal is None:
            from stageplanner.store.recovery.journal import Journal

            assert self._base is not None
            self._journal = Journal(self._path, *self._base)
            self._base = None
        return self._journal

    # --- the file --------------------------------------------------------------------------

    def lock_for(self, path: Path) -> FileLock:
        """The right to save to a file: our own, or that of another file.

        Raises
        ------
        StagePlannerError
            Another window holds it; says who.
        """
        from stageplanner.store.disk.state_paths import key_of
        from stageplanner.store.file_lock import FileLock, holder_problem

        own = self._lock
        if own is not None and own.is_ours and key_of(own.path) == key_of(path):
            return own
        # One that was held when we opened it may be free by now.
        lock = FileLock.take(path)
        if lock.holder is not None:
            problem = holder_problem(path, lock.holder)
            raise StagePlannerError(replace(problem, severity=Severity.ERROR))
        return lock

    def saved(
        self,
        path: Path,
        lock: FileLock,
        document: Document,
        content: bytes,
        later: Document | None,
    ) -> Problem | None:
        """Go on with a file that was just saved: it holds ``document`` now.

        Parameters
        ----------
        later
            What the window holds where its user worked on in the meantime: it is in the new
            journal before the old one goes.
        """
        self.settle()
        if self._lock is not None and self._lock is not lock:
            self._lock.release()
        old, self._lock, self._path = self._journal, lock, path
        self.begin(document, content)
        warning = None if later is None else self.record(later)
        if old is not None and warning is None:
            old.close()
        return warning

    def dropped(self, lock: FileLock) -> None:
        """Let go of a file to which saving did not succeed."""
        if lock is not self._lock:
            lock.release()

    def close(self) -> None:
        """Let go of file and journal: the work was saved, or given up by the user."""
        self.settle()
        if self._writer is not None:
            self._writer.shutdown()
            self._writer = None
        if self._journal is not None:
            self._journal.close()
        if self._lock is not None:
            self._lock.release()
        self._journal = self._lock = None


def _not_written(path: Path | None, error: Exception) -> Problem:
    from stageplanner.store.refusal import refusal

    return refusal(
        "store_journal_failed", path or Path("untitled"), severity=Severity.WARNING, reason=error
    )


def unsaved_work() -> tuple[Unsaved, ...]:
    """All work that crashes left on this computer, the latest first: for the start page."""
    from stageplanner.store.recovery.journal import find_all_unsaved

    return find_all_unsaved()
