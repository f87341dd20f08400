"""The least that reaching a level costs: what the relaxation leaves open, solved as whole groups.

The relaxation proves that less is impossible, and its prices say of every option what a plan that
takes it must cost at least (reduced cost fixing). The options that cheap plans can take are few; a
mixed integer program over those alone gives a plan, and a bound: that of the program, or what any
plan with another option costs. While they lie apart, more options are let in, up to all those of a
plan cheaper than the best. Near the lowest peak no rounding is a plan, and the options of a plan at
the bound are too many for a search tree to find one soon: there CP-SAT looks among fewer first.
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
from stageplanner.optimise.instance.branch_and_cut import branch_and_cut
from stageplanner.optimise.instance.cp_model import (
    PEAK_SCALE,
    Model,
    build_model,
    peak_at_most,
    peak_variable_covers,
)
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.solve_with_cuts import (
    Solved,
    level_cuts,
    peak_cuts,
    solutions,
    solve_once,
)
from stageplanner.optimise.time_budget import Stopped, TimeBudget

#: A group follows the relaxation if less than this fraction of it keeps its wish.
MOVES_BELOW = (0.5, 0.8)
#: Options that are let in at first, and how many times as many in the next step.
FIRST_OPTIONS, MORE_OPTIONS = 1_500, 2
#: Nodes of the first search tree, and how many times as many in the next step.
FIRST_NODES, MORE_NODES = 300, 3
#: With fewer options CP-SAT needs no longer than it takes to ask another process.
FEW_OPTIONS = 400
#: A plan that costs more than this many times the bound is no start for a search, unless it costs
#: hardly more.
FAR, NEAR_BY = 1.2, 20
#: With more options than this, or without a start, a search tree is slow to find a plan: first
#: CP-SAT looks among fewer, for so much work.
MANY_OPTIONS, LOOK_WORK = 2_500, 10.0
#: Fraction of the time left for each step.
STEP_SHARE = 0.6
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
    is_near = best.choice is not None and best.cost <= int(best.at_least * (1 + gap))
    for choice in () if is_near else starting_choices(budget, level, priced, time_budget):
        cost = budget.change_costs.paid(instance, choice)
        if best.choice is None or cost < best.cost:
            best = replace(best, choice=choice, cost=cost)
    on_better(best)
    search = Search(budget, level, best, on_better)
    with suppress(Stopped):
        search.close_in(time_budget, gap)
    best = search.best
    return replace(best, is_impossible=best.choice is None and best.at_least > search.top)


class Search:
    """Closes in on the least: a plan from above, the bound from below."""

    def __init__(
        self, budget: Budget, level: float, best: Cheapest, on_better: Callable[[Cheapest], None]
    ) -> None:
        self.budget, self.level, self.best, self.on_better = budget, level, best, on_better
        self.top = sum(int(costs.max(initial=0)) for costs in budget.change_costs.costs)

    def is_enough(self, gap: float) -> bool:
        """Return whether the plan costs hardly more than the least, or there is none at all.

        Parameters
        ----------
        gap : float
            By which fraction of the bound it may cost more.

        Returns
        -------
        bool
            Whether the search can end.
        """
        best = self.best
        if best.choice is None:
            return best.at_least > self.top
        return best.cost <= int(best.at_least * (1 + gap))

    def close_in(self, time_budget: TimeBudget, gap: float) -> None:
        """Solve over more and more options, until plan and bound meet or time is up.

        Parameters
        ----------
        time_budget : TimeBudget
            Ends the search.
        gap : float
            The fraction that plan and bound may be apart.
        """
        size, nodes = FIRST_OPTIONS, FIRST_NODES
        while not self.is_enough(gap) and not time_budget.is_over():
            least = np.sort(self.budget.least_with(self.level))
            highest = self.top if self.best.choice is None else self.best.cost - 1
            most = max(float(self.best.at_least), float(least[min(size, len(least)) - 1]))
            # Where all options are let in, there is nothing that other plans could take.
            most = float(highest) if most >= least[-1] else min(most, highest)
            part = time_budget.part(STEP_SHARE)
            few = float(least[min(size, len(least)) - 1])
            count = np.searchsorted(least, most + TOLERANCE)
            is_blank = self.start is None and count > FEW_OPTIONS
            if is_blank or size < MANY_OPTIONS < count:
                self.look(min(few, most), part.part(0.5), gap)
                if self.is_enough(gap):
                    return
            self.solve_within(most, part, nodes=nodes, gap=gap)
            size, nodes = size * MORE_OPTIONS, nodes * MORE_NODES

    def look(self, most: float, time_budget: TimeBudget, gap: float) -> None:
        """Look for a plan among few options, those of plans that cost too little to be one.

        Nothing is proven by it.

        Parameters
        ----------
        most : float
            What the plans of those options cost at most, by the bounds so far.
        time_budget : TimeBudget
            Ends the look.
        gap : float
            The fraction of the bound that the plan may cost more.
        """
        kept = self.kept_options(most)
        if any(not len(options) for options in kept):
            return
        model = self._model(kept, time_budget)
        cost = _least_cost(model, self.budget.change_costs, kept, self.budget.instance)
        model.cp.add(cost >= self.best.at_least)
        model.cp.minimize(cost)

        def solve(model: Model, time_budget: TimeBudget, work: float | None) -> Solved:
            return solve_once(model, time_budget, work, gap=gap * self.best.at_least)

        self._answers(model, kept, time_budget, gap, solve=solve, work=LOOK_WORK)

    def solve_within(self, most: float, time_budget: TimeBudget, *, nodes: int, gap: float) -> None:
        """Solve over the options of plans that cost no more than so much.

        Parameters
        ----------
        most : float
            What a plan may cost.
        time_budget : TimeBudget
            Ends the solve.
        nodes : int
            The most nodes of the branch and cut.
        gap : float
            The fraction that plan and bound may be apart.
        """
        kept = self.kept_options(most)
        if any(not len(options) for options in kept):
            self.raise_bound(int(most) + 1, most)
            return
        model = self._model(kept, time_budget)
        model.cp.minimize(_least_cost(model, self.budget.change_costs, kept, self.budget.instance))

        def solve(model: Model, time_budget: TimeBudget, _: float | None) -> Solved:
            if len(model.flat) < FEW_OPTIONS:
                return solve_once(model, time_budget, None)
            apart = gap * self.best.at_least
            return branch_and_cut(model, time_budget, nodes=nodes, gap=apart)

        self._answers(model, kept, time_budget, gap, solve=solve, most=most)

    @property
    def start(self) -> Choice | None:
        """The best plan, if a search can begin with it."""
        best = self.best
        return (
            best.choice if best.cost <= max(FAR * best.at_least, best.at_least + NEAR_BY) else None
        )

    def kept_options(self, most: float) -> tuple[Ints, ...]:
        """Return the options of plans that cost no more than so much, and of the best plan.

        Parameters
        ----------
        most : float
            What a plan may cost.

        Returns
        -------
        tuple of Ints
            Numbers of options, per free task.
        """
        kept, start = self.budget.remaining_options(self.level, most), self.start
        if start is None or any(not len(options) for options in kept):
            return kept
        taken = [start[i] for i in self.budget.instance.free]
        return tuple(np.union1d(a, [o]) for a, o in zip(kept, taken, strict=True))

    def _model(self, kept: tuple[Ints, ...], time_budget: TimeBudget) -> Model:
        """Build the model over some options; the solver begins with the best plan."""
        budget, start = self.budget, self.start
        instance, pool = budget.instance, budget.pool
        model = build_model(_with_options(instance, kept), time_budget)
        cells = np.zeros(pool.capacity.shape, dtype=np.bool_)
        cells[tuple(np.array(list(budget.rows), dtype=np.intp).reshape(-1, 2).T)] = True
        if start is not None:
            begin = instance.wish.copy()
            for i, options in zip(instance.free, kept, strict=True):
                begin[i] = int(np.searchsorted(options, start[i]))
            model.hint(begin)
        peak_at_most(model, pool, self.level, cells)
        return model

    def _answers(
        self,
        model: Model,
        kept: tuple[Ints, ...],
        time_budget: TimeBudget,
        gap: float,
        *,
        solve: Callable[[Model, TimeBudget, float | None], Solved],
        most: float | None = None,
        work: float | None = None,
    ) -> None:
        """Take over answer after answer, until one keeps all cuts.

        Their bounds hold for plans that cost no more than ``most``; without it they prove nothing.
        """
        instance, pool = self.budget.instance, self.budget.pool
        add_cuts = level_cuts(model, pool, self.level)
        for solved in solutions(model, time_budget, add_cuts, work=work, solve=solve):
            if most is not None:
                impossible = self.top + 1 if solved.is_impossible else solved.at_least
                self.raise_bound(impossible, most)
            if solved.choice is None:
                return
            self.lower_cost(_among_all(instance, kept, solved.choice), time_budget)
            reached = model.instance.peak(solved.choice)
            if self.is_enough(gap) or reached <= self.level + ROUNDING:
                return

    def raise_bound(self, at_least: int, most: float) -> None:
        """Take over a bound on plans with the options of those that cost no more than ``most``.

        Parameters
        ----------
        at_least : int
            What such a plan costs at least.
        most : float
            What the plans of those options cost at most.
        """
        at_least = min(at_least, int(most + TOLERANCE) + 1)
        if self.best.choice is not None:
            at_least = min(at_least, self.best.cost)
        if at_least > self.best.at_least:
            self.best = replace(self.best, at_least=at_least)
            self.on_better(self.best)

    def lower_cost(self, choice: Choice, time_budget: TimeBudget) -> None:
        """Take over an answer that is better than the best plan, repaired if that takes little.

        Parameters
        ----------
        choice : Choice
            The answer; shape (tasks,).
        time_budget : TimeBudget
            Ends the repair.
        """
        budget = self.budget
        repaired: Choice | None = choice
        if budget.instance.peak(choice) > self.level + ROUNDING:
            repaired = greedy_repair(
                budget.instance, budget.pool, self.level, choice, time_budget.is_over
            )
        if repaired is None:
            return
        cost = budget.change_costs.paid(budget.instance, repaired)
        if self.best.choice is None or cost < self.best.cost:
            self.best = replace(self.best, choice=repaired, cost=cost)
            self.on_better(self.best)


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
    for paid in _paid(model, budget.change_costs, kept, instance):
        model.cp.add(paid <= most)
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
    """Build plans near the relaxation that reach the level, or near the wishes without it.

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
    # One change after the other from the wishes takes far longer, and ends with more of them.
    starts = [instance.wish] if priced is None else []
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
        revert_to_wish(instance, pool, level, choice, time_budget.part(0.05), turns=2)
        for choice in reaching
    ]


def _with_options(instance: Instance, kept: tuple[Ints, ...]) -> Instance:
    """Return the instance in which every free group has only some of its options."""
    tasks = list(instance.tasks)
    for i, options in zip(instance.free, kept, strict=True):
        if len(options) < len(tasks[i].options):
            tasks[i] = tasks[i].only(options)
    return replace(instance, tasks=tuple(tasks))


def _paid(
    model: Model, change_costs: ChangeCosts, kept: tuple[Ints, ...], instance: Instance
) -> list[cp_model.LinearExpr]:
    """Return what every payer pays for the options that were kept."""
    paid = []
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
        paid.append(cp_model.LinearExpr.weighted_sum(taken, costs) + fixed)
    return paid


def _least_cost(
    model: Model, change_costs: ChangeCosts, kept: tuple[Ints, ...], instance: Instance
) -> cp_model.LinearExpr:
    """Return the most that one payer pays, to be minimised."""
    paid = _paid(model, change_costs, kept, instance)
    if len(paid) == 1:
        return paid[0]
    top = sum(int(costs.max(initial=0)) for costs in change_costs.costs)
    most = model.cp.new_int_var(0, top, "most")
    for amount in paid:
        model.cp.add(amount <= most)
    return most
