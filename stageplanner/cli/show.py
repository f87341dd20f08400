"""The commands that show a region: its stage periods, its load, and what is wrong with its plan."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.output import (
    DONE,
    DONE_WITH_PROBLEMS,
    Answer,
    json_number,
    open_project,
    open_with_plan,
    problem_json,
)
from stageplanner.messages import line, percent, text

if TYPE_CHECKING:
    from stageplanner.domain.plan import Plan
    from stageplanner.domain.state import State
    from stageplanner.load.institution_loads import InstitutionLoad
    from stageplanner.load.measures import Bottleneck, ComponentLoad


def _add_plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", choices=("wish", "current"), default="current")


def _chosen_plan(state: State, name: str) -> Plan:
    from stageplanner.domain.plan import WISH_PLAN

    return WISH_PLAN if name == "wish" or state.plan is None else state.plan


# --- periods -----------------------------------------------------------------------------------


def list_periods(args: argparse.Namespace) -> Answer:
    """Return a row for every stage period, or for every part of one that is split."""
    from stageplanner.cli.base.records import period_rows
    from stageplanner.domain.state import all_terms

    state = open_project(args.project).state
    plan, terms = _chosen_plan(state, args.plan), all_terms(state)
    rows = [row for period in state.periods for row in period_rows(period, plan, terms[period.id])]
    sentences = [
        f"{r['id']}  {r['institution']}  {r['programme']}  {r['group']}  {r['students']}  "
        f"{r['form']}  {r['start']} - {r['end']}  {r['weekdays'] or '-'}"
        + ("  *" if r["changed"] else "")
        for r in rows
    ]
    return DONE, {"periods": rows}, sentences


PERIODS = Command(
    name="periods",
    about="list the stage periods",
    add_arguments=_add_plan,
    run=list_periods,
    json=(
        "periods: [{id, institution, brin, location, programme, programme_name, niveau, leerweg, "
        "year, group, students, form, start, end, days_per_week, weekdays, hours_per_day, fixed, "
        "allowed_forms, earliest_start, latest_end, splittable, changed}]",
    ),
)


# --- load --------------------------------------------------------------------------------------


def show_load(args: argparse.Namespace) -> Answer:
    """Measure the load of the wishes or of the current plan."""
    from stageplanner.load.institution_loads import institution_loads
    from stageplanner.load.measures import measure
    from stageplanner.load.shortage_by_niveau import shortage_by_niveau

    state = open_project(args.project).state
    plan = _chosen_plan(state, args.plan)
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
        "institutions": [_institution_json(load) for load in institution_loads(state, plan)],
        "shortage_by_niveau": [
            {"niveau": row.niveau, "shortage_student_days": json_number(row.student_days)}
            for row in shortage_by_niveau(state, plan)
        ],
    }
    sentences = [
        _bottleneck_line(component, component.bottleneck, args.lang)
        for component in measures.components
        if component.bottleneck is not None
    ]
    if not sentences and state.periods:
        sentences = [text("load_no_stage_day", args.lang, periods=len(state.periods))]
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


def _institution_json(load: InstitutionLoad) -> dict[str, Any]:
    week = load.contacts_week
    return {
        "institution": load.institution,
        "most_away": json_number(load.away),
        "most_away_day": load.away_day.isoformat() if load.away_day else None,
        "most_contact_moments": load.contacts,
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


LOAD = Command(
    name="load",
    about="measure the load: peaks, knelpunten, tekort, yearly balance",
    add_arguments=_add_plan,
    run=show_load,
    json=(
        "components: [{programmes, periods, peak, peak_day, bottleneck: {day, programmes, "
        "leerbedrijven, leerbedrijf_ids, students, places}, shortage_student_days, year_balance, "
        "has_capacity}]",
        "days: [{date, students, peak, shortage}]",
        "shortage_student_days",
        "institutions: [{institution, most_away, most_away_day, most_contact_moments, "
        "most_contact_moments_week}]",
        "shortage_by_niveau: [{niveau, shortage_student_days}]",
    ),
)


# --- check -------------------------------------------------------------------------------------


def check(args: argparse.Namespace) -> Answer:
    """Judge the current plan by the plain checker."""
    from stageplanner.domain.checks.check_plan import check_plan
    from stageplanner.domain.checks.wish_rules import wish_problems

    project = open_with_plan(args.project)
    problems = [*check_plan(project.state), *wish_problems(project.state)]
    sentences = [line(problem, args.lang) for problem in problems]
    answer: dict[str, Any] = {
        "problems": [problem_json(problem, args.lang) for problem in problems],
        "outdated": project.plan_is_outdated,
    }
    if project.plan_is_outdated:
        sentences.append(text("told_outdated", args.lang))
    return (
        DONE_WITH_PROBLEMS if problems else DONE,
        answer,
        sentences or [text("told_sound", args.lang)],
    )


CHECK = Command(
    name="check",
    about="judge the current plan by the plain checker",
    run=check,
    json=("problems", "outdated"),
)
