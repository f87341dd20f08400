"""Project -> Signals: the one bridge between the core and the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from stageplanner.project import Project
from ui.base.jobs import LatestOnly

if TYPE_CHECKING:
    from stageplanner.domain.plan import Plan
    from stageplanner.domain.results.explanation import Explanation
    from stageplanner.domain.state import State
    from ui.facts.screen_facts import Facts


class Session(QObject):
    """The open project as the window knows it.

    Verbs are called on ``project``; every one ends in ``changed``. ``facts_changed`` follows
    once the new state has been measured in the background.
    """

    changed = Signal()
    opened = Signal()
    facts_changed = Signal()
    #: The edits until now are safe from a crash, or the project's warning says why not.
    confirmed = Signal()
    selected = Signal(object)

    def __init__(self, project: Project | None = None, language: str = "nl") -> None:
        super().__init__()
        self.language = language
        self.facts: Facts | None = None
        self._explained: tuple[Plan, Explanation] | None = None
        self._latest = LatestOnly(self)
        self._latest.answered.connect(self._on_facts)
        # Measured after the window has shown what was done: both at once would be felt.
        self._measuring = QTimer(self)
        self._measuring.setSingleShot(True)
        self._measuring.timeout.connect(self._measure)
        self.project = project or Project()
        self.use(self.project)

    @property
    def state(self) -> State:
        """What is known of the region now."""
        return self.project.state

    @property
    def has_data(self) -> bool:
        """Whether the region has anything to show."""
        state = self.state
        return bool(state.periods or state.leerbedrijven or state.holidays)

    @property
    def explanation(self) -> Explanation | None:
        """The reasons of the current plan, where they were computed with it."""
        plan = self.state.plan
        if (
            self._explained is None
            or plan is None
            or self._explained[0].placements != plan.placements
        ):
            return None
        return self._explained[1]

    def use(self, project: Project) -> None:
        """Work on another project from now on: its file is held, its edits are journalled."""
        self.project.on_change = None
        if project is not self.project:
            self.project.close()
        project.guard()
        project.confirm_in_thread(self.confirmed.emit)
        self.project = project
        project.on_change = self._on_change
        self.facts = None
        self.opened.emit()
        self._on_change()

    def set_explanation(self, plan: Plan, explanation: Explanation) -> None:
        """Keep the reasons of a plan; they are shown as long as it is the current one."""
        self._explained = (plan, explanation)
        if self.explanation is not None:
            self.facts_changed.emit()

    def adopt(self, plan: Plan, explanation: Explanation | None) -> None:
        """Take an optimiser's plan over, with its reasons."""
        if explanation is not None:
            self._explained = (plan, explanation)
        self.project.adopt_plan(plan, "optimise")

    def warm_up(self) -> None:
        """Load what measuring and keeping need, in the background, once the window stands."""
        if self.facts is None and not self._latest.is_busy:
            self._latest.ask(_warm_up)

    def close(self) -> None:
        """Wait for the background thread; nothing is left behind."""
        self._measuring.stop()
        self._latest.forget()

    def _on_change(self) -> None:
        self._latest.outdate()
        self.changed.emit()
        if self.state.periods:
            self._measuring.start(0)
        else:
            self._measuring.stop()
            self._latest.forget()
            self.facts = None
            self.facts_changed.emit()

    @property
    def is_measuring(self) -> bool:
        """Tell whether facts of the state are still to come."""
        return self._measuring.isActive() or self._latest.is_busy

    @Slot()
    def _measure(self) -> None:
        self._latest.ask(_facts, self.state, self.facts)

    @Slot(object)
    def _on_facts(self, facts: Facts | Exception | None) -> None:
        if facts is None:
            return
        if isinstance(facts, Exception):
            raise facts
        self.facts = facts
        self.facts_changed.emit()


def _warm_up() -> None:
    import ui.facts.screen_facts  # noqa: F401
    from stageplanner.editing.warm_up import warm_up

    warm_up()


def _facts(state: State, before: Facts | None) -> Facts:
    """Loaded here, in the thread: numpy must not hold up the first window."""
    from stageplanner.domain.state import fingerprint
    from ui.facts.screen_facts import build_facts

    # Asked for with every plan that is shown; made here once of all that data.
    fingerprint(state)
    return build_facts(state, before)
