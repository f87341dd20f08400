"""The facts of a region as one reader may see them, without totals of a few students."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from stageplanner.domain.calendar import Calendar, monday_of
from stageplanner.domain.masking import Masking, is_small
from stageplanner.domain.option import present_days
from stageplanner.domain.plan import WISH_PLAN, Placement, Plan, placements_of
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.reporting.facts import ComponentFacts, Facts


def mask_facts(facts: Facts, masking: Masking) -> Facts:
    """Return the facts without figures about fewer than five students of others.

    A component in which all others have so few students is hidden; of the other components the
    weeks with so few of them (``nan``).
    """
    if not masking.is_on:
        return facts
    components = tuple(_seen(facts, component, masking) for component in facts.components)
    if components == facts.components:
        return facts
    shown = [component for component in components if not component.is_hidden]
    before, after = (
        replace(whole, components=tuple(getattr(c, side) for c in shown))
        for whole, side in ((facts.before, "before"), (facts.after, "after"))
    )
    return replace(facts, components=components, before=before, after=after)


def _seen(facts: Facts, component: ComponentFacts, masking: Masking) -> ComponentFacts:
    codes = frozenset(component.before.programmes)
    others = [
        period
        for period in facts.state.periods
        if period.programme in codes and period.institution != masking.reader
    ]
    if is_small(sum(period.students for period in others)):
        hidden = tuple(math.nan for _ in facts.mondays)
        return replace(component, is_hidden=True, weekly_before=hidden, weekly_after=hidden)
    before = _without(component.weekly_before, facts, _small(facts, others, WISH_PLAN))
    after = _without(component.weekly_after, facts, _small(facts, others, facts.plan))
    if before == component.weekly_before and after == component.weekly_after:
        return component
    return replace(component, weekly_before=before, weekly_after=after)


def _small(facts: Facts, periods: list[StagePeriod], plan: Plan) -> frozenset[date]:
    groups = ((period, placements_of(plan, period)) for period in periods)
    return small_weeks(groups, facts.calendar)


def _without(weekly: tuple[float, ...], facts: Facts, hidden: frozenset[date]) -> tuple[float, ...]:
    """Return the weekly peaks with ``nan`` for the hidden weeks."""
    return tuple(
        math.nan if monday in hidden else peak
        for monday, peak in zip(facts.mondays, weekly, strict=True)
    )


def small_weeks(
    groups: Iterable[tuple[StagePeriod, Iterable[Placement]]], calendar: Calendar
) -> frozenset[date]:
    """Return the Mondays of the weeks in which only a few of these students come on some day."""
    days: Counter[date] = Counter()
    for period, placements in groups:
        for placement in placements:
            for day in present_days(placement.option, period.institution, calendar):
                days[day] += placement.students
    return frozenset(monday_of(day) for day, count in days.items() if is_small(count))
