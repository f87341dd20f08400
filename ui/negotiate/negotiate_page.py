"""Onderhandelen: rounds, proposals and answers, repairs, and how fairly changes are shared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from stageplanner import messages
from stageplanner.domain.proposal import ProposalStatus, Round
from stageplanner.problems import StagePlannerError
from ui.base.formatting import Words
from ui.base.jobs import LatestOnly
from ui.base.qt import (
    ElidedChoice,
    ElidedLabel,
    ErrorLine,
    button,
    card,
    column,
    label,
    override,
    row,
)
from ui.base.theme import icon
from ui.inbox.next_steps import NextSteps
from ui.inbox.party_board import PartyBoard
from ui.negotiate.fairness_panel import FairnessPanel
from ui.negotiate.negotiate_actions import NegotiateActions
from ui.negotiate.negotiation_jobs import AskedEffect, asked_effect
from ui.negotiate.proposal_card import build_proposal
from ui.negotiate.proposal_filter import ProposalFilter
from ui.negotiate.proposal_tools import ProposalTools
from ui.negotiate.repairs_panel import RepairsPanel
from ui.negotiate.round_rows import ProposalRow, proposal_columns, proposal_rows
from ui.negotiate.share_actions import ShareActions
from ui.session.page import Page
from ui.session.session import Session
from ui.tables.data_table import DataTable
from ui.tables.table_model import RowRole, TableModel
from ui.widgets.small_parts import EmptyState, Segments

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QVBoxLayout

    from stageplanner.domain.state import State

_OPEN = (ProposalStatus.DRAFT, ProposalStatus.SENT, ProposalStatus.LAPSED)


class NegotiatePage(Page):
    """One round at a time; every verb can be undone."""

    refreshes_when_shown = True

    explained = Signal(object)
    #: No proposal is selected.
    cleared = Signal()
    plan_asked = Signal()
    agreements_made = Signal()

    def __init__(
        self,
        session: Session,
        jobs: NegotiateActions,
        sharing: ShareActions,
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, words, parent)
        self._jobs, self._sharing = jobs, sharing
        self.effect: tuple[State, AskedEffect] | None = None
        self.latest = LatestOnly(self)
        self.latest.answered.connect(self._on_effect)
        jobs.agreements_made.connect(self.agreements_made)
        jobs.refused.connect(self.show_problem)
        jobs.round_started.connect(self.show_last)
        jobs.counters_asked.connect(self._on_counters)
        self._build_round()
        self._build_proposals()
        self.repairs = RepairsPanel(session, jobs.again_job, words)
        self.repairs.asked.connect(self._on_again)
        self.repairs.taken.connect(self._on_repair)
        self.fairness = FairnessPanel(session, words)
        self.board = PartyBoard(words)
        self.board.remind_asked.connect(self._on_remind)
        self.board.page_asked.connect(jobs.page_asked)
        self._build()
        self.setFocusProxy(self.table)
        session.changed.connect(self.follow)
        self.refresh()

    # --- the parts -------------------------------------------------------------------------

    def _build_round(self) -> None:
        self.choice = ElidedChoice()
        self.choice.setAccessibleName(self.tr("Ronde"))
        self.choice.setMinimumWidth(150)
        self.choice.setMaximumWidth(260)
        self.choice.currentIndexChanged.connect(self._show_round)
        self._about = ElidedLabel("muted")
        self.new = button(self.tr("Nieuwe ronde…"))
        self.new.clicked.connect(self._jobs.ask_round)
        self.send = button(self.tr("Versturen…"), "primary")
        self.send.setToolTip(
            self.tr(
                "Schrijft voor wie iets nieuws krijgt een werkboek en een conceptmail, en zet de"
                " ronde op verstuurd"
            )
        )
        self.send.clicked.connect(self._on_send)
        self.read = button(self.tr("Antwoorden inlezen…"))
        self.read.setToolTip(self.tr("Of sleep de bestanden op deze pagina"))
        self.read.clicked.connect(self._jobs.ask_answers)
        self.reply = button(self.tr("Antwoord aan de regio…"), "primary")
        self.reply.setToolTip(self.tr("Schrijft uw antwoord als een werkboek voor de regio"))
        self.reply.clicked.connect(self._sharing.ask_reply)
        self.more = button(self.tr("Ronde"))
        menu = QMenu(self.more)
        self.steps: dict[str, QAction] = {
            key: menu.addAction(text, verb)
            for key, text, verb in (
                ("contacts", self.tr("Contacten van partijen…"), self._jobs.ask_contacts),
                ("remind", self.tr("Herinneringen schrijven…"), self._on_remind),
                ("files", self.tr("Werkboeken opnieuw schrijven…"), self._on_files),
                ("own", self.tr("Alleen het werkboek van deze partij…"), self._on_party_files),
                (
                    "share",
                    self.tr("Eigen bestand voor instellingen…"),
                    self._sharing.ask_share,
                ),
                ("later", self.tr("Latere termijn…"), self._on_later),
                ("expire", self.tr("Onbeantwoord laten vervallen"), self._expire),
                ("make", self.tr("Afspraken maken van wat akkoord is"), self._make),
                ("close", self.tr("Ronde afsluiten"), self._close),
            )
        }
        self.more.setMenu(menu)
        self.next = NextSteps(self.words)
        self.next.asked.connect(self._on_next)

    def _build_proposals(self) -> None:
        self.model = TableModel(proposal_columns(self.words), self)
        self.table = DataTable(self.model, self.tr("Wat iedere partij wordt gevraagd"))
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.tools = ProposalTools(self.session, self.words, self.table)
        self.tools.failed.connect(self.show_problem)
        self.tools.again_asked.connect(self._on_later)
        self.tools.examples_asked.connect(self._jobs.ask_examples)
        self.filter = ProposalFilter(self.words, self.table)
        self.error_line = ErrorLine()
        self._proposals = QWidget()
        frame = card()
        column(self.table, parent=frame, margin=1)
        layout = column(
            self.filter, frame, self.error_line, self.tools, parent=self._proposals, gap=8
        )
        layout.setStretch(1, 1)

    def _build(self) -> None:
        self.view = Segments(
            [
                ("proposals", self.tr("Voorstellen")),
                ("parties", self.tr("Partijen")),
                ("repairs", self.tr("Herstel")),
                ("fairness", self.tr("Verdeling")),
            ],
            self.tr("Beeld"),
        )
        self.view.chosen.connect(self._on_view)
        self.begin = button(self.tr("Ronde beginnen…"), "primary")
        self.begin.clicked.connect(self._jobs.ask_round)
        plan = button(self.tr("Voorstel maken"), "primary")
        plan.clicked.connect(self.plan_asked)
        self.empty = EmptyState(
            icon("negotiate", "muted", 44),
            self.tr("Nog geen ronde"),
            self.tr(
                "Iedere partij krijgt een eigen werkboek met wat wordt gevraagd en waarom, en"
                " antwoordt in Excel."
            ),
            self.begin,
        )
        self.no_plan = EmptyState(
            icon("solve", "muted", 44),
            self.tr("Nog niets om over te onderhandelen"),
            self.tr("Maak eerst een voorstel; dan vraagt u in een ronde wat daarvoor nodig is."),
            plan,
        )
        reply = button(self.tr("Antwoord aan de regio…"), "primary")
        reply.clicked.connect(self._sharing.ask_reply)
        self.not_asked = EmptyState(
            icon("negotiate", "muted", 44),
            self.tr("Van u wordt nog niets gevraagd"),
            self.tr(
                "Dit is het bestand van uw instelling. Zet op Plannen een groep anders neer om te"
                " zien wat dat in de regio doet; u kunt het de regio voorstellen."
            ),
            reply,
        )
        self.stack = QStackedWidget()
        for part in (
            self._proposals,
            self.repairs,
            self.board,
            self.fairness,
            self.empty,
            self.no_plan,
            self.not_asked,
        ):
            self.stack.addWidget(part)
        self._round_bar = QWidget()
        bar = column(parent=self._round_bar, gap=8)
        first = row(self.choice, self._about, self.new, gap=10)
        first.setStretch(1, 1)
        bar.addLayout(first)
        bar.addLayout(row(self.reply, self.send, self.read, self.more, 1, gap=8))
        bar.addWidget(self.next)
        layout = column(parent=self, gap=10)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.addLayout(row(label(self.tr("Onderhandelen"), "title"), 1, self.view, gap=12))
        layout.addWidget(self._round_bar)
        layout.addWidget(self.stack, 1)

    # --- what is shown ---------------------------------------------------------------------

    @property
    def round(self) -> Round | None:
        """The round that is shown."""
        number = self.choice.currentData()
        rounds = self.session.state.rounds
        return next((round_ for round_ in rounds if round_.number == number), None)

    def show_last(self) -> None:
        """Show the newest round."""
        self._fill_rounds()
        self.choice.setCurrentIndex(self.choice.count() - 1)
        self.view.choose("proposals")

    def _fill_rounds(self) -> None:
        rounds = self.session.state.rounds
        names = [(f"{round_.id} {round_.title}", round_.number) for round_ in rounds]
        shown = [(self.choice.itemText(i), self.choice.itemData(i)) for i in range(len(names))]
        if shown == names and self.choice.count() == len(names):
            return
        chosen = self.choice.currentData()
        self.choice.blockSignals(True)
        self.choice.clear()
        for name, number in names:
            self.choice.addItem(name, number)
        place = self.choice.findData(chosen)
        self.choice.setCurrentIndex(place if place >= 0 else len(names) - 1)
        self.choice.blockSignals(False)

    @override
    def refresh(self) -> None:
        super().refresh()
        project = self.session.project
        self._fill_rounds()
        has_rounds = bool(project.state.rounds)
        has_plan = project.state.plan is not None or bool(project.plans)
        is_fairness = self.view.key == "fairness"
        self._round_bar.setVisible(has_rounds and not is_fairness)
        self.new.setEnabled(has_plan)
        is_own_file = project.state.is_own_file
        self.reply.setVisible(is_own_file)
        for part in (self.new, self.send, self.read, self.more):
            part.setVisible(not is_own_file)
        for key in ("parties", "repairs"):
            self.view.set_enabled(key, not is_own_file)
        if is_fairness:
            self.stack.setCurrentWidget(self.fairness)
            self.fairness.refresh()
            return
        if is_own_file and not any(round_.proposals for round_ in project.state.rounds):
            self._round_bar.hide()
            self.stack.setCurrentWidget(self.not_asked)
            self._clear()
            return
        if not has_rounds:
            self.stack.setCurrentWidget(self.empty if has_plan else self.no_plan)
            self._clear()
            return
        views = {"proposals": self._proposals, "parties": self.board}
        self.stack.setCurrentWidget(views.get(self.view.key, self.repairs))
        self._show_round()
        if self.view.key == "parties":
            self._clear()

    def _clear(self) -> None:
        if self.isVisible():
            self.cleared.emit()

    def _show_round(self) -> None:
        round_ = self.round
        if round_ is None:
            return
        selected = self.selected
        ids = {row_.proposal.id for row_ in selected}
        self.model.set_rows(proposal_rows(self.session.state, round_))
        self.filter.show_round(round_)
        self.next.show_round(round_)
        self.board.show_round(round_)
        if self.session.state.is_own_file:
            self.next.hide()
        self._about.setText(self._about_text(round_))
        statuses = [proposal.status for proposal in round_.proposals]
        drafts = statuses.count(ProposalStatus.DRAFT)
        self.send.setEnabled(bool(drafts) and not round_.is_closed)
        self.read.setEnabled(not round_.is_closed)
        self.steps["expire"].setEnabled(ProposalStatus.SENT in statuses and not round_.is_closed)
        self.steps["remind"].setEnabled(ProposalStatus.SENT in statuses and not round_.is_closed)
        self.steps["close"].setEnabled(not round_.is_closed)
        self.steps["later"].setEnabled(not round_.is_closed)
        self.steps["make"].setEnabled(
            any(p.status is ProposalStatus.AGREED and not p.agreement for p in round_.proposals)
        )
        self.repairs.start.setEnabled(not round_.is_closed and not self._jobs.again_job.is_running)
        if self.view.key == "proposals" and not self.table.selectionModel().hasSelection():
            self._select(ids)  # selecting updates the rest
        else:
            self._on_selected()

    def _select(self, names: set[str]) -> None:
        model = self.table.model()
        rows = range(model.rowCount())
        matches = [i for i in rows if model.index(i, 0).data(RowRole).proposal.id in names]
        self.table.selectRow(matches[0] if matches else 0)

    def _about_text(self, round_: Round) -> str:
        answered = sum(p.status not in _OPEN for p in round_.proposals)
        text = self.tr("uiterlijk {day} · {answered} van {all} beantwoord")
        if round_.deadline < date.today():
            text = self.tr("▲ termijn voorbij op {day} · {answered} van {all} beantwoord")
        if round_.is_closed:
            text = self.tr("afgesloten · {answered} van {all} beantwoord")
        elif round_.sent_on is None:
            text = self.tr("nog niet verstuurd · antwoord uiterlijk {day}")
        day = self.words.day(round_.deadline)
        count = self.words.count
        return text.format(day=day, answered=count(answered), all=count(len(round_.proposals)))

    @property
    def selected(self) -> tuple[ProposalRow, ...]:
        """The selected proposals."""
        chosen = self.table.selectionModel().selection()
        rows = {i for part in chosen for i in range(part.top(), part.bottom() + 1)}
        proxy = self.table.filter
        sources = (proxy.mapToSource(proxy.index(row, 0)).row() for row in sorted(rows))
        return tuple(self.model.rows[row] for row in sources)

    def _on_selected(self) -> None:
        rows, round_ = self.selected, self.round
        self.error_line.show_error("")
        self.tools.show_rows(rows, round_ is None or round_.is_closed)
        if not rows or self.view.key != "proposals" or not self.isVisible():
            return
        first, state = rows[0], self.session.state
        known = self.effect
        if known is None or known[0] is not state or known[1].proposal != first.proposal.id:
            self.effect = None
            if first.period is not None:
                self.latest.ask(_measured, state, first.proposal.id)
        self._explain(first)

    def _on_effect(self, answer: tuple[State, AskedEffect] | Exception) -> None:
        if isinstance(answer, Exception):
            raise answer
        self.effect = answer
        rows = self.selected
        if rows and rows[0].proposal.id == answer[1].proposal and self.isVisible():
            self._explain(rows[0])

    def _explain(self, row_: ProposalRow) -> None:
        effect = None if self.effect is None else self.effect[1]

        def build(layout: QVBoxLayout) -> None:
            build_proposal(layout, row_, effect, self.words)

        self.explained.emit(build)

    def _on_view(self) -> None:
        self.refresh()
        shown = {
            "proposals": self.table,
            "parties": self.board.table,
            "repairs": self.repairs.start,
        }
        self.setFocusProxy(shown.get(self.view.key, self.fairness.table))

    @override
    def take_files(self, paths: list[Path]) -> bool:
        if not paths or any(path.suffix.casefold() == ".stageplan" for path in paths):
            return False
        self._jobs.read(paths)
        return True

    # --- what is done ----------------------------------------------------------------------

    def show_problem(self, problem: object) -> None:
        """Show below the proposals what could not be done."""
        sentence = messages.sentence(problem, self.words.language)  # type: ignore[arg-type]
        self.error_line.show_error(sentence)

    def _do(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except StagePlannerError as error:
            self.show_problem(error.problem)

    def _on_send(self) -> None:
        round_ = self.round
        if round_ is not None:
            self._jobs.ask_send(round_.number)

    def _on_remind(self, parties: tuple[str, ...] | bool = False) -> None:
        round_ = self.round
        if round_ is not None:
            names = parties if isinstance(parties, tuple) else None
            self._jobs.ask_reminders(round_.number, names)

    def _on_next(self, step: str) -> None:
        """Do the next step that was chosen."""
        if step == "repair":
            self.view.choose("repairs")
            self._on_again()
        elif step == "decide":
            self.view.choose("proposals")
            self.filter.show_status(ProposalStatus.COUNTERED)
            self.table.selectRow(0)
            self.table.setFocus()
        elif step == "agree":
            self._make()
        else:
            self._on_remind()

    def _on_counters(self, proposals: tuple[str, ...]) -> None:
        """Ask for the counter-proposals that answers were, one after the other."""
        known = {p.id: p for r in self.session.state.rounds for p in r.proposals}
        self.tools.ask_counters(tuple(known[name] for name in proposals))

    def _on_files(self) -> None:
        round_ = self.round
        if round_ is not None:
            self._jobs.ask_folder(round_.number)

    def _on_party_files(self) -> None:
        round_, parties = self.round, tuple({row_.proposal.party.id for row_ in self.selected})
        if round_ is not None and parties:
            self._jobs.ask_folder(round_.number, parties=parties)

    def _on_later(self, again: tuple[str, ...] | bool = False) -> None:
        round_ = self.round
        if round_ is not None:
            self._jobs.ask_later(round_, again if isinstance(again, tuple) else None)

    def _expire(self) -> None:
        if not self.session.project.negotiation.expire():
            text = self.tr("De termijn is nog niet voorbij; er vervalt niets.")
            self.error_line.show_error(text)

    def _make(self) -> None:
        round_ = self.round
        if round_ is not None:
            self._jobs.make_agreements(round_.number)

    def _close(self) -> None:
        round_, negotiation = self.round, self.session.project.negotiation
        if round_ is not None:
            self._do(lambda: negotiation.close_round(round_.number))

    def _on_again(self) -> None:
        round_ = self.round
        if round_ is not None:
            self._jobs.find_repairs(round_.number)

    def _on_repair(self, repair: object) -> None:
        round_ = self.round
        if round_ is not None:
            self._jobs.take_repair(round_.number, repair)  # type: ignore[arg-type]
            self.view.choose("proposals")


def _measured(state: State, proposal: str) -> tuple[State, AskedEffect]:
    """Return the effect of a proposal, with the state it was measured in."""
    return state, asked_effect(state, proposal)
