"""From the rows of a table to stage periods: lists with one or several periods a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from stageplanner.domain.calendar import DateRange
from stageplanner.domain.parties import Programme
from stageplanner.domain.period import Source, StagePeriod
from stageplanner.problems import Severity
from stageplanner.sheets.columns import WEEKDAY_FIELDS, Field
from stageplanner.sheets.grid import Picked, Value, as_date, as_text, is_blank
from stageplanner.sheets.headings import REPEATED, hint_of
from stageplanner.sheets.moments import Span, parse_spans
from stageplanner.sheets.notes import Found, Note, error, info, warning
from stageplanner.sheets.programmes import find_programme
from stageplanner.sheets.reading import Kind
from stageplanner.sheets.rhythm import (
    Rhythm,
    RhythmCells,
    parse_days,
    parse_forms,
    read_rhythm,
    strange_forms,
)
from stageplanner.sheets.rows import Section
from stageplanner.sheets.schooltime import SchoolTime, resolve_span
from stageplanner.sheets.settings import TableSettings
from stageplanner.sheets.table import Table
from stageplanner.sheets.values import (
    is_unknown,
    parse_count,
    parse_level,
    parse_number,
    parse_year,
    parse_yes_no,
)
from stageplanner.sheets.whose import leerjaar_in


@dataclass(slots=True)
class Identity:
    """Whose group it is: the part of a row that all its periods share."""

    institution: str
    programme: Programme
    year: int | None
    group: str
    students: int


_Whose = tuple[str | None, Programme | None, int | None, tuple[Note, ...]]


@dataclass(slots=True)
class PeriodReader:
    """Reads the rows of one table of stage periods; remembers values it met before.

    A column may hold the same text a thousand times: each different value is read once.
    """

    table: Table
    settings: TableSettings
    file: str
    sheet: str
    section: Section = field(default_factory=lambda: _NO_SECTION)
    _columns: dict[Field, int] = field(default_factory=dict)
    groups: tuple[Mapping[Field, int], ...] = ()
    _marked: tuple[tuple[int, int], ...] = ()
    _timing: dict[int, Picked] = field(default_factory=dict)
    _timings: dict[object, Found[tuple[Rhythm, tuple[DateRange, ...]] | None]] = field(
        default_factory=dict
    )
    _counts: dict[Value, Found[int | None]] = field(default_factory=dict)
    _whose: dict[object, _Whose] = field(default_factory=dict)
    who: Picked = field(default_factory=lambda: Picked(()))
    shared: Picked = field(default_factory=lambda: Picked(()))
    remarked: Picked = field(default_factory=lambda: Picked(()))
    _names_programme: bool = False
    _known_details: dict[object, dict[str, Any]] = field(default_factory=dict)
    _known_remarks: dict[object, tuple[Note, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._columns = {}
        for use in self.table.columns:
            if use.field is not None:
                self._columns.setdefault(use.field, use.column)
        self.groups = period_groups(self.table)
        common = {c for f, c in self._columns.items() if f in _TIMING}
        for group in self.groups:
            mine = {c for f, c in group.items() if f in REPEATED and f is not Field.STUDENTS}
            self._timing[id(group)] = Picked(sorted(common | mine))
        self.who = Picked([self._columns[f] for f in _WHO if f in self._columns])
        self._names_programme = bool({Field.PROGRAMME, Field.PROGRAMME_NAME} & self._columns.keys())
        self.remarked = Picked([self._columns[f] for f in _REMARKABLE if f in self._columns])
        self.shared = Picked([self._columns[f] for f in _SHARED if f in self._columns])
        self._marked = tuple(
            (day, self._columns[f]) for day, f in enumerate(WEEKDAY_FIELDS) if f in self._columns
        )

    @property
    def _is_ours(self) -> bool:
        """Tell whether StagePlanner wrote the table: then an empty cell means nothing is known."""
        return self.table.kind in (Kind.PLAN, Kind.ANSWER)

    @property
    def timing_columns(self) -> tuple[int, ...]:
        """The columns on which the dates and days of a list with one period a row depend."""
        return self._timing[id(self.groups[0])].columns

    def own_column(self, wanted: Field) -> int | None:
        """The column of a field; ``None`` where it has none."""
        return self._columns.get(wanted)

    def column_of(self, wanted: Field | None) -> int | None:
        """The column a note about a field points at, the nearest where there is none."""
        if wanted is None:
            return None
        for other in (wanted, *_NEIGHBOURS.get(wanted, ())):
            if other in self._columns:
                return self._columns[other]
        return None

    def read(self, row: int, cells: Sequence[Value]) -> Found[tuple[StagePeriod, ...]]:
        """The stage periods of a row; none where a note refuses it."""
        identity = self.identity(cells)
        if len(self.groups) == 1:
            return self._read_single(row, cells, identity)
        notes = list(identity.notes)
        who = identity.value
        periods: list[StagePeriod] = []
        given = 0
        for group in self.groups:
            if len(self.groups) > 1 and self._is_empty(cells, group):
                continue
            given += 1
            timed = self.timed(cells, group, self._institution_of(who))
            notes += [n for n in timed.notes if n not in notes]
            if timed.value is not None and who is not None:
                rhythm, ranges = timed.value
                periods += [self.build(row, cells, who, rhythm, r) for r in ranges]
        if not given:
            notes.append(error("import_no_start", Field.START))
        if notes and any(n.severity is Severity.ERROR for n in notes):
            periods = []
        return Found(tuple(periods), tuple(notes))

    def _read_single(
        self, row: int, cells: Sequence[Value], identity: Found[Identity | None]
    ) -> Found[tuple[StagePeriod, ...]]:
        """The usual row: one group, one period or a few stretches of it."""
        who = identity.value
        timed = self.timed(cells, self.groups[0], self._institution_of(who))
        notes = identity.notes
        if timed.notes:
            notes = (*notes, *timed.notes)
        if timed.value is None or who is None:
            return Found((), notes)
        if notes and any(n.severity is Severity.ERROR for n in notes):
            return Found((), notes)
        rhythm, ranges = timed.value
        return Found(tuple([self.build(row, cells, who, rhythm, r) for r in ranges]), notes)

    def _is_empty(self, cells: Sequence[Value], group: Mapping[Field, int]) -> bool:
        own = [group[f] for f in (Field.START, Field.END, Field.SPAN) if f in group]
        return all(c >= len(cells) or is_blank(cells[c]) or is_unknown(cells[c]) for c in own)

    # ------------------------------------------------------------ who

    def cell(self, cells: Sequence[Value], wanted: Field) -> Value:
        """The value of a field in a row, from its column or from the title above the table."""
        column = self._columns.get(wanted)
        if column is not None and column < len(cells):
            value = cells[column]
            if not is_blank(value):
                return value
        return self.table.shared.get(wanted)

    def identity(self, cells: Sequence[Value]) -> Found[Identity | None]:
        """Institution, programme, year, group and number of students of a row."""
        key = self.who(cells)
        whose = self._whose.get(key) if not self.needs_group else None
        if whose is None:
            whose = self.whose(cells)
            if not any(note.code in _BY_GROUP for note in whose[3]):
                self._whose[key] = whose
        institution, programme, year, notes = whose
        students = self.students(cells)
        if students.notes:
            notes = (*notes, *students.notes)
        if institution is None or programme is None or students.value is None:
            return Found(None, notes)
        group = self.group_of(cells)
        return Found(Identity(institution, programme, year, group, students.value), notes)

    def group_of(self, cells: Sequence[Value]) -> str:
        """The name of the group."""
        column = self._columns.get(Field.GROUP)
        value = cells[column] if column is not None and column < len(cells) else None
        # Every row has another group: the usual plain word needs no looking at.
        if type(value) is str and value.isalnum():
            return value
        return as_text(self.cell(cells, Field.GROUP))

    @property
    def needs_group(self) -> bool:
        """Tell whether a row's group may have to tell its programme, or a title does."""
        section = self.section
        return not self._names_programme or (section is not _NO_SECTION and section != _NO_SECTION)

    def whose(self, cells: Sequence[Value]) -> _Whose:
        """Institution, programme and year of a row, and what is told about them."""
        institution = self._institution(cells)
        programme = self._programme(cells)
        year = self._year(cells)
        notes = (*institution.notes, *programme.notes, *year.notes)
        return institution.value, programme.value, year.value, notes

    def _institution(self, cells: Sequence[Value]) -> Found[str | None]:
        given = as_text(self.cell(cells, Field.INSTITUTION))
        if given:
            return Found(self.settings.institution_named(given))
        name = self.section.institution or self.settings.institution
        if name is None:
            return Found(None, (error("import_no_institution", Field.INSTITUTION),))
        return Found(name)

    def _programme(self, cells: Sequence[Value]) -> Found[Programme | None]:
        code = self.cell(cells, Field.PROGRAMME)
        name = self.cell(cells, Field.PROGRAMME_NAME)
        if is_blank(code) and is_blank(name):
            name = self.section.programme or self.settings.programme
        level, group = self.cell(cells, Field.LEVEL), self.cell(cells, Field.GROUP)
        is_own = self.table.kind is Kind.PLAN and Field.ID in self._columns
        return find_programme(code, name, level, group, is_own=is_own)

    def students(self, cells: Sequence[Value]) -> Found[int | None]:
        """The number of students; each different value is read once."""
        column = self._columns.get(Field.STUDENTS)
        if column is None and Field.STUDENTS not in self.table.shared:
            return Found(None, (error("import_no_students", None),))
        value = cells[column] if column is not None and column < len(cells) else None
        if value is None or value == "":
            value = self.cell(cells, Field.STUDENTS)
        found = self._counts.get(value)
        if found is None:
            found = parse_count(value, Field.STUDENTS)
            if found.value == 0 and not found.notes:
                found = Found(0, (warning("import_zero_students", Field.STUDENTS),))
            self._counts[value] = found
        return found

    def _year(self, cells: Sequence[Value]) -> Found[int | None]:
        given = self.cell(cells, Field.YEAR)
        if is_blank(given):
            named = as_text(self.cell(cells, Field.PROGRAMME_NAME))
            return Found(self.section.year or self.settings.year or leerjaar_in([named]))
        year = parse_year(given, self.settings.school_year)
        if year is None and not is_unknown(given):
            return Found(None, (warning("import_bad_year", Field.YEAR, value=as_text(given)),))
        return Found(year)

    # ------------------------------------------------------------ when

    def _institution_of(self, who: Identity | None) -> str:
        return who.institution if who is not None else (self.settings.institution or "")

    def timed(
        self, cells: Sequence[Value], group: Mapping[Field, int], institution: str
    ) -> Found[tuple[Rhythm, tuple[DateRange, ...]] | None]:
        """The rhythm and the dates of one period of a row; equal cells are read once."""
        of_group = id(group)
        key = (institution, self._timing[of_group](cells), of_group)
        found = self._timings.get(key)
        if found is None:
            found = self._timings[key] = self._read_timed(cells, group, institution)
        return found

    def _read_timed(
        self, cells: Sequence[Value], group: Mapping[Field, int], institution: str
    ) -> Found[tuple[Rhythm, tuple[DateRange, ...]] | None]:
        rhythm = self.rhythm(cells, group)
        ranges = self.dates(cells, group, institution)
        notes = (*rhythm.notes, *ranges.notes)
        if rhythm.value is None or not ranges.value:
            return Found(None, notes)
        return Found((rhythm.value, ranges.value), notes)

    def _get(self, cells: Sequence[Value], group: Mapping[Field, int], wanted: Field) -> Value:
        column = group.get(wanted)
        if column is None or column >= len(cells):
            return self.table.shared.get(wanted)
        value = cells[column]
        return None if is_blank(value) else value

    def rhythm(self, cells: Sequence[Value], group: Mapping[Field, int]) -> Found[Rhythm | None]:
        """Form, days a week and weekdays of a period."""
        form, days, weekdays, per_day, per_week = (self._get(cells, group, f) for f in _RHYTHM)
        marked = self._marked_days(cells)
        values = RhythmCells(form, days, weekdays, per_day, per_week, marked)
        return read_rhythm(self._with_span_days(cells, group, values))

    def _with_span_days(
        self, cells: Sequence[Value], group: Mapping[Field, int], values: RhythmCells
    ) -> RhythmCells:
        """Days written into the period's own cell: "wk 36-45 (4 dgn)", "P1 ma di"."""
        told = (values.days, values.weekdays, values.hours_per_week, values.marked)
        if any(value is not None for value in told):
            return values
        text = as_text(self._get(cells, group, Field.SPAN) or self.cell(cells, Field.REMARK))
        days = parse_days(text) if any(c.isalpha() for c in text) else None
        if days is not None and (days.weekdays is not None or ("d" in text and days.count)):
            return replace(values, weekdays=text)
        return values

    def _marked_days(self, cells: Sequence[Value]) -> tuple[int, ...] | None:
        """Weekdays in columns of their own, marked with an x."""
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
        self, cells: Sequence[Value], group: Mapping[Field, int], institution: str
    ) -> Found[tuple[DateRange, ...]]:
        """The stretches of a period in dates, neighbouring periods joined."""
        start = self._get(cells, group, Field.START)
        end = self._get(cells, group, Field.END)
        span = self._get(cells, group, Field.SPAN)
        count = self._get(cells, group, Field.WEEK_COUNT)
        first, last = as_date(start), as_date(end)
        if first is not None and last is not None and first <= last:
            return Found((DateRange(start=first, end=last),))
        year, region = self.cell(cells, Field.SCHOOL_YEAR), self.cell(cells, Field.REGION)
        time = self.settings.time_of(institution, as_text(year), as_text(region))
        return self._dates(start, end, span, count, time)

    def _dates(
        self, start: Value, end: Value, span: Value, count: Value, time: SchoolTime
    ) -> Found[tuple[DateRange, ...]]:
        weeks = parse_number(count) if count is not None else None
        number = int(weeks) if weeks is not None and 1 <= weeks <= 60 else None
        spans = self._spans(start, end, span)
        if isinstance(spans, Note):
            return Found((), (spans,))
        notes: list[Note] = [*self.settings.year_notes(spans)]
        ranges: list[DateRange] = []
        for each in spans:
            found = resolve_span(each, time, weeks=number)
            notes += [n for n in found.notes if n not in notes]
            if found.value is not None:
                ranges.append(found.value)
        if any(n.severity is Severity.ERROR for n in notes):
            return Found((), tuple(notes))
        return Found(join_ranges(ranges, time), tuple(notes))

    def _spans(  # noqa: PLR0911 the cells in order
        self, start: Value, end: Value, span: Value
    ) -> tuple[Span, ...] | Note:
        """The stretches as written, from a start and an end or from one cell."""
        if start is None and end is None:
            if span is None:
                return error("import_no_start", Field.START)
            spans = parse_spans(span, hint_of(self.table.heading(Field.SPAN)))
            return spans or error("import_bad_period", Field.SPAN, value=as_text(span))
        if start is None:
            if span is None:
                return error("import_no_start", Field.START)
            start = span
        starts = parse_spans(start, hint_of(self.table.heading(Field.START)), single=True)
        if not starts:
            return error("import_bad_start", Field.START, value=as_text(start))
        if end is None:
            return starts if len(starts) > 1 or starts[0].end else (starts[0],)
        ends = parse_spans(end, hint_of(self.table.heading(Field.END)), single=True)
        if not ends:
            return error("import_bad_end", Field.END, value=as_text(end))
        last = ends[-1].end or ends[-1].start
        return (Span(starts[0].start, last),)

    # ------------------------------------------------------------ what

    def build(
        self,
        row: int,
        cells: Sequence[Value],
        who: Identity,
        rhythm: Rhythm,
        dates: DateRange,
    ) -> StagePeriod:
        """One stage period from what was read; the flexibility columns as they stand."""
        return StagePeriod(
            id=as_text(self.cell(cells, Field.ID)) if Field.ID in self._columns else "",
            institution=who.institution,
            programme=who.programme.crebo,
            year=who.year,
            group=who.group,
            students=who.students,
            form=rhythm.form,
            start=dates.start,
            end=dates.end,
            days_per_week=rhythm.days_per_week,
            weekdays=rhythm.weekdays,
            hours_per_day=rhythm.hours_per_day,
            earliest_start=self.day(cells, Field.EARLIEST),
            latest_end=self.day(cells, Field.LATEST),
            source=Source(file=self.file, sheet=self.sheet, row=row + 1),
            **self.details(cells, who.programme),
        )

    def details(self, cells: Sequence[Value], programme: Programme) -> dict[str, Any]:
        """The fields that many rows share: names, places, limits; read once per combination."""
        key = (programme.crebo, programme.name, self.shared(cells))
        found = self._known_details.get(key)
        if found is None:
            found = self._known_details[key] = self._read_details(cells, programme)
        return found

    def _read_details(self, cells: Sequence[Value], programme: Programme) -> dict[str, Any]:
        get = self.cell
        split = get(cells, Field.SPLIT)
        level = parse_level(get(cells, Field.LEVEL))
        name = as_text(get(cells, Field.PROGRAMME_NAME)) if self._is_ours else programme.name
        return {
            "programme_name": name,
            "niveau": level or (None if self._is_ours else programme.niveau),
            "brin": as_text(get(cells, Field.BRIN)) or None,
            "location": as_text(get(cells, Field.LOCATION)),
            "leerweg": as_text(get(cells, Field.LEERWEG)).upper() or "BOL",
            "allowed_forms": parse_forms(get(cells, Field.ALLOWED_FORMS)),
            "splittable": None if is_blank(split) else parse_yes_no(split),
            "fixed": self.is_fixed(cells),
            "region": as_text(get(cells, Field.REGION)).casefold() or None,
        }

    def day(self, cells: Sequence[Value], wanted: Field) -> date | None:
        """The day of a limit: the earliest start or the latest end."""
        column = self._columns.get(wanted)
        if column is None:
            return None
        value = cells[column] if column < len(cells) else None
        if type(value) is date or value is None or value == "":
            return value or None  # type: ignore[return-value]
        value = self.cell(cells, wanted)
        if isinstance(value, date) or is_blank(value):
            return as_date(value)
        spans = parse_spans(value, single=True)
        if not spans or spans[0].start is None:
            return None
        time = self.settings.time_of(self.settings.institution or "", "", "")
        found = resolve_span(Span(spans[0].start, spans[0].start), time)
        if found.value is None:
            return None
        return found.value.start if wanted is Field.EARLIEST else found.value.end

    def is_fixed(self, cells: Sequence[Value]) -> bool:
        """Tell whether the institution says this period cannot move."""
        if Field.FIXED in self._columns:
            return parse_yes_no(self.cell(cells, Field.FIXED)) is True
        return fixed_by_remark(self.cell(cells, Field.REMARK))

    def remarks(self, cells: Sequence[Value]) -> tuple[Note, ...]:
        """What is told about a row that was used."""
        if not self.remarked.columns:
            return ()
        key = self.remarked(cells)
        found = self._known_remarks.get(key)
        if found is None:
            found = self._known_remarks[key] = self._read_remarks(cells)
        return found

    def _read_remarks(self, cells: Sequence[Value]) -> tuple[Note, ...]:
        if Field.FIXED not in self._columns and fixed_by_remark(self.cell(cells, Field.REMARK)):
            shown = as_text(self.cell(cells, Field.REMARK))
            return (info("import_fixed_by_remark", Field.REMARK, value=shown),)
        notes = []
        forms = (
            self.cell(cells, Field.ALLOWED_FORMS) if Field.ALLOWED_FORMS in self._columns else None
        )
        if strange := strange_forms(forms):
            notes.append(warning("import_bad_forms", Field.ALLOWED_FORMS, value=strange))
        for wanted in (Field.EARLIEST, Field.LATEST):
            value = self.cell(cells, wanted) if wanted in self._columns else None
            if not is_blank(value) and not is_unknown(value) and self.day(cells, wanted) is None:
                notes.append(warning("import_bad_limit", wanted, value=as_text(value)))
        return tuple(notes)


