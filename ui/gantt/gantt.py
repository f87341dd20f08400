"""A Gantt of stage periods: blok as a solid bar, lint as a ribbon with its weekdays marked.

The plan it is compared with is drawn as an outline, the allowed window as a shade, and a lock
marks what may not move. A bar is dragged, or moved with Alt+Left and Alt+Right, from one
admissible start to the next; these are requested when the drag begins. Each part of a split group
has its own bar. Rows that are chosen together move together. The widget knows nothing of projects.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.base.qt import override, tool_tip
from ui.gantt.gantt_data import Bar, Drag, GanttData
from ui.gantt.gantt_paint import paint_gantt
from ui.gantt.keys import GanttKeys
from ui.gantt.scale import NAMES, ROW, STEP
from ui.widgets.time_axis import HEADER_HEIGHT

#: Days that a bar can be dragged beyond the last admissible start before the reason is shown.
BEYOND = 10
#: Pixels after which a press becomes a drag, around the edge of a column, and of the change marks.
FIRM, EDGE, MARKS = 4, 4, 8


class Gantt(GanttKeys):
    """Rows of bars over weeks, for mouse and keyboard alike."""

    menu_asked = Signal(str, QPoint)
    #: The menu of the columns, at a place of the screen.
    columns_asked = Signal(QPoint)
    #: The title of a column was clicked; an empty key is that of the names.
    sort_asked = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drag: Drag | None = None
        #: The rectangle that is drawn to choose rows, and where it began.
        self.band: QRectF | None = None
        self._band_from: QPointF | None = None
        #: The column of which the edge is dragged, and its width less the place of the mouse.
        self._sizing: tuple[str, float] | None = None
        #: Returns where the chosen rows come if they move by so many days: bars by key.
        self.places_together: Callable[[int], dict[str, tuple[Bar, ...]]] = lambda days: {}
        #: Returns a sentence that says why a bar may not go further.
        self.reason: Callable[[str], str] = lambda key: ""
        self.preview: Callable[[str, int, int], None] = lambda key, part, start: None

    @override
    def set_data(self, data: GanttData) -> None:
        """Show other rows and keep the selection if its row is still there."""
        self.drag = None
        super().set_data(data)

    # --- mouse -----------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        is_left = event.button() is Qt.MouseButton.LeftButton
        if place.y() < HEADER_HEIGHT:
            self._press_header(place, event)
            return
        if is_left and place.x() >= self.viewport().width() - MARKS and self._go_to_mark(place.y()):
            return
        row = self.row_at(place.y())
        if row >= 0 and self.data.rows[row].is_heading:
            self.set_current(row)
            if is_left:
                group = self.data.rows[row].group
                self.fold((group,), is_folded=group not in self.folded)
            return
        if row < 0:
            self._band_from = place if is_left else None
            return
        part = self.part_at(row, place)
        if self._press_row(row, part, event) and is_left:
            if part >= 0:
                self._begin(row, part, place.x())
            elif place.x() >= self.label_width:
                self._band_from = place

    def _press_row(self, row: int, part: int, event: QMouseEvent) -> bool:
        """Select or choose the row that was pressed; return whether it may be dragged."""
        held = event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier:
            self.toggle(row)
            self.set_current(row, part=max(0, part))
            return False
        if held & Qt.KeyboardModifier.ShiftModifier:
            self.choose_to(row)
            self.set_current(row, part=max(0, part))
            return False
        if self.data.rows[row].key not in self.chosen:
            self.choose_none()
        self.set_current(row, part=max(0, part))
        return True

    def _press_header(self, place: QPointF, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.RightButton:
            return
        edge = self._edge_at(place)
        if edge is not None:
            width = self.name_width if edge == NAMES else self.column_width(edge)
            self._sizing = (edge, width - place.x())
        elif place.x() < self.label_width:
            at = (n for n, left, wide in self.column_places() if left <= place.x() < left + wide)
            number = next(at, -1)
            self.sort_asked.emit(self.data.columns[number].key if number >= 0 else "")

    def _edge_at(self, place: QPointF) -> str | None:
        """Return the column whose right edge is at a place of the header, or None."""
        if place.y() >= HEADER_HEIGHT:
            return None
        edges = [(NAMES, self.name_width)]
        edges += [(self.data.columns[n].key, a + w) for n, a, w in self.column_places()]
        return next((key for key, edge in edges if abs(place.x() - edge) <= EDGE), None)

    def _go_to_mark(self, y: float) -> bool:
        """Select the changed row of the mark at a height of the right edge."""
        marks, height = self.change_marks(), self.viewport().height() - HEADER_HEIGHT
        if not marks or len(self.data.rows) * ROW <= height:
            return False
        wanted = (y - HEADER_HEIGHT) / height * len(self.data.rows)
        self.set_current(min(marks, key=lambda mark: abs(mark - wanted)))
        return True

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        edge = self._edge_at(event.position())
        if edge is not None:
            self._sizing = None
            self.set_width(edge, None)
        else:
            self.mousePressEvent(event)

    def _begin(self, row: int, part: int, x: float) -> None:
        shown = self.data.rows[row]
        length = self.choices(shown.key, part)
        origin = shown.bars[part].first
        self.drag = Drag(row, part, x, tuple(sorted(length)), origin, length, origin)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self.drag is not None:
            self._drag_to(self.drag, event)
        elif self._sizing is not None:
            self.set_width(self._sizing[0], round(place.x() + self._sizing[1]))
        elif self._band_from is not None:
            self._draw_band(place)
        else:
            self._show_cursor(place)
            in_header = place.y() < HEADER_HEIGHT
            self.week_pointed.emit(self.week_at(place.x()) if in_header else -1)

    def _drag_to(self, drag: Drag, event: QMouseEvent) -> None:
        moved = event.position().x() - drag.x
        if not drag.has_moved and abs(moved) < FIRM:
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

    def companions(self) -> list[tuple[int, Bar]]:
        """Return the rows that are dragged along, with the bars as they would be."""
        drag = self.drag
        if drag is None or not self.is_together(self.data.rows[drag.row].key):
            return []
        places = self.places_together(drag.at - drag.origin)
        rows = ((i, self.data.rows[i]) for i in self.rows_in_sight() if i != drag.row)
        return [(i, bar) for i, row in rows for bar in places.get(row.key, ())]

    def _draw_band(self, place: QPointF) -> None:
        begin = self._band_from
        if begin is None or (self.band is None and (place - begin).manhattanLength() < FIRM):
            return
        self.band = QRectF(begin, place).normalized()
        self.viewport().update()

    def _choose_in_band(self, band: QRectF) -> None:
        """Choose the rows with a bar that the rectangle touches."""
        touched = []
        for row in self.rows_in_sight():
            bars = self.data.rows[row].bars
            if any(self.bar_rect(row, bar, n).intersects(band) for n, bar in enumerate(bars)):
                touched.append(self.data.rows[row].key)
        self._choose(touched)

    def _show_cursor(self, place: QPointF) -> None:
        """Show an open hand over a bar that can be dragged."""
        row = self.row_at(place.y())
        if self._edge_at(place) is not None:
            self.viewport().setCursor(Qt.CursorShape.SplitHCursor)
        elif row >= 0 and self.part_at(row, place) >= 0 and not self.data.rows[row].is_locked:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().unsetCursor()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self.drag = self.drag, None
        band, self.band, self._band_from, self._sizing = self.band, None, None, None
        self.viewport().unsetCursor()
        self.viewport().update()
        if band is not None:
            self._choose_in_band(band)
            return
        if drag is None or not drag.has_moved:
            return
        key = self.data.rows[drag.row].key
        if drag.at == drag.origin:
            self.given_up.emit()
        elif self.is_together(key):
            self.moved_together.emit(drag.at - drag.origin)
        else:
            self.moved.emit(key, drag.part, drag.at)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer with Ctrl, scroll sideways with Shift."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP ** (turned / 120), event.position().x())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - round(turned / 120 * 3 * bar.singleStep()))
        else:
            super().wheelEvent(event)
            return
        event.accept()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.week_pointed.emit(-1)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place, by_key = event.globalPos(), event.reason() is QContextMenuEvent.Reason.Keyboard
        if not by_key and event.pos().y() < HEADER_HEIGHT:
            self.columns_asked.emit(place)
            return
        if not self.current_key:
            return
        if by_key:
            row = self.data.rows[self.current]
            place = self.viewport().mapToGlobal(
                self.row_rect(self.current, row.bars[0]).bottomLeft().toPoint()
            )
        self.menu_asked.emit(self.current_key, place)

    # --- the rest --------------------------------------------------------------------------

    @override
    def give_up(self) -> bool:
        """End a drag, a rectangle, a glow or a choice of rows; return whether there was one."""
        if self.drag is not None:
            self.drag = None
            self.viewport().unsetCursor()
            self.viewport().update()
            self.given_up.emit()
        elif self.band is not None:
            self.band = self._band_from = None
            self.viewport().update()
        elif self.glow is not None:
            self.week_pointed.emit(-1)
        elif self.chosen:
            self.choose_none()
        else:
            return False
        return True

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            sentence = self._tip_at(event.pos().y())
            QToolTip.showText(event.globalPos(), tool_tip(sentence), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip_at(self, y: float) -> str:
        """Return the sentence of the row at a height; of a heading its load, or what is cut."""
        number = self.row_at(y)
        if number < 0:
            return ""
        row = self.data.rows[number]
        if not row.is_heading:
            return row.sentence
        load = self.loads.get(row.group)
        wide = self.fontMetrics().horizontalAdvance(f"{row.label}  {row.badge}") + 40
        parts = ("" if wide <= self.name_width else row.sentence, load.sentence if load else "")
        return ", ".join(part for part in parts if part)

    @override
    def paint(self, painter: QPainter) -> None:
        paint_gantt(painter, self)


def _nearest(starts: tuple[int, ...], wanted: float) -> int:
    place = bisect_left(starts, wanted)
    return min(starts[max(0, place - 1) : place + 1], key=lambda start: abs(start - wanted))
