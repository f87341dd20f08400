"""The open file: its state, the verbs that change it, undo and redo.

The only module that knows all rooms. The heavy ones are imported inside the verbs that need
them, so that a window stands before they are loaded. Every verb makes a new frozen state;
undo is a list of states and "unsaved" is an identity check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.explanation import Explanation
from stageplanner.domain.history import Event, now
from stageplanner.domain.mapping import ColumnMapping
from stageplanner.domain.plan import Placement, Plan, changed_periods, with_placements
from stageplanner.domain.policy import Policy
from stageplanner.domain.rollover import RollOver, roll_over
from stageplanner.domain.state import State, fingerprint
from stageplanner.intake import Intake, take_in

if TYPE_CHECKING:
    from stageplanner.optimise.frontier import Point
    from stageplanner.optimise.result import Progress, Settings


@dataclass(frozen=True, slots=True)
class Step:
    """One state in the undo list, and the verb that made it."""

    state: State
    verb: str


class Project:
    """A region that is being worked on.

    Parameters
    ----------
    state
        What to begin with; an empty region by default.
    path
        The ``.stageplan`` file it was read from or will be saved to.
    on_change
        Called after every change of state, undo and redo, without arguments.
    """

    def __init__(
        self,
        state: State | None = None,
        path: Path | None = None,
        on_change: Callable[[], None] | None = None,
    ) -> None:
        self._steps = [Step(state or new_state(), "")]
        self._now = 0
        self._saved = self._steps[0].state
        self.path = path
        self.history: tuple[Event, ...] = ()
        self.plans: tuple[Plan, ...] = ()
        self.mappings: tuple[ColumnMapping, ...] = ()
        self.on_change = on_change

    @property
    def state(self) -> State:
        """What is known of the region now."""
        return self._steps[self._now].state

    @property
    def is_saved(self) -> bool:
        """Tell whether the file holds what the window shows."""
        return self.state is self._saved

    @property
    def undo_verb(self) -> str | None:
        """The verb that undo would take back."""
        return self._steps[self._now].verb if self._now else None

    @property
    def redo_verb(self) -> str | None:
        """The verb that redo would do again."""
        return self._steps[self._now + 1].verb if self._now + 1 < len(self._steps) else None

    @property
    def plan_is_outdated(self) -> bool:
        """Tell whether the data changed since the current plan was made."""
        plan = self.state.plan
        return plan is not None and plan.fingerprint != fingerprint(self.state)

    # --- verbs -----------------------------------------------------------------------------

    def import_files(
        self,
        paths: Iterable[Path],
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Intake:
        """Read files and take their rows into the region, in one step that can be undone.

        Returns
        -------
        Intake
            Per file what was read, used and refused, with every problem.
        """
        intake = take_in(self.state, tuple(paths), progress, cancelled, self.mappings)
        self.adopt_intake(intake)
        return intake

    def adopt_intake(self, intake: Intake) -> None:
        """Take over what was read of files, in one step that can be undone."""
        if intake.state != self.state:
            self._do(intake.state, "import", after=", ".join(file.name for file in intake.files))
            self.mappings = tuple(dict.fromkeys((*self.mappings, *intake.mappings)))

    def adopt_plan(self, plan: Plan | None, verb: str = "plan") -> None:
        """Make a plan the current one (``None``: back to the wishes)."""
        if plan is not None:
            plan = replace(plan, fingerprint=fingerprint(self.state))
        self._do(replace(self.state, plan=plan), verb, after=plan.name if plan else "wish")

    def place(self, period_id: str, placements: tuple[Placement, ...]) -> None:
        """Place one stage period by hand; a hand edit always wins and can be undone."""
        period = next(p for p in self.state.periods if p.id == period_id)
        plan = with_placements(self.state.plan or Plan(), period, placements)
        self.adopt_plan(_measured(self.state, plan), "place")

    def set_policy(self, policy: Policy) -> None:
        """Change what the region allows."""
        self._do(replace(self.state, policy=policy), "policy")

    def optimise(
        self,
        settings: Settings,
        progress: Callable[[Progress], None] | None = None,
        is_stopped: Callable[[], bool] | None = None,
    ) -> Plan:
        """Propose a plan and make it the current one."""
        plan = optimise(self.state, settings, progress, is_stopped)
        self.adopt_plan(plan, "optimise")
        return plan

    def next_year(self) -> tuple[Project, RollOver]:
        """A new project for the next school year, with a report of what needs a look.

        Remembered columns come along; scenarios and history stay with the year they are of.
        """
        rolled = roll_over(self.state)
        fresh = Project(rolled.state)
        fresh.mappings = self.mappings
        fresh.history = (Event(when=now(), verb="rollover", origin=str(self.path or "")),)
        return fresh, rolled

    # --- undo, redo ------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last verb back; nothing happens where there is none."""
        if self._now:
            self._now -= 1
            self._changed()

    def redo(self) -> None:
        """Do the verb again that was taken back last."""
        if self._now + 1 < len(self._steps):
            self._now += 1
            self._changed()

    def _do(self, state: State, verb: str, before: str = "", after: str = "") -> None:
        del self._steps[self._now + 1 :]
        self._steps.append(Step(state, verb))
        self._now += 1
        self.history = (*self.history, Event(when=now(), verb=verb, before=before, after=after))
        self._changed()

    def _changed(self) -> None:
        if self.on_change is not None:
            self.on_change()

    # --- the file --------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path) -> Project:
        """Open a ``.stageplan`` file.

        Raises
        ------
        StagePlannerError
            The file is missing, damaged, newer than the app, or no project file.
        """
        from stageplanner.store.file import load
        from stageplanner.store.mappings import read_mapping

        document = load(path)
        project = cls(document.state, path)
        project.history = document.history
        project.plans = document.plans
        project.mappings = tuple(read_mapping(stored) for stored in document.mappings)
        return project

    def save(self, path: Path | None = None) -> None:
        """Save whole: the file holds either all of the new state or all of the old one."""
        from stageplanner.store.document import Document
        from stageplanner.store.file import save
        from stageplanner.store.mappings import write_mapping

        target = path or self.path
        if target is None:
            raise ValueError("no path to save to")
        # What is edited while the file is being written has not been saved.
        state = self.state
        document = Document(
            state=state,
            plans=self.plans,
            history=self.history,
            mappings=tuple(write_mapping(mapping) for mapping in self.mappings),
        )
        save(target, document)
        self.path = target
        self._saved = state