def limits_inside(periods: Sequence[StagePeriod]) -> tuple[Note, ...]:
    """Limits that the wish itself does not keep; the planner stretches them to the wish."""
    notes: list[Note] = []
    for period in periods:
        if period.earliest_start is None and period.latest_end is None:
            continue
        span = {"start": period.start, "end": period.end}
        if period.earliest_start is not None and period.earliest_start > period.start:
            limit = period.earliest_start
            notes.append(warning("import_limit_inside", Field.EARLIEST, limit=limit, **span))
        if period.latest_end is not None and period.latest_end < period.end:
            limit = period.latest_end
            notes.append(warning("import_limit_inside", Field.LATEST, limit=limit, **span))
    return tuple(notes)


_NO_SECTION: Section = Section()

#: The cells of a rhythm, in the order of :class:`~stageplanner.sheets.rhythm.RhythmCells`.
_RHYTHM = (
    Field.FORM, Field.DAYS, Field.WEEKDAYS, Field.HOURS_PER_DAY, Field.HOURS_PER_WEEK,
)  # fmt: skip

#: Beside the columns of its own, what a period's dates and days depend on.
_TIMING = frozenset({*WEEKDAY_FIELDS, Field.SCHOOL_YEAR, Field.REGION, Field.REMARK})

#: Fields that tell whose group it is.
_WHO = (
    Field.INSTITUTION, Field.PROGRAMME, Field.PROGRAMME_NAME, Field.LEVEL, Field.YEAR,
)  # fmt: skip

