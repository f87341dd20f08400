"""Demand against places per week: a chart that folds, with its title."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QToolButton

from stageplanner.domain.calendar import week_number
from ui.base.formatting import Words
from ui.base.qt import ElidedLabel, column, row, tool_tip
from ui.base.theme import icon
from ui.facts.load_sentences import bottleneck_name
from ui.facts.screen_facts import curve_of
from ui.widgets.load_chart import ChartData, LoadChart
from ui.widgets.small_parts import FormKey

if TYPE_CHECKING:
    from ui.facts.screen_facts import Facts


class ChartCard(QFrame):
    """The students of some programmes against all places that limit them."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = words
        self.chart = LoadChart()
        self.chart.setAccessibleName(self.tr("Vraag en plaatsen per week"))
        self.title = ElidedLabel("strong")
        texts = (self.tr("blok"), self.tr("lint"), self.tr("voorkeur"), self.tr("plaatsen"))
        self._key = FormKey(texts)
        self.fold = QToolButton()
        self.fold.setIconSize(QSize(16, 16))
        self.fold.setProperty("role", "flat")
        self.fold.setFixedSize(26, 26)
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        inside = column(parent=self, gap=4)
        inside.setContentsMargins(16, 6, 16, 8)
        inside.addLayout(row(self.fold, self.title, self._key, gap=8))
        inside.addWidget(self.chart)

    @property
    def folded_height(self) -> int:
        """Height of the title alone, in pixels."""
        return self.layout().contentsMargins().top() + 34

    @property
    def open_height(self) -> int:
        """Height with the chart, in pixels."""
        return self.folded_height + self.chart.sizeHint().height() + 4

    def set_open(self, is_open: bool, *, has_key: bool) -> None:
        """Fold the chart away or open it."""
        self.chart.setVisible(is_open)
        self._key.setVisible(is_open and has_key)
        self.setFixedHeight(self.open_height if is_open else self.folded_height)
        text = self.tr("Grafiek inklappen") if is_open else self.tr("Grafiek uitklappen")
        self.fold.setIcon(icon("up" if is_open else "chevron"))
        self.fold.setToolTip(tool_tip(text))
        self.fold.setAccessibleName(text)

    def show_programmes(
        self, facts: Facts, programmes: tuple[str, ...], left: Callable[[], int]
    ) -> None:
        """Show the demand of programmes; ``left`` gives the left edge of the weeks above."""
        curve, words = curve_of(facts, facts.now, programmes), self._words
        sentence = self.tr(
            "week {week}: {blok} studenten in blok, {lint} in lint; {places} plaatsen; voorkeur"
            " {wish}"
        )
        sentences = tuple(
            sentence.format(
                week=week_number(week),
                blok=words.count(curve.blok[i]),
                lint=words.count(curve.lint[i]),
                places=words.count(curve.places[i]),
                wish=words.count(curve.wish[i]),
            )
            for i, week in enumerate(facts.weeks)
        )
        data = ChartData(
            lint=curve.lint,
            blok=curve.blok,
            wish=curve.wish,
            places=curve.places,
            sentences=sentences,
        )
        self.chart.set_data(data, left)
        text = self.tr("Drukste dag van elke week: {name}")
        self.title.setText(text.format(name=bottleneck_name(facts, programmes)))
