"""What each command does: a verb of Project, its answer as JSON and as sentences."""

from __future__ import annotations

import argparse
import math
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from stageplanner.cli import DONE, DONE_WITH_PROBLEMS, Answer, exit_code, problem_json
from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.checks import check_plan
from stageplanner.domain.clash import Clash
from stageplanner.domain.explanation import Explanation, LimitProof
from stageplanner.domain.limits import Limits
from stageplanner.domain.period import StagePeriod
from stageplanner.domain.plan import (
    WISH_PLAN,
    Plan,
    Proof,
    is_changed,
    placements_of,
)
from stageplanner.domain.policy import Terms
from stageplanner.domain.state import State, all_terms, institutions_of
from stageplanner.domain.wishes import wish_problems
from stageplanner.load.limits_told import limit_lines
from stageplanner.messages import line, percent, text
from stageplanner.openfile import hold
from stageplanner.problems import Place, Problem, StagePlannerError
from stageplanner.project import Project
from stageplanner.questions import explain, explain_fully, export

if TYPE_CHECKING:
    from stageplanner.optimise.result import Progress, Settings


def finite(value: float | None) -> float | None:
    """A number for JSON: what has no end has no number there."""
    return None if value is None or not math.isfinite(value) else round(value, 6)


def opened(path: Path) -> Project:
    """The project of a path; one that is not there is told kindly."""
    if not path.exists():
        raise StagePlannerError(
            Problem(code="file_missing", place=Place(file=path.name), values={"path": path})
        )
    return Project.open(path)


def with_periods(path: Path) -> Project:
    """The project of a path, which must have stage periods."""
    project = opened(path)
    if not project.state.periods:
        raise StagePlannerError(Problem(code="nothing_to_plan", values={"path": path}))
    return project


# --- periods -----------------------------------------------------------------------------------


def _shown_plan(state: State, which: str) -> Plan:
    return WISH_PLAN if which == "wish" or state.plan is None else state.plan


def list_periods(args: argparse.Namespace) -> Answer:
    """``periods PROJECT [--plan wish|current]``"""
    state = opened(args.project).state
    plan, terms = _shown_plan(state, args.plan), all_terms(state)
    rows = [row for period in state.periods for row in period_rows(period, plan, terms[period.id])]
    sentences = [
        f"{r['id']}  {r['institution']}  {r['programme']}  {r['group']}  {r['students']}  "
        f"{r['form']}  {r['start']} - {r['end']}  {r['weekdays'] or '-'}"
        + ("  *" if r["changed"] else "")
        for r in rows
    ]
    return DONE, {"periods": rows}, sentences


def period_rows(period: StagePeriod, plan: Plan, terms: Terms) -> Iterator[dict[str, Any]]:
    """A stage period as the plan places it: a row, or several where it is split."""
    changed = is_changed(plan, period)
    for placement in placements_of(plan, period):
        option = placement.option
        yield {
            "id": period.id,
            "institution": period.institution,
            "brin": period.brin,
            "location": period.location,
            "programme": period.programme,
            "programme_name": period.programme_name,
            "niveau": period.niveau,
            "leerweg": period.leerweg,
            "year": period.year,
            "group": period.group,
            "students": placement.students,
            "form": option.form.value,
            "start": option.start.isoformat(),
            "end": option.end.isoformat(),
            "days_per_week": option.days_per_week,
            "weekdays": format_weekdays(option.weekdays),
            "hours_per_day": period.hours_per_day,
            "fixed": period.fixed,
            "allowed_forms": [form.value for form in terms.allowed_forms],
            "earliest_start": terms.earliest_start.isoformat(),
            "latest_end": terms.latest_end.isoformat(),
            "splittable": terms.splittable,
            "changed": changed,
        }


# --- load --------------------------------------------------------------------------------------


