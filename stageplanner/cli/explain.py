"""The command that explains why each change is asked, and why the peak goes no lower."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.interrupt import ctrl_c_keeps_the_best
from stageplanner.cli.base.output import (
    DONE,
    Answer,
    bad_argument,
    finite_down,
    json_number,
    open_with_plan,
)
from stageplanner.messages import text

if TYPE_CHECKING:
    from stageplanner.domain.results.explanation import ChangeReason, Explanation, Limit, LimitProof
    from stageplanner.domain.results.rule_conflict import RuleConflict
    from stageplanner.domain.state import State


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--period", default=None, metavar="ID")


def explain_plan(args: argparse.Namespace) -> Answer:
    """Return the reason of every change, or of one, and what keeps the peak from going lower."""
    from stageplanner.planning import explain
    from stageplanner.reporting.limit_text import limit_lines

    state = open_with_plan(args.project).state
    explanation = explain(state) if args.period is not None else _explain_fully(state)
    periods = {period.id: period for period in state.periods}
    if args.period is not None and args.period not in periods:
        raise bad_argument("--period", args.period, "cure_period", args.lang)
    reasons = [r for r in explanation.changes if args.period in (None, r.period)]
    changes = _change_records(state, reasons, args.lang)
    sentences = []
    for change in changes:
        period = periods[change["period"]]
        sentences.append(f"{period.id} {period.institution} {period.group}: {change['reason']}")
    if args.period is not None and not changes:
        sentences.append(text("told_unchanged", args.lang, period=args.period))
    if args.period is None:
        for limit in explanation.limits:
            sentences.append(text(limit.code, args.lang, **limit.values))
            sentences.extend(f"  {line}" for line in limit_lines(state, limit, args.lang))
    limits = [_limit_record(limit, args.lang) for limit in explanation.limits]
    return DONE, {"changes": changes, "limits": limits}, sentences


def _change_records(
    state: State, reasons: list[ChangeReason], language: str
) -> list[dict[str, Any]]:
    from stageplanner.cli.base.records import period_rows
    from stageplanner.domain.plan import WISH_PLAN
    from stageplanner.domain.state import all_terms

    terms = all_terms(state)
    periods = {period.id: period for period in state.periods}
    records = []
    for reason in reasons:
        period = periods[reason.period]
        before = next(period_rows(period, WISH_PLAN, terms[period.id]))
        after = list(period_rows(period, state.plan or WISH_PLAN, terms[period.id]))
        records.append(
            {
                "period": reason.period,
                "from": _place(before),
                "to": _place(after[0]) if len(after) == 1 else [_place(row) for row in after],
                "reason": text(reason.code, language, **reason.values),
                "effect": _effect_record(reason),
            }
        )
    return records


def _effect_record(reason: ChangeReason) -> dict[str, Any]:
    return {
        "day": reason.day.isoformat() if reason.day else None,
        "programmes": list(reason.programmes),
        "students": json_number(reason.students),
        "places": json_number(reason.places),
        "peak_without": json_number(reason.peak),
        "peak": json_number(reason.peak_now),
        "days_over": reason.days_over,
        "shortage_student_days": json_number(reason.shortage),
    }


def _limit_record(limit: Limit, language: str) -> dict[str, Any]:
    return {
        "component": list(limit.programmes),
        "reason": text(limit.code, language, **limit.values),
        "proof": _proof_record(limit.proof),
        "clash": [_clash_record(clash, language) for clash in limit.clashes],
    }


def _proof_record(proof: LimitProof | None) -> dict[str, Any] | None:
    """Return the counting proof of a limit; None if there is none."""
    if proof is None:
        return None
    return {
        "programmes": list(proof.programmes),
        "start": proof.start.isoformat(),
        "end": proof.end.isoformat(),
        "days": proof.days,
        "leerbedrijven": proof.leerbedrijven,
        "stage_days": finite_down(proof.stage_days),
        "place_days": json_number(proof.place_days),
        "bound": finite_down(proof.bound),
    }


def _clash_record(clash: RuleConflict, language: str) -> dict[str, Any]:
    """Return the rules in the way of the target, and the stage periods that would break them."""
    return {
        "rules": [family.value for family in clash.families],
        "periods": list(clash.periods),
        "changes": clash.changes,
        "proven": clash.is_proven,
        "message": " ".join(text(code, language, **values) for code, values in clash.parts),
    }


def _explain_fully(state: State) -> Explanation:
    from stageplanner.planning import explain_fully

    with ctrl_c_keeps_the_best() as progress:
        return explain_fully(state, progress=progress)


def _place(row: dict[str, Any]) -> dict[str, Any]:
    names = ("form", "start", "end", "days_per_week", "weekdays", "students")
    return {name: row[name] for name in names}


COMMAND = Command(
    name="explain",
    about="why each change is asked, and why the peak goes no lower",
    add_arguments=_add_arguments,
    run=explain_plan,
    json=(
        "changes: [{period, from, to, reason, effect: {day, programmes, students, places, "
        "peak_without, peak, days_over, shortage_student_days}}]",
        "limits: [{component, reason, proof: {programmes, start, end, days, leerbedrijven, "
        "stage_days, place_days, bound}, clash: [{rules, periods, changes, proven, message}]}]",
    ),
)
