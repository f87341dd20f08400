"""Functions that a child process runs for the planning page, found by name.

Each takes what it needs, then a ``Progress``; nothing here knows the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stageplanner.domain.planning.question_scope import QuestionScope
    from stageplanner.domain.state import State
    from stageplanner.optimise.result import Settings
    from stageplanner.progress import Progress


def run_optimise(
    state: State,
    settings: Settings,
    limits: QuestionScope | None,
    progress: Progress,
) -> object:
    """Propose a plan and explain it; return both."""
    from dataclasses import replace

    from stageplanner.planning import explain, optimise

    plan = optimise(state, settings, progress, limits)
    try:
        explanation = explain(replace(state, plan=plan))
    except ImportError:
        explanation = None
    return plan, explanation


def run_explain(state: State, progress: Progress) -> object:
    """Explain the current plan; return the plan and its explanation."""
    from stageplanner.planning import explain

    return state.plan, explain(state)


def run_explain_fully(state: State, progress: Progress) -> object:
    """Explain the current plan, and solve again for what keeps its peak up."""
    from stageplanner.planning import explain_fully

    return state.plan, explain_fully(state, progress=progress)


def run_frontier(
    state: State,
    seconds: float,
    progress: Progress,
) -> object:
    """Compute the curves of changes against shortage and peak, reporting each point as it comes.

    The first is of components that no plan fits; it takes at most half of the time.
    """
    from time import monotonic

    from stageplanner.planning import frontier, shortage_frontier

    begin = monotonic()
    against_shortage = shortage_frontier(state, seconds / 2, progress)
    left = max(0.0, seconds - (monotonic() - begin))
    return (*against_shortage, *frontier(state, left, progress))


def run_fairness(state: State, seconds: float, progress: Progress) -> object:
    """Compute the plans that ask least of the institution that gives most, for every peak."""
    from stageplanner.planning import frontier

    return frontier(state, seconds, progress, burden=True)
