"""What a round asks to be done next, as buttons that do it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from stageplanner.domain.proposal import ProposalStatus, Round
from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, row


class NextSteps(QWidget):
    """One line: refusals to plan around, counter-proposals to decide, silence, agreements."""

    #: One of ``repair``, ``decide``, ``remind`` and ``agree``.
    asked = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.buttons: dict[str, QPushButton] = {}
        frame = card("notice")
        line = row(label(self.tr("Volgende stap"), "strong"), parent=frame, gap=14, margin=8)
        for key in ("repair", "decide", "agree", "remind"):
            step = button("", "link")
            step.clicked.connect(lambda _=False, key=key: self.asked.emit(key))
            self.buttons[key] = step
            line.addWidget(step)
        line.addStretch(1)
        column(frame, parent=self)

    def show_round(self, round_: Round) -> None:
        """Show the steps that a round allows; without any the line is hidden."""
        statuses = [proposal.status for proposal in round_.proposals]
        made = sum(
            proposal.status is ProposalStatus.AGREED and not proposal.agreement
            for proposal in round_.proposals
        )
        refused = statuses.count(ProposalStatus.REFUSED)
        countered = statuses.count(ProposalStatus.COUNTERED)
        waiting = statuses.count(ProposalStatus.SENT)
        texts = {
            "repair": (refused, self.tr("{count} afgewezen: opnieuw plannen")),
            "decide": (countered, self.tr("{count} × tegenvoorstel: beslissen")),
            "agree": (made, self.tr("{count} akkoord: afspraken maken")),
            "remind": (waiting, self.tr("{count} zonder antwoord: herinneren")),
        }
        for key, (count, text) in texts.items():
            self.buttons[key].setText(text.format(count=self._words.count(count)))
            self.buttons[key].setVisible(bool(count))
        # Before the first answer there is nothing to do but to wait.
        self.setVisible(not round_.is_closed and bool(refused or countered or made))
