"""A heat map of rows by weeks, painted by hand: colour, and always a sign as well.

The colours are one image over a numpy array; signs, hatches and numbers are drawn for the
cells in sight only. Rows and the header stay put while the rest scrolls. It knows nothing of
projects: a table model of the same numbers is its twin for screen readers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QColor,
    QFontMetrics,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from ui.qt import override
from ui.theme import Theme, load_color, rgb_of, scaled_font, text_on

#: Months and weeks above the rows; the lower of two maps needs the weeks alone.
HEADER_HEIGHT, WEEKS_HEIGHT = 38, 20
MIN_CELL = 9
#: Lower rows have their names in a smaller type.
NAME_ROW = 16
#: From this width a cell has room for its number.
NUMBER_CELL = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatData:
    """What is drawn: fractions by row and week, 0 for nobody, ``inf`` for no place at all."""

    rows: tuple[str, ...]
    weeks: tuple[str, ...]
    months: tuple[str, ...]
    values: np.ndarray
    hatched: np.ndarray
    unknown: np.ndarray | None = None
    min_cell: int = MIN_CELL

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and weeks."""
        return len(self.rows), len(self.weeks)


def color_table(values: np.ndarray) -> np.ndarray:
    """The colours of fractions as (rows, columns) of ``0xffrrggbb``."""
    steps = np.array(
        [
            0xFF000000 | (r << 16) | (g << 8) | b
            for r, g, b in map(load_color, np.arange(151) / 100)
        ],
        dtype=np.uint32,
    )
    empty = 0xFF000000 | int(Theme.colors.empty_cell[1:], 16)
    finite = np.where(np.isfinite(values), values, 2.0)
    # Just over 100% must not be rounded down to full.
    hundredths = np.where(finite > 1 + 1e-9, np.maximum(101, finite * 100), finite * 100)
    colors = steps[np.clip(np.rint(hundredths), 0, 150).astype(np.intp)]
    return np.where(values <= 0, np.uint32(empty), colors).astype(np.uint32)


