"""Give the two ends of a stretch what only one of them names: the year, month before day."""

from __future__ import annotations

from dataclasses import replace

from stageplanner.sheets.reading.values.calendar_point import Moment, Scale, Span


def with_years(span: Span) -> Span:
    """Give a stretch with one year the other: "wk 36 t/m 5 2027" begins in 2026."""
    start, end = span.start, span.end
    if start is None or end is None or (start.year is None) == (end.year is None):
        return span
    if not (_has_place(start) and _has_place(end)):
        return span
    follows = _place(start) <= _place(end)
    if start.year is None:
        return replace(span, start=replace(start, year=(end.year or 0) - (not follows)))
    return replace(span, end=replace(end, year=(start.year or 0) + (not follows)))


def _has_place(moment: Moment) -> bool:
    return moment.scale in (Scale.DAY, Scale.WEEK, Scale.MONTH)


def _place(moment: Moment) -> float:
    """Return about which day of its year a moment is."""
    if moment.scale is Scale.WEEK:
        return 7.0 * moment.number - 3
    return 30.5 * (moment.number - 1) + (moment.day or (1 if moment.scale is Scale.MONTH else 0))


def american_both(span: Span) -> Span:
    """Read both dates as month/day if one of them can only be month/day."""
    start, end = span.start, span.end
    if start is None or end is None or start.american == end.american:
        return span
    if not start.american:
        return replace(span, start=_as_american(start))
    return replace(span, end=_as_american(end))


def _as_american(moment: Moment) -> Moment:
    if moment.scale is not Scale.DAY or moment.day > 12 or moment.year is None:
        return moment
    return replace(moment, number=moment.day, day=moment.number, american=True)
