"""The command that plans again around answers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.interrupt import ctrl_c_keeps_the_best
from stageplanner.cli.base.output import (
    Answer,
    bad_argument,
    exit_code,
    finite_up,
    open_with_periods,
    problem_json,
)
from stageplanner.messages import line, percent, text
from stageplanner.problems import Problem, StagePlannerError

if TYPE_CHECKING:
    from stageplanner.domain.results.repair import Repair
    from stageplanner.domain.state import State


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--time-limit", type=float, default=10.0, metavar="S")
    parser.add_argument("--refuse", nargs="+", default=[], metavar="ID", help="do their wish")
    parser.add_argument("--lock", nargs="+", default=[], metavar="ID", help="stay as planned")
    parser.add_argument("--target", type=float, default=None, metavar="U", help="peak to reach")
    parser.add_argument("--adopt", type=int, default=None, metavar="N", help="take repair N over")
    parser.add_argument("--seed", type=int, default=1, metavar="K")
    parser.add_argument("--workers", type=int, default=None, metavar="N")


def repair(args: argparse.Namespace) -> Answer:
    """Plan again around answers; ``--adopt`` takes one of the repairs over."""
    from stageplanner.planning import find_repairs
    from stageplanner.workspace.project_file import hold

    seconds = float(args.time_limit)
    with hold(args.project):
        project = open_with_periods(args.project)
        state = project.state
        refused, locked = _read_answers(state, args)
        with ctrl_c_keeps_the_best() as progress:
            options = find_repairs(
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
            project.adopt_plan(_chosen(options, args.adopt).plan, "repair")
            project.save()
    problems = tuple(options[0].problems) if options else ()
    answer = {
        "repairs": [_repair_json(state, option, args.lang) for option in options],
        "adopted": args.adopt,
        "problems": [problem_json(problem, args.lang) for problem in problems],
    }
    sentences = [
        line
        for number, option in enumerate(options, 1)
        for line in _repair_lines(state, number, option, args.lang)
    ]
    sentences.extend(line(problem, args.lang) for problem in problems)
    if args.adopt is not None:
        sentences.append(text("told_adopted", args.lang, number=args.adopt))
    return exit_code(problems), answer, sentences


def _chosen(options: Sequence[Repair], number: int) -> Repair:
    """Return the repair to take over.

    Raises
    ------
    StagePlannerError
        There is none with this number.
    """
    if not 1 <= number <= len(options):
        values = {"number": number, "count": len(options)}
        raise StagePlannerError(Problem(code="repair_unknown", values=values))
    return options[number - 1]


def _read_answers(state: State, args: argparse.Namespace) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids that were refused and those that stay as planned.

    Raises
    ------
    StagePlannerError
        An id is unknown, or is both refused and locked.
    """
    known = {period.id for period in state.periods}
    for argument, names in (("--refuse", args.refuse), ("--lock", args.lock)):
        for name in names:
            if name not in known:
                raise bad_argument(argument, name, "cure_period", args.lang)
    both = sorted(set(args.refuse) & set(args.lock))
    if both:
        raise bad_argument("--refuse --lock", ", ".join(both), "cure_one_answer", args.lang)
    return frozenset(args.refuse), frozenset(args.lock)


def _repair_json(state: State, option: Repair, language: str) -> dict[str, Any]:
    from stageplanner.cli.base.records import period_rows
    from stageplanner.domain.checks.check_plan import check_plan
    from stageplanner.domain.plan import WISH_PLAN, changed_periods
    from stageplanner.domain.state import all_terms

    periods = {period.id: period for period in state.periods}
    terms, before = all_terms(state), state.plan or WISH_PLAN
    return {
        "touched": [
            {
                "period": name,
                "institution": periods[name].institution,
                "group": periods[name].group,
                "from": list(period_rows(periods[name], before, terms[name])),
                "to": list(period_rows(periods[name], option.plan, terms[name])),
            }
            for name in option.touched
        ],
        "touched_lower_bound": option.touched_lower_bound,
        "institutions": list(option.institutions),
        "others": list(option.others),
        "peak": finite_up(option.peak),
        "reaches_target": option.reaches_target,
        "changes": len(changed_periods(option.plan, state.periods)),
        "problems": [
            problem_json(problem, language)
            for problem in (*option.problems, *check_plan(state, option.plan))
        ],
    }


def _repair_lines(state: State, number: int, option: Repair, language: str) -> Iterator[str]:
    periods = {period.id: period for period in state.periods}
    yield text(
        "told_repair",
        language,
        number=number,
        touched=len(option.touched),
        at_least=option.touched_lower_bound,
        others=len(option.others),
        peak=percent(option.peak, language),
    )
    for name in option.touched:
        yield f"  {name}  {periods[name].institution}  {periods[name].group}"


COMMAND = Command(
    name="repair",
    about="plan again around answers with as little new change as can be",
    add_arguments=_add_arguments,
    run=repair,
    json=(
        "repairs: [{touched: [{period, institution, group, from, to}], touched_lower_bound, "
        "institutions, others, peak, reaches_target, changes, problems}]",
        "adopted",
        "problems",
    ),
)
