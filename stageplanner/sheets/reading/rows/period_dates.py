"""Read the dates and the rhythm of the periods in a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from stageplanner.domain.calendar import DateRange
from stageplanner.problems import Severity
from stageplanner.sheets.columns import WEEKDAY_FIELDS, Field
from stageplanner.sheets.reading.notes import Note, Parsed, error
from stageplanner.sheets.reading.tables.heading_match import REPEATED, hint_of
from stageplanner.sheets.reading.tables.table import Columns, Table
from stageplanner.sheets.reading.tables.table_settings import TableSettings
from stageplanner.sheets.reading.values.calendar_point import Span
from stageplanner.sheets.reading.values.date_spans import parse_spans
from stageplanner.sheets.reading.values.numbers import is_unknown, parse_number
from stageplanner.sheets.reading.values.rhythm import Rhythm, RhythmCells, read_rhythm
from stageplanner.sheets.reading.values.school_year import SchoolTime, resolve_span
from stageplanner.sheets.reading.values.weekdays import parse_days
from stageplanner.sheets.reading.workbook.grid import Picked, Value, as_date, as_text, is_blank

#: The rhythm of a period, and its stretches of dates.
Timed = tuple[Rhythm, tuple[DateRange, ...]]
#: The columns of one period of a row, by field.
Group = Mapping[Field, int]

#: The cells of a rhythm, in the order of
#: :class:`~stageplanner.sheets.reading.values.rhythm.RhythmCells`.
_RHYTHM = (
    Field.FORM, Field.DAYS, Field.WEEKDAYS, Field.HOURS_PER_DAY, Field.HOURS_PER_WEEK,
)  # fmt: skip

#: Fields that the dates and days of a period depend on, besides the columns of its group.
_TIMING = frozenset({*WEEKDAY_FIELDS, Field.SCHOOL_YEAR, Field.REGION, Field.REMARK})


class PeriodDatesReader:
    """Reads the dates and days of the periods in a row; equal cells are read once.

    ``groups`` are the columns of each period of a row: most tables have one.
    """

    def __init__(self, table: Table, columns: Columns, settings: TableSettings) -> None:
        self._table, self._columns, self._settings = table, columns, settings
        self.groups = period_groups(table)
        common = set(columns.picked(_TIMING).columns)
        self._picked: dict[int, Picked] = {}
        for group in self.groups:
            specific = {c for f, c in group.items() if f in REPEATED and f is not Field.STUDENTS}
            self._picked[id(group)] = Picked(sorted(common | specific))
        self._marked = tuple(
            (day, column)
            for day, f in enumerate(WEEKDAY_FIELDS)
            if (column := columns.of(f)) is not None
        )
        self._known: dict[object, Parsed[Timed | None]] = {}

    @property
    def timing_columns(self) -> tuple[int, ...]:
        """The columns that the dates and days depend on, in a list with one period a row."""
        return self._picked[id(self.groups[0])].columns

    def is_empty(self, cells: Sequence[Value], group: Group) -> bool:
        """Return whether the cells of this period are empty."""
        columns = [group[f] for f in (Field.START, Field.END, Field.SPAN) if f in group]
        return all(c >= len(cells) or is_blank(cells[c]) or is_unknown(cells[c]) for c in columns)

    def timed(self, cells: Sequence[Value], group: Group, institution: str) -> Parsed[Timed | None]:
        """Read the rhythm and the dates of one period of a row; equal cells are read once."""
        of_group = id(group)
        key = (institution, self._picked[of_group](cells), of_group)
        timed = self._known.get(key)
        if timed is None:
            timed = self._known[key] = self._read_timed(cells, group, institution)
        return timed

    def _read_timed(
        self, cells: Sequence[Value], group: Group, institution: str
    ) -> Parsed[Timed | None]:
        rhythm = self.rhythm(cells, group)
        ranges = self.dates(cells, group, institution)
        notes = (*rhythm.notes, *ranges.notes)
        if rhythm.value is None or not ranges.value:
            return Parsed(None, notes)
        return Parsed((rhythm.value, ranges.value), notes)

    def get(self, cells: Sequence[Value], group: Group, wanted: Field) -> Value:
        """Return the value of a field of this period, else that in the title above the table."""
        column = group.get(wanted)
        if column is None or column >= len(cells):
            return self._table.shared.get(wanted)
        value = cells[column]
        return None if is_blank(value) else value

    def rhythm(self, cells: Sequence[Value], group: Group) -> Parsed[Rhythm | None]:
        """Read the form, days a week and weekdays of a period."""
        form, days, weekdays, per_day, per_week = (self.get(cells, group, f) for f in _RHYTHM)
        marked = self.marked_days(cells)
        values = RhythmCells(form, days, weekdays, per_day, per_week, marked)
        return read_rhythm(self._with_span_days(cells, group, values))

    def _with_span_days(
        self, cells: Sequence[Value], group: Group, values: RhythmCells
    ) -> RhythmCells:
        """Use days that are written into the cell of the period: "wk 36-45 (4 dgn)"."""
        given = (values.days, values.weekdays, values.hours_per_week, values.marked)
        if any(value is not None for value in given):
            return values
        remark = self._columns.cell(cells, Field.REMARK)
        text = as_text(self.get(cells, group, Field.SPAN) or remark)
        days = parse_days(text) if any(c.isalpha() for c in text) else None
        if days is not None and (days.weekdays is not None or ("d" in text and days.count)):
            return replace(values, weekdays=text)
        return values

    def marked_days(self, cells: Sequence[Value]) -> tuple[int, ...] | None:
        """Return the weekdays that are marked in columns of their own."""
        if not self._marked:
            return None
        days = tuple(
            day
            for day, column in self._marked
            if column < len(cells)
            and not is_blank(cells[column])
            and as_text(cells[column]).casefold() not in ("0", "nee", "-", "n", "no")
        )
        return days or None

    def dates(
        self, cells: Sequence[Value], group: Group, institution: str
    ) -> Parsed[tuple[DateRange, ...]]:
        """Read the stretches of a period as dates; adjoining stretches are joined."""
        start = self.get(cells, group, Field.START)
        end = self.get(cells, group, Field.END)
        span = self.get(cells, group, Field.SPAN)
        count = self.get(cells, group, Field.WEEK_COUNT)
        first, last = as_date(start), as_date(end)
        if first is not None and last is not None and first <= last:
            return Parsed((DateRange(start=first, end=last),))
        year = as_text(self._columns.cell(cells, Field.SCHOOL_YEAR))
        region = as_text(self._columns.cell(cells, Field.REGION))
        time = self._settings.time_of(institution, year, region)
        return self._dates(start, end, span, count, time)

    def _dates(
        self, start: Value, end: Value, span: Value, count: Value, time: SchoolTime
    ) -> Parsed[tuple[DateRange, ...]]:
        weeks = parse_number(count) if count is not None else None
        number = int(weeks) if weeks is not None and 1 <= weeks <= 60 else None
        spans = self._spans(start, end, span)
        if isinstance(spans, Note):
            return Parsed((), (spans,))
        notes: list[Note] = [*self._settings.year_notes(spans)]
        ranges: list[DateRange] = []
        for stretch in spans:
            dates = resolve_span(stretch, time, weeks=number)
            notes += [n for n in dates.notes if n not in notes]
            if dates.value is not None:
                ranges.append(dates.value)
        if any(n.severity is Severity.ERROR for n in notes):
            return Parsed((), tuple(notes))
        return Parsed(join_ranges(ranges, time), tuple(notes))

    def _spans(  # noqa: PLR0911 one return per case
        self, start: Value, end: Value, span: Value
    ) -> tuple[Span, ...] | Note:
        """Return the stretches as written, from a start and an end or from one cell."""
        if start is None and end is None:
            if span is None:
                return error("import_no_start", Field.START)
            spans = parse_spans(span, hint_of(self._table.heading(Field.SPAN)))
            return spans or error("import_bad_period", Field.SPAN, value=as_text(span))
        if start is None:
            if span is None:
                return error("import_no_start", Field.START)
            start = span
        starts = parse_spans(start, hint_of(self._table.heading(Field.START)), single=True)
        if not starts:
            return error("import_bad_start", Field.START, value=as_text(start))
        if end is None:
            return starts if len(starts) > 1 or starts[0].end else (starts[0],)
        ends = parse_spans(end, hint_of(self._table.heading(Field.END)), single=True)
        if not ends:
            return error("import_bad_end", Field.END, value=as_text(end))
        last = ends[-1].end or ends[-1].start
        return (Span(starts[0].start, last),)


def period_groups(table: Table) -> tuple[Group, ...]:
    """Return the columns of each period of a row: shared ones, and those with its number.

    Columns are numbered by their headings ("Periode 2 van"), else by the order in which the same
    field is repeated.
    """
    times = (Field.START, Field.END, Field.SPAN)
    by_field: dict[Field, list[tuple[int, int]]] = {}
    for use in table.columns:
        if use.field is not None:
            by_field.setdefault(use.field, []).append((use.index, use.column))
    count = max((len(by_field.get(f, ())) for f in times), default=0)
    if count <= 1:
        return ({f: columns[0][1] for f, columns in by_field.items()},)
    numbers = sorted({i for f in times for i, _ in by_field.get(f, ()) if i})
    groups: list[Group] = []
    for k in range(count):
        number = numbers[k] if k < len(numbers) and len(numbers) == count else None
        groups.append({f: c for f, columns in by_field.items()
                       if (c := _of_group(columns, k, number, count)) is not None})  # fmt: skip
    return tuple(groups)


def _of_group(
    columns: Sequence[tuple[int, int]], k: int, number: int | None, count: int
) -> int | None:
    numbered = [column for index, column in columns if index and index == number]
    if numbered:
        return numbered[0]
    plain = [column for index, column in columns if not index]
    if number is not None and plain and len(columns) > len(plain):
        return plain[0] if k == 0 else None
    if len(plain) == 1:
        return plain[0]
    return plain[k] if k < len(plain) else None


def join_ranges(ranges: Sequence[DateRange], time: SchoolTime) -> tuple[DateRange, ...]:
    """Join stretches without a lesweek between them: P1+P2 is one stage period."""
    joined: list[DateRange] = []
    for dates in sorted(ranges):
        if joined:
            last = joined[-1]
            between = [m for m in time.lesweken if last.end < m < dates.start]
            near = (dates.start - last.end).days <= 3 or (time.known and not between)
            if near and (dates.start - last.end).days <= 24:
                joined[-1] = DateRange(start=last.start, end=max(last.end, dates.end))
                continue
        joined.append(dates)
    return tuple(joined)
