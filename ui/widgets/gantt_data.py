"""The data of the Gantt: rows of bars over weeks."""

from __future__ import annotations

from dataclasses import dataclass


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
    the wish or of another plan. ``badge`` is a short mark beside the name.
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
