"""Read the dates and the rhythm of the periods in a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from stageplanner.domain.calendar import DateRange
from stageplanner.problems import Severity
from stageplanner.sheets.columns import WEEKDAY_FIELDS, Field
from stageplanner.sheets.reading.notes import Note, Parsed, error
from stageplanner.sheets.reading.rows.period_cells import (
    PeriodCells,
    choice_note,
    in_one_cell,
    in_two_cells,
    moments_differ,
)
from stageplanner.sheets.reading.rows.stated_days import with_doubt, with_stated_days
from stageplanner.sheets.reading.rows.stretch_rules import skip_weeks, stretches_agree
from stageplanner.sheets.reading.tables.heading_match import REPEATED, hint_of
from stageplanner.sheets.reading.tables.table import Columns, Table
from stageplanner.sheets.reading.tables.table_settings import TableSettings, rest_of_year
from stageplanner.sheets.reading.values.choices import read_region
from stageplanner.sheets.reading.values.date_spans import read_spans
from stageplanner.sheets.reading.values.leftover import not_understood
from stageplanner.sheets.reading.values.mark_meaning import Meaning, meaning_of
from stageplanner.sheets.reading.values.numbers import is_unknown
from stageplanner.sheets.reading.values.period_words import split_period_words
from stageplanner.sheets.reading.values.rhythm import Rhythm, RhythmCells, read_rhythm
from stageplanner.sheets.reading.values.school_year import SchoolTime, resolve_span
from stageplanner.sheets.reading.values.week_count import parse_week_count
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


#: A number of hours, a time or a part of a day under a weekday.
_PART_OF_DAY = re.compile(
    r"^[1-9]\d?(?:[.,]\d+)?\s*(?:u|uur|uren|h|hours?)?$|\d{1,2}[:.]\d\d|ochtend|middag|avond|nacht"
    r"|hele dag|halve dag|morning|afternoon|evening|full day|half day"
)


#: A heading that says days, so that a number below it is none of hours.
_OF_DAYS = re.compile(r"dag|dgn|day|\bd\W?p\W?w")


class PeriodDatesReader:
    """Reads the dates and days of the periods in a row; equal cells are read once.

    ``groups`` are the columns of each period of a row: most tables have one. ``legend`` holds the
    meaning of marks under weekdays. ``school_year`` is that of the last title between the rows, for
    rows that name none.
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
        self.legend: Mapping[str, str] = {}
        self.counts_days = bool(_OF_DAYS.search(table.heading(Field.DAYS).casefold()))
        self.school_year = ""

    @property
    def marks_weekdays(self) -> bool:
        """Whether the table has columns of weekdays."""
        return bool(self._marked)

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
        key = (institution, self._picked[of_group](cells), of_group, self.school_year)
        timed = self._known.get(key)
        if timed is None:
            timed = self._known[key] = self._read_timed(cells, group, institution)
        return timed

    def _read_timed(
        self, cells: Sequence[Value], group: Group, institution: str
    ) -> Parsed[Timed | None]:
        rhythm = self.rhythm(cells, group)
        ranges = self.dates(cells, group, institution)
        unclear = self._weekday_notes(cells)
        notes = (*(unclear or rhythm.notes), *ranges.notes)
        if unclear or rhythm.value is None or not ranges.value:
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
        values = RhythmCells(form, days, weekdays, per_day, per_week, marked, self.counts_days)
        stated = self._span_days(cells, group)
        if stated and all(v is None for v in (days, weekdays, per_week, marked)):
            return with_stated_days(values, stated)
        rhythm = read_rhythm(values)
        return with_doubt(rhythm, stated) if stated else rhythm

    def _span_days(self, cells: Sequence[Value], group: Group) -> str:
        """Return what the cell of the period states of the week: "wk 36-45 (4 dgn)"."""
        for wanted in (Field.SPAN, Field.START, Field.END):
            value = self.get(cells, group, wanted)
            if isinstance(value, str) and (days := read_spans(value, single=True).days):
                return " ; ".join(days)
        remark = self._columns.cell(cells, Field.REMARK)
        if isinstance(remark, str) and self.get(cells, group, Field.SPAN) is None:
            return " ; ".join(split_period_words(" ".join(remark.casefold().split())).days)
        return ""

    def marked_days(self, cells: Sequence[Value]) -> tuple[int, ...] | None:
        """Return the weekdays that are marked in columns of their own."""
        days = tuple(
            day
            for day, column in self._marked
            if self._weekday_mark(cells, column) is Meaning.PLACEMENT
        )
        return days or None

    def _weekday_mark(self, cells: Sequence[Value], column: int) -> Meaning:
        """Return what a cell under a weekday means; hours and parts of a day are placement."""
        value = cells[column] if column < len(cells) else None
        if is_blank(value):
            return Meaning.NONE
        text = as_text(value)
        if text.casefold() not in self.legend and _PART_OF_DAY.search(text.casefold()):
            return Meaning.PLACEMENT
        return meaning_of(text, self.legend)

    def _weekday_notes(self, cells: Sequence[Value]) -> tuple[Note, ...]:
        """Return errors for marks under weekdays that are not understood."""
        unclear: dict[str, Note] = {}
        for day, column in self._marked:
            if self._weekday_mark(cells, column) is Meaning.OPEN:
                value = as_text(cells[column])
                note = error("import_weekday_mark", WEEKDAY_FIELDS[day], value=value)
                unclear.setdefault(value, note)
        return tuple(unclear.values())

    def dates(
        self, cells: Sequence[Value], group: Group, institution: str
    ) -> Parsed[tuple[DateRange, ...]]:
        """Read the stretches of a period as dates; adjoining stretches are joined."""
        start = self.get(cells, group, Field.START)
        end = self.get(cells, group, Field.END)
        span = self.get(cells, group, Field.SPAN)
        count = self.get(cells, group, Field.WEEK_COUNT)
        first, last = as_date(start), as_date(end)
        if first is not None and last is not None and first <= last and count is None:
            return Parsed((DateRange(start=first, end=last),))
        year = as_text(self._columns.cell(cells, Field.SCHOOL_YEAR)) or self.school_year
        region = read_region(self._columns.cell(cells, Field.REGION))
        read = self._period_cells(start, end, span)
        if read.school_year is not None:
            year = f"{read.school_year}-{read.school_year + 1}"
        elif year and not is_unknown(year) and (left := rest_of_year(year)):
            return Parsed((), (not_understood(Field.SCHOOL_YEAR, year, left),))
        time = self._settings.time_of(institution, year, region)
        return self._dates(read, count, time, year)

    def _dates(
        self, cells: PeriodCells, count: Value, time: SchoolTime, school_year: str
    ) -> Parsed[tuple[DateRange, ...]]:
        weeks = parse_week_count(count)
        notes: list[Note] = [*cells.notes, *weeks.notes]
        if not notes:
            notes += [
                *self._settings.year_notes(cells.spans, school_year),
                *moments_differ(cells, time),
            ]
        counted = weeks.value if len(cells.spans) == 1 else None
        ranges: list[DateRange] = []
        for stretch in cells.spans:
            dates = resolve_span(stretch, time, weeks=counted)
            placed = [replace(n, at=n.at or cells.at) for n in dates.notes]
            notes += [n for n in placed if n not in notes]
            if dates.value is not None:
                ranges.append(dates.value)
        has_ends = all(s.end is not None for s in cells.spans)
        if not _failed(notes) and (len(cells.spans) > 1 or (counted and has_ends)):
            notes += stretches_agree(cells, ranges, weeks.value or cells.weeks, time)
        kept = skip_weeks(cells, ranges, time) if not _failed(notes) else Parsed(())
        notes += kept.notes
        if _failed(notes):
            return Parsed((), tuple(notes))
        return Parsed(kept.value, (*notes, *choice_note(cells, ranges)))

    def _period_cells(self, start: Value, end: Value, span: Value) -> PeriodCells:
        """Return the stretches as written, from a start and an end or from one cell."""
        at = Field.START if start is not None else Field.SPAN
        given = span if start is None else start
        if given is None:
            return PeriodCells(notes=(error("import_no_start", Field.START),))
        hint = hint_of(self._table.heading(at))
        if end is not None:
            hints = (hint, hint_of(self._table.heading(Field.END)))
            return in_two_cells(given, end, at, hints)
        return in_one_cell(given, at, hint, single=at is Field.START)


def _failed(notes: Sequence[Note]) -> bool:
    return any(n.severity is Severity.ERROR for n in notes)


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
