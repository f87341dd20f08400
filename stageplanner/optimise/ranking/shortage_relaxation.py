"""How few changes a shortage takes at the least: a linear relaxation with its prices.

Groups may be divided over their options at will; a day lacks at least what each programme set
lacks. The dual prices of every answer give a line that all plans lie above::

    w x changes + m x shortage >= load

whatever number of changes or shortage is asked about (weak duality), and what each option adds to
it. So one answer bounds the changes for every shortage, the shortage for every number of changes,
and rules out options of plans that are good in both.

Source: D. Bertsimas and J. N. Tsitsiklis, Introduction to linear optimization, 1997, ch. 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from ortools.math_opt import model_pb2

from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Instance
from stageplanner.optimise.instance.option_columns import (
    OptionColumns,
    linear_program,
    solve_program,
)
from stageplanner.optimise.time_budget import TimeBudget

#: Rounds of cuts of one question.
MOST_ROUNDS = 40
#: Changes that a student-day above the limit costs: more than any plan saves by it.
DEAR = 1000.0


@dataclass(frozen=True, eq=False)
class Line:
    """A line that all plans lie above, from the prices of one relaxation.

    Attributes
    ----------
    changes, shortage : float
        What a change and a student-day of shortage count.
    load : float
        What every plan counts at least.
    extra : Floats
        What every option adds above the cheapest of its group. Shape (free options,).
    """

    changes: float
    shortage: float
    load: float
    extra: Floats


class ShortageRelaxation(OptionColumns):
    """Bounds of one component; cuts, options in use and lines are kept between questions.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Gets the sets that answers lack places for.

    Attributes
    ----------
    lines : list of Line
        From all questions so far.
    shares : Floats
        The part of the group on each option in the last answer. Shape (free options,).
    """

    def __init__(self, instance: Instance, pool: CutPool) -> None:
        changes = [instance.tasks[i].is_change.astype(np.float64) for i in instance.free]
        super().__init__(instance, pool, changes)
        self.lines: list[Line] = []
        self.shares: Floats = np.zeros(len(self.cost))

    def changes_at_least(self, shortage: float) -> int:
        """Return how many changes any plan needs to have no more than this shortage.

        Parameters
        ----------
        shortage : float
            Student-days.

        Returns
        -------
        int
            A proven lower bound.
        """
        bounds = [
            (line.load - line.shortage * shortage) / line.changes
            for line in self.lines
            if line.changes
        ]
        return max(0, ceil(max(bounds, default=0.0) - TOLERANCE))

    def shortage_at_least(self, changes: float) -> float:
        """Return the least shortage of any plan with so many changes.

        Parameters
        ----------
        changes : float
            Their number; infinite for any number.

        Returns
        -------
        float
            Student-days, a proven lower bound.
        """
        bounds = [
            (line.load - (line.changes and line.changes * changes)) / line.shortage
            for line in self.lines
            if line.shortage > TOLERANCE
        ]
        least = max(0.0, max(bounds, default=0.0) - TOLERANCE)
        return ceil(least * self.instance.unit - TOLERANCE) / self.instance.unit

    def kept(self, changes: float, shortage: float) -> Bools:
        """Return the options of plans with no more changes and no more shortage than this.

        Parameters
        ----------
        changes, shortage : float
            Limits; either may be infinite.

        Returns
        -------
        Bools
            Shape (free options,).
        """
        kept: Bools = np.ones(len(self.cost), dtype=np.bool_)
        for line in self.lines:
            most = (line.shortage and line.shortage * shortage) + (
                line.changes and line.changes * changes
            )
            kept &= line.extra <= most - line.load + TOLERANCE
        return kept

    def solve(self, most: float | None, time_budget: TimeBudget) -> None:
        """Solve the relaxation: the fewest changes for a shortage, or the least shortage.

        Parameters
        ----------
        most : float or None
            Student-days that may remain; ``None`` minimises them.
        time_budget : TimeBudget
            Asked between rounds; every round leaves a true line.
        """
        first = len(self.lines)
        wish = self.instance.demand(self.instance.wish)
        self.add_rows(self._over(wish, np.zeros(len(self.load.T))))
        for _ in range(MOST_ROUNDS):
            solved = None if time_budget.is_over() else self._solve(most, time_budget)
            if solved is None:
                return
            line, costs, lacking = solved
            # The last lines of a question are the best, or nearly.
            self.lines[first:] = [*self.lines[first:], line][-2:]
            new = self.open_columns(costs)
            demand = self.demand_of(self.shares)
            self.pool.separate_shortage(demand)
            if not new + self.add_rows(self._over(demand, lacking)):
                return

    def _over(self, demand: Floats, lacking: Floats) -> Floats:
        """Return by how much cuts lack more than is counted of their day; shape (sets, days)."""
        return self.pool.loads(demand) - self.pool.capacity - lacking

    def _solve(
        self, most: float | None, time_budget: TimeBudget
    ) -> tuple[Line, Floats, Floats] | None:
        """Solve once: a line, what every option costs, and what is counted of every day."""
        rows = np.array(list(self.rows), dtype=np.intp).reshape(-1, 2)
        columns, days = np.flatnonzero(self.active), self.load.shape[1]
        solved = solve_program(self._proto(rows, columns, most), time_budget)
        if solved is None:
            return None
        values, duals = solved
        groups = len(self.offsets) - 1
        is_counted = most is not None
        price = max(0.0, -float(duals[groups])) if is_counted else 1.0
        prices = np.zeros_like(self.pool.capacity)
        prices[rows[:, 0], rows[:, 1]] = np.maximum(0.0, duals[groups + 1 :])
        # A day lacks at least what any average of its sets lacks.
        a_day = prices.sum(axis=0)
        prices *= np.where(a_day > price, price / np.maximum(a_day, TOLERANCE), 1.0)
        costs = self.with_prices((1.0 if is_counted else 0.0) * self.cost, prices)
        least = np.minimum.reduceat(costs, self.offsets[:-1])
        settled = self.pool.loads(self.instance.base)[: len(prices)] - self.pool.capacity
        line = Line(
            changes=1.0 if is_counted else 0.0,
            shortage=price,
            load=float(least.sum() + (prices * settled).sum()),
            extra=costs - least[self.group],
        )
        self.shares = np.zeros(len(self.cost))
        self.shares[columns] = np.maximum(0.0, values[: len(columns)])
        return line, costs, values[len(columns) : len(columns) + days]

    def _proto(self, rows: Ints, columns: Ints, most: float | None) -> model_pb2.ModelProto:
        """Build the linear program over shares, what every day lacks, and a dear excess.

        Shares are one per group; all days together lack at most ``most``; cuts hold.
        """
        groups, count, days = len(self.offsets) - 1, len(columns), self.load.shape[1]
        settled = self.pool.loads(self.instance.base) - self.pool.capacity
        if most is None:
            weights = np.concatenate([np.zeros(count), np.ones(days), [0.0]])
        else:
            weights = np.concatenate([self.cost[columns], np.zeros(days), [DEAR]])
        cut, column, students = self.cut_entries(rows, columns)
        entries = [
            (self.group[columns], np.arange(count), np.ones(count)),
            (np.full(days, groups), count + np.arange(days), np.ones(days)),
            (np.array([groups]), np.array([count + days]), np.array([-1.0])),
            (groups + 1 + np.arange(len(rows)), count + rows[:, 1], np.ones(len(rows))),
            (groups + 1 + cut, column, -students),
        ]
        infinite = float("inf")
        lower = [1.0] * groups + [-infinite] + settled[tuple(rows.T)].tolist()
        most_lacking = infinite if most is None else max(0.0, most)
        upper = [1.0] * groups + [most_lacking] + [infinite] * len(rows)
        return linear_program(weights, lower, upper, entries)