def _measured(state: State, plan: Plan) -> Plan:
    """The plan with the peak and the number of changes in its proofs counted again."""
    if not plan.proofs:
        return plan
    from stageplanner.load.measures import measure

    peaks = {load.programmes: load.peak for load in measure(state, plan).components}
    changed = [period.programme for period in changed_periods(plan, state.periods)]
    proofs = tuple(
        replace(
            proof,
            peak=peaks.get(proof.programmes, proof.peak),
            changes=sum(programme in proof.programmes for programme in changed),
        )
        for proof in plan.proofs
    )
    return replace(plan, proofs=proofs)


def new_state() -> State:
    """An empty region with the default school holidays of the three vakantieregio's."""
    from stageplanner.defaults import region_holidays

    return State(region_holidays=region_holidays())


def optimise(
    state: State,
    settings: Settings,
    progress: Callable[[Progress], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
) -> Plan:
    """Propose a plan for a state; a plain function, so that it can run in a child process.

    See :func:`stageplanner.optimise.solve.optimise`.
    """
    from stageplanner.optimise.solve import optimise as solve

    return solve(state, settings, progress, is_stopped)


def frontier(
    state: State,
    time_limit: float = 60.0,
    progress: Callable[[Point], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
) -> tuple[Point, ...]:
    """The fewest changes for every peak that can be had; every point is a complete plan.

    See :func:`stageplanner.optimise.frontier.frontier`.
    """
    from stageplanner.optimise.frontier import frontier as walk

    return walk(state, time_limit, progress, is_stopped)


def explain(state: State) -> Explanation:
    """Say why each change of the current plan is asked, and why the peak goes no lower."""
    from stageplanner.optimise.explain import explain as tell

    return tell(state)


def export(state: State, folder: Path, language: str = "nl") -> tuple[Path, ...]:
    """Write the workbooks of the current plan into a folder; nothing is half written.

    Returns
    -------
    tuple of Path
        The files, in the order they should be read.
    """
    from stageplanner.sheets.write_workbook import write_workbook

    return write_workbook(state, explain(state), folder, language)
