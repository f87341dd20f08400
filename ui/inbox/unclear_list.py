"""Answers in words of a party's own, each decided by a click."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from stageplanner.domain.proposal import ProposalStatus
from ui.base.qt import button, column, label, row

#: Height above which the list is scrolled.
MOST = 190
_CHOICES = (ProposalStatus.AGREED, ProposalStatus.REFUSED, ProposalStatus.COUNTERED)


class UnclearList(QScrollArea):
    """One line per unclear answer: who, about what, the words, and what they mean."""

    changed = Signal()

    def __init__(
        self, answers: Mapping[str, tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """Build the lines.

        Parameters
        ----------
        answers : mapping of str to tuple of str
            By the id of the proposal: whom and what it is about, and the words of the party.
        """
        super().__init__(parent)
        self.decisions: dict[str, ProposalStatus] = {}
        self.buttons: dict[str, dict[ProposalStatus, QPushButton]] = {}
        self.setAccessibleName(self.tr("Onduidelijke antwoorden"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("flow")
        lines = column(parent=inside, gap=8)
        names = {
            ProposalStatus.AGREED: self.tr("Akkoord"),
            ProposalStatus.REFUSED: self.tr("Afgewezen"),
            ProposalStatus.COUNTERED: self.tr("Tegenvoorstel…"),
        }
        for proposal, (about, words) in answers.items():
            quoted = self.tr("“{words}”").format(words=words)
            texts = column(
                label(about, "muted", wrap=True), label(quoted, "strong", wrap=True), gap=0
            )
            line = row(gap=6)
            line.addLayout(texts, 1)
            self.buttons[proposal] = {}
            for status in _CHOICES:
                choice = button(names[status])
                choice.setCheckable(True)
                choice.setAccessibleName(f"{about}, {quoted}: {names[status]}")
                choice.clicked.connect(partial(self.decide, proposal, status))
                self.buttons[proposal][status] = choice
                line.addWidget(choice)
            lines.addLayout(line)
        lines.addStretch(1)
        self.setWidget(inside)
        self.setMaximumHeight(MOST)
        self.setMinimumHeight(min(MOST, 60 * len(answers)))

    def decide(self, proposal: str, status: ProposalStatus, *_checked: bool) -> None:
        """Take what an answer means; the same once more takes that back."""
        if self.decisions.get(proposal) is status:
            del self.decisions[proposal]
        else:
            self.decisions[proposal] = status
        for other, choice in self.buttons[proposal].items():
            choice.setChecked(self.decisions.get(proposal) is other)
        self.changed.emit()
