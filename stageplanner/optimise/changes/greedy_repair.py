"""Bring a choice to a level quickly: one change after the other, each time the best one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from stageplanner.load.arrays import Floats
from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance


def greedy_repair(
    instance: Instance,
    pool: CutPool,
    level: float,
    choice: Choice,
    is_over: Callable[[], bool] = lambda: False,
) -> Choice | None:
    """Bring a choice to a level by one change after the other, each time the best one.

    The best is the one that takes most students out of places that are too full. From the wishes
    this gives at once a plan whose number of changes is near the fewest.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Gets the sets that the choice violates.
    level : float
        Peak utilisation allowed, as a fraction of the places.
    choice : Choice
        To begin with; it is not changed. Shape (tasks,).
    is_over : callable
        Asked before every change whether to give up.

    Returns
    -------
    Choice or None
        ``None`` if no single change helps any more, or time was up. Shape (tasks,).
    """
    if is_over():
        return None
    choice = choice.copy()
    pool.separate(instance.demand(choice), level)
    loads = pool.loads(instance.demand(choice))
    while not is_over():
        step = _best_step(instance, pool, loads, level, choice)
        if step is not None:
            task, now = instance.tasks[step[0]], int(choice[step[0]])
            rows = pool.members[:, task.programme]
            loads[rows] += task.weight * (task.presence[step[1]] - task.presence[now])
            choice[step[0]] = step[1]
            continue
        if (loads > level * pool.capacity + ROUNDING).any():
            return None
        known = len(pool)
        if pool.separate(instance.demand(choice), level) <= level + ROUNDING:
            return choice if instance.is_feasible(choice) else None
        if len(pool) == known:
            return None
        loads = pool.loads(instance.demand(choice))
    return None


def _best_step(
    instance: Instance, pool: CutPool, loads: Floats, level: float, choice: Choice
) -> tuple[int, int] | None:
    """Return the change (task, option) that takes away most of the excess, if any does."""
    room = level * pool.capacity
    over = np.maximum(0.0, loads - room)
    if over.max(initial=0.0) <= ROUNDING:
        return None
    excess = float(over.sum())
    rows_of = [np.flatnonzero(members) for members in pool.members.T]
    of_programme = [float(over[rows].sum()) for rows in rows_of]
    best, step = excess - ROUNDING, None
    for i in instance.free:
        task, now = instance.tasks[i], int(choice[i])
        rows = rows_of[task.programme]
        without = loads[rows] - task.weight * task.presence[now] - room[rows]
        short = np.maximum(0.0, without)
        # The excess that would remain even if the group were present nowhere.
        rest = excess - of_programme[task.programme] + float(short.sum())
        if rest >= best:
            continue
        rise = np.maximum(0.0, without + task.weight) - short
        costs = rest + task.presence @ rise.sum(axis=0)
        if instance.is_coupled:
            costs = np.where(instance.feasible_options(i, choice), costs, np.inf)
        option = int(costs.argmin())
        if costs[option] < best:
            best, step = float(costs[option]), (i, option)
    return step
