"""Who gives way, and how much: the plain measure behind the goal of fairness."""

from __future__ import annotations

from dataclasses import dataclass

from stageplanner.domain.calendar import ONE_WEEK, monday_of
from stageplanner.domain.option import Option, wish_option
from stageplanner.domain.plan import Placement, Plan, change_kinds, changed_periods, placements_of
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, institutions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What a plan asks of one institution; ``share`` is its part of all students x weeks."""

    institution: str
    changes: int
    student_weeks: int
    share: float


def weeks_moved(wish: Option, option: Option) -> int:
    """How far a change goes, in weeks: how much its start or its end moves, at least one."""
    start = abs(monday_of(option.start) - monday_of(wish.start)) // ONE_WEEK
    end = abs(monday_of(option.end) - monday_of(wish.end)) // ONE_WEEK
    return max(1, start, end)


def student_weeks(period: StagePeriod, placements: tuple[Placement, ...]) -> int:
    """Students x weeks moved of one stage period; nothing where it is no change.

    The part of a split group that does its wish moves nowhere.
    """
    if not change_kinds(period, placements):
        return 0
    wish = wish_option(period)
    return sum(p.students * weeks_moved(wish, p.option) for p in placements if p.option != wish)


def burdens(state: State, plan: Plan) -> tuple[Burden, ...]:
    """What a plan asks of every institution, in the order of the region."""
    changed = changed_periods(plan, state.periods)
    moved = {p.id: student_weeks(p, placements_of(plan, p)) for p in changed}
    total = sum(moved.values())
    found = []
    for institution in institutions_of(state):
        own = [period for period in changed if period.institution == institution]
        weeks = sum(moved[period.id] for period in own)
        found.append(
            Burden(
                institution=institution,
                changes=len(own),
                student_weeks=weeks,
                share=weeks / total if total else 0.0,
            )
        )
    return tuple(found)
