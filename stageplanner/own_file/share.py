"""An institution's own file: made by the region, worked on by the institution, answered back.

What is in it, and what is not, is in :mod:`stageplanner.own_file.view`. The answer is the
workbook of the round, filled in, so that the region reads it like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from stageplanner.domain.plan import Plan
from stageplanner.domain.state import State, fingerprint
from stageplanner.messages import LANGUAGES, text
from stageplanner.own_file.view import OwnFileView, own_file_view
from stageplanner.problems import Problem, Severity, StagePlannerError
from stageplanner.progress import NO_PROGRESS, Progress


def share(state: State, institution: str, path: Path, language: str = "nl") -> OwnFileView:
    """Write the file of one institution: its own rows in full, all others as totals.

    Raises
    ------
    StagePlannerError
        There is no such institution, or another file stands there that would be lost.
    """
    if path.exists():
        # It may hold what the institution tried and answered.
        raise StagePlannerError(Problem(code="share_exists", values={"path": path.name}))
    from stageplanner.store.document import Document
    from stageplanner.store.file.save_load import save

    view = own_file_view(state, institution, text("share_pool", language))
    # The plan as the region has it goes along: by it is known what the institution tried itself.
    placements = {} if view.state.plan is None else view.state.plan.placements
    plan = Plan(
        placements=placements,
        fingerprint=fingerprint(view.state),
        name=text("share_plan", language),
    )
    save(path, Document(state=view.state, plans=(plan,)))
    return view


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What became of the file of one institution; ``path`` is ``None`` where it was not written."""

    institution: str
    path: Path | None
    problems: tuple[Problem, ...]


def share_each(
    state: State,
    institutions: Iterable[str],
    folder: Path,
    language: str = "nl",
    progress: Progress = NO_PROGRESS,
) -> tuple[Shared, ...]:
    """Write the file of each of these institutions into a folder, as far as it can be done.

    Raises
    ------
    StagePlannerError
        The folder cannot be made.
    """
    from stageplanner.reporting.file_names import file_name

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        values = {"path": str(folder), "why": error.strerror or str(error)}
        raise StagePlannerError(Problem(code="cannot_write", values=values)) from error
    names, taken, done = tuple(institutions), set[str](), []
    for number, name in enumerate(names):
        if progress.is_cancelled:
            break
        path = folder / f"{file_name(name, taken)}.stageplan"
        try:
            found = Shared(
                institution=name,
                path=path,
                problems=share_problems(share(state, name, path, language)),
            )
        except StagePlannerError as error:
            found = Shared(institution=name, path=None, problems=(error.problem,))
        done.append(found)
        progress.report((number + 1) / len(names))
    return tuple(done)


def shared_plan(plans: Iterable[Plan]) -> Plan | None:
    """The plan as the region had it when it made an institution's file, if it is still there."""
    names = {text("share_plan", language) for language in LANGUAGES}
    return next((plan for plan in plans if plan.name in names), None)


def share_problems(view: OwnFileView) -> tuple[Problem, ...]:
    """What totals cannot hide, for whoever sends the file."""
    told: list[Problem] = []
    if view.only_one_other:
        programmes = list(view.only_one_other)
        told.append(_problem("share_only_one_other", programmes=programmes))
    if any(base.is_masked for base in view.state.base_load):
        told.append(_problem("share_masked"))
    if view.single_pools:
        told.append(_problem("share_single_pools", count=view.single_pools))
    return tuple(told)


def _problem(code: str, severity: Severity = Severity.INFO, **values: object) -> Problem:
    return Problem(code=code, severity=severity, values=values)


# --- answering ------------------------------------------------------------------------------
