"""The judge of rules for several stage periods: gaps within groups, limits of institutions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from stageplanner.domain.checks.case import Case, cases_at_start
from stageplanner.domain.state import State
from stageplanner.problems import Problem, Severity

#: A fraction of a student below this is a rounding error; the judge's own on purpose.
CLOSE = 1e-6

#: Numbers per institution and day or week.
Counts = dict[str, dict[date, float]]


def successors(cases: list[Case]) -> Iterator[tuple[Case, Case]]:
    """Yield pairs of stage periods of one group that follow each other in the wish."""
    groups: dict[tuple[object, ...], list[Case]] = defaultdict(list)
    for case in cases:
        if case.period.group:
            groups[case.period.key].append(case)
    for members in groups.values():
        for first in members:
            for second in members:
                if first.period.end < second.period.start:
                    yield first, second


def group_order(cases: list[Case]) -> Iterator[tuple[Case, Case]]:
    """Yield pairs of stage periods of one group that now overlap or changed order."""
    for first, second in successors(cases):
        if _last_day(first) >= _first_day(second):
            yield first, second


def group_gap(cases: list[Case]) -> Iterator[tuple[Case, Case]]:
    """Yield pairs of stage periods of one group that are closer than policy and wish allow."""
    for first, second in successors(cases):
        wished = first.lesweken_between(first.period.end, second.period.start)
        asked = min(first.terms.rules.gap_weeks, wished)
        if first.lesweken_between(_last_day(first), _first_day(second)) < asked:
            yield first, second


def _last_day(case: Case) -> date:
    return max(p.option.end for p in case.placements)


def _first_day(case: Case) -> date:
    return min(p.option.start for p in case.placements)


def students_away_at_most(state: State, cases: list[Case]) -> Iterator[Problem]:
    """Report institutions with more students away on a day than allowed, or wished."""
    most = {p.institution: state.policy.rules_of(p.institution).most_away for p in state.periods}
    if any(limit is not None for limit in most.values()):
        start = students_away(cases_at_start(state))
        yield from times_above("check_away", students_away(cases), start, most)


def contact_moments_at_most(state: State, cases: list[Case]) -> Iterator[Problem]:
    """Report institutions with more contact moments in a week than allowed, or wished."""
    most = {
        p.institution: state.policy.rules_of(p.institution).most_contact_moments
        for p in state.periods
    }
    if any(limit is not None for limit in most.values()):
        start = contact_moments(cases_at_start(state))
        yield from times_above("check_contacts", contact_moments(cases), start, most)


def students_away(cases: list[Case]) -> Counts:
    """Count the students on placement per institution and day, not weighted."""
    counts: Counts = defaultdict(lambda: defaultdict(float))
    for case in cases:
        for placed in case.placements:
            option = placed.option
            share = 1.0 if option.weekdays is not None else option.days_per_week / 5
            for day in case.days(option):
                counts[case.period.institution][day] += share * placed.students
    return counts


def contact_moments(cases: list[Case]) -> Counts:
    """Count contact moments per institution and week (its Monday): three per student."""
    counts: Counts = defaultdict(lambda: defaultdict(float))
    for case in cases:
        for placed in case.placements:
            for monday in case.contacts(placed.option):
                counts[case.period.institution][monday] += placed.students
    return counts


def times_above(
    code: str,
    counted: Counts,
    wished: Counts,
    limits: Mapping[str, int | None],
    severity: Severity = Severity.ERROR,
) -> Iterator[Problem]:
    """Report per institution on how many days or weeks it is above its limit, and the worst.

    Parameters
    ----------
    code : str
        The code of the problem.
    counted : Counts
        The counts under the plan.
    wished : Counts
        The counts before anything is asked: up to these a plan is allowed in any case.
    limits : Mapping[str, int | None]
        The limit of each institution; ``None`` for none.
    severity : Severity, optional
        The severity of the problem.
    """
    for institution, counts in counted.items():
        most = limits.get(institution)
        if most is None:
            continue
        allowed = wished.get(institution, {})
        over = {
            day: count
            for day, count in counts.items()
            if count > max(most, allowed.get(day, 0.0)) + CLOSE
        }
        if over:
            worst = max(over, key=lambda day: (over[day], -day.toordinal()))
            yield Problem(
                code=code,
                severity=severity,
                values={
                    "institution": institution,
                    "most": most,
                    "times": len(over),
                    "day": worst,
                    "week": worst.isocalendar().week,
                    "students": round(over[worst], 1),
                },
            )
