"""One component ready to be divided: who is present when, and what each leerbedrijf has free.

Students of stage periods that are alike (same programme and niveau, same days, same preferences)
are one *bunch*; days on which the same bunches are present and the same places are free are one
day. Places are counted in whole units, so that open weekdays and load weights stay exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from stageplanner.domain.calendar import monday_of
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.plan import Placement, Plan, placements_of
from stageplanner.domain.results.division import Distances, Relations
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, calendar_of
from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.demand import DayGrid, build_grid, option_days, weight_of
from stageplanner.load.supply import build_supply, free_of, split_components
from stageplanner.load.tolerances import TOLERANCE

#: Students of these niveaus are placed first if not all can be.
SERVED_FIRST = (1, 2)
#: Whole numbers that make sizes whole, tried in turn; beyond the last, sizes are rounded up.
UNITS = (1, 2, 5, 10, 20, 100, 1000)


@dataclass(frozen=True, eq=False)
class Group:
    """One placement of a stage period: students who are present on the same days."""

    period: StagePeriod
    part: int
    placement: Placement
    days: Ints
    weight: float


@dataclass(frozen=True, eq=False)
class DivisionInstance:
    """Bunches (rows) and leerbedrijven (columns) of a component.

    Attributes
    ----------
    groups : tuple of tuple of Group
        The groups of every bunch.
    companies : tuple of Leerbedrijf
        The leerbedrijven.
    programmes : tuple of str
        The programmes of the component.
    present : Bools
        Shape (bunches, days).
    size : Ints
        Units that one student takes of a place. Shape (bunches,).
    students : Ints
        Shape (bunches,).
    free : Ints
        Free units. Shape (leerbedrijven, days).
    fits : Bools
        Accredited, of the right level and open on every day. Shape (bunches, leerbedrijven).
    related : Bools
        Whether the institution already works with it. Shape (bunches, leerbedrijven).
    far : Ints
        Travel in whole kilometres or steps. Shape (bunches, leerbedrijven).
    first : Bools
        Whether the bunch is served first. Shape (bunches,).
    day_weights : Ints
        How many dates each day stands for. Shape (days,).
    weeks : tuple of Ints
        The sets of days that form a week.
    takes : Bools
        As ``fits``, without the days. Shape (bunches, leerbedrijven).
    same_as : Ints
        The day that stands for each date. Shape (dates,).
    unknown : int
        The travel if no distance is known.
    """

    groups: tuple[tuple[Group, ...], ...]
    companies: tuple[Leerbedrijf, ...]
    programmes: tuple[str, ...]
    present: Bools
    size: Ints
    students: Ints
    free: Ints
    fits: Bools
    related: Bools
    far: Ints
    first: Bools
    day_weights: Ints
    weeks: tuple[Ints, ...]
    takes: Bools
    same_as: Ints
    unknown: int = 1

    @property
    def near(self) -> Bools:
        """Whether a leerbedrijf is the nearest that fits. Shape (bunches, leerbedrijven)."""
        far = np.where(self.fits, self.far, self.unknown)
        nearest = far.min(axis=1, initial=self.unknown, keepdims=True)
        near: Bools = self.fits & (far == nearest) & (far < self.unknown)
        return near

    def only(self, companies: Ints, students: Ints) -> DivisionInstance:
        """Return the instance with some of the leerbedrijven.

        Parameters
        ----------
        companies : Ints
            Their columns. Shape (kept leerbedrijven,).
        students : Ints
            Students to divide. Shape (bunches,).

        Returns
        -------
        DivisionInstance
            With the same bunches.
        """
        return replace(
            self,
            companies=tuple(self.companies[j] for j in companies),
            students=students,
            free=self.free[companies],
            fits=self.fits[:, companies] & (students > 0)[:, None],
            takes=self.takes[:, companies],
            related=self.related[:, companies],
            far=self.far[:, companies],
        )

    def left(self, placed: Ints) -> Ints:
        """Return the free units after students were placed.

        Parameters
        ----------
        placed : Ints
            Students. Shape (bunches, leerbedrijven).

        Returns
        -------
        Ints
            Negative if too many were placed. Shape (leerbedrijven, days).
        """
        used = (placed * self.size[:, None]).T @ self.present.astype(np.intp)
        rest: Ints = self.free - used
        return rest


def build_division_instances(
    state: State, plan: Plan, relations: Relations, distances: Distances | None
) -> tuple[tuple[DivisionInstance, ...], DayGrid]:
    """Split the division into components that share no leerbedrijf.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan
        The plan to divide.
    relations : Relations
        Per (institution, programme) the ids of leerbedrijven it already works with.
    distances : Distances or None
        Kilometres per (location, town).

    Returns
    -------
    tuple of DivisionInstance
        Per component.
    DayGrid
        Their dates.
    """
    grid = build_grid(replace(state, plan=plan))
    programmes = tuple(sorted({period.programme for period in state.periods}))
    supply = build_supply(state.leerbedrijven, programmes, grid)
    groups = _groups(state, plan, grid)
    instances = []
    for component in split_components(supply):
        names = {programmes[i] for i in component.programmes}
        inside = [group for group in groups if group.period.programme in names]
        if inside:
            companies = [c for c in state.leerbedrijven if names.intersection(c.accredited)]
            instances.append(_component(inside, companies, grid, relations, distances))
    return tuple(instances), grid


def _groups(state: State, plan: Plan, grid: DayGrid) -> list[Group]:
    calendar = calendar_of(state)
    return [
        Group(
            period,
            part,
            placement,
            option_days(placement.option, period.institution, calendar, grid),
            placement.option.share * weight_of(period, state.policy),
        )
        for period in state.periods
        for part, placement in enumerate(placements_of(plan, period))
        if placement.students > 0
    ]


def _component(
    groups: Sequence[Group],
    companies: Sequence[Leerbedrijf],
    grid: DayGrid,
    relations: Relations,
    distances: Distances | None,
) -> DivisionInstance:
    bunches = _bunches(groups, companies, relations, distances)
    heads = [bunch[0] for bunch in bunches]
    present = np.zeros((len(heads), len(grid.days)), dtype=np.bool_)
    for row, group in enumerate(heads):
        present[row, group.days] = True
    weights = np.array([group.weight for group in heads])
    unit = _unit_of(weights)
    size = np.ceil(weights * unit - TOLERANCE).astype(np.intp)
    free = free_of(companies, grid).astype(np.intp) * unit
    days, same_as, counts = _distinct_days(present, free)
    present, free = present[:, days], free[:, days]
    takes = _takes(heads, companies)
    fits = takes.copy()
    # A leerbedrijf must have room for one student on every day of the group.
    for row in range(len(heads)):
        least = free[:, present[row]].min(axis=1, initial=np.iinfo(np.intp).max)
        fits[row] &= least >= size[row]
    return DivisionInstance(
        groups=tuple(bunches),
        companies=tuple(companies),
        programmes=tuple(sorted({group.period.programme for group in heads})),
        present=present,
        size=size,
        students=np.array([sum(g.placement.students for g in b) for b in bunches], dtype=np.intp),
        free=free,
        fits=fits,
        related=_related(heads, companies, relations),
        far=_far(heads, companies, distances),
        unknown=_unknown(distances),
        first=np.array([g.period.niveau in SERVED_FIRST for g in heads], dtype=np.bool_),
        day_weights=counts,
        weeks=_weeks(grid, same_as),
        takes=takes,
        same_as=same_as,
    )


def _bunches(
    groups: Sequence[Group],
    companies: Sequence[Leerbedrijf],
    relations: Relations,
    distances: Distances | None,
) -> list[tuple[Group, ...]]:
    towns = {_town(company.town) for company in companies}
    alike: dict[tuple[object, ...], list[Group]] = {}
    for group in groups:
        period = group.period
        place = period.location if distances else _town(period.location)
        key = (
            period.programme,
            period.niveau,
            group.days.tobytes(),
            group.weight,
            relations.get((period.institution, period.programme), frozenset()),
            place if distances or place in towns else None,
        )
        alike.setdefault(key, []).append(group)
    return [tuple(members) for members in alike.values()]


def _unit_of(weights: Floats) -> int:
    for unit in UNITS:
        if np.allclose(weights * unit, np.rint(weights * unit), atol=TOLERANCE, rtol=0):
            return unit
    return UNITS[-1]


def _distinct_days(present: Bools, free: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the days that differ in who is present or what is free.

    Returns
    -------
    days, same_as, counts
        One date of each; per date the number of its day; how many dates each stands for.
    """
    columns = np.concatenate([present.astype(np.intp), free]).T
    _, first, same_as, counts = np.unique(
        columns, axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    return first.astype(np.intp), same_as.reshape(-1).astype(np.intp), counts.astype(np.intp)


def _weeks(grid: DayGrid, same_as: Ints) -> tuple[Ints, ...]:
    weeks: dict[date, set[int]] = {}
    for day, number in zip(grid.days, same_as, strict=True):
        weeks.setdefault(monday_of(day), set()).add(int(number))
    return tuple(
        np.array(days, dtype=np.intp) for days in sorted({tuple(sorted(w)) for w in weeks.values()})
    )


def _takes(heads: Sequence[Group], companies: Sequence[Leerbedrijf]) -> Bools:
    """Return which leerbedrijven are accredited for which bunches; the checker has its own rule."""
    rows: dict[tuple[str, int | None], list[bool]] = {}
    for group in heads:
        key = (group.period.programme, group.period.niveau)
        if key not in rows:
            programme, niveau = key
            rows[key] = [
                programme in company.accredited
                and (niveau is None or company.levels is None or niveau in company.levels)
                for company in companies
            ]
    return np.array(
        [rows[g.period.programme, g.period.niveau] for g in heads], dtype=np.bool_
    ).reshape(len(heads), len(companies))


def _related(
    heads: Sequence[Group], companies: Sequence[Leerbedrijf], relations: Relations
) -> Bools:
    related = np.zeros((len(heads), len(companies)), dtype=np.bool_)
    column = {company.id: i for i, company in enumerate(companies)}
    for row, group in enumerate(heads):
        names = relations.get((group.period.institution, group.period.programme), frozenset())
        related[row, [column[name] for name in names if name in column]] = True
    return related


def _unknown(distances: Distances | None) -> int:
    """Return the travel if no distance is known: further than any that is."""
    return round(max(distances.values(), default=0.0)) + 1 if distances else 1


def _far(
    heads: Sequence[Group], companies: Sequence[Leerbedrijf], distances: Distances | None
) -> Ints:
    """Return the travel in whole kilometres; without distances 0 in the town and 1 outside."""
    unknown = _unknown(distances)
    column = {town: i for i, town in enumerate(dict.fromkeys(c.town for c in companies))}

    def steps(here: str, there: str) -> int:
        if distances and (here, there) in distances:
            return round(distances[here, there])
        return 0 if here and _town(here) == _town(there) else unknown

    rows = {
        group.period.location: [steps(group.period.location, town) for town in column]
        for group in heads
    }
    per_town = np.array([rows[g.period.location] for g in heads], dtype=np.intp)
    return per_town.reshape(len(heads), -1)[:, [column[company.town] for company in companies]]


def _town(name: str) -> str:
    return name.strip().casefold()
