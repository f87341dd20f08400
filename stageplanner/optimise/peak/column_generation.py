"""The linear relaxation of the peak, solved with only the columns and rows that matter.

A large component has tens of thousands of options and thousands of cuts; in the optimum all but
a few hundred of either are idle. So it begins with a few options per group and the fullest days,
and after each solve takes in the options that the prices make cheaper than those in use (column
generation) and the cuts that the answer violates.

Source: J. Desrosiers and M. Luebbecke, A primer in column generation, Springer 2005.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ortools.math_opt import model_pb2

from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Instance
from stageplanner.optimise.instance.option_columns import solve_program
from stageplanner.optimise.time_budget import TimeBudget

#: Options per group to begin with, and the most that each solve adds to a group.
FIRST_COLUMNS = 4
MORE_COLUMNS = 3
#: The most cut rows that a solve adds.
MORE_ROWS = 300


@dataclass(frozen=True, eq=False)
class Merged:
    """Groups of the same programme with the same options, which are one in the relaxation.

    Attributes
    ----------
    tasks : tuple of int
        The groups.
    programme : int
        Their programme.
    weight : float
        Their load together, in weighted students.
    presence : Floats
        Of one student. Shape (options, days).
    """

    tasks: tuple[int, ...]
    programme: int
    weight: float
    presence: Floats


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The answer of one solve.

    Attributes
    ----------
    level : float
        The peak over the rows that are known, as a fraction of the places.
    shares : Floats
        The part of its group on every option. Shape (options,).
    demand : Floats
        Weighted students. Shape (days, programmes).
    prices : Floats
        Dual prices of the cuts. Shape (sets, days).
    """

    level: float
    shares: Floats
    demand: Floats
    prices: Floats


