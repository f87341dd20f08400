"""Painting of the heat map, row by row: colours as one image, signs and numbers on top."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPixmap, QPolygonF, QTransform

from stageplanner.load.tolerances import FULL
from ui.base.theme import Theme, faded, scaled_font
from ui.widgets.heat_data import HeatData, HeatView, color_table, ink_of, shades_of
from ui.widgets.time_axis import WeekAxis, paint_week_header

#: Lower rows than this have their names in a smaller font.
NAME_ROW = 16
#: Width from which a cell shows its number, and from which a sign before it.
NUMBER_CELL, SIGN_CELL = 22, 32
#: Number of rows that are cached as pictures: a few screens.
MOST_PICTURES = 160


def paint_heat(painter: QPainter, heat: HeatView) -> None:
    """Paint everything that is visible."""
    painter.fillRect(heat.viewport().rect(), QColor(Theme.colors.surface))
    data = heat.data
    if data is None or not data.rows:
        return
    rows, weeks = heat.rows_in_sight(), heat.weeks_in_sight()
    painter.save()
    right = heat.viewport().width() - heat.label_width
    painter.setClipRect(QRect(heat.label_width, heat.header, right, 100_000))
    for row in rows:
        # Painted once into a picture, which moves while the user scrolls.
        top = heat.cell_rect(row, 0).top()
        painter.drawPixmap(QPointF(heat.label_width, top), _picture(heat, data, row, weeks))
    _paint_current(painter, heat)
    painter.restore()
    _paint_names(painter, heat, data, rows)
    paint_week_header(
        painter,
        WeekAxis(
            weeks=data.weeks,
            months=data.months,
            x_of=lambda week: heat.cell_rect(0, week).left(),
            week_width=heat.cell_width,
            left=heat.label_width,
            right=heat.viewport().width(),
            height=heat.header,
            current=heat.current[1],
        ),
    )


def _picture(heat: HeatView, data: HeatData, row: int, weeks: range) -> QPixmap:
    """Return a row of cells as a picture, from the cache if it was painted before."""
    known = heat.pictures.get(row)
    if known is not None:
        return known
    ratio = heat.devicePixelRatioF()
    width, height = heat.viewport().width() - heat.label_width, heat.row_height
    picture = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(Theme.colors.surface))
    painter = QPainter(picture)
    top = heat.cell_rect(row, 0).top()
    painter.setTransform(QTransform.fromTranslate(-heat.label_width, -top))
    _paint_colors(painter, heat, data, row, weeks)
    _paint_signs(painter, heat, data, row, weeks)
    painter.end()
    if len(heat.pictures) >= MOST_PICTURES:
        del heat.pictures[next(iter(heat.pictures))]
    heat.pictures[row] = picture
    return picture


def _paint_colors(
    painter: QPainter, heat: HeatView, data: HeatData, row: int, weeks: range
) -> None:
    target = heat.cell_rect(row, weeks.start).united(heat.cell_rect(row, weeks.stop - 1))
    colors = np.ascontiguousarray(color_table(data.values[row, weeks.start : weeks.stop]))
    # The image does not copy these bytes: keep them alive.
    pixels = colors.tobytes()
    image = QImage(pixels, len(weeks), 1, len(pixels), QImage.Format.Format_RGB32)
    painter.drawImage(target, image, QRectF(0, 0, len(weeks), 1))
    painter.setPen(QPen(QColor(Theme.colors.surface), 1))
    left, top, bottom = heat.cell_rect(row, weeks.start).left(), target.top(), target.bottom()
    edges = [round(left + i * heat.cell_width) for i in range(len(weeks) + 1)]
    lines = [QLineF(x, top, x, bottom) for x in edges]
    lines += [QLineF(target.left(), y, target.right(), y) for y in (top, bottom - 1)]
    painter.drawLines(lines)


def _paint_signs(painter: QPainter, heat: HeatView, data: HeatData, row: int, weeks: range) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(scaled_font("caption"))
    hatch = QBrush(faded(Theme.colors.muted, 110), Qt.BrushStyle.BDiagPattern)
    has_number = heat.cell_width >= NUMBER_CELL
    shades = shades_of(data.values[row]).tolist()
    for week, value in zip(weeks, data.values[row, weeks.start : weeks.stop].tolist(), strict=True):
        if not has_number and 0 < value <= FULL:
            continue
        inside = heat.cell_rect(row, week).adjusted(1, 1, -1, -1)
        if value <= 0:
            _paint_empty(painter, data, (row, week), inside, hatch)
            continue
        if has_number:
            painter.setPen(ink_of(shades[week]))
            text = number_in_cell(value, has_room=heat.cell_width >= SIGN_CELL)
            # Beside the corner of an overload, not under it.
            place = inside.adjusted(0, 0, -4, 0) if value > FULL else inside
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        if value > FULL:
            paint_overload(painter, inside, corner=has_number)


def _paint_empty(
    painter: QPainter, data: HeatData, cell: tuple[int, int], inside: QRectF, hatch: QBrush
) -> None:
    """Paint a cell without a utilisation: places unknown, a holiday, or no students."""
    if data.unknown is not None and data.unknown[cell]:
        painter.fillRect(inside, faded(Theme.colors.muted, 70))
        painter.setPen(QColor(Theme.colors.text))
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, "?")
    elif data.hatched[cell]:
        painter.fillRect(inside, hatch)


def _paint_current(painter: QPainter, heat: HeatView) -> None:
    if heat.current == (-1, -1):
        return
    rect = heat.cell_rect(*heat.current).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(Theme.colors.surface), 5))
    painter.drawRect(rect)
    painter.setPen(QPen(QColor(Theme.colors.text), 2.5 if heat.hasFocus() else 1.5))
    painter.drawRect(rect)


def _paint_names(painter: QPainter, heat: HeatView, data: HeatData, rows: range) -> None:
    painter.save()
    painter.setClipRect(QRect(0, heat.header, heat.label_width, 100_000))
    step = "body" if heat.row_height >= NAME_ROW else "caption"
    fonts = {bold: scaled_font(step, bold=bold) for bold in (False, True)}
    room, flags = heat.label_width - 12, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    for row in rows:
        top = round(heat.cell_rect(row, 0).top())
        painter.setFont(fonts[row == heat.current[0]])
        painter.setPen(QColor(Theme.colors.text))
        text = painter.fontMetrics().elidedText(data.rows[row], Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(0, top, room, heat.row_height), flags, text)
    painter.restore()


def number_in_cell(value: float, *, has_room: bool = True) -> str:
    """Return a utilisation in whole percents, never rounded down to 100."""
    if value == float("inf"):
        return "∞"
    if 1 < value < 1.005:
        # Colour and corner show the overload if there is no room for the sign.
        return ">100" if has_room else "100"
    return str(round(value * 100))


def paint_overload(painter: QPainter, rect: QRectF, *, corner: bool) -> None:
    """Paint a triangle: in the corner beside a number, else in the middle."""
    painter.save()
    painter.setBrush(QColor("#ffffff"))
    painter.setPen(Qt.PenStyle.NoPen)
    if corner:
        x, y = rect.right(), rect.top()
        shape = [(x - 7, y), (x, y), (x, y + 7)]
    else:
        x, y, half = rect.center().x(), rect.center().y(), min(4.0, rect.width() / 2 - 1.5)
        shape = [(x - half, y + half), (x + half, y + half), (x, y - half)]
    painter.drawPolygon(QPolygonF([QPointF(*place) for place in shape]))
    painter.restore()
