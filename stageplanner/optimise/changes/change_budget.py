"""The least that must be changed to reach a level: a linear relaxation of the changes.

Groups may be divided over their options at will. What the changes then cost at least, no plan
can do for less: a bound on the number of changes, or on what the most burdened institution gives
way. From the dual prices of the answer the bound is computed again without a solver, for this
level and for every other: by weak duality any nonnegative prices give a lower bound.

Source: D. Bertsimas and J. N. Tsitsiklis, Introduction to linear optimization, 1997, ch. 4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.math_opt import model_pb2

from stageplanner.load.arrays import Floats, Ints
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.option_columns import (
    OptionColumns,
    linear_program,
    solve_program,
)
from stageplanner.optimise.time_budget import TimeBudget

#: Rounds of cuts at one level.
MOST_ROUNDS = 40
#: A student that does not fit costs this many times the most expensive change.
DEAR = 1000.0


@dataclass(frozen=True, eq=False)
class ChangeCosts:
    """What changes cost, and who pays. The most that one payer pays is minimised.

    With one payer and a cost of one per change that is the number of changes.

    Attributes
    ----------
    costs : tuple of Ints
        Per free task, shape (options,).
    payer : Ints
        Shape (free tasks,).
    count : int
        The number of payers.
    """

    costs: tuple[Ints, ...]
    payer: Ints
    count: int

    def paid(self, instance: Instance, choice: Choice) -> int:
        """Return the most that one payer pays for a choice.

        Parameters
        ----------
        instance : Instance
            The component.
        choice : Choice
            Shape (tasks,).

        Returns
        -------
        int
            In the unit of the costs.
        """
        total = np.zeros(max(1, self.count), dtype=np.intp)
        for k, i in enumerate(instance.free):
            total[self.payer[k]] += self.costs[k][choice[i]]
        return int(total.max())


@dataclass(frozen=True, eq=False)
class Priced:
    """The dual prices of one relaxation, and its shares.

    Attributes
    ----------
    load : float
        What every plan costs at those prices at least.
    prices : Floats
        Of the cuts. Shape (sets, days).
    extra : Floats
        What each option costs above the cheapest of its group. Shape (free options,).
    shares : tuple of Floats
        The part of the group on each option, per free task; shape (options,).
    """

    load: float
    prices: Floats
    extra: Floats
    shares: tuple[Floats, ...]


class Budget(OptionColumns):
    """The least that must be paid for a level; cuts and prices are kept between levels.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Gets the sets that answers violate.
    change_costs : ChangeCosts
        What is minimised.
    """

    def __init__(self, instance: Instance, pool: CutPool, change_costs: ChangeCosts) -> None:
        super().__init__(instance, pool, change_costs.costs)
        self.change_costs = change_costs
        sizes = np.diff(self.offsets)
        self.payer = np.repeat(change_costs.payer, sizes).astype(np.intp)
        self.priced: list[Priced] = []

    def room(self, level: float, prices: Floats | None = None) -> Floats:
        """Return the whole students that fit with those without a choice.

        Parameters
        ----------
        level : float
            Peak utilisation allowed, as a fraction of the places.
        prices : Floats, optional
            Of an earlier relaxation, which knew fewer sets. Shape (sets, days).

        Returns
        -------
        Floats
            Weighted students. Shape (sets, days).
        """
        unit = self.instance.unit
        capacity = self.pool.capacity if prices is None else self.pool.capacity[: len(prices)]
        room: Floats = np.floor(level * capacity * unit + TOLERANCE) / unit
        base = self.pool.loads(self.instance.base)
        return room - base[: len(room)]

    def at_least(self, level: float) -> int:
        """Return what any plan must pay to reach a level, by the best of all prices so far.

        Parameters
        ----------
        level : float
            Peak utilisation allowed, as a fraction of the places.

        Returns
        -------
        int
            A proven lower bound (weak duality).
        """
        bounds = [
            priced.load - float((priced.prices * self.room(level, priced.prices)).sum())
            for priced in self.priced
        ]
        return max(0, int(np.ceil(max(bounds, default=0.0) - TOLERANCE)))

    def solve(self, level: float, time_budget: TimeBudget) -> Priced | None:
        """Solve the relaxation at one level.

        The prices of every round give a bound, also if more columns or cuts would follow.

        Parameters
        ----------
        level : float
            Peak utilisation allowed, as a fraction of the places.
        time_budget : TimeBudget
            Asked between rounds.

        Returns
        -------
        Priced or None
            ``None`` if time was up, or if no division of the groups reaches the level.
        """
        if time_budget.is_over():
            return None
        wish = self.instance.demand(self.instance.wish)
        self.add_rows(self._over(wish, 0.9 * level))
        self.open_columns(self._wish_prices(wish, level))
        first = len(self.priced)
        for _ in range(MOST_ROUNDS):
            if time_budget.is_over():
                break
            solved = self._solve(level, time_budget)
            if solved is None:
                break
            priced, prices, over = solved
            # The last bounds of a level are the best, or nearly; older ones only cost memory.
            self.priced[first:] = [*self.priced[first:], priced][-2:]
            if time_budget.is_over():
                break
            new = self.open_columns(prices)
            demand = self.demand_of(np.concatenate(priced.shares))
            self.pool.separate(demand, level)
            new += self.add_rows(self._over(demand, level))
            if not new:
                return priced if over <= TOLERANCE else None
        return None

    def _wish_prices(self, wish: Floats, level: float) -> Floats:
        """Return what every option costs if only the places that the wishes lack have a price."""
        over = np.maximum(0.0, self._over(wish, level))
        return self._costs(over / max(over.sum(), 1.0), np.zeros(self.change_costs.count))

    def _over(self, demand: Floats, level: float) -> Floats:
        """Return by how many students a demand exceeds the cuts; shape (sets, days)."""
        return self.pool.loads(demand) - level * self.pool.capacity

    def _solve(self, level: float, time_budget: TimeBudget) -> tuple[Priced, Floats, float] | None:
        """Solve once: prices and shares, what every option costs, students that do not fit."""
        rows = np.array(list(self.rows), dtype=np.intp).reshape(-1, 2)
        columns = np.flatnonzero(self.active)
        solved = solve_program(self._proto(rows, columns, self.room(level)), time_budget)
        if solved is None:
            return None
        values, duals = solved
        groups, payers = len(self.offsets) - 1, self.change_costs.count
        paid = np.maximum(0.0, -duals[groups : groups + payers])
        prices = np.zeros_like(self.pool.capacity)
        prices[rows[:, 0], rows[:, 1]] = np.maximum(0.0, -duals[groups + payers :])
        scale = float(paid.sum())
        if scale <= TOLERANCE:
            # Nothing has to be paid: no prices, no bound.
            prices[:], paid[:], scale = 0.0, 0.0, 1.0
        prices, paid = prices / scale, paid / scale
        flat = np.zeros(len(self.cost))
        flat[columns] = values[:-2]
        shares = tuple(flat[a:b] for a, b in zip(self.offsets[:-1], self.offsets[1:], strict=True))
        costs = self._costs(prices, paid)
        least = np.minimum.reduceat(costs, self.offsets[:-1])
        priced = Priced(float(least.sum()), prices, costs - least[self.group], shares)
        return priced, costs, float(values[-1])

    def _costs(self, prices: Floats, paid: Floats) -> Floats:
        """Return what every option costs at some prices of cuts and payers."""
        return self.with_prices(self.cost * paid[self.payer], prices)

    def _proto(self, rows: Ints, columns: Ints, room: Floats) -> model_pb2.ModelProto:
        """Build the linear program: shares are one, payers pay at most B, cuts hold, minimise B.

        The last variable is students that do not fit at all: expensive, so that there always is an
        answer, and none where the options suffice.
        """
        groups, payers, count = len(self.offsets) - 1, self.change_costs.count, len(columns)
        cost = self.cost[columns]
        pays = np.flatnonzero(cost)
        cut, column, students = self.cut_entries(rows, columns)
        entries = [
            (self.group[columns], np.arange(count), np.ones(count)),
            (groups + self.payer[columns[pays]], pays, cost[pays]),
            (groups + np.arange(payers), np.full(payers, count), np.full(payers, -1.0)),
            (groups + payers + cut, column, students),
            (
                groups + payers + np.arange(len(rows)),
                np.full(len(rows), count + 1),
                np.full(len(rows), -1.0),
            ),
        ]
        weights = np.concatenate([np.zeros(count), [1.0, DEAR * self.cost.max(initial=1.0)]])
        lower = [1.0] * groups + [-float("inf")] * (payers + len(rows))
        upper = [1.0] * groups + [0.0] * payers + room[tuple(rows.T)].tolist()
        return linear_program(weights, lower, upper, entries)

    def least_with(self, level: float) -> Floats:
        """Return what a plan that takes an option must pay at least to reach a level.

        What an option costs above the cheapest of its group comes on top of the bound.

        Parameters
        ----------
        level : float
            Peak utilisation allowed, as a fraction of the places.

        Returns
        -------
        Floats
            A proven lower bound per option. Shape (free options,).
        """
        least = np.zeros(len(self.cost))
        for priced in self.priced:
            bound = priced.load - float((priced.prices * self.room(level, priced.prices)).sum())
            np.maximum(least, bound + priced.extra, out=least)
        return least

    def remaining_options(self, level: float, most: float) -> tuple[Ints, ...]:
        """Return the options that a plan which reaches the level for ``most`` can take.

        All others are in no such plan (reduced cost fixing).

        Parameters
        ----------
        level : float
            Peak utilisation allowed, as a fraction of the places.
        most : float
            What may be paid.

        Returns
        -------
        tuple of Ints
            Per free task the numbers of its options.
        """
        kept = self.least_with(level) <= most + TOLERANCE
        return tuple(
            np.flatnonzero(kept[a:b])
            for a, b in zip(self.offsets[:-1], self.offsets[1:], strict=True)
        )
