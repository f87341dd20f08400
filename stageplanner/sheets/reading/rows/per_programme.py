"""Read lists with a column of students per programme or period: every number is a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stageplanner.domain.stage_period import StagePeriod
from stageplanner.problems import Severity
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, Parsed, error
from stageplanner.sheets.reading.rows.periods import PeriodReader, limits_inside
from stageplanner.sheets.reading.tables.row_kinds import TableRow
from stageplanner.sheets.reading.tables.student_columns import NOBODY
from stageplanner.sheets.reading.tables.table import ColumnUse, Table
from stageplanner.sheets.reading.tables.table_settings import TableSettings
from stageplanner.sheets.reading.values.programmes import codes_in
from stageplanner.sheets.reading.workbook.grid import Sheet, as_text

#: Fields that the column of a programme or period gives.
_GROUP_FIELDS = (Field.STUDENTS, Field.PROGRAMME, Field.SPAN)


def per_programme(
    table: Table, settings: TableSettings, file: str, sheet: Sheet
) -> tuple[PeriodReader, ...]:
    """Return a reader for each programme column, which holds the students of its groups."""
    readers = []
    for column, codes in table.codes.items():
        heading = as_text(sheet.cell(table.header, column))
        named = codes_in(heading) or codes
        label = named[0] if len(named) == 1 else heading
        per_column = _with_students_in(
            replace(table, codes={}), column, heading, Field.PROGRAMME, label
        )
        readers.append(PeriodReader(per_column, settings, file, sheet.name))
    return tuple(readers)


def per_period(
    table: Table, settings: TableSettings, file: str, sheet: Sheet
) -> tuple[PeriodReader, ...]:
    """Return a reader for each period column, which holds the students of that period."""
    readers = []
    for time in table.times:
        heading = as_text(sheet.cell(table.header, time.column))
        bare = replace(table, times=())
        per_column = _with_students_in(
            bare, time.column, heading, Field.SPAN, f"P{time.moment.number}"
        )
        readers.append(PeriodReader(per_column, settings, file, sheet.name))
    return tuple(readers)


def _with_students_in(table: Table, column: int, heading: str, at: Field, text: str) -> Table:
    """Return the table as a list with students in one column, whose heading gives a field."""
    use = ColumnUse(column=column, heading=heading, field=Field.STUDENTS, confidence=1.0)
    return replace(table, columns=(*table.columns, use), shared={**table.shared, at: text})


def read_columns(readers: Sequence[PeriodReader], row: TableRow) -> Parsed[tuple[StagePeriod, ...]]:
    """Read the stage periods of a row, with notes per column; none if a note refuses it."""
    periods: list[StagePeriod] = []
    notes: list[Note] = []
    for reader in readers:
        column = reader.column_of(Field.STUDENTS)
        value = row.cells[column] if column is not None and column < len(row.cells) else None
        if as_text(value).casefold() in NOBODY:
            continue
        reading = reader.read(row.row, row.cells)
        row_notes = (*reading.notes, *reader.remarks(row.cells), *limits_inside(reading.value))
        placed = (replace(n, column=column) if n.at in _GROUP_FIELDS else n for n in row_notes)
        notes += [note for note in placed if note not in notes]
        periods += reading.value
    if not periods and not notes:
        notes.append(error("import_no_students", Field.STUDENTS))
    refused = any(note.severity is Severity.ERROR for note in notes)
    return Parsed(() if refused else tuple(periods), tuple(notes))
