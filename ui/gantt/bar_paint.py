"""Painting of the bars: blok, lint, what is compared, proposed, dragged, and their texts."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ui.base.theme import Theme, faded, paint_lock, paint_seal, rgb_of, scaled_font, text_on
from ui.gantt.gantt_data import Bar, GanttRow, GanttView
from ui.gantt.scale import ROW
from ui.widgets.time_axis import HEADER_HEIGHT

#: How much of bars is seen that add nothing to the week that is pointed at, or that are dragged.
DIM, GONE = 0.3, 0.35


def paint_bars(painter: QPainter, gantt: GanttView, row: int) -> None:
    """Paint a row: its window, its bars with their texts, and the signs beside them."""
    found, colors = gantt.data.rows[row], Theme.colors
    if found.window is not None and row == gantt.current:
        left, right = gantt.x_of(found.window[0]), gantt.x_of(found.window[1] + 1)
        shade = QRectF(left, gantt.y_of(row) + 1, right - left, ROW - 3)
        painter.fillRect(shade, faded(colors.accent, 45))
    usual = 1.0
    if gantt.glow is not None:
        usual = 1.0 if found.key in gantt.glow.strengths else DIM
    drag = gantt.drag
    for part, bar in enumerate(found.bars):
        is_gone = drag is not None and drag.has_moved and (drag.row, drag.part) == (row, part)
        painter.setOpacity(GONE if is_gone else usual)
        rect = gantt.bar_rect(row, bar, part)
        _paint_bar(painter, gantt, rect, bar, is_changed=found.is_changed)
        _paint_text(painter, gantt, rect, bar, _sign_room(gantt, rect, found))
    painter.setOpacity(1.0)
    # Painted over the bars, which may cover the bars they are compared with.
    for behind in found.behind:
        painter.setPen(QPen(QColor(colors.muted), 1.4, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(gantt.row_rect(row, behind).adjusted(0, -2, 0, 2), 5, 5)
    for ghost in gantt.ghosts.get(found.key, ()):
        paint_ghost(painter, gantt.row_rect(row, ghost))
    if gantt.glow is not None and found.key in gantt.glow.strengths:
        _paint_glow(painter, gantt, row, found)
    _paint_signs(painter, gantt, row, found)


def _sign_room(gantt: GanttView, rect: QRectF, found: GanttRow) -> float:
    """Return the room that the lock and the seal take on a bar that begins at the names."""
    signs = found.is_locked + found.is_sealed
    return max(0.0, gantt.label_width + 2 + 13.0 * signs - rect.left()) if signs else 0.0


def _paint_signs(painter: QPainter, gantt: GanttView, row: int, found: GanttRow) -> None:
    if not found.bars or not (found.is_locked or found.is_sealed):
        return
    place = gantt.row_rect(row, found.bars[0])
    if found.is_locked:
        paint_lock(painter, place, Theme.colors.text, gantt.label_width + 7)
        place.adjust(-13, 0, -13, 0)
    if found.is_sealed:
        paint_seal(painter, place, gantt.label_width + 8, is_broken=found.is_broken)


def paint_ghost(painter: QPainter, rect: QRectF) -> None:
    """Paint a bar that is only proposed: a dotted outline that what is below it shines through."""
    painter.setPen(QPen(QColor(Theme.colors.accent), 2, Qt.PenStyle.DotLine))
    painter.setBrush(faded(Theme.colors.accent, 50))
    painter.drawRoundedRect(rect.adjusted(1, -1, -1, 1), 5, 5)


def _paint_glow(painter: QPainter, gantt: GanttView, row: int, found: GanttRow) -> None:
    """Paint a halo as wide as what the row adds to the week pointed at, and how much that is."""
    glow = gantt.glow
    if glow is None:
        return
    strength = glow.strengths[found.key]
    monday = glow.week * 7
    for part, bar in enumerate(found.bars):
        if bar.first > monday + 6 or bar.last < monday:
            continue
        rect = gantt.bar_rect(row, bar, part)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(faded(Theme.colors.danger, 255), 1.5 + 2.5 * strength))
        painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 5, 5)
        # Beside the bar, or on it where its end is out of sight.
        text = glow.texts.get(found.key, "")
        painter.setFont(scaled_font("caption", bold=True))
        most = gantt.viewport().width() - painter.fontMetrics().horizontalAdvance(text) - 18.0
        _paint_plate(painter, text, min(rect.right() + 4, most), rect.center().y())


def _paint_plate(painter: QPainter, text: str, x: float, middle: float) -> None:
    """Paint a few words on a ground of their own, from a place on."""
    if not text:
        return
    painter.setFont(scaled_font("caption", bold=True))
    wide = painter.fontMetrics().horizontalAdvance(text) + 8
    box = QRectF(x, middle - 8, wide, 16)
    painter.setPen(QPen(QColor(Theme.colors.border), 1))
    painter.setBrush(QColor(Theme.colors.surface))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor(Theme.colors.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _paint_bar(
    painter: QPainter, gantt: GanttView, rect: QRectF, bar: Bar, *, is_changed: bool = False
) -> None:
    colors = Theme.colors
    painter.setPen(QPen(QColor(colors.text), 2) if is_changed else Qt.PenStyle.NoPen)
    painter.setBrush(faded(colors.lint, 60) if bar.is_lint else QColor(colors.blok))
    painter.drawRoundedRect(rect, 4, 4)
    if not bar.is_lint:
        return
    if gantt.shows_days:
        _paint_days(painter, gantt, rect, bar)
        return
    # The ribbon: one stripe per weekday, so that its days can be seen and compared.
    stripe = (rect.height() - 2) / 5
    for day in range(5) if bar.weekdays is None else bar.weekdays:
        if day < 5:
            color = QColor(colors.lint) if bar.weekdays else faded(colors.lint, 120)
            top = rect.top() + 1 + day * stripe
            thick = max(1.0, stripe - 0.8)
            painter.fillRect(QRectF(rect.left() + 2, top, rect.width() - 4, thick), color)


def _paint_days(painter: QPainter, gantt: GanttView, rect: QRectF, bar: Bar) -> None:
    """Paint the days of a lint where they are, in the weeks that are visible."""
    color = QColor(Theme.colors.lint) if bar.weekdays else faded(Theme.colors.lint, 120)
    day_width = gantt.week_width / 7
    seen = int((gantt.label_width - gantt.x_of(0)) // gantt.week_width)
    last = int((gantt.viewport().width() - gantt.x_of(0)) // gantt.week_width)
    for week in range(max(seen, bar.first // 7), min(last, bar.last // 7) + 1):
        for day in range(5) if bar.weekdays is None else bar.weekdays:
            if bar.first <= week * 7 + day <= bar.last:
                left = gantt.x_of(week * 7 + day)
                box = QRectF(left + 1, rect.top() + 1, day_width - 2, rect.height() - 2)
                painter.fillRect(box, color)


def _paint_text(
    painter: QPainter, gantt: GanttView, rect: QRectF, bar: Bar, taken: float = 0.0
) -> None:
    """Paint the longest text of a bar that fits in the part of it that is visible.

    The signs of a split group are half as high: its letters are as high as its bars.
    """
    if not bar.text and not bar.texts:
        return
    left = max(rect.left() + taken, float(gantt.label_width))
    room = min(rect.right(), float(gantt.viewport().width())) - left - 10
    if room < 8:
        return
    font = _bar_font(rect.height())
    metrics = QFontMetricsF(font)
    text = next((t for t in bar.texts if metrics.horizontalAdvance(t) <= room), "")
    if not text and metrics.horizontalAdvance(bar.text) <= room + 6:
        text = bar.text
    if not text:
        return
    box = QRectF(left + 4, rect.top(), metrics.horizontalAdvance(text) + 6, rect.height())
    ground = rgb_of(Theme.colors.blok)
    if bar.is_lint:
        ground = rgb_of(Theme.colors.surface)
        painter.fillRect(box.adjusted(-1, 1, 1, -1), QColor(*ground))
    painter.setFont(font)
    painter.setPen(text_on(ground))
    # The line of figures and small letters in the middle of the bar, whatever its height.
    tall = metrics.capHeight()
    painter.drawText(QPointF(box.left() + 3, rect.center().y() + tall / 2), text)


def _bar_font(height: float) -> QFont:
    """Return the font of a text on a bar of a height: its capitals fit in it."""
    font = scaled_font("caption", bold=height < 14)
    metrics = QFontMetricsF(font)
    if metrics.capHeight() > height - 2:
        size = font.pointSizeF() if font.pointSizeF() > 0 else 9.0
        font.setPointSizeF(max(5.0, size * (height - 2) / metrics.capHeight()))
    return font


def paint_drag(painter: QPainter, gantt: GanttView) -> None:
    """Paint the bar that is dragged where it would come, with its dates, and its companions."""
    drag = gantt.drag
    if drag is None or not drag.has_moved:
        return
    for row, bar in gantt.companions():
        paint_ghost(painter, gantt.row_rect(row, bar))
    bar = gantt.data.rows[drag.row].bars[drag.part]
    last = drag.length.get(drag.at, bar.last)
    moved = Bar(first=drag.at, last=last, is_lint=bar.is_lint, weekdays=bar.weekdays)
    rect = gantt.bar_rect(drag.row, moved, drag.part)
    _paint_bar(painter, gantt, rect, moved, is_changed=drag.at != drag.origin)
    day = gantt.data.day_text
    painter.setFont(scaled_font("caption", bold=True))
    text = f"{day(drag.at)} – {day(last)}"
    weeks = round((drag.at - drag.origin) / 7)
    if weeks:
        text += f"  ({weeks:+d})"
    wide = painter.fontMetrics().horizontalAdvance(text) + 10
    x = min(max(rect.left(), gantt.label_width + 4.0), gantt.viewport().width() - wide - 2.0)
    # Above the bar, or below it at the top of the rows.
    above = rect.top() - 11
    _paint_plate(painter, text, x, above if above > HEADER_HEIGHT + 8 else rect.bottom() + 11)
