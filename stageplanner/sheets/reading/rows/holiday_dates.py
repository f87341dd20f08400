"""Read the days of a holiday, as two cells or as one text."""

from __future__ import annotations

import re
from dataclasses import replace

from stageplanner.domain.calendar import DateRange
from stageplanner.problems import Severity
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, Parsed, error
from stageplanner.sheets.reading.values.calendar_point import Moment, Scale, Span
from stageplanner.sheets.reading.values.date_spans import Hint, read_spans
from stageplanner.sheets.reading.values.day_lists import parse_day_list
from stageplanner.sheets.reading.values.leftover import not_read
from stageplanner.sheets.reading.values.school_year import SchoolTime, resolve_span
from stageplanner.sheets.reading.values.span_years import with_years
from stageplanner.sheets.reading.workbook.grid import Value, as_text

_WEEK_WORD = re.compile(r"\b(?:wk|week|weken|weeks?|wks|w)\.?\s*\d")
_BARE_WEEKS = re.compile(r"\d{1,2}(?:\s*(?:-|–|/|,|\+|en|t/m|tot en met)\s*\d{1,2})*")


def read_holiday_dates(
    value: Value,
    time: SchoolTime,
    hint: Hint,
    *,
    end: Value = None,
    end_hint: Hint = Hint.NONE,
    at: Field = Field.SPAN,
) -> Parsed[tuple[DateRange, ...]]:
    """Read the stretches of a holiday; none if a note refuses them.

    Parameters
    ----------
    value
        The cell of the start, or of the whole stretch.
    time
        The school year of days without a year.
    hint, end_hint
        What the headings imply.
    end
        The cell of the end, if it has one.
    at
        The field that a note points at.
    """
    spans = (
        _in_one_cell(value, time, hint, at)
        if end is None
        else _in_two_cells(value, end, (hint, end_hint), at)
    )
    if isinstance(spans, Note):
        return Parsed((), (spans,))
    ranges: list[DateRange] = []
    notes: list[Note] = []
    for span in spans:
        dates = _resolved(_single_day(span), time)
        notes += dates.notes
        if dates.value is not None:
            ranges.append(dates.value)
    refused = any(note.severity is Severity.ERROR for note in notes)
    return Parsed(() if refused else tuple(ranges), tuple(notes))


def _in_one_cell(value: Value, time: SchoolTime, hint: Hint, at: Field) -> tuple[Span, ...] | Note:
    """Return the stretches that a cell lists; a note if not all of it was read."""
    listed = parse_day_list(value, time.school_year) if isinstance(value, str) else None
    if listed:
        return listed
    reading = read_spans(value, hint, single=hint is Hint.DATE)
    if not reading.spans:
        return error("import_bad_period", at, value=as_text(value))
    if not reading.is_plain:
        return not_read(reading, at, value)
    if _is_guessed(value, reading.spans, hint):
        return error("import_holiday_part", at, value=as_text(value))
    return reading.spans


def _in_two_cells(
    value: Value, end: Value, hints: tuple[Hint, Hint], at: Field
) -> tuple[Span, ...] | Note:
    """Return the stretch from the moment in one cell to that in another."""
    moments: list[Moment | None] = []
    for cell, hint, place, code in (
        (value, hints[0], at, "import_bad_start"),
        (end, hints[1], Field.END, "import_bad_end"),
    ):
        reading = read_spans(cell, hint, single=True)
        if not reading.spans or _is_guessed(cell, reading.spans, hint):
            return error(code, place, value=as_text(cell))
        span = reading.spans[0]
        is_range = span.start is not None and span.end is not None
        if not reading.is_plain or len(reading.spans) > 1 or is_range:
            return not_read(reading, place, cell)
        moments.append(span.start or span.end)
    return (with_years(Span(moments[0], moments[1])),)


def _is_guessed(value: Value, spans: tuple[Span, ...], hint: Hint) -> bool:
    """Return whether a number was taken for a week that nothing calls a week."""
    moments = [m for span in spans for m in (span.start, span.end) if m is not None]
    if hint is Hint.WEEK or not any(m.scale is Scale.WEEK and m.year is None for m in moments):
        return False
    text = as_text(value).casefold()
    return not _WEEK_WORD.search(text) and not _BARE_WEEKS.fullmatch(text)


def _resolved(span: Span, time: SchoolTime) -> Parsed[DateRange | None]:
    """Resolve a stretch; one over 1 August ends a year later than its months alone say."""
    dates = resolve_span(span, time)
    before = any(note.code == "import_end_before_start" for note in dates.notes)
    if not before or span.start is None or span.end is None or span.end.year is not None:
        return dates
    if span.end.scale not in (Scale.DAY, Scale.MONTH):
        return dates
    return resolve_span(replace(span, end=_next_year(span.end, time)), time)


def _next_year(moment: Moment, time: SchoolTime) -> Moment:
    return replace(moment, year=time.last(moment).year + 1)


def _single_day(span: Span) -> Span:
    """Give a holiday without an end the end of its own day."""
    if span.end is None and span.start is not None and span.start.scale is Scale.DAY:
        return replace(span, end=span.start)
    return span
