"""The plain judge of a plan: every rule and measure again, in plain Python.

Solver answers, hand edits, imported answers and exported workbooks all pass it. It shares no
code with the option set, the model or the load measures; only the dates, the stage periods
and what they may do (:func:`stageplanner.domain.policy.terms_of`) are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stageplanner.domain.flow import placed_students
from stageplanner.domain.form import Form
from stageplanner.domain.locks import agreed_placements
from stageplanner.domain.option import Option
from stageplanner.domain.period import StagePeriod
from stageplanner.domain.plan import Placement, Plan, Status
from stageplanner.domain.policy import Terms
from stageplanner.domain.state import State, all_terms, calendar_of
from stageplanner.problems import Place, Problem

#: Peaks are compared this closely.
CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Case:
    """One stage period as a plan places it, with all that judging it needs."""

    period: StagePeriod
    placements: tuple[Placement, ...]
    terms: Terms
    days_off: frozenset[date]
    agreed: tuple[Placement, ...] = ()

    @property
    def is_wish(self) -> bool:
        """Tell whether the plan leaves the stage period as it was handed in."""
        p = self.period
        return len(self.placements) == 1 and all(
            (o.form, o.start, o.end, o.days_per_week, o.weekdays)
            == (p.form, p.start, p.end, p.days_per_week, p.weekdays)
            for o in (placement.option for placement in self.placements)
        )

    @property
    def is_settled(self) -> bool:
        """Tell whether the plan does what was agreed: then that is what is allowed."""
        return bool(self.agreed) and set(self.placements) == set(self.agreed)

    def weeks(self, option: Option) -> set[date]:
        """The Mondays of the lesweken in which an option has one of its weekdays."""
        weekdays = option.weekdays if option.weekdays is not None else (0, 1, 2, 3, 4)
        found: set[date] = set()
        day = option.start
        while day <= option.end:
            monday = day - timedelta(days=day.weekday())
            school = [monday + timedelta(days=k) for k in range(5)]
            if day.weekday() in weekdays and not self.days_off.issuperset(school):
                found.add(monday)
            day += timedelta(days=1)
        return found


def one_option(case: Case) -> bool:
    """Every student of a stage period is placed, once."""
    placed = sum(placement.students for placement in case.placements)
    return placed == case.period.students and len(case.placements) >= 1


def keeps_fixed(case: Case) -> bool:
    """A stage period that is marked Vast keeps its wish."""
    return not case.period.fixed or case.is_wish or case.is_settled


def keeps_agreed(case: Case) -> bool:
    """A stage period of which something was agreed does just that."""
    return not case.agreed or case.is_settled


def keeps_window(case: Case) -> bool:
    """A changed stage period lies between its earliest start and its latest end."""
    return (
        case.is_wish
        or case.is_settled
        or all(
            case.terms.earliest_start <= p.option.start and p.option.end <= case.terms.latest_end
            for p in case.placements
        )
    )


def allowed_form(case: Case) -> bool:
    """A stage period changes form only to one that it may take."""
    return case.is_settled or all(
        p.option.form == case.period.form or p.option.form in case.terms.allowed_forms
        for p in case.placements
    )


def keeps_rhythm(case: Case) -> bool:
    """Weekdays and days a week are of the standard option set, or as wished."""
    return case.is_settled or all(_is_standard(case, p.option) for p in case.placements)


def _is_standard(case: Case, option: Option) -> bool:  # noqa: PLR0911 - one return a rule
    wish = case.period
    if option.weekdays is None:
        return wish.weekdays is None and option.days_per_week == wish.days_per_week
    days = sorted(option.weekdays)
    if len(days) != option.days_per_week or len(set(days)) != len(days):
        return False
    if option.form == wish.form and option.days_per_week != wish.days_per_week:
        return False
    if option.form == wish.form and wish.weekdays is not None:
        if tuple(days) == tuple(sorted(wish.weekdays)):
            return True
        if wish.form is Form.BLOK and not case.terms.blok_moves_weekdays:
            return False
    if set(days) & set(case.terms.school_days) or max(days) > 4:
        return False
    if option.form is Form.BLOK:
        return option.form == wish.form or len(days) == 4
    return len(days) > 3 or days == list(range(days[0], days[0] + len(days)))


def keeps_stage_days(case: Case) -> bool:
    """No stage day is lost, and no more won than rounding up to whole weeks takes."""
    wish = case.period
    wished = Option(
        form=wish.form,
        start=wish.start,
        end=wish.end,
        days_per_week=wish.days_per_week,
        weekdays=wish.weekdays,
    )
    needed = len(case.weeks(wished)) * wish.days_per_week
    return case.is_wish or all(
        needed
        <= len(case.weeks(p.option)) * p.option.days_per_week
        < needed + p.option.days_per_week
        for p in case.placements
    )


def split_allowed(case: Case) -> bool:
    """A group is split only where that is allowed."""
    return len(case.placements) <= 1 or case.terms.splittable or case.is_settled


def group_order(cases: list[Case]) -> Iterator[tuple[Case, Case]]:
    """Pairs of stage periods of one group that came to overlap or to change order."""
    groups: dict[tuple[object, ...], list[Case]] = defaultdict(list)
    for case in cases:
        if case.period.group:
            groups[case.period.key].append(case)
    for members in groups.values():
        for first in members:
            for second in members:
                if first.period.end >= second.period.start:
                    continue
                ends = max(p.option.end for p in first.placements)
                if ends >= min(p.option.start for p in second.placements):
                    yield first, second


#: The rules for one stage period, by the code of the sentence that tells of a breach.
RULES: dict[str, Callable[[Case], bool]] = {
    "check_one_option": one_option,
    "check_fixed": keeps_fixed,
    "check_agreed": keeps_agreed,
    "check_window": keeps_window,
    "check_form": allowed_form,
    "check_rhythm": keeps_rhythm,
    "check_stage_days": keeps_stage_days,
    "check_split": split_allowed,
}


def check_plan(state: State, plan: Plan | None = None) -> tuple[Problem, ...]:
    """Judge a plan (by default the current one): every rule it breaks, every claim that is false.

    Returns
    -------
    tuple of Problem
        Empty where the plan is sound.
    """
    plan = plan if plan is not None else state.plan or Plan()
    cases = _cases(state, plan)
    known = {period.id for period in state.periods}
    problems = [
        Problem(code="check_unknown_period", place=Place(period=name))
        for name in plan.placements
        if name not in known
    ]
    for case in cases:
        problems.extend(_broken(code, case) for code, is_kept in RULES.items() if not is_kept(case))
    problems.extend(
        Problem(
            code="check_group_order",
            place=Place(period=second.period.id),
            values={"group": second.period.group, "other": first.period.id},
        )
        for first, second in group_order(cases)
    )
    problems.extend(_false_claims(state, plan, cases))
    return tuple(problems)


def _cases(state: State, plan: Plan) -> list[Case]:
    terms, off = all_terms(state), calendar_of(state).days_off
    agreed = agreed_placements(state)
    cases = []
    for period in state.periods:
        wish = Option(
            form=period.form,
            start=period.start,
            end=period.end,
            days_per_week=period.days_per_week,
            weekdays=period.weekdays,
        )
        placed = plan.placements.get(period.id, (Placement(option=wish, students=period.students),))
        cases.append(
            Case(
                period,
                placed,
                terms[period.id],
                off.get(period.institution, frozenset()),
                agreed.get(period.id, ()),
            )
        )
    return cases


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
        },
    )


def _false_claims(state: State, plan: Plan, cases: list[Case]) -> Iterator[Problem]:
    """Compare what a plan's proofs say with what is counted here."""
    days = daily_demand(state, cases)
    for proof in plan.proofs:
        names = set(proof.programmes)
        own = [case for case in cases if case.period.programme in names]
        values = {"programmes": proof.programmes, "said": proof.changes}
        if not changes_at_most(own, proof.changes) or changes_at_most(own, proof.changes - 1):
            counted = sum(_is_conversation(case) for case in own)
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
    """No more than ``most`` stage periods differ from their wish."""
    return sum(_is_conversation(case) for case in cases) <= most


def _is_conversation(case: Case) -> bool:
    """A change to talk about; filling in weekdays that were left open is none."""
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
    """Students (weighted) per day and programme, counted day by day."""
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
    return days


def peak_at_most(
    state: State, days: dict[date, dict[str, float]], names: set[str], factor: float
) -> bool:
    """Tell whether on every day everybody of these programmes fits into factor x the places."""
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
