"""Whose tekort it is, when some niveaus are served before the others.

Whoever is served first finds a place unless there is none even with all others away, so the
tekort of the niveaus served first is that of their own demand alone. What the others lack on
top of it is theirs: serving somebody first never makes the whole tekort larger (the students
that can be placed together form a matroid).
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
    """The tekort of one niveau that is served first, or (``None``) of all others, over the year."""

    niveau: int | None
    student_days: float


def shortage_by_niveau(
    state: State, plan: Plan | None = None, grid: DayGrid | None = None
) -> tuple[NiveauShortage, ...]:
    """The tekort of each niveau that the policy serves first, in its order, then of the others."""
    grid = build_grid(state, plan) if grid is None else grid
    first = state.policy.served_first
    known = [shortage_of(state, first[: k + 1], plan, grid) for k in range(len(first))]
    known.append(shortage_of(state, None, plan, grid))
    before = [0.0, *known[:-1]]
    return tuple(
        NiveauShortage(niveau=niveau, student_days=max(0.0, total - earlier))
        for niveau, total, earlier in zip((*first, None), known, before, strict=True)
    )


def shortage_of(
    state: State, niveaus: Iterable[int] | None, plan: Plan | None, grid: DayGrid
) -> float:
    """The tekort of these niveaus (``None``: of everybody) when they are served before others."""
    wanted = None if niveaus is None else set(niveaus)
    served = [p for p in state.periods if wanted is None or p.niveau in wanted]
    others = [base for base in state.base_load if wanted is None or base.niveau in wanted]
    if not served and not others:
        return 0.0
    part = replace(state, periods=tuple(served), base_load=tuple(others))
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
