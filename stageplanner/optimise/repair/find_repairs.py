"""Find the smallest repairs: plan again around answers, agreed periods untouched.

An agreed stage period keeps what the plan gave it; a refused one goes back to its wish or,
with a counter-proposal, to that. Of the rest as little as possible changes from the current
plan. The first search is for the smallest repair; the others touch different groups, and as
few other parties as possible. What was asked and nobody answered is withdrawn where it does nothing
any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.domain.option import Option, wish_option
from stageplanner.domain.plan import WISH_PLAN, Plan, Way, placements_of, way_of
from stageplanner.domain.policy import Goals
from stageplanner.domain.results.repair import Repair
from stageplanner.domain.state import State, calendar_of, fingerprint
from stageplanner.load.measures import measure
from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.hand_out import plan_of_trimmed
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cp_model import Model, build_model
from stageplanner.optimise.instance.cut_pool import CutPool
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
from stageplanner.optimise.ranking.held_goals import hold, reach
from stageplanner.optimise.ranking.idle_changes import Part, without_idle_changes
from stageplanner.optimise.repair.repair_proofs import beyond_reach, proofs_of
from stageplanner.optimise.time_budget import Stopped, TimeBudget
from stageplanner.progress import NO_PROGRESS, Progress

#: How many different repairs are offered.
MOST_REPAIRS = 3
#: Where the target is out of reach, how close the lowest peak is sought, as a fraction.
LOWEST_GAP = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What parties answered to a plan; stage periods not named here may be asked again.

    Attributes
    ----------
    agreed : frozenset of str
        Ids of stage periods that keep what the plan gave them.
    refused : frozenset of str
        Ids of stage periods that go back to their wish.
    counters : mapping of str to Option
        The option that was proposed instead, by the id of the stage period.
    """

    agreed: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    counters: Mapping[str, Option] = field(default_factory=dict)

    @property
    def objected(self) -> frozenset[str]:
        """The ids of stage periods that do not do what the plan asked."""
        return self.refused | self.counters.keys()

    @property
    def answered(self) -> frozenset[str]:
        """The ids of all stage periods that were answered."""
        return self.objected | self.agreed


def find_repairs(
    state: State,
    answers: Answers,
    *,
    target: float = 1.0,
    time_limit: float = 10.0,
    workers: int | None = None,
    seed: int = 1,
    progress: Progress = NO_PROGRESS,
) -> tuple[Repair, ...]:
    """Plan around answers with as little new change as possible.

    Parameters
    ----------
    state : State
        The region with its current plan.
    answers : Answers
        What parties answered to that plan.
    target : float
        The peak to reach, as a fraction of the places: in each component the target or, where
        the current plan is above it, what that has. If the answers make that impossible, the
        lowest peak that is left.
    time_limit : float
        Seconds for all components together.
    workers : int, optional
        Threads of the solver; by default as many as there are cores, at most 8.
    seed : int
        Random seed of the solver.
    progress : Progress
        Reports nothing; the repairs found so far are returned once it is cancelled.

    Returns
    -------
    tuple of Repair
        At most ``MOST_REPAIRS`` different repairs, the one that touches the fewest other parties
        first; none if it was cancelled before the options were listed.
    """
    time_budget = TimeBudget(time_limit, progress, workers=workers, seed=seed)
    asking = frozenset(p.institution for p in state.periods if p.id in answers.objected)
    try:
        searches = tuple(_searches(state, answers, target, time_budget))
    except Stopped:
        return ()
    results = [
        (search, search.run(time_budget.part(1 / (len(searches) - k)), asking))
        for k, search in enumerate(searches)
    ]
    turns = max((len(choices) for _, choices in results), default=0)
    repairs = [
        _repair(
            state,
            [(search, choices[min(turn, len(choices) - 1)]) for search, choices in results],
            asking,
        )
        for turn in range(turns)
    ]
    different = {repair.touched: repair for repair in repairs}
    return tuple(sorted(different.values(), key=lambda r: (len(r.others), len(r.touched), r.peak)))


