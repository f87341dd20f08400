"""Where parties are written to, edited in place; of a sending also who gets something new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from stageplanner import messages
from stageplanner.domain.contact import contact_of, with_contact
from stageplanner.problems import StagePlannerError
from ui.base.formatting import Words
from ui.base.qt import ErrorLine, button, card, column, label, row, tool_tip
from ui.dialogs.base import Dialog
from ui.session.session import Session

if TYPE_CHECKING:
    from stageplanner.domain.proposal import Party

#: Parties can be filtered if there are more.
FEW = 8
_PARTY, _ROLE, _EMAIL = range(3)


class ContactsDialog(Dialog):
    """A role and a work e-mail per party; an empty address removes the contact."""

    chapter = "negotiate"

    def __init__(
        self,
        session: Session,
        parties: Sequence[Party],
        words: Words,
        parent: QWidget | None = None,
        *,
        sends: bool = False,
    ) -> None:
        super().__init__(parent)
        self._session, self._parties, self._words = session, tuple(parties), words
        self._sends = sends
        title = self.tr("Versturen") if sends else self.tr("Contacten van partijen")
        self.setWindowTitle(title)
        self.resize(720, 520)
        self._lead = label("", "strong", wrap=True)
        about = self.tr(
            "Alleen een rol en een werkadres, nooit de naam van een persoon. Ze staan in het"
            " projectbestand en in de conceptmails, niet in wat u deelt of uitvoert. Maak een"
            " adres leeg om het te verwijderen."
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter op elk woord…"))
        self.search.setAccessibleName(self.tr("Filter de partijen"))
        self.search.setClearButtonEnabled(True)
        self.search.setVisible(len(self._parties) > FEW)
        self.search.textChanged.connect(self._on_search)
        self.error_line = ErrorLine()
        text = self.tr("Map kiezen…") if sends else self.tr("Bewaren")
        self.take = button(text, "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take)
        back = button(self.tr("Terug"))
        back.clicked.connect(self.reject)
        frame = card()
        column(self._build_table(), parent=frame, margin=1)
        layout = column(self._lead, label(about, "muted", wrap=True), parent=self, gap=10)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addWidget(self.search)
        layout.addWidget(frame, 1)
        layout.addWidget(self.error_line)
        layout.addLayout(row(1, back, self.take))
        self._show_lead()

    def _build_table(self) -> QTableWidget:
        self.table = QTableWidget(len(self._parties), 3)
        self.table.setAccessibleName(self.tr("Contacten per partij"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Partij"), self.tr("Rol"), self.tr("E-mail van het werk")]
        )
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(34)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_ROLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_EMAIL, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(_PARTY, 300)
        contacts = self._session.state.contacts
        for line, party in enumerate(self._parties):
            contact = contact_of(contacts, party)
            name = QTableWidgetItem(party.label)
            name.setFlags(name.flags() & ~Qt.ItemFlag.ItemIsEditable)
            name.setToolTip(tool_tip(party.label))
            self.table.setItem(line, _PARTY, name)
            role, email = (contact.role, contact.email) if contact is not None else ("", "")
            self.table.setItem(line, _ROLE, QTableWidgetItem(role))
            self.table.setItem(line, _EMAIL, QTableWidgetItem(email))
        self.table.itemChanged.connect(self._show_lead)
        if self._parties:
            self.table.setCurrentCell(0, _EMAIL)
        return self.table

    def _on_search(self) -> None:
        """Show the parties in which every word occurs."""
        wanted = self.search.text().casefold().split()
        for line, party in enumerate(self._parties):
            is_found = all(word in party.label.casefold() for word in wanted)
            self.table.setRowHidden(line, not is_found)

    def _cell(self, line: int, place: int) -> str:
        return self.table.item(line, place).text().strip()

    def _show_lead(self) -> None:
        count, number = self._words.count, len(self._parties)
        bare = sum(not self._cell(line, _EMAIL) for line in range(number))
        if self._sends:
            text = self.tr(
                "{count} partijen krijgen iets nieuws: ieder een werkboek, en een conceptmail met"
                " dat werkboek als bijlage."
            )
            if number == 1:
                text = self.tr(
                    "Eén partij krijgt iets nieuws: een werkboek, en een conceptmail met dat"
                    " werkboek als bijlage."
                )
            lead = text.format(count=count(number))
        else:
            text = self.tr("{count} partijen, {known} met een adres.")
            lead = text.format(count=count(number), known=count(number - bare))
        if self._sends and bare:
            more = self.tr("Zonder adres: {count}; daar vult u het zelf in de mail in.")
            lead = f"{lead} {more.format(count=count(bare))}"
        self._lead.setText(lead)

    def _on_take(self) -> None:
        """Keep all contacts in one step, or show which address is none."""
        self.error_line.show_error("")
        contacts = self._session.state.contacts
        try:
            for line, party in enumerate(self._parties):
                email, role = self._cell(line, _EMAIL), self._cell(line, _ROLE)
                contacts = with_contact(contacts, party, email, role)
        except StagePlannerError as error:
            self.error_line.show_error(messages.sentence(error.problem, self._words.language))
            self.table.setRowHidden(line, False)
            self.table.setCurrentCell(line, _EMAIL)
            return
        self._session.project.negotiation.set_contacts(contacts)
        self.accept()
