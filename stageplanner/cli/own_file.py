"""Commands of an institution's own file: made by the region, answered by the institution."""

from __future__ import annotations

import argparse
from typing import Any

from stageplanner.cli.output import DONE, Answer, open_project, open_with_periods, problem_json
from stageplanner.domain.comparison.plain_values import plain
from stageplanner.messages import lines, text
from stageplanner.own_file.reply import write_answer
from stageplanner.own_file.share import share, share_problems, shared_plan


def share_file(args: argparse.Namespace) -> Answer:
    """``share PROJECT --institution NAME --out FILE``"""
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
    said = text(
        "told_shared",
        args.lang,
        path=str(args.out),
        periods=len(view.state.periods),
        institution=view.institution,
    )
    return DONE, answer, [said, *lines(problems, args.lang)]


def answer_round(args: argparse.Namespace) -> Answer:
    """``reply PROJECT --out FILE [--round N] [--unasked ID...]``"""
    project = open_project(args.project)
    made = write_answer(
        project.state,
        args.out,
        args.lang,
        round_number=args.round,
        shared=shared_plan(project.plans),
        unasked=args.unasked,
    )
    answer: dict[str, Any] = {
        "file": str(made.path),
        "round": made.round,
        "replies": [
            {
                "proposal": reply.proposal or None,
                "period": reply.period,
                "status": reply.status.value,
                "said": reply.remark,
                "counter": [plain(placement) for placement in reply.counter],
            }
            for reply in made.replies
        ],
        "problems": [problem_json(problem, args.lang) for problem in made.problems],
    }
    said = text(
        "told_reply",
        args.lang,
        path=str(made.path),
        round=made.round,
        count=len(made.replies),
    )
    return DONE, answer, [said, *lines(made.problems, args.lang)]


SHARING = {"share": share_file, "reply": answer_round}
