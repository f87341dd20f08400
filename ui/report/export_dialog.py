"""The export dialog: which documents, for whom and where; the choice is remembered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from stageplanner.domain.negotiation.parties import institution_party, leerbedrijf_party
from stageplanner.domain.state import State, institutions_of
from ui.base.file_dialog import ask_folder
from ui.base.qt import ElidedChoice, button, column, label, row
from ui.dialogs.base import Dialog
from ui.report.document_jobs import DocumentsAsked
from ui.session.session import Session

KINDS = ("xlsx", "pdf", "ics")
#: Keys of the settings that hold the last choice.
FOLDER, CHOSEN = "export_folder", "export_kinds"
CAPTION = 96


def parties_of(state: State) -> list[tuple[str, str]]:
    """Return the name and id of every party that documents can be for.

    Those are the institutions, the leerbedrijven that were asked, and the parties of agreements.
    """
    asked = {p.party.id for round_ in state.rounds for p in round_.proposals}
    asked |= {entry.party.id for a in state.agreements for entry in a.parties}
    parties = [institution_party(name) for name in institutions_of(state)]
    parties += [leerbedrijf_party(c) for c in state.leerbedrijven if c.id in asked]
    return [(party.label, party.id) for party in parties]


class ExportDialog(Dialog):
    """The choice of documents; nothing of the project changes here."""

    chapter = "report"

    asked = Signal(object)

    def __init__(
        self, session: Session, settings: QSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self.setWindowTitle(self.tr("Exporteren"))
        self.setMinimumWidth(560)
        self._build()
        self._on_ticked()

    def _build(self) -> None:
        layout = column(label(self.tr("Exporteren"), "subtitle"), parent=self, gap=10)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addLayout(self._build_kinds())
        self.party = ElidedChoice()
        self.party.setAccessibleName(self.tr("Voor wie"))
        self.party.addItem(self.tr("Voor iedereen"), None)
        for name, key in parties_of(self._session.state):
            self.party.addItem(name, key)
        self.folder = QLineEdit(self._first_folder())
        self.folder.setAccessibleName(self.tr("Map"))
        self.folder.textChanged.connect(self._on_ticked)
        self.browse = button(self.tr("Bladeren…"))
        self.browse.clicked.connect(self._ask_folder)
        for text, field in ((self.tr("Voor"), self.party), (self.tr("Map"), self.folder)):
            caption = label(text)
            caption.setFixedWidth(CAPTION)
            caption.setBuddy(field)
            line = row(caption, field)
            line.setStretch(1, 1)
            if field is self.folder:
                line.addWidget(self.browse)
            layout.addLayout(line)
        note = self.tr(
            "Een bestand met dezelfde naam wordt vervangen. Wat voor één partij is, bevat geen"
            " rijen van anderen."
        )
        layout.addWidget(label(note, "muted", wrap=True))
        self.take = button(self.tr("Exporteren"), "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take)
        back = button(self.tr("Terug"))
        back.clicked.connect(self.reject)
        layout.addStretch(1)
        layout.addLayout(row(1, back, self.take))

    def _build_kinds(self):  # noqa: ANN202 - a layout
        chosen = str(self._settings.value(CHOSEN, " ".join(KINDS))).split()
        self.kinds: dict[str, QCheckBox] = {}
        layout = column(gap=4)
        for kind, name, about in (
            ("xlsx", self.tr("Excel"), self.tr("afspraken, kerncijfers en een blad per partij")),
            ("pdf", self.tr("PDF"), self.tr("het rapport en een brief per partij")),
            ("ics", self.tr("iCalendar"), self.tr("een agenda per partij van wat is afgesproken")),
        ):
            tick = QCheckBox(f"{name}: {about}")
            tick.setChecked(kind in chosen)
            tick.toggled.connect(self._on_ticked)
            self.kinds[kind] = tick
            layout.addWidget(tick)
        return layout

    def _first_folder(self) -> str:
        """Return the folder of last time, else that of the project, else of the user."""
        known = str(self._settings.value(FOLDER, ""))
        if known and Path(known).is_dir():
            return known
        path = self._session.project.path
        return str(path.parent if path is not None else Path.home())

    @property
    def chosen(self) -> tuple[str, ...]:
        """The kinds of documents that are ticked."""
        return tuple(kind for kind, tick in self.kinds.items() if tick.isChecked())

    def _on_ticked(self) -> None:
        self.take.setEnabled(bool(self.chosen) and bool(self.folder.text().strip()))

    def _ask_folder(self) -> None:
        title = self.tr("Map voor de documenten")
        ask_folder(self, title, self.folder.setText, self.folder.text())

    def _on_take(self) -> None:
        folder = Path(self.folder.text().strip())
        self._settings.setValue(FOLDER, str(folder))
        self._settings.setValue(CHOSEN, " ".join(self.chosen))
        self.asked.emit(
            DocumentsAsked(
                kinds=self.chosen,
                folder=folder,
                language=self._session.language,
                party=self.party.currentData(),
            )
        )
        self.accept()
