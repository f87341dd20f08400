"""Weeks in which fewer than five students are there on some day: they are not told to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from stageplanner.domain.calendar import Calendar, monday_of
from stageplanner.domain.masking import is_small
from stageplanner.domain.option import present_days
from stageplanner.domain.period import StagePeriod
from stageplanner.domain.plan import Placement


def small_weeks(
    groups: Iterable[tuple[StagePeriod, Iterable[Placement]]], calendar: Calendar
) -> frozenset[date]:
    """The Mondays of the weeks in which a few of these students are there on some day."""
    days: Counter[date] = Counter()
    for period, placements in groups:
        for placement in placements:
            for day in present_days(placement.option, period.institution, calendar):
                days[day] += placement.students
    return frozenset(monday_of(day) for day, count in days.items() if is_small(count))
