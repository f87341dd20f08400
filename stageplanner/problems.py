"""What went wrong, where, and how to cure it: data, never a dialog or a print.

A problem names its sentence by ``code``; :mod:`stageplanner.messages` holds the sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is: ``ERROR`` rows are not used, ``WARNING`` rows are, ``INFO`` is only told."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a problem sits: a cell of a file, or a stage period of the project.

    ``row`` counts from 1 as the spreadsheet shows it; ``column`` is the letter (``"J"``).
    """

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, with the values its sentence needs."""

    code: str
    severity: Severity = Severity.ERROR
    place: Place = field(default_factory=Place)
    values: Mapping[str, object] = field(default_factory=dict)


class StagePlannerError(Exception):
    """A verb could not be done at all; ``problem`` says why, in the user's words."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem
