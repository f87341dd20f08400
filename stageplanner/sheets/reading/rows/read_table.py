"""Read one table with the reader of its kind, and account for each of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.stage_period import Source
from stageplanner.problems import Severity
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.cell_fates import CellFate
from stageplanner.sheets.reading.notes import Note, Parsed, error, info, warning
from stageplanner.sheets.reading.pause_gc import pause_garbage_collector
from stageplanner.sheets.reading.result import Kind, Outcome, ReadTable
from stageplanner.sheets.reading.rows.cell_ranges import has_values, seen_range
from stageplanner.sheets.reading.rows.companies import CapacityReader, merge_leerbedrijven
from stageplanner.sheets.reading.rows.fast_companies import PlainOffers, plain_offers
from stageplanner.sheets.reading.rows.holidays import HolidayReader
from stageplanner.sheets.reading.rows.period_rows import read_period_rows
from stageplanner.sheets.reading.rows.periods import PeriodReader
from stageplanner.sheets.reading.rows.planned_rows import PlanReader
from stageplanner.sheets.reading.rows.sums import sums_of_locations
from stageplanner.sheets.reading.rows.table_job import PlacedTable, Result, TableJob, TableWork
from stageplanner.sheets.reading.tables.assumed_columns import (
    assumption_notes,
    period_number_notes,
)
from stageplanner.sheets.reading.tables.column_fields import column_guesses
from stageplanner.sheets.reading.tables.date_order import in_date_order
from stageplanner.sheets.reading.tables.holiday_evidence import has_holiday_heading
from stageplanner.sheets.reading.tables.row_kinds import RowClassifier
from stageplanner.sheets.reading.tables.table import Table, titles_over_columns
from stageplanner.sheets.reading.tables.table_context import blank_institution, read_table_context
from stageplanner.sheets.reading.tables.table_settings import TableSettings, year_in_cell
from stageplanner.sheets.reading.workbook.grid import Sheet, View, as_text, is_blank


def read_table(job: TableJob, sheet: Sheet, table: Table, result: Result) -> None:
    """Read one table into the result."""
    result.collector.view = sheet.view
    context = read_table_context(job.book, sheet, table, job.path, job.context)
    table = replace(table, shared=context.shared)
    result.placed.append(PlacedTable(sheet, table, context))
    result.tables.append(
        ReadTable(
            sheet=sheet.name,
            kind=table.kind,
            header_row=sheet.view.record(table.header)[0] if table.has_header else 0,
            signature=table.signature,
            institution=context.settings.institution,
            columns=column_guesses(sheet, table),
            remembered=table.remembered,
        )
    )
    _account_for_head(sheet, table, result)
    missing = _missing_column(table)
    if missing is not None:
        result.collector.note(missing, sheet.name, table.note_row, None)
    for note, column in (*assumption_notes(table), *period_number_notes(sheet, table)):
        result.collector.note(note, sheet.name, table.note_row, column)
    for note in (*context.notes, *_unused_columns(sheet, table)):
        result.collector.note(note, sheet.name, None, None)
    sheet, dated = in_date_order(sheet, table, _school_years(sheet, table, context.settings))
    for note, row, column in dated:
        result.collector.note(note, sheet.name, row, column)
    work = TableWork(job=job, sheet=sheet, table=table, context=context, result=result)
    before = len(result.periods), len(result.leerbedrijven)
    with pause_garbage_collector(table.bottom - table.header):
        _READERS[table.kind](work)
    for note in _name_notes(context.settings):
        result.collector.note(note, sheet.name, None, None)
    if sheet.view.turned_at is not None:
        _restore_source_rows(sheet.view, result, *before)
    result.collector.view = View()


def _school_years(sheet: Sheet, table: Table, settings: TableSettings) -> tuple[int, ...]:
    """Return the school years of the dates of a table; holidays may have several, in titles."""
    if table.kind is not Kind.HOLIDAYS:
        return (settings.school_year,)
    rows = sheet.rows[max(table.top - 1, 0) : table.bottom]
    texts = {value for row in rows for value in row if isinstance(value, str)}
    named = {year for text in texts if (year := year_in_cell(text)) is not None}
    return (settings.school_year, *sorted(named - {settings.school_year}))


def _name_notes(settings: TableSettings) -> Iterator[Note]:
    """Yield warnings of names that were read as a known institution, or kept apart from it."""
    for given, used in sorted(settings.renamed.items()):
        yield warning("import_known_institution", None, value=given, used=used)
    for (given, code), (other, used) in sorted(settings.apart.items()):
        values = {"value": given, "code": code, "other": other, "used": used}
        yield warning("import_other_brin", None, **values)


def _restore_source_rows(view: View, result: Result, periods: int, leerbedrijven: int) -> None:
    """Set the sources of a transposed table to the row at which it begins."""

    def seated(source: Source | None) -> Source | None:
        return None if source is None else replace(source, row=view.record(source.row - 1)[0])

    for k in range(periods, len(result.periods)):
        period = result.periods[k]
        result.periods[k] = replace(period, source=seated(period.source))
    for k in range(leerbedrijven, len(result.leerbedrijven)):
        company = result.leerbedrijven[k]
        result.leerbedrijven[k] = replace(company, source=seated(company.source))


def _account_for_head(sheet: Sheet, table: Table, result: Result) -> None:
    """Record the titles above the first table of a sheet, and the rows of the header."""
    first = not any(row.sheet == sheet.name for row in result.collector.rows)
    turned = sheet.view.turned_at is not None
    for row in range(0 if first else table.top, table.top if turned else table.header + 1):
        if any(not is_blank(v) for v in sheet.rows[row]):
            result.collector.outcome(sheet.name, row, Outcome.TITLE)


def _unused_columns(sheet: Sheet, table: Table) -> tuple[Note, ...]:
    """Return a note on columns with values that were not used, so that no loss is silent."""
    below = range(table.header + 1, table.bottom)
    unused = [
        use for use in table.columns if use.field is None and has_values(sheet, below, use.column)
    ]
    if not unused:
        return ()
    columns = [f"{sheet.view.column_name(use.column)} ({use.heading[:40]})" for use in unused]
    cells = [
        seen_range(
            (table.top, use.column, table.bottom - 1, use.column), CellFate.NOT_USED, sheet.view
        ).name
        for use in unused
    ]
    return (info("import_unused_columns", None, columns=columns, cells=cells),)


def _missing_column(table: Table) -> Note | None:
    """Return an error for a missing column without which no row can be used."""
    if table.kind not in (Kind.PERIODS, Kind.PLAN, Kind.ANSWER):
        return None
    fields = {use.field for use in table.columns}
    has_students = Field.STUDENTS in fields | table.shared.keys() or table.codes
    if not has_students and not table.holds_students:
        return error("import_no_students_column", None)
    if not table.times and not (fields | table.shared.keys()) & {Field.START, Field.SPAN}:
        return error("import_no_start_column", None)
    return None


def _read_capacity(work: TableWork) -> None:
    plan_codes = frozenset(row.period.programme for row in work.result.planned)
    reader = CapacityReader(
        work.table, work.context.settings, work.file, work.sheet.name, plan_codes=plan_codes
    )
    companies: list[Leerbedrijf] = []
    classifier = RowClassifier(work.sheet, work.table)
    first = work.table.header + 1
    plain = plain_offers(work.sheet, work.table, reader, classifier)
    flags = plain.is_plain if plain is not None else [False] * (work.table.bottom - first)
    used: list[int] = []
    for number, is_plain in enumerate(work.until_cancelled(flags), first):
        if is_plain:
            used.append(number)
            continue
        if plain is not None:
            companies += _take_used(work, plain, used)
            used = []
        row = classifier.classify(number)
        if row is None:
            continue
        if row.skipped is not None:
            work.skip(row)
            continue
        companies += work.take(row, reader.read(row.row, row.cells), reader)
    if plain is not None:
        companies += _take_used(work, plain, used)
    merged, notes = merge_leerbedrijven(companies)
    work.result.leerbedrijven += merged
    collector = work.result.collector
    found = sums_of_locations(merged)
    sums = [
        (c, warning("import_sum_of_places", Field.PLACES, name=c.name, count=n)) for c, n in found
    ]
    for about, note in (*notes, *sums):
        number = about.source.row - 1 if about.source else 0
        collector.note(note, work.sheet.name, number, reader.column_of(note.at))
        if note.severity is Severity.ERROR:
            collector.mark_refused(work.sheet.name, number, note.code)


def _take_used(work: TableWork, plain: PlainOffers, used: list[int]) -> Sequence[Leerbedrijf]:
    """Return the leerbedrijven of adjacent plain rows, and record these as used."""
    if not used:
        return ()
    work.result.collector.used(work.sheet.name, used)
    return plain.of(used[0], used[-1])


def _read_holidays(work: TableWork) -> None:
    headings = [use.heading for use in work.table.columns]
    # Columns that a person pointed out need no evidence.
    is_headed = work.table.remembered or has_holiday_heading(work.sheet, work.table.top, headings)
    titles = titles_over_columns(work.sheet, work.table)
    reader = HolidayReader(work.table, work.context.settings, is_headed=is_headed, titles=titles)
    _ask_institution(work)
    for row in work.rows():
        if row.skipped is not None and not reader.is_named_stretch(row.cells):
            text = " ".join(as_text(value) for value in row.cells if not is_blank(value))
            reader.school_year = text if year_in_cell(text) is not None else reader.school_year
            work.skip(row)
            continue
        reading = reader.read(row.cells)
        if any(holiday in work.result.holidays for holiday in reading.value):
            reading = Parsed((), (*reading.notes, error("import_duplicate_holiday", None)))
        work.result.holidays += work.take(row, reading, reader)


def _ask_institution(work: TableWork) -> None:
    """Ask whose rows these are, at the cell that a file leaves blank for the institution.

    A later question of the same kind says nothing new: the collector keeps the first.
    """
    fields = {use.field for use in work.table.columns}
    settings = work.context.settings
    if settings.institution is not None or fields & {Field.INSTITUTION, Field.REGION}:
        return
    for number, row in enumerate(work.sheet.rows[: max(work.table.top, 0)]):
        for column in blank_institution(row):
            note = error("import_whose_rows", None)
            work.result.collector.note(note, work.sheet.name, number, column + 1)


def _read_plan(work: TableWork) -> None:
    periods = PeriodReader(work.table, work.context.settings, work.file, work.sheet.name)
    reader = PlanReader(periods)
    for row in work.rows():
        if row.skipped is not None:
            work.skip(row)
            continue
        if work.table.kind is Kind.ANSWER:
            answered = reader.read_answer(row.row, row.cells)
            remarks = periods.remarks(row.cells) if answered.value else ()
            work.result.answers += work.take(row, answered, periods, *remarks)
            continue
        read = reader.read(row.row, row.cells)
        remarks = periods.remarks(row.cells) if read.value else ()
        planned = work.take(row, read, periods, *remarks)
        work.result.planned += planned
        work.result.periods += [row_plan.period for row_plan in planned]


_READERS: dict[Kind, Callable[[TableWork], None]] = {
    Kind.PERIODS: read_period_rows,
    Kind.CAPACITY: _read_capacity,
    Kind.HOLIDAYS: _read_holidays,
    Kind.PLAN: _read_plan,
    Kind.ANSWER: _read_plan,
}
