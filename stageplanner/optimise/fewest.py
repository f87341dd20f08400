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

from stageplanner.load.demand import Floats
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
    if instance.is_leaning:
        return _beside_others(instance, pool, level, effort, known=known, on_better=on_better)
    return _fewest(instance, pool, level, effort, known=known, on_better=on_better)


def _beside_others(
    instance: Instance,
    pool: CutPool,
    level: float,
    effort: Effort,
    *,
    known: Choice | None,
    on_better: Callable[[Fewest], None],
) -> Fewest:
    """Prove with all the room that any plan could have, and plan with the share there is."""
    nobody: Callable[[Fewest], None] = lambda _: None  # noqa: E731
    loose = _fewest(instance.loosened, pool, level, effort.part(0.5), known=known, on_better=nobody)
    if loose.is_impossible or (loose.choice is not None and instance.is_lawful(loose.choice)):
        on_better(loose)
        return loose

    def proven(found: Fewest) -> Fewest:
        return Fewest(found.choice, found.changes, loose.at_least)

    def tell(found: Fewest) -> None:
        on_better(proven(found))

    return proven(_fewest(instance, pool, level, effort, known=known, on_better=tell))


def _fewest(
    instance: Instance,
    pool: CutPool,
    level: float,
    effort: Effort,
    *,
    known: Choice | None,
    on_better: Callable[[Fewest], None],
) -> Fewest:
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
    if best.choice is None:
        quick = mend(instance, pool, level, instance.wish, effort.is_over)
        if quick is not None:
            best = Fewest(quick, instance.changes(quick), 0)
            on_better(best)
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
        mended = mend(instance, pool, level, solved.choice, effort.is_over)
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


def limit(model: Model, pool: CutPool, level: float, choice: Choice) -> int:
    """Say every cut of the pool that a choice violates; tells how many were new."""
    loads = pool.loads(model.instance.demand(choice))
    return peak_at_most(model, pool, level, loads > level * pool.capacity + TOLERANCE)


def mend(
    instance: Instance,
    pool: CutPool,
    level: float,
    choice: Choice,
    is_over: Callable[[], bool] = lambda: False,
) -> Choice | None:
    """Bring a choice under the level by one change after the other, each time the best one.

    The best is the one that takes most students out of too full places. From the wish this
    gives in a blink a plan whose number of changes is near the fewest.
    """
    choice = choice.copy()
    pool.separate(instance.demand(choice), level)
    loads = pool.loads(instance.demand(choice))
    while not is_over():
        step = _best_step(instance, pool, loads, level, choice)
        if step is not None:
            task, now = instance.tasks[step[0]], int(choice[step[0]])
            rows = pool.members[:, task.programme]
            loads[rows] += task.weight * (task.presence[step[1]] - task.presence[now])
            choice[step[0]] = step[1]
            continue
        if (loads > level * pool.capacity + TOLERANCE).any():
            return None
        known = len(pool)
        if pool.separate(instance.demand(choice), level) <= level + TOLERANCE:
            return choice if instance.is_lawful(choice) else None
        if len(pool) == known:
            return None
        loads = pool.loads(instance.demand(choice))
    return None


def _best_step(
    instance: Instance, pool: CutPool, loads: Floats, level: float, choice: Choice
) -> tuple[int, int] | None:
    """The one change of option that takes most of the excess away."""
    room = level * pool.capacity
    over = np.maximum(0.0, loads - room)
    if over.max(initial=0.0) <= TOLERANCE:
        return None
    excess = float(over.sum())
    rows_of = [np.flatnonzero(own) for own in pool.members.T]
    of_programme = [float(over[rows].sum()) for rows in rows_of]
    best, step = excess - TOLERANCE, None
    for i in instance.free:
        task, now = instance.tasks[i], int(choice[i])
        rows = rows_of[task.programme]
        without = loads[rows] - task.weight * task.presence[now] - room[rows]
        short = np.maximum(0.0, without)
        # Even where the group were nowhere, this much would be left.
        rest = excess - of_programme[task.programme] + float(short.sum())
        if rest >= best:
            continue
        rise = np.maximum(0.0, without + task.weight) - short
        costs = rest + task.presence @ rise.sum(axis=0)
        if instance.is_coupled:
            costs = np.where(instance.lawful_options(i, choice), costs, np.inf)
        option = int(costs.argmin())
        if costs[option] < best:
            best, step = float(costs[option]), (i, option)
    return step
