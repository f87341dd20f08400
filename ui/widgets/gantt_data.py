"""What the Gantt draws: rows of bars over weeks, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of days, counted from the first day of the chart; the last one is included."""

    first: int
    last: int
    is_lint: bool
    weekdays: tuple[int, ...] | None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttRow:
    """One stage period, or a heading (no bars) above some.

    A group that is split has a bar for each part. ``behind`` is what it is compared with: the
    wish, or what another plan does. ``badge`` is a short mark beside the name.
    """

    key: str
    label: str
    sentence: str = ""
    bars: tuple[Bar, ...] = ()
    behind: tuple[Bar, ...] = ()
    window: tuple[int, int] | None = None
    badge: str = ""
    is_changed: bool = False
    is_locked: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttData:
    """The rows, and the weeks they lie on (seven days each, from the first Monday)."""

    rows: tuple[GanttRow, ...]
    weeks: tuple[str, ...]
    months: tuple[str, ...]
    resting: tuple[bool, ...]


@dataclass(slots=True)
class Drag:
    """A bar on its way: from where, to which of the places that are allowed."""

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
    drag: Drag | None

    @property
    def label_width(self) -> int:
        """Width of the names of the rows, pixels."""

    @property
    def week_width(self) -> float:
        """Width of a week, pixels."""

    def viewport(self) -> QWidget:
        """Return the area that is painted."""

    def rows_in_sight(self) -> range:
        """Return the rows that are visible, also in part."""

    def x_of(self, day: float) -> float:
        """Return where a day begins, in the viewport."""

    def y_of(self, row: int) -> int:
        """Return where a row begins, in the viewport."""

    def row_rect(self, row: int, bar: Bar) -> QRectF:
        """Return the height of a row over the weeks of a bar."""

    def bar_rect(self, row: int, bar: Bar, part: int = 0) -> QRectF:
        """Return where a bar is drawn."""
