"""The command that tries a plan with other student numbers, and with a leerbedrijf gone."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.interrupt import ctrl_c_keeps_the_best
from stageplanner.cli.base.output import (
    DONE,
    Answer,
    exit_code,
    finite_up,
    json_number,
    open_with_periods,
    problem_json,
)
from stageplanner.messages import line, percent, text

if TYPE_CHECKING:
    from stageplanner.domain.plan import Plan
    from stageplanner.domain.results.robustness import Robustness, RobustPlan
    from stageplanner.domain.state import State


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--time-limit", type=float, default=30.0, metavar="S")
    parser.add_argument("--students", type=float, default=10.0, metavar="PERCENT")
    parser.add_argument("--samples", type=int, default=500, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="K")
    parser.add_argument("--improve", action="store_true", help="take a plan with more slack over")
    parser.add_argument("--more-changes", type=int, default=0, metavar="N")


def show_robust(args: argparse.Namespace) -> Answer:
    """Measure the peak with other student numbers, and with a leerbedrijf gone."""
    from stageplanner.planning import robust

    seconds = float(args.time_limit)
    spread = args.students / 100
    if args.improve:
        return _improve(args, spread, seconds)
    state = open_with_periods(args.project).state
    with ctrl_c_keeps_the_best() as progress:
        robustness = robust(
            state, spread=spread, samples=args.samples, seed=args.seed, progress=progress
        )
    return DONE, _robust_json(robustness), list(_robust_lines(state, robustness, args.lang))


def _improve(args: argparse.Namespace, spread: float, seconds: float) -> Answer:
    """Look for a plan with more slack and take it over."""
    from stageplanner.domain.plan import WISH_PLAN
    from stageplanner.planning import robust_plan
    from stageplanner.workspace.project_file import hold

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
    return _improved_answer(state, better, args.lang)


def _improved_answer(state: State, better: RobustPlan, language: str) -> Answer:
    from stageplanner.domain.checks.check_plan import check_plan
    from stageplanner.domain.plan import WISH_PLAN

    problems = check_plan(state, better.plan)
    before, after = better.tried[0], better.robustness
    answer = _robust_json(after) | {
        "before": _robust_json(before),
        "changes": _count(state, better.plan),
        "changes_before": _count(state, state.plan or WISH_PLAN),
        "passed_over": [problem_json(problem, language) for problem in better.passed_over],
        "problems": [problem_json(problem, language) for problem in problems],
    }
    sentences = [
        text(
            "told_more_robust",
            language,
            before=percent(before.worst, language),
            after=percent(after.worst, language),
            changes_before=answer["changes_before"],
            changes=answer["changes"],
        ),
        *_robust_lines(state, after, language),
        *(
            text("told_passed_over", language, why=line(problem, language))
            for problem in better.passed_over
        ),
        *(line(problem, language) for problem in problems),
    ]
    return exit_code(problems), answer, sentences


def _count(state: State, plan: Plan) -> int:
    from stageplanner.domain.plan import changed_periods

    return len(changed_periods(plan, state.periods))


def _robust_json(robustness: Robustness) -> dict[str, Any]:
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
            for c in robustness.components
        ],
        "worst": finite_up(robustness.worst),
        "worst_loss": finite_up(robustness.worst_loss),
        "samples": robustness.samples,
        "seed": robustness.seed,
        "students": round(100 * robustness.spread, 6),
        "target": json_number(robustness.target),
    }


def _robust_lines(state: State, robustness: Robustness, language: str) -> Iterable[str]:
    names = {company.id: company.name for company in state.leerbedrijven}
    for c in robustness.components:
        gone = c.losses[0] if c.losses else None
        yield text(
            "told_robust",
            language,
            component=c.programmes,
            spread=round(100 * robustness.spread, 1),
            samples=robustness.samples,
            peak=percent(c.peak, language),
            high=percent(c.high, language),
            worst=percent(c.worst, language),
            within=percent(c.within_target, language, 0),
            company=names.get(gone.leerbedrijf, "-") if gone else "-",
            loss=percent(json_number(gone.peak) if gone else None, language),
        )


COMMAND = Command(
    name="robust",
    about="the peak with other student numbers, and a leerbedrijf gone",
    add_arguments=_add_arguments,
    run=show_robust,
    json=(
        "components: [{programmes, peak, typical, high, worst, within_target, "
        "losses: [{leerbedrijf, peak}]}]",
        "worst",
        "worst_loss",
        "samples",
        "seed",
        "students",
        "target",
    ),
    json_with={
        "--improve": ("before", "changes", "changes_before", "passed_over", "problems"),
    },
)
