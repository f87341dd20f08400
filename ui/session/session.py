"""The open project as signals: the only bridge between the core and the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from stageplanner.domain.state import plan_fingerprint
from stageplanner.project import Project
from ui.base.jobs import LatestOnly

if TYPE_CHECKING:
    from stageplanner.domain.plan import Plan
    from stageplanner.domain.results.explanation import Explanation
    from stageplanner.domain.results.price import Price
    from stageplanner.domain.state import State
    from stageplanner.workspace.live_region import Trouble, Update
    from ui.facts.screen_facts import Facts


class Session(QObject):
    """The open project as the window knows it.

    Verbs are called on ``project``; every one ends in ``changed``. ``facts_changed`` follows
    once the new state has been measured in the background.
    """

    changed = Signal()
    opened = Signal()
    facts_changed = Signal()
    #: The edits until now survive a crash, or the warning of the project tells why not.
    confirmed = Signal()
    #: Others changed the region on the server: their logins.
    followed = Signal(tuple)
    #: Why something is not shared yet.
    share_troubled = Signal(object)
    _reported = Signal(object, object)
    selected = Signal(object)

    def __init__(self, project: Project | None = None, language: str = "nl") -> None:
        super().__init__()
        self.language = language
        self.facts: Facts | None = None
        self._explained: tuple[Plan, Explanation] | None = None
        self._priced: tuple[State, tuple[Price, ...]] | None = None
        self._latest = LatestOnly(self)
        self._latest.answered.connect(self._on_facts)
        # Measure in a later turn of the event loop: one long turn would be felt.
        self._measuring = QTimer(self)
        self._measuring.setSingleShot(True)
        self._measuring.timeout.connect(self._measure)
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)
        self.project = project or Project()
        self.use(self.project)

    @property
    def state(self) -> State:
        """Everything known of the region now."""
        return self.project.state

    @property
    def has_data(self) -> bool:
        """Whether the region has anything to show."""
        state = self.state
        return bool(state.periods or state.leerbedrijven or state.holidays)

    @property
    def explanation(self) -> Explanation | None:
        """Reasons of the current plan, if they were computed with it and with its data."""
        plan = self.state.plan
        if (
            self._explained is None
            or plan is None
            or self._explained[0].placements != plan.placements
        ):
            return None
        explanation = self._explained[1]
        if explanation.made_for != plan_fingerprint(self.state):
            return None
        return explanation

    def use(self, project: Project) -> None:
        """Replace the open project; lock its file and journal its edits."""
        self.project.on_change = None
        if project is not self.project:
            self.project.close()
        project.guard()
        project.confirm_in_thread(self.confirmed.emit)
        self.project = project
        project.on_change = self._on_change
        if project.shared is not None:
            project.share_live(partial(self._reported.emit, project))
        self.facts = None
        self.opened.emit()
        self._on_change()

    @Slot(object, object)
    def _on_reported(self, project: Project, report: Update | Trouble) -> None:
        """Take over what came of the server, in the thread of the window."""
        if project is not self.project:
            return
        if hasattr(report, "problem"):
            self.share_troubled.emit(report)
        elif project.follow(report) and report.who:
            self.followed.emit(report.who)
        self.confirmed.emit()

    def set_explanation(self, plan: Plan, explanation: Explanation) -> None:
        """Store the reasons of a plan, shown while it is the current one."""
        self._explained = (plan, explanation)
        if self.explanation is not None:
            self.facts_changed.emit()

    @property
    def prices(self) -> tuple[Price, ...]:
        """What a little more room would gain, as far as it was computed for this plan and data."""
        if self._priced is None:
            return ()
        old, now = self._priced[0], self.state
        names = ("periods", "leerbedrijven", "holidays", "region_holidays", "policy", "plan")
        is_same = all(getattr(old, name) is getattr(now, name) for name in names)
        return self._priced[1] if is_same else ()

    def set_prices(self, state: State, prices: tuple[Price, ...]) -> None:
        """Store what would help a state, shown while its plan and data are the current ones."""
        self._priced = (state, prices)
        if self.prices:
            self.facts_changed.emit()

    def adopt(self, plan: Plan, explanation: Explanation | None) -> None:
        """Adopt a plan of the optimiser, with its reasons."""
        if explanation is not None:
            self._explained = (plan, explanation)
        self.project.adopt_plan(plan, "optimise")

    def warm_up(self) -> None:
        """Load what measuring and saving need, in the background."""
        if self.facts is None and not self._latest.is_busy:
            self._latest.ask(_warm_up)

    def close(self) -> None:
        """Stop measuring and wait for the background thread."""
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
        """Whether facts of the state are still being measured."""
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
    """Measure a state; numpy is imported here, in the thread, to keep the start fast."""
    from stageplanner.domain.state import fingerprint
    from ui.facts.screen_facts import build_facts

    # Cached: the window asks for it with every plan that it shows.
    fingerprint(state)
    return build_facts(state, before)
