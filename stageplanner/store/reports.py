"""What the commands ``history``, ``diff`` and ``rollover`` tell, as plain records."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from stageplanner import messages
from stageplanner.domain.difference import difference_of_states
from stageplanner.domain.plan import Plan
from stageplanner.domain.records import difference_record, event_record
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.store.document import Document
from stageplanner.store.file import load, load_with_content, save
from stageplanner.store.lock import current_user
from stageplanner.store.refusal import refusal
from stageplanner.store.years import document_of_next_year, path_of_year, year_label

#: Names that every file knows besides its scenarios.
WISH, CURRENT = "wish", "current"


def history_report(path: Path) -> dict[str, Any]:
    """Every change of a project file, oldest first.

    Returns
    -------
    dict
        ``events``: a list of ``when`` (ISO, UTC), ``user``, ``verb``, ``subject``, ``before``,
        ``after``, ``origin``.
    """
    return {"events": [event_record(event) for event in load(path).history]}


def diff_report(
    first: Path, second: Path, *, plans: tuple[str, str] = (CURRENT, CURRENT)
) -> dict[str, Any]:
    """What differs between two project files, or two plans of one.

    Parameters
    ----------
    plans
        The plan of each that is compared: ``"wish"``, ``"current"`` or a scenario's name.

    Returns
    -------
    dict
        ``rows``: what was handed in (``kind``, ``id``, ``label``, ``fate`` new, gone or
        changed, ``fields``); ``policy``: ``name``, ``before``, ``after``; ``plan``: per stage
        period ``before``, ``after`` and ``kinds``; ``is_same``.
    """
    states = []
    for path, name in zip((first, second), plans, strict=True):
        document = load(path)
        states.append(replace(document.state, plan=plan_named(document, name, path)))
    difference = difference_of_states(*states)
    return difference_record(difference) | {"is_same": difference.is_empty}


def plan_named(document: Document, name: str, path: Path) -> Plan | None:
    """The plan of a file that a user names; ``None`` is the wish.

    Raises
    ------
    StagePlannerError
        There is no plan of that name.
    """
    if name == WISH:
        return None
    if name == CURRENT:
        return document.state.plan
    known = {plan.name: plan for plan in document.plans}
    if name not in known:
        names = (WISH, CURRENT, *known)
        raise StagePlannerError(refusal("store_no_plan", path, name=name, names=names))
    return known[name]


def rollover_report(
    path: Path,
    out: Path | None = None,
    *,
    wish_from_plan: bool = False,
    language: str = messages.DEFAULT_LANGUAGE,
) -> dict[str, Any]:
    """Begin the next school year of a project file in a file of its own.

    The old file is not touched. The new one is ``regio 2027-2028.stageplan`` beside it unless
    ``out`` is given; a file that exists is not replaced.

    Returns
    -------
    dict
        ``file``, ``school_year`` ("2027-2028"), ``periods`` (how many), and ``problems``: what
        needs a look, each with ``code``, ``severity``, ``period``, ``message``.

    Raises
    ------
    StagePlannerError
        The file cannot be read, holds no stage periods, or the new one exists already.
    """
    document, content = load_with_content(path)
    if not document.state.periods:
        raise StagePlannerError(refusal("store_no_periods", path))
    fresh, rolled = document_of_next_year(
        document,
        wish_from_plan=wish_from_plan,
        user=current_user(),
        file=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    target = out or path_of_year(path, rolled.year)
    if target.exists():
        raise StagePlannerError(refusal("store_exists", target))
    save(target, fresh)
    return {
        "file": str(target),
        "school_year": year_label(rolled.year),
        "periods": len(rolled.state.periods),
        "problems": problem_records(rolled.report, language),
    }


def problem_records(problems: Sequence[Problem], language: str) -> list[dict[str, Any]]:
    """Problems as records, with their sentence."""
    return [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "period": problem.place.period,
            "message": messages.sentence(problem, language),
        }
        for problem in problems
    ]
