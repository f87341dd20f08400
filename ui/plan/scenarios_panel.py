"""Scenarios: keep the current plan under a name, adopt one, compare two."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from stageplanner import messages
from stageplanner.domain.comparison.difference import PlanDifference
from stageplanner.domain.planning.scenarios import CURRENT, WISH
from stageplanner.problems import StagePlannerError
from ui.base.formatting import Words
from ui.base.jobs import LatestOnly
from ui.base.qt import ElidedChoice, button, card, column, label, row
from ui.plan.scenario_rows import (
    ScenarioRow,
    difference_columns,
    measure_plans,
    scenario_columns,
    scenario_rows,
    scenario_title,
)
from ui.session.session import Session
from ui.tables.data_table import DataTable
from ui.tables.table_model import RowRole, TableModel


class ScenariosPanel(QWidget):
    """The named plans, their measures and their differences; every verb can be undone."""

    compare_asked = Signal(str)
    period_selected = Signal(str)

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._words = session, words
        self._measured: dict[str, tuple[float, float]] = {}
        self._latest = LatestOnly(self)
        self._latest.answered.connect(self._on_measured)
        self._build()

    def _build_plans(self) -> None:
        self.rows = TableModel(scenario_columns(self._words), self)
        self.table = DataTable(self.rows, self.tr("Scenario's"))
        self.table.selectionModel().currentRowChanged.connect(self._on_selected)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Naam van het scenario"))
        self.name.setAccessibleName(self.tr("Naam van het scenario"))
        self.keep = button(self.tr("Huidig plan bewaren"))
        self.keep.clicked.connect(self._keep)
        self.rename = button(self.tr("Hernoemen"))
        self.rename.clicked.connect(self._rename)
        self.delete = button(self.tr("Verwijderen"))
        self.delete.clicked.connect(self._delete)
        self.adopt = button(self.tr("Als huidig plan gebruiken"), "primary")
        self.adopt.clicked.connect(self._adopt)
        self.compare_button = button(self.tr("Op de tijdlijn"))
        self.compare_button.setToolTip(self.tr("Dit plan als omlijning achter het huidige tonen"))
        self.compare_button.clicked.connect(self._on_compare)
        self.error = label("", "body", wrap=True)
        self.error.hide()

    def _build_differences(self) -> None:
        self.first, self.second = ElidedChoice(), ElidedChoice()
        for box, name in (
            (self.first, self.tr("Eerste plan")),
            (self.second, self.tr("Tweede plan")),
        ):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(14)
            box.currentIndexChanged.connect(self._compare)
        self.differences = TableModel(difference_columns(self._words), self)
        self.compared = DataTable(self.differences, self.tr("Verschillen"))
        self.compared.selectionModel().currentRowChanged.connect(self._on_difference)
        self.count = label("", "muted")
        self._same = label(self.tr("Deze twee plannen doen hetzelfde."), "muted")
        self._same.setContentsMargins(16, 16, 16, 16)
        self.below = QStackedWidget()
        self.below.addWidget(self.compared)
        self.below.addWidget(self._same)

    def _build(self) -> None:
        self._build_plans()
        self._build_differences()
        layout = column(parent=self, gap=8)
        line = row(self.name, self.keep, self.rename)
        line.setStretch(0, 1)
        layout.addWidget(_framed(self.table), 2)
        layout.addLayout(row(self.adopt, self.compare_button, self.delete, 1))
        layout.addLayout(line)
        layout.addWidget(self.error)
        layout.addSpacing(4)
        compare = row(
            label(self.tr("Vergelijk"), "strong"), self.first, label(self.tr("met")), self.second
        )
        compare.addWidget(self.count)
        compare.addStretch(1)
        layout.addLayout(compare)
        layout.addWidget(_framed(self.below), 3)

    # --- what is shown ---------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Follow the project, and measure its plans in the background."""
        project = self._session.project
        self._show_rows()
        names = [scenario.name for scenario in self.rows.rows]
        for box, wanted in ((self.first, WISH), (self.second, CURRENT)):
            chosen = box.currentData() or wanted
            box.blockSignals(True)
            box.clear()
            for name in names:
                box.addItem(scenario_title(name), name)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.blockSignals(False)
        self.keep.setEnabled(project.state.plan is not None)
        if not self.table.currentIndex().isValid():
            self.table.selectRow(len(names) - 1)
        self._on_selected()
        self._compare()
        plans = tuple((name, project.plan_named(name)) for name in names)
        self._latest.ask(measure_plans, project.state, plans)

    def _show_rows(self) -> None:
        self.rows.set_rows(scenario_rows(self._session.project, self._measured))

    @Slot(object)
    def _on_measured(self, measured: dict[str, tuple[float, float]] | Exception) -> None:
        if isinstance(measured, Exception):
            raise measured
        self._measured = measured
        self._show_rows()

    def _compare(self) -> None:
        first, second = self.first.currentData(), self.second.currentData()
        if first is None or second is None:
            return
        differences = self._session.project.compare_scenarios(first, second)
        self.differences.set_rows(differences)
        self.below.setCurrentIndex(0 if differences else 1)
        filled = sum(difference.is_filling for difference in differences)
        count = len(differences) - filled
        text = self.tr("{count} verschillen")
        if count == 1:
            text = self.tr("1 verschil")
        sentence = text.format(count=count)
        if filled:
            text = self.tr("{differences}; bij {count} groepen alleen vrije dagen ingevuld")
            if filled == 1:
                text = self.tr("{differences}; bij 1 groep alleen vrije dagen ingevuld")
            sentence = text.format(differences=sentence, count=filled)
        self.count.setText(sentence if differences else "")

    @property
    def selected(self) -> str | None:
        """Name of the selected plan."""
        chosen: ScenarioRow | None = self.table.currentIndex().data(RowRole)
        return chosen.name if chosen is not None else None

    def _on_difference(self, index: QModelIndex) -> None:
        difference: PlanDifference | None = index.data(RowRole)
        if difference is not None:
            self.period_selected.emit(difference.period.id)

    def _on_compare(self) -> None:
        name = self.selected
        if name is not None:
            self.compare_asked.emit(name)

    def _on_selected(self) -> None:
        name = self.selected
        self.compare_button.setEnabled(name not in (None, CURRENT))
        is_scenario = name not in (None, WISH, CURRENT)
        self.rename.setEnabled(is_scenario)
        self.delete.setEnabled(is_scenario)
        plan = self._session.state.plan
        self.adopt.setEnabled(is_scenario or (name == WISH and plan is not None))

    # --- what is done ----------------------------------------------------------------------

    def _keep(self) -> None:
        self._do(lambda: self._session.project.save_scenario(self.name.text()))

    def _rename(self) -> None:
        name = self.selected
        if name is not None:
            self._do(lambda: self._session.project.rename_scenario(name, self.name.text()))

    def _delete(self) -> None:
        name = self.selected
        if name is not None:
            self._do(lambda: self._session.project.delete_scenario(name))

    def _adopt(self) -> None:
        name = self.selected
        if name is not None:
            self._do(lambda: self._session.project.adopt_scenario(name))

    def _do(self, verb: Callable[[], None]) -> None:
        try:
            verb()
        except StagePlannerError as error:
            sentence = messages.sentence(error.problem, self._words.language)
            self.error.setText("▲ " + sentence[:1].upper() + sentence[1:])
            self.error.show()
            self.name.setFocus()
            return
        self.error.hide()
        self.name.clear()


def _framed(inside: QWidget) -> QWidget:
    frame = card()
    column(inside, parent=frame, margin=1)
    return frame
