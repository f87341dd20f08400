"""The utilisation of each programme and each kind of leerbedrijf, not only of the worst.

Students are spread as evenly as the accreditations allow: the bottleneck S and its
leerbedrijven N(S) have the peak utilisation; without them the region has a lower bottleneck,
and so on. So every programme and every kind of leerbedrijf has one level a day, and the highest
is the peak.

Source: S. Fujishige, Lexicographically optimal base of a polymatroid with respect to a weight
vector, Mathematics of Operations Research 5 (1980) 186-196.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stageplanner.load.arrays import Bools, Floats
from stageplanner.load.programme_sets import worst_sets


@dataclass(frozen=True, slots=True)
class Levels:
    """Utilisation per day of ``programmes`` (days, programmes) and ``kinds`` (days, kinds).

    Fractions of capacity: 0 without students, ``inf`` if students have no place at all.
    """

    programmes: Floats
    kinds: Floats


def build_levels(demand: Floats, places: Floats, accredits: Bools) -> Levels:
    """Find the utilisation of every programme and kind of leerbedrijf, day by day.

    Parameters
    ----------
    demand : Floats
        Shape (days, programmes), weighted students.
    places : Floats
        Shape (days, kinds), free places.
    accredits : Bools
        Shape (kinds, programmes), which programmes a kind of leerbedrijf may take.

    Returns
    -------
    Levels
        Fractions of capacity.
    """
    asked, offered = demand.copy(), places.copy()
    of_programmes, of_kinds = np.zeros_like(demand), np.zeros_like(places)
    for _ in range(demand.shape[1]):
        days = np.flatnonzero((asked > 0).any(axis=1))
        if not len(days):
            break
        worst = worst_sets(asked[days], offered[days], accredits)
        chosen = worst.peak_set & (asked[days] > 0)
        reached = (chosen.astype(np.float64) @ accredits.T.astype(np.float64) > 0) & (
            offered[days] > 0
        )
        peak = np.broadcast_to(worst.peak[:, None], chosen.shape)
        of_programmes[days] = np.where(chosen, peak, of_programmes[days])
        peak = np.broadcast_to(worst.peak[:, None], reached.shape)
        of_kinds[days] = np.where(reached, peak, of_kinds[days])
        asked[days] = np.where(chosen, 0.0, asked[days])
        offered[days] = np.where(reached, 0.0, offered[days])
    return Levels(of_programmes, of_kinds)


def missing_share(levels: Floats) -> Floats:
    """Return the fraction of students without a place, if all students of a level share alike.

    The bottlenecks are disjoint: the students above the places of each add up to the tekort of
    the day, so the tekort can be given per programme without counting a student twice.

    Parameters
    ----------
    levels : Floats
        Utilisations of :func:`build_levels`, of any shape, fractions of capacity.

    Returns
    -------
    Floats
        Same shape, from 0 (all have a place) to 1 (there is no place at all).
    """
    with np.errstate(divide="ignore"):
        inverse = np.where(levels > 1, 1.0 / np.maximum(levels, 1.0), 1.0)
    return 1.0 - inverse
