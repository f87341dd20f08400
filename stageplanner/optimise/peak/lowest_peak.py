"""The lowest peak: the best plan found and a bound that no plan can beat.

The relaxation gives the bound. A local search gives plans close to it within a second. What
remains of the gap is closed from both sides: CP-SAT is asked whether there is a plan halfway
between the two, which gives a plan or a proof; in large components the groups around the peak
are freed instead, the others staying where they are.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.peak.local_search import Search
from stageplanner.optimise.peak.neighbourhood import freed_tasks, improve
from stageplanner.optimise.peak.reach_level import decide, next_peak
from stageplanner.optimise.peak.relaxation import Bound, round_to_choice
from stageplanner.optimise.time_budget import CALL, Stopped, TimeBudget

#: Work of the first search, even if the bound took all the time.
FIRST_SEARCH = 1.0
#: Components of at most so many free groups are decided as a whole before they are searched.
SMALL = 60
#: Components of at most so many free groups are decided and never searched again.
FEW = 20
#: How often a component of so few groups that shares limits with others is searched.
SHARED_TURNS = 8
#: Fruitless rounds of polishing after which something else is tried, and the work of a round.
POLISH_TRIES = 4
POLISH_WORK = 3.0
#: How much lower each round aims, as a fraction; less after a failure.
STEPS = (0.003, 0.0015, 0.0005)
#: Where between bound and plan to ask, one after the other while there is no answer: as near to
#: the plan as makes a difference, then lower.
LEVELS = (1.0, 0.5, 0.25)
#: The work for an answer; it doubles when no level got one.
DECIDE_WORK = 3.0


@dataclass(frozen=True, eq=False)
class Lowest:
    """The best choice, shape (tasks,), with its peak and the proven bound as fractions."""

    choice: Choice
    peak: float
    bound: float

    @property
    def gap(self) -> float:
        """How far plan and bound lie apart, as a fraction of the plan's peak."""
        return 0.0 if self.peak <= 0 else max(0.0, (self.peak - self.bound) / self.peak)


def lowest_peak(
    instance: Instance,
    pool: CutPool,
    time_budget: TimeBudget,
    bound: Bound | None,
    gap: float,
    *,
    on_better: Callable[[Lowest], None] = lambda _: None,
) -> Lowest:
    """Find the plan with the lowest peak, as near to its bound as time allows.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Cuts to begin with; those that answers violate are added.
    time_budget : TimeBudget
        For all searches together.
    bound : Bound or None
        From :func:`~stageplanner.optimise.peak.relaxation.lowest_bound`, if it is known.
    gap : float
        Plan and bound this close are good enough, as a fraction.
    on_better : callable
        Gets every better plan and every better bound.

    Returns
    -------
    Lowest
        The best plan and bound in time.
    """
    search = PeakSearch(instance, pool, gap, on_better, time_budget.seed)
    search.start(bound, time_budget)
    search.run(time_budget)
    return search.best


