"""The panel of the curve: compute it, look at its points, adopt one as the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from stageplanner.domain.plan import changed_periods
from ui.base.formatting import Words
from ui.base.jobs import ChildJob
from ui.base.qt import button, column, label, row
from ui.base.theme import icon
from ui.plan.planning_jobs import run_frontier
from ui.session.session import Session
from ui.widgets.curve import Curve, CurvePoint
from ui.widgets.kpi_data import REGION

if TYPE_CHECKING:
    from stageplanner.domain.state import State
    from stageplanner.load.measures import ComponentLoad
    from stageplanner.planning import Point

#: Time limit of the curve of the whole region, in seconds.
SECONDS = 180.0


class CurvePanel(QFrame):
    """The fewest changes for each peak, of the component that is shown."""

    adopted = Signal(object)

    def __init__(
        self, session: Session, job: ChildJob, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("runPanel")
        self._session, self._job, self._words = session, job, words
        self._component = REGION
        self._state: State | None = None
        self._points: list[Point] = []
        self.points: list[Point] = []
        self.curve = Curve(self.tr("wijzigingen"))
        self.curve.setAccessibleName(self.tr("Wijzigingen tegen hoogste bezetting"))
        self._status = label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Voortgang"))
        self.start = button(self.tr("Bereken de kromme"))
        self.start.setIcon(icon("solve"))
        self.start.clicked.connect(self.begin)
        self.stop = button(self.tr("Stop"))
        self.stop.setIcon(icon("stop"))
        self.stop.clicked.connect(job.cancel)
        layout = column(parent=self, gap=8, margin=16)
        layout.addWidget(
            label(self.tr("Hoeveel wijzigingen voor welke piek"), "subtitle", wrap=True)
        )
        for part in (self.curve, self._status, self._bar):
            layout.addWidget(part)
        layout.addLayout(row(self.start, self.stop, 1))
        self.curve.hovered.connect(self._on_hovered)
        self.curve.adopted.connect(self.adopt)
        job.progressed.connect(self._on_point)
        job.finished.connect(self._on_curve)
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
        """Compute the curve in the background, from the wishes down."""
        facts = self._session.facts
        if facts is None or self._job.is_running:
            return
        self._state, self._points = facts.state, []
        self._bar.setRange(0, 0)
        self._bar.show()
        self.start.hide()
        self.stop.show()
        self._status.setText(self.tr("Elke stip wordt een compleet plan."))
        self._show_points()
        self._job.start(run_frontier, facts.state, SECONDS)

    def _on_point(self, point: Point) -> None:
        self._points.append(point)
        self._show_points()

    def _on_curve(self, points: tuple[Point, ...]) -> None:
        """Show the final curve, without the points that were beaten later."""
        self._points = list(points)
        self._show_points()
        self._on_end()

    def _on_end(self, _answer: object = None) -> None:
        self._show_idle()
        if self._points:
            self._status.setText(
                self.tr("Klik op een stip (of Enter) om dat plan over te nemen. Dicht: bewezen.")
            )

    def _show_idle(self) -> None:
        self._bar.hide()
        self.stop.hide()
        self.start.show()
        self.curve.setVisible(bool(self._points))
        if not self._points:
            self._status.setText(
                self.tr("Laat zien hoe ver elke wijziging de piek terugbrengt. Duurt even.")
            )

    def _on_changed(self) -> None:
        """Drop the points if the data changed; another plan keeps them."""
        old, new = self._state, self._session.state
        if old is None or all(
            getattr(old, part) is getattr(new, part)
            for part in ("periods", "leerbedrijven", "holidays", "policy")
        ):
            return
        self._state, self._points = None, []
        if self._job.is_running:
            self._job.kill()
        self._show_idle()

    # --- the points ------------------------------------------------------------------------

    @property
    def _part(self) -> ComponentLoad | None:
        """The component that is shown."""
        facts = self._session.facts
        parts = () if facts is None else facts.wish.measures.components
        if facts is None or not parts:
            return None
        from ui.facts.screen_facts import component_or_worst

        # The curve begins at the wishes; which one is shown may not change with a point taken.
        return parts[component_or_worst(facts, self._component, facts.wish)]

    def _show_points(self) -> None:
        part = self._part
        best: dict[int, Point] = {}
        for point in self._points:
            if part is None or not part.has_capacity or point.peak == float("inf"):
                continue
            if set(point.component) != set(part.programmes):
                continue
            old = best.get(point.changes)
            if old is None or point.peak < old.peak:
                best[point.changes] = point
        self.points = [best[changes] for changes in sorted(best)]
        self.curve.setVisible(bool(self.points))
        self.curve.set_points(tuple(self._drawn(point) for point in self.points))

    def _drawn(self, point: Point) -> CurvePoint:
        is_proven = point.changes_lower_bound >= point.changes
        proof = self.tr("nog niet bewezen")
        if is_proven:
            proof = self.tr("minder kan bewezen niet")
        text = self.tr("{changes} wijzigingen: {peak}, {proof}")
        if point.changes == 1:
            text = self.tr("{changes} wijziging: {peak}, {proof}")
        sentence = text.format(
            changes=point.changes, peak=self._words.percent(point.peak), proof=proof
        )
        return CurvePoint(
            changes=point.changes, peak=point.peak, is_proven=is_proven, sentence=sentence
        )

    def _on_hovered(self, number: int) -> None:
        point = self.points[number]
        changed = changed_periods(point.plan, self._session.state.periods)
        groups = [f"{period.group} ({period.institution})" for period in changed]
        more = "…" if len(groups) > 6 else ""
        sentence = self.curve.accessibleDescription()
        self._status.setText(f"{sentence}. {', '.join(groups[:6])}{more}" if groups else sentence)

    @property
    def offers(self) -> list[tuple[str, Point]]:
        """Every shown point that changes something, with its sentence."""
        return [(self._drawn(point).sentence, point) for point in self.points if point.changes]

    def adopt(self, number: int) -> None:
        """Ask to adopt a point for its component; the rest of the region keeps its plan."""
        self.adopted.emit(self.points[number])
