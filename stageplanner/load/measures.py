"""The measures that screen, workbook and solver share: one definition, computed here.

See ``Measures``: per component of programmes and leerbedrijven the peak utilisation, its day,
the knelpunt, the tekort and the yearly balance; and the same per day.
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
    """The knelpunt: which programmes overrun how many places, where and when.

    ``students`` (weighted) and ``places`` are those of that day; ``companies`` counts the
    leerbedrijven, also those that a pool stands for.
    """

    day: date
    programmes: tuple[str, ...]
    leerbedrijven: tuple[str, ...]
    students: float
    places: float
    companies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentLoad:
    """The load of one component; peaks are fractions of capacity, one per grid day.

    ``peak`` is ``inf`` where students have no place at all on some day. ``year_balance`` is
    student-days asked per place-day offered, ``inf`` where none is. ``daily_students`` are
    heads, ``daily_shortages`` weighted students without a place.
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
    """One day of the whole region: heads, the highest peak of its components, the tekort."""

    day: date
    students: float
    peak: float
    shortage: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What a plan does to the leerbedrijven, per component and per day."""

    components: tuple[ComponentLoad, ...]
    days: tuple[DayLoad, ...]

    @property
    def peak(self) -> float:
        """The highest peak of any component."""
        return max((c.peak for c in self.components), default=0.0)

    @property
    def shortage_student_days(self) -> float:
        """The tekort of all components, in student-days."""
        return sum(c.shortage_student_days for c in self.components)


def measure(state: State, plan: Plan | None = None, grid: DayGrid | None = None) -> Measures:
    """Measure a plan, or the wishes.

    Components come largest first (by stage periods), then by programme.
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
    """Describe the knelpunt of a day: the leerbedrijven open for these programmes, their places."""
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
    """The peak of every week, the highest first.

    Compared one after the other (leximin) they say which of two plans leaves the better next
    worst weeks where both have weeks above the target.
    """
    peaks: dict[date, float] = {}
    for day, peak in zip(days, daily_peaks, strict=True):
        monday = monday_of(day)
        peaks[monday] = max(peaks.get(monday, 0.0), peak)
    return tuple(sorted(peaks.values(), reverse=True))


def supply_of(state: State, grid: DayGrid) -> Supply:
    """The free places for the programmes of a state."""
    return build_supply(state.leerbedrijven, programmes_of(state), grid)
