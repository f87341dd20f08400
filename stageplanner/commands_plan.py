"""Commands that ask more of a plan: repair, divide, prices, robust."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from stageplanner.answering import (
    DONE,
    Answer,
    bad_argument,
    exit_code,
    finite,
    finite_down,
    finite_up,
    problem_json,
    with_periods,
)
from stageplanner.commands import period_rows
from stageplanner.commands_optimise import ctrl_c_keeps_the_best
from stageplanner.domain.check_division import check_division
from stageplanner.domain.checks import check_plan
from stageplanner.domain.plan import WISH_PLAN, Plan, changed_periods
from stageplanner.domain.robustness import Robustness
from stageplanner.domain.state import State, all_terms
from stageplanner.messages import line, percent, text
from stageplanner.openfile import hold
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.questions import divide, prices, repairs, robust, robust_plan, write_division

if TYPE_CHECKING:
    from stageplanner.domain.division import Division
    from stageplanner.domain.price import Price
    from stageplanner.domain.repair import Repair

#: The most sentences of one kind that are said; the JSON has them all.
MOST_TOLD = 40


def _seconds(args: argparse.Namespace) -> float:
    seconds = float(args.time_limit)
    if not 0 < seconds < float("inf"):
        raise bad_argument("--time-limit", seconds, "cure_seconds", args.lang)
    return seconds


# --- repair ------------------------------------------------------------------------------------


def repair(args: argparse.Namespace) -> Answer:
    """``repair PROJECT --refuse ID ... --lock ID ... [--adopt N]``: plan again around answers."""
    seconds = _seconds(args)
    with hold(args.project):
        project = with_periods(args.project)
        state = project.state
        refused, locked = _answered(state, args)
        with ctrl_c_keeps_the_best() as is_stopped:
            found = repairs(
                state,
                refused=refused,
                locked=locked,
                target=args.target,
                time_limit=seconds,
                seed=args.seed,
                workers=args.workers,
                is_stopped=is_stopped,
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
        s for n, one in enumerate(found, 1) for s in _told_repair(state, n, one, args.lang)
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


def _told_repair(state: State, number: int, one: Repair, language: str) -> Iterator[str]:
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


# --- divide ------------------------------------------------------------------------------------


def show_division(args: argparse.Namespace) -> Answer:
    """``divide PROJECT [--out FILE]``: how many students of each group go where."""
    seconds = _seconds(args)
    state = with_periods(args.project).state
    with ctrl_c_keeps_the_best() as is_stopped:
        division = divide(state, seconds, is_stopped)
    problems = [one.problem for one in division.unplaced]
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
    sentences.extend(line(problem, args.lang) for problem in problems[:MOST_TOLD])
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
                "period": one.period,
                "part": one.part,
                "students": one.students,
                "start": one.start.isoformat(),
                "end": one.end.isoformat(),
                "full_days": [day.isoformat() for day in one.full_days],
            }
            for one in division.unplaced
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


# --- prices ------------------------------------------------------------------------------------


def show_prices(args: argparse.Namespace) -> Answer:
    """``prices PROJECT``: what would help, what helps most first."""
    seconds = _seconds(args)
    state = with_periods(args.project).state
    with ctrl_c_keeps_the_best() as is_stopped:
        found = prices(state, seconds, is_stopped)
    told = [text(price.code, args.lang, **price.values) for price in found]
    answer = {"prices": [_price_json(p, said) for p, said in zip(found, told, strict=True)]}
    return DONE, answer, told or [text("told_no_prices", args.lang)]


def _price_json(price: Price, said: str) -> dict[str, Any]:
    relaxation = price.relaxation
    return {
        "kind": relaxation.kind.value,
        "amount": relaxation.amount,
        "institution": relaxation.institution or None,
        "periods": list(relaxation.periods),
        "leerbedrijf": relaxation.leerbedrijf or None,
        "weekday": relaxation.weekday,
        "component": list(price.programmes),
        "target": finite(price.target),
        "bound_before": finite_down(price.bound_before),
        "bound": finite_down(price.bound),
        "changes_before": price.changes_before,
        "changes": price.changes,
        "changes_lower_bound": price.changes_at_least,
        "target_impossible": price.is_impossible,
        "message": said,
    }


# --- robust ------------------------------------------------------------------------------------


def show_robust(args: argparse.Namespace) -> Answer:
    """``robust PROJECT [--students PERCENT] [--improve]``: the peak when reality differs."""
    seconds = _seconds(args)
    if not 0 <= args.students < 100:
        raise bad_argument("--students", args.students, "cure_spread", args.lang)
    if args.samples < 1:
        raise bad_argument("--samples", args.samples, "cure_count", args.lang)
    if args.more_changes < 0:
        raise bad_argument("--more-changes", args.more_changes, "cure_count", args.lang)
    spread = args.students / 100
    if not args.improve:
        state = with_periods(args.project).state
        with ctrl_c_keeps_the_best() as is_stopped:
            found = robust(
                state, spread=spread, samples=args.samples, seed=args.seed, is_stopped=is_stopped
            )
        return DONE, _robust_json(found), list(_told_robust(state, found, args.lang))
    with hold(args.project):
        project = with_periods(args.project)
        state = project.state
        with ctrl_c_keeps_the_best() as is_stopped:
            better = robust_plan(
                state,
                more_changes=args.more_changes,
                spread=spread,
                samples=args.samples,
                seed=args.seed,
                time_limit=seconds,
                is_stopped=is_stopped,
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
        *_told_robust(state, after, args.lang),
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
        "target": finite(found.target),
    }


def _told_robust(state: State, found: Robustness, language: str) -> Iterable[str]:
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
            loss=percent(finite(gone.peak) if gone else None, language),
        )


PLANNING = {
    "repair": repair,
    "divide": show_division,
    "prices": show_prices,
    "robust": show_robust,
}
