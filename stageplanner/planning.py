"""Questions to the planner: functions of a state that change nothing.

Each also runs in a child process. The rooms of the optimiser are imported inside the functions,
so that a window opens before they are loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stageplanner.domain.option import Option
from stageplanner.domain.plan import WISH_PLAN, Plan
from stageplanner.domain.planning.question_scope import (
    QuestionScope,
    within_limits,
    within_question,
)
from stageplanner.domain.results.division import Division
from stageplanner.domain.results.explanation import Explanation
from stageplanner.domain.results.price import Price
from stageplanner.domain.results.robustness import Robustness, RobustPlan
from stageplanner.domain.state import State
from stageplanner.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from stageplanner.domain.results.repair import Repair
    from stageplanner.optimise.result import Point, Settings, ShortagePlan


def optimise(
    state: State,
    settings: Settings,
    progress: Progress = NO_PROGRESS,
    limits: QuestionScope | None = None,
) -> Plan:
    """Propose a plan for a state.

    Parameters
    ----------
    state : State
        The region.
    settings : Settings
        The target and how long and how closely to look for it.
    progress : Progress
        Gets a ``SolveProgress`` whenever a plan or a bound got better. Once it is cancelled, the
        best plan so far is returned.
    limits : QuestionScope, optional
        Which stage periods the question is about; the others stay as they are.

    Returns
    -------
    Plan
        With a proof per component. Within a scope the proofs hold within it, and say so.

    See Also
    --------
    stageplanner.optimise.solve.optimise
    """
    from stageplanner.optimise import solve

    if limits is None or limits.is_free:
        return solve.optimise(state, settings, progress)
    plan = solve.optimise(within_limits(state, limits), settings, progress)
    return within_question(plan, state, limits)


def frontier(
    state: State,
    time_limit: float = 60.0,
    progress: Progress = NO_PROGRESS,
    *,
    burden: bool = False,
    workers: int | None = None,
    seed: int = 1,
) -> tuple[Point, ...]:
    """Find the least that must be asked for every peak that can be reached.

    Parameters
    ----------
    state : State
        The region.
    time_limit : float
        Seconds for all components together.
    progress : Progress
        Gets every ``Point`` when it is found. Once it is cancelled, the points so far are
        returned.
    burden : bool
        Count what the most burdened institution gives way, in students x weeks, instead of
        changes.
    workers : int, optional
        Threads of the solver; by default as many as there are cores, at most 8.
    seed : int
        Random seed of the solver.

    Returns
    -------
    tuple of Point
        Per component from the wish down; each is a plan, and none is dominated by another.

    See Also
    --------
    stageplanner.optimise.frontier.frontier
    """
    from stageplanner.optimise import frontier as _frontier

    return _frontier.frontier(
        state, time_limit, progress, burden=burden, workers=workers, seed=seed
    )


def shortage_frontier(
    state: State,
    time_limit: float = 60.0,
    progress: Progress = NO_PROGRESS,
    *,
    workers: int | None = None,
    seed: int = 1,
) -> tuple[ShortagePlan, ...]:
    """Find the fewest changes for every shortage, where the target cannot be reached.

    Parameters
    ----------
    state : State
        The region; its policy has the target, and the share of the knee.
    time_limit : float
        Seconds for all components together.
    progress : Progress
        Gets every ``ShortagePlan`` when it is found. Once it is cancelled, the points so far are
        returned.
    workers : int, optional
        Threads of the solver; by default as many as there are cores, at most 8.
    seed : int
        Random seed of the solver.

    Returns
    -------
    tuple of ShortagePlan
        Per component from the wishes down; empty if the target is within reach.

    See Also
    --------
    stageplanner.optimise.shortage_frontier.shortage_frontier
    """
    from stageplanner.optimise import shortage_frontier as _shortage

    return _shortage.shortage_frontier(state, time_limit, progress, workers=workers, seed=seed)


def find_repairs(
    state: State,
    *,
    refused: frozenset[str] = frozenset(),
    locked: frozenset[str] = frozenset(),
    counters: Mapping[str, Option] | None = None,
    target: float | None = None,
    time_limit: float = 10.0,
    workers: int | None = None,
    seed: int = 1,
    progress: Progress = NO_PROGRESS,
) -> tuple[Repair, ...]:
    """Find up to three repairs of the current plan around answers.

    Parameters
    ----------
    state : State
        The region with its current plan.
    refused : frozenset of str
        Ids of stage periods that go back to their wish.
    locked : frozenset of str
        Ids of stage periods that keep what the plan gave them.
    counters : mapping of str to Option, optional
        What was proposed instead, by the id of the stage period.
    target : float, optional
        The peak to reach, as a fraction of the places; by default that of the policy.
    time_limit : float
        Seconds for all components together.
    workers : int, optional
        Threads of the solver; by default as many as there are cores, at most 8.
    seed : int
        Random seed of the solver.
    progress : Progress
        Once it is cancelled, the repairs found so far are returned.

    Returns
    -------
    tuple of Repair
        The one that touches the fewest other parties first.

    See Also
    --------
    stageplanner.optimise.repair.find_repairs.find_repairs
    """
    from stageplanner.optimise.repair import find_repairs as _find_repairs

    return _find_repairs.find_repairs(
        state,
        _find_repairs.Answers(agreed=locked, refused=refused, counters=counters or {}),
        target=state.policy.target if target is None else target,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        progress=progress,
    )


def divide(state: State, time_limit: float = 25.0, progress: Progress = NO_PROGRESS) -> Division:
    """Divide the students of the current plan over leerbedrijven.

    Parameters
    ----------
    state : State
        The region; without a plan the wishes are divided.
    time_limit : float
        Seconds.
    progress : Progress
        Once it is cancelled, the best division so far is returned.

    Returns
    -------
    Division
        Students per stage period and leerbedrijf, and those who could not be placed.

    See Also
    --------
    stageplanner.optimise.divide.divide.divide
    """
    from stageplanner.optimise.divide import divide as _divide
    from stageplanner.optimise.time_budget import TimeBudget

    return _divide.divide(state, time_budget=TimeBudget(time_limit, progress))


def prices(
    state: State,
    time_limit: float = 30.0,
    progress: Progress = NO_PROGRESS,
    *,
    programmes: tuple[str, ...] | None = None,
) -> tuple[Price, ...]:
    """List what would help: a little more room, and what the plan gains by it.

    Parameters
    ----------
    state : State
        The region with its current plan.
    time_limit : float
        Seconds.
    progress : Progress
        Once it is cancelled, the prices found so far are returned.
    programmes : tuple of str, optional
        Any programmes of the component to help; by default every component is looked at.

    Returns
    -------
    tuple of Price
        What helps most first.

    See Also
    --------
    stageplanner.optimise.explaining.prices.prices
    """
    from stageplanner.optimise.explaining import prices as _prices
    from stageplanner.optimise.time_budget import TimeBudget

    return _prices.prices(
        state, programmes=programmes, time_budget=TimeBudget(time_limit, progress)
    )


def robust(
    state: State,
    *,
    spread: float = 0.1,
    samples: int = 500,
    seed: int = 1,
    progress: Progress = NO_PROGRESS,
) -> Robustness:
    """Try the current plan with other student numbers, and with a leerbedrijf gone.

    Parameters
    ----------
    state : State
        The region; without a plan the wishes are tried.
    spread : float
        How far student numbers may lie from the plan, as a fraction.
    samples : int
        Draws of student numbers.
    seed : int
        Random seed of the draws.
    progress : Progress
        Once it is cancelled, what was tried so far is returned.

    Returns
    -------
    Robustness
        The peaks per component.

    See Also
    --------
    stageplanner.optimise.robust.simulate.robust
    """
    from stageplanner.optimise.robust import simulate

    return simulate.robust(state, None, samples, seed, spread=spread, progress=progress)


def robust_plan(
    state: State,
    *,
    more_changes: int = 0,
    spread: float = 0.1,
    samples: int = 500,
    seed: int = 1,
    time_limit: float = 30.0,
    progress: Progress = NO_PROGRESS,
) -> RobustPlan:
    """Find a plan with more slack than the current one and hardly more changes.

    Parameters
    ----------
    state : State
        The region; without a plan the wishes are the current plan.
    more_changes : int
        Changes more than the current plan has that are allowed in each component.
    spread : float
        How far student numbers may lie from the plan, as a fraction.
    samples : int
        Draws of student numbers.
    seed : int
        Random seed of draws and solver.
    time_limit : float
        Seconds.
    progress : Progress
        Once it is cancelled, the best plan so far is returned.

    Returns
    -------
    RobustPlan
        The plan, how robust it is, and the plans that were tried.

    See Also
    --------
    stageplanner.optimise.robust.robust_plan.robust_plan
    """
    from stageplanner.optimise.robust import robust_plan as _robust_plan
    from stageplanner.optimise.time_budget import TimeBudget

    return _robust_plan.robust_plan(
        state,
        state.plan or WISH_PLAN,
        TimeBudget(time_limit, progress, seed=seed),
        samples,
        seed,
        spread=spread,
        more_changes=more_changes,
    )


def explain(state: State) -> Explanation:
    """Explain why each change of the current plan is asked and why the peak goes no lower.

    Parameters
    ----------
    state : State
        The region with its current plan.

    Returns
    -------
    Explanation
        Reasons per change and limits per component, computed without solving.
    """
    from stageplanner.optimise.explaining import explain as _explain

    return _explain.explain(state)


def explain_fully(
    state: State, time_limit: float = 30.0, progress: Progress = NO_PROGRESS
) -> Explanation:
    """Explain a plan, prove why no plan goes lower, and name the rules that conflict.

    Parameters
    ----------
    state : State
        The region with its current plan.
    time_limit : float
        Seconds.
    progress : Progress
        Once it is cancelled, what was explained so far is returned.

    Returns
    -------
    Explanation
        As :func:`explain` gives, with proofs and rule conflicts.

    See Also
    --------
    stageplanner.optimise.explaining.explain.explain_fully
    """
    from stageplanner.optimise.explaining import explain as _explain
    from stageplanner.optimise.time_budget import TimeBudget

    return _explain.explain_fully(state, TimeBudget(time_limit, progress))
