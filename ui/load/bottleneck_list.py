"""The knelpunten, the worst first: where to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from ui.base.formatting import Words
from ui.base.qt import column
from ui.facts.load_sentences import bottleneck_sentence
from ui.tables.data_table import DataTable
from ui.tables.table_model import Column, RowRole, TableModel

if TYPE_CHECKING:
    from stageplanner.load.ranked_bottlenecks import RankedBottleneck
    from ui.facts.screen_facts import Facts, PlanFacts

#: Height of a row and of the heading, and the most rows that are seen at once, in pixels.
ROW, HEAD, MOST_ROWS = 26, 32, 3


class BottleneckList(QFrame):
    """A line per knelpunt: its sentence, days, students too many and tekort."""

    #: The knelpunt that the user chose.
    chosen = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._words = words
        self._facts: Facts | None = None
        self.model = TableModel(self._columns(), self)
        self.table = DataTable(self.model, self.tr("Knelpunten, het ergste eerst"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().setDefaultSectionSize(ROW)
        self.table.horizontalHeader().setFixedHeight(HEAD)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.clicked.connect(self._on_chosen)
        self.table.activated.connect(self._on_chosen)
        column(self.table, parent=self, margin=1)

    def _columns(self) -> tuple[Column, ...]:
        words = self._words
        return (
            Column(
                title=self.tr("Knelpunt op de ergste dag"),
                text=self._sentence,
                tip=self._sentence,
                sort=lambda one: -one.peak,
                width=230,
                stretches=True,
            ),
            Column(
                title=self.tr("Dagen vol"),
                text=lambda one: words.count(one.days),
                sort=lambda one: one.days,
                numeric=True,
                width=104,
            ),
            Column(
                title=self.tr("Te veel"),
                text=lambda one: words.count(round(one.too_many)),
                sort=lambda one: one.too_many,
                numeric=True,
                width=108,
            ),
            Column(
                title=self.tr("Tekort"),
                text=lambda one: words.count(round(one.shortage)),
                sort=lambda one: one.shortage,
                numeric=True,
                width=90,
            ),
        )

    def _sentence(self, one: RankedBottleneck) -> str:
        return (
            "" if self._facts is None else bottleneck_sentence(self._words, self._facts, one.worst)
        )

    def show_ranked(self, facts: Facts, plan: PlanFacts) -> None:
        """Show the knelpunten of a plan; nothing if it has none."""
        self._facts = facts
        if self.model.rows != plan.ranked:
            self.model.set_rows(plan.ranked)
        rows = min(MOST_ROWS, len(plan.ranked))
        self.setFixedHeight(HEAD + rows * ROW + 4)
        self.setVisible(bool(rows))

    def select(self, one: RankedBottleneck) -> None:
        """Select a knelpunt, without choosing it."""
        model = self.table.model()
        for line in range(model.rowCount()):
            if model.index(line, 0).data(RowRole) == one:
                self.table.selectRow(line)

    def _on_chosen(self, index: QModelIndex) -> None:
        one = index.data(RowRole)
        if one is not None:
            self.chosen.emit(one)
