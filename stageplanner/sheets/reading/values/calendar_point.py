"""Points on the calendar as written in a cell, and stretches between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Scale(Enum):
    """The calendar unit that a moment names."""

    DAY = "day"
    WEEK = "week"
    PERIOD = "period"
    SEMESTER = "semester"
    MONTH = "month"
    YEAR_START = "year_start"
    YEAR_END = "year_end"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point on the calendar as written; ``number`` is that of the week, period or month.

    ``year`` is ``None`` if the cell does not give it; ``day`` is used for days only. ``or_month``
    marks a week that may be a month as well: "12-2026".
    """

    scale: Scale
    number: int = 0
    year: int | None = None
    day: int = 0
    american: bool = False
    or_month: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch as written; its end or its number of weeks may be missing."""

    start: Moment | None
    end: Moment | None = None
    weeks: int | None = None
    open_end: bool = False


def day_moment(day: date) -> Moment:
    """Return the moment of a date."""
    return Moment(Scale.DAY, day.month, day.year, day.day)


def day_named(year: int | None, month: int, day: int, *, american: bool = False) -> Moment | None:
    """Return a day of a month as a moment; ``None`` if the month has no such day."""
    if date_named(year or _LEAP_YEAR, month, day) is None:
        return None
    return Moment(Scale.DAY, month, year, day, american)


def date_named(year: int, month: int, day: int) -> date | None:
    """Return a date; ``None`` if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


#: A day without a year may be 29 February.
_LEAP_YEAR = 2024
