"""Parse the cells of a row with an answer: akkoord or not, and the counter-proposal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from stageplanner.domain.form import Form
from stageplanner.problems import Place
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.answers.result import CounterCells
from stageplanner.sheets.reading.values.date_spans import day_of
from stageplanner.sheets.reading.values.forms import parse_form
from stageplanner.sheets.reading.values.numbers import parse_number
from stageplanner.sheets.reading.values.weekdays import parse_days
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, as_date, as_text, is_blank

AGREED, REFUSED, COUNTERED = "agreed", "refused", "countered"

#: An answer is exactly one of these words: "akkoord, mits ..." is no akkoord.
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
#: The cells that a party fills in.
OPEN = frozenset({Field.ANSWER, Field.REMARK, *_COUNTER})


def plain(value: Value) -> str:
    """Return a cell for comparison: dates as ISO text, texts without case and double spaces."""
    day = as_date(value)
    return day.isoformat() if day is not None else as_text(value).casefold()


@dataclass(slots=True)
class AnswerCells:
    """The cells of one row by field; a cell that cannot be understood rejects the row.

    ``report`` takes the code of a problem, its place and its values.
    """

    file: str
    sheet: Sheet
    row: int
    columns: dict[Field, int]
    letters: dict[Field, str]
    report: Callable[..., None]
    is_refused: bool = False

    def value(self, wanted: Field) -> Value:
        """Return the value in the cell of a field."""
        column = self.columns.get(wanted)
        return None if column is None else self.sheet.cell(self.row, column)

    def proposed(self, wanted: Field) -> str:
        """Return a protected cell as text, also if a csv turned its date into text."""
        value = self.value(wanted)
        day = day_of(value) if wanted in (Field.START, Field.END) else None
        return plain(value if day is None else day)

    def reject(self, code: str, wanted: Field) -> None:
        """Report a cell, and mark its row as unusable."""
        place = Place(
            file=self.file,
            sheet=self.sheet.name,
            row=self.row + 1,
            column=self.letters[wanted],
        )
        self.report(code, place, value=as_text(self.value(wanted)))
        self.is_refused = True

    def report_error_cells(self) -> None:
        """Report cells that the spreadsheet shows as an error, such as ``#N/A``."""
        fields = {column: name for name, column in self.columns.items()}
        for column, _fault in self.sheet.faults_of(self.row):
            if fields.get(column) in OPEN:
                self.reject("answer_cell_error", fields[column])

    def answer(self) -> str | None:
        """Return the answer; ``None`` if there is none."""
        value = self.value(Field.ANSWER)
        if is_blank(value):
            return None
        answer = _ANSWER_OF.get(normalise(as_text(value)))
        if answer is None:
            self.reject("answer_bad_word", Field.ANSWER)
        return answer

    def counter(self) -> CounterCells:
        """Return the counter-proposal of the row."""
        return CounterCells(
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
        number = parse_number(value) if not isinstance(value, str) or _is_number(value) else None
        if wanted is Field.COUNTER_DAYS and number is None:
            days = parse_days(value)
            number = days.count if not days.left and not days.doubts else None
        if number is None or number != int(number) or not 1 <= number <= most:
            self.reject(code, wanted)
            return None
        return int(number)

    def _form(self) -> Form | None:
        value = self.value(Field.COUNTER_FORM)
        if is_blank(value):
            return None
        form = parse_form(value)
        if form is None:
            self.reject("answer_bad_form", Field.COUNTER_FORM)
        return form

    def _date(self, wanted: Field) -> date | None:
        value = self.value(wanted)
        if is_blank(value):
            return None
        day = day_of(value)
        if day is None:
            self.reject("answer_bad_date", wanted)
        return day

    def _weekdays(self) -> tuple[int, ...] | None:
        value = self.value(Field.COUNTER_WEEKDAYS)
        if is_blank(value):
            return None
        days = parse_days(value)
        weekdays = days.weekdays if not days.left and not days.doubts else None
        if weekdays is None:
            self.reject("answer_bad_weekdays", Field.COUNTER_WEEKDAYS)
        return weekdays


def _is_number(text: str) -> bool:
    """Return whether a text is a number and nothing else."""
    return bool(re.fullmatch(r"\s*\d+(?:[.,]\d+)?\s*", text))
