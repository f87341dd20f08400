"""The lowest peak that a given number of changes can reach."""

from __future__ import annotations

from contextlib import suppress

from ortools.sat.python import cp_model

from stageplanner.optimise.instance.cp_model import (
    Model,
    build_model,
    changes_at_most,
    peak_variable_covers,
)
from stageplanner.optimise.instance.cut_pool import TOLERANCE, CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.time_budget import Stopped, TimeBudget

#: The solver counts the peak in hundredths of a percent.
SCALE = 10_000


def lowest_within(
    instance: Instance,
    pool: CutPool,
    most: int,
    reference: Choice,
    effort: TimeBudget,
) -> Choice:
    """Find the plan with the lowest peak among those with at most ``most`` changes.

    Parameters
    ----------
    reference
        A choice with more changes: its cuts are worth knowing from the start.
    """
    best, best_peak = instance.wish, instance.peak(instance.wish)
    with suppress(Stopped):
        model = build_model(instance, effort)
        changes_at_most(model, most)
        peak = model.cp.new_int_var(0, int(best_peak * SCALE) + 1, "peak")
        model.cp.minimize(peak)
        for choice in (instance.wish, reference):
            _cover(model, pool, peak, choice, instance.peak(reference))
        model.hint(best)
        while not effort.is_over():
            solver = effort.new_solver()
            with effort.stopping(solver.stop_search):
                status = solver.solve(model.cp)
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                break
            choice = model.choice_of([solver.boolean_value(taken) for taken in model.flat])
            reached = instance.peak(choice)
            if reached < best_peak - TOLERANCE:
                best, best_peak = choice, reached
            pool.separate(instance.demand(choice), solver.objective_value / SCALE)
            if not _cover(model, pool, peak, choice, solver.objective_value / SCALE):
                break
            model.hint(choice)
    return best


def _cover(model: Model, pool: CutPool, peak: cp_model.IntVar, choice: Choice, level: float) -> int:
    loads = pool.loads(model.instance.demand(choice))
    return peak_variable_covers(model, pool, peak, SCALE, loads > level * pool.capacity + TOLERANCE)
