"""How full the places of every programme are, week by week: the numbers of the heat map.

A cell is the highest level (:mod:`stageplanner.load.utilisation_levels`) that a programme meets on
any day of the week: utilisation when students are spread as evenly as the accreditations allow. The
highest of a week is its peak utilisation.
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
    """Per programme and week: the busiest day's utilisation and students.

    ``peaks[programme][week]`` is a fraction, 0 where nobody is there and ``inf`` where
    students have no place at all; ``students[programme][week]`` counts the most students on
    one day. Weeks are named by their Mondays.
    """

    mondays: tuple[date, ...]
    programmes: tuple[str, ...]
    peaks: tuple[tuple[float, ...], ...]
    students: tuple[tuple[float, ...], ...]


def weekly_heat(state: State, plan: Plan | None = None, grid: DayGrid | None = None) -> Heat:
    """Look per programme and week how full the places are under a plan, or the wishes."""
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
