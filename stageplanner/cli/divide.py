"""The command that divides the students of a plan over leerbedrijven."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.interrupt import ctrl_c_keeps_the_best
from stageplanner.cli.base.output import (
    Answer,
    exit_code,
    open_with_periods,
    problem_json,
)
from stageplanner.messages import line, text

if TYPE_CHECKING:
    from stageplanner.domain.results.division import Division

#: The most problems that are printed; the JSON has them all.
MOST_LISTED = 40


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--time-limit", type=float, default=25.0, metavar="S")
    parser.add_argument("--out", type=Path, default=None, metavar="FILE", help="a csv as well")


def show_division(args: argparse.Namespace) -> Answer:
    """Return how many students of each group go to which leerbedrijf."""
    from stageplanner.documents.division_table import write_division
    from stageplanner.domain.checks.division import check_division
    from stageplanner.domain.plan import WISH_PLAN
    from stageplanner.planning import divide

    seconds = float(args.time_limit)
    state = open_with_periods(args.project).state
    with ctrl_c_keeps_the_best() as progress:
        division = divide(state, seconds, progress)
    problems = [group.problem for group in division.unplaced]
    problems.extend(check_division(state, state.plan or WISH_PLAN, division))
    answer = _division_json(division) | {
        "problems": [problem_json(problem, args.lang) for problem in problems]
    }
    sentences = [
        text(
            "told_division",
            args.lang,
            placed=division.placed,
            of=division.placed + division.left_over,
            companies=len({share.leerbedrijf for share in division.shares}),
            left=division.left_over,
        )
    ]
    sentences.extend(line(problem, args.lang) for problem in problems[:MOST_LISTED])
    if args.out is not None:
        write_division(state, division, args.out)
        answer["files"] = [str(args.out)]
        sentences.append(str(args.out))
    return exit_code(problems), answer, sentences


def _division_json(division: Division) -> dict[str, Any]:
    return {
        "shares": [
            {
                "period": share.period,
                "part": share.part,
                "leerbedrijf": share.leerbedrijf,
                "students": share.students,
            }
            for share in division.shares
        ],
        "unplaced": [
            {
                "period": group.period,
                "part": group.part,
                "students": group.students,
                "start": group.start.isoformat(),
                "end": group.end.isoformat(),
                "full_days": [day.isoformat() for day in group.full_days],
            }
            for group in division.unplaced
        ],
        "components": [
            {
                "programmes": list(proof.programmes),
                "students": proof.students,
                "placed": proof.placed,
                "at_most": proof.at_most,
                "proven": proof.is_proven,
            }
            for proof in division.proofs
        ],
        "placed": division.placed,
        "left_over": division.left_over,
        "seconds": round(division.seconds, 3),
    }


COMMAND = Command(
    name="divide",
    about="divide the students of the plan over leerbedrijven",
    add_arguments=_add_arguments,
    run=show_division,
    json=(
        "shares: [{period, part, leerbedrijf, students}]",
        "unplaced: [{period, part, students, start, end, full_days}]",
        "components: [{programmes, students, placed, at_most, proven}]",
        "placed",
        "left_over",
        "seconds",
        "problems",
    ),
    json_with={"--out": ("files",)},
)
