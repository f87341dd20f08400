"""What the keys do on the Gantt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.gantt.scale import NAMES, STEP

if TYPE_CHECKING:
    from ui.gantt.gantt import Gantt

Key, Held = Qt.Key, Qt.KeyboardModifier

#: Rows that a key goes down.
STEPS = {
    Key.Key_Up: -1,
    Key.Key_Down: 1,
    Key.Key_PageUp: -15,
    Key.Key_PageDown: 15,
    Key.Key_Home: -1_000_000,
    Key.Key_End: 1_000_000,
}
#: What a letter does with the selected row.
COMMANDS = {
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
_SIDEWAYS = {Key.Key_Left: -1, Key.Key_Right: 1}


def press(gantt: Gantt, event: QKeyEvent) -> bool:
    """Do what a key asks for; return whether it asks for something."""
    key, held = Qt.Key(event.key()), event.modifiers() & ~Held.KeypadModifier
    if _zoom(gantt, event, key, held):
        return True
    if key in _SIDEWAYS:
        return _press_sideways(gantt, _SIDEWAYS[key], held)
    if held & Held.AltModifier and key in (Key.Key_Up, Key.Key_Down):
        gantt.choose_part(STEPS[key])
    elif key in STEPS:
        _step(gantt, STEPS[key], held)
    elif key == Key.Key_Space and held == Held.ControlModifier and gantt.current >= 0:
        gantt.toggle(gantt.current)
    elif key == Key.Key_A and held == Held.ControlModifier:
        gantt.choose_all()
    elif key == Key.Key_N and held in (Held.NoModifier, Held.ShiftModifier):
        gantt.go_to_change(-1 if held else 1)
    elif key == Key.Key_Escape:
        return gantt.give_up()
    elif key in COMMANDS and not held and gantt.current_key:
        gantt.commanded.emit(gantt.current_key, COMMANDS[key])
    else:
        return False
    return True


def _zoom(gantt: Gantt, event: QKeyEvent, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
    is_control = bool(held & Held.ControlModifier)
    if event.matches(QKeySequence.StandardKey.ZoomIn) or (is_control and key == Key.Key_Equal):
        gantt.zoom_by(STEP)
    elif event.matches(QKeySequence.StandardKey.ZoomOut):
        gantt.zoom_by(1 / STEP)
    elif is_control and key == Key.Key_0:
        gantt.zoom_to(0)
    else:
        return False
    return True


def _press_sideways(gantt: Gantt, way: int, held: Qt.KeyboardModifier) -> bool:
    """Move with Alt, point at a week with Ctrl, size the names with both; else fold."""
    if held == Held.AltModifier:
        gantt.shift(way)
    elif held == Held.ControlModifier:
        gantt.point_at(way)
    elif held == Held.AltModifier | Held.ShiftModifier:
        gantt.set_width(NAMES, gantt.name_width + way * WIDER)
    elif held == Held.ShiftModifier:
        gantt.fold_all(is_folded=way < 0)
    elif not held:
        gantt.fold_current(is_folded=way < 0)
    else:
        return False
    return True


def _step(gantt: Gantt, step: int, held: Qt.KeyboardModifier) -> None:
    """Go to another row; with Shift all rows up to it are chosen, with Ctrl the choice stays."""
    if held & Held.ShiftModifier:
        before = gantt.current
        if before >= 0 and not gantt.chosen:
            gantt.choose_to(before)
        gantt.step(step)
        gantt.choose_to(gantt.current)
        return
    if not held & Held.ControlModifier:
        gantt.choose_none()
    gantt.step(step)
