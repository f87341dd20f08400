"""Undo, redo and the history of a region.

Every verb makes a new frozen content; undo is a list of them. The history is not part of the
content: what is undone has happened, and so has the undoing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.domain.history import Event, now
from stageplanner.domain.plan import Plan
from stageplanner.domain.planning.scenarios import scenarios_before_and_after
from stageplanner.domain.state import State, fingerprint
from stageplanner.problems import StagePlannerError
from stageplanner.workspace.undo_stack import Snapshot, UndoEntry, UndoStack, describe_change


class UndoableRegion:
    """A region that is being edited, with undo and history.

    Parameters
    ----------
    state : State, optional
        The first state; an empty region by default.
    on_change : Callable[[], None], optional
        Called after every change of content, undo and redo.

    Attributes
    ----------
    history : tuple of Event
        Every change with its time, user, verb, before and after; events are only ever added.
    """

    def __init__(
        self, state: State | None = None, on_change: Callable[[], None] | None = None
    ) -> None:
        self._steps = UndoStack(Snapshot(state=_identified(state or new_state())))
        self._printed: tuple[tuple[object, ...], str] | None = None
        self.history: tuple[Event, ...] = ()
        #: The region after an event, by its place in the history, since the file was opened.
        self._moments: dict[int, State] = {}
        self.on_change = on_change

    @property
    def content(self) -> Snapshot:
        """The current content, as undo keeps it."""
        return self._steps.content

    @property
    def state(self) -> State:
        """The current state of the region."""
        return self.content.state

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The scenarios: plans with a name."""
        return self.content.plans

    @property
    def mappings(self) -> tuple[ColumnMapping, ...]:
        """How the columns of earlier files were read."""
        return self.content.mappings

    @property
    def undo_verb(self) -> str | None:
        """The verb that undo would take back."""
        return None if self._steps.done is None else self._steps.done.verb

    @property
    def redo_verb(self) -> str | None:
        """The verb that redo would repeat."""
        return None if self._steps.undone is None else self._steps.undone.verb

    @property
    def plan_is_outdated(self) -> bool:
        """Whether the data changed since the current plan was made."""
        plan = self.state.plan
        return plan is not None and self.is_outdated(plan)

    def is_outdated(self, plan: Plan) -> bool:
        """Return whether the data changed since a plan was made."""
        return plan.fingerprint != self._fingerprint(self.state)

    # --- undo, redo, a moment --------------------------------------------------------------

    def undo(self) -> None:
        """Undo the last verb, if there is one."""
        self._go(-1, "undo", self._steps.done)

    def redo(self) -> None:
        """Redo the verb that was undone last, if there is one."""
        self._go(1, "redo", self._steps.undone)

    def has_moment(self, number: int) -> bool:
        """Return whether the region can go back to just after an event of the history."""
        return self._moments.get(number, self.state) is not self.state

    def go_back_to(self, number: int) -> None:
        """Make the region as it was just after an event, in one step that undo takes back.

        Scenarios stay as they are: nothing that was computed or kept since is lost.

        Parameters
        ----------
        number : int
            The place of the event in the history; nothing happens if the region cannot go back
            there, which is so for all from before the file was opened.
        """
        if self.has_moment(number):
            event = self.history[number]
            subject = f"{event.verb} {event.when.astimezone():%Y-%m-%d %H:%M}"
            self.commit_state(self._moments[number], "go_back", subject)

    def _go(self, steps: int, verb: str, step: UndoEntry | None) -> None:
        if step is None:
            return
        before = self.content
        ends = (step.content, step.before or step.content)
        base, wanted = ends if verb == "undo" else ends[::-1]
        content = None if before is base else self._without_others_work(base, wanted, before)
        self._steps.go(steps, content)
        self._changed((self.event(verb, step.name, describe_change(before, self.content)),))

    def _without_others_work(self, base: Snapshot, wanted: Snapshot, now: Snapshot) -> Snapshot:
        """Return what undo or redo makes of a content that others changed since the step.

        Raises
        ------
        StagePlannerError
            If they changed what the step is about.
        """
        from stageplanner.store.document import Document
        from stageplanner.store.rows.column_mappings import read_mapping, write_mapping
        from stageplanner.store.shared.conflict_problem import undo_problem
        from stageplanner.store.shared.merge import merge

        def document(content: Snapshot) -> Document:
            mappings = tuple(map(write_mapping, content.mappings))
            return Document(state=content.state, plans=content.plans, mappings=mappings)

        merged = merge(document(base), document(wanted), document(now))
        if merged.conflicts:
            raise StagePlannerError(undo_problem(merged.conflicts))
        return Snapshot(
            state=merged.document.state,
            plans=merged.document.plans,
            mappings=tuple(map(read_mapping, merged.document.mappings)),
        )

    def amend_scenarios(
        self, change: Callable[[tuple[Plan, ...]], tuple[Plan, ...]], verb: str, subject: str
    ) -> tuple[Plan, ...]:
        """Change the scenarios in a way that undo does not take back; return those that left."""
        before = self.plans
        self._steps.amend(change)
        if self.plans is before:
            return ()
        texts = scenarios_before_and_after(before, self.plans, self.state.periods)
        self._changed((self.event(verb, subject, texts),))
        names = {plan.name for plan in self.plans}
        return tuple(plan for plan in before if plan.name not in names)

    def commit_state(self, state: State, verb: str, subject: str = "") -> None:
        """Set the state that a verb made."""
        self.commit(replace(self.content, state=state), verb, subject)

    def commit_scenarios(self, plans: tuple[Plan, ...], verb: str, subject: str) -> None:
        """Set the scenarios that a verb made."""
        self.commit(replace(self.content, plans=plans), verb, " ".join(subject.split()))

    def commit(
        self, content: Snapshot, verb: str, subject: str, events: tuple[Event, ...] = ()
    ) -> None:
        """Set the content that a verb made; without given events it gets one."""
        events = events or (self.event(verb, subject, describe_change(self.content, content)),)
        self._steps.add(UndoEntry(content, verb, subject))
        self._changed(events)

    def _changed(self, events: tuple[Event, ...]) -> None:
        """Add events to the history, then notify the window."""
        if not self._moments:
            self._moments[len(self.history) - 1] = self._steps.first.state
        self._record(events)
        self._moments[len(self.history) - 1] = self.state
        if self.on_change is not None:
            self.on_change()

    def _record(self, events: tuple[Event, ...]) -> None:
        self.history = (*self.history, *events)

    def event(self, verb: str, subject: str, texts: tuple[str, str], origin: str = "") -> Event:
        """Build the event of a verb, with the current time and user."""
        from stageplanner.store.file_lock import current_user

        before, after = (text or None for text in texts)
        return Event(
            when=now(),
            user=current_user(),
            verb=verb,
            subject=subject,
            before=before,
            after=after,
            origin=origin,
        )

    def stamped(self, plan: Plan, state: State) -> Plan:
        """Return a plan with the fingerprint of the data of a state."""
        return replace(plan, fingerprint=self._fingerprint(state))

    def _fingerprint(self, state: State) -> str:
        """Return the fingerprint of the data, computed again only if they changed."""
        data = (
            state.periods,
            state.leerbedrijven,
            state.holidays,
            state.region_holidays,
            state.policy,
            state.base_load,
        )
        cached = self._printed
        if cached is None or any(old is not new for old, new in zip(cached[0], data, strict=True)):
            cached = self._printed = (data, fingerprint(state))
        return cached[1]


def new_state() -> State:
    """Return an empty region with the default school holidays of the three vakantieregio's."""
    from stageplanner.workspace.shipped_data import region_holidays

    return _identified(State(region_holidays=region_holidays()))


def _identified(state: State) -> State:
    """Return a region that has an id of its own."""
    return state if state.region_id else replace(state, region_id=uuid.uuid4().hex)
