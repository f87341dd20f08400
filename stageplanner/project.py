"""The open region with the verbs that change it.

The heavy rooms are imported inside the verbs that need them, so that a window opens before they
are loaded. What can be asked of a region without changing it is in :mod:`stageplanner.planning`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.column_mapping import ColumnMapping, merge_mappings
from stageplanner.domain.comparison.difference import PlanDifference, difference_of_plans
from stageplanner.domain.history import file_origin
from stageplanner.domain.plan import (
    Placement,
    Plan,
    placements_of,
    recounted,
    with_placements,
)
from stageplanner.domain.planning import scenarios
from stageplanner.domain.planning.next_year import RollOver
from stageplanner.domain.planning.question_scope import QuestionScope
from stageplanner.domain.policy import Policy
from stageplanner.editing.edit_rows import Editing
from stageplanner.importing.preview import Intake, preview_files, rebase, removing
from stageplanner.negotiation.agreements import Register
from stageplanner.negotiation.decisions import Decisions
from stageplanner.negotiation.rounds import Negotiation
from stageplanner.planning import optimise
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.progress import NO_PROGRESS, Progress
from stageplanner.workspace.project_file import ProjectFile

if TYPE_CHECKING:
    from stageplanner.frames import DataFrame
    from stageplanner.load.good_examples import Tried
    from stageplanner.optimise.result import Settings


class Project(ProjectFile):
    """A region that is being worked on, with its verbs, each of which can be undone."""

    @property
    def editing(self) -> Editing:
        """The verbs that change rows and rules by hand."""
        return Editing(self)

    @property
    def negotiation(self) -> Negotiation:
        """The verbs of rounds: asking parties, taking their answers, repairing the plan."""
        return Negotiation(self)

    @property
    def decisions(self) -> Decisions:
        """The verbs that decide on one change: agree, refuse, lock."""
        return Decisions(self)

    @property
    def register(self) -> Register:
        """The verbs of agreements: making, signing, evaluating them."""
        return Register(self)

    @classmethod
    def from_frames(
        cls,
        stage_periods: DataFrame,
        leerbedrijven: DataFrame,
        holidays: DataFrame | None = None,
        plan: DataFrame | None = None,
    ) -> Project:
        """Begin a region from pandas tables, as :mod:`stageplanner.frames` makes them.

        Parameters
        ----------
        stage_periods, leerbedrijven : pandas.DataFrame
            The tables of these names; see :data:`stageplanner.frames.COLUMNS`.
        holidays, plan : pandas.DataFrame, optional
            Holidays of the institutions, and a current plan.

        Returns
        -------
        Project
            A new project with the default holidays per vakantieregio, not saved yet.

        Raises
        ------
        StagePlannerError
            A column or value is missing or cannot be read; names table, row and column.
        """
        from stageplanner.frames import state_from_frames
        from stageplanner.workspace.shipped_data import region_holidays

        state = state_from_frames(
            stage_periods, leerbedrijven, holidays, plan, region_holidays=region_holidays()
        )
        project = cls()
        if state.plan is not None:
            state = replace(state, plan=project.stamped(state.plan, state))
        project.commit_state(state, "import", "pandas")
        return project

    # --- verbs -----------------------------------------------------------------------------

    def import_files(
        self,
        paths: Iterable[Path],
        progress: Progress = NO_PROGRESS,
        *,
        removals: Iterable[tuple[str, str]] = (),
    ) -> Intake:
        """Read files and add their rows to the region, in one step that can be undone.

        Parameters
        ----------
        paths : iterable of Path
            The files.
        progress : Progress
            Gets the fraction of the files that is read; cancelling ends the reading.
        removals : iterable of (str, str)
            The kind and id of what is taken out where a file lacks it; all else stays.

        Returns
        -------
        Intake
            Per file what was read, used and refused, with every problem.
        """
        intake = preview_files(self.state, paths, progress, self.mappings)
        intake = removing(intake, removals)
        self.adopt_intake(intake)
        return intake

    def adopt_intake(self, intake: Intake) -> None:
        """Take over what was read of files, in one step that can be undone.

        Only columns and answers that a person decided on are remembered. If the region was changed
        since the files were read, their rows are merged into what it holds now.

        Parameters
        ----------
        intake : Intake
            From :func:`stageplanner.importing.preview.preview_files`.
        """
        if intake.before is not None and intake.before is not self.state:
            intake = rebase(intake, self.state)
        state = self.state if intake.state == self.state else intake.state
        if state.plan is not None and not state.plan.fingerprint:
            state = replace(state, plan=self.stamped(state.plan, state))
        mappings = merge_mappings(self.mappings, intake.mappings)
        if state is self.state and mappings == self.mappings:
            return
        content = replace(self.content, state=state, mappings=mappings)
        hashes = {delivery.file: delivery.sha256 for delivery in state.deliveries}
        read = [file for file in intake.files if not file.is_refused]
        events = tuple(
            self.event(
                "import",
                file.name,
                file.history_texts,
                file_origin(file.name, hashes[file.name]) if file.name in hashes else file.name,
            )
            for file in read
        )
        self.commit(content, "import", ", ".join(file.name for file in read), events)

    def remember_mapping(self, mapping: ColumnMapping) -> None:
        """Remember how the columns of a layout are read, for the next file of that layout.

        Parameters
        ----------
        mapping : ColumnMapping
            The columns.
        """
        mappings = merge_mappings(self.mappings, (mapping,))
        if mappings != self.mappings:
            content = replace(self.content, mappings=mappings)
            self.commit(content, "remember_mapping", mapping.institution or "")

    def adopt_plan(self, plan: Plan | None, verb: str = "plan") -> None:
        """Make a plan the current one.

        Parameters
        ----------
        plan : Plan or None
            ``None`` goes back to the wishes. A plan without a fingerprint is taken to be made from
            the current data.
        verb : str
            The verb in the history.
        """
        if plan is not None and not plan.fingerprint:
            plan = self.stamped(plan, self.state)
        self.commit_state(replace(self.state, plan=plan), verb)

    def place(self, period_id: str, placements: tuple[Placement, ...]) -> None:
        """Place one stage period by hand; a hand edit always wins and can be undone.

        Parameters
        ----------
        period_id : str
            The stage period.
        placements : tuple of Placement
            What its students do.
        """
        period = next(p for p in self.state.periods if p.id == period_id)
        more = len(placements) - len(placements_of(self.state.plan or Plan(), period))
        verb = "split" if more > 0 else "merge" if more < 0 else "place"
        self._place({period_id: placements}, verb, period_id)

    def place_all(self, placements: Mapping[str, tuple[Placement, ...]]) -> None:
        """Place several stage periods by hand, in one step that can be undone.

        Parameters
        ----------
        placements : mapping of str to tuple of Placement
            What the students of each stage period do, by its id.
        """
        self._place(placements, "place", "")

    def _place(
        self, placements: Mapping[str, tuple[Placement, ...]], verb: str, subject: str
    ) -> None:
        periods = {period.id: period for period in self.state.periods}
        plan = self.state.plan or Plan()
        for period_id, placed in placements.items():
            plan = with_placements(plan, periods[period_id], placed)
        programmes = {periods[name].programme for name in placements}
        plan = recounted(plan, self.state.periods, programmes)
        if not plan.fingerprint:
            plan = self.stamped(plan, self.state)
        self.commit_state(replace(self.state, plan=plan), verb, subject)

    def apply_example(self, period_id: str, key: str, tried: Tried | None = None) -> Tried:
        """Place a stage period after a good example, in the way that keeps the peak lowest.

        Parameters
        ----------
        period_id : str
            The stage period.
        key : str
            The good example.
        tried : Tried, optional
            What :func:`stageplanner.load.good_examples.try_example` found for it in this state, if
            it was computed before.

        Returns
        -------
        Tried
            The placements, and what they do to the peak.

        Raises
        ------
        StagePlannerError
            There is no such example, or the stage period may not follow it.
        """
        from stageplanner.load.good_examples import example_of, try_example

        period = next(p for p in self.state.periods if p.id == period_id)
        tried = tried or try_example(self.state, period, example_of(key))
        self.place(period_id, tried.placements)
        return tried

    def set_policy(self, policy: Policy) -> None:
        """Change what the region allows.

        Parameters
        ----------
        policy : Policy
            The rules of the region and its institutions.
        """
        self.commit_state(replace(self.state, policy=policy), "policy")

    def optimise(
        self,
        settings: Settings,
        progress: Progress = NO_PROGRESS,
        limits: QuestionScope | None = None,
    ) -> Plan:
        """Propose a plan, within the scope of the question, and make it the current one.

        Parameters
        ----------
        settings : Settings
            The target and how long and how closely to look for it.
        progress : Progress
            Gets a ``SolveProgress`` whenever a plan or a bound got better; cancelling keeps the
            best.
        limits : QuestionScope, optional
            Which stage periods the question is about.

        Returns
        -------
        Plan
            With a proof per component.
        """
        plan = optimise(self.state, settings, progress, limits)
        self.adopt_plan(plan, "optimise")
        return plan

    # --- scenarios -------------------------------------------------------------------------

    def save_scenario(self, name: str) -> None:
        """Keep the current plan under a name; a scenario of that name is replaced.

        Parameters
        ----------
        name : str
            The name.

        Raises
        ------
        StagePlannerError
            There is no plan yet, or the name is empty, too long or one of the app itself.
        """
        plan = self.state.plan
        if plan is None:
            raise StagePlannerError(Problem(code="scenario_no_plan"))
        self.commit_scenarios(
            scenarios.with_scenario(self.plans, plan, name), "save_scenario", name
        )

    def keep_proposal(self, plan: Plan, name: str) -> tuple[Plan, ...]:
        """Keep a computed proposal as a scenario, which undo does not take away.

        Parameters
        ----------
        plan : Plan
            The proposal; the same one is kept once.
        name : str
            Its name, with the moment it was computed.

        Returns
        -------
        tuple of Plan
            The oldest proposals that made room for it.
        """
        stamped = plan if plan.fingerprint else self.stamped(plan, self.state)
        return self.amend_scenarios(
            lambda plans: scenarios.with_proposal(plans, stamped, name), "save_scenario", name
        )

    def adopt_scenario(self, name: str) -> None:
        """Make a scenario the current plan.

        Parameters
        ----------
        name : str
            ``"wish"`` goes back to the wishes.

        Raises
        ------
        StagePlannerError
            There is no such scenario, or it is of other stage periods.
        """
        if name == scenarios.WISH:
            self.adopt_plan(None, "wish")
            return
        plan = scenarios.adoptable(self.plans, name, self.state.periods)
        self.commit_state(replace(self.state, plan=plan), "adopt_scenario", name)

    def rename_scenario(self, name: str, new_name: str) -> None:
        """Give a scenario another name.

        Parameters
        ----------
        name, new_name : str
            The names.
        """
        self.commit_scenarios(
            scenarios.renamed(self.plans, name, new_name), "rename_scenario", name
        )

    def delete_scenario(self, name: str) -> None:
        """Delete a scenario; undo brings it back.

        Parameters
        ----------
        name : str
            Its name.
        """
        self.commit_scenarios(scenarios.without_scenario(self.plans, name), "delete_scenario", name)

    def plan_named(self, name: str) -> Plan | None:
        """Return the plan of a name.

        Parameters
        ----------
        name : str
            ``"wish"``, ``"current"`` or a scenario.

        Returns
        -------
        Plan or None
            ``None`` for the wishes.
        """
        return scenarios.plan_named(self.plans, self.state.plan, name)

    def compare_scenarios(self, first: str, second: str) -> tuple[PlanDifference, ...]:
        """Return the stage periods that two plans treat differently.

        Parameters
        ----------
        first, second : str
            Names of plans, see :meth:`plan_named`.

        Returns
        -------
        tuple of PlanDifference
            In the order of the stage periods.
        """
        plans = self.plan_named(first), self.plan_named(second)
        return difference_of_plans(self.state.periods, *plans)

    # --- years -----------------------------------------------------------------------------

    def next_year(self, *, wish_from_plan: bool = False) -> tuple[Project, RollOver]:
        """Build a project for the next school year, with a report of what needs attention.

        Remembered columns and history come along; scenarios stay with the year they are of.

        Parameters
        ----------
        wish_from_plan : bool
            Begin with what the current plan did instead of with what was wished.

        Returns
        -------
        Project
            Not saved yet.
        RollOver
            What was carried over and what needs attention.

        Raises
        ------
        StagePlannerError
            There are no stage periods, so there is no year to begin from.
        """
        from stageplanner.store.file.next_year import document_of_next_year
        from stageplanner.store.file_lock import current_user

        if not self.state.periods:
            raise StagePlannerError(Problem(code="store_no_periods"))
        sha256 = _sha256(self.path) if self.path and self.is_saved else ""
        document, rolled = document_of_next_year(
            self._document(),
            wish_from_plan=wish_from_plan,
            user=current_user(),
            file=self.path.name if self.path and sha256 else "",
            sha256=sha256,
        )
        project = Project._of(document, None)
        project._saved = None
        return project, rolled


def _sha256(path: Path) -> str:
    """Return the hash of a file, for the history; empty if it cannot be read."""
    import hashlib

    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
