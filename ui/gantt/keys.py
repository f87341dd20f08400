"""What the keys do on the Gantt."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.base.qt import override
from ui.gantt.scale import NAMES, STEP
from ui.gantt.selection import GanttSelection

Key, Held = Qt.Key, Qt.KeyboardModifier

#: Rows that a key goes down.
STEPS: dict[int, int] = {
    Key.Key_Up: -1,
    Key.Key_Down: 1,
    Key.Key_PageUp: -15,
    Key.Key_PageDown: 15,
    Key.Key_Home: -1_000_000,
    Key.Key_End: 1_000_000,
}
#: What a letter does with the selected row.
COMMANDS: dict[int, str] = {
    Key.Key_B: "blok",
    Key.Key_L: "lint",
    Key.Key_D: "days",
    Key.Key_S: "split",
    Key.Key_Backspace: "wish",
    Key.Key_Delete: "wish",
    Key.Key_A: "agree",
    Key.Key_M: "refuse",
    Key.Key_V: "lock",
    Key.Key_K: "choose",
}
#: Pixels that a key makes the names wider.
WIDER = 24
_SIDEWAYS: dict[int, int] = {Key.Key_Left: -1, Key.Key_Right: 1}


class GanttKeys(GanttSelection):
    """The Gantt by keyboard: everything that the mouse does has a key."""

    moved = Signal(str, int, int)
    #: All chosen rows are to move by so many days.
    moved_together = Signal(int)
    #: A key command for the selected row: ``blok``, ``lint``, ``days``, ``split``, ``wish``, or a
    #: decision on it: ``agree``, ``refuse``, ``lock``, ``choose``.
    commanded = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        #: Returns the admissible first days of a part of a row, each with its last day.
        self.choices: Callable[[str, int], dict[int, int]] = lambda key, part: {}

    def give_up(self) -> bool:
        """End what is under way; return whether there was something."""
        raise NotImplementedError

    def is_together(self, key: str) -> bool:
        """Return whether a row moves together with others."""
        return key in self.chosen and len(self.chosen) > 1

    def choose_part(self, way: int) -> None:
        """Go to the next or previous part of a split group."""
        if self.current >= 0:
            last = len(self.data.rows[self.current].bars) - 1
            self.part = min(max(0, self.part + way), last)
            self.viewport().update()

    def shift(self, way: int) -> None:
        """Move the selected bar to the next admissible start, and those chosen with it."""
        row = self.data.rows[self.current] if self.current >= 0 else None
        if row is None or not 0 <= self.part < len(row.bars):
            return
        first = row.bars[self.part].first
        others = [s for s in self.choices(row.key, self.part) if (s - first) * way > 0]
        if not others:
            return
        start = min(others) if way > 0 else max(others)
        if self.is_together(row.key):
            self.moved_together.emit(start - first)
        else:
            self.moved.emit(row.key, self.part, start)

    @override
    def event(self, event: QEvent) -> bool:
        """Keep Alt with an arrow for the bar that is selected, not for the way back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right)
            is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if is_alt and event.key() in arrows and self._can_move:
                event.accept()
                return True
        return super().event(event)

    @property
    def _can_move(self) -> bool:
        """Whether the selected row has a bar that another place might be found for."""
        row = self.data.rows[self.current] if self.current >= 0 else None
        return row is not None and bool(row.bars) and not row.is_locked

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._press(event):
            super().keyPressEvent(event)

    def _press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; return whether it asks for something."""
        key, held = event.key(), event.modifiers() & ~Held.KeypadModifier
        if self._zoom(event, key, held):
            return True
        if key in _SIDEWAYS:
            return self._press_sideways(_SIDEWAYS[key], held)
        if held & Held.AltModifier and key in (Key.Key_Up, Key.Key_Down):
            self.choose_part(STEPS[key])
        elif key in STEPS:
            self._step(STEPS[key], held)
        elif key == Key.Key_Space and held == Held.ControlModifier and self.current >= 0:
            self.toggle(self.current)
        elif key == Key.Key_A and held == Held.ControlModifier:
            self.choose_all()
        elif key == Key.Key_N and held in (Held.NoModifier, Held.ShiftModifier):
            self.go_to_change(-1 if held else 1)
        elif key == Key.Key_Escape:
            return self.give_up()
        elif key in COMMANDS and not held and self.current_key:
            self.commanded.emit(self.current_key, COMMANDS[key])
        else:
            return False
        return True

    def _zoom(self, event: QKeyEvent, key: int, held: Qt.KeyboardModifier) -> bool:
        is_control = bool(held & Held.ControlModifier)
        if event.matches(QKeySequence.StandardKey.ZoomIn) or (is_control and key == Key.Key_Equal):
            self.zoom_by(STEP)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_by(1 / STEP)
        elif is_control and key == Key.Key_0:
            self.zoom_to(0)
        else:
            return False
        return True

    def _press_sideways(self, way: int, held: Qt.KeyboardModifier) -> bool:
        """Move with Alt, point at a week with Ctrl, size the names with both; else fold."""
        if held == Held.AltModifier:
            self.shift(way)
        elif held == Held.ControlModifier:
            self.point_at(way)
        elif held == Held.AltModifier | Held.ShiftModifier:
            self.set_width(NAMES, self.name_width + way * WIDER)
        elif held == Held.ShiftModifier:
            self.fold_all(is_folded=way < 0)
        elif not held:
            self.fold_current(is_folded=way < 0)
        else:
            return False
        return True

    def _step(self, step: int, held: Qt.KeyboardModifier) -> None:
        """Go to another row: with Shift all up to it are chosen, with Ctrl the choice stays."""
        if held & Held.ShiftModifier:
            before = self.current
            if before >= 0 and not self.chosen:
                self.choose_to(before)
            self.step(step)
            self.choose_to(self.current)
            return
        if not held & Held.ControlModifier:
            self.choose_none()
        self.step(step)
