"""Two goals of a proposal: niveaus served first, and periods of the school year kept."""

from __future__ import annotations

from math import ceil

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.load.arrays import Bools, Floats
from stageplanner.load.programme_sets import worst_sets
from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.instance.cp_model import Model, ServedGroups, shortage_covers
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.ranking.goals import Goal, weighted


def served_demand(instance: Instance, choice: Choice, niveaus: tuple[int, ...]) -> Floats:
    """Return the weighted students of some niveaus alone.

    Parameters
    ----------
    instance : Instance
        The component.
    choice : Choice
        Shape (tasks,).
    niveaus : tuple of int
        The niveaus.

    Returns
    -------
    Floats
        Shape (days, programmes).
    """
    demand = instance.others_of(niveaus)
    for task, option in zip(instance.tasks, choice, strict=True):
        if task.period.niveau in niveaus:
            demand[:, task.programme] += task.weight * task.presence[option]
    return demand


def served_shortage(instance: Instance, choice: Choice, niveaus: tuple[int, ...]) -> float:
    """Return the shortage of some niveaus that are served before the others.

    See :mod:`stageplanner.load.shortage_by_niveau`.

    Parameters
    ----------
    instance : Instance
        The component.
    choice : Choice
        Shape (tasks,).
    niveaus : tuple of int
        The niveaus.

    Returns
    -------
    float
        Student-days over the year.
    """
    demand = served_demand(instance, choice, niveaus)
    return float(worst_sets(demand, instance.places, instance.accredits).shortage.sum())


def less_shortage_of(model: Model, pool: CutPool, niveaus: tuple[int, ...]) -> Goal | None:
    """Build the goal of less shortage of some niveaus that are served before the others.

    Parameters
    ----------
    model : Model
        Gets the variables of the goal.
    pool : CutPool
        Gets the sets that lack places.
    niveaus : tuple of int
        The niveaus, the last of them not yet served.

    Returns
    -------
    Goal or None
        In student-days times ``instance.unit``; ``None`` if the last niveau has no stage periods.
    """
    if all(task.period.niveau != niveaus[-1] for task in model.instance.tasks):
        return None
    instance = model.instance
    unit = instance.unit
    most = ceil(sum(task.weight for task in instance.tasks) * unit) + 1
    days = [model.cp.new_int_var(0, most, "") for _ in instance.grid.days]
    settled = [t for t in instance.tasks if t.period.niveau in niveaus and len(t.options) == 1]
    base = instance.others_of(niveaus)
    for task in settled:
        base[:, task.programme] += task.weight * task.presence[0]
    wanted: Bools = np.concatenate(
        [
            np.full(len(instance.tasks[i].options), instance.tasks[i].period.niveau in niveaus)
            for i in instance.free
        ]
        or [np.zeros(0, dtype=np.bool_)]
    )
    among = ServedGroups(wanted, base, set())

    def cover(choice: Choice) -> int:
        demand = served_demand(instance, choice, niveaus)
        pool.separate_shortage(demand)
        over = pool.loads(demand) > pool.capacity + ROUNDING
        return shortage_covers(model, pool, days, over, among=among)

    return Goal(
        "served first",
        cp_model.LinearExpr.sum(days),
        lambda choice: served_shortage(instance, choice, niveaus) * unit,
        lambda reached: reached,
        cover,
        unit,
    )


def in_scheme(model: Model) -> Goal | None:
    """Build the goal of changed periods that start and end with a period of the school year.

    Parameters
    ----------
    model : Model
        The model.

    Returns
    -------
    Goal or None
        In starts and ends off the scheme; ``None`` if no option is off it.
    """
    instance = model.instance
    expression = weighted(model, lambda task, option: int(task.off_scheme[option]))
    if expression is None:
        return None

    def value(choice: Choice) -> float:
        return float(
            sum(
                task.off_scheme[option]
                for task, option in zip(instance.tasks, choice, strict=True)
                if task.is_change[option]
            )
        )

    return Goal("scheme", expression, value, lambda reached: reached)