class PeakSearch:
    """Searches the best plan and bound of a component; can be left and continued.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Cuts to begin with; those that answers violate are added.
    gap : float
        Plan and bound this close are good enough, as a fraction.
    on_better : callable
        Gets every better plan and every better bound.
    seed : int
        Random seed of the local searches.
    """

    def __init__(
        self,
        instance: Instance,
        pool: CutPool,
        gap: float,
        on_better: Callable[[Lowest], None],
        seed: int,
    ) -> None:
        self.instance, self.pool, self.gap, self.on_better = instance, pool, gap, on_better
        self.best = Lowest(instance.wish, float("inf"), 0.0)
        self._seed = seed
        self._random = np.random.default_rng(seed)
        self._start = instance.wish
        self._turns = 0
        self._unanswered = 0

    def start(self, bound: Bound | None, time_budget: TimeBudget) -> None:
        """Take the bound of the relaxation, and search from its shares.

        Parameters
        ----------
        bound : Bound or None
            The relaxation, if it was solved.
        time_budget : TimeBudget
            The first search gets a unit of work also if it is over.
        """
        self.offer(self.instance.wish, self.instance.start_peak)
        if bound is None or not self.instance.free:
            return
        self.raise_bound(bound.value)
        start = round_to_choice(self.instance, bound)
        if not self.instance.is_feasible(start):
            start = self.instance.wish
        self._start = start
        self.search(time_budget.at_least(FIRST_SEARCH), start)

    def run(self, time_budget: TimeBudget) -> None:
        """Improve plan and bound until they are close enough or the time is over.

        Parameters
        ----------
        time_budget : TimeBudget
            For all iterations.
        """
        while self.is_open and not time_budget.is_over():
            self.iterate(time_budget)

    @property
    def is_open(self) -> bool:
        """Whether there is anything left to look for."""
        is_wanted = bool(self.best.bound and self.instance.free) and not self.is_enough
        return is_wanted and not self._is_spent

    @property
    def _is_spent(self) -> bool:
        """Whether continuing would only pass the time.

        A component that shares limits is searched and never asked; a search of few groups soon
        finds what it can.
        """
        is_small = len(self.instance.free) <= FEW
        return self.instance.has_shared_limits and is_small and self._turns >= SHARED_TURNS

    @property
    def _is_searched(self) -> bool:
        """Whether this turn searches before it asks.

        An answer soon beats a search if groups are few: they are asked first, and only searched
        if no answer closed the gap.
        """
        count = len(self.instance.free)
        is_late = count > SMALL or (count > FEW and self._turns > 1)
        return is_late or self.instance.has_shared_limits

    def iterate(self, time_budget: TimeBudget) -> None:
        """Take every way to a better plan or bound once.

        Parameters
        ----------
        time_budget : TimeBudget
            For this iteration.
        """
        self._turns += 1
        # Whoever continues until the work is done needs every turn to count.
        time_budget.spend(CALL)
        # Longer every time, but never the larger part of the time; in turn from the shares of
        # the relaxation and from the best plan, as neither is always the better start.
        start = self._start if self._turns % 2 else self.best.choice
        if self._is_searched:
            self.search(time_budget.part(0.3), start, patience=1 + self._turns)
        if len(self.instance.free) > SMALL:
            with suppress(Stopped):
                self.polish(time_budget.part(0.5))
        with suppress(Stopped):
            while self.ask(time_budget):
                pass

    @property
    def is_enough(self) -> bool:
        """Whether plan and bound lie as close as was asked."""
        return self.best.gap <= max(self.gap, ROUNDING)

    def offer(self, choice: Choice, peak: float) -> None:
        """Keep a plan if it is better than the best.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).
        peak : float
            Its peak, as a fraction of the places.
        """
        if peak < self.best.peak - ROUNDING:
            self.best = Lowest(choice, peak, min(self.best.bound, peak))
            self.on_better(self.best)

    def raise_bound(self, bound: float) -> None:
        """Keep a bound if it is better; it never passes the plan (rounding of the solver).

        Parameters
        ----------
        bound : float
            As a fraction of the places.
        """
        bound = min(bound, self.best.peak)
        if bound > self.best.bound + ROUNDING:
            self.best = Lowest(self.best.choice, self.best.peak, bound)
            self.on_better(self.best)

    def search(self, time_budget: TimeBudget, start: Choice, patience: int = 1) -> None:
        """Run a local search from a choice.

        Parameters
        ----------
        time_budget : TimeBudget
            For this search.
        start : Choice
            Shape (tasks,).
        patience : int
            How many times the usual patience it has.
        """
        if self.is_enough:
            return
        aim = self.best.bound * (1 + self.gap / 2)
        search = Search(self.instance, self.pool, start, aim, self._seed + self._turns)
        self.offer(search.best.choice, search.best.peak)
        search.run(time_budget, lambda result: self.offer(result.choice, result.peak), patience)

    def polish(self, time_budget: TimeBudget) -> None:
        """Free the groups around the peak again and again, more of them while it does not help.

        Parameters
        ----------
        time_budget : TimeBudget
            For all rounds.

        Raises
        ------
        Stopped
            The time was over while a model was built.
        """
        failures = 0
        while not self.is_enough and failures < POLISH_TRIES and not time_budget.is_over():
            extra = 5 + 8 * failures
            freed = freed_tasks(self.instance, self.pool, self.best.choice, self._random, extra)
            step = STEPS[min(failures, len(STEPS) - 1)]
            goal = max(self.best.bound * (1 + self.gap / 2), self.best.peak * (1 - step))
            improved = improve(
                self.instance,
                self.pool,
                self.best.choice,
                goal,
                freed=freed,
                time_budget=time_budget,
                work=POLISH_WORK * (1 + failures),
            )
            if improved is not None:
                self.offer(improved, self.instance.peak(improved))
            failures = 0 if improved is not None else failures + 1
            if failures and len(freed) == len(self.instance.free):
                return

    def ask(self, time_budget: TimeBudget) -> bool:
        """Ask for a plan between bound and best.

        Parameters
        ----------
        time_budget : TimeBudget
            For the question.

        Returns
        -------
        bool
            Whether there is an answer: a plan, or a proof that there is none.

        Raises
        ------
        Stopped
            The time was over while a model was built.
        """
        # What binds only because other components take room proves nothing.
        if self.is_enough or self.instance.has_shared_limits or time_budget.is_over():
            return False
        level, is_strict = self._level()
        rounds = self._unanswered // len(LEVELS)
        answer = decide(
            self.instance,
            self.pool,
            level,
            self.best.choice,
            time_budget,
            work=DECIDE_WORK * 2**rounds,
            is_strict=is_strict,
            is_thorough=rounds % 2 == 1,
        )
        before = self.best
        if answer.choice is not None:
            self.offer(answer.choice, self.instance.peak(answer.choice))
        elif answer.is_impossible:
            self.raise_bound(level if is_strict else next_peak(self.instance, self.pool, level))
        if self.best is before:
            self._unanswered += 1
        return self.best is not before

    def _level(self) -> tuple[float, bool]:
        """Return the peak to ask for, and whether the answer must lie below it."""
        bound, peak = self.best.bound, self.best.peak
        need = peak * (1 - self.gap)
        share = LEVELS[self._unanswered % len(LEVELS)]
        if self.gap and (need - bound <= self.gap * peak or share == 1):
            # A proof closes the gap; a plan is better than was asked.
            return max(need, bound), False
        level = bound + share * (peak - bound)
        if next_peak(self.instance, self.pool, level) >= peak - ROUNDING:
            return peak, True
        return level, False
