"""Pursue the goals of a proposal by rank (lexicographic optimisation).

The solver has no ranks of its own, so each goal is minimised in turn and then held, within the
tolerance that the policy states (:class:`stageplanner.domain.policy.Goals`).

If the target is within reach, the peak is at most the target and the fewest changes are known;
what follows is chosen among those plans (:func:`refine`). If it is not, the whole rank is pursued
from the top (:func:`by_rank`): the least shortage, the lowest peak, then leximin: as few weeks as
possible at the next highest level, and so on down to the target, or to 100% if the target is
lower.

Source: M. Ehrgott, Multicriteria optimization, Springer 2005, ch. 5 (lexicographic optimality and
the max-ordering that leximin refines).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from math import ceil, floor

from stageplanner.domain.policy import Goals
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.instance.cp_model import PEAK_SCALE, Model, build_model, changes_at_most
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.solve_with_cuts import add_violated_cuts, solutions
from stageplanner.optimise.ranking.goals import (
    Goal,
    fairer,
    fewer_changes,
    fewer_weeks_above,
    fullest_weeks,
    less_shortage,
    lighter,
    lower_peak,
    shortage,
)
from stageplanner.optimise.ranking.preferences import in_scheme, served_first
from stageplanner.optimise.time_budget import Stopped, TimeBudget

#: The tolerances of the default policy.
USUAL = Goals()


@dataclass(frozen=True, eq=False)
class Ranked:
    """The best choice by rank, and how far that is proven.

    Attributes
    ----------
    choice : Choice
        Shape (tasks,).
    changes_at_least : int
        No plan that is as good in the goals before has fewer changes.
    is_proven : bool
        Whether no goal up to the changes (or, if they are weighed, their burden) can be improved
        without giving up one before it.
    """

    choice: Choice
    changes_at_least: int
    is_proven: bool


def refine(
    instance: Instance,
    pool: CutPool,
    level: float,
    known: Choice,
    time_budget: TimeBudget,
    *,
    goals: Goals = USUAL,
) -> Ranked:
    """Find the best plan by rank among those that reach the level with the fewest changes.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Cuts to begin with; those that answers violate are added.
    level : float
        Peak utilisation allowed, as a fraction of the places.
    known : Choice
        A plan that reaches the level with the fewest changes; if changes are weighed, any number is
        allowed and the lightest plan is sought. Shape (tasks,).
    time_budget : TimeBudget
        For all goals together.
    goals : Goals
        The tolerances of the policy.

    Returns
    -------
    Ranked
        ``known`` if nothing better was found in time.
    """
    pursuit = _Pursuit(instance, pool, known, level)
    with suppress(Stopped):
        model = pursuit.begin(time_budget)
        if not goals.weigh:
            changes_at_most(model, instance.changes(known) + goals.changes)
        if level > 1 + ROUNDING and shortage(instance, known) > 0 and not goals.weigh:
            _serve_first(pursuit, time_budget.part(0.25))
            pursuit.pursue(less_shortage(model, pool, goals), time_budget.part(0.25))
        _pursue_later_goals(pursuit, goals, time_budget)
    return Ranked(pursuit.best, 0, pursuit.is_fewest)


def refine_shortage(
    instance: Instance,
    pool: CutPool,
    known: Choice,
    time_budget: TimeBudget,
    *,
    goals: Goals = USUAL,
) -> Choice:
    """Find the best plan by rank among those with no more changes and no more shortage.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Cuts to begin with; those that answers violate are added.
    known : Choice
        A plan that takes away enough of the shortage with the fewest changes, or, if changes are
        weighed, with the lightest. Shape (tasks,).
    time_budget : TimeBudget
        For all goals together.
    goals : Goals
        The tolerances of the policy.

    Returns
    -------
    Choice
        ``known`` if nothing better was found in time. Shape (tasks,).
    """
    pursuit = _Pursuit(instance, pool, known, None)
    with suppress(Stopped):
        model = pursuit.begin(time_budget)
        cost = lighter(model, goals) if goals.weigh else None
        pursuit.hold(cost or fewer_changes(model, goals))
        _serve_first(pursuit, time_budget.part(0.25))
        pursuit.pursue(less_shortage(model, pool, goals), time_budget.part(0.3))
        top = instance.peak(pursuit.best)
        pursuit.pursue(lower_peak(model, pool, top, goals), time_budget.part(0.3))
        _pursue_later_goals(pursuit, goals, time_budget)
    return pursuit.best


def by_rank(
    instance: Instance,
    pool: CutPool,
    target: float,
    known: Choice,
    time_budget: TimeBudget,
    *,
    goals: Goals = USUAL,
) -> Ranked:
    """Find the best plan by the whole rank, if no plan reaches the target.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Cuts to begin with; those that answers violate are added.
    target : float
        As a fraction of the places.
    known : Choice
        Any plan, preferably with a low peak; the answer until a better one is found.
        Shape (tasks,).
    time_budget : TimeBudget
        For all goals together.
    goals : Goals
        The tolerances of the policy.

    Returns
    -------
    Ranked
        ``known`` if nothing better was found in time.
    """
    pursuit = _Pursuit(instance, pool, known, None)
    with suppress(Stopped):
        model = pursuit.begin(time_budget)
        if shortage(instance, known) > 0:
            _serve_first(pursuit, time_budget.part(0.2))
            pursuit.pursue(less_shortage(model, pool, goals), time_budget.part(0.3))
        top = instance.peak(pursuit.best)
        pursuit.pursue(lower_peak(model, pool, top, goals), time_budget.part(0.3))
        # From here on the peak is held as a level, like a target.
        pursuit.level = max(target, pursuit.held.pop()[1] / PEAK_SCALE)
        # Weeks within the places are no bottleneck, whatever lower peak was asked for.
        _level_weeks(pursuit, max(target, 1.0), goals, time_budget.part(0.4))
        if not goals.weigh:
            pursuit.pursue(fewer_changes(model, goals), time_budget.part(0.5))
            pursuit.is_fewest = pursuit.is_sure
        _pursue_later_goals(pursuit, goals, time_budget)
    return Ranked(pursuit.best, pursuit.changes_at_least, pursuit.is_fewest)


def _serve_first(pursuit: _Pursuit, time_budget: TimeBudget) -> None:
    """Minimise the shortage of the niveaus that are served first, if it cannot be solved."""
    for goal in served_first(pursuit.model, pursuit.pool, pursuit.best):
        pursuit.pursue(goal, time_budget.part(0.5))


def _pursue_later_goals(pursuit: _Pursuit, goals: Goals, time_budget: TimeBudget) -> None:
    """Pursue the goals after the fewest changes: lighter, in the scheme, fairer, lower."""
    model = pursuit.model
    lightest = lighter(model, goals)
    if lightest is not None:
        pursuit.pursue(lightest, time_budget.part(0.4))
    if goals.weigh:
        pursuit.is_fewest = pursuit.is_sure
    regular = in_scheme(model)
    if regular is not None:
        pursuit.pursue(regular, time_budget.part(0.3))
    fairest = fairer(model, goals, pursuit.best)
    if fairest is not None:
        pursuit.pursue(fairest, time_budget.part(0.5))
    top = pursuit.instance.peak(pursuit.best)
    top = max(top, pursuit.level or 0.0)
    pursuit.pursue(lower_peak(model, pursuit.pool, top, goals, "lower"), time_budget)


def _level_weeks(pursuit: _Pursuit, target: float, goals: Goals, time_budget: TimeBudget) -> None:
    """Pursue leximin: as few weeks as possible at each level, from the highest down to the target.

    Levels are counted in steps of the peak's tolerance above the target. A level that the best plan
    has no week at cannot be improved and takes no solve; it is held all the same, or a later goal
    would give it up.
    """
    step = max(goals.peak, 1 / PEAK_SCALE)
    top = pursuit.level or target
    ahead = float("inf")
    while not time_budget.is_over():
        peaks = fullest_weeks(pursuit.instance, pursuit.best)
        levels = [ceil((peak - target) / step - TOLERANCE) for peak in peaks if peak > target]
        below = max((number for number in levels if 0 < number < ahead), default=0)
        if below < ahead - 1:
            level = target + below * step
            pursuit.hold(fewer_weeks_above(pursuit.model, pursuit.pool, level, max(top, level)))
        if not below:
            return
        ahead = below
        level = target + (ahead - 1) * step
        goal = fewer_weeks_above(pursuit.model, pursuit.pool, level, max(top, level + step))
        pursuit.pursue(goal, time_budget.part(0.5))


class _Pursuit:
    """The best choice so far, the goals that are held, and what was proven of them."""

    def __init__(
        self, instance: Instance, pool: CutPool, known: Choice, level: float | None
    ) -> None:
        self.instance, self.pool, self.level = instance, pool, level
        self.best = known
        self.held: list[tuple[Goal, int]] = []
        self.is_sure = True
        self.is_fewest = False
        self.changes_at_least = 0

    def begin(self, time_budget: TimeBudget) -> Model:
        """Build the model in which all goals are pursued."""
        self.model = build_model(self.instance, time_budget)
        if self.level is not None:
            add_violated_cuts(self.model, self.pool, self.level, self.instance.wish)
            add_violated_cuts(self.model, self.pool, self.level, self.best)
        return self.model

    def pursue(self, goal: Goal, time_budget: TimeBudget) -> None:
        """Minimise one goal and hold what was reached, within its tolerance."""
        time_budget.check()
        goal.cover(self.best)
        self.model.cp.clear_objective()  # type: ignore[no-untyped-call]
        self.model.cp.minimize(goal.expression)
        self.is_sure = self._minimise(goal, time_budget) and self.is_sure
        self.hold(goal)

    def hold(self, goal: Goal) -> None:
        """Hold what the best choice reaches of a goal, within its tolerance."""
        goal.cover(self.best)
        most = floor(goal.held(goal.value(self.best)) + TOLERANCE)
        self.model.cp.add(goal.expression <= most)
        self.held.append((goal, most))

    def _minimise(self, goal: Goal, time_budget: TimeBudget) -> bool:
        """Solve until no choice is better; return whether that is proven."""
        self.model.hint(self.best)
        for solved in solutions(self.model, time_budget):
            if goal.name == "changes":
                self.changes_at_least = max(self.changes_at_least, solved.at_least)
            if solved.choice is None:
                return False
            fits = self._fits(solved.choice)
            if fits and goal.value(solved.choice) < goal.value(self.best) - ROUNDING:
                self.best = solved.choice
                self.model.hint(self.best)
            new = self._add_broken_limits(solved.choice) + goal.cover(solved.choice)
            if solved.is_optimal and not new:
                return True
        return False

    def _fits(self, choice: Choice) -> bool:
        """Return whether a choice keeps the level and all goals that are held."""
        if self.level is not None and self.instance.peak(choice) > self.level + ROUNDING:
            return False
        return all(goal.value(choice) <= most + TOLERANCE for goal, most in self.held)

    def _add_broken_limits(self, choice: Choice) -> int:
        """Add to the model every limit that a choice breaks; return how many were new."""
        new = 0
        if self.level is not None:
            self.pool.separate(self.instance.demand(choice), self.level)
            new = add_violated_cuts(self.model, self.pool, self.level, choice)
        return new + sum(
            goal.cover(choice) for goal, most in self.held if goal.value(choice) > most + TOLERANCE
        )
