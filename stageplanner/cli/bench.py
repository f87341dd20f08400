"""``bench``: the public data set, its table, and the judge of anybody's plan."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from stageplanner.benchmark import dataset
from stageplanner.benchmark.dataset import PROPOSAL, QUESTIONS, Json, Verdict
from stageplanner.cli.interrupt import ctrl_c_keeps_the_best
from stageplanner.cli.output import (
    DONE,
    DONE_WITH_PROBLEMS,
    Answer,
    bad_argument,
    finite_down,
    finite_up,
    problem_json,
)
from stageplanner.domain.plan import Plan
from stageplanner.domain.state import State
from stageplanner.messages import line, percent, text
from stageplanner.planning import optimise

#: A best plan that is shipped may be worse than its peak says by so much: rounding.
CLOSE = 1e-6


def show_bench(args: argparse.Namespace) -> Answer:
    """``bench [--instance NAME] [--plan FILE] [--solve] [--out DIR]``"""
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
            files.extend(_written(args.out, name, instance, best))
    sentences = [*_table(rows, args.lang), *files]
    sound = all(row["sound"] for row in rows)
    return (DONE if sound else DONE_WITH_PROBLEMS), {"rows": rows, "files": files}, sentences


def _rows(args: argparse.Namespace, name: str, state: State, best: Json) -> list[Json]:
    """A row for every question and component; what is shipped is judged anew as well."""
    rows = []
    for question in QUESTIONS:
        known = best["questions"][question]
        verdict = dataset.judge(state, dataset.read_plan(known["plan"]))
        found = _solved(state, question, args.time_limit) if args.solve else None
        for part in known["components"]:
            row = _row(part, verdict) | {"instance": name, "question": question}
            if found is not None:
                row["found"] = _found(found, frozenset(part["programmes"]))
            rows.append(row)
    return rows


def _row(part: Json, verdict: Verdict) -> Json:
    peak = verdict.peaks.get(frozenset(part["programmes"]))
    as_told = peak is not None and peak <= part["peak"] + CLOSE
    return {
        "programmes": part["programmes"],
        "periods": part["periods"],
        "wish_peak": finite_up(part["wish_peak"]),
        "lower_bound": finite_down(part["lower_bound"]),
        "peak": finite_up(peak),
        "changes": part["changes"],
        "changes_lower_bound": part["changes_lower_bound"],
        "sound": as_told and not verdict.problems,
    }


def _solved(state: State, question: str, seconds: float) -> tuple[Plan, Verdict]:
    from stageplanner.optimise.result import Settings

    target = 1.0 if question == PROPOSAL else None
    with ctrl_c_keeps_the_best() as progress:
        settings = Settings(target=target, time_limit=seconds, gap=0.005)
        plan = optimise(state, settings, progress=progress)
    return plan, dataset.judge(state, plan)


def _found(solved: tuple[Plan, Verdict], programmes: frozenset[str]) -> Json:
    """What solving anew gives for one component."""
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


def _written(folder: Path, name: str, instance: Json, best: Json) -> list[str]:
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
    told = dataset.read_json(args.plan)
    plan = dataset.read_plan(told)
    name = args.instance or told.get("instance")
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
        said = text("bench_broken", args.lang, count=len(verdict.problems))
        return DONE_WITH_PROBLEMS, answer, [said, *(line(p, args.lang) for p in verdict.problems)]
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
        found = row["found"]
        shown = percent(found["peak"], language, 2)
        cells.append(f"{shown}, {found['changes']}, {found['seconds']} s")
    return cells
