"""Find the columns of a header that stand for a week, a Monday or a period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stageplanner.sheets.reading.tables.holiday_columns import names_holiday
from stageplanner.sheets.reading.values.calendar_point import Moment, Scale, Span
from stageplanner.sheets.reading.values.date_spans import is_week_like, parse_spans
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, is_blank


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeColumn:
    """A column of a week matrix and the week or period it stands for."""

    column: int
    moment: Moment


def time_columns(sheet: Sheet, rows: range) -> tuple[TimeColumn, ...]:
    """Return the columns of a week matrix in one of these header rows; full dates win."""
    best: tuple[TimeColumn, ...] = ()
    best_rank = (0, 0)
    for row in rows:
        columns = _times_in_row(sheet, row)
        if len(columns) >= 4 or (len(columns) >= 2 and _are_periods(columns)):
            exact = sum(t.moment.year is not None for t in columns)
            rank = (len(columns) + (exact == len(columns)), exact)
            if rank > best_rank:
                best, best_rank = columns, rank
    return best


def _are_periods(columns: tuple[TimeColumn, ...]) -> bool:
    return all(t.moment.scale is Scale.PERIOD for t in columns)


def _times_in_row(sheet: Sheet, row: int) -> tuple[TimeColumn, ...]:
    return times_of(sheet.rows[row])


def times_of(values: Sequence[Value]) -> tuple[TimeColumn, ...]:
    """Return the longest run of cells that are weeks, Mondays or periods in order.

    Between two weeks may be some empty cells, the name of a holiday, or any words in the place of
    the weeks that are missing.
    """
    run: list[TimeColumn] = []
    best: list[TimeColumn] = []
    moments = [header_moment(value) for value in values]
    for column, (value, moment) in enumerate(zip(values, moments, strict=True)):
        if moment is None or (run and not _follows(run[-1].moment, moment)):
            gap = moment is None and bool(run) and _is_gap(value, run[-1], column, moments)
            if not (gap and column - run[-1].column < _LONGEST_GAP):
                best = max(best, run, key=len)
                run = []
        if moment is not None:
            run.append(TimeColumn(column=column, moment=moment))
    best = max(best, run, key=len)
    return tuple(best)


#: A gap of this many cells ends a run of weeks.
_LONGEST_GAP = 4


def _is_gap(
    value: Value, before: TimeColumn, column: int, moments: Sequence[Moment | None]
) -> bool:
    """Return whether a cell between two weeks stands for weeks without a column of their own."""
    if is_blank(value) or (isinstance(value, str) and names_holiday(value)):
        return True
    for after in range(column + 1, min(before.column + _LONGEST_GAP + 1, len(moments))):
        moment = moments[after]
        if moment is not None:
            return _weeks_apart(before.moment, moment) == after - before.column
    return False


def _weeks_apart(before: Moment, after: Moment) -> int | None:
    """Return the weeks between two weeks or Mondays; ``None`` for periods."""
    if before.scale is not after.scale:
        return None
    if before.scale is Scale.DAY:
        days = _days_apart(before, after)
        return None if days is None or days % 7 else days // 7
    if before.scale is Scale.WEEK:
        step = after.number - before.number
        return step if step > 0 else step + 52
    return None


#: A week with its Monday behind it: "wk 36 (31-08)".
_WEEK_WITH_DAY = re.compile(r"^(.{1,10}?)\s*\([\d .,/a-z-]{1,12}\)$")
#: The German words for a week of the year, common in schools at the border.
_GERMAN_WEEK = re.compile(r"^(?:kw|kalenderwoche|woche)\.?\s?(?=\d)")

PERIOD_HEADING = re.compile(r"(?:p|periode|bpv|blok|kwartaal|q|period)\s?[1-8]")


def header_moment(value: Value) -> Moment | None:
    """Return the week, Monday or period of a heading; ``None`` if it is none."""
    if is_blank(value):
        return None
    if isinstance(value, str):
        text = _GERMAN_WEEK.sub("wk ", value.strip().casefold())
        dated = _WEEK_WITH_DAY.match(text)
        text = dated.group(1) if dated and is_week_like(dated.group(1)) else text
        if not re.search(r"\d", text) or len(text) > 24:
            return None
        if is_week_like(text):
            return Moment(Scale.WEEK, int(re.findall(r"\d+", text)[0]))
        spans = parse_spans(text, single=True)
        if len(spans) != 1 or spans[0].start is None:
            return None
        return _week_of_span(spans[0], text)
    spans = parse_spans(value)
    return spans[0].start if spans and spans[0].start else None


def _week_of_span(span: Span, text: str) -> Moment | None:
    start = span.start
    if start is None or (start.scale is Scale.PERIOD and not PERIOD_HEADING.fullmatch(text)):
        return None
    return start if start.scale in (Scale.DAY, Scale.WEEK, Scale.PERIOD) else None


def _follows(before: Moment, after: Moment) -> bool:
    if before.scale is not after.scale:
        return False
    if before.scale is Scale.DAY:
        step = _days_apart(before, after)
        return step is not None and 5 <= step <= 35
    if before.scale is Scale.PERIOD:
        return after.number == before.number + 1
    if before.year is not None and after.year is not None and before.year != after.year:
        return after.year == before.year + 1 and after.number <= 8
    step = after.number - before.number
    return 1 <= step <= 4 or (before.number >= 49 and after.number <= 4)


def _days_apart(before: Moment, after: Moment) -> int | None:
    try:
        first = date(before.year or 2026, before.number, before.day)
        second = date(after.year or before.year or 2026, after.number, after.day)
    except ValueError:
        return None
    apart = (second - first).days
    return apart + 365 if apart < 0 and after.year is None else apart
