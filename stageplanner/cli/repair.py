"""The command that plans again around answers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from stageplanner.cli.interrupt import ctrl_c_keeps_the_best
from stageplanner.cli.output import (
    Answer,
    bad_argument,
    exit_code,
    finite_up,
    open_with_periods,
    problem_json,
    seconds_of,
)
from stageplanner.cli.records import period_rows
from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.plan import WISH_PLAN, changed_periods
from stageplanner.domain.state import State, all_terms
from stageplanner.messages import line, percent, text
from stageplanner.planning import find_repairs
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.workspace.project_file import hold

if TYPE_CHECKING:
    from stageplanner.domain.results.repair import Repair


def repair(args: argparse.Namespace) -> Answer:
    """``repair PROJECT --refuse ID ... --lock ID ... [--adopt N]``: plan again around answers."""
    seconds = seconds_of(args)
    with hold(args.project):
        project = open_with_periods(args.project)
        state = project.state
        refused, locked = _answered(state, args)
        with ctrl_c_keeps_the_best() as progress:
            found = find_repairs(
                state,
                refused=refused,
                locked=locked,
                target=args.target,
                time_limit=seconds,
                seed=args.seed,
                workers=args.workers,
                progress=progress,
            )
        if args.adopt is not None:
            if not 1 <= args.adopt <= len(found):
                values = {"number": args.adopt, "count": len(found)}
                raise StagePlannerError(Problem(code="repair_unknown", values=values))
            project.adopt_plan(found[args.adopt - 1].plan, "repair")
            project.save()
    problems = tuple(found[0].problems) if found else ()
    answer = {
        "repairs": [_repair_json(state, one, args.lang) for one in found],
        "adopted": args.adopt,
        "problems": [problem_json(problem, args.lang) for problem in problems],
    }
    sentences = [
        s for n, one in enumerate(found, 1) for s in _repair_lines(state, n, one, args.lang)
    ]
    sentences.extend(line(problem, args.lang) for problem in problems)
    if args.adopt is not None:
        sentences.append(text("told_adopted", args.lang, number=args.adopt))
    return exit_code(problems), answer, sentences


def _answered(state: State, args: argparse.Namespace) -> tuple[frozenset[str], frozenset[str]]:
    """The stage periods that were refused and those that are agreed, each known and one of them."""
    known = {period.id for period in state.periods}
    for argument, names in (("--refuse", args.refuse), ("--lock", args.lock)):
        for name in names:
            if name not in known:
                raise bad_argument(argument, name, "cure_period", args.lang)
    both = sorted(set(args.refuse) & set(args.lock))
    if both:
        raise bad_argument("--refuse --lock", ", ".join(both), "cure_one_answer", args.lang)
    return frozenset(args.refuse), frozenset(args.lock)


def _repair_json(state: State, one: Repair, language: str) -> dict[str, Any]:
    periods = {period.id: period for period in state.periods}
    terms, before = all_terms(state), state.plan or WISH_PLAN
    return {
        "touched": [
            {
                "period": name,
                "institution": periods[name].institution,
                "group": periods[name].group,
                "from": list(period_rows(periods[name], before, terms[name])),
                "to": list(period_rows(periods[name], one.plan, terms[name])),
            }
            for name in one.touched
        ],
        "touched_lower_bound": one.touched_lower_bound,
        "institutions": list(one.institutions),
        "others": list(one.others),
        "peak": finite_up(one.peak),
        "reaches_target": one.reaches_target,
        "changes": len(changed_periods(one.plan, state.periods)),
        "problems": [
            problem_json(problem, language)
            for problem in (*one.problems, *check_plan(state, one.plan))
        ],
    }


def _repair_lines(state: State, number: int, one: Repair, language: str) -> Iterator[str]:
    periods = {period.id: period for period in state.periods}
    yield text(
        "told_repair",
        language,
        number=number,
        touched=len(one.touched),
        at_least=one.touched_lower_bound,
        others=len(one.others),
        peak=percent(one.peak, language),
    )
    for name in one.touched:
        yield f"  {name}  {periods[name].institution}  {periods[name].group}"
