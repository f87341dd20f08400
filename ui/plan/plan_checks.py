"""What `stageplanner check` says of the current plan, judged in a child process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.base.jobs import ChildJob
from ui.session.session import Session

if TYPE_CHECKING:
    from stageplanner.domain.state import State
    from stageplanner.problems import Problem
    from stageplanner.progress import Progress

#: How long nothing may change before the plan is judged, in milliseconds.
STILL = 500


class PlanChecks(QObject):
    """The problems of the current plan, judged again after every change."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._judged: State | None = None
        self._asked: State | None = None
        self._problems: tuple[Problem, ...] = ()
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(STILL)
        self._still.timeout.connect(self._judge)
        self.job = ChildJob(self, repeats=True)
        self.job.finished.connect(self._on_judged)
        self.job.failed.connect(self._on_failed)
        session.changed.connect(self._on_change)

    @property
    def is_current(self) -> bool:
        """Whether the problems are those of the plan of now."""
        return self._judged is self._session.state

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the plan that was judged last."""
        return self._problems

    def kill(self) -> None:
        """End the work, without a result."""
        self._still.stop()
        self.job.kill()

    def _on_change(self) -> None:
        if _is_to_judge(self._session.state):
            self._still.start()
        else:
            self._still.stop()
            self._judged, self._problems = self._session.state, ()
        self.changed.emit()

    def _judge(self) -> None:
        # While the job runs its answer is awaited: it is followed by the next one.
        if not self.job.is_running and not self.is_current:
            self._asked = self._session.state
            self.job.start(judge, self._asked)

    def _on_judged(self, problems: tuple[Problem, ...]) -> None:
        if self._asked is self._session.state:
            self._judged, self._problems = self._asked, problems
            self.changed.emit()
        elif _is_to_judge(self._session.state) and not self._still.isActive():
            self._judge()

    def _on_failed(self, problem: object) -> None:
        raise RuntimeError(f"the plan could not be judged: {problem}")


def _is_to_judge(state: State) -> bool:
    """Return whether there is something that a wish plan without rules cannot break."""
    policy = state.policy
    return bool(state.periods) and bool(
        state.plan is not None or state.agreements or state.rounds or policy != type(policy)()
    )


def judge(state: State, _progress: Progress) -> tuple[Problem, ...]:
    """Return every problem of the current plan, and of the wishes, in the child process."""
    from stageplanner.domain.checks.check_plan import check_plan
    from stageplanner.domain.checks.wish_rules import wish_problems

    return (*check_plan(state), *wish_problems(state))
