"""Finds repairs around a counter-proposal in a child process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QScrollArea, QWidget

from stageplanner import messages
from stageplanner.problems import Problem
from ui.base.formatting import Words
from ui.base.jobs import ChildJob
from ui.base.qt import button, column, label, row
from ui.negotiate.negotiation_jobs import run_counter_repairs
from ui.negotiate.repair_card import show_repairs
from ui.session.session import Session

if TYPE_CHECKING:
    from stageplanner.domain.plan import Placement
    from stageplanner.domain.state import State
    from stageplanner.negotiation.counter_effect import CounterEffect
    from stageplanner.planning import Repair

    Placements = tuple[Placement, ...]

#: Minimum height of the cards, in pixels.
LOWEST = 120


class RepairFinder(QWidget):
    """Finds repairs for the counter-proposal that was asked last."""

    taken = Signal(object)

    def __init__(
        self,
        session: Session,
        proposal: str,
        job: ChildJob,
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._proposal, self._job, self._words = session, proposal, job, words
        self._wanted: Placements | None = None
        self._state: State | None = None
        self._is_asked = self._has_left = False
        self.repairs: tuple[Repair, ...] = ()
        self.choices: list[QPushButton] = []
        self._status = label("", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(100)
        self._bar.setAccessibleName(self.tr("Herstel wordt gezocht"))
        self.stop = button(self.tr("Stop"))
        self.stop.clicked.connect(self._on_stop)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setMinimumHeight(LOWEST)
        line = row(self._status, self._bar, self.stop, gap=10)
        line.setStretch(0, 1)
        layout = column(parent=self, gap=8)
        layout.addLayout(line)
        layout.addWidget(self._scroll, 1)
        job.finished.connect(self._on_found)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._on_stopped)
        self.clear()

    def clear(self, status: str = "") -> None:
        """Show no repairs and ignore those to come."""
        self._wanted = None
        self._is_asked = False
        if self._job.is_running:
            self._job.cancel()
        self._show(())
        self._show_status(status, False)

    def ask(self, instead: Placements) -> None:
        """Find repairs around placements; only the last question counts."""
        self._wanted = instead
        self._is_asked = True
        self._show(())
        self._show_status(self.tr("Zoekt het goedkoopste herstel…"), True)
        if self._job.is_running:
            # Cancel instead of kill: killing would wait for a child that is just starting.
            self._job.cancel()
        else:
            self._begin()

    def leave(self) -> None:
        """Disconnect from the job."""
        if self._has_left:
            return
        self._has_left = True
        self.clear()
        for signal, slot in (
            (self._job.finished, self._on_found),
            (self._job.failed, self._on_failed),
            (self._job.stopped, self._on_stopped),
        ):
            signal.disconnect(slot)

    def _begin(self) -> None:
        self._is_asked = False
        self._state = self._session.state
        self._job.start(
            run_counter_repairs, self._session.state, self._proposal, self._wanted or ()
        )

    def _on_found(self, answer: tuple[str, Placements, CounterEffect]) -> None:
        if self._is_asked:
            self._begin()
            return
        proposal, instead, effect = answer
        if (proposal, instead) == (self._proposal, self._wanted):
            self._show(effect.repairs)
            self._show_status(self._summary(effect.repairs), False)

    def _summary(self, repairs: tuple[Repair, ...]) -> str:
        if not repairs:
            return self.tr("Er is geen herstel gevonden. Probeer het nog eens.")
        if not repairs[0].touched:
            return self.tr("Niemand anders hoeft hiervoor iets nieuws te doen.")
        return self.tr("Wat er nodig is om het op te vangen; kies om het meteen over te nemen.")

    def _on_failed(self, problem: object) -> None:
        if self._is_asked:
            self._begin()
            return
        text = self.tr("Het herstel kon niet worden berekend.")
        if isinstance(problem, Problem):
            text = messages.sentence(problem, self._words.language)
        self._show_status("▲ " + text, False)

    def _on_stopped(self) -> None:
        if self._is_asked:
            self._begin()
        else:
            self._show_status(self.tr("Gestopt: zonder herstel."), False)

    def _on_chosen(self, repair: Repair) -> None:
        """Emit the chosen repair, or find repairs again if the state has changed."""
        if self._state is self._session.state:
            self.taken.emit(repair)
        elif self._wanted is not None:
            self.ask(self._wanted)

    def _on_stop(self) -> None:
        self.clear(self.tr("Gestopt: zonder herstel."))

    def _show_status(self, text: str, is_busy: bool) -> None:
        self._status.setText(text)
        self._bar.setVisible(is_busy)
        self.stop.setVisible(is_busy)

    def _show(self, repairs: tuple[Repair, ...]) -> None:
        self.repairs = repairs
        self.choices = show_repairs(
            self._scroll,
            repairs,
            self._session.state,
            self._words,
            self._on_chosen,
            self.tr("Meteen overnemen"),
        )
        self._scroll.setVisible(bool(repairs))
