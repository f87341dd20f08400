"""How low the peak can go with a given number of changes: a proven bound."""

from __future__ import annotations

from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.changes.change_budget import Budget
from stageplanner.optimise.changes.cheapest_changes import count_changes
from stageplanner.optimise.changes.fewest_changes import MOST_OPTIONS
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Instance
from stageplanner.optimise.peak.reach_level import next_peak
from stageplanner.optimise.time_budget import TimeBudget

#: Levels at which the relaxation is solved, and steps to close in with its prices.
MOST_LEVELS, STEPS = 5, 30


def bound_within(
    instance: Instance,
    pool: CutPool,
    most: int,
    between: tuple[float, float],
    time_budget: TimeBudget,
) -> float:
    """Prove how low the peak can go at best if no more than so many changes are asked.

    A level that takes more changes than are allowed, by the prices of a relaxation, is reached by
    no plan with as few.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Gets the sets that answers violate.
    most : int
        The most changes.
    between : tuple of float and float
        A bound that holds for any number of changes, and the peak of a plan within the changes
        allowed, as fractions of the places.
    time_budget : TimeBudget
        Asked between the relaxations.

    Returns
    -------
    float
        As a fraction of the places; at least the bound that was given.
    """
    low, high = between
    if most == 0:
        return high
    options = sum(len(instance.tasks[i].options) for i in instance.free)
    if options > MOST_OPTIONS or high <= low + ROUNDING or time_budget.is_over():
        return min(low, high)
    budget = Budget(instance, pool, count_changes(instance))
    level = high - TOLERANCE
    for _ in range(MOST_LEVELS):
        if time_budget.is_over():
            break
        budget.solve(level, time_budget)
        if budget.at_least(level) > most:
            low = level
            break
        high = level
        level = (low + high) / 2
    for _ in range(STEPS):
        level = (low + high) / 2
        if budget.at_least(level) > most:
            low = level
        else:
            high = level
    return min(next_peak(instance, pool, low), between[1]) if low > between[0] else between[0]
