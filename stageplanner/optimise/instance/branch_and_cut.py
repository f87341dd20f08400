"""Solve a model as a mixed integer program, by branch and cut (HiGHS).

The rules are those of :mod:`stageplanner.optimise.instance.cp_model`, which are linear: they are
stated once and solved by either solver. CP-SAT is the better one for proving that something is
impossible, this one where the linear relaxation is near, as it is for the number of changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import time

import numpy as np
from ortools.math_opt import model_pb2
from ortools.sat.python import cp_model

from stageplanner.load.arrays import Floats, Ints
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.instance import mip_process
from stageplanner.optimise.instance.cp_model import Model
from stageplanner.optimise.instance.solve_with_cuts import Solved, solve_once
from stageplanner.optimise.time_budget import CALL, TimeBudget

#: CP-SAT's marks of a linear constraint without a lower or upper end lie beyond this.
NO_END = 2**60
#: Iterations of a mixed integer program, times its nonzeros, in a unit of work.
MIP_A_UNIT = 4e8


def branch_and_cut(
    model: Model, time_budget: TimeBudget, *, nodes: int, gap: float = 0.0
) -> Solved:
    """Minimise the objective of a model by branch and cut.

    Parameters
    ----------
    model : Model
        Its objective takes whole values only; hinted by the caller with a solution, or not.
    time_budget : TimeBudget
        Ends the solve; a solve that is cancelled answers nothing.
    nodes : int
        The most nodes of the search tree.
    gap : float
        A choice within this of the bound is good enough, in the unit of the objective.

    Returns
    -------
    Solved
        The best choice and bound; by CP-SAT if there can be no process for HiGHS.

    Raises
    ------
    Stopped
        It was over before the search began.
    """
    program = mip_of(model.cp, time_budget)
    question = mip_process.Question(
        program=program.SerializeToString(),
        start=_start_of(model.cp),
        deadline=time() + time_budget.seconds_left,
        nodes=nodes,
        gap=gap,
        seed=time_budget.seed,
    )
    reply = mip_process.ask(question, lambda: time_budget.progress.is_cancelled)
    if reply is None and time_budget.is_over():
        return Solved(cp_model.UNKNOWN, None, float("inf"), 0)
    if reply is None:
        return solve_once(model, time_budget, None)
    nonzeros = len(program.linear_constraint_matrix.row_ids)
    time_budget.spend(CALL + reply.iterations * nonzeros / MIP_A_UNIT)
    if reply.is_timed_out:
        time_budget.end_by_clock()
    if reply.values is None and reply.bound == float("inf"):
        return Solved(cp_model.INFEASIBLE, None, float("inf"), 0)
    at_least = max(0, int(np.ceil(reply.bound - TOLERANCE))) if np.isfinite(reply.bound) else 0
    if reply.values is None:
        return Solved(cp_model.UNKNOWN, None, float("inf"), at_least)
    objective = model.cp.proto.objective
    cost = objective.offset + sum(
        factor * round(reply.values[j])
        for j, factor in zip(objective.vars, objective.coeffs, strict=True)
    )
    choice = model.choice_of([value > 0.5 for value in reply.values[: len(model.flat)]])
    status = cp_model.OPTIMAL if cost <= at_least else cp_model.FEASIBLE
    return Solved(status, choice, float(cost), at_least)


def mip_of(cp: cp_model.CpModel, time_budget: TimeBudget | None = None) -> model_pb2.ModelProto:
    """Return a model of whole variables and linear constraints as a mixed integer program.

    Parameters
    ----------
    cp : cp_model.CpModel
        The model.
    time_budget : TimeBudget, optional
        Asked between constraints.

    Returns
    -------
    model_pb2.ModelProto
        The same variables, in order, and the same constraints.

    Raises
    ------
    ValueError
        A constraint is not linear.
    Stopped
        The time is over or the job cancelled.
    """
    source = cp.proto
    rows: list[Ints] = []
    columns: list[Ints] = []
    factors: list[Floats] = []
    ends: list[tuple[float, float]] = []
    for constraint in source.constraints:
        if time_budget is not None:
            time_budget.check()
        if constraint.has_exactly_one():
            taken = np.asarray(constraint.exactly_one.literals, dtype=np.intp)
            weights, end = np.ones(len(taken)), (1.0, 1.0)
        elif constraint.has_linear() and not constraint.enforcement_literal:
            linear = constraint.linear
            taken = np.asarray(linear.vars, dtype=np.intp)
            weights, end = np.asarray(linear.coeffs, dtype=np.float64), _ends(linear.domain)
        else:
            raise ValueError("only linear constraints make a mixed integer program")
        order = np.argsort(taken)
        rows.append(np.full(len(taken), len(ends)))
        columns.append(taken[order])
        factors.append(weights[order])
        ends.append(end)
    proto = model_pb2.ModelProto()
    domains = [_ends(variable.domain) for variable in source.variables]
    proto.variables.ids.extend(range(len(domains)))
    proto.variables.lower_bounds.extend(low for low, _ in domains)
    proto.variables.upper_bounds.extend(high for _, high in domains)
    proto.variables.integers.extend([True] * len(domains))
    objective = sorted(zip(source.objective.vars, source.objective.coeffs, strict=True))
    proto.objective.linear_coefficients.ids.extend(j for j, _ in objective)
    proto.objective.linear_coefficients.values.extend(float(factor) for _, factor in objective)
    proto.objective.offset = source.objective.offset
    proto.linear_constraints.ids.extend(range(len(ends)))
    proto.linear_constraints.lower_bounds.extend(low for low, _ in ends)
    proto.linear_constraints.upper_bounds.extend(high for _, high in ends)
    matrix = proto.linear_constraint_matrix
    matrix.row_ids.extend(np.concatenate([*rows, np.zeros(0, dtype=np.intp)]).tolist())
    matrix.column_ids.extend(np.concatenate([*columns, np.zeros(0, dtype=np.intp)]).tolist())
    matrix.coefficients.extend(np.concatenate([*factors, np.zeros(0)]).tolist())
    if time_budget is not None:
        time_budget.check()
    return proto


def _ends(domain: Sequence[int]) -> tuple[float, float]:
    """Return the lower and upper end of a domain, infinite where it has none."""
    # The solver's own lists take no index from the end.
    low, high = domain[0], domain[len(domain) - 1]
    return (
        -float("inf") if low < -NO_END else float(low),
        float("inf") if high > NO_END else float(high),
    )


def _start_of(cp: cp_model.CpModel) -> list[float]:
    """Return the hinted value of every variable; nothing if not all are hinted."""
    hint, count = cp.proto.solution_hint, len(cp.proto.variables)
    if len(hint.vars) < count:
        return []
    start = [0.0] * count
    for j, value in zip(hint.vars, hint.values, strict=True):
        start[j] = float(value)
    return start
