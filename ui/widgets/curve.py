"""The curve of changes against peak; each point is a complete plan."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.base.qt import override, tool_tip
from ui.base.theme import Theme, scaled_font

LEFT, RIGHT, TOP, BOTTOM = 46, 14, 10, 34


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """A number of changes, the peak it reaches, and whether fewer are proven impossible."""

    changes: int
    peak: float
    is_proven: bool
    sentence: str


class Curve(QWidget):
    """A curve whose points are chosen by mouse or arrow keys and adopted with Enter."""

    hovered = Signal(int)
    adopted = Signal(int)

    def __init__(self, axis: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axis = axis
        self.points: tuple[CurvePoint, ...] = ()
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def current(self) -> int:
        """The current point, or -1."""
        return self._current

    def set_points(self, points: tuple[CurvePoint, ...]) -> None:
        """Show other points, ordered by number of changes."""
        self.points = points
        self._current = min(self._current, len(points) - 1)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(272, 190)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, 170)

    def place(self, point: CurvePoint) -> QPointF:
        """Return where a point is drawn."""
        most = max(1, *(p.changes for p in self.points))
        high = max(p.peak for p in self.points) + 0.02
        low = min(0.99, *(p.peak for p in self.points)) - 0.02
        # The first changes matter most: a square root gives them more room.
        x = LEFT + sqrt(point.changes / most) * (self.width() - LEFT - RIGHT)
        y = TOP + (high - point.peak) / (high - low) * (self.height() - TOP - BOTTOM)
        return QPointF(x, y)

    def _height_of(self, peak: float) -> float:
        return self.place(CurvePoint(changes=0, peak=peak, is_proven=False, sentence="")).y()

    def _choose(self, number: int) -> None:
        if number != self._current and 0 <= number < len(self.points):
            self._current = number
            self.setAccessibleDescription(self.points[number].sentence)
            self.hovered.emit(number)
            self.update()

    def _nearest(self, at: QPointF) -> int:
        far = [(self.place(p) - at).manhattanLength() for p in self.points]
        best = min(range(len(far)), key=far.__getitem__, default=-1)
        return best if best >= 0 and far[best] < 28 else -1

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(self._nearest(event.position()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._nearest(event.position())
        if number >= 0:
            self._choose(number)
            self.adopted.emit(number)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.points:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self._choose(min(max(0, self._current + step), len(self.points) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self.adopted.emit(self._current)
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._nearest(QPointF(event.pos()))
            sentence = self.points[number].sentence if number >= 0 else ""
            QToolTip.showText(event.globalPos(), tool_tip(sentence), self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), Theme.colors
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.points:
            self._paint_axes(painter)
            line = QPolygonF()
            for i, point in enumerate(self.points):
                at = self.place(point)
                if i:
                    line.append(QPointF(at.x(), line.last().y()))
                line.append(at)
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawPolyline(line)
            for i, point in enumerate(self.points):
                self._paint_point(painter, i, point)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _paint_axes(self, painter: QPainter) -> None:
        colors, wide = Theme.colors, self.width() - RIGHT
        painter.setFont(scaled_font("caption"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        peaks = {round(p.peak, 2) for p in self.points} | {1.0}
        shown, full = -100.0, self._height_of(1.0)
        for peak in sorted(peaks, reverse=True):
            y = self._height_of(peak)
            if peak != 1.0 and (abs(y - shown) < 15 or abs(y - full) < 15):
                continue
            shown = y
            is_full = peak == 1.0
            painter.setPen(QPen(QColor(colors.danger if is_full else colors.line), 1))
            painter.drawLine(QPointF(LEFT, y), QPointF(wide, y))
            painter.setPen(QColor(colors.text if is_full else colors.muted))
            painter.drawText(QRectF(0, y - 8, LEFT - 6, 16), right, f"{peak * 100:.0f}%")
        bottom, last = self.height() - BOTTOM, -100.0
        for point in self.points:
            x = self.place(point).x()
            if x - last < 18:
                continue
            last = x
            painter.setPen(QColor(colors.muted))
            box = QRectF(x - 15, bottom + 2, 30, 14)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(point.changes))
        box = QRectF(LEFT, self.height() - 17, wide - LEFT, 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._axis)

    def _paint_point(self, painter: QPainter, number: int, point: CurvePoint) -> None:
        colors, size = Theme.colors, 6.5 if number == self._current else 4.5
        painter.setPen(QPen(QColor(colors.accent), 2))
        # A filled point is proven; for a hollow one fewer changes may exist.
        painter.setBrush(QColor(colors.accent if point.is_proven else colors.surface))
        painter.drawEllipse(self.place(point), size, size)
