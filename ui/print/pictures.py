"""The pictures in documents: load per week before and after, and rows on a time line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPolygonF

from stageplanner.domain.calendar import week_number
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.messages import DEFAULT_LANGUAGE, percent
from stageplanner.reporting.printable import LineRow, LoadPicture, Stretch, TimeLine
from ui.print.paper import (
    ACCENT,
    INK,
    LINE,
    MUTED,
    OVER,
    OVER_SOFT,
    SOFT,
    WIDTH,
    Ink,
    Part,
    Sheet,
    mm,
    pen,
)

LOAD_HEIGHT = mm(49)
_TITLE, _SMALL = Ink(9.5, INK, True), Ink(7.5, MUTED)
_LEFT = mm(13)
_LABELS = mm(60)
_ROW = mm(7.6)


def draw_load(sheet: Sheet, picture: LoadPicture, painter: QPainter, y: float) -> None:
    """Draw the load after as bars, before as a dashed line, and the limit as a line."""
    sheet.write_line(painter, picture.title, _TITLE, QPointF(0, y))
    _load_legend(sheet, picture, painter, y + mm(5))
    values = [v for v in (*picture.before, *picture.after) if v is not None and not math.isnan(v)]
    limit = 1.0 if picture.is_share else 0.0
    top = max([limit, *values, 0.1 if picture.is_share else 5.0]) * 1.08
    area = QRectF(_LEFT, y + mm(11), WIDTH - _LEFT, LOAD_HEIGHT - mm(17))
    _load_scale(sheet, picture, painter, area, top)
    step = area.width() / max(1, len(picture.mondays))

    def level(value: float | None) -> float:
        return area.bottom() - (_shown(value, top) / top) * area.height()

    for i, value in enumerate(picture.after):
        bar = QRectF(area.left() + i * step + step * 0.12, level(value), step * 0.76, 0)
        bar.setBottom(area.bottom())
        is_over = picture.is_share and (value is None or value > 1.0 + TOLERANCE)
        painter.fillRect(bar, QColor(OVER if is_over else ACCENT))
        if is_over:
            # Not by colour alone: paper is often black and white.
            painter.fillRect(bar, QBrush(QColor(255, 255, 255), Qt.BrushStyle.BDiagPattern))
            painter.setPen(pen(OVER, 0.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar)
    points: list[QPointF] = []
    for i, value in enumerate(picture.before):
        x = area.left() + i * step
        points += [QPointF(x, level(value)), QPointF(x + step, level(value))]
    painter.setPen(pen(INK, 0.35, Qt.PenStyle.DashLine))
    painter.drawPolyline(QPolygonF(points))
    if picture.is_share:
        painter.setPen(pen(OVER, 0.3))
        painter.drawLine(QPointF(area.left(), level(1.0)), QPointF(area.right(), level(1.0)))
    _weeks(sheet, painter, picture.mondays, area.left(), step, area.bottom() + mm(0.8))


def _shown(value: float | None, top: float) -> float:
    """Return the drawn height: the top if there are no places, 0 if it is unknown."""
    if value is None:
        return top
    return 0.0 if math.isnan(value) else value


def _load_legend(sheet: Sheet, picture: LoadPicture, painter: QPainter, y: float) -> None:
    x, middle = 0.0, y + sheet.line_height(_SMALL) / 2
    for kind, label in (
        ("after", picture.after_label),
        ("before", picture.before_label),
        ("limit", picture.limit_label),
    ):
        if not label:
            continue
        if kind == "after":
            painter.fillRect(QRectF(x, middle - mm(1.2), mm(6), mm(2.4)), QColor(ACCENT))
        else:
            dashed = kind == "before"
            style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
            painter.setPen(pen(INK if dashed else OVER, 0.35, style))
            painter.drawLine(QPointF(x, middle), QPointF(x + mm(6), middle))
        sheet.write_line(painter, label, _SMALL, QPointF(x + mm(7.5), y))
        x += mm(7.5) + sheet.width(label, _SMALL) + mm(6)


def _load_scale(
    sheet: Sheet, picture: LoadPicture, painter: QPainter, area: QRectF, top: float
) -> None:
    unit = _unit(top)
    value = 0.0
    while value <= top:
        y = area.bottom() - value / top * area.height()
        painter.setPen(pen(LINE, 0.15))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        # A whole percentage is written alike in every language.
        shown = percent(value, DEFAULT_LANGUAGE, 0) if picture.is_share else f"{value:g}"
        at = QPointF(area.left() - mm(1.5), y - sheet.line_height(_SMALL) / 2)
        sheet.write_line(painter, shown, _SMALL, at, align=1.0)
        value += unit


def _unit(top: float) -> float:
    """Return a round step for a scale of about five lines."""
    rough, size = top / 5, 1.0
    while size > rough:
        size /= 10
    while size * 10 <= rough:
        size *= 10
    return next((size * k for k in (1, 2, 2.5, 5) if size * k >= rough), size * 10)


def _weeks(  # noqa: PLR0917 - where the weeks stand
    sheet: Sheet,
    painter: QPainter,
    mondays: Sequence[date],
    left: float,
    step: float,
    y: float,
) -> None:
    """Write week numbers under their weeks, as many as fit."""
    every = max(1, int(mm(6.5) / step) + 1) if step < mm(6.5) else 1
    for i, monday in enumerate(mondays):
        if i % every == 0:
            at = QPointF(left + (i + 0.5) * step, y)
            sheet.write_line(painter, str(week_number(monday)), _SMALL, at, align=0.5)


# --- rows on a time line ------------------------------------------------------------------------


def line_parts(sheet: Sheet, line: TimeLine) -> Iterator[Part]:
    """Yield the time line, a part per row, so that its head is repeated on every page."""
    title = sheet.line_height(_TITLE) + mm(1)

    def draw_title(painter: QPainter, y: float) -> None:
        sheet.write_line(painter, line.title, _TITLE, QPointF(0, y))

    yield Part(title, draw_title, stays=True)
    yield Part(mm(6), partial(_line_legend, sheet, line), stays=True)
    head = Part(mm(9), partial(_line_head, sheet, line), stays=True)
    yield head
    for i, row in enumerate(line.rows):
        draw = partial(_line_row, sheet, line, row)
        yield Part(_ROW, draw, again=head, stays=i == len(line.rows) - 2)
    yield Part(mm(4), lambda painter, y: None)


def _line_legend(sheet: Sheet, line: TimeLine, painter: QPainter, y: float) -> None:
    x, height = 0.0, mm(2.6)
    for kind, label in (
        ("wish", line.wish_label),
        ("changed", line.changed_label),
        ("same", line.same_label),
    ):
        if not label:
            continue
        box = QRectF(x, y + mm(0.4), mm(7), height)
        if kind == "wish":
            painter.setPen(pen(INK, 0.3, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
        else:
            painter.fillRect(box, QColor(OVER if kind == "changed" else ACCENT))
        sheet.write_line(painter, label, _SMALL, QPointF(x + mm(8.5), y))
        x += mm(8.5) + sheet.width(label, _SMALL) + mm(6)


def _step(line: TimeLine) -> float:
    return (WIDTH - _LABELS) / max(1, len(line.mondays))


def _line_head(sheet: Sheet, line: TimeLine, painter: QPainter, y: float) -> None:
    step = _step(line)
    for i, monday in enumerate(line.mondays):
        if i == 0 or line.mondays[i - 1].month != monday.month:
            at = QPointF(_LABELS + i * step, y)
            room = step * sum(m.month == monday.month for m in line.mondays[i : i + 5])
            if sheet.width(line.months[monday.month - 1], _SMALL) + mm(1.5) <= room:
                sheet.write_line(painter, line.months[monday.month - 1], _SMALL, at)
    _weeks(sheet, painter, line.mondays, _LABELS, step, y + mm(4))
    painter.setPen(pen(LINE, 0.2))
    painter.drawLine(QPointF(0, y + mm(8.6)), QPointF(WIDTH, y + mm(8.6)))


def _line_row(sheet: Sheet, line: TimeLine, row: LineRow, painter: QPainter, y: float) -> None:
    step = _step(line)
    for i, monday in enumerate(line.mondays):
        if monday in line.off:
            painter.fillRect(QRectF(_LABELS + i * step, y, step, _ROW), QColor("#e9ecef"))
    ink = Ink(7, INK, row.is_changed)
    label = sheet.cut(row.label, ink, _LABELS - mm(2))
    sheet.write_line(painter, label, ink, QPointF(0, y + mm(1.6)))
    for stretch in row.planned:
        _draw_planned(sheet, line, row, stretch, painter, y)
    if row.is_changed:
        painter.setPen(pen(INK, 0.3, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stretch in row.wish:
            painter.drawRect(_box(line, stretch, y, mm(0.9), mm(5.8)))
    painter.setPen(pen(LINE, 0.12))
    painter.drawLine(QPointF(0, y + _ROW), QPointF(WIDTH, y + _ROW))


def _draw_planned(  # noqa: PLR0917 - a stretch of a row of a line
    sheet: Sheet,
    line: TimeLine,
    row: LineRow,
    stretch: Stretch,
    painter: QPainter,
    y: float,
) -> None:
    color = OVER if row.is_changed else ACCENT
    box = _box(line, stretch, y, mm(1.7), mm(4.2))
    if stretch.is_thin:
        painter.fillRect(box, QColor(OVER_SOFT if row.is_changed else SOFT))
        painter.setPen(pen(color, 0.35))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
    else:
        painter.fillRect(box, QColor(color))
    ink = Ink(7, color if stretch.is_thin else "#ffffff", True)
    if sheet.width(stretch.text, ink) <= box.width() - mm(1):
        at = QPointF(box.center().x(), box.center().y() - sheet.line_height(ink) / 2)
        sheet.write_line(painter, stretch.text, ink, at, align=0.5)


def _box(line: TimeLine, stretch: Stretch, y: float, top: float, height: float) -> QRectF:
    first, last = line.mondays[0], line.mondays[-1] + timedelta(days=7)
    scale = (WIDTH - _LABELS) / (last - first).days

    def x(day: date) -> float:
        return _LABELS + min(max((day - first).days, 0), (last - first).days) * scale

    left = x(stretch.start)
    # A stage week ends on Friday: its weekend belongs to the bar.
    end = stretch.end + timedelta(days=7 - stretch.end.weekday())
    return QRectF(left, y + top, max(x(end) - left, mm(1)), height)
