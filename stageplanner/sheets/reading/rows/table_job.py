"""One table while it is read: what its reader needs, and the account of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
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
from stageplanner.sheets.reading.notes import Note, Parsed, info, warning
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
from stageplanner.sheets.reading.tables.table_context import TableContext
from stageplanner.sheets.reading.workbook.file_type import refusal
from stageplanner.sheets.reading.workbook.grid import Book, Sheet, is_blank

T = TypeVar("T")

#: Notes on cells that were read as another value than they show.
_CORRECTIONS = frozenset(
    {"import_estimate", "import_number_in_text", "import_programme_by_name", "import_dossier"}
)

#: Notes that say that a value is used or counts; of a refused row that would not be true.
CLAIMS_OF_USE = frozenset(
    {
        "import_days_choice", "import_days_differ", "import_days_range", "import_dossier",
        "import_estimate_status", "import_masked", "import_mark_without_places",
        "import_more_crebos", "import_more_programmes", "import_dossier_open", "import_range",
        "import_rounded", "import_zero_students", "import_zero_places", "import_places_unknown",
        "import_places_in_part", "import_places_shared", "import_places_left",
        "import_looks_double",
        "import_hidden_row", "import_struck_row", "import_struck_cells", "import_only_holiday",
        "import_no_stage_day", "import_sum_of_rows", "import_limit_inside",
    }
)  # fmt: skip

#: Start, end, students, form, days and weekdays: equal in two rows that repeat each other.
Stay = tuple[date, date, int, Form, int, tuple[int, ...] | None]
#: The sheet of a row, and its row number or column letter.
RowName = tuple[str, int | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableJob:
    """What all tables of a file share."""

    book: Book
    path: Path
    context: ReadContext
    progress: Progress


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table that was read, with its part of the sheet and its context."""

    sheet: Sheet
    table: Table
    context: TableContext


@dataclass(slots=True, kw_only=True)
class Result:
    """What has been read of a file so far.

    ``firsts`` holds the first stage period of every group and its place; ``stays`` holds all stays
    of the groups that have several.
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
    placed: list[PlacedTable] = field(default_factory=list)
    unread: list[ReadTable] = field(default_factory=list)

    @classmethod
    def of(cls, file: str) -> Result:
        """Return an empty result."""
        return cls(collector=Collector(file))


class HasColumns(Protocol):
    """A reader of rows that knows at which column a note points."""

    def column_of(self, wanted: Field | None) -> int | None:
        """Return the column of a field; ``None`` if the note is about the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWork:
    """One table with everything its reader needs."""

    job: TableJob
    sheet: Sheet
    table: Table
    context: TableContext
    result: Result

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.job.path.name

    def rows(self) -> list[TableRow]:
        """Return the classified rows of the table; raise an error if the user cancels."""
        return list(self.until_cancelled(table_rows(self.sheet, self.table)))

    def until_cancelled(self, rows: Iterable[T]) -> Iterator[T]:
        """Yield the same rows until the user cancels.

        Raises
        ------
        StagePlannerError
            The user cancelled.
        """
        for k, row in enumerate(rows):
            if k % 2000 == 0 and self.job.progress.is_cancelled:
                raise refusal("import_cancelled", self.file)
            yield row

    def skip(self, row: TableRow) -> None:
        """Record a title, total or note."""
        self.result.collector.outcome(self.sheet.name, row.row, row.skipped or Outcome.NOTE)

    def take(
        self, row: TableRow, reading: Parsed[tuple[T, ...]], reader: HasColumns, *extra: Note
    ) -> tuple[T, ...]:
        """Record a row of data: its notes, its faulty cells, its outcome."""
        notes = [*reading.notes, *extra, *self._faults(row), *self._struck(row)]
        if row.row in self.sheet.hidden_rows:
            notes.append(info("import_hidden_row", None))
        if not reading.value:
            notes = [note for note in notes if note.code not in CLAIMS_OF_USE]
        collector = self.result.collector
        if not notes and reading.value:
            collector.used(self.sheet.name, (row.row,))
            return reading.value
        for note in notes:
            column = reader.column_of(note.at) if note.column is None else note.column
            collector.note(note, self.sheet.name, row.row, column)
        if not reading.value:
            outcome = Outcome.REFUSED
        elif any(n.severity is Severity.WARNING or n.code in _CORRECTIONS for n in notes):
            outcome = Outcome.CORRECTED
        else:
            outcome = Outcome.USED
        collector.outcome(self.sheet.name, row.row, outcome, notes)
        return reading.value

    def _struck(self, row: TableRow) -> list[Note]:
        """Return a warning if cells of this row are struck through: maybe it is cancelled."""
        struck = [
            c
            for c in self.sheet.struck_rows.get(row.row, ())
            if c < len(row.cells) and not is_blank(row.cells[c])
        ]
        if not struck:
            return []
        if 2 * len(struck) >= sum(not is_blank(value) for value in row.cells):
            return [warning("import_struck_row", None)]
        cells = [self.sheet.view.cell_name(row.row, column) for column in struck]
        return [replace(warning("import_struck_cells", None, cells=cells), column=struck[0])]

    def _faults(self, row: TableRow) -> list[Note]:
        """Return warnings for error cells and uncalculated formulas in this row."""
        notes = []
        for column, fault in self.sheet.faults_of(row.row):
            cell = self.sheet.view.cell_name(row.row, column)
            code = "import_formula_empty" if fault == "formula" else "import_cell_error"
            notes.append(warning(code, None, cell=cell, value=fault))
        return notes
