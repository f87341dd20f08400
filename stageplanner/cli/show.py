"""The commands that show a region: its stage periods, its load, and what is wrong with its plan."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING, Any

from stageplanner.cli.output import (
    DONE,
    DONE_WITH_PROBLEMS,
    Answer,
    json_number,
    open_project,
    open_with_plan,
    problem_json,
)
from stageplanner.cli.records import period_rows
from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.checks.wish_rules import wish_problems
from stageplanner.domain.plan import WISH_PLAN, Plan
from stageplanner.domain.state import State, all_terms
from stageplanner.messages import line, percent, text

if TYPE_CHECKING:
    from stageplanner.load.institution_loads import InstitutionLoad
    from stageplanner.load.measures import Bottleneck, ComponentLoad

# --- periods -----------------------------------------------------------------------------------


def _shown_plan(state: State, which: str) -> Plan:
    return WISH_PLAN if which == "wish" or state.plan is None else state.plan


def list_periods(args: argparse.Namespace) -> Answer:
    """``periods PROJECT [--plan wish|current]``"""
    state = open_project(args.project).state
    plan, terms = _shown_plan(state, args.plan), all_terms(state)
    rows = [row for period in state.periods for row in period_rows(period, plan, terms[period.id])]
    sentences = [
        f"{r['id']}  {r['institution']}  {r['programme']}  {r['group']}  {r['students']}  "
        f"{r['form']}  {r['start']} - {r['end']}  {r['weekdays'] or '-'}"
        + ("  *" if r["changed"] else "")
        for r in rows
    ]
    return DONE, {"periods": rows}, sentences


# --- load --------------------------------------------------------------------------------------


def show_load(args: argparse.Namespace) -> Answer:
    """``load PROJECT [--plan wish|current]``"""
    from stageplanner.load.institution_loads import institution_loads
    from stageplanner.load.measures import measure
    from stageplanner.load.shortage_by_niveau import shortage_by_niveau

    state = open_project(args.project).state
    plan = _shown_plan(state, args.plan)
    measures = measure(state, plan)
    answer = {
        "components": [_component_json(component) for component in measures.components],
        "days": [
            {
                "date": d.day.isoformat(),
                "students": json_number(d.students),
                "peak": json_number(d.peak),
                "shortage": json_number(d.shortage),
            }
            for d in measures.days
        ],
        "shortage_student_days": json_number(measures.shortage_student_days),
        "institutions": [_institution_json(own) for own in institution_loads(state, plan)],
        "shortage_by_niveau": [
            {"niveau": own.niveau, "shortage_student_days": json_number(own.student_days)}
            for own in shortage_by_niveau(state, plan)
        ],
    }
    sentences = [
        _bottleneck_line(component, component.bottleneck, args.lang)
        for component in measures.components
        if component.bottleneck is not None
    ]
    return DONE, answer, sentences or [text("told_no_periods", args.lang)]


def _component_json(c: ComponentLoad) -> dict[str, Any]:
    b = c.bottleneck
    return {
        "programmes": list(c.programmes),
        "periods": c.periods,
        "peak": json_number(c.peak),
        "peak_day": b.day.isoformat() if b else None,
        "bottleneck": {
            "day": b.day.isoformat(),
            "programmes": list(b.programmes),
            "leerbedrijven": b.companies,
            "leerbedrijf_ids": list(b.leerbedrijven),
            "students": json_number(b.students),
            "places": json_number(b.places),
        }
        if b
        else None,
        "shortage_student_days": json_number(c.shortage_student_days),
        "year_balance": json_number(c.year_balance),
        "has_capacity": c.has_capacity,
    }


def _institution_json(own: InstitutionLoad) -> dict[str, Any]:
    week = own.contacts_week
    return {
        "institution": own.institution,
        "most_away": json_number(own.away),
        "most_away_day": own.away_day.isoformat() if own.away_day else None,
        "most_contact_moments": own.contacts,
        "most_contact_moments_week": week.isoformat() if week else None,
    }


def _bottleneck_line(c: ComponentLoad, b: Bottleneck, language: str) -> str:
    return text(
        "told_bottleneck" if math.isfinite(c.peak) else "told_no_places",
        language,
        day=b.day,
        students=round(b.students, 1),
        programmes=b.programmes,
        places=round(b.places, 1),
        companies=b.companies,
        peak=percent(c.peak if math.isfinite(c.peak) else None, language),
        shortage=round(c.shortage_student_days, 1),
        balance=percent(c.year_balance if math.isfinite(c.year_balance) else None, language),
    )


# --- check -------------------------------------------------------------------------------------


def check(args: argparse.Namespace) -> Answer:
    """``check PROJECT``"""
    project = open_with_plan(args.project)
    problems = [*check_plan(project.state), *wish_problems(project.state)]
    sentences = [line(problem, args.lang) for problem in problems]
    answer = {"problems": [problem_json(problem, args.lang) for problem in problems]}
    answer["outdated"] = project.plan_is_outdated  # type: ignore[assignment]
    if project.plan_is_outdated:
        sentences.append(text("told_outdated", args.lang))
    return (
        DONE_WITH_PROBLEMS if problems else DONE,
        answer,
        sentences or [text("told_sound", args.lang)],
    )
