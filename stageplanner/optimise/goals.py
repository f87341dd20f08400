"""What a proposal prefers, once it reaches the level with the fewest changes.

The goals have a rank: the least tekort, then the lighter changes, then fairness between
institutions, then the lower peak. The solver has no ranks of its own, so each goal is solved
in turn and then held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.domain.plan import ChangeKind, Placement, change_kinds
from stageplanner.load.burden import student_weeks
from stageplanner.load.hall import Bools
from stageplanner.optimise.cuts import TOLERANCE, CutPool
from stageplanner.optimise.effort import Effort, Stopped
from stageplanner.optimise.fewest import limit, solve
from stageplanner.optimise.instance import Choice, Instance, Task
from stageplanner.optimise.model import (
    Model,
    build_model,
    changes_at_most,
    peak_variable_covers,
    shortage_covers,
)

#: How heavy a kind of change is to talk about; a change of several kinds weighs the heaviest.
BURDEN = {
    ChangeKind.WEEKDAYS: 1,
    ChangeKind.WEEKS: 2,
    ChangeKind.FORM: 4,
    ChangeKind.SPLIT: 8,
}
#: Students come after the kind of change: this many weigh as much as one step of kind.
STUDENTS_A_STEP = 1000
#: The peak is counted in hundredths of a percent.
PEAK_SCALE = 10_000


def burden(task: Task, option: int) -> int:
    """How heavy an option is as a change: its kind first, then its students; wishes weigh 0."""
    if not task.is_change[option]:
        return 0
    kinds = change_kinds(task.period, (Placement(option=task.options[option], students=1),))
    return STUDENTS_A_STEP * max(BURDEN[kind] for kind in kinds) + task.period.students


def total_burden(instance: Instance, choice: Choice) -> int:
    """The burden of all changes of a choice."""
    return sum(burden(task, int(o)) for task, o in zip(instance.tasks, choice, strict=True))


def moved(task: Task, option: int) -> int:
    """Students x weeks that an option moves a group; see :mod:`stageplanner.load.burden`."""
    placement = Placement(option=task.options[option], students=task.period.students)
    return student_weeks(task.period, (placement,))


def largest_share(instance: Instance, choice: Choice) -> int:
    """Students x weeks moved of the institution that moves most."""
    weeks: dict[str, int] = defaultdict(int)
    for task, option in zip(instance.tasks, choice, strict=True):
        weeks[task.period.institution] += moved(task, int(option))
    return max(weeks.values(), default=0)


def shortage(instance: Instance, choice: Choice) -> float:
    """The tekort of a choice, in student-days."""
    return float(instance.worst(choice).shortage.sum())


@dataclass(frozen=True)
class Goal:
    """Something to have less of: what to minimise, which cuts it needs, and its plain value."""

    name: str
    expression: cp_model.LinearExprT
    cover: Callable[[Choice], int]
    value: Callable[[Choice], float]


def refine(
    instance: Instance, pool: CutPool, level: float, known: Choice, effort: Effort
) -> Choice:
    """Among plans that reach the level with no more changes, the best by rank of goals.

    Returns
    -------
    Choice
        ``known`` where nothing better was found in time.
    """
    best = known
    with suppress(Stopped):
        model = build_model(instance, effort)
        changes_at_most(model, instance.changes(known))
        limit(model, pool, level, instance.wish)
        limit(model, pool, level, known)
        builders = [_less_shortage, _lighter, _fairer, _lower]
        for left, build in zip(range(len(builders), 0, -1), builders, strict=True):
            effort.check()
            goal = build(model, pool, best, level)
            if goal is not None:
                best = _pursue(model, pool, level, goal, best=best, effort=effort.part(1 / left))
    return best


def _pursue(
    model: Model, pool: CutPool, level: float, goal: Goal, *, best: Choice, effort: Effort
) -> Choice:
    """Minimise one goal and hold what was reached."""
    instance = model.instance
    goal.cover(best)
    model.cp.clear_objective()  # type: ignore[no-untyped-call]
    model.cp.minimize(goal.expression)
    reached = goal.value(best)
    while not effort.is_over():
        model.hint(best)
        solved = solve(model, effort)
        if solved.choice is None:
            break
        fits = instance.peak(solved.choice) <= level + TOLERANCE
        if fits and goal.value(solved.choice) < reached - TOLERANCE:
            best, reached = solved.choice, goal.value(solved.choice)
        pool.separate(instance.demand(solved.choice), level)
        limit(model, pool, level, solved.choice)
        if not goal.cover(solved.choice) and fits:
            break
    model.cp.add(goal.expression <= int(np.ceil(reached - TOLERANCE)))
    return best


def _lighter(model: Model, pool: CutPool, best: Choice, level: float) -> Goal | None:
    instance = model.instance
    expression = _weighted(model, burden)
    if expression is None:
        return None
    return Goal("lighter", expression, lambda _: 0, lambda choice: total_burden(instance, choice))


def _less_shortage(model: Model, pool: CutPool, best: Choice, level: float) -> Goal | None:
    """Only where the level itself leaves students without a place."""
    instance = model.instance
    if level <= 1 + TOLERANCE or shortage(instance, best) <= 0:
        return None
    unit, most = instance.unit, int(1e6)
    days = [model.cp.new_int_var(0, most, "") for _ in instance.grid.days]

    def cover(choice: Choice) -> int:
        pool.separate(instance.demand(choice), 1.0)
        over = pool.loads(instance.demand(choice)) > pool.capacity + TOLERANCE
        return shortage_covers(model, pool, days, over)

    return Goal(
        "shortage",
        cp_model.LinearExpr.sum(days),
        cover,
        lambda choice: shortage(instance, choice) * unit,
    )


def _fairer(model: Model, pool: CutPool, best: Choice, level: float) -> Goal | None:
    instance = model.instance
    institutions = {instance.tasks[i].period.institution for i in instance.free}
    if largest_share(instance, best) == 0:
        return None
    largest = model.cp.new_int_var(0, int(1e9), "largest share")
    for institution in sorted(institutions):
        own = [i for i in instance.free if instance.tasks[i].period.institution == institution]
        expression = _weighted(model, moved, own)
        if expression is not None:
            model.cp.add(expression <= largest)
    return Goal("fairness", largest, lambda _: 0, lambda choice: largest_share(instance, choice))


def _lower(model: Model, pool: CutPool, best: Choice, level: float) -> Goal | None:
    instance = model.instance
    peak = model.cp.new_int_var(0, int(np.ceil(level * PEAK_SCALE)) + 1, "peak")
    # These cuts were said before as limits; as cover of the peak they are said anew.
    model.limited.clear()

    def cover(choice: Choice) -> int:
        near: Bools = pool.loads(instance.demand(choice)) > 0.97 * level * pool.capacity
        return peak_variable_covers(model, pool, peak, PEAK_SCALE, near)

    return Goal("peak", peak, cover, lambda choice: instance.peak(choice) * PEAK_SCALE)


def _weighted(
    model: Model, weight: Callable[[Task, int], int], tasks: Iterable[int] | None = None
) -> cp_model.LinearExpr | None:
    """The sum of a weight over the options taken; ``None`` where every weight is nothing."""
    variables: list[cp_model.IntVar] = []
    weights: list[int] = []
    for i in model.instance.free if tasks is None else tasks:
        task = model.instance.tasks[i]
        for option, taken in enumerate(model.takes[i]):
            if task.is_change[option] and (value := weight(task, option)):
                variables.append(taken)
                weights.append(value)
    return cp_model.LinearExpr.weighted_sum(variables, weights) if variables else None
