"""Repairs around the answers of a round: up to three, to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QScrollArea, QWidget

from ui.base.formatting import Words
from ui.base.jobs import ChildJob
from ui.base.qt import button, column, label, row
from ui.negotiate.repair_card import show_repairs
from ui.session.session import Session

if TYPE_CHECKING:
    from stageplanner.domain.state import State
    from stageplanner.planning import Repair


class RepairsPanel(QWidget):
    """Repairs of a round; nothing changes until one is chosen."""

    asked = Signal()
    taken = Signal(object)

    def __init__(
        self, session: Session, job: ChildJob, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._job, self._words = session, job, words
        self.state: State | None = None
        self.repairs: tuple[Repair, ...] = ()
        self.choices: list[QWidget] = []
        about = label(
            self.tr(
                "Wat akkoord is blijft staan, een tegenvoorstel wordt overgenomen en wat is"
                " afgewezen gaat terug naar de voorkeur. Hieronder komen de kleinste herstellingen."
            ),
            "muted",
            wrap=True,
        )
        self.start = button(self.tr("Opnieuw plannen"), "primary")
        self.start.clicked.connect(self._on_start)
        self.stop = button(self.tr("Stop"))
        self.stop.clicked.connect(job.cancel)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName(self.tr("Voortgang"))
        self._status = label("", "body", wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = column(about, parent=self, gap=10)
        layout.addLayout(row(self.start, self.stop, self._bar, 1))
        layout.addWidget(self._status)
        layout.addWidget(self._scroll, 1)
        job.finished.connect(self._on_repairs)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._show_idle)
        session.changed.connect(self._on_changed)
        self._show_idle()

    def _on_start(self) -> None:
        self.state = self._session.state
        self.display(())
        self.asked.emit()
        self._show_status(self.tr("Zoekt de kleinste herstellingen…"))
        # First shown: a button that is switched off passes its focus to a place far away.
        self.stop.show()
        if self.start.hasFocus():
            self.stop.setFocus()
        self.start.setEnabled(False)
        self._bar.show()

    def _show_status(self, text: str) -> None:
        self._status.setText(text)
        self._status.setVisible(bool(text))

    def _show_idle(self) -> None:
        self.start.setEnabled(True)
        if self.stop.hasFocus():
            # Not on a repair: Enter, pressed while waiting, would adopt it unread.
            self.start.setFocus()
        self.stop.hide()
        self._bar.hide()
        self._show_status("")

    def _on_failed(self, _problem: object) -> None:
        self._show_idle()

    def _on_changed(self) -> None:
        """Remove the repairs of another state."""
        if self.state is None or self.state is self._session.state:
            return
        self.state = None
        if self._job.is_running:
            self._job.kill()
        self.display(())
        self._show_idle()

    def _on_repairs(self, repairs: tuple[Repair, ...]) -> None:
        self._show_idle()
        self.display(repairs)
        if not repairs:
            self._show_status(self.tr("Er is geen herstel gevonden. Probeer het nog eens."))

    def display(self, repairs: tuple[Repair, ...]) -> None:
        """Show repairs to choose from."""
        self.repairs = repairs
        self.choices = show_repairs(
            self._scroll, repairs, self._session.state, self._words, self.taken.emit
        )
