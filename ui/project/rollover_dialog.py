"""The next school year: what is copied, and what somebody should check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, row
from ui.dialogs.base import Dialog
from ui.tables.data_table import DataTable
from ui.tables.problem_columns import problem_columns
from ui.tables.table_model import TableModel
from ui.tables.wrapped_text import wrap_rows

if TYPE_CHECKING:
    from stageplanner.domain.planning.next_year import RollOver
    from stageplanner.project import Project


class RolloverDialog(Dialog):
    """The report of the next year, shown before it is begun."""

    chapter = "files"

    begun = Signal(object, int)

    def __init__(self, project: Project, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project, self._words = project, words
        self.new_project: Project | None = None
        self._rolled: RollOver | None = None
        self.setWindowTitle(self.tr("Volgend schooljaar"))
        self.resize(900, 600)
        self.title = label("", "subtitle", wrap=True)
        about = label(
            self.tr(
                "Elke stageperiode houdt haar lesweken en weekdagen. Onthouden kolommen en de"
                " geschiedenis gaan mee; het plan en de scenario's blijven bij dit jaar. Dit"
                " bestand verandert niet: het nieuwe schooljaar komt in een eigen bestand."
            ),
            "muted",
            wrap=True,
        )
        self.from_plan = QCheckBox(
            self.tr("Begin met wat nu gepland is in plaats van met de voorkeur")
        )
        self.from_plan.setEnabled(project.state.plan is not None)
        self.from_plan.toggled.connect(self._roll)
        self.report = TableModel(problem_columns(words.language), self)
        self._table = DataTable(self.report, self.tr("Om na te kijken"))
        wrap_rows(self._table)
        frame = card()
        column(self._table, parent=frame, margin=1)
        self._count = label("", "strong")
        self.make = button(self.tr("Nieuw schooljaar maken"), "primary")
        self.make.setDefault(True)
        self.make.clicked.connect(self._on_make)
        cancel = button(self.tr("Terug"))
        cancel.clicked.connect(self.reject)
        layout = column(self.title, about, self.from_plan, self._count, frame, parent=self, gap=12)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setStretch(4, 1)
        layout.addLayout(row(1, cancel, self.make))
        self._roll()

    def _roll(self) -> None:
        self.new_project, self._rolled = self._project.next_year(
            wish_from_plan=self.from_plan.isChecked()
        )
        year, count = self._rolled.year, len(self._rolled.state.periods)
        text = self.tr("Schooljaar {year}: {count} stageperiodes")
        self.title.setText(text.format(year=f"{year}-{year + 1}", count=self._words.count(count)))
        self.report.set_rows(self._rolled.report)
        text = self.tr("{count} punten om na te kijken")
        if len(self._rolled.report) == 1:
            text = self.tr("1 punt om na te kijken")
        self._count.setText(text.format(count=len(self._rolled.report)))

    def _on_make(self) -> None:
        assert self._rolled is not None
        self.begun.emit(self.new_project, self._rolled.year)
        self.accept()
