"""Solve a CP-SAT model whose cuts are added when an answer violates them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.optimise.instance.cp_model import Model, peak_at_most
from stageplanner.optimise.instance.cut_pool import TOLERANCE, CutPool
from stageplanner.optimise.instance.instance import Choice
from stageplanner.optimise.time_budget import TimeBudget


@dataclass(frozen=True, eq=False)
class Solved:
    """What one call of the solver gave: its best choice and its bound, rounded up."""

    status: cp_model.CpSolverStatus
    choice: Choice | None
    at_least: int


def solve(model: Model, effort: TimeBudget) -> Solved:
    """Solve the model once with what it knows now."""
    solver = effort.new_solver()
    with effort.stopping(solver.stop_search):
        status = solver.solve(model.cp)
    bound = solver.best_objective_bound if status != cp_model.MODEL_INVALID else 0.0
    choice = None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        choice = model.choice_of([solver.boolean_value(taken) for taken in model.flat])
    at_least = ceil(bound - 1e-6) if np.isfinite(bound) else 0
    return Solved(status, choice, max(0, at_least))


def add_violated_cuts(model: Model, pool: CutPool, level: float, choice: Choice) -> int:
    """Say every cut of the pool that a choice violates; tells how many were new."""
    loads = pool.loads(model.instance.demand(choice))
    return peak_at_most(model, pool, level, loads > level * pool.capacity + TOLERANCE)
