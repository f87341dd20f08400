"""The open file: opening and saving it, its lock and its journal.

Undo and redo are in :mod:`stageplanner.workspace.undo`, the verbs in :mod:`stageplanner.project`;
"unsaved" is an identity check. The store is imported inside the functions that need it, so that the
window opens before it is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.domain.history import Event
from stageplanner.domain.state import State
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.store.shared.address import RegionAddress
from stageplanner.workspace.file_guard import FileGuard
from stageplanner.workspace.region_place import RegionPlace
from stageplanner.workspace.undo import UndoableRegion
from stageplanner.workspace.undo_stack import Snapshot, UndoEntry, UndoStack

if TYPE_CHECKING:
    from stageplanner.store.document import Document, StoredMapping
    from stageplanner.store.recovery.journal import Unsaved
    from stageplanner.store.shared.shared_copy import SharedCopy
    from stageplanner.workspace.live_region import LiveRegion, Trouble, Update


class ProjectFile(UndoableRegion):
    """A region that is being edited, and its file; see also its base.

    Parameters
    ----------
    state : State, optional
        The first state; an empty region by default.
    path : Path, optional
        The ``.stageplan`` file it was read from or will be saved to.
    on_change : Callable[[], None], optional
        Called after every change of content, undo and redo.

    Attributes
    ----------
    unsaved : Unsaved or None
        Work that a crash left for the file that was opened: take it over or discard it.
    read_only : Problem or None
        Why the file cannot be changed here; ``None`` if it can.
    shared : SharedCopy or None
        The region on a server that it is a copy of; ``None`` if it is kept in a file.
    on_shared : Callable[[SharedCopy], None] or None
        Called after changes were written to a server.
    live : LiveRegion or None
        What keeps a window and the server the same, after :meth:`share_live`.
    warning : Problem or None
        Why the last edit is not safe from a crash; ``None`` if it is. With a journal in a thread it
        follows later, see :meth:`confirm_in_thread`.
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
        self._guard: FileGuard | None = None
        # A window saves in a separate thread while its user works on.
        self._turn = Lock()
        self.path = path
        self.shared: SharedCopy | None = None
        self.on_shared: Callable[[SharedCopy], None] | None = None
        self.live: LiveRegion | None = None
        self._taken_over: Document | None = None
        self.unsaved: Unsaved | None = None
        self.read_only: Problem | None = None
        self.warning: Problem | None = None
        self._on_confirmed: Callable[[], None] | None = None

    @property
    def is_saved(self) -> bool:
        """Whether the file holds the content of the window."""
        return self.content is self._saved

    def _record(self, events: tuple[Event, ...]) -> None:
        """Add a change to the history, and to the journal if there is one."""
        with self._turn:
            super()._record(events)
            if self.live is not None and self._taken_over is not None:
                self.live.send(self._taken_over, self._document())
            if self._guard is not None and self._guard.writes_in_thread:
                self._guard.send(self._document())
            elif self._guard is not None:
                self.warning = self._guard.record(self._document())

    # --- the file --------------------------------------------------------------------------

    @classmethod
    def open(cls, path: RegionPlace, *, guarded: bool = False, take_over: bool = False) -> Self:
        """Open a ``.stageplan`` file, or a region on a server.

        Parameters
        ----------
        path : Path or RegionAddress
            The file, or the address of the region.
        guarded : bool, optional
            Lock the file and keep a journal, as a window does; look at :attr:`unsaved` and
            :attr:`read_only`, and call :meth:`close` at the end.
        take_over : bool, optional
            Take the file over from another computer, because the user says so.

        Raises
        ------
        StagePlannerError
            If the file is missing, damaged, newer than the app, or no project file; if the server
            cannot be reached, or has no such region for this user.
        """
        from stageplanner.store.file.save_load import load_with_content

        if not isinstance(path, Path):
            return cls._open_shared(path)
        guard = FileGuard(path, take_over=take_over) if guarded else None
        try:
            document, content = load_with_content(path)
            project = cls._of(document, path)
        except BaseException:
            if guard is not None:
                guard.close()
            raise
        if guard is not None:
            guard.begin(document, content)
            project._guarded_by(guard, document)
        return project

    @classmethod
    def _open_shared(cls, address: RegionAddress) -> Self:
        from stageplanner.store.shared.shared_copy import SharedCopy

        copy = SharedCopy.open(address)
        project = cls._of(copy.document, None)
        project.shared = copy
        return project

    @classmethod
    def recover(cls, path: Path) -> tuple[Self, tuple[Problem, ...]]:
        """Read what can be read of a damaged file, to be saved under another name.

        Returns
        -------
        tuple of Project and tuple of Problem
            The region, and what was lost part by part.

        Raises
        ------
        StagePlannerError
            If nothing could be read, or it is no project file.
        """
        from stageplanner.store.recovery.recover import recover

        recovered = recover(path)
        project = cls._of(recovered.document, None)
        project._saved = None
        event = project.event("recover", path.name, ("", ""), path.name)
        project.history = (*project.history, event)
        return project, recovered.report

    @classmethod
    def resume(cls, unsaved: Unsaved) -> Self:
        """Continue the work of a crash whose file never existed, or is gone."""
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
        """Return the document of the file and the journal; unchanged parts are shared."""
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

    def save(self, path: RegionPlace | None = None, *, replace_history: bool = False) -> None:
        """Save the whole content: the file holds either all of it or all of the old one.

        Of a region on a server what was changed since it was read is written, as one verb.

        Parameters
        ----------
        path : Path or RegionAddress, optional
            Another file to save to; of a region on a server only its own address.
        replace_history : bool, optional
            Replace the file even if another user changed it, because the user says so.

        Raises
        ------
        StagePlannerError
            If the file could not be written, another window holds it, or it holds changes that are
            not in this project; it is untouched. Somebody else changed the same on the server.
        ValueError
            If there is no path to save to.
        """
        from stageplanner.store.file.save_load import save

        if self.shared is not None and not isinstance(path, Path):
            self._share(self.shared)
            return
        target = path or self.path
        if not isinstance(target, Path):
            raise ValueError("no path to save to")
        with self._turn:
            content, document = self.content, self._document()
        if self._guard is None:
            save(target, document, replace_history=replace_history)
        else:
            # Before taking the lock, for which the window would have to wait.
            self._guard.settle()
            lock = self._guard.lock_for(target)
            try:
                written = save(target, document, replace_history=replace_history)
            except BaseException:
                self._guard.dropped(lock)
                raise
            with self._turn:
                # Edits made while the file was written are in the journal only.
                later = None if self.history is document.history else self._document()
                self.warning = self._guard.saved(target, lock, document, written, later)
            self.read_only = None
        self.path = target
        self._saved = content

    def _share(self, copy: SharedCopy) -> None:
        """Write to the server what was changed, and go on with what the region is now."""
        from stageplanner.store.shared.conflict_problem import conflict_problem

        base = copy.document
        merged = copy.write(base, self._document())
        if merged.conflicts:
            raise StagePlannerError(conflict_problem(merged.conflicts, copy.address))
        if copy.document is not base:
            self._steps = UndoStack(self._content_of(copy.document))
            self.history = copy.document.history
            if self.on_shared is not None:
                self.on_shared(copy)
        self._saved = self.content

    # --- at once with others ---------------------------------------------------------------

    def share_live(self, report: Callable[[Update | Trouble], None]) -> None:
        """Send every edit of a region on a server at once, and follow what others do.

        Parameters
        ----------
        report : Callable[[Update | Trouble], None]
            Called in another thread; the caller gives it to :meth:`follow` in its own.
        """
        from stageplanner.workspace.live_region import LiveRegion

        if self.shared is not None and self.live is None:
            self._taken_over = self.shared.document
            self.live = LiveRegion(self.shared, report)

    def follow(self, update: Update) -> bool:
        """Take over what the server has; edits that are not shared yet stay on top of it.

        Parameters
        ----------
        update : Update
            As it was reported.

        Returns
        -------
        bool
            Whether the content changed.
        """
        from stageplanner.store.shared.merge import merge

        now, known = self._document(), self._taken_over or update.base
        # What the window would hold without the edits that it made since it sent the last ones.
        sent = update.sent
        if known is not update.base:
            sent = merge(update.base, update.sent, known).document
        merged = merge(sent, now, update.document)
        if merged.conflicts:
            # The thread finds them too, and asks; until then the window shows its own work.
            return False
        is_mine = merged.document.state == now.state and merged.document.plans == now.plans
        self._taken_over = update.document
        self.history = merged.document.history
        if self.live is not None and self.live.is_shared:
            self.history = update.document.history
        if not is_mine or merged.document.mappings != now.mappings:
            self._steps.follow(self._content_of(merged.document))
        if self.live is not None and self.live.is_shared:
            self._saved = self.content
        if self.on_change is not None:
            self.on_change()
        return not is_mine

    def save_copy(self, path: Path) -> None:
        """Write a copy elsewhere; the open file, its lock and its journal do not change.

        Raises
        ------
        StagePlannerError
            If the copy could not be written.
        """
        from stageplanner.store.file.save_load import save

        with self._turn:
            document = self._document()
        save(path, document)

    # --- the window ------------------------------------------------------------------------

    def guard(self) -> None:
        """Lock the file and keep a journal from now on, while a window edits it."""
        if self._guard is not None:
            return
        guard = FileGuard(self.path)
        document = self._document()
        guard.begin(document)
        self._guarded_by(guard, document)

    def confirm_in_thread(self, on_confirmed: Callable[[], None]) -> None:
        """Write the journal of a guarded project in a separate thread.

        Parameters
        ----------
        on_confirmed : Callable[[], None]
            Called in that thread when edits are on the disk, or :attr:`warning` says why not.
        """
        self._on_confirmed = on_confirmed
        if self._guard is not None:
            self._guard.write_in_thread(self._on_written)

    @property
    def is_confirmed(self) -> bool:
        """Whether a crash now would lose no edit."""
        confirmed = self._guard is None or self._guard.is_confirmed
        return confirmed and self.warning is None

    def settle(self) -> None:
        """Wait until every edit is confirmed."""
        if self._guard is not None:
            self._guard.settle()

    def _on_written(self, _document: Document, warning: Problem | None) -> None:
        self.warning = warning
        if self._on_confirmed is not None:
            self._on_confirmed()

    def _guarded_by(self, guard: FileGuard, document: Document) -> None:
        self._guard = guard
        self.read_only = guard.why_read_only()
        if self.path is not None and guard.is_ours:
            from stageplanner.store.recovery.journal import find_unsaved

            self.unsaved = find_unsaved(self.path, document)

    @property
    def can_take_over(self) -> bool:
        """Whether the user may say that the holder of the file is gone."""
        return self._guard is not None and self._guard.can_take_over

    def take_over_unsaved(self) -> None:
        """Continue the work that a crash left; undo returns to the content of the file."""
        unsaved = self.unsaved
        if unsaved is None or self._guard is None:
            return
        self.unsaved = None
        self._steps.add(UndoEntry(self._content_of(unsaved.document), "unsaved"))
        self.history = unsaved.document.history
        self.warning = self._guard.take_over(unsaved)
        self._changed((self.event("unsaved", "", ("", "")),))

    def discard_unsaved(self) -> None:
        """Give up the work that a crash left."""
        if self.unsaved is not None:
            self.unsaved.discard()
            self.unsaved = None

    def close(self) -> None:
        """Release the file; work that is not saved is given up, because the user said so."""
        if self._guard is not None:
            self._guard.close()
            self._guard = None
        if self.live is not None:
            self.live.close()
        elif self.shared is not None:
            self.shared.close()


def hold(path: RegionPlace) -> AbstractContextManager[object]:
    """Lock a file for one command, from reading it to saving it.

    A region on a server is not locked: what others do meanwhile is merged.

    Raises
    ------
    StagePlannerError
        If a window or another command holds it; the problem names the user.
    """
    from stageplanner.store.file_lock import hold as hold_file

    return hold_file(path) if isinstance(path, Path) else nullcontext()


def key_of_file(path: Path) -> str:
    """Return a name for a project file that is the same whichever path leads to it."""
    from stageplanner.store.disk.state_paths import key_of

    return key_of(path)


def path_of_year(path: Path, year: int) -> Path:
    """Return the path of a school year's file: ``regio 2027-2028.stageplan`` in the same folder."""
    from stageplanner.store.file.next_year import year_label

    stem = path.stem.removesuffix(year_label(year - 1)).rstrip()
    return path.with_name(f"{stem} {year_label(year)}{path.suffix}".lstrip())
