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
from ui.base.qt import button, label, row, tool_tip
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
        #: For how many of the chosen proposals the last step counted, if not for all.
        self.note = label("", "muted", wrap=True)
        layout.addWidget(self.note, 1)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_menu)

    def _on_menu(self, place: QPoint) -> None:
        self.menu.popup(self._table.viewport().mapToGlobal(place))

    # --- what is lawful --------------------------------------------------------------------

    def show_rows(self, rows: Sequence[ProposalRow], is_closed: bool) -> None:
        """Enable the actions that these proposals allow."""
        chosen = {entry.proposal.id for entry in rows}
        if chosen != {entry.proposal.id for entry in self._rows}:
            self.note.setText("")
        self._rows, self._is_closed = tuple(rows), is_closed
        is_single, statuses = len(self._rows) == 1, {entry.proposal.status for entry in self._rows}
        # An institution's own file only records its answers.
        is_region = not self._session.state.is_own_file
        can_change = is_single and self._may_change and is_region
        is_institution = is_single and rows[0].proposal.party.kind is PartyKind.INSTITUTION
        for key, is_on in (
            ("agree", bool(self._able(_S.AGREED))),
            ("refuse", bool(self._able(_S.REFUSED))),
            ("counter", is_single and bool(self._able(_S.COUNTERED))),
            ("take", _S.COUNTERED in statuses and not is_closed and is_region),
            ("change", can_change),
            ("examples", can_change and is_institution and self._rows[0].period is not None),
            ("again", _S.LAPSED in statuses and not is_closed and is_region),
            ("withdraw", bool(self._able(_S.WITHDRAWN)) and is_region),
        ):
            self.actions_[key].setEnabled(is_on)
            if key in self.buttons:
                self.buttons[key].setEnabled(is_on)
        self._show_counts()
        self.buttons["more"].setEnabled(any(a.isEnabled() for a in self.actions_.values()))

    def _show_counts(self) -> None:
        """Show on the buttons for how many of the chosen proposals they count."""
        texts = {"agree": self.tr("Akkoord"), "refuse": self.tr("Afgewezen…")}
        for key, status in (("agree", _S.AGREED), ("refuse", _S.REFUSED)):
            able, chosen = len(self._able(status)), len(self._rows)
            text = self.tr("{verb} ({able} van {chosen})")
            is_mixed = 0 < able < chosen
            count = self._words.count
            self.buttons[key].setText(
                text.format(verb=texts[key], able=count(able), chosen=count(chosen))
                if is_mixed
                else texts[key]
            )

    def _able(self, status: ProposalStatus) -> tuple[Proposal, ...]:
        """Return the chosen proposals that may get a status; the others stay as they are."""
        if self._is_closed:
            return ()
        return tuple(p for p in self._proposals if status in NEXT[p.status])

    def _with(self, status: ProposalStatus) -> tuple[Proposal, ...]:
        return tuple(proposal for proposal in self._proposals if proposal.status is status)

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
        names = [proposal.id for proposal in self._able(_S.AGREED)]
        self._do(
            lambda: self._session.project.negotiation.record_answers(names, _S.AGREED), len(names)
        )

    def take_counter(self) -> None:
        """Accept the counter-proposals of the parties."""
        names = [proposal.id for proposal in self._with(_S.COUNTERED)]
        self._do(lambda: self._session.project.negotiation.accept_counters(names), len(names))

    def ask_again(self) -> None:
        """Ask for a new deadline for the lapsed proposals."""
        self.again_asked.emit(tuple(proposal.id for proposal in self._with(_S.LAPSED)))

    def ask_examples(self) -> None:
        """Show what good examples would do for this group."""
        self.examples_asked.emit(self._proposals[0])

    def withdraw(self) -> None:
        """Withdraw the proposals."""
        names = [proposal.id for proposal in self._able(_S.WITHDRAWN)]
        self._do(lambda: self._session.project.negotiation.withdraw(*names), len(names))

    def refuse(self) -> None:
        """Ask for the reason of a refusal."""
        self._open(ReplyDialog(self._session, self._able(_S.REFUSED), self._words, self))

    def counter(self) -> None:
        """Ask for a counter-proposal."""
        self._open_counter(changes=False)

    def change(self) -> None:
        """Ask for another proposal to the same party."""
        self._open_counter(changes=True)

    def ask_counters(self, proposals: tuple[Proposal, ...]) -> None:
        """Ask for the counter-proposals of parties, one after the other."""
        if proposals:
            first, *others = proposals
            self._ask_placements(first, changes=False)
            self.dialog.finished.connect(lambda _: self.ask_counters(tuple(others)))

    def _open_counter(self, *, changes: bool) -> None:
        (proposal,) = self._proposals
        self._ask_placements(proposal, changes=changes)

    def _ask_placements(self, proposal: Proposal, *, changes: bool) -> None:
        self._open(
            CounterDialog(
                self._session, proposal, self._words, self, changes=changes, job=self.repairs_job
            )
        )

    def _do(self, verb: Callable[[], object], able: int) -> None:
        """Take a step with those that allow it, and tell it if they are not all that is chosen."""
        chosen = len(self._rows)
        try:
            verb()
        except StagePlannerError as error:
            self.failed.emit(error.problem)
            return
        text = self.tr("{able} van {chosen}; de andere staan dat niet toe en zijn niet gewijzigd.")
        count = self._words.count
        self.note.setText(
            text.format(able=count(able), chosen=count(chosen)) if able < chosen else ""
        )

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()
