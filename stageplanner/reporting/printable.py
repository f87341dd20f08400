"""The blocks of a document for paper, in their order; ``ui/print`` lays them out on A4."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TextStyle(StrEnum):
    """The style of a paragraph: plain, the opening, a side note, or a warning."""

    PLAIN = "plain"
    LEAD = "lead"
    QUIET = "quiet"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; it stays on the page of what follows."""

    text: str
    on_new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of text."""

    text: str
    voice: TextStyle = TextStyle.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A key figure with its label, and a note such as its value before."""

    label: str
    value: str
    note: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Key figures side by side."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The heading of a column; ``width`` is its share of the page, as a weight."""

    text: str
    width: float = 1.0
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose headings are repeated on every page.

    ``over`` are the cells (row, column) with an overload.
    """

    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    over: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPicture:
    """The load of every week before and after, against a limit.

    Values are fractions of capacity if ``is_share``, else students; ``None`` means that there
    are no places, ``nan`` that the value is hidden.
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
    """A bar on the time line; ``is_thin`` for few days a week, drawn as a ribbon."""

    start: date
    end: date
    is_thin: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """A stage period on the time line: its wish as outlines, its plan as bars."""

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
    """Room for signatures: a column of lines per party."""

    about: str
    parties: tuple[str, ...]
    lines: tuple[str, ...]


Block = Heading | Paragraph | Figures | Table | LoadPicture | TimeLine | Signatures


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A document for A4.

    ``page`` is the text of a page number, with ``{page}`` and ``{pages}`` to be filled in.
    """

    title: str
    subtitle: str
    footer: str
    page: str
    language: str
    blocks: tuple[Block, ...]
