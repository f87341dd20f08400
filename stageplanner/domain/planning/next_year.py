"""Rolling a region over to the next school year.

What schools keep from year to year is the *lesweek*: a period from lesweek 11 to 20 is again from
lesweek 11 to 20, whatever the holidays, on the same weekdays. Everything that cannot be known yet
is reported.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from stageplanner.domain.calendar import (
    Calendar,
    DateRange,
    Holiday,
    monday_of,
    school_year_of,
    years_later,
)
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.negotiation.renew_agreements import renewed_agreements
from stageplanner.domain.plan import Plan, placements_of
from stageplanner.domain.policy import Policy, Rules
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import (
    State,
    calendar_of,
    institutions_of,
    region_of,
    school_years_of,
)
from stageplanner.problems import Place, Problem, Severity

#: The same weekday about a year later.
YEAR_OF_WEEKS = timedelta(weeks=52)


@dataclass(frozen=True, slots=True, kw_only=True)
class RollOver:
    """A region in its next school year, and a report of what needs attention.

    ``year`` is the calendar year in which the new school year begins.
    """

    state: State
    year: int
    report: tuple[Problem, ...]


def roll_over(state: State, *, wish_from_plan: bool = False) -> RollOver:
    """Begin the next school year with the stage periods and leerbedrijven of this one.

    Every stage period keeps its lesweken and weekdays. The plan, rounds, deliveries and sources of
    rows belong to the year that ends and are dropped. Agreements that renew are kept. Holidays are
    those that the institution or the region has handed in for the new year.

    Parameters
    ----------
    state : State
        The region in the old year.
    wish_from_plan : bool, optional
        Begin with the placements of the current plan instead of the wishes.

    Raises
    ------
    ValueError
        If there is no stage period, so no year to begin from.
    """
    if not state.periods:
        raise ValueError("no stage periods")
    year = max(school_year_of(period.start) for period in state.periods)
    problems: list[Problem] = []
    periods = _of_year(state, year, problems)
    if wish_from_plan and state.plan is not None:
        periods = tuple(_as_planned(period, state.plan, problems) for period in periods)
    fresh = replace(
        state,
        periods=tuple(_begun(period, region_of(state, period.institution)) for period in periods),
        holidays=_holidays(state, year, problems),
        leerbedrijven=_leerbedrijven(state.leerbedrijven, year, problems),
        policy=_policy(state.policy, problems),
        plan=None,
        deliveries=(),
        rounds=(),
    )
    move = _mover(replace(state, periods=periods), fresh, year, problems)
    fresh = replace(fresh, periods=tuple(move(period) for period in fresh.periods))
    agreements = renewed_agreements(
        state.agreements,
        {period.id: period for period in fresh.periods},
        move,
        code=state.ground_rules.code,
        year=year + 1,
        problems=problems,
    )
    fresh = replace(fresh, agreements=agreements)
    return RollOver(state=fresh, year=year + 1, report=tuple(problems))


# --- stage periods --------------------------------------------------------------------------


def _of_year(state: State, year: int, problems: list[Problem]) -> tuple[StagePeriod, ...]:
    periods = tuple(p for p in state.periods if school_year_of(p.start) == year)
    older = len(state.periods) - len(periods)
    if older:
        problems.append(_info("rollover_older_periods", count=older))
    return periods


def _as_planned(period: StagePeriod, plan: Plan, problems: list[Problem]) -> StagePeriod:
    """Return a stage period with its placement as the wish; a split one keeps its wish."""
    placements = placements_of(plan, period)
    if len(placements) != 1:
        problems.append(_look("rollover_split", period))
        return period
    option = placements[0].option
    return replace(
        period,
        form=option.form,
        start=option.start,
        end=option.end,
        days_per_week=option.days_per_week,
        weekdays=option.weekdays,
    )


def _policy(policy: Policy, problems: list[Problem]) -> Policy:
    """Move dated stretches without placement one year on; those in lesweken stay."""
    names: dict[str, None] = {}

    def later(rules: Rules) -> Rules:
        names.update(
            (stretch.name, None) for stretch in rules.forbidden if stretch.start is not None
        )
        moved = tuple(
            replace(stretch, start=stretch.start + YEAR_OF_WEEKS, end=stretch.end + YEAR_OF_WEEKS)
            if stretch.start is not None and stretch.end is not None
            else stretch
            for stretch in rules.forbidden
        )
        return replace(rules, forbidden=moved)

    institutions = {name: later(rules) for name, rules in policy.institutions.items()}
    after = replace(policy, rules=later(policy.rules), institutions=institutions)
    if names:
        problems.append(_warning("rollover_forbidden", names=", ".join(names)))
    return after


def _begun(period: StagePeriod, region: str | None) -> StagePeriod:
    """Return a stage period that is not delivered yet, with its vakantieregio filled in."""
    return replace(period, source=None, region=period.region or region)


def _mover(
    old: State, new: State, year: int, problems: list[Problem]
) -> Callable[[StagePeriod], StagePeriod]:
    """Return a function that moves a stage period of the old year to the new one."""
    ahead = tuple(
        replace(p, start=years_later(p.start), end=years_later(p.end)) for p in new.periods
    )
    before = _weeks_of(old, calendar_of(old), year)
    after = _weeks_of(replace(new, periods=ahead), calendar_of(new), year + 1)

    def move(period: StagePeriod) -> StagePeriod:
        institution = period.institution
        start, end = _moved(period, before[institution], after[institution], problems)
        if period.fixed:
            problems.append(_look("rollover_fixed", period, start=start, end=end))
        earliest, latest = period.earliest_start, period.latest_end
        if earliest is not None:
            earliest = min(earliest + (start - period.start), start)
        if latest is not None:
            latest = max(latest + (end - period.end), end)
        return replace(period, start=start, end=end, earliest_start=earliest, latest_end=latest)

    return move


def _weeks_of(state: State, calendar: Calendar, year: int) -> dict[str, tuple[date, ...]]:
    """Return the Mondays of the lesweken of every institution in a school year."""
    bounds = school_years_of(state)
    return {
        institution: calendar.lesweken(institution, *bounds[institution, year])
        for institution in institutions_of(state)
    }


def _moved(
    period: StagePeriod, old: tuple[date, ...], new: tuple[date, ...], problems: list[Problem]
) -> tuple[date, date]:
    """Return first and last day in the new year: the same lesweken and days of the week."""
    first = bisect_left(old, monday_of(period.start))
    last = bisect_right(old, monday_of(period.end)) - 1
    is_outside = not old or monday_of(period.start) < old[0] or monday_of(period.end) > old[-1]
    if is_outside or last < first:
        problems.append(_look("rollover_outside_year", period))
        return period.start + YEAR_OF_WEEKS, period.end + YEAR_OF_WEEKS
    count = last - first + 1
    if count > len(new):
        problems.append(_look("rollover_too_long", period, weeks=count, known=len(new)))
        return period.start + YEAR_OF_WEEKS, period.end + YEAR_OF_WEEKS
    moved = min(first, len(new) - count)
    if moved < first:
        problems.append(_look("rollover_moved_back", period, weeks=first - moved))
    start = new[moved] + (period.start - monday_of(period.start))
    return start, new[moved + count - 1] + (period.end - monday_of(period.end))


# --- holidays -------------------------------------------------------------------------------


def _holidays(state: State, year: int, problems: list[Problem]) -> tuple[Holiday, ...]:
    """Return the holidays of institutions in the new year; else the region's serve."""
    if not _has_year(state.region_holidays, year + 1):
        problems.append(_warning("rollover_no_region_holidays", year=f"{year + 1}-{year + 2}"))
    holidays: list[Holiday] = []
    for institution in institutions_of(state):
        delivered = [h for h in state.holidays if h.institution == institution]
        region = region_of(state, institution)
        default = [h for h in state.region_holidays if h.institution == region]
        if _has_year(delivered, year + 1):
            holidays += [h for h in delivered if h.end >= date(year + 1, 6, 1)]
        elif _has_year(default, year + 1):
            problems.append(
                _warning("rollover_default_holidays", institution=institution, region=region)
            )
        else:
            holidays += [_shifted(holiday) for holiday in delivered]
            code = "rollover_shifted_holidays" if delivered else "rollover_unknown_holidays"
            problems.append(_warning(code, institution=institution))
    return tuple(holidays)


