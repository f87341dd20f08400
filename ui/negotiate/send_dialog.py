"""The answer of an institution to the region, shown before it is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QWidget,
)

from stageplanner import messages
from stageplanner.own_file.reply import replies_of, unasked_changes
from stageplanner.own_file.share import shared_plan
from stageplanner.problems import Problem
from ui.base.file_dialog import FileDialog
from ui.base.formatting import Words
from ui.base.jobs import ChildJob
from ui.base.qt import ErrorLine, button, column, label, row
from ui.dialogs.base import Dialog
from ui.negotiate.negotiation_jobs import ReplyAsked, run_reply
from ui.negotiate.round_rows import group_name, status_word
from ui.session.session import Session

if TYPE_CHECKING:
    from stageplanner.domain.proposal import Round
    from stageplanner.own_file.reply import Reply

_NAME = Qt.ItemDataRole.UserRole


class SendDialog(Dialog):
    """The answers that are sent, with own proposals to be ticked."""

    chapter = "negotiate"

    written = Signal(object)

    def __init__(
        self,
        session: Session,
        round_: Round,
        job: ChildJob,
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._round, self._job, self._words = session, round_, job, words
        self._shared = shared_plan(session.project.plans)
        self.setWindowTitle(self.tr("Antwoord aan de regio"))
        self.resize(620, 520)
        self._build()
        self._fill()
        job.finished.connect(self._on_written)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._show_idle)
        self._show_idle()

    def _build(self) -> None:
        round_ = self._round
        text = self.tr("{round} {title}: antwoord uiterlijk {day}").format(
            round=round_.id,
            title="" if round_.title == round_.id else round_.title,
            day=self._words.day(round_.deadline),
        )
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("Wat met het antwoord meegaat"))
        self.list.itemChanged.connect(self._show_summary)
        self.summary = label("", wrap=True)
        self.error_line = ErrorLine()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(100)
        self.bar.setAccessibleName(self.tr("Antwoord wordt geschreven"))
        self.take = button(self.tr("Bewaren als…"), "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._ask_file)
        back = button(self.tr("Terug"))
        back.clicked.connect(self.reject)
        layout = column(label(" ".join(text.split()), "subtitle", wrap=True), parent=self, gap=10)
        layout.setContentsMargins(24, 20, 24, 20)
        about = self.tr(
            "Het antwoord wordt een werkboek; mail dat naar de regio. Wat u zelf anders hebt"
            " neergezet zonder dat het werd gevraagd, gaat mee als het is aangevinkt."
        )
        layout.addWidget(label(about, "muted", wrap=True))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.error_line)
        layout.addLayout(row(self.bar, 1, back, self.take))

    # --- what goes along -------------------------------------------------------------------

    def _fill(self) -> None:
        state, words = self._session.state, self._words
        periods = {period.id: period for period in state.periods}
        replies, problems = replies_of(state, self._round, self._shared, ())
        waiting = {p.place.period: p for p in problems if p.place.period}
        of_period = {reply.period: reply for reply in replies}
        for proposal in self._round.proposals:
            name = group_name(periods.get(proposal.period), proposal.period)
            if proposal.period in of_period:
                self._add(f"{name}\n{self._reply_words(of_period[proposal.period])}")
            elif proposal.period in waiting:
                sentence = messages.sentence(waiting[proposal.period], words.language)
                self._add(f"{name}\n▲ {sentence}")
        standard, _ = replies_of(state, self._round, self._shared)
        ticked = {reply.period for reply in standard if not reply.proposal}
        plan = state.plan
        for key in unasked_changes(state):
            placed = words.placements(plan.placements[key]) if plan is not None else ""
            text = self.tr("eigen voorstel: {placed}").format(placed=placed)
            item = self._add(f"{group_name(periods.get(key), key)}\n{text}")
            item.setData(_NAME, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_on = key in ticked
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        self._replies = len(replies)
        self._show_summary()

    def _add(self, text: str) -> QListWidgetItem:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, text.replace("\n", ": "))
        self.list.addItem(item)
        return item

    def _reply_words(self, reply: Reply) -> str:
        parts = [status_word(reply.status, self._words.language)]
        if reply.counter:
            parts.append(self._words.placements(reply.counter))
        if reply.remark:
            parts.append(reply.remark)
        return ": ".join(parts)

    @property
    def unasked(self) -> tuple[str, ...]:
        """The stage periods of the ticked own proposals."""
        items = [self.list.item(i) for i in range(self.list.count())]
        return tuple(
            str(item.data(_NAME))
            for item in items
            if item.data(_NAME) and item.checkState() is Qt.CheckState.Checked
        )

    _replies = 0

    def _show_summary(self) -> None:
        count = self._replies + len(self.unasked)
        text = self.tr("{count} antwoorden en voorstellen gaan mee.")
        if count == 1:
            text = self.tr("Eén antwoord of voorstel gaat mee.")
        if not count:
            text = self.tr(
                "Er is nog niets om te versturen: leg een antwoord vast, of zet een groep anders"
                " neer."
            )
        self.summary.setText(text.format(count=count))
        self.take.setEnabled(bool(count) and not self._job.is_running)

    # --- writing ---------------------------------------------------------------------------

    def _ask_file(self) -> None:
        dialog = FileDialog(self, self.tr("Antwoord bewaren"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Excel (*.xlsx)")
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(self.tr("Antwoord {round}").format(round=self._round.id) + ".xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.write_to)
        dialog.open()

    def write_to(self, path: str) -> None:
        """Write the answer in a child process."""
        if self._job.is_running:
            return
        self.error_line.show_error("")
        self.bar.show()
        asked = ReplyAsked(
            path=Path(path),
            language=self._session.language,
            round=self._round.number,
            shared=self._shared,
            unasked=self.unasked,
        )
        self._job.start(run_reply, self._session.state, asked)
        self.take.setEnabled(False)

    def _show_idle(self) -> None:
        self.bar.hide()
        self._show_summary()

    def _on_failed(self, problem: object) -> None:
        self._show_idle()
        text = self.tr("Dit ging onverwacht mis; er is niets geschreven.")
        if isinstance(problem, Problem):
            text = messages.sentence(problem, self._words.language)
        self.error_line.show_error(text)

    def _on_written(self, answer: object) -> None:
        self._show_idle()
        self.written.emit(answer)
        self.accept()
