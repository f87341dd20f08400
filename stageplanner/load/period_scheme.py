"""The period scheme of a school year: how many changes begin or end off its borders."""

from __future__ import annotations

from stageplanner.domain.calendar import monday_of
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan, changed_periods, placements_of
from stageplanner.domain.policy import Terms
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, all_terms


def ends_off_scheme(period: StagePeriod, placements: tuple[Placement, ...], terms: Terms) -> int:
    """Count the starts and ends of a stage period that lie off the borders of its scheme.

    Placements equal to the wish do not count; the count is 0 without a scheme.

    Parameters
    ----------
    period : StagePeriod
        The stage period with its wish.
    placements : tuple of Placement
        Where its students are placed.
    terms : Terms
        Its terms, with the borders of the scheme.

    Returns
    -------
    int
        Starts and ends.
    """
    if not terms.scheme_starts:
        return 0
    wish = wish_option(period)
    return sum(
        (monday_of(p.option.start) not in terms.scheme_starts)
        + (monday_of(p.option.end) not in terms.scheme_ends)
        for p in placements
        if p.option != wish
    )


def off_scheme(state: State, plan: Plan) -> int:
    """Count the starts and ends of all changed stage periods off the borders of their scheme.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan
        The plan to measure.

    Returns
    -------
    int
        Starts and ends.
    """
    terms = all_terms(state)
    return sum(
        ends_off_scheme(period, placements_of(plan, period), terms[period.id])
        for period in changed_periods(plan, state.periods)
    )
