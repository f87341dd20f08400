"""The header of months and weeks, shared by all time lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from ui.base.theme import Theme, scaled_font

#: Height with months and weeks, and with weeks only, for the lower of two maps.
HEADER_HEIGHT, WEEKS_HEIGHT = 38, 20
#: Pixels that a number may extend outside its week.
OVERHANG = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAxis:
    """Where the weeks of a time line are in the viewport, and their names.

    ``x_of`` returns the left edge of a week; ``current`` is the selected week, or -1.
    """

    weeks: Sequence[str]
    months: Sequence[str]
    x_of: Callable[[int], float]
    week_width: float
    left: int
    right: int
    height: int = HEADER_HEIGHT
    current: int = -1

    @property
    def has_months(self) -> bool:
        """Whether there is room for the months above the weeks."""
        return self.height >= HEADER_HEIGHT

    def month_starts(self) -> list[int]:
        """Return the weeks in which a month begins."""
        months = self.months
        return [i for i in range(len(months)) if i == 0 or months[i] != months[i - 1]]

    def in_sight(self) -> range:
        """Return the weeks that are visible."""
        if not self.weeks:
            return range(0)
        first = int((self.left - OVERHANG - self.x_of(0)) // self.week_width)
        last = int((self.right + OVERHANG - self.x_of(0)) // self.week_width) + 1
        return range(max(0, first), max(0, min(len(self.weeks), last)))


def paint_week_header(painter: QPainter, axis: WeekAxis) -> None:
    """Paint months and week numbers, and leave out those that do not fit."""
    painter.save()
    left = axis.left - OVERHANG
    painter.setClipRect(QRectF(left, 0, axis.right - left, axis.height))
    painter.setFont(scaled_font("caption"))
    if axis.has_months:
        _paint_months(painter, axis)
    _paint_weeks(painter, axis)
    painter.restore()


def _paint_months(painter: QPainter, axis: WeekAxis) -> None:
    metrics, starts = painter.fontMetrics(), axis.month_starts()
    painter.setPen(QColor(Theme.colors.text))
    for i, week in enumerate(starts):
        x = axis.x_of(week)
        end = axis.x_of(starts[i + 1]) if i + 1 < len(starts) else float(axis.right)
        # A month that begins outside keeps its name visible as long as it fits.
        x = max(x, float(axis.left))
        if x + metrics.horizontalAdvance(axis.months[week]) + 4 <= end:
            painter.drawText(QPointF(x + 1, 14), axis.months[week])


def _paint_weeks(painter: QPainter, axis: WeekAxis) -> None:
    room = painter.fontMetrics().horizontalAdvance("00") + 6
    step = max(1, -(-room // max(1, int(axis.week_width))))
    for week in axis.in_sight():
        is_current = week == axis.current
        is_near = axis.current >= 0 and abs(week - axis.current) < step
        if not is_current and (week % step or is_near):
            continue
        painter.setFont(scaled_font("caption", bold=is_current))
        painter.setPen(QColor(Theme.colors.text if is_current else Theme.colors.muted))
        x = axis.x_of(week) - OVERHANG
        painter.drawText(
            QRectF(x, axis.height - 20, axis.week_width + 2 * OVERHANG, 16),
            Qt.AlignmentFlag.AlignCenter,
            axis.weeks[week],
        )
