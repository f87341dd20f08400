"""One question about what would help: computed in the background, answered in sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from stageplanner import messages
from stageplanner.problems import Problem
from ui.base.formatting import Words
from ui.base.jobs import ChildJob
from ui.base.qt import button, card, column, label, row
from ui.base.theme import icon
from ui.session.session import Session

if TYPE_CHECKING:
    from stageplanner.domain.state import State


class HelpSection(QWidget):
    """A question with its start, progress and stop, and a card per sentence of the answer.

    A section computes with one state; when the region or its plan is another, it says so.
    """

    #: Seconds that the work may take, shown as progress.
    seconds = 30

    def __init__(self, session: Session, words: Words, job: ChildJob, about: str) -> None:
        super().__init__()
        self.session, self.words, self._job = session, words, job
        #: The state that the answer is about.
        self.state: State | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._on_second)
        self.start = button(self.tr("Bereken"), "primary")
        self.start.setIcon(icon("solve", "on_accent"))
        self.start.clicked.connect(self.begin)
        self.stop = button(self.tr("Stop en houd wat er is"))
        self.stop.setIcon(icon("stop"))
        self.stop.clicked.connect(job.cancel)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Voortgang"))
        self.status = label("", wrap=True)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tools = row(self.start, self.stop, self._bar, 1)
        layout = column(label(about, "muted", wrap=True), parent=self, gap=10)
        layout.addLayout(self.tools)
        layout.addWidget(self.status)
        layout.addWidget(self.scroll, 1)
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._show_idle)
        session.changed.connect(self._on_changed)
        self._cards: QVBoxLayout | None = None
        self._show_idle()
        # The work of a dialog that was closed may still be ending.
        self.start.setEnabled(not job.is_running)

    # --- what a section fills in -------------------------------------------------------------

    def ask(self, state: State) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Return the function to run in a child process, and its arguments."""
        raise NotImplementedError

    def show_answer(self, answer: object) -> str:
        """Show the answer as cards; return what is to be said of all of it."""
        raise NotImplementedError

    # --- the work ----------------------------------------------------------------------------

    def begin(self) -> None:
        """Compute the answer in the background."""
        if self._job.is_running:
            return
        self.state = self.session.state
        self.clear()
        function, arguments = self.ask(self.state)
        self.start.setEnabled(False)
        self.stop.show()
        self._bar.setRange(0, self.seconds)
        self._bar.setValue(0)
        self._bar.show()
        self._clock.start()
        self._show_status(self.tr("Wordt berekend…"))
        self._job.start(function, *arguments)

    def leave(self) -> None:
        """Disconnect from the work, and stop it."""
        self._clock.stop()
        self._job.cancel()
        for signal, slot in (
            (self._job.finished, self._on_finished),
            (self._job.failed, self._on_failed),
            (self._job.stopped, self._show_idle),
            (self.session.changed, self._on_changed),
        ):
            signal.disconnect(slot)

    def _show_status(self, text: str) -> None:
        self.status.setText(text)
        self.status.setVisible(bool(text))

    def _on_second(self) -> None:
        self._bar.setValue(min(self.seconds, self._bar.value() + 1))

    def _show_idle(self) -> None:
        self._clock.stop()
        self.start.setEnabled(True)
        self.stop.hide()
        self._bar.hide()
        self._show_status("")

    def _on_finished(self, answer: object) -> None:
        self._show_idle()
        if self.state is not None:
            self._show_status(self.show_answer(answer))
            self._on_changed()

    def _on_failed(self, problem: object) -> None:
        self._show_idle()
        text = self.tr("Dit kon niet worden berekend.")
        if isinstance(problem, Problem):
            text = messages.sentence(problem, self.words.language)
        self._show_status("▲ " + text[:1].upper() + text[1:])

    def _on_changed(self) -> None:
        """Say that the answer is of another plan, if it is."""
        state, now = self.state, self.session.state
        is_busy = self._job.is_running
        if state is None or is_busy or _is_same(state, now):
            return
        self.clear()
        self.state = None
        text = self.tr("▲ De gegevens of het plan zijn gewijzigd: bereken het opnieuw.")
        self._show_status(text)

    # --- the answer --------------------------------------------------------------------------

    def clear(self) -> None:
        """Remove every card."""
        inside = QWidget()
        inside.setObjectName("flow")
        self._cards = column(parent=inside, gap=8)
        self._cards.addStretch(1)
        self.scroll.setWidget(inside)

    def add_card(self, text: str, *buttons: QPushButton, role: str = "card") -> QFrame:
        """Add a sentence with its buttons."""
        frame = card(role)
        line = row(label(text, wrap=True), *buttons, parent=frame, gap=10, margin=12)
        line.setStretch(0, 1)
        if self._cards is not None:
            self._cards.insertWidget(self._cards.count() - 1, frame)
        return frame


def _is_same(first: State, second: State) -> bool:
    names = ("periods", "leerbedrijven", "holidays", "region_holidays", "policy", "plan")
    return all(getattr(first, name) is getattr(second, name) for name in names)
