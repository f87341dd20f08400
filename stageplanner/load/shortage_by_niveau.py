"""The tekort per niveau, when the policy serves some niveaus before others.

The tekort of the niveaus served first is that of their demand alone, as if the others were
away; the rest of the tekort is that of the others. The order does not change the total: the
groups of students that can be placed together form a matroid, in which every greedy order
reaches the largest number.

Source: J. Edmonds and D. R. Fulkerson, Transversals and matroid partition, Journal of Research
of the National Bureau of Standards 69B (1965) 147-153.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from stageplanner.domain.plan import Plan
from stageplanner.domain.state import State
from stageplanner.load.demand import DayGrid, build_demand, build_grid
from stageplanner.load.measures import supply_of
from stageplanner.load.programme_sets import worst_sets
from stageplanner.load.supply import split_components


@dataclass(frozen=True, slots=True, kw_only=True)
class NiveauShortage:
    """The tekort over the year of one niveau, in weighted student-days; ``None`` is the rest."""

    niveau: int | None
    student_days: float


def shortage_by_niveau(
    state: State, plan: Plan | None = None, grid: DayGrid | None = None
) -> tuple[NiveauShortage, ...]:
    """Measure the tekort of each niveau that the policy serves first, and of the others.

    Parameters
    ----------
    state : State
        The region with its policy.
    plan : Plan, optional
        The plan to measure; without it the wishes.
    grid : DayGrid, optional
        The days to measure; without it every day that any option could use.

    Returns
    -------
    tuple of NiveauShortage
        In the order of the policy, the others last.
    """
    grid = build_grid(state, plan) if grid is None else grid
    first = state.policy.served_first
    totals = [shortage_of(state, first[: k + 1], plan, grid) for k in range(len(first))]
    totals.append(shortage_of(state, None, plan, grid))
    earlier_totals = [0.0, *totals[:-1]]
    return tuple(
        NiveauShortage(niveau=niveau, student_days=max(0.0, total - earlier))
        for niveau, total, earlier in zip((*first, None), totals, earlier_totals, strict=True)
    )


def shortage_of(
    state: State, niveaus: Iterable[int] | None, plan: Plan | None, grid: DayGrid
) -> float:
    """Measure the tekort of some niveaus if they are served before the others.

    Parameters
    ----------
    state : State
        The region.
    niveaus : Iterable[int] | None
        The niveaus served first; ``None`` for all students.
    plan : Plan | None
        The plan to measure; ``None`` for the wishes.
    grid : DayGrid
        The days to measure.

    Returns
    -------
    float
        Weighted student-days over the year.
    """
    wanted = None if niveaus is None else set(niveaus)
    periods = [p for p in state.periods if wanted is None or p.niveau in wanted]
    base_load = [base for base in state.base_load if wanted is None or base.niveau in wanted]
    if not periods and not base_load:
        return 0.0
    part = replace(state, periods=tuple(periods), base_load=tuple(base_load))
    demand = build_demand(part, plan, grid)
    supply = supply_of(state, grid)
    load = np.zeros((len(grid.days), len(supply.programmes)))
    for column, programme in enumerate(demand.programmes):
        load[:, supply.programmes.index(programme)] = demand.load[:, column]
    total = 0.0
    for component in split_components(supply):
        columns, kinds = list(component.programmes), list(component.kinds)
        worst = worst_sets(
            load[:, columns],
            supply.places[:, kinds],
            supply.accredits[np.ix_(kinds, columns)],
        )
        total += float(worst.shortage.sum())
    return total
