"""How much each institution gives, its fair part, and the rule of fairness."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stageplanner.domain.ground_rules import FairnessRule, GroundRules
from stageplanner.domain.plan import Plan
from stageplanner.domain.state import State
from ui.base.fields import DecimalField
from ui.base.formatting import Words
from ui.base.jobs import LatestOnly
from ui.base.qt import card, column, label, row
from ui.negotiate.round_rows import fairness_columns
from ui.session.session import Session
from ui.tables.data_table import DataTable
from ui.tables.table_model import RowRole, TableModel
from ui.widgets.small_parts import Choice


def _fair(state: State) -> object:
    """Compute the fair shares; numpy is imported here, in the thread, and not in the window's."""
    from stageplanner.load.fairness import fair_shares

    return fair_shares(state, state.plan or Plan())


class FairnessPanel(QWidget):
    """Fair shares and ground rules; every setting is one step that can be undone."""

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._words = session, words
        self._latest = LatestOnly(self)
        self._latest.answered.connect(self._on_shares)
        self.model = TableModel(fairness_columns(words), self)
        self.table = DataTable(self.model, self.tr("Wie hoeveel geeft"))
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.rule = Choice(
            [
                (FairnessRule.STUDENTS, self.tr("naar aantal studenten")),
                (FairnessRule.INSTITUTIONS, self.tr("elke instelling evenveel")),
                (FairnessRule.KEY, self.tr("naar een eigen sleutel")),
            ],
            self.tr("Wat de regio eerlijk vindt"),
        )
        self.rule.chosen.connect(self._on_rule)
        self.weight = DecimalField()
        self.weight.setRange(0, 100)
        self.weight.setDecimals(1)
        self.weight.setFixedWidth(72)
        self.weight.editingFinished.connect(self._on_weight)
        self._of = label("", "muted")
        self._build()

    def _build(self) -> None:
        frame = card()
        column(self.table, parent=frame, margin=1)
        layout = column(parent=self, gap=8)
        about = self.tr(
            "Studenten × weken verschoven in het huidige plan; het saldo telt eerdere jaren mee."
        )
        layout.addWidget(label(about, "muted", wrap=True))
        layout.addLayout(
            row(label(self.tr("Eerlijk is")), self.rule, self._of, self.weight, 1, gap=8)
        )
        layout.addWidget(frame, 1)

    @property
    def _rules(self) -> GroundRules:
        return self._session.state.ground_rules

    @Slot()
    def refresh(self) -> None:
        """Show the rules of the project and compute the shares in the background."""
        rules = self._rules
        self.rule.blockSignals(True)
        self.rule.choose(rules.fairness)
        self.rule.blockSignals(False)
        self._on_row()
        self._latest.ask(_fair, self._session.state)

    @Slot(object)
    def _on_shares(self, shares: object) -> None:
        if isinstance(shares, Exception):
            raise shares
        self.model.set_rows(shares)  # type: ignore[arg-type]
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    @property
    def selected(self) -> str:
        """The selected institution."""
        share = self.table.currentIndex().data(RowRole)
        return share.institution if share is not None else ""

    def _on_row(self) -> None:
        name, is_key = self.selected, self._rules.fairness is FairnessRule.KEY
        for widget in (self._of, self.weight):
            widget.setVisible(is_key and bool(name))
        text = self.tr("gewicht van {institution}").format(institution=name)
        self._of.setText(text)
        self.weight.setAccessibleName(text)
        self.weight.blockSignals(True)
        self.weight.setValue(self._rules.key.get(name, 1.0))
        self.weight.blockSignals(False)

    def _set(self, rules: GroundRules) -> None:
        if rules != self._rules:
            self._session.project.negotiation.set_ground_rules(rules)

    def _on_rule(self, key: str) -> None:
        self._set(replace(self._rules, fairness=FairnessRule(key)))

    def _on_weight(self) -> None:
        if self.selected:
            key = {**self._rules.key, self.selected: self.weight.value()}
            self._set(replace(self._rules, key=key))
