"""Commands that look over more than one plan: frontier, history, diff, rollover."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from stageplanner.cli.output import (
    DONE,
    Answer,
    exit_code,
    open_project,
    open_with_periods,
    problem_json,
)
from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.comparison.difference import PlanDifference, difference_of_states
from stageplanner.domain.comparison.records import (
    difference_record,
    event_record,
    plan_difference_record,
)
from stageplanner.domain.history import Event
from stageplanner.domain.plan import Placement
from stageplanner.messages import line, text
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.reporting.history_text import event_summary, subject_words, verb_words
from stageplanner.workspace.project_file import path_of_year


def show_history(args: argparse.Namespace) -> Answer:
    """``history PROJECT``: every change with its time, user, verb, and where it came from."""
    events = open_project(args.project).history
    sentences = ["  ".join(filter(None, _event_parts(event, args.lang))) for event in events]
    return DONE, {"events": [event_record(event) for event in events]}, sentences


def _event_parts(event: Event, language: str) -> tuple[str, ...]:
    when = event.when.astimezone()
    return (
        f"{when:%Y-%m-%d %H:%M}",
        event.user,
        verb_words(event.verb, language),
        subject_words(event, language),
        event_summary(event, language),
    )


def show_difference(args: argparse.Namespace) -> Answer:
    """``diff A B [--plans NAME NAME]``: rows, policy and plan of two projects, or scenarios."""
    states = []
    for path, name in zip((args.first, args.second), args.plans, strict=True):
        project = open_project(path)
        states.append(replace(project.state, plan=project.plan_named(name)))
    found = difference_of_states(*states)
    answer = difference_record(found) | {
        "plan": [_plan_row(row) for row in found.plan],
        "equal": found.is_empty,
    }
    sentences = [f"{row.fate.value}: {row.kind} {row.label}" for row in found.rows]
    sentences.extend(f"policy {f.name}: {f.before} -> {f.after}" for f in found.policy)
    sentences.extend(
        f"{row.period.institution} {row.period.group}: "
        f"{_placed_short(row.before)} -> {_placed_short(row.after)}"
        for row in found.plan
    )
    return DONE, answer, sentences or [text("told_equal", args.lang)]


def _plan_row(row: PlanDifference) -> dict[str, Any]:
    return plan_difference_record(row) | {
        "before": [_placed(placement) for placement in row.before],
        "after": [_placed(placement) for placement in row.after],
    }


def _placed(placement: Placement) -> dict[str, Any]:
    option = placement.option
    return {
        "form": option.form.value,
        "start": option.start.isoformat(),
        "end": option.end.isoformat(),
        "days_per_week": option.days_per_week,
        "weekdays": format_weekdays(option.weekdays),
        "students": placement.students,
    }


def _placed_short(placements: Iterable[Placement]) -> str:
    rows = [_placed(placement) for placement in placements]
    return "; ".join(f"{r['form']} {r['start']}..{r['end']} {r['weekdays'] or '-'}" for r in rows)


def roll_project_over(args: argparse.Namespace) -> Answer:
    """``rollover PROJECT``: the region of the next school year in a file beside this one."""
    project = open_with_periods(args.project)
    fresh, rolled = project.next_year(wish_from_plan=args.from_plan)
    target: Path = args.out or path_of_year(args.project, rolled.year)
    if target.exists():
        raise StagePlannerError(Problem(code="rollover_exists", values={"path": target}))
    fresh.save(target)
    answer = {
        "file": str(target),
        "school_year": f"{rolled.year}-{rolled.year + 1}",
        "periods": len(rolled.state.periods),
        "problems": [problem_json(problem, args.lang) for problem in rolled.report],
    }
    sentences = [str(target), *(line(problem, args.lang) for problem in rolled.report)]
    return exit_code(rolled.report), answer, sentences
