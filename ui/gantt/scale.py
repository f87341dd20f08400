"""Where everything of the Gantt is: zoom, columns, groups, and the cells for screen readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from heapq import nlargest

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.base.qt import override
from ui.base.theme import scaled_font
from ui.gantt.gantt_data import Bar, GanttData, GanttRow, GroupLoad
from ui.widgets.painted_view import PaintedView
from ui.widgets.time_axis import HEADER_HEIGHT

ROW = 26
MIN_WEEK = 9.0
#: The narrowest and the widest week in pixels, and what a step of the zoom multiplies it by.
NARROWEST, WIDEST, STEP = 3.0, 490.0, 1.25
#: The week width from which every day is drawn by itself.
DAYS_FROM = 7 * 16.0
#: The widths of a week for each level; the year is what fits.
LEVELS = {"year": 0.0, "months": 22.0, "weeks": 64.0, "days": 7 * 40.0}
#: The key of the column of names, its least width, and the widest that a column becomes by itself.
NAMES, LEAST, MOST = "names", 40, 240
#: Of the width: the most that names take by themselves, and that names and columns take together.
NAME_SHARE, LABEL_SHARE = 0.3, 0.7
#: How many of the longest texts are measured to find the width of all.
MEASURED = 60


class GanttScale(PaintedView):
    """The geometry of a Gantt: days to pixels and back, rows that are folded away or not."""

    #: The place or width of the weeks changed.
    scale_changed = Signal()
    #: Groups were folded or unfolded.
    folded_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        #: All rows, and those of groups that are unfolded.
        self.whole = self.data = GanttData()
        self.current = -1
        #: The week width that was chosen; 0 for as much as fits.
        self.zoom = 0.0
        self.folded: set[str] = set()
        self.loads: Mapping[str, GroupLoad] = {}
        #: The widths that were chosen, by column, and those that fit the texts.
        self.widths: dict[str, int] = {}
        self._fitting: dict[str, int] = {}
        self._headings: list[int] = []
        self._changed: list[int] = []
        self.name_width = self.label_width = 140
        self.week_width = MIN_WEEK

    # --- rows and groups -------------------------------------------------------------------

    def _take(self, whole: GanttData) -> None:
        """Show the rows of groups that are unfolded."""
        if whole.rows is not self.whole.rows or whole.columns != self.whole.columns:
            self._fitting = _fitting_widths(whole)
        self.whole, rows = whole, whole.rows
        if self.folded:
            rows = tuple(r for r in rows if r.is_heading or r.group not in self.folded)
        self.data = replace(whole, rows=rows)
        self._headings, self._changed, heading = [], [], -1
        for i, row in enumerate(rows):
            if row.is_heading:
                heading = i
            if row.is_changed:
                self._changed.append(i)
            self._headings.append(heading)
        self._update_bars()
        self.viewport().update()

    @property
    def groups(self) -> list[str]:
        """The keys of all groups, in the order of the rows."""
        return [row.group for row in self.whole.rows if row.is_heading]

    def heading_of(self, row: int) -> int:
        """Return the heading above a row, or -1."""
        return self._headings[row] if 0 <= row < len(self._headings) else -1

    def change_marks(self) -> list[int]:
        """Return the rows that changed."""
        return self._changed

    def set_loads(self, loads: Mapping[str, GroupLoad]) -> None:
        """Show the load of each group on its heading."""
        self.loads = loads
        self.viewport().update()

    # --- zoom and widths -------------------------------------------------------------------

    def _measure(self) -> None:
        width = self.viewport().width()
        usual = max(140, min(self._fitting.get(NAMES, 0), round(width * NAME_SHARE)))
        most = round(width * LABEL_SHARE)
        self.name_width = min(self.widths.get(NAMES, usual), most)
        wanted = self.name_width + sum(self.column_width(c.key) for c in self.data.columns)
        self.label_width = min(wanted, max(most, self.name_width))
        self.week_width = self.zoom or max(MIN_WEEK, self._fit())

    def _fit(self) -> float:
        return (self.viewport().width() - self.label_width) / max(1, len(self.data.weeks))

    def column_width(self, key: str) -> int:
        """Return the width of a column, as chosen or as its texts need."""
        return self.widths.get(key, self._fitting.get(key, LEAST))

    def set_width(self, key: str, width: int | None) -> None:
        """Set the width of a column or of the names; ``None`` fits its texts."""
        if width is None:
            self.widths.pop(key, None)
        else:
            self.widths[key] = max(LEAST, min(width, 900))
        self._update_bars()
        self.viewport().update()

    def column_places(self) -> list[tuple[int, int, int]]:
        """Return number, left edge and width of the columns that fit beside the names."""
        places, left = [], self.name_width
        for number, column in enumerate(self.data.columns):
            width = self.column_width(column.key)
            if left + width > self.label_width:
                break
            places.append((number, left, width))
            left += width
        return places

    @property
    def shows_days(self) -> bool:
        """Whether a day is wide enough to be drawn by itself."""
        return self.week_width >= DAYS_FROM

    @property
    def level(self) -> str:
        """The level that the zoom is nearest to: ``year``, ``months``, ``weeks`` or ``days``."""
        if self.week_width <= max(MIN_WEEK, self._fit()) + 0.01:
            return "year"
        if self.shows_days:
            return "days"
        return "weeks" if self.week_width >= LEVELS["weeks"] * 0.6 else "months"

    def zoom_by(self, factor: float, x: float | None = None) -> None:
        """Zoom in or out; the day at ``x`` stays where it is, or else the middle one."""
        self.zoom_to(self.week_width * factor, x)

    def zoom_to(self, width: float, x: float | None = None) -> None:
        """Make a week so many pixels wide; 0 is as much as fits."""
        middle = (self.label_width + self.viewport().width()) / 2
        x = middle if x is None else max(x, self.label_width)
        day = (x - self.x_of(0)) / self.week_width * 7
        fit = self._fit()
        usual = max(MIN_WEEK, fit)
        if width > 0:
            width = min(WIDEST, max(NARROWEST, min(fit, usual), width))
        self.zoom = 0.0 if abs(width - usual) < 0.01 else width
        self._update_bars()
        bar = self.horizontalScrollBar()
        bar.setValue(round(self.label_width + day / 7 * self.week_width - x))
        self.viewport().update()
        self.scale_changed.emit()

    def bring_week(self, week: int) -> None:
        """Scroll sideways until a week is in sight."""
        bar = self.horizontalScrollBar()
        left, right = week * self.week_width, (week + 1) * self.week_width - bar.pageStep()
        bar.setValue(round(min(max(bar.value(), right), left)))

    # --- geometry --------------------------------------------------------------------------

    def x_of(self, day: float) -> float:
        """Return the left edge of a day in the viewport."""
        return self.label_width + day / 7 * self.week_width - self.horizontalScrollBar().value()

    def week_at(self, x: float) -> int:
        """Return the week at a place of the viewport, or -1."""
        week = int((x - self.x_of(0)) // self.week_width)
        return week if x >= self.label_width and 0 <= week < len(self.data.weeks) else -1

    def y_of(self, row: int) -> int:
        """Return the top of a row in the viewport."""
        return HEADER_HEIGHT + row * ROW - self.verticalScrollBar().value()

    def sticky_heading(self) -> tuple[int, int] | None:
        """Return the heading that stays in sight and its top, or None if it is there anyway."""
        first = self.verticalScrollBar().value() // ROW
        heading = self.heading_of(first)
        if heading < 0 or self.y_of(heading) >= HEADER_HEIGHT:
            return None
        top = HEADER_HEIGHT
        if first + 1 < len(self._headings) and self._headings[first + 1] == first + 1:
            # The next heading pushes it away.
            top = min(top, self.y_of(first + 1) - ROW)
        return heading, top

    def row_rect(self, row: int, bar: Bar) -> QRectF:
        """Return the full height of a row over the days of a bar, or the weeks that it touches."""
        if self.shows_days:
            left, right = self.x_of(bar.first), self.x_of(bar.last + 1)
        else:
            left, right = self.x_of(bar.first // 7 * 7), self.x_of(bar.last // 7 * 7 + 7)
        return QRectF(left + 1, self.y_of(row) + 4, max(2.0, right - left - 2), ROW - 8)

    def bar_rect(self, row: int, bar: Bar, part: int = 0) -> QRectF:
        """Return where a bar is drawn; the parts of a split group are stacked."""
        whole, parts = self.row_rect(row, bar), max(1, len(self.data.rows[row].bars))
        if parts == 1:
            return whole
        whole.adjust(0, -2, 0, 2)
        height = whole.height() / parts
        return QRectF(whole.left(), whole.top() + part * height, whole.width(), height - 1)

    def row_at(self, y: float) -> int:
        """Return the row at a height of the viewport, or -1."""
        if y < HEADER_HEIGHT:
            return -1
        sticky = self.sticky_heading()
        if sticky is not None and y < sticky[1] + ROW:
            return sticky[0]
        row = int((y - HEADER_HEIGHT + self.verticalScrollBar().value()) // ROW)
        return row if 0 <= row < len(self.data.rows) else -1

    def part_at(self, row: int, place: QPointF) -> int:
        """Return the part of a row whose bar is under a point, or -1."""
        if place.x() < self.label_width:
            return -1
        for part, bar in enumerate(self.data.rows[row].bars):
            if self.bar_rect(row, bar, part).contains(place):
                return part
        return -1

    def rows_in_sight(self) -> range:
        """Return the rows that are at least partly visible."""
        first = max(0, self.verticalScrollBar().value() // ROW)
        last = first + self.viewport().height() // ROW + 2
        return range(first, min(len(self.data.rows), last))

    # --- cells, for screen readers: one a row ------------------------------------------------

    def cell_count(self) -> int:
        """Return the number of rows."""
        return len(self.data.rows)

    def cell_text(self, number: int) -> str:
        """Return the sentence of a row; of a group also its load, and whether it is folded."""
        row = self.data.rows[number]
        if not row.is_heading:
            return row.sentence
        load = self.loads.get(row.group)
        state = self.tr("ingeklapt") if row.group in self.folded else self.tr("uitgeklapt")
        return ", ".join(
            part for part in (row.sentence, load.sentence if load else "", state) if part
        )

    def cell_value(self, number: int) -> str:
        """Return the weeks of the bars of a row; of a group its highest load."""
        weeks, last = self.data.weeks, len(self.data.weeks) - 1
        row = self.data.rows[number]
        if row.is_heading:
            return self.loads[row.group].peak if row.group in self.loads else ""
        spans = ((b.first // 7, min(b.last // 7, last)) for b in row.bars)
        return ", ".join(f"{weeks[a]}–{weeks[b]}" for a, b in spans)

    def cell_box(self, number: int) -> QRect:
        """Return the rectangle of a row in the viewport."""
        return QRect(0, self.y_of(number), self.viewport().width(), ROW)

    def cell_under(self, place: QPoint) -> int:
        """Return the row under a point, or -1."""
        return self.row_at(place.y())

    def cell_number(self) -> int:
        """Return the selected row, or -1."""
        return self.current

    # --- scroll bars -----------------------------------------------------------------------

    def _update_bars(self) -> None:
        self._measure()
        height = self.viewport().height() - HEADER_HEIGHT
        self.verticalScrollBar().setRange(0, max(0, len(self.data.rows) * ROW - height))
        self.verticalScrollBar().setPageStep(max(1, height))
        self.verticalScrollBar().setSingleStep(ROW)
        # A scroll bar that came or went changed the width.
        self._measure()
        width = self.viewport().width() - self.label_width
        overhang = round(len(self.data.weeks) * self.week_width) - width
        self.horizontalScrollBar().setRange(0, max(0, overhang if overhang > 1 else 0))
        self.horizontalScrollBar().setPageStep(max(1, width))
        self.horizontalScrollBar().setSingleStep(max(10, round(self.week_width / 2)))
        self.scale_changed.emit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, HEADER_HEIGHT + 4 * ROW)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._update_bars()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()


def _fitting_widths(data: GanttData) -> dict[str, int]:
    """Return the width that the texts of each column need; the longest ones are measured."""
    plain, bold = QFontMetrics(scaled_font("body")), QFontMetrics(scaled_font("body", bold=True))

    def widest(texts: set[str]) -> int:
        longest = nlargest(MEASURED, texts, key=len)
        return max((bold.horizontalAdvance(text) for text in longest), default=0)

    badge = plain.horizontalAdvance("N1") + 20 if any(r.badge for r in data.rows) else 0
    widths = {NAMES: widest({_name_of(row) for row in data.rows}) + 30 + badge}
    for i, column in enumerate(data.columns):
        cells = widest({row.cells[i] for row in data.rows if i < len(row.cells)})
        title = plain.horizontalAdvance(column.title) + 14
        widths[column.key] = max(LEAST, min(MOST, max(cells, title) + 14))
    return widths


def _name_of(row: GanttRow) -> str:
    return f"{row.label}  {row.badge}" if row.is_heading else row.label
