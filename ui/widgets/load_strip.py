"""The load strip: the peak utilisation of each week, updated while a bar is dragged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from stageplanner.load.tolerances import FULL
from ui.base.qt import override, tool_tip
from ui.base.theme import Theme, load_color, scaled_font

TOP = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class StripData:
    """Utilisation per week, in the wishes and now; ``week_text`` is the sentence of a week."""

    name: str
    first_week: int
    wish: tuple[float, ...]
    now: tuple[float, ...]
    week_text: Callable[[int], str]


class LoadStrip(QWidget):
    """Bars in the colours of the heat map, a line at 100% and a sign above it."""

    #: The pointer is over a week of the time line; -1 if over none.
    week_pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: StripData | None = None
        self.setMouseTracking(True)
        self._x_of: Callable[[float], float] = lambda day: day
        self._left: Callable[[], int] = lambda: 140
        self._right: Callable[[], int] = self.width
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_scale(
        self,
        x_of: Callable[[float], float],
        left: Callable[[], int],
        right: Callable[[], int],
    ) -> None:
        """Align the weeks with those of the time line above."""
        self._x_of, self._left, self._right = x_of, left, right

    def set_data(self, data: StripData | None) -> None:
        """Show other utilisations."""
        self._data = data
        self.setAccessibleDescription(data.name if data else "")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(600, 84)

    def _week_at(self, x: float) -> int:
        width = self._x_of(7) - self._x_of(0)
        first = self._data.first_week if self._data else 0
        return int((x - self._x_of(0)) // max(1.0, width)) - first

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        week = self._week_at(event.position().x())
        is_week = self._data is not None and 0 <= week < len(self._data.now)
        is_week = is_week and event.position().x() >= self._left()
        first = self._data.first_week if self._data else 0
        self.week_pointed.emit(first + week if is_week else -1)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.week_pointed.emit(-1)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._data:
            week = self._week_at(event.pos().x())
            if 0 <= week < len(self._data.now):
                QToolTip.showText(event.globalPos(), tool_tip(self._data.week_text(week)), self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        data, colors = self._data, Theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if data is None:
            painter.end()
            return
        finite = [v for v in (*data.now, *data.wish) if v != float("inf")]
        top, height = max([1.1, *finite]) * 1.05, self.height() - TOP - 4
        left = self._left()
        full = TOP + height - height / top
        self._paint_names(painter, left, full)
        painter.setClipRect(left, 0, self._right() - left, self.height())
        points: list[QPointF] = []
        for week, (wish, now) in enumerate(zip(data.wish, data.now, strict=True)):
            x = self._x_of((data.first_week + week) * 7)
            end = self._x_of((data.first_week + week + 1) * 7)
            tall = min(now, top) / top * height
            bar = QRectF(x + 1, TOP + height - tall, end - x - 2, tall)
            painter.fillRect(bar, QColor(*load_color(now)))
            if now > FULL:
                _paint_sign(painter, bar)
            y = TOP + height - min(wish, top) / top * height
            points += [QPointF(x, y), QPointF(end, y)]
        painter.setPen(QPen(QColor(colors.text), 1.3, Qt.PenStyle.DotLine))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(QColor(colors.danger), 1.6))
        painter.drawLine(QPointF(left, full), QPointF(self._right(), full))
        painter.end()

    def _paint_names(self, painter: QPainter, left: int, full: float) -> None:
        """Paint the name of the component and the label of the 100% line."""
        painter.setFont(scaled_font("caption"))
        painter.setPen(QColor(Theme.colors.muted))
        middle, name = Qt.AlignmentFlag.AlignVCenter, self._data.name if self._data else ""
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, left - 24)
        painter.drawText(QRectF(12, 0, left - 18, TOP), middle, text)
        place = QRectF(left - 50, full - 8, 44, 16)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | middle, "100%")


def _paint_sign(painter: QPainter, bar: QRectF) -> None:
    x, y, half = bar.center().x(), bar.top() - 2, min(4.0, bar.width() / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(Theme.colors.danger))
    shape = [(x - half, y), (x + half, y), (x, y - 2 * half)]
    painter.drawPolygon(QPolygonF([QPointF(*place) for place in shape]))
