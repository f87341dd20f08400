"""Dates, ISO weeks, weekdays and holidays: the only home of week numbers.

A *day slot* is one date. A *lesweek* of an institution is an ISO week, named by its Monday,
in which at least one day from Monday to Friday is not a holiday there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
#: The regions of the Netherlands with school holidays of their own.
VAKANTIEREGIOS = ("noord", "midden", "zuid")
SCHOOL_DAYS = (0, 1, 2, 3, 4)
ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DateRange:
    """The days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"end {self.end} before start {self.start}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """Days on which an institution has no school and no placement, both ends included."""

    institution: str
    name: str
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"end {self.end} before start {self.start}")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days off of every institution.

    Build it with :meth:`from_holidays`; an institution without holidays has no days off.
    """

    days_off: Mapping[str, frozenset[date]] = field(default_factory=dict)

    @classmethod
    def from_holidays(cls, holidays: Iterable[Holiday]) -> Calendar:
        """Collect the days off per institution."""
        days_off: dict[str, set[date]] = {}
        for holiday in holidays:
            days = days_off.setdefault(holiday.institution, set())
            days.update(days_between(holiday.start, holiday.end))
        return cls({institution: frozenset(days) for institution, days in days_off.items()})

    def is_day_off(self, institution: str, day: date) -> bool:
        """Return whether the institution is closed on this day."""
        return day in self.days_off.get(institution, frozenset())

    def is_lesweek(self, institution: str, monday: date) -> bool:
        """Return whether the week of this Monday has at least one day that is not a holiday."""
        return _is_lesweek(self.days_off.get(institution, frozenset()), monday)

    def lesweken(self, institution: str, start: date, end: date) -> tuple[date, ...]:
        """List the Mondays of the lesweken that touch the days ``start`` .. ``end``."""
        return _lesweken(self.days_off.get(institution, frozenset()), start, end)


# Called hundreds of thousands of times with the same weeks and holidays.
@lru_cache(maxsize=2**14)
def _is_lesweek(off: frozenset[date], monday: date) -> bool:
    return any(monday + timedelta(days=d) not in off for d in SCHOOL_DAYS)


@lru_cache(maxsize=2**12)
def _lesweken(off: frozenset[date], start: date, end: date) -> tuple[date, ...]:
    return tuple(monday for monday in mondays_between(start, end) if _is_lesweek(off, monday))


def days_between(start: date, end: date) -> Iterator[date]:
    """Yield every day from ``start`` to ``end``, both included."""
    day = start
    while day <= end:
        yield day
        day += ONE_DAY


@lru_cache(maxsize=2**12)
def monday_of(day: date) -> date:
    """Return the Monday of the ISO week of a day."""
    return day - timedelta(days=day.weekday())


@lru_cache(maxsize=2**12)
def friday_of(day: date) -> date:
    """Return the Friday of the ISO week of a day."""
    return monday_of(day) + timedelta(days=4)


def mondays_between(start: date, end: date) -> Iterator[date]:
    """Yield the Mondays of all ISO weeks that touch ``start`` .. ``end``."""
    monday = monday_of(start)
    while monday <= end:
        yield monday
        monday += ONE_WEEK


def monday_of_week(year: int, week: int) -> date:
    """Return the Monday of ISO week ``week`` of ISO year ``year``.

    Raises
    ------
    ValueError
        If the year has no such week (2026 has 53 of them, 2027 has 52).
    """
    return date.fromisocalendar(year, week, 1)


def week_number(day: date) -> int:
    """Return the ISO week number of a day."""
    return day.isocalendar().week


def week_label(day: date) -> str:
    """Return the ISO week of a day as text: ``2026-W36``."""
    iso = day.isocalendar()
    return f"{iso.year}-W{iso.week:02d}"


def years_later(day: date, years: int = 1) -> date:
    """Return the same date some years later (28 February for the 29th)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def school_year_of(day: date) -> int:
    """Return the calendar year in which the school year of a day begins (1 August)."""
    return day.year if day.month >= 8 else day.year - 1


def format_weekdays(weekdays: Iterable[int] | None) -> str | None:
    """Return weekdays as ``"ma di"``; ``None`` if they are left open."""
    if weekdays is None:
        return None
    return " ".join(WEEKDAYS[d] for d in sorted(weekdays))


def parse_weekdays(text: str | None) -> tuple[int, ...] | None:
    """Read what :func:`format_weekdays` writes.

    Raises
    ------
    ValueError
        If a word is no weekday.
    """
    if text is None or not text.strip():
        return None
    return tuple(sorted({WEEKDAYS.index(word) for word in text.split()}))
