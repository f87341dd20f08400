"""The guard of an open file: its lock and the journal of its edits.

The store is imported only when it is needed, so that the window opens before it is loaded.
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

#: Problems of a file that :meth:`Project.recover` can partly read.
RECOVERABLE = frozenset({"store_cut_off", "store_damaged", "store_bad_row", "store_altered"})

#: The problem of a file that another window or computer changed: keep both, or replace it.
CHANGED_ELSEWHERE = "store_changed_elsewhere"


class FileGuard:
    """The right to change one file, and the journal of what is not in that file yet.

    Parameters
    ----------
    path : Path or None
        The project file; ``None`` for a region that was never saved.
    take_over : bool, optional
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
        """Whether no other window holds the file."""
        return self._lock is None or self._lock.is_ours

    @property
    def can_take_over(self) -> bool:
        """Whether the holder may be gone: one on another computer."""
        import platform

        holder = None if self._lock is None else self._lock.holder
        return holder is not None and holder.host != platform.node()

    def why_read_only(self) -> Problem | None:
        """Return why the file cannot be changed here; ``None`` if it can."""
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

    def write_in_thread(self, report: Callable[[Document, Problem | None], None]) -> None:
        """Write the journal in a separate thread from now on, edit after edit.

        Forcing a line to the disk can take long on a busy one; a window does not wait for it. An
        edit is confirmed when ``report`` has been called with a document that holds it, or a later
        one; it is called in that thread, with the reason if nothing could be written.
        """
        if self._writer is None:
            self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._report = report

    @property
    def is_confirmed(self) -> bool:
        """Whether every edit has been written, or could not be."""
        return self._wanted is self._written

    def begin(self, document: Document, content: bytes | None = None) -> None:
        """Start from the content of the file; a journal is made at the first edit."""
        self._journal, self._base = None, (document, content)

    def record(self, document: Document) -> Problem | None:
        """Force the last edit to the disk; return why it could not be written, if so."""
        return self._opened_journal().record(document)

    @property
    def writes_in_thread(self) -> bool:
        """Whether the journal is written in a separate thread."""
        return self._writer is not None

    def send(self, document: Document) -> None:
        """Write the last edit in the thread; it is confirmed later."""
        assert self._writer is not None
        self._wanted = document
        self._writing = self._writer.submit(self._write_wanted)

    def _write_wanted(self) -> None:
        """Write the newest edit; those before it go with it in one line."""
        document = self._wanted
        if document is None or document is self._written or self._report is None:
            return
        try:
            warning = self.record(document)
        except Exception as error:
            # An error in a thread must not go unseen: the window reports it, the work goes on.
            warning = _not_written(self._path, error)
        self._written = document
        self._report(document, warning)

    def settle(self) -> None:
        """Wait until every edit is confirmed."""
        if self._writing is not None:
            self._writing.result()
            self._writing = None

    def take_over(self, unsaved: Unsaved) -> Problem | None:
        """Continue the work that a crash left."""
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
        """Return the lock to save to a file: that of the open file, or a new one.

        Raises
        ------
        StagePlannerError
            If another window holds it; the problem names the user.
        """
        from stageplanner.store.disk.state_paths import key_of
        from stageplanner.store.file_lock import FileLock, holder_problem

        ours = self._lock
        if ours is not None and ours.is_ours and key_of(ours.path) == key_of(path):
            return ours
        # A file that was locked when we opened it may be free by now.
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
        """Continue with a file that was just saved: it holds ``document`` now.

        Parameters
        ----------
        path : Path
            The file.
        lock : FileLock
            Its lock.
        document : Document
            What was saved.
        content : bytes
            The bytes that were saved.
        later : Document or None
            The document of the window if its user worked on in the meantime; it is in the new
            journal before the old one is removed.
        """
        self.settle()
        if self._lock is not None and self._lock is not lock:
            self._lock.release()
        old_journal, self._lock, self._path = self._journal, lock, path
        self.begin(document, content)
        warning = None if later is None else self.record(later)
        if old_journal is not None and warning is None:
            old_journal.close()
        return warning

    def dropped(self, lock: FileLock) -> None:
        """Release the lock of a file that could not be saved, except that of the open file."""
        if lock is not self._lock:
            lock.release()

    def close(self) -> None:
        """Release file and journal: the work was saved, or given up by the user."""
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
    """Return all work that crashes left on this computer, the latest first."""
    from stageplanner.store.recovery.journal import find_all_unsaved

    return find_all_unsaved()
