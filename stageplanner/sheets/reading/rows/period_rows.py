"""Read the rows of a table of stage periods: a list, a week matrix, or a column per programme."""

from __future__ import annotations

from collections.abc import Sequence

from stageplanner.domain.stage_period import StagePeriod
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, Parsed, info, warning
from stageplanner.sheets.reading.result import Outcome
from stageplanner.sheets.reading.rows.duplicates import duplicate_notes, with_duplicate_notes
from stageplanner.sheets.reading.rows.fast_periods import plain_rows
from stageplanner.sheets.reading.rows.matrix_legend import legend_of_book
from stageplanner.sheets.reading.rows.per_programme import per_period, per_programme, read_columns
from stageplanner.sheets.reading.rows.periods import PeriodReader, limits_inside
from stageplanner.sheets.reading.rows.sums import is_summary_name, sums_of_others
from stageplanner.sheets.reading.rows.table_job import TableWork
from stageplanner.sheets.reading.rows.week_matrix import MatrixReader, blocks_note, matrix_reader
from stageplanner.sheets.reading.tables.row_kinds import RowClassifier, TableRow, read_section
from stageplanner.sheets.reading.tables.table import Columns
from stageplanner.sheets.reading.tables.table_settings import is_school_year
from stageplanner.sheets.reading.workbook.grid import View, as_text


def read_period_rows(work: TableWork) -> None:
    """Read the stage periods of a table, and account for each of its rows."""
    before = len(work.result.periods)
    _read_rows(work)
    _report_sums(work, work.result.periods[before:])


def _report_sums(work: TableWork, periods: Sequence[StagePeriod]) -> None:
    """Report the rows that look like the sum of others, each once."""
    column = Columns(work.table).of(Field.STUDENTS)
    reported: set[int] = set()
    for period in (p for p in periods if p.source is not None and is_summary_name(p.group)):
        note = warning("import_summary_row", None, group=period.group)
        row = period.source.row - 1 if period.source else 0
        work.result.collector.note(note, work.sheet.name, row, column)
    for period, count in sums_of_others(periods):
        if period.source is None or period.source.row in reported:
            continue
        row = period.source.row - 1
        reported.add(row + 1)
        note = warning("import_sum_of_rows", None, students=period.students, count=count)
        work.result.collector.note(note, work.sheet.name, row, column)
        work.result.collector.mark_corrected(work.sheet.name, row, note.code)


def _read_rows(work: TableWork) -> None:
    reader = PeriodReader(work.table, work.context.settings, work.file, work.sheet.name)
    if reader.when.marks_weekdays:
        reader.when.legend = legend_of_book(work.job.book, work.sheet, work.table)
    if work.table.holds_students:
        _read_per_period(work)
        return
    if work.table.times:
        rows = work.rows()
        legend = legend_of_book(work.job.book, work.sheet, work.table)
        matrix = matrix_reader(work.sheet, reader, rows, legend)
        for note in matrix.notes:
            work.result.collector.note(note, work.sheet.name, work.table.header, note.column)
        if matrix.value is None:
            for row in rows:
                outcome = row.skipped or Outcome.REFUSED
                work.result.collector.outcome(work.sheet.name, row.row, outcome, matrix.notes)
            return
        for row in rows:
            _read_row(work, reader, row, matrix.value)
        return
    if work.table.codes:
        _read_per_programme(work)
        return
    classifier = RowClassifier(work.sheet, work.table)
    start = _read_plain_rows(work, reader, classifier)
    for row in work.until_cancelled(classifier.rows(start)):
        _read_row(work, reader, row)


