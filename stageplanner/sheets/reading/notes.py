"""Notes of the value parsers; a note becomes a Problem once its cell is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from stageplanner.problems import Severity
from stageplanner.sheets.columns import Field

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark about one value of a row; it points at ``column``, else at that of field ``at``."""

    code: str
    severity: Severity
    at: Field | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    column: int | None = None


@dataclass(slots=True)
class Parsed(Generic[T_co]):
    """A value that was parsed (``None`` if it could not be), with its notes.

    Treat it as immutable. It is not frozen because a frozen one takes twice as long to create, and
    every row creates several.
    """

    value: T_co
    notes: tuple[Note, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a note forbids using the row."""
        return any(note.severity is Severity.ERROR for note in self.notes)


@dataclass(slots=True)
class NoteList:
    """Collects the notes of several values, without repeats."""

    notes: list[Note] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether a note forbids using the row."""
        return any(note.severity is Severity.ERROR for note in self.notes)

    def take(self, parsed: Parsed[T]) -> T:
        """Return a value and collect its notes."""
        for note in parsed.notes:
            if note not in self.notes:
                self.notes.append(note)
        return parsed.value


def error(code: str, at: Field | None = None, /, **values: object) -> Note:
    """Build a note that refuses the row."""
    return Note(code=code, severity=Severity.ERROR, at=at, values=values)


def warning(code: str, at: Field | None = None, /, **values: object) -> Note:
    """Build a note on an assumption; the row is used."""
    return Note(code=code, severity=Severity.WARNING, at=at, values=values)


def info(code: str, at: Field | None = None, /, **values: object) -> Note:
    """Build a note for information only."""
    return Note(code=code, severity=Severity.INFO, at=at, values=values)
