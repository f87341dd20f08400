"""What would help: a little more room, a plan with slack, and who goes where."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.base.formatting import Words
from ui.base.jobs import ChildJob
from ui.base.qt import button, column, override, row
from ui.dialogs.base import Dialog
from ui.negotiate.help_sections import DivisionSection, RoomSection, SlackSection
from ui.session.session import Session
from ui.widgets.small_parts import Segments


class WhatHelpsDialog(Dialog):
    """Three questions, each computed when asked; the window stays free meanwhile."""

    chapter = "plan"

    period_asked = Signal(str)
    company_asked = Signal(str)

    def __init__(
        self,
        session: Session,
        jobs: tuple[ChildJob, ChildJob, ChildJob],
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setWindowTitle(self.tr("Wat zou helpen"))
        self.resize(780, 600)
        self.room = RoomSection(session, words, jobs[0])
        self.slack = SlackSection(session, words, jobs[1])
        self.division = DivisionSection(session, words, jobs[2])
        self.slack.company_asked.connect(self.company_asked)
        self.division.period_asked.connect(self.period_asked)
        self.sections = {"room": self.room, "slack": self.slack, "division": self.division}
        self.view = Segments(
            [
                ("room", self.tr("Meer ruimte")),
                ("slack", self.tr("Tegen een stootje")),
                ("division", self.tr("Wie gaat waar")),
            ],
            self.tr("Vraag"),
        )
        self.stack = QStackedWidget()
        for section in self.sections.values():
            self.stack.addWidget(section)
        self.view.chosen.connect(self._on_view)
        close = button(self.tr("Sluiten"))
        close.clicked.connect(self.accept)
        layout = column(parent=self, gap=12)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addLayout(row(self.view, 1))
        layout.addWidget(self.stack, 1)
        layout.addLayout(row(1, close))

    def ask_room(self, programmes: tuple[str, ...]) -> None:
        """Compute what would help the component of some programmes."""
        self.view.choose("room")
        self.room.programmes = programmes
        self.room.begin()

    def _on_view(self, key: str) -> None:
        self.stack.setCurrentWidget(self.sections[key])

    @override
    def done(self, result: int) -> None:
        """Stop every computation and close the dialog."""
        for section in self.sections.values():
            section.leave()
        super().done(result)
