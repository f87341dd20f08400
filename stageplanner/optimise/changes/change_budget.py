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
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.time_budget import TimeBudget

#: Rounds of cuts at one level, and the most cut rows that each adds.
MOST_ROUNDS = 40
MORE_ROWS = 300
#: The most options of a group that each round adds.
MORE_COLUMNS = 3
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


class Budget:
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
        self.instance, self.pool, self.change_costs = instance, pool, change_costs
        tasks = [instance.tasks[i] for i in instance.free]
        sizes = [len(task.options) for task in tasks]
        self.offsets: Ints = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
        self.group = np.repeat(np.arange(len(tasks)), sizes)
        self.programme = np.repeat([t.programme for t in tasks], sizes).astype(np.intp)
        nobody = np.zeros((0, len(instance.grid.days)))
        self.load = np.concatenate([nobody, *(t.weight * t.presence for t in tasks)])
        self.cost = np.concatenate([np.zeros(0), *change_costs.costs])
        self.payer = np.repeat(change_costs.payer, sizes).astype(np.intp)
        #: The options in use: those that cost nothing, and those that the prices make cheap.
        self.active: Bools = np.asarray(self.cost == 0)
        self.rows: dict[tuple[int, int], None] = {}
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
        self._add_rows(wish, 0.9 * level)
        self._open_columns(self._wish_prices(wish, level))
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
            new = self._open_columns(prices)
            demand = self.instance.base.copy()
            flat = np.concatenate(priced.shares)
            used = np.flatnonzero(flat)
            for p in np.unique(self.programme[used]):
                columns = used[self.programme[used] == p]
                demand[:, p] += flat[columns] @ self.load[columns]
            self.pool.separate(demand, level)
            new += self._add_rows(demand, level)
            if not new:
                return priced if over <= TOLERANCE else None
        return None

    def _wish_prices(self, wish: Floats, level: float) -> Floats:
        """Return what every option costs if only the places that the wishes lack have a price."""
        over = np.maximum(0.0, self.pool.loads(wish) - level * self.pool.capacity)
        return self._costs(over / max(over.sum(), 1.0), np.zeros(self.change_costs.count))

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

    def _add_rows(self, demand: Floats, level: float) -> int:
        """Add the cuts that a demand violates most; return how many were new."""
        over = self.pool.loads(demand) - level * self.pool.capacity
        rows = np.argwhere(over > TOLERANCE)
        worst = rows[np.argsort(-over[tuple(rows.T)])]
        new = [(int(s), int(day)) for s, day in worst if (int(s), int(day)) not in self.rows]
        self.rows.update(dict.fromkeys(new[:MORE_ROWS]))
        return len(new[:MORE_ROWS])

    def _solve(self, level: float, time_budget: TimeBudget) -> tuple[Priced, Floats, float] | None:
        """Solve once: prices and shares, what every option costs, students that do not fit."""
        rows = np.array(list(self.rows), dtype=np.intp).reshape(-1, 2)
        columns = np.flatnonzero(self.active)
        model = mathopt.Model.from_model_proto(self._proto(rows, columns, self.room(level)))
        if time_budget.is_over():
            return None
        interrupter = SolveInterrupter()
        with time_budget.stopping(interrupter.interrupt):
            result = mathopt.solve(model, mathopt.SolverType.GLOP, interrupter=interrupter)
        if not result.has_primal_feasible_solution() or not result.has_dual_feasible_solution():
            return None
        values = np.fromiter(result.variable_values(list(model.variables())), dtype=np.float64)
        duals = np.fromiter(result.dual_values(list(model.linear_constraints())), dtype=np.float64)
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
        per_programme = prices.T @ self.pool.members[: len(prices)]
        costs = self.cost * paid[self.payer]
        for p in range(per_programme.shape[1]):
            columns = self.programme == p
            costs[columns] += self.load[columns] @ per_programme[:, p]
        return costs

    def _proto(self, rows: Ints, columns: Ints, room: Floats) -> model_pb2.ModelProto:
        """Build the linear program: shares are one, payers pay at most B, cuts hold, minimise B.

        The last variable is students that do not fit at all: expensive, so that there always is an
        answer, and none where the options suffice.
        """
        groups, payers, count = len(self.offsets) - 1, self.change_costs.count, len(columns)
        in_set: Bools = self.pool.members[:, self.programme[columns]]
        cells = np.where(in_set[rows[:, 0]], self.load[np.ix_(columns, rows[:, 1])].T, 0.0)
        cut, column = np.nonzero(cells)
        cost = self.cost[columns]
        pays = np.flatnonzero(cost)
        proto = model_pb2.ModelProto()
        proto.variables.ids.extend(range(count + 2))
        proto.variables.lower_bounds.extend([0.0] * (count + 2))
        proto.variables.upper_bounds.extend([float("inf")] * (count + 2))
        proto.variables.integers.extend([False] * (count + 2))
        proto.objective.linear_coefficients.ids.extend([count, count + 1])
        proto.objective.linear_coefficients.values.extend([1.0, DEAR * self.cost.max(initial=1.0)])
        proto.linear_constraints.ids.extend(range(groups + payers + len(rows)))
        none = -float("inf")
        proto.linear_constraints.lower_bounds.extend([1.0] * groups + [none] * (payers + len(rows)))
        proto.linear_constraints.upper_bounds.extend(
            [1.0] * groups + [0.0] * payers + room[tuple(rows.T)].tolist()
        )
        entries = [
            (self.group[columns], np.arange(count), np.ones(count)),
            (groups + self.payer[columns[pays]], pays, cost[pays]),
            (groups + np.arange(payers), np.full(payers, count), np.full(payers, -1.0)),
            (groups + payers + cut, column, cells[cut, column]),
            (
                groups + payers + np.arange(len(rows)),
                np.full(len(rows), count + 1),
                np.full(len(rows), -1.0),
            ),
        ]
        row, col, value = (np.concatenate(part) for part in zip(*entries, strict=True))
        order = np.lexsort((col, row))
        proto.linear_constraint_matrix.row_ids.extend(row[order].tolist())
        proto.linear_constraint_matrix.column_ids.extend(col[order].tolist())
        proto.linear_constraint_matrix.coefficients.extend(value[order].tolist())
        return proto

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
