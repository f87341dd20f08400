"""What can be asked of a region: plain functions of a state that change nothing.

They run in a child process as well as here; the rooms are imported inside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.division import Division
from stageplanner.domain.explanation import Explanation
from stageplanner.domain.history import Event
from stageplanner.domain.limits import Limits, within_limits, without_claims
from stageplanner.domain.option import Option
from stageplanner.domain.plan import WISH_PLAN, Plan
from stageplanner.domain.price import Price
from stageplanner.domain.robustness import Robustness, RobustPlan
from stageplanner.domain.state import State
from stageplanner.domain.watching import UNWATCHED, Watch

if TYPE_CHECKING:
    from stageplanner.domain.repair import Repair
    from stageplanner.optimise.result import Point, Progress, Settings


def warm_up() -> None:
    """Load what the first edit needs, so that it need not wait; for a thread beside a window."""
    import stageplanner.sheets.reading
    import stageplanner.sheets.typed
    import stageplanner.store.database
    import stageplanner.store.journal
    import stageplanner.store.lock
    import stageplanner.store.mappings
    import stageplanner.store.tables  # noqa: F401


def optimise(
    state: State,
    settings: Settings,
    progress: Callable[[Progress], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
    limits: Limits | None = None,
) -> Plan:
    """Propose a plan for a state; a plain function, so that it can run in a child process.

    See :func:`stageplanner.optimise.solve.optimise`, and :mod:`stageplanner.domain.limits` for
    what a question may leave alone.
    """
    from stageplanner.optimise.solve import optimise as solve

    if limits is None or limits.is_free:
        return solve(state, settings, progress, is_stopped)
    plan = solve(within_limits(state, limits), settings, progress, is_stopped)
    return without_claims(plan, state)


def frontier(
    state: State,
    time_limit: float = 60.0,
    progress: Callable[[Point], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
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

    return walk(state, time_limit, progress, is_stopped, burden=burden, workers=workers, seed=seed)


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
    is_stopped: Callable[[], bool] | None = None,
) -> tuple[Repair, ...]:
    """Plan again around answers: up to three repairs, those that touch few others first.

    ``refused`` stage periods do their wish, ``counters`` what was proposed instead, and
    ``locked`` ones what the plan gave them. The target is the policy's where not given.
    See :func:`stageplanner.optimise.replan.replan`.
    """
    from stageplanner.optimise.replan import Answers, replan

    return replan(
        state,
        Answers(agreed=locked, refused=refused, counters=counters or {}),
        target=state.policy.target if target is None else target,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        is_stopped=is_stopped,
    )


def divide(
    state: State, time_limit: float = 25.0, is_stopped: Callable[[], bool] | None = None
) -> Division:
    """Divide the students of the current plan over leerbedrijven; the rest is named.

    See :func:`stageplanner.optimise.divide.divide`.
    """
    from stageplanner.optimise.divide import divide as share
    from stageplanner.optimise.effort import Effort

    return share(state, effort=Effort(time_limit, is_stopped))


def write_division(state: State, division: Division, path: Path) -> None:
    """Write who goes where as a table that a spreadsheet opens; whole, or not at all."""
    from stageplanner.domain.records import division_csv
    from stageplanner.store.disk import replace_file

    replace_file(path, division_csv(state, division).encode("utf-8-sig"))


def prices(
    state: State, time_limit: float = 30.0, is_stopped: Callable[[], bool] | None = None
) -> tuple[Price, ...]:
    """List what would help: a little more room, and what the plan gains by it.

    See :func:`stageplanner.optimise.prices.prices`.
    """
    from stageplanner.optimise.effort import Effort
    from stageplanner.optimise.prices import prices as ask

    return ask(state, effort=Effort(time_limit, is_stopped))


def robust(
    state: State,
    *,
    spread: float = 0.1,
    samples: int = 500,
    seed: int = 1,
    is_stopped: Callable[[], bool] | None = None,
) -> Robustness:
    """Try the current plan with other student numbers, and with a leerbedrijf gone.

    See :func:`stageplanner.optimise.robust.robust`.
    """
    from stageplanner.optimise.robust import robust as attempt

    return attempt(state, None, samples, seed, spread=spread, is_stopped=is_stopped)


def robust_plan(
    state: State,
    *,
    more_changes: int = 0,
    spread: float = 0.1,
    samples: int = 500,
    seed: int = 1,
    time_limit: float = 30.0,
    is_stopped: Callable[[], bool] | None = None,
) -> RobustPlan:
    """Look for a plan with more slack than the current one, and hardly more changes.

    See :func:`stageplanner.optimise.robust_plan.robust_plan`.
    """
    from stageplanner.optimise.effort import Effort
    from stageplanner.optimise.robust_plan import robust_plan as seek

    effort = Effort(time_limit, is_stopped, seed=seed)
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
    from stageplanner.optimise.explain import explain as tell

    return tell(state)


def explain_fully(
    state: State, time_limit: float = 30.0, is_stopped: Callable[[], bool] | None = None
) -> Explanation:
    """Explain, count out why no plan goes lower, and name the rules that clash.

    See :func:`stageplanner.optimise.explain.explain_fully`; it takes seconds.
    """
    from stageplanner.optimise.effort import Effort
    from stageplanner.optimise.explain import explain_fully as tell

    return tell(state, Effort(time_limit, is_stopped))


def export(
    state: State,
    folder: Path,
    language: str = "nl",
    *,
    party: str | None = None,
    history: tuple[Event, ...] = (),
    watch: Watch = UNWATCHED,
) -> tuple[Path, ...]:
    """Write the workbooks of the current plan into a folder; nothing is half written.

    Parameters
    ----------
    party
        The name of an institution or leerbedrijf: then only the workbook for it, if there is
        anything to propose.
    history
        What was done in the project, for the sheet Logboek.
    watch
        Told of every file, and asked whether to stop.

    Returns
    -------
    tuple of Path
        The files, in the order they should be read.
    """
    from stageplanner.documents import find_party
    from stageplanner.domain.asks import current_round
    from stageplanner.domain.negotiation import PartyKind
    from stageplanner.roundfiles import plan_of_round, write_round
    from stageplanner.sheets.write_workbook import write_workbook
    from stageplanner.telling import log_rows

    own, asked = current_round(state), None
    if own is not None and state.plan is not None:
        planned = plan_of_round(state, own)
        if planned.placements != state.plan.placements:
            asked = (replace(state, plan=planned), explain(replace(state, plan=planned)))
    if party is None:
        log = log_rows(history, language)
        return write_workbook(
            state, explain_fully(state), folder, language, asked=asked, log=log, watch=watch
        )
    found = find_party(state, party)
    if found.kind is PartyKind.INSTITUTION:
        return write_workbook(
            state, explain(state), folder, language, asked=asked, only=found.id, watch=watch
        )
    return (
        ()
        if own is None
        else write_round(state, own, folder, language, parties=[found.id], watch=watch)
    )
