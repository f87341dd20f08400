"""Turn the rows of a table into stage periods, one or several a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from stageplanner.domain.calendar import DateRange
from stageplanner.domain.programme import Programme
from stageplanner.domain.stage_period import Source, StagePeriod
from stageplanner.problems import Severity
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, Parsed, error, info, warning
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.rows.group_identity import GroupIdentityReader, Identity
from stageplanner.sheets.reading.rows.period_dates import PeriodDatesReader
from stageplanner.sheets.reading.rows.plausible import Stretch, period_notes, stretch_of
from stageplanner.sheets.reading.tables.table import Columns, Table
from stageplanner.sheets.reading.tables.table_settings import TableSettings
from stageplanner.sheets.reading.values.calendar_point import Span
from stageplanner.sheets.reading.values.change_words import change_words, is_code, may_change_row
from stageplanner.sheets.reading.values.choices import (
    leerweg_notes,
    parse_yes_no,
    read_leerweg,
    read_region,
    region_notes,
    yes_no_notes,
)
from stageplanner.sheets.reading.values.date_spans import read_plain
from stageplanner.sheets.reading.values.forms import parse_forms, strange_forms
from stageplanner.sheets.reading.values.numbers import is_unknown, parse_level
from stageplanner.sheets.reading.values.rhythm import Rhythm
from stageplanner.sheets.reading.values.school_year import resolve_span
from stageplanner.sheets.reading.workbook.grid import Value, as_date, as_text, is_blank

#: Fields that may lead to a note on a row that is used.
_REMARKABLE = (
    Field.REMARK, Field.EARLIEST, Field.LATEST, Field.ALLOWED_FORMS, Field.PROGRAMME_NAME,
    Field.SPLIT, Field.FIXED, Field.LEERWEG, Field.REGION,
)  # fmt: skip

#: Fields with few distinct values, read once per combination.
_SHARED = (
    Field.PROGRAMME_NAME, Field.LEVEL, Field.BRIN, Field.LOCATION, Field.LEERWEG,
    Field.ALLOWED_FORMS, Field.SPLIT, Field.FIXED, Field.REGION,
    Field.REMARK,
)  # fmt: skip

#: Columns to point at if a field has no column.
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


class PeriodReader:
    """Reads the rows of one table of stage periods; each distinct value is read once.

    ``shared`` picks the cells of fields that many rows share, ``remarked`` the cells that may lead
    to a note.
    """

    def __init__(self, table: Table, settings: TableSettings, file: str, sheet: str) -> None:
        self.table, self.settings, self.file, self.sheet = table, settings, file, sheet
        self.columns = columns = Columns(table)
        is_app_workbook = table.kind is Kind.PLAN and columns.has(Field.ID)
        self.identities = GroupIdentityReader(columns, settings, is_app_workbook=is_app_workbook)
        self.when = PeriodDatesReader(table, columns, settings)
        self.shared = columns.picked(_SHARED)
        self.remarked = columns.picked(_REMARKABLE)
        self._group = columns.of(Field.GROUP)
        self._details: dict[object, dict[str, Any]] = {}
        self._remarks: dict[object, tuple[Note, ...]] = {}
        self._unlikely: dict[object, tuple[Note, ...]] = {}

    @property
    def _is_ours(self) -> bool:
        """Whether StagePlanner wrote the table; then an empty cell means that nothing is known."""
        return self.table.kind in (Kind.PLAN, Kind.ANSWER)

    def column_of(self, wanted: Field | None) -> int | None:
        """Return the column that a note about a field points at, else that of a related field."""
        if wanted is None:
            return None
        for other in (wanted, *_NEIGHBOURS.get(wanted, ())):
            if self.columns.has(other):
                return self.columns.of(other)
        return None

    def read(self, row: int, cells: Sequence[Value]) -> Parsed[tuple[StagePeriod, ...]]:
        """Read the stage periods of a row; none if a note refuses it."""
        identity = self.identities.identity(cells)
        if len(self.when.groups) == 1:
            return self._read_single(row, cells, identity)
        notes = list(identity.notes)
        group_identity = identity.value
        periods: list[StagePeriod] = []
        given = 0
        for group in self.when.groups:
            if len(self.when.groups) > 1 and self.when.is_empty(cells, group):
                continue
            given += 1
            timed = self.when.timed(cells, group, self._institution_of(group_identity))
            notes += [n for n in timed.notes if n not in notes]
            if timed.value is not None and group_identity is not None:
                rhythm, ranges = timed.value
                periods += [self.build(row, cells, group_identity, rhythm, r) for r in ranges]
        if not given:
            notes.append(error("import_no_start", Field.START))
        if notes and any(n.severity is Severity.ERROR for n in notes):
            periods = []
        return Parsed(tuple(periods), tuple(notes))

    def _read_single(
        self, row: int, cells: Sequence[Value], identity: Parsed[Identity | None]
    ) -> Parsed[tuple[StagePeriod, ...]]:
        """Read the usual row: one group with one period of one or more stretches."""
        group_identity = identity.value
        timed = self.when.timed(cells, self.when.groups[0], self._institution_of(group_identity))
        notes = identity.notes
        if timed.notes:
            notes = (*notes, *timed.notes)
        if timed.value is None or group_identity is None:
            return Parsed((), notes)
        if notes and any(n.severity is Severity.ERROR for n in notes):
            return Parsed((), notes)
        rhythm, ranges = timed.value
        return Parsed(
            tuple([self.build(row, cells, group_identity, rhythm, r) for r in ranges]), notes
        )

    def _institution_of(self, group_identity: Identity | None) -> str:
        return (
            group_identity.institution
            if group_identity is not None
            else (self.settings.institution or "")
        )

    def build(
        self,
        row: int,
        cells: Sequence[Value],
        group_identity: Identity,
        rhythm: Rhythm,
        dates: DateRange,
    ) -> StagePeriod:
        """Build one stage period from what was read, with its limits as given."""
        return StagePeriod(
            id=as_text(self.columns.cell(cells, Field.ID)) if self.columns.has(Field.ID) else "",
            institution=group_identity.institution,
            programme=group_identity.programme.crebo,
            year=group_identity.year,
            group=group_identity.group,
            students=group_identity.students,
            form=rhythm.form,
            start=dates.start,
            end=dates.end,
            days_per_week=rhythm.days_per_week,
            weekdays=rhythm.weekdays,
            hours_per_day=rhythm.hours_per_day,
            earliest_start=self.day(cells, Field.EARLIEST),
            latest_end=self.day(cells, Field.LATEST),
            source=Source(file=self.file, sheet=self.sheet, row=row + 1),
            **self.details(cells, group_identity.programme),
        )

    def details(self, cells: Sequence[Value], programme: Programme) -> dict[str, Any]:
        """Read the fields that many rows share: names, places, limits; once per combination."""
        key = (programme.crebo, programme.name, self.shared(cells))
        details = self._details.get(key)
        if details is None:
            details = self._details[key] = self._read_details(cells, programme)
        return details

    def _read_details(self, cells: Sequence[Value], programme: Programme) -> dict[str, Any]:
        get = self.columns.cell
        split = get(cells, Field.SPLIT)
        level = parse_level(get(cells, Field.LEVEL))
        name = as_text(get(cells, Field.PROGRAMME_NAME)) if self._is_ours else programme.name
        return {
            "programme_name": name,
            "niveau": level or (None if self._is_ours else programme.niveau),
            "brin": as_text(get(cells, Field.BRIN)) or None,
            "location": as_text(get(cells, Field.LOCATION)),
            "leerweg": read_leerweg(get(cells, Field.LEERWEG)),
            "allowed_forms": parse_forms(get(cells, Field.ALLOWED_FORMS)),
            "splittable": None if is_blank(split) else parse_yes_no(split),
            "fixed": self.is_fixed(cells),
            "region": read_region(get(cells, Field.REGION)) or None,
        }

    def day(self, cells: Sequence[Value], wanted: Field) -> date | None:
        """Return the day of a limit: the earliest start or the latest end."""
        column = self.columns.of(wanted)
        if column is None:
            return None
        value = cells[column] if column < len(cells) else None
        if type(value) is date or value is None or value == "":
            return value or None  # type: ignore[return-value]
        value = self.columns.cell(cells, wanted)
        if isinstance(value, date) or is_blank(value):
            return as_date(value)
        spans = read_plain(value, single=True)
        if len(spans) != 1 or spans[0].start is None or spans[0].end is not None:
            return None
        time = self.settings.time_of(self.settings.institution or "", "", "")
        dates = resolve_span(Span(spans[0].start, spans[0].start), time)
        if dates.value is None:
            return None
        return dates.value.start if wanted is Field.EARLIEST else dates.value.end

    def is_fixed(self, cells: Sequence[Value]) -> bool:
        """Return whether the institution says that this period cannot move."""
        if self.columns.has(Field.FIXED):
            return parse_yes_no(self.columns.cell(cells, Field.FIXED)) is True
        return fixed_by_remark(self.columns.cell(cells, Field.REMARK))

    def remarks(self, cells: Sequence[Value]) -> tuple[Note, ...]:
        """Return the notes on a row that was used."""
        if not self.remarked.columns:
            return ()
        key = self.remarked(cells)
        notes = self._remarks.get(key)
        if notes is None:
            notes = self._remarks[key] = self._read_remarks(cells)
        return notes

    def plausibility(
        self, cells: Sequence[Value], periods: Sequence[StagePeriod]
    ) -> tuple[Note, ...]:
        """Return warnings for stage periods that are unlikely."""
        if not periods:
            return ()
        return self.unlikely(cells, [stretch_of(period) for period in periods])

    def unlikely(self, cells: Sequence[Value], stretches: Sequence[Stretch]) -> tuple[Note, ...]:
        """Return warnings for stretches of a row that are unlikely; equal ones are judged once."""
        year = as_text(self.columns.cell(cells, Field.SCHOOL_YEAR)) or self.when.school_year
        key = (year, *stretches)
        notes = self._unlikely.get(key)
        if notes is None:
            first = stretches[0]
            time = self.settings.time_of(first.institution, year, first.region)
            notes = period_notes(stretches, self.settings, time.school_year)
            self._unlikely[key] = notes
        return notes

    def _read_remarks(self, cells: Sequence[Value]) -> tuple[Note, ...]:
        get, has = self.columns.cell, self.columns.has
        remark = as_text(get(cells, Field.REMARK))
        if not has(Field.FIXED) and fixed_by_remark(remark):
            return (info("import_fixed_by_remark", Field.REMARK, value=remark),)
        notes: list[Note] = []
        if not self._is_ours:
            notes += _change_note(get(cells, Field.PROGRAMME_NAME), Field.PROGRAMME_NAME)
        if not self._is_ours and may_change_row(remark):
            notes.append(warning("import_remark_not_read", Field.REMARK, value=remark))
        forms = get(cells, Field.ALLOWED_FORMS) if has(Field.ALLOWED_FORMS) else None
        if strange := strange_forms(forms):
            notes.append(warning("import_bad_forms", Field.ALLOWED_FORMS, value=strange))
        for wanted in (Field.SPLIT, Field.FIXED):
            notes += yes_no_notes(get(cells, wanted), wanted) if has(wanted) else ()
        notes += leerweg_notes(get(cells, Field.LEERWEG))
        notes += region_notes(get(cells, Field.REGION))
        for wanted in (Field.EARLIEST, Field.LATEST):
            value = get(cells, wanted) if has(wanted) else None
            if not is_blank(value) and not is_unknown(value) and self.day(cells, wanted) is None:
                notes.append(warning("import_bad_limit", wanted, value=as_text(value)))
        return tuple(notes)

    def name_notes(self, cells: Sequence[Value]) -> tuple[Note, ...]:
        """Return a warning if the name of the group says something of its row: "A (vervallen)"."""
        if self._is_ours or self._group is None:
            return ()
        name = cells[self._group] if self._group < len(cells) else None
        if isinstance(name, str) and is_code(name):
            return ()
        return _change_note(self.columns.cell(cells, Field.GROUP), Field.GROUP)


def _change_note(name: Value, at: Field) -> tuple[Note, ...]:
    text = as_text(name)
    left = change_words(text) if text else ""
    return (warning("import_name_with_change", at, value=text, left=left),) if left else ()


def limits_inside(periods: Sequence[StagePeriod]) -> tuple[Note, ...]:
    """Return warnings for limits that the wish itself breaks; planning extends them to the wish."""
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


def fixed_by_remark(value: Value) -> bool:
    """Return whether a remark says that the period is fixed: "vast", "staat vast"."""
    text = as_text(value).casefold()
    if not text or re.search(r"niet vast|nog niet|vaste? dag|onder voorbehoud", text):
        return False
    return bool(
        re.search(r"\bvast(?:gelegd|gezet)?\b|\bfixed\b|niet (?:te )?(?:verplaats|verschui)", text)
    )
