"""The name of the region, and what parties may read of small groups."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from stageplanner.domain.ground_rules import GroundRules
from ui.base.qt import column, label, row, tool_tip
from ui.session.session import Session


class RegionNames(QWidget):
    """The name and code of the region and its masking; every setting is one step of undo."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.region, self.code = QLineEdit(), QLineEdit()
        self.region.setAccessibleName(self.tr("Naam van de regio"))
        self.region.setPlaceholderText(self.tr("Naam van de regio"))
        self.code.setAccessibleName(self.tr("Code van de regio, voor de nummers van afspraken"))
        self.code.setPlaceholderText(self.tr("Code"))
        self.code.setToolTip(tool_tip(self.code.accessibleName()))
        self.code.setFixedWidth(88)
        for field in (self.region, self.code):
            field.editingFinished.connect(self._on_region)
        self.masks = QCheckBox(self.tr("Aantallen onder 5 verbergen in wat partijen krijgen"))
        self.masks.clicked.connect(self._on_masks)
        about = self.tr(
            "Een klein aantal kan naar een enkele student wijzen; anderen lezen dan “<5”."
        )
        line = row(self.region, self.code, gap=8)
        line.setStretch(0, 1)
        layout = column(parent=self, gap=4)
        layout.addLayout(line)
        layout.addWidget(self.masks)
        layout.addWidget(label(about, "caption", wrap=True))

    @property
    def _rules(self) -> GroundRules:
        return self._session.state.ground_rules

    def refresh(self) -> None:
        """Show the rules of the project; what is being typed is newer."""
        rules = self._rules
        self.masks.setChecked(rules.masks_small)
        for field, text in ((self.region, rules.region), (self.code, rules.code)):
            if not field.hasFocus():
                field.setText(text)

    def _set(self, rules: GroundRules) -> None:
        if rules != self._rules:
            self._session.project.negotiation.set_ground_rules(rules)

    def _on_region(self) -> None:
        region, code = self.region.text().strip(), self.code.text().strip().upper()
        self._set(replace(self._rules, region=region, code=code))

    def _on_masks(self, is_on: bool) -> None:
        self._set(replace(self._rules, masks_small=is_on))
