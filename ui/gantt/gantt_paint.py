"""Painting of the Gantt: ground, rows, the header, and what is drawn over all of it.

Only visible rows and weeks are painted. Colour is never the only sign: blok is solid, lint is a
ribbon with a stripe per weekday, a change has an outline, and a lock and a seal
(agreed) have symbols of their own.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from ui.base.theme import Theme, faded
from ui.gantt.bar_paint import paint_bars, paint_drag
from ui.gantt.gantt_data import GanttView
from ui.gantt.name_paint import paint_column_titles, paint_heading, paint_names
from ui.gantt.scale import ROW
from ui.widgets.time_axis import HEADER_HEIGHT, WeekAxis, paint_week_header


def paint_gantt(painter: QPainter, gantt: GanttView) -> None:
    """Paint everything that is visible."""
    view = gantt.viewport().rect()
    painter.fillRect(view, QColor(Theme.colors.surface))
    rows = gantt.rows_in_sight()
    below = QRect(0, HEADER_HEIGHT, view.width(), view.height())
    painter.setClipRect(below)
    paint_names(painter, gantt, rows)
    painter.setClipRect(below.adjusted(gantt.label_width, 0, 0, 0))
    _paint_weeks(painter, gantt)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for row in rows:
        if not gantt.data.rows[row].is_heading:
            paint_bars(painter, gantt, row)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setClipRect(below)
    _paint_headings(painter, gantt, rows)
    painter.setClipRect(below.adjusted(gantt.label_width, 0, 0, 0))
    paint_drag(painter, gantt)
    painter.setClipRect(below)
    _paint_marks(painter, gantt)
    if gantt.band is not None:
        painter.setPen(QPen(QColor(Theme.colors.accent), 1, Qt.PenStyle.DashLine))
        painter.setBrush(faded(Theme.colors.accent, 30))
        painter.drawRect(gantt.band)
    painter.setClipping(False)
    _paint_header(painter, gantt)


def _paint_headings(painter: QPainter, gantt: GanttView, rows: range) -> None:
    """Paint the headings over the weeks, last the one that stays in sight."""
    for row in rows:
        if gantt.data.rows[row].is_heading:
            paint_heading(painter, gantt, row, gantt.y_of(row))
    sticky = gantt.sticky_heading()
    if sticky is not None:
        paint_heading(painter, gantt, *sticky)


def _paint_weeks(painter: QPainter, gantt: GanttView) -> None:
    colors, bottom = Theme.colors, gantt.viewport().height()
    rest = QBrush(faded(colors.muted, 70), Qt.BrushStyle.BDiagPattern)
    border = QPen(QColor(colors.border), 1)
    axis = axis_of(gantt)
    starts = set(axis.month_starts())
    for week in axis.in_sight():
        x = axis.x_of(week)
        if axis.has_days:
            day = gantt.week_width / 7
            weekend = QRectF(x + 5 * day, HEADER_HEIGHT, 2 * day, bottom)
            painter.fillRect(weekend, faded(colors.muted, 28))
        if gantt.data.resting[week]:
            painter.fillRect(QRectF(x, HEADER_HEIGHT, gantt.week_width, bottom), rest)
        if gantt.glow is not None and gantt.glow.week == week:
            column = QRectF(x, HEADER_HEIGHT, gantt.week_width, bottom)
            painter.fillRect(column, faded(colors.danger, 40))
        if week in starts or axis.has_days:
            painter.setPen(border)
            painter.drawLine(QPointF(x, HEADER_HEIGHT), QPointF(x, bottom))


def _paint_marks(painter: QPainter, gantt: GanttView) -> None:
    """Paint at the right edge where in all rows the changed ones are."""
    marks, count = gantt.change_marks(), len(gantt.data.rows)
    height = gantt.viewport().height() - HEADER_HEIGHT
    if not marks or count * ROW <= height:
        return
    painter.setPen(QPen(QColor(Theme.colors.accent), 2))
    right = gantt.viewport().width()
    for y in sorted({HEADER_HEIGHT + round(mark * height / count) for mark in marks}):
        painter.drawLine(right - 6, y + 1, right - 1, y + 1)


def _paint_header(painter: QPainter, gantt: GanttView) -> None:
    colors, width = Theme.colors, gantt.viewport().width()
    painter.fillRect(QRect(0, 0, width, HEADER_HEIGHT), QColor(colors.surface))
    paint_column_titles(painter, gantt)
    paint_week_header(painter, axis_of(gantt))
    painter.setPen(QPen(QColor(colors.border), 1))
    painter.drawLine(0, HEADER_HEIGHT - 1, width, HEADER_HEIGHT - 1)


def axis_of(gantt: GanttView) -> WeekAxis:
    """Return the week axis of the Gantt."""
    data = gantt.data
    return WeekAxis(
        weeks=data.weeks,
        months=data.months,
        x_of=lambda week: gantt.x_of(week * 7),
        week_width=gantt.week_width,
        left=gantt.label_width,
        right=gantt.viewport().width(),
        current=gantt.glow.week if gantt.glow is not None else -1,
        first=data.first,
        weekdays=data.weekdays,
        week_word=data.week_word,
    )
