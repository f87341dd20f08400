"""The command that tells why each change is asked, and why the peak goes no lower."""

from __future__ import annotations

import argparse
from typing import Any

from stageplanner.cli.interrupt import ctrl_c_keeps_the_best
from stageplanner.cli.output import (
    DONE,
    Answer,
    bad_argument,
    finite_down,
    json_number,
    open_with_plan,
)
from stageplanner.cli.records import period_rows
from stageplanner.domain.plan import WISH_PLAN
from stageplanner.domain.results.explanation import Explanation, LimitProof
from stageplanner.domain.results.rule_conflict import RuleConflict
from stageplanner.domain.state import State, all_terms
from stageplanner.messages import text
from stageplanner.planning import explain, explain_fully
from stageplanner.reporting.limit_text import limit_lines


def explain_plan(args: argparse.Namespace) -> Answer:
    """``explain PROJECT [--period ID]``"""
    state = open_with_plan(args.project).state
    plan = state.plan or WISH_PLAN
    told = explain(state) if args.period is not None else _explained_fully(state)
    terms = all_terms(state)
    periods = {period.id: period for period in state.periods}
    if args.period is not None and args.period not in periods:
        raise bad_argument("--period", args.period, "cure_period", args.lang)
    changes, sentences = [], []
    for reason in told.changes:
        if args.period not in (None, reason.period):
            continue
        period = periods[reason.period]
        why = text(reason.code, args.lang, **reason.values)
        before = next(period_rows(period, WISH_PLAN, terms[period.id]))
        after = list(period_rows(period, plan, terms[period.id]))
        changes.append(
            {
                "period": reason.period,
                "from": _place(before),
                "to": _place(after[0]) if len(after) == 1 else [_place(row) for row in after],
                "reason": why,
                "effect": {
                    "day": reason.day.isoformat() if reason.day else None,
                    "programmes": list(reason.programmes),
                    "students": json_number(reason.students),
                    "places": json_number(reason.places),
                    "peak_without": json_number(reason.peak),
                    "peak": json_number(reason.peak_now),
                    "days_over": reason.days_over,
                    "shortage_student_days": json_number(reason.shortage),
                },
            }
        )
        sentences.append(f"{reason.period} {period.institution} {period.group}: {why}")
    if args.period is not None and not changes:
        sentences.append(text("told_unchanged", args.lang, period=args.period))
    limits = [
        {
            "component": list(limit.programmes),
            "reason": text(limit.code, args.lang, **limit.values),
            "proof": limit_json(limit.proof),
            "clash": [clash_json(clash, args.lang) for clash in limit.clashes],
        }
        for limit in told.limits
    ]
    if args.period is None:
        for limit in told.limits:
            sentences.append(text(limit.code, args.lang, **limit.values))
            sentences.extend(f"  {said}" for said in limit_lines(state, limit, args.lang))
    return DONE, {"changes": changes, "limits": limits}, sentences


def limit_json(proof: LimitProof | None) -> dict[str, Any] | None:
    """Why no plan goes lower, in numbers; ``None`` where nothing was counted."""
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


def clash_json(clash: RuleConflict, language: str) -> dict[str, Any]:
    """The rules in the way of the target, and the stage periods that would break them."""
    return {
        "rules": [family.value for family in clash.families],
        "periods": list(clash.periods),
        "changes": clash.changes,
        "proven": clash.is_proven,
        "message": " ".join(text(code, language, **values) for code, values in clash.parts),
    }


def _explained_fully(state: State) -> Explanation:
    with ctrl_c_keeps_the_best() as progress:
        return explain_fully(state, progress=progress)


def _place(row: dict[str, Any]) -> dict[str, Any]:
    names = ("form", "start", "end", "days_per_week", "weekdays", "students")
    return {name: row[name] for name in names}
