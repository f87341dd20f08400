"""The panel of the curve: compute it, look at its points, adopt one as the plan.

A component that no plan fits shows its changes against the shortage that remains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from stageplanner.domain.plan import changed_periods
from stageplanner.load.rounding import round_down
from stageplanner.optimise.result import Point, ShortagePlan
from ui.base.formatting import Words
from ui.base.jobs import ChildJob
from ui.base.qt import button, column, label, row
from ui.base.theme import icon
from ui.plan.planning_jobs import run_frontier
from ui.session.session import Session
from ui.widgets.curve import PEAKS, SHORTAGES, Curve, CurvePoint
from ui.widgets.kpi_data import REGION

if TYPE_CHECKING:
    from stageplanner.domain.state import State
    from stageplanner.load.measures import ComponentLoad

T = TypeVar("T", Point, ShortagePlan)

#: Time limit of the curve of the whole region, in seconds.
SECONDS = 180.0


class CurvePanel(QFrame):
    """The fewest changes for each peak or shortage, of the component that is shown."""

    adopted = Signal(object)

    def __init__(
        self, session: Session, job: ChildJob, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("runPanel")
        self._session, self._job, self._words = session, job, words
        self.words = words
        self._component = REGION
        self._state: State | None = None
        self._points: list[Point | ShortagePlan] = []
        self.points: list[Point | ShortagePlan] = []
        self.curve = Curve(self.tr("wijzigingen"))
        self.curve.setAccessibleName(self.tr("Wijzigingen tegen hoogste bezetting"))
        self._status = label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Voortgang"))
        self.start = button(self.tr("Toon hoeveel elke wijziging oplevert"))
        self.start.setIcon(icon("solve"))
        self.start.clicked.connect(self.begin)
        self.stop = button(self.tr("Stop"))
        self.stop.setIcon(icon("stop"))
        self.stop.clicked.connect(job.cancel)
        layout = column(parent=self, gap=8, margin=16)
        self.title = label(self.tr("Hoeveel wijzigingen voor welke piek"), "subtitle", wrap=True)
        self.knee = label("", wrap=True)
        for part in (self.title, self.curve, self.knee, self._status, self._bar):
            layout.addWidget(part)
        self.take = button(self.tr("Dit plan overnemen"))
        self.take.clicked.connect(lambda: self.adopt(self.curve.current))
        self.take.hide()
        layout.addLayout(row(self.start, self.take, self.stop, 1))
        self.curve.hovered.connect(self._on_hovered)
        self.curve.adopted.connect(self.adopt)
        job.progressed.connect(self._on_point)
        job.finished.connect(self._on_curve)
        job.failed.connect(self._on_end)
        job.stopped.connect(self._on_end)
        session.changed.connect(self._on_changed)
        self._show_idle()

    @property
    def is_running(self) -> bool:
        """Whether more points are being computed."""
        return self._job.is_running

    def set_component(self, component: int) -> None:
        """Draw the curve of another component; its points are parts of the same plans."""
        self._component = component
        self._show_points()

    @property
    def kept(self) -> tuple[State, tuple[Point | ShortagePlan, ...]] | None:
        """What was computed, with the data it was computed of; None if that is nothing."""
        if self._state is None or not self._points:
            return None
        return self._state, tuple(self._points)

    def keep(self, kept: tuple[State, tuple[Point | ShortagePlan, ...]]) -> None:
        """Show what another window computed of the same region."""
        self._state, self._points = kept[0], list(kept[1])
        # Of which component they are is known once the new window has measured the region.
        self._session.facts_changed.connect(self._show_points)
        self._show_points()
        self._on_end()

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

    def _on_point(self, point: Point | ShortagePlan) -> None:
        self._points.append(point)
        self._show_points()

    def _on_curve(self, points: tuple[Point | ShortagePlan, ...]) -> None:
        """Show the final curve, without the points that were beaten later."""
        self._points = list(points)
        self._show_points()
        self._on_end()

    def _on_end(self, _answer: object = None) -> None:
        self._show_idle()
        if self._points:
            self._status.setText(
                self.tr(
                    "Kies een stip met muis of pijltjes; Enter of de knop neemt dat plan over."
                    " Dicht: bewezen."
                )
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
        shown = self._of_component(ShortagePlan)
        is_short = bool(shown)
        best: dict[int, Point | ShortagePlan] = {}
        for point in shown or self._of_component(Point):
            old = best.get(point.changes)
            if old is None or _height(point) < _height(old):
                best[point.changes] = point
        self.points = [best[changes] for changes in sorted(best)]
        self.title.setText(
            self.tr("Hoeveel wijzigingen voor welk tekort")
            if is_short
            else self.tr("Hoeveel wijzigingen voor welke piek")
        )
        self.curve.setAccessibleName(
            self.tr("Wijzigingen tegen studentdagen tekort")
            if is_short
            else self.tr("Wijzigingen tegen hoogste bezetting")
        )
        self.curve.setVisible(bool(self.points))
        drawn = tuple(self._drawn(point) for point in self.points)
        self.curve.set_points(drawn, SHORTAGES if is_short else PEAKS)
        self._show_knee()
        if not self.points:
            self.take.hide()

    def _of_component(self, kind: type[T]) -> list[T]:
        """Return the points of one kind of the component that is shown."""
        part = self._part
        return [
            point
            for point in self._points
            if isinstance(point, kind)
            and (part is None or part.has_capacity)
            and (part is None or set(point.component) == set(part.programmes))
            and point.peak != float("inf")
        ]

    def _show_knee(self) -> None:
        """Say what the knee takes away, what all of it takes, and where to look for more."""
        points = [point for point in self.points if isinstance(point, ShortagePlan)]
        knee = next((point for point in points if point.is_knee), None)
        self.knee.setVisible(knee is not None)
        if knee is None:
            return
        end = points[-1]
        text = self.tr(
            "{changes} wijzigingen nemen {share} weg van het tekort dat weg kan; alles wat kan "
            "vraagt er {all}."
        )
        if knee.changes == 1:
            text = self.tr(
                "{changes} wijziging neemt {share} weg van het tekort dat weg kan; alles wat kan "
                "vraagt er {all}."
            )
        least = self.tr(
            "Het laagste tekort dat is gevonden is {left} studentdagen; minder dan {least} kan "
            "bewezen niet. Wat het doel wel haalbaar maakt, staat in de uitleg van het voorstel."
        )
        share = self._words.percent(round_down(knee.share, 2), 0)
        bound = round_down(end.shortage_lower_bound, 1)
        lines = (
            text.format(changes=knee.changes, share=share, all=end.changes),
            least.format(
                left=self._words.count(round(end.shortage, 1)), least=self._words.count(bound)
            ),
        )
        self.knee.setText(" ".join(lines))

    def _drawn(self, point: Point | ShortagePlan) -> CurvePoint:
        is_proven = point.changes_lower_bound >= point.changes
        proof = self.tr("nog niet bewezen")
        if is_proven:
            proof = self.tr("minder kan bewezen niet")
        is_knee = isinstance(point, ShortagePlan) and point.is_knee
        if isinstance(point, ShortagePlan):
            text = self.tr(
                "{changes} wijzigingen: {left} studentdagen tekort ({share} weg), {proof}"
            )
            if point.changes == 1:
                text = self.tr(
                    "{changes} wijziging: {left} studentdagen tekort ({share} weg), {proof}"
                )
            reached = {
                "left": self._words.count(round(point.shortage, 1)),
                "share": self._words.percent(round_down(point.share, 2), 0),
            }
        else:
            text = self.tr("{changes} wijzigingen: {peak}, {proof}")
            if point.changes == 1:
                text = self.tr("{changes} wijziging: {peak}, {proof}")
            reached = {"peak": self._words.percent(point.peak)}
        sentence = text.format(changes=point.changes, proof=proof, **reached)
        if is_knee:
            sentence = self.tr("{point} (wordt voorgesteld)").format(point=sentence)
        return CurvePoint(
            changes=point.changes,
            height=_height(point),
            is_proven=is_proven,
            sentence=sentence,
            is_knee=is_knee,
        )

    def _on_hovered(self, number: int) -> None:
        self.take.setVisible(not self._job.is_running)
        point = self.points[number]
        changed = changed_periods(point.plan, self._session.state.periods)
        groups = [f"{period.group} ({period.institution})" for period in changed]
        more = "…" if len(groups) > 6 else ""
        sentence = self.curve.accessibleDescription()
        self._status.setText(f"{sentence}. {', '.join(groups[:6])}{more}" if groups else sentence)

    @property
    def offers(self) -> list[tuple[str, Point | ShortagePlan]]:
        """Every shown point that changes something, with its sentence."""
        return [(self._drawn(point).sentence, point) for point in self.points if point.changes]

    def adopt(self, number: int) -> None:
        """Ask to adopt a point for its component; the rest of the region keeps its plan."""
        if 0 <= number < len(self.points):
            self.adopted.emit(self.points[number])


def _height(point: Point | ShortagePlan) -> float:
    """Return what is drawn upwards: the peak, or the student-days of shortage."""
    return point.shortage if isinstance(point, ShortagePlan) else point.peak
