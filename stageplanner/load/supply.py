"""Free places per day, and the components of programmes that share leerbedrijven.

Leerbedrijven with the same accreditations are one *kind*: their places are added up, so that
the cost of every computation does not depend on their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from stageplanner.domain.calendar import DateRange
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.load.arrays import Floats
from stageplanner.load.demand import DayGrid

_Pattern = tuple[date | None, date | None, tuple[DateRange, ...]]


@dataclass(frozen=True, slots=True)
class Supply:
    """Free places of the kinds of leerbedrijf.

    ``places`` (days, kinds) is in students a day; ``accredits`` (kinds, programmes) is true
    where a kind may take a programme.
    """

    grid: DayGrid
    programmes: tuple[str, ...]
    accredits: NDArray[np.bool_]
    places: Floats


@dataclass(frozen=True, slots=True)
class Component:
    """Programmes that compete for the same leerbedrijven.

    ``programmes`` are columns of the demand, ``kinds`` columns of the places.
    """

    programmes: tuple[int, ...]
    kinds: tuple[int, ...]


def build_supply(
    leerbedrijven: Iterable[Leerbedrijf], programmes: tuple[str, ...], grid: DayGrid
) -> Supply:
    """Add up the free places of leerbedrijven with the same accreditations.

    Leerbedrijven that are accredited for none of ``programmes`` are left out.

    Parameters
    ----------
    leerbedrijven : Iterable[Leerbedrijf]
        All of the region.
    programmes : tuple of str
        Codes, the columns of ``accredits``.
    grid : DayGrid
        The days to count on.

    Returns
    -------
    Supply
        Free places, never negative.
    """
    column = {programme: i for i, programme in enumerate(programmes)}
    pooled: dict[frozenset[int], dict[_Pattern, list[int]]] = defaultdict(dict)
    for company in leerbedrijven:
        takes = frozenset(column[c] for c in company.accredited if c in column)
        if not takes:
            continue
        pattern = (company.available_from, company.available_until, company.closed)
        free = pooled[takes].setdefault(pattern, [0] * 7)
        for weekday, offered in enumerate(_free_per_weekday(company)):
            free[weekday] += offered
    weekdays = np.array([day.weekday() for day in grid.days], dtype=np.intp)
    ordinals = np.array([day.toordinal() for day in grid.days])
    kinds = sorted(pooled, key=sorted)
    accredits = np.zeros((len(kinds), len(programmes)), dtype=np.bool_)
    places: Floats = np.zeros((len(grid.days), len(kinds)))
    for row, kind in enumerate(kinds):
        accredits[row, list(kind)] = True
        for pattern, free in pooled[kind].items():
            is_open = _open_days(pattern, ordinals)
            places[:, row] += np.array(free, dtype=np.float64)[weekdays] * is_open
    return Supply(grid, programmes, accredits, places)


def free_of(companies: Sequence[Leerbedrijf], grid: DayGrid) -> Floats:
    """Return the free places of each leerbedrijf on every day of a grid.

    Parameters
    ----------
    companies : Sequence[Leerbedrijf]
        The leerbedrijven, in the order of the rows.
    grid : DayGrid
        The days of the columns.

    Returns
    -------
    Floats
        Shape (leerbedrijven, days), students a day.
    """
    ordinals = np.array([day.toordinal() for day in grid.days])
    weekdays = np.array([day.weekday() for day in grid.days], dtype=np.intp)
    free = np.zeros((len(companies), len(grid.days)))
    for row, company in enumerate(companies):
        pattern = (company.available_from, company.available_until, company.closed)
        places = np.array(_free_per_weekday(company), dtype=np.float64)[weekdays]
        free[row] = places * _open_days(pattern, ordinals)
    return free


def _free_per_weekday(company: Leerbedrijf) -> list[int]:
    per_weekday = company.places_per_weekday or (company.places,) * 5
    free = [max(0, places - company.occupied) for places in per_weekday]
    return free + [0] * (7 - len(per_weekday))


def _open_days(pattern: _Pattern, ordinals: NDArray[np.int64]) -> NDArray[np.bool_]:
    start, until, closed = pattern
    is_open = np.ones(len(ordinals), dtype=np.bool_)
    if start is not None:
        is_open &= ordinals >= start.toordinal()
    if until is not None:
        is_open &= ordinals <= until.toordinal()
    for days in closed:
        is_open &= (ordinals < days.start.toordinal()) | (ordinals > days.end.toordinal())
    return is_open


def split_components(supply: Supply) -> tuple[Component, ...]:
    """Group the programmes that share leerbedrijven, directly or through others.

    A programme without any leerbedrijf is a component of its own, without kinds.

    Parameters
    ----------
    supply : Supply
        The kinds of leerbedrijf and their accreditations.

    Returns
    -------
    tuple of Component
        The connected components, in a fixed order.
    """
    parent = list(range(len(supply.programmes)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    members = [np.flatnonzero(row) for row in supply.accredits]
    for programmes in members:
        for other in programmes[1:]:
            parent[root(int(other))] = root(int(programmes[0]))
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(supply.programmes)):
        groups[root(i)].append(i)
    kinds: dict[int, list[int]] = defaultdict(list)
    for kind, programmes in enumerate(members):
        kinds[root(int(programmes[0]))].append(kind)
    return tuple(Component(tuple(groups[r]), tuple(kinds[r])) for r in sorted(groups))
