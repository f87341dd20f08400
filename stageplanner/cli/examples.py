"""The command of the good examples: list them, try them on a stage period, take one over."""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.output import DONE, Answer, bad_argument, json_number, open_with_periods
from stageplanner.messages import percent, sentence, text
from stageplanner.problems import StagePlannerError
from stageplanner.workspace.region_place import read_place

if TYPE_CHECKING:
    from stageplanner.domain.planning.good_examples import Example
    from stageplanner.domain.stage_period import StagePeriod
    from stageplanner.domain.state import State
    from stageplanner.load.good_examples import Tried
    from stageplanner.project import Project


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", type=read_place, nargs="?", default=None, metavar="PROJECT")
    parser.add_argument("--period", default=None, metavar="ID", help="try them on this one")
    parser.add_argument("--apply", default=None, metavar="KEY", help="take this example over")


def show_catalogue(args: argparse.Namespace) -> Answer:
    """List the good examples; with a project try or apply them on a stage period."""
    from stageplanner.workspace.project_file import hold

    if args.project is None:
        return _list_examples(args.lang)
    with nullcontext() if args.apply is None else hold(args.project):
        project = open_with_periods(args.project)
        period = next((p for p in project.state.periods if p.id == args.period), None)
        if period is None:
            raise bad_argument("--period", args.period or "-", "cure_period", args.lang)
        if args.apply is not None:
            return _apply(project, period, args)
    return _try_examples(project.state, period, args.lang)


def _list_examples(language: str) -> Answer:
    from stageplanner.domain.planning.good_examples import examples

    records = [_record(example, language) for example in examples()]
    return DONE, {"examples": records}, [_line(example, language) for example in examples()]


def _apply(project: Project, period: StagePeriod, args: argparse.Namespace) -> Answer:
    from stageplanner.load.good_examples import example_of

    tried = project.apply_example(period.id, args.apply)
    project.save(args.project)
    example = example_of(args.apply)
    answer = {"applied": args.apply, "examples": [_tried_record(example, tried, args.lang)]}
    return DONE, answer, [_tried_line(example, tried, args.lang)]


def _try_examples(state: State, period: StagePeriod, language: str) -> Answer:
    """Return what every example for the programme of a stage period would do."""
    from stageplanner.domain.planning.good_examples import for_programme
    from stageplanner.load.good_examples import try_example

    records: list[dict[str, Any]] = []
    sentences: list[str] = []
    for example in for_programme(period.programme):
        try:
            tried = try_example(state, period, example)
        except StagePlannerError as error:
            why = sentence(error.problem, language)
            records.append({**_record(example, language), **_UNTRIED, "why_not": why})
            sentences.append(f"{example.key}: {why}")
        else:
            records.append(_tried_record(example, tried, language))
            sentences.append(_tried_line(example, tried, language))
    return DONE, {"applied": None, "examples": records}, sentences


#: The figures of an example that the stage period cannot follow.
_UNTRIED: dict[str, Any] = {
    "placements": [],
    "peak_before": None,
    "peak_after": None,
    "shortage_before": None,
    "shortage_after": None,
}


def _record(example: Example, language: str) -> dict[str, Any]:
    return {
        "key": example.key,
        "name": example.names[language],
        "about": example.about[language],
        "programmes": list(example.programmes),
        "as_of": example.as_of.isoformat(),
    }


def _tried_record(example: Example, tried: Tried, language: str) -> dict[str, Any]:
    from stageplanner.domain.comparison.plain_values import plain

    return {
        **_record(example, language),
        "placements": [plain(placement) for placement in tried.placements],
        "peak_before": json_number(tried.peak_before),
        "peak_after": json_number(tried.peak_after),
        "shortage_before": json_number(tried.shortage_before),
        "shortage_after": json_number(tried.shortage_after),
        "why_not": None,
    }


def _line(example: Example, language: str) -> str:
    return f"{example.key}: {example.names[language]}. {example.about[language]}"


def _tried_line(example: Example, tried: Tried, language: str) -> str:
    from stageplanner.domain.comparison.plain_values import plain

    return text(
        "told_example",
        language,
        key=example.key,
        name=example.names[language],
        placements="; ".join(str(plain(placement)) for placement in tried.placements),
        before=percent(json_number(tried.peak_before), language),
        after=percent(json_number(tried.peak_after), language),
    )


COMMAND = Command(
    name="catalogue",
    about="good examples, and what they would do here",
    has_project=False,
    add_arguments=_add_arguments,
    run=show_catalogue,
    json=("examples: [{key, name, about, programmes, as_of}]",),
    json_with={
        "--period": (
            "examples: [{placements, peak_before, peak_after, shortage_before, shortage_after, "
            "why_not}]",
            "applied",
        ),
    },
)
