"""The open file: its content, the verbs that change it, undo and redo.

The only module that knows all rooms. The heavy ones are imported inside the verbs that need
them, so that a window stands before they are loaded. Every verb makes a new frozen content;
undo is a list of them and "unsaved" is an identity check. The history is no part of it: what
is undone has happened, and the undoing too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from stageplanner.domain import scenarios
from stageplanner.domain.difference import PlanDifference, difference_of_plans
from stageplanner.domain.explanation import Explanation
from stageplanner.domain.history import Event, file_origin, now
from stageplanner.domain.mapping import ColumnMapping
from stageplanner.domain.plan import Placement, Plan, changed_periods, with_placements
from stageplanner.domain.policy import Policy
from stageplanner.domain.rollover import RollOver
from stageplanner.domain.state import State, fingerprint
from stageplanner.intake import Intake, preview_files, renewed
from stageplanner.keeping import Keeping
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.steps import Content, Step, Steps, remembered, told_between

if TYPE_CHECKING:
    from stageplanner.optimise.frontier import Point
    from stageplanner.optimise.result import Progress, Settings
    from stageplanner.store.document import Document, StoredMapping
    from stageplanner.store.journal import Unsaved


class Project:
    """A region that is being worked on.

    Parameters
    ----------
    state
        What to begin with; an empty region by default.
    path
        The ``.stageplan`` file it was read from or will be saved to.
    on_change
        Called after every change of content, undo and redo, without arguments.

    Attributes
    ----------
    history
        Every change with its time, user, verb, before and after; it only ever grows.
    unsaved
        Work that a crash left for the file that was opened: take it over or discard it.
    read_only
        Why the file cannot be changed here; ``None`` where it can.
    warning
        Why the last edit is not safe from a crash; ``None`` where it is.
    """

    def __init__(
        self,
        state: State | None = None,
        path: Path | None = None,
        on_change: Callable[[], None] | None = None,
    ) -> None:
        self._steps = Steps(Content(state=state or new_state()))
        self._saved: Content | None = self._steps.content
        self._stored: dict[ColumnMapping, StoredMapping] = {}
        self._keeping: Keeping | None = None
        self._printed: tuple[tuple[object, ...], str] | None = None
        # A window saves in a thread of its own while its user works on.
        self._turn = Lock()
        self.path = path
        self.history: tuple[Event, ...] = ()
        self.unsaved: Unsaved | None = None
        self.read_only: Problem | None = None
        self.warning: Problem | None = None
        self.on_change = on_change

    @property
    def content(self) -> Content:
        """What undo goes back to."""
        return self._steps.content

    @property
    def state(self) -> State:
        """What is known of the region now."""
        return self.content.state

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The scenarios: plans that were given a name."""
        return self.content.plans

    @property
    def mappings(self) -> tuple[ColumnMapping, ...]:
        """How the columns of earlier files were read."""
        return self.content.mappings

    @property
    def is_saved(self) -> bool:
        """Tell whether the file holds what the window shows."""
        return self.content is self._saved

    @property
    def undo_verb(self) -> str | None:
        """The verb that undo would take back."""
        return None if self._steps.done is None else self._steps.done.verb

    @property
    def redo_verb(self) -> str | None:
        """The verb that redo would do again."""
        return None if self._steps.undone is None else self._steps.undone.verb

    @property
    def plan_is_outdated(self) -> bool:
        """Tell whether the data changed since the current plan was made."""
        plan = self.state.plan
        return plan is not None and self.is_outdated(plan)

    def is_outdated(self, plan: Plan) -> bool:
        """Tell whether the data changed since a plan was made."""
        return plan.fingerprint != self._fingerprint(self.state)

    # --- verbs -----------------------------------------------------------------------------

    def import_files(
        self,
        paths: Iterable[Path],
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Intake:
        """Read files and take their rows into the region, in one step that can be undone.

        Returns
        -------
        Intake
            Per file what was read, used and refused, with every problem.
        """
        intake = preview_files(self.state, paths, progress, cancelled, self.mappings)
        self.adopt_intake(intake)
        return intake

    def adopt_intake(self, intake: Intake) -> None:
        """Take over what was read of files, in one step that can be undone.

        Only columns that a person decided on are remembered. Where the region was changed
        since the files were read, their rows are put beside what it holds now.
        """
        if intake.before is not None and intake.before is not self.state:
            intake = renewed(intake, self.state)
        state = self.state if intake.state == self.state else intake.state
        if state.plan is not None and not state.plan.fingerprint:
            state = replace(state, plan=self._stamped(state.plan, state))
        mappings = remembered(self.mappings, intake.mappings)
        if state is self.state and mappings == self.mappings:
            return
        content = replace(self.content, state=state, mappings=mappings)
        hashes = {delivery.file: delivery.sha256 for delivery in state.deliveries}
        read = [file for file in intake.files if not file.is_refused]
        events = tuple(
            self._event(
                "import",
                file.name,
                file.told,
                file_origin(file.name, hashes[file.name]) if file.name in hashes else file.name,
            )
            for file in read
        )
        self._do(content, "import", ", ".join(file.name for file in read), events)

    def remember_mapping(self, mapping: ColumnMapping) -> None:
        """Remember how the columns of a layout are to be read; the next file honours it."""
        mappings = remembered(self.mappings, (mapping,))
        if mappings != self.mappings:
            content = replace(self.content, mappings=mappings)
            self._do(content, "remember_mapping", mapping.institution or "")

    def adopt_plan(self, plan: Plan | None, verb: str = "plan") -> None:
        """Make a plan the current one (``None``: back to the wishes).

        A plan that does not know the data it was made from is taken to be of these.
        """
        if plan is not None and not plan.fingerprint:
            plan = self._stamped(plan, self.state)
        self._do_state(replace(self.state, plan=plan), verb)

    def place(self, period_id: str, placements: tuple[Placement, ...]) -> None:
        """Place one stage period by hand; a hand edit always wins and can be undone."""
        period = next(p for p in self.state.periods if p.id == period_id)
        plan = with_placements(self.state.plan or Plan(), period, placements)
        plan = _recounted(self.state, plan, period.programme)
        if not plan.fingerprint:
            plan = self._stamped(plan, self.state)
        self._do_state(replace(self.state, plan=plan), "place", period_id)

    def set_policy(self, policy: Policy) -> None:
        """Change what the region allows."""
        self._do_state(replace(self.state, policy=policy), "policy")

    def optimise(
        self,
        settings: Settings,
        progress: Callable[[Progress], None] | None = None,
        is_stopped: Callable[[], bool] | None = None,
    ) -> Plan:
        """Propose a plan and make it the current one."""
        plan = optimise(self.state, settings, progress, is_stopped)
        self.adopt_plan(plan, "optimise")
        return plan

    # --- scenarios -------------------------------------------------------------------------

    def save_scenario(self, name: str) -> None:
        """Keep the current plan under a name, beside the others; a scenario of that name goes.

        Raises
        ------
        StagePlannerError
            There is no plan yet, or the name is empty, too long or one of the app's own.
        """
        plan = self.state.plan
        if plan is None:
            raise StagePlannerError(Problem(code="scenario_no_plan"))
        self._do_plans(scenarios.with_scenario(self.plans, plan, name), "save_scenario", name)

    def adopt_scenario(self, name: str) -> None:
        """Make a scenario the current plan; ``"wish"`` goes back to the wishes."""
        if name == scenarios.WISH:
            self.adopt_plan(None, "wish")
            return
        plan = scenarios.adoptable(self.plans, name, self.state.periods)
        self._do_state(replace(self.state, plan=plan), "adopt_scenario", name)

    def rename_scenario(self, name: str, new_name: str) -> None:
        """Give a scenario another name."""
        self._do_plans(scenarios.renamed(self.plans, name, new_name), "rename_scenario", name)

    def delete_scenario(self, name: str) -> None:
        """Take a scenario away; undo brings it back."""
        self._do_plans(scenarios.without(self.plans, name), "delete_scenario", name)

    def plan_named(self, name: str) -> Plan | None:
        """The plan of a name: ``"wish"`` (``None``), ``"current"`` or a scenario."""
        return scenarios.plan_named(self.plans, self.state.plan, name)

    def compare_scenarios(self, first: str, second: str) -> tuple[PlanDifference, ...]:
        """The stage periods that two plans treat differently, each plan by its name."""
        plans = self.plan_named(first), self.plan_named(second)
        return difference_of_plans(self.state.periods, *plans)

    # --- undo, redo ------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last verb back; nothing happens where there is none."""
        self._go(-1, "undo", self._steps.done)

    def redo(self) -> None:
        """Do the verb again that was taken back last."""
        self._go(1, "redo", self._steps.undone)

    def _go(self, steps: int, verb: str, step: Step | None) -> None:
        if step is None:
            return
        before = self.content
        self._steps.go(steps)
        self._changed((self._event(verb, step.name, told_between(before, self.content)),))

    def _do_state(self, state: State, verb: str, subject: str = "") -> None:
        self._do(replace(self.content, state=state), verb, subject)

    def _do_plans(self, plans: tuple[Plan, ...], verb: str, subject: str) -> None:
        self._do(replace(self.content, plans=plans), verb, " ".join(subject.split()))

    def _do(
        self, content: Content, verb: str, subject: str, events: tuple[Event, ...] = ()
    ) -> None:
        """Go on with a content that a verb made; without events of its own it gets one."""
        events = events or (self._event(verb, subject, told_between(self.content, content)),)
        self._steps.add(Step(content, verb, subject))
        self._changed(events)

    def _changed(self, events: tuple[Event, ...]) -> None:
        """Write the change into the history and the journal, then tell the window."""
        with self._turn:
            self.history = (*self.history, *events)
            if self._keeping is not None:
                self.warning = self._keeping.record(self._document())
        if self.on_change is not None:
            self.on_change()

    def _event(self, verb: str, subject: str, told: tuple[str, str], origin: str = "") -> Event:
        from stageplanner.store.lock import current_user

        before, after = (text or None for text in told)
        return Event(
            when=now(),
            user=current_user(),
            verb=verb,
            subject=subject,
            before=before,
            after=after,
            origin=origin,
        )

    def _stamped(self, plan: Plan, state: State) -> Plan:
        return replace(plan, fingerprint=self._fingerprint(state))

    def _fingerprint(self, state: State) -> str:
        """The fingerprint of the data, computed again only where they are others."""
        data = (
            state.periods,
            state.leerbedrijven,
            state.holidays,
            state.region_holidays,
            state.policy,
        )
        known = self._printed
        if known is None or any(old is not new for old, new in zip(known[0], data, strict=True)):
            known = self._printed = (data, fingerprint(state))
        return known[1]

    # --- the file --------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, *, guarded: bool = False, take_over: bool = False) -> Project:
        """Open a ``.stageplan`` file.

        Parameters
        ----------
        guarded
            Hold the file and keep a journal, as a window does; look at :attr:`unsaved` and
            :attr:`read_only`, and call :meth:`close` at the end.
        take_over
            Take the file over from another computer, because the user says so.

        Raises
        ------
        StagePlannerError
            The file is missing, damaged, newer than the app, or no project file.
        """
        from stageplanner.store.file import load_with_content

        keeping = Keeping(path, take_over=take_over) if guarded else None
        try:
            document, content = load_with_content(path)
            project = cls._of(document, path)
        except BaseException:
            if keeping is not None:
                keeping.close()
            raise
        if keeping is not None:
            keeping.begin(document, content)
            project._guarded_by(keeping, document)
        return project

    @classmethod
    def recover(cls, path: Path) -> tuple[Project, tuple[Problem, ...]]:
        """Read what can be read of a damaged file, to be saved under another name.

        Returns
        -------
        tuple of Project and tuple of Problem
            The region, and part by part what was lost.

        Raises
        ------
        StagePlannerError
            Nothing could be read, or it is no project file.
        """
        from stageplanner.store.recover import recover

        found = recover(path)
        project = cls._of(found.document, None)
        project._saved = None
        event = project._event("recover", path.name, ("", ""), path.name)
        project.history = (*project.history, event)
        return project, found.report

    @classmethod
    def resume(cls, unsaved: Unsaved) -> Project:
        """Go on with work of a crash whose file was never there, or is gone."""
        project = cls()
        project.guard()
        project.unsaved = unsaved
        project.take_over_unsaved()
        return project

    @classmethod
    def _of(cls, document: Document, path: Path | None) -> Project:
        project = cls(document.state, path)
        project._steps = Steps(project._content_of(document))
        project._saved = project.content
        project.history = document.history
        return project

    def _content_of(self, document: Document) -> Content:
        from stageplanner.store.mappings import read_mapping

        for stored in document.mappings:
            self._stored.setdefault(read_mapping(stored), stored)
        return Content(
            state=document.state,
            plans=document.plans,
            mappings=tuple(read_mapping(stored) for stored in document.mappings),
        )

    def _document(self) -> Document:
        """What the file and the journal hold; what did not change is the same object again."""
        from stageplanner.store.document import Document
        from stageplanner.store.mappings import write_mapping

        for mapping in self.mappings:
            if mapping not in self._stored:
                self._stored[mapping] = write_mapping(mapping)
        return Document(
            state=self.state,
            plans=self.plans,
            history=self.history,
            mappings=tuple(self._stored[mapping] for mapping in self.mappings),
        )

    def save(self, path: Path | None = None, *, replace_history: bool = False) -> None:
        """Save whole: the file holds either all of the new content or all of the old one.

        Parameters
        ----------
        replace_history
            Replace the file even where somebody else changed it, because the user says so.

        Raises
        ------
        StagePlannerError
            The file could not be written, another window holds it, or it holds changes that
            are not in this project; it is untouched.
        """
        from stageplanner.store.file import save

        target = path or self.path
        if target is None:
            raise ValueError("no path to save to")
        with self._turn:
            content, document = self.content, self._document()
        if self._keeping is None:
            save(target, document, replace_history=replace_history)
        else:
            lock = self._keeping.lock_for(target)
            try:
                written = save(target, document, replace_history=replace_history)
            except BaseException:
                self._keeping.dropped(lock)
                raise
            with self._turn:
                # What was edited while the file was written is in the journal only.
                later = None if self.history is document.history else self._document()
                self.warning = self._keeping.saved(target, lock, document, written, later)
            self.read_only = None
        self.path = target
        self._saved = content

    # --- the window ------------------------------------------------------------------------

    def guard(self) -> None:
        """Hold the file and keep a journal from now on, as long as a window works on it."""
        if self._keeping is not None:
            return
        keeping = Keeping(self.path)
        document = self._document()
        keeping.begin(document)
        self._guarded_by(keeping, document)

    def _guarded_by(self, keeping: Keeping, document: Document) -> None:
        self._keeping = keeping
        self.read_only = keeping.why_read_only()
        if self.path is not None and keeping.is_ours:
            from stageplanner.store.journal import find_unsaved

            self.unsaved = find_unsaved(self.path, document)

    @property
    def can_take_over(self) -> bool:
        """Tell whether the user may say that the one who holds the file is gone."""
        return self._keeping is not None and self._keeping.can_take_over

    def take_over_unsaved(self) -> None:
        """Go on with the work that a crash left; undo goes back to what the file held."""
        unsaved = self.unsaved
        if unsaved is None or self._keeping is None:
            return
        self.unsaved = None
        self._steps.add(Step(self._content_of(unsaved.document), "unsaved"))
        self.history = unsaved.document.history
        self.warning = self._keeping.take_over(unsaved)
        self._changed((self._event("unsaved", "", ("", "")),))

    def discard_unsaved(self) -> None:
        """Give up the work that a crash left."""
        if self.unsaved is not None:
            self.unsaved.discard()
            self.unsaved = None

    def close(self) -> None:
        """Let go of the file; what is not saved is given up, because the user said so."""
        if self._keeping is not None:
            self._keeping.close()
            self._keeping = None

    def next_year(self, *, wish_from_plan: bool = False) -> tuple[Project, RollOver]:
        """A new project for the next school year, with a report of what needs a look.

        Remembered columns and history come along; scenarios stay with the year they are of.

        Parameters
        ----------
        wish_from_plan
            Begin with what the current plan did instead of with what was wished.

        Raises
        ------
        StagePlannerError
            There are no stage periods, so there is no year to begin from.
        """
        from stageplanner.store.lock import current_user
        from stageplanner.store.years import document_of_next_year

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
        fresh = Project._of(document, None)
        fresh._saved = None
        return fresh, rolled


def _recounted(state: State, plan: Plan, programme: str) -> Plan:
    """The plan after a hand edit with the number of changes in its proofs counted again.

    The peak of the component that was edited is left open: measuring it takes longer than a
    hand should wait, and whoever shows a peak measures it anyway.
    """
    changed = [period.programme for period in changed_periods(plan, state.periods)]
    proofs = tuple(
        replace(
            proof,
            peak=None if programme in proof.programmes else proof.peak,
            changes=sum(name in proof.programmes for name in changed),
        )
        for proof in plan.proofs
    )
    return replace(plan, proofs=proofs)


def _sha256(path: Path) -> str:
    """The hash of a file, for the history; nothing where it cannot be read."""
    import hashlib

    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def warm_up() -> None:
    """Load what the first edit needs, so that it need not wait; for a thread beside a window."""
    import stageplanner.sheets.reading
    import stageplanner.store.database
    import stageplanner.store.journal
    import stageplanner.store.lock
    import stageplanner.store.mappings
    import stageplanner.store.tables  # noqa: F401


def hold(path: Path) -> AbstractContextManager[object]:
    """Hold a file for one command, from reading it to saving it.

    Raises
    ------
    StagePlannerError
        A window or another command holds it; says who.
    """
    from stageplanner.store.lock import hold as hold_file

    return hold_file(path)


def path_of_year(path: Path, year: int) -> Path:
    """Where the file of a school year goes: ``regio 2027-2028.stageplan`` beside the old one."""
    from stageplanner.store.years import path_of_year as beside

    return beside(path, year)


def new_state() -> State:
    """An empty region with the default school holidays of the three vakantieregio's."""
    from stageplanner.defaults import region_holidays

    return State(region_holidays=region_holidays())


def optimise(
    state: State,
    settings: Settings,
    progress: Callable[[Progress], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
) -> Plan:
    """Propose a plan for a state; a plain function, so that it can run in a child process.

    See :func:`stageplanner.optimise.solve.optimise`.
    """
    from stageplanner.optimise.solve import optimise as solve

    return solve(state, settings, progress, is_stopped)


def frontier(
    state: State,
    time_limit: float = 60.0,
    progress: Callable[[Point], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
) -> tuple[Point, ...]:
    """The fewest changes for every peak that can be had; every point is a complete plan.

    See :func:`stageplanner.optimise.frontier.frontier`.
    """
    from stageplanner.optimise.frontier import frontier as walk

    return walk(state, time_limit, progress, is_stopped)


def explain(state: State) -> Explanation:
    """Say why each change of the current plan is asked, and why the peak goes no lower."""
    from stageplanner.optimise.explain import explain as tell

    return tell(state)


def export(state: State, folder: Path, language: str = "nl") -> tuple[Path, ...]:
    """Write the workbooks of the current plan into a folder; nothing is half written.

    Returns
    -------
    tuple of Path
        The files, in the order they should be read.
    """
    from stageplanner.sheets.write_workbook import write_workbook

    return write_workbook(state, explain(state), folder, language)
