"""Problems: what went wrong, where, and how to cure it, as data.

A problem names its sentence by ``code``; :mod:`stageplanner.messages` holds the sentences.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: ``ERROR`` rows are not used, ``WARNING`` and ``INFO`` rows are."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Percentage(float):
    """A fraction that a sentence shows as a percentage, in the language of the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place of a problem: a cell of a file, or a stage period of the project.

    ``row`` counts from 1 as the spreadsheet shows it; ``column`` is the letter (``"J"``).
    """

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    period: str | None = None


def column_letter(column: int) -> str:
    """Return the letter of a column, counted from 0: 0 is A, 26 is AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the column of a letter, counted from 0: A is 0.

    Raises
    ------
    ValueError
        If the text is not a column letter.
    """
    if not letters.isascii() or not letters.isalpha():
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem, with the values that its sentence needs."""

    code: str
    severity: Severity = Severity.ERROR
    place: Place = field(default_factory=Place)
    values: Mapping[str, object] = field(default_factory=dict)


class StagePlannerError(Exception):
    """A verb could not be done; ``problem`` says why, in the user's words."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Defect:
    """A fault of the program itself, as another thread or process tells it.

    Attributes
    ----------
    steps : tuple
        Its code: file, line and function of every step, and after them the kind of error.
    text : str
        Its message, which may quote a name from a file: for the user only, never for the log.
    """

    steps: tuple[tuple[str, int, str] | str, ...]
    text: str


def defect_of(error: BaseException) -> Defect:
    """Return an error and its causes without what they hold, so that it can be sent and logged."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    steps: tuple[tuple[str, int, str] | str, ...] = ()
    if cause is not None:
        steps = defect_of(cause).steps
    lines = traceback.extract_tb(error.__traceback__)
    kind = type(error).__name__
    steps += (*((line.filename, line.lineno or 0, line.name) for line in lines), kind)
    return Defect(steps, f"{kind}: {error}")