def _read_plain_rows(work: TableWork, reader: PeriodReader, classifier: RowClassifier) -> int:
    """Read a long list the fast way up to a title; return the row to continue at."""
    plain = plain_rows(work.sheet, work.table, reader, classifier)
    first = work.table.header + 1
    if plain is None:
        return first
    sheet, collector = work.sheet.name, work.result.collector
    used: list[int] = []
    for k, is_plain in enumerate(work.until_cancelled(plain.is_plain)):
        number = first + k
        if is_plain:
            periods = plain.of(k)
            notes = duplicate_notes(work, periods, number)
            if not notes:
                work.result.periods += periods
                used.append(number)
                continue
            collector.used(sheet, used)
            used = []
            repeated = TableRow(number, work.sheet.rows[number])
            work.result.periods += work.take(
                repeated, with_duplicate_notes(Parsed(tuple(periods)), notes), reader
            )
            continue
        collector.used(sheet, used)
        used = []
        if k and plain.is_plain[k - 1]:
            classifier.previous = work.sheet.rows[number - 1]
        row = classifier.classify(number)
        if row is None:
            continue
        _read_row(work, reader, row)
        if row.skipped is Outcome.TITLE:
            return number + 1
    collector.used(sheet, used)
    return work.table.bottom


def _read_per_period(work: TableWork) -> None:
    """Read rows with a column of students for each period: every number is a group."""
    table, settings = work.table, work.context.settings
    headings = [as_text(work.sheet.cell(table.header, time.column)) for time in table.times]
    note = warning("import_students_in_periods", None, headings=headings)
    for header_note in (
        note,
        *blocks_note(table, work.sheet, settings.time_of(settings.institution or "")),
    ):
        work.result.collector.note(
            header_note, work.sheet.name, table.header, table.times[0].column
        )
    _read_in_columns(work, per_period(table, settings, work.file, work.sheet))


def _read_per_programme(work: TableWork) -> None:
    """Read rows with a column of students for each programme: every number is a group."""
    table, settings = work.table, work.context.settings
    _read_in_columns(work, per_programme(table, settings, work.file, work.sheet))


def _read_in_columns(work: TableWork, readers: Sequence[PeriodReader]) -> None:
    settings, reader = work.context.settings, readers[0]
    for row in work.rows():
        if row.skipped is not None:
            if row.skipped is Outcome.TITLE:
                year = settings.school_year
                section = read_section(row.cells, settings.known, reader.identities.section, year)
                for column_reader in readers:
                    column_reader.identities.section = section
            work.skip(row)
            continue
        reading = read_columns(readers, row)
        reading = with_duplicate_notes(reading, duplicate_notes(work, reading.value, row.row))
        unlikely = reader.plausibility(row.cells, reading.value)
        work.result.periods += work.take(row, reading, reader, *unlikely)


def _read_row(
    work: TableWork, reader: PeriodReader, row: TableRow, matrix: MatrixReader | None = None
) -> None:
    """Read one row of a list or matrix; a title applies to the rows below it."""
    if row.skipped is not None:
        if row.skipped is Outcome.TITLE:
            settings = work.context.settings
            year = settings.school_year
            reader.identities.section = read_section(
                row.cells, settings.known, reader.identities.section, year
            )
            texts = [as_text(value) for value in row.cells]
            named = [text for text in texts if matrix is None and is_school_year(text)]
            reader.when.school_year = named[0] if named else reader.when.school_year
        work.skip(row)
        return
    reading = matrix.read(row) if matrix is not None else reader.read(row.row, row.cells)
    reading = with_duplicate_notes(reading, duplicate_notes(work, reading.value, row.row))
    extra: Sequence[Note] = (
        (
            *reader.remarks(row.cells),
            *reader.name_notes(row.cells),
            *limits_inside(reading.value),
            *reader.plausibility(row.cells, reading.value),
        )
        if reading.value
        else ()
    )
    if row.continued:
        extra = (*extra, info("import_continued_row", None))
    elif row.filled and reading.value:
        extra = (
            *extra,
            info("import_filled_down", None, columns=_letters(work.sheet.view, row.filled)),
        )
    work.result.periods += work.take(row, reading, reader, *extra)


def _letters(view: View, columns: Sequence[int]) -> list[str]:
    return [view.column_name(column) for column in sorted(columns)]
