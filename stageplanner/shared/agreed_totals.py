"""The totals of what was agreed in a region: what a reader sees, and the overview of a server."""

from __future__ import annotations

from collections import defaultdict
from math import isfinite
from typing import Any

from stageplanner.domain.sectors import sector_of
from stageplanner.domain.state import State
from stageplanner.load.measures import measure

_DECIMALS = 6


def agreed_totals(state: State) -> dict[str, Any]:
    """Return the totals of a region, without the name of any party.

    Parameters
    ----------
    state : State
        The region.

    Returns
    -------
    dict
        ``peak_wish``, ``peak`` (fractions of the places), ``shortage_wish`` and
        ``shortage`` (student-days) of the wishes and the plan; ``agreed``: per school year,
        sector and niveau the number of ``agreements`` that bind, and the ``students`` they concern.
    """
    before = measure(state).components
    after = measure(state, state.plan).components if state.plan is not None else before
    counted: dict[tuple[int, str, int | None], tuple[set[str], int]] = defaultdict(
        lambda: (set(), 0)
    )
    for agreement in state.agreements:
        if not agreement.is_binding:
            continue
        for clause in agreement.clauses:
            group = (
                agreement.school_year,
                sector_of(clause.programme, clause.niveau),
                clause.niveau,
            )
            numbers, students = counted[group]
            counted[group] = (numbers | {agreement.number}, students + clause.students)
    return {
        "peak_wish": _highest([load.peak for load in before if load.has_capacity]),
        "peak": _highest([load.peak for load in after if load.has_capacity]),
        "shortage_wish": round(sum(load.shortage_student_days for load in before), _DECIMALS),
        "shortage": round(sum(load.shortage_student_days for load in after), _DECIMALS),
        "agreed": [
            {
                "school_year": year,
                "sector": sector,
                "niveau": niveau,
                "agreements": len(numbers),
                "students": students,
            }
            for (year, sector, niveau), (numbers, students) in sorted(
                counted.items(), key=lambda item: (item[0][0], item[0][1], item[0][2] or 0)
            )
        ],
    }


def _highest(peaks: list[float]) -> float | None:
    known = [peak for peak in peaks if isfinite(peak)]
    return round(max(known), _DECIMALS) if known else None
