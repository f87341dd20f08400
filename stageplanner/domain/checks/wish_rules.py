"""Wishes against the rules of their institution: reported, never forced to change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from stageplanner.domain.checks.case import Case, cases_at_start
from stageplanner.domain.checks.coupling import (
    contact_moments,
    students_away,
    successors,
    times_above,
)
from stageplanner.domain.policy import Rules
from stageplanner.domain.state import State
from stageplanner.problems import Problem, Severity


def wish_problems(state: State) -> tuple[Problem, ...]:
    """Report the wishes (and agreements) that the rules would not let a plan ask.

    They stay as they are, and a plan does no worse than they do.

    Returns
    -------
    tuple of Problem
        Warnings, one per rule and institution; empty if the wishes keep all rules.
    """
    if all(rules == Rules() for rules in (state.policy.rules, *state.policy.institutions.values())):
        return ()
    cases = cases_at_start(state)
    rules = {p.institution: state.policy.rules_of(p.institution) for p in state.periods}
    away = {name: limits.most_away for name, limits in rules.items()}
    contacts = {name: limits.most_contact_moments for name, limits in rules.items()}
    return (
        *_per_institution("wish_forbidden", _in_forbidden(cases)),
        *_per_institution("wish_school_day", _on_school_days(cases)),
        *_per_institution("wish_gap", _too_close(cases)),
        *times_above("wish_away", students_away(cases), {}, away, Severity.WARNING),
        *times_above("wish_contacts", contact_moments(cases), {}, contacts, Severity.WARNING),
    )


def _in_forbidden(cases: list[Case]) -> Iterator[tuple[Case, str]]:
    for case in cases:
        days = {day for p in case.placements for day in case.days(p.option)}
        if any(day in stretch for stretch in case.terms.forbidden for day in days):
            barred = case.terms.rules.forbidden
            yield case, ", ".join(stretch.name for stretch in barred if stretch.binds(case.period))


def _on_school_days(cases: list[Case]) -> Iterator[tuple[Case, str]]:
    for case in cases:
        weekdays = {day for p in case.placements for day in p.option.weekdays or ()}
        if weekdays & set(case.terms.school_days):
            yield case, ""


def _too_close(cases: list[Case]) -> Iterator[tuple[Case, str]]:
    for first, second in successors(cases):
        ends = max(p.option.end for p in first.placements)
        starts = min(p.option.start for p in second.placements)
        weeks = first.terms.rules.gap_weeks
        if first.lesweken_between(ends, starts) < weeks:
            yield second, str(weeks)


def _per_institution(code: str, cases: Iterator[tuple[Case, str]]) -> Iterator[Problem]:
    """Yield one problem per institution, with its groups."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for case, what in cases:
        groups[case.period.institution, what].append(case.period.group or case.period.id)
    for (institution, what), names in groups.items():
        named = ", ".join(dict.fromkeys(names[:3])) + ("" if len(names) <= 3 else ", ...")
        yield Problem(
            code=code,
            severity=Severity.WARNING,
            values={
                "institution": institution,
                "what": what,
                "count": len(names),
                "groups": named,
            },
        )
