"""Planning again after answers: the smallest repair, agreed periods untouched.

An agreed stage period keeps what the plan gave it; a refused one goes back to its wish or,
with a counter-proposal, to that. Of the rest as little as possible changes from the plan
that is on the table. The first search is for the smallest repair; the others touch different
groups, and as few other parties as can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.domain.option import Option, wish_option
from stageplanner.domain.plan import WISH_PLAN, Plan, Way, placements_of, way_of
from stageplanner.domain.results.repair import Repair
from stageplanner.domain.state import State, calendar_of, fingerprint
from stageplanner.load.measures import measure
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cp_model import Model, build_model
from stageplanner.optimise.instance.cut_pool import TOLERANCE, CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.limit_shares import share_room
from stageplanner.optimise.instance.solve_with_cuts import (
    add_violated_cuts,
    level_cuts,
    solutions,
)
from stageplanner.optimise.instance.task import DaysOf, Task, build_task
from stageplanner.optimise.peak.lowest_peak import lowest_peak
from stageplanner.optimise.peak.relaxation import lowest_bound
from stageplanner.optimise.ranking.goals import burden
from stageplanner.optimise.repair.repair_proofs import beyond_reach, proofs_of
from stageplanner.optimise.solve import plan_of_choices
from stageplanner.optimise.time_budget import Stopped, TimeBudget
from stageplanner.progress import NO_PROGRESS, Progress

#: How many different repairs are offered.
MOST_REPAIRS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What parties said of a plan.

    ``agreed`` and ``refused`` are ids of stage periods; ``counters`` gives the option that
    was proposed instead. Stage periods that are not named may be asked something else.
    """

    agreed: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    counters: Mapping[str, Option] = field(default_factory=dict)


def replan(
    state: State,
    answers: Answers,
    *,
    target: float = 1.0,
    time_limit: float = 10.0,
    most: int = MOST_REPAIRS,
    workers: int | None = None,
    seed: int = 1,
    progress: Progress = NO_PROGRESS,
) -> tuple[Repair, ...]:
    """Plan around answers with as little new change as possible.

    Parameters
    ----------
    target
        The peak to reach, in each component or, where the plan on the table is above it, what
        that has; where the answers make that impossible, the lowest that is left.
    progress
        Asked often whether it is cancelled; the repairs found so far are returned then.

    Returns
    -------
    tuple of Repair
        Different repairs, the one that touches the fewest other parties first.
    """
    effort = TimeBudget(time_limit, progress, workers=workers, seed=seed)
    plan = state.plan or WISH_PLAN
    standing: dict[tuple[str, ...], float] = {}
    if state.plan is not None:
        standing = {c.programmes: c.peak for c in measure(state, plan).components}
    try:
        instances = build_instances(state, effort=effort)
    except Stopped:
        return ()
    known = [(i, i.choice_of(plan)) for i in _answered(state, plan, answers, instances)]
    # What people agreed on stands, also where it takes more than an institution allows.
    mends = [
        _Mend(
            instance.without_broken_gaps(choice),
            choice,
            max(target, standing.get(instance.programmes, 0.0)),
            most,
        )
        for instance, (_, choice) in zip(share_room(known), known, strict=True)
    ]
    said = answers.refused | answers.counters.keys()
    asking = frozenset(p.institution for p in state.periods if p.id in said)
    for k, mend in enumerate(mends):
        mend.answered = said | answers.agreed
        # Stopped while building a model: what was found before is kept.
        with suppress(Stopped):
            mend.run(effort.part(1 / (len(mends) - k)), asking)
        mend.choices = mend.choices or [mend.current]
    turns = max((len(mend.choices) for mend in mends), default=0)
    repairs = [_repair(state, mends, turn, asking=asking) for turn in range(turns)]
    different = {repair.touched: repair for repair in repairs}
    return tuple(sorted(different.values(), key=lambda r: (len(r.others), len(r.touched), r.peak)))


def _answered(
    state: State, plan: Plan, answers: Answers, instances: Iterable[Instance]
) -> Iterable[Instance]:
    """The components, in which answered stage periods have one option left."""
    for instance in instances:
        tasks = tuple(
            _answered_task(state, plan, answers, task, instance) for task in instance.tasks
        )
        yield replace(instance, tasks=tasks)


def _answered_task(
    state: State, plan: Plan, answers: Answers, task: Task, instance: Instance
) -> Task:
    name = task.period.id
    if name in answers.counters:
        return _only(state, task, answers.counters[name], instance)
    if name in answers.refused:
        return _only(state, task, wish_option(task.period), instance)
    if name in answers.agreed:
        return _only(state, task, way_of(placements_of(plan, task.period)), instance)
    return task


def _only(state: State, task: Task, way: Way, instance: Instance) -> Task:
    """The task with one option, which need not be of the option set."""
    if way in task.options:
        made = task.only(np.array([task.options.index(way)]))
    else:
        days_of = DaysOf(calendar_of(state), instance.grid)
        made = build_task(state, task.period, (way,), days_of)
    return replace(made, programme=task.programme, settled=(), wished=None)


