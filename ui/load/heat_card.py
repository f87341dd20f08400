"""A heat map with its heading and table, and how two of them share a height."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QWidget,
)

from stageplanner.domain.calendar import monday_of, week_number
from stageplanner.load.tolerances import FULL
from ui.base.formatting import Words
from ui.base.qt import ElidedLabel, column, label, restyle, row
from ui.facts.heat_rows import HeatRow
from ui.tables.table_model import Column, TableModel
from ui.widgets.heat_data import HeatData
from ui.widgets.heat_map import HeatMap
from ui.widgets.small_parts import ColorKey
from ui.widgets.time_axis import HEADER_HEIGHT, WEEKS_HEIGHT

if TYPE_CHECKING:
    from ui.facts.screen_facts import Facts

LABEL_WIDTH = 200
TITLE_HEIGHT = 20
#: Height of the margins and the heading of a card, in pixels.
FRAME_HEIGHT = 8 + TITLE_HEIGHT + 4 + 6
#: Least height of a row, and its best height with two maps and with one, in pixels.
LEAST_ROW, GOOD_ROW, HIGH_ROW, HIGHEST_ROW = 13, 17, 22, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Heights:
    """Heights of rows and maps, in pixels; roomy if nothing is squeezed."""

    row: int
    maps: tuple[int, ...]
    is_roomy: bool

    def apply(self, cards: list[HeatCard], *, as_table: bool) -> None:
        """Set the heights of the cards."""
        for i, (heat, height) in enumerate(zip(cards, self.maps, strict=True)):
            heat.map.set_sizes(self.row, has_months=i == 0)
            heat.stack.setCurrentIndex(1 if as_table else 0)
            heat.stack.setFixedHeight(height)
            heat.setFixedHeight(height + FRAME_HEIGHT)


def heights_of(cards: list[HeatCard], room: int, *, as_table: bool) -> Heights:
    """Share a height among maps so that all show the same number of rows.

    Rows shrink to fit, down to a height that can still be read; from there on a map scrolls.
    """
    headers = (HEADER_HEIGHT, WEEKS_HEIGHT)[: len(cards)]
    lines = max((len(heat.rows) for heat in cards), default=0) or 1
    bar = 14 if any(heat.map.has_bar for heat in cards) else 0
    around = sum(headers) + (FRAME_HEIGHT + bar + 2) * len(cards)
    share = max(3 * HIGH_ROW, (room - around) // max(1, len(cards)))
    if as_table:
        whole = max(140, (room - FRAME_HEIGHT * len(cards)) // max(1, len(cards)))
        height = min(whole, 44 + 28 * lines + 14)
        return Heights(row=HIGH_ROW, maps=(height,) * len(cards), is_roomy=whole >= 260)
    most = HIGHEST_ROW if len(cards) == 1 else HIGH_ROW
    fits = share // lines
    height = min(most, fits) if fits >= LEAST_ROW else GOOD_ROW + 1
    inside = min(share, lines * height)
    return Heights(
        row=height,
        maps=tuple(header + inside + bar + 2 for header in headers),
        is_roomy=fits >= GOOD_ROW or share >= 12 * HIGH_ROW,
    )


class HeatCard(QFrame):
    """One heat map with its heading, and the same numbers as a table."""

    def __init__(self, title: str, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = words
        self.title = label(title, "strong")
        self.figure = label("", "strong")
        self.about = ElidedLabel("caption")
        self.map = HeatMap()
        self.map.setAccessibleName(title)
        self.table = QTableView()
        self.table.setAccessibleName(title)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.map)
        self.stack.addWidget(self.table)
        layout = column(parent=self, gap=4)
        layout.setContentsMargins(16, 8, 16, 6)
        self.key = ColorKey(self.tr("boven 100%"))
        head = QWidget()
        head.setFixedHeight(TITLE_HEIGHT)
        inside = row(self.title, self.figure, self.about, self.key, parent=head, gap=10)
        inside.setStretch(2, 1)
        layout.addWidget(head)
        layout.addWidget(self.stack)
        self.rows: tuple[HeatRow, ...] = ()

    def show_rows(self, facts: Facts, rows: tuple[HeatRow, ...], peak: float | None) -> None:
        """Show the rows of one plan."""
        line, week = self.map.current
        chosen = self.rows[line].key if 0 <= line < len(self.rows) else None
        self.rows = rows
        is_share = bool(rows) and bool(rows[0].over)
        text = self.tr("deel in een overvolle opleiding")
        self.about.setText(text if is_share else "")
        data = self._heat_data(facts)
        self.map.set_data(data, partial(self._sentence, facts, data.unknown))
        # What was selected stays selected, also if its row moved.
        lines = [i for i, row_ in enumerate(rows) if row_.key == chosen]
        if lines and self.map.current != (-1, -1) and lines[0] != line:
            self.map.set_current(lines[0], week, notify=False)
        self._fill_table(facts, data.unknown)
        self._show_peak(peak)

    def _heat_data(self, facts: Facts) -> HeatData:
        rows, words = self.rows, self._words
        values = _array([row_.values for row_ in rows], np.float64)
        students = _array([row_.students for row_ in rows], np.float64)
        return HeatData(
            rows=tuple(row_.label for row_ in rows),
            weeks=tuple(
                str(slot.day if facts.is_daily else week_number(slot)) for slot in facts.weeks
            ),
            months=tuple(
                f"{words.weeks_of(slot)} {words.month(monday_of(slot))}"
                if facts.is_daily
                else words.month(slot)
                for slot in facts.weeks
            ),
            min_cell=15 if facts.is_daily else 9,
            values=values,
            hatched=_array([row_.hatched for row_ in rows], np.bool_),
            unknown=(values <= 0) & (students > 0),
        )

    def _sentence(self, facts: Facts, unknown: np.ndarray, line: int, week: int) -> str:
        """Return what a cell of the map shows, in words."""
        row_, day, words = self.rows[line], facts.weeks[week], self._words
        when = self.tr("{name}, week {week} ({day})").format(
            name=row_.label, week=week_number(day), day=words.short_day(day)
        )
        if facts.is_daily:
            when = f"{row_.label}, {words.long_day(day)}"
        students, value = words.count(row_.students[week]), row_.values[week]
        if row_.over and value > 0:
            text = self.tr("{when}: {over} van de {students} studenten in een overvolle opleiding")
            return text.format(when=when, over=words.count(row_.over[week]), students=students)
        if unknown[line, week]:
            return self.tr("{when}: {students} studenten, plaatsen onbekend").format(
                when=when, students=students
            )
        if row_.hatched[week] and value <= 0:
            return self.tr("{when}: vakantie").format(when=when)
        if value <= 0:
            return self.tr("{when}: niemand op stage").format(when=when)
        return self.tr("{when}: {peak}, {students} studenten").format(
            when=when, peak=words.percent(value), students=students
        )

    def _show_peak(self, peak: float | None) -> None:
        if peak is None:
            self.figure.setText(self.tr("? plaatsen onbekend"))
            restyle(self.figure, tone="warning")
            return
        tone = "danger" if peak > FULL else "good"
        sign = "▲ " if peak > FULL else "✓ "
        text = self.tr("hoogste {peak}").format(peak=self._words.percent(peak))
        self.figure.setText(sign + text)
        restyle(self.figure, tone=tone)

    def _fill_table(self, facts: Facts, unknown: np.ndarray) -> None:
        rows, words = self.rows, self._words
        at = {row_.key: line for line, row_ in enumerate(rows)}

        def week_column(i: int) -> Column:
            def text(row_: HeatRow) -> str:
                if unknown[at[row_.key], i]:
                    return "?"
                if row_.values[i] <= 0:
                    return "–"
                sign = "▲ " if row_.values[i] > FULL else ""
                return sign + words.percent(row_.values[i], 0)

            title = words.weeks_of(facts.weeks[i])
            if facts.is_daily:
                title = words.short_day(facts.weeks[i])
            return Column(title=title, text=text, sort=lambda row_: row_.values[i], numeric=True)

        columns = [Column(title=self.tr("Rij"), text=lambda row_: row_.label, width=LABEL_WIDTH)]
        model = TableModel([*columns, *(week_column(i) for i in range(len(facts.weeks)))], self)
        model.set_rows(rows)
        old = self.table.model()
        self.table.setModel(model)
        if old is not None:
            old.deleteLater()
        self.table.verticalHeader().hide()
        self.table.setColumnWidth(0, LABEL_WIDTH)
        for i in range(len(facts.weeks)):
            self.table.setColumnWidth(i + 1, 84)


def _array(rows: list[tuple[float, ...]], kind: type) -> np.ndarray:
    """Return the values of rows as one array; equal rows share one array."""
    places: dict[int, int] = {}
    which = [places.setdefault(id(row_), len(places)) for row_ in rows]
    different = {id(row_): row_ for row_ in rows}
    return np.array([different[number] for number in places], dtype=kind)[which]
