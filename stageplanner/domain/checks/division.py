"""The judge of a division over leerbedrijven: every rule again, in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.plan import Placement, Plan, placements_of
from stageplanner.domain.results.division import Division, Share, Unplaced
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, calendar_of
from stageplanner.problems import Place, Problem

#: Places may be exceeded by this much, for rounding; the judge's own on purpose (check_plan).
CLOSE = 1e-6

_Parts = dict[tuple[str, int], tuple[StagePeriod, Placement]]


def check_division(state: State, plan: Plan, division: Division) -> tuple[Problem, ...]:
    """Judge a division of a plan over leerbedrijven: return every rule it breaks.

    Returns
    -------
    tuple of Problem
        Empty if the division is sound.
    """
    companies = {company.id: company for company in state.leerbedrijven}
    parts = {
        (period.id, number): (period, placement)
        for period in state.periods
        for number, placement in enumerate(placements_of(plan, period))
    }
    known: list[Share] = []
    problems: list[Problem] = []
    for share in division.shares:
        if share.leerbedrijf in companies and (share.period, share.part) in parts:
            known.append(share)
        else:
            problems.append(_problem("division_unknown", share.period, company=share.leerbedrijf))
    problems.extend(_accreditations(known, parts, companies))
    problems.extend(_counts(division, parts))
    problems.extend(_overfull(state, known, parts, companies))
    for proof in division.proofs:
        if proof.placed > proof.at_most:
            problems.append(
                Problem(
                    code="division_bound",
                    values={
                        "programmes": proof.programmes,
                        "placed": proof.placed,
                        "bound": proof.at_most,
                    },
                )
            )
    return tuple(problems)


def is_taken(company: Leerbedrijf, period: StagePeriod) -> bool:
    """Return whether a leerbedrijf takes a programme, and the niveau if it has levels."""
    fits_level = company.levels is None or period.niveau is None or period.niveau in company.levels
    return period.programme in company.accredited and fits_level


def _accreditations(
    shares: list[Share], parts: _Parts, companies: dict[str, Leerbedrijf]
) -> Iterator[Problem]:
    for share in shares:
        period, company = parts[share.period, share.part][0], companies[share.leerbedrijf]
        if not is_taken(company, period):
            yield _problem(
                "division_accredited",
                period.id,
                company=company.name,
                programme=period.programme_name or period.programme,
            )


def _counts(division: Division, parts: _Parts) -> Iterator[Problem]:
    """Check that every student is placed once or named as left over."""
    counted: dict[tuple[str, int], int] = defaultdict(int)
    rows: list[Share | Unplaced] = [*division.shares, *division.unplaced]
    for row in rows:
        if row.students < 1 or int(row.students) != row.students:
            yield _problem("division_whole", row.period, students=row.students)
        counted[row.period, row.part] += row.students
    for key, (period, placement) in parts.items():
        if counted[key] != placement.students:
            yield _problem(
                "division_count", period.id, students=placement.students, counted=counted[key]
            )


def _overfull(
    state: State, shares: list[Share], parts: _Parts, companies: dict[str, Leerbedrijf]
) -> Iterator[Problem]:
    """Check that no leerbedrijf is above its free places on any day, weighted as the load is."""
    present: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for share in shares:
        period, placement = parts[share.period, share.part]
        weight = _weight(state, period, placement)
        for day in _days(state, period, placement):
            present[share.leerbedrijf][day] += weight * share.students
    for name, days in present.items():
        company = companies[name]
        over = [day for day, load in days.items() if load > company.free_places(day) + CLOSE]
        if over:
            day = min(over)
            yield Problem(
                code="division_overfull",
                values={
                    "company": company.name,
                    "day": day,
                    "students": round(days[day], 2),
                    "places": company.free_places(day),
                    "days": len(over),
                },
            )


def _weight(state: State, period: StagePeriod, placement: Placement) -> float:
    option = placement.option
    share = 1.0 if option.weekdays is not None else option.days_per_week / 5
    return share * state.policy.weight_of(period.niveau)


def _days(state: State, period: StagePeriod, placement: Placement) -> Iterator[date]:
    option = placement.option
    weekdays = option.weekdays if option.weekdays is not None else (0, 1, 2, 3, 4)
    off = calendar_of(state).days_off.get(period.institution, frozenset())
    day = option.start
    while day <= option.end:
        if day.weekday() in weekdays and day not in off:
            yield day
        day += timedelta(days=1)


def _problem(code: str, period: str, **values: object) -> Problem:
    return Problem(code=code, place=Place(period=period), values=values)