#: Fields about which something may be told beside what is read of them.
_REMARKABLE = (Field.REMARK, Field.EARLIEST, Field.LATEST, Field.ALLOWED_FORMS)

#: Notes that hang on the name of the group, which differs from row to row.
_BY_GROUP = frozenset({"import_programme_by_group", "import_no_programme"})

#: Fields with few different values: read together, once per combination.
_SHARED = (
    Field.PROGRAMME_NAME, Field.LEVEL, Field.BRIN, Field.LOCATION, Field.LEERWEG,
    Field.ALLOWED_FORMS, Field.SPLIT, Field.FIXED, Field.REGION,
    Field.REMARK,
)  # fmt: skip

#: Where to point when a field has no column of its own.
_NEIGHBOURS: Mapping[Field, tuple[Field, ...]] = {
    Field.START: (Field.SPAN,),
    Field.END: (Field.SPAN, Field.WEEK_COUNT, Field.START),
    Field.SPAN: (Field.START,),
    Field.DAYS: (Field.WEEKDAYS, Field.HOURS_PER_WEEK, Field.FORM),
    Field.WEEKDAYS: (Field.DAYS,),
    Field.HOURS_PER_WEEK: (Field.DAYS,),
    Field.PROGRAMME: (Field.PROGRAMME_NAME,),
    Field.PROGRAMME_NAME: (Field.PROGRAMME,),
    Field.WEEK_COUNT: (Field.SPAN, Field.END),
}


