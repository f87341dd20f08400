"""Solve one component: its bound, its plan, and what is proven of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from time import monotonic

from stageplanner.domain.plan import Plan, Proof, ShortageProof, Status, Within
from stageplanner.domain.policy import Goals
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.changes.fewest_changes import Fewest, fewest_changes
from stageplanner.optimise.changes.revert_to_wish import revert_to_wish
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.peak.lowest_peak import Lowest, PeakSearch
from stageplanner.optimise.peak.relaxation import Bound, lowest_bound
from stageplanner.optimise.ranking.goals import shortage
from stageplanner.optimise.ranking.held_goals import Held, Peak, hold, no_less, reach
from stageplanner.optimise.ranking.idle_changes import Part, Trimmed, without_idle_changes
from stageplanner.optimise.ranking.lexicographic import by_rank, refine
from stageplanner.optimise.ranking.shortage_curve import find_knee
from stageplanner.optimise.result import Settings, SolveProgress
from stageplanner.optimise.time_budget import Stopped, TimeBudget

#: How closely the lowest peak is sought if the target cannot be reached, as a fraction.
LOWEST_GAP = 0.001
#: Fractions of the time: to begin, of the rest to seek the lowest peak, and of the beginning
#: the most for the bound.
BEGIN_SHARE, SEEK_SHARE, BOUND_SHARE = 0.8, 0.7, 0.5
#: Fractions of the time left to revert to wishes, and for the fewest changes at the lowest peak.
TRIM_SHARE, FEWEST_SHARE = 0.3, 0.5
#: Fraction of the time left for the rank of goals if the target is out of reach.
RANK_SHARE = 0.7
#: Plan and bound this close are called "proven within".
NEAR = 0.005


@dataclass(eq=False)
class Component:
    """One component being solved: its best choice so far and what is proven of it.

    Parameters
    ----------
    instance : Instance
        The component.
    settings : Settings
        The target, the most changes and the gap.
    goals : Goals
        Tolerances of the goals, from the policy.
    """

    instance: Instance
    settings: Settings
    goals: Goals

    def __post_init__(self) -> None:
        self.pool = CutPool(self.instance)
        self.choice: Choice = self.instance.wish
        self.peak = self.instance.start_peak
        self.bound = 0.0
        self.changes_bound = 0
        self.level = settings_target(self.settings, self.instance)
        self.is_impossible = False
        #: Whether the changes allowed, or what shares a limit with it, keep it from more.
        self.is_limited = self.is_crowded = False
        #: What is proven of the peak without a limit on the changes.
        self.free_bound: float | None = None
        self.is_lightest = False
        self.shortage: ShortageProof | None = None
        self.seconds = 0.0
        self.search: PeakSearch | None = None
        #: Whether the choice was found together with other components.
        self.is_joint = False
        # What the goals before the changes were held at while a choice was sought, and whether
        # that was all that was asked of them: then it is what must be kept.
        self._held: tuple[Choice, Held, bool] | None = None
        self._answer: tuple[Choice, Trimmed, float] | None = None

    @property
    def answer(self) -> Choice:
        """The choice that is handed out: the best so far without idle changes. Shape (tasks,)."""
        return self.trimmed.choice

    @property
    def trimmed(self) -> Trimmed:
        """The answer, as only the pass that takes idle changes back gives it."""
        return self._answered()[1]

    @property
    def answer_peak(self) -> float:
        """The peak utilisation of the answer, as a fraction of the places."""
        return self._answered()[2]

    def _answered(self) -> tuple[Choice, Trimmed, float]:
        if self._answer is None or self._answer[0] is not self.choice:
            self.hand_out(*without_idle_changes([self.part()]))
        assert self._answer is not None
        return self._answer

    def hand_out(self, answer: Trimmed) -> None:
        """Keep what is handed out of the best choice so far.

        Parameters
        ----------
        answer : Trimmed
            From :func:`~stageplanner.optimise.ranking.idle_changes.without_idle_changes`.
        """
        self._answer = self.choice, answer, self.instance.peak(answer.choice)

    def part(self) -> Part:
        """Return the best choice so far with what it must keep when changes are taken back.

        Returns
        -------
        Part
            Within the tolerances of the policy; exactly if the choice was found together with
            other components, since their sum has spent the tolerances. Of the knee no more than
            the share of the shortage that was asked.
        """
        is_exact = self.is_limited or self.is_joint
        now = reach(self.instance, self.choice)
        held = hold(self.instance, now, self.level, self.goals, is_exact=is_exact)
        keeps_all = self.is_knee
        if self._held is not None and self._held[0] is self.choice:
            held = self._held[1] if keeps_all else no_less(held, self._held[1])
        return Part(
            self.instance,
            self.pool,
            self.choice,
            held,
            self.level,
            self.goals,
            is_exact=is_exact,
            keeps_all=keeps_all,
        )

    @property
    def is_knee(self) -> bool:
        """Whether the best choice has the fewest changes for a share of the shortage."""
        return self._held is not None and self._held[0] is self.choice and self._held[2]

    def run(self, time_budget: TimeBudget, report: Report) -> None:
        """Solve the component alone, within its time; the attributes hold the answer.

        Parameters
        ----------
        time_budget : TimeBudget
            For this component.
        report : callable
            Gets the component and the phase whenever something got better.
        """
        self.begin(time_budget.part(BEGIN_SHARE), report)
        seeking = time_budget.part(SEEK_SHARE)
        while self.is_seeking and not seeking.is_over():
            self.seek(seeking, report)
        self.finish(time_budget, report)

    def begin(self, time_budget: TimeBudget, report: Report) -> None:
        """Prove a bound, then find the fewest changes to the target or a first low peak.

        If the job is cancelled, the best choice so far is kept, here and in the later steps.

        Parameters
        ----------
        time_budget : TimeBudget
            For this step.
        report : callable
            Gets the component and the phase whenever something got better.
        """
        with self._keeping_best():
            time_budget.check_cancelled()
            report(self, "bound")
            relaxed = lowest_bound(self.instance, self.pool, time_budget.part(BOUND_SHARE))
            self.bound = min(relaxed.value, self.instance.start_peak) if relaxed else 0.0
            report(self, "bound")
            time_budget.check_cancelled()
            if self.level is not None and self.bound <= self.level + ROUNDING:
                fewest = self._fewest(time_budget, self.level, None, report)
                if not fewest.is_impossible:
                    return
                self.bound = max(self.bound, min(self.level, self.instance.start_peak))
            if self.level is not None:
                self.is_impossible = True
                # A bound on the changes to the target does not hold at the lowest peak.
                self.changes_bound = 0
            self._start_search(time_budget, relaxed, report)

    def _start_search(self, time_budget: TimeBudget, relaxed: Bound | None, report: Report) -> None:
        """Start the search for the lowest peak."""

        def better(lowest: Lowest) -> None:
            self.choice, self.peak = lowest.choice, lowest.peak
            self.bound = max(self.bound, lowest.bound)
            report(self, "lowest")

        gap = self.settings.gap
        gap = gap if self.level is None else min(gap, LOWEST_GAP)
        self.search = PeakSearch(self.instance, self.pool, gap, better, time_budget.seed)
        self.search.start(replace(relaxed, value=self.bound) if relaxed else None, time_budget)

    @property
    def is_seeking(self) -> bool:
        """Whether a lower peak or a better bound is still looked for."""
        return self.search is not None and self.search.is_open

    def seek(self, time_budget: TimeBudget, report: Report) -> None:
        """Search for a lower peak, or a proof that there is none, for one iteration.

        Parameters
        ----------
        time_budget : TimeBudget
            For this step.
        report : callable
            Gets the component and the phase whenever something got better.
        """
        if self.search is not None:
            with self._keeping_best():
                self.search.iterate(time_budget)

    @property
    def is_unfinished(self) -> bool:
        """Whether :meth:`finish` has more to do than to check the answer."""
        return self.search is not None

    def finish(self, time_budget: TimeBudget, report: Report) -> None:
        """Find the fewest and lightest changes at the peak that was reached, and check the answer.

        Parameters
        ----------
        time_budget : TimeBudget
            For this step.
        report : callable
            Gets the component and the phase whenever something got better.

        Raises
        ------
        AssertionError
            The answer contradicts a bound or breaks a rule: a defect of the optimiser.
        """
        with self._keeping_best():
            time_budget.check_cancelled()
            if self.search is not None:
                self._reduce_changes(time_budget, report)
            time_budget.check_cancelled()
        self.settle()
        self.assert_sound()
        report(self, "done")

    @contextmanager
    def _keeping_best(self) -> Iterator[None]:
        """Keep the best choice when the step is stopped, and count its seconds."""
        begin = monotonic()
        with suppress(Stopped):
            yield
        self.seconds += monotonic() - begin

    def _reduce_changes(self, time_budget: TimeBudget, report: Report) -> None:
        """Reduce the changes of the lowest peak, or pursue the goals by rank above the target."""
        choice = revert_to_wish(
            self.instance, self.pool, self.peak, self.choice, time_budget.part(TRIM_SHARE)
        )
        self.choice, self.peak = choice, self.instance.peak(choice)
        report(self, "fewest")
        if self.level is None:
            self._fewest(time_budget.part(FEWEST_SHARE), self.peak, self.choice, report)
            return
        if self.peak <= 1 + ROUNDING:
            # Nobody is without a place: levelling the weeks below that would only cost changes.
            # Peaks within the gap of the lowest count as equal.
            near = self.bound * (1 + max(NEAR, self.settings.gap))
            most = max(self.level, self.peak + self.goals.peak, near)
            part = time_budget.part(TRIM_SHARE)
            self.choice = revert_to_wish(self.instance, self.pool, most, self.choice, part)
            self.peak = self.instance.peak(self.choice)
            self._fewest(time_budget.part(RANK_SHARE), most, self.choice, report)
            self._held = self.choice, (Peak(most=most),), False
            if self.instance.has_shared_limits:
                self.changes_bound = 0
            return
        # Who says how many changes are allowed wants as much of them as can be.
        if self.shortage_share < 1 and self.settings.max_changes is None:
            self._keep_knee(time_budget)
            return
        part = time_budget.part(RANK_SHARE)
        ranked = by_rank(self.instance, self.pool, self.level, self.choice, part, goals=self.goals)
        self.choice, self.peak = ranked.choice, self.instance.peak(ranked.choice)
        self._held = self.choice, ranked.held, False
        # With room that other components take, other plans might do with fewer changes.
        self.changes_bound = 0 if self.instance.has_shared_limits else ranked.changes_at_least

    @property
    def shortage_share(self) -> float:
        """The fraction to take away of the shortage, if the target is out of reach."""
        asked = self.settings.shortage_share
        return self.goals.shortage_share if asked is None else asked

    def _keep_knee(self, time_budget: TimeBudget) -> None:
        """Keep the fewest changes that take away most of the shortage, not all that can help."""
        knee = find_knee(
            self.instance,
            self.pool,
            self.choice,
            self.shortage_share,
            time_budget.part(RANK_SHARE),
            goals=self.goals,
        )
        self.choice, self.peak = knee.choice, self.instance.peak(knee.choice)
        self._held = self.choice, knee.held, True
        self.changes_bound, self.shortage = knee.changes_at_least, knee.shortage

    @property
    def changes(self) -> int:
        """The changes of the best choice, without those that were agreed."""
        return self.instance.changes(self.choice)

    @property
    def wants_changes(self) -> bool:
        """Whether the wishes alone do not answer the question, as far as is known."""
        if self.level is None:
            return self.changes > 0
        return self.instance.start_peak > self.level + ROUNDING

    def take_over(self, choice: Choice, held: Held | None = None) -> None:
        """Take a choice that was found together with other components.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).
        held : Held, optional
            What it keeps, if it was sought with what this component reached alone.
        """
        self.is_joint = True
        if bool((choice == self.choice).all()):
            return
        if held is not None:
            self.choice, self.peak, self.is_lightest = choice, self.instance.peak(choice), False
            self._held = choice, held, True
            return
        self.choice, self.peak, self.is_lightest = choice, self.instance.peak(choice), False
        if self.level is None or self.is_impossible:
            # What was proven of the number of changes was proven for another peak.
            self.changes_bound = 0

    def limit_to(self, bound: float) -> None:
        """Say that the choice has no more changes than are allowed, and how low it can go so.

        Parameters
        ----------
        bound : float
            No plan within the changes allowed has a lower peak, as a fraction of the places.
        """
        self.free_bound, self.bound = self.bound, max(self.bound, bound)
        self.is_limited = self.level is None or self.peak > self.level + ROUNDING

    def _fewest(
        self,
        time_budget: TimeBudget,
        level: float,
        known: Choice | None,
        report: Report,
    ) -> Fewest:
        """Find the fewest changes to a level, then the lightest of them."""

        def better(result: Fewest) -> None:
            self.changes_bound = max(self.changes_bound, result.at_least)
            if result.choice is not None:
                self.choice, self.peak = result.choice, self.instance.peak(result.choice)
            report(self, "fewest")

        result = fewest_changes(
            self.instance,
            self.pool,
            level,
            time_budget.part(0.7),
            known=known,
            on_better=better,
        )
        better(result)
        if result.choice is not None and result.changes:
            refined = refine(
                self.instance,
                self.pool,
                level,
                result.choice,
                time_budget.part(0.5),
                goals=self.goals,
            )
            self.choice, self.is_lightest = refined.choice, refined.is_proven
            self.peak = self.instance.peak(self.choice)
        return result

    def settle(self) -> None:
        """Make the best choice what is handed out."""
        trimmed, peak = self.trimmed, self.answer_peak
        if self._held is not None and self._held[0] is self.choice:
            self._held = trimmed.choice, *self._held[1:]
        self.choice, self.peak = trimmed.choice, peak
        self.hand_out(trimmed)

    def assert_sound(self) -> None:
        """Raise if the choice contradicts a bound or breaks a rule.

        Raises
        ------
        AssertionError
            A defect of the optimiser.
        """
        changes = self.instance.changes(self.choice)
        if self.bound > self.peak + TOLERANCE:
            raise AssertionError(f"bound {self.bound} above peak {self.peak}")
        if not self.instance.is_feasible(self.choice):
            raise AssertionError("stage periods overlap, or an institution's limit is broken")
        reaches = self.level is None or self.peak <= self.level + ROUNDING
        if reaches and self.changes_bound > changes and not self.is_limited:
            raise AssertionError(f"bound {self.changes_bound} above {changes} changes")

    def _status(self) -> Status:
        if not self.instance.has_capacity:
            return Status.NO_CAPACITY
        if self.is_limited or self.is_crowded:
            return Status.LIMITED
        if self.is_impossible:
            return Status.TARGET_IMPOSSIBLE
        if self.level is not None:
            return self._status_of_target(self.level)
        gap = 0.0 if self.answer_peak <= 0 else (self.answer_peak - self.bound) / self.answer_peak
        if gap <= ROUNDING:
            return Status.PROVEN
        return Status.WITHIN_GAP if gap <= max(NEAR, self.settings.gap) else Status.BEST_FOUND

    def _status_of_target(self, level: float) -> Status:
        if self.answer_peak > level + ROUNDING:
            return Status.NOT_SOLVED
        is_proven = self.instance.changes(self.answer) == self.changes_bound or self.is_lightest
        return Status.PROVEN if is_proven else Status.BEST_FOUND

    @property
    def _proven_changes(self) -> int:
        """What is proven of the changes: to the target, or of the plan that is handed out."""
        if (
            self.level is not None
            and not self.is_impossible
            and self.answer_peak > self.level + ROUNDING
        ):
            return self.changes_bound
        return min(self.changes_bound, self.instance.changes(self.answer))

    def _proven_shortage(self) -> ShortageProof | None:
        """Return what is proven of the shortage that the answer takes away.

        What was found together with other components may be less than the share asked: they take
        room that alone it would have.
        """
        if self.shortage is None or self.is_limited or self.is_crowded:
            return None
        left = shortage(self.instance, self.answer)
        proven = replace(self.shortage, left=left, lower_bound=min(self.shortage.lower_bound, left))
        holds = self.is_joint or (self.is_knee and not proven.is_crowded)
        return proven if holds and left <= proven.wish + TOLERANCE else None

    def proof(self) -> Proof:
        """Return what is proven of this component now.

        Returns
        -------
        Proof
            Peaks as fractions; ``None`` if the component has no capacity.
        """
        has_peak = self.instance.has_capacity and not self.instance.has_homeless
        changes = self.instance.changes(self.answer)
        return Proof(
            programmes=self.instance.programmes,
            periods=len(self.instance.tasks),
            wish_peak=self.instance.wish_peak if has_peak else None,
            peak=self.answer_peak if has_peak else None,
            lower_bound=self.bound if has_peak else None,
            target=self.level,
            changes=changes + self.instance.settled_changes,
            changes_lower_bound=self._proven_changes + self.instance.settled_changes,
            status=self._status(),
            seconds=self.seconds,
            within=Within(max_changes=self.settings.max_changes, lower_bound=self.free_bound)
            if has_peak and self.free_bound is not None
            else None,
            shortage=self._proven_shortage(),
        )

    def progress(self, phase: str, seconds: float, plan: Plan) -> SolveProgress:
        """Return the best plan and bounds of this component so far.

        Parameters
        ----------
        phase : str
            What is being solved.
        seconds : float
            Since the start of the solve.
        plan : Plan
            The best plan of the region so far.

        Returns
        -------
        SolveProgress
            For the progress of the job.
        """
        changes = self.instance.changes(self.answer)
        return SolveProgress(
            programmes=self.instance.programmes,
            phase=phase,
            seconds=seconds,
            wish_peak=self.instance.wish_peak,
            peak=self.answer_peak,
            lower_bound=self.bound,
            changes=changes + self.instance.settled_changes,
            changes_lower_bound=self._proven_changes + self.instance.settled_changes,
            plan=plan,
        )


def settings_target(settings: Settings, instance: Instance) -> float | None:
    """Return the peak to reach: that of the settings, or none if the component has no capacity.

    Parameters
    ----------
    settings : Settings
        What was asked.
    instance : Instance
        The component.

    Returns
    -------
    float or None
        As a fraction of the places; ``None`` asks for the lowest peak.
    """
    return settings.target if instance.has_capacity else None


#: Called with a component and a phase whenever the component got better.
Report = Callable[[Component, str], None]
