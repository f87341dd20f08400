"""Exit codes, problems and numbers as JSON, and opening a project: shared by all commands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from stageplanner.messages import LANGUAGES, text
from stageplanner.problems import Place, Problem, Severity, StagePlannerError

if TYPE_CHECKING:
    from stageplanner.project import Project
    from stageplanner.workspace.region_place import RegionPlace

StatusT = TypeVar("StatusT", bound=StrEnum)

#: Exit codes: done, done but for what is listed, and not done.
DONE, DONE_WITH_PROBLEMS, NOT_DONE = 0, 1, 2

#: Of a command: its exit code, its JSON, and its sentences.
Answer = tuple[int, dict[str, Any], list[str]]


def problem_json(problem: Problem, language: str) -> dict[str, Any]:
    """Return a problem as the JSON of every command shows it."""
    from stageplanner.messages import sentence

    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": problem.place.file,
        "sheet": problem.place.sheet,
        "row": problem.place.row,
        "column": problem.place.column,
        "period": problem.place.period,
        "message": sentence(problem, language),
    }


def exit_code(problems: Sequence[Problem]) -> int:
    """Return 1 if any problem is a warning or an error, else 0."""
    serious = any(problem.severity is not Severity.INFO for problem in problems)
    return DONE_WITH_PROBLEMS if serious else DONE


def json_number(value: float | None) -> float | None:
    """Return a number for JSON, rounded to 6 decimals; None if it is infinite or missing."""
    return None if value is None or not math.isfinite(value) else round(value, 6)


def open_project(path: RegionPlace) -> Project:
    """Open the project at a path, or the region at an address of a server.

    Raises
    ------
    StagePlannerError
        There is no such file, or no such region.
    """
    from stageplanner.project import Project

    if not isinstance(path, Path):
        from stageplanner.shared.refresh_views import refresh_views

        project = Project.open(path)
        project.on_shared = refresh_views
        return project
    if not path.exists():
        raise StagePlannerError(
            Problem(code="file_missing", place=Place(file=path.name), values={"path": path})
        )
    return Project.open(path)


def open_with_periods(path: RegionPlace) -> Project:
    """Open a project that must have stage periods.

    Raises
    ------
    StagePlannerError
        There is no such file, or it has no stage periods.
    """
    project = open_project(path)
    if not project.state.periods:
        raise StagePlannerError(Problem(code="nothing_to_plan", values={"path": path}))
    return project


def bad_argument(
    argument: str, value: object, cure: str, language: str, **of_cure: object
) -> StagePlannerError:
    """Return the error of a wrong argument, with its cure."""
    values = {"argument": argument, "value": value, "cure": text(cure, language, **of_cure)}
    return StagePlannerError(Problem(code="bad_argument", values=values))


def status_named(
    kind: type[StatusT], word: str, prefix: str, argument: str, language: str
) -> StatusT:
    """Return a status by its word in JSON, or by the word on screen in either language.

    Raises
    ------
    StagePlannerError
        There is no such status; the message lists those that there are.
    """
    wanted = word.strip().casefold()
    for status in kind:
        if wanted in {status.value, *(text(f"{prefix}{status.value}", lang) for lang in LANGUAGES)}:
            return status
    words = [text(f"{prefix}{status.value}", language) for status in kind]
    raise bad_argument(argument, word, "cure_status", language, words=words)


def finite_up(peak: float | None) -> float | None:
    """Return a peak for JSON, rounded up: it stays at or above its lower bound."""
    return None if peak is None or not math.isfinite(peak) else math.ceil(peak * 1e6 - 1e-4) / 1e6


def finite_down(bound: float | None) -> float | None:
    """Return a lower bound for JSON, rounded down: never more than was proven."""
    return None if bound is None else math.floor(bound * 1e6) / 1e6


def open_with_plan(path: RegionPlace) -> Project:
    """Open a project that must have a plan.

    Raises
    ------
    StagePlannerError
        There is no such file, or it has no plan.
    """
    project = open_with_periods(path)
    if project.state.plan is None:
        raise StagePlannerError(Problem(code="no_plan", values={"path": path}))
    return project
