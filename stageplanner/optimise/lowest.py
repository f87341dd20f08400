"""How low can the peak go? The best plan found and a bound that no plan can beat.

The relaxation gives the bound. A local search gives plans close to it within a second;
CP-SAT, started from them, looks for better ones and raises the bound where it can.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.optimise.clock import Clock
from stageplanner.optimise.cuts import TOLERANCE, CutPool
from stageplanner.optimise.instance import Choice, Instance
from stageplanner.optimise.model import build_model, peak_variable_covers
from stageplanner.optimise.relaxation import Bound, lowest_bound, rounded
from stageplanner.optimise.search import Found, Search

#: The solver counts the peak in hundredths of a percent.
SCALE = 10_000


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
    clock: Clock,
    bound: Bound | None,
    gap: float,
    on_better: Callable[[Lowest], None] = lambda _: None,
    workers: int = 2,
    seed: int = 1,
) -> Lowest:
    """Find the plan with the lowest peak, as near to its bound as time allows.

    Parameters
    ----------
    bound
        From :func:`~stageplanner.optimise.relaxation.lowest_bound`, if it was had.
    gap
        Enough is enough when plan and bound lie this close, as a fraction.
    """
    best = Lowest(instance.wish, instance.peak(instance.wish), bound.value if bound else 0.0)
    on_better(best)
    if bound is None or not instance.free:
        return best
    start = rounded(instance, bound)
    starts = [start] if instance.keeps_order(start) else []
    for round_number, choice in enumerate([*starts, instance.wish]):
        best = _search(
            instance, pool, clock.part(0.2), choice, best, gap, on_better, seed + round_number
        )
    while not clock.is_over() and best.gap > max(gap, TOLERANCE):
        before = best
        best = _solve(instance, pool, clock.part(0.5), best, on_better, workers, seed)
        if best.gap > max(gap, TOLERANCE):
            best = _search(
                instance, pool, clock.part(0.3), best.choice, best, gap, on_better, seed + 7
            )
        if best is before and clock.left < 1.0:
            break
    return best


def _search(
    instance: Instance,
    pool: CutPool,
    clock: Clock,
    start: Choice,
    best: Lowest,
    gap: float,
    on_better: Callable[[Lowest], None],
    seed: int,
) -> Lowest:
    found = best

    def better(plan: Found) -> None:
        nonlocal found
        if plan.peak < found.peak - TOLERANCE:
            found = Lowest(plan.choice, plan.peak, best.bound)
            on_better(found)

    aim = best.bound * (1 + max(0.0005, gap))
    better(Search(instance, pool, start, aim, seed).run(clock.is_over, better))
    return found


def _solve(
    instance: Instance,
    pool: CutPool,
    clock: Clock,
    best: Lowest,
    on_better: Callable[[Lowest], None],
    workers: int,
    seed: int,
) -> Lowest:
    """One go of CP-SAT at a lower peak; its bound holds whatever it finds."""
    model = build_model(instance)
    top = int(np.ceil(best.peak * SCALE))
    floor = int(np.floor(best.bound * SCALE))
    peak = model.cp.new_int_var(floor, max(top, floor), "peak")
    model.cp.minimize(peak)
    while not clock.is_over():
        loads = pool.loads(instance.demand(best.choice))
        # Cuts that are far from tight wait until an answer violates them.
        near = loads > 0.5 * best.bound * pool.capacity
        peak_variable_covers(model, pool, peak, SCALE, near)
        model.hint(best.choice)
        model.cp.add_hint(peak, top)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = seed
        solver.parameters.max_time_in_seconds = clock.left
        with clock.stopping(solver):
            status = solver.solve(model.cp)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return best
        bound = max(best.bound, (solver.best_objective_bound - 1) / SCALE)
        choice = model.choice_of([solver.boolean_value(taken) for taken in model.flat])
        reached = instance.peak(choice)
        if reached < best.peak - TOLERANCE:
            best = Lowest(choice, reached, min(bound, reached))
            on_better(best)
        elif bound > best.bound:
            best = Lowest(best.choice, best.peak, min(bound, best.peak))
            on_better(best)
        pool.separate(instance.demand(choice), solver.objective_value / SCALE)
        demand = pool.loads(instance.demand(choice))
        violated = demand * SCALE > pool.capacity * solver.objective_value + TOLERANCE
        if not peak_variable_covers(model, pool, peak, SCALE, violated):
            break
    return best


def prove(instance: Instance, pool: CutPool, clock: Clock) -> Bound | None:
    """The bound of the relaxation; see :func:`~stageplanner.optimise.relaxation.lowest_bound`."""
    return lowest_bound(instance, pool, clock.is_over)
