"""Use days a week that are written into the cell of the period: "wk 36-45 (4 dgn)"."""

from __future__ import annotations

from dataclasses import replace

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Parsed, error, warning
from stageplanner.sheets.reading.values.rhythm import HALF_A_DAY, Rhythm, RhythmCells, read_rhythm
from stageplanner.sheets.reading.values.weekdays import Days, parse_days

_HOURS_PER_DAY = 8.0
#: Between the phrases that a cell of a period holds about the week.
_BETWEEN = " ; "


def with_stated_days(cells: RhythmCells, stated: str) -> Parsed[Rhythm | None]:
    """Read the rhythm from the cell of the period; several numbers of days are a question."""
    if _differs_by_block(stated):
        return Parsed(None, (error("import_days_per_block", Field.SPAN, value=stated),))
    return read_rhythm(replace(cells, weekdays=stated.replace(_BETWEEN, " ")))


def with_doubt(rhythm: Parsed[Rhythm | None], stated: str) -> Parsed[Rhythm | None]:
    """Add a warning or a question if the cell of the period states other days than its columns."""
    counts = {count for phrase in stated.split(_BETWEEN) if (count := _count(phrase)) is not None}
    if rhythm.value is None or not counts:
        return rhythm
    if len(counts) > 1:
        return Parsed(
            None, (*rhythm.notes, error("import_days_per_block", Field.SPAN, value=stated))
        )
    count = counts.pop()
    if abs(count - rhythm.value.days_per_week) < HALF_A_DAY:
        return rhythm
    used = rhythm.value.days_per_week
    note = warning("import_days_in_period", Field.SPAN, value=stated, used=used)
    return Parsed(rhythm.value, (*rhythm.notes, note))


def _differs_by_block(stated: str) -> bool:
    """Return whether phrases about the week contradict each other: each is of another block."""
    phrases = stated.split(_BETWEEN)
    counts = {count for phrase in phrases if (count := _count(phrase)) is not None}
    weekdays = {days for phrase in phrases if (days := parse_days(phrase).weekdays) is not None}
    return len(counts) > 1 or len(weekdays) > 1


def _count(phrase: str) -> float | None:
    """Return the days a week of a phrase; hours of one day are none."""
    days: Days = parse_days(phrase)
    if days.weekdays is not None:
        return float(len(days.weekdays))
    if days.count is not None:
        return days.count
    if days.hours is None or days.hours <= _HOURS_PER_DAY:
        return None
    return round(days.hours / _HOURS_PER_DAY)
