"""Turn the rows of a table into holidays of institutions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from stageplanner.domain.calendar import VAKANTIEREGIOS, DateRange, Holiday
from stageplanner.problems import Severity
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.notes import Note, Parsed, error, warning
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.rows.holiday_dates import read_holiday_dates
from stageplanner.sheets.reading.rows.period_dates import period_groups
from stageplanner.sheets.reading.rows.plausible import holiday_notes
from stageplanner.sheets.reading.tables.heading_match import guesses, hint_of
from stageplanner.sheets.reading.tables.headless_holidays import split_holiday
from stageplanner.sheets.reading.tables.holiday_evidence import (
    is_holiday_name,
    is_no_holiday,
    is_period_name,
)
from stageplanner.sheets.reading.tables.institution_and_year import school_year_in
from stageplanner.sheets.reading.tables.table import Columns, ColumnUse, Table
from stageplanner.sheets.reading.tables.table_settings import TableSettings, year_in_cell
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
_REGION = re.compile(rf"\b({'|'.join(VAKANTIEREGIOS)})\b")
_TIME_OFF = re.compile(r"vakantie|vrij|holiday|break|geen les|gesloten|day off|recess")


NO_TITLES: Mapping[int, str] = {}


class HolidayReader:
    """Reads the rows of one table of holidays.

    ``is_headed`` is whether a heading or title says that these are holidays; without it a row needs
    the name of a holiday. ``titles`` are those over groups of columns: a school year, a region.
    ``school_year`` is that of the last title between the rows.
    """

    def __init__(
        self,
        table: Table,
        settings: TableSettings,
        *,
        is_headed: bool = True,
        titles: Mapping[int, str] = NO_TITLES,
    ) -> None:
        self.table, self.settings, self._columns = table, settings, Columns(table)
        self.school_year = ""
        self._is_headed, self._titles = is_headed, titles
        self._across = _columns_across(table, self._columns)
        self._groups = period_groups(table)

    def is_named_stretch(self, cells: Sequence[Value]) -> bool:
        """Return whether a row is a holiday in one cell: "Herfstvakantie: 17 okt t/m 25 okt"."""
        return self._named_stretch(cells) is not None

    def _named_stretch(self, cells: Sequence[Value]) -> tuple[str, str] | None:
        if self._columns.has(Field.HOLIDAY):
            return None
        return split_holiday(as_text(self._columns.value_of(cells, Field.SPAN)))

    def column_of(self, wanted: Field | None) -> int | None:
        """Return the column that a note about a field points at."""
        return self._columns.of(wanted) if wanted is not None else None

    def read(self, cells: Sequence[Value]) -> Parsed[tuple[Holiday, ...]]:
        """Read the holidays of a row, one per stretch or column; none if a note refuses it."""
        named = self._named_stretch(cells)
        title = named[0] if named else as_text(self._columns.value_of(cells, Field.HOLIDAY))
        if title and not self._is_time_off(title):
            return Parsed((), (error("import_not_a_holiday", Field.HOLIDAY, value=title),))
        if self._across:
            return self._read_across(cells, title)
        given = as_text(self._columns.value_of(cells, Field.INSTITUTION))
        regions = Parsed(()) if given else self._regions(cells)
        names = (self.settings.institution_named(given),) if given else regions.value
        if named:
            time = self.settings.time_of("", self.school_year)
            dates = read_holiday_dates(named[1], time, Hint.DATE)
            return self._holidays(names or self._of_table(), title, dates.value, dates.notes)
        holidays: list[Holiday] = []
        notes = [*regions.notes]
        groups = [g for g in self._groups if len(self._groups) == 1 or _is_filled(cells, g)]
        for group in groups or self._groups[:1]:
            over = self._title_of(group)
            dates = self._dates(cells, group, over)
            owners = names or self._owners_of(over) or self._of_table()
            read = self._holidays(owners, title or "vakantie", dates.value, dates.notes)
            holidays += read.value
            notes += [note for note in read.notes if note not in notes]
            if not owners:
                notes.append(self._of_nobody())
        refused = any(note.severity is Severity.ERROR for note in notes)
        return Parsed(() if refused else tuple(holidays), tuple(notes))

    def _title_of(self, group: Mapping[Field, int]) -> str:
        """Return the title over the dates of a group of columns; ``""`` without one."""
        column = group.get(Field.START, group.get(Field.SPAN))
        return self._titles.get(column, "") if column is not None else ""

    def _owners_of(self, over: str) -> tuple[str, ...]:
        """Return the vakantieregio's or the institution that a title over columns names."""
        if not over or year_in_cell(over) is not None:
            return ()
        return _only_regions(over) or (self.settings.institution_named(over),)

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
        if is_period_name(title) or is_no_holiday(title):
            return False
        if _OTHER.search(flat) and not _TIME_OFF.search(flat):
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
        schools = [name for name in names if name not in VAKANTIEREGIOS]
        if schools and (region := _REGION.search(title.casefold())):
            values = {"value": title, "region": region[1], "institution": schools}
            notes = (*notes, warning("import_holiday_region", Field.HOLIDAY, **values))
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
            over = self._titles.get(use.column, "")
            over = over if year_in_cell(over) is not None else self.school_year
            time = self.settings.time_of("", use.heading if year else over)
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

    def _dates(
        self, cells: Sequence[Value], group: Mapping[Field, int], over: str
    ) -> Parsed[tuple[DateRange, ...]]:
        """Read the stretches of a group of columns from its start and end, or from one cell."""
        start, end, span = (
            value_in(cells, group.get(wanted)) for wanted in (Field.START, Field.END, Field.SPAN)
        )
        first, last = as_date(start), as_date(end)
        if first is not None and last is not None and first <= last:
            return Parsed((DateRange(start=first, end=last),))
        at = Field.SPAN if start is None else Field.START
        if start is None:
            start = span
        if start is None:
            return Parsed((), (error("import_no_start", Field.START),))
        year = as_text(self._columns.value_of(cells, Field.SCHOOL_YEAR))
        over = over if year_in_cell(over) is not None else ""
        time = self.settings.time_of("", year or over or self.school_year)
        hint = hint_of(self.table.heading(at))
        if end is None:
            return read_holiday_dates(start, time, hint, at=at)
        last_hint = hint_of(self.table.heading(Field.END))
        return read_holiday_dates(start, time, hint, end=end, end_hint=last_hint, at=at)


def _only_regions(text: str) -> tuple[str, ...]:
    """Return the vakantieregio's of a text that names nothing else."""
    return () if rest_of_regions(text) else regions_in(text)


def value_in(cells: Sequence[Value], column: int | None) -> Value:
    """Return the value in a column of a row; ``None`` if it is blank or there is no such column."""
    value = cells[column] if column is not None and column < len(cells) else None
    return None if is_blank(value) else value


def _is_filled(cells: Sequence[Value], group: Mapping[Field, int]) -> bool:
    """Return whether a row has dates in a group of columns."""
    columns = [group[f] for f in (Field.START, Field.END, Field.SPAN) if f in group]
    return any(value_in(cells, column) is not None for column in columns)


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
