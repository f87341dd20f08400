"""The open file: opening and saving it, its lock and its journal.

Undo and redo are in :mod:`stageplanner.workspace.undo`, the verbs in :mod:`stageplanner.project`
and beside it; "unsaved" is an identity check. The store is imported inside what needs it, so that
a window stands before it is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.domain.history import Event
from stageplanner.domain.state import State
from stageplanner.problems import Problem
from stageplanner.workspace.file_guard import FileGuard
from stageplanner.workspace.undo import UndoableRegion
from stageplanner.workspace.undo_stack import Snapshot, UndoEntry, UndoStack

if TYPE_CHECKING:
    from stageplanner.store.document import Document, StoredMapping
    from stageplanner.store.recovery.journal import Unsaved


class ProjectFile(UndoableRegion):
    """A region that is being worked on, and the file that holds it; see also its base.

    Parameters
    ----------
    state
        What to begin with; an empty region by default.
    path
        The ``.stageplan`` file it was read from or will be saved to.
    on_change
        Called after every change of content, undo and redo, without arguments.

    Attributes
    ----------
    unsaved
        Work that a crash left for the file that was opened: take it over or discard it.
    read_only
        Why the file cannot be changed here; ``None`` where it can.
    warning
        Why the last edit is not safe from a crash; ``None`` where it is. Beside a window it
        follows the edit, see :meth:`confirm_beside`.
    """

    def __init__(
        self,
        state: State | None = None,
        path: Path | None = None,
        on_change: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(state, on_change)
        self._saved: Snapshot | None = self._steps.content
        self._stored: dict[ColumnMapping, StoredMapping] = {}
        self._keeping: FileGuard | None = None
        # A window saves in a thread of its own while its user works on.
        self._turn = Lock()
        self.path = path
        self.unsaved: Unsaved | None = None
        self.read_only: Problem | None = None
        self.warning: Problem | None = None
        self._on_confirmed: Callable[[], None] | None = None

    @property
    def is_saved(self) -> bool:
        """Tell whether the file holds what the window shows."""
        return self.content is self._saved

    def _record(self, events: tuple[Event, ...]) -> None:
        """Write a change into the history, and into the journal where there is one."""
        with self._turn:
            super()._record(events)
            if self._keeping is not None and self._keeping.writes_in_thread:
                self._keeping.send(self._document())
            elif self._keeping is not None:
                self.warning = self._keeping.record(self._document())

    # --- the file --------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, *, guarded: bool = False, take_over: bool = False) -> Self:
        """Open a ``.stageplan`` file.

        Parameters
        ----------
        guarded
            Hold the file and keep a journal, as a window does; look at :attr:`unsaved` and
            :attr:`read_only`, and call :meth:`close` at the end.
        take_over
            Take the file over from another computer, because the user says so.

        Raises
        ------
        StagePlannerError
            The file is missing, damaged, newer than the app, or no project file.
        """
        from stageplanner.store.file.save_load import load_with_content

        keeping = FileGuard(path, take_over=take_over) if guarded else None
        try:
            document, content = load_with_content(path)
            project = cls._of(document, path)
        except BaseException:
            if keeping is not None:
                keeping.close()
            raise
        if keeping is not None:
            keeping.begin(document, content)
            project._guarded_by(keeping, document)
        return project

    @classmethod
    def recover(cls, path: Path) -> tuple[Self, tuple[Problem, ...]]:
        """Read what can be read of a damaged file, to be saved under another name.

        Returns
        -------
        tuple of Project and tuple of Problem
            The region, and part by part what was lost.

        Raises
        ------
        StagePlannerError
            Nothing could be read, or it is no project file.
        """
        from stageplanner.store.recovery.recover import recover

        found = recover(path)
        project = cls._of(found.document, None)
        project._saved = None
        event = project.event("recover", path.name, ("", ""), path.name)
        project.history = (*project.history, event)
        return project, found.report

    @classmethod
    def resume(cls, unsaved: Unsaved) -> Self:
        """Go on with work of a crash whose file was never there, or is gone."""
        project = cls()
        project.guard()
        project.unsaved = unsaved
        project.take_over_unsaved()
        return project

    @classmethod
    def _of(cls, document: Document, path: Path | None) -> Self:
        project = cls(document.state, path)
        project._steps = UndoStack(project._content_of(document))
        project._saved = project.content
        project.history = document.history
        return project

    def _content_of(self, document: Document) -> Snapshot:
        from stageplanner.store.rows.column_mappings import read_mapping

        for stored in document.mappings:
            self._stored.setdefault(read_mapping(stored), stored)
        return Snapshot(
            state=document.state,
            plans=document.plans,
            mappings=tuple(read_mapping(stored) for stored in document.mappings),
        )

    def _document(self) -> Document:
        """What the file and the journal hold; what did not change is the same object again."""
        from stageplanner.store.document import Document
        from stageplanner.store.rows.column_mappings import write_mapping

        for mapping in self.mappings:
            if mapping not in self._stored:
                self._stored[mapping] = write_mapping(mapping)
        return Document(
            state=self.state,
            plans=self.plans,
            history=self.history,
            mappings=tuple(self._stored[mapping] for mapping in self.mappings),
        )

    def save(self, path: Path | None = None, *, replace_history: bool = False) -> None:
        """Save whole: the file holds either all of the new content or all of the old one.

        Parameters
        ----------
        replace_history
            Replace the file even where somebody else changed it, because the user says so.

        Raises
        ------
        StagePlannerError
            The file could not be written, another window holds it, or it holds changes that
            are not in this project; it is untouched.
        """
        from stageplanner.store.file.save_load import save

        target = path or self.path
        if target is None:
            raise ValueError("no path to save to")
        with self._turn:
            content, document = self.content, self._document()
        if self._keeping is None:
            save(target, document, replace_history=replace_history)
        else:
            # Before anybody has to wait for the turn.
            self._keeping.settle()
            lock = self._keeping.lock_for(target)
            try:
                written = save(target, document, replace_history=replace_history)
            except BaseException:
                self._keeping.dropped(lock)
                raise
            with self._turn:
                # What was edited while the file was written is in the journal only.
                later = None if self.history is document.history else self._document()
                self.warning = self._keeping.saved(target, lock, document, written, later)
            self.read_only = None
        self.path = target
        self._saved = content

    def save_copy(self, path: Path) -> None:
        """Write a copy elsewhere; the open file, its lock and its journal stay as they are.

        Raises
        ------
        StagePlannerError
            The copy could not be written.
        """
        from stageplanner.store.file.save_load import save

        with self._turn:
            document = self._document()
        save(path, document)

    # --- the window ------------------------------------------------------------------------

    def guard(self) -> None:
        """Hold the file and keep a journal from now on, as long as a window works on it."""
        if self._keeping is not None:
            return
        keeping = FileGuard(self.path)
        document = self._document()
        keeping.begin(document)
        self._guarded_by(keeping, document)

    def confirm_in_thread(self, on_confirmed: Callable[[], None]) -> None:
        """Write the journal of a guarded project in a thread beside the window.

        Parameters
        ----------
        on_confirmed
            Called in that thread when edits are on the disk, or :attr:`warning` says why not.
        """
        self._on_confirmed = on_confirmed
        if self._keeping is not None:
            self._keeping.write_in_thread(self._on_written)

    @property
    def is_confirmed(self) -> bool:
        """Tell whether a crash would lose nothing of what was done until now."""
        confirmed = self._keeping is None or self._keeping.is_confirmed
        return confirmed and self.warning is None

    def settle(self) -> None:
        """Wait until everything that was done is confirmed."""
        if self._keeping is not None:
            self._keeping.settle()

    def _on_written(self, _document: Document, warning: Problem | None) -> None:
        self.warning = warning
        if self._on_confirmed is not None:
            self._on_confirmed()

    def _guarded_by(self, keeping: FileGuard, document: Document) -> None:
        self._keeping = keeping
        self.read_only = keeping.why_read_only()
        if self.path is not None and keeping.is_ours:
            from stageplanner.store.recovery.journal import find_unsaved

            self.unsaved = find_unsaved(self.path, document)

    @property
    def can_take_over(self) -> bool:
        """Tell whether the user may say that the one who holds the file is gone."""
        return self._keeping is not None and self._keeping.can_take_over

    def take_over_unsaved(self) -> None:
        """Go on with the work that a crash left; undo goes back to what the file held."""
        unsaved = self.unsaved
        if unsaved is None or self._keeping is None:
            return
        self.unsaved = None
        self._steps.add(UndoEntry(self._content_of(unsaved.document), "unsaved"))
        self.history = unsaved.document.history
        self.warning = self._keeping.take_over(unsaved)
        self._changed((self.event("unsaved", "", ("", "")),))

    def discard_unsaved(self) -> None:
        """Give up the work that a crash left."""
        if self.unsaved is not None:
            self.unsaved.discard()
            self.unsaved = None

    def close(self) -> None:
        """Let go of the file; what is not saved is given up, because the user said so."""
        if self._keeping is not None:
            self._keeping.close()
            self._keeping = None


def hold(path: Path) -> AbstractContextManager[object]:
    """Hold a file for one command, from reading it to saving it.

    Raises
    ------
    StagePlannerError
        A window or another command holds it; says who.
    """
    from stageplanner.store.file_lock import hold as hold_file

    return hold_file(path)


def key_of_file(path: Path) -> str:
    """A name for a project file that is the same from whichever side it is reached."""
    from stageplanner.store.disk.state_paths import key_of

    return key_of(path)


def path_of_year(path: Path, year: int) -> Path:
    """Where the file of a school year goes: ``regio 2027-2028.stageplan`` beside the old one."""
    from stageplanner.store.file.next_year import path_of_year as beside

    return beside(path, year)