def fixed_by_remark(value: Value) -> bool:
    """Tell whether a remark says the period is fixed: "vast", "staat vast"."""
    text = as_text(value).casefold()
    if not text or re.search(r"niet vast|nog niet|vaste? dag|onder voorbehoud", text):
        return False
    return bool(
        re.search(r"\bvast(?:gelegd|gezet)?\b|\bfixed\b|niet (?:te )?(?:verplaats|verschui)", text)
    )


def period_groups(table: Table) -> tuple[Mapping[Field, int], ...]:
    """The columns of each period of a row: shared ones, and those of its own number.

    Columns are numbered by their headings ("Periode 2 van"), else by the order in which the
    same field comes back.
    """
    times = (Field.START, Field.END, Field.SPAN)
    by_field: dict[Field, list[tuple[int, int]]] = {}
    for use in table.columns:
        if use.field is not None:
            by_field.setdefault(use.field, []).append((use.index, use.column))
    count = max((len(by_field.get(f, ())) for f in times), default=0)
    if count <= 1:
        return ({f: found[0][1] for f, found in by_field.items()},)
    numbers = sorted({i for f in times for i, _ in by_field.get(f, ()) if i})
    groups: list[Mapping[Field, int]] = []
    for k in range(count):
        number = numbers[k] if k < len(numbers) and len(numbers) == count else None
        groups.append({f: c for f, found in by_field.items()
                       if (c := _of_group(found, k, number, count)) is not None})  # fmt: skip
    return tuple(groups)


def _of_group(
    found: Sequence[tuple[int, int]], k: int, number: int | None, count: int
) -> int | None:
    numbered = [column for index, column in found if index and index == number]
    if numbered:
        return numbered[0]
    plain = [column for index, column in found if not index]
    if number is not None and plain and len(found) > len(plain):
        return plain[0] if k == 0 else None
    if len(plain) == 1:
        return plain[0]
    return plain[k] if k < len(plain) else None


def join_ranges(ranges: Sequence[DateRange], time: SchoolTime) -> tuple[DateRange, ...]:
    """Join stretches between which no lesweek lies: P1+P2 is one stage period."""
    joined: list[DateRange] = []
    for each in sorted(ranges):
        if joined:
            last = joined[-1]
            between = [m for m in time.lesweken if last.end < m < each.start]
            near = (each.start - last.end).days <= 3 or (time.known and not between)
            if near and (each.start - last.end).days <= 24:
                joined[-1] = DateRange(start=last.start, end=max(last.end, each.end))
                continue
        joined.append(each)
    return tuple(joined)
