"""Leave weeks out of stretches of dates: exceptions, and weeks that do not count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from stageplanner.domain.calendar import ONE_WEEK, DateRange, friday_of, monday_of
from stageplanner.sheets.reading.values.school_year import SchoolTime

ONE_DAY = timedelta(days=1)
FRIDAY = 4
#: An exception of fewer days leaves the week in place.
_DAYS_OF_A_WEEK = 5


def is_whole_week(dates: DateRange) -> bool:
    """Return whether dates hold all school days of at least one week."""
    monday = monday_of(dates.start)
    if dates.start > monday:
        monday += ONE_WEEK
    return friday_of(monday) <= dates.end


def without_weeks(ranges: Sequence[DateRange], left_out: Iterable[DateRange]) -> list[DateRange]:
    """Return stretches of dates without the days of some others."""
    kept = list(ranges)
    for out in left_out:
        kept = [part for dates in kept for part in _cut(dates, out)]
    return kept


def _cut(dates: DateRange, out: DateRange) -> list[DateRange]:
    if out.end < dates.start or dates.end < out.start:
        return [dates]
    parts: list[DateRange] = []
    before, after = out.start - ONE_DAY, out.end + ONE_DAY
    if before.weekday() > FRIDAY:
        before = friday_of(before)
    if after.weekday() > FRIDAY:
        after = monday_of(after) + ONE_WEEK
    if dates.start <= before:
        parts.append(DateRange(start=dates.start, end=before))
    if after <= dates.end:
        parts.append(DateRange(start=after, end=dates.end))
    return parts


def every_other_week(
    ranges: Sequence[DateRange], every: str, time: SchoolTime
) -> tuple[DateRange, ...]:
    """Return the weeks of stretches that count, a stretch for each.

    Parameters
    ----------
    ranges
        The stretches as written.
    every
        "even" or "odd" for the ISO number of a week, "other" for every second week from the first.
    time
        The school year; weeks without a lesweek are left out.
    """
    weeks: list[DateRange] = []
    first: date | None = None
    for dates in sorted(ranges):
        monday = monday_of(dates.start)
        first = first or monday
        while monday <= dates.end:
            if _counts(monday, first, every) and monday in time.lesweken:
                start, end = max(monday, dates.start), min(friday_of(monday), dates.end)
                weeks.append(DateRange(start=start, end=end))
            monday += ONE_WEEK
    return tuple(weeks)


def _counts(monday: date, first: date, every: str) -> bool:
    if every == "other":
        return (monday - first) // ONE_WEEK % 2 == 0
    return monday.isocalendar().week % 2 == (every == "odd")