class HeatMap(QAbstractScrollArea):
    """Rows by weeks; arrow keys move, and every cell has a sentence."""

    cell_selected = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: HeatData | None = None
        self._image = QImage()
        self._current = (-1, -1)
        self._names_width = 0
        self._row_height = 22
        self._header = HEADER_HEIGHT
        self._say: Callable[[int, int], str] = lambda row, week: ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    # --- data ------------------------------------------------------------------------------

    def set_data(self, data: HeatData, say: Callable[[int, int], str]) -> None:
        """Show other numbers; ``say`` gives the sentence of a cell."""
        keep = self._data is not None and data.shape == self._data.shape
        self._data, self._say = data, say
        metrics = QFontMetrics(scaled_font("body", bold=True))
        self._names_width = max((metrics.horizontalAdvance(row) for row in data.rows), default=0)
        colors = np.ascontiguousarray(color_table(data.values))
        height, width = colors.shape
        self._image = QImage(
            colors.tobytes(), width, height, width * 4, QImage.Format.Format_RGB32
        ).copy()
        if not keep:
            self._current = (-1, -1)
        self._update_bars()
        self.updateGeometry()
        self.viewport().update()

    @property
    def current(self) -> tuple[int, int]:
        """The selected row and week; -1 where there is none."""
        return self._current

    def set_current(self, row: int, week: int, *, tell: bool = True) -> None:
        """Select a cell and bring it into sight."""
        if self._data is None:
            return
        rows, weeks = self._data.shape
        if not (0 <= row < rows and 0 <= week < weeks):
            self._current = (-1, -1)
            self.viewport().update()
            return
        self._current = (row, week)
        self._bring_into_sight(row, week)
        said = self._say(row, week)
        self.setAccessibleDescription(said)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        self.viewport().update()
        if tell:
            self.cell_selected.emit(row, week)

    def set_sizes(self, row_height: int, *, has_months: bool = True) -> None:
        """How high a row is drawn, and whether the months stand above the weeks."""
        header = HEADER_HEIGHT if has_months else WEEKS_HEIGHT
        if (row_height, header) != (self._row_height, self._header):
            self._row_height, self._header = row_height, header
            self._update_bars()
            self.viewport().update()

    # --- geometry --------------------------------------------------------------------------

    @property
    def label_width(self) -> int:
        """The room for the names of the rows: what they need, at most a quarter."""
        return max(90, min(self._names_width + 16, round(self.viewport().width() * 0.26), 320))

    @property
    def cell_width(self) -> float:
        """The width of a week: all weeks fit where they can."""
        if self._data is None or not self._data.weeks:
            return float(MIN_CELL)
        room = self.viewport().width() - self.label_width
        return max(float(self._data.min_cell), room / len(self._data.weeks))

    @property
    def has_bar(self) -> bool:
        """Tell whether the weeks need a bar to scroll."""
        return self.horizontalScrollBar().maximum() > 0

    @override
    def sizeHint(self) -> QSize:
        rows = len(self._data.rows) if self._data else 0
        return QSize(600, min(self._header + rows * self._row_height + 2, 420))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, self._header + 3 * self._row_height)

    def cell_at(self, point: QPoint) -> tuple[int, int] | None:
        """The cell under a point of the viewport."""
        if self._data is None:
            return None
        x = point.x() - self.label_width + self.horizontalScrollBar().value()
        y = point.y() - self._header + self.verticalScrollBar().value()
        if point.x() < self.label_width or point.y() < self._header:
            return None
        row, week = int(y // self._row_height), int(x // self.cell_width)
        rows, weeks = self._data.shape
        return (row, week) if 0 <= row < rows and 0 <= week < weeks else None

    def cell_rect(self, row: int, week: int) -> QRectF:
        """Where a cell is drawn, in the viewport."""
        x = self.label_width + week * self.cell_width - self.horizontalScrollBar().value()
        y = self._header + row * self._row_height - self.verticalScrollBar().value()
        return QRectF(x, y, self.cell_width, self._row_height)

    def _update_bars(self) -> None:
        if self._data is None:
            return
        rows, weeks = self._data.shape
        width = self.viewport().width() - self.label_width
        height = self.viewport().height() - self._header
        overhang = round(weeks * self.cell_width) - width
        self.horizontalScrollBar().setRange(0, max(0, overhang if overhang > 1 else 0))
        self.horizontalScrollBar().setPageStep(max(1, width))
        self.verticalScrollBar().setRange(0, max(0, rows * self._row_height - height))
        self.verticalScrollBar().setPageStep(max(1, height))
        self.verticalScrollBar().setSingleStep(self._row_height)

    def _bring_into_sight(self, row: int, week: int) -> None:
        bar, top = self.verticalScrollBar(), row * self._row_height
        bar.setValue(min(max(bar.value(), top + self._row_height - bar.pageStep()), top))
        bar, left = self.horizontalScrollBar(), round(week * self.cell_width)
        right = round((week + 1) * self.cell_width) - bar.pageStep()
        bar.setValue(min(max(bar.value(), right), left))

    # --- events ----------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._update_bars()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if cell is not None:
            self.set_current(*cell)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._data is None:
            return
        rows, weeks = self._data.shape
        row, week = max(0, self._current[0]), max(0, self._current[1])
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Home: (0, -weeks),
            Qt.Key.Key_End: (0, weeks),
            Qt.Key.Key_PageUp: (-10, 0),
            Qt.Key.Key_PageDown: (10, 0),
        }
        if event.key() not in steps:
            super().keyPressEvent(event)
            return
        if self._current != (-1, -1):
            down, right = steps[Qt.Key(event.key())]
            row = min(max(0, row + down), rows - 1)
            week = min(max(0, week + right), weeks - 1)
        self.set_current(row, week)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(event.pos())
            if cell is None:
                QToolTip.hideText()
            else:
                rect = self.cell_rect(*cell).toRect()
                QToolTip.showText(event.globalPos(), self._say(*cell), self.viewport(), rect)
            return True
        return super().viewportEvent(event)

    @override
    def focusInEvent(self, event: object) -> None:
        self.viewport().update()

    @override
    def focusOutEvent(self, event: object) -> None:
        self.viewport().update()

    # --- painting --------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(Theme.colors.surface))
        if self._data is None or not self._data.rows:
            return
        rows, weeks = self._rows_in_sight(), self._weeks_in_sight()
        painter.save()
        painter.setClipRect(QRect(self.label_width, self._header, self.viewport().width(), 100_000))
        self._paint_colors(painter, rows, weeks)
        self._paint_signs(painter, rows, weeks)
        self._paint_current(painter)
        painter.restore()
        self._paint_labels(painter, rows)
        self._paint_header(painter, weeks)

    def _rows_in_sight(self) -> range:
        first = self.verticalScrollBar().value() // self._row_height
        count = self.viewport().height() // self._row_height + 2
        return range(first, min(first + count, len(self._data.rows) if self._data else 0))

    def _weeks_in_sight(self) -> range:
        first = int(self.horizontalScrollBar().value() / self.cell_width)
        count = int(self.viewport().width() / self.cell_width) + 2
        return range(first, min(first + count, len(self._data.weeks) if self._data else 0))

    def _paint_colors(self, painter: QPainter, rows: range, weeks: range) -> None:
        target = self.cell_rect(rows.start, weeks.start).united(
            self.cell_rect(rows.stop - 1, weeks.stop - 1)
        )
        source = QRectF(weeks.start, rows.start, len(weeks), len(rows))
        painter.drawImage(target, self._image, source)
        painter.setPen(QPen(QColor(Theme.colors.surface), 1))
        for week in range(weeks.start, weeks.stop + 1):
            x = round(self.cell_rect(0, week).left())
            painter.drawLine(x, round(target.top()), x, round(target.bottom()))
        painter.setPen(QPen(QColor(Theme.colors.surface), 2))
        for row in range(rows.start, rows.stop + 1):
            y = round(self.cell_rect(row, 0).top())
            painter.drawLine(round(target.left()), y, round(target.right()), y)

    def _paint_signs(self, painter: QPainter, rows: range, weeks: range) -> None:
        data = self._data
        if data is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scaled_font("caption"))
        hatch = QBrush(QColor(Theme.colors.muted), Qt.BrushStyle.BDiagPattern)
        hatch.setColor(_faded(Theme.colors.muted, 110))
        has_room = self.cell_width >= NUMBER_CELL
        for row in rows:
            for week in weeks:
                value, rect = float(data.values[row, week]), self.cell_rect(row, week)
                inside = rect.adjusted(1, 1, -1, -1)
                if value <= 0:
                    if data.unknown is not None and data.unknown[row, week]:
                        painter.fillRect(inside, _faded(Theme.colors.muted, 70))
                        painter.setPen(QColor(Theme.colors.text))
                        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, "?")
                    elif data.hatched[row, week]:
                        painter.fillRect(inside, hatch)
                    continue
                if not has_room and value <= 1 + 1e-9:
                    continue
                painter.setPen(text_on(load_color(min(value, 2.0))))
                if has_room:
                    painter.drawText(
                        inside,
                        Qt.AlignmentFlag.AlignCenter,
                        _number(value, has_room=self.cell_width >= 32),
                    )
                if value > 1 + 1e-9:
                    _paint_overload(painter, inside, corner=has_room)

    def _paint_current(self, painter: QPainter) -> None:
        if self._current == (-1, -1):
            return
        rect = self.cell_rect(*self._current).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(Theme.colors.surface), 5))
        painter.drawRect(rect)
        painter.setPen(QPen(QColor(Theme.colors.text), 2.5 if self.hasFocus() else 1.5))
        painter.drawRect(rect)

    def _paint_labels(self, painter: QPainter, rows: range) -> None:
        if self._data is None:
            return
        painter.save()
        painter.setClipRect(QRect(0, self._header, self.label_width, 100_000))
        step = "body" if self._row_height >= NAME_ROW else "caption"
        room = self.label_width - 12
        for row in rows:
            top = round(self.cell_rect(row, 0).top())
            chosen = row == self._current[0]
            painter.setFont(scaled_font(step, bold=chosen))
            painter.setPen(QColor(Theme.colors.text))
            text = painter.fontMetrics().elidedText(
                self._data.rows[row], Qt.TextElideMode.ElideRight, room
            )
            painter.drawText(
                QRect(0, top, room, self._row_height),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                text,
            )
        painter.restore()

    def _paint_header(self, painter: QPainter, weeks: range) -> None:
        data = self._data
        if data is None:
            return
        painter.save()
        painter.setClipRect(QRect(self.label_width, 0, self.viewport().width(), self._header))
        painter.setFont(scaled_font("caption"))
        metrics = QFontMetrics(painter.font())
        step = max(1, -(-(metrics.horizontalAdvance("00") + 6) // max(1, int(self.cell_width))))
        for week in weeks:
            rect = self.cell_rect(0, week)
            is_first = week == 0 or data.months[week] != data.months[week - 1]
            if is_first and self._header == HEADER_HEIGHT:
                painter.setPen(QColor(Theme.colors.text))
                painter.drawText(QPoint(round(rect.left()) + 1, 14), data.months[week])
            is_current = week == self._current[1]
            is_near = self._current[1] >= 0 and abs(week - self._current[1]) < step
            if is_current or (week % step == 0 and not is_near):
                painter.setPen(QColor(Theme.colors.text if is_current else Theme.colors.muted))
                painter.drawText(
                    QRectF(rect.left() - 8, self._header - 20, rect.width() + 16, 16),
                    Qt.AlignmentFlag.AlignCenter,
                    data.weeks[week],
                )
        painter.restore()


def _faded(color: str, alpha: int) -> QColor:
    return QColor(*rgb_of(color), alpha)


def _number(value: float, *, has_room: bool = True) -> str:
    if value == float("inf"):
        return "∞"
    if 1 < value < 1.005:
        # Colour and corner tell the overload where there is no room for the sign.
        return ">100" if has_room else "100"
    return str(round(value * 100))


def _paint_overload(painter: QPainter, rect: QRectF, *, corner: bool) -> None:
    """A triangle: in the corner beside a number, else in the middle of the cell."""
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
