"""Read a week matrix: a column per week, a row per group, days or marks in the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from stageplanner.domain.calendar import ONE_WEEK, VAKANTIEREGIOS, DateRange, friday_of, monday_of
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.problems import Severity
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, Parsed, error, info, warning
from stageplanner.sheets.reading.rows.matrix_legend import backgrounds, read_legend
from stageplanner.sheets.reading.rows.periods import PeriodReader
from stageplanner.sheets.reading.tables.row_kinds import TableRow
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.values.calendar_point import Moment, Scale
from stageplanner.sheets.reading.values.forms import parse_form
from stageplanner.sheets.reading.values.rhythm import Rhythm, RhythmCells, read_rhythm
from stageplanner.sheets.reading.values.school_year import (
    LESWEKEN_OF_A_YEAR,
    MomentError,
    SchoolTime,
)
from stageplanner.sheets.reading.values.weekdays import parse_days
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, View, as_text, is_blank

#: A run in the last column is extended by at most this many lesweken.
_MOST_CARRIED = 4
#: A gap of more weeks than this is no holiday.
_LONGEST_HOLIDAY = 3
_MARKS = frozenset(
    {"x", "v", "✓", "✔", "●", "•", "■", "█", "*", "s", "stage", "bpv", "ja", "+", "y"}
)
_NOTHING = re.compile(
    r"^(?:[-–.0/]|vak(?:antie)?|herfst\w*|kerst\w*|voorjaar\w*|carnaval\w*|mei\w*|zomer\w*|[hkvm]v|"
    r"vrij|school|les|lesweek|toets(?:week)?|intro\w*|project\w*|tentamen\w*|holiday|break|n|nee)$"
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """The content of a cell of the matrix; equal marks in a row form one stage period."""

    text: str
    days: float | None
    weekdays: tuple[int, ...] | None
    hours: float | None


@dataclass(slots=True)
class MatrixReader:
    """Reads the rows of one week matrix; the group of a row is read as in a list."""

    reader: PeriodReader
    table: Table
    weeks: tuple[DateRange, ...]
    columns: tuple[int, ...]
    holidays: frozenset[int]
    legend: dict[str, str]
    coloured: bool
    background: dict[int, str]
    fills: dict[tuple[int, int], str]
    view: View
    carried_to: date | None = None

    def read(self, row: TableRow) -> Parsed[tuple[StagePeriod, ...]]:
        """Read the stage periods of a row: one per run of equal cells, ignoring holidays."""
        identity = self.reader.identities.identity(row.cells)
        notes = list(identity.notes)
        runs, odd = self._runs(row)
        notes += odd
        if not runs and not odd:
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

    def _runs(self, row: TableRow) -> tuple[list[tuple[_Mark, int, int]], list[Note]]:
        runs: list[tuple[_Mark, int, int]] = []
        notes: list[Note] = []
        for k, column in enumerate(self.columns):
            mark, note = self._mark(row, column)
            if note is not None:
                notes.append(note)
            if mark is None:
                continue
            if runs and runs[-1][0] == mark and self._connects(runs[-1][2], k):
                runs[-1] = (mark, runs[-1][1], k)
            else:
                runs.append((mark, k, k))
        return runs, notes

    def _connects(self, before: int, after: int) -> bool:
        """Return whether only holidays lie between two columns."""
        if any(k not in self.holidays for k in range(before + 1, after)):
            return False
        gap = (self.weeks[after].start - self.weeks[before].end).days
        if gap <= 3:
            return True
        weeks = round((gap - 3) / 7)
        return weeks <= _LONGEST_HOLIDAY or after == before + 1 + sum(
            k in self.holidays for k in range(before + 1, after)
        )

    def _mark(  # noqa: PLR0911 one return per spelling
        self, row: TableRow, column: int
    ) -> tuple[_Mark | None, Note | None]:
        value = row.cells[column] if column < len(row.cells) else None
        if is_blank(value):
            if self.coloured:
                colour = self.fills.get((row.row, column))
                if colour is not None and colour != self.background.get(column):
                    return _Mark(f"#{colour}", None, None, None), None
            return None, None
        text = as_text(value).casefold()
        if _NOTHING.match(text) or (not self.legend and text in ("0", "0.0")):
            return None, None
        if text in self.legend:
            meaning = parse_days(self.legend[text])
            return _Mark(text, meaning.count, meaning.weekdays, meaning.hours), None
        if text in _MARKS:
            return _Mark("x", None, None, None), None
        days = parse_days(value)
        is_read = days.count is not None or days.weekdays is not None or days.hours is not None
        if is_read and not days.left:
            return _Mark("", days.count, days.weekdays, days.hours), None
        if parse_form(text) is not None:
            return _Mark(text, None, None, None), None
        note = warning(
            "import_matrix_cell",
            None,
            value=as_text(value),
            cell=self.view.cell_name(row.row, column),
        )
        return None, note

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
            cells = replace(cells, days=days, hours_per_week=hours if days is None else None)
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
        length = sum(1 for k in range(first, last + 1) if k not in self.holidays)
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
    sheet: Sheet, reader: PeriodReader, rows: Sequence[TableRow]
) -> Parsed[MatrixReader | None]:
    """Build the reader of a matrix from all its rows: holidays, legend, colours, cut-off end."""
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
        holidays=frozenset(),
        legend=read_legend(sheet, table),
        coloured=coloured and bool(fills),
        background=background,
        fills=fills,
        view=sheet.view,
    )
    filled = {k for k, c in enumerate(columns) if any(matrix._mark(r, c)[0] for r in data)}
    matrix.holidays = _holidays(weeks, filled, reader, len(data))
    matrix.carried_to = _carried_to(matrix, data, filled)
    return Parsed(matrix, blocks_note(table, sheet, time))


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


def _marks_stage(value: Value) -> bool:
    return not is_blank(value) and not _NOTHING.match(as_text(value).casefold())


def week_of(moment: Moment, time: SchoolTime) -> DateRange:
    """Return the days of a column: Monday to Friday of its week, or its whole period."""
    if moment.scale is Scale.PERIOD:
        return DateRange(start=time.first(moment), end=time.last(moment))
    monday = monday_of(time.first(moment))
    if time.first(moment).weekday() > 4:
        monday += ONE_WEEK
    return DateRange(start=monday, end=friday_of(monday))


def _holidays(
    weeks: Sequence[DateRange], filled: set[int], reader: PeriodReader, rows: int
) -> frozenset[int]:
    """Return the columns without school: known holidays, else gaps that all rows share."""
    institution = reader.settings.institution or ""
    calendar = reader.settings.calendar
    # If the institution has no holidays, those of any vakantieregio count.
    names = [institution] if institution in calendar.days_off else [*VAKANTIEREGIOS]
    names = [name for name in names if name in calendar.days_off]
    holidays: set[int] = set()
    empty: list[int] = []
    for k, week in enumerate(weeks):
        is_off = any(not calendar.is_lesweek(name, week.start) for name in names)
        if is_off and k not in filled:
            holidays.add(k)
        if k in filled:
            if len(empty) <= _LONGEST_HOLIDAY and rows > 1:
                holidays.update(empty)
            empty = []
        else:
            empty.append(k)
    return frozenset(holidays)


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
    touching = sum(1 for r in rows if matrix._mark(r, matrix.columns[last])[0] is not None)
    if touching * 2 < len(rows) or len(rows) < 4:
        return None
    if any((w.end - w.start).days > 6 for w in matrix.weeks):
        return None
    lesweken = [k for k in range(last + 1) if k not in matrix.holidays]
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
