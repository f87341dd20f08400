"""Mine and theirs, row by row, where two people changed the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QScrollArea, QWidget

from stageplanner import messages
from ui.base.formatting import Words
from ui.base.qt import button, column, label, row, shortcut_free
from ui.dialogs.base import Dialog

if TYPE_CHECKING:
    from stageplanner.domain.state import State
    from stageplanner.store.shared.merge import Conflict


class ConflictDialog(Dialog):
    """Let a person choose between what was done here and what somebody else did meanwhile.

    Parameters
    ----------
    conflicts
        Each entry that both changed.
    state
        For the names of stage periods.
    words
        Dates and forms in the language of the window.
    """

    chapter = "shared"

    def __init__(
        self,
        conflicts: Sequence[Conflict],
        state: State,
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._names = {
            p.id: f"{p.group} {p.programme_name or p.programme}, {p.institution}"
            for p in state.periods
        }
        self.choices: list[tuple[Conflict, QRadioButton]] = []
        self.setWindowTitle(self.tr("Iemand anders wijzigde hetzelfde"))
        self.resize(760, 420)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, text in enumerate((self.tr("Wat"), self.tr("Van mij"), self.tr("Van de ander"))):
            grid.addWidget(label(text, "strong"), 0, place)
        for line, conflict in enumerate(conflicts, start=1):
            name = self._name(conflict)
            mine, theirs = (
                QRadioButton(shortcut_free(self._text(conflict, value)))
                for value in (conflict.mine, conflict.theirs)
            )
            theirs.setChecked(True)
            for choice, place, side in (
                (mine, 1, self.tr("van mij")),
                (theirs, 2, self.tr("van de ander")),
            ):
                choice.setAccessibleName(f"{name}, {side}: {choice.text()}")
                grid.addWidget(choice, line, place)
            pair = QButtonGroup(self)
            pair.addButton(mine)
            pair.addButton(theirs)
            grid.addWidget(label(name, wrap=True), line, 0)
            self.choices.append((conflict, mine))
        grid.setRowStretch(len(conflicts) + 1, 1)
        body = QWidget()
        body.setLayout(grid)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        about = self.tr(
            "Kies per regel. Wat u niet kiest, gaat verloren; het blijft wel in de geschiedenis"
            " staan."
        )
        take = button(self.tr("Zo bewaren"), "primary")
        take.setDefault(True)
        take.clicked.connect(self.accept)
        every = button(self.tr("Alles van mij"))
        every.clicked.connect(self._take_mine)
        layout = column(label(about, "muted", wrap=True), area, parent=self, gap=12)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setStretch(1, 1)
        layout.addLayout(row(every, 1, take))

    def _take_mine(self) -> None:
        for _, mine in self.choices:
            mine.setChecked(True)

    @property
    def decisions(self) -> dict[tuple[str, str], bool]:
        """By part and key of every conflict, whether mine is taken."""
        return {(c.part, c.key): mine.isChecked() for c, mine in self.choices}

    def _name(self, conflict: Conflict) -> str:
        kinds = {
            "placements": self.tr("Plaatsing van {name}"),
            "periods": self.tr("Stageperiode {name}"),
            "leerbedrijven": self.tr("Leerbedrijf {name}"),
            "proposals": self.tr("Voorstel {name}"),
            "agreements": self.tr("Afspraak {name}"),
            "rounds": self.tr("Ronde {name}"),
            "rules": self.tr("Regels {name}"),
            "scenarios": self.tr("Scenario {name}"),
        }
        text = kinds.get(conflict.part, self.tr("Instelling van de regio: {name}"))
        return text.format(name=self._names.get(conflict.key, conflict.key)).strip()

    def _text(self, conflict: Conflict, value: Any) -> str:  # noqa: ANN401 - of any part
        from stageplanner.store.shared.merge import GONE

        if value is GONE:
            return self.tr("weggehaald")
        if conflict.part == "placements":
            students = " + ".join(str(placement.students) for placement in value)
            return f"{self._words.placements(value)} ({students})"
        if value == conflict.base:
            return self.tr("zoals het was")
        fields = _changed_fields(value, conflict.base)
        known = {code.removeprefix("field_") for code in messages.codes()}
        named = [
            f"{messages.text(f'field_{name}', self._words.language)}: {self._cell(changed)}"
            for name, changed in fields.items()
            if name in known
        ]
        if isinstance(value, int | float):
            return self._cell(value)
        return "; ".join(named) or self.tr("gewijzigd")

    def _cell(self, value: Any) -> str:  # noqa: ANN401 - of any field
        if isinstance(value, date):
            return self._words.day(value)
        if isinstance(value, float):
            return f"{value:g}".replace(".", "," if self._words.language == "nl" else ".")
        return str(getattr(value, "value", value))


def _changed_fields(value: Any, base: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the fields in which a value differs from what it was, by name."""
    slots = getattr(type(value), "__dataclass_fields__", {})
    if type(value) is not type(base):
        return {}
    return {n: getattr(value, n) for n in slots if getattr(value, n) != getattr(base, n)}
