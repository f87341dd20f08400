"""A Gantt of stage periods: blok as a solid bar, lint as a ribbon with its weekdays marked.

The wish stands behind as an outline, the window as a shade, a lock where nothing may move. A
bar is dragged, or moved by Alt+Left and Alt+Right, from one admissible start to the next; what
is admissible is asked for when the drag begins. It knows nothing of projects.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from ui.qt import override
from ui.theme import Theme, rgb_of, scaled_font

ROW = 26
HEADER = 38
MIN_WEEK = 9.0


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
    """One stage period, or a heading (no bars) above some."""

    key: str
    label: str
    sentence: str = ""
    bars: tuple[Bar, ...] = ()
    wish: Bar | None = None
    window: tuple[int, int] | None = None
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
class _Drag:
    row: int
    x: float
    starts: tuple[int, ...]
    origin: int
    length: dict[int, int]
    at: int
    has_moved: bool = False
    is_beyond: bool = False


class Gantt(QAbstractScrollArea):
    """Rows of bars over weeks; mouse and keyboard do the same."""

    selected = Signal(str)
    moved = Signal(str, int)
    menu_asked = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = GanttData(rows=(), weeks=(), months=(), resting=())
        self._current = -1
        self._drag: _Drag | None = None
        #: Gives the admissible first days of a row, each with its last day.
        self.choices: Callable[[str], dict[int, int]] = lambda key: {}
        #: Says why a bar may not go further, in a sentence.
        self.reason: Callable[[str], str] = lambda key: ""
        self.preview: Callable[[str, int], None] = lambda key, start: None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)

    # --- data ------------------------------------------------------------------------------

    def set_data(self, data: GanttData) -> None:
        """Show other rows; the selected stage period stays selected where it is still there."""
        key = self.current_key
        self._data, self._drag = data, None
        keys = [row.key for row in data.rows]
        self._current = keys.index(key) if key in keys else -1
        self._update_bars()
        self.viewport().update()

    @property
    def current_key(self) -> str:
        """The selected stage period, or nothing."""
        rows = self._data.rows
        return rows[self._current].key if 0 <= self._current < len(rows) else ""

    def select(self, key: str, *, tell: bool = False) -> None:
        """Select a stage period and bring it into sight."""
        for i, row in enumerate(self._data.rows):
            if row.key == key and not row.is_heading:
                self._set_current(i, tell=tell)
                return

    def _set_current(self, row: int, *, tell: bool = True) -> None:
        self._current = row
        bar = self.verticalScrollBar()
        bar.setValue(min(max(bar.value(), (row + 1) * ROW - bar.pageStep()), row * ROW))
        self.setAccessibleDescription(self._data.rows[row].sentence)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        self.viewport().update()
        if tell:
            self.selected.emit(self._data.rows[row].key)

    # --- geometry --------------------------------------------------------------------------

    @property
    def label_width(self) -> int:
        """The room for the names of the rows."""
        return max(140, min(300, round(self.viewport().width() * 0.24)))

    @property
    def week_width(self) -> float:
        """The width of a week: the whole year fits where it can."""
        room = self.viewport().width() - self.label_width
        return max(MIN_WEEK, room / max(1, len(self._data.weeks)))

    def x_of(self, day: float) -> float:
        """Where a day begins, in the viewport."""
        return self.label_width + day / 7 * self.week_width - self.horizontalScrollBar().value()

    def y_of(self, row: int) -> int:
        """Where a row begins, in the viewport."""
        return HEADER + row * ROW - self.verticalScrollBar().value()

    def bar_rect(self, row: int, bar: Bar) -> QRectF:
        """Where a bar is drawn: from the Monday of its first week to the end of its last."""
        left, right = self.x_of(bar.first // 7 * 7), self.x_of(bar.last // 7 * 7 + 7)
        return QRectF(left + 1, self.y_of(row) + 4, right - left - 2, ROW - 8)

    def row_at(self, y: float) -> int:
        """The row at a height of the viewport; -1 for none."""
        row = int((y - HEADER + self.verticalScrollBar().value()) // ROW)
        return row if y >= HEADER and 0 <= row < len(self._data.rows) else -1

    def _update_bars(self) -> None:
        height = self.viewport().height() - HEADER
        self.verticalScrollBar().setRange(0, max(0, len(self._data.rows) * ROW - height))
        self.verticalScrollBar().setPageStep(max(1, height))
        self.verticalScrollBar().setSingleStep(ROW)
        width = self.viewport().width() - self.label_width
        overhang = round(len(self._data.weeks) * self.week_width) - width
        self.horizontalScrollBar().setRange(0, max(0, overhang if overhang > 1 else 0))
        self.horizontalScrollBar().setPageStep(max(1, width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, HEADER + 4 * ROW)

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
        if row < 0 or self._data.rows[row].is_heading:
            return
        self._set_current(row)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        found = self._data.rows[row]
        if len(found.bars) == 1 and self.bar_rect(row, found.bars[0]).contains(event.position()):
            self._begin(row, event.position().x())

    def _begin(self, row: int, x: float) -> None:
        found = self._data.rows[row]
        length = self.choices(found.key)
        starts = tuple(sorted(length))
        origin = found.bars[0].first
        self._drag = _Drag(row, x, starts, origin, length, origin)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None:
            return
        moved = event.position().x() - drag.x
        if not drag.has_moved and abs(moved) < 4:
            return
        drag.has_moved = True
        wanted = drag.origin + moved / self.week_width * 7
        at = _nearest(drag.starts, wanted) if drag.starts else drag.origin
        drag.is_beyond = abs(at - wanted) > 10
        shape = Qt.CursorShape.ForbiddenCursor if drag.is_beyond else Qt.CursorShape.SizeHorCursor
        self.viewport().setCursor(shape)
        if drag.is_beyond:
            said = self.reason(self._data.rows[drag.row].key)
            QToolTip.showText(event.globalPosition().toPoint(), said, self.viewport())
        else:
            QToolTip.hideText()
        if at != drag.at:
            drag.at = at
            self.preview(self._data.rows[drag.row].key, at)
        self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        self.viewport().unsetCursor()
        self.viewport().update()
        if drag is not None and drag.has_moved and drag.at != drag.origin:
            self.moved.emit(self._data.rows[drag.row].key, drag.at)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.current_key:
            return
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            row = self._data.rows[self._current]
            place = self.viewport().mapToGlobal(
                self.bar_rect(self._current, row.bars[0]).bottomLeft().toPoint()
            )
        self.menu_asked.emit(self.current_key, place)

    # --- keyboard --------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self._drag is not None:
            self._drag = None
            self.viewport().unsetCursor()
            self.viewport().update()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and key in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            self._shift(-1 if key == Qt.Key.Key_Left else 1)
        elif key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        rows = self._data.rows
        if not rows:
            return
        row = min(max(0, self._current + step), len(rows) - 1)
        way = 1 if step > 0 else -1
        while 0 <= row < len(rows) and rows[row].is_heading:
            row += way
        if 0 <= row < len(rows):
            self._set_current(row)

    def _shift(self, way: int) -> None:
        """Move the selected bar to the next admissible start."""
        if self._current < 0 or len(self._data.rows[self._current].bars) != 1:
            return
        row = self._data.rows[self._current]
        starts = sorted(self.choices(row.key))
        others = [s for s in starts if (s - row.bars[0].first) * way > 0]
        if others:
            self.moved.emit(row.key, min(others) if way > 0 else max(others))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.row_at(event.pos().y())
            said = self._data.rows[row].sentence if row >= 0 else ""
            QToolTip.showText(event.globalPos(), said, self.viewport())
            return True
        return super().viewportEvent(event)

    @override
    def focusInEvent(self, event: object) -> None:
        self.viewport().update()

    @override
    def focusOutEvent(self, event: object) -> None:
        self.viewport().update()

    # --- painting --------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(Theme.colors.surface))
        first = max(0, self.verticalScrollBar().value() // ROW)
        rows = range(first, min(len(self._data.rows), first + self.viewport().height() // ROW + 2))
        painter.setClipRect(QRect(0, HEADER, self.viewport().width(), self.viewport().height()))
        self._paint_ground(painter, rows)
        painter.setClipRect(
            QRect(self.label_width, HEADER, self.viewport().width(), self.viewport().height())
        )
        self._paint_weeks(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in rows:
            self._paint_row(painter, row)
        self._paint_drag(painter)
        painter.setClipping(False)
        self._paint_header(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter, rows: range) -> None:
        colors, room = Theme.colors, self.label_width - 14
        for row in rows:
            found, top = self._data.rows[row], self.y_of(row)
            whole = QRect(0, top, self.viewport().width(), ROW)
            if found.is_heading:
                painter.fillRect(whole, QColor(colors.raised))
            elif row == self._current:
                painter.fillRect(whole, QColor(colors.selected))
            bold = found.is_heading or row == self._current
            painter.setFont(scaled_font("body", bold=bold))
            painter.setPen(QColor(colors.text))
            metrics = QFontMetrics(painter.font())
            left = 4 if found.is_heading else 12
            wide = self.viewport().width() if found.is_heading else room
            text = metrics.elidedText(found.label, Qt.TextElideMode.ElideRight, wide - left)
            painter.drawText(
                QRect(left, top, wide - left, ROW), Qt.AlignmentFlag.AlignVCenter, text
            )
            painter.setPen(QPen(QColor(colors.line), 1))
            painter.drawLine(0, top + ROW - 1, self.viewport().width(), top + ROW - 1)

    def _paint_weeks(self, painter: QPainter) -> None:
        colors, bottom = Theme.colors, self.viewport().height()
        rest = QBrush(_faded(colors.muted, 70), Qt.BrushStyle.BDiagPattern)
        for week, month in enumerate(self._data.months):
            x = self.x_of(week * 7)
            if self._data.resting[week]:
                painter.fillRect(QRectF(x, HEADER, self.week_width, bottom), rest)
            if week == 0 or month != self._data.months[week - 1]:
                painter.setPen(QPen(QColor(colors.border), 1))
                painter.drawLine(QPointF(x, HEADER), QPointF(x, bottom))

    def _paint_row(self, painter: QPainter, row: int) -> None:
        found, colors = self._data.rows[row], Theme.colors
        if found.is_heading:
            return
        if found.window is not None and row == self._current:
            left, right = self.x_of(found.window[0]), self.x_of(found.window[1] + 1)
            painter.fillRect(
                QRectF(left, self.y_of(row) + 1, right - left, ROW - 3), _faded(colors.accent, 45)
            )
        if found.wish is not None:
            pen = QPen(QColor(colors.muted), 1.4, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.bar_rect(row, found.wish).adjusted(0, 1, 0, -1), 4, 4)
        for bar in found.bars:
            self._paint_bar(painter, self.bar_rect(row, bar), bar, is_changed=bool(found.wish))
        if found.is_locked and found.bars:
            _paint_lock(painter, self.bar_rect(row, found.bars[0]), colors.text)

    def _paint_bar(
        self, painter: QPainter, rect: QRectF, bar: Bar, *, is_changed: bool = False
    ) -> None:
        colors = Theme.colors
        painter.setPen(QPen(QColor(colors.text), 2) if is_changed else Qt.PenStyle.NoPen)
        if not bar.is_lint:
            painter.setBrush(QColor(colors.blok))
            painter.drawRoundedRect(rect, 4, 4)
        else:
            painter.setBrush(_faded(colors.lint, 60))
            painter.drawRoundedRect(rect, 4, 4)
        days = range(5) if bar.weekdays is None else bar.weekdays
        if bar.is_lint:
            # The ribbon: one stripe per weekday, so that its days can be seen and compared.
            stripe = (rect.height() - 2) / 5
            for day in days:
                if day < 5:
                    color = QColor(colors.lint) if bar.weekdays else _faded(colors.lint, 120)
                    top = rect.top() + 1 + day * stripe
                    painter.fillRect(
                        QRectF(rect.left() + 2, top, rect.width() - 4, stripe - 0.8), color
                    )

    def _paint_drag(self, painter: QPainter) -> None:
        drag = self._drag
        if drag is None or not drag.has_moved:
            return
        row = self._data.rows[drag.row]
        moved = Bar(
            first=drag.at,
            last=drag.length.get(drag.at, drag.at),
            is_lint=row.bars[0].is_lint,
            weekdays=row.bars[0].weekdays,
        )
        if drag.at != drag.origin:
            self._paint_bar(painter, self.bar_rect(drag.row, moved), moved, is_changed=True)

    def _paint_header(self, painter: QPainter) -> None:
        colors, width = Theme.colors, self.viewport().width()
        painter.fillRect(QRect(0, 0, width, HEADER), QColor(colors.surface))
        painter.setClipRect(QRect(self.label_width, 0, width, HEADER))
        painter.setFont(scaled_font("caption"))
        metrics = QFontMetrics(painter.font())
        room = metrics.horizontalAdvance("00") + 6
        step = max(1, -(-room // max(1, int(self.week_width))))
        for week, month in enumerate(self._data.months):
            x = self.x_of(week * 7)
            if week == 0 or month != self._data.months[week - 1]:
                painter.setPen(QColor(colors.text))
                painter.drawText(QPointF(x + 2, 14), month)
            if week % step == 0:
                painter.setPen(QColor(colors.muted))
                painter.drawText(
                    QRectF(x - 8, 18, self.week_width + 16, 16),
                    Qt.AlignmentFlag.AlignCenter,
                    self._data.weeks[week],
                )
        painter.setClipping(False)
        painter.setPen(QPen(QColor(colors.border), 1))
        painter.drawLine(0, HEADER - 1, width, HEADER - 1)


_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -15,
    Qt.Key.Key_PageDown: 15,
    Qt.Key.Key_Home: -1_000_000,
    Qt.Key.Key_End: 1_000_000,
}


def _nearest(starts: tuple[int, ...], wanted: float) -> int:
    place = bisect_left(starts, wanted)
    return min(starts[max(0, place - 1) : place + 1], key=lambda start: abs(start - wanted))


def _faded(color: str, alpha: int) -> QColor:
    return QColor(*rgb_of(color), alpha)


def _paint_lock(painter: QPainter, rect: QRectF, color: str) -> None:
    x, y = rect.left() - 9, rect.center().y()
    painter.setPen(QPen(QColor(color), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(x - 2.5, y - 6, 5, 7), 0, 180 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    box = [(x - 4, y - 2), (x + 4, y - 2), (x + 4, y + 4), (x - 4, y + 4)]
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in box]))
