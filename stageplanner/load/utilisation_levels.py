"""The utilisation that each programme and each leerbedrijf meets, not only the worst.

Students spread as evenly as the accreditations allow: the knelpunt S with N(S) stands at the
peak; what is left of the region has a lower knelpunt of its own, and so on. Every programme
and every kind of leerbedrijf thus has one level a day, and the highest is the peak.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stageplanner.load.arrays import Bools, Floats
from stageplanner.load.programme_sets import worst_sets


@dataclass(frozen=True, slots=True)
class Levels:
    """Utilisation per day: ``programmes`` (days, programmes) and ``kinds`` (days, kinds).

    Fractions; 0 where nobody is there, ``inf`` where students have no place at all.
    """

    programmes: Floats
    kinds: Floats


def build_levels(demand: Floats, places: Floats, accredits: Bools) -> Levels:
    """Find the utilisation that every programme and kind of leerbedrijf meets, day by day.

    Parameters
    ----------
    demand
        (days, programmes) students.
    places
        (days, kinds) free places.
    accredits
        (kinds, programmes) who may go where.
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
    """The part of the students for whom no place is left, where everybody is hit alike.

    The knelpunten nest: what is above its places in each of them adds up to the tekort of the
    whole day, so that the tekort can be told per programme without counting anybody twice.

    Parameters
    ----------
    levels
        Utilisations as :func:`build_levels` gives them, of any shape.

    Returns
    -------
    Floats
        Fractions from 0 (all have a place) to 1 (there is no place at all).
    """
    with np.errstate(divide="ignore"):
        inverse = np.where(levels > 1, 1.0 / np.maximum(levels, 1.0), 1.0)
    return 1.0 - inverse
