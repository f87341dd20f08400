"""Share the room of limits between the components that have groups of an institution."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from stageplanner.load.arrays import Floats
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.instance.gaps_and_limits import Limit, limit_usage
from stageplanner.optimise.instance.instance import Choice, Instance


def with_remaining_room(instance: Instance, others: Iterable[tuple[Instance, Choice]]) -> Instance:
    """Give a component all the room that the others leave as they are now.

    Parameters
    ----------
    instance : Instance
        The component.
    others : iterable of (Instance, Choice)
        The other components, each with its choice of shape (tasks,).

    Returns
    -------
    Instance
        With other room of its limits.
    """
    left = {limit.key: limit.allowed.copy() for limit in instance.limits}
    for other, choice in others:
        for limit in other.limits:
            if limit.key in left:
                left[limit.key] -= limit_usage(other.tasks, limit, choice)
    limits = tuple(replace(limit, room=left[limit.key]) for limit in instance.limits)
    return replace(instance, limits=limits)


def share_room(pairs: Sequence[tuple[Instance, Choice]]) -> tuple[Instance, ...]:
    """Share what the limits leave above the current choices of all components.

    Whatever each component then chooses, together they have no more than the limit, or than the
    current choices if those have more.

    Parameters
    ----------
    pairs : sequence of (Instance, Choice)
        All components, each with its current choice of shape (tasks,).

    Returns
    -------
    tuple of Instance
        In the same order, with other room of their limits.
    """
    total: dict[tuple[str, str], Floats] = {}
    movable: dict[tuple[str, str], int] = defaultdict(int)
    for instance, choice in pairs:
        for limit in instance.limits:
            used = limit_usage(instance.tasks, limit, choice)
            total[limit.key] = used + total.get(limit.key, np.zeros_like(used))
            movable[limit.key] += _movable(instance, limit)

    def shared(instance: Instance, limit: Limit, choice: Choice) -> Limit:
        left = np.maximum(limit.allowed - total[limit.key], 0.0)
        share = left * _movable(instance, limit) / (movable[limit.key] or 1)
        room = limit_usage(instance.tasks, limit, choice) + np.floor(share + TOLERANCE)
        return replace(limit, room=room, loosest=np.maximum(limit.loosest, room))

    return tuple(
        replace(instance, limits=tuple(shared(instance, used, choice) for used in instance.limits))
        for instance, choice in pairs
    )


def _movable(instance: Instance, limit: Limit) -> int:
    """Return the students of the groups of a limit that have something to choose."""
    tasks = [instance.tasks[i] for i in limit.tasks]
    return sum(task.period.students for task in tasks if len(task.options) > 1)
