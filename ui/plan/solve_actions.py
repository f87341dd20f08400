"""Actions on the optimiser: a proposal, the curve and the reasons, in child processes."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from stageplanner.domain.checks.combined_plan import joined
from stageplanner.domain.plan import WISH_PLAN
from stageplanner.domain.planning.scenarios import MOST_PROPOSALS
from stageplanner.domain.state import institutions_of
from stageplanner.problems import StagePlannerError
from ui.base.jobs import ChildJob
from ui.plan.planning_jobs import run_explain, run_explain_fully, run_optimise
from ui.plan.solve_panel import RunPanel
from ui.plan.way_back import WayBack
from ui.session.shell import Shell
from ui.widgets.kpi_data import REGION

if TYPE_CHECKING:
    from stageplanner.domain.plan import Plan
    from stageplanner.domain.planning.question_scope import QuestionScope
    from stageplanner.planning import Point
    from ui.plan.curve_panel import CurvePanel


class SolveActions(QObject):
    """The actions that solve, with their panels."""

    panel_opened = Signal()
    panel_closed = Signal()
    #: The curve panel, which belongs below the panel that asks for a proposal.
    curve_built = Signal(object)

    def __init__(self, shell: Shell, panel: RunPanel) -> None:
        super().__init__(shell.window)
        self._shell, self.panel = shell, panel
        self._component = REGION
        self._curve: CurvePanel | None = None
        self.solve_job, self.curve_job = ChildJob(self), ChildJob(self)
        self.explain_job = ChildJob(self, repeats=True)
        # Explain a change by hand once no other change follows it.
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(900)
        self._still.timeout.connect(self._explain)
        self._is_counting = False
        panel.asked.connect(self.optimise)
        panel.stop_asked.connect(self.solve_job.cancel)
        panel.closed.connect(self.hide_panel)
        self.solve_job.progressed.connect(panel.show_progress)
        self.solve_job.finished.connect(self._on_plan)
        self.solve_job.failed.connect(self._on_solve_failed)
        self.solve_job.stopped.connect(panel.end)
        self.explain_job.finished.connect(self._on_explained)
        shell.session.changed.connect(self._still.start)
        self._way_back = WayBack(shell)

    def kill(self) -> None:
        """Kill all background work."""
        self._still.stop()
        for job in (self.solve_job, self.curve_job, self.explain_job):
            job.kill()

    def set_component(self, component: int) -> None:
        """Show the curve of another component."""
        self._component = component
        if self._curve is not None:
            self._curve.set_component(component)

    def show_panel(self) -> None:
        """Show the panel that asks for a proposal."""
        if self._shell.session.has_data:
            self.panel.show_institutions(institutions_of(self._shell.session.state))
            self.panel.show()
            self.curve_panel.show()
            self.panel_opened.emit()
            self.panel.start.setFocus()

    @property
    def curve_panel(self) -> CurvePanel:
        """The curve of changes against peak, built when first asked for."""
        if self._curve is None:
            from ui.plan.curve_panel import CurvePanel

            self._curve = CurvePanel(self._shell.session, self.curve_job, self._shell.words)
            self._curve.set_component(self._component)
            self._curve.adopted.connect(self.adopt_point)
            self.curve_built.emit(self._curve)
        return self._curve

    def take_curve(self, other: SolveActions) -> None:
        """Show the curve that another window computed, if it did."""
        kept = None if other._curve is None else other._curve.kept
        if kept is None:
            return
        self.curve_panel.keep(kept)
        if other.panel.isVisibleTo(other.panel.parentWidget()):
            self.show_panel()

    @property
    def points(self) -> list[tuple[str, Plan]]:
        """The points of the curve as plans of the region, if they fit with the rest of it."""
        state, plans = self._shell.session.state, []
        for sentence, point in [] if self._curve is None else self._curve.offers:
            with suppress(StagePlannerError):
                base = state.plan or WISH_PLAN
                plans.append((sentence, joined(state, base, point.plan, point.component)))
        return plans

    def adopt_point(self, point: Point) -> None:
        """Adopt a point for its component, unless that breaks a limit with the rest."""
        state, project = self._shell.session.state, self._shell.session.project
        try:
            plan = joined(state, state.plan or WISH_PLAN, point.plan, point.component)
        except StagePlannerError as error:
            self._shell.show_failure(error.problem)
            return
        if plan.placements:
            project.adopt_plan(plan, "curve")
        else:
            project.adopt_plan(None, "wish")

    def hide_panel(self) -> None:
        """Hide the panels, leaving the side to the inspector."""
        self.panel.hide()
        if self._curve is not None:
            self._curve.hide()
        self.panel_closed.emit()

    def optimise(
        self,
        target: float | None,
        seconds: float,
        most: int = 0,
        limits: QuestionScope | None = None,
    ) -> None:
        """Ask for a proposal in the background, within the scope of the question."""
        from stageplanner.optimise.result import Settings
        from ui.facts.load_sentences import component_title

        facts = self._shell.session.facts
        if self.solve_job.is_running or facts is None:
            return
        names = {
            part.programmes: component_title(facts, i)
            for i, part in enumerate(facts.wish.measures.components)
        }
        self._shell.notices.clear()
        self.panel.begin(names, seconds)
        settings = Settings(target=target, time_limit=seconds, max_changes=most or None)
        self._solving = self._shell.session.state
        self.solve_job.start(run_optimise, self._solving, settings, limits)

    def _on_plan(self, answer: tuple) -> None:
        self.panel.end()
        self.hide_panel()
        plan, explanation = answer
        left = self._keep(plan)
        self._shell.session.adopt(plan, explanation)
        self._shell.show_summary()
        self._shell.go_to("load")
        if left:
            text = self.tr("Het oudste bewaarde voorstel is verwijderd: {name}")
            note = self.tr(
                "StagePlanner bewaart de laatste {count} voorstellen. Geef een voorstel bij"
                " Scenario's een eigen naam om het te houden."
            )
            self._shell.notices.show_notice(
                text.format(name=", ".join(old.name for old in left)),
                note.format(count=MOST_PROPOSALS),
            )

    def _keep(self, plan: Plan) -> tuple[Plan, ...]:
        """Keep a proposal as a scenario; return the oldest ones that made room for it."""
        now = datetime.now()
        name = self.tr("Voorstel {day} {time}").format(
            day=self._shell.words.short_day(now.date()), time=f"{now:%H:%M}"
        )
        return self._shell.session.project.keep_proposal(plan, name)

    def _explain(self) -> None:
        """Ask for the reasons of the current plan, and then for what keeps its peak up."""
        session = self._shell.session
        plan = session.state.plan
        explanation = session.explanation
        if plan is None or not plan.placements:
            return
        if explanation is not None and (explanation.is_full or not explanation.limits):
            return
        if self._is_counting and explanation is None:
            # The plan changed: explain it before solving again for its limits.
            self.explain_job.kill()
        if self.explain_job.is_running or self.solve_job.is_running:
            self._still.start()
            return
        self._is_counting = explanation is not None
        work = run_explain_fully if self._is_counting else run_explain
        self.explain_job.start(work, session.state)

    def _on_explained(self, answer: tuple) -> None:
        self._is_counting = False
        self._shell.session.set_explanation(*answer)
        self._still.start()

    def _on_solve_failed(self, problem: object) -> None:
        self.panel.end()
        self._shell.show_failure(problem)

    def back_to_wish(self) -> None:
        """Remove the plan."""
        self._shell.session.project.adopt_plan(None, "wish")
