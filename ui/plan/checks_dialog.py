"""The problems of the current plan; a click goes to the bar that a problem is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from stageplanner import messages
from stageplanner.domain.state import State
from stageplanner.problems import Problem, Severity
from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, row
from ui.dialogs.base import Dialog
from ui.tables.data_table import DataTable
from ui.tables.table_model import Column, RowRole, TableModel
from ui.tables.wrapped_text import wrap_rows


class ChecksDialog(Dialog):
    """What is not right in the plan, each with the stage period to go to."""

    chapter = "plan"

    def __init__(
        self,
        problems: Sequence[Problem],
        state: State,
        go_to: Callable[[str], None],
        words: Words,
        parent: QWidget,
    ) -> None:
        """``go_to`` shows a stage period, by its id."""
        super().__init__(parent)
        self._state, self._go_to, self._words = state, go_to, words
        self.setWindowTitle(self.tr("Wat niet klopt in dit plan"))
        self.resize(860, 440)
        self.model = TableModel(self._columns(), self)
        self.model.set_rows(problems)
        self.table = DataTable(self.model, self.windowTitle())
        wrap_rows(self.table)
        self.table.clicked.connect(self._on_chosen)
        self.table.activated.connect(self._on_chosen)
        frame = card()
        column(self.table, parent=frame, margin=1)
        self.status = label(self.tr("Klik op een regel om naar de balk in Plannen te gaan."))
        close = button(self.tr("Sluiten"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = column(self.status, frame, parent=self, gap=10)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setStretch(1, 1)
        layout.addLayout(row(1, close))

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(title=self.tr("Stageperiode"), text=self._name, width=250),
            Column(title=self.tr("Wat er is en wat u kunt doen"), text=self._sentence, width=520),
        )

    def _name(self, problem: Problem) -> str:
        sign = "▲" if problem.severity is Severity.ERROR else "i"
        period = next((p for p in self._state.periods if p.id == problem.place.period), None)
        if period is not None:
            return f"{sign} {self._words.period(period)}"
        whole = self.tr("Het plan als geheel")
        return f"{sign} {problem.values.get('institution', whole)}"

    def _sentence(self, problem: Problem) -> str:
        text = messages.sentence(problem, self._words.language)
        return text[:1].upper() + text[1:]

    def _on_chosen(self, index: QModelIndex) -> None:
        problem = index.data(RowRole)
        if problem is None:
            return
        period = period_of(problem, self._state)
        if period is None:
            self.status.setText(self.tr("Deze stageperiode staat niet meer in de gegevens."))
            return
        self.accept()
        self._go_to(period)


def period_of(problem: Problem, state: State) -> str | None:
    """Return the stage period of a problem, or the first of its institution or programmes."""
    values = problem.values
    named = values.get("programmes")
    programmes = named if isinstance(named, tuple) else ()
    for period in state.periods:
        if problem.place.period:
            is_it = period.id == problem.place.period
        else:
            is_it = period.institution == values.get("institution")
            is_it = is_it or period.programme in programmes
        if is_it:
            return period.id
    return None
