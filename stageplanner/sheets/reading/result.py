"""The result of reading a file: usable rows, and the outcome of every source row."""

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
from stageplanner.sheets.reading.cell_fates import SheetFates


class Kind(StrEnum):
    """The content of a file, or of one table in it."""

    PERIODS = "periods"
    CAPACITY = "capacity"
    HOLIDAYS = "holidays"
    PLAN = "plan"
    ANSWER = "answer"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """The outcome of a source row; the last three are no rows of data."""

    USED = "used"
    CORRECTED = "corrected"
    REFUSED = "refused"
    TITLE = "title"
    TOTAL = "total"
    NOTE = "note"

    @property
    def is_data(self) -> bool:
        """Whether the row counts as a row of data."""
        return self in (Outcome.USED, Outcome.CORRECTED, Outcome.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """The outcome of one source row, and the code of the sentence with the reason.

    ``column`` is ``""``. If tables stand side by side it is the first column of the table; in a
    transposed table it is the column that holds the record.
    """

    sheet: str
    row: int
    outcome: Outcome
    code: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPeriod:
    """A row of an exported plan: the wish, the planned option, and the reason."""

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
    """The field that a column is taken to hold, with its confidence (0 to 1)."""

    column: str
    heading: str
    field: str | None
    confidence: float
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """One table that was read: its header row and the fields of its columns."""

    sheet: str
    kind: Kind
    header_row: int
    signature: str
    institution: str | None
    columns: tuple[ColumnGuess, ...]
    remembered: bool = False

    def mapping(self) -> ColumnMapping:
        """Return the mapping to remember once a person has confirmed it."""
        return ColumnMapping(
            signature=self.signature,
            kind=self.kind.value,
            institution=self.institution,
            columns=tuple((guess.heading, guess.field or "") for guess in self.columns),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A cell that a person corrected before reading; the file itself is not changed.

    ``row`` counts from 1 and ``column`` is a letter, as a problem names its place. An empty
    ``sheet`` is the first sheet. ``value`` is text as typed: ``24``, ``wk 36``, ``31-08-2026``;
    ``""`` empties the cell.
    """

    sheet: str
    row: int
    column: str
    value: str


class DateOrder(StrEnum):
    """What a person says of the dates in a column.

    ``EXCHANGED``: a spreadsheet exchanged day and month of the cells that it took for dates.
    """

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    EXCHANGED = "exchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedColumn:
    """A column of dates whose order a person decided; rows count from 1, both belong to it."""

    sheet: str
    column: str
    first_row: int
    last_row: int
    order: DateOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadContext:
    """What is known before a file is read.

    ``known_brins`` holds the BRIN of institutions by their names.
    ``holidays`` resolve weeks and periods to dates; they belong to an institution, or to a
    vakantieregio under the name ``noord``, ``midden`` or ``zuid``. ``synonyms`` maps a heading to
    a field name. ``default_institution`` and ``school_year`` are used where the file names none,
    and ``today`` only if nothing else gives the school year. ``shared`` holds per layout
    (signature) the value that a person gives to a field of all rows.
    """

    known_institutions: tuple[str, ...] = ()
    known_brins: Mapping[str, str] = field(default_factory=dict)
    holidays: tuple[Holiday, ...] = ()
    school_year: int | None = None
    mappings: tuple[ColumnMapping, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    default_institution: str | None = None
    corrections: tuple[Correction, ...] = ()
    date_orders: tuple[OrderedColumn, ...] = ()
    shared: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file that was read: its rows as plan data, and all problems.

    ``rows_read`` counts rows of data, not titles, totals and notes. Each of them is used,
    corrected or refused in ``rows``. Every cell with a value has a fate in ``fates``. ``unread``
    are rows that look like headings of tables that were not recognised.
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
    fates: tuple[SheetFates, ...] = ()
    unread: tuple[ReadTable, ...] = ()
