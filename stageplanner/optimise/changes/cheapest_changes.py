"""The least that reaching a level costs: from the bound upwards, each step a small question.

The relaxation proves that less is impossible. Then CP-SAT is asked for a plan for exactly that;
the prices of the relaxation rule out nearly every option of such a plan, so it answers at once.
A no raises the bound by one and the question is asked again; the first yes is the least.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.load.arrays import Ints
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.changes.change_budget import Budget, ChangeCosts, Priced
from stageplanner.optimise.changes.greedy_repair import greedy_repair
from stageplanner.optimise.changes.revert_to_wish import revert_to_wish
from stageplanner.optimise.instance.cp_model import (
    PEAK_SCALE,
    Model,
    build_model,
    peak_at_most,
    peak_variable_covers,
)
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.solve_with_cuts import level_cuts, peak_cuts, solutions
from stageplanner.optimise.time_budget import Stopped, TimeBudget

#: A group follows the relaxation if less than this fraction of it keeps its wish.
MOVES_BELOW = (0.5, 0.8)
#: If the least is not found in time, plans that cost this fraction more are asked for.
MORE = (0.04, 0.08, 0.16, 0.32)
#: Cuts fuller than this part of the peak are stated from the start.
NEAR = 0.95


@dataclass(frozen=True, eq=False)
class Cheapest:
    """A choice that reaches the level, if one was found, what it costs, and the proven least.

    Attributes
    ----------
    choice : Choice or None
        Shape (tasks,).
    cost, at_least : int
        What it costs, and what any plan that reaches the level costs at least.
    is_impossible : bool
        Whether it is proven that no plan reaches the level.
    """

    choice: Choice | None
    cost: int
    at_least: int
    is_impossible: bool = False

    @property
    def is_proven(self) -> bool:
        """Whether no plan that reaches the level costs less."""
        return self.choice is not None and self.cost <= self.at_least


def count_changes(instance: Instance) -> ChangeCosts:
    """Return costs of one per change, counted together.

    Parameters
    ----------
    instance : Instance
        The component.

    Returns
    -------
    ChangeCosts
        With one payer.
    """
    costs = tuple(instance.tasks[i].is_change.astype(np.intp) for i in instance.free)
    return ChangeCosts(costs, np.zeros(len(instance.free), dtype=np.intp), 1)


def cheapest(
    budget: Budget,
    level: float,
    time_budget: TimeBudget,
    *,
    known: Choice | None = None,
    on_better: Callable[[Cheapest], None] = lambda _: None,
    gap: float = 0.0,
) -> Cheapest:
    """Find the plan that reaches a level for the least.

    Parameters
    ----------
    budget : Budget
        The relaxation of the component, with what changes cost.
    level : float
        Peak utilisation allowed, as a fraction of the places.
    time_budget : TimeBudget
        For all questions together.
    known : Choice, optional
        A choice that reaches the level; the answer until a cheaper one is found. Shape (tasks,).
    on_better : callable
        Gets every better plan and every better bound.
    gap : float
        A plan that costs no more than this fraction above the bound is good enough.

    Returns
    -------
    Cheapest
        The best choice and bound in time.
    """
    instance = budget.instance
    if not instance.free:
        # There is nothing to choose: the wishes reach the level, or nothing does.
        fits = instance.peak(instance.wish) <= level + ROUNDING
        return Cheapest(instance.wish if fits else None, 0, 0, is_impossible=not fits)
    best = Cheapest(None, 0, 0)
    if known is not None:
        best = Cheapest(known, budget.change_costs.paid(instance, known), 0)
    priced = budget.solve(level, time_budget)
    best = replace(best, at_least=budget.at_least(level))
    for choice in starting_choices(budget, level, priced, time_budget):
        cost = budget.change_costs.paid(instance, choice)
        if best.choice is None or cost < best.cost:
            best = replace(best, choice=choice, cost=cost)
    on_better(best)
    search = _Search(budget, level, best, on_better)
    with suppress(Stopped):
        search.upwards(time_budget.part(0.5), gap)
        search.downwards(time_budget, gap)
    return search.best


class _Search:
    """Closes in on the least from below, then from above."""

    def __init__(
        self, budget: Budget, level: float, best: Cheapest, on_better: Callable[[Cheapest], None]
    ) -> None:
        self.budget, self.level, self.best, self.on_better = budget, level, best, on_better
        self.top = sum(int(costs.max(initial=0)) for costs in budget.change_costs.costs)

    def is_enough(self, gap: float) -> bool:
        """Return whether the plan costs hardly more than the least, or there is none at all."""
        best = self.best
        if best.choice is None:
            return best.is_impossible
        return best.cost <= int(best.at_least * (1 + gap))

    def upwards(self, time_budget: TimeBudget, gap: float) -> None:
        """Ask from the bound up: a no raises it, a yes is the answer."""
        while not self.is_enough(gap) and not time_budget.is_over():
            if self.best.at_least > self.top:
                self.best = replace(self.best, is_impossible=self.best.choice is None)
            elif self.ask(int(self.best.at_least * (1 + gap)), time_budget) is None:
                return

    def downwards(self, time_budget: TimeBudget, gap: float) -> None:
        """Ask for plans that cost a little more than the bound, or less than the best."""
        for more in MORE:
            most = int(self.best.at_least * (1 + more)) + 1
            if self.is_enough(gap) or not self.is_less(most):
                break
            if self.ask(most, time_budget.part(0.4)):
                break
        while (
            not self.is_enough(gap) and self.best.choice is not None and not time_budget.is_over()
        ):
            if not self.ask(self.best.cost - 1, time_budget):
                return

    def is_less(self, most: int) -> bool:
        """Return whether a plan for so much would be cheaper than the best."""
        return self.best.choice is None or most < self.best.cost

    def ask(self, most: int, time_budget: TimeBudget) -> bool | None:
        """Return whether there is a plan for so much; ``None`` if there was no time."""
        answer = _ask(self.budget, self.level, most, time_budget)
        if answer.choice is not None:
            cost = self.budget.change_costs.paid(self.budget.instance, answer.choice)
            self.best = replace(self.best, choice=answer.choice, cost=cost)
        elif answer.is_impossible:
            self.best = replace(self.best, at_least=max(self.best.at_least, most + 1))
        else:
            return None
        self.on_better(self.best)
        return answer.choice is not None


def lowest_for(budget: Budget, most: int, known: Choice, time_budget: TimeBudget) -> Choice:
    """Find the lowest peak that can be reached for a given cost.

    Parameters
    ----------
    budget : Budget
        The relaxation of the component, with what changes cost.
    most : int
        What may be paid.
    known : Choice
        A choice that costs no more. Shape (tasks,).
    time_budget : TimeBudget
        For all solves together.

    Returns
    -------
    Choice
        ``known`` if nothing lower was found in time. Shape (tasks,).
    """
    best = known
    with suppress(Stopped):
        for choice in _lowering(budget, most, known, time_budget):
            best = choice
    return best


def _lowering(
    budget: Budget, most: int, known: Choice, time_budget: TimeBudget
) -> Iterator[Choice]:
    """Yield lower and lower plans that cost no more than so much."""
    instance, pool = budget.instance, budget.pool
    peak = instance.peak(known)
    kept = budget.remaining_options(peak * (1 - TOLERANCE), most)
    if any(not len(options) for options in kept):
        return
    part = _with_options(instance, kept)
    model = build_model(part, time_budget)
    _pay_at_most(model, budget.change_costs, kept, instance, most)
    top = int(peak * PEAK_SCALE) + 1
    level = model.cp.new_int_var(0, top, "peak")
    model.cp.minimize(level)
    cells = pool.loads(instance.demand(known)) > NEAR * peak * pool.capacity
    if not peak_variable_covers(model, pool, level, cells):
        return
    for solved in solutions(model, time_budget, peak_cuts(model, pool, level)):
        if solved.choice is None:
            break
        choice = _among_all(instance, kept, solved.choice)
        reached = instance.peak(choice)
        if reached < peak - ROUNDING:
            peak = reached
            yield choice


def _among_all(instance: Instance, kept: tuple[Ints, ...], chosen: Choice) -> Choice:
    """Return a choice among the options that were kept as one among all options."""
    choice = instance.wish.copy()
    for i, options in zip(instance.free, kept, strict=True):
        choice[i] = options[chosen[i]]
    return choice


def starting_choices(
    budget: Budget, level: float, priced: Priced | None, time_budget: TimeBudget
) -> list[Choice]:
    """Build plans near the wishes and near the relaxation that reach the level.

    Parameters
    ----------
    budget : Budget
        The relaxation of the component, with what changes cost.
    level : float
        Peak utilisation allowed, as a fraction of the places.
    priced : Priced or None
        The relaxation at the level, if it was solved.
    time_budget : TimeBudget
        Asked between steps.

    Returns
    -------
    list of Choice
        Each of shape (tasks,).
    """
    instance, pool = budget.instance, budget.pool
    starts = [instance.wish]
    for below in MOVES_BELOW if priced is not None else ():
        start = instance.wish.copy()
        for i, costs, shares in zip(
            instance.free, budget.change_costs.costs, priced.shares if priced else (), strict=True
        ):
            if shares[costs == 0].sum() < below:
                start[i] = int(np.where(costs > 0, shares, -1.0).argmax())
        starts.append(start)
    repaired = [
        greedy_repair(instance, pool, level, start, time_budget.is_over) for start in starts
    ]
    reaching = [choice for choice in repaired if choice is not None]
    return [
        revert_to_wish(instance, pool, level, choice, time_budget.part(0.05), turns=8)
        for choice in reaching
    ]


@dataclass(frozen=True, eq=False)
class Answer:
    """A choice that reaches the level for the amount asked, or the proof that there is none."""

    choice: Choice | None = None
    is_impossible: bool = False


def _ask(budget: Budget, level: float, most: int, time_budget: TimeBudget) -> Answer:
    """Ask for a choice that reaches the level for at most ``most``."""
    instance, pool = budget.instance, budget.pool
    kept = budget.remaining_options(level, most)
    if any(not len(options) for options in kept):
        return Answer(is_impossible=True)
    part = _with_options(instance, kept)
    model = build_model(part, time_budget)
    _pay_at_most(model, budget.change_costs, kept, instance, most)
    cells = np.zeros(pool.capacity.shape, dtype=np.bool_)
    cells[tuple(np.array(list(budget.rows), dtype=np.intp).reshape(-1, 2).T)] = True
    peak_at_most(model, pool, level, cells)
    for solved in solutions(model, time_budget, level_cuts(model, pool, level)):
        if solved.is_impossible:
            return Answer(is_impossible=True)
        if solved.choice is not None and part.peak(solved.choice) <= level + ROUNDING:
            return Answer(_among_all(instance, kept, solved.choice))
    return Answer()


def _with_options(instance: Instance, kept: tuple[Ints, ...]) -> Instance:
    """Return the instance in which every free group has only some of its options."""
    tasks = list(instance.tasks)
    for i, options in zip(instance.free, kept, strict=True):
        if len(options) < len(tasks[i].options):
            tasks[i] = tasks[i].only(options)
    return replace(instance, tasks=tuple(tasks))


def _pay_at_most(
    model: Model, change_costs: ChangeCosts, kept: tuple[Ints, ...], instance: Instance, most: int
) -> None:
    """Hard: no payer pays more than so much for the options that were kept."""
    for payer in range(change_costs.count):
        taken: list[cp_model.IntVar] = []
        costs: list[int] = []
        fixed = 0
        for k, i in enumerate(instance.free):
            if change_costs.payer[k] != payer:
                continue
            kept_costs = change_costs.costs[k][kept[k]]
            if len(kept_costs) == 1:
                fixed += int(kept_costs[0])
                continue
            taken.extend(model.takes[i])
            costs.extend(int(cost) for cost in kept_costs)
        model.cp.add(cp_model.LinearExpr.weighted_sum(taken, costs) <= most - fixed)
