"""The measures of a plan, defined once for screen, documents and solver.

Per component of programmes and leerbedrijven: the peak utilisation, its day, the bottleneck,
the tekort and the yearly balance; and per day the same of the whole region.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from stageplanner.domain.calendar import monday_of
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.plan import Plan
from stageplanner.domain.state import State, programmes_of
from stageplanner.load.arrays import Floats
from stageplanner.load.demand import DayGrid, build_demand, build_grid
from stageplanner.load.programme_sets import Worst, worst_sets
from stageplanner.load.supply import Supply, build_supply, split_components


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottleneck:
    """The knelpunt: the programmes whose students are most for their places, and the day.

    ``students`` (weighted) and ``places`` are those of that day. ``leerbedrijven`` are ids;
    ``companies`` counts a pool as the number of leerbedrijven that it represents.
    """

    day: date
    programmes: tuple[str, ...]
    leerbedrijven: tuple[str, ...]
    students: float
    places: float
    companies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentLoad:
    """The load of one component; the daily figures have one value per day of the grid.

    Peaks are fractions of capacity; ``peak`` is ``inf`` if students have no place at all on some
    day. ``year_balance`` is student-days asked per place-day offered, ``inf`` if no place is
    offered. ``daily_students`` are not weighted, ``daily_shortages`` are weighted students
    without a place.
    """

    programmes: tuple[str, ...]
    periods: int
    peak: float
    bottleneck: Bottleneck | None
    shortage_student_days: float
    year_balance: float
    has_capacity: bool
    daily_students: tuple[float, ...]
    daily_peaks: tuple[float, ...]
    daily_shortages: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLoad:
    """One day of the whole region.

    ``students`` are not weighted, ``peak`` is the highest fraction of capacity of any
    component, ``shortage`` is in weighted students.
    """

    day: date
    students: float
    peak: float
    shortage: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The load of a plan, per component and per day."""

    components: tuple[ComponentLoad, ...]
    days: tuple[DayLoad, ...]

    @property
    def peak(self) -> float:
        """Highest peak of any component, as a fraction of capacity."""
        return max((c.peak for c in self.components), default=0.0)

    @property
    def shortage_student_days(self) -> float:
        """Tekort of all components, in student-days."""
        return sum(c.shortage_student_days for c in self.components)


def measure(state: State, plan: Plan | None = None, grid: DayGrid | None = None) -> Measures:
    """Measure a plan, or the wishes.

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
    Measures
        Components with most stage periods first, then by programme.
    """
    grid = build_grid(state, plan) if grid is None else grid
    demand = build_demand(state, plan, grid)
    supply = build_supply(state.leerbedrijven, demand.programmes, grid)
    loads: list[ComponentLoad] = []
    for component in split_components(supply):
        columns, kinds = list(component.programmes), list(component.kinds)
        names = tuple(demand.programmes[i] for i in columns)
        asked = demand.load[:, columns]
        places = supply.places[:, kinds]
        worst = worst_sets(asked, places, supply.accredits[np.ix_(kinds, columns)])
        offered = float(places.sum())
        loads.append(
            ComponentLoad(
                programmes=names,
                periods=sum(period.programme in names for period in state.periods),
                peak=float(worst.peak.max(initial=0.0)),
                bottleneck=_bottleneck(worst, asked, names, grid, state.leerbedrijven),
                shortage_student_days=float(worst.shortage.sum()),
                year_balance=float(asked.sum()) / offered if offered else float("inf"),
                has_capacity=bool(kinds),
                daily_students=tuple(demand.heads[:, columns].sum(axis=1).tolist()),
                daily_peaks=tuple(worst.peak.tolist()),
                daily_shortages=tuple(worst.shortage.tolist()),
            )
        )
    loads.sort(key=lambda load: (-load.periods, load.programmes))
    return Measures(components=tuple(loads), days=_days(loads, grid))


def _days(loads: Sequence[ComponentLoad], grid: DayGrid) -> tuple[DayLoad, ...]:
    return tuple(
        DayLoad(
            day=day,
            students=sum(load.daily_students[i] for load in loads),
            peak=max((load.daily_peaks[i] for load in loads), default=0.0),
            shortage=sum(load.daily_shortages[i] for load in loads),
        )
        for i, day in enumerate(grid.days)
    )


def _bottleneck(
    worst: Worst,
    asked: Floats,
    names: tuple[str, ...],
    grid: DayGrid,
    leerbedrijven: Sequence[Leerbedrijf],
) -> Bottleneck | None:
    if not len(worst.peak) or worst.peak.max() <= 0:
        return None
    i = int(np.argmax(worst.peak))
    chosen = worst.peak_set[i]
    programmes = tuple(name for name, is_in in zip(names, chosen, strict=True) if is_in)
    return bottleneck_on(grid.days[i], programmes, float(asked[i, chosen].sum()), leerbedrijven)


def bottleneck_on(
    day: date, programmes: tuple[str, ...], students: float, leerbedrijven: Sequence[Leerbedrijf]
) -> Bottleneck:
    """Describe the bottleneck of a day: the leerbedrijven open to its programmes, and their places.

    Parameters
    ----------
    day : date
        The day of the peak.
    programmes : tuple of str
        The codes of the programmes that cause it.
    students : float
        Their weighted students on that day.
    leerbedrijven : Sequence[Leerbedrijf]
        All of the region.

    Returns
    -------
    Bottleneck
        With the leerbedrijven that are accredited for a programme and have a place.
    """
    wanted = set(programmes)
    open_for = [
        (company, free)
        for company in leerbedrijven
        if wanted.intersection(company.accredited) and (free := company.free_places(day)) > 0
    ]
    return Bottleneck(
        day=day,
        programmes=programmes,
        leerbedrijven=tuple(company.id for company, _ in open_for),
        students=students,
        places=float(sum(free for _, free in open_for)),
        companies=sum(company.multiplicity for company, _ in open_for),
    )


def week_peaks(days: Sequence[date], daily_peaks: Sequence[float]) -> tuple[float, ...]:
    """Return the peak of every week, the highest first.

    Parameters
    ----------
    days : Sequence[date]
        The days that were measured, n of them.
    daily_peaks : Sequence[float]
        Shape (n,), fractions of capacity.

    Returns
    -------
    tuple of float
        Shape (weeks,), fractions of capacity, descending.

    Notes
    -----
    Two plans are compared by these tuples in lexicographic order (leximin): if the worst weeks
    are equal, the next worst decide. See H. Moulin, Fair Division and Collective Welfare, MIT
    Press (2003), chapter 3.
    """
    peaks: dict[date, float] = {}
    for day, peak in zip(days, daily_peaks, strict=True):
        monday = monday_of(day)
        peaks[monday] = max(peaks.get(monday, 0.0), peak)
    return tuple(sorted(peaks.values(), reverse=True))


def supply_of(state: State, grid: DayGrid) -> Supply:
    """Build the free places for the programmes of a region.

    Parameters
    ----------
    state : State
        The region.
    grid : DayGrid
        The days to count on.

    Returns
    -------
    Supply
        Free places per day and kind of leerbedrijf.
    """
    return build_supply(state.leerbedrijven, programmes_of(state), grid)
