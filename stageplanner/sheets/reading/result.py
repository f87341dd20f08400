"""What reading a file yields: the rows that can be used, and what became of every other row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from stageplanner.domain.calendar import Holiday
from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import Option
from stageplanner.domain.stage_period import Source, StagePeriod
from stageplanner.problems import Problem


class Kind(StrEnum):
    """What a file, or one table in it, holds."""

    PERIODS = "periods"
    CAPACITY = "capacity"
    HOLIDAYS = "holidays"
    PLAN = "plan"
    ANSWER = "answer"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What became of a source row; the last three are no rows of data."""

    USED = "used"
    CORRECTED = "corrected"
    REFUSED = "refused"
    TITLE = "title"
    TOTAL = "total"
    NOTE = "note"

    @property
    def is_data(self) -> bool:
        """Tell whether the row counts as one that was read."""
        return self in (Outcome.USED, Outcome.CORRECTED, Outcome.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """What became of one source row, and the code of the sentence that says why.

    ``column`` is ``""``, but where tables stand side by side the first column of the table,
    and where a table lies on its side the column that holds what elsewhere is a row.
    """

    sheet: str
    row: int
    outcome: Outcome
    code: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPeriod:
    """A row of an exported plan: the wish, what is planned instead, and the reason."""

    period: StagePeriod
    option: Option
    changed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAnswer:
    """A party's answer to one proposal: ``answer`` is akkoord, afgewezen or tegenvoorstel."""

    planned: PlannedPeriod
    answer: str
    counter: Option | None = None
    remark: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnGuess:
    """What a column is taken to hold, and how sure that is (0 to 1)."""

    column: str
    heading: str
    field: str | None
    confidence: float
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """One table that was found: where its header is and what its columns were taken to be."""

    sheet: str
    kind: Kind
    header_row: int
    signature: str
    institution: str | None
    columns: tuple[ColumnGuess, ...]
    remembered: bool = False

    def mapping(self) -> ColumnMapping:
        """The mapping to remember, once a person has looked at it."""
        return ColumnMapping(
            signature=self.signature,
            kind=self.kind.value,
            institution=self.institution,
            columns=tuple((guess.heading, guess.field or "") for guess in self.columns),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A cell put right by hand before reading on; the file itself stays as it is.

    ``row`` counts from 1 and ``column`` is a letter, as a problem names its place; a sheet
    without a name is the first one. ``value`` is what a person would type: ``24``, ``wk 36``,
    ``31-08-2026``; ``""`` empties the cell.
    """

    sheet: str
    row: int
    column: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadContext:
    """What is known before a file is read.

    ``holidays`` (those of an institution, or of a vakantieregio under the name ``noord``,
    ``midden`` or ``zuid``) turn weeks and periods into dates. ``synonyms`` maps a heading to
    a field name. ``today`` only serves where nothing tells the school year.
    """

    known_institutions: tuple[str, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    school_year: int | None = None
    mappings: tuple[ColumnMapping, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    default_institution: str | None = None
    corrections: tuple[Correction, ...] = ()
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file that was read: its rows as plan data, and every problem met on the way.

    ``rows_read`` counts rows of data (titles, totals and notes are none); each of them is
    used, corrected or refused in ``rows``.
    """

    file: str
    path: str
    sha256: str
    kind: Kind
    periods: tuple[StagePeriod, ...] = ()
    leerbedrijven: tuple[Leerbedrijf, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    planned: tuple[PlannedPeriod, ...] = ()
    answers: tuple[ReadAnswer, ...] = ()
    rows_read: int = 0
    rows_used: int = 0
    problems: tuple[Problem, ...] = ()
    rows: tuple[RowOutcome, ...] = ()
    tables: tuple[ReadTable, ...] = ()
