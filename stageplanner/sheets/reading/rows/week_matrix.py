"""Read a week matrix: a column per week, a row per group, days or marks in the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from stageplanner.domain.calendar import ONE_WEEK, DateRange, friday_of, monday_of
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.problems import Severity
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, Parsed, error, info, warning
from stageplanner.sheets.reading.rows.matrix_legend import backgrounds
from stageplanner.sheets.reading.rows.periods import PeriodReader
from stageplanner.sheets.reading.rows.week_gaps import WeekGaps, date_notes, find_gaps, gap_notes
from stageplanner.sheets.reading.tables.holiday_evidence import is_holiday_name
from stageplanner.sheets.reading.tables.row_kinds import TableRow
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.values.calendar_point import Moment, Scale
from stageplanner.sheets.reading.values.forms import parse_form
from stageplanner.sheets.reading.values.mark_meaning import Meaning, meaning_of
from stageplanner.sheets.reading.values.numbers import parse_number
from stageplanner.sheets.reading.values.rhythm import Rhythm, RhythmCells, read_rhythm
from stageplanner.sheets.reading.values.school_year import (
    LESWEKEN_OF_A_YEAR,
    MomentError,
    SchoolTime,
)
from stageplanner.sheets.reading.values.weekdays import parse_days
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, View, as_text, is_blank

_DAYS_OF_A_WEEK = 7
#: A run in the last column is extended by at most this many lesweken.
_MOST_CARRIED = 4


@dataclass(frozen=True, slots=True)
class _Mark:
    """The content of a cell of the matrix; equal marks in a row form one stage period."""

    text: str
    days: float | None
    weekdays: tuple[int, ...] | None
    hours: float | None


#: Short words for holidays: "vak", "HV" (herfstvakantie).
_SHORT_HOLIDAY = re.compile(r"vak\.?|[hkvm]v")
#: A mark that is not understood.
_OPEN = _Mark("?", None, None, None)


@dataclass(slots=True)
class MatrixReader:
    """Reads the rows of one week matrix; the group of a row is read as in a list.

    ``counts_days`` is whether its bare numbers are days a week, so that none of them is hours.
    """

    reader: PeriodReader
    table: Table
    weeks: tuple[DateRange, ...]
    columns: tuple[int, ...]
    gaps: WeekGaps
    legend: dict[str, str]
    coloured: bool
    background: dict[int, str]
    fills: dict[tuple[int, int], str]
    view: View
    counts_days: bool = False
    carried_to: date | None = None

    def read(self, row: TableRow) -> Parsed[tuple[StagePeriod, ...]]:
        """Read the stage periods of a row: one per run of equal cells, ignoring holidays."""
        identity = self.reader.identities.identity(row.cells)
        notes = list(identity.notes)
        runs = self._runs(row)
        notes += self._open_marks(row)
        if not runs:
            notes.append(error("import_matrix_empty", None))
        periods: list[StagePeriod] = []
        for mark, first, last in runs:
            rhythm = self._rhythm(row, mark)
            notes += [n for n in rhythm.notes if n not in notes]
            dates = self._dates(first, last)
            notes += [n for n in dates.notes if n not in notes]
            if rhythm.value is not None and identity.value is not None:
                periods.append(
                    self.reader.build(row.row, row.cells, identity.value, rhythm.value, dates.value)
                )
        if any(n.severity is Severity.ERROR for n in notes):
            periods = []
        return Parsed(tuple(periods), tuple(notes))

    def _runs(self, row: TableRow) -> list[tuple[_Mark, int, int]]:
        runs: list[tuple[_Mark, int, int]] = []
        for k, column in enumerate(self.columns):
            mark = self._mark(row, column)
            if mark is None:
                continue
            if runs and runs[-1][0] == mark and self._connects(row, runs[-1][2], k):
                runs[-1] = (mark, runs[-1][1], k)
            else:
                runs.append((mark, k, k))
        return runs

    def _connects(self, row: TableRow, before: int, after: int) -> bool:
        """Return whether only holidays lie between two columns of a row."""
        if not self.gaps.connect(self.weeks, before, after):
            return False
        return not any(self._is_break(row, k) for k in range(before + 1, after))

    def _is_break(self, row: TableRow, k: int) -> bool:
        """Return whether the file itself says that a week has no placement, and it is no holiday.

        A word such as "vakantie" agrees with a holiday of a vakantieregio; another mark, such as
        V, only with one of the institution.
        """
        column = self.columns[k]
        value = row.cells[column] if column < len(row.cells) else None
        if is_blank(value):
            return False
        text = as_text(value).casefold()
        meaning = self.legend.get(text, text)
        if k in self.gaps.off and (is_holiday_name(meaning) or _SHORT_HOLIDAY.fullmatch(meaning)):
            return False
        institution = self.reader.settings.institution or ""
        return self.reader.settings.calendar.is_lesweek(institution, self.weeks[k].start)

    def _open_marks(self, row: TableRow) -> list[Note]:
        """Return a warning per mark that is not understood, with its cells."""
        cells: dict[str, list[str]] = {}
        for column in self.columns:
            value = row.cells[column] if column < len(row.cells) else None
            if not is_blank(value) and self._read_mark(value) is _OPEN:
                cell = self.view.cell_name(row.row, column)
                cells.setdefault(as_text(value), []).append(cell)
        return [
            warning("import_matrix_cell", None, value=value, cell=named)
            for value, named in cells.items()
        ]

    def _mark(self, row: TableRow, column: int) -> _Mark | None:
        """Return the mark in a cell; ``None`` for no placement, or one that is not clear."""
        value = row.cells[column] if column < len(row.cells) else None
        if is_blank(value):
            if self.coloured:
                colour = self.fills.get((row.row, column))
                if colour is not None and colour != self.background.get(column):
                    return _Mark(f"#{colour}", None, None, None)
            return None
        mark = self._read_mark(value)
        return None if mark is _OPEN else mark

    def _read_mark(self, value: Value) -> _Mark | None:
        """Read a cell: by the legend, as a plain mark, as days, as a form."""
        text = as_text(value).casefold()
        meaning = meaning_of(text, self.legend)
        # Brackets leave it open: "(4)".
        is_bracketed = text.startswith("(") and text.endswith(")") and text not in self.legend
        if meaning is Meaning.NONE or is_bracketed:
            return None if meaning is Meaning.NONE else _OPEN
        if text in self.legend:
            days = parse_days(self.legend[text])
            is_days = days.count is not None or days.weekdays is not None
            is_clear = meaning is Meaning.PLACEMENT or is_days
            return _Mark(text, days.count, days.weekdays, days.hours) if is_clear else _OPEN
        if parse_form(text) is not None and len(text) > 1:
            return _Mark(text, None, None, None)
        if meaning is Meaning.PLACEMENT:
            return _Mark("x", None, None, None)
        days = parse_days(value)
        # A 9 among days is no number of hours.
        is_hours = days.hours is not None and not (self.counts_days and parse_number(value))
        is_read = days.count is not None or days.weekdays is not None or is_hours
        if is_read and not days.left:
            return _Mark("", days.count, days.weekdays, days.hours)
        return _OPEN

    def _rhythm(self, row: TableRow, mark: _Mark) -> Parsed[Rhythm | None]:
        group = self.reader.when.groups[0]
        get = self.reader.when.get
        meaning = self.legend.get(mark.text, mark.text)
        form = get(row.cells, group, Field.FORM)
        if form is None and parse_form(meaning) is not None:
            form = meaning
        cells = RhythmCells(
            form=form,
            days=mark.days if mark.days is not None else None,
            weekdays=get(row.cells, group, Field.WEEKDAYS),
            hours_per_day=get(row.cells, group, Field.HOURS_PER_DAY),
            hours_per_week=mark.hours,
            marked=mark.weekdays or self.reader.when.marked_days(row.cells),
        )
        if mark.days is None and mark.hours is None:
            days = get(row.cells, group, Field.DAYS)
            hours = get(row.cells, group, Field.HOURS_PER_WEEK)
            counts_days = self.reader.when.counts_days
            hours = hours if days is None else None
            cells = replace(cells, days=days, hours_per_week=hours, counts_days=counts_days)
            if mark.weekdays is not None:
                cells = replace(cells, days=None, weekdays=None)
        rhythm = read_rhythm(cells)
        if rhythm.value is None and any(n.code == "import_no_days" for n in rhythm.notes):
            notes = tuple(n for n in rhythm.notes if n.code != "import_no_days")
            return Parsed(None, (*notes, error("import_matrix_no_days", None)))
        return rhythm

    def _dates(self, first: int, last: int) -> Parsed[DateRange]:
        start, end = self.weeks[first].start, self.weeks[last].end
        if last != len(self.weeks) - 1 or self.carried_to is None:
            return Parsed(DateRange(start=start, end=end))
        length = sum(1 for k in range(first, last + 1) if k not in self.gaps.holidays)
        if length % 5 == 0:
            return Parsed(DateRange(start=start, end=end))
        note = warning(
            "import_matrix_cut_off",
            None,
            last=end,
            used=self.carried_to,
            column=self.view.column_name(self.columns[last]),
        )
        return Parsed(DateRange(start=start, end=self.carried_to), (note,))


def matrix_reader(
    sheet: Sheet, reader: PeriodReader, rows: Sequence[TableRow], legend: dict[str, str]
) -> Parsed[MatrixReader | None]:
    """Build the reader of a matrix from all its rows: holidays, colours, cut-off end."""
    table = reader.table
    settings = reader.settings
    time = settings.time_of(settings.institution or "")
    try:
        weeks = tuple(week_of(t.moment, time) for t in table.times)
    except MomentError as failure:
        return Parsed(None, (failure.note,))
    columns = tuple(t.column for t in table.times)
    data = [r for r in rows if r.skipped is None]
    values = {k for k, c in enumerate(columns)
              if any(c < len(r.cells) and not is_blank(r.cells[c]) for r in data)}  # fmt: skip
    coloured = not values or all(
        not _marks_stage(r.cells[c]) for r in data for c in columns if c < len(r.cells)
    )
    fills = dict(sheet.fills) if coloured else {}
    if coloured and not fills and data:
        return Parsed(None, (error("import_matrix_no_marks", None),))
    background = backgrounds(data, columns, fills)
    matrix = MatrixReader(
        reader=reader,
        table=table,
        weeks=weeks,
        columns=columns,
        gaps=WeekGaps(),
        legend=legend,
        coloured=coloured and bool(fills),
        background=background,
        fills=fills,
        view=sheet.view,
        counts_days=any(_is_days(r.cells[c]) for r in data for c in columns if c < len(r.cells)),
    )
    filled = {k for k, c in enumerate(columns) if any(matrix._mark(r, c) for r in data)}
    institution = settings.institution or ""
    matrix.gaps = find_gaps(weeks, filled, settings.calendar, institution, len(data))
    matrix.carried_to = _carried_to(matrix, data, filled)
    found = (*date_notes(sheet, table, weeks, time), *gap_notes(matrix.gaps, weeks))
    gaps = [replace(n, column=columns[k]) for n, k in found]
    return Parsed(matrix, (*blocks_note(table, sheet, time), *gaps))


def blocks_note(table: Table, sheet: Sheet, time: SchoolTime) -> tuple[Note, ...]:
    """Return a note if period columns without dates in the file were read as blocks of lesweken.

    A quarter may also be one of the calendar year, so that is always a warning.
    """
    periods = [t for t in table.times if t.moment.scale is Scale.PERIOD]
    if not periods or all(f"P{t.moment.number}" in time.scheme for t in periods):
        return ()
    headings = [as_text(sheet.cell(table.header, t.column)) for t in periods]
    first = time.first(periods[0].moment)
    values: dict[str, object] = {"first": first, "weeks": time.block_weeks}
    if any(_QUARTER.match(heading.casefold()) for heading in headings):
        return (warning("import_quarters", Field.SPAN, headings=headings, **values),)
    note_of = info if time.known else warning
    return (note_of("import_period_blocks", Field.SPAN, **values),)


def _is_days(value: Value) -> bool:
    """Return whether a value is a bare number of days a week."""
    number = parse_number(value)
    return number is not None and 1 <= number <= _DAYS_OF_A_WEEK


def _marks_stage(value: Value) -> bool:
    return not is_blank(value) and meaning_of(as_text(value), {}) is not Meaning.NONE


def week_of(moment: Moment, time: SchoolTime) -> DateRange:
    """Return the days of a column: Monday to Friday of its week, or its whole period."""
    if moment.scale is Scale.PERIOD:
        return DateRange(start=time.first(moment), end=time.last(moment))
    monday = monday_of(time.first(moment))
    if time.first(moment).weekday() > 4:
        monday += ONE_WEEK
    return DateRange(start=monday, end=friday_of(monday))


#: A heading that names a quarter, of the school year or of the calendar year.
_QUARTER = re.compile(r"(?:q|kwartaal)\s?[1-4]\b")


def _carried_to(matrix: MatrixReader, rows: Sequence[TableRow], filled: set[int]) -> date | None:
    """Return the day to which runs in the last column of a cut-off matrix are extended.

    A matrix may stop some weeks before the school year does, with most of its rows still on
    placement in the last column. Its runs are then extended to the 40th lesweek, except a run
    whose length is a multiple of five weeks, which is complete.
    """
    last = len(matrix.weeks) - 1
    if last not in filled or not rows or matrix.weeks[0].start.month not in (8, 9):
        return None
    touching = sum(1 for r in rows if matrix._mark(r, matrix.columns[last]) is not None)
    if touching * 2 < len(rows) or len(rows) < 4:
        return None
    if any((w.end - w.start).days > 6 for w in matrix.weeks):
        return None
    lesweken = [k for k in range(last + 1) if k not in matrix.gaps.holidays]
    missing = LESWEKEN_OF_A_YEAR - len(lesweken)
    if not 1 <= missing <= _MOST_CARRIED:
        return None
    institution = matrix.reader.settings.institution or ""
    calendar = matrix.reader.settings.calendar
    week = matrix.weeks[last].start
    while missing:
        week += ONE_WEEK
        missing -= calendar.is_lesweek(institution, week)
    return friday_of(week)
