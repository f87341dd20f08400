"""The result of reading a file of answers: its rows, its party, its problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stageplanner.domain.form import Form
from stageplanner.domain.negotiation.answer_token import Token, UnaskedToken
from stageplanner.problems import Place, Problem
from stageplanner.sheets.columns import Field

#: The protected fields of a proposal.
PROPOSED = (Field.STUDENTS, Field.FORM, Field.START, Field.END, Field.DAYS, Field.WEEKDAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterCells:
    """The counter-proposal of a party; ``None`` for a cell that it left empty."""

    students: int | None = None
    form: Form | None = None
    start: date | None = None
    end: date | None = None
    days: int | None = None
    weekdays: tuple[int, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return self == CounterCells()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One row with a token: the answer, and the values in the protected columns.

    ``is_refused`` is set if a cell could not be understood, so that nothing of the row is used;
    ``unclear`` is the text of the answer if only that was not understood: a person may decide it.
    ``columns`` are the column letters by field, for messages.
    """

    token: Token | UnaskedToken
    place: Place
    answer: str | None
    counter: CounterCells
    remark: str
    proposed: Mapping[Field, str]
    columns: Mapping[Field, str]
    is_refused: bool = False
    unclear: str = ""

    def at(self, wanted: Field) -> Place:
        """Return the place of a field."""
        return Place(
            file=self.place.file,
            sheet=self.place.sheet,
            row=self.place.row,
            column=self.columns.get(wanted),
        )

    @property
    def content(self) -> tuple[object, ...]:
        """The answer as a tuple, to compare with another row."""
        return (self.answer, self.counter, self.remark)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundReading:
    """A file of answers: its rows, the party it names, and its problems."""

    file: str
    sha256: str
    mark: Mapping[str, str]
    rows: tuple[AnswerRow, ...]
    problems: tuple[Problem, ...]
