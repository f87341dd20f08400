"""The command of the public data set: its table, and the judge of anybody's plan."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.interrupt import ctrl_c_keeps_the_best
from stageplanner.cli.base.output import (
    DONE,
    DONE_WITH_PROBLEMS,
    Answer,
    bad_argument,
    finite_down,
    finite_up,
    problem_json,
)
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.messages import line, percent, text

if TYPE_CHECKING:
    from stageplanner.benchmark.dataset import Json, Verdict
    from stageplanner.domain.plan import Plan
    from stageplanner.domain.state import State


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--instance", default=None, metavar="NAME")
    parser.add_argument("--plan", type=Path, default=None, metavar="FILE", help="judge a plan")
    parser.add_argument("--solve", action="store_true", help="solve anew beside the best known")
    parser.add_argument("--time-limit", type=float, default=60.0, metavar="S")
    parser.add_argument("--out", type=Path, default=None, metavar="DIR", help="write it as JSON")


def show_bench(args: argparse.Namespace) -> Answer:
    """Show the table of the data set, or judge the plan of a file."""
    from stageplanner.benchmark import dataset

    if args.plan is not None:
        return _judge(args)
    names = (args.instance,) if args.instance else dataset.shipped()
    rows: list[Json] = []
    files: list[str] = []
    for name in names:
        instance, best = dataset.load_shipped(name)
        state = dataset.read_instance(instance)
        rows.extend(_rows(args, name, state, best))
        if args.out is not None:
            files.extend(_write_instance(args.out, name, instance, best))
    sentences = [*_table(rows, args.lang), *files]
    sound = all(row["sound"] for row in rows)
    return (DONE if sound else DONE_WITH_PROBLEMS), {"rows": rows, "files": files}, sentences


def _rows(args: argparse.Namespace, name: str, state: State, best: Json) -> list[Json]:
    """Return a row for every question and component; the shipped plan is judged again."""
    from stageplanner.benchmark import dataset

    rows = []
    for question in dataset.QUESTIONS:
        known = best["questions"][question]
        verdict = dataset.judge(state, dataset.read_plan(known["plan"]))
        solved = _solve(state, question, args.time_limit) if args.solve else None
        for part in known["components"]:
            row = _row(part, verdict) | {"instance": name, "question": question}
            if solved is not None:
                row["found"] = _solution_json(solved, frozenset(part["programmes"]))
            rows.append(row)
    return rows


def _row(part: Json, verdict: Verdict) -> Json:
    peak = verdict.peaks.get(frozenset(part["programmes"]))
    keeps_peak = peak is not None and peak <= part["peak"] + TOLERANCE
    return {
        "programmes": part["programmes"],
        "periods": part["periods"],
        "wish_peak": finite_up(part["wish_peak"]),
        "lower_bound": finite_down(part["lower_bound"]),
        "peak": finite_up(peak),
        "changes": part["changes"],
        "changes_lower_bound": part["changes_lower_bound"],
        "sound": keeps_peak and not verdict.problems,
    }


def _solve(state: State, question: str, seconds: float) -> tuple[Plan, Verdict]:
    from stageplanner.benchmark import dataset
    from stageplanner.optimise.result import Settings
    from stageplanner.planning import optimise

    target = 1.0 if question == dataset.PROPOSAL else None
    with ctrl_c_keeps_the_best() as progress:
        settings = Settings(target=target, time_limit=seconds, gap=0.005)
        plan = optimise(state, settings, progress=progress)
    return plan, dataset.judge(state, plan)


def _solution_json(solved: tuple[Plan, Verdict], programmes: frozenset[str]) -> Json:
    """Return what solving again gives for one component."""
    plan, verdict = solved
    proof = next(proof for proof in plan.proofs if frozenset(proof.programmes) == programmes)
    return {
        "peak": finite_up(verdict.peaks.get(programmes)),
        "lower_bound": finite_down(proof.lower_bound),
        "changes": proof.changes,
        "changes_lower_bound": proof.changes_lower_bound,
        "seconds": round(proof.seconds, 1),
        "sound": not verdict.problems,
    }


def _write_instance(folder: Path, name: str, instance: Json, best: Json) -> list[str]:
    from stageplanner.benchmark.dataset import QUESTIONS

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    contents: list[tuple[str, Any]] = [(f"{name}.json", instance), (f"{name}.best.json", best)]
    for question in QUESTIONS:
        plan = best["questions"][question]["plan"]
        contents.append((f"{name}.{question}.plan.json", plan))
    for file, content in contents:
        path = folder / file
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
        written.append(str(path))
    return written


def _judge(args: argparse.Namespace) -> Answer:
    """Judge a plan for the instance it names, or for a file with an instance."""
    from stageplanner.benchmark import dataset

    content = dataset.read_json(args.plan)
    plan = dataset.read_plan(content)
    name = args.instance or content.get("instance")
    if not name:
        raise bad_argument("--instance", "-", "cure_instance", args.lang)
    if Path(name).suffix in (".json", ".gz"):
        state = dataset.read_instance(dataset.read_json(Path(name)))
    else:
        state = dataset.read_instance(dataset.load_shipped(name)[0])
    verdict = dataset.judge(state, plan)
    answer = {
        "instance": name,
        "peak": finite_up(verdict.peak),
        "changes": verdict.changes,
        "sound": not verdict.problems,
        "problems": [problem_json(problem, args.lang) for problem in verdict.problems],
    }
    if verdict.problems:
        head = text("bench_broken", args.lang, count=len(verdict.problems))
        return DONE_WITH_PROBLEMS, answer, [head, *(line(p, args.lang) for p in verdict.problems)]
    shown = percent(verdict.peak, args.lang)
    return DONE, answer, [text("bench_sound", args.lang, peak=shown, changes=verdict.changes)]


def _table(rows: list[Json], language: str) -> list[str]:
    headings = text("bench_headings", language).split("|")
    cells = [headings, *(_cells(row, language) for row in rows)]
    if any("found" in row for row in rows):
        headings.append(text("bench_solved", language))
    widths = [max(len(line[i]) for line in cells if i < len(line)) for i in range(len(headings))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=False)).rstrip()
        for line in cells
    ]


def _cells(row: Json, language: str) -> list[str]:
    from stageplanner.benchmark.dataset import PROPOSAL

    more = len(row["programmes"]) - 1
    cells = [
        row["instance"],
        row["question"],
        row["programmes"][0] + (f" +{more}" if more else ""),
        str(row["periods"]),
        percent(row["wish_peak"], language, 2),
        percent(row["lower_bound"], language, 2),
        percent(row["peak"], language, 2),
        str(row["changes"]),
        str(row["changes_lower_bound"]) if row["question"] == PROPOSAL else "-",
    ]
    if "found" in row:
        solution = row["found"]
        peak = percent(solution["peak"], language, 2)
        cells.append(f"{peak}, {solution['changes']}, {solution['seconds']} s")
    return cells


COMMAND = Command(
    name="bench",
    about="the public data set: instances, bounds, best plans",
    has_project=False,
    add_arguments=_add_arguments,
    run=show_bench,
    json=(
        "rows: [{instance, question, programmes, periods, wish_peak, lower_bound, peak, changes, "
        "changes_lower_bound, sound}]",
        "files",
    ),
    json_with={
        "--solve": (
            "rows: [{found: {peak, lower_bound, changes, changes_lower_bound, seconds, sound}}]",
        ),
        "--plan": ("instance", "peak", "changes", "sound", "problems"),
    },
)
