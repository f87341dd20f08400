"""The plan on the table: a point of the curve, with what was decided about single groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from stageplanner.domain.checks.combined_plan import joined
from stageplanner.domain.plan import (
    WISH_PLAN,
    Placement,
    Plan,
    placements_of,
    with_placements,
)
from stageplanner.domain.state import State
from stageplanner.load.tolerances import TIE
from stageplanner.optimise.result import Point, ShortagePlan

AnyPoint = Point | ShortagePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the table decided about one group: its placements, and whether it is Vast."""

    period: str
    placements: tuple[Placement, ...]
    is_fixed: bool


def fairer_points(point: AnyPoint, fair: Sequence[Point]) -> tuple[Point, ...]:
    """Return the plans that reach the peak of a point and ask less of who gives most.

    Ordered from what asks most of the most burdened institution to what asks least.
    """
    if not isinstance(point, Point):
        return ()
    reached = [
        other
        for other in fair
        if other.component == point.component and other.peak <= point.peak + TIE
    ]
    return tuple(sorted(reached, key=lambda other: -other.burden))


def table_plan(state: State, point: AnyPoint, decided: Mapping[str, Decision]) -> Plan:
    """Return the plan of the region with a point, and with what was decided at the table.

    Raises
    ------
    StagePlannerError
        If the point breaks a limit together with the rest of the plan.
    """
    plan = joined(state, state.plan or WISH_PLAN, point.plan, point.component)
    for period in state.periods:
        decision = decided.get(period.id)
        if decision is not None:
            plan = with_placements(plan, period, decision.placements)
        elif period.fixed:
            plan = with_placements(plan, period, placements_of(WISH_PLAN, period))
    return replace(plan, name="")
