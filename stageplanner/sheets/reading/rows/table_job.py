"""One table while it is read: what its reader needs, and the account of each of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from stageplanner.domain.calendar import Holiday
from stageplanner.domain.form import Form
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.problems import Severity
from stageplanner.progress import Progress
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Found, Note, info, warning
from stageplanner.sheets.reading.result import (
    Outcome,
    PlannedPeriod,
    ReadAnswer,
    ReadContext,
    ReadTable,
)
from stageplanner.sheets.reading.rows.collector import Collector
from stageplanner.sheets.reading.tables.row_kinds import TableRow, table_rows
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.tables.table_context import Survey
from stageplanner.sheets.reading.workbook.file_type import refusal
from stageplanner.sheets.reading.workbook.grid import Book, Sheet

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
    progress: Progress


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


class HasColumns(Protocol):
    """A reader of rows that knows at which column a note points."""

    def column_of(self, wanted: Field | None) -> int | None:
        """The column of a field; ``None`` where the note is about the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWork:
    """One table with everything its reader needs."""

    job: TableJob
    sheet: Sheet
    table: Table
    around: Survey
    result: Result

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.job.path.name

    def rows(self) -> list[TableRow]:
        """The rows of the table, told apart; stops where the user cancels."""
        return list(self.watched(table_rows(self.sheet, self.table)))

    def watched(self, rows: Iterable[T]) -> Iterator[T]:
        """The same rows; stops where the user cancels."""
        for k, row in enumerate(rows):
            if k % 2000 == 0 and self.job.progress.is_cancelled:
                raise refusal("import_cancelled", self.file)
            yield row

    def skip(self, row: TableRow) -> None:
        """Account for a title, total or note."""
        self.result.collector.outcome(self.sheet.name, row.row, row.skipped or Outcome.NOTE)

    def take(
        self, row: TableRow, found: Found[tuple[T, ...]], reader: HasColumns, *extra: Note
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
