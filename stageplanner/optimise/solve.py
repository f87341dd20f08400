"""Propose a plan for a region: component by component, each with its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from stageplanner.domain.plan import (
    WISH_PLAN,
    Placement,
    Plan,
    Proof,
    Status,
    Way,
    placements_of,
    plan_of,
)
from stageplanner.domain.policy import Goals
from stageplanner.domain.state import State, fingerprint
from stageplanner.optimise.cuts import TOLERANCE, CutPool
from stageplanner.optimise.effort import Effort, Stopped
from stageplanner.optimise.fewest import Fewest, fewest_changes
from stageplanner.optimise.instance import Choice, Instance, build_instances
from stageplanner.optimise.lowest import Lowest, lowest_peak
from stageplanner.optimise.rank import by_rank, refine
from stageplanner.optimise.relaxation import Bound, lowest_bound
from stageplanner.optimise.result import Progress, Settings
from stageplanner.optimise.sharing import beside
from stageplanner.optimise.trim import trim
from stageplanner.optimise.within import lowest_within

#: Where the target cannot be reached, the lowest peak is sought this closely.
LOWEST_GAP = 0.001
#: Of the time left, the most that the bound may take.
BOUND_SHARE = 0.5
#: Of the time left, the part for the fewest changes at the lowest peak.
FEWEST_SHARE = 0.4
#: Of the time left, the part for the rank of goals where the target is out of reach.
RANK_SHARE = 0.7
#: Plan and bound this close are called "proven within".
NEAR = 0.005


def optimise(
    state: State,
    settings: Settings,
    progress: Callable[[Progress], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
    locked: frozenset[str] = frozenset(),
) -> Plan:
    """Propose the plan with the fewest changes that reaches the target, or the lowest peak.

    Parameters
    ----------
    progress
        Told whenever a plan or a bound of a component got better.
    is_stopped
        Asked often; the best plan so far is returned soon after it says yes.
    locked
        Ids of stage periods that keep their wish.

    Returns
    -------
    Plan
        With one :class:`~stageplanner.domain.plan.Proof` per component.
    """
    effort = Effort(settings.time_limit, is_stopped, workers=settings.workers, seed=settings.seed)
    instances = build_instances(state, locked)
    solves = [_Solve(instance, settings, state.policy.goals) for instance in instances]

    def report(solve: _Solve, phase: str) -> None:
        if progress is not None:
            progress(solve.progress(phase, effort.seconds, _plan(state, solves)))

    # The small ones first: what they leave of the time is for the large one.
    waiting = sorted(solves, key=lambda solve: len(solve.instance.tasks))
    for k, solve in enumerate(waiting):
        # A tenth of the groups needs more than a tenth of the time.
        ahead = sum((len(other.instance.free) + 1) ** 0.5 for other in waiting[k:])
        share = (len(solve.instance.free) + 1) ** 0.5 / ahead
        if solve.instance.limits:
            rest = [(other.instance, other.choice) for other in solves if other is not solve]
            solve.instance = beside(solve.instance, rest)
        solve.run(effort.part(share), report)
    return replace(_plan(state, solves), fingerprint=fingerprint(state))


def plan_of_choices(state: State, choices: Iterable[tuple[Instance, Choice]]) -> Plan:
    """The plan of the whole region from a choice per component, and what is settled in them."""
    options: dict[str, Way] = {}
    settled: dict[str, tuple[Placement, ...]] = {}
    for instance, choice in choices:
        options.update(instance.options_of(choice))
        settled |= {t.period.id: t.settled for t in instance.tasks if t.settled}
    plan = plan_of(state.periods, {k: o for k, o in options.items() if k not in settled})
    kept = {
        period.id: settled[period.id]
        for period in state.periods
        if period.id in settled and settled[period.id] != placements_of(WISH_PLAN, period)
    }
    return replace(plan, placements={**plan.placements, **kept}) if kept else plan


def _plan(state: State, solves: list[_Solve]) -> Plan:
    plan = plan_of_choices(state, [(solve.instance, solve.choice) for solve in solves])
    return replace(plan, proofs=tuple(solve.proof() for solve in solves), name="proposal")


@dataclass
class _Solve:
    """One component being solved: its best choice so far and what is proven of it."""

    instance: Instance
    settings: Settings
    goals: Goals

    def __post_init__(self) -> None:
        self.pool = CutPool(self.instance)
        self.choice: Choice = self.instance.wish
        self.peak = self.instance.start_peak
        self.bound = 0.0
        self.changes_bound = 0
        self.level = settings_target(self.settings, self.instance)
        self.is_impossible = False
        self.is_limited = False
        self.is_lightest = False
        self.seconds = 0.0

    def run(self, effort: Effort, report: Callable[[_Solve, str], None]) -> None:
        """Solve the component within its time; the fields above hold the answer.

        Somebody who wants to stop gets the best so far.
        """
        try:
            self._solve(effort, report)
        except Stopped:
            self._keep_allowed()
        self.seconds = effort.seconds
        self._assert_sound()
        report(self, "done")

    def _solve(self, effort: Effort, report: Callable[[_Solve, str], None]) -> None:
        report(self, "bound")
        relaxed = lowest_bound(self.instance, self.pool, effort.part(BOUND_SHARE))
        self.bound = min(relaxed.value, self.instance.start_peak) if relaxed else 0.0
        report(self, "bound")
        if self.level is None:
            self._lowest(effort, relaxed, report, self.settings.gap)
        else:
            self._reach(effort, relaxed, self.level, report)
        if self.settings.max_changes is not None:
            self._keep_within(effort, self.settings.max_changes, report)

    def _keep_allowed(self) -> None:
        """A plan with more changes than allowed is no plan: the wish then stands."""
        most = self.settings.max_changes
        if most is not None and self.instance.changes(self.choice) > most:
            self.choice, self.peak = self.instance.wish, self.instance.start_peak
            self.is_limited = True

    def _reach(
        self,
        effort: Effort,
        relaxed: Bound | None,
        level: float,
        report: Callable[[_Solve, str], None],
    ) -> None:
        if self.bound <= level + TOLERANCE:
            found = self._fewest(effort.part(0.8), level, None, report)
            if not found.is_impossible:
                return
            self.bound = max(self.bound, min(level, self.instance.start_peak))
        self.is_impossible = True
        # What was proven of the target says nothing of the lowest peak.
        self.changes_bound = 0
        self._seek(effort, relaxed, report, min(self.settings.gap, LOWEST_GAP))
        report(self, "fewest")
        ranked = by_rank(
            self.instance, self.pool, level, self.choice, effort.part(RANK_SHARE), goals=self.goals
        )
        self.choice, self.peak = ranked.choice, self.instance.peak(ranked.choice)
        # With room that other components take, other plans might do with fewer changes.
        self.changes_bound = 0 if self.instance.is_leaning else ranked.changes_at_least

    def _lowest(
        self,
        effort: Effort,
        relaxed: Bound | None,
        report: Callable[[_Solve, str], None],
        gap: float,
    ) -> None:
        """Seek the lowest peak, then the fewest changes that keep it."""
        self._seek(effort, relaxed, report, gap)
        report(self, "fewest")
        self._fewest(effort.part(FEWEST_SHARE), self.peak, self.choice, report)

    def _seek(
        self,
        effort: Effort,
        relaxed: Bound | None,
        report: Callable[[_Solve, str], None],
        gap: float,
    ) -> None:
        """Seek the lowest peak, and give back the wishes that it does not need."""

        def better(found: Lowest) -> None:
            self.choice, self.peak = found.choice, found.peak
            self.bound = max(self.bound, found.bound)
            report(self, "lowest")

        started = replace(relaxed, value=self.bound) if relaxed else None
        better(
            lowest_peak(
                self.instance,
                self.pool,
                effort.part(0.7),
                started,
                gap,
                on_better=better,
            )
        )
        level = self.peak
        self.choice = trim(self.instance, self.pool, level, self.choice, effort.part(0.3))
        self.peak = self.instance.peak(self.choice)

    def _fewest(
        self,
        effort: Effort,
        level: float,
        known: Choice | None,
        report: Callable[[_Solve, str], None],
    ) -> Fewest:
        def better(found: Fewest) -> None:
            self.changes_bound = max(self.changes_bound, found.at_least)
            if found.choice is not None:
                self.choice, self.peak = found.choice, self.instance.peak(found.choice)
            report(self, "fewest")

        found = fewest_changes(
            self.instance,
            self.pool,
            level,
            effort.part(0.7),
            known=known,
            on_better=better,
        )
        better(found)
        if found.choice is not None and found.changes:
            refined = refine(
                self.instance, self.pool, level, found.choice, effort.part(0.5), goals=self.goals
            )
            self.choice, self.is_lightest = refined.choice, refined.is_proven
            self.peak = self.instance.peak(self.choice)
        return found

    def _keep_within(
        self, effort: Effort, most: int, report: Callable[[_Solve, str], None]
    ) -> None:
        """Where the plan asks more changes than allowed, the lowest peak within them."""
        if self.instance.changes(self.choice) <= most:
            return
        self.is_limited = True
        self.choice = lowest_within(self.instance, self.pool, most, self.choice, effort)
        self.peak = self.instance.peak(self.choice)
        report(self, "within")

    def _assert_sound(self) -> None:
        changes = self.instance.changes(self.choice)
        if self.bound > self.peak + 1e-6:
            raise AssertionError(f"bound {self.bound} above peak {self.peak}")
        if not self.instance.is_lawful(self.choice):
            raise AssertionError("stage periods overlap, or an institution's limit is broken")
        reaches = self.level is None or self.peak <= self.level + TOLERANCE
        if reaches and self.changes_bound > changes and not self.is_limited:
            raise AssertionError(f"bound {self.changes_bound} above {changes} changes")

    def _status(self) -> Status:
        if not self.instance.has_capacity:
            return Status.NO_CAPACITY
        if self.is_limited:
            return Status.LIMITED
        if self.is_impossible:
            return Status.TARGET_IMPOSSIBLE
        if self.level is not None:
            return self._status_of_target(self.level)
        gap = 0.0 if self.peak <= 0 else (self.peak - self.bound) / self.peak
        if gap <= TOLERANCE:
            return Status.PROVEN
        return Status.WITHIN_GAP if gap <= max(NEAR, self.settings.gap) else Status.BEST_FOUND

    def _status_of_target(self, level: float) -> Status:
        if self.peak > level + TOLERANCE:
            return Status.NOT_SOLVED
        is_proven = self.instance.changes(self.choice) == self.changes_bound or self.is_lightest
        return Status.PROVEN if is_proven else Status.BEST_FOUND

    def proof(self) -> Proof:
        """What is proven of this component now."""
        has_peak = self.instance.has_capacity and not self.instance.has_homeless
        return Proof(
            programmes=self.instance.programmes,
            periods=len(self.instance.tasks),
            wish_peak=self.instance.wish_peak if has_peak else None,
            peak=self.peak if has_peak else None,
            lower_bound=self.bound if has_peak else None,
            target=self.level,
            changes=self.instance.changes(self.choice) + self.instance.settled_changes,
            changes_lower_bound=self.changes_bound + self.instance.settled_changes,
            status=self._status(),
            seconds=self.seconds,
        )

    def progress(self, phase: str, seconds: float, plan: Plan) -> Progress:
        """Where this component stands, with the best plan of the region."""
        return Progress(
            programmes=self.instance.programmes,
            phase=phase,
            seconds=seconds,
            wish_peak=self.instance.wish_peak,
            peak=self.peak,
            lower_bound=self.bound,
            changes=self.instance.changes(self.choice) + self.instance.settled_changes,
            changes_lower_bound=self.changes_bound + self.instance.settled_changes,
            plan=plan,
        )


def settings_target(settings: Settings, instance: Instance) -> float | None:
    """The peak to reach; the lowest where there is no capacity to hold it against."""
    return settings.target if instance.has_capacity else None
