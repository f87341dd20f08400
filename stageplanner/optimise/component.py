"""Solve one component: its bound, its plan, and what is proven of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from time import monotonic

from stageplanner.domain.plan import Plan, Proof, ShortageProof, Status
from stageplanner.domain.policy import Goals
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.changes.fewest_changes import Fewest, fewest_changes
from stageplanner.optimise.changes.revert_to_wish import revert_to_wish
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.peak.lowest_peak import Lowest, PeakSearch
from stageplanner.optimise.peak.lowest_within_changes import lowest_within
from stageplanner.optimise.peak.relaxation import Bound, lowest_bound
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


@dataclass
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
        self.is_limited = False
        self.is_lightest = False
        self.shortage: ShortageProof | None = None
        self.seconds = 0.0
        self.search: PeakSearch | None = None

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
            report(self, "bound")
            relaxed = lowest_bound(self.instance, self.pool, time_budget.part(BOUND_SHARE))
            self.bound = min(relaxed.value, self.instance.start_peak) if relaxed else 0.0
            report(self, "bound")
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
        return self.search is not None or self.settings.max_changes is not None

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
            if self.search is not None:
                self._reduce_changes(time_budget, report)
            if self.settings.max_changes is not None:
                self._keep_within(time_budget, self.settings.max_changes, report)
        self._keep_allowed()
        self._assert_sound()
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
            if self.instance.has_shared_limits:
                self.changes_bound = 0
            return
        if self.shortage_share < 1:
            self._keep_knee(time_budget)
            return
        part = time_budget.part(RANK_SHARE)
        ranked = by_rank(self.instance, self.pool, self.level, self.choice, part, goals=self.goals)
        self.choice, self.peak = ranked.choice, self.instance.peak(ranked.choice)
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
        self.changes_bound, self.shortage = knee.changes_at_least, knee.shortage

    def _keep_allowed(self) -> None:
        """Go back to the wishes if the choice has more changes than allowed."""
        most = self.settings.max_changes
        if most is not None and self.instance.changes(self.choice) > most:
            self.choice, self.peak = self.instance.wish, self.instance.start_peak
            self.is_limited = True

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

    def _keep_within(self, time_budget: TimeBudget, most: int, report: Report) -> None:
        """Find the lowest peak within the changes allowed, if the choice has more."""
        if self.instance.changes(self.choice) <= most:
            return
        self.is_limited = True
        self.choice = lowest_within(self.instance, self.pool, most, self.choice, time_budget)
        self.peak = self.instance.peak(self.choice)
        report(self, "within")

    def _assert_sound(self) -> None:
        """Raise if the choice contradicts a bound or breaks a rule."""
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
        if self.is_limited:
            return Status.LIMITED
        if self.is_impossible:
            return Status.TARGET_IMPOSSIBLE
        if self.level is not None:
            return self._status_of_target(self.level)
        gap = 0.0 if self.peak <= 0 else (self.peak - self.bound) / self.peak
        if gap <= ROUNDING:
            return Status.PROVEN
        return Status.WITHIN_GAP if gap <= max(NEAR, self.settings.gap) else Status.BEST_FOUND

    def _status_of_target(self, level: float) -> Status:
        if self.peak > level + ROUNDING:
            return Status.NOT_SOLVED
        is_proven = self.instance.changes(self.choice) == self.changes_bound or self.is_lightest
        return Status.PROVEN if is_proven else Status.BEST_FOUND

    def proof(self) -> Proof:
        """Return what is proven of this component now.

        Returns
        -------
        Proof
            Peaks as fractions; ``None`` if the component has no capacity.
        """
        has_peak = self.instance.has_capacity and not self.instance.has_homeless
        return Proof(
            programmes=self.instance.programmes,
            periods=len(self.instance.tasks),
            wish_peak=self.instance.wish_peak if has_peak else None,
            peak=self.peak if has_peak else None,
            lower_bound=self.bound if has_peak else None,
            target=self.level,
            changes=self.instance.changes(self.choice) + self.instance.settled_changes,
            changes_lower_bound=self.changes_bound + self.instance.settled_changes,
            status=self._status(),
            seconds=self.seconds,
            shortage=self.shortage if self._status() is Status.TARGET_IMPOSSIBLE else None,
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
        return SolveProgress(
            programmes=self.instance.programmes,
            phase=phase,
            seconds=seconds,
            wish_peak=self.instance.wish_peak,
            peak=self.peak,
            lower_bound=self.bound,
            changes=self.instance.changes(self.choice) + self.instance.settled_changes,
            changes_lower_bound=self.changes_bound + self.instance.settled_changes,
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
