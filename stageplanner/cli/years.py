"""The commands that look back, compare and go on to the next year: history, diff, rollover."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.output import (
    DONE,
    Answer,
    exit_code,
    open_project,
    open_with_periods,
    problem_json,
)
from stageplanner.messages import line, text
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.workspace.region_place import read_place

if TYPE_CHECKING:
    from stageplanner.domain.comparison.difference import PlanDifference
    from stageplanner.domain.history import Event
    from stageplanner.domain.plan import Placement


# --- history -----------------------------------------------------------------------------------


def show_history(args: argparse.Namespace) -> Answer:
    """List every change with its time, user, verb and origin."""
    from stageplanner.domain.comparison.records import event_record

    events = open_project(args.project).history
    sentences = ["  ".join(filter(None, _event_parts(event, args.lang))) for event in events]
    return DONE, {"events": [event_record(event) for event in events]}, sentences


def _event_parts(event: Event, language: str) -> tuple[str, ...]:
    from stageplanner.reporting.history_text import event_summary, subject_words, verb_words

    when = event.when.astimezone()
    return (
        f"{when:%Y-%m-%d %H:%M}",
        event.user,
        verb_words(event.verb, language),
        subject_words(event, language),
        event_summary(event, language),
    )


HISTORY = Command(
    name="history",
    about="what was changed, when and by whom",
    run=show_history,
    json=("events: [{when, user, verb, subject, before, after, origin}]",),
)


# --- diff --------------------------------------------------------------------------------------


def _add_diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", type=read_place, metavar="A")
    parser.add_argument("second", type=read_place, metavar="B")
    parser.add_argument(
        "--plans",
        nargs=2,
        default=("current", "current"),
        metavar=("NAME", "NAME"),
        help="the plan of A and of B: 'wish', 'current' or a scenario (A and B may be one file)",
    )


def show_difference(args: argparse.Namespace) -> Answer:
    """Compare the rows, policy and plan of two projects, or of two scenarios."""
    from stageplanner.domain.comparison.difference import difference_of_states
    from stageplanner.domain.comparison.records import difference_record

    states = []
    for path, name in zip((args.first, args.second), args.plans, strict=True):
        project = open_project(path)
        states.append(replace(project.state, plan=project.plan_named(name)))
    difference = difference_of_states(*states)
    answer = difference_record(difference) | {
        "plan": [_plan_row(row) for row in difference.plan],
        "equal": difference.is_empty,
    }
    sentences = [f"{row.fate.value}: {row.kind} {row.label}" for row in difference.rows]
    sentences.extend(f"policy {f.name}: {f.before} -> {f.after}" for f in difference.policy)
    sentences.extend(
        f"{row.period.institution} {row.period.group}: "
        f"{_placements_line(row.before)} -> {_placements_line(row.after)}"
        for row in difference.plan
    )
    return DONE, answer, sentences or [text("told_equal", args.lang)]


def _plan_row(row: PlanDifference) -> dict[str, Any]:
    from stageplanner.domain.comparison.records import plan_difference_record

    return plan_difference_record(row) | {
        "before": [_placement_record(placement) for placement in row.before],
        "after": [_placement_record(placement) for placement in row.after],
    }


def _placement_record(placement: Placement) -> dict[str, Any]:
    from stageplanner.domain.calendar import format_weekdays

    option = placement.option
    return {
        "form": option.form.value,
        "start": option.start.isoformat(),
        "end": option.end.isoformat(),
        "days_per_week": option.days_per_week,
        "weekdays": format_weekdays(option.weekdays),
        "students": placement.students,
    }


def _placements_line(placements: Iterable[Placement]) -> str:
    rows = [_placement_record(placement) for placement in placements]
    return "; ".join(f"{r['form']} {r['start']}..{r['end']} {r['weekdays'] or '-'}" for r in rows)


DIFF = Command(
    name="diff",
    about="the differences between two projects, or two plans of one",
    has_project=False,
    add_arguments=_add_diff,
    run=show_difference,
    json=("rows", "policy", "plan", "equal"),
)


# --- rollover ----------------------------------------------------------------------------------


def _add_rollover(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=None, metavar="FILE")
    parser.add_argument(
        "--from-plan", action="store_true", help="begin with what was planned, not with the wishes"
    )


def roll_project_over(args: argparse.Namespace) -> Answer:
    """Write the region of the next school year to a file in the same folder."""
    from stageplanner.workspace.project_file import path_of_year

    project = open_with_periods(args.project)
    fresh, rolled = project.next_year(wish_from_plan=args.from_plan)
    is_file = isinstance(args.project, Path)
    file = args.project if is_file else Path(f"{args.project.name}.stageplan")
    target: Path = args.out or path_of_year(file, rolled.year)
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


ROLLOVER = Command(
    name="rollover",
    about="make the region of the next school year",
    add_arguments=_add_rollover,
    run=roll_project_over,
    json=("file", "school_year", "periods", "problems"),
)
