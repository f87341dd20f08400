"""A heat map of rows by weeks, painted in colours and signs.

Only visible rows are painted, each once, into a picture that moves while the user scrolls. Names
and header stay in place. The widget knows nothing of projects; a table model of the same numbers
is its counterpart for screen readers.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import nlargest

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.base.qt import override, tool_tip
from ui.base.theme import scaled_font
from ui.widgets.accessible import announce_current
from ui.widgets.heat_data import MIN_CELL, HeatData
from ui.widgets.heat_paint import number_in_cell, paint_heat
from ui.widgets.painted_view import PaintedView
from ui.widgets.time_axis import HEADER_HEIGHT, WEEKS_HEIGHT

#: Number of names that are measured to find the width of all.
MOST_MEASURED = 100


class HeatMap(PaintedView):
    """Cells by row and week; arrow keys move, and every cell has a sentence."""

    cell_selected = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data: HeatData | None = None
        #: Pictures of the rows that were painted last, by number.
        self.pictures: dict[int, QPixmap] = {}
        self._current = (-1, -1)
        self._names_width = 0
        self.row_height = 22
        self.header = HEADER_HEIGHT
        self.label_width, self.cell_width = 90, float(MIN_CELL)
        self._cell_text: Callable[[int, int], str] = lambda row, week: ""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    # --- data ------------------------------------------------------------------------------

    def set_data(self, data: HeatData, cell_text: Callable[[int, int], str]) -> None:
        """Show other numbers; ``say`` gives the sentence of a cell."""
        keep = self.data is not None and data.shape == self.data.shape
        self.data, self._cell_text = data, cell_text
        metrics = QFontMetrics(scaled_font("body", bold=True))
        # The widest of thousands of names is among those with most letters.
        longest = nlargest(MOST_MEASURED, set(data.rows), key=len)
        self._names_width = max((metrics.horizontalAdvance(row) for row in longest), default=0)
        if not keep:
            self._current = (-1, -1)
        self._update_bars()
        self.updateGeometry()
        self.viewport().update()

    @property
    def current(self) -> tuple[int, int]:
        """The selected row and week, or (-1, -1)."""
        return self._current

    def set_current(self, row: int, week: int, *, notify: bool = True) -> None:
        """Select a cell, scroll to it and announce it."""
        if self.data is None:
            return
        rows, weeks = self.data.shape
        if not (0 <= row < rows and 0 <= week < weeks):
            self._current = (-1, -1)
            self.viewport().update()
            return
        self._current = (row, week)
        self._bring_into_sight(row, week)
        announce_current(self, self.cell_number(), self._cell_text(row, week))
        self.viewport().update()
        if notify:
            self.cell_selected.emit(row, week)

    def set_sizes(self, row_height: int, *, has_months: bool = True) -> None:
        """Set the height of the rows, and whether months are shown above the weeks."""
        header = HEADER_HEIGHT if has_months else WEEKS_HEIGHT
        if (row_height, header) != (self.row_height, self.header):
            self.row_height, self.header = row_height, header
            self._update_bars()
            self.viewport().update()

    # --- geometry --------------------------------------------------------------------------

    def _measure(self) -> None:
        """Measure the width of the names and of a week, which every cell needs.

        Names get the width they need, up to a quarter; all weeks fit if possible.
        """
        width = self.viewport().width()
        self.label_width = max(90, min(self._names_width + 16, round(width * 0.26), 320))
        least, weeks = (self.data.min_cell, len(self.data.weeks)) if self.data else (MIN_CELL, 0)
        self.cell_width = max(float(least), (width - self.label_width) / weeks if weeks else 0.0)

    @property
    def has_bar(self) -> bool:
        """Whether the weeks need a scroll bar."""
        return self.horizontalScrollBar().maximum() > 0

    @override
    def sizeHint(self) -> QSize:
        rows = len(self.data.rows) if self.data else 0
        return QSize(600, min(self.header + rows * self.row_height + 2, 420))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.header + 3 * self.row_height)

    def cell_at(self, point: QPoint) -> tuple[int, int] | None:
        """Return the cell under a point of the viewport, or None."""
        if self.data is None:
            return None
        x = point.x() - self.label_width + self.horizontalScrollBar().value()
        y = point.y() - self.header + self.verticalScrollBar().value()
        if point.x() < self.label_width or point.y() < self.header:
            return None
        row, week = int(y // self.row_height), int(x // self.cell_width)
        rows, weeks = self.data.shape
        return (row, week) if 0 <= row < rows and 0 <= week < weeks else None

    def cell_rect(self, row: int, week: int) -> QRectF:
        """Return where a cell is drawn in the viewport."""
        x = self.label_width + week * self.cell_width - self.horizontalScrollBar().value()
        y = self.header + row * self.row_height - self.verticalScrollBar().value()
        return QRectF(x, y, self.cell_width, self.row_height)

    # --- cells, for screen readers -----------------------------------------------------------

    def cell_count(self) -> int:
        """Return the number of cells, counted row by row."""
        rows, weeks = self.data.shape if self.data else (0, 0)
        return rows * weeks

    def cell_text(self, number: int) -> str:
        """Return the sentence of a cell."""
        weeks = len(self.data.weeks) if self.data else 1
        return self._cell_text(number // weeks, number % weeks)

    def cell_value(self, number: int) -> str:
        """Return the utilisation of a cell, or an empty text without one."""
        if self.data is None:
            return ""
        value = float(self.data.values[number // self.data.shape[1], number % self.data.shape[1]])
        return f"{number_in_cell(value)}%" if value > 0 else ""

    def cell_box(self, number: int) -> QRect:
        """Return the rectangle of a cell in the viewport."""
        weeks = len(self.data.weeks) if self.data else 1
        return self.cell_rect(number // weeks, number % weeks).toRect()

    def cell_under(self, place: QPoint) -> int:
        """Return the cell under a point, or -1."""
        cell = self.cell_at(place)
        return -1 if cell is None or self.data is None else cell[0] * self.data.shape[1] + cell[1]

    def cell_number(self) -> int:
        """Return the selected cell, or -1."""
        row, week = self._current
        return -1 if row < 0 or self.data is None else row * self.data.shape[1] + week

    def _update_bars(self) -> None:
        self._measure()
        self.pictures.clear()
        if self.data is None:
            return
        rows, weeks = self.data.shape
        width = self.viewport().width() - self.label_width
        height = self.viewport().height() - self.header
        overhang = round(weeks * self.cell_width) - width
        self.horizontalScrollBar().setRange(0, max(0, overhang if overhang > 1 else 0))
        self.horizontalScrollBar().setPageStep(max(1, width))
        self.verticalScrollBar().setRange(0, max(0, rows * self.row_height - height))
        self.verticalScrollBar().setPageStep(max(1, height))
        self.verticalScrollBar().setSingleStep(self.row_height)

    def _bring_into_sight(self, row: int, week: int) -> None:
        bar, top = self.verticalScrollBar(), row * self.row_height
        bar.setValue(min(max(bar.value(), top + self.row_height - bar.pageStep()), top))
        bar, left = self.horizontalScrollBar(), round(week * self.cell_width)
        right = round((week + 1) * self.cell_width) - bar.pageStep()
        bar.setValue(min(max(bar.value(), right), left))

    # --- events ----------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._update_bars()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if dx:
            self.pictures.clear()
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if cell is not None:
            self.set_current(*cell)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.data is None:
            return
        rows, weeks = self.data.shape
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
                QToolTip.showText(
                    event.globalPos(), tool_tip(self._cell_text(*cell)), self.viewport(), rect
                )
            return True
        return super().viewportEvent(event)

    @override
    def paint(self, painter: QPainter) -> None:
        paint_heat(painter, self)

    def rows_in_sight(self) -> range:
        """Return the rows that are at least partly visible."""
        first = self.verticalScrollBar().value() // self.row_height
        count = self.viewport().height() // self.row_height + 2
        return range(first, min(first + count, len(self.data.rows) if self.data else 0))

    def weeks_in_sight(self) -> range:
        """Return the weeks that are at least partly visible."""
        first = int(self.horizontalScrollBar().value() / self.cell_width)
        count = int(self.viewport().width() / self.cell_width) + 2
        return range(first, min(first + count, len(self.data.weeks) if self.data else 0))
