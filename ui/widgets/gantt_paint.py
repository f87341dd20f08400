"""Painting of the Gantt: background, bars, the dragged bar and the header.

Only visible rows and weeks are painted. Colour is never the only sign: blok is solid, lint is a
ribbon with a stripe per weekday, a change has an outline, and a lock and a seal
(agreed) have symbols of their own.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from ui.base.theme import Theme, faded, paint_lock, paint_seal, rgb_of, scaled_font, text_on
from ui.widgets.gantt_data import Bar, GanttRow, GanttView
from ui.widgets.time_axis import HEADER_HEIGHT, WeekAxis, paint_week_header

ROW = 26


def paint_gantt(painter: QPainter, gantt: GanttView) -> None:
    """Paint everything that is visible."""
    view = gantt.viewport().rect()
    painter.fillRect(view, QColor(Theme.colors.surface))
    rows = gantt.rows_in_sight()
    below = QRect(0, HEADER_HEIGHT, view.width(), view.height())
    painter.setClipRect(below)
    _paint_names(painter, gantt, rows)
    painter.setClipRect(below.adjusted(gantt.label_width, 0, 0, 0))
    _paint_weeks(painter, gantt)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for row in rows:
        _paint_row(painter, gantt, row)
    _paint_drag(painter, gantt)
    painter.setClipping(False)
    _paint_header(painter, gantt, rows)


def _paint_names(painter: QPainter, gantt: GanttView, rows: range) -> None:
    colors, width = Theme.colors, gantt.viewport().width()
    fonts = {bold: scaled_font("body", bold=bold) for bold in (False, True)}
    line = QPen(QColor(colors.line), 1)
    for row in rows:
        found, top = gantt.data.rows[row], gantt.y_of(row)
        if found.is_heading:
            painter.fillRect(QRect(0, top, width, ROW), QColor(colors.raised))
        elif row == gantt.current:
            painter.fillRect(QRect(0, top, width, ROW), QColor(colors.selected))
        painter.setFont(fonts[found.is_heading or row == gantt.current])
        painter.setPen(QColor(colors.text))
        left = 4 if found.is_heading else 12
        room = (width if found.is_heading else gantt.label_width - 14) - left
        if found.badge:
            room -= _paint_badge(painter, found.badge, gantt.label_width - 12, top)
        elide = Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(found.label, elide, room)
        painter.drawText(QRect(left, top, room, ROW), Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(line)
        painter.drawLine(0, top + ROW - 1, width, top + ROW - 1)


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


def _paint_weeks(painter: QPainter, gantt: GanttView) -> None:
    colors, bottom = Theme.colors, gantt.viewport().height()
    rest = QBrush(faded(colors.muted, 70), Qt.BrushStyle.BDiagPattern)
    border = QPen(QColor(colors.border), 1)
    axis = axis_of(gantt)
    starts = set(axis.month_starts())
    for week in axis.in_sight():
        x = axis.x_of(week)
        if gantt.data.resting[week]:
            painter.fillRect(QRectF(x, HEADER_HEIGHT, gantt.week_width, bottom), rest)
        if week in starts:
            painter.setPen(border)
            painter.drawLine(QPointF(x, HEADER_HEIGHT), QPointF(x, bottom))


def _paint_row(painter: QPainter, gantt: GanttView, row: int) -> None:
    found, colors = gantt.data.rows[row], Theme.colors
    if found.is_heading:
        return
    if found.window is not None and row == gantt.current:
        left, right = gantt.x_of(found.window[0]), gantt.x_of(found.window[1] + 1)
        shade = QRectF(left, gantt.y_of(row) + 1, right - left, ROW - 3)
        painter.fillRect(shade, faded(colors.accent, 45))
    drag = gantt.drag
    for part, bar in enumerate(found.bars):
        is_gone = drag is not None and drag.has_moved and (drag.row, drag.part) == (row, part)
        painter.setOpacity(0.35 if is_gone else 1.0)
        rect = gantt.bar_rect(row, bar, part)
        _paint_bar(painter, rect, bar, is_changed=found.is_changed)
        if len(found.bars) > 1:
            _paint_text(painter, rect, bar)
    painter.setOpacity(1.0)
    # Painted over the bars, which may cover the bars they are compared with.
    for behind in found.behind:
        painter.setPen(QPen(QColor(colors.muted), 1.4, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(gantt.row_rect(row, behind).adjusted(0, -2, 0, 2), 5, 5)
    for ghost in gantt.ghosts.get(found.key, ()):
        _paint_ghost(painter, gantt.row_rect(row, ghost))
    if found.is_locked and found.bars:
        whole = gantt.row_rect(row, found.bars[0])
        paint_lock(painter, whole, colors.text, gantt.label_width + 7)
    if found.is_sealed and found.bars:
        place = gantt.row_rect(row, found.bars[0])
        if found.is_locked:
            place.adjust(-13, 0, -13, 0)
        paint_seal(painter, place, gantt.label_width + 8, is_broken=found.is_broken)


def _paint_ghost(painter: QPainter, rect: QRectF) -> None:
    """Paint where a stage period would go: a dotted bar with a question mark."""
    colors = Theme.colors
    painter.setPen(QPen(QColor(colors.accent), 2, Qt.PenStyle.DotLine))
    painter.setBrush(faded(colors.accent, 90))
    painter.drawRoundedRect(rect.adjusted(0, -2, 0, 2), 5, 5)
    painter.setFont(scaled_font("caption", bold=True))
    painter.setPen(QColor(colors.text))
    painter.drawText(rect.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "?")


def _paint_bar(painter: QPainter, rect: QRectF, bar: Bar, *, is_changed: bool = False) -> None:
    colors = Theme.colors
    painter.setPen(QPen(QColor(colors.text), 2) if is_changed else Qt.PenStyle.NoPen)
    painter.setBrush(faded(colors.lint, 60) if bar.is_lint else QColor(colors.blok))
    painter.drawRoundedRect(rect, 4, 4)
    if not bar.is_lint:
        return
    # The ribbon: one stripe per weekday, so that its days can be seen and compared.
    stripe = (rect.height() - 2) / 5
    for day in range(5) if bar.weekdays is None else bar.weekdays:
        if day < 5:
            color = QColor(colors.lint) if bar.weekdays else faded(colors.lint, 120)
            top = rect.top() + 1 + day * stripe
            thick = max(1.0, stripe - 0.8)
            painter.fillRect(QRectF(rect.left() + 2, top, rect.width() - 4, thick), color)


def _paint_text(painter: QPainter, rect: QRectF, bar: Bar) -> None:
    """Paint the number of students of a part of a split group, if it fits."""
    painter.setFont(scaled_font("caption", bold=True))
    wide = painter.fontMetrics().horizontalAdvance(bar.text)
    if not bar.text or wide + 8 > rect.width():
        return
    box = QRectF(rect.left() + 3, rect.top(), wide + 6, rect.height())
    ground = rgb_of(Theme.colors.blok)
    if bar.is_lint:
        ground = rgb_of(Theme.colors.surface)
        painter.fillRect(box, QColor(*ground))
    painter.setPen(text_on(ground))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, bar.text)


def _paint_drag(painter: QPainter, gantt: GanttView) -> None:
    drag = gantt.drag
    if drag is None or not drag.has_moved:
        return
    bar = gantt.data.rows[drag.row].bars[drag.part]
    moved = Bar(
        first=drag.at,
        last=drag.length.get(drag.at, bar.last),
        is_lint=bar.is_lint,
        weekdays=bar.weekdays,
    )
    rect = gantt.bar_rect(drag.row, moved, drag.part)
    _paint_bar(painter, rect, moved, is_changed=drag.at != drag.origin)


def _paint_header(painter: QPainter, gantt: GanttView, rows: range) -> None:
    colors, width = Theme.colors, gantt.viewport().width()
    painter.fillRect(QRect(0, 0, width, HEADER_HEIGHT), QColor(colors.surface))
    heading = _heading_above(gantt, rows)
    if heading is not None:
        # Repeat the heading of the rows if it has scrolled away.
        painter.setFont(scaled_font("body", bold=True))
        painter.setPen(QColor(colors.text))
        room = gantt.label_width - 18
        text = painter.fontMetrics().elidedText(heading.label, Qt.TextElideMode.ElideRight, room)
        box = QRect(4, HEADER_HEIGHT - 24, room, 20)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
    paint_week_header(painter, axis_of(gantt))
    painter.setPen(QPen(QColor(colors.border), 1))
    painter.drawLine(0, HEADER_HEIGHT - 1, width, HEADER_HEIGHT - 1)


def _heading_above(gantt: GanttView, rows: range) -> GanttRow | None:
    if not rows or gantt.data.rows[rows.start].is_heading:
        return None
    for row in range(rows.start, -1, -1):
        if gantt.data.rows[row].is_heading:
            return gantt.data.rows[row]
    return None


def axis_of(gantt: GanttView) -> WeekAxis:
    """Return the week axis of the Gantt."""
    return WeekAxis(
        weeks=gantt.data.weeks,
        months=gantt.data.months,
        x_of=lambda week: gantt.x_of(week * 7),
        week_width=gantt.week_width,
        left=gantt.label_width,
        right=gantt.viewport().width(),
    )
