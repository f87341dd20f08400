"""What may be done with the proposals that are selected: buttons, menu and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from stageplanner.domain.negotiation import NEXT, Proposal, ProposalStatus
from stageplanner.problems import StagePlannerError
from ui.dialogs.counter_dialog import CounterDialog
from ui.dialogs.reply_dialog import ReplyDialog
from ui.models.round_rows import ProposalRow
from ui.qt import button, row
from ui.session import Session
from ui.widgets.data_table import DataTable
from ui.words import Words

_S = ProposalStatus


class ProposalTools(QWidget):
    """Only lawful steps can be taken; each can be undone."""

    failed = Signal(object)

    def __init__(
        self, session: Session, words: Words, table: DataTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._words, self._table = session, words, table
        self.dialog: QDialog | None = None
        self.actions_: dict[str, QAction] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._rows: tuple[ProposalRow, ...] = ()
        self._is_closed = False
        layout = row(parent=self, gap=6)
        for key, text, short, keys, verb in (
            ("agree", self.tr("Akkoord"), True, "A", self.agree),
            ("refuse", self.tr("Afgewezen…"), True, "W", self.refuse),
            ("counter", self.tr("Tegenvoorstel…"), True, "T", self.counter),
            ("take", self.tr("Tegenvoorstel overnemen"), False, "O", self.take_counter),
            ("change", self.tr("Iets anders vragen…"), False, "V", self.change),
            ("withdraw", self.tr("Intrekken"), False, "Del", self.withdraw),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(verb)
            table.addAction(action)
            self.actions_[key] = action
            if short:
                made = button(text)
                made.setToolTip(f"{text} ({QKeySequence(keys).toString()})")
                made.clicked.connect(verb)
                self.buttons[key] = made
                layout.addWidget(made)
        self.menu = QMenu(self)
        self.menu.addActions(list(self.actions_.values()))
        more = button(self.tr("Meer"))
        more.setMenu(self.menu)
        self.buttons["more"] = more
        layout.addWidget(more)
        layout.addStretch(1)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_menu)

    def _on_menu(self, place: QPoint) -> None:
        self.menu.popup(self._table.viewport().mapToGlobal(place))

    # --- what is lawful --------------------------------------------------------------------

    def show_rows(self, rows: Sequence[ProposalRow], is_closed: bool) -> None:
        """Offer what may be done with these."""
        self._rows, self._is_closed = tuple(rows), is_closed
        one = len(self._rows) == 1
        for key, is_on in (
            ("agree", self._may(_S.AGREED)),
            ("refuse", one and self._may(_S.REFUSED)),
            ("counter", one and self._may(_S.COUNTERED)),
            ("take", one and self._rows[0].proposal.status is _S.COUNTERED and not is_closed),
            ("change", one and self._may_change),
            ("withdraw", self._may(_S.WITHDRAWN)),
        ):
            self.actions_[key].setEnabled(is_on)
            if key in self.buttons:
                self.buttons[key].setEnabled(is_on)
        self.buttons["more"].setEnabled(any(a.isEnabled() for a in self.actions_.values()))

    def _may(self, status: ProposalStatus) -> bool:
        statuses = [found.proposal.status for found in self._rows]
        return (
            bool(statuses) and not self._is_closed and all(status in NEXT[now] for now in statuses)
        )

    @property
    def _may_change(self) -> bool:
        status = self._rows[0].proposal.status
        return not self._is_closed and (status is _S.DRAFT or _S.DRAFT in NEXT[status])

    @property
    def _proposals(self) -> tuple[Proposal, ...]:
        return tuple(found.proposal for found in self._rows)

    # --- the steps -------------------------------------------------------------------------

    def agree(self) -> None:
        """Write down that the party agrees."""
        negotiation = self._session.project.negotiation
        for proposal in self._proposals:
            self._do(lambda p=proposal: negotiation.record_answer(p.id, _S.AGREED))

    def take_counter(self) -> None:
        """Take the party's own counter-proposal over."""
        (proposal,) = self._proposals
        self._do(lambda: self._session.project.negotiation.accept_counter(proposal.id))

    def withdraw(self) -> None:
        """Ask it no longer."""
        names = [proposal.id for proposal in self._proposals]
        self._do(lambda: self._session.project.negotiation.withdraw(*names))

    def refuse(self) -> None:
        """Ask for the reason of a refusal."""
        (proposal,) = self._proposals
        self._open(ReplyDialog(self._session, proposal, self._words, self))

    def counter(self) -> None:
        """Ask what the party proposes instead."""
        (proposal,) = self._proposals
        self._open(CounterDialog(self._session, proposal, self._words, self))

    def change(self) -> None:
        """Ask something else."""
        (proposal,) = self._proposals
        self._open(CounterDialog(self._session, proposal, self._words, self, changes=True))

    def _do(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except StagePlannerError as error:
            self.failed.emit(error.problem)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()
