"""The options of free groups as the columns of a linear program, with the cuts as its rows.

Only the options in use and the cuts that matter are in the program; more follow from every answer
(column generation and cutting planes). What is minimised is up to those who derive from it.

Source: G. Desaulniers, J. Desrosiers and M. Solomon (eds.), Column generation, 2005, ch. 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Instance
from stageplanner.optimise.time_budget import TimeBudget

#: The most cut rows that one round adds, and options per group.
MORE_ROWS, MORE_COLUMNS = 300, 3

#: Some coefficients of a linear program: their rows, columns and values.
Entries = tuple[Ints, Ints, Floats]


class OptionColumns:
    """The options and cuts of one component that a linear program knows; kept between programs.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Gets the sets that answers violate.
    costs : sequence of arrays
        What every option counts in what is minimised. Per free task, shape (options,).

    Attributes
    ----------
    offsets : Ints
        Where the options of each free task begin. Shape (free tasks + 1,).
    group, programme : Ints
        The free task and the programme of each option. Shape (free options,).
    load : Floats
        The weighted students of each option. Shape (free options, days).
    cost : Floats
        What each option counts. Shape (free options,).
    active : Bools
        The options in use: those that cost nothing, and those that prices made cheap.
    rows : dict
        The cuts in use, each a set and a day.
    """

    def __init__(self, instance: Instance, pool: CutPool, costs: Sequence[Ints | Floats]) -> None:
        self.instance, self.pool = instance, pool
        tasks = [instance.tasks[i] for i in instance.free]
        sizes = [len(task.options) for task in tasks]
        self.offsets: Ints = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
        self.group = np.repeat(np.arange(len(tasks)), sizes)
        self.programme = np.repeat([t.programme for t in tasks], sizes).astype(np.intp)
        nobody = np.zeros((0, len(instance.grid.days)))
        self.load: Floats = np.concatenate([nobody, *(t.weight * t.presence for t in tasks)])
        self.cost: Floats = np.concatenate([np.zeros(0), *costs])
        self.active: Bools = np.asarray(self.cost == 0)
        self.rows: dict[tuple[int, int], None] = {}

    def open_columns(self, costs: Floats) -> int:
        """Add the options that cost less than those in use.

        Parameters
        ----------
        costs : Floats
            At the prices of the last answer. Shape (free options,).

        Returns
        -------
        int
            How many were new.
        """
        new = 0
        for a, b in zip(self.offsets[:-1], self.offsets[1:], strict=True):
            group_costs, active = costs[a:b], self.active[a:b]
            most = group_costs[active].min(initial=np.inf) - TOLERANCE
            for k in np.argsort(group_costs)[:MORE_COLUMNS]:
                if group_costs[k] < most and not active[k]:
                    self.active[a + k] = True
                    new += 1
        return new

    def add_rows(self, over: Floats) -> int:
        """Add the cuts that are exceeded most.

        Parameters
        ----------
        over : Floats
            By how many students. Shape (sets, days).

        Returns
        -------
        int
            How many were new.
        """
        rows = np.argwhere(over > TOLERANCE)
        worst = rows[np.argsort(-over[tuple(rows.T)])]
        new = [(int(s), int(day)) for s, day in worst if (int(s), int(day)) not in self.rows]
        self.rows.update(dict.fromkeys(new[:MORE_ROWS]))
        return len(new[:MORE_ROWS])

    def demand_of(self, shares: Floats) -> Floats:
        """Return the students if every group is divided over its options.

        Parameters
        ----------
        shares : Floats
            The part of the group on each option. Shape (free options,).

        Returns
        -------
        Floats
            Weighted students, with those without a choice. Shape (days, programmes).
        """
        demand = self.instance.base.copy()
        used = np.flatnonzero(shares)
        for p in np.unique(self.programme[used]):
            columns = used[self.programme[used] == p]
            demand[:, p] += shares[columns] @ self.load[columns]
        return demand

    def with_prices(self, costs: Floats, prices: Floats) -> Floats:
        """Return costs of options with what their students cost at some prices of cuts.

        Parameters
        ----------
        costs : Floats
            Of the options themselves; they are added to. Shape (free options,).
        prices : Floats
            Shape (sets, days).

        Returns
        -------
        Floats
            Shape (free options,).
        """
        per_programme = prices.T @ self.pool.members[: len(prices)]
        for p in range(per_programme.shape[1]):
            columns = self.programme == p
            costs[columns] += self.load[columns] @ per_programme[:, p]
        return costs

    def cut_entries(self, rows: Ints, columns: Ints) -> Entries:
        """Return the students of options in cuts.

        Parameters
        ----------
        rows : Ints
            A set and a day each. Shape (cuts, 2).
        columns : Ints
            Options.

        Returns
        -------
        Entries
            The number of the cut, that of the option, and weighted students.
        """
        in_set: Bools = self.pool.members[:, self.programme[columns]]
        cells = np.where(in_set[rows[:, 0]], self.load[np.ix_(columns, rows[:, 1])].T, 0.0)
        cut, column = np.nonzero(cells)
        return cut, column, cells[cut, column]


def linear_program(
    weights: Floats, lower: Sequence[float], upper: Sequence[float], entries: Iterable[Entries]
) -> model_pb2.ModelProto:
    """Build a linear program over variables that are not negative.

    Parameters
    ----------
    weights : Floats
        What is minimised. Shape (variables,).
    lower, upper : sequence of float
        The limits of every row.
    entries : iterable of Entries
        The coefficients, each given once.

    Returns
    -------
    ModelProto
        The program.
    """
    proto, total = model_pb2.ModelProto(), len(weights)
    proto.variables.ids.extend(range(total))
    proto.variables.lower_bounds.extend([0.0] * total)
    proto.variables.upper_bounds.extend([float("inf")] * total)
    proto.variables.integers.extend([False] * total)
    weighed = np.flatnonzero(weights)
    proto.objective.linear_coefficients.ids.extend(weighed.tolist())
    proto.objective.linear_coefficients.values.extend(weights[weighed].tolist())
    proto.linear_constraints.ids.extend(range(len(lower)))
    proto.linear_constraints.lower_bounds.extend(lower)
    proto.linear_constraints.upper_bounds.extend(upper)
    row, col, value = (np.concatenate(part) for part in zip(*entries, strict=True))
    order = np.lexsort((col, row))
    proto.linear_constraint_matrix.row_ids.extend(row[order].tolist())
    proto.linear_constraint_matrix.column_ids.extend(col[order].tolist())
    proto.linear_constraint_matrix.coefficients.extend(value[order].tolist())
    return proto


def solve_program(
    proto: model_pb2.ModelProto, time_budget: TimeBudget
) -> tuple[Floats, Floats] | None:
    """Solve a linear program.

    Parameters
    ----------
    proto : ModelProto
        The program.
    time_budget : TimeBudget
        Ends the solve.

    Returns
    -------
    values, prices : Floats, or None
        Of all variables, and the dual prices of all rows; ``None`` without an optimum in time.
    """
    model = mathopt.Model.from_model_proto(proto)
    if time_budget.is_over():
        return None
    interrupter = SolveInterrupter()
    with time_budget.stopping(interrupter.interrupt):
        result = mathopt.solve(model, mathopt.SolverType.GLOP, interrupter=interrupter)
    if not result.has_primal_feasible_solution() or not result.has_dual_feasible_solution():
        return None
    values = np.fromiter(result.variable_values(list(model.variables())), dtype=np.float64)
    prices = np.fromiter(result.dual_values(list(model.linear_constraints())), dtype=np.float64)
    return values, prices
