"""The CP-SAT model: one Boolean per option, one plain function per rule.

Every rule has a namesake in :mod:`stageplanner.domain.checks.check_plan`, which judges the answers
in plain Python. Which options there are at all (windows, forms, weekdays, kept stage days, fixed
periods, school days) is decided in :mod:`stageplanner.domain.option`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.gaps_and_limits import AWAY, CONTACTS, UNIT, Limit
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.time_budget import TimeBudget

#: The solver counts peak utilisation in hundredths of a percent.
PEAK_SCALE = 10_000

#: Booleans of one group on one day, each with the load that it counts when it is true.
Present = tuple[tuple[cp_model.IntVar, int], ...]


@dataclass(eq=False)
class Model:
    """The model under construction.

    Attributes
    ----------
    instance : Instance
        The component.
    cp : cp_model.CpModel
        The CP-SAT model.
    takes : list of list of IntVar
        ``takes[task][option]``; empty for tasks without a choice.
    flat : list of IntVar
        The same in one list, of shape (free options,).
    offsets : Ints
        Where the options of every free task begin in ``flat``. Shape (free tasks + 1,).
    loads : Floats
        Whole numbers: weighted students times ``instance.unit``. Shape (free options, days).
    programme : Ints
        The programme of every free option. Shape (free options,).
    limited, covered : set of (int, int)
        The cuts (set, day) that the model has as limits, and as cover of the shortage.
    present : dict
        Per free task and its loads on a day the Booleans that say with how many it is present.
    time_budget : TimeBudget or None
        Asked while cuts are added.
    """

    instance: Instance
    cp: cp_model.CpModel
    takes: list[list[cp_model.IntVar]]
    flat: list[cp_model.IntVar]
    offsets: Ints
    loads: Floats
    programme: Ints
    limited: set[tuple[int, int]] = field(default_factory=set)
    covered: set[tuple[int, int]] = field(default_factory=set)
    present: dict[tuple[int, bytes], Present] = field(default_factory=dict)
    time_budget: TimeBudget | None = None

    def choice_of(self, values: Sequence[bool]) -> Choice:
        """Return the choice that the values of ``flat`` stand for.

        Parameters
        ----------
        values : sequence of bool
            Shape (free options,); one is true per free task.

        Returns
        -------
        Choice
            Shape (tasks,).
        """
        choice = self.instance.wish.copy()
        for k, i in enumerate(self.instance.free):
            taken = values[self.offsets[k] : self.offsets[k + 1]]
            choice[i] = int(np.flatnonzero(taken)[0])
        return choice

    def hint(self, choice: Choice) -> None:
        """Start the next solve from a choice.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).
        """
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        self.add_hints(choice)

    def add_hints(self, choice: Choice) -> None:
        """Hint a choice, and leave what was hinted of other components in the same model.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).
        """
        for i in self.instance.free:
            for option, taken in enumerate(self.takes[i]):
                self.cp.add_hint(taken, option == choice[i])


def build_model(
    instance: Instance,
    time_budget: TimeBudget | None = None,
    *,
    cp: cp_model.CpModel | None = None,
) -> Model:
    """Build a model in which every group takes one option and all rules but the cuts hold.

    Parameters
    ----------
    instance : Instance
        The component.
    time_budget : TimeBudget, optional
        Asked now and while cuts are added.
    cp : cp_model.CpModel, optional
        The CP-SAT model to add to; by default a new one.

    Returns
    -------
    Model
        Without cuts and without an objective.

    Raises
    ------
    Stopped
        The time is over or the job cancelled.
    """
    if time_budget is not None:
        time_budget.check()
    cp = cp_model.CpModel() if cp is None else cp
    takes: list[list[cp_model.IntVar]] = [[] for _ in instance.tasks]
    flat: list[cp_model.IntVar] = []
    for i in instance.free:
        takes[i] = [cp.new_bool_var("") for _ in instance.tasks[i].options]
        flat.extend(takes[i])
    free = [instance.tasks[i] for i in instance.free]
    sizes = [len(task.options) for task in free]
    days = len(instance.grid.days)
    loads = (
        np.concatenate([task.weight * task.presence for task in free]) * instance.unit
        if free
        else np.zeros((0, days))
    )
    model = Model(
        instance=instance,
        cp=cp,
        takes=takes,
        flat=flat,
        offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp),
        loads=np.rint(loads),
        programme=np.repeat([task.programme for task in free], sizes).astype(np.intp),
        time_budget=time_budget,
    )
    one_option(model)
    group_order(model)
    group_gap(model)
    for limit in instance.limits:
        {AWAY: students_away_at_most, CONTACTS: contact_moments_at_most}[limit.rule](model, limit)
    return model


def one_option(model: Model) -> None:
    """Hard: every stage period takes exactly one of its options.

    Parameters
    ----------
    model : Model
        Gets the rule.
    """
    for i in model.instance.free:
        model.cp.add_exactly_one(model.takes[i])


def group_order(model: Model) -> None:
    """Hard: stage periods of one group keep their order and do not overlap.

    Parameters
    ----------
    model : Model
        Gets the rule.
    """
    for a, b in model.instance.orders:
        for day in sorted({option.end for option in model.instance.tasks[a].options}):
            late = _chosen(model, a, [o.end >= day for o in model.instance.tasks[a].options])
            early = _chosen(model, b, [o.start <= day for o in model.instance.tasks[b].options])
            if late is not None and early is not None:
                model.cp.add(late + early <= 1)


def group_gap(model: Model) -> None:
    """Hard: between stage periods of one group lie as many lesweken as the policy asks.

    Parameters
    ----------
    model : Model
        Gets the rule.
    """
    for gap in model.instance.gaps:
        first, second = (model.instance.tasks[i].options for i in (gap.first, gap.second))
        for end in sorted({option.end for option in first}):
            late = _chosen(model, gap.first, [o.end >= end for o in first])
            opens = gap.opens(end)
            early = _chosen(model, gap.second, [o.start < opens for o in second])
            if late is not None and early is not None:
                model.cp.add(late + early <= 1)


def students_away_at_most(model: Model, limit: Limit) -> None:
    """Hard: on no day more students of an institution are on placement than it allows.

    Parameters
    ----------
    model : Model
        Gets the rule.
    limit : Limit
        Heads per day.
    """
    used_at_most([(model, limit)], limit.room)


def contact_moments_at_most(model: Model, limit: Limit) -> None:
    """Hard: in no week an institution has more contact moments than it can do.

    Parameters
    ----------
    model : Model
        Gets the rule.
    limit : Limit
        Contact moments per week.
    """
    used_at_most([(model, limit)], limit.room)


def used_at_most(users: Sequence[tuple[Model, Limit]], room: Floats) -> None:
    """Let components together use no more of a limit than its room, in any of its columns.

    Parameters
    ----------
    users : sequence of (Model, Limit)
        Parts of one CP-SAT model, each with its part of the limit.
    room : Floats
        What they may use. Shape (columns,).

    Raises
    ------
    Stopped
        The time is over or the job cancelled.
    """
    fixed, highest = np.zeros(len(room)), np.zeros(len(room))
    taken: list[cp_model.IntVar] = []
    rows = [np.zeros((0, len(room)))]
    for model, limit in users:
        if model.time_budget is not None:
            model.time_budget.check()
        for i in limit.tasks:
            uses = model.instance.tasks[i].uses[:, limit.columns]
            if model.takes[i]:
                taken.extend(model.takes[i])
                rows.append(uses)
                highest += uses.max(axis=0)
            else:
                fixed += uses[0]
    used = np.rint(np.concatenate(rows) * UNIT)
    left = np.floor((room - fixed) * UNIT + TOLERANCE)
    # Groups without a choice may fill a column by themselves: then there is no plan at all.
    for column in np.flatnonzero(np.rint(highest * UNIT) > left):
        users_of_it = np.flatnonzero(used[:, column])
        weights = [int(used[k, column]) for k in users_of_it]
        counted = cp_model.LinearExpr.weighted_sum([taken[k] for k in users_of_it], weights)
        users[0][0].cp.add(counted <= int(left[column]))


def _chosen(model: Model, task: int, which: list[bool]) -> cp_model.LinearExpr | int | None:
    """Return whether a task takes one of some options.

    An expression; 1 if it always does, ``None`` if it never does.
    """
    if not model.takes[task]:
        return 1 if which[0] else None
    chosen = [taken for taken, is_in in zip(model.takes[task], which, strict=True) if is_in]
    return cp_model.LinearExpr.sum(chosen) if chosen else None


def peak_at_most(
    model: Model,
    pool: CutPool,
    level: float,
    cells: Bools,
    *,
    is_strict: bool = False,
    by_group: bool = False,
) -> int:
    """Hard: on these days the students of these programme sets fit into level x the places.

    Parameters
    ----------
    model : Model
        Gets the cuts.
    pool : CutPool
        The programme sets.
    level : float
        Peak utilisation allowed, as a fraction of the places.
    cells : Bools
        True for the cuts to add; those that the model has are skipped. Shape (sets, days).
    is_strict : bool
        Demand less than the level instead.
    by_group : bool
        Count whole groups that are present instead of their options: the same limit, as a
        knapsack of few large things that the solver can reason about, for more Booleans.

    Returns
    -------
    int
        How many were new.

    Raises
    ------
    Stopped
        The time is over or the job cancelled.
    """
    unit = model.instance.unit
    base = pool.loads(model.instance.base) * unit
    new = 0
    for key in _new_cells(model.limited, cells):
        columns, loads = _cell(model, pool, key)
        places = level * pool.capacity[key] * unit
        most = np.ceil(places - TOLERANCE) - 1 if is_strict else np.floor(places + TOLERANCE)
        room = int(most - np.rint(base[key]))
        if loads.sum() > room:
            new += 1
            if by_group:
                model.cp.add(_groups_present(model, pool, key) <= room)
            else:
                model.cp.add(_weighted(model, columns, loads) <= room)
    return new


def peak_variable_covers(
    model: Model,
    pool: CutPool,
    peak: cp_model.IntVar,
    cells: Bools,
    *,
    stated: set[tuple[int, int]] | None = None,
) -> int:
    """Hard: ``peak / PEAK_SCALE`` is at least the utilisation of these programme sets and days.

    Parameters
    ----------
    model : Model
        Gets the cuts.
    pool : CutPool
        The programme sets.
    peak : cp_model.IntVar
        The peak, in units of 1 / ``PEAK_SCALE``.
    cells : Bools
        True for the cuts to add. Shape (sets, days).
    stated : set of (int, int), optional
        The cuts of this variable that the model has, if there is another such variable.

    Returns
    -------
    int
        How many were new.

    Raises
    ------
    Stopped
        The time is over or the job cancelled.
    """
    unit = model.instance.unit
    base = np.rint(pool.loads(model.instance.base) * unit)
    new = 0
    for key in _new_cells(model.limited if stated is None else stated, cells):
        columns, loads = _cell(model, pool, key)
        new += 1
        places = round(pool.capacity[key] * unit)
        model.cp.add(
            PEAK_SCALE * (_weighted(model, columns, loads) + int(base[key])) <= places * peak
        )
    return new


def weeks_cover(
    model: Model,
    pool: CutPool,
    above: list[cp_model.IntVar],
    levels: tuple[float, float],
    cells: Bools,
    *,
    stated: set[tuple[int, int]],
) -> int:
    """Hard: a week whose peak is above the lower level is one of those ``above``.

    Parameters
    ----------
    model : Model
        Gets the cuts.
    pool : CutPool
        The programme sets.
    above : list of IntVar
        Per day the Boolean of its week. Shape (days,).
    levels : tuple of float and float
        The lower level, and a higher one that no day passes, as fractions of the places.
    cells : Bools
        True for the cuts to add. Shape (sets, days).
    stated : set of (int, int)
        The cuts of these variables that the model has; new ones are added to it.

    Returns
    -------
    int
        How many were new.

    Raises
    ------
    Stopped
        The time is over or the job cancelled.
    """
    unit = model.instance.unit
    base = np.rint(pool.loads(model.instance.base) * unit)
    new = 0
    for key in _new_cells(stated, cells):
        columns, loads = _cell(model, pool, key)
        low, high = (int(level * pool.capacity[key] * unit + TOLERANCE) for level in levels)
        room = low + (high - low) * above[key[1]]
        model.cp.add(_weighted(model, columns, loads) + int(base[key]) <= room)
        new += 1
    return new


@dataclass(frozen=True, eq=False)
class ServedGroups:
    """Some of the groups, whose shortage is counted apart.

    Attributes
    ----------
    options : Bools
        Which free options are theirs. Shape (free options,).
    base : Floats
        Weighted students of those without a choice. Shape (days, programmes).
    stated : set of (int, int)
        The cuts (set, day) of their shortage that the model has.
    """

    options: Bools
    base: Floats
    stated: set[tuple[int, int]]


def shortage_covers(
    model: Model,
    pool: CutPool,
    days: list[cp_model.IntVar],
    cells: Bools,
    *,
    among: ServedGroups | None = None,
) -> int:
    """Hard: the shortage of a day is at least what these programme sets lack in places.

    Parameters
    ----------
    model : Model
        Gets the cuts.
    pool : CutPool
        The programme sets.
    days : list of IntVar
        The shortage of every day, in students times ``instance.unit``. Shape (days,).
    cells : Bools
        True for the cuts to add. Shape (sets, days).
    among : ServedGroups, optional
        Count only groups that are served before the others.

    Returns
    -------
    int
        How many were new.

    Raises
    ------
    Stopped
        The time is over or the job cancelled.
    """
    unit = model.instance.unit
    base = np.rint(pool.loads(model.instance.base if among is None else among.base) * unit)
    new = 0
    for key in _new_cells(model.covered if among is None else among.stated, cells):
        columns, loads = _cell(model, pool, key)
        if among is not None:
            columns, loads = columns[among.options[columns]], loads[among.options[columns]]
        lacking = int(base[key]) - round(pool.capacity[key] * unit)
        model.cp.add(_weighted(model, columns, loads) + lacking <= days[key[1]])
        new += 1
    return new


def changes_at_most(model: Model, most: int) -> None:
    """Hard: no more than this many stage periods differ from their wish.

    Parameters
    ----------
    model : Model
        Gets the rule.
    most : int
        The most changes.
    """
    model.cp.add(changes(model) <= most)


def changes(model: Model) -> cp_model.LinearExpr:
    """Return the number of stage periods that differ from their wish, as an expression.

    Parameters
    ----------
    model : Model
        The model.

    Returns
    -------
    cp_model.LinearExpr
        The sum of the options that are changes.
    """
    return cp_model.LinearExpr.sum(
        [
            taken
            for i in model.instance.free
            for taken, is_change in zip(
                model.takes[i], model.instance.tasks[i].is_change, strict=True
            )
            if is_change
        ]
    )


def _new_cells(stated: set[tuple[int, int]], cells: Bools) -> Iterator[tuple[int, int]]:
    """Yield the (set, day) pairs that are not stated yet, and add them to those that are."""
    for row, day in np.argwhere(cells):
        key = (int(row), int(day))
        if key not in stated:
            stated.add(key)
            yield key


def _cell(model: Model, pool: CutPool, key: tuple[int, int]) -> tuple[Ints, Floats]:
    """Return the free options that count in a cut, and their loads."""
    if model.time_budget is not None:
        model.time_budget.check()
    s, day = key
    columns = np.flatnonzero((model.loads[:, day] > 0) & pool.members[s][model.programme])
    return columns, model.loads[columns, day]


def _groups_present(model: Model, pool: CutPool, key: tuple[int, int]) -> cp_model.LinearExpr:
    """Return the load of a cut, counted by the groups that are present."""
    s, day = key
    members = pool.members[s][model.programme[model.offsets[:-1]]]
    present = [pair for k in np.flatnonzero(members) for pair in _present(model, int(k), day)]
    return cp_model.LinearExpr.weighted_sum(
        [is_present for is_present, _ in present], [load for _, load in present]
    )


def _present(model: Model, k: int, day: int) -> Present:
    """Return the Booleans of a free task on a day; days with the same options share them."""
    first, last = model.offsets[k : k + 2].tolist()
    loads = model.loads[first:last, day]
    key = (k, loads.tobytes())
    if key not in model.present:
        model.present[key] = tuple(
            (_is_any(model, (first + np.flatnonzero(loads == load)).tolist()), int(load))
            for load in np.unique(loads[loads > 0])
        )
    return model.present[key]


def _is_any(model: Model, columns: list[int]) -> cp_model.IntVar:
    """Return a Boolean that is true if one of some options of a group is taken."""
    if len(columns) == 1:
        return model.flat[columns[0]]
    is_any = model.cp.new_bool_var("")
    model.cp.add(cp_model.LinearExpr.sum([model.flat[j] for j in columns]) == is_any)
    return is_any


def _weighted(model: Model, columns: Ints, loads: Floats) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.weighted_sum(
        [model.flat[j] for j in columns], [int(value) for value in loads]
    )
