"""The command that tries a plan with other student numbers, and with a leerbedrijf gone."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from stageplanner.cli.interrupt import ctrl_c_keeps_the_best
from stageplanner.cli.output import (
    DONE,
    Answer,
    bad_argument,
    exit_code,
    finite_up,
    json_number,
    open_with_periods,
    problem_json,
    seconds_of,
)
from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.plan import WISH_PLAN, Plan, changed_periods
from stageplanner.domain.results.robustness import Robustness
from stageplanner.domain.state import State
from stageplanner.messages import line, percent, text
from stageplanner.planning import robust, robust_plan
from stageplanner.workspace.project_file import hold


def show_robust(args: argparse.Namespace) -> Answer:
    """``robust PROJECT [--students PERCENT] [--improve]``: the peak when reality differs."""
    seconds = seconds_of(args)
    if not 0 <= args.students < 100:
        raise bad_argument("--students", args.students, "cure_spread", args.lang)
    if args.samples < 1:
        raise bad_argument("--samples", args.samples, "cure_count", args.lang)
    if args.more_changes < 0:
        raise bad_argument("--more-changes", args.more_changes, "cure_count", args.lang)
    spread = args.students / 100
    if not args.improve:
        state = open_with_periods(args.project).state
        with ctrl_c_keeps_the_best() as progress:
            found = robust(
                state, spread=spread, samples=args.samples, seed=args.seed, progress=progress
            )
        return DONE, _robust_json(found), list(_robust_lines(state, found, args.lang))
    with hold(args.project):
        project = open_with_periods(args.project)
        state = project.state
        with ctrl_c_keeps_the_best() as progress:
            better = robust_plan(
                state,
                more_changes=args.more_changes,
                spread=spread,
                samples=args.samples,
                seed=args.seed,
                time_limit=seconds,
                progress=progress,
            )
        if better.plan is not (state.plan or WISH_PLAN):
            project.adopt_plan(better.plan, "robust")
            project.save()
    problems = check_plan(state, better.plan)
    before, after = better.tried[0], better.robustness
    answer = _robust_json(after) | {
        "before": _robust_json(before),
        "changes": _count(state, better.plan),
        "changes_before": _count(state, state.plan or WISH_PLAN),
        "passed_over": [problem_json(problem, args.lang) for problem in better.passed_over],
        "problems": [problem_json(problem, args.lang) for problem in problems],
    }
    sentences = [
        text(
            "told_more_robust",
            args.lang,
            before=percent(before.worst, args.lang),
            after=percent(after.worst, args.lang),
            changes_before=answer["changes_before"],
            changes=answer["changes"],
        ),
        *_robust_lines(state, after, args.lang),
        *(
            text("told_passed_over", args.lang, why=line(problem, args.lang))
            for problem in better.passed_over
        ),
        *(line(problem, args.lang) for problem in problems),
    ]
    return exit_code(problems), answer, sentences


def _count(state: State, plan: Plan) -> int:
    return len(changed_periods(plan, state.periods))


def _robust_json(found: Robustness) -> dict[str, Any]:
    return {
        "components": [
            {
                "programmes": list(c.programmes),
                "peak": finite_up(c.peak),
                "typical": finite_up(c.typical),
                "high": finite_up(c.high),
                "worst": finite_up(c.worst),
                "within_target": round(c.within_target, 6),
                "losses": [
                    {"leerbedrijf": loss.leerbedrijf, "peak": finite_up(loss.peak)}
                    for loss in c.losses
                ],
            }
            for c in found.components
        ],
        "worst": finite_up(found.worst),
        "worst_loss": finite_up(found.worst_loss),
        "samples": found.samples,
        "seed": found.seed,
        "students": round(100 * found.spread, 6),
        "target": json_number(found.target),
    }


def _robust_lines(state: State, found: Robustness, language: str) -> Iterable[str]:
    names = {company.id: company.name for company in state.leerbedrijven}
    for c in found.components:
        gone = c.losses[0] if c.losses else None
        yield text(
            "told_robust",
            language,
            component=c.programmes,
            spread=round(100 * found.spread, 1),
            samples=found.samples,
            peak=percent(c.peak, language),
            high=percent(c.high, language),
            worst=percent(c.worst, language),
            within=percent(c.within_target, language, 0),
            company=names.get(gone.leerbedrijf, "-") if gone else "-",
            loss=percent(json_number(gone.peak) if gone else None, language),
        )
