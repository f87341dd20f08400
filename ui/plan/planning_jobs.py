"""Functions that a child process runs for the planning page, found by name.

Each takes what it needs, then ``progress`` and ``is_stopped``; nothing here knows the window.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stageplanner.domain.planning.question_scope import QuestionScope
    from stageplanner.domain.state import State
    from stageplanner.optimise.result import Settings


def run_optimise(
    state: State,
    settings: Settings,
    limits: QuestionScope | None,
    progress: Callable[[object], None],
    is_stopped: Callable[[], bool],
) -> object:
    """Propose a plan and explain it; return both."""
    from dataclasses import replace

    from stageplanner.planning import explain, optimise

    plan = optimise(state, settings, progress, is_stopped, limits)
    try:
        explanation = explain(replace(state, plan=plan))
    except ImportError:
        explanation = None
    return plan, explanation


def run_explain(
    state: State, progress: Callable[[object], None], is_stopped: Callable[[], bool]
) -> object:
    """Explain the current plan; return the plan and its explanation."""
    from stageplanner.planning import explain

    return state.plan, explain(state)


def run_explain_fully(
    state: State, progress: Callable[[object], None], is_stopped: Callable[[], bool]
) -> object:
    """Explain the current plan, and solve again for what keeps its peak up."""
    from stageplanner.planning import explain_fully

    return state.plan, explain_fully(state, is_stopped=is_stopped)


def run_frontier(
    state: State,
    seconds: float,
    progress: Callable[[object], None],
    is_stopped: Callable[[], bool],
) -> object:
    """Compute the curve of changes against peak, reporting each point as it comes."""
    from stageplanner.planning import frontier

    return frontier(state, seconds, progress, is_stopped)
