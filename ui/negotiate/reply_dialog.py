"""Records a refusal that came without a workbook."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from stageplanner import messages
from stageplanner.domain.proposal import Proposal, ProposalStatus
from stageplanner.problems import StagePlannerError
from ui.base.formatting import Words
from ui.base.qt import ErrorLine, button, column, label, row
from ui.dialogs.base import Dialog
from ui.session.session import Session

#: Number of proposals that are named.
NAMED = 6


class ReplyDialog(Dialog):
    """The reason of a refusal, from which the next proposal is made."""

    chapter = "negotiate"

    def __init__(
        self,
        session: Session,
        proposals: tuple[Proposal, ...],
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._proposals, self._words = session, proposals, words
        self.setWindowTitle(self.tr("Voorstel afgewezen"))
        self.resize(460, 280)
        parties = list(dict.fromkeys(proposal.party.label for proposal in proposals))
        text = self.tr("Waarom wijst {party} dit af?").format(party=parties[0])
        if len(parties) > 1:
            text = self.tr("Waarom wijzen {count} partijen dit af?").format(count=len(parties))
        asked = words.placements(proposals[0].asked)
        if len(proposals) > 1:
            names = ", ".join(proposal.id for proposal in proposals[:NAMED])
            text_of = self.tr("{count} voorstellen: {names}")
            if len(proposals) > NAMED:
                text_of = self.tr("{count} voorstellen: {names} en andere")
            asked = text_of.format(count=words.count(len(proposals)), names=names)
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(self.tr("Reden"))
        self.field.setPlaceholderText(self.tr("Bijvoorbeeld: dan zijn er toetsweken"))
        self.error_line = ErrorLine()
        self.take = button(self.tr("Vastleggen"), "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take)
        back = button(self.tr("Terug"))
        back.clicked.connect(self.reject)
        layout = column(label(text, "subtitle", wrap=True), parent=self, gap=10)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addWidget(label(asked, "muted", wrap=True))
        layout.addWidget(self.field, 1)
        layout.addWidget(self.error_line)
        layout.addLayout(row(1, back, self.take))
        self.field.setFocus()

    def _on_take(self) -> None:
        reason = self.field.toPlainText()
        try:
            self._session.project.negotiation.record_answers(
                [proposal.id for proposal in self._proposals], ProposalStatus.REFUSED, reason
            )
        except StagePlannerError as error:
            self.error_line.show_error(messages.sentence(error.problem, self._words.language))
            self.field.setFocus()
            return
        self.accept()
