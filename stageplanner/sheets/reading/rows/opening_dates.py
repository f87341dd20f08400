"""Read when a leerbedrijf is open: its first and last day, and when it is closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from stageplanner.domain.calendar import DateRange, school_year_of
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Parsed, error, warning
from stageplanner.sheets.reading.tables.heading_match import hint_of
from stageplanner.sheets.reading.tables.table import Columns, Table
from stageplanner.sheets.reading.tables.table_settings import TableSettings
from stageplanner.sheets.reading.values.calendar_point import Scale, Span
from stageplanner.sheets.reading.values.date_spans import read_spans
from stageplanner.sheets.reading.values.leftover import doubtful, not_read
from stageplanner.sheets.reading.values.numbers import is_unknown
from stageplanner.sheets.reading.values.school_year import resolve_span
from stageplanner.sheets.reading.workbook.grid import Value, as_date, as_text

#: A leerbedrijf that is closed for more days has a slip in a year.
_LONGEST_CLOSURE = 180
#: Years from today in which a leerbedrijf may open.
_FUTURE = 6


class OpeningDatesReader:
    """Reads the dates in the rows of a table of leerbedrijven; each text is read once."""

    def __init__(self, table: Table, columns: Columns, settings: TableSettings) -> None:
        self._table, self._columns, self._settings = table, columns, settings
        self._closures: dict[str, Parsed[tuple[DateRange, ...]]] = {}

    def available(self, cells: Sequence[Value]) -> Parsed[tuple[date | None, date | None]]:
        """Read the first and the last day on which there are places."""
        span = self._columns.value_of(cells, Field.SPAN)
        if span is not None and not is_unknown(span):
            return self._available_in(span)
        first = self._day(cells, Field.AVAILABLE_FROM, last=False)
        last = self._day(cells, Field.AVAILABLE_UNTIL, last=True)
        notes = (*first.notes, *last.notes)
        if first.value is not None and last.value is not None and last.value < first.value:
            notes = (
                error(
                    "import_end_before_start",
                    Field.AVAILABLE_UNTIL,
                    start=first.value,
                    end=last.value,
                ),
            )
        elif last.value is not None and school_year_of(last.value) < self._settings.today.year - 1:
            notes = (*notes, warning("import_not_open", Field.AVAILABLE_UNTIL, end=last.value))
        elif first.value is not None and first.value.year > self._settings.today.year + _FUTURE:
            late = warning("import_opens_late", Field.AVAILABLE_FROM, start=first.value)
            notes = (*notes, late)
        return Parsed((first.value, last.value), notes)

    def _available_in(self, value: Value) -> Parsed[tuple[date | None, date | None]]:
        """Read a stretch in one cell: "01-09-2026 t/m 31-07-2027"."""
        reading = read_spans(value)
        spans = reading.spans
        if spans and not reading.is_plain:
            return Parsed((None, None), (not_read(reading, Field.SPAN, value),))
        dates = resolve_span(spans[0], self._settings.time_of("")) if len(spans) == 1 else None
        if dates is None or dates.value is None:
            return Parsed(
                (None, None), (error("import_bad_period", Field.SPAN, value=as_text(value)),)
            )
        return Parsed((dates.value.start, dates.value.end), doubtful(dates.notes))

    def _day(self, cells: Sequence[Value], wanted: Field, *, last: bool) -> Parsed[date | None]:
        value = self._columns.value_of(cells, wanted)
        if value is None or is_unknown(value):
            return Parsed(None)
        if isinstance(value, date):
            return Parsed(as_date(value))
        reading = read_spans(value, hint_of(self._table.heading(wanted)), single=True)
        spans = reading.spans
        moment = (spans[0].end if last else spans[0].start or spans[0].end) if spans else None
        moment = moment or (spans[0].start if spans else None)
        if moment is None:
            return Parsed(None, (error("import_bad_date", wanted, value=as_text(value)),))
        if not reading.is_plain or len(spans) > 1 or (spans[0].start and spans[0].end):
            return Parsed(None, (not_read(reading, wanted, value),))
        dates = resolve_span(Span(moment, moment), self._settings.time_of(""))
        if dates.value is None:
            return Parsed(None, (error("import_bad_date", wanted, value=as_text(value)),))
        return Parsed(dates.value.end if last else dates.value.start, doubtful(dates.notes))

    def closed(self, cells: Sequence[Value]) -> Parsed[tuple[DateRange, ...]]:
        """Read the stretches in which the leerbedrijf is closed."""
        text = as_text(self._columns.value_of(cells, Field.CLOSED))
        if text not in self._closures:
            self._closures[text] = read_closed(text, self._settings)
        return self._closures[text]


def read_closed(text: str, settings: TableSettings) -> Parsed[tuple[DateRange, ...]]:
    """Parse stretches in which a leerbedrijf is closed: "21-12-2026 t/m 01-01-2027; wk 8"."""
    if not text or is_unknown(text) or text.casefold() in ("nee", "no", "niet"):
        return Parsed(())
    time = settings.time_of("")
    ranges: list[DateRange] = []
    for part in re.split(r"[;\n]|,(?!\d)", text):
        if not part.strip():
            continue
        reading = read_spans(part)
        spans = reading.spans
        if not spans or not reading.is_plain:
            return Parsed((), (warning("import_bad_closed", Field.CLOSED, value=text),))
        for span in spans:
            single = span.end is None and span.start is not None and span.start.scale is Scale.DAY
            dates = resolve_span(replace(span, end=span.start) if single else span, time)
            if dates.value is None:
                return Parsed((), (warning("import_bad_closed", Field.CLOSED, value=text),))
            ranges.append(dates.value)
    long = [r for r in ranges if (r.end - r.start).days >= _LONGEST_CLOSURE]
    return Parsed(
        tuple(ranges),
        tuple(warning("import_long_closure", Field.CLOSED, start=r.start, end=r.end) for r in long),
    )
