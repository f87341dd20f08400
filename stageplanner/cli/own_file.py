"""The commands of an institution's own file: the region makes it, the institution answers."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.output import DONE, Answer, open_project, open_with_periods, problem_json
from stageplanner.messages import lines, text


def _add_share(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--institution", required=True, metavar="NAME")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")


def share_file(args: argparse.Namespace) -> Answer:
    """Write the file of one institution, with the others as totals."""
    from stageplanner.own_file.share import share, share_problems

    project = open_with_periods(args.project)
    view = share(project.state, args.institution, args.out, args.lang)
    problems = share_problems(view)
    answer: dict[str, Any] = {
        "file": str(args.out),
        "institution": view.institution,
        "periods": len(view.state.periods),
        "base_load": len(view.state.base_load),
        "pools": len(view.state.leerbedrijven),
        "only_one_other": list(view.only_one_other),
        "single_pools": view.single_pools,
        "problems": [problem_json(problem, args.lang) for problem in problems],
    }
    sentence = text(
        "told_shared",
        args.lang,
        path=str(args.out),
        periods=len(view.state.periods),
        institution=view.institution,
    )
    return DONE, answer, [sentence, *lines(problems, args.lang)]


SHARE = Command(
    name="share",
    about="the file of one institution: the others as totals",
    add_arguments=_add_share,
    run=share_file,
    json=(
        "file",
        "institution",
        "periods",
        "base_load",
        "pools",
        "only_one_other",
        "single_pools",
        "problems",
    ),
)


def _add_reply(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--round", type=int, default=None, metavar="N", help="or the last one")
    parser.add_argument(
        "--unasked",
        nargs="*",
        metavar="ID",
        help="stage periods to propose yourself; by default all that you moved",
    )


def answer_round(args: argparse.Namespace) -> Answer:
    """Write an institution's answer to a round as a workbook, from its own file."""
    from stageplanner.domain.comparison.plain_values import plain
    from stageplanner.own_file.reply import write_answer
    from stageplanner.own_file.share import shared_plan

    project = open_project(args.project)
    written = write_answer(
        project.state,
        args.out,
        args.lang,
        round_number=args.round,
        shared=shared_plan(project.plans),
        unasked=args.unasked,
    )
    answer: dict[str, Any] = {
        "file": str(written.path),
        "round": written.round,
        "replies": [
            {
                "proposal": reply.proposal or None,
                "period": reply.period,
                "status": reply.status.value,
                "said": reply.remark,
                "counter": [plain(placement) for placement in reply.counter],
            }
            for reply in written.replies
        ],
        "problems": [problem_json(problem, args.lang) for problem in written.problems],
    }
    sentence = text(
        "told_reply",
        args.lang,
        path=str(written.path),
        round=written.round,
        count=len(written.replies),
    )
    return DONE, answer, [sentence, *lines(written.problems, args.lang)]


REPLY = Command(
    name="reply",
    about="from an institution's own file: the answer to a round, as a workbook",
    add_arguments=_add_reply,
    run=answer_round,
    json=("file", "round", "replies: [{proposal, period, status, said, counter}]", "problems"),
)
