"""A point on the calendar as it was written, and a stretch between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class Scale(Enum):
    """What a moment names."""

    DAY = "day"
    WEEK = "week"
    PERIOD = "period"
    SEMESTER = "semester"
    MONTH = "month"
    YEAR_START = "year_start"
    YEAR_END = "year_end"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point on the calendar as written: ``number`` of the week, period or month.

    ``year`` is ``None`` where it was not written; ``day`` serves days only.
    """

    scale: Scale
    number: int = 0
    year: int | None = None
    day: int = 0
    american: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch as written; an end or a number of weeks may be missing."""

    start: Moment | None
    end: Moment | None = None
    weeks: int | None = None
    open_end: bool = False


def day_moment(day: date) -> Moment:
    """A date as a moment."""
    return Moment(Scale.DAY, day.month, day.year, day.day)


def day_named(year: int | None, month: int, day: int, *, american: bool = False) -> Moment | None:
    """A day of a month as a moment; ``None`` where the month has no such day."""
    try:
        datetime(year or 2024, month, day)
    except ValueError:
        return None
    return Moment(Scale.DAY, month, year, day, american)
