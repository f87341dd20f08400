"""From the plan data to the instances of its components."""

from __future__ import annotations

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
from stageplanner.load.supply import split_components
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
    state: State, locked: frozenset[str] = frozenset(), effort: TimeBudget | None = None
) -> tuple[Instance, ...]:
    """Split a region into its components and list every option.

    Parameters
    ----------
    locked
        Ids of stage periods that keep their wish, besides the fixed ones.
    effort
        Who may want to stop; by default nobody.

    Returns
    -------
    tuple of Instance
        The largest first.

    Raises
    ------
    Stopped
        Somebody wanted to stop before all options were listed.
    """
    effort = TimeBudget(float("inf")) if effort is None else effort
    grid = build_grid(state)
    supply = supply_of(state, grid)
    tasks = _build_tasks(state, grid, locked, effort)
    others = {
        niveau: heads * state.policy.weight_of(niveau)
        for niveau, heads in base_heads(state, grid.days, supply.programmes).items()
    }
    instances = []
    for component in split_components(supply):
        effort.check()
        columns, kinds = list(component.programmes), list(component.kinds)
        names = tuple(supply.programmes[i] for i in columns)
        number = {name: i for i, name in enumerate(names)}
        own = tuple(
            replace(task, programme=number[task.period.programme])
            for task in tasks
            if task.period.programme in number
        )
        if not own:
            continue  # programmes of others alone: there is nothing to choose
        places, accredits = supply.places[:, kinds], supply.accredits[np.ix_(kinds, columns)]
        there = {niveau: load[:, columns] for niveau, load in others.items()}
        if not kinds:
            places = _stand_in(own, sum(there.values(), np.zeros((len(grid.days), 1))))
            accredits = np.ones((1, 1), dtype=np.bool_)
        homeless = places @ accredits <= 0
        is_left_out = any(bool((load[homeless] > 0).any()) for load in there.values())
        homes = [_at_home(task, places, accredits) for task in own]
        orders = _open_orders(own)
        instances.append(
            Instance(
                grid=grid,
                programmes=names,
                tasks=tuple(task for task, _ in homes),
                places=places,
                accredits=accredits,
                orders=orders,
                has_capacity=bool(kinds),
                has_homeless=is_left_out or any(is_homeless for _, is_homeless in homes),
                others={n: np.where(homeless, 0.0, load) for n, load in there.items()},
                gaps=_open_gaps(state, own, orders),
                served_first=state.policy.served_first,
            )
        )
    limits = build_limits(state, grid, [instance.tasks for instance in instances])
    limited = [replace(i, limits=own) for i, own in zip(instances, limits, strict=True)]
    return tuple(sorted(limited, key=lambda i: (-len(i.tasks), i.programmes)))


def _build_tasks(
    state: State, grid: DayGrid, locked: frozenset[str], effort: TimeBudget
) -> tuple[Task, ...]:
    calendar, terms = calendar_of(state), all_terms(state)
    days_of, agreed = DaysOf(calendar, grid), agreed_placements(state)

    def ways(period: StagePeriod) -> tuple[Way, ...]:
        if period.id in locked:
            return (wish_option(period),)
        return build_ways(period, terms[period.id], calendar)

    def task(period: StagePeriod) -> Task:
        effort.check()
        if period.id in agreed:
            return settled_task(state, period, agreed[period.id], days_of)
        return build_task(state, period, ways(period), days_of, terms[period.id])

    return tuple(task(period) for period in state.periods)


def _stand_in(tasks: tuple[Task, ...], others: Floats) -> Floats:
    """Places for a programme without leerbedrijven: as many as the wish asks at its peak."""
    wishes = [task.presence[0] if task.wished is None else task.wished for task in tasks]
    wished = sum((t.weight * w for t, w in zip(tasks, wishes, strict=True)), others[:, 0])
    return np.full((len(others), 1), max(1.0, float(wished.max(initial=0.0))))


def _at_home(task: Task, places: Floats, accredits: Bools) -> tuple[Task, bool]:
    """Take out the options on days when no leerbedrijf is open for the programme.

    A task that has no other options keeps them all; those days are then left out of its
    presence. The wish stays in any case.
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
    """The orders that can be kept from the start; what was agreed may already break one.

    The checker tells of those: it is for the parties to solve, not for a plan.
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
    """The gaps that can be kept from the start."""
    return tuple(
        gap
        for gap in build_gaps(state, tuple(task.period for task in tasks), orders)
        if gap.keeps(tasks[gap.first].options[0], tasks[gap.second].options[0])
    )
