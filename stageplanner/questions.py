"""What can be asked of a region: plain functions of a state that change nothing.

They run in a child process as well as here; the rooms are imported inside them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.explanation import Explanation
from stageplanner.domain.plan import Plan
from stageplanner.domain.state import State

if TYPE_CHECKING:
    from stageplanner.optimise.frontier import Point
    from stageplanner.optimise.result import Progress, Settings


def warm_up() -> None:
    """Load what the first edit needs, so that it need not wait; for a thread beside a window."""
    import stageplanner.sheets.reading
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
) -> Plan:
    """Propose a plan for a state; a plain function, so that it can run in a child process.

    See :func:`stageplanner.optimise.solve.optimise`.
    """
    from stageplanner.optimise.solve import optimise as solve

    return solve(state, settings, progress, is_stopped)


def frontier(
    state: State,
    time_limit: float = 60.0,
    progress: Callable[[Point], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
) -> tuple[Point, ...]:
    """The fewest changes for every peak that can be had; every point is a complete plan.

    See :func:`stageplanner.optimise.frontier.frontier`.
    """
    from stageplanner.optimise.frontier import frontier as walk

    return walk(state, time_limit, progress, is_stopped)


def explain(state: State) -> Explanation:
    """Say why each change of the current plan is asked, and why the peak goes no lower."""
    from stageplanner.optimise.explain import explain as tell

    return tell(state)


def export(state: State, folder: Path, language: str = "nl") -> tuple[Path, ...]:
    """Write the workbooks of the current plan into a folder; nothing is half written.

    Returns
    -------
    tuple of Path
        The files, in the order they should be read.
    """
    from stageplanner.sheets.write_workbook import write_workbook

    return write_workbook(state, explain(state), folder, language)
