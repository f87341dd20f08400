"""What can be asked of a region: plain functions of a state that change nothing.

They run in a child process as well as here; the rooms are imported inside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stageplanner.domain.option import Option
from stageplanner.domain.plan import WISH_PLAN, Plan
from stageplanner.domain.planning.question_scope import QuestionScope, within_limits, without_claims
from stageplanner.domain.results.division import Division
from stageplanner.domain.results.explanation import Explanation
from stageplanner.domain.results.price import Price
from stageplanner.domain.results.robustness import Robustness, RobustPlan
from stageplanner.domain.state import State
from stageplanner.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from stageplanner.domain.results.repair import Repair
    from stageplanner.optimise.result import Point, Settings


def optimise(
    state: State,
    settings: Settings,
    progress: Progress = NO_PROGRESS,
    limits: QuestionScope | None = None,
) -> Plan:
    """Propose a plan for a state; a plain function, so that it can run in a child process.

    See :func:`stageplanner.optimise.solve.optimise`, and
    :mod:`stageplanner.domain.planning.question_scope` for what a question may leave alone.
    """
    from stageplanner.optimise.solve import optimise as solve

    if limits is None or limits.is_free:
        return solve(state, settings, progress)
    plan = solve(within_limits(state, limits), settings, progress)
    return without_claims(plan, state)


def frontier(
    state: State,
    time_limit: float = 60.0,
    progress: Progress = NO_PROGRESS,
    *,
    burden: bool = False,
    workers: int | None = None,
    seed: int = 1,
) -> tuple[Point, ...]:
    """The least that must be asked for every peak that can be had; every point is a plan.

    Asked is counted in changes, or with ``burden`` as what the most burdened institution gives
    way. See :func:`stageplanner.optimise.frontier.frontier`.
    """
    from stageplanner.optimise.frontier import frontier as walk

    return walk(state, time_limit, progress, burden=burden, workers=workers, seed=seed)


def repairs(
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
    """Plan again around answers: up to three repairs, those that touch few others first.

    ``refused`` stage periods do their wish, ``counters`` what was proposed instead, and
    ``locked`` ones what the plan gave them. The target is the policy's where not given.
    See :func:`stageplanner.optimise.repair.replan.replan`.
    """
    from stageplanner.optimise.repair.replan import Answers, replan

    return replan(
        state,
        Answers(agreed=locked, refused=refused, counters=counters or {}),
        target=state.policy.target if target is None else target,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        progress=progress,
    )


def divide(state: State, time_limit: float = 25.0, progress: Progress = NO_PROGRESS) -> Division:
    """Divide the students of the current plan over leerbedrijven; the rest is named.

    See :func:`stageplanner.optimise.divide.divide.divide`.
    """
    from stageplanner.optimise.divide.divide import divide as share
    from stageplanner.optimise.time_budget import TimeBudget

    return share(state, effort=TimeBudget(time_limit, progress))


def prices(
    state: State, time_limit: float = 30.0, progress: Progress = NO_PROGRESS
) -> tuple[Price, ...]:
    """List what would help: a little more room, and what the plan gains by it.

    See :func:`stageplanner.optimise.explaining.prices.prices`.
    """
    from stageplanner.optimise.explaining.prices import prices as ask
    from stageplanner.optimise.time_budget import TimeBudget

    return ask(state, effort=TimeBudget(time_limit, progress))


def robust(
    state: State,
    *,
    spread: float = 0.1,
    samples: int = 500,
    seed: int = 1,
    progress: Progress = NO_PROGRESS,
) -> Robustness:
    """Try the current plan with other student numbers, and with a leerbedrijf gone.

    See :func:`stageplanner.optimise.robust.simulate.robust`.
    """
    from stageplanner.optimise.robust.simulate import robust as attempt

    return attempt(state, None, samples, seed, spread=spread, progress=progress)


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
    """Look for a plan with more slack than the current one, and hardly more changes.

    See :func:`stageplanner.optimise.robust.robust_plan.robust_plan`.
    """
    from stageplanner.optimise.robust.robust_plan import robust_plan as seek
    from stageplanner.optimise.time_budget import TimeBudget

    effort = TimeBudget(time_limit, progress, seed=seed)
    return seek(
        state,
        state.plan or WISH_PLAN,
        effort,
        samples,
        seed,
        spread=spread,
        more_changes=more_changes,
    )


def explain(state: State) -> Explanation:
    """Say why each change of the current plan is asked, and why the peak goes no lower."""
    from stageplanner.optimise.explaining.explain import explain as tell

    return tell(state)


def explain_fully(
    state: State, time_limit: float = 30.0, progress: Progress = NO_PROGRESS
) -> Explanation:
    """Explain, count out why no plan goes lower, and name the rules that clash.

    See :func:`stageplanner.optimise.explaining.explain.explain_fully`; it takes seconds.
    """
    from stageplanner.optimise.explaining.explain import explain_fully as tell
    from stageplanner.optimise.time_budget import TimeBudget

    return tell(state, TimeBudget(time_limit, progress))
