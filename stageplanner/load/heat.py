"""How full the places of every programme are, week by week: the numbers of the heat map.

The peak utilisation of a day belongs to its knelpunt only. What the other programmes see is
found by taking that knelpunt and its leerbedrijven away and asking again, until every
programme has its own number: the utilisation when students are spread as evenly as the
accreditations allow. The highest of a day is the peak utilisation of that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from stageplanner.domain.calendar import monday_of
from stageplanner.domain.plan import Plan
from stageplanner.domain.state import State
from stageplanner.load.demand import DayGrid, Floats, build_demand, build_grid
from stageplanner.load.hall import Bools, worst_sets
from stageplanner.load.supply import build_supply, split_components


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
    grid = build_grid(state) if grid is None else grid
    demand = build_demand(state, plan, grid)
    supply = build_supply(state.leerbedrijven, demand.programmes, grid)
    levels = np.zeros_like(demand.load)
    for component in split_components(supply):
        columns, kinds = list(component.programmes), list(component.kinds)
        levels[:, columns] = even_levels(
            demand.load[:, columns],
            supply.places[:, kinds],
            supply.accredits[np.ix_(kinds, columns)],
        )
    mondays = tuple(dict.fromkeys(monday_of(day) for day in grid.days))
    return Heat(
        mondays=mondays,
        programmes=demand.programmes,
        peaks=_weekly(levels, grid, mondays),
        students=_weekly(demand.heads, grid, mondays),
    )


def even_levels(demand: Floats, places: Floats, accredits: Bools) -> Floats:
    """Utilisation per day and programme when students are spread as evenly as can be.

    Parameters
    ----------
    demand, places, accredits
        As in :func:`stageplanner.load.hall.worst_sets`.

    Returns
    -------
    Floats
        (days, programmes); 0 where a programme has nobody, ``inf`` where it has no place.

    Notes
    -----
    Source: the principal sequence of N. Megiddo, Optimal flows in networks with multiple
    sources and sinks, Mathematical Programming 7 (1974).
    """
    demand, places = demand.copy(), places.copy()
    levels = np.zeros_like(demand)
    while (busy := np.flatnonzero((demand > 0).any(axis=1))).size:
        worst = worst_sets(demand[busy], places[busy], accredits)
        chosen = worst.peak_set & (demand[busy] > 0)
        stuck = ~chosen.any(axis=1)
        chosen[stuck] = demand[busy][stuck] > 0
        levels[busy] = np.where(chosen, worst.peak[:, None], levels[busy])
        demand[busy] = np.where(chosen, 0.0, demand[busy])
        taken = (chosen.astype(np.float64) @ accredits.T.astype(np.float64)) > 0
        places[busy] = np.where(taken, 0.0, places[busy])
    return levels


def _weekly(
    values: Floats, grid: DayGrid, mondays: tuple[date, ...]
) -> tuple[tuple[float, ...], ...]:
    if not mondays:
        return tuple(() for _ in range(values.shape[1]))
    of_day = [monday_of(day) for day in grid.days]
    starts = [of_day.index(monday) for monday in mondays]
    highest = np.maximum.reduceat(values, starts, axis=0)
    return tuple(tuple(row) for row in highest.T.tolist())