class _Mend:
    """One component: up to ``most`` choices that reach the level and touch few groups."""

    def __init__(self, instance: Instance, current: Choice, target: float, most: int) -> None:
        self.instance, self.target, self.most = instance, target, most
        self.pool = CutPool(instance)
        self.answered: frozenset[str] = frozenset()
        self.current = current
        self.choices: list[Choice] = []
        self.at_least = 0
        self.is_impossible = False

    def is_beyond(self, choice: Choice) -> bool:
        """Tell whether a choice leaves the peak above what is to be reached."""
        return self.instance.has_capacity and self.instance.peak(choice) > self.target + TOLERANCE

    def touched(self, choice: Choice) -> tuple[int, ...]:
        """The tasks that do something else than the plan on the table."""
        return tuple(i for i in self.instance.free if choice[i] != self.current[i])

    def run(self, effort: TimeBudget, asking: frozenset[str]) -> None:
        """Find the smallest repair, then others that leave one of its groups alone.

        The others are to touch as few institutions as can be besides those ``asking``.
        """
        if self.instance.peak(self.current) <= self.target + TOLERANCE:
            self.choices = [self.current]
            return
        level = self.target
        model = self._model(level, effort)
        found = self._smallest(model, level, effort.part(0.6))
        if found is None:
            level = self._lowest_level(effort)
            model = self._model(level, effort)
            found = self._smallest(model, level, effort)
        if found is None:
            return
        self.choices.append(found)
        model = self._model(level, effort, asking)
        while len(self.choices) < self.most:
            # Another repair leaves at least one of these groups as it is.
            kept = [model.takes[i][int(self.current[i])] for i in self.touched(found)]
            if not kept:
                return
            model.cp.add_bool_or(kept)
            found = self._smallest(model, level, effort, is_first=False)
            if found is None:
                return
            self.choices.append(found)

    def _parties(
        self, model: Model, differs: Iterable[cp_model.LinearExprT], asking: frozenset[str]
    ) -> cp_model.LinearExpr:
        """How many institutions are asked something new that asked nothing themselves."""
        asked: dict[str, cp_model.IntVar] = {}
        for i, changes in zip(self.instance.free, differs, strict=True):
            institution = self.instance.tasks[i].period.institution
            if institution not in asking:
                party = asked.setdefault(institution, model.cp.new_bool_var(institution))
                model.cp.add(party >= changes)
        return cp_model.LinearExpr.sum(list(asked.values()))

    def _model(
        self, level: float, effort: TimeBudget, asking: frozenset[str] | None = None
    ) -> Model:
        """What is to be small: first the other parties if asked, the groups, then the burden."""
        model = build_model(self.instance, effort)
        differs = [1 - model.takes[i][int(self.current[i])] for i in self.instance.free]
        heavier: list[cp_model.LinearExprT] = []
        for i in self.instance.free:
            task = self.instance.tasks[i]
            weights = [burden(task, option) for option in range(len(task.options))]
            heavier.append(cp_model.LinearExpr.weighted_sum(model.takes[i], weights))
        # The count weighs more than all burdens together.
        step = 1 + sum(
            max(
                burden(self.instance.tasks[i], o)
                for o in range(len(self.instance.tasks[i].options))
            )
            for i in self.instance.free
        )
        small = step * cp_model.LinearExpr.sum(differs) + cp_model.LinearExpr.sum(heavier)
        if asking is not None:
            most = step * (len(differs) + 1)
            small += most * self._parties(model, differs, asking)
        model.cp.minimize(small)
        self._step = step
        add_violated_cuts(model, self.pool, level, self.current)
        return model

    def _smallest(
        self, model: Model, level: float, effort: TimeBudget, is_first: bool = True
    ) -> Choice | None:
        self.pool.separate(self.instance.demand(self.current), level)
        add_violated_cuts(model, self.pool, level, self.current)
        model.hint(self.choices[-1] if self.choices else self.current)
        add_cuts = level_cuts(model, self.pool, level)
        for solved in solutions(model, effort, add_cuts, hints_answer=True):
            if is_first and not self.instance.is_leaning:
                self.at_least = max(self.at_least, solved.at_least // self._step)
            if solved.choice is None:
                self.is_impossible |= is_first and solved.is_impossible
            elif self.instance.peak(solved.choice) <= level + TOLERANCE:
                return solved.choice
        return None

    def _lowest_level(self, effort: TimeBudget) -> float:
        """The lowest peak that the answers leave."""
        part = effort.part(0.5)
        relaxed = lowest_bound(self.instance, self.pool, part)
        self.at_least = 0
        return lowest_peak(self.instance, self.pool, part, relaxed, 0.002).peak


def _repair(state: State, mends: list[_Mend], turn: int, *, asking: frozenset[str]) -> Repair:
    chosen = [mend.choices[min(turn, len(mend.choices) - 1)] for mend in mends]
    answered = list(zip(mends, chosen, strict=True))
    pairs = [(mend.instance, choice) for mend, choice in answered]
    plan = plan_of_choices(state, pairs)
    touched = [
        mend.instance.tasks[i].period
        for mend, choice in zip(mends, chosen, strict=True)
        for i in mend.touched(choice)
    ]
    institutions = tuple(dict.fromkeys(period.institution for period in touched))
    peak = max((m.instance.peak(c) for m, c in zip(mends, chosen, strict=True)), default=0.0)
    plan = replace(plan, fingerprint=fingerprint(state), name="repair")
    plan = replace(plan, proofs=tuple(proofs_of(state, plan, pairs)))
    return Repair(
        plan=plan,
        touched=tuple(period.id for period in touched),
        touched_lower_bound=sum(mend.at_least for mend in mends),
        institutions=institutions,
        others=tuple(name for name in institutions if name not in asking),
        peak=peak,
        reaches_target=not any(mend.is_beyond(choice) for mend, choice in answered),
        problems=tuple(
            beyond_reach(
                state,
                mend.instance,
                choice,
                mend.target,
                answered=mend.answered,
                is_proven=mend.is_impossible,
            )
            for mend, choice in answered
            if mend.is_beyond(choice)
        ),
    )
