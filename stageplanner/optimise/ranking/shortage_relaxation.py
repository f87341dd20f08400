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
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Instance
from stageplanner.optimise.time_budget import TimeBudget

#: Rounds of cuts of one question, the most cut rows that each adds, and options per group.
MOST_ROUNDS, MORE_ROWS, MORE_COLUMNS = 40, 300, 3
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


class ShortageRelaxation:
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
        self.instance, self.pool = instance, pool
        tasks = [instance.tasks[i] for i in instance.free]
        sizes = [len(task.options) for task in tasks]
        self.offsets: Ints = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
        self.group = np.repeat(np.arange(len(tasks)), sizes)
        self.programme = np.repeat([t.programme for t in tasks], sizes).astype(np.intp)
        nobody = np.zeros((0, len(instance.grid.days)))
        self.load = np.concatenate([nobody, *(t.weight * t.presence for t in tasks)])
        changes = [task.is_change.astype(np.float64) for task in tasks]
        self.cost = np.concatenate([np.zeros(0), *changes])
        self.active: Bools = np.asarray(self.cost == 0)
        self.rows: dict[tuple[int, int], None] = {}
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
        self._add_rows(self.instance.demand(self.instance.wish), np.zeros(len(self.load.T)))
        for _ in range(MOST_ROUNDS):
            solved = None if time_budget.is_over() else self._solve(most, time_budget)
            if solved is None:
                return
            line, costs, lacking = solved
            # The last lines of a question are the best, or nearly.
            self.lines[first:] = [*self.lines[first:], line][-2:]
            new = self._open_columns(costs)
            demand = self.instance.base.copy()
            used = np.flatnonzero(self.shares)
            for p in np.unique(self.programme[used]):
                columns = used[self.programme[used] == p]
                demand[:, p] += self.shares[columns] @ self.load[columns]
            self.pool.separate_shortage(demand)
            if not new + self._add_rows(demand, lacking):
                return

    def _open_columns(self, costs: Floats) -> int:
        """Add the options that cost less than those in use; return how many were new."""
        new = 0
        for a, b in zip(self.offsets[:-1], self.offsets[1:], strict=True):
            group_costs, active = costs[a:b], self.active[a:b]
            most = group_costs[active].min(initial=np.inf) - TOLERANCE
            for k in np.argsort(group_costs)[:MORE_COLUMNS]:
                if group_costs[k] < most and not active[k]:
                    self.active[a + k] = True
                    new += 1
        return new

    def _add_rows(self, demand: Floats, lacking: Floats) -> int:
        """Add the cuts that lack more than is counted of their day; return how many were new."""
        over = self.pool.loads(demand) - self.pool.capacity - lacking
        rows = np.argwhere(over > TOLERANCE)
        worst = rows[np.argsort(-over[tuple(rows.T)])]
        new = [(int(s), int(day)) for s, day in worst if (int(s), int(day)) not in self.rows]
        self.rows.update(dict.fromkeys(new[:MORE_ROWS]))
        return len(new[:MORE_ROWS])

    def _solve(
        self, most: float | None, time_budget: TimeBudget
    ) -> tuple[Line, Floats, Floats] | None:
        """Solve once: a line, what every option costs, and what is counted of every day."""
        rows = np.array(list(self.rows), dtype=np.intp).reshape(-1, 2)
        columns, days = np.flatnonzero(self.active), self.load.shape[1]
        model = mathopt.Model.from_model_proto(self._proto(rows, columns, most))
        interrupter = SolveInterrupter()
        with time_budget.stopping(interrupter.interrupt):
            result = mathopt.solve(model, mathopt.SolverType.GLOP, interrupter=interrupter)
        if not result.has_primal_feasible_solution() or not result.has_dual_feasible_solution():
            return None
        values = np.fromiter(result.variable_values(list(model.variables())), dtype=np.float64)
        duals = np.fromiter(result.dual_values(list(model.linear_constraints())), dtype=np.float64)
        groups = len(self.offsets) - 1
        is_counted = most is not None
        price = max(0.0, -float(duals[groups])) if is_counted else 1.0
        prices = np.zeros_like(self.pool.capacity)
        prices[rows[:, 0], rows[:, 1]] = np.maximum(0.0, duals[groups + 1 :])
        # A day lacks at least what any average of its sets lacks.
        a_day = prices.sum(axis=0)
        prices *= np.where(a_day > price, price / np.maximum(a_day, TOLERANCE), 1.0)
        costs = self._costs(prices, weight=1.0 if is_counted else 0.0)
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

    def _costs(self, prices: Floats, *, weight: float) -> Floats:
        """Return what every option costs at some prices of cuts and a weight of changes."""
        per_programme = prices.T @ self.pool.members[: len(prices)]
        costs = weight * self.cost
        for p in range(per_programme.shape[1]):
            columns = self.programme == p
            costs[columns] += self.load[columns] @ per_programme[:, p]
        return costs

    def _proto(self, rows: Ints, columns: Ints, most: float | None) -> model_pb2.ModelProto:
        """Build the linear program over shares, what every day lacks, and a dear excess.

        Shares are one per group; all days together lack at most ``most``; cuts hold.
        """
        groups, count, days = len(self.offsets) - 1, len(columns), self.load.shape[1]
        settled = self.pool.loads(self.instance.base) - self.pool.capacity
        in_set: Bools = self.pool.members[:, self.programme[columns]]
        cells = np.where(in_set[rows[:, 0]], self.load[np.ix_(columns, rows[:, 1])].T, 0.0)
        cut, column = np.nonzero(cells)
        total = count + days + 1
        proto = model_pb2.ModelProto()
        proto.variables.ids.extend(range(total))
        proto.variables.lower_bounds.extend([0.0] * total)
        proto.variables.upper_bounds.extend([float("inf")] * total)
        proto.variables.integers.extend([False] * total)
        if most is None:
            weights = np.concatenate([np.zeros(count), np.ones(days), [0.0]])
        else:
            weights = np.concatenate([self.cost[columns], np.zeros(days), [DEAR]])
        weighed = np.flatnonzero(weights)
        proto.objective.linear_coefficients.ids.extend(weighed.tolist())
        proto.objective.linear_coefficients.values.extend(weights[weighed].tolist())
        infinite = float("inf")
        proto.linear_constraints.ids.extend(range(groups + 1 + len(rows)))
        proto.linear_constraints.lower_bounds.extend(
            [1.0] * groups + [-infinite] + settled[tuple(rows.T)].tolist()
        )
        proto.linear_constraints.upper_bounds.extend(
            [1.0] * groups + [infinite if most is None else max(0.0, most)] + [infinite] * len(rows)
        )
        entries = [
            (self.group[columns], np.arange(count), np.ones(count)),
            (np.full(days, groups), count + np.arange(days), np.ones(days)),
            (np.array([groups]), np.array([total - 1]), np.array([-1.0])),
            (groups + 1 + np.arange(len(rows)), count + rows[:, 1], np.ones(len(rows))),
            (groups + 1 + cut, column, -cells[cut, column]),
        ]
        row, col, value = (np.concatenate(part) for part in zip(*entries, strict=True))
        order = np.lexsort((col, row))
        proto.linear_constraint_matrix.row_ids.extend(row[order].tolist())
        proto.linear_constraint_matrix.column_ids.extend(col[order].tolist())
        proto.linear_constraint_matrix.coefficients.extend(value[order].tolist())
        return proto
