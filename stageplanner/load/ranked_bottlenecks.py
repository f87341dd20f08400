"""The knelpunten of a plan, the worst first: where to begin.

On a day every programme has one level (:mod:`stageplanner.load.utilisation_levels`); programmes of
one component on one level above 100% are a bottleneck of that day. Bottlenecks that share a
programme on different days are one knelpunt. They are disjoint, and so are the students that they
lack places for: the tekort of all knelpunten is the tekort of the region.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.plan import Plan
from stageplanner.domain.state import State
from stageplanner.load.arrays import Floats
from stageplanner.load.demand import build_demand, build_grid
from stageplanner.load.measures import Bottleneck, bottleneck_on, supply_of
from stageplanner.load.supply import split_components
from stageplanner.load.tolerances import FULL, ROUNDING
from stageplanner.load.utilisation_levels import build_levels, missing_share


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedBottleneck:
    """One knelpunt over the year.

    ``programmes`` are all that are ever part of it; ``worst`` is its worst day, with the programmes
    of that day. ``days`` counts the days above 100%, ``too_many`` is in weighted students on the
    worst day, ``shortage`` in student-days over all days. ``peak`` is a fraction of capacity.
    """

    programmes: tuple[str, ...]
    worst: Bottleneck
    days: int
    too_many: float
    shortage: float
    peak: float


@dataclass(frozen=True, slots=True)
class LevelledDays:
    """The days of a plan: ``load`` and ``levels``, both shape (days, programmes).

    ``component_of`` gives the number of the component of a programme, by its code. Levels are 0
    where no places are known: that is no overload.
    """

    days: tuple[date, ...]
    programmes: tuple[str, ...]
    load: Floats
    levels: Floats
    component_of: Mapping[str, int]


def rank_bottlenecks(state: State, plan: Plan | None = None) -> tuple[RankedBottleneck, ...]:
    """Find every knelpunt of a plan, the largest tekort first.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan, optional
        The plan to look at; without it the wishes.

    Returns
    -------
    tuple of RankedBottleneck
        Empty if no day is above 100%.
    """
    grid = build_grid(state, plan)
    demand = build_demand(state, plan, grid)
    supply = supply_of(state, grid)
    levels = np.zeros_like(demand.load)
    component_of: dict[str, int] = {}
    for number, component in enumerate(split_components(supply)):
        columns, kinds = list(component.programmes), list(component.kinds)
        component_of |= {demand.programmes[i]: number for i in columns}
        if kinds:
            accredits = supply.accredits[np.ix_(kinds, columns)]
            of = build_levels(demand.load[:, columns], supply.places[:, kinds], accredits)
            levels[:, columns] = of.programmes
    days = LevelledDays(grid.days, demand.programmes, demand.load, levels, component_of)
    return rank_levelled(days, state.leerbedrijven)


def rank_levelled(
    days: LevelledDays, leerbedrijven: Sequence[Leerbedrijf]
) -> tuple[RankedBottleneck, ...]:
    """Find every knelpunt of days of which the levels are known, the largest tekort first.

    Parameters
    ----------
    days : LevelledDays
        Load and levels.
    leerbedrijven : Sequence[Leerbedrijf]
        All of the region.

    Returns
    -------
    tuple of RankedBottleneck
        Among equal tekort the most days above 100% first.
    """
    missing = days.load * missing_share(days.levels)
    ranked = []
    for columns in _families(days):
        levels = days.levels[:, columns]
        peaks = levels.max(axis=1)
        over = np.flatnonzero(peaks > FULL)
        lacking = missing[:, columns].sum(axis=1)
        # Of equally full days the one that lacks most places, then the first.
        best = max(over, key=lambda d: (round(float(peaks[d]), 9), round(float(lacking[d]), 6)))
        day = int(best)
        peak = float(peaks[day])
        at_peak = [c for c in columns if np.isclose(days.levels[day, c], peak, rtol=ROUNDING)]
        ranked.append(
            RankedBottleneck(
                programmes=tuple(days.programmes[c] for c in columns),
                worst=bottleneck_at(days, day, peak, at_peak, leerbedrijven),
                days=len(over),
                too_many=float(missing[day, at_peak].sum()),
                shortage=float(lacking.sum()),
                peak=peak,
            )
        )
    ranked.sort(key=lambda one: (-round(one.shortage, 6), -one.days, one.programmes))
    return tuple(ranked)


def bottleneck_at(
    days: LevelledDays,
    day: int,
    level: float,
    columns: Sequence[int],
    leerbedrijven: Sequence[Leerbedrijf],
) -> Bottleneck:
    """Describe the programmes on one level of a day, with the leerbedrijven left for them.

    Parameters
    ----------
    days : LevelledDays
        Load and levels.
    day : int
        The row of the day.
    level : float
        A fraction of capacity.
    columns : sequence of int
        The programmes on that level, of one component.
    leerbedrijven : Sequence[Leerbedrijf]
        All of the region.

    Returns
    -------
    Bottleneck
        A lower bottleneck does not count the leerbedrijven that a higher one has filled.
    """
    chosen = tuple(days.programmes[c] for c in columns)
    students = float(days.load[day, list(columns)].sum())
    whole = bottleneck_on(days.days[day], chosen, students, leerbedrijven)
    if not np.isfinite(level):
        return whole
    higher = {p for c, p in enumerate(days.programmes) if days.levels[day, c] > level * FULL}
    taken = {company.id for company in leerbedrijven if higher.intersection(company.accredited)}
    reached = set(whole.leerbedrijven) - taken
    left = [company for company in leerbedrijven if company.id in reached]
    return Bottleneck(
        day=whole.day,
        programmes=chosen,
        leerbedrijven=tuple(company.id for company in left),
        students=students,
        places=float(sum(company.free_places(whole.day) for company in left)),
        companies=sum(company.multiplicity for company in left),
    )


def _families(days: LevelledDays) -> Iterator[list[int]]:
    """Yield the programmes, as columns, of bottlenecks that share a programme on any day."""
    parent = list(range(len(days.programmes)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    is_over = days.levels > FULL
    rounded = np.where(np.isfinite(days.levels), np.round(days.levels, 9), np.inf)
    for row in np.unique(np.where(is_over, rounded, 0.0), axis=0):
        groups: dict[tuple[int, float], list[int]] = defaultdict(list)
        for column in np.flatnonzero(row > 0):
            number = days.component_of[days.programmes[column]]
            groups[number, float(row[column])].append(int(column))
        for members in groups.values():
            for other in members[1:]:
                parent[root(other)] = root(members[0])
    families: dict[int, list[int]] = defaultdict(list)
    for column in np.flatnonzero(is_over.any(axis=0)):
        families[root(int(column))].append(int(column))
    yield from families.values()
