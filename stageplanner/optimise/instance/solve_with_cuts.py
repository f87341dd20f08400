"""Solve a CP-SAT model whose cuts are added when an answer violates them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Protocol

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.load.arrays import Bools
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.instance.cp_model import (
    PEAK_SCALE,
    Model,
    peak_at_most,
    peak_variable_covers,
)
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice
from stageplanner.optimise.time_budget import TimeBudget


class Solvable(Protocol):
    """A model of one component or of several."""

    cp: cp_model.CpModel
    flat: list[cp_model.IntVar]

    def choice_of(self, values: Sequence[bool]) -> Choice:
        """Return the choice that the values of ``flat`` stand for.

        Parameters
        ----------
        values : sequence of bool
            Shape (options,), in the order of ``flat``.

        Returns
        -------
        Choice
            Shape (tasks,).
        """

    def hint(self, choice: Choice) -> None:
        """Start the next solve from a choice.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).
        """


@dataclass(frozen=True, eq=False)
class Solved:
    """The answer of one call of the solver.

    Attributes
    ----------
    status : cp_model.CpSolverStatus
        Optimal or feasible if there is a choice, infeasible if it is proven that there is none.
    choice : Choice or None
        The best choice found, of the instance of the model. Shape (tasks,).
    objective : float
        What the choice makes of the objective.
    at_least : int
        The proven lower bound of the objective, rounded up; at least 0.
    """

    status: cp_model.CpSolverStatus
    choice: Choice | None
    objective: float
    at_least: int

    @property
    def is_impossible(self) -> bool:
        """Whether it is proven that no choice keeps what the model knows."""
        return bool(self.status == cp_model.INFEASIBLE)

    @property
    def is_optimal(self) -> bool:
        """Whether it is proven that no choice has a better objective in this model."""
        return bool(self.status == cp_model.OPTIMAL)


def solutions(
    model: Solvable,
    time_budget: TimeBudget,
    add_cuts: Callable[[Solved], int] | None = None,
    *,
    seconds: float | None = None,
    hints_answer: bool = False,
    solve: Callable[[Any, TimeBudget, float | None], Solved] | None = None,
) -> Iterator[Solved]:
    """Solve a model again and again, with the cuts that its last answer violated.

    The caller judges every answer and breaks off where it is good enough. Cuts are added only
    when it asks for the next one.

    Parameters
    ----------
    model : Solvable
        Knows some cuts already; hinted by the caller.
    time_budget : TimeBudget
        No solve begins after it is over.
    add_cuts : callable, optional
        Adds to the model what an answer violates and returns how many cuts that were; without
        any there is nothing left to solve. By default the caller adds them itself.
    seconds : float, optional
        The most that one solve takes; by default all the time left.
    hints_answer : bool
        Hint every next solve with the last answer instead of the caller's hint.
    solve : callable, optional
        Solves the model once; by default :func:`solve_once`, with CP-SAT.

    Yields
    ------
    Solved
        Answer after answer; one without a choice is the last.

    Raises
    ------
    Stopped
        The time_budget ended while cuts were added.
    """
    while not time_budget.is_over():
        solved = (solve or solve_once)(model, time_budget, seconds)
        yield solved
        if solved.choice is None or (add_cuts is not None and not add_cuts(solved)):
            return
        if hints_answer:
            model.hint(solved.choice)


def solve_once(
    model: Solvable,
    time_budget: TimeBudget,
    seconds: float | None,
    *,
    has_relaxation: bool = True,
    gap: float = 0.0,
) -> Solved:
    """Solve the model once with what it knows now, with CP-SAT.

    Parameters
    ----------
    model : Solvable
        Hinted by the caller.
    time_budget : TimeBudget
        Ends the solve.
    seconds : float or None
        The most that it takes.
    has_relaxation : bool
        Let one worker solve linear relaxations too; without, it only reasons about Booleans.
    gap : float
        A choice within this of the bound is good enough, in the unit of the objective.

    Returns
    -------
    Solved
        The best choice and bound in time.
    """
    solver = time_budget.new_solver(seconds)
    if gap:
        solver.parameters.absolute_gap_limit = gap
    if not has_relaxation:
        solver.parameters.linearization_level = 0
    with time_budget.stopping(solver.stop_search):
        status = solver.solve(model.cp)
    bound = solver.best_objective_bound if status != cp_model.MODEL_INVALID else 0.0
    at_least = max(0, ceil(bound - TOLERANCE)) if np.isfinite(bound) else 0
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved(status, None, float("inf"), at_least)
    choice = model.choice_of([solver.boolean_value(taken) for taken in model.flat])
    return Solved(status, choice, solver.objective_value, at_least)


def violated_cells(model: Model, pool: CutPool, level: float, choice: Choice) -> Bools:
    """Return the cuts of a pool that a choice violates.

    Parameters
    ----------
    model : Model
        Of the instance that the choice is of.
    pool : CutPool
        The programme sets that are known.
    level : float
        Peak utilisation allowed, as a fraction of the places.
    choice : Choice
        Shape (tasks,).

    Returns
    -------
    Bools
        Shape (sets, days).
    """
    loads = pool.loads(model.instance.demand(choice))
    return loads > level * pool.capacity + ROUNDING


def add_violated_cuts(model: Model, pool: CutPool, level: float, choice: Choice) -> int:
    """Limit the model by every cut of a pool that a choice violates.

    Parameters
    ----------
    model, pool, level, choice
        See :func:`violated_cells`.

    Returns
    -------
    int
        The number of cuts that are new to the model.
    """
    return peak_at_most(model, pool, level, violated_cells(model, pool, level, choice))


def level_cuts(model: Model, pool: CutPool, level: float) -> Callable[[Solved], int]:
    """Return what adds the cuts that hold the peak of an answer at a level.

    Parameters
    ----------
    model : Model
        Gets the cuts.
    pool : CutPool
        Gets the most violated programme set of every day.
    level : float
        Peak utilisation allowed, as a fraction of the places.

    Returns
    -------
    callable
        For :func:`solutions`.
    """

    def add_cuts(solved: Solved) -> int:
        if solved.choice is None:
            return 0
        pool.separate(model.instance.demand(solved.choice), level)
        return add_violated_cuts(model, pool, level, solved.choice)

    return add_cuts


def peak_cuts(model: Model, pool: CutPool, peak: cp_model.IntVar) -> Callable[[Solved], int]:
    """Return what adds the cuts that hold a minimised peak above that of an answer.

    Parameters
    ----------
    model : Model
        Gets the cuts.
    pool : CutPool
        Gets the programme sets above the objective, of every day the fullest one.
    peak : cp_model.IntVar
        The objective: the peak utilisation in units of 1 / ``PEAK_SCALE``.

    Returns
    -------
    callable
        For :func:`solutions`.
    """

    def add_cuts(solved: Solved) -> int:
        if solved.choice is None:
            return 0
        level = solved.objective / PEAK_SCALE
        pool.separate(model.instance.demand(solved.choice), level)
        cells = violated_cells(model, pool, level, solved.choice)
        return peak_variable_covers(model, pool, peak, cells)

    return add_cuts
