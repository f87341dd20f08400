"""The command of the good examples: shown, tried on a stage period, taken over."""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from typing import Any

from stageplanner.cli.output import DONE, Answer, bad_argument, json_number, open_with_periods
from stageplanner.domain.comparison.plain_values import plain
from stageplanner.domain.planning.good_examples import Example, examples, for_programme
from stageplanner.load.good_examples import Tried, example_of, try_example
from stageplanner.messages import percent, sentence, text
from stageplanner.problems import StagePlannerError
from stageplanner.workspace.project_file import hold


def show_catalogue(args: argparse.Namespace) -> Answer:
    """``catalogue [PROJECT --period ID [--apply KEY]]``"""
    if args.project is None:
        told = [_record(example, args.lang) for example in examples()]
        return DONE, {"examples": told}, [_line(example, args.lang) for example in examples()]
    with nullcontext() if args.apply is None else hold(args.project):
        project = open_with_periods(args.project)
        period = next((p for p in project.state.periods if p.id == args.period), None)
        if period is None:
            raise bad_argument("--period", args.period or "-", "cure_period", args.lang)
        if args.apply is not None:
            tried = project.apply_example(period.id, args.apply)
            project.save(args.project)
            example = example_of(args.apply)
            answer = {"applied": args.apply, "examples": [_tried(example, tried, args.lang)]}
            return DONE, answer, [_example_line(example, tried, args.lang)]
    records: list[dict[str, Any]] = []
    sentences: list[str] = []
    for example in for_programme(period.programme):
        try:
            tried = try_example(project.state, period, example)
        except StagePlannerError as error:
            why = sentence(error.problem, args.lang)
            records.append({**_record(example, args.lang), **_UNTRIED, "why_not": why})
            sentences.append(f"{example.key}: {why}")
        else:
            records.append(_tried(example, tried, args.lang))
            sentences.append(_example_line(example, tried, args.lang))
    return DONE, {"applied": None, "examples": records}, sentences


#: What is known of an example that cannot be followed.
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


def _tried(example: Example, tried: Tried, language: str) -> dict[str, Any]:
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


def _example_line(example: Example, tried: Tried, language: str) -> str:
    return text(
        "told_example",
        language,
        key=example.key,
        name=example.names[language],
        placements="; ".join(str(plain(placement)) for placement in tried.placements),
        before=percent(json_number(tried.peak_before), language),
        after=percent(json_number(tried.peak_after), language),
    )
