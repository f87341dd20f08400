"""Combine the cells of a row about its form, days a week, weekdays and hours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.form import Form, form_of
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, Parsed, error, info, warning
from stageplanner.sheets.reading.values.forms import parse_form
from stageplanner.sheets.reading.values.hours import parse_day_hours, parse_week_hours
from stageplanner.sheets.reading.values.leftover import not_understood
from stageplanner.sheets.reading.values.numbers import is_unknown
from stageplanner.sheets.reading.values.weekdays import (
    NOTHING,
    OPEN,
    Days,
    parse_days,
    weekdays_in,
)
from stageplanner.sheets.reading.workbook.grid import Value, as_text

HOURS_PER_DAY = 8.0
_WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The form, days a week, weekdays (``None`` if open) and hours a day of a row."""

    form: Form
    days_per_week: int
    weekdays: tuple[int, ...] | None
    hours_per_day: float | None


@dataclass(frozen=True, slots=True)
class RhythmCells:
    """The cells of a row that describe its rhythm."""

    form: Value = None
    days: Value = None
    weekdays: Value = None
    hours_per_day: Value = None
    hours_per_week: Value = None
    marked: tuple[int, ...] | None = None


@lru_cache(maxsize=4096)
def read_rhythm(cells: RhythmCells) -> Parsed[Rhythm | None]:
    """Combine the rhythm cells of a row; weekdays overrule a number of days that differs."""
    notes: list[Note] = []
    days, named = parse_days(cells.days), parse_days(cells.weekdays)
    in_form = parse_days(cells.form) if isinstance(cells.form, str) else NOTHING
    day_hours = parse_day_hours(cells.hours_per_day)
    week_hours = parse_week_hours(cells.hours_per_week)
    notes += [*day_hours.notes, *week_hours.notes]
    per_day = day_hours.value
    weekdays = named.weekdays or days.weekdays or cells.marked or in_form.weekdays
    count = days.count or named.count or in_form.count
    hours = week_hours.value or days.hours or named.hours or in_form.hours
    if weekdays is None and count is None and hours is not None:
        count = hours / (per_day or HOURS_PER_DAY)
        notes.append(info("import_days_from_hours", Field.HOURS_PER_WEEK, hours=hours))
    unread = _unread(cells, days, named)
    if count == in_form.count and weekdays == in_form.weekdays and in_form.left:
        unread.append(not_understood(Field.FORM, as_text(cells.form), in_form.left))
    notes += unread
    if day_hours.failed or week_hours.failed:
        return Parsed(None, tuple(notes))
    notes += _doubts(cells, days, named)
    weekdays = _settle_range(cells, weekdays, count)
    if weekdays is not None:
        stated = count if count is not None or hours is None else hours / (per_day or HOURS_PER_DAY)
        if stated is not None and abs(stated - len(weekdays)) >= HALF_A_DAY:
            notes.append(_days_differ(round(stated, 1), weekdays))
        chosen = len(weekdays)
    elif count is None:
        return Parsed(None, tuple(notes) if unread else (*notes, _no_days(cells)))
    else:
        chosen = -int(-count // 1)
        if chosen != count:
            notes.append(warning("import_part_days", Field.DAYS, value=count, used=chosen))
    if not 1 <= chosen <= 7:
        return Parsed(None, (*notes, error("import_bad_days", Field.DAYS, value=chosen)))
    if weekdays is None and chosen > _WORKING_DAYS:
        notes.append(warning("import_weekend_days", Field.DAYS, value=chosen))
    form = _form(cells.form, chosen)
    return Parsed(Rhythm(form.value, chosen, weekdays, per_day), (*notes, *form.notes))


def _form(value: Value, days: int) -> Parsed[Form]:
    """Return the form of a cell, else the usual one of a number of days a week."""
    form = parse_form(value)
    if form is not None or not as_text(value) or is_unknown(value):
        return Parsed(form or form_of(days))
    used = form_of(days)
    note = warning("import_bad_form", Field.FORM, value=as_text(value), used=used.value)
    return Parsed(used, (note,))


def _settle_range(
    cells: RhythmCells, weekdays: tuple[int, ...] | None, count: float | None
) -> tuple[int, ...] | None:
    """Read "ma-do" as two days if the number of days is two, else as Monday to Thursday."""
    text = as_text(cells.weekdays or cells.days).casefold()
    if weekdays is None or count != 2 or len(weekdays) == 2 or not weekdays_in(text)[1]:
        return weekdays
    return (weekdays[0], weekdays[-1])


def _days_differ(count: float, weekdays: tuple[int, ...]) -> Note:
    return warning(
        "import_days_differ", Field.WEEKDAYS, count=count, weekdays=format_weekdays(weekdays)
    )


def _no_days(cells: RhythmCells) -> Note:
    given = as_text(cells.days) or as_text(cells.weekdays) or as_text(cells.hours_per_week)
    if given and not is_unknown(given):
        return error("import_bad_days", Field.DAYS, value=given)
    return error("import_no_days", Field.DAYS)


def _unread(cells: RhythmCells, days: Days, named: Days) -> list[Note]:
    """Return errors for cells about days that could not be understood."""
    notes = []
    for value, read, at in (
        (cells.days, days, Field.DAYS),
        (cells.weekdays, named, Field.WEEKDAYS),
    ):
        text = as_text(value)
        if text and read == NOTHING and not is_unknown(value) and not _is_open(text):
            notes.append(error("import_bad_days", at, value=text))
        elif read.left:
            notes.append(not_understood(at, text, read.left))
    return notes


def _doubts(cells: RhythmCells, days: Days, named: Days) -> list[Note]:
    """Return warnings for what was assumed of an ambiguous cell."""
    notes = []
    for value, read, at in (
        (cells.days, days, Field.DAYS),
        (cells.weekdays, named, Field.WEEKDAYS),
    ):
        used = f"{read.count:g}" if read.count is not None else ""
        notes += [warning(code, at, value=as_text(value), used=used) for code in read.doubts]
    return notes


#: Two numbers of days a week that differ by less are equal but for rounding.
HALF_A_DAY = 0.5


def _is_open(text: str) -> bool:
    """Return whether a text leaves the weekdays to the planner: "vrij", "in overleg"."""
    return bool(OPEN.search(text.casefold()))
