"""The preview of answers: what every file answers, and its problems."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, row
from ui.dialogs.base import Dialog
from ui.negotiate.round_rows import answer_columns, answer_rows
from ui.session.session import Session
from ui.tables.data_table import DataTable
from ui.tables.problem_columns import problem_columns
from ui.tables.table_model import TableModel
from ui.tables.wrapped_text import wrap_rows

if TYPE_CHECKING:
    from stageplanner.negotiation.judge_answers import AnswerIntake


#: Number of files that are named; the table names all.
NAMED = 5


class AnswersDialog(Dialog):
    """Preview of answers, adopted in one step that can be undone."""

    chapter = "negotiate"

    def __init__(
        self, session: Session, intake: AnswerIntake, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._intake = session, intake
        self.setWindowTitle(self.tr("Antwoorden van partijen"))
        self.resize(980, 620)
        rows = answer_rows(session.state, intake)
        taken = sum(row.after is not None for row in rows)
        self.answers = TableModel(answer_columns(words), self)
        self.answers.set_rows(rows)
        self.problems = TableModel(problem_columns(words.language), self)
        self.problems.set_rows(intake.problems)
        text = self.tr("{count} antwoorden om over te nemen")
        if taken == 1:
            text = self.tr("1 antwoord om over te nemen")
        if not taken:
            text = self.tr("Geen antwoord om over te nemen")
        title = label(text.format(count=taken), "subtitle")
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        self.table = DataTable(self.answers, self.tr("Wat er is geantwoord"))
        self.problem_table = DataTable(self.problems, self.tr("Meldingen bij de antwoorden"))
        wrap_rows(self.problem_table)
        for table, count in ((self.table, len(rows)), (self.problem_table, len(intake.problems))):
            frame = card()
            column(table, parent=frame, margin=1)
            frame.setMinimumHeight(120)
            frame.setVisible(bool(count))
            parts.addWidget(frame)
        self.take = button(self.tr("Overnemen"), "primary")
        self.take.setDefault(True)
        self.take.setEnabled(bool(taken))
        self.take.clicked.connect(self.accept)
        back = button(self.tr("Terug"))
        back.clicked.connect(self.reject)
        files = ", ".join(file.name for file in intake.files[:NAMED])
        if len(intake.files) > NAMED:
            more = self.tr("{names} en nog {count}")
            files = more.format(names=files, count=words.count(len(intake.files) - NAMED))
        layout = column(title, label(files, "muted", wrap=True), parent=self, gap=10)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addWidget(parts, 1)
        layout.addLayout(row(1, back, self.take))
        self.accepted.connect(self._adopt)

    def _adopt(self) -> None:
        # The child process returned a copy; only its rounds are new.
        state = replace(self._session.state, rounds=self._intake.state.rounds)
        self._session.project.negotiation.adopt_answers(replace(self._intake, state=state))
