"""Peak utilisation and tekort of a day, with the programmes that cause them.

By Hall's condition (for divisible students, the max-flow min-cut theorem) the smallest factor
L at which a demand fits into L x the free places is ``max over programme sets S of
demand(S) / capacity(N(S))``, where N(S) are the leerbedrijven accredited for a programme of S,
and the students left over at L = 1 are ``max over S of demand(S) - capacity(N(S))``. Every
single S is a lower bound of both (weak duality), and the worst one proves the peak.

Components of few programmes are solved by measuring all sets at once, larger ones by
Dinkelbach's method (:mod:`stageplanner.load.min_cut`).

Sources: P. Hall, On representatives of subsets, Journal of the London Mathematical Society 10
(1935) 26-30; L. R. Ford and D. R. Fulkerson, Maximal flow through a network, Canadian Journal
of Mathematics 8 (1956) 399-404.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stageplanner.load.arrays import Bools, Floats
from stageplanner.load.tolerances import ROUNDING, TIE

#: Up to this many programmes all sets are measured (2**12 sets x 200 days is 7 MB).
ALL_SETS_UP_TO = 12


@dataclass(frozen=True, slots=True)
class Worst:
    """Per day the peak utilisation, the programmes that cause it, and the tekort.

    ``peak`` (days,) is a fraction of capacity, ``inf`` where students have no place at all;
    ``peak_set`` (days, programmes) are the programmes; ``shortage`` (days,) is in weighted
    students.
    """

    peak: Floats
    peak_set: Bools
    shortage: Floats


def worst_sets(demand: Floats, places: Floats, accredits: Bools) -> Worst:
    """Find the peak utilisation and the tekort of every day of one component.

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
    Worst
        One value or set per day.
    """
    days = np.concatenate([demand, places], axis=1)
    distinct, back = np.unique(days, axis=0, return_inverse=True)
    back = back.reshape(-1)
    n = demand.shape[1]
    solve = _all_sets if n <= ALL_SETS_UP_TO else _by_cuts
    worst = solve(distinct[:, :n], distinct[:, n:], accredits)
    return Worst(worst.peak[back], worst.peak_set[back], worst.shortage[back])


def shortage_sets(demand: Floats, places: Floats, accredits: Bools) -> Bools:
    """Find the programmes that lack the most places on every day.

    They may differ from those of the peak: a small set can be fuller while a large one lacks
    more places.

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
    Bools
        Shape (days, programmes).
    """
    n = demand.shape[1]
    if n > ALL_SETS_UP_TO:
        from stageplanner.load.min_cut import lacking_on

        rows = [lacking_on(demand[i], places[i], accredits) for i in range(len(demand))]
        return np.array(rows, dtype=np.bool_).reshape(-1, n)
    asked, offered = set_sums(np.concatenate([demand, places], axis=1), accredits)
    best = np.argmax(asked - offered, axis=0)
    return np.array((best[:, None] >> np.arange(n)) & 1, dtype=np.bool_)


def set_sums(values: Floats, accredits: Bools) -> tuple[Floats, Floats]:
    """Add up demand and capacity of every programme set.

    Parameters
    ----------
    values : Floats
        Shape (days, programmes + kinds): the demand in weighted students, then the free places.
    accredits : Bools
        Shape (kinds, programmes), which programmes a kind of leerbedrijf may take.

    Returns
    -------
    demand : Floats
        Shape (2 ** programmes, days), weighted students; the row is the bit mask of the set S.
    capacity : Floats
        Shape (2 ** programmes, days), places of N(S).
    """
    kinds, n = accredits.shape
    days = values.shape[0]
    demand = np.zeros((1 << n, days))
    for i in range(n):
        demand[1 << i : 2 << i] = demand[: 1 << i] + values[:, i]
    inside = np.zeros((1 << n, days))
    masks = accredits @ (1 << np.arange(n)) if kinds else np.zeros(0, dtype=np.intp)
    for kind, mask in enumerate(masks):
        inside[mask] += values[:, n + kind]
    for i in range(n):
        view = inside.reshape(-1, 2, 1 << i, days)
        view[:, 1] += view[:, 0]
    everything = inside[-1].copy()
    # N(S) is every kind that does not lie wholly within the complement of S.
    return demand, everything - inside[::-1]


def _all_sets(demand: Floats, places: Floats, accredits: Bools) -> Worst:
    n = demand.shape[1]
    asked, offered = set_sums(np.concatenate([demand, places], axis=1), accredits)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(asked > 0, asked / offered, 0.0)
    ratio[(asked > 0) & (offered <= ROUNDING)] = np.inf
    size = np.array([mask.bit_count() for mask in range(1 << n)], dtype=np.float64)
    # Among equals the smallest set is the best explanation.
    best = np.argmax(np.where(ratio >= ratio.max(axis=0) - TIE, -size[:, None], -np.inf), axis=0)
    peak = ratio[best, np.arange(ratio.shape[1])]
    chosen = (best[:, None] >> np.arange(n)) & 1
    shortage = np.maximum(0.0, (asked - offered).max(axis=0))
    return Worst(peak, chosen.astype(np.bool_), shortage)


def _by_cuts(demand: Floats, places: Floats, accredits: Bools) -> Worst:
    from stageplanner.load.min_cut import KnownSets, shortage_of_day

    days = demand.shape[0]
    peak = np.zeros(days)
    chosen = np.zeros(demand.shape, dtype=np.bool_)
    shortage = np.zeros(days)
    known = KnownSets(demand, places, accredits)
    for day in range(days):
        peak[day], chosen[day] = known.worst_on(day)
        if peak[day] > 1.0:
            shortage[day] = shortage_of_day(demand[day], places[day], accredits)
    return Worst(peak, chosen, shortage)
