"""The curve of changes against the shortage that remains, where the target is out of reach.

What can be taken away of the shortage is the difference between the wishes and the least shortage
by rank: of the niveaus that are served first before that of all. A point of the curve takes away
a share of it with the fewest changes, and with so many changes as much as it can; a niveau that is
served first keeps that share too. The knee is the point that is proposed: the fewest changes for
the share that the policy asks for. Each question is put to one CP-SAT model whose limits are
moved, so that the cuts of one question serve the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from math import floor, inf
from time import monotonic

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.domain.plan import ShortageProof
from stageplanner.domain.policy import Goals
from stageplanner.load.arrays import Bools
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.instance.cp_model import build_model
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.solve_with_cuts import solutions
from stageplanner.optimise.ranking.goals import (
    Goal,
    fewer_changes,
    less_shortage,
    lighter,
    shortage,
)
from stageplanner.optimise.ranking.held_goals import Held
from stageplanner.optimise.ranking.idle_changes import Trimmed
from stageplanner.optimise.ranking.lexicographic import refine_shortage
from stageplanner.optimise.ranking.preferences import less_shortage_of
from stageplanner.optimise.ranking.shortage_levels import ShortageLevels
from stageplanner.optimise.ranking.shortage_relaxation import ShortageRelaxation
from stageplanner.optimise.time_budget import Stopped, TimeBudget

#: The finest step of the share taken away between points of the curve.
LEAST_STEP = 0.04
#: No point takes less than this many seconds.
LEAST_LOOK = 0.02
#: Fraction of the time for the relaxation, which mostly is done sooner.
RELAX_SHARE = 0.5
#: With more options than this the relaxation takes too much time and memory.
MOST_OPTIONS = 60_000
#: Options for which the first point takes about a second; later ones as long as the one before.
OPTIONS_A_SECOND = 5000


@dataclass(frozen=True, eq=False)
class ShortagePoint:
    """A choice of the curve, and what is proven of it.

    Attributes
    ----------
    trimmed : Trimmed
        The choice; without any change of it, or any two of one institution, more remains.
    changes, changes_at_least : int
        Its changes; no plan with fewer takes away so much.
    shortage, shortage_at_least : float
        Student-days that remain; no plan with so few changes has less, as long as the niveaus
        served first have no more.
    share : float
        What it takes away, as a fraction of what can be taken away of the shortage of all.
    """

    trimmed: Trimmed
    changes: int
    changes_at_least: int
    shortage: float
    shortage_at_least: float
    share: float

    @property
    def choice(self) -> Choice:
        """The choice. Shape (tasks,)."""
        return self.trimmed.choice

    @property
    def is_proven(self) -> bool:
        """Whether no plan with fewer changes takes away so much."""
        return self.changes == self.changes_at_least


@dataclass(frozen=True, eq=False)
class _Limited:
    """A goal with the variable that limits it."""

    goal: Goal
    most: cp_model.IntVar
    top: int

    def limit(self, value: float) -> None:
        """Allow at most this much from now on."""
        self.most.domain = cp_model.Domain(0, min(self.top, max(0, floor(value + TOLERANCE))))


@dataclass(frozen=True, eq=False)
class _Found:
    """The answer to one question: a choice if any fits, and the bound of what was minimised."""

    choice: Choice | None
    at_least: int
    is_proven: bool


class ShortageCurve:
    """The points of one component, from its wishes to its least shortage.

    Parameters
    ----------
    instance : Instance
        The component; its target is out of reach.
    pool : CutPool
        Cuts to begin with; those that answers violate are added.
    goals : Goals
        The tolerances of the policy, and the share to take away.
    known : Choice
        Any plan, preferably with little shortage. Shape (tasks,).
    time_budget : TimeBudget
        Asked while the model is built and extended.

    Raises
    ------
    Stopped
        The time is over or the job cancelled.
    """

    def __init__(
        self,
        instance: Instance,
        pool: CutPool,
        goals: Goals,
        known: Choice,
        time_budget: TimeBudget,
    ) -> None:
        self.instance, self.pool, self.goals = instance, pool, goals
        self.model = model = build_model(instance, time_budget)
        self.levels = ShortageLevels(instance, known)
        self.least = self.levels.lower(instance.wish, known)
        served = [less_shortage_of(model, pool, niveaus) for niveaus in self.levels.served]
        tiers = (*served, less_shortage(model, pool, goals))
        self.tiers = tuple(self._limited(goal) for goal in tiers if goal is not None)
        lightest = lighter(model, goals) if goals.weigh else None
        self.cost = self._limited(lightest or fewer_changes(model, goals))
        #: No plan has less; nor one that serves the niveaus served first as well as can be.
        self.proven_least = self.shortage_at_least = 0.0
        self.is_least_proven = False
        self._found: list[Choice] = []
        self._allowed: Bools = np.ones(len(self.model.flat), dtype=np.bool_)
        self.relaxation: ShortageRelaxation | None = None
        if 0 < len(self.model.flat) <= MOST_OPTIONS:
            self.relaxation = ShortageRelaxation(instance, pool)
        for choice in (instance.wish, known):
            self._cover(choice)

    def _limited(self, goal: Goal) -> _Limited:
        top = 10**9
        most = self.model.cp.new_int_var(0, top, f"most {goal.name}")
        self.model.cp.add(goal.expression <= most)
        return _Limited(goal, most, top)

    def _cover(self, choice: Choice) -> int:
        return sum(tier.goal.cover(choice) for tier in self.tiers)

    # --- questions -------------------------------------------------------------------------

    def find_least(self, time_budget: TimeBudget) -> None:
        """Find the least shortage by rank: of the niveaus served first, then of all.

        Parameters
        ----------
        time_budget : TimeBudget
            For all niveaus together.
        """
        limits = [inf] * len(self.tiers)
        self.is_least_proven = True
        if self.relaxation is not None:
            self.relaxation.solve(None, time_budget.part(RELAX_SHARE))
            self.proven_least = self.relaxation.shortage_at_least(inf)
            self.shortage_at_least = self.proven_least
        for k, tier in enumerate(self.tiers):
            if self.levels.values(self.least)[k] <= ROUNDING and k + 1 < len(self.tiers):
                limits[k] = 0.0
                continue
            part = time_budget.part(1 / (len(self.tiers) - k))
            if self.relaxation is not None:
                # A quick look among the options of the relaxation.
                few = self.relaxation.shares > 0
                found = self._ask(tier, limits, inf, self.least, part.part(0.3), kept=few)
                self.least = found.choice if found.choice is not None else self.least
            is_last = k + 1 == len(self.tiers)
            most = self.levels.values(self.least)[-1] if is_last else inf
            kept = self._kept(inf, most)
            found = self._ask(tier, limits, inf, self.least, part, kept=kept)
            self.least = found.choice if found.choice is not None else self.least
            limits[k] = tier.goal.held(self.levels.values(self.least)[k])
            self.is_least_proven &= found.is_proven
            if is_last:
                proven = found.at_least / self.instance.unit
                self.shortage_at_least = max(self.shortage_at_least, proven)
                if len(self.tiers) == 1:
                    self.proven_least = self.shortage_at_least
        self.levels = ShortageLevels(self.instance, self.least)

    def point(self, share: float, time_budget: TimeBudget, *, fills: bool = True) -> ShortagePoint:
        """Find the fewest changes that take away a share of the shortage.

        Parameters
        ----------
        share : float
            Of what can be taken away, 0 to 1; of the niveaus served first at least as much of
            theirs.
        time_budget : TimeBudget
            For this point.
        fills : bool
            Also take away as much as so many changes can.

        Returns
        -------
        ShortagePoint
            The best in time; no change of it is idle.
        """
        caps = self.levels.caps(share)
        best, at_least = self._fewest(caps, time_budget.part(0.6 if fills else 1.0))
        if fills:
            most = self.cost.goal.value(best)
            for k, tier in enumerate(self.tiers):
                kept = self._kept(most, caps[-1])
                part = time_budget.part(0.7)
                found = self._ask(tier, caps, most, best, part, kept=kept)
                best = best if found.choice is None else found.choice
                caps[k] = self.levels.values(best)[k]
        left_at_least = self.shortage_at_least
        if fills:
            left_at_least = max(left_at_least, found.at_least / self.instance.unit)
        if self.relaxation is not None:
            changes = self.instance.changes(best)
            left_at_least = max(left_at_least, self.relaxation.shortage_at_least(changes))
        point = self._point(best, min(1, at_least) if self.goals.weigh else at_least, left_at_least)
        self._found.append(point.choice)
        return point

    def _fewest(self, caps: list[float], time_budget: TimeBudget) -> tuple[Choice, int]:
        """Return a plan with the fewest changes within limits, and their proven number."""
        known = min(
            (
                c
                for c in (self.instance.wish, self.least, *self._found)
                if self.levels.fits(c, caps)
            ),
            key=self.cost.goal.value,
        )
        known = self.levels.trimmed(known, caps, self.pool).choice
        at_least = 0
        if self.relaxation is not None and not self.goals.weigh:
            most = caps[-1] / self.instance.unit
            self.relaxation.solve(most, time_budget.part(RELAX_SHARE))
            at_least = min(self.instance.changes(known), self.relaxation.changes_at_least(most))
            few = self.relaxation.shares > 0
            found = self._ask(self.cost, caps, inf, known, time_budget.part(0.2), kept=few)
            if found.choice is not None:
                known = self.levels.trimmed(found.choice, caps, self.pool).choice
            # From the bound up: a no raises it, a yes is the answer.
            upwards = time_budget.part(0.5)
            while at_least < self.instance.changes(known) and not upwards.is_over():
                kept = self._kept(at_least, caps[-1])
                found = self._ask(self.cost, caps, at_least, known, upwards, kept=kept)
                if found.choice is not None:
                    return found.choice, at_least
                if not found.is_proven:
                    break
                at_least += 1
        cost = self.cost.goal.value(known)
        if at_least >= cost:
            return known, at_least
        kept = self._kept(cost, caps[-1])
        found = self._ask(self.cost, caps, inf, known, time_budget, kept=kept)
        best = known if found.choice is None else found.choice
        if not found.is_proven:
            best = self.levels.trimmed(best, caps, self.pool).choice
        return best, max(at_least, min(found.at_least, floor(cost + TOLERANCE)))

    def _kept(self, cost: float, most: float) -> Bools | None:
        """Return the options of plans within a cost and a shortage, in units of the model."""
        if self.relaxation is None:
            return None
        changes = inf if self.goals.weigh else cost
        return self.relaxation.kept(changes, most / self.instance.unit)

    def walk(self, share: float, time_budget: TimeBudget) -> Iterator[ShortagePoint]:
        """Yield the points of the curve from the wishes down, the knee and the end among them.

        Parameters
        ----------
        share : float
            The share of the knee.
        time_budget : TimeBudget
            For all points together.

        Yields
        ------
        ShortagePoint
            Each takes away more than the one before.
        """
        reached, look = 0.0, len(self.model.flat) / OPTIONS_A_SECOND
        while reached < 1 - ROUNDING and not time_budget.is_over():
            looks = max(1.0, time_budget.left / max(look, LEAST_LOOK))
            step = max(LEAST_STEP, (1 - reached) / looks)
            level = reached + step
            if reached < share < level:
                level = share
            level = min(1.0, level)
            part = time_budget.part(1 / min(looks, (1 - reached) / step + 1))
            begin = monotonic()
            point = self.point(level, part)
            look = monotonic() - begin
            yield point
            reached = max(level, self.levels.share_of(point.choice))

    def wishes(self) -> ShortagePoint:
        """Return the begin of the curve, at which nothing is asked.

        Returns
        -------
        ShortagePoint
            The wishes.
        """
        return self._point(self.instance.wish, 0, inf)

    # --- parts -----------------------------------------------------------------------------

    def _point(self, choice: Choice, changes_at_least: int, left_at_least: float) -> ShortagePoint:
        values = list(self.levels.values(choice))
        trimmed = self.levels.trimmed(choice, values, self.pool)
        choice = trimmed.choice
        left, can = shortage(self.instance, choice), self.levels.removable
        gone = self.levels.wish[-1] / self.instance.unit - left
        changes = self.instance.changes(choice)
        return ShortagePoint(
            trimmed=trimmed,
            changes=changes,
            changes_at_least=min(changes, changes_at_least),
            shortage=left,
            shortage_at_least=min(left, left_at_least),
            share=gone / can if can > TOLERANCE else 0.0,
        )

    def _ask(
        self,
        target: _Limited,
        caps: list[float],
        most_cost: float,
        known: Choice,
        time_budget: TimeBudget,
        *,
        kept: Bools | None = None,
    ) -> _Found:
        """Minimise one goal with limits on the shortages and on the changes.

        The answer is proven among the options that are kept; there is none if none fits.
        """
        for tier, cap in zip(self.tiers, caps, strict=True):
            tier.limit(min(cap, tier.top))
        self.cost.limit(min(most_cost, self.cost.top))
        allowed: Bools = np.ones(len(self.model.flat), dtype=np.bool_) if kept is None else kept
        for j in np.flatnonzero(allowed != self._allowed):
            self.model.flat[j].domain = cp_model.Domain(0, int(allowed[j]))
        self._allowed = allowed
        self.model.cp.clear_objective()  # type: ignore[no-untyped-call]
        self.model.cp.minimize(target.goal.expression)
        best, at_least = None, 0
        if self.levels.fits(known, caps) and self.cost.goal.value(known) <= most_cost + TOLERANCE:
            best = known
            if target.goal.value(best) <= ROUNDING:
                return _Found(best, 0, is_proven=True)
        self.model.hint(known)
        with suppress(Stopped):
            for solved in solutions(self.model, time_budget):
                at_least = max(at_least, solved.at_least)
                if solved.is_impossible and best is None:
                    return _Found(None, at_least, is_proven=True)
                if solved.choice is None:
                    break
                new = self._cover(solved.choice)
                value = target.goal.value
                if self.levels.fits(solved.choice, caps) and (
                    best is None or value(solved.choice) < value(best) - ROUNDING
                ):
                    best = solved.choice
                    self.model.hint(best)
                if best is not None and value(best) <= at_least + TOLERANCE:
                    return _Found(best, at_least, is_proven=True)
                if solved.is_optimal and not new:
                    return _Found(best, at_least, is_proven=True)
        return _Found(best, at_least, is_proven=False)


@dataclass(frozen=True, eq=False)
class Knee:
    """The choice that is proposed where the target is out of reach, and what is proven.

    Attributes
    ----------
    choice : Choice
        Shape (tasks,).
    changes_at_least : int
        No plan with fewer changes takes away so much; 0 if other components share its limits.
    shortage : ShortageProof
        What it takes away of what can be taken away.
    held : Held
        What may remain of the shortage. No change of the choice is idle: without any one, or any
        two of one institution, more remains than that, so more than the plan has.
    """

    choice: Choice
    changes_at_least: int
    shortage: ShortageProof
    held: Held


def find_knee(
    instance: Instance,
    pool: CutPool,
    known: Choice,
    share: float,
    time_budget: TimeBudget,
    *,
    goals: Goals,
) -> Knee:
    """Find the fewest changes that take away a share of the shortage that can be taken away.

    Parameters
    ----------
    instance : Instance
        The component; its target is out of reach.
    pool : CutPool
        Cuts to begin with; those that answers violate are added.
    known : Choice
        Any plan, preferably with little shortage. Shape (tasks,).
    share : float
        0 to 1.
    time_budget : TimeBudget
        For all questions together.
    goals : Goals
        The tolerances of the policy.

    Returns
    -------
    Knee
        Without an idle change, also if there was no time for the curve.
    """
    levels = ShortageLevels(instance, known)
    best = full = levels.lower(instance.wish, known)
    at_least = all_at_least = 0
    least_shortage = 0.0
    with suppress(Stopped):
        curve = ShortageCurve(instance, pool, goals, known, time_budget)
        curve.find_least(time_budget.part(0.4))
        levels, best, full = curve.levels, curve.least, curve.least
        least_shortage = 0.0 if instance.has_shared_limits else curve.proven_least
        knee = curve.point(share, time_budget.part(0.5), fills=False)
        best, at_least = knee.choice, knee.changes_at_least
        everything = curve.point(1.0, time_budget.part(0.5), fills=False)
        full, all_at_least = everything.choice, everything.changes_at_least
        held = levels.held(levels.caps(share))
        best = refine_shortage(instance, pool, best, held, time_budget, goals=goals)
    full = levels.trimmed(full, levels.caps(1.0), pool).choice
    best = levels.trimmed(best, levels.caps(share), pool).choice
    if instance.has_shared_limits:
        # With room that other components take, other plans might do with fewer changes.
        at_least = all_at_least = 0
    left, settled = shortage(instance, best), instance.settled_changes
    return Knee(
        choice=best,
        changes_at_least=at_least,
        held=levels.held(levels.caps(share)),
        shortage=ShortageProof(
            share=share,
            wish=levels.wish[-1] / instance.unit,
            left=left,
            least=levels.least[-1] / instance.unit,
            lower_bound=min(left, least_shortage, levels.least[-1] / instance.unit),
            changes=instance.changes(full) + settled,
            changes_lower_bound=all_at_least + settled,
        ),
    )
