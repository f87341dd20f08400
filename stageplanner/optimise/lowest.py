"""How low can the peak go? The best plan found and a bound that no plan can beat.

The relaxation gives the bound. A local search gives plans close to it within a second,
freeing the groups around the peak brings them closer still; CP-SAT on the whole raises the
bound where it can and settles what remains.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.optimise.cuts import TOLERANCE, CutPool
from stageplanner.optimise.effort import Effort, Stopped
from stageplanner.optimise.instance import Choice, Instance
from stageplanner.optimise.model import (
    Model,
    build_model,
    peak_at_most,
    peak_variable_covers,
)
from stageplanner.optimise.polish import freed_tasks, improve
from stageplanner.optimise.relaxation import Bound, rounded
from stageplanner.optimise.search import Search

#: The solver counts the peak in hundredths of a percent.
SCALE = 10_000
#: Of the time left, the part that one local search may take.
SEARCH_SHARE = 0.05
#: Seconds that the first local search may take in any case.
FIRST_SEARCH = 1.0
#: Components of so few groups to move are soon solved as a whole.
SMALL = 40
#: Fruitless rounds of polishing after which something else is tried, and seconds for a round.
POLISH_TRIES = 5
POLISH_SECONDS = 3.0
#: How much lower each round aims, as a fraction; less after a failure.
STEPS = (0.003, 0.0015, 0.0005)


@dataclass(frozen=True, eq=False)
class Lowest:
    """The answer: the best choice, its peak, and the proven bound."""

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
    effort: Effort,
    bound: Bound | None,
    gap: float,
    *,
    on_better: Callable[[Lowest], None] = lambda _: None,
) -> Lowest:
    """Find the plan with the lowest peak, as near to its bound as time allows.

    Parameters
    ----------
    bound
        From :func:`~stageplanner.optimise.relaxation.lowest_bound`, if it was had.
    gap
        Enough is enough when plan and bound lie this close, as a fraction.
    """
    hunt = _Hunt(instance, pool, gap, on_better, effort.seed)
    hunt.take(instance.wish, instance.peak(instance.wish))
    if bound is None or not instance.free:
        return hunt.best
    hunt.prove(bound.value)
    start = rounded(instance, bound)
    if not instance.is_lawful(start):
        start = instance.wish
    # A second of searching is worth waiting for, even where the bound took all the time.
    first = Effort(
        max(FIRST_SEARCH, SEARCH_SHARE * effort.left),
        effort.is_stopped,
        workers=effort.workers,
        seed=effort.seed,
    )
    hunt.search(first, start)
    for turn in count():
        if effort.is_over() or hunt.is_enough:
            break
        with suppress(Stopped):
            hunt.polish(effort.part(0.5))
        if turn % 2 or len(instance.free) <= SMALL:
            with suppress(Stopped):
                hunt.solve(effort.part(0.5))
        hunt.search(effort.part(SEARCH_SHARE), hunt.best.choice)
    return hunt.best


class _Hunt:
    """The best plan and bound so far, and the two ways to better them."""

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
        self._runs = 0
        self._random = np.random.default_rng(seed)

    @property
    def is_enough(self) -> bool:
        """Tell whether plan and bound lie as close as was asked."""
        return self.best.gap <= max(self.gap, TOLERANCE)

    def take(self, choice: Choice, peak: float) -> None:
        """Keep a plan if it is better than the best."""
        if peak < self.best.peak - TOLERANCE:
            self.best = Lowest(choice, peak, min(self.best.bound, peak))
            self.on_better(self.best)

    def prove(self, bound: float) -> None:
        """Keep a bound if it is better; it never passes the plan (rounding of the solver)."""
        bound = min(bound, self.best.peak)
        if bound > self.best.bound + TOLERANCE:
            self.best = Lowest(self.best.choice, self.best.peak, bound)
            self.on_better(self.best)

    def search(self, effort: Effort, start: Choice) -> None:
        """A local search from a choice."""
        if self.is_enough:
            return
        self._runs += 1
        aim = self.best.bound * (1 + max(0.0005, self.gap))
        search = Search(self.instance, self.pool, start, aim, effort.seed + self._runs)
        self.take(search.best.choice, search.best.peak)
        search.run(effort.is_over, lambda found: self.take(found.choice, found.peak))

    def polish(self, effort: Effort) -> None:
        """Free the groups around the peak again and again, more of them while it does not help."""
        failures = 0
        while not self.is_enough and failures < POLISH_TRIES and not effort.is_over():
            extra = 5 + 8 * failures
            freed = freed_tasks(self.instance, self.pool, self.best.choice, self._random, extra)
            step = STEPS[min(failures, len(STEPS) - 1)]
            goal = max(self.best.bound * (1 + self.gap / 2), self.best.peak * (1 - step))
            found = improve(
                self.instance,
                self.pool,
                self.best.choice,
                goal,
                freed=freed,
                effort=effort,
                seconds=POLISH_SECONDS * (1 + failures),
            )
            if found is not None:
                self.take(found, self.instance.peak(found))
            failures = 0 if found is not None else failures + 1
            if failures and len(freed) == len(self.instance.free):
                return

    def solve(self, effort: Effort) -> None:
        """One go of CP-SAT at a lower peak; its bound holds whatever it finds."""
        # What binds only because other components take room proves nothing.
        if self.is_enough or self.instance.is_leaning:
            return
        instance, pool = self.instance, self.pool
        model = build_model(instance, effort)
        top = int(np.ceil(self.best.peak * SCALE))
        peak = model.cp.new_int_var(int(np.floor(self.best.bound * SCALE)), top, "peak")
        model.cp.minimize(peak)
        # Cuts that are far from tight wait until an answer violates them.
        loads = pool.loads(instance.demand(self.best.choice))
        new = loads > 0.5 * self.best.bound * pool.capacity
        while not effort.is_over() and peak_variable_covers(model, pool, peak, SCALE, new):
            model.hint(self.best.choice)
            model.cp.add_hint(peak, top)
            solver = effort.new_solver()
            with effort.stopping(solver.stop_search):
                status = solver.solve(model.cp)
            if status == cp_model.INFEASIBLE:
                # Nothing lies below the best plan rounded up: only it can be the lowest.
                self.settle(effort)
                return
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return
            choice = model.choice_of([solver.boolean_value(taken) for taken in model.flat])
            self.take(choice, instance.peak(choice))
            self.prove((solver.best_objective_bound - 1) / SCALE)
            level = solver.objective_value / SCALE
            pool.separate(instance.demand(choice), level)
            new = pool.loads(instance.demand(choice)) > level * pool.capacity + TOLERANCE
            if status == cp_model.OPTIMAL and not new.any():
                self.settle(effort)
                return

    def settle(self, effort: Effort) -> None:
        """Ask whether any plan lies truly below the best; if none does, the best is lowest.

        The peak of the model is rounded to hundredths of a percent; this is exact.
        """
        instance, pool = self.instance, self.pool
        level = self.best.peak
        model = build_model(instance, effort)
        for choice in (instance.wish, self.best.choice):
            below(model, pool, level, choice)
        while not effort.is_over():
            solver = effort.new_solver()
            with effort.stopping(solver.stop_search):
                status = solver.solve(model.cp)
            if status == cp_model.INFEASIBLE:
                self.prove(level)
                return
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return
            choice = model.choice_of([solver.boolean_value(taken) for taken in model.flat])
            peak = instance.peak(choice)
            self.take(choice, peak)
            if peak < level - TOLERANCE:
                return
            pool.separate(instance.demand(choice), level * (1 - 1e-9))
            if not below(model, pool, level, choice):
                return


def below(model: Model, pool: CutPool, level: float, choice: Choice) -> int:
    """Demand of every cut that a choice does not keep under a level that it be under it."""
    loads = pool.loads(model.instance.demand(choice))
    cells = loads > level * pool.capacity - 1e-6
    return peak_at_most(model, pool, level, cells, is_strict=True)
