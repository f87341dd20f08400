"""What a proposal prefers, once it reaches the level with the fewest changes.

Each goal is solved in turn and then held; the solver has no ranks of its own.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from stageplanner.domain.plan import ChangeKind, Placement, change_kinds
from stageplanner.optimise.cuts import TOLERANCE, CutPool
from stageplanner.optimise.effort import Effort
from stageplanner.optimise.fewest import limit, solve
from stageplanner.optimise.instance import Choice, Instance, Task
from stageplanner.optimise.model import build_model, changes_at_most

#: How heavy a kind of change is to talk about; a change of several kinds weighs the heaviest.
BURDEN = {
    ChangeKind.WEEKDAYS: 1,
    ChangeKind.WEEKS: 2,
    ChangeKind.FORM: 4,
    ChangeKind.SPLIT: 8,
}
#: Students come after the kind of change: this many weigh as much as one step of kind.
STUDENTS_A_STEP = 1000


def burden(task: Task, option: int) -> int:
    """How heavy an option is as a change: its kind first, then its students; wishes weigh 0."""
    if not task.is_change[option]:
        return 0
    kinds = change_kinds(task.period, (Placement(option=task.options[option], students=1),))
    return STUDENTS_A_STEP * max(BURDEN[kind] for kind in kinds) + task.period.students


def lightest(
    instance: Instance,
    pool: CutPool,
    level: float,
    known: Choice,
    effort: Effort,
) -> Choice:
    """Among plans that reach the level with no more changes, the one with the lightest.

    Weekdays only are lighter than weeks, weeks than another form; then fewer students.

    Returns
    -------
    Choice
        ``known`` where nothing lighter was found in time.
    """
    model = build_model(instance)
    changes_at_most(model, instance.changes(known))
    variables: list[cp_model.IntVar] = []
    weights: list[int] = []
    for i in instance.free:
        task = instance.tasks[i]
        for option, taken in enumerate(model.takes[i]):
            if weight := burden(task, option):
                variables.append(taken)
                weights.append(weight)
    model.cp.minimize(cp_model.LinearExpr.weighted_sum(variables, weights))
    model.hint(known)
    limit(model, pool, level, instance.wish)
    limit(model, pool, level, known)
    while not effort.is_over():
        solved = solve(model, effort)
        if solved.choice is None:
            return known
        if instance.peak(solved.choice) <= level + TOLERANCE:
            return min(known, solved.choice, key=lambda choice: total_burden(instance, choice))
        pool.separate(instance.demand(solved.choice), level)
        limit(model, pool, level, solved.choice)
    return known


def total_burden(instance: Instance, choice: Choice) -> int:
    """The burden of all changes of a choice."""
    return sum(burden(task, int(o)) for task, o in zip(instance.tasks, choice, strict=True))
