"""Turn the rows of a table into holidays of institutions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stageplanner.domain.calendar import DateRange, Holiday
from stageplanner.problems import Severity
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.notes import Note, Parsed, error
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.rows.holiday_dates import read_holiday_dates
from stageplanner.sheets.reading.rows.plausible import holiday_notes
from stageplanner.sheets.reading.tables.heading_match import guesses, hint_of
from stageplanner.sheets.reading.tables.holiday_evidence import is_holiday_name, is_period_name
from stageplanner.sheets.reading.tables.institution_and_year import school_year_in
from stageplanner.sheets.reading.tables.table import Columns, ColumnUse, Table
from stageplanner.sheets.reading.tables.table_settings import TableSettings
from stageplanner.sheets.reading.values.choices import regions_in, rest_of_regions
from stageplanner.sheets.reading.values.date_spans import Hint
from stageplanner.sheets.reading.values.leftover import not_understood
from stageplanner.sheets.reading.values.numbers import is_unknown
from stageplanner.sheets.reading.workbook.grid import Value, as_date, as_text, is_blank

#: Entries of a school calendar that are no time off, unless they also match _TIME_OFF.
_OTHER = re.compile(
    r"toets|tentamen|examen|intro|lesweek|lesweken|lesperiode|\bstage|\bbpv|\bperiode|\bstart\b|"
    r"rapport|open dag|project|herkans|diploma|begin school|einde school|ouderavond|deadline"
)
_TIME_OFF = re.compile(r"vakantie|vrij|holiday|break|geen les|gesloten|day off|recess")


class HolidayReader:
    """Reads the rows of one table of holidays.

    ``is_headed`` is whether a heading or title says that these are holidays; without it a row needs
    the name of a holiday.
    """

    def __init__(self, table: Table, settings: TableSettings, *, is_headed: bool = True) -> None:
        self.table, self.settings, self._columns = table, settings, Columns(table)
        self._is_headed = is_headed
        self._across = _columns_across(table, self._columns)

    def column_of(self, wanted: Field | None) -> int | None:
        """Return the column that a note about a field points at."""
        return self._columns.of(wanted) if wanted is not None else None

    def read(self, cells: Sequence[Value]) -> Parsed[tuple[Holiday, ...]]:
        """Read the holidays of a row, one per stretch or column; none if a note refuses it."""
        title = as_text(self._columns.value_of(cells, Field.HOLIDAY))
        if title and not self._is_time_off(title):
            return Parsed((), (error("import_not_a_holiday", Field.HOLIDAY, value=title),))
        if self._across:
            return self._read_across(cells, title)
        given = as_text(self._columns.value_of(cells, Field.INSTITUTION))
        dates = self._dates(cells)
        if given:
            names: tuple[str, ...] = (self.settings.institution_named(given),)
            return self._holidays(names, title or "vakantie", dates.value, dates.notes)
        regions = self._regions(cells)
        names = regions.value or self._of_table()
        notes = (*dates.notes, *regions.notes)
        if not names:
            notes = (*notes, self._of_nobody())
        return self._holidays(names, title or "vakantie", dates.value, notes)

    def _of_nobody(self) -> Note:
        """Return the question whose holidays these are; without a column it is one for all rows."""
        if self._columns.has(Field.INSTITUTION) or self._columns.has(Field.REGION):
            return error("import_no_institution", Field.INSTITUTION)
        return error("import_whose_rows", None)

    def _regions(self, cells: Sequence[Value]) -> Parsed[tuple[str, ...]]:
        """Read the vakantieregio's of a row, each of which has the holiday."""
        value = self._columns.value_of(cells, Field.REGION)
        regions = regions_in(value)
        left = rest_of_regions(value) if regions else as_text(value)
        notes = (not_understood(Field.REGION, as_text(value), left),) if left else ()
        return Parsed(regions, notes)

    def _is_time_off(self, title: str) -> bool:
        """Return whether the name of a row is that of a holiday, not of a period or event."""
        flat = title.casefold()
        if is_period_name(title) or (_OTHER.search(flat) and not _TIME_OFF.search(flat)):
            return False
        return self._is_headed or is_holiday_name(title)

    def _holidays(
        self, names: Sequence[str], title: str, dates: Sequence[DateRange], notes: Sequence[Note]
    ) -> Parsed[tuple[Holiday, ...]]:
        """Build the holidays of some stretches; none if a note refuses the row."""
        if not names or any(note.severity is Severity.ERROR for note in notes):
            return Parsed((), tuple(notes))
        holidays = tuple(
            Holiday(institution=name, name=title, start=r.start, end=r.end)
            for name in names
            for r in dates
        )
        return Parsed(holidays, (*notes, *holiday_notes(holidays, self.settings)))

    def _read_across(self, cells: Sequence[Value], title: str) -> Parsed[tuple[Holiday, ...]]:
        given = as_text(self._columns.value_of(cells, Field.INSTITUTION))
        regions = self._regions(cells)
        rows_of = (given,) if given else regions.value
        holidays: list[Holiday] = []
        notes: list[Note] = [*(() if given else regions.notes)]
        for use in self._across:
            value = cells[use.column] if use.column < len(cells) else None
            if is_blank(value) or is_unknown(value):
                continue
            year = school_year_in(use.heading)
            time = self.settings.time_of("", use.heading if year else "")
            dates = read_holiday_dates(value, time, Hint.DATE)
            names = rows_of or self._region_or_name(use.heading, is_year=year is not None)
            named = use.heading if rows_of and year is None else title
            read = self._holidays(names, named, dates.value, dates.notes)
            holidays += read.value
            notes += read.notes
            if not names:
                notes.append(self._of_nobody())
        refused = any(note.severity is Severity.ERROR for note in notes)
        return Parsed(() if refused else tuple(holidays), tuple(notes))

    def _region_or_name(self, heading: str, *, is_year: bool) -> tuple[str, ...]:
        if is_year:
            return self._of_table()
        return _only_regions(heading) or (self.settings.institution_named(heading),)

    def _of_table(self) -> tuple[str, ...]:
        """Return the institution or vakantieregio of the whole table, if it is known."""
        name = self.settings.institution
        return (_only_regions(name) or (name,)) if name else ()

    def _dates(self, cells: Sequence[Value]) -> Parsed[tuple[DateRange, ...]]:
        """Read the stretches of a row from its start and end, or from one cell."""
        start, end = (
            self._columns.value_of(cells, Field.START),
            self._columns.value_of(cells, Field.END),
        )
        first, last = as_date(start), as_date(end)
        if first is not None and last is not None and first <= last:
            return Parsed((DateRange(start=first, end=last),))
        at = Field.SPAN if start is None else Field.START
        if start is None:
            start = self._columns.value_of(cells, Field.SPAN)
        if start is None:
            return Parsed((), (error("import_no_start", Field.START),))
        year = as_text(self._columns.value_of(cells, Field.SCHOOL_YEAR))
        time = self.settings.time_of("", year)
        hint = hint_of(self.table.heading(at))
        if end is None:
            return read_holiday_dates(start, time, hint, at=at)
        last_hint = hint_of(self.table.heading(Field.END))
        return read_holiday_dates(start, time, hint, end=end, end_hint=last_hint, at=at)


def _only_regions(text: str) -> tuple[str, ...]:
    """Return the vakantieregio's of a text that names nothing else."""
    return () if rest_of_regions(text) else regions_in(text)


def _columns_across(table: Table, columns: Columns) -> tuple[ColumnUse, ...]:
    """Return the columns with stretches under the name of an institution, holiday or year."""
    if columns.has(Field.START):
        return ()
    return tuple(
        use for use in table.columns if use.field is Field.SPAN and not _is_of_dates(use.heading)
    )


def _is_of_dates(heading: str) -> bool:
    """Return whether a heading says that dates follow, so that it is no name."""
    found = guesses(normalise(heading), Kind.HOLIDAYS)
    return any(guess.field in (Field.SPAN, Field.START) for guess in found)
