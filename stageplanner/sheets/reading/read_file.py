"""Read a file of an institution: find its tables, read every row, account for all of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

from stageplanner.problems import column_number
from stageplanner.progress import NO_PROGRESS, Progress
from stageplanner.sheets.reading.account.cell_account import account_for_cells
from stageplanner.sheets.reading.app_workbook import data_tables, is_app_workbook, refuse_round
from stageplanner.sheets.reading.decided_dates import in_decided_order
from stageplanner.sheets.reading.notes import info, warning
from stageplanner.sheets.reading.personal_data import refuse_personal_data
from stageplanner.sheets.reading.result import Kind, Outcome, ReadContext, Reading
from stageplanner.sheets.reading.rows.read_table import read_table
from stageplanner.sheets.reading.rows.table_job import Result, TableJob
from stageplanner.sheets.reading.tables.defined_periods import defines_periods
from stageplanner.sheets.reading.tables.holiday_columns import names_holiday
from stageplanner.sheets.reading.tables.sheet_parts import parts_of
from stageplanner.sheets.reading.unread_sheets import (
    holds_data,
    no_header_refusal,
    no_header_values,
    unread_table,
)
from stageplanner.sheets.reading.workbook.calendar_file import load_calendar
from stageplanner.sheets.reading.workbook.file_type import Format, Sniffed, refusal, sniff
from stageplanner.sheets.reading.workbook.grid import Book, Sheet, is_blank
from stageplanner.sheets.reading.workbook.load import load_book, read_parts, with_extras
from stageplanner.sheets.reading.workbook.long_texts import without_long_texts
from stageplanner.sheets.reading.workbook.reader_process import WORKER
from stageplanner.sheets.reading.workbook.xlsx_extras import Extras

#: File size in bytes from which two processes share the work.
_LARGE = 1_000_000


def read_file(
    path: Path,
    context: ReadContext | None = None,
    *,
    progress: Progress = NO_PROGRESS,
) -> Reading:
    """Read a file of stage periods, leerbedrijven, holidays, a plan or an answer.

    Parameters
    ----------
    path
        .xlsx, .xlsm, .xlsb, .xls, .ods, .csv, .tsv or .txt, or the holidays of an .ics; the
        contents decide, not the name.
    context
        What is known of the region: institutions, holidays, remembered mappings.
    progress
        Gets the fraction that is read; once it is cancelled, ``import_cancelled`` is raised.

    Raises
    ------
    StagePlannerError
        The file as a whole cannot be used: missing, of another type, empty, locked, damaged,
        too large, without a header, or with personal data. Nothing of it is kept.
    """
    path = Path(path)
    context = context or ReadContext()
    progress.report(0.0)
    sniffed = sniff(path)
    digest = _sha256(path)
    book = _load(path, sniffed, progress)
    context = _with_sheets(context, book)
    book = in_decided_order(_corrected(book, context), context.date_orders)
    progress.report(0.5)
    refuse_round(book, path.name)
    refuse_personal_data(book, path.name)
    result = Result.of(path.name)
    for code, values in book.notes:
        result.collector.note(info(code, None, **values), None, None, None)
    _read_sheets(TableJob(book=book, path=path, context=context, progress=progress), result)
    _report_corrections(book, context, result)
    fates = account_for_cells(book, result, is_ours=is_app_workbook(book.sheets))
    progress.report(1.0)
    return replace(_reading(path, digest, result), fates=fates)


def load_plain(path: Path, progress: Progress = NO_PROGRESS) -> Book:
    """Load the values of a file without interpreting them.

    Raises
    ------
    StagePlannerError
        The file cannot be used: see :func:`read_file`.
    """
    book = _load(path, sniff(path), progress)
    refuse_personal_data(book, path.name)
    return book


def _load(path: Path, sniffed: Sniffed, progress: Progress) -> Book:
    """Load text in this process, and a workbook or web page in the reader process.

    The parser of web pages takes the square of the size of one with tags that never end.

    The extras of a small archive are read first, those of a large one while its values are read.
    """
    if sniffed.format is Format.CALENDAR:
        return without_long_texts(load_calendar(path, names_holiday))
    if sniffed.format is Format.TEXT:
        return load_book(path, sniffed)
    extras: dict[str, Extras] = {}

    def look_at_parts() -> None:
        extras.update(read_parts(path, sniffed.format))

    meanwhile = None
    if path.stat().st_size < _LARGE:
        look_at_parts()
    else:
        meanwhile = look_at_parts
    book = WORKER.load(path, sniffed, meanwhile=meanwhile, progress=progress)
    return with_extras(book, extras)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _with_sheets(context: ReadContext, book: Book) -> ReadContext:
    """Assign corrections that name no sheet to the first visible one."""
    if all(correction.sheet for correction in context.corrections) or not book.sheets:
        return context
    first = next((sheet for sheet in book.sheets if not sheet.hidden), book.sheets[0]).name
    named = tuple(
        replace(correction, sheet=correction.sheet or first) for correction in context.corrections
    )
    return replace(context, corrections=named)


def _corrected(book: Book, context: ReadContext) -> Book:
    """Return the book with the corrected cells in place."""
    if not context.corrections:
        return book
    sheets = []
    for sheet in book.sheets:
        rows = list(sheet.rows)
        faults = dict(sheet.faults)
        for correction in (c for c in context.corrections if c.sheet == sheet.name):
            row, column = correction.row - 1, column_number(correction.column)
            if 0 <= row < len(rows):
                cells = list(rows[row])
                cells += [None] * (column + 1 - len(cells))
                cells[column] = correction.value
                rows[row] = cells
                faults.pop((row, column), None)
        sheets.append(replace(sheet, rows=rows, faults=faults, coded=()))
    return replace(book, sheets=tuple(sheets))


def _report_corrections(book: Book, context: ReadContext, result: Result) -> None:
    """Report which cells a person corrected, and which corrections match no cell."""
    height = {sheet.name: len(sheet.rows) for sheet in book.sheets}
    for correction in context.corrections:
        row, column = correction.row - 1, column_number(correction.column)
        if 0 <= row < height.get(correction.sheet, 0):
            note = info("import_put_right", None, value=correction.value)
            result.collector.report_correction(note, correction.sheet, row, column)
        else:
            note = warning("import_nothing_to_put_right", None, value=correction.value)
            result.collector.note(note, correction.sheet, row, column)


def _read_sheets(job: TableJob, result: Result) -> None:
    """Read every table of every visible sheet; the rows of other sheets count as notes."""
    sheets = job.book.sheets
    if not any(not is_blank(v) for s in sheets for row in s.rows for v in row):
        raise refusal("import_empty_file", job.path.name)
    parts = data_tables(part for sheet in sheets for part in parts_of(sheet, job.context))
    upright = tuple(sheet for sheet, _ in parts if sheet.view.turned_at is not None)
    refuse_personal_data(replace(job.book, sheets=upright), job.path.name)
    useful = [(sheet, tables) for sheet, tables in parts if tables and not sheet.hidden]
    if not useful:
        raise no_header_refusal(job.book, job.path.name)
    is_ours = is_app_workbook(sheets)
    total = sum(len(sheet.rows) for sheet, _ in useful)
    done = 0
    for sheet, tables in parts:
        if not tables or sheet.hidden:
            _skip_sheet(sheet, bool(tables), is_ours, result)
            continue
        for table in tables:
            read_table(job, sheet, table, result)
        done += len(sheet.rows)
        job.progress.report(0.5 + 0.5 * done / total)


def _report_unread(sheet: Sheet, result: Result) -> None:
    """Report a sheet that looks like a table, with unknown headings or without any."""
    if defines_periods(sheet):
        return
    table = unread_table(sheet)
    if table is not None:
        result.unread.append(table)
    if table is not None or holds_data(sheet):
        note = warning("import_no_header", None, **no_header_values(sheet))
        row = table.header_row - 1 if table is not None and table.header_row else None
        result.collector.note(note, sheet.name, row, None)


def _skip_sheet(sheet: Sheet, has_table: bool, is_ours: bool, result: Result) -> None:
    if has_table:
        note = warning("import_hidden_sheet", None, name=sheet.name)
        result.collector.note(note, sheet.name, None, None)
    elif not is_ours and not sheet.hidden:
        _report_unread(sheet, result)
    for row, cells in enumerate(sheet.rows[:2000]):
        if any(not is_blank(v) for v in cells):
            result.collector.outcome(sheet.name, row, Outcome.NOTE)


def _reading(path: Path, digest: str, result: Result) -> Reading:
    kinds = {table.kind for table in result.tables}
    rows = tuple(result.collector.rows)
    counts = Counter(row.outcome for row in rows)
    rows_read = sum(count for outcome, count in counts.items() if outcome.is_data)
    return Reading(
        file=path.name,
        path=str(path),
        sha256=digest,
        kind=kinds.pop() if len(kinds) == 1 else Kind.MIXED if kinds else Kind.UNKNOWN,
        periods=tuple(result.periods),
        leerbedrijven=tuple(result.leerbedrijven),
        holidays=tuple(result.holidays),
        planned=tuple(result.planned),
        answers=tuple(result.answers),
        rows_read=rows_read,
        rows_used=rows_read - counts[Outcome.REFUSED],
        problems=result.collector.finished(),
        rows=rows,
        tables=tuple(result.tables),
        unread=tuple(result.unread),
    )
