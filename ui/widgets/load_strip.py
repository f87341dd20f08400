"""The load strip: the peak utilisation of each week, under the time line, live while dragging."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.qt import override
from ui.theme import Theme, load_color, scaled_font

TOP = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class StripData:
    """Fractions per week, in the wishes and now, with a sentence each, and a name."""

    name: str
    first_week: int
    wish: tuple[float, ...]
    now: tuple[float, ...]
    sentences: tuple[str, ...]


class LoadStrip(QWidget):
    """Bars in the colours of the heat map, with 100% as a line and a sign above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: StripData | None = None
        self._x_of: Callable[[float], float] = lambda day: day
        self._left: Callable[[], int] = lambda: 140
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_scale(self, x_of: Callable[[float], float], left: Callable[[], int]) -> None:
        """Take over where days lie on the time line above, and where its names end."""
        self._x_of, self._left = x_of, left

    def set_data(self, data: StripData | None) -> None:
        """Show other fractions."""
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
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._data:
            week = self._week_at(event.pos().x())
            if 0 <= week < len(self._data.sentences):
                QToolTip.showText(event.globalPos(), self._data.sentences[week], self)
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
        painter.setFont(scaled_font("caption"))
        painter.setPen(QColor(colors.muted))
        room = QRectF(12, TOP - 4, left - 60, height)
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), data.name)
        full = TOP + height - height / top
        painter.drawText(
            QRectF(left - 44, full - 8, 38, 16),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            "100%",
        )
        painter.setClipRect(left, 0, self.width(), self.height())
        points: list[QPointF] = []
        for week, (wish, now) in enumerate(zip(data.wish, data.now, strict=True)):
            x = self._x_of((data.first_week + week) * 7)
            end = self._x_of((data.first_week + week + 1) * 7)
            tall = min(now, top) / top * height
            bar = QRectF(x + 1, TOP + height - tall, end - x - 2, tall)
            painter.fillRect(bar, QColor(*load_color(now)))
            if now > 1 + 1e-9:
                _paint_sign(painter, bar)
            y = TOP + height - min(wish, top) / top * height
            points += [QPointF(x, y), QPointF(end, y)]
        painter.setPen(QPen(QColor(colors.text), 1.3, Qt.PenStyle.DotLine))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(QColor(colors.danger), 1.6))
        painter.drawLine(QPointF(left, full), QPointF(self.width(), full))
        painter.end()


def _paint_sign(painter: QPainter, bar: QRectF) -> None:
    x, y, half = bar.center().x(), bar.top() - 2, min(4.0, bar.width() / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(Theme.colors.danger))
    shape = [(x - half, y), (x + half, y), (x, y - 2 * half)]
    painter.drawPolygon(QPolygonF([QPointF(*place) for place in shape]))
