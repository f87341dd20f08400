"""Pursue the goals of a proposal by rank (lexicographic optimisation).

The solver has no ranks of its own, so each goal is minimised in turn and then held, within the
tolerance that the policy states (:class:`stageplanner.domain.policy.Goals`).

If the target is within reach, the peak is at most the target and the fewest changes are known;
what follows is chosen among those plans (:func:`refine`). If it is not, or not with the changes
allowed, the whole rank is pursued from the top (:func:`by_rank`): the least shortage, the lowest
peak, then leximin: as few weeks as possible at the next highest level, and so on down to the
target, or to 100% if the target is lower.

Components that share the changes allowed, or a limit of an institution, are one question
(:func:`by_rank_together`): the sum of their shortages, of their peaks above the target, of their
weeks at a level and of their changes is minimised, so that what one gains is never worth more than
what another loses.

Source: M. Ehrgott, Multicriteria optimization, Springer 2005, ch. 5 (lexicographic optimality and
the max-ordering that leximin refines).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from math import ceil, floor, inf

from stageplanner.domain.policy import Goals
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.instance.cp_model import PEAK_SCALE
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.joint_model import JointModel, Part, keeps_shared_limits
from stageplanner.optimise.instance.solve_with_cuts import add_violated_cuts, solutions
from stageplanner.optimise.ranking.goals import (
    Goal,
    fairer,
    fewer_changes,
    fewer_weeks_above,
    fullest_weeks,
    lacking_cells,
    less_shortage,
    lighter,
    lower_peak,
    shortage,
    together,
)
from stageplanner.optimise.ranking.held_goals import Held, Peak, Tekort
from stageplanner.optimise.ranking.preferences import (
    in_scheme,
    less_shortage_of,
    served_shortage,
)
from stageplanner.optimise.ranking.shortage_search import search_shortage
from stageplanner.optimise.time_budget import Stopped, TimeBudget

#: The tolerances of the default policy.
USUAL = Goals()


@dataclass(frozen=True, eq=False)
class Ranked:
    """The best choice by rank, and how far that is proven.

    Attributes
    ----------
    choice : Choice
        Shape (tasks,); of several components a joint choice.
    changes_at_least : int
        No plan that is as good in the goals before has fewer changes.
    is_proven : bool
        Whether no goal up to the changes (or, if they are weighed, their burden) can be improved
        without giving up one before it.
    held : Held
        What was held of tekort and peak while later goals were pursued.
    """

    choice: Choice
    changes_at_least: int
    is_proven: bool
    held: Held = ()


@dataclass(frozen=True, eq=False)
class Member:
    """A component in a question about several.

    Attributes
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Cuts to begin with; those that answers violate are added.
    target : float or None
        The peak to come down to, as a fraction of the places; ``None`` asks for the lowest.
    """

    instance: Instance
    pool: CutPool
    target: float | None


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
    pursuit = _Pursuit([Member(instance, pool, level)], known, goals)
    with suppress(Stopped):
        joint = pursuit.begin(time_budget, [level])
        if not goals.weigh:
            pursuit.most = instance.changes(known) + goals.changes
            joint.changes_at_most(pursuit.most)
        if level > 1 + ROUNDING and not goals.weigh:
            _pursue_shortage(pursuit, time_budget.part(0.5))
        _pursue_later_goals(pursuit, time_budget)
    return Ranked(pursuit.best, 0, pursuit.is_fewest)


def refine_shortage(
    instance: Instance,
    pool: CutPool,
    known: Choice,
    held: Held,
    time_budget: TimeBudget,
    *,
    goals: Goals = USUAL,
) -> Choice:
    """Find the best plan by rank among those with no more changes that keep some limits.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Cuts to begin with; those that answers violate are added.
    known : Choice
        A plan that takes away enough of the shortage with the fewest changes, or, if changes are
        weighed, with the lightest. Shape (tasks,).
    held : Held
        What may remain of the shortage.
    time_budget : TimeBudget
        For all goals together.
    goals : Goals
        The tolerances of the policy.

    Returns
    -------
    Choice
        ``known`` if nothing better was found in time. Shape (tasks,).
    """
    # No peak is as low as this target, so that the lowest is sought.
    pursuit = _Pursuit([Member(instance, pool, 0.0)], known, goals)
    with suppress(Stopped):
        pursuit.begin(time_budget)
        pursuit.hold_limits(0, held)
        _hold_fewest(pursuit)
        _pursue_shortage(pursuit, time_budget.part(0.5))
        _pursue_peaks(pursuit, time_budget.part(0.3))
        _pursue_later_goals(pursuit, time_budget)
    return pursuit.best


def fewest_together(
    members: Sequence[Member],
    limits: Sequence[Held],
    known: Choice,
    time_budget: TimeBudget,
    *,
    goals: Goals = USUAL,
) -> Choice | None:
    """Find the fewest changes with which every component keeps limits of its own.

    Parameters
    ----------
    members : sequence of Member
        The components. A limit that several of them have is one limit on their sum.
    limits : sequence of Held
        What every component must keep of its goals.
    known : Choice
        Any joint plan. Shape (tasks of all components,).
    time_budget : TimeBudget
        For all goals together.
    goals : Goals
        The tolerances of the policy.

    Returns
    -------
    Choice or None
        With as few changes the best by rank; ``None`` if no such plan was found in time, or there
        is none. Shape (tasks of all components,).
    """
    pursuit = _Pursuit(members, known, goals)
    is_stated = False
    with suppress(Stopped):
        pursuit.begin(time_budget)
        for k, held in enumerate(limits):
            pursuit.hold_limits(k, held)
        is_stated = True
        cost = _cost(pursuit)
        if cost is not None:
            pursuit.minimise(cost, time_budget.part(0.6))
        if not pursuit.fits(pursuit.best):
            return None
        _hold_fewest(pursuit)
        _pursue_shortage(pursuit, time_budget.part(0.5))
        _pursue_peaks(pursuit, time_budget.part(0.3))
        _pursue_later_goals(pursuit, time_budget)
    # Stopped before all was stated, nothing is known of what any plan keeps.
    return pursuit.best if is_stated and pursuit.fits(pursuit.best) else None


def _cost(pursuit: _Pursuit) -> Goal | None:
    """Return the changes, or how heavy they are if they are weighed."""
    goals, joint = pursuit.goals, pursuit.joint
    of = lighter if goals.weigh else fewer_changes
    return together(joint, [of(part.model, goals) for part in joint.parts])


def _hold_fewest(pursuit: _Pursuit) -> None:
    """Ask no more changes than the best plan does."""
    cost = _cost(pursuit)
    if cost is not None:
        pursuit.hold(cost)
    if not pursuit.goals.weigh:
        pursuit.most = pursuit.changes(pursuit.best) + pursuit.goals.changes


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
    return by_rank_together([Member(instance, pool, target)], known, time_budget, goals=goals)


def by_rank_together(
    members: Sequence[Member],
    known: Choice,
    time_budget: TimeBudget,
    *,
    goals: Goals = USUAL,
    most: int | None = None,
) -> Ranked:
    """Find the best plan of several components by the whole rank.

    Parameters
    ----------
    members : sequence of Member
        The components. A limit that several of them have is one limit on their sum.
    known : Choice
        Any joint plan within the limits; the answer until a better one is found.
        Shape (tasks of all components,).
    time_budget : TimeBudget
        For all goals together.
    goals : Goals
        The tolerances of the policy.
    most : int, optional
        The most changes of all components together.

    Returns
    -------
    Ranked
        ``known`` if nothing better was found in time.
    """
    pursuit = _Pursuit(members, known, goals)
    with suppress(Stopped):
        joint = pursuit.begin(time_budget)
        if most is not None:
            pursuit.most = most
            joint.changes_at_most(most)
        _pursue_shortage(pursuit, time_budget.part(0.5))
        _pursue_peaks(pursuit, time_budget.part(0.3))
        _level_weeks(pursuit, time_budget.part(0.4))
        if not goals.weigh:
            fewest = together(joint, [fewer_changes(part.model, goals) for part in joint.parts])
            if fewest is not None:
                pursuit.pursue(fewest, time_budget.part(0.5))
            pursuit.is_fewest = pursuit.is_sure
        _pursue_later_goals(pursuit, time_budget)
    return Ranked(pursuit.best, pursuit.changes_at_least, pursuit.is_fewest, _held(pursuit))


def _held(pursuit: _Pursuit) -> Held:
    """Return the limits on tekort and peak that the pursuit got to, of one component alone."""
    if len(pursuit.members) > 1:
        return ()
    tekort = [most / goal.scale for goal, most in pursuit.held if goal.name == "shortage"]
    return (
        *(Tekort(most=most) for most in tekort),
        *(Peak(most=level) for level in pursuit.levels if level is not None),
    )


def _pursue_shortage(pursuit: _Pursuit, time_budget: TimeBudget) -> None:
    """Minimise the shortage, if there is any: of the niveaus served first, then of all."""
    served = pursuit.members[0].instance.served_first if pursuit.members else ()
    pursuit.search_shortage([served[: k + 1] for k in range(len(served))], time_budget.part(0.2))
    first = time_budget.part(0.5)
    for count in range(1, len(served) + 1):
        niveaus = served[:count]
        _pursue_lack(pursuit, partial(_served_goal, niveaus), first.part(0.5))
    _pursue_lack(pursuit, partial(_shortage_goal, pursuit.goals), time_budget)


def _pursue_lack(pursuit: _Pursuit, goal_of: _GoalOf, time_budget: TimeBudget) -> None:
    goal = pursuit.sum_of(goal_of)
    if goal is not None and goal.value(pursuit.best) > ROUNDING:
        pursuit.pursue(goal, time_budget)


def _served_goal(niveaus: tuple[int, ...], part: Part) -> Goal | None:
    return less_shortage_of(part.model, part.pool, niveaus)


def _shortage_goal(goals: Goals, part: Part) -> Goal | None:
    return less_shortage(part.model, part.pool, goals)


def _pursue_peaks(pursuit: _Pursuit, time_budget: TimeBudget) -> None:
    """Minimise the peaks above the target, and then those that have no target.

    From here on each is held as a level, like a target.
    """
    for has_target in (True, False):
        each: dict[int, Goal] = {}
        for k, (part, member) in enumerate(zip(pursuit.joint.parts, pursuit.members, strict=True)):
            if (member.target is not None) == has_target:
                top = part.instance.peak(pursuit.best[part.tasks])
                goals = pursuit.goals if has_target else replace(pursuit.goals, peak=0.0)
                each[k] = lower_peak(part.model, part.pool, top, goals, target=member.target or 0.0)
        total = together(pursuit.joint, [each.get(k) for k in range(len(pursuit.members))])
        if total is None:
            continue
        pursuit.minimise(total, time_budget.part(0.7 if has_target else 1.0))
        for k, goal in each.items():
            pursuit.hold_peak(k, goal)


def _pursue_later_goals(pursuit: _Pursuit, time_budget: TimeBudget) -> None:
    """Pursue the goals after the fewest changes: lighter, in the scheme, fairer, lower."""
    goals, joint = pursuit.goals, pursuit.joint
    lightest = together(joint, [lighter(part.model, goals) for part in joint.parts])
    if lightest is not None:
        pursuit.pursue(lightest, time_budget.part(0.4))
    if goals.weigh:
        pursuit.is_fewest = pursuit.is_sure
    regular = together(joint, [in_scheme(part.model) for part in joint.parts])
    if regular is not None:
        pursuit.pursue(regular, time_budget.part(0.3))
    fairest = fairer(joint, goals, pursuit.best)
    if fairest is not None:
        pursuit.pursue(fairest, time_budget.part(0.5))
    peaks = [part.instance.peak(pursuit.best[part.tasks]) for part in joint.parts]
    tops = [max(peak, level or 0.0) for peak, level in zip(peaks, pursuit.levels, strict=True)]
    lowest = [
        lower_peak(part.model, part.pool, top, goals, "lower")
        for part, top in zip(joint.parts, tops, strict=True)
    ]
    total = together(joint, lowest)
    if total is not None:
        pursuit.pursue(total, time_budget)


def _level_weeks(pursuit: _Pursuit, time_budget: TimeBudget) -> None:
    """Pursue leximin: as few weeks as possible at each level, from the highest down to the target.

    Levels are counted in steps of the peak's tolerance above the target, or above 100%: weeks
    within the places are no bottleneck, whatever lower peak was asked for. A level that the best
    plan has no week at cannot be improved and takes no solve; it is held all the same, or a later
    goal would give it up.
    """
    if all(member.target is None for member in pursuit.members):
        return
    step = max(pursuit.goals.peak, 1 / PEAK_SCALE)
    target = max([1.0, *(member.target or 0.0 for member in pursuit.members)])
    ahead = float("inf")
    while not time_budget.is_over():
        peaks = pursuit.fullest_weeks()
        levels = [ceil((peak - target) / step - TOLERANCE) for peak in peaks if peak > target]
        below = max((number for number in levels if 0 < number < ahead), default=0)
        if below < ahead - 1:
            pursuit.hold(pursuit.weeks_goal(target + below * step, 0.0))
        if not below:
            return
        ahead = below
        goal = pursuit.weeks_goal(target + (ahead - 1) * step, step)
        pursuit.pursue(goal, time_budget.part(0.5))


class _Pursuit:
    """The best choice so far, the goals that are held, and what was proven of them."""

    def __init__(self, members: Sequence[Member], known: Choice, goals: Goals) -> None:
        self.members, self.best, self.goals = members, known, goals
        self.levels: list[float | None] = [None] * len(members)
        self.held: list[tuple[Goal, int]] = []
        self.is_sure = True
        self.is_fewest = False
        self.changes_at_least = 0
        self.most: int | None = None

    def begin(
        self, time_budget: TimeBudget, levels: Sequence[float | None] | None = None
    ) -> JointModel:
        """Build the model in which all goals are pursued."""
        pairs = [(member.instance, member.pool) for member in self.members]
        self.joint = JointModel(pairs, time_budget)
        if levels is not None:
            self.levels = list(levels)
        for part, level in zip(self.joint.parts, self.levels, strict=True):
            if level is not None:
                add_violated_cuts(part.model, part.pool, level, part.instance.wish)
                add_violated_cuts(part.model, part.pool, level, self.best[part.tasks])
        return self.joint

    def search_shortage(self, served: Sequence[tuple[int, ...]], time_budget: TimeBudget) -> None:
        """Look for less shortage component by component, with the changes that the others leave."""
        parts = [
            p for p, m in zip(self.joint.parts, self.members, strict=True) if m.target is not None
        ]
        for k, part in enumerate(parts):
            now = self.best[part.tasks]
            if shortage(part.instance, now) <= ROUNDING:
                continue
            lacking_cells(part.model, part.pool)
            part.pool.separate_shortage(part.instance.demand(now))
            left = None
            if self.most is not None:
                others = self.changes(self.best) - part.instance.changes(now)
                left = self.most - others
            share = time_budget.part(1 / (len(parts) - k))
            found = search_shortage(part.instance, part.pool, now, served, share, most=left)
            choice = self.best.copy()
            choice[part.tasks] = found
            if self.is_better(part, choice, served):
                self.best = choice

    def is_better(self, part: Part, choice: Choice, served: Sequence[tuple[int, ...]]) -> bool:
        """Return whether a component has less shortage by rank, within all that is held."""

        def lacks(joint_choice: Choice) -> list[float]:
            now = joint_choice[part.tasks]
            first = [served_shortage(part.instance, now, niveaus) for niveaus in served]
            return [round(lack, 6) for lack in (*first, shortage(part.instance, now))]

        pairs = [(other.instance, choice[other.tasks]) for other in self.joint.parts]
        is_lawful = part.instance.is_feasible(choice[part.tasks]) and keeps_shared_limits(pairs)
        if self.most is not None and self.changes(choice) > self.most:
            return False
        return is_lawful and self.fits(choice) and lacks(choice) < lacks(self.best)

    def changes(self, choice: Choice) -> int:
        """Return the changes of a joint choice."""
        return sum(part.instance.changes(choice[part.tasks]) for part in self.joint.parts)

    def sum_of(self, goal_of: _GoalOf) -> Goal | None:
        """Add up a goal over the components that have a target."""
        return together(
            self.joint,
            [
                None if member.target is None else goal_of(part)
                for part, member in zip(self.joint.parts, self.members, strict=True)
            ],
        )

    def fullest_weeks(self) -> list[float]:
        """Return the peaks of all weeks of all components that have a target."""
        return [
            peak
            for part, member in zip(self.joint.parts, self.members, strict=True)
            if member.target is not None
            for peak in fullest_weeks(part.instance, self.best[part.tasks])
        ]

    def weeks_goal(self, level: float, step: float) -> Goal:
        """Build the goal of the fewest weeks above a level in all components together."""
        tops = {
            id(part): max(held or 0.0, level + step)
            for part, held in zip(self.joint.parts, self.levels, strict=True)
        }
        goal = self.sum_of(
            lambda part: fewer_weeks_above(part.model, part.pool, level, tops[id(part)])
        )
        assert goal is not None  # there is a week above the level, or one to hold at it
        return goal

    def pursue(self, goal: Goal, time_budget: TimeBudget) -> None:
        """Minimise one goal and hold what was reached, within its tolerance."""
        self.minimise(goal, time_budget)
        self.hold(goal)

    def minimise(self, goal: Goal, time_budget: TimeBudget) -> None:
        """Minimise one goal."""
        time_budget.check()
        goal.cover(self.best)
        self.joint.cp.clear_objective()  # type: ignore[no-untyped-call]
        self.joint.cp.minimize(goal.expression)
        self.is_sure = self._minimise(goal, time_budget) and self.is_sure

    def hold(self, goal: Goal) -> None:
        """Hold what the best choice reaches of a goal, within its tolerance."""
        self._hold_at(goal, floor(goal.held(goal.value(self.best)) + TOLERANCE))

    def _hold_at(self, goal: Goal, most: int) -> None:
        goal.cover(self.best)
        self.joint.cp.add(goal.expression <= most)
        self.held.append((goal, most))

    def hold_limits(self, k: int, held: Held) -> None:
        """Hold the tekort and the peak of a component within limits."""
        part = self.joint.parts[k]
        for limit in held:
            if isinstance(limit, Tekort):
                goal = (
                    less_shortage(part.model, part.pool, self.goals)
                    if limit.niveaus is None
                    else less_shortage_of(part.model, part.pool, limit.niveaus)
                )
                alone: list[Goal | None] = [None] * len(self.members)
                alone[k] = goal
                total = together(self.joint, alone)
                if total is not None:
                    self._hold_at(total, floor(limit.most * total.scale + TOLERANCE))
            elif isinstance(limit, Peak) and limit.most < inf:
                self.levels[k] = limit.most
                add_violated_cuts(part.model, part.pool, limit.most, part.instance.wish)

    def hold_peak(self, k: int, goal: Goal) -> None:
        """Hold the peak of a component as its level: the target, or what was reached above it."""
        part, target = self.joint.parts[k], self.members[k].target or 0.0
        choice = self.best[part.tasks]
        goal.cover(choice)
        reached = part.instance.peak(choice)
        most = floor(goal.held(goal.value(choice)) + TOLERANCE)
        if reached <= target + ROUNDING:
            self.levels[k] = target
        else:
            self.joint.cp.add(goal.expression <= most)
            self.levels[k] = max(target, most / PEAK_SCALE)

    def _minimise(self, goal: Goal, time_budget: TimeBudget) -> bool:
        """Solve until no choice is better; return whether that is proven."""
        self.joint.hint(self.best)
        for solved in solutions(self.joint, time_budget):
            if goal.name == "changes":
                self.changes_at_least = max(self.changes_at_least, solved.at_least)
            if solved.choice is None:
                return False
            fits = self.fits(solved.choice)
            is_better = goal.value(solved.choice) < goal.value(self.best) - ROUNDING
            if fits and (is_better or not self.fits(self.best)):
                self.best = solved.choice
                self.joint.hint(self.best)
            new = self._add_broken_limits(solved.choice) + goal.cover(solved.choice)
            if solved.is_optimal and not new:
                return True
        return False

    def fits(self, choice: Choice) -> bool:
        """Return whether a choice keeps the levels and all goals that are held."""
        for part, level in zip(self.joint.parts, self.levels, strict=True):
            if level is not None and part.instance.peak(choice[part.tasks]) > level + ROUNDING:
                return False
        return all(goal.value(choice) <= most + TOLERANCE for goal, most in self.held)

    def _add_broken_limits(self, choice: Choice) -> int:
        """Add to the model every limit that a choice breaks; return how many were new."""
        new = 0
        for part, level in zip(self.joint.parts, self.levels, strict=True):
            if level is not None:
                partial_choice = choice[part.tasks]
                part.pool.separate(part.instance.demand(partial_choice), level)
                new += add_violated_cuts(part.model, part.pool, level, partial_choice)
        return new + sum(
            goal.cover(choice) for goal, most in self.held if goal.value(choice) > most + TOLERANCE
        )


_GoalOf = Callable[[Part], Goal | None]
