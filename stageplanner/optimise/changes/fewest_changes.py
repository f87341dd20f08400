"""The fewest changes that bring the peak to a level, with the proof.

A relaxation and programs over the options that it leaves close in on the number
(:mod:`~stageplanner.optimise.changes.cheapest_changes`). With too many options for that, the number
is minimised as a whole: that model knows only the cuts its answers violated so far, so its bound
is always true, and its answer is a plan once it violates none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.changes.change_budget import Budget
from stageplanner.optimise.changes.cheapest_changes import Cheapest, cheapest, count_changes
from stageplanner.optimise.changes.greedy_repair import greedy_repair
from stageplanner.optimise.instance.cp_model import build_model, changes
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.solve_with_cuts import (
    add_violated_cuts,
    level_cuts,
    solutions,
)
from stageplanner.optimise.time_budget import Stopped, TimeBudget

#: With more options than this the relaxation of the changes takes too much time and memory.
MOST_OPTIONS = 60_000


@dataclass(frozen=True, eq=False)
class Fewest:
    """A choice that reaches the level, if one was found, and what is proven.

    Attributes
    ----------
    choice : Choice or None
        Shape (tasks,).
    changes : int
        Changes of the choice.
    at_least : int
        Changes that any plan which reaches the level needs.
    is_impossible : bool
        Whether it is proven that no plan reaches the level.
    """

    choice: Choice | None
    changes: int
    at_least: int
    is_impossible: bool = False

    @property
    def is_proven(self) -> bool:
        """Whether no plan with fewer changes reaches the level."""
        return self.choice is not None and self.changes == self.at_least


def fewest_changes(
    instance: Instance,
    pool: CutPool,
    level: float,
    time_budget: TimeBudget,
    *,
    known: Choice | None = None,
    on_better: Callable[[Fewest], None] = lambda _: None,
) -> Fewest:
    """Find the plan with the fewest changes whose peak is at most ``level``.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Cuts to begin with; those that answers violate are added.
    level : float
        Peak utilisation allowed, as a fraction of the places.
    time_budget : TimeBudget
        For all solves together.
    known : Choice, optional
        A choice that reaches the level; the answer until a better one is found. Shape (tasks,).
    on_better : callable
        Gets every better plan and every better bound.

    Returns
    -------
    Fewest
        The best choice and bound in time.
    """
    if instance.peak(instance.wish) <= level + ROUNDING:
        return Fewest(instance.wish, 0, 0)
    if instance.has_shared_limits:
        return _fewest_with_shares(
            instance, pool, level, time_budget, known=known, on_better=on_better
        )
    return _fewest(instance, pool, level, time_budget, known=known, on_better=on_better)


def _fewest_with_shares(
    instance: Instance,
    pool: CutPool,
    level: float,
    time_budget: TimeBudget,
    *,
    known: Choice | None,
    on_better: Callable[[Fewest], None],
) -> Fewest:
    """Prove with all the room that any plan could have, and plan with the share there is."""
    nobody: Callable[[Fewest], None] = lambda _: None  # noqa: E731
    loose = _fewest(
        instance.loosened, pool, level, time_budget.part(0.5), known=known, on_better=nobody
    )
    if loose.is_impossible or (loose.choice is not None and instance.is_feasible(loose.choice)):
        on_better(loose)
        return loose

    def proven(result: Fewest) -> Fewest:
        return Fewest(result.choice, result.changes, loose.at_least)

    def report(result: Fewest) -> None:
        on_better(proven(result))

    return proven(_fewest(instance, pool, level, time_budget, known=known, on_better=report))


def _fewest(
    instance: Instance,
    pool: CutPool,
    level: float,
    time_budget: TimeBudget,
    *,
    known: Choice | None,
    on_better: Callable[[Fewest], None],
) -> Fewest:
    best = Fewest(None, len(instance.tasks), 0)
    if known is not None and instance.peak(known) <= level + ROUNDING:
        best = Fewest(known, instance.changes(known), 0)
    kept = [best]

    def keep(result: Fewest) -> None:
        kept.append(result)
        on_better(result)

    try:
        return _minimise(instance, pool, level, time_budget, best=best, on_better=keep)
    except Stopped:
        return kept[-1]


def _minimise(
    instance: Instance,
    pool: CutPool,
    level: float,
    time_budget: TimeBudget,
    *,
    best: Fewest,
    on_better: Callable[[Fewest], None],
) -> Fewest:
    time_budget.check()
    if sum(len(instance.tasks[i].options) for i in instance.free) <= MOST_OPTIONS:
        budget = Budget(instance, pool, count_changes(instance))

        def report(result: Cheapest) -> None:
            on_better(Fewest(result.choice, result.cost, result.at_least))

        result = cheapest(budget, level, time_budget, known=best.choice, on_better=report)
        return Fewest(result.choice, result.cost, result.at_least, result.is_impossible)
    if best.choice is None:
        quick = greedy_repair(instance, pool, level, instance.wish, time_budget.is_over)
        if quick is not None:
            best = Fewest(quick, instance.changes(quick), 0)
            on_better(best)
    model = build_model(instance, time_budget)
    target = changes(model)
    model.cp.add(target >= best.at_least)
    model.cp.minimize(target)
    model.hint(best.choice if best.choice is not None else instance.wish)
    pool.separate(instance.demand(instance.wish), level)
    add_violated_cuts(model, pool, level, instance.wish)
    for solved in solutions(model, time_budget, level_cuts(model, pool, level), hints_answer=True):
        if solved.is_impossible:
            return Fewest(None, 0, 0, is_impossible=True)
        best = Fewest(best.choice, best.changes, max(best.at_least, solved.at_least))
        if solved.choice is None:
            on_better(best)
            break
        if instance.peak(solved.choice) <= level + ROUNDING:
            count = instance.changes(solved.choice)
            if best.choice is None or count < best.changes:
                best = Fewest(solved.choice, count, best.at_least)
            on_better(best)
            break
        repaired = greedy_repair(instance, pool, level, solved.choice, time_budget.is_over)
        if repaired is not None and (
            best.choice is None or instance.changes(repaired) < best.changes
        ):
            best = Fewest(repaired, instance.changes(repaired), best.at_least)
        on_better(best)
        if best.is_proven:
            break
    return best
