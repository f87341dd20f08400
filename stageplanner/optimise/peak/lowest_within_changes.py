"""The lowest peak that a given number of changes can reach."""

from __future__ import annotations

from contextlib import suppress

from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.instance.cp_model import (
    PEAK_SCALE,
    build_model,
    changes_at_most,
    peak_variable_covers,
)
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.solve_with_cuts import peak_cuts, solutions, violated_cells
from stageplanner.optimise.time_budget import Stopped, TimeBudget


def lowest_within(
    instance: Instance,
    pool: CutPool,
    most: int,
    reference: Choice,
    time_budget: TimeBudget,
) -> Choice:
    """Find the plan with the lowest peak among those with at most ``most`` changes.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Cuts to begin with; those that answers violate are added.
    most : int
        The most changes.
    reference : Choice
        A choice with more changes, whose cuts are known from the start. Shape (tasks,).
    time_budget : TimeBudget
        For all solves together.

    Returns
    -------
    Choice
        The wishes if nothing lower was found in time. Shape (tasks,).
    """
    best, best_peak = instance.wish, instance.peak(instance.wish)
    with suppress(Stopped):
        model = build_model(instance, time_budget)
        changes_at_most(model, most)
        peak = model.cp.new_int_var(0, int(best_peak * PEAK_SCALE) + 1, "peak")
        model.cp.minimize(peak)
        for choice in (instance.wish, reference):
            cells = violated_cells(model, pool, instance.peak(reference), choice)
            peak_variable_covers(model, pool, peak, cells)
        model.hint(best)
        for solved in solutions(
            model, time_budget, peak_cuts(model, pool, peak), hints_answer=True
        ):
            if solved.choice is None:
                break
            reached = instance.peak(solved.choice)
            if reached < best_peak - ROUNDING:
                best, best_peak = solved.choice, reached
    return best
