"""The data of the Gantt: rows of bars over weeks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A range of days, counted from the first day of the chart; the last one is included."""

    first: int
    last: int
    is_lint: bool
    weekdays: tuple[int, ...] | None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttRow:
    """One stage period, or a heading without bars.

    A split group has a bar for each part. ``behind`` are the bars it is compared with: those of
    the wish or of another plan. ``badge`` is a short mark beside the name. A sealed row
    was agreed; it is broken if its bars differ from that.
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
    is_sealed: bool = False
    is_broken: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttData:
    """The rows and their weeks of seven days, from the first Monday on."""

    rows: tuple[GanttRow, ...]
    weeks: tuple[str, ...]
    months: tuple[str, ...]
    resting: tuple[bool, ...]


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
    drag: Drag | None
    ghosts: Mapping[str, tuple[Bar, ...]]

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
