"""The most students of some groups on one day of every week, as a party sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from stageplanner.domain.calendar import Calendar, monday_of
from stageplanner.domain.option import present_days
from stageplanner.domain.period import StagePeriod
from stageplanner.domain.plan import Placement


def busiest_days(
    groups: Iterable[tuple[StagePeriod, Iterable[Placement]]], calendar: Calendar
) -> Counter[date]:
    """The most students on one day, by the Monday of every week."""
    days: Counter[date] = Counter()
    for period, placements in groups:
        for placement in placements:
            count = round(placement.students * placement.option.share)
            for day in present_days(placement.option, period.institution, calendar):
                days[day] += count
    weeks: Counter[date] = Counter()
    for day, count in days.items():
        monday = monday_of(day)
        weeks[monday] = max(weeks[monday], count)
    return weeks
