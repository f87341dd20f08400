"""What a child process of the window does: functions that it finds by their names.

Each takes what it needs, then ``progress`` and ``is_stopped``; nothing here knows the window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stageplanner.domain.limits import Limits
    from stageplanner.domain.mapping import ColumnMapping
    from stageplanner.domain.state import State
    from stageplanner.intake import Intake
    from stageplanner.optimise.result import Settings

#: A cell put right by hand: sheet, row and column as the spreadsheet names them, and text.
CellText = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What people decided of files: columns now, columns remembered, and cells per file."""

    confirmed: tuple[ColumnMapping, ...] = ()
    remembered: tuple[ColumnMapping, ...] = ()
    cells: Mapping[Path, tuple[CellText, ...]] = field(default_factory=dict)


def run_optimise(
    state: State,
    settings: Settings,
    limits: Limits | None,
    progress: Callable[[object], None],
    is_stopped: Callable[[], bool],
) -> object:
    """Propose a plan and explain it; the pair comes back to the window."""
    from dataclasses import replace

    from stageplanner.questions import explain, optimise

    plan = optimise(state, settings, progress, is_stopped, limits)
    try:
        told = explain(replace(state, plan=plan))
    except ImportError:
        told = None
    return plan, told


def run_explain(
    state: State, progress: Callable[[object], None], is_stopped: Callable[[], bool]
) -> object:
    """Explain the current plan; the plan and its explanation come back."""
    from stageplanner.questions import explain

    return state.plan, explain(state)


def run_explain_fully(
    state: State, progress: Callable[[object], None], is_stopped: Callable[[], bool]
) -> object:
    """Explain the current plan, and solve again for what holds its peak up."""
    from stageplanner.questions import explain_fully

    return state.plan, explain_fully(state, is_stopped=is_stopped)


def run_frontier(
    state: State,
    seconds: float,
    progress: Callable[[object], None],
    is_stopped: Callable[[], bool],
) -> object:
    """Walk down the curve of changes against peak; each point is told as it is found."""
    from stageplanner.questions import frontier

    return frontier(state, seconds, progress, is_stopped)


def run_import(
    state: State,
    paths: tuple[Path, ...],
    by_hand: ByHand,
    progress: Callable[[object], None],
    is_stopped: Callable[[], bool],
) -> object:
    """Read files beside a state; the intake comes back, to be taken over or not."""
    from stageplanner.intake import preview_files
    from stageplanner.putting_right import corrections_of

    corrections = {path: corrections_of(texts) for path, texts in by_hand.cells.items()}
    return preview_files(
        state,
        paths,
        progress,
        is_stopped,
        by_hand.remembered,
        confirmed=by_hand.confirmed,
        corrections=corrections,
    )


def run_source(
    path: Path,
    wanted: dict[str, frozenset[int]],
    progress: Callable[[object], None],
    is_stopped: Callable[[], bool],
) -> object:
    """Read the rows of a file as they stand in it; its path and its sheets come back."""
    from stageplanner.putting_right import source_sheets

    return path, source_sheets(path, wanted, is_stopped)


def run_annotate(
    intake: Intake,
    folder: Path,
    language: str,
    progress: Callable[[object], None],
    is_stopped: Callable[[], bool],
) -> object:
    """Write marked copies of the files that were read with problems; the copies come back."""
    from stageplanner.putting_right import annotate

    return annotate(intake, folder, language)