class Columns:
    """Minimises the peak under the cuts of a pool; groups are divided over their options at will.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Its sets are the rows.
    time_budget : TimeBudget
        Asked before every solve.
    """

    def __init__(self, instance: Instance, pool: CutPool, time_budget: TimeBudget) -> None:
        self.instance, self.pool, self.time_budget = instance, pool, time_budget
        self.merged = merge(instance)
        sizes = np.array([len(m.presence) for m in self.merged], dtype=np.intp)
        self.offsets: Ints = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
        self.group = np.repeat(np.arange(len(sizes)), sizes)
        self.programme = np.repeat([m.programme for m in self.merged], sizes).astype(np.intp)
        self.presence = (
            np.concatenate([m.presence for m in self.merged])
            if self.merged
            else np.zeros((0, len(instance.grid.days)))
        )
        self.weight = np.repeat([m.weight for m in self.merged], sizes)
        self.closed: Bools = np.asarray(instance.places @ instance.accredits <= 0)
        self.usable: Bools = np.asarray(
            ~((self.presence > 0) & self.closed.T[self.programme]).any(axis=1)
        )
        self.active: Bools = np.zeros(len(self.group), dtype=np.bool_)
        self.rows: dict[tuple[int, int], None] = {}
        self._begin()

    def _begin(self) -> None:
        for first, last in pairwise(self.offsets.tolist()):
            usable = first + np.flatnonzero(self.usable[first:last])
            places = np.linspace(0, len(usable) - 1, min(FIRST_COLUMNS, len(usable)))
            self.active[usable[places.astype(np.intp)]] = True
        even = self.instance.base.copy()
        for merged in self.merged:
            even[:, merged.programme] += merged.weight * merged.presence.mean(axis=0)
        for demand in (self.instance.demand(self.instance.wish), even):
            self.add_rows(demand, 0.0)

    def add_rows(self, demand: Floats, level: float) -> int:
        """Add the fullest cuts of a demand above a level.

        Parameters
        ----------
        demand : Floats
            Weighted students. Shape (days, programmes).
        level : float
            Peak utilisation, as a fraction of the places.

        Returns
        -------
        int
            How many were new.
        """
        loads, capacity = self.pool.loads(demand), self.pool.capacity
        with np.errstate(divide="ignore", invalid="ignore"):
            fullness = np.where(capacity > 0, loads / capacity, 0.0)
        cells = np.argwhere(fullness > level + ROUNDING)
        fullest = np.argsort(-fullness[cells[:, 0], cells[:, 1]], kind="stable")[:MORE_ROWS]
        known = len(self.rows)
        self.rows.update(dict.fromkeys((int(s), int(day)) for s, day in cells[fullest]))
        return len(self.rows) - known

    def add_columns(self, prices: Floats) -> int:
        """Add the options that cost less than those in use.

        Parameters
        ----------
        prices : Floats
            Dual prices of the cuts. Shape (sets, days).

        Returns
        -------
        int
            How many were new.
        """
        costs = self.costs(prices)
        now = np.full(len(self.merged), np.inf)
        np.minimum.at(now, self.group[self.active], costs[self.active])
        saves = now[self.group] - costs
        cheap = np.flatnonzero(~self.active & self.usable & (saves > ROUNDING))
        order = cheap[np.lexsort((-saves[cheap], self.group[cheap]))]
        groups = self.group[order]
        first = np.searchsorted(groups, groups, side="left")
        taken = order[np.arange(len(order)) - first < MORE_COLUMNS]
        self.active[taken] = True
        return len(taken)

    def costs(self, prices: Floats) -> Floats:
        """Return what each option costs its whole group.

        Parameters
        ----------
        prices : Floats
            Dual prices of the cuts. Shape (sets, days).

        Returns
        -------
        Floats
            Shape (options,).
        """
        per_programme = prices.T @ self.pool.members[: len(prices)]
        costs: Floats = np.empty(len(self.group))
        for p in range(per_programme.shape[1]):
            columns = self.programme == p
            costs[columns] = self.presence[columns] @ per_programme[:, p]
        costs *= self.weight
        return costs

    def solve(self) -> Relaxed | None:
        """Solve with the columns and rows that are known now.

        Returns
        -------
        Relaxed or None
            ``None`` if it was stopped or has no optimum.
        """
        if self.time_budget.is_over():
            return None
        columns = np.flatnonzero(self.active)
        rows = np.array(list(self.rows), dtype=np.intp).reshape(-1, 2)
        loads = self.presence[columns] * self.weight[columns, None]
        solved = solve_program(self._proto(columns, rows, loads), self.time_budget)
        if solved is None:
            return None
        values, duals = solved
        prices = np.zeros_like(self.pool.capacity)
        prices[rows[:, 0], rows[:, 1]] = np.maximum(0.0, -duals[len(self.merged) :])
        shares = np.zeros(len(self.group))
        shares[columns] = values[:-1]
        demand = self.instance.base.copy()
        np.add.at(demand.T, self.programme[columns], loads * values[:-1, None])
        return Relaxed(float(values[-1]), shares, demand, self._never_closed(prices))

    def _never_closed(self, prices: Floats) -> Floats:
        """Make days without any place more expensive than all others: no usable option is there.

        There are no such places, so their price leaves every other part of a proof as it is.
        """
        dear = 10 * (1 + float(prices.sum())) * len(self.closed)
        prices[: self.closed.shape[1]][self.closed.T] = dear
        return prices

    def _proto(self, columns: Ints, rows: Ints, loads: Floats) -> model_pb2.ModelProto:
        """Build the linear program: shares of a group are one, every cut holds, minimise L."""
        groups, count = len(self.merged), len(rows)
        in_set = self.pool.members[:, self.programme[columns]]
        cells = np.column_stack(
            [in_set[rows[:, 0]] * loads[:, rows[:, 1]].T, -self.pool.capacity[tuple(rows.T)]]
        )
        cut, column = np.nonzero(cells)
        base = self.pool.loads(self.instance.base)[tuple(rows.T)]
        proto = model_pb2.ModelProto()
        variables = len(columns) + 1
        proto.variables.ids.extend(range(variables))
        proto.variables.lower_bounds.extend([0.0] * variables)
        proto.variables.upper_bounds.extend([float("inf")] * variables)
        proto.variables.integers.extend([False] * variables)
        proto.objective.linear_coefficients.ids.append(variables - 1)
        proto.objective.linear_coefficients.values.append(1.0)
        proto.linear_constraints.ids.extend(range(groups + count))
        proto.linear_constraints.lower_bounds.extend([1.0] * groups + [-float("inf")] * count)
        proto.linear_constraints.upper_bounds.extend([1.0] * groups + (-base).tolist())
        matrix = proto.linear_constraint_matrix
        matrix.row_ids.extend(np.concatenate([self.group[columns], groups + cut]).tolist())
        matrix.column_ids.extend(np.concatenate([np.arange(len(columns)), column]).tolist())
        matrix.coefficients.extend(
            np.concatenate([np.ones(len(columns)), cells[cut, column]]).tolist()
        )
        return proto

    def shares_of(self, shares: Floats) -> tuple[Floats, ...]:
        """Return the part of every group on each of its options.

        Parameters
        ----------
        shares : Floats
            Of the merged groups. Shape (options,).

        Returns
        -------
        tuple of Floats
            Per task, shape (options,).
        """
        parts: list[Floats] = [np.ones(1)] * len(self.instance.tasks)
        for k, merged in enumerate(self.merged):
            for task in merged.tasks:
                parts[task] = shares[self.offsets[k] : self.offsets[k + 1]]
        return tuple(parts)


def merge(instance: Instance) -> tuple[Merged, ...]:
    """Merge the groups of the same programme with the same options.

    Parameters
    ----------
    instance : Instance
        The component.

    Returns
    -------
    tuple of Merged
        Of the free tasks.
    """
    alike: dict[tuple[int, bytes], list[int]] = {}
    for i in instance.free:
        task = instance.tasks[i]
        alike.setdefault((task.programme, task.presence.tobytes()), []).append(i)
    return tuple(
        Merged(
            tasks=tuple(members),
            programme=instance.tasks[members[0]].programme,
            weight=sum(instance.tasks[i].weight for i in members),
            presence=instance.tasks[members[0]].presence,
        )
        for members in alike.values()
    )
