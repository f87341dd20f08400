"""Read the answers of a party to a round; every cell is used or reported, nothing is guessed.

People may sort rows, move columns, add columns and save the file with another program, as long
as the tokens of the rows are kept. This module turns cells into values;
:mod:`stageplanner.negotiation.judge_answers` decides whether an answer can be accepted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from stageplanner.domain.negotiation.answer_token import (
    Token,
    UnaskedToken,
    read_token,
    read_unasked,
)
from stageplanner.problems import Place, Problem, Severity, column_letter
from stageplanner.sheets.cell_seals import SEAL, SHEET_MARK, changed_cells
from stageplanner.sheets.columns import (
    ANSWER_COLUMNS,
    COUNTER_STUDENTS_COLUMN,
    PERIOD_COLUMNS,
    PROPOSAL_COLUMN,
    TOKEN_COLUMN,
    WISH_COLUMNS,
    Field,
    normalise,
)
from stageplanner.sheets.reading.answers.answer_cells import OPEN, AnswerCells
from stageplanner.sheets.reading.answers.result import PROPOSED, AnswerRow, RoundReading
from stageplanner.sheets.reading.read_file import load_plain
from stageplanner.sheets.reading.tables.heading_synonyms import PERIOD_SYNONYMS
from stageplanner.sheets.reading.workbook.file_type import refusal
from stageplanner.sheets.reading.workbook.grid import Book, Sheet, as_text, is_blank

_COLUMNS = (
    *PERIOD_COLUMNS, *WISH_COLUMNS, *ANSWER_COLUMNS, COUNTER_STUDENTS_COLUMN, PROPOSAL_COLUMN,
    TOKEN_COLUMN,
)  # fmt: skip
_HEADINGS: dict[str, Field] = {
    **{word: f for f in OPEN for word in PERIOD_SYNONYMS.get(f, ())},
    **{normalise(column.heading): column.field for column in _COLUMNS},
}
#: The heading is in one of the first rows; somebody may have added titles above it.
_HEADING_WITHIN = 60
#: A row with this many of our columns is the heading.
_ENOUGH = 3


def read_round(path: Path) -> RoundReading:
    """Read a workbook, or any other table, that holds answers to a round.

    Raises
    ------
    StagePlannerError
        The file cannot be read, holds personal data, or no answers of a round.
    """
    path = Path(path)
    book = load_plain(path)
    reader = _Reader(path.name)
    tables = [
        (sheet, row, columns)
        for sheet in book.sheets
        for row, columns in _headings(sheet)
        if not (sheet.hidden and sheet.name == SHEET_MARK)
    ]
    if not tables:
        raise refusal("answers_no_table", path.name)
    if not any(Field.TOKEN in columns for _, _, columns in tables):
        raise refusal("answers_no_token", path.name)
    for sheet, row, columns in tables:
        if Field.TOKEN in columns:
            reader.read(sheet, row, columns)
    with_answers = {sheet.name for sheet, _, _ in tables}
    mark = _mark(book)
    reader.report_other_sheets(book, with_answers)
    reader.report_changed_cells(book, mark)
    return RoundReading(
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        mark=mark,
        rows=tuple(reader.rows),
        problems=tuple(reader.problems),
    )


def _headings(sheet: Sheet) -> Iterator[tuple[int, dict[Field, int]]]:
    """Yield the first row of headings of a sheet, with the column of every field."""
    for row, cells in enumerate(sheet.rows[:_HEADING_WITHIN]):
        columns: dict[Field, int] = {}
        for column, value in enumerate(cells):
            known = _HEADINGS.get(normalise(as_text(value)))
            if known is not None:
                columns.setdefault(known, column)
        if len(columns) >= _ENOUGH and columns.keys() & {Field.TOKEN, Field.PROPOSAL}:
            yield row, columns
            return


def _mark(book: Book) -> dict[str, str]:
    """Return the keys and values of the hidden sheet; empty if it was lost."""
    for sheet in book.sheets:
        if sheet.name == SHEET_MARK:
            return {as_text(row[0]): as_text(row[1]) for row in sheet.rows if len(row) > 1}
    return {}


@dataclass(slots=True)
class _Reader:
    """Reads rows and reports every cell that cannot be used."""

    file: str
    rows: list[AnswerRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(
        self, code: str, place: Place, severity: Severity = Severity.ERROR, **values: object
    ) -> None:
        self.problems.append(Problem(code=code, severity=severity, place=place, values=values))

    def read(self, sheet: Sheet, head: int, columns: dict[Field, int]) -> None:
        """Read every row below a heading."""
        letters = {name: column_letter(column) for name, column in columns.items()}
        if Field.ANSWER not in columns:
            self.report("answers_no_answer_column", Place(file=self.file, sheet=sheet.name))
        for row in range(head):
            self._report_loose_text(sheet, row)
        for row in range(head + 1, len(sheet.rows)):
            place = Place(file=self.file, sheet=sheet.name, row=row + 1)
            mark = as_text(sheet.cell(row, columns[Field.TOKEN]))
            if not mark:
                self._report_added_row(sheet, row, place)
                continue
            token = read_token(mark) or read_unasked(mark)
            if token is None:
                at = Place(
                    file=self.file, sheet=sheet.name, row=row + 1, column=letters[Field.TOKEN]
                )
                self.report("answer_bad_token", at)
                continue
            self.rows.append(self._row(sheet, row, columns, letters, token))
        self._report_columns(sheet, head, columns)

    def _row(
        self,
        sheet: Sheet,
        row: int,
        columns: dict[Field, int],
        letters: dict[Field, str],
        token: Token | UnaskedToken,
    ) -> AnswerRow:
        cells = AnswerCells(self.file, sheet, row, columns, letters, self.report)
        cells.report_error_cells()
        is_readable = not cells.is_refused
        counter = cells.counter()
        is_readable = is_readable and not cells.is_refused
        answer = cells.answer()
        is_unclear = is_readable and cells.is_refused
        return AnswerRow(
            token=token,
            place=Place(file=self.file, sheet=sheet.name, row=row + 1),
            answer=answer,
            counter=counter,
            remark=as_text(cells.value(Field.REMARK)),
            proposed={name: cells.proposed(name) for name in PROPOSED if name in columns},
            columns=letters,
            is_refused=cells.is_refused,
            unclear=as_text(cells.value(Field.ANSWER)) if is_unclear else "",
        )

    def _report_added_row(self, sheet: Sheet, row: int, place: Place) -> None:
        """Report a row without a token: it was added, or its token was deleted."""
        texts = [as_text(value) for value in sheet.rows[row] if not is_blank(value)]
        if texts:
            self.report("answer_row_added", place, said=_short(texts))

    def _report_loose_text(self, sheet: Sheet, row: int) -> None:
        """Report text that somebody added above the headings."""
        texts = [as_text(value) for value in sheet.rows[row] if not is_blank(value)]
        if texts:
            place = Place(file=self.file, sheet=sheet.name, row=row + 1)
            self.report("answer_loose_text", place, Severity.WARNING, said=_short(texts))

    def _report_columns(self, sheet: Sheet, head: int, columns: dict[Field, int]) -> None:
        """Report columns that StagePlanner did not write and that hold values."""
        ours = set(columns.values())
        for column in range(sheet.width):
            if column in ours:
                continue
            below = [
                row
                for row in range(head + 1, len(sheet.rows))
                if not is_blank(sheet.cell(row, column))
            ]
            if below:
                self.report(
                    "answer_unknown_column",
                    Place(file=self.file, sheet=sheet.name, column=column_letter(column)),
                    Severity.WARNING,
                    heading=as_text(sheet.cell(head, column)) or "-",
                    count=len(below),
                )

    def report_other_sheets(self, book: Book, known: set[str]) -> None:
        """Report sheets that StagePlanner did not write; they were not read."""
        ours = {SHEET_MARK, "Voorstel", "Proposal", "Regio", "Region"}
        for sheet in book.sheets:
            if sheet.name in known | ours:
                continue
            if any(not is_blank(value) for row in sheet.rows for value in row):
                place = Place(file=self.file, sheet=sheet.name)
                self.report("answer_other_sheet", place, Severity.WARNING, name=sheet.name)

    def report_changed_cells(self, book: Book, mark: Mapping[str, str]) -> None:
        """Report changes on sheets that are not for answering, such as a tick."""
        for sheet in book.sheets:
            begin = f"{SEAL}{sheet.name}!"
            seal = "".join(text for key, text in mark.items() if key.startswith(begin))
            for changed in changed_cells(sheet, seal) if seal else ():
                place = Place(
                    file=self.file,
                    sheet=sheet.name,
                    row=changed.row + 1,
                    column=column_letter(changed.column),
                )
                shown = _short([changed.text])
                self.report("answer_on_other_sheet", place, Severity.WARNING, said=shown)


def _short(texts: list[str]) -> str:
    shown = " | ".join(texts)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"