def show_load(args: argparse.Namespace) -> Answer:
    """``load PROJECT [--plan wish|current]``"""
    from stageplanner.load.institutions import institution_loads
    from stageplanner.load.measures import measure
    from stageplanner.load.niveaus import shortage_by_niveau

    state = opened(args.project).state
    measures = measure(state, _shown_plan(state, args.plan))
    components, sentences = [], []
    for c in measures.components:
        b = c.bottleneck
        components.append(
            {
                "programmes": list(c.programmes),
                "periods": c.periods,
                "peak": finite(c.peak),
                "peak_day": b.day.isoformat() if b else None,
                "bottleneck": {
                    "day": b.day.isoformat(),
                    "programmes": list(b.programmes),
                    "leerbedrijven": b.companies,
                    "leerbedrijf_ids": list(b.leerbedrijven),
                    "students": finite(b.students),
                    "places": finite(b.places),
                }
                if b
                else None,
                "shortage_student_days": finite(c.shortage_student_days),
                "year_balance": finite(c.year_balance),
                "has_capacity": c.has_capacity,
            }
        )
        if b is None:
            continue
        sentences.append(
            text(
                "told_bottleneck" if math.isfinite(c.peak) else "told_no_places",
                args.lang,
                day=b.day,
                students=round(b.students, 1),
                programmes=b.programmes,
                places=round(b.places, 1),
                companies=b.companies,
                peak=percent(c.peak if math.isfinite(c.peak) else None, args.lang),
                shortage=round(c.shortage_student_days, 1),
                balance=percent(
                    c.year_balance if math.isfinite(c.year_balance) else None, args.lang
                ),
            )
        )
    days = [
        {
            "date": d.day.isoformat(),
            "students": finite(d.students),
            "peak": finite(d.peak),
            "shortage": finite(d.shortage),
        }
        for d in measures.days
    ]
    answer = {
        "components": components,
        "days": days,
        "shortage_student_days": finite(measures.shortage_student_days),
        "institutions": [
            {
                "institution": own.institution,
                "most_away": finite(own.away),
                "most_away_day": own.away_day.isoformat() if own.away_day else None,
                "most_contact_moments": own.contacts,
                "most_contact_moments_week": own.contacts_week.isoformat()
                if own.contacts_week
                else None,
            }
            for own in institution_loads(state, _shown_plan(state, args.plan))
        ],
        "shortage_by_niveau": [
            {"niveau": own.niveau, "shortage_student_days": finite(own.student_days)}
            for own in shortage_by_niveau(state, _shown_plan(state, args.plan))
        ],
    }
    return DONE, answer, sentences or [text("told_no_periods", args.lang)]


# --- optimise ----------------------------------------------------------------------------------


def settings_of(args: argparse.Namespace) -> Settings:
    """What was asked of the optimiser; impossible wishes are refused with the cure."""
    from stageplanner.optimise.result import Settings

    target: float | None = None
    if args.target != "lowest":
        try:
            target = float(args.target.replace(",", ".").rstrip("%"))
        except ValueError:
            raise bad_argument("--target", args.target, "cure_target", args.lang) from None
        target = target / 100 if args.target.endswith("%") else target
        if not 0 < target <= 10 or not math.isfinite(target):
            raise bad_argument("--target", args.target, "cure_target", args.lang)
    if args.max_changes is not None and args.max_changes < 0:
        raise bad_argument("--max-changes", args.max_changes, "cure_count", args.lang)
    if not (args.time_limit > 0 and math.isfinite(args.time_limit)):
        raise bad_argument("--time-limit", args.time_limit, "cure_seconds", args.lang)
    if not 0 <= args.gap < 1:
        raise bad_argument("--gap", args.gap, "cure_gap", args.lang)
    return Settings(
        target=target,
        max_changes=args.max_changes,
        time_limit=args.time_limit,
        gap=args.gap,
        seed=args.seed,
        workers=args.workers,
    )


def bad_argument(argument: str, value: object, cure: str, language: str) -> StagePlannerError:
    """What a wrong argument is answered with, and the cure."""
    values = {"argument": argument, "value": value, "cure": text(cure, language)}
    return StagePlannerError(Problem(code="bad_argument", values=values))


#: Two signals within so many seconds are one wish to stop.
TWICE_AT_ONCE = 1.0


@contextmanager
def ctrl_c_keeps_the_best() -> Iterator[Callable[[], bool]]:
    """Ctrl+C asks the optimiser to stop with its best plan; a second one breaks off."""
    stopped = threading.Event()
    asked = 0.0

    def stop(number: int, frame: object) -> None:
        nonlocal asked
        # A signal may come twice at once, to the process and to its group: that is one wish.
        if stopped.is_set() and monotonic() - asked > TWICE_AT_ONCE:
            raise KeyboardInterrupt
        asked = asked or monotonic()
        stopped.set()

    if threading.current_thread() is not threading.main_thread():
        yield stopped.is_set
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def optimise(args: argparse.Namespace) -> Answer:
    """``optimise PROJECT [--target U|lowest] ...``"""
    settings = settings_of(args)
    with hold(args.project):
        project = with_periods(args.project)
        limits = _limits_of(project.state, args)
        answer = _optimised(project, settings, args.lang, limits)
        project.save()
    return answer


def _limits_of(state: State, args: argparse.Namespace) -> Limits:
    """What the question leaves alone; an institution that is not there is a slip of the pen."""
    known = institutions_of(state)
    for name in args.institutions or ():
        if name not in known:
            values = {"institution": name, "known": ", ".join(known)}
            raise StagePlannerError(Problem(code="policy_no_institution", values=values))
    if args.most_weeks is not None and args.most_weeks < 0:
        raise bad_argument("--most-weeks", args.most_weeks, "cure_count", args.lang)
    chosen = None if args.institutions is None else tuple(args.institutions)
    return Limits(institutions=chosen, most_weeks_shift=args.most_weeks)


