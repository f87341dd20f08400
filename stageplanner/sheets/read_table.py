"""Read one table: hand its rows to the reader of its kind and account for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from stageplanner.domain.calendar import Holiday
from stageplanner.domain.capacity import Leerbedrijf
from stageplanner.domain.form import Form
from stageplanner.domain.period import Source, StagePeriod
from stageplanner.problems import Severity
from stageplanner.sheets.bulk import plain_rows
from stageplanner.sheets.bulk_capacity import PlainOffers, plain_offers
from stageplanner.sheets.collect import Collector
from stageplanner.sheets.column_uses import column_guesses
from stageplanner.sheets.columns import Field
from stageplanner.sheets.grid import Book, Sheet, View, is_blank
from stageplanner.sheets.notes import Found, Note, error, info, warning
from stageplanner.sheets.packing import no_collecting
from stageplanner.sheets.read_capacity import CapacityReader, merge_leerbedrijven
from stageplanner.sheets.read_holidays import HolidayReader
from stageplanner.sheets.read_matrix import MatrixReader, matrix_reader
from stageplanner.sheets.read_per_programme import per_programme, read_programmes
from stageplanner.sheets.read_periods import PeriodReader, limits_inside
from stageplanner.sheets.read_plan import PlanReader
from stageplanner.sheets.reading import (
    Kind,
    Outcome,
    PlannedPeriod,
    ReadAnswer,
    ReadContext,
    ReadTable,
)
from stageplanner.sheets.rows import RowTeller, TableRow, read_section, table_rows
from stageplanner.sheets.sniff import refuse
from stageplanner.sheets.survey import Survey, survey
from stageplanner.sheets.table import Table

T = TypeVar("T")

#: Remarks that say a cell was read as something other than what it shows.
_CORRECTIONS = frozenset(
    {"import_estimate", "import_number_in_text", "import_programme_by_name", "import_dossier"}
)


#: When and how a group is on placement, as far as two rows can be the same.
Stay = tuple[date, date, int, Form, int, tuple[int, ...] | None]
#: The sheet of a row, and its number there.
RowName = tuple[str, int | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableJob:
    """What every table of a file has in common."""

    book: Book
    path: Path
    context: ReadContext
    cancelled: Callable[[], bool]


@dataclass(slots=True, kw_only=True)
class Result:
    """What has been read of a file so far.

    ``firsts`` holds the first stage period of every group, and where it stands; ``stays``
    all of the groups that have several.
    """

    collector: Collector
    periods: list[StagePeriod] = field(default_factory=list)
    leerbedrijven: list[Leerbedrijf] = field(default_factory=list)
    holidays: list[Holiday] = field(default_factory=list)
    planned: list[PlannedPeriod] = field(default_factory=list)
    answers: list[ReadAnswer] = field(default_factory=list)
    tables: list[ReadTable] = field(default_factory=list)
    firsts: dict[object, tuple[StagePeriod, Sheet, int]] = field(default_factory=dict)
    stays: dict[object, dict[Stay, RowName]] = field(default_factory=dict)

    @classmethod
    def of(cls, file: str) -> Result:
        """Nothing read yet."""
        return cls(collector=Collector(file))


class _Columns(Protocol):
    def column_of(self, wanted: Field | None) -> int | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """One table with everything its reader needs."""

    job: TableJob
    sheet: Sheet
    table: Table
    around: Survey
    result: Result

    @property
    def file(self) -> str:
        return self.job.path.name

    def rows(self) -> list[TableRow]:
        """The rows of the table, told apart; stops where the user cancels."""
        return list(self.watched(table_rows(self.sheet, self.table)))

    def watched(self, rows: Iterable[T]) -> Iterator[T]:
        """The same rows; stops where the user cancels."""
        for k, row in enumerate(rows):
            if k % 2000 == 0 and self.job.cancelled():
                raise refuse("import_cancelled", self.file)
            yield row

    def skip(self, row: TableRow) -> None:
        """Account for a title, total or note."""
        self.result.collector.outcome(self.sheet.name, row.row, row.skipped or Outcome.NOTE)

    def take(
        self, row: TableRow, found: Found[tuple[T, ...]], reader: _Columns, *extra: Note
    ) -> tuple[T, ...]:
        """Account for a row of data: its notes, its faulty cells, its outcome."""
        notes = [*found.notes, *extra, *self._faults(row)]
        if row.row in self.sheet.hidden_rows:
            notes.append(info("import_hidden_row", None))
        collector = self.result.collector
        if not notes and found.value:
            collector.used(self.sheet.name, (row.row,))
            return found.value
        for note in notes:
            column = reader.column_of(note.at) if note.column is None else note.column
            collector.note(note, self.sheet.name, row.row, column)
        if not found.value:
            outcome = Outcome.REFUSED
        elif any(n.severity is Severity.WARNING or n.code in _CORRECTIONS for n in notes):
            outcome = Outcome.CORRECTED
        else:
            outcome = Outcome.USED
        collector.outcome(self.sheet.name, row.row, outcome, notes)
        return found.value

    def _faults(self, row: TableRow) -> list[Note]:
        """Formulas without a calculated value and error cells in this row."""
        notes = []
        for column, fault in self.sheet.faults_of(row.row):
            cell = self.sheet.view.cell_name(row.row, column)
            code = "import_formula_empty" if fault == "formula" else "import_cell_error"
            notes.append(warning(code, None, cell=cell, value=fault))
        return notes


def read_table(job: TableJob, sheet: Sheet, table: Table, result: Result) -> None:
    """Read one table into the result."""
    result.collector.view = sheet.view
    around = survey(job.book, sheet, table, job.path, job.context)
    table = replace(table, shared=around.shared)
    result.tables.append(
        ReadTable(
            sheet=sheet.name,
            kind=table.kind,
            header_row=sheet.view.record(table.header)[0],
            signature=table.signature,
            institution=around.settings.institution,
            columns=column_guesses(sheet, table),
            remembered=table.remembered,
        )
    )
    _account_for_head(sheet, table, result)
    missing = _missing_column(table)
    if missing is not None:
        result.collector.note(missing, sheet.name, table.header, None)
    for note in (*around.notes, *_unused_columns(sheet, table)):
        result.collector.note(note, sheet.name, None, None)
    work = _Work(job=job, sheet=sheet, table=table, around=around, result=result)
    before = len(result.periods), len(result.leerbedrijven)
    with no_collecting(table.bottom - table.header):
        _READERS[table.kind](work)
    if sheet.view.turned_at is not None:
        _seat(sheet.view, result, *before)
    result.collector.view = View()


def _seat(view: View, result: Result, periods: int, leerbedrijven: int) -> None:
    """Lead what was read of a table on its side back to the row at which it begins."""

    def seated(source: Source | None) -> Source | None:
        return None if source is None else replace(source, row=view.record(source.row - 1)[0])

    for k in range(periods, len(result.periods)):
        period = result.periods[k]
        result.periods[k] = replace(period, source=seated(period.source))
    for k in range(leerbedrijven, len(result.leerbedrijven)):
        company = result.leerbedrijven[k]
        result.leerbedrijven[k] = replace(company, source=seated(company.source))


def _account_for_head(sheet: Sheet, table: Table, result: Result) -> None:
    """Titles above the first table of a sheet, and the rows of the header."""
    first = not any(row.sheet == sheet.name for row in result.collector.rows)
    turned = sheet.view.turned_at is not None
    for row in range(0 if first else table.top, table.top if turned else table.header + 1):
        if any(not is_blank(v) for v in sheet.rows[row]):
            result.collector.outcome(sheet.name, row, Outcome.TITLE)


def _unused_columns(sheet: Sheet, table: Table) -> tuple[Note, ...]:
    """Columns with values that nothing was made of: told, so that nothing is lost in silence."""
    rows = range(table.header + 1, min(table.bottom, table.header + 200))
    unused = [
        f"{sheet.view.column_name(use.column)} ({use.heading[:40]})"
        for use in table.columns
        if use.field is None and any(not is_blank(sheet.cell(row, use.column)) for row in rows)
    ]
    return (info("import_unused_columns", None, columns=unused),) if unused else ()


def _missing_column(table: Table) -> Note | None:
    """A column without which no row can be used: told once, at the header."""
    if table.kind not in (Kind.PERIODS, Kind.PLAN, Kind.ANSWER):
        return None
    fields = {use.field for use in table.columns}
    if Field.STUDENTS not in fields | table.shared.keys() and not table.codes:
        return error("import_no_students_column", None)
    if not table.times and not fields & {Field.START, Field.SPAN}:
        return error("import_no_start_column", None)
    return None


# ---------------------------------------------------------------- one kind of table each


def _read_periods(work: _Work) -> None:
    reader = PeriodReader(work.table, work.around.settings, work.file, work.sheet.name)
    if work.table.times:
        rows = work.rows()
        made = matrix_reader(work.sheet, reader, rows)
        for note in made.notes:
            work.result.collector.note(note, work.sheet.name, work.table.header, None)
        if made.value is None:
            for row in rows:
                outcome = row.skipped or Outcome.REFUSED
                work.result.collector.outcome(work.sheet.name, row.row, outcome, made.notes)
            return
        for row in rows:
            _read_row(work, reader, row, made.value)
        return
    if work.table.codes:
        _read_per_programme(work)
        return
    teller = RowTeller(work.sheet, work.table)
    start = _read_plain_rows(work, reader, teller)
    for row in work.watched(teller.rows(start)):
        _read_row(work, reader, row)


def _read_plain_rows(work: _Work, reader: PeriodReader, teller: RowTeller) -> int:
    """Read a long list the quick way, up to a title between its rows; tell where to go on."""
    plain = plain_rows(work.sheet, work.table, reader, teller)
    first = work.table.header + 1
    if plain is None:
        return first
    sheet, collector = work.sheet.name, work.result.collector
    used: list[int] = []
    for k, is_plain in enumerate(work.watched(plain.is_plain)):
        number = first + k
        if is_plain:
            periods = plain.of(k)
            notes = _judge(work, periods, number)
            if not notes:
                work.result.periods += periods
                used.append(number)
                continue
            collector.used(sheet, used)
            used = []
            row = TableRow(number, work.sheet.rows[number])
            work.result.periods += work.take(row, _judged(Found(tuple(periods)), notes), reader)
            continue
        collector.used(sheet, used)
        used = []
        if k and plain.is_plain[k - 1]:
            teller.previous = work.sheet.rows[number - 1]
        told = teller.tell(number)
        if told is None:
            continue
        _read_row(work, reader, told)
        if told.skipped is Outcome.TITLE:
            return number + 1
    collector.used(sheet, used)
    return work.table.bottom


def _read_per_programme(work: _Work) -> None:
    """Read rows with a column of students for each programme: a group for every number."""
    table, settings = work.table, work.around.settings
    readers = per_programme(table, settings, work.file, work.sheet)
    reader = readers[0]
    for row in work.rows():
        if row.skipped is not None:
            if row.skipped is Outcome.TITLE:
                year = settings.school_year
                section = read_section(row.cells, settings.known, reader.section, year)
                for each in readers:
                    each.section = section
            work.skip(row)
            continue
        found = read_programmes(readers, row)
        found = _judged(found, _judge(work, found.value, row.row))
        work.result.periods += work.take(row, found, reader)


def _read_row(
    work: _Work, reader: PeriodReader, row: TableRow, matrix: MatrixReader | None = None
) -> None:
    """Read one row of a list or matrix; a title speaks of the rows below it."""
    if row.skipped is not None:
        if row.skipped is Outcome.TITLE:
            settings = work.around.settings
            year = settings.school_year
            reader.section = read_section(row.cells, settings.known, reader.section, year)
        work.skip(row)
        return
    found = matrix.read(row) if matrix is not None else reader.read(row.row, row.cells)
    found = _judged(found, _judge(work, found.value, row.row))
    extra: Sequence[Note] = (
        (*reader.remarks(row.cells), *limits_inside(found.value)) if found.value else ()
    )
    if row.continued:
        extra = (*extra, info("import_continued_row", None))
    elif row.filled and found.value:
        extra = (
            *extra,
            info("import_filled_down", None, columns=_letters(work.sheet.view, row.filled)),
        )
    work.result.periods += work.take(row, found, reader, *extra)


def _letters(view: View, columns: Sequence[int]) -> list[str]:
    return [view.column_name(column) for column in sorted(columns)]


def _judged(
    found: Found[tuple[StagePeriod, ...]], notes: Sequence[Note]
) -> Found[tuple[StagePeriod, ...]]:
    """What was read of a row beside the rows before it: nothing where it repeats one."""
    is_double = any(note.severity is Severity.ERROR for note in notes)
    return Found(() if is_double else found.value, (*found.notes, *notes)) if notes else found


def _judge(work: _Work, periods: Sequence[StagePeriod], row: int) -> list[Note]:
    """Tell of a row that repeats another, and of groups that overlap themselves."""
    notes: list[Note] = []
    sheet, result = work.sheet, work.result
    for period in periods:
        key = period.key
        first = result.firsts.setdefault(key, (period, sheet, row))
        if first[0] is period:
            continue
        if key not in result.stays:
            result.stays[key] = {_stay_of(first[0]): _named(first[1], first[2])}
        earlier, stay, here = result.stays[key], _stay_of(period), _named(sheet, row)
        if stay in earlier:
            where, number = earlier[stay]
            if period.group:
                return [*notes, error("import_duplicate", None, row=number, sheet=where)]
            notes.append(warning("import_looks_double", None, row=number, sheet=where))
        elif period.group:
            notes += _overlap(earlier, period, here)
        earlier[stay] = here
    return notes


def _named(sheet: Sheet, row: int) -> RowName:
    return sheet.name, sheet.view.record_name(row)


def _stay_of(period: StagePeriod) -> Stay:
    return (period.start, period.end, period.students, period.form, period.days_per_week,
            period.weekdays)  # fmt: skip


def _overlap(
    earlier: Mapping[Stay, RowName], period: StagePeriod, here: RowName
) -> tuple[Note, ...]:
    """The group is somewhere else in the same weeks, says an earlier row."""
    for (start, end, *_), (where, number) in earlier.items():
        if (where, number) != here and start <= period.end and period.start <= end:
            values = {"group": period.group, "row": number, "sheet": where}
            return (warning("import_overlap", Field.START, **values),)
    return ()


def _read_capacity(work: _Work) -> None:
    own_codes = frozenset(row.period.programme for row in work.result.planned)
    reader = CapacityReader(
        work.table, work.around.settings, work.file, work.sheet.name, own_codes=own_codes
    )
    read: list[Leerbedrijf] = []
    teller = RowTeller(work.sheet, work.table)
    first = work.table.header + 1
    plain = plain_offers(work.sheet, work.table, reader, teller)
    flags = plain.is_plain if plain is not None else [False] * (work.table.bottom - first)
    used: list[int] = []
    for number, is_plain in enumerate(work.watched(flags), first):
        if is_plain:
            used.append(number)
            continue
        if plain is not None:
            read += _take_used(work, plain, used)
            used = []
        row = teller.tell(number)
        if row is None:
            continue
        if row.skipped is not None:
            work.skip(row)
            continue
        read += work.take(row, reader.read(row.row, row.cells), reader)
    if plain is not None:
        read += _take_used(work, plain, used)
    merged, notes = merge_leerbedrijven(read)
    work.result.leerbedrijven += merged
    collector = work.result.collector
    for about, note in notes:
        number = about.source.row - 1 if about.source else 0
        collector.note(note, work.sheet.name, number, reader.column_of(note.at))
        if note.severity is Severity.ERROR:
            collector.refuse_row(work.sheet.name, number, note.code)


def _take_used(work: _Work, plain: PlainOffers, used: list[int]) -> Sequence[Leerbedrijf]:
    """The leerbedrijven of neighbouring plain rows, which are used as they stand."""
    if not used:
        return ()
    work.result.collector.used(work.sheet.name, used)
    return plain.of(used[0], used[-1])


def _read_holidays(work: _Work) -> None:
    reader = HolidayReader(work.table, work.around.settings, work.file, work.sheet.name)
    for row in work.rows():
        if row.skipped is not None:
            work.skip(row)
            continue
        found = reader.read(row.row, row.cells)
        if any(holiday in work.result.holidays for holiday in found.value):
            found = Found((), (*found.notes, error("import_duplicate_holiday", None)))
        work.result.holidays += work.take(row, found, reader)


def _read_plan(work: _Work) -> None:
    periods = PeriodReader(work.table, work.around.settings, work.file, work.sheet.name)
    reader = PlanReader(periods)
    for row in work.rows():
        if row.skipped is not None:
            work.skip(row)
            continue
        if work.table.kind is Kind.ANSWER:
            answered = reader.read_answer(row.row, row.cells)
            work.result.answers += work.take(row, answered, periods)
            continue
        planned = work.take(row, reader.read(row.row, row.cells), periods)
        work.result.planned += planned
        work.result.periods += [each.period for each in planned]


_READERS: dict[Kind, Callable[[_Work], None]] = {
    Kind.PERIODS: _read_periods,
    Kind.CAPACITY: _read_capacity,
    Kind.HOLIDAYS: _read_holidays,
    Kind.PLAN: _read_plan,
    Kind.ANSWER: _read_plan,
}
