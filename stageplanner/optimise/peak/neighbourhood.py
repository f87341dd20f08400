"""Better plans from a good one: free the groups around the peak, keep the others where they are.

What is left is small enough for CP-SAT to solve within a second, and hard for a search that
moves one group at a time: several groups have to change weekdays together.

Source: P. Shaw, Using constraint programming and local search methods to solve vehicle
routing problems, CP 1998 (large neighbourhood search, LNS).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from stageplanner.load.arrays import Ints
from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.instance.cp_model import build_model, peak_at_most
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.solve_with_cuts import level_cuts, solutions
from stageplanner.optimise.time_budget import TimeBudget

#: Groups that are freed at once.
FREED = 64
#: Cuts fuller than this part of the level are stated; the others wait until they are violated.
NEAR = 0.7


def freed_tasks(
    instance: Instance, pool: CutPool, choice: Choice, random: np.random.Generator, extra: int
) -> Ints:
    """Choose the groups of the programmes that overrun the fullest places, and a few others.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Its sets give the fullest places.
    choice : Choice
        Shape (tasks,).
    random : np.random.Generator
        Draws the others, and some of the groups if there are too many.
    extra : int
        How many others.

    Returns
    -------
    Ints
        Sorted numbers of tasks. Shape (freed,).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        fullness = np.where(
            pool.capacity > 0, pool.loads(instance.demand(choice)) / pool.capacity, 0.0
        )
    fullest = (fullness >= fullness.max() - ROUNDING).any(axis=1)
    programmes = pool.members[fullest].any(axis=0)
    free = np.array(instance.free, dtype=np.intp)
    is_near = np.array([programmes[instance.tasks[i].programme] for i in free])
    near, far = free[is_near], free[~is_near]
    if len(near) > FREED + extra:
        return np.sort(random.choice(near, FREED + extra, replace=False))
    count = min(len(far), extra)
    return np.sort(np.concatenate([near, random.choice(far, count, replace=False)]))


def improve(
    instance: Instance,
    pool: CutPool,
    choice: Choice,
    goal: float,
    *,
    freed: Ints,
    time_budget: TimeBudget,
    work: float,
) -> Choice | None:
    """Bring the peak to ``goal`` by moving the freed groups only.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Cuts to begin with; those that answers violate are added.
    choice : Choice
        Where the groups are. Shape (tasks,).
    goal : float
        Peak utilisation allowed, as a fraction of the places.
    freed : Ints
        The tasks that may move. Shape (freed,).
    time_budget : TimeBudget
        For all solves together.
    work : float
        The most units of one solve.

    Returns
    -------
    Choice or None
        ``None`` if it cannot be done, or not in time. Shape (tasks,).

    Raises
    ------
    Stopped
        The time was over while the model was built.
    """
    part = _restricted(instance, choice, frozenset(freed.tolist()))
    model = build_model(part, time_budget)
    start = part.wish.copy()
    start[freed] = choice[freed]
    pool.separate(instance.demand(choice), goal)
    loads = pool.loads(instance.demand(choice))
    if not peak_at_most(model, pool, goal, loads > NEAR * goal * pool.capacity):
        return None
    model.hint(start)
    add_cuts = level_cuts(model, pool, goal)
    for solved in solutions(model, time_budget, add_cuts, work=work, hints_answer=True):
        if solved.choice is not None and part.peak(solved.choice) <= goal + ROUNDING:
            better = choice.copy()
            better[freed] = solved.choice[freed]
            return better
    return None


def _restricted(instance: Instance, choice: Choice, freed: frozenset[int]) -> Instance:
    """Return the instance in which all groups but the freed ones have nothing to choose."""
    tasks = tuple(
        task if i in freed else task.only(choice[i : i + 1])
        for i, task in enumerate(instance.tasks)
    )
    return replace(instance, tasks=tasks)
