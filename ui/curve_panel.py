"""The panel of the curve: compute it, look at its points, adopt one as the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from stageplanner.domain.plan import changed_periods
from ui.facts import proof_of
from ui.qt import button, column, label, row
from ui.session import Session
from ui.theme import icon
from ui.widgets.curve import Curve, CurvePoint
from ui.words import Words
from ui.workers import ChildJob, run_frontier

if TYPE_CHECKING:
    from stageplanner.domain.plan import Plan
    from stageplanner.domain.state import State

#: Steps of the target, in hundredths; the curve takes those below the peak of the wishes.
STEPS = (150, 140, 130, 125, 120, 115, 110, 105, 100, 95, 90)


class CurvePanel(QFrame):
    """Fewest changes against peak, for the component that is looked at."""

    adopted = Signal(object)

    def __init__(
        self, session: Session, job: ChildJob, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("runPanel")
        self._session, self._job, self._words = session, job, words
        self._component = 0
        self._state: State | None = None
        self._plans: list[Plan] = []
        self._shown: list[Plan | None] = []
        self.curve = Curve(self.tr("wijzigingen"))
        self.curve.setAccessibleName(self.tr("Wijzigingen tegen hoogste bezetting"))
        self._said = label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Voortgang"))
        self.start = button(self.tr("Bereken de kromme"))
        self.start.setIcon(icon("solve"))
        self.start.clicked.connect(self.begin)
        self.stop = button(self.tr("Stop"))
        self.stop.setIcon(icon("stop"))
        self.stop.clicked.connect(job.cancel)
        layout = column(parent=self, gap=8, margin=20)
        layout.addWidget(label(self.tr("Hoeveel wijzigingen voor welke piek"), "subtitle"))
        for part in (self.curve, self._said, self._bar):
            layout.addWidget(part)
        layout.addLayout(row(self.start, self.stop, 1))
        self.curve.hovered.connect(self._on_hovered)
        self.curve.adopted.connect(self._on_adopted)
        job.progressed.connect(self._on_point)
        job.finished.connect(self._on_end)
        job.failed.connect(self._on_end)
        job.stopped.connect(self._on_end)
        session.changed.connect(self._on_changed)
        self._show_idle()

    def set_component(self, component: int) -> None:
        """Draw the curve of another component; its points are parts of the same plans."""
        self._component = component
        self._show_points()

    # --- the run ---------------------------------------------------------------------------

    def begin(self) -> None:
        """Compute the curve in the background, the easiest target first."""
        from stageplanner.optimise.result import Settings

        facts = self._session.facts
        if facts is None or self._job.is_running:
            return
        peaks = [c.peak for c in facts.wish.measures.components if c.peak != float("inf")]
        targets = tuple(step / 100 for step in STEPS if step / 100 < max(peaks, default=0))
        self._state, self._plans = facts.state, []
        self._bar.setRange(0, max(1, len(targets)))
        self._bar.setValue(0)
        self._bar.show()
        self.start.hide()
        self.stop.show()
        self._said.setText(self.tr("Elke stip wordt een compleet plan."))
        self._show_points()
        self._job.start(run_frontier, facts.state, Settings(time_limit=40.0), targets)

    def _on_point(self, news: tuple[float, Plan]) -> None:
        self._plans.append(news[1])
        self._bar.setValue(len(self._plans))
        self._show_points()

    def _on_end(self, _answer: object = None) -> None:
        self._show_idle()
        if self._plans:
            self._said.setText(
                self.tr("Klik op een stip (of Enter) om dat plan over te nemen. Dicht: bewezen.")
            )

    def _show_idle(self) -> None:
        self._bar.hide()
        self.stop.hide()
        self.start.show()
        self.curve.setVisible(bool(self._plans))
        if not self._plans:
            self._said.setText(
                self.tr("Laat zien hoe ver elke wijziging de piek terugbrengt. Duurt even.")
            )

    def _on_changed(self) -> None:
        """Data that changed make the points worthless; another plan does not."""
        state = self._session.state
        if self._state is not None and state.periods is not self._state.periods:
            self._state, self._plans = None, []
            if self._job.is_running:
                self._job.kill()
            self._show_idle()

    # --- the points ------------------------------------------------------------------------

    def _show_points(self) -> None:
        facts = self._session.facts
        self.curve.setVisible(bool(self._plans))
        if facts is None or not self._plans:
            return
        self._component = min(self._component, len(facts.wish.measures.components) - 1)
        part = facts.wish.measures.components[self._component]
        text = self.tr("{changes} wijzigingen: {peak}, {proof}")
        proven, open_ = self.tr("minder kan bewezen niet"), self.tr("nog niet bewezen")
        points = {}
        none = text.format(changes=0, peak=self._words.percent(part.peak), proof=proven)
        points[0] = (CurvePoint(changes=0, peak=part.peak, is_proven=True, sentence=none), None)
        for plan in self._plans:
            proof = proof_of(plan, part.programmes)
            if proof is None or proof.peak is None:
                continue
            is_proven = proof.changes_lower_bound >= proof.changes
            sentence = text.format(
                changes=proof.changes,
                peak=self._words.percent(proof.peak),
                proof=proven if is_proven else open_,
            )
            point = CurvePoint(
                changes=proof.changes, peak=proof.peak, is_proven=is_proven, sentence=sentence
            )
            old = points.get(proof.changes)
            if old is None or point.peak < old[0].peak:
                points[proof.changes] = (point, plan)
        chosen = [points[changes] for changes in sorted(points)]
        self._shown = [plan for _, plan in chosen]
        self.curve.set_points(tuple(point for point, _ in chosen))

    def _on_hovered(self, number: int) -> None:
        plan = self._shown[number]
        said = self.curve.accessibleDescription()
        if plan is not None:
            facts = self._session.facts
            part = facts.wish.measures.components[self._component] if facts else None
            groups = [
                period.group
                for period in changed_periods(plan, self._session.state.periods)
                if part is not None and period.programme in part.programmes
            ]
            more = "…" if len(groups) > 10 else ""
            said = f"{said}. {', '.join(groups[:10])}{more}"
        self._said.setText(said)

    def _on_adopted(self, number: int) -> None:
        self.adopted.emit(self._shown[number])
