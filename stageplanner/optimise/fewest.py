"""What are the fewest changes that bring the peak to a level? With the proof.

The model knows only the cuts its answers violated so far. Its bound on the number of changes
is therefore always true; its answer is a plan once it violates none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.load.hall import worst_sets
from stageplanner.optimise.cuts import TOLERANCE, CutPool
from stageplanner.optimise.effort import Effort, Stopped
from stageplanner.optimise.instance import Choice, Instance
from stageplanner.optimise.model import Model, build_model, changes, peak_at_most


@dataclass(frozen=True, eq=False)
class Fewest:
    """The answer: a choice that reaches the level, if one was found, and what is proven.

    ``at_least`` changes are needed by any plan that reaches the level;
    ``is_impossible`` says that no plan reaches it at all.
    """

    choice: Choice | None
    changes: int
    at_least: int
    is_impossible: bool = False

    @property
    def is_proven(self) -> bool:
        """Tell whether no plan with fewer changes reaches the level."""
        return self.choice is not None and self.changes == self.at_least


def fewest_changes(
    instance: Instance,
    pool: CutPool,
    level: float,
    effort: Effort,
    *,
    known: Choice | None = None,
    on_better: Callable[[Fewest], None] = lambda _: None,
) -> Fewest:
    """Find the plan with the fewest changes whose peak is at most ``level``.

    Parameters
    ----------
    known
        A choice that reaches the level already; it is the answer until a better is found.
    on_better
        Told of every better plan and every better bound.
    """
    if instance.peak(instance.wish) <= level + TOLERANCE:
        return Fewest(instance.wish, 0, 0)
    best = Fewest(None, len(instance.tasks), 0)
    if known is not None and instance.peak(known) <= level + TOLERANCE:
        best = Fewest(known, instance.changes(known), 0)
    kept = [best]

    def keep(found: Fewest) -> None:
        kept.append(found)
        on_better(found)

    try:
        return _minimise(instance, pool, level, effort, best=best, on_better=keep)
    except Stopped:
        return kept[-1]


def _minimise(
    instance: Instance,
    pool: CutPool,
    level: float,
    effort: Effort,
    *,
    best: Fewest,
    on_better: Callable[[Fewest], None],
) -> Fewest:
    model = build_model(instance, effort)
    target = changes(model)
    model.cp.minimize(target)
    model.hint(best.choice if best.choice is not None else instance.wish)
    pool.separate(instance.demand(instance.wish), level)
    limit(model, pool, level, instance.wish)
    while not effort.is_over():
        solved = solve(model, effort)
        if solved.status == cp_model.INFEASIBLE:
            return Fewest(None, 0, 0, is_impossible=True)
        best = Fewest(best.choice, best.changes, max(best.at_least, solved.at_least))
        if solved.choice is None:
            on_better(best)
            break
        if instance.peak(solved.choice) <= level + TOLERANCE:
            count = instance.changes(solved.choice)
            if best.choice is None or count < best.changes:
                best = Fewest(solved.choice, count, best.at_least)
            on_better(best)
            break
        mended = mend(instance, pool, level, solved.choice)
        if mended is not None and (best.choice is None or instance.changes(mended) < best.changes):
            best = Fewest(mended, instance.changes(mended), best.at_least)
        on_better(best)
        if best.is_proven:
            break
        pool.separate(instance.demand(solved.choice), level)
        limit(model, pool, level, solved.choice)
        model.hint(solved.choice)
    return best


@dataclass(frozen=True, eq=False)
class Solved:
    """What one call of the solver gave: its best choice and its bound, rounded up."""

    status: cp_model.CpSolverStatus
    choice: Choice | None
    at_least: int


def solve(model: Model, effort: Effort) -> Solved:
    """Solve the model once with what it knows now."""
    solver = effort.new_solver()
    with effort.stopping(solver.stop_search):
        status = solver.solve(model.cp)
    bound = solver.best_objective_bound if status != cp_model.MODEL_INVALID else 0.0
    choice = None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        choice = model.choice_of([solver.boolean_value(taken) for taken in model.flat])
    at_least = ceil(bound - 1e-6) if np.isfinite(bound) else 0
    return Solved(status, choice, max(0, at_least))


def limit(model: Model, pool: CutPool, level: float, choice: Choice) -> None:
    """Say every cut of the pool that a choice violates."""
    loads = pool.loads(model.instance.demand(choice))
    peak_at_most(model, pool, level, loads > level * pool.capacity + TOLERANCE)


def mend(instance: Instance, pool: CutPool, level: float, choice: Choice) -> Choice | None:
    """Try to bring a choice under the level by a few more changes, the best one first."""
    choice = choice.copy()
    for _ in range(12):
        worst = worst_sets(instance.demand(choice), instance.places, instance.accredits)
        if worst.peak.max(initial=0.0) <= level + TOLERANCE:
            return choice if instance.keeps_order(choice) else None
        pool.add(worst.peak_set[worst.peak > level + TOLERANCE])
        step = _best_step(instance, pool, level, choice)
        if step is None:
            return None
        choice[step[0]] = step[1]
    return None


def _best_step(
    instance: Instance, pool: CutPool, level: float, choice: Choice
) -> tuple[int, int] | None:
    """The one change of option that takes most of the excess away."""
    room = level * pool.capacity
    loads = pool.loads(instance.demand(choice))
    excess = np.maximum(0.0, loads - room).sum()
    best, step = float(excess) - 1e-9, None
    for i in instance.free:
        task, now = instance.tasks[i], int(choice[i])
        rows = pool.members[:, task.programme]
        without = loads[rows] - task.weight * task.presence[now] - room[rows]
        rest = excess - np.maximum(0.0, loads[rows] - room[rows]).sum()
        rise = np.maximum(0.0, without + task.weight) - np.maximum(0.0, without)
        costs = rest + np.maximum(0.0, without).sum() + task.presence @ rise.sum(axis=0)
        option = int(costs.argmin())
        if costs[option] < best:
            best, step = float(costs[option]), (i, option)
    return step
