"""A Gantt of stage periods: blok as a solid bar, lint as a ribbon with its weekdays marked.

The plan it is compared with is drawn as an outline, the allowed window as a shade, and a lock
marks what may not move. A bar is dragged, or moved with Alt+Left and Alt+Right, from one
admissible start to the next; these are requested when the drag begins. Each part of a split group
has its own bar. The widget knows nothing of projects.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.base.qt import override, tool_tip
from ui.widgets.accessible import announce_current
from ui.widgets.gantt_data import Bar, Drag, GanttData
from ui.widgets.gantt_paint import ROW, paint_gantt
from ui.widgets.painted_view import PaintedView
from ui.widgets.time_axis import HEADER_HEIGHT

MIN_WEEK = 9.0
#: Days that a bar can be dragged beyond the last admissible start before the reason is shown.
BEYOND = 10


class Gantt(PaintedView):
    """Rows of bars over weeks, for mouse and keyboard alike."""

    selected = Signal(str)
    moved = Signal(str, int, int)
    menu_asked = Signal(str, QPoint)
    #: A key command for the selected row: ``blok``, ``lint``, ``days``, ``split``, ``wish``, or a
    #: decision on it: ``agree``, ``refuse``, ``lock``, ``choose``.
    commanded = Signal(str, str)
    given_up = Signal()
    #: The place or width of the weeks changed.
    scale_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data = GanttData(rows=(), weeks=(), months=(), resting=())
        self.current = -1
        #: The part of a split group that the keyboard moves.
        self.part = 0
        self.drag: Drag | None = None
        #: Where stage periods would go, by the key of their row.
        self.ghosts: Mapping[str, tuple[Bar, ...]] = {}
        #: Returns the admissible first days of a part of a row, each with its last day.
        self.choices: Callable[[str, int], dict[int, int]] = lambda key, part: {}
        #: Returns a sentence that says why a bar may not go further.
        self.reason: Callable[[str], str] = lambda key: ""
        self.preview: Callable[[str, int, int], None] = lambda key, part, start: None

    # --- data ------------------------------------------------------------------------------

    def set_data(self, data: GanttData) -> None:
        """Show other rows and keep the selection if its row is still there."""
        key = self.current_key
        self.data, self.drag = data, None
        keys = [row.key for row in data.rows]
        self.current = keys.index(key) if key in keys else -1
        self._update_bars()
        self.viewport().update()

    def set_ghosts(self, ghosts: Mapping[str, tuple[Bar, ...]]) -> None:
        """Draw bars where stage periods would go, beside where they are."""
        self.ghosts = ghosts
        self.viewport().update()

    @property
    def current_key(self) -> str:
        """The key of the selected stage period, or an empty text."""
        rows = self.data.rows
        return rows[self.current].key if 0 <= self.current < len(rows) else ""

    def select(self, key: str, *, notify: bool = False) -> None:
        """Select a stage period and scroll to it."""
        for i, row in enumerate(self.data.rows):
            if row.key == key and not row.is_heading:
                self.set_current(i, notify=notify)
                return

    def set_current(self, row: int, *, part: int = 0, notify: bool = True) -> None:
        """Select a row, scroll to it and announce it."""
        self.current, self.part = row, part
        bar = self.verticalScrollBar()
        lowest = -(-((row + 1) * ROW - bar.pageStep()) // ROW) * ROW
        bar.setValue(min(max(bar.value(), lowest), row * ROW))
        announce_current(self, row, self.data.rows[row].sentence)
        self.viewport().update()
        if notify:
            self.selected.emit(self.data.rows[row].key)

    # --- geometry --------------------------------------------------------------------------

    @property
    def label_width(self) -> int:
        """Width of the names of the rows, in pixels."""
        return max(140, min(300, round(self.viewport().width() * 0.24)))

    @property
    def week_width(self) -> float:
        """Width of a week in pixels, such that the whole year fits if possible."""
        room = self.viewport().width() - self.label_width
        return max(MIN_WEEK, room / max(1, len(self.data.weeks)))

    def x_of(self, day: float) -> float:
        """Return the left edge of a day in the viewport."""
        return self.label_width + day / 7 * self.week_width - self.horizontalScrollBar().value()

    def y_of(self, row: int) -> int:
        """Return the top of a row in the viewport."""
        return HEADER_HEIGHT + row * ROW - self.verticalScrollBar().value()

    def row_rect(self, row: int, bar: Bar) -> QRectF:
        """Return the full height of a row over all weeks that a bar touches."""
        left, right = self.x_of(bar.first // 7 * 7), self.x_of(bar.last // 7 * 7 + 7)
        return QRectF(left + 1, self.y_of(row) + 4, right - left - 2, ROW - 8)

    def bar_rect(self, row: int, bar: Bar, part: int = 0) -> QRectF:
        """Return where a bar is drawn; the parts of a split group are stacked."""
        whole, parts = self.row_rect(row, bar), max(1, len(self.data.rows[row].bars))
        if parts == 1:
            return whole
        whole.adjust(0, -2, 0, 2)
        height = whole.height() / parts
        return QRectF(whole.left(), whole.top() + part * height, whole.width(), height - 1)

    def row_at(self, y: float) -> int:
        """Return the row at a height of the viewport, or -1."""
        row = int((y - HEADER_HEIGHT + self.verticalScrollBar().value()) // ROW)
        return row if y >= HEADER_HEIGHT and 0 <= row < len(self.data.rows) else -1

    def part_at(self, row: int, place: QPointF) -> int:
        """Return the part of a row whose bar is under a point, or -1."""
        for part, bar in enumerate(self.data.rows[row].bars):
            if self.bar_rect(row, bar, part).contains(place):
                return part
        return -1

    def rows_in_sight(self) -> range:
        """Return the rows that are at least partly visible."""
        first = max(0, self.verticalScrollBar().value() // ROW)
        last = first + self.viewport().height() // ROW + 2
        return range(first, min(len(self.data.rows), last))

    # --- cells, for screen readers: one a row ------------------------------------------------

    def cell_count(self) -> int:
        """Return the number of rows."""
        return len(self.data.rows)

    def cell_text(self, number: int) -> str:
        """Return the sentence of a row."""
        return self.data.rows[number].sentence

    def cell_value(self, number: int) -> str:
        """Return the weeks of the bars of a row."""
        weeks, last = self.data.weeks, len(self.data.weeks) - 1
        spans = ((b.first // 7, min(b.last // 7, last)) for b in self.data.rows[number].bars)
        return ", ".join(f"{weeks[a]}–{weeks[b]}" for a, b in spans)

    def cell_box(self, number: int) -> QRect:
        """Return the rectangle of a row in the viewport."""
        return QRect(0, self.y_of(number), self.viewport().width(), ROW)

    def cell_under(self, place: QPoint) -> int:
        """Return the row under a point, or -1."""
        return self.row_at(place.y())

    def cell_number(self) -> int:
        """Return the selected row, or -1."""
        return self.current

    def _update_bars(self) -> None:
        height = self.viewport().height() - HEADER_HEIGHT
        self.verticalScrollBar().setRange(0, max(0, len(self.data.rows) * ROW - height))
        self.verticalScrollBar().setPageStep(max(1, height))
        self.verticalScrollBar().setSingleStep(ROW)
        width = self.viewport().width() - self.label_width
        overhang = round(len(self.data.weeks) * self.week_width) - width
        self.horizontalScrollBar().setRange(0, max(0, overhang if overhang > 1 else 0))
        self.horizontalScrollBar().setPageStep(max(1, width))
        self.scale_changed.emit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, HEADER_HEIGHT + 4 * ROW)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._update_bars()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    # --- mouse -----------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().y())
        if row < 0 or self.data.rows[row].is_heading:
            return
        part = self.part_at(row, event.position())
        self.set_current(row, part=max(0, part))
        if event.button() is Qt.MouseButton.LeftButton and part >= 0:
            self._begin(row, part, event.position().x())

    def _begin(self, row: int, part: int, x: float) -> None:
        shown = self.data.rows[row]
        length = self.choices(shown.key, part)
        origin = shown.bars[part].first
        self.drag = Drag(row, part, x, tuple(sorted(length)), origin, length, origin)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self.drag
        if drag is None:
            self._show_cursor(event.position())
            return
        moved = event.position().x() - drag.x
        if not drag.has_moved and abs(moved) < 4:
            return
        drag.has_moved = True
        key = self.data.rows[drag.row].key
        wanted = drag.origin + moved / self.week_width * 7
        at = _nearest(drag.starts, wanted) if drag.starts else drag.origin
        drag.is_beyond = abs(at - wanted) > BEYOND
        shape = Qt.CursorShape.ForbiddenCursor if drag.is_beyond else Qt.CursorShape.SizeHorCursor
        self.viewport().setCursor(shape)
        if drag.is_beyond:
            place = event.globalPosition().toPoint()
            QToolTip.showText(place, tool_tip(self.reason(key)), self.viewport())
        else:
            QToolTip.hideText()
        if at != drag.at:
            drag.at = at
            self.preview(key, drag.part, at)
        self.viewport().update()

    def _show_cursor(self, place: QPointF) -> None:
        """Show an open hand over a bar that can be dragged."""
        row = self.row_at(place.y())
        if row >= 0 and self.part_at(row, place) >= 0 and not self.data.rows[row].is_locked:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().unsetCursor()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self.drag = self.drag, None
        self.viewport().unsetCursor()
        self.viewport().update()
        if drag is None or not drag.has_moved:
            return
        if drag.at != drag.origin:
            self.moved.emit(self.data.rows[drag.row].key, drag.part, drag.at)
        else:
            self.given_up.emit()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.current_key:
            return
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            row = self.data.rows[self.current]
            place = self.viewport().mapToGlobal(
                self.row_rect(self.current, row.bars[0]).bottomLeft().toPoint()
            )
        self.menu_asked.emit(self.current_key, place)

    # --- keyboard --------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key == Qt.Key.Key_Escape and self.drag is not None:
            self.drag = None
            self.viewport().unsetCursor()
            self.viewport().update()
            self.given_up.emit()
        elif alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._shift(-1 if key == Qt.Key.Key_Left else 1)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose_part(-1 if key == Qt.Key.Key_Up else 1)
        elif key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        elif key in _COMMANDS and not event.modifiers() and self.current_key:
            self.commanded.emit(self.current_key, _COMMANDS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        rows = self.data.rows
        if not rows:
            return
        row = min(max(0, self.current + step), len(rows) - 1)
        way = 1 if step > 0 else -1
        while 0 <= row < len(rows) and rows[row].is_heading:
            row += way
        if 0 <= row < len(rows):
            self.set_current(row)

    def _choose_part(self, way: int) -> None:
        """Go to the next or previous part of a split group."""
        if self.current >= 0:
            last = len(self.data.rows[self.current].bars) - 1
            self.part = min(max(0, self.part + way), last)
            self.viewport().update()

    def _shift(self, way: int) -> None:
        """Move the selected bar to the next admissible start."""
        row = self.data.rows[self.current] if self.current >= 0 else None
        if row is None or not 0 <= self.part < len(row.bars):
            return
        first = row.bars[self.part].first
        others = [s for s in self.choices(row.key, self.part) if (s - first) * way > 0]
        if others:
            self.moved.emit(row.key, self.part, min(others) if way > 0 else max(others))

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
        """Whether the selected row has a bar that has another place to go."""
        row = self.data.rows[self.current] if self.current >= 0 else None
        return row is not None and bool(row.bars) and not row.is_locked

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            sentence = self._tip_at(event.pos().y())
            QToolTip.showText(event.globalPos(), tool_tip(sentence), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip_at(self, y: float) -> str:
        """Return the sentence of the row at a height; of a heading only if it does not fit."""
        number = self.row_at(y)
        if number < 0:
            return ""
        row = self.data.rows[number]
        is_whole = self.fontMetrics().horizontalAdvance(row.label) + 24 <= self.label_width
        return "" if row.is_heading and is_whole else row.sentence

    @override
    def paint(self, painter: QPainter) -> None:
        paint_gantt(painter, self)


_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -15,
    Qt.Key.Key_PageDown: 15,
    Qt.Key.Key_Home: -1_000_000,
    Qt.Key.Key_End: 1_000_000,
}

_COMMANDS = {
    Qt.Key.Key_B: "blok",
    Qt.Key.Key_L: "lint",
    Qt.Key.Key_D: "days",
    Qt.Key.Key_S: "split",
    Qt.Key.Key_Backspace: "wish",
    Qt.Key.Key_Delete: "wish",
    Qt.Key.Key_A: "agree",
    Qt.Key.Key_M: "refuse",
    Qt.Key.Key_V: "lock",
    Qt.Key.Key_K: "choose",
}


def _nearest(starts: tuple[int, ...], wanted: float) -> int:
    place = bisect_left(starts, wanted)
    return min(starts[max(0, place - 1) : place + 1], key=lambda start: abs(start - wanted))
