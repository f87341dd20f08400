"""A change that may not be: the smallest repairs of the rest, each taken by one click."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QProgressBar, QPushButton, QWidget

from stageplanner import messages
from stageplanner.domain.negotiation.decisions import needs_reason
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import WISH_PLAN, Placement, placements_of
from stageplanner.problems import Problem
from ui.base.formatting import Words
from ui.base.jobs import ChildJob
from ui.base.qt import ErrorLine, button, column, label, override, row
from ui.negotiate.negotiation_jobs import run_refusal_repairs
from ui.negotiate.repair_card import build_repair
from ui.session.session import Session

if TYPE_CHECKING:
    from stageplanner.domain.stage_period import StagePeriod
    from stageplanner.domain.state import State
    from stageplanner.planning import Repair


class RefusalPanel(QFrame):
    """Repairs around the refusal of one change; nothing changes until one is chosen."""

    #: Where stage periods would go, by their id: placements to draw beside what is.
    ghosts_changed = Signal(object)
    #: The stage period, the repair or nothing, the reason, and whether it becomes Vast.
    taken = Signal(str, object, str, bool)
    closed = Signal()

    def __init__(
        self, session: Session, job: ChildJob, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("runPanel")
        self._session, self._job, self._words = session, job, words
        self._state: State | None = None
        self._is_asked = False
        #: The stage period that is refused.
        self.period_id = ""
        self.repairs: tuple[Repair, ...] = ()
        #: The buttons that take a repair.
        self.choices: list[QPushButton] = []
        self._build()
        job.finished.connect(self._on_found)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._on_stopped)
        session.changed.connect(self._on_changed)

    def _build(self) -> None:
        self.title = label("", "subtitle", wrap=True)
        self._asked = label("", "muted", wrap=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Waarom het niet mag"))
        self.reason.setAccessibleName(self.tr("Waarom het niet mag"))
        self.locks = QCheckBox(self.tr("Voorkeur meteen vastzetten"))
        self.locks.setToolTip(self.tr("Dan vraagt een volgend voorstel dit niet weer."))
        self.error = ErrorLine()
        self._status = label("", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Herstel wordt gezocht"))
        self._cards = QWidget()
        self._cards.setObjectName("flow")
        self._cards_layout = column(parent=self._cards, gap=8)
        self.alone = button(self.tr("Zonder herstel"))
        self.alone.setToolTip(self.tr("Alleen deze periode terug naar de voorkeur"))
        self.alone.clicked.connect(partial(self._on_choose, None))
        self.close_button = button(self.tr("Sluiten"))
        self.close_button.clicked.connect(self.leave)
        layout = column(parent=self, gap=8, margin=16)
        for part in (self.title, self._asked, self.reason, self.locks, self.error, self._status):
            layout.addWidget(part)
        layout.addWidget(self._bar)
        layout.addWidget(self._cards)
        layout.addLayout(row(self.alone, self.close_button, 1))

    # --- the question ----------------------------------------------------------------------

    def ask(self, period_id: str) -> None:
        """Look for the smallest repairs around the refusal of what the plan asks."""
        state = self._session.state
        period = next(p for p in state.periods if p.id == period_id)
        self.period_id, self._state = period_id, state
        name = f"{period.group} {period.programme_name or period.programme}".strip()
        self.title.setText(self.tr("Mag niet: {name}").format(name=name))
        text = self.tr("{institution}. Gevraagd: {asked}; de voorkeur is {wish}.")
        self._asked.setText(
            text.format(
                institution=period.institution,
                asked=self._words.placements(placements_of(state.plan or WISH_PLAN, period)),
                wish=self._words.option(wish_option(period)),
            )
        )
        self.reason.clear()
        self.reason.setVisible(needs_reason(state, period_id))
        self.locks.setChecked(True)
        self.error.show_error("")
        self._show(())
        self._show_status(self.tr("Zoekt de kleinste herstellingen…"), is_busy=True)
        self.ghosts_changed.emit({period_id: self._wish(period)})
        self._is_asked = True
        if self._job.is_running:
            # Cancel instead of kill: killing would wait for a child that is just starting.
            self._job.cancel()
        else:
            self._begin()

    def leave(self) -> None:
        """Stop looking, and close the panel."""
        if self._state is None:
            return
        self._state, self._is_asked = None, False
        if self._job.is_running:
            self._job.cancel()
        self._show(())
        self.ghosts_changed.emit({})
        self.closed.emit()

    def _begin(self) -> None:
        self._is_asked = False
        self._job.start(run_refusal_repairs, self._state, self.period_id)

    def _on_found(self, answer: tuple[str, tuple[Repair, ...]]) -> None:
        if self._is_asked:
            self._begin()
            return
        period_id, repairs = answer
        if self._state is None or period_id != self.period_id:
            return
        self._show(repairs)
        text = self.tr("Kies een herstel; op het bord ziet u wat er dan verschuift.")
        if not repairs:
            text = self.tr("Er is geen herstel gevonden. Probeer het nog eens.")
        elif not repairs[0].touched:
            text = self.tr("Niemand anders hoeft hiervoor iets nieuws te doen.")
        self._show_status(text)
        if repairs:
            self._show_ghosts(repairs[0])

    def _on_failed(self, problem: object) -> None:
        if self._is_asked:
            self._begin()
            return
        text = self.tr("Het herstel kon niet worden berekend.")
        if isinstance(problem, Problem):
            text = messages.sentence(problem, self._words.language)
        self._show_status("▲ " + text)

    def _on_stopped(self) -> None:
        if self._is_asked:
            self._begin()
        else:
            self._show_status(self.tr("Gestopt: zonder herstel."))

    def _on_changed(self) -> None:
        """Close the panel of another state: its repairs are of a plan that is no more."""
        if self._state is not None and self._state is not self._session.state:
            self.leave()

    # --- what is shown ---------------------------------------------------------------------

    def _show_status(self, text: str, *, is_busy: bool = False) -> None:
        self._status.setText(text)
        self._bar.setVisible(is_busy)

    def _show(self, repairs: tuple[Repair, ...]) -> None:
        self.repairs, self.choices = repairs, []
        while (item := self._cards_layout.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        periods = {period.id: period for period in self._session.state.periods}
        for number, repair in enumerate(repairs):
            programme = periods[self.period_id].programme
            peaks = [p.peak for p in repair.plan.proofs if programme in p.programmes]
            frame, choose = build_repair(
                number,
                repair,
                periods,
                self._words,
                partial(self._on_choose, repair),
                peak=next(iter(peaks), None),
            )
            frame.setProperty("repair", number)
            choose.setProperty("repair", number)
            frame.installEventFilter(self)
            choose.installEventFilter(self)
            self.choices.append(choose)
            self._cards_layout.addWidget(frame)
        self._cards.setVisible(bool(repairs))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the repair that is pointed at or has the focus."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            number = watched.property("repair")
            if isinstance(number, int) and number < len(self.repairs):
                self._show_ghosts(self.repairs[number])
        return super().eventFilter(watched, event)

    def _show_ghosts(self, repair: Repair) -> None:
        periods = {period.id: period for period in self._session.state.periods}
        moved = {name: placements_of(repair.plan, periods[name]) for name in repair.touched}
        self.ghosts_changed.emit({self.period_id: self._wish(periods[self.period_id]), **moved})

    def _wish(self, period: StagePeriod) -> tuple[Placement, ...]:
        return (Placement(option=wish_option(period), students=period.students),)

    def _on_choose(self, repair: Repair | None) -> None:
        reason = self.reason.text().strip()
        if not self.reason.isHidden() and not reason:
            self.error.show_error(self.tr("Vul in waarom het niet mag: dat hoort bij de ronde."))
            self.reason.setFocus()
            return
        self.taken.emit(self.period_id, repair, reason, self.locks.isChecked())
