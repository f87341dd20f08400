"""Periods of the school year: how far changes stay off their borders."""

from __future__ import annotations

from stageplanner.domain.calendar import monday_of
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan, changed_periods, placements_of
from stageplanner.domain.policy import Terms
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, all_terms


def ends_off_scheme(period: StagePeriod, placements: tuple[Placement, ...], terms: Terms) -> int:
    """How many begins and ends of a stage period lie off the borders of its scheme.

    Nothing where there is no scheme; what the wish does counts not.
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
    """How many begins and ends of changed stage periods lie off the borders of their scheme."""
    terms = all_terms(state)
    return sum(
        ends_off_scheme(period, placements_of(plan, period), terms[period.id])
        for period in changed_periods(plan, state.periods)
    )
