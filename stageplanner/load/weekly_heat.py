"""Utilisation per programme and week: the numbers of the heat map.

A cell is the highest level (:mod:`stageplanner.load.utilisation_levels`) of a programme on any
day of the week. The highest cell of a week is its peak utilisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from stageplanner.domain.calendar import monday_of
from stageplanner.domain.plan import Plan
from stageplanner.domain.state import State
from stageplanner.load.arrays import Floats
from stageplanner.load.demand import DayGrid, build_demand, build_grid
from stageplanner.load.supply import build_supply, split_components
from stageplanner.load.utilisation_levels import build_levels


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Utilisation and students on the busiest day, per programme and week.

    ``peaks[programme][week]`` is a fraction of capacity, 0 without students and ``inf`` if
    students have no place at all; ``students[programme][week]`` is the most students on one
    day, not weighted. ``mondays`` are the weeks.
    """

    mondays: tuple[date, ...]
    programmes: tuple[str, ...]
    peaks: tuple[tuple[float, ...], ...]
    students: tuple[tuple[float, ...], ...]


def weekly_heat(state: State, plan: Plan | None = None, grid: DayGrid | None = None) -> Heat:
    """Measure the utilisation per programme and week under a plan, or the wishes.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan, optional
        The plan to measure; without it the wishes.
    grid : DayGrid, optional
        The days to measure; without it every day that any option could use.

    Returns
    -------
    Heat
        Per programme and week.
    """
    grid = build_grid(state, plan) if grid is None else grid
    demand = build_demand(state, plan, grid)
    supply = build_supply(state.leerbedrijven, demand.programmes, grid)
    levels = np.zeros_like(demand.load)
    for component in split_components(supply):
        columns, kinds = list(component.programmes), list(component.kinds)
        levels[:, columns] = build_levels(
            demand.load[:, columns],
            supply.places[:, kinds],
            supply.accredits[np.ix_(kinds, columns)],
        ).programmes
    mondays = tuple(dict.fromkeys(monday_of(day) for day in grid.days))
    return Heat(
        mondays=mondays,
        programmes=demand.programmes,
        peaks=_weekly(levels, grid, mondays),
        students=_weekly(demand.heads, grid, mondays),
    )


def _weekly(
    values: Floats, grid: DayGrid, mondays: tuple[date, ...]
) -> tuple[tuple[float, ...], ...]:
    if not mondays:
        return tuple(() for _ in range(values.shape[1]))
    of_day = [monday_of(day) for day in grid.days]
    starts = [of_day.index(monday) for monday in mondays]
    highest = np.maximum.reduceat(values, starts, axis=0)
    return tuple(tuple(row) for row in highest.T.tolist())
