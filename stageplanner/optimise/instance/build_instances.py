"""Build the instances of the components of a region from the plan data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Way
from stageplanner.domain.planning.split import build_ways
from stageplanner.domain.settled import agreed_placements
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, all_terms, calendar_of
from stageplanner.load.arrays import Bools, Floats
from stageplanner.load.base_load import base_heads
from stageplanner.load.demand import DayGrid, build_grid
from stageplanner.load.measures import supply_of
from stageplanner.load.supply import Component, Supply, split_components
from stageplanner.optimise.instance.gaps_and_limits import (
    Gap,
    build_gaps,
    build_limits,
    group_orders,
)
from stageplanner.optimise.instance.instance import Instance
from stageplanner.optimise.instance.task import DaysOf, Task, build_task, settled_task
from stageplanner.optimise.time_budget import TimeBudget


def build_instances(
    state: State, locked: frozenset[str] = frozenset(), time_budget: TimeBudget | None = None
) -> tuple[Instance, ...]:
    """Split a region into its components and list every option.

    Parameters
    ----------
    state : State
        The region.
    locked : frozenset of str
        Ids of stage periods that keep their wish, besides the fixed ones.
    time_budget : TimeBudget, optional
        Asked between stage periods; by default there is no end.

    Returns
    -------
    tuple of Instance
        The largest first; components without a stage period are left out.

    Raises
    ------
    Stopped
        The time was over, or the job cancelled, before all options were listed.
    """
    time_budget = TimeBudget(float("inf")) if time_budget is None else time_budget
    grid = build_grid(state)
    supply = supply_of(state, grid)
    tasks = _build_tasks(state, grid, locked, time_budget)
    others = {
        niveau: heads * state.policy.weight_of(niveau)
        for niveau, heads in base_heads(state, grid.days, supply.programmes).items()
    }
    instances = []
    for component in split_components(supply):
        time_budget.check()
        names = {supply.programmes[i] for i in component.programmes}
        inside = tuple(task for task in tasks if task.period.programme in names)
        # Where only students of others are present there is nothing to choose.
        if inside:
            instances.append(_instance_of(state, component, supply, inside, others))
    limits = build_limits(state, grid, [instance.tasks for instance in instances])
    limited = [
        replace(instance, limits=bound) for instance, bound in zip(instances, limits, strict=True)
    ]
    return tuple(sorted(limited, key=lambda i: (-len(i.tasks), i.programmes)))


def _instance_of(
    state: State,
    component: Component,
    supply: Supply,
    tasks: tuple[Task, ...],
    others: Mapping[int | None, Floats],
) -> Instance:
    """Build the instance of one component from its tasks and the loads of others.

    ``others`` has per niveau the load on all programmes of the region. Shape (days, programmes).
    """
    columns, kinds = list(component.programmes), list(component.kinds)
    names = tuple(supply.programmes[i] for i in columns)
    tasks = tuple(replace(t, programme=names.index(t.period.programme)) for t in tasks)
    loads = {niveau: load[:, columns] for niveau, load in others.items()}
    if kinds:
        places, accredits = supply.places[:, kinds], supply.accredits[np.ix_(kinds, columns)]
    else:
        places = _stand_in(tasks, sum(loads.values(), np.zeros((len(supply.grid.days), 1))))
        accredits = np.ones((1, 1), dtype=np.bool_)
    closed = places @ accredits <= 0
    open_tasks = [_without_closed_days(task, places, accredits) for task in tasks]
    orders = _open_orders(tasks)
    return Instance(
        grid=supply.grid,
        programmes=names,
        tasks=tuple(task for task, _ in open_tasks),
        places=places,
        accredits=accredits,
        orders=orders,
        has_capacity=bool(kinds),
        has_homeless=any(is_homeless for _, is_homeless in open_tasks)
        or any(bool((load[closed] > 0).any()) for load in loads.values()),
        others={niveau: np.where(closed, 0.0, load) for niveau, load in loads.items()},
        gaps=_open_gaps(state, tasks, orders),
        served_first=state.policy.served_first,
    )


def _build_tasks(
    state: State, grid: DayGrid, locked: frozenset[str], time_budget: TimeBudget
) -> tuple[Task, ...]:
    calendar, terms = calendar_of(state), all_terms(state)
    days_of, agreed = DaysOf(calendar, grid), agreed_placements(state)

    def ways(period: StagePeriod) -> tuple[Way, ...]:
        if period.id in locked:
            return (wish_option(period),)
        return build_ways(period, terms[period.id], calendar)

    def task(period: StagePeriod) -> Task:
        time_budget.check()
        if period.id in agreed:
            return settled_task(state, period, agreed[period.id], days_of)
        return build_task(state, period, ways(period), days_of, terms[period.id])

    return tuple(task(period) for period in state.periods)


def _stand_in(tasks: tuple[Task, ...], others: Floats) -> Floats:
    """Return places for a programme without leerbedrijven: as many as the wishes ask at their peak.

    Shape (days, 1).
    """
    wishes = [task.presence[0] if task.wished is None else task.wished for task in tasks]
    wished = sum((t.weight * w for t, w in zip(tasks, wishes, strict=True)), others[:, 0])
    return np.full((len(others), 1), max(1.0, float(wished.max(initial=0.0))))


def _without_closed_days(task: Task, places: Floats, accredits: Bools) -> tuple[Task, bool]:
    """Take out the options on days when no leerbedrijf is open for the programme.

    A task that has no other options keeps them all and is homeless; those days are then left out of
    its presence. The wish stays in any case.
    """
    closed = places[:, accredits[:, task.programme]].sum(axis=1) <= 0
    if task.wished is not None:
        task = replace(task, wished=np.where(closed, 0.0, task.wished))
    hurts: Bools = np.any(task.presence[:, closed] > 0, axis=1)
    if not hurts.any():
        return task, False
    if hurts.all():
        presence = task.presence.copy()
        presence[:, closed] = 0.0
        return replace(task, presence=presence), True
    return task.only(np.flatnonzero(~hurts | (np.arange(len(hurts)) == 0))), False


def _open_orders(tasks: tuple[Task, ...]) -> tuple[tuple[int, int], ...]:
    """Return the orders that hold at the start; what was agreed may already break one.

    The checker reports those: they are for the parties to solve, not for a plan.
    """
    return tuple(
        (a, b)
        for a, b in group_orders(tuple(task.period for task in tasks))
        if not (tasks[a].settled or tasks[b].settled)
        or tasks[a].options[0].end < tasks[b].options[0].start
    )


def _open_gaps(
    state: State, tasks: tuple[Task, ...], orders: tuple[tuple[int, int], ...]
) -> tuple[Gap, ...]:
    """Return the gaps that hold at the start."""
    return tuple(
        gap
        for gap in build_gaps(state, tuple(task.period for task in tasks), orders)
        if gap.keeps(tasks[gap.first].options[0], tasks[gap.second].options[0])
    )
