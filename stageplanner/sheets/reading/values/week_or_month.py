"""Read numbers that are a week or a month, "12-2026" or "2027-03", as one of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Protocol

from stageplanner.domain.calendar import DateRange
from stageplanner.sheets.reading.notes import Note, warning
from stageplanner.sheets.reading.values.calendar_point import Moment, Scale, Span


class Year(Protocol):
    """The school year that a number must lie in."""

    def first(self, moment: Moment) -> date:
        """Return the first day of a moment."""

    def last(self, moment: Moment) -> date:
        """Return the last day of a moment."""

    def holds(self, dates: DateRange) -> bool:
        """Return whether dates lie in the school year."""


def settle_months(span: Span, time: Year) -> tuple[Span, tuple[Note, ...]]:
    """Read numbers that are a week or a month as one of both: "12-2026", "2027-03".

    The other end decides, else the school year does. If both are possible it is the month, with
    a warning.
    """
    moments = [m for m in (span.start, span.end) if m is not None]
    if not any(m.or_month for m in moments):
        return span, ()
    sure = [m for m in moments if not m.or_month]
    as_weeks = _each(span, Scale.WEEK)
    as_months = _each(span, Scale.MONTH)
    if any(m.scale is Scale.WEEK for m in sure):
        return as_weeks, ()
    if any(m.scale in (Scale.MONTH, Scale.DAY) for m in sure) or not _inside(as_weeks, time):
        return as_months, ()
    if not _inside(as_months, time):
        return as_weeks, ()
    doubtful = next(m for m in moments if m.or_month)
    shown = f"{doubtful.number}-{doubtful.year}"
    return as_months, (warning("import_week_or_month", None, value=shown, number=doubtful.number),)


def _each(span: Span, scale: Scale) -> Span:
    """Return a stretch with every doubtful moment read as a week or as a month."""

    def read(moment: Moment | None) -> Moment | None:
        if moment is None or not moment.or_month:
            return moment
        return replace(moment, scale=scale, or_month=False)

    return replace(span, start=read(span.start), end=read(span.end))


def _inside(span: Span, time: Year) -> bool:
    """Return whether a stretch runs forward and lies in the school year."""
    if span.start is None:
        return False
    first, last = time.first(span.start), time.last(span.end or span.start)
    return first <= last and time.holds(DateRange(start=first, end=last))
