"""Collect problems and row outcomes: locate notes at their cell, limit repeated ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from stageplanner.problems import Place, Problem, Severity, column_letter
from stageplanner.sheets.reading.notes import Note
from stageplanner.sheets.reading.result import Outcome, RowOutcome
from stageplanner.sheets.reading.rows.make_many import make_many
from stageplanner.sheets.reading.workbook.grid import View

#: Limit on the problems of one code; a last problem gives the number of those left out.
MOST_ALIKE = 100
#: Codes that are reported once per sheet and values, however many rows they apply to.
_ONCE = frozenset(
    {
        "import_unknown_crebo", "import_year_guessed", "import_period_blocks",
        "import_places_in_part", "import_places_assumed",
        "import_known_institution", "import_other_brin", "import_whose_rows",
    }
)  # fmt: skip


@dataclass(slots=True)
class Collector:
    """Collects the problems and row outcomes of one file."""

    file: str
    view: View = field(default_factory=View)
    problems: list[Problem] = field(default_factory=list)
    rows: list[RowOutcome] = field(default_factory=list)
    _counts: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    _reported: set[object] = field(default_factory=set)

    def note(self, note: Note, sheet: str | None, row: int | None, column: int | None) -> None:
        """Add a note as a problem at its cell; rows and columns count from 0 here.

        They are those of the part that is read; ``view`` maps them to the sheet.
        """
        if note.code in _ONCE:
            key = (note.code, sheet, tuple(sorted((k, str(v)) for k, v in note.values.items())))
            if key in self._reported:
                return
            self._reported.add(key)
        counted = (note.code, note.severity)
        self._counts[counted] += 1
        if note.severity is not Severity.ERROR and self._counts[counted] > MOST_ALIKE:
            return
        row, column = self.view.place(row, column)
        place = Place(
            file=self.file,
            sheet=sheet,
            row=None if row is None else row + 1,
            column=None if column is None else column_letter(column),
        )
        self.problems.append(
            Problem(code=note.code, severity=note.severity, place=place, values=note.values)
        )

    def outcome(self, sheet: str, row: int, outcome: Outcome, notes: Iterable[Note] = ()) -> None:
        """Record the outcome of a row."""
        code = ""
        for note in notes:
            if note.severity is Severity.ERROR or not code:
                code = note.code
        number, column = self.view.record(row)
        self.rows.append(
            RowOutcome(sheet=sheet, row=number, outcome=outcome, code=code, column=column)
        )

    def used(self, sheet: str, rows: Sequence[int]) -> None:
        """Record that rows were used without a note."""
        if self.view.turned_at is not None or len(rows) == 1:
            for row in rows:
                self.outcome(sheet, row, Outcome.USED)
            return
        numbers = {"row": [row + 1 for row in rows]}
        same = {"sheet": sheet, "outcome": Outcome.USED, "column": self.view.block}
        self.rows += make_many(RowOutcome, len(rows), numbers, **same)

    def finished(self) -> tuple[Problem, ...]:
        """Return all problems, and the number of those that were left out."""
        extra = [
            Problem(
                code="import_more_alike",
                severity=Severity.INFO,
                place=Place(file=self.file),
                values={"count": count - MOST_ALIKE, "about": code},
            )
            for (code, severity), count in self._counts.items()
            if severity is not Severity.ERROR and count > MOST_ALIKE
        ]
        return (*self.problems, *extra)

    def report_correction(self, note: Note, sheet: str, row: int, column: int) -> None:
        """Report a cell that a person corrected; a used row then counts as corrected."""
        self.note(note, sheet, row, column)
        for k, row_outcome in enumerate(self.rows):
            if (row_outcome.sheet, row_outcome.outcome) != (sheet, Outcome.USED):
                continue
            if row_outcome.row == row + 1 or (
                row_outcome.column == column_letter(column) and row_outcome.row <= row
            ):
                self.rows[k] = replace(row_outcome, outcome=Outcome.CORRECTED, code=note.code)

    def mark_refused(self, sheet: str, row: int, code: str) -> None:
        """Change the outcome of a used row to refused: a duplicate that was found later."""
        self._mark(sheet, row, Outcome.REFUSED, code)

    def mark_corrected(self, sheet: str, row: int, code: str) -> None:
        """Change the outcome of a used row to corrected: a doubt that was found later."""
        self._mark(sheet, row, Outcome.CORRECTED, code)

    def _mark(self, sheet: str, row: int, outcome: Outcome, code: str) -> None:
        at = (sheet, *self.view.record(row))
        for k in range(len(self.rows) - 1, -1, -1):
            if (self.rows[k].sheet, self.rows[k].row, self.rows[k].column) == at:
                self.rows[k] = replace(self.rows[k], outcome=outcome, code=code)
                return
