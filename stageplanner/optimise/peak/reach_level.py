"""Decide whether there is a plan whose peak is at most a level: a plan, or a proof of none.

With the level given, every cut is a plain limit on whole students, which CP-SAT can round and
combine; asked to minimise the peak itself it cannot. In small components it limits whole groups
that are present, not their options: which large groups never fit together on a day is then learnt
once for all their options. A few such questions between bound and
plan close a gap that minimising leaves open for minutes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stageplanner.load.arrays import Bools
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.instance.cp_model import Model, build_model, peak_at_most
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.solve_with_cuts import (
    Solved,
    solutions,
    solve_once,
    violated_cells,
)
from stageplanner.optimise.time_budget import TimeBudget

#: Up to so many options times days the cuts nearest to the level are stated first, and all others
#: once there is an answer; with more, those near the level and then what is violated.
AT_ONCE = 400_000
#: Cuts fuller than this part of the level count as near, and as nearest.
NEAR, NEAREST = 0.7, 0.9


@dataclass(frozen=True, eq=False)
class Answer:
    """A choice at the level, shape (tasks,), or the proof that there is none, or neither."""

    choice: Choice | None = None
    is_impossible: bool = False


def decide(
    instance: Instance,
    pool: CutPool,
    level: float,
    hint: Choice,
    time_budget: TimeBudget,
    *,
    work: float,
    is_strict: bool = False,
    is_thorough: bool = False,
) -> Answer:
    """Ask for a plan whose peak is at most ``level``, or below it if ``is_strict``.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Cuts to begin with; those that an answer violates are added.
    level : float
        As a fraction of the places.
    hint : Choice
        Where the solver begins. Shape (tasks,).
    time_budget : TimeBudget
        For all solves together.
    work : float
        The most units of one solve.
    is_strict : bool
        Ask for less than the level.
    is_thorough : bool
        State all cuts of a small component from the start: better for a plan, worse for a proof.

    Returns
    -------
    Answer
        Neither a plan nor a proof if there was no time.

    Raises
    ------
    Stopped
        The time was over while the model was built.
    """
    model = build_model(instance, time_budget)
    # A proof needs few cuts and takes a tenth of the time with few; a plan needs them all.
    is_small = len(model.loads) * len(instance.grid.days) <= AT_ONCE
    near = 0.0 if is_small and is_thorough else NEAREST if is_small else NEAR
    cells: Bools = pool.loads(instance.demand(hint)) >= near * level * pool.capacity
    # A strict level is lower by more than the tolerance: a set that is just at it is a cut too.
    most = level - 10 * ROUNDING if is_strict else level

    def limit(cells: Bools) -> int:
        kept = informative_cells(model, pool, cells, level)
        return peak_at_most(model, pool, level, kept, is_strict=is_strict, by_group=is_small)

    def add_cuts(solved: Solved) -> int:
        if solved.choice is None:
            return 0
        pool.separate(instance.demand(solved.choice), most)
        violated = violated_cells(model, pool, most, solved.choice)
        return limit(np.ones_like(violated) if is_small else violated)

    def solve(model: Model, time_budget: TimeBudget, work: float | None) -> Solved:
        # Without relaxations most questions about whole groups take less work; every second
        # round of questions has them.
        return solve_once(model, time_budget, work, has_relaxation=is_thorough or not is_small)

    limit(cells)
    model.hint(hint)
    for solved in solutions(model, time_budget, add_cuts, work=work, solve=solve):
        if solved.is_impossible:
            return Answer(is_impossible=True)
        if solved.choice is not None and instance.peak(solved.choice) <= most + ROUNDING:
            return Answer(solved.choice)
    return Answer()


def informative_cells(model: Model, pool: CutPool, cells: Bools, level: float) -> Bools:
    """Return the cuts that can be violated and are not implied by another one of them.

    Days on which the same options of the same groups are present give the same cut; the one with
    the least room implies all of them.

    Parameters
    ----------
    model : Model
        The model that the cuts are for.
    pool : CutPool
        The programme sets.
    cells : Bools
        Cuts to choose from. Shape (sets, days).
    level : float
        Peak utilisation allowed, as a fraction of the places.

    Returns
    -------
    Bools
        Shape (sets, days).
    """
    instance = model.instance
    base = pool.loads(instance.base)
    room = level * pool.capacity - base
    cells = cells & (pool.loads(instance.most_demand) - base > room - TOLERANCE)
    marks = np.random.default_rng(0).random(len(model.loads))
    kept = np.zeros_like(cells)
    for s in np.flatnonzero(cells.any(axis=1)):
        days = np.flatnonzero(cells[s])
        # A hash per day: the same only if the same options are present.
        seen = (marks * pool.members[s][model.programme]) @ model.loads[:, days]
        order = np.lexsort((room[s, days], np.round(seen, 6)))
        is_first = np.diff(np.round(seen[order], 6), prepend=-1.0) != 0
        kept[s, days[order[is_first]]] = True
    return kept


def next_peak(instance: Instance, pool: CutPool, level: float) -> float:
    """Return the lowest peak above a level that whole students can give in any of the cuts.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        The programme sets.
    level : float
        As a fraction of the places.

    Returns
    -------
    float
        Infinite if there are no places.
    """
    places = pool.capacity[pool.capacity > 0] * instance.unit
    return float(((np.floor(level * places + TOLERANCE) + 1) / places).min(initial=np.inf))
