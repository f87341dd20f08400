"""The data of the Gantt: rows of bars over weeks, their columns, and what is drawn over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A range of days, counted from the first day of the chart; the last one is included.

    ``text`` is what has to be read on it, ``texts`` what may be, the longest first.
    """

    first: int
    last: int
    is_lint: bool
    weekdays: tuple[int, ...] | None
    text: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttColumn:
    """A column beside the names."""

    key: str
    title: str
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttRow:
    """One stage period, or the heading of a group of them, without bars.

    A split group has a bar for each part. ``behind`` are the bars it is compared with: those of
    the wish or of another plan. ``badge`` is a short mark beside the name. A sealed row
    was agreed; it is broken if its bars differ from that. ``group`` is the key of the group it
    stands in, ``cells`` are its texts by column.
    """

    key: str
    label: str
    sentence: str = ""
    group: str = ""
    cells: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    behind: tuple[Bar, ...] = ()
    window: tuple[int, int] | None = None
    badge: str = ""
    is_changed: bool = False
    is_locked: bool = False
    is_sealed: bool = False
    is_broken: bool = False
    is_heading: bool = False


def _no_text(day: int) -> str:
    return str(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttData:
    """The rows and their weeks of seven days, from the first Monday on.

    ``day_text`` names a day; ``columns`` are those that are shown, and ``sorted_by`` is the key of
    one of them with whether it is sorted downwards.
    """

    rows: tuple[GanttRow, ...] = ()
    weeks: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    resting: tuple[bool, ...] = ()
    first: date | None = None
    weekdays: tuple[str, ...] = ()
    week_word: str = ""
    day_text: Callable[[int], str] = field(default=_no_text, compare=False)
    name_title: str = ""
    columns: tuple[GanttColumn, ...] = ()
    sorted_by: tuple[str, bool] = ("", False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLoad:
    """The utilisation of a group by week, and a sentence about it."""

    first_week: int
    values: tuple[float, ...]
    sentence: str
    peak: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Glow:
    """What each row adds to a week: a strength of 0 to 1, and the same in words."""

    week: int
    strengths: Mapping[str, float]
    texts: Mapping[str, str]


@dataclass(slots=True)
class Drag:
    """A bar that is being dragged: its origin and the places where it may be dropped."""

    row: int
    part: int
    x: float
    starts: tuple[int, ...]
    origin: int
    length: dict[int, int]
    at: int
    has_moved: bool = False
    is_beyond: bool = False


class GanttView(Protocol):
    """What painting reads of a Gantt."""

    data: GanttData
    current: int
    chosen: frozenset[str]
    drag: Drag | None
    band: QRectF | None
    ghosts: Mapping[str, Sequence[Bar]]
    glow: Glow | None
    loads: Mapping[str, GroupLoad]
    folded: set[str]
    name_width: int
    label_width: int
    week_width: float

    @property
    def shows_days(self) -> bool:
        """Whether a day is wide enough to be drawn by itself."""

    def viewport(self) -> QWidget:
        """Return the area that is painted."""

    def rows_in_sight(self) -> range:
        """Return the rows that are visible, also in part."""

    def column_places(self) -> list[tuple[int, int, int]]:
        """Return number, left edge and width of the columns that fit beside the names."""

    def x_of(self, day: float) -> float:
        """Return where a day begins, in the viewport."""

    def y_of(self, row: int) -> int:
        """Return where a row begins, in the viewport."""

    def sticky_heading(self) -> tuple[int, int] | None:
        """Return the heading that stays in sight and its top, or None."""

    def row_rect(self, row: int, bar: Bar) -> QRectF:
        """Return the height of a row over the days of a bar."""

    def bar_rect(self, row: int, bar: Bar, part: int = 0) -> QRectF:
        """Return where a bar is drawn."""

    def companions(self) -> list[tuple[int, Bar]]:
        """Return the rows that are dragged along, with the bars as they would be."""

    def change_marks(self) -> Sequence[int]:
        """Return the rows that changed."""
