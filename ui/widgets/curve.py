"""The curve of changes against peak or shortage; each point is a complete plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
    """A number of changes, what they reach, and whether fewer are proven impossible.

    ``height`` is the peak, or the shortage in student-days; the knee is what is proposed.
    """

    changes: int
    height: float
    is_proven: bool
    sentence: str
    is_knee: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How heights are drawn: their text, the line that is always there, and the finest step."""

    text: Callable[[float], str]
    line: float
    step: float


#: Peaks, with the line of full places; shortages, with the line of none.
PEAKS = Scale(text=lambda height: f"{height * 100:.0f}%", line=1.0, step=0.01)
SHORTAGES = Scale(text=lambda height: f"{height:.0f}", line=0.0, step=1.0)


class Curve(QWidget):
    """A curve; mouse or arrow keys choose a point, Enter or a double click adopts it."""

    hovered = Signal(int)
    adopted = Signal(int)

    def __init__(self, axis: str, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(parent)
        self._axis, self._is_large = axis, large
        self.points: tuple[CurvePoint, ...] = ()
        self._scale = PEAKS
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def scale(self) -> Scale:
        """How the heights are drawn."""
        return self._scale

    @property
    def current(self) -> int:
        """The current point, or -1."""
        return self._current

    def set_points(self, points: tuple[CurvePoint, ...], scale: Scale = PEAKS) -> None:
        """Show other points, ordered by number of changes."""
        self.points, self._scale = points, scale
        self._current = min(self._current, len(points) - 1)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, 280) if self._is_large else QSize(272, 230)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(300, 180) if self._is_large else QSize(200, 190)

    def place(self, point: CurvePoint) -> QPointF:
        """Return where a point is drawn."""
        most = max(1, *(p.changes for p in self.points))
        heights, step = [p.height for p in self.points], self._scale.step
        margin = max(2 * step, 0.02 * (max(heights) - min(heights)))
        high = max(heights) + margin
        low = min(self._scale.line - step, *heights) - margin
        x = LEFT + point.changes / most * (self.width() - LEFT - RIGHT)
        y = TOP + (high - point.height) / (high - low) * (self.height() - TOP - BOTTOM)
        return QPointF(x, y)

    def _height_of(self, height: float) -> float:
        return self.place(CurvePoint(changes=0, height=height, is_proven=False, sentence="")).y()

    def choose(self, number: int) -> None:
        """Show a point as the current one, without telling so."""
        if 0 <= number < len(self.points):
            self._current = number
            self.setAccessibleDescription(self.points[number].sentence)
            self.update()

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

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._nearest(event.position())
        if number >= 0:
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
        scale = self._scale
        heights = {round(p.height / scale.step) * scale.step for p in self.points} | {scale.line}
        shown, fixed = -100.0, self._height_of(scale.line)
        for height in sorted(heights, reverse=True):
            y, is_line = self._height_of(height), height == scale.line
            if not is_line and (abs(y - shown) < 15 or abs(y - fixed) < 15):
                continue
            shown = y
            painter.setPen(QPen(QColor(colors.danger if is_line else colors.line), 1))
            painter.drawLine(QPointF(LEFT, y), QPointF(wide, y))
            painter.setPen(QColor(colors.text if is_line else colors.muted))
            painter.drawText(QRectF(0, y - 8, LEFT - 6, 16), right, scale.text(height))
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
        if point.is_knee:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self.place(point), size + 4, size + 4)