def _searches(
    state: State, answers: Answers, target: float, time_budget: TimeBudget
) -> Iterator[_RepairSearch]:
    """Build a search per component, in which answered stage periods have one option left."""
    plan = state.plan or WISH_PLAN
    peaks: dict[tuple[str, ...], float] = {}
    if state.plan is not None:
        peaks = {c.programmes: c.peak for c in measure(state, plan).components}
    known = [
        (instance, instance.choice_of(plan))
        for instance in (
            replace(
                instance,
                tasks=tuple(
                    _answered_task(state, plan, answers, t, instance) for t in instance.tasks
                ),
            )
            for instance in build_instances(state, time_budget=time_budget)
        )
    ]
    for instance, (_, choice) in zip(share_room(known), known, strict=True):
        yield _RepairSearch(
            # What people agreed on holds, also where it takes more than an institution allows.
            instance.without_broken_gaps(choice),
            choice,
            target,
            max(target, peaks.get(instance.programmes, 0.0)),
            answers.answered,
        )


def _answered_task(
    state: State, plan: Plan, answers: Answers, task: Task, instance: Instance
) -> Task:
    """Return a task with the only option that its answer leaves, or as it is."""
    name = task.period.id
    if name in answers.counters:
        return _only(state, task, answers.counters[name], instance)
    if name in answers.refused:
        return _only(state, task, wish_option(task.period), instance)
    if name in answers.agreed:
        return _only(state, task, way_of(placements_of(plan, task.period)), instance)
    return task


def _only(state: State, task: Task, way: Way, instance: Instance) -> Task:
    """Return the task with one option, which need not be of the option set."""
    if way in task.options:
        answered = task.only(np.array([task.options.index(way)]))
    else:
        days_of = DaysOf(calendar_of(state), instance.grid)
        answered = build_task(state, task.period, (way,), days_of)
    return replace(answered, programme=task.programme, settled=(), wished=None)


