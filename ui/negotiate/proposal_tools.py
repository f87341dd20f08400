"""Actions on the selected proposals: buttons, menu and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from stageplanner.domain.proposal import NEXT, PartyKind, Proposal, ProposalStatus
from stageplanner.problems import StagePlannerError
from ui.base.formatting import Words
from ui.base.jobs import ChildJob
from ui.base.qt import button, row, tool_tip
from ui.negotiate.counter_dialog import CounterDialog
from ui.negotiate.reply_dialog import ReplyDialog
from ui.negotiate.round_rows import ProposalRow
from ui.session.session import Session
from ui.tables.data_table import DataTable

_S = ProposalStatus


class ProposalTools(QWidget):
    """The steps that the selected proposals allow; each can be undone."""

    failed = Signal(object)
    #: The ids of lapsed proposals to be sent again.
    again_asked = Signal(object)
    #: A proposal, to see what good examples would do for it.
    examples_asked = Signal(object)

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
        self.repairs_job = ChildJob(self)
        layout = row(parent=self, gap=6)
        for key, text, short, keys, verb in (
            ("agree", self.tr("Akkoord"), True, "A", self.agree),
            ("refuse", self.tr("Afgewezen…"), True, "W", self.refuse),
            ("counter", self.tr("Tegenvoorstel…"), True, "T", self.counter),
            ("take", self.tr("Tegenvoorstel overnemen"), False, "O", self.take_counter),
            ("change", self.tr("Iets anders vragen…"), False, "V", self.change),
            ("examples", self.tr("Goede voorbeelden…"), False, "G", self.ask_examples),
            ("again", self.tr("Opnieuw versturen…"), False, "N", self.ask_again),
            ("withdraw", self.tr("Intrekken"), False, "Del", self.withdraw),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(verb)
            table.addAction(action)
            self.actions_[key] = action
            if short:
                short_button = button(text)
                short_button.setToolTip(tool_tip(f"{text} ({QKeySequence(keys).toString()})"))
                short_button.clicked.connect(verb)
                self.buttons[key] = short_button
                layout.addWidget(short_button)
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
        """Enable the actions that these proposals allow."""
        self._rows, self._is_closed = tuple(rows), is_closed
        is_single, statuses = len(self._rows) == 1, {entry.proposal.status for entry in self._rows}
        # An institution's own file only records its answers.
        is_region = not self._session.state.is_own_file
        can_change = is_single and self._may_change and is_region
        is_institution = is_single and rows[0].proposal.party.kind is PartyKind.INSTITUTION
        for key, is_on in (
            ("agree", self._may(_S.AGREED)),
            ("refuse", self._may(_S.REFUSED)),
            ("counter", is_single and self._may(_S.COUNTERED)),
            ("take", statuses == {_S.COUNTERED} and not is_closed and is_region),
            ("change", can_change),
            ("examples", can_change and is_institution and self._rows[0].period is not None),
            ("again", statuses == {_S.LAPSED} and not is_closed and is_region),
            ("withdraw", self._may(_S.WITHDRAWN) and is_region),
        ):
            self.actions_[key].setEnabled(is_on)
            if key in self.buttons:
                self.buttons[key].setEnabled(is_on)
        self.buttons["more"].setEnabled(any(a.isEnabled() for a in self.actions_.values()))

    def _may(self, status: ProposalStatus) -> bool:
        statuses = [entry.proposal.status for entry in self._rows]
        return (
            bool(statuses) and not self._is_closed and all(status in NEXT[now] for now in statuses)
        )

    @property
    def _may_change(self) -> bool:
        status = self._rows[0].proposal.status
        return not self._is_closed and (status is _S.DRAFT or _S.DRAFT in NEXT[status])

    @property
    def _proposals(self) -> tuple[Proposal, ...]:
        return tuple(entry.proposal for entry in self._rows)

    # --- the steps -------------------------------------------------------------------------

    def agree(self) -> None:
        """Record that the parties agree."""
        names = [proposal.id for proposal in self._proposals]
        self._do(lambda: self._session.project.negotiation.record_answers(names, _S.AGREED))

    def take_counter(self) -> None:
        """Accept the counter-proposals of the parties."""
        names = [proposal.id for proposal in self._proposals]
        self._do(lambda: self._session.project.negotiation.accept_counters(names))

    def ask_again(self) -> None:
        """Ask for a new deadline for the lapsed proposals."""
        self.again_asked.emit(tuple(proposal.id for proposal in self._proposals))

    def ask_examples(self) -> None:
        """Show what good examples would do for this group."""
        self.examples_asked.emit(self._proposals[0])

    def withdraw(self) -> None:
        """Withdraw the proposals."""
        names = [proposal.id for proposal in self._proposals]
        self._do(lambda: self._session.project.negotiation.withdraw(*names))

    def refuse(self) -> None:
        """Ask for the reason of a refusal."""
        self._open(ReplyDialog(self._session, self._proposals, self._words, self))

    def counter(self) -> None:
        """Ask for a counter-proposal."""
        self._open_counter(changes=False)

    def change(self) -> None:
        """Ask for another proposal to the same party."""
        self._open_counter(changes=True)

    def _open_counter(self, *, changes: bool) -> None:
        (proposal,) = self._proposals
        self._open(
            CounterDialog(
                self._session, proposal, self._words, self, changes=changes, job=self.repairs_job
            )
        )

    def _do(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except StagePlannerError as error:
            self.failed.emit(error.problem)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()
