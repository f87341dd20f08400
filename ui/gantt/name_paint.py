"""Painting of what stands left of the bars: names, columns, and the headings of groups."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from stageplanner.load.tolerances import FULL
from ui.base.theme import Theme, load_color, scaled_font, text_on
from ui.gantt.gantt_data import GanttRow, GanttView
from ui.gantt.scale import ROW
from ui.widgets.heat_paint import number_in_cell, paint_overload
from ui.widgets.time_axis import HEADER_HEIGHT

#: Pixels of a week from which a number fits in it.
NUMBER_WEEK = 30


def paint_names(painter: QPainter, gantt: GanttView, rows: range) -> None:
    """Paint the names and columns of the rows, and the ground of a row that is chosen."""
    for row in rows:
        if not gantt.data.rows[row].is_heading:
            _paint_name(painter, gantt, row, gantt.y_of(row))


def _paint_name(painter: QPainter, gantt: GanttView, row: int, top: int) -> None:
    colors, width, found = Theme.colors, gantt.viewport().width(), gantt.data.rows[row]
    is_current, is_chosen = row == gantt.current, found.key in gantt.chosen
    if is_current or is_chosen:
        painter.fillRect(QRect(0, top, width, ROW), QColor(colors.selected))
    if is_chosen:
        painter.fillRect(QRect(0, top + 2, 4, ROW - 5), QColor(colors.accent))
    painter.setFont(scaled_font("body", bold=is_current))
    painter.setPen(QColor(colors.text))
    room = gantt.name_width - 26
    if found.badge:
        room -= _paint_badge(painter, found.badge, gantt.name_width - 10, top)
    _paint_elided(painter, found.label, QRect(18, top, room, ROW))
    _paint_cells(painter, gantt, found, top)
    _paint_line(painter, top, width)


def _paint_line(painter: QPainter, top: int, width: int) -> None:
    painter.setPen(QPen(QColor(Theme.colors.line), 1))
    painter.drawLine(0, top + ROW - 1, width, top + ROW - 1)


def _paint_elided(
    painter: QPainter, text: str, box: QRect, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> None:
    elide = Qt.TextElideMode.ElideRight
    text = painter.fontMetrics().elidedText(text, elide, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | align, text)


def _paint_cells(painter: QPainter, gantt: GanttView, found: GanttRow, top: int) -> None:
    for number, left, width in gantt.column_places():
        if number < len(found.cells):
            is_number = gantt.data.columns[number].is_number
            align = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            _paint_elided(
                painter, found.cells[number], QRect(left + 4, top, width - 12, ROW), align
            )


def _paint_badge(painter: QPainter, text: str, right: int, top: int) -> int:
    """Paint a small mark at the end of a name and return the width it takes."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(scaled_font("caption", bold=True))
    wide = painter.fontMetrics().horizontalAdvance(text) + 10
    box = QRectF(right - wide, top + 5, wide, ROW - 11)
    painter.setPen(QPen(QColor(Theme.colors.accent), 1))
    painter.setBrush(QColor(Theme.colors.surface))
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(QColor(Theme.colors.accent))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return wide + 6


def paint_heading(painter: QPainter, gantt: GanttView, row: int, top: int) -> None:
    """Paint the heading of a group: an arrow, its name, how many it has, and its load."""
    colors, found, width = Theme.colors, gantt.data.rows[row], gantt.viewport().width()
    ground = colors.selected if row == gantt.current else colors.raised
    painter.fillRect(QRect(0, top, width, ROW), QColor(ground))
    _paint_arrow(painter, QPointF(9, top + ROW / 2), is_folded=found.group in gantt.folded)
    painter.setPen(QColor(colors.muted))
    painter.setFont(scaled_font("caption"))
    places = gantt.column_places() if any(found.cells) else []
    end = places[0][1] if places else gantt.label_width
    wide = painter.fontMetrics().horizontalAdvance(found.badge) + 8
    box = QRect(end - wide - 6, top, wide, ROW)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, found.badge)
    painter.setFont(scaled_font("body", bold=True))
    painter.setPen(QColor(colors.text))
    _paint_elided(painter, found.label, QRect(18, top, end - wide - 26, ROW))
    _paint_cells(painter, gantt, found, top)
    _paint_load(painter, gantt, found, top)
    _paint_line(painter, top, width)


def _paint_arrow(painter: QPainter, middle: QPointF, *, is_folded: bool) -> None:
    x, y = middle.x(), middle.y()
    shape = [(x - 4, y - 2.5), (x + 4, y - 2.5), (x, y + 3)]
    if is_folded:
        shape = [(x - 2.5, y - 4), (x - 2.5, y + 4), (x + 3, y)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(Theme.colors.muted))
    painter.drawPolygon(QPolygonF([QPointF(*place) for place in shape]))
    painter.restore()


def _paint_load(painter: QPainter, gantt: GanttView, found: GanttRow, top: int) -> None:
    """Paint the load of a group by week, in the colours and with the signs of the heat map."""
    load = gantt.loads.get(found.group)
    if load is None:
        return
    painter.save()
    painter.setClipRect(
        QRect(gantt.label_width, max(top, HEADER_HEIGHT), gantt.viewport().width(), ROW),
        Qt.ClipOperation.IntersectClip,
    )
    painter.setFont(scaled_font("caption"))
    right = gantt.viewport().width()
    for number, value in enumerate(load.values):
        if value <= 0:
            continue
        left = gantt.x_of((load.first_week + number) * 7)
        if left + gantt.week_width < gantt.label_width or left > right:
            continue
        box = QRectF(left + 0.5, top + 4, max(1.0, gantt.week_width - 1), ROW - 9)
        color = load_color(value)
        painter.fillRect(box, QColor(*color))
        if gantt.week_width >= NUMBER_WEEK:
            painter.setPen(text_on(color))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number_in_cell(value))
        if value > FULL:
            paint_overload(painter, box, corner=gantt.week_width >= NUMBER_WEEK)
    painter.restore()


def paint_column_titles(painter: QPainter, gantt: GanttView) -> None:
    """Paint the titles of the columns, with an arrow at the one that is sorted."""
    painter.save()
    painter.setClipRect(QRect(0, 0, gantt.label_width, HEADER_HEIGHT))
    painter.setFont(scaled_font("caption"))
    key, is_down = gantt.data.sorted_by
    sign = " ▼" if is_down else " ▲"
    places = [("", gantt.data.name_title, 14, gantt.name_width, False)]
    for number, left, width in gantt.column_places():
        column = gantt.data.columns[number]
        places.append((column.key, column.title, left, width, column.is_number))
    for name, title, left, width, is_number in places:
        painter.setPen(QColor(Theme.colors.muted))
        align = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        text = title + sign if title and name == key else title
        _paint_elided(painter, text, QRect(left + 4, HEADER_HEIGHT - 22, width - 12, 18), align)
        painter.setPen(QPen(QColor(Theme.colors.border), 1))
        edge = left + width - 1 if name else gantt.name_width - 1
        painter.drawLine(edge, HEADER_HEIGHT - 20, edge, HEADER_HEIGHT - 5)
    painter.restore()
