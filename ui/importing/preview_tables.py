"""The tables of the preview of an import: problems, and differences from the region."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from stageplanner.problems import Problem
from ui.base.formatting import Words
from ui.base.qt import button, card, column, row
from ui.base.theme import icon
from ui.importing.preview_rows import difference_columns
from ui.tables.data_table import DataTable
from ui.tables.problem_columns import problem_columns
from ui.tables.table_model import RowRole, TableModel
from ui.tables.wrapped_text import wrap_rows
from ui.widgets.small_parts import EmptyState


class ProblemsPanel(QStackedWidget):
    """The problems of a file; ``cell_asked`` is emitted to correct the cell of one."""

    cell_asked = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.model = TableModel(problem_columns(words.language), self)
        self.table = DataTable(self.model, self.tr("Meldingen"))
        wrap_rows(self.table)
        self.table.activated.connect(self._on_activated)
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self.correct = button(self.tr("Verbeter deze cel…"))
        self.correct.setIcon(icon("edit"))
        self.correct.clicked.connect(self._on_correct)
        both = QWidget()
        column(_framed(self.table), parent=both, gap=8).addLayout(row(self.correct, 1))
        self.addWidget(both)
        self.addWidget(
            EmptyState(
                icon("check", "good", 44),
                self.tr("Alles is gelezen"),
                self.tr("Elke rij is gebruikt; er is niets om naar te kijken."),
            )
        )

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show problems, or that there are none."""
        self.model.set_rows(problems)
        self.setCurrentIndex(0 if problems else 1)
        self._show_current(self.table.currentIndex())

    def _show_current(self, index: QModelIndex) -> None:
        problem = index.data(RowRole) if index.isValid() else None
        place = problem.place if isinstance(problem, Problem) else None
        self.correct.setEnabled(bool(place and place.file and place.sheet and place.row))

    def _on_correct(self) -> None:
        self._on_activated(self.table.currentIndex())

    def _on_activated(self, index: QModelIndex) -> None:
        problem = index.data(RowRole)
        if isinstance(problem, Problem) and problem.place.sheet and problem.place.row:
            self.cell_asked.emit(problem)


class DifferencesPanel(QStackedWidget):
    """What a file changes in the region."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.model = TableModel(difference_columns(words.language), self)
        table = DataTable(self.model, self.tr("Verschillen"))
        wrap_rows(table)
        self.addWidget(_framed(table))
        self.addWidget(
            EmptyState(
                icon("check", "good", 44),
                self.tr("Geen verschillen"),
                self.tr("Wat hier staat, staat al zo in de regio."),
            )
        )

    def show_differences(self, rows: tuple[object, ...]) -> None:
        """Show differences, or that there are none."""
        self.model.set_rows(rows)
        self.setCurrentIndex(0 if rows else 1)


def _framed(inside: QWidget) -> QWidget:
    frame = card()
    column(inside, parent=frame, margin=1)
    return frame
