"""Read the answers of a party to a round: every cell is used or told, nothing is guessed.

What people do to the sheet does not matter as long as the marks of the rows are there: rows
may be sorted, columns moved, other columns added, the file saved by another program. Here
cells become values; whether an answer can be taken is judged in :mod:`stageplanner.answers`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from stageplanner.domain.form import Form
from stageplanner.domain.token import Token, UnaskedToken, read_token, read_unasked
from stageplanner.problems import Place, Problem, Severity
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
from stageplanner.sheets.days import parse_days
from stageplanner.sheets.forms import parse_form
from stageplanner.sheets.grid import Book, Sheet, Value, as_date, as_text, column_letter, is_blank
from stageplanner.sheets.read import load_plain
from stageplanner.sheets.read_plan import day_of
from stageplanner.sheets.seal import scribbles
from stageplanner.sheets.sniff import refuse
from stageplanner.sheets.synonyms import PERIOD_SYNONYMS
from stageplanner.sheets.values import parse_number
from stageplanner.sheets.write_round import SEAL, SHEET_MARK

AGREED, REFUSED, COUNTERED = "agreed", "refused", "countered"

#: An answer is one of these words and nothing else: "akkoord, mits ..." is no akkoord.
_WORDS = {
    AGREED: "akkoord|ja|yes|ok|oke|okay|eens|mee eens|accepted|accept|agree|agreed|goed"
    "|geaccepteerd",
    REFUSED: "afgewezen|nee|no|niet akkoord|niet mee eens|oneens|rejected|reject|refused|refuse"
    "|declined|geweigerd|afwijzen|niet",
    COUNTERED: "tegenvoorstel|tegen voorstel|counter|counter proposal|counterproposal"
    "|ander voorstel",
}
_ANSWER_OF = {word: answer for answer, words in _WORDS.items() for word in words.split("|")}

_COUNTER = (
    Field.COUNTER_STUDENTS,
    Field.COUNTER_FORM,
    Field.COUNTER_START,
    Field.COUNTER_END,
    Field.COUNTER_DAYS,
    Field.COUNTER_WEEKDAYS,
)
#: What was proposed, and may not have been changed on the way.
PROPOSED = (Field.STUDENTS, Field.FORM, Field.START, Field.END, Field.DAYS, Field.WEEKDAYS)
_OPEN = frozenset({Field.ANSWER, Field.REMARK, *_COUNTER})
_COLUMNS = (
    *PERIOD_COLUMNS, *WISH_COLUMNS, *ANSWER_COLUMNS, COUNTER_STUDENTS_COLUMN, PROPOSAL_COLUMN,
    TOKEN_COLUMN,
)  # fmt: skip
_HEADINGS: dict[str, Field] = {
    **{word: f for f in _OPEN for word in PERIOD_SYNONYMS.get(f, ())},
    **{normalise(column.heading): column.field for column in _COLUMNS},
}
#: The heading stands in one of the first rows, also below titles that somebody added.
_HEADING_WITHIN = 60
#: So many columns of ours make a row the heading.
_ENOUGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """What a party proposes instead; ``None`` where it left a cell open."""

    students: int | None = None
    form: Form | None = None
    start: date | None = None
    end: date | None = None
    days: int | None = None
    weekdays: tuple[int, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was filled in."""
        return self == Counter()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One row with a mark: what was answered, and what stands in the protected columns.

    ``is_refused`` tells that a cell could not be understood, so that nothing of the row is
    used. ``columns`` are the letters by field, for telling.
    """

    token: Token | UnaskedToken
    place: Place
    answer: str | None
    counter: Counter
    remark: str
    proposed: Mapping[Field, str]
    columns: Mapping[Field, str]
    is_refused: bool = False

    def at(self, wanted: Field) -> Place:
        """The cell of a field."""
        return Place(
            file=self.place.file,
            sheet=self.place.sheet,
            row=self.place.row,
            column=self.columns.get(wanted),
        )

    @property
    def content(self) -> tuple[object, ...]:
        """What was answered, to compare with another row."""
        return (self.answer, self.counter, self.remark)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundReading:
    """A file of answers: its rows, whose it says it is, and what could not be used."""

    file: str
    sha256: str
    mark: Mapping[str, str]
    rows: tuple[AnswerRow, ...]
    problems: tuple[Problem, ...]


def read_round(path: Path, cancelled: Callable[[], bool] | None = None) -> RoundReading:
    """Read a workbook, or any other table, that holds answers to a round.

    Raises
    ------
    StagePlannerError
        The file cannot be read, holds personal data, or no answers of a round.
    """
    path = Path(path)
    book = load_plain(path, cancelled or (lambda: False))
    reader = _Reader(path.name)
    found = [
        (sheet, row, columns)
        for sheet in book.sheets
        for row, columns in _headings(sheet)
        if not (sheet.hidden and sheet.name == SHEET_MARK)
    ]
    if not found:
        raise refuse("answers_no_table", path.name)
    if not any(Field.TOKEN in columns for _, _, columns in found):
        raise refuse("answers_no_token", path.name)
    for sheet, row, columns in found:
        if Field.TOKEN in columns:
            reader.read(sheet, row, columns)
    with_answers = {sheet.name for sheet, _, _ in found}
    mark = _mark(book)
    reader.tell_other_sheets(book, with_answers)
    reader.tell_scribbles(book, mark)
    return RoundReading(
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        mark=mark,
        rows=tuple(reader.rows),
        problems=tuple(reader.problems),
    )


def _headings(sheet: Sheet) -> Iterator[tuple[int, dict[Field, int]]]:
    """The first row of headings of a sheet, with the column of every field."""
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
    """What the hidden sheet says; empty where it was lost."""
    for sheet in book.sheets:
        if sheet.name == SHEET_MARK:
            return {as_text(row[0]): as_text(row[1]) for row in sheet.rows if len(row) > 1}
    return {}


@dataclass(slots=True)
class _Reader:
    """Reads rows and tells of every cell that cannot be used."""

    file: str
    rows: list[AnswerRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def tell(
        self, code: str, place: Place, severity: Severity = Severity.ERROR, **values: object
    ) -> None:
        self.problems.append(Problem(code=code, severity=severity, place=place, values=values))

    def read(self, sheet: Sheet, head: int, columns: dict[Field, int]) -> None:
        """Read every row below a heading."""
        letters = {name: column_letter(column) for name, column in columns.items()}
        if Field.ANSWER not in columns:
            self.tell("answers_no_answer_column", Place(file=self.file, sheet=sheet.name))
        for row in range(head):
            self._tell_loose(sheet, row)
        for row in range(head + 1, len(sheet.rows)):
            place = Place(file=self.file, sheet=sheet.name, row=row + 1)
            mark = as_text(sheet.cell(row, columns[Field.TOKEN]))
            if not mark:
                self._tell_added(sheet, row, place)
                continue
            token = read_token(mark) or read_unasked(mark)
            if token is None:
                at = Place(
                    file=self.file, sheet=sheet.name, row=row + 1, column=letters[Field.TOKEN]
                )
                self.tell("answer_bad_token", at)
                continue
            self.rows.append(self._row(sheet, row, columns, letters, token))
        self._tell_columns(sheet, head, columns)

    def _row(
        self,
        sheet: Sheet,
        row: int,
        columns: dict[Field, int],
        letters: dict[Field, str],
        token: Token | UnaskedToken,
    ) -> AnswerRow:
        cells = _Cells(self, sheet, row, columns, letters)
        cells.tell_faults()
        return AnswerRow(
            token=token,
            place=Place(file=self.file, sheet=sheet.name, row=row + 1),
            answer=cells.answer(),
            counter=cells.counter(),
            remark=as_text(cells.value(Field.REMARK)),
            proposed={name: cells.proposed(name) for name in PROPOSED if name in columns},
            columns=letters,
            is_refused=cells.is_refused,
        )

    def _tell_added(self, sheet: Sheet, row: int, place: Place) -> None:
        """A row without a mark: somebody added it, or its mark was wiped out."""
        said = [as_text(value) for value in sheet.rows[row] if not is_blank(value)]
        if said:
            self.tell("answer_row_added", place, said=_short(said))

    def _tell_loose(self, sheet: Sheet, row: int) -> None:
        """Text above the headings, which is nothing of ours."""
        said = [as_text(value) for value in sheet.rows[row] if not is_blank(value)]
        if said:
            place = Place(file=self.file, sheet=sheet.name, row=row + 1)
            self.tell("answer_loose_text", place, Severity.WARNING, said=_short(said))

    def _tell_columns(self, sheet: Sheet, head: int, columns: dict[Field, int]) -> None:
        """Columns that are not ours, with something below their heading."""
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
                self.tell(
                    "answer_unknown_column",
                    Place(file=self.file, sheet=sheet.name, column=column_letter(column)),
                    Severity.WARNING,
                    heading=as_text(sheet.cell(head, column)) or "-",
                    count=len(below),
                )

    def tell_other_sheets(self, book: Book, known: set[str]) -> None:
        """Sheets that we did not write: whatever stands there was not read."""
        ours = {SHEET_MARK, "Voorstel", "Proposal", "Regio", "Region"}
        for sheet in book.sheets:
            if sheet.name in known | ours:
                continue
            if any(not is_blank(value) for row in sheet.rows for value in row):
                place = Place(file=self.file, sheet=sheet.name)
                self.tell("answer_other_sheet", place, Severity.WARNING, name=sheet.name)

    def tell_scribbles(self, book: Book, mark: Mapping[str, str]) -> None:
        """What was written on our own sheets that are not for answering, such as a tick."""
        for sheet in book.sheets:
            begin = f"{SEAL}{sheet.name}!"
            seal = "".join(text for key, text in mark.items() if key.startswith(begin))
            for found in scribbles(sheet, seal) if seal else ():
                place = Place(
                    file=self.file,
                    sheet=sheet.name,
                    row=found.row + 1,
                    column=column_letter(found.column),
                )
                said = _short([found.said])
                self.tell("answer_on_other_sheet", place, Severity.WARNING, said=said)


def _short(said: list[str]) -> str:
    shown = " | ".join(said)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


def plain(value: Value) -> str:
    """A cell as it can be compared: dates as ISO text, texts without case and double spaces."""
    day = as_date(value)
    return day.isoformat() if day is not None else as_text(value).casefold()


@dataclass(slots=True)
class _Cells:
    """The cells of one row by field; a value that makes no sense refuses the row."""

    reader: _Reader
    sheet: Sheet
    row: int
    columns: dict[Field, int]
    letters: dict[Field, str]
    is_refused: bool = False

    def value(self, wanted: Field) -> Value:
        column = self.columns.get(wanted)
        return None if column is None else self.sheet.cell(self.row, column)

    def proposed(self, wanted: Field) -> str:
        """What stands in a protected cell, also where a csv made a text of a date."""
        value = self.value(wanted)
        day = day_of(value) if wanted in (Field.START, Field.END) else None
        return plain(value if day is None else day)

    def refuse(self, code: str, wanted: Field) -> None:
        place = Place(
            file=self.reader.file,
            sheet=self.sheet.name,
            row=self.row + 1,
            column=self.letters[wanted],
        )
        self.reader.tell(code, place, value=as_text(self.value(wanted)))
        self.is_refused = True

    def tell_faults(self) -> None:
        """Cells that the spreadsheet itself shows as an error, such as ``#N/A``."""
        fields = {column: name for name, column in self.columns.items()}
        for column, _fault in self.sheet.faults_of(self.row):
            if fields.get(column) in _OPEN:
                self.refuse("answer_cell_error", fields[column])

    def answer(self) -> str | None:
        value = self.value(Field.ANSWER)
        if is_blank(value):
            return None
        found = _ANSWER_OF.get(normalise(as_text(value)))
        if found is None:
            self.refuse("answer_bad_word", Field.ANSWER)
        return found

    def counter(self) -> Counter:
        return Counter(
            students=self._number(Field.COUNTER_STUDENTS, "answer_bad_students", 100_000),
            form=self._form(),
            start=self._date(Field.COUNTER_START),
            end=self._date(Field.COUNTER_END),
            days=self._number(Field.COUNTER_DAYS, "answer_bad_days", 7),
            weekdays=self._weekdays(),
        )

    def _number(self, wanted: Field, code: str, most: int) -> int | None:
        value = self.value(wanted)
        if is_blank(value):
            return None
        number = parse_number(value)
        if wanted is Field.COUNTER_DAYS and number is None:
            number = parse_days(value).count
        if number is None or number != int(number) or not 1 <= number <= most:
            self.refuse(code, wanted)
            return None
        return int(number)

    def _form(self) -> Form | None:
        value = self.value(Field.COUNTER_FORM)
        if is_blank(value):
            return None
        form = parse_form(value)
        if form is None:
            self.refuse("answer_bad_form", Field.COUNTER_FORM)
        return form

    def _date(self, wanted: Field) -> date | None:
        value = self.value(wanted)
        if is_blank(value):
            return None
        day = day_of(value)
        if day is None:
            self.refuse("answer_bad_date", wanted)
        return day

    def _weekdays(self) -> tuple[int, ...] | None:
        value = self.value(Field.COUNTER_WEEKDAYS)
        if is_blank(value):
            return None
        weekdays = parse_days(value).weekdays
        if weekdays is None:
            self.refuse("answer_bad_weekdays", Field.COUNTER_WEEKDAYS)
        return weekdays
