"""Planning again around the answers: up to three repairs, side by side, to choose from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QScrollArea, QWidget

from stageplanner import messages
from stageplanner.domain.plan import placements_of
from ui.models.round_rows import group_name
from ui.qt import button, card, column, label, row
from ui.session import Session
from ui.words import Words
from ui.workers import ChildJob

if TYPE_CHECKING:
    from stageplanner.domain.state import State
    from stageplanner.questions import Repair

#: So many touched groups are named at first sight.
NAMED = 6


class RepairsPanel(QWidget):
    """Nothing changes until a repair is chosen; then it can be undone."""

    asked = Signal()
    taken = Signal(object)

    def __init__(
        self, session: Session, job: ChildJob, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._job, self._words = session, job, words
        self._state: State | None = None
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
        self._said = label("", "body", wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = column(about, parent=self, gap=10)
        layout.addLayout(row(self.start, self.stop, self._bar, 1))
        layout.addWidget(self._said)
        layout.addWidget(self._scroll, 1)
        job.finished.connect(self._on_repairs)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._show_idle)
        session.changed.connect(self._on_changed)
        self._show_idle()

    def _on_start(self) -> None:
        self._state = self._session.state
        self._show(())
        self.asked.emit()
        self._say(self.tr("Zoekt de kleinste herstellingen…"))
        self.start.setEnabled(False)
        self.stop.show()
        self._bar.show()

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def _show_idle(self) -> None:
        self.start.setEnabled(True)
        self.stop.hide()
        self._bar.hide()
        self._say("")

    def _on_failed(self, _problem: object) -> None:
        self._show_idle()

    def _on_changed(self) -> None:
        """Repairs of another state are worth nothing."""
        if self._state is None or self._state is self._session.state:
            return
        self._state = None
        if self._job.is_running:
            self._job.kill()
        self._show(())
        self._show_idle()

    def _on_repairs(self, repairs: tuple[Repair, ...]) -> None:
        self._show_idle()
        self._show(repairs)
        if not repairs:
            self._say(self.tr("Er is geen herstel gevonden. Probeer het nog eens."))
        elif self.choices:
            self.choices[0].setFocus()

    def _show(self, repairs: tuple[Repair, ...]) -> None:
        self.repairs, self.choices = repairs, []
        inside = QWidget()
        inside.setObjectName("flow")
        layout = column(parent=inside, gap=8)
        for i, repair in enumerate(repairs):
            layout.addWidget(self._card(i, repair))
        layout.addStretch(1)
        self._scroll.setWidget(inside)

    def _card(self, number: int, repair: Repair) -> QFrame:
        words = self._words
        frame = card("card" if repair.reaches_target else "bad")
        layout = column(parent=frame, gap=4, margin=12)
        head = self.tr("{number}. Piek {peak}, {touched} groepen opnieuw gevraagd")
        if len(repair.touched) == 1:
            head = self.tr("{number}. Piek {peak}, 1 groep opnieuw gevraagd")
        if not repair.touched:
            head = self.tr("{number}. Piek {peak}, niemand hoeft iets nieuws te doen")
        said = head.format(
            number=number + 1, peak=words.percent(repair.peak), touched=len(repair.touched)
        )
        choose = button(self.tr("Kiezen"), "primary" if number == 0 else "", said)
        choose.clicked.connect(partial(self.taken.emit, repair))
        self.choices.append(choose)
        line = row(label(said, "strong", wrap=True), choose)
        line.setStretch(0, 1)
        layout.addLayout(line)
        if repair.others:
            text = self.tr("Raakt anderen: {names}").format(names=", ".join(repair.others))
            layout.addWidget(label(text, wrap=True))
        elif repair.touched:
            layout.addWidget(label(self.tr("Raakt alleen wie zelf iets afwees."), wrap=True))
        if 0 < len(repair.touched) <= repair.touched_lower_bound:
            layout.addWidget(label(self.tr("Minder groepen kan bewezen niet."), "caption"))
        for line_text in self._touched(repair):
            layout.addWidget(label(line_text, "muted", wrap=True))
        for problem in repair.problems:
            text = messages.sentence(problem, words.language)
            layout.addWidget(label("▲ " + text[:1].upper() + text[1:], wrap=True))
        return frame

    def _touched(self, repair: Repair) -> list[str]:
        words = self._words
        periods = {period.id: period for period in self._session.state.periods}
        found = [periods[name] for name in repair.touched if name in periods]
        said = [
            f"{group_name(p, p.id)}, {p.institution} → "
            f"{words.placements(placements_of(repair.plan, p))}"
            for p in found[:NAMED]
        ]
        if len(found) > NAMED:
            said.append(self.tr("en nog {count} groepen").format(count=len(found) - NAMED))
        return said
