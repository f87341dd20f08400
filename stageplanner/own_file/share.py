"""The project files that the region makes for its institutions, one each.

:mod:`stageplanner.own_file.view` decides what is in a file.
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
        If there is no such institution, or the path is taken.
    """
    if path.exists():
        # The institution may have tried and answered things in this file.
        raise StagePlannerError(Problem(code="share_exists", values={"path": path.name}))
    from stageplanner.store.document import Document
    from stageplanner.store.file.save_load import save

    view = own_file_view(state, institution, text("share_pool", language))
    # The region's plan goes along: only what differs from it was tried by the institution.
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
    """The file of one institution and its problems; ``path`` is ``None`` if it was not written."""

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
    """Write a file per institution into a folder; one that fails does not stop the others.

    Raises
    ------
    StagePlannerError
        If the folder cannot be made.
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
            problems = share_problems(share(state, name, path, language))
            shared = Shared(institution=name, path=path, problems=problems)
        except StagePlannerError as error:
            shared = Shared(institution=name, path=None, problems=(error.problem,))
        done.append(shared)
        progress.report((number + 1) / len(names))
    return tuple(done)


def shared_plan(plans: Iterable[Plan]) -> Plan | None:
    """Return the region's plan of when it made the file, if the file still has it."""
    names = {text("share_plan", language) for language in LANGUAGES}
    return next((plan for plan in plans if plan.name in names), None)


def share_problems(view: OwnFileView) -> tuple[Problem, ...]:
    """Return what the person who sends a file should know about its totals."""
    problems: list[tuple[str, dict[str, object]]] = []
    if view.only_one_other:
        problems.append(("share_only_one_other", {"programmes": list(view.only_one_other)}))
    if any(base.is_masked for base in view.state.base_load):
        problems.append(("share_masked", {}))
    if view.single_pools:
        problems.append(("share_single_pools", {"count": view.single_pools}))
    return tuple(
        Problem(code=code, severity=Severity.INFO, values=values) for code, values in problems
    )
