"""The judge of a plan: every rule and measure again, in plain Python.

Solver answers, hand edits, imported answers and exported workbooks are all judged here. The judge
shares no code with the option set, the model or the load measures; only the dates, the stage
periods and their terms (:func:`stageplanner.domain.policy.terms_of`) are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from stageplanner.domain.calendar import DateRange
from stageplanner.domain.checks.case import Case, cases_of, wish_of
from stageplanner.domain.checks.coupling import (
    contact_moments_at_most,
    group_gap,
    group_order,
    students_away_at_most,
)
from stageplanner.domain.checks.max_flow import placed_students
from stageplanner.domain.form import Form
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Plan, Status
from stageplanner.domain.state import State
from stageplanner.problems import Place, Problem

#: Peaks are equal within this. The judge keeps tolerances of its own on purpose: a mistake in
#: :mod:`stageplanner.load.tolerances` must not hide in the check of what depends on it.
CLOSE = 1e-6


def one_option(case: Case) -> bool:
    """Return whether every student of a stage period is placed, once."""
    placed = sum(placement.students for placement in case.placements)
    return placed == case.period.students and len(case.placements) >= 1


def keeps_fixed(case: Case) -> bool:
    """Return whether a stage period that is marked Vast keeps its wish."""
    return not case.period.fixed or case.is_wish or case.is_settled


def keeps_agreed(case: Case) -> bool:
    """Return whether a stage period with an agreement does what was agreed."""
    return not case.agreed or case.is_settled


def keeps_window(case: Case) -> bool:
    """Return whether a changed stage period lies between earliest start and latest end.

    The halves of a split group may each lie anywhere in their half of the school year.
    """
    rooms = [DateRange(start=case.terms.earliest_start, end=case.terms.latest_end)]
    if len(case.placements) > 1:
        rooms.extend(case.terms.halves or ())
    return (
        case.is_wish
        or case.is_settled
        or all(
            any(p.option.start in room and p.option.end in room for room in rooms)
            for p in case.placements
        )
    )


def allowed_form(case: Case) -> bool:
    """Return whether a stage period has its wished form or one that it may take."""
    return case.is_settled or all(
        p.option.form == case.period.form or p.option.form in case.terms.allowed_forms
        for p in case.placements
    )


def keeps_shift(case: Case) -> bool:
    """Return whether a changed stage period moves no more lesweken than allowed."""
    most = case.terms.rules.most_weeks_shift
    if most is None or case.is_wish or case.is_settled:
        return True
    wish = case.period
    return all(
        _lesweken_apart(case, o.start, wish.start) <= most
        and _lesweken_apart(case, wish.end, o.end) <= most
        for o in (p.option for p in case.placements)
    )


def _lesweken_apart(case: Case, first: date, second: date) -> int:
    """Return how many lesweken later the week of the second day is; 0 if not later."""
    monday = second - timedelta(days=second.weekday())
    if first >= monday:
        return 0
    return case.lesweken_between(first, monday) + 1


def not_forbidden(case: Case) -> bool:
    """Return whether a changed stage period has no stage day in a forbidden stretch."""
    return case.is_settled or not any(
        day in stretch
        for p in case.placements
        if p.option != wish_of(case.period)
        for stretch in case.terms.forbidden
        for day in case.days(p.option)
    )


def keeps_rhythm(case: Case) -> bool:
    """Return whether weekdays and days a week are standard, or as wished."""
    return case.is_settled or all(_is_standard(case, p.option) for p in case.placements)


def _is_standard(case: Case, option: Option) -> bool:  # noqa: PLR0911 - one return a rule
    wish, rules = case.period, case.terms.rules
    if option.weekdays is None:
        return wish.weekdays is None and option.days_per_week == wish.days_per_week
    days = tuple(sorted(option.weekdays))
    if len(days) != option.days_per_week or len(set(days)) != len(days):
        return False
    if (option.form, option.days_per_week) == (wish.form, wish.days_per_week):
        if wish.weekdays is not None and days == tuple(sorted(wish.weekdays)):
            return True
        if wish.weekdays is not None and wish.form is Form.BLOK and not rules.blok_moves_weekdays:
            return False
    elif not _may_have_days(case, option):
        return False
    if set(days) & set(rules.school_days) or max(days) > 4:
        return False
    named = [set_ for set_ in rules.weekday_sets if len(set_) == len(days)]
    if named:
        return days in named
    if option.form is Form.BLOK or len(days) > 3:
        return True
    return days == tuple(range(days[0], days[0] + len(days)))


def _may_have_days(case: Case, option: Option) -> bool:
    """Return whether an option may have other days a week than wished.

    That is: in the other form, or in the same form if the rules allow it.
    """
    rules = case.terms.rules
    may_change = option.form != case.period.form or rules.days_may_change
    return may_change and option.days_per_week in rules.days_for(option.form)


def keeps_stage_days(case: Case) -> bool:
    """Return whether no stage day is lost, nor more gained than rounding to weeks takes."""
    if case.is_wish:
        return True
    wish = case.period
    needed = len(case.weeks(wish_of(wish))) * wish.days_per_week
    return all(
        needed
        <= len(case.weeks(p.option)) * p.option.days_per_week
        < needed + p.option.days_per_week
        for p in case.placements
    )


def split_allowed(case: Case) -> bool:
    """Return whether a group is split only if that is allowed."""
    return len(case.placements) <= 1 or case.terms.splittable or case.is_settled


#: The rules for one stage period, by the code of the problem when one is broken.
RULES: dict[str, Callable[[Case], bool]] = {
    "check_one_option": one_option,
    "check_fixed": keeps_fixed,
    "check_agreed": keeps_agreed,
    "check_window": keeps_window,
    "check_shift": keeps_shift,
    "check_forbidden": not_forbidden,
    "check_form": allowed_form,
    "check_rhythm": keeps_rhythm,
    "check_stage_days": keeps_stage_days,
    "check_split": split_allowed,
}


def check_plan(state: State, plan: Plan | None = None) -> tuple[Problem, ...]:
    """Judge a plan: return every rule it breaks and every claim that is false.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan, optional
        The plan to judge; without it the current one.

    Returns
    -------
    tuple of Problem
        Empty if the plan is sound.
    """
    plan = plan if plan is not None else state.plan or Plan()
    cases = cases_of(state, plan)
    known = {period.id for period in state.periods}
    problems = [
        Problem(code="check_unknown_period", place=Place(period=name))
        for name in plan.placements
        if name not in known
    ]
    for case in cases:
        problems.extend(_broken(code, case) for code, is_kept in RULES.items() if not is_kept(case))
    for code, pairs in (
        ("check_group_order", group_order(cases)),
        ("check_group_gap", group_gap(cases)),
    ):
        problems.extend(_too_close(code, first, second) for first, second in pairs)
    problems.extend(students_away_at_most(state, cases))
    problems.extend(contact_moments_at_most(state, cases))
    problems.extend(_false_claims(state, plan, cases))
    return tuple(problems)


def _broken(code: str, case: Case) -> Problem:
    return Problem(
        code=code,
        place=Place(period=case.period.id),
        values={
            "institution": case.period.institution,
            "group": case.period.group,
            "earliest": case.terms.earliest_start,
            "latest": case.terms.latest_end,
            "students": case.period.students,
            "weeks": case.terms.rules.most_weeks_shift,
            "names": ", ".join(barred.name for barred in case.terms.rules.forbidden),
        },
    )


def _too_close(code: str, first: Case, second: Case) -> Problem:
    return Problem(
        code=code,
        place=Place(period=second.period.id),
        values={
            "group": second.period.group,
            "other": first.period.id,
            "weeks": first.terms.rules.gap_weeks,
        },
    )


def _false_claims(state: State, plan: Plan, cases: list[Case]) -> Iterator[Problem]:
    """Compare the proofs of a plan with what is counted here."""
    days = daily_demand(state, cases)
    for proof in plan.proofs:
        names = set(proof.programmes)
        judged = [case for case in cases if case.period.programme in names]
        values = {"programmes": proof.programmes, "said": proof.changes}
        if not changes_at_most(judged, proof.changes) or changes_at_most(judged, proof.changes - 1):
            counted = sum(_is_conversation(case) for case in judged)
            yield Problem(code="check_changes", values={**values, "counted": counted})
        is_short = proof.status in (Status.NOT_SOLVED, Status.LIMITED)
        if proof.changes_lower_bound > proof.changes and not is_short:
            yield Problem(
                code="check_changes_bound", values={**values, "bound": proof.changes_lower_bound}
            )
        if proof.peak is None or proof.lower_bound is None:
            continue
        shown = {**values, "said": round(100 * proof.peak, 2)}
        if not peak_at_most(state, days, names, proof.peak + CLOSE):
            yield Problem(code="check_peak_low", values=shown)
        elif proof.peak > CLOSE and peak_at_most(state, days, names, proof.peak - CLOSE):
            yield Problem(code="check_peak_high", values=shown)
        if proof.lower_bound > proof.peak + CLOSE:
            yield Problem(
                code="check_bound", values={**shown, "bound": round(100 * proof.lower_bound, 2)}
            )


def changes_at_most(cases: list[Case], most: int) -> bool:
    """Return whether no more than ``most`` stage periods differ from their wish."""
    return sum(_is_conversation(case) for case in cases) <= most


def _is_conversation(case: Case) -> bool:
    """Return whether a stage period changes; filling in open weekdays is no change."""
    p = case.period
    if case.is_wish:
        return False
    if p.weekdays is not None or len(case.placements) > 1:
        return True
    option = case.placements[0].option
    return (option.form, option.start, option.end, option.days_per_week) != (
        p.form,
        p.start,
        p.end,
        p.days_per_week,
    )


def daily_demand(state: State, cases: list[Case]) -> dict[date, dict[str, float]]:
    """Count the weighted students per day and programme, the base load included."""
    days: dict[date, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for case in cases:
        weight = state.policy.weight_of(case.period.niveau)
        for placement in case.placements:
            option = placement.option
            weekdays = option.weekdays if option.weekdays is not None else (0, 1, 2, 3, 4)
            share = 1.0 if option.weekdays is not None else option.days_per_week / 5
            day = option.start
            while day <= option.end:
                if day.weekday() in weekdays and day not in case.days_off:
                    days[day][case.period.programme] += weight * share * placement.students
                day += timedelta(days=1)
    for base in state.base_load:
        weight = state.policy.weight_of(base.niveau)
        for offset, count in enumerate(base.students):
            if count:
                days[base.monday + timedelta(days=offset)][base.programme] += weight * count
    return days


def peak_at_most(
    state: State, days: dict[date, dict[str, float]], names: set[str], factor: float
) -> bool:
    """Return whether on every day all students of some programmes fit into factor x the places."""
    judged: set[tuple[object, ...]] = set()
    for day, demand in days.items():
        asked = {name: students for name, students in demand.items() if name in names}
        if not asked:
            continue
        offered = _places(state, day, names)
        key = (
            tuple(sorted(asked.items())),
            tuple(sorted((tuple(sorted(k)), v) for k, v in offered.items())),
        )
        if key in judged:
            continue
        judged.add(key)
        needed = sum(asked.values())
        if placed_students(asked, offered, factor) < needed * (1 - 1e-9) - 1e-7:
            return False
    return True


def _places(state: State, day: date, names: set[str]) -> dict[frozenset[str], float]:
    offered: dict[frozenset[str], float] = defaultdict(float)
    for company in state.leerbedrijven:
        kind = names.intersection(company.accredited)
        if kind:
            offered[frozenset(kind)] += company.free_places(day)
    return offered
