"""The thread that keeps the region of a window and the server the same.

It sends what the user did, one verb after the other, and brings what others did. What could not be
sent stays with the window and is sent when the server is back. The window is told in this thread;
it takes over in its own.
"""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from stageplanner.problems import Problem, StagePlannerError

if TYPE_CHECKING:
    from stageplanner.domain.history import Event
    from stageplanner.store.document import Document
    from stageplanner.store.shared.merge import Conflict
    from stageplanner.store.shared.shared_copy import SharedCopy

#: Seconds after which a server that was gone is tried again.
AGAIN = 1.0
#: Seconds without work after which the views of others are made.
QUIET = 2.0
#: Seconds after which a window announces itself again; the server forgets it in a minute.
PRESENCE = 20.0
#: What went wrong with the server or the network, and may pass by itself.
_PASSING = frozenset({"shared_unreachable", "shared_no_host"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What the server has now, for the window to take over.

    Attributes
    ----------
    base, sent : Document
        What the window had sent and what that began from; its later work comes on top of
        ``document``. Both the same if it had sent nothing.
    document : Document
        The region on the server.
    who : tuple of str
        The logins of others who changed it.
    """

    base: Document
    sent: Document
    document: Document
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why something was not shared: with conflicts a person decides, else it is tried again."""

    problem: Problem
    conflicts: tuple[Conflict, ...] = ()


@dataclass(slots=True)
class _Wish:
    """The newest document of the window that is not on the server."""

    base: Document
    mine: Document
    decisions: Mapping[tuple[str, str], bool] | None = None
    token: uuid.UUID = field(default_factory=uuid.uuid4)


class LiveRegion:
    """Sends the work of a window to the server, and brings that of others.

    Parameters
    ----------
    copy : SharedCopy
        Of the region; only this thread uses it from now on.
    report : Callable[[Update | Trouble], None]
        Called in the thread.
    after : Callable[[SharedCopy], None], optional
        Called in the thread when nothing was sent for a while after something was.
    """

    def __init__(
        self,
        copy: SharedCopy,
        report: Callable[[Update | Trouble], None],
        after: Callable[[SharedCopy], None] | None = None,
    ) -> None:
        self._copy, self._report, self._after = copy, report, after
        #: Whether something was written since ``after`` was called.
        self._is_stale = False
        self._turn = threading.Condition()
        self._wish: _Wish | None = None
        #: What was being written when the server was lost: it may be there.
        self._attempt: _Wish | None = None
        #: What was sent last, and the document that the window had taken over by then.
        self._sent: tuple[Document, Document] | None = None
        #: The events of the window that the server has, by identity.
        self._written: dict[int, Event] = {}
        #: The logins of others who have the region open.
        self.others_here: tuple[str, ...] = ()
        self._seen_at = float("-inf")
        self._is_closing = False
        self._is_asked = False
        self._news = copy.listen()
        self._thread = threading.Thread(target=self._run, name="shared region", daemon=True)
        self._thread.start()

    # --- the window ------------------------------------------------------------------------

    def send(self, base: Document, mine: Document) -> None:
        """Send what the user did.

        Parameters
        ----------
        base : Document
            What the window took over last.
        mine : Document
            What it holds now.
        """
        with self._turn:
            self._wish = _Wish(base, mine)
            self._is_asked = False
        self._news.wake()

    def decide(self, decisions: Mapping[tuple[str, str], bool]) -> None:
        """Send again what touched the work of others, as a person decided.

        Parameters
        ----------
        decisions : mapping of (str, str) to bool
            By part and key of every conflict, whether mine is taken.
        """
        with self._turn:
            if self._wish is not None:
                self._wish.decisions = decisions
            self._is_asked = False
        self._news.wake()

    @property
    def is_shared(self) -> bool:
        """Whether all that was sent is on the server."""
        return self._wish is None

    def settle(self, timeout: float = 10.0) -> bool:
        """Wait until all is shared, or a person is asked; return whether it is.

        Parameters
        ----------
        timeout : float
            Seconds.

        Returns
        -------
        bool
            Whether everything is on the server.
        """
        with self._turn:
            self._turn.wait_for(lambda: self._wish is None or self._is_asked, timeout)
            return self._wish is None

    def close(self) -> None:
        """End the thread and the connection; what was not sent stays in the window."""
        self._is_closing = True
        self._news.wake()
        self._thread.join(5.0)
        self._news.close()
        self._copy.close()

    # --- the thread ------------------------------------------------------------------------

    def _run(self) -> None:
        is_lost = False
        # Others see at once that the window is here.
        self._news.wake()
        while not self._is_closing:
            is_quiet = False
            if self._wish is None or self._is_asked or is_lost:
                patience = QUIET if self._is_stale else None
                is_quiet = not self._news.wait(AGAIN if is_lost else patience)
            if self._is_closing:
                return
            try:
                if is_lost:
                    self._copy.reconnect()
                    self._news.reconnect()
                self._exchange(is_again=is_lost)
                self._announce()
                if is_quiet and self._is_stale and self._wish is None and self._after is not None:
                    self._is_stale = False
                    self._after(self._copy)
                is_lost = False
            except StagePlannerError as error:
                is_lost = error.problem.code in _PASSING
                with self._turn:
                    self._is_asked = not is_lost
                    self._turn.notify_all()
                self._report(Trouble(problem=error.problem))

    def _announce(self) -> None:
        """Announce now and then that the window is here, and learn who else is."""
        if monotonic() - self._seen_at > PRESENCE:
            self.others_here = self._copy.announce()
            self._seen_at = monotonic()

    def _exchange(self, *, is_again: bool) -> None:
        """Send what there is, or bring what is new."""
        attempt = self._attempt
        if is_again and attempt is not None and self._copy.was_written(attempt.token):
            # Its answer was lost, and the user may have done more since.
            self._on_written(attempt, self._copy.catch_up())
        self._attempt = None
        with self._turn:
            wish = None if self._is_asked else self._wish
        before = self._copy.document
        if wish is None:
            who = self._copy.catch_up()
            if self._copy.document is not before:
                now = self._copy.document
                self._report(Update(base=before, sent=before, document=now, who=who))
            return
        base, events = self._since(wish)
        self._attempt = wish
        merged = self._copy.write(base, wish.mine, wish.decisions, wish.token, events)
        self._attempt = None
        if merged.conflicts:
            self._ask(wish, merged.conflicts)
        else:
            self._on_written(wish, self._copy.others)

    def _on_written(self, wish: _Wish, who: tuple[str, ...]) -> None:
        """Note what is on the server; what the user did since is still to be sent."""
        self._is_stale = self._after is not None
        with self._turn:
            self._sent = (wish.mine, wish.base)
            self._written = {id(event): event for event in wish.mine.history}
            if self._wish is wish:
                self._wish = None
            self._turn.notify_all()
        now = self._copy.document
        self._report(Update(base=wish.base, sent=wish.mine, document=now, who=who))

    def _since(self, wish: _Wish) -> tuple[Document, tuple[Event, ...]]:
        """Return what a wish begins from that is on the server, and the events that are not.

        What was sent from the same base before is there, whether the window has taken that over
        or not.
        """
        base = wish.base
        if self._sent is not None and self._sent[1] is base:
            base = self._sent[0]
        known = {id(event) for event in base.history} | self._written.keys()
        return base, tuple(event for event in wish.mine.history if id(event) not in known)

    def _ask(self, wish: _Wish, conflicts: tuple[Conflict, ...]) -> None:
        from stageplanner.store.shared.conflict_problem import conflict_problem

        with self._turn:
            self._is_asked = self._wish is wish
            self._turn.notify_all()
        problem = conflict_problem(conflicts, self._copy.address)
        with contextlib.suppress(RuntimeError):
            self._report(Trouble(problem=problem, conflicts=conflicts))
