"""The curve of what must be asked against the peak that it reaches.

What is asked is counted in changes, or as what the most burdened institution gives way
(students x weeks moved). Each point is a complete plan with its proof. None is dominated: no other
point has a lower peak for as little. No change of it is idle: without any one, or any two of one
institution, its peak is higher. Peaks within the policy's tolerance are one point. A quick pass
lays plans along the whole curve; a walk from the wish down then finds at each step the least that
goes lower, and the lowest peak that so much can reach.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from math import inf

import numpy as np

from stageplanner.domain.plan import Proof, Status
from stageplanner.domain.state import State, fingerprint
from stageplanner.load.arrays import Ints
from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.changes.change_budget import Budget, ChangeCosts
from stageplanner.optimise.changes.cheapest_changes import (
    Cheapest,
    cheapest,
    count_changes,
    lowest_for,
)
from stageplanner.optimise.changes.fewest_changes import MOST_OPTIONS, fewest_changes
from stageplanner.optimise.changes.greedy_repair import greedy_repair
from stageplanner.optimise.hand_out import plan_of_trimmed
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.task import Task
from stageplanner.optimise.peak.lowest_peak import lowest_peak
from stageplanner.optimise.peak.relaxation import lowest_bound
from stageplanner.optimise.ranking.goals import largest_share, moved
from stageplanner.optimise.ranking.held_goals import Peak
from stageplanner.optimise.ranking.idle_changes import Part, Trimmed, without_idle_changes
from stageplanner.optimise.result import Point
from stageplanner.optimise.time_budget import Stopped, TimeBudget
from stageplanner.progress import NO_PROGRESS, Progress

#: The finest step of the peak between points, whatever the policy says.
LEAST_STEP = 0.0005
#: Fractions of the time for the lowest peak and for the quick pass along the curve.
LOWEST_SHARE, QUICK_SHARE = 0.1, 0.7
#: Levels of the quick pass, and the fraction above its bound that is close enough there.
QUICK_LEVELS, QUICK_GAP = 26, 0.02
#: Levels if there are too many options to relax at once.
FEW_LEVELS = 6
#: About how many seconds one level takes, for a region.
A_LOOK = 1.5
#: A plan that costs more than this many times its bound does not set the next level.
FAR = 1.4
#: A burden within this fraction of its bound is close enough; changes are exact.
BURDEN_GAP = 0.02
#: The most steps of the curve of burdens.
BURDEN_STEPS = 24


def frontier(
    state: State,
    time_limit: float = 60.0,
    progress: Progress = NO_PROGRESS,
    *,
    burden: bool = False,
    workers: int | None = None,
    seed: int = 1,
) -> tuple[Point, ...]:
    """Find the least that must be asked for every peak that can be reached, per component.

    Parameters
    ----------
    state : State
        The region.
    time_limit : float
        Seconds for all components together.
    progress : Progress
        Gets every ``Point`` when it is found; a later one may be better. Once it is cancelled, the
        points so far are returned.
    burden : bool
        Minimise the burden of the most burdened institution instead of the changes.
    workers : int, optional
        Threads of the solver; by default as many as there are cores, at most 8.
    seed : int
        Random seed of solver and searches.

    Returns
    -------
    tuple of Point
        Per component from the wish to the lowest peak; none is dominated by another.
    """
    time_budget = TimeBudget(time_limit, progress, workers=workers, seed=seed)
    points: list[Point] = []
    # Stopped while listing the options or what they cost: the points so far are kept.
    with suppress(Stopped):
        instances = build_instances(state, time_budget=time_budget)
        waiting, data = sorted(instances, key=lambda i: len(i.tasks)), fingerprint(state)
        for k, instance in enumerate(waiting):
            ahead = sum(len(other.free) + 1 for other in waiting[k:])
            part = time_budget.part((len(instance.free) + 1) / ahead)
            curve = Curve(state, instance, part, burden, progress, data=data)
            with suppress(Stopped):
                curve.walk()
            points.extend(curve.points())
    return tuple(sorted(points, key=lambda p: (-len(p.component), p.component, -p.peak, p.changes)))


def burden_costs(instance: Instance, time_budget: TimeBudget | None = None) -> ChangeCosts:
    """Return costs by which every institution pays the students x weeks its own groups are moved.

    Parameters
    ----------
    instance : Instance
        The component.
    time_budget : TimeBudget, optional
        Asked between groups; by default there is no end.

    Returns
    -------
    ChangeCosts
        One payer per institution.

    Raises
    ------
    Stopped
        The time was over, or the job cancelled, before all was counted.
    """
    names = [instance.tasks[i].period.institution for i in instance.free]
    payers = sorted(set(names))

    def cost(task: Task) -> Ints:
        if time_budget is not None:
            time_budget.check()
        return np.array(
            [moved(task, o) if task.is_change[o] else 0 for o in range(len(task.options))],
            dtype=np.intp,
        )

    costs = tuple(cost(instance.tasks[i]) for i in instance.free)
    payer = np.array([payers.index(name) for name in names], dtype=np.intp)
    return ChangeCosts(costs, payer, len(payers))


class Curve:
    """The points of one component, from the wish down to its lowest peak."""

    def __init__(
        self,
        state: State,
        instance: Instance,
        time_budget: TimeBudget,
        burden: bool,
        progress: Progress,
        *,
        data: str,
    ) -> None:
        time_budget.check()
        self.state, self.instance, self.time_budget = state, instance, time_budget
        self.is_burden, self.progress = burden, progress
        self.pool = CutPool(instance)
        options = sum(len(instance.tasks[i].options) for i in instance.free)
        self.budget: Budget | None = None
        if options <= MOST_OPTIONS:
            change_costs = (
                burden_costs(instance, time_budget) if burden else count_changes(instance)
            )
            self.budget = Budget(instance, self.pool, change_costs)
        self.bound = 0.0
        self.step = max(state.policy.goals.peak, LEAST_STEP)
        #: Choices and their peaks by what they cost; levels with what they cost at least.
        self.choices: dict[int, Trimmed] = {}
        self.peaks: dict[int, float] = {}
        self.facts: list[tuple[float, int]] = []
        self.start, self.fingerprint = instance.start_peak, data
        self._keep(instance.wish)

    def walk(self) -> None:
        """Find the points while there is time."""
        instance = self.instance
        if not instance.has_capacity or instance.has_homeless or not instance.free:
            self.bound = self.start
            return
        relaxed = lowest_bound(instance, self.pool, self.time_budget)
        if relaxed is None:
            return
        self.bound = min(relaxed.value, self.start)
        step = self.step
        if self.is_burden:
            step = max(step, (self.start - self.bound) / BURDEN_STEPS)
        part = self.time_budget.part(LOWEST_SHARE)
        lowest = lowest_peak(instance, self.pool, part, relaxed, step / 2)
        self.bound = max(self.bound, min(lowest.bound, lowest.peak))
        self._keep(lowest.choice)
        self.time_budget.check()
        if self.budget is None:
            self._in_steps(lowest.peak)
            return
        nearly = min(lowest.peak + step, self.start)
        self._quick(self.budget, nearly, self.time_budget.part(QUICK_SHARE))
        self._ask(self.budget, lowest.peak, self.time_budget.part(LOWEST_SHARE), QUICK_GAP)
        self._down(self.budget, lowest.peak, step)

    def _in_steps(self, end: float) -> None:
        """Find the fewest changes at some levels, if there are too many options to relax at once.

        What the most burdened institution gives way is then not proven.
        """
        levels = [float(level) for level in np.linspace(self.start, end, FEW_LEVELS + 2)[1:]]
        for k, level in enumerate(levels):
            self.time_budget.check()
            part = self.time_budget.part(1 / (len(levels) - k))
            if self.is_burden:
                choice = greedy_repair(
                    self.instance, self.pool, level, self.instance.wish, part.is_over
                )
            else:
                known = self._known(level)
                fewest = fewest_changes(self.instance, self.pool, level, part, known=known)
                self.facts.append((level, fewest.at_least))
                choice = fewest.choice
            if choice is not None:
                self._keep(choice)

    def _quick(self, budget: Budget, end: float, time_budget: TimeBudget) -> None:
        """Lay plans along the whole curve: the hard levels last, with the time others leave."""
        levels = np.linspace(self.start, end, QUICK_LEVELS + 1)[1:]
        for k, level in enumerate(levels):
            self.time_budget.check()
            left = QUICK_LEVELS - k
            # The last level is the hardest of all: it keeps half of what is left.
            part = time_budget.part(min(0.5, 2 / left) if left > 1 else 1.0)
            self._ask(budget, float(level), part, gap=QUICK_GAP)

    def _down(self, budget: Budget, end: float, step: float) -> None:
        """Walk down from the wish: the least that goes lower, then the lowest peak it reaches."""
        level = self.start - step
        while level >= end - ROUNDING and not self.time_budget.is_over():
            level = max(level, end)
            # As many looks as there is time for, spread over what is left of the curve.
            looks = max(1.0, self.time_budget.left / A_LOOK)
            part = self.time_budget.part(1 / min(looks, (level - end) / step + 1))
            asked = self._ask(budget, level, part.part(0.8))
            stride = level - (level - end) / looks if not asked.is_proven else level
            level = min(level, stride) - step
            if asked.choice is None:
                continue
            choice = asked.choice
            if not self.is_burden:
                choice = lowest_for(budget, asked.cost, choice, part)
                self._keep(choice)
            if asked.cost <= FAR * asked.at_least:
                level = min(level, self.instance.peak(choice) - step)

    def _ask(
        self, budget: Budget, level: float, time_budget: TimeBudget, gap: float = 0.0
    ) -> Cheapest:
        """Find the least that reaches a level; keep what is found and proven."""
        gap = BURDEN_GAP if self.is_burden else gap
        asked = cheapest(budget, level, time_budget, known=self._known(level), gap=gap)
        self.facts.append((level, asked.at_least))
        if asked.choice is not None:
            self._keep(asked.choice)
        return asked

    def _known(self, level: float) -> Choice | None:
        """Return the cheapest plan so far that reaches a level."""
        fits = [cost for cost, peak in self.peaks.items() if peak <= level + ROUNDING]
        return self.choices[min(fits)].choice if fits else None

    def _cost(self, choice: Choice) -> int:
        if self.is_burden:
            return largest_share(self.instance, choice)
        return self.instance.changes(choice)

    def _keep(self, choice: Choice) -> None:
        """Keep and report a plan, without its idle changes, unless another dominates it."""
        instance, peak = self.instance, self.instance.peak(choice)
        held = (Peak(most=peak),)
        part = Part(instance, self.pool, choice, held, None, self.state.policy.goals)
        (trimmed,) = without_idle_changes([part])
        cost, peak = self._cost(trimmed.choice), instance.peak(trimmed.choice)
        if any(other <= cost and self.peaks[other] <= peak + ROUNDING for other in self.choices):
            return
        self.choices[cost] = trimmed
        self.peaks[cost] = peak
        if self.progress.has_listener:
            self.progress.report(self._point(trimmed))

    def points(self) -> list[Point]:
        """Return the plans that no other dominates, with what is proven of each."""
        return [self._point(self.choices[cost]) for cost in self.kept_costs()]

    def kept_costs(self) -> list[int]:
        """Return what the points cost that are worth showing."""
        kept: list[int] = []
        for cost in sorted(self.choices):
            # Hardly a lower peak, for far more than its bound, is no other point.
            step = ROUNDING if self._is_near(cost) else self.step
            if not kept or self.peaks[cost] < self.peaks[kept[-1]] - step:
                kept.append(cost)
        # Nor is one that costs hardly less than the next, and far more than its bound.
        following = [*(cost / (1 + QUICK_GAP) for cost in kept[1:]), inf]
        return [
            cost
            for cost, most in zip(kept, following, strict=True)
            if cost < most or self._is_near(cost)
        ]

    def _is_near(self, cost: int) -> bool:
        """Return whether the point of a cost lies hardly above its bound."""
        return cost <= self._at_least(self.peaks[cost]) * (1 + QUICK_GAP)

    def _at_least(self, peak: float) -> int:
        known = [least for level, least in self.facts if level >= peak - ROUNDING]
        if self.budget is not None:
            known.append(self.budget.at_least(peak))
        return max(known, default=0)

    def _point(self, trimmed: Trimmed) -> Point:
        instance, choice = self.instance, trimmed.choice
        peak, settled = instance.peak(choice), instance.settled_changes
        changes, at_least = instance.changes(choice), self._at_least(peak)
        least_changes = min(1, at_least) if self.is_burden else at_least
        has_peak = instance.has_capacity and not instance.has_homeless
        proof = Proof(
            programmes=instance.programmes,
            periods=len(instance.tasks),
            wish_peak=instance.wish_peak if has_peak else None,
            peak=peak if has_peak else None,
            lower_bound=min(self.bound, peak) if has_peak else None,
            target=peak,
            changes=changes + settled,
            changes_lower_bound=least_changes + settled,
            status=Status.PROVEN if changes == least_changes else Status.BEST_FOUND,
        )
        plan = plan_of_trimmed(self.state, [trimmed])
        return Point(
            component=instance.programmes,
            changes=changes + settled,
            changes_lower_bound=least_changes + settled,
            peak=peak,
            plan=replace(plan, proofs=(proof,), name=f"{changes}", fingerprint=self.fingerprint),
            burden=largest_share(instance, choice),
            burden_lower_bound=at_least if self.is_burden else 0,
        )
