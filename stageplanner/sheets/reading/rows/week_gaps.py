"""Judge the weeks of a matrix in which nobody is on placement: a holiday, or a break in between.

A week without a heading, or one that is empty for all rows, is only taken for a holiday if it
is one; else the periods before and after it are two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from stageplanner.domain.calendar import (
    ONE_WEEK,
    VAKANTIEREGIOS,
    Calendar,
    DateRange,
    monday_of,
    week_number,
)
from stageplanner.sheets.reading.notes import Note, warning
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.tables.week_columns import header_moment
from stageplanner.sheets.reading.values.calendar_point import Scale
from stageplanner.sheets.reading.values.school_year import MomentError, SchoolTime
from stageplanner.sheets.reading.workbook.grid import Sheet, as_text

#: Two days before and after a week still belong to it.
_NEAR = timedelta(days=2)
#: A gap of more weeks than this is no holiday.
LONGEST_HOLIDAY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekGaps:
    """The weeks of a matrix without placement.

    ``holidays`` are the columns that are holidays, or that all rows leave empty; ``off`` are those
    that are known holidays, of the institution or of a vakantieregio. ``breaks`` are
    the columns before or at which a week is surely no holiday. ``is_known`` is whether any
    holidays are known; without them a short gap is taken for one.
    """

    holidays: frozenset[int] = frozenset()
    off: frozenset[int] = frozenset()
    missing: tuple[tuple[int, tuple[date, ...]], ...] = ()
    empty: tuple[int, ...] = ()
    breaks: frozenset[int] = frozenset()
    is_known: bool = False

    def connect(self, weeks: Sequence[DateRange], before: int, after: int) -> bool:
        """Return whether only holidays lie between two columns."""
        between = range(before + 1, after)
        if any(k not in self.holidays for k in between):
            return False
        if any(k in self.breaks for k in range(before + 1, after + 1)):
            return False
        gap = (weeks[after].start - weeks[before].end).days
        return gap <= 3 or round((gap - 3) / 7) <= LONGEST_HOLIDAY or bool(between)


def find_gaps(
    weeks: Sequence[DateRange], filled: Set[int], calendar: Calendar, institution: str, rows: int
) -> WeekGaps:
    """Find the weeks without placement.

    Parameters
    ----------
    weeks
        The days of every column.
    filled
        The columns in which any row has placement.
    calendar
        The known holidays.
    institution
        Its holidays count; if it gave none, those of any vakantieregio.
    rows
        The number of rows of data.
    """
    names = [institution] if institution in calendar.days_off else [*VAKANTIEREGIOS]
    names = [name for name in names if name in calendar.days_off]

    def is_off(monday: date) -> bool:
        return any(not calendar.is_lesweek(name, monday) for name in names)

    off = {k for k, week in enumerate(weeks) if k not in filled and is_off(week.start)}
    shared = set(_shared_gaps(len(weeks), filled)) if rows > 1 else set()
    weekly = all((week.end - week.start).days <= 6 for week in weeks)
    missing = tuple(_missing(weeks, is_off)) if weekly else ()
    empty = tuple(sorted(shared - off)) if weekly else ()
    breaks = frozenset([*(k for k, _ in missing), *empty]) if names else frozenset()
    return WeekGaps(
        holidays=frozenset(off | shared),
        off=frozenset(off),
        missing=missing,
        empty=empty,
        breaks=breaks,
        is_known=bool(names),
    )


def _shared_gaps(count: int, filled: Set[int]) -> Iterator[int]:
    """Yield the columns of short gaps that all rows share, between two that are filled."""
    empty: list[int] = []
    for k in range(count):
        if k not in filled:
            empty.append(k)
            continue
        if len(empty) <= LONGEST_HOLIDAY and empty and empty[0]:
            yield from empty
        empty = []


def _missing(
    weeks: Sequence[DateRange], is_off: Callable[[date], bool]
) -> Iterator[tuple[int, tuple[date, ...]]]:
    """Yield the columns before which weeks without a heading lie that are no holidays."""
    for k in range(1, len(weeks)):
        monday, absent = monday_of(weeks[k - 1].start) + ONE_WEEK, []
        while monday < monday_of(weeks[k].start):
            if not is_off(monday):
                absent.append(monday)
            monday += ONE_WEEK
        if absent and len(absent) <= LONGEST_HOLIDAY + 3:
            yield k, tuple(absent)


def date_notes(
    sheet: Sheet, table: Table, weeks: Sequence[DateRange], time: SchoolTime
) -> Iterator[tuple[Note, int]]:
    """Yield a warning for the first heading of which the date lies in another week."""
    for k, (column, week) in enumerate(zip(table.times, weeks, strict=True)):
        for row in range(table.top, table.header + 1):
            value = sheet.cell(row, column.column)
            moment = header_moment(value)
            if moment is None or moment.scale is not Scale.DAY:
                continue
            try:
                day = time.first(moment)
            except MomentError:
                continue
            if not week.start - _NEAR <= day <= week.end + _NEAR:
                yield _differs(as_text(value), week), k
                return


def _differs(text: str, week: DateRange) -> Note:
    values = {"week": week_number(week.start), "first": week.start, "last": week.end}
    return warning("import_week_dates_differ", None, text=text, **values)


def gap_notes(gaps: WeekGaps, weeks: Sequence[DateRange]) -> Iterator[tuple[Note, int]]:
    """Yield warnings, each with its column, for weeks that are missing or empty for all rows."""
    for k, mondays in gaps.missing:
        code = "import_weeks_missing" if gaps.is_known else "import_weeks_skipped"
        numbers = [week_number(monday) for monday in mondays]
        yield warning(code, None, weeks=numbers), k
    for k in gaps.empty:
        code = "import_week_empty" if gaps.is_known else "import_week_skipped"
        yield warning(code, None, week=week_number(weeks[k].start), first=weeks[k].start), k
