"""How low can the peak go at best: the linear relaxation with Hall cuts, and its proof.

Groups may be divided over their options at will; what no such plan can reach, no plan can.
Stage periods with the same programme and the same options are one in the relaxation, which
makes it small and changes nothing. The answer carries prices (the dual values of the cuts),
from which :func:`bound_of_prices` computes the bound again without any solver.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from stageplanner.load.demand import Floats, Ints
from stageplanner.load.hall import Bools
from stageplanner.optimise.cuts import CutPool
from stageplanner.optimise.effort import Effort
from stageplanner.optimise.instance import Choice, Instance

#: Give up on more rounds of cuts when this many did not raise the bound.
PATIENCE = 3
MOST_ROUNDS = 60
#: Cuts said from the start: those that the wish fills to this part of its peak.
FIRST_CELLS = 0.6
#: Cuts said next: those that an answer fills to this part of its bound.
NEAR = 0.97
#: A bound that stood still is final once its answer violates no cut by more than this.
CLOSE = 1.15


@dataclass(frozen=True, eq=False)
class Bound:
    """A proven lower bound on the peak of any plan, with its prices.

    ``prices`` (sets, days) belong to the sets of the pool; ``shares`` gives for every task
    the part of the group on each option, the starting point for a search.
    """

    value: float
    prices: Floats
    members: Floats
    capacity: Floats
    shares: tuple[Floats, ...]


@dataclass(frozen=True, eq=False)
class _Merged:
    """Tasks that are one in the relaxation."""

    tasks: tuple[int, ...]
    programme: int
    weight: float
    presence: Floats


def lowest_bound(instance: Instance, pool: CutPool, effort: Effort) -> Bound | None:
    """Prove how low the peak of a component can go at best.

    Parameters
    ----------
    pool
        Cuts to begin with; those found are added.
    effort
        When it is over, the bound proven so far is kept.

    Returns
    -------
    Bound or None
        ``None`` where it was stopped before the first round, or where students have no
        place at all on a day they cannot avoid (no finite peak exists).
    """
    merged = _merge(instance)
    cells = _Cells(instance, pool, merged, effort)
    wish = instance.demand(instance.wish)
    pool.separate(wish, 0.0)
    cells.activate(wish, FIRST_CELLS * min(1e6, instance.peak(instance.wish)))
    best: Bound | None = None
    waited = 0
    for _ in range(MOST_ROUNDS):
        if effort.is_over():
            break
        solved = cells.solve()
        if solved is None:
            break
        bound, demand = solved
        value = bound_of_prices(instance, bound)
        if best is None or value > best.value + 1e-7:
            waited = 0
        else:
            waited += 1
        if best is None or value >= best.value:
            best = bound
        peak = pool.separate(demand, bound.value * (1 + 1e-6))
        is_close = waited and peak <= CLOSE * bound.value
        if peak <= bound.value * (1 + 1e-6) or is_close or waited >= PATIENCE:
            break
        cells.activate(demand, NEAR * bound.value)
    if best is None:
        return None
    # What is shown is what the prices prove, not what the solver says.
    value = rounded_up(instance, best, bound_of_prices(instance, best))
    return Bound(value, best.prices, best.members, best.capacity, best.shares)


def bound_of_prices(instance: Instance, bound: Bound) -> float:
    """Compute a lower bound again from its prices, without a solver.

    For prices ``u >= 0`` on (set, day) with ``sum(u * capacity) = 1`` every plan has
    ``peak >= sum(u * load)``, and the load is at least what each group costs on its
    cheapest option: weak duality, true for any prices whatever their origin.
    """
    prices = np.maximum(bound.prices, 0.0)
    scale = float((prices * bound.capacity).sum())
    if scale <= 0:
        return 0.0
    per_programme = (prices.T @ bound.members) / scale
    total = 0.0
    for task in instance.tasks:
        total += task.weight * float((task.presence @ per_programme[:, task.programme]).min())
    return total


def rounded_up(instance: Instance, bound: Bound, value: float) -> float:
    """Raise a bound to the next peak that whole students can give.

    A plan whose peak is below P has at most ``ceil(P x places) - 1`` students in every cut;
    where the priced sum of those is less than the priced load that every plan has, no plan
    is below P. The next P to try is the next at which one more student fits in some cut.
    """
    prices = np.maximum(bound.prices, 0.0)
    scale = float((prices * bound.capacity).sum())
    if scale <= 0 or value <= 0:
        return value
    tight = prices > 0
    weights, places = prices[tight] / scale, bound.capacity[tight] * instance.unit
    places, weights = places[places > 0], weights[places > 0] / instance.unit
    # More than a few hundred steps would mean a bound that rounding does not tighten.
    for _ in range(500):
        most = np.floor(value * places + 1e-6)
        if float((weights * most).sum()) >= bound.value - 1e-9:
            break
        value = float(((most + 1) / places).min())
    return value


def rounded(instance: Instance, bound: Bound) -> Choice:
    """A choice near the relaxation: every group takes the option with its largest share."""
    choice = instance.wish.copy()
    for i, shares in enumerate(bound.shares):
        choice[i] = int(np.argmax(shares))
    return choice


def _merge(instance: Instance) -> tuple[_Merged, ...]:
    alike: dict[tuple[int, bytes], list[int]] = {}
    for i in instance.free:
        task = instance.tasks[i]
        alike.setdefault((task.programme, task.presence.tobytes()), []).append(i)
    return tuple(
        _Merged(
            tasks=tuple(members),
            programme=instance.tasks[members[0]].programme,
            weight=sum(instance.tasks[i].weight for i in members),
            presence=instance.tasks[members[0]].presence,
        )
        for members in alike.values()
    )


class _Cells:
    """The linear programme: minimise L under the cuts of the pool."""

    def __init__(
        self, instance: Instance, pool: CutPool, merged: tuple[_Merged, ...], effort: Effort
    ) -> None:
        self.effort = effort
        self._active: Bools = np.zeros((0, len(instance.grid.days)), dtype=np.bool_)
        self.instance, self.pool, self.merged = instance, pool, merged
        sizes = [len(m.presence) for m in merged]
        self.offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
        days = len(instance.grid.days)
        self.loads = (
            np.concatenate([m.presence * m.weight for m in merged])
            if merged
            else np.zeros((0, days))
        )
        self.programme = np.repeat([m.programme for m in merged], sizes).astype(np.intp)

    def activate(self, demand: Floats, level: float) -> None:
        """Say from now on every cut that a demand fills above a level."""
        full = self.pool.loads(demand) > level * self.pool.capacity
        full[: len(self._active)] |= self._active
        self._active = full

    def solve(self) -> tuple[Bound, Floats] | None:
        """Solve once with the cuts known now; the bound, and the demand of its answer."""
        columns = int(self.offsets[-1])
        rows, cells = self._rows()
        proto = _to_proto(rows, columns, len(self.merged), cells)
        model = mathopt.Model.from_model_proto(proto)
        interrupter = SolveInterrupter()
        with self.effort.stopping(interrupter.interrupt):
            result = mathopt.solve(model, mathopt.SolverType.GLOP, interrupter=interrupter)
        if not result.has_primal_feasible_solution() or not result.has_dual_feasible_solution():
            return None
        values = np.fromiter(result.variable_values(list(model.variables())), dtype=np.float64)
        duals = np.fromiter(result.dual_values(list(model.linear_constraints())), dtype=np.float64)
        prices = np.zeros_like(self.pool.capacity)
        prices[cells.sets, cells.days] = -duals[len(self.merged) :]
        demand = self.instance.base.copy()
        np.add.at(demand.T, self.programme, self.loads * values[:columns, None])
        bound = Bound(
            float(values[columns]),
            prices,
            self.pool.members.astype(np.float64),
            self.pool.capacity,
            self._shares(values),
        )
        return bound, demand

    def _shares(self, values: Floats) -> tuple[Floats, ...]:
        shares: list[Floats] = [np.ones(1)] * len(self.instance.tasks)
        for k, merged in enumerate(self.merged):
            own = values[self.offsets[k] : self.offsets[k + 1]]
            for task in merged.tasks:
                shares[task] = own
        return tuple(shares)

    def _rows(self) -> tuple[list[tuple[Ints, Floats]], _CellIndex]:
        """One row per cut that was filled so far; the others wait until an answer fills them."""
        members, capacity = self.pool.members, self.pool.capacity
        base = self.pool.loads(self.instance.base)
        present = [np.flatnonzero(self.loads[:, day] > 0) for day in range(capacity.shape[1])]
        rows: list[tuple[Ints, Floats]] = []
        sets: list[int] = []
        days: list[int] = []
        column = np.array([self.offsets[-1]], dtype=np.intp)
        for s in range(len(self._active)):
            self.effort.check()
            takes = members[s][self.programme]
            for day in np.flatnonzero(self._active[s]):
                own = present[day][takes[present[day]]]
                if not len(own) and base[s, day] <= 0:
                    continue
                loads = self.loads[own, day]
                rows.append((np.append(own, column), np.append(loads, -capacity[s, day])))
                sets.append(s)
                days.append(int(day))
        index = _CellIndex(
            np.array(sets, dtype=np.intp),
            np.array(days, dtype=np.intp),
            -base[sets, days] if sets else np.zeros(0),
            self.offsets,
        )
        return rows, index


@dataclass(frozen=True, eq=False)
class _CellIndex:
    """Which set and day every cut row is about, and its right-hand side."""

    sets: Ints
    days: Ints
    upper: Floats
    offsets: Ints


def _to_proto(
    rows: list[tuple[Ints, Floats]], columns: int, groups: int, cells: _CellIndex
) -> model_pb2.ModelProto:
    """Write the arrays down as a model: choose one option each, keep every cut, minimise L."""
    proto = model_pb2.ModelProto()
    count = groups + len(rows)
    proto.variables.ids.extend(range(columns + 1))
    proto.variables.lower_bounds.extend([0.0] * (columns + 1))
    proto.variables.upper_bounds.extend([float("inf")] * (columns + 1))
    proto.variables.integers.extend([False] * (columns + 1))
    proto.objective.linear_coefficients.ids.append(columns)
    proto.objective.linear_coefficients.values.append(1.0)
    proto.linear_constraints.ids.extend(range(count))
    proto.linear_constraints.lower_bounds.extend([1.0] * groups + [-float("inf")] * len(rows))
    proto.linear_constraints.upper_bounds.extend([1.0] * groups + cells.upper.tolist())
    sizes = np.diff(cells.offsets)
    row_ids = [np.repeat(np.arange(groups), sizes)]
    column_ids = [np.arange(columns)]
    coefficients = [np.ones(columns)]
    for i, (own, values) in enumerate(rows):
        row_ids.append(np.full(len(own), groups + i))
        column_ids.append(own)
        coefficients.append(values)
    matrix = proto.linear_constraint_matrix
    matrix.row_ids.extend(np.concatenate(row_ids).tolist())
    matrix.column_ids.extend(np.concatenate(column_ids).tolist())
    matrix.coefficients.extend(np.concatenate(coefficients).tolist())
    return proto
