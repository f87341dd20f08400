"""The filter of proposals: by word, party and status."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from stageplanner.domain.proposal import Proposal, ProposalStatus, Round
from ui.base.formatting import Words
from ui.base.qt import ElidedChoice, row
from ui.negotiate.round_rows import TO_DO, ProposalRow, status_word
from ui.tables.data_table import DataTable

if TYPE_CHECKING:
    from stageplanner.domain.proposal import Party

#: Statuses of proposals that still need an answer.
_SILENT = (ProposalStatus.SENT, ProposalStatus.LAPSED)
ALL = ""


class ProposalFilter(QWidget):
    """Filters by word, party and status; a party shows how much it has still to answer."""

    def __init__(self, words: Words, table: DataTable) -> None:
        super().__init__()
        self._words, self._table = words, table
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter op elk woord…"))
        self.search.setAccessibleName(self.tr("Filter de voorstellen"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(table.filter.set_words)
        self.party, self.status = ElidedChoice(), ElidedChoice()
        for choice, name in (
            (self.party, self.tr("Alle partijen")),
            (self.status, self.tr("Alle statussen")),
        ):
            choice.begin_with(name, ALL, letters=8)
            choice.currentIndexChanged.connect(self._on_chosen)
        layout = row(self.search, self.party, self.status, parent=self, gap=6)
        for i in range(3):
            layout.setStretch(i, 1)

    def show_round(self, round_: Round) -> None:
        """Offer the parties and statuses of a round and keep the choice if possible."""
        of_party: dict[Party, list[Proposal]] = {}
        for proposal in round_.proposals:
            of_party.setdefault(proposal.party, []).append(proposal)
        self._fill(self.party, [(p.id, self._party_text(p, of)) for p, of in of_party.items()])
        counts = Counter(proposal.status for proposal in round_.proposals)
        language = self._words.language
        statuses = [
            (s.value, f"{status_word(s, language)} ({counts[s]})") for s in TO_DO if counts[s]
        ]
        self._fill(self.status, statuses)
        self.setVisible(len(round_.proposals) > 1)
        self._on_chosen()

    def show_status(self, status: ProposalStatus) -> None:
        """Show the proposals of all parties with a status."""
        self.search.clear()
        self.party.setCurrentIndex(0)
        self.status.setCurrentIndex(max(0, self.status.findData(status.value)))

    def _party_text(self, party: Party, proposals: list[Proposal]) -> str:
        open_ = sum(proposal.status in _SILENT for proposal in proposals)
        text = self.tr("{party}: {open} van {all} open")
        if not open_:
            text = self.tr("{party}: klaar, {all} gevraagd")
        return text.format(party=party.label, open=open_, all=len(proposals))

    @staticmethod
    def _fill(choice: ElidedChoice, offered: list[tuple[str, str]]) -> None:
        known = [(choice.itemData(i), choice.itemText(i)) for i in range(1, choice.count())]
        if known == offered:
            return
        kept = choice.currentData()
        choice.blockSignals(True)
        while choice.count() > 1:
            choice.removeItem(choice.count() - 1)
        for value, text in offered:
            choice.addItem(text, value)
        choice.setCurrentIndex(max(0, choice.findData(kept)))
        choice.blockSignals(False)

    def _on_chosen(self) -> None:
        party, status = self.party.currentData(), self.status.currentData()

        def passes(entry: ProposalRow) -> bool:
            proposal = entry.proposal
            return party in (ALL, proposal.party.id) and status in (ALL, proposal.status.value)

        wanted = (party, status)
        if wanted != self._wanted or wanted != (ALL, ALL):
            self._wanted = wanted
            self._table.filter.set_test(passes if wanted != (ALL, ALL) else None)

    _wanted = (ALL, ALL)
