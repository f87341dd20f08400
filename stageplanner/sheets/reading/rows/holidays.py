"""Turn the rows of a table into holidays of institutions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from stageplanner.domain.calendar import VAKANTIEREGIOS, DateRange, Holiday
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.notes import Note, Parsed, error
from stageplanner.sheets.reading.tables.heading_match import hint_of
from stageplanner.sheets.reading.tables.heading_synonyms import HOLIDAY_SYNONYMS
from stageplanner.sheets.reading.tables.table import Columns, Table
from stageplanner.sheets.reading.tables.table_settings import TableSettings
from stageplanner.sheets.reading.values.calendar_point import Scale, Span
from stageplanner.sheets.reading.values.date_spans import Hint, read_spans
from stageplanner.sheets.reading.values.leftover import not_read
from stageplanner.sheets.reading.values.numbers import is_unknown
from stageplanner.sheets.reading.values.school_year import resolve_span
from stageplanner.sheets.reading.values.span_years import with_years
from stageplanner.sheets.reading.workbook.grid import Value, as_date, as_text, is_blank

#: Entries of a school calendar that are no time off, unless they also match _TIME_OFF.
_OTHER = re.compile(
    r"toets|tentamen|examen|intro|lesweek|lesweken|lesperiode|\bstage|\bbpv|\bperiode|\bstart\b|"
    r"rapport|open dag|project|herkans|diploma|begin school|einde school|ouderavond|deadline"
)
_TIME_OFF = re.compile(r"vakantie|vrij|holiday|break|geen les|gesloten|day off|recess")


class HolidayReader:
    """Reads the rows of one table of holidays."""

    def __init__(self, table: Table, settings: TableSettings) -> None:
        self.table, self.settings, self._columns = table, settings, Columns(table)

    def column_of(self, wanted: Field | None) -> int | None:
        """Return the column that a note about a field points at."""
        return self._columns.of(wanted) if wanted is not None else None

    def read(self, cells: Sequence[Value]) -> Parsed[tuple[Holiday, ...]]:
        """Read the holidays of a row: one, or one per column; none if a note refuses it."""
        if self._across():
            return self._read_across(cells)
        dates = self._dates(cells)
        given = as_text(self._columns.value_of(cells, Field.INSTITUTION))
        region = as_text(self._columns.value_of(cells, Field.REGION)).casefold()
        name = (
            self.settings.institution_named(given)
            if given
            else region or self.settings.institution or ""
        )
        notes = dates.notes
        if not name:
            notes = (*notes, error("import_no_institution", Field.INSTITUTION))
        if dates.value is None or not name:
            return Parsed((), notes)
        title = as_text(self._columns.value_of(cells, Field.HOLIDAY)) or "vakantie"
        if _OTHER.search(title.casefold()) and not _TIME_OFF.search(title.casefold()):
            return Parsed((), (*notes, error("import_not_a_holiday", Field.HOLIDAY, value=title)))
        return Parsed(
            (Holiday(institution=name, name=title, start=dates.value.start, end=dates.value.end),),
            notes,
        )

    def _across(self) -> tuple[tuple[str, int], ...]:
        """Return the columns that hold stretches under the name of an institution or holiday."""
        spans = [u for u in self.table.columns if u.field is Field.SPAN]
        known = {w for words in (HOLIDAY_SYNONYMS[Field.SPAN],) for w in words}
        named = [u for u in spans if normalise(u.heading) not in known]
        return (
            tuple((u.heading, u.column) for u in named)
            if not self._columns.has(Field.START)
            else ()
        )

    def _read_across(self, cells: Sequence[Value]) -> Parsed[tuple[Holiday, ...]]:
        title = as_text(self._columns.value_of(cells, Field.HOLIDAY))
        given = as_text(self._columns.value_of(cells, Field.INSTITUTION))
        given = given or as_text(self._columns.value_of(cells, Field.REGION)).casefold()
        holidays: list[Holiday] = []
        notes: list[Note] = []
        for heading, column in self._across():
            value = cells[column] if column < len(cells) else None
            if is_blank(value) or is_unknown(value):
                continue
            reading = read_spans(value, Hint.DATE)
            spans = reading.spans
            if not spans:
                notes.append(error("import_bad_period", Field.SPAN, value=as_text(value)))
                continue
            if not reading.is_plain or len(spans) > 1:
                notes.append(not_read(reading, Field.SPAN, value))
                continue
            dates = resolve_span(_single_day(spans[0]), self.settings.time_of(""))
            notes += dates.notes
            institution = given or self._region_or_name(heading)
            if dates.value is not None:
                holidays.append(
                    Holiday(
                        institution=institution,
                        name=heading if given else title,
                        start=dates.value.start,
                        end=dates.value.end,
                    )
                )
        return Parsed(tuple(holidays), tuple(notes))

    def _region_or_name(self, heading: str) -> str:
        words = normalise(heading).removeprefix("regio ")
        return words if words in VAKANTIEREGIOS else self.settings.institution_named(heading)

    def _dates(self, cells: Sequence[Value]) -> Parsed[DateRange | None]:
        start, end = (
            self._columns.value_of(cells, Field.START),
            self._columns.value_of(cells, Field.END),
        )
        first, last = as_date(start), as_date(end)
        if first is not None and last is not None and first <= last:
            return Parsed(DateRange(start=first, end=last))
        if start is None:
            start = self._columns.value_of(cells, Field.SPAN)
        if start is None:
            return Parsed(None, (error("import_no_start", Field.START),))
        year = as_text(self._columns.value_of(cells, Field.SCHOOL_YEAR))
        span = self._span_read(start, Field.START, "import_bad_start", alone=end is None)
        if isinstance(span, Note):
            return Parsed(None, (span,))
        if end is not None:
            until = self._span_read(end, Field.END, "import_bad_end", alone=False)
            if isinstance(until, Note):
                return Parsed(None, (until,))
            span = with_years(Span(span.start, until.end or until.start))
        return resolve_span(_single_day(span), self.settings.time_of("", year))

    def _span_read(self, value: Value, at: Field, code: str, *, alone: bool) -> Span | Note:
        """Read the only stretch of a cell; beside a cell with its other end it is one moment."""
        reading = read_spans(value, hint_of(self.table.heading(at)), single=not alone)
        if not reading.spans:
            return error(code, at, value=as_text(value))
        span = reading.spans[0]
        is_range = span.start is not None and span.end is not None
        if not reading.is_plain or len(reading.spans) > 1 or (is_range and not alone):
            return not_read(reading, at, value)
        return span


def _single_day(span: Span) -> Span:
    """Give a holiday without an end the end of its own day."""
    if span.end is None and span.start is not None and span.start.scale is Scale.DAY:
        return replace(span, end=span.start)
    return span
