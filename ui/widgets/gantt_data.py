"""What the Gantt draws: rows of bars over weeks, as plain data."""

from __future__ import annotations

from dataclasses import dataclass


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
