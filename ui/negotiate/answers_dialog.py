"""The preview of answers: what every file answers, and its problems."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from stageplanner import messages
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.negotiation.judge_answers import decide_answers
from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, row
from ui.dialogs.base import Dialog
from ui.inbox.unclear_list import UnclearList
from ui.negotiate.round_rows import AnswerRow, answer_columns, answer_rows, group_name
from ui.session.session import Session
from ui.tables.data_table import DataTable
from ui.tables.problem_columns import problem_columns
from ui.tables.table_model import TableModel
from ui.tables.wrapped_text import wrap_rows

if TYPE_CHECKING:
    from stageplanner.negotiation.judge_answers import AnswerIntake


_ANSWERS = (ProposalStatus.AGREED, ProposalStatus.REFUSED, ProposalStatus.COUNTERED)
#: Number of files that are named; the table names all.
NAMED = 5


class AnswersDialog(Dialog):
    """Preview of answers, adopted in one step that can be undone."""

    chapter = "negotiate"

    #: The ids of proposals whose unclear answer is a counter-proposal, to be filled in.
    counters_asked = Signal(object)

    def __init__(
        self, session: Session, intake: AnswerIntake, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._intake, self._words = session, intake, words
        self.setWindowTitle(self.tr("Antwoorden van partijen"))
        self.resize(980, 620)
        rows = answer_rows(session.state, intake)
        taken = sum(row.after is not None for row in rows)
        self.answers = TableModel(answer_columns(words), self)
        self.answers.set_rows(rows)
        self.problems = TableModel(problem_columns(words.language), self)
        self.problems.set_rows(intake.problems)
        self._taken = bool(taken)
        title = label(self._summary(rows), "subtitle", wrap=True)
        self.unclear = UnclearList(self._unclear_answers())
        self.unclear.changed.connect(self._show_take)
        unclear = card("notice")
        about = self.tr(
            "Deze woorden kent StagePlanner niet. U beslist wat ze betekenen; de woorden blijven"
            " als opmerking van de partij staan."
        )
        column(label(about, wrap=True), self.unclear, parent=unclear, gap=8, margin=12)
        unclear.setVisible(bool(self.unclear.buttons))
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
        self.take.setEnabled(self._taken)
        self.take.clicked.connect(self.accept)
        back = button(self.tr("Terug"))
        back.clicked.connect(self.reject)
        files = ", ".join(file.name for file in intake.files[:NAMED])
        if len(intake.files) > NAMED:
            more = self.tr("{names} en nog {count}")
            files = more.format(names=files, count=words.count(len(intake.files) - NAMED))
        layout = column(title, label(files, "muted", wrap=True), parent=self, gap=10)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addWidget(unclear)
        layout.addWidget(parts, 1)
        layout.addLayout(row(1, back, self.take))
        self.accepted.connect(self._adopt)

    def _summary(self, rows: tuple[AnswerRow, ...]) -> str:
        """Return what was read in one line: ``3 gelezen: 2 akkoord, 1 onduidelijk``."""
        language, count = self._words.language, self._words.count
        taken = Counter(row.after.status for row in rows if row.after is not None)
        unclear = len(self._unclear_answers())
        silent = sum(row.after is None for row in rows)
        parts = [
            f"{count(taken[status])} {messages.text(f'status_{status.value}', language)}"
            for status in _ANSWERS
            if taken[status]
        ]
        if unclear:
            parts.append(self.tr("{count} onduidelijk").format(count=count(unclear)))
        if silent:
            parts.append(self.tr("{count} zonder antwoord").format(count=count(silent)))
        if not parts:
            return self.tr("Geen antwoord om over te nemen")
        text = self.tr("{count} gelezen: {parts}")
        total = sum(taken.values()) + unclear + silent
        return text.format(count=count(total), parts=", ".join(parts))

    def _unclear_answers(self) -> dict[str, tuple[str, str]]:
        """Return whom and what each unclear answer is about, and its words."""
        state = self._session.state
        known = {p.id: p for round_ in state.rounds for p in round_.proposals}
        periods = {period.id: period for period in state.periods}
        answers: dict[str, tuple[str, str]] = {}
        for file in self._intake.files:
            for entry in file.unclear:
                proposal = known[entry.proposal]
                group = group_name(periods.get(proposal.period), proposal.period)
                words = "; ".join(part for part in (entry.words, entry.remark) if part)
                answers[entry.proposal] = (f"{proposal.party.label} · {group}", words)
        return answers

    def _show_take(self) -> None:
        self.take.setEnabled(self._taken or bool(self.unclear.decisions))

    def _adopt(self) -> None:
        # The child process returned a copy; only its rounds are new.
        state = replace(self._session.state, rounds=self._intake.state.rounds)
        chosen = self.unclear.decisions
        countered = tuple(name for name, s in chosen.items() if s is ProposalStatus.COUNTERED)
        decided = {name: status for name, status in chosen.items() if name not in countered}
        intake = decide_answers(replace(self._intake, state=state), decided, date.today())
        self._session.project.negotiation.adopt_answers(intake)
        if countered:
            self.counters_asked.emit(countered)
