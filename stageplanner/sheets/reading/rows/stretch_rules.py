"""Turn the stretches of a period into the dates that count: joined, without exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from stageplanner.domain.calendar import DateRange
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, Parsed, error, warning
from stageplanner.sheets.reading.rows.period_cells import PeriodCells
from stageplanner.sheets.reading.values.calendar_point import Scale, Span
from stageplanner.sheets.reading.values.leftover import not_understood
from stageplanner.sheets.reading.values.school_year import SchoolTime, resolve_span
from stageplanner.sheets.reading.values.skipped_weeks import (
    every_other_week,
    is_whole_week,
    without_weeks,
)

#: The part of some weeks that are lesweken at least, where no holidays are known.
_LEAST_LESWEKEN = 0.75


def stretches_agree(
    cells: PeriodCells, ranges: Sequence[DateRange], weeks: int | None, time: SchoolTime
) -> tuple[Note, ...]:
    """Return notes if several stretches overlap, or do not last the number of weeks given."""
    in_order = sorted(ranges)
    for before, after in pairwise(in_order):
        if after.start <= before.end:
            values = {"start": after.start, "end": min(before.end, after.end)}
            return (error("import_stretches_overlap", cells.at, value=cells.value, **values),)
    if weeks is None:
        return ()
    least = sum(time.lesweken_between(r.start, r.end) for r in ranges)
    most = sum((r.end - r.start).days // 7 + 1 for r in ranges)
    if not time.known:
        least = round(_LEAST_LESWEKEN * least)
    if least - 1 <= weeks <= most + 1:
        return ()
    first, last = in_order[0].start, in_order[-1].end
    span = {"weeks": weeks, "start": first, "end": last, "found": least}
    if any(s.end is None and s.start and s.start.scale is Scale.WEEK for s in cells.spans):
        return (error("import_weeks_differ", Field.WEEK_COUNT, **span),)
    return (warning("import_weeks_other", Field.WEEK_COUNT, **span),)


def skip_weeks(
    cells: PeriodCells, ranges: Sequence[DateRange], time: SchoolTime
) -> Parsed[tuple[DateRange, ...]]:
    """Leave out the exceptions and the weeks that do not count; join what is next to it."""
    if not cells.exceptions and not cells.every:
        return Parsed(join_ranges(ranges, time))
    left_out: list[DateRange] = []
    notes: list[Note] = []
    for exception in cells.exceptions:
        dates = resolve_span(_with_end(exception), time).value
        if dates is None or not any(_touches(r, dates) for r in ranges):
            return Parsed((), (not_understood(cells.at, cells.value, cells.value),))
        if is_whole_week(dates):
            left_out.append(dates)
        else:
            values = {"value": cells.value, "start": dates.start, "end": dates.end}
            notes.append(warning("import_days_not_left_out", cells.at, **values))
    kept: Sequence[DateRange] = join_ranges(without_weeks(ranges, left_out), time)
    if cells.every:
        kept = every_other_week(kept, cells.every, time)
        if kept:
            values = {"value": cells.value, "count": len(kept), "start": kept[0].start}
            notes.append(warning("import_separate_weeks", cells.at, end=kept[-1].end, **values))
    if not kept:
        notes.append(error("import_nothing_left", cells.at, value=cells.value))
    return Parsed(tuple(kept), tuple(notes))


def _with_end(span: Span) -> Span:
    """Give an exception of one day the end of that day."""
    if span.end is None and span.start is not None and span.start.scale is Scale.DAY:
        return Span(span.start, span.start)
    return span


def _touches(one: DateRange, other: DateRange) -> bool:
    return one.start <= other.end and other.start <= one.end


def join_ranges(ranges: Sequence[DateRange], time: SchoolTime) -> tuple[DateRange, ...]:
    """Join stretches without a lesweek between them: P1+P2 is one stage period."""
    joined: list[DateRange] = []
    for dates in sorted(ranges):
        if joined:
            last = joined[-1]
            between = [m for m in time.lesweken if last.end < m < dates.start]
            near = (dates.start - last.end).days <= 3 or (time.known and not between)
            if near and (dates.start - last.end).days <= 24:
                joined[-1] = DateRange(start=last.start, end=max(last.end, dates.end))
                continue
        joined.append(dates)
    return tuple(joined)