class _RepairSearch:
    """Searches one component for choices that reach the target and touch few groups."""

    def __init__(
        self,
        instance: Instance,
        current: Choice,
        asked: float,
        target: float,
        answered: frozenset[str],
    ) -> None:
        self.instance, self.current = instance, current
        self.asked, self.target = asked, target
        self.answered = answered
        self.pool = CutPool(instance)
        self.at_least = 0
        self.is_impossible = False

    def is_beyond(self, choice: Choice) -> bool:
        """Return whether a choice leaves the peak above the target."""
        return self.instance.has_capacity and self.instance.peak(choice) > self.target + ROUNDING

    def touched(self, choice: Choice) -> tuple[int, ...]:
        """Return the tasks that do something else than in the current plan."""
        return tuple(i for i in self.instance.free if choice[i] != self.current[i])

    def part(self, choice: Choice, goals: Goals) -> Part:
        """Return a repair with what it must keep: the peak asked, or all that it reaches."""
        asked = self.asked if self.instance.has_capacity else None
        now = reach(self.instance, choice)
        held = hold(self.instance, now, asked, goals, is_exact=True)
        return Part(
            self.instance, self.pool, choice, held, asked, goals, is_exact=True, keeps_all=True
        )

    def run(self, time_budget: TimeBudget, asking: frozenset[str]) -> list[Choice]:
        """Return the smallest repair, then others that leave one of its groups alone.

        The others touch as few institutions as possible besides those ``asking``. If nothing is
        found in time, the current choice is all there is.
        """
        choices: list[Choice] = []
        if self.instance.peak(self.current) > self.target + ROUNDING:
            # Stopped while a model is built: what was found before is kept.
            with suppress(Stopped):
                for choice in self._choices(time_budget, asking):
                    choices.append(choice)
        return choices or [self.current]

    def _choices(self, time_budget: TimeBudget, asking: frozenset[str]) -> Iterator[Choice]:
        level = self.target
        model = self._model(level, time_budget)
        smallest = self._smallest(model, level, self.current, time_budget.part(0.6))
        if smallest is None:
            level = self._lowest_level(time_budget)
            model = self._model(level, time_budget)
            smallest = self._smallest(model, level, self.current, time_budget)
        if smallest is None:
            return
        yield smallest
        model = self._model(level, time_budget, asking)
        last = smallest
        for _ in range(MOST_REPAIRS - 1):
            # Another repair leaves at least one of these groups as it is.
            kept = [model.takes[i][int(self.current[i])] for i in self.touched(last)]
            if not kept:
                return
            model.cp.add_bool_or(kept)
            other = self._smallest(model, level, last, time_budget, is_first=False)
            if other is None:
                return
            yield other
            last = other

    def _parties(
        self, model: Model, differs: Iterable[cp_model.LinearExprT], asking: frozenset[str]
    ) -> cp_model.LinearExpr:
        """Count the institutions that are asked something new and asked nothing themselves."""
        asked: dict[str, cp_model.IntVar] = {}
        for i, changes in zip(self.instance.free, differs, strict=True):
            institution = self.instance.tasks[i].period.institution
            if institution not in asking:
                party = asked.setdefault(institution, model.cp.new_bool_var(institution))
                model.cp.add(party >= changes)
        return cp_model.LinearExpr.sum(list(asked.values()))

    def _model(
        self, level: float, time_budget: TimeBudget, asking: frozenset[str] | None = None
    ) -> Model:
        """Build the model that minimises other parties (if asked), then groups, then burden."""
        model = build_model(self.instance, time_budget)
        differs = [1 - model.takes[i][int(self.current[i])] for i in self.instance.free]
        heavier: list[cp_model.LinearExprT] = []
        # One group more weighs more than all burdens together.
        self._step = 1
        for i in self.instance.free:
            task = self.instance.tasks[i]
            weights = [burden(task, option) for option in range(len(task.options))]
            heavier.append(cp_model.LinearExpr.weighted_sum(model.takes[i], weights))
            self._step += max(weights)
        objective = self._step * cp_model.LinearExpr.sum(differs) + cp_model.LinearExpr.sum(heavier)
        if asking is not None:
            most = self._step * (len(differs) + 1)
            objective += most * self._parties(model, differs, asking)
        model.cp.minimize(objective)
        add_violated_cuts(model, self.pool, level, self.current)
        return model

    def _smallest(
        self,
        model: Model,
        level: float,
        hint: Choice,
        time_budget: TimeBudget,
        is_first: bool = True,
    ) -> Choice | None:
        """Return the choice with the least objective whose peak is at most ``level``."""
        self.pool.separate(self.instance.demand(self.current), level)
        add_violated_cuts(model, self.pool, level, self.current)
        model.hint(hint)
        add_cuts = level_cuts(model, self.pool, level)
        for solved in solutions(model, time_budget, add_cuts, hints_answer=True):
            if is_first and not self.instance.has_shared_limits:
                self.at_least = max(self.at_least, solved.at_least // self._step)
            if solved.choice is None:
                self.is_impossible |= is_first and solved.is_impossible
            elif self.instance.peak(solved.choice) <= level + ROUNDING:
                return solved.choice
        return None

    def _lowest_level(self, time_budget: TimeBudget) -> float:
        """Return the lowest peak that the answers leave, as far as time allows."""
        part = time_budget.part(0.5)
        relaxed = lowest_bound(self.instance, self.pool, part)
        self.at_least = 0
        return lowest_peak(self.instance, self.pool, part, relaxed, LOWEST_GAP).peak


def _repair(
    state: State, chosen: Sequence[tuple[_RepairSearch, Choice]], asking: frozenset[str]
) -> Repair:
    """Build the repair of one choice per component, without changes that do nothing."""
    searches = [search for search, _ in chosen]
    parts = [search.part(choice, state.policy.goals) for search, choice in chosen]
    trimmed = without_idle_changes(parts)
    pairs = [(one.instance, one.choice) for one in trimmed]
    chosen = [(search, one.choice) for search, one in zip(searches, trimmed, strict=True)]
    touched = [
        search.instance.tasks[i].period for search, choice in chosen for i in search.touched(choice)
    ]
    institutions = tuple(dict.fromkeys(period.institution for period in touched))
    plan = replace(plan_of_trimmed(state, trimmed), fingerprint=fingerprint(state), name="repair")
    beyond = [(search, choice) for search, choice in chosen if search.is_beyond(choice)]
    return Repair(
        plan=replace(plan, proofs=tuple(proofs_of(state, plan, pairs))),
        touched=tuple(period.id for period in touched),
        touched_lower_bound=sum(search.at_least for search, _ in chosen),
        institutions=institutions,
        others=tuple(name for name in institutions if name not in asking),
        peak=max((instance.peak(choice) for instance, choice in pairs), default=0.0),
        reaches_target=not beyond,
        problems=tuple(
            beyond_reach(
                state,
                search.instance,
                choice,
                search.target,
                answered=search.answered,
                is_proven=search.is_impossible,
            )
            for search, choice in beyond
        ),
    )
