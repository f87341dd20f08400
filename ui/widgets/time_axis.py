"""The header of months and weeks, shared by all time lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from ui.base.theme import Theme, scaled_font

#: Height with months and weeks, and with weeks only, for the lower of two maps.
HEADER_HEIGHT, WEEKS_HEIGHT = 38, 20
#: Pixels that a number may extend outside its week.
OVERHANG = 8
#: Pixels of a day from which its number is shown, and from which its weekday as well.
DAY, WEEKDAY = 16, 44


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAxis:
    """Where the weeks of a time line are in the viewport, and their names.

    ``x_of`` returns the left edge of a week; ``current`` is the selected week, or -1. With a
    ``first`` day and the names of the ``weekdays`` the days are named where they are wide enough;
    ``week_word`` goes before the number of their week.
    """

    weeks: Sequence[str]
    months: Sequence[str]
    x_of: Callable[[int], float]
    week_width: float
    left: int
    right: int
    height: int = HEADER_HEIGHT
    current: int = -1
    first: date | None = None
    weekdays: Sequence[str] = ()
    week_word: str = ""

    @property
    def has_days(self) -> bool:
        """Whether every day has a name of its own."""
        return self.first is not None and self.week_width >= 7 * DAY

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
    if axis.has_days and axis.has_months:
        _paint_named_weeks(painter, axis)
        _paint_days(painter, axis)
        painter.restore()
        return
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


def _paint_named_weeks(painter: QPainter, axis: WeekAxis) -> None:
    """Paint the week and its month above the days; a week keeps its name while it is visible."""
    metrics = painter.fontMetrics()
    for week in axis.in_sight():
        painter.setFont(scaled_font("caption", bold=week == axis.current))
        painter.setPen(QColor(Theme.colors.text))
        x, end = max(axis.x_of(week), float(axis.left)), axis.x_of(week + 1)
        text = f"{axis.week_word} {axis.weeks[week]} · {axis.months[week]}".strip()
        if x + metrics.horizontalAdvance(text) + 4 <= end:
            painter.drawText(QPointF(x + 2, 14), text)


def _paint_days(painter: QPainter, axis: WeekAxis) -> None:
    if axis.first is None:
        return
    width = axis.week_width / 7
    painter.setFont(scaled_font("caption"))
    for week in axis.in_sight():
        monday = axis.first + timedelta(weeks=week)
        for day in range(7):
            text = str((monday + timedelta(days=day)).day)
            if width >= WEEKDAY and axis.weekdays:
                text = f"{axis.weekdays[day]} {text}"
            painter.setPen(QColor(Theme.colors.muted))
            box = QRectF(axis.x_of(week) + day * width, axis.height - 20, width, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


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
