"""Read the cells of a period, its start, end or both in one, as stretches and questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stageplanner.domain.calendar import DateRange
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, error, warning
from stageplanner.sheets.reading.values.calendar_point import Moment, Scale, Span
from stageplanner.sheets.reading.values.date_spans import Hint, SpanReading, read_spans
from stageplanner.sheets.reading.values.leftover import not_understood
from stageplanner.sheets.reading.values.school_year import (
    FIRST_WEEK_OF_YEAR,
    MomentError,
    SchoolTime,
)
from stageplanner.sheets.reading.values.span_years import with_years
from stageplanner.sheets.reading.workbook.grid import Value, as_text

_WEEK_OR_YEAR = re.compile(r"(?<![\d/.-])(\d{1,2})\s*/\s*(\d{2})(?![\d/.-])")
#: Two days before and after a week still belong to it: "wk 36 (zo 6 sep)".
_NEAR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCells:
    """The stretches of a period as written, what is left out of them, and notes on the cells.

    ``value`` is the text of the cells. The fields are those of
    :class:`~stageplanner.sheets.reading.values.date_spans.SpanReading`.
    """

    spans: tuple[Span, ...] = ()
    exceptions: tuple[Span, ...] = ()
    every: str = ""
    school_year: int | None = None
    same: tuple[tuple[Moment, Moment], ...] = ()
    choice: bool = False
    weeks: int | None = None
    is_rough: bool = False
    value: str = ""
    at: Field = Field.SPAN
    notes: tuple[Note, ...] = ()


def in_one_cell(value: Value, at: Field, hint: Hint, *, single: bool = False) -> PeriodCells:
    """Read stretches from one cell: "wk 36 t/m 45 m.u.v. wk 40"."""
    reading = read_spans(value, hint, single=single)
    if not reading.spans:
        code = "import_bad_start" if at is Field.START else "import_bad_period"
        return PeriodCells(notes=(error(code, at, value=as_text(value)),))
    return _cells_of(reading, value, at)


def in_two_cells(start: Value, end: Value, at: Field, hints: tuple[Hint, Hint]) -> PeriodCells:
    """Read one stretch from a cell with its start and one with its end."""
    first = read_spans(start, hints[0], single=True)
    if not first.spans:
        return PeriodCells(notes=(error("import_bad_start", at, value=as_text(start)),))
    last = read_spans(end, hints[1], single=True)
    if not last.spans:
        return PeriodCells(notes=(error("import_bad_end", Field.END, value=as_text(end)),))
    one, other = _cells_of(first, start, at), _cells_of(last, end, Field.END)
    notes = (*one.notes, *other.notes)
    if not notes and (len(first.spans) > 1 or first.spans[0].end is not None):
        notes = (not_understood(at, as_text(start), as_text(start)),)
    ends = last.spans[-1]
    if not notes and (len(last.spans) > 1 or (ends.start and ends.end) or ends.open_end):
        notes = (not_understood(Field.END, as_text(end), as_text(end)),)
    if notes:
        return PeriodCells(notes=notes)
    weeks = ends.weeks if ends.start is None and ends.end is None else None
    joined = Span(first.spans[0].start, ends.end or ends.start, weeks or first.spans[0].weeks)
    return replace(
        one,
        spans=(with_years(joined),),
        exceptions=(*one.exceptions, *other.exceptions),
        every=one.every or other.every,
        school_year=one.school_year or other.school_year,
        same=(*one.same, *other.same),
        choice=one.choice or other.choice,
        is_rough=one.is_rough or other.is_rough,
        value=f"{one.value} - {other.value}",
    )


def _cells_of(reading: SpanReading, value: Value, at: Field) -> PeriodCells:
    shown = as_text(value)
    notes = (not_understood(at, shown, reading.left),) if reading.left else ()
    return PeriodCells(
        spans=reading.spans,
        exceptions=reading.exceptions,
        every=reading.every,
        school_year=reading.school_year,
        same=reading.same,
        choice=reading.choice,
        weeks=reading.weeks,
        is_rough=reading.is_rough,
        value=shown,
        at=at,
        notes=notes,
    )


def moments_differ(cells: PeriodCells, time: SchoolTime) -> tuple[Note, ...]:
    """Return an error if a week is not the date after it, or may have a year: "wk 36/26"."""
    if _is_week_or_year(cells, time):
        return (not_understood(cells.at, cells.value, cells.value),)
    for one, other in cells.same:
        try:
            apart = max(
                (time.first(other) - time.last(one)).days, (time.first(one) - time.last(other)).days
            )
        except MomentError as failure:
            return (failure.note,)
        if apart > _NEAR:
            return (error("import_moments_differ", cells.at, value=cells.value),)
    return ()


def _is_week_or_year(cells: PeriodCells, time: SchoolTime) -> bool:
    """Return whether the end of a range may be a year in which its week lies in the school year."""
    match = _WEEK_OR_YEAR.search(cells.value)
    span = cells.spans[0] if len(cells.spans) == 1 else Span(None)
    ends = (span.start, span.end)
    if match is None or any(m is None or m.scale is not Scale.WEEK or m.year for m in ends):
        return False
    week, year = int(match.group(1)), int(match.group(2))
    return week > year and year == (time.school_year + (week < FIRST_WEEK_OF_YEAR)) % 100


def choice_note(cells: PeriodCells, ranges: Sequence[DateRange]) -> tuple[Note, ...]:
    """Return a warning if the first of several periods was taken, or if they are only rough."""
    if not (cells.choice or cells.is_rough) or not ranges:
        return ()
    code = "import_period_choice" if cells.choice else "import_rough_period"
    start = min(dates.start for dates in ranges)
    end = max(dates.end for dates in ranges)
    return (warning(code, cells.at, value=cells.value, start=start, end=end),)
