"""The tables of the preview of an import: problems, and differences from the region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from stageplanner.importing.absent import Absent, Key
from stageplanner.problems import Problem
from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, override, row
from ui.base.theme import icon
from ui.importing.preview_rows import difference_columns
from ui.tables.data_table import DataTable
from ui.tables.problem_columns import problem_columns
from ui.tables.table_model import Index, RowRole, TableModel
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


class DifferencesModel(TableModel):
    """Differences, with a tick at each row that may be taken out of the region."""

    def tick(self, numbers: Iterable[int], is_on: bool) -> None:
        """Take rows out of the region, or leave them in; others are passed over."""
        changed = [n for n in numbers if _can_go(self.rows[n]) and self.rows[n].is_removed != is_on]
        rows = list(self.rows)
        for number in changed:
            rows[number] = replace(rows[number], is_removed=is_on)
        self.rows = tuple(rows)
        self.refresh_rows(changed)

    @override
    def cell(self, number: int, column: int, role: int) -> object:
        row = self.rows[number]
        if role == Qt.ItemDataRole.CheckStateRole and column == 0 and _can_go(row):
            return Qt.CheckState.Checked if row.is_removed else Qt.CheckState.Unchecked
        return super().cell(number, column, role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and _can_go(self.rows[index.row()]):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick((index.row(),), Qt.CheckState(value) is Qt.CheckState.Checked)
        return True


def _can_go(row: object) -> bool:
    return isinstance(row, Absent) and row.can_go


class DifferencesPanel(QStackedWidget):
    """What a file changes in the region, and what it lacks: that stays unless it is ticked."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        #: What is ticked, also while another file is shown.
        self.removals: frozenset[Key] = frozenset()
        self.model = DifferencesModel(difference_columns(words.language), self)
        self.model.dataChanged.connect(self._keep_ticks)
        self.table = DataTable(self.model, self.tr("Verschillen"))
        wrap_rows(self.table)
        QShortcut(
            Qt.Key.Key_Space,
            self.table,
            self._tick_selected,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        self.about = label(
            self.tr(
                "Wat ontbreekt, blijft in de regio. Vink aan wat eruit moet;"
                " de spatiebalk doet alle gekozen rijen."
            ),
            wrap=True,
        )
        both = QWidget()
        column(self.about, _framed(self.table), parent=both, gap=8)
        self.addWidget(both)
        self.addWidget(
            EmptyState(
                icon("check", "good", 44),
                self.tr("Geen verschillen"),
                self.tr("Wat hier staat, staat al zo in de regio."),
            )
        )

    def show_differences(self, absent: Iterable[Absent], rows: tuple[object, ...]) -> None:
        """Show what is absent, then the differences; or that there are none."""
        ticked = tuple(
            replace(one, is_removed=one.can_go and one.key in self.removals) for one in absent
        )
        self.model.set_rows((*ticked, *rows))
        self.about.setVisible(any(map(_can_go, ticked)))
        self.setCurrentIndex(0 if ticked or rows else 1)

    def _keep_ticks(self) -> None:
        shown = [row for row in self.model.rows if _can_go(row)]
        removed = {row.key for row in shown if row.is_removed}
        self.removals = self.removals - {row.key for row in shown} | removed

    def _tick_selected(self) -> None:
        """Tick the rows that are selected; if all of them are ticked, take the ticks away."""
        chosen = [
            self.table.filter.mapToSource(index).row()
            for index in self.table.selectionModel().selectedRows()
        ]
        rows = [self.model.rows[number] for number in chosen]
        is_on = not all(row.is_removed for row in rows if _can_go(row))
        self.model.tick(chosen, is_on)


def _framed(inside: QWidget) -> QWidget:
    frame = card()
    column(inside, parent=frame, margin=1)
    return frame
