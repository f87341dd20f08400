"""Demand against capacity per week: lint and blok stacked, the wish as an outline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.base.qt import override, tool_tip
from ui.base.theme import Theme, scaled_font

TOP, BOTTOM = 8, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartData:
    """Students per week by form, those of the wish, places, and a sentence for each week."""

    lint: tuple[float, ...]
    blok: tuple[float, ...]
    wish: tuple[float, ...]
    places: tuple[float, ...]
    sentences: tuple[str, ...]


class LoadChart(QWidget):
    """Bars of demand under a line of places, aligned with the heat map above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: ChartData | None = None
        self._left: Callable[[], int] = lambda: 160
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_data(self, data: ChartData, left: Callable[[], int]) -> None:
        """Show other numbers; ``left`` gives the left edge of the weeks of the heat map."""
        self._data, self._left = data, left
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(600, 132)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, 96)

    @property
    def _step(self) -> float:
        weeks = len(self._data.places) if self._data else 1
        return (self.width() - self._left()) / max(1, weeks)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._data:
            week = int((event.pos().x() - self._left()) // self._step)
            if 0 <= week < len(self._data.sentences):
                QToolTip.showText(event.globalPos(), tool_tip(self._data.sentences[week]), self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        data = self._data
        if data is None or not data.places:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        demand = [a + b for a, b in zip(data.lint, data.blok, strict=True)]
        top = max([1.0, *data.places, *demand, *data.wish]) * 1.06
        height = self.height() - TOP - BOTTOM
        self._paint_scale(painter, top, height)
        colors, step = Theme.colors, self._step
        hatch = QBrush(QColor(255, 255, 255, 150), Qt.BrushStyle.BDiagPattern)
        for week, (lint, blok) in enumerate(zip(data.lint, data.blok, strict=True)):
            x = self._left() + week * step + 1
            floor = TOP + height
            for students, color, is_lint in ((blok, colors.blok, False), (lint, colors.lint, True)):
                bar = QRectF(x, floor - students / top * height, step - 2, students / top * height)
                painter.fillRect(bar, QColor(color))
                if is_lint:
                    painter.fillRect(bar, hatch)
                floor = bar.top()
        wish = QPen(QColor(colors.text), 1.4, Qt.PenStyle.DotLine)
        self._paint_steps(painter, data.wish, height / top, wish)
        self._paint_steps(painter, data.places, height / top, QPen(QColor(colors.danger), 2))

    def _paint_scale(self, painter: QPainter, top: float, height: float) -> None:
        unit = 10 ** (len(str(int(top))) - 1)
        unit = unit if top / unit >= 3 else unit / 2 if top / unit >= 1.5 else unit / 4
        painter.setFont(scaled_font("caption"))
        metrics = QFontMetrics(painter.font())
        value = 0.0
        while value <= top:
            y = TOP + height - value / top * height
            painter.setPen(QPen(QColor(Theme.colors.line), 1))
            painter.drawLine(QPointF(self._left(), y), QPointF(self.width(), y))
            painter.setPen(QColor(Theme.colors.muted))
            text = self.locale().toString(round(value))
            width = metrics.horizontalAdvance(text)
            painter.drawText(QPointF(self._left() - width - 8, y + 4), text)
            value += unit

    def _paint_steps(
        self, painter: QPainter, values: tuple[float, ...], scale: float, pen: QPen
    ) -> None:
        painter.setPen(pen)
        points: list[QPointF] = []
        for week, value in enumerate(values):
            y = self.height() - BOTTOM - value * scale
            x = self._left() + week * self._step
            points += [QPointF(x, y), QPointF(x + self._step, y)]
        painter.drawPolyline(QPolygonF(points))
