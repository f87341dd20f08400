"""A document for paper as data: what stands on it in which order, not where.

What a report or letter says is put together without a window
(:mod:`stageplanner.reporting.region_report`, :mod:`stageplanner.reporting.party_letter`); how it
lies on A4 is for ``ui/print``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TextStyle(StrEnum):
    """How a text sounds: plain, the first that is read, in the margin, or a warning."""

    PLAIN = "plain"
    LEAD = "lead"
    QUIET = "quiet"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of a part; it stays with what comes after it."""

    text: str
    on_new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Some sentences."""

    text: str
    voice: TextStyle = TextStyle.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number that matters, with what it is and what it was."""

    label: str
    value: str
    note: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The numbers that matter, side by side."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The heading of a column; ``width`` is its part of the page, as a weight."""

    text: str
    width: float = 1.0
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headings, which are said again on every page.

    ``over`` marks cells (row, column) that are above what should be.
    """

    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    over: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPicture:
    """The load of every week before and after, against a limit.

    Values are fractions of capacity where ``is_share``, else students; ``None`` has no place
    at all, ``nan`` is not told.
    """

    title: str
    mondays: tuple[date, ...]
    before: tuple[float | None, ...]
    after: tuple[float | None, ...]
    before_label: str
    after_label: str
    limit_label: str = ""
    is_share: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some days of a row on the time line; ``is_thin`` has few days a week (drawn as a ribbon)."""

    start: date
    end: date
    is_thin: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One stage period on the time line: its wish as an outline, what is planned as bars."""

    label: str
    wish: tuple[Stretch, ...]
    planned: tuple[Stretch, ...]
    is_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """Stage periods over the weeks; ``off`` are the Mondays of weeks without school.

    ``months`` are the names of the twelve months.
    """

    title: str
    mondays: tuple[date, ...]
    rows: tuple[LineRow, ...]
    months: tuple[str, ...]
    off: frozenset[date] = frozenset()
    wish_label: str = ""
    changed_label: str = ""
    same_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Room to sign: a column of lines per party."""

    about: str
    parties: tuple[str, ...]
    lines: tuple[str, ...]


Block = Heading | Paragraph | Figures | Table | LoadPicture | TimeLine | Signatures


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A document for A4: its title, what stands on it, and what every page says at its foot.

    ``page`` says which page it is, with ``{page}`` and ``{pages}`` still to be filled in.
    """

    title: str
    subtitle: str
    footer: str
    page: str
    language: str
    blocks: tuple[Block, ...]
