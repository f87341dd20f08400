"""What a file of answers to a round holds: its rows, whose it is, what could not be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stageplanner.domain.form import Form
from stageplanner.domain.negotiation.answer_token import Token, UnaskedToken
from stageplanner.problems import Place, Problem
from stageplanner.sheets.columns import Field

#: What was proposed, and may not have been changed on the way.
PROPOSED = (Field.STUDENTS, Field.FORM, Field.START, Field.END, Field.DAYS, Field.WEEKDAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterCells:
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
        return self == CounterCells()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One row with a mark: what was answered, and what stands in the protected columns.

    ``is_refused`` tells that a cell could not be understood, so that nothing of the row is
    used. ``columns`` are the letters by field, for telling.
    """

    token: Token | UnaskedToken
    place: Place
    answer: str | None
    counter: CounterCells
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
