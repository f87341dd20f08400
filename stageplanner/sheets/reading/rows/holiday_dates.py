"""Read the days of a holiday, as two cells or as one text."""

from __future__ import annotations

import re
from dataclasses import replace

from stageplanner.domain.calendar import DateRange
from stageplanner.problems import Severity
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, Parsed, error
from stageplanner.sheets.reading.values.calendar_point import Moment, Scale, Span
from stageplanner.sheets.reading.values.date_spans import Hint, parse_spans
from stageplanner.sheets.reading.values.day_lists import parse_day_list
from stageplanner.sheets.reading.values.school_year import SchoolTime, resolve_span
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
    if end is not None:
        spans = parse_spans(value, hint, single=True)
        ends = parse_spans(end, end_hint, single=True)
        if not spans or _is_guessed(value, spans, hint):
            return Parsed((), (error("import_bad_start", at, value=as_text(value)),))
        if not ends or _is_guessed(end, ends, end_hint):
            return Parsed((), (error("import_bad_end", Field.END, value=as_text(end)),))
        spans = (Span(spans[0].start, ends[-1].end or ends[-1].start),)
    else:
        listed = None
        if isinstance(value, str):
            listed = parse_day_list(value, time.school_year)
        spans = listed or parse_spans(value, hint, single=hint is Hint.DATE)
        if not spans:
            return Parsed((), (error("import_bad_period", at, value=as_text(value)),))
        if _is_guessed(value, spans, hint):
            return Parsed((), (error("import_holiday_part", at, value=as_text(value)),))
    ranges: list[DateRange] = []
    notes: list[Note] = []
    for span in spans:
        dates = _resolved(_single_day(span), time)
        notes += dates.notes
        if dates.value is not None:
            ranges.append(dates.value)
    refused = any(note.severity is Severity.ERROR for note in notes)
    return Parsed(() if refused else tuple(ranges), tuple(notes))


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
