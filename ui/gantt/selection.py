"""What of the Gantt is selected, chosen, folded away, pointed at or proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.base.qt import override
from ui.gantt.gantt_data import Bar, GanttData, Glow
from ui.gantt.scale import NAMES, ROW, GanttScale
from ui.widgets.accessible import announce_current
from ui.widgets.stateful import Stateful


class GanttSelection(GanttScale, Stateful):
    """One row is selected; several may be chosen, to be moved at once."""

    selected = Signal(str)
    #: So many rows are chosen; 0 if only one is selected.
    chosen_changed = Signal(int)
    #: The week that is pointed at by the keyboard; -1 for none.
    week_pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        #: The part of a split group that the keyboard moves.
        self.part = 0
        self.chosen: frozenset[str] = frozenset()
        self._anchor = ""
        #: Bars that are proposed, not placed, by the key of their row (:meth:`show_ghosts`).
        self.ghosts: Mapping[str, Sequence[Bar]] = {}
        self.glow: Glow | None = None

    # --- data ------------------------------------------------------------------------------

    def set_data(self, data: GanttData) -> None:
        """Show other rows and keep the selection as far as its rows are still there."""
        key, group = self.current_key, self.current_group
        self._take(data)
        self._find_again(key, group)
        self._choose(self.chosen & {row.key for row in data.rows})

    def _find_again(self, key: str, group: str) -> None:
        """Select the row of a key, or the heading of its group if that is folded."""
        self.current = -1
        if not key and not group:
            return
        heading = -1
        for i, row in enumerate(self.data.rows):
            if key and row.key == key:
                self.current = i
                return
            if row.is_heading and row.group == group:
                heading = i
        self.current = heading if not key or group in self.folded else -1

    @property
    def current_key(self) -> str:
        """The key of the selected stage period, or an empty text."""
        rows = self.data.rows
        return rows[self.current].key if 0 <= self.current < len(rows) else ""

    @property
    def current_group(self) -> str:
        """The key of the group of the selected row, or an empty text."""
        rows = self.data.rows
        return rows[self.current].group if 0 <= self.current < len(rows) else ""

    def select(self, key: str, *, notify: bool = False) -> None:
        """Select a stage period, unfold its group and scroll to it."""
        row = next((r for r in self.whole.rows if r.key == key and not r.is_heading), None)
        if row is None:
            return
        if row.group in self.folded:
            self.fold((row.group,), is_folded=False)
        self.set_current(self.data.rows.index(row), notify=notify)

    def set_current(self, row: int, *, part: int = 0, notify: bool = True) -> None:
        """Select a row, scroll to it and announce it."""
        self.current, self.part = row, part
        bar, found = self.verticalScrollBar(), self.data.rows[row]
        lowest = -(-((row + 1) * ROW - bar.pageStep()) // ROW) * ROW
        # The heading that stays in sight covers one row.
        highest = row * ROW if found.is_heading else max(0, row - 1) * ROW
        bar.setValue(min(max(bar.value(), lowest), highest))
        announce_current(self, row, self.cell_text(row))
        self.viewport().update()
        if notify and not found.is_heading:
            self.selected.emit(found.key)

    # --- several ---------------------------------------------------------------------------

    def _choose(self, keys: Iterable[str]) -> None:
        chosen = frozenset(keys)
        if chosen != self.chosen:
            self.chosen = chosen
            self.chosen_changed.emit(len(chosen))
        self.viewport().update()

    def choose_none(self) -> None:
        """Choose no rows; the selected one stays."""
        self._anchor = ""
        self._choose(())

    def choose_all(self) -> None:
        """Choose every row that is shown."""
        self._choose(row.key for row in self.data.rows if row.key)

    def toggle(self, row: int) -> None:
        """Choose a row, or no longer; the first time the selected row is chosen too."""
        key = self.data.rows[row].key
        if key:
            before = self.chosen or frozenset({self.current_key} - {"", key})
            self._choose(before ^ {key})
            self._anchor = key

    def choose_to(self, row: int) -> None:
        """Choose all rows from where choosing began to a row."""
        rows = self.data.rows
        self._anchor = self._anchor or self.current_key
        begin = next((i for i, r in enumerate(rows) if r.key and r.key == self._anchor), row)
        between = rows[min(begin, row) : max(begin, row) + 1]
        self._choose(r.key for r in between if r.key)

    # --- groups ----------------------------------------------------------------------------

    def fold(self, groups: Iterable[str], *, is_folded: bool) -> None:
        """Fold groups away, or unfold them."""
        before = set(self.folded)
        self.folded = self.folded | set(groups) if is_folded else self.folded - set(groups)
        if self.folded == before:
            return
        key, group = self.current_key, self.current_group
        self._take(self.whole)
        self._find_again(key, group)
        if self.current >= 0:
            self.set_current(self.current, notify=False)
        self.folded_changed.emit()

    def fold_all(self, *, is_folded: bool) -> None:
        """Fold every group, or none."""
        self.fold(self.groups, is_folded=is_folded)

    def fold_current(self, *, is_folded: bool) -> None:
        """Fold the group of the selected row; on a row, go to its heading first."""
        if self.current < 0:
            return
        row = self.data.rows[self.current]
        if row.is_heading:
            self.fold((row.group,), is_folded=is_folded)
        elif is_folded and self.heading_of(self.current) >= 0:
            self.set_current(self.heading_of(self.current))

    # --- going about -------------------------------------------------------------------------

    def step(self, step: int) -> None:
        """Select the row so many rows below, or above."""
        if self.data.rows:
            self.set_current(min(max(0, self.current + step), len(self.data.rows) - 1))

    def go_to_change(self, way: int) -> bool:
        """Select the next changed row, or the previous one, also of a group that is folded.

        Returns whether there was one.
        """
        rows = self.whole.rows
        here = self.data.rows[self.current] if 0 <= self.current < len(self.data.rows) else None
        place = -1 if way > 0 else len(rows)
        if here is not None:
            place = rows.index(here)
        others = rows[place + 1 :] if way > 0 else rows[: max(0, place)][::-1]
        found = next((row for row in others if row.is_changed), None)
        if found is not None:
            self.select(found.key, notify=True)
        return found is not None

    def point_at(self, way: int) -> None:
        """Point at the next week by keyboard; the first time at the week of the selected bar."""
        last = len(self.data.weeks) - 1
        if self.glow is not None:
            week = self.glow.week + way
        else:
            bars = self.data.rows[self.current].bars if self.current >= 0 else ()
            week = bars[0].first // 7 if bars else 0
        week = min(max(0, week), last)
        self.bring_week(week)
        self.week_pointed.emit(week)

    def show_glow(self, glow: Glow | None) -> None:
        """Let the rows glow by what they add to a week; ``None`` ends it."""
        self.glow = glow
        self.viewport().update()

    def show_ghosts(self, ghosts: Mapping[str, Sequence[Bar]]) -> None:
        """Draw proposed bars over the rows of these keys; nothing takes them away again."""
        self.ghosts = ghosts
        self.viewport().update()

    # --- remembered ------------------------------------------------------------------------

    @override
    def view_state(self) -> dict[str, object]:
        """Return the zoom and the widths, to restore them later."""
        return {"zoom": self.zoom, "widths": self.widths}

    @override
    def restore_view(self, value: object) -> None:
        """Restore the zoom and the widths, as far as they are valid."""
        if not isinstance(value, dict):
            return
        zoom, widths = value.get("zoom"), value.get("widths")
        if isinstance(widths, dict):
            for key, width in widths.items():
                if type(width) is int:
                    self.set_width(str(key), max(width, 80) if key == NAMES else width)
        if type(zoom) in (int, float) and zoom >= 0:
            self.zoom_to(float(zoom))
