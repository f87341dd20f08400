"""Fewer changes at the same peak: revert to every wish that fits after all."""

from __future__ import annotations

import numpy as np

from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.time_budget import Stopped, TimeBudget

#: Orders in which the wishes are tried; the best of them counts.
TURNS = 60


def revert_to_wish(
    instance: Instance,
    pool: CutPool,
    level: float,
    choice: Choice,
    time_budget: TimeBudget,
    *,
    turns: int = TURNS,
) -> Choice:
    """Put groups back to their wish one by one as long as the peak stays at most ``level``.

    Every order of trying gives another result; a few orders, small groups first or at random, are
    tried and the fewest changes win.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Gets the sets that choices violate.
    level : float
        Peak utilisation allowed, as a fraction of the places.
    choice : Choice
        A choice that reaches the level; it is not changed. Shape (tasks,).
    time_budget : TimeBudget
        Asked between groups; its seed draws the orders.
    turns : int
        Orders to try.

    Returns
    -------
    Choice
        ``choice`` if no wish fits. Shape (tasks,).
    """
    random = np.random.default_rng(time_budget.seed)
    best = choice
    for turn in range(turns):
        if time_budget.is_over():
            break
        order = _order(instance, choice, turn, random)
        try:
            reverted = _given_back(
                instance, pool, level, choice, order=order, time_budget=time_budget
            )
        except Stopped:
            break
        if instance.changes(reverted) < instance.changes(best):
            best = reverted
        if turn % 4 == 3:
            # The next orders start from the best so far.
            choice = best
    return best


def _order(instance: Instance, choice: Choice, turn: int, random: np.random.Generator) -> list[int]:
    changed = [i for i in instance.free if instance.tasks[i].is_change[choice[i]]]
    if not turn:
        return sorted(changed, key=lambda i: instance.tasks[i].weight)
    return [int(i) for i in random.permutation(changed)]


def _given_back(
    instance: Instance,
    pool: CutPool,
    level: float,
    choice: Choice,
    *,
    order: list[int],
    time_budget: TimeBudget,
) -> Choice:
    choice = choice.copy()
    while True:
        before = choice.copy()
        room = level * pool.capacity + ROUNDING
        loads = pool.loads(instance.demand(choice))
        for i in order:
            time_budget.check()
            task, now = instance.tasks[i], int(choice[i])
            step = task.weight * (task.presence[0] - task.presence[now])
            rows = pool.members[:, task.programme]
            if (loads[rows] + step > room[rows]).any():
                continue
            loads[rows] += step
            choice[i] = 0
            if not instance.is_feasible(choice):
                choice[i] = now
                loads[rows] -= step
        known = len(pool)
        if pool.separate(instance.demand(choice), level) <= level + ROUNDING:
            return choice
        if len(pool) == known:
            return before
        choice = before