def _has_year(holidays: Iterable[Holiday], year: int) -> bool:
    """Return whether holidays are known of the school year that begins in ``year``."""
    return any(date(year, 9, 1) <= h.start < date(year + 1, 6, 1) for h in holidays)


def _shifted(holiday: Holiday) -> Holiday:
    return replace(holiday, start=holiday.start + YEAR_OF_WEEKS, end=holiday.end + YEAR_OF_WEEKS)


# --- leerbedrijven --------------------------------------------------------------------------


def _leerbedrijven(
    companies: tuple[Leerbedrijf, ...], year: int, problems: list[Problem]
) -> tuple[Leerbedrijf, ...]:
    """Return the same places; dates of the year that ends move a year on."""
    begin = date(year, 8, 1)
    fresh = tuple(_next_capacity(company, begin) for company in companies)
    dated = sum(company != later for company, later in zip(companies, fresh, strict=True))
    if companies:
        problems.append(_warning("rollover_capacity", count=len(companies), dated=dated))
    return fresh


def _next_capacity(company: Leerbedrijf, begin: date) -> Leerbedrijf:
    """Move the dates of one leerbedrijf a year on; one that left stays away."""
    until, since = company.available_until, company.available_from
    closed = tuple(
        DateRange(start=days.start + YEAR_OF_WEEKS, end=days.end + YEAR_OF_WEEKS)
        for days in company.closed
        if days.end >= begin
    )
    if until is not None and until >= begin:
        until = years_later(until)
        since = years_later(since) if since is not None and since >= begin else since
    unchanged = (closed, until, since) == (
        company.closed,
        company.available_until,
        company.available_from,
    )
    if unchanged:
        return company
    return replace(company, closed=closed, available_until=until, available_from=since)


# --- the report -----------------------------------------------------------------------------


def _look(code: str, period: StagePeriod, **values: object) -> Problem:
    """Return a warning about a stage period that needs attention."""
    known = {"institution": period.institution, "group": period.group or period.id}
    return Problem(
        code=code,
        severity=Severity.WARNING,
        place=Place(period=period.id),
        values=known | values,
    )


def _warning(code: str, **values: object) -> Problem:
    return Problem(code=code, severity=Severity.WARNING, values=values)


def _info(code: str, **values: object) -> Problem:
    return Problem(code=code, severity=Severity.INFO, values=values)
