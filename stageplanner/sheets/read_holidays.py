"""From the rows of a table to the holidays of institutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from stageplanner.domain.calendar import DateRange, Holiday
from stageplanner.sheets.columns import Field
from stageplanner.sheets.grid import Value, as_text, is_blank
from stageplanner.sheets.headings import hint_of
from stageplanner.sheets.moments import Scale, Span, parse_spans
from stageplanner.sheets.notes import Found, error
from stageplanner.sheets.schooltime import resolve_span
from stageplanner.sheets.settings import TableSettings
from stageplanner.sheets.tables import Table


@dataclass(slots=True)
class HolidayReader:
    """Reads the rows of one table of holidays."""

    table: Table
    settings: TableSettings
    file: str
    sheet: str
    _columns: dict[Field, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for use in self.table.columns:
            if use.field is not None:
                self._columns.setdefault(use.field, use.column)

    def column_of(self, wanted: Field | None) -> int | None:
        """The column a note about a field points at."""
        return self._columns.get(wanted) if wanted is not None else None

    def _get(self, cells: Sequence[Value], wanted: Field) -> Value:
        column = self._columns.get(wanted)
        if column is None or column >= len(cells):
            return None
        return None if is_blank(cells[column]) else cells[column]

    def read(self, row: int, cells: Sequence[Value]) -> Found[tuple[Holiday, ...]]:
        """The holiday of a row; none where a note refuses it."""
        del row
        dates = self._dates(cells)
        whose = as_text(self._get(cells, Field.INSTITUTION))
        region = as_text(self._get(cells, Field.REGION)).casefold()
        name = (
            self.settings.institution_named(whose)
            if whose
            else region or self.settings.institution or ""
        )
        notes = dates.notes
        if not name:
            notes = (*notes, error("import_no_institution", Field.INSTITUTION))
        if dates.value is None or not name:
            return Found((), notes)
        title = as_text(self._get(cells, Field.HOLIDAY)) or "vakantie"
        return Found(
            (Holiday(institution=name, name=title, start=dates.value.start, end=dates.value.end),),
            notes,
        )

    def _dates(self, cells: Sequence[Value]) -> Found[DateRange | None]:
        start, end = self._get(cells, Field.START), self._get(cells, Field.END)
        if isinstance(start, datetime) and isinstance(end, datetime) and start <= end:
            return Found(DateRange(start=start.date(), end=end.date()))
        if start is None:
            start = self._get(cells, Field.SPAN)
        if start is None:
            return Found(None, (error("import_no_start", Field.START),))
        year = as_text(self._get(cells, Field.SCHOOL_YEAR))
        starts = parse_spans(
            start, hint_of(self.table.heading(Field.START)), single=end is not None
        )
        if not starts:
            return Found(None, (error("import_bad_start", Field.START, value=as_text(start)),))
        span = starts[0]
        if end is not None:
            ends = parse_spans(end, hint_of(self.table.heading(Field.END)), single=True)
            if not ends:
                return Found(None, (error("import_bad_end", Field.END, value=as_text(end)),))
            span = Span(span.start, ends[-1].end or ends[-1].start)
        elif span.end is None and span.start is not None and span.start.scale is Scale.DAY:
            span = replace(span, end=span.start)
        return resolve_span(span, self.settings.time_of("", year))
