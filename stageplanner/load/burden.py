"""How much each institution changes: the measure behind the goal of fairness."""

from __future__ import annotations

from dataclasses import dataclass

from stageplanner.domain.calendar import ONE_WEEK, monday_of
from stageplanner.domain.option import Option, wish_option
from stageplanner.domain.plan import Placement, Plan, change_kinds, changed_periods, placements_of
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, institutions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What a plan asks of one institution; ``share`` is its fraction of all ``student_weeks``."""

    institution: str
    changes: int
    student_weeks: int
    share: float


def weeks_moved(wish: Option, option: Option) -> int:
    """Return how many weeks the start or the end moves, whichever moves more; at least one.

    Parameters
    ----------
    wish : Option
        What the institution wants.
    option : Option
        What it does instead.

    Returns
    -------
    int
        Whole weeks, from Monday to Monday.
    """
    start = abs(monday_of(option.start) - monday_of(wish.start)) // ONE_WEEK
    end = abs(monday_of(option.end) - monday_of(wish.end)) // ONE_WEEK
    return max(1, start, end)


def student_weeks(period: StagePeriod, placements: tuple[Placement, ...]) -> int:
    """Return the students x weeks that one stage period moves; 0 if it does not change.

    The part of a split group that does its wish moves nowhere.

    Parameters
    ----------
    period : StagePeriod
        The stage period with its wish.
    placements : tuple of Placement
        Where its students are placed.

    Returns
    -------
    int
        Students x weeks.
    """
    if not change_kinds(period, placements):
        return 0
    wish = wish_option(period)
    return sum(p.students * weeks_moved(wish, p.option) for p in placements if p.option != wish)


def burdens(state: State, plan: Plan) -> tuple[Burden, ...]:
    """Measure what a plan asks of every institution.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan
        The plan to measure.

    Returns
    -------
    tuple of Burden
        One per institution, in the order of the region.
    """
    changed = changed_periods(plan, state.periods)
    moved = {p.id: student_weeks(p, placements_of(plan, p)) for p in changed}
    total = sum(moved.values())
    results = []
    for institution in institutions_of(state):
        periods = [period for period in changed if period.institution == institution]
        weeks = sum(moved[period.id] for period in periods)
        results.append(
            Burden(
                institution=institution,
                changes=len(periods),
                student_weeks=weeks,
                share=weeks / total if total else 0.0,
            )
        )
    return tuple(results)
