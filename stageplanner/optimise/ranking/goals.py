"""The goals of a proposal: one function per goal, for the solver and in plain numbers.

The goals have a rank: the least shortage, the peak down to the target and then the weeks that
stay above it (leximin), the fewest changes, the lighter ones, fairness between institutions,
the lower peak. :mod:`~stageplanner.optimise.ranking.lexicographic` pursues them in turn, with the
two of :mod:`~stageplanner.optimise.ranking.preferences` in their places.

A goal is of one component. Of components in one question the goals are added up
(:func:`together`), but for fairness: an institution may have groups in several of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, lcm

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.domain.calendar import monday_of
from stageplanner.domain.plan import ChangeKind, change_kinds
from stageplanner.domain.policy import Goals
from stageplanner.load.arrays import Bools
from stageplanner.load.burden import student_weeks
from stageplanner.load.measures import week_peaks
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.instance.cp_model import (
    PEAK_SCALE,
    Model,
    changes,
    peak_variable_covers,
    shortage_covers,
    weeks_cover,
)
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.joint_model import JointModel
from stageplanner.optimise.instance.task import Task

#: The weight of each kind of change; a change of several kinds has that of the heaviest.
BURDEN = {
    ChangeKind.WEEKDAYS: 1,
    ChangeKind.WEEKS: 2,
    ChangeKind.FORM: 4,
    ChangeKind.SPLIT: 8,
}
#: One step of weight counts as many students: students only decide within a kind.
STUDENTS_A_STEP = 1000


def burden(task: Task, option: int) -> int:
    """Return how heavy an option is as a change: its kind first, then its students.

    Parameters
    ----------
    task : Task
        The stage period.
    option : int
        Its option.

    Returns
    -------
    int
        0 for the wish.
    """
    if not task.is_change[option]:
        return 0
    kinds = change_kinds(task.period, task.placements(option))
    return STUDENTS_A_STEP * max(BURDEN[kind] for kind in kinds) + task.period.students


def total_burden(instance: Instance, choice: Choice) -> int:
    """Return the burden of all changes of a choice.

    Parameters
    ----------
    instance : Instance
        The component.
    choice : Choice
        Shape (tasks,).

    Returns
    -------
    int
        See :func:`burden`.
    """
    return sum(burden(task, int(o)) for task, o in zip(instance.tasks, choice, strict=True))


def moved(task: Task, option: int) -> int:
    """Return the students x weeks that an option moves a group (:mod:`stageplanner.load.burden`).

    Parameters
    ----------
    task : Task
        The stage period.
    option : int
        Its option.

    Returns
    -------
    int
        0 for the wish.
    """
    return student_weeks(task.period, task.placements(option))


def moved_by_institution(instance: Instance, choice: Choice) -> dict[str, int]:
    """Return the students x weeks that every institution moves.

    Parameters
    ----------
    instance : Instance
        The component.
    choice : Choice
        Shape (tasks,).

    Returns
    -------
    dict of str to int
        By the name of the institution.
    """
    weeks: dict[str, int] = defaultdict(int)
    for task, option in zip(instance.tasks, choice, strict=True):
        weeks[task.period.institution] += moved(task, int(option))
    return weeks


def largest_share(instance: Instance, choice: Choice) -> int:
    """Return the students x weeks moved of the institution that moves most.

    Parameters
    ----------
    instance : Instance
        The component.
    choice : Choice
        Shape (tasks,).

    Returns
    -------
    int
        0 if nobody moves.
    """
    return max(moved_by_institution(instance, choice).values(), default=0)


def shortage(instance: Instance, choice: Choice) -> float:
    """Return the shortage of a choice.

    Parameters
    ----------
    instance : Instance
        The component.
    choice : Choice
        Shape (tasks,).

    Returns
    -------
    float
        Student-days over the year.
    """
    return float(instance.worst(choice).shortage.sum())


def fullest_weeks(instance: Instance, choice: Choice) -> tuple[float, ...]:
    """Return the peak of every week under a choice.

    Parameters
    ----------
    instance : Instance
        The component.
    choice : Choice
        Shape (tasks,).

    Returns
    -------
    tuple of float
        Fractions of the places, the highest first.
    """
    return week_peaks(instance.grid.days, instance.worst(choice).peak.tolist())


def weeks_above(instance: Instance, choice: Choice, level: float) -> int:
    """Return the number of weeks whose peak is above a level.

    Parameters
    ----------
    instance : Instance
        The component.
    choice : Choice
        Shape (tasks,).
    level : float
        As a fraction of the places.

    Returns
    -------
    int
        Weeks.
    """
    return sum(peak > level + ROUNDING for peak in fullest_weeks(instance, choice))


#: All cuts of a component of so few programmes are stated at once, up to so many terms.
FEW_PROGRAMMES, MOST_TERMS = 5, 4_000_000


@dataclass(frozen=True, eq=False)
class Goal:
    """A quantity to minimise.

    Attributes
    ----------
    name : str
        The goal.
    expression : LinearExprT
        What the solver minimises.
    value : callable
        The same of a choice in plain numbers, on the same scale.
    held : callable
        From what was reached to what may remain of it while later goals are pursued.
    cover : callable
        Adds to the model what it does not know yet of a choice; returns how much that was.
    scale : int
        By which the quantity was multiplied to be whole.
    """

    name: str
    expression: cp_model.LinearExprT
    value: Callable[[Choice], float]
    held: Callable[[float], float]
    cover: Callable[[Choice], int] = lambda _: 0
    scale: int = 1


def together(joint: JointModel, goals: Sequence[Goal | None]) -> Goal | None:
    """Add up the goals of several components.

    Parameters
    ----------
    joint : JointModel
        The components.
    goals : sequence of Goal or None
        Of every part in its order; ``None`` where it has nothing to minimise.

    Returns
    -------
    Goal or None
        Of joint choices, on a scale that holds for all; ``None`` without any goal.
    """
    found = [(goal, part.tasks) for goal, part in zip(goals, joint.parts, strict=True) if goal]
    if not found:
        return None
    scale = lcm(*(goal.scale for goal, _ in found))
    terms = [(goal, tasks, scale // goal.scale) for goal, tasks in found]
    first = found[0][0]
    return Goal(
        first.name,
        sum(times * goal.expression for goal, _, times in terms),
        lambda choice: sum(times * goal.value(choice[tasks]) for goal, tasks, times in terms),
        first.held,
        lambda choice: sum(goal.cover(choice[tasks]) for goal, tasks, _ in terms),
        scale,
    )


def fewer_changes(model: Model, goals: Goals) -> Goal:
    """Build the goal of the fewest changes: each is a conversation.

    Parameters
    ----------
    model : Model
        The model.
    goals : Goals
        The tolerances of the policy.

    Returns
    -------
    Goal
        In changes.
    """
    instance = model.instance
    return Goal(
        "changes", changes(model), instance.changes, lambda reached: reached + goals.changes
    )


def lighter(model: Model, goals: Goals) -> Goal | None:
    """Build the goal of lighter changes: weekdays before weeks before form before split.

    Parameters
    ----------
    model : Model
        The model.
    goals : Goals
        The tolerances of the policy.

    Returns
    -------
    Goal or None
        In burden; ``None`` if no option is a change.
    """
    instance = model.instance
    expression = weighted(model, burden)
    if expression is None:
        return None
    return Goal(
        "lighter",
        expression,
        lambda choice: total_burden(instance, choice),
        lambda reached: floor(reached * (1 + goals.burden)),
    )


def less_shortage(model: Model, pool: CutPool, goals: Goals) -> Goal:
    """Build the goal of the least shortage over the year.

    Parameters
    ----------
    model : Model
        Gets a variable per day.
    pool : CutPool
        Gets the sets that lack places.
    goals : Goals
        The tolerances of the policy.

    Returns
    -------
    Goal
        In student-days times ``instance.unit``.
    """
    instance = model.instance
    unit = instance.unit
    most = ceil(sum(task.weight for task in instance.tasks) * unit) + 1
    days = [model.cp.new_int_var(0, most, "") for _ in instance.grid.days]
    if (cells := lacking_cells(model, pool)) is not None:
        shortage_covers(model, pool, days, cells)

    def cover(choice: Choice) -> int:
        demand = instance.demand(choice)
        pool.separate_shortage(demand)
        over = pool.loads(demand) > pool.capacity + ROUNDING
        return shortage_covers(model, pool, days, over)

    return Goal(
        "shortage",
        cp_model.LinearExpr.sum(days),
        lambda choice: shortage(instance, choice) * unit,
        lambda reached: reached * (1 + goals.shortage),
        cover,
        unit,
    )


def lacking_cells(model: Model, pool: CutPool) -> Bools | None:
    """Return every cut whose places some plan could lack, if a model can hold them all.

    An answer that knows them all is the least shortage at once, instead of after many rounds.

    Parameters
    ----------
    model : Model
        Of a component.
    pool : CutPool
        Gets all its programme sets, if they are few.

    Returns
    -------
    Bools or None
        Shape (sets, days).
    """
    instance = model.instance
    n = len(instance.programmes)
    if n > FEW_PROGRAMMES:
        return None
    masks = np.arange(1, 1 << n)
    pool.add(list((masks[:, None] >> np.arange(n)) & 1 > 0))
    cells: Bools = pool.loads(instance.most_demand) > pool.capacity + ROUNDING
    return cells if int(cells.sum()) * len(model.flat) <= MOST_TERMS else None


def lower_peak(
    model: Model,
    pool: CutPool,
    top: float,
    goals: Goals,
    name: str = "peak",
    *,
    target: float = 0.0,
) -> Goal:
    """Build the goal of the lowest peak.

    Parameters
    ----------
    model : Model
        Gets the variable of the peak.
    pool : CutPool
        Gets the sets near the peak.
    top : float
        A peak that is certainly high enough, as a fraction of the places.
    goals : Goals
        The tolerances of the policy.
    name : str
        The name of the goal.
    target : float
        Peaks at most this high are equal, as a fraction of the places.

    Returns
    -------
    Goal
        In units of 1 / ``PEAK_SCALE``.
    """
    instance = model.instance
    floor_at = ceil(target * PEAK_SCALE - TOLERANCE)
    peak = model.cp.new_int_var(floor_at, max(floor_at, ceil(top * PEAK_SCALE) + 1), "peak")
    # Cuts that the model has as limits are stated again as cover of the peak.
    stated: set[tuple[int, int]] = set()

    def cover(choice: Choice) -> int:
        reached = instance.peak(choice)
        pool.separate(instance.demand(choice), 0.97 * reached)
        near: Bools = pool.loads(instance.demand(choice)) > 0.97 * reached * pool.capacity
        return peak_variable_covers(model, pool, peak, near, stated=stated)

    return Goal(
        name,
        peak,
        lambda choice: max(floor_at, instance.peak(choice) * PEAK_SCALE),
        lambda reached: ceil(reached - TOLERANCE) + round(goals.peak * PEAK_SCALE),
        cover,
    )


def fewer_weeks_above(model: Model, pool: CutPool, level: float, top: float) -> Goal:
    """Build the goal of the fewest weeks above a level.

    Parameters
    ----------
    model : Model
        Gets a Boolean per week.
    pool : CutPool
        Gets the sets above the level.
    level, top : float
        The level, and a peak that no week is above, as fractions of the places.

    Returns
    -------
    Goal
        In weeks.
    """
    instance = model.instance
    mondays = [monday_of(day) for day in instance.grid.days]
    above = {monday: model.cp.new_bool_var("") for monday in dict.fromkeys(mondays)}
    stated: set[tuple[int, int]] = set()

    def cover(choice: Choice) -> int:
        demand = instance.demand(choice)
        pool.separate(demand, level)
        over = pool.loads(demand) > level * pool.capacity + ROUNDING
        by_day = [above[monday] for monday in mondays]
        return weeks_cover(model, pool, by_day, (level, top), over, stated=stated)

    return Goal(
        "weeks",
        cp_model.LinearExpr.sum(list(above.values())),
        lambda choice: weeks_above(instance, choice, level),
        lambda reached: reached,
        cover,
    )


def fairer(joint: JointModel, goals: Goals, best: Choice) -> Goal | None:
    """Build the goal of fairness: the institution that moves most students x weeks moves less.

    This is the minimax rule: what the most burdened one gives way is minimised
    (:mod:`stageplanner.load.fairness`).

    Parameters
    ----------
    joint : JointModel
        Gets a variable for the largest share.
    goals : Goals
        The tolerances of the policy.
    best : Choice
        The best joint choice so far. Shape (tasks of all components,).

    Returns
    -------
    Goal or None
        In students x weeks, of joint choices; ``None`` if nobody moves.
    """

    def most(choice: Choice) -> int:
        weeks: Counter[str] = Counter()
        for part in joint.parts:
            weeks.update(moved_by_institution(part.instance, choice[part.tasks]))
        return max(weeks.values(), default=0)

    if most(best) == 0:
        return None
    largest = joint.cp.new_int_var(0, int(1e9), "largest share")
    expressions: dict[str, list[cp_model.LinearExpr]] = defaultdict(list)
    for part in joint.parts:
        members: dict[str, list[int]] = defaultdict(list)
        for i in part.instance.free:
            members[part.instance.tasks[i].period.institution].append(i)
        for institution, tasks in members.items():
            expression = weighted(part.model, moved, tasks)
            if expression is not None:
                expressions[institution].append(expression)
    for institution in sorted(expressions):
        joint.cp.add(cp_model.LinearExpr.sum(expressions[institution]) <= largest)
    return Goal("fairness", largest, most, lambda reached: floor(reached * (1 + goals.fairness)))


def weighted(
    model: Model, weight: Callable[[Task, int], int], tasks: Iterable[int] | None = None
) -> cp_model.LinearExpr | None:
    """Return the sum of a weight over the options taken.

    Parameters
    ----------
    model : Model
        The model.
    weight : callable
        The weight of a task and one of its options that is a change.
    tasks : iterable of int, optional
        By default all free tasks.

    Returns
    -------
    cp_model.LinearExpr or None
        ``None`` if every weight is 0.
    """
    variables: list[cp_model.IntVar] = []
    weights: list[int] = []
    for i in model.instance.free if tasks is None else tasks:
        task = model.instance.tasks[i]
        for option, taken in enumerate(model.takes[i]):
            if task.is_change[option] and (value := weight(task, option)):
                variables.append(taken)
                weights.append(value)
    return cp_model.LinearExpr.weighted_sum(variables, weights) if variables else None