def _optimised(
    project: Project, settings: Settings, language: str, limits: Limits | None = None
) -> Answer:
    from stageplanner.load.measures import measure

    begin = monotonic()
    with ctrl_c_keeps_the_best() as is_stopped:
        plan = project.optimise(settings, _Reporter(language), is_stopped, limits)
        was_stopped = is_stopped()
    problems = (*check_plan(project.state, plan), *wish_problems(project.state))
    measures = measure(project.state, plan)
    answer = {
        "components": [_proof_json(proof) for proof in plan.proofs],
        "seconds": round(monotonic() - begin, 3),
        "shortage_student_days": finite(measures.shortage_student_days),
        "stopped": was_stopped,
        "problems": [problem_json(problem, language) for problem in problems],
    }
    sentences = [
        text(limit.code, language, **limit.values) for limit in explain(project.state).limits
    ]
    sentences.extend(line(problem, language) for problem in problems)
    return exit_code(problems), answer, sentences


def _proof_json(proof: Proof) -> dict[str, Any]:
    return {
        "programmes": list(proof.programmes),
        "periods": proof.periods,
        "wish_peak": finite(proof.wish_peak),
        "peak": finite(proof.peak),
        "lower_bound": finite_down(proof.lower_bound),
        "target": finite(proof.target),
        "changes": proof.changes,
        "changes_lower_bound": proof.changes_lower_bound,
        "status": proof.status.value,
        "seconds": round(proof.seconds, 3),
    }


def finite_up(peak: float | None) -> float | None:
    """A peak for JSON, never below what the plan has: comparing it with a bound stays true."""
    return None if peak is None or not math.isfinite(peak) else math.ceil(peak * 1e6 - 1e-4) / 1e6


def finite_down(bound: float | None) -> float | None:
    """A lower bound for JSON, never above what was proven."""
    return None if bound is None else math.floor(bound * 1e6) / 1e6


class _Reporter:
    """Progress on stderr: one line that is written over on a terminal, else one a change."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._last = ""

    def __call__(self, progress: Progress) -> None:
        said = text(
            "told_progress",
            self._language,
            seconds=f"{progress.seconds:.1f}",
            phase=text(f"phase_{progress.phase}", self._language),
            count=len(progress.programmes),
            peak=percent(progress.peak, self._language),
            bound=percent(progress.lower_bound, self._language),
            changes=progress.changes,
            at_least=progress.changes_lower_bound,
        )
        if said.split("s ", 1)[-1] == self._last:
            return
        self._last = said.split("s ", 1)[-1]
        is_terminal = sys.stderr.isatty()
        end = "" if is_terminal and progress.phase != "done" else "\n"
        print(("\r\033[K" if is_terminal else "") + said, end=end, file=sys.stderr, flush=True)


# --- explain, check, demo ----------------------------------------------------------------------


def _open_with_plan(path: Path) -> Project:
    project = with_periods(path)
    if project.state.plan is None:
        raise StagePlannerError(Problem(code="no_plan", values={"path": path}))
    return project


def explain_plan(args: argparse.Namespace) -> Answer:
    """``explain PROJECT [--period ID]``"""
    state = _open_with_plan(args.project).state
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
                    "students": finite(reason.students),
                    "places": finite(reason.places),
                    "peak_without": finite(reason.peak),
                    "peak": finite(reason.peak_now),
                    "days_over": reason.days_over,
                    "shortage_student_days": finite(reason.shortage),
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
        "place_days": finite(proof.place_days),
        "bound": finite_down(proof.bound),
    }


def clash_json(clash: Clash, language: str) -> dict[str, Any]:
    """The rules in the way of the target, and the stage periods that would break them."""
    return {
        "rules": [family.value for family in clash.families],
        "periods": list(clash.periods),
        "changes": clash.changes,
        "proven": clash.is_proven,
        "message": " ".join(text(code, language, **values) for code, values in clash.parts),
    }


def _explained_fully(state: State) -> Explanation:
    with ctrl_c_keeps_the_best() as is_stopped:
        return explain_fully(state, is_stopped=is_stopped)


def _place(row: dict[str, Any]) -> dict[str, Any]:
    names = ("form", "start", "end", "days_per_week", "weekdays", "students")
    return {name: row[name] for name in names}


def check(args: argparse.Namespace) -> Answer:
    """``check PROJECT``"""
    project = _open_with_plan(args.project)
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


def demo(args: argparse.Namespace) -> Answer:
    """``demo --out DIR``: import, optimise and export the built-in example region."""
    from stageplanner.commands_import import told_intake
    from stageplanner.defaults import example_files

    settings = settings_of(args)
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / "voorbeeldregio.stageplan"
    project = Project(path=path)
    intake = project.import_files([Path(name) for name in example_files()])
    _, imported, told = told_intake(intake, args.lang)
    for sentence in told:
        print(sentence, file=sys.stderr)
    code, answer, sentences = _optimised(project, settings, args.lang)
    with hold(path):
        path.unlink(missing_ok=True)
        project.save(path)
    files = [str(path), *(str(p) for p in export(project.state, args.out, args.lang))]
    answer |= {"files": files, "imported": imported["files"]}
    sentences.append(text("told_files", args.lang, folder=args.out))
    sentences.extend(f"  {name}" for name in files)
    return code, answer, sentences


VERBS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "demo": demo,
    "periods": list_periods,
    "load": show_load,
    "optimise": optimise,
    "explain": explain_plan,
    "check": check,
}
