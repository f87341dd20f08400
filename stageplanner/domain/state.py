"""The state of a region, frozen: every verb makes a new one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from functools import lru_cache

from stageplanner.domain.agreement import Agreement
from stageplanner.domain.base_load import BaseLoad
from stageplanner.domain.calendar import Calendar, Holiday, monday_of_week, school_year_of
from stageplanner.domain.contact import Contact
from stageplanner.domain.ground_rules import Balance, GroundRules, ShortageFigure
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.plan import Plan
from stageplanner.domain.policy import Goals, Policy, Rules, Terms, terms_of
from stageplanner.domain.proposal import Round
from stageplanner.domain.stage_period import StagePeriod

#: The ISO week in which the school year begins at the earliest.
FIRST_WEEK = 35


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A file that was read: its contents, and how many of its rows were used."""

    file: str
    sha256: str
    kind: str
    rows_read: int
    rows_used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A region: what was handed in, the policy, the current plan, and the negotiation.

    ``region_holidays`` are the dated defaults per vakantieregio (their ``institution`` is
    ``noord``, ``midden`` or ``zuid``); they serve institutions that sent no holidays. The
    negotiation is no part of the data a plan is made from (:func:`fingerprint`). ``base_load`` are
    the students of the others, in the file of one institution (:mod:`stageplanner.own_file.view`).
    ``region_id`` is made with the region and never changes, also not over the school years. It
    holds no name, and says which region this is, not what is in it: equal states may differ in it.
    """

    region_id: str = field(default="", compare=False)
    periods: tuple[StagePeriod, ...] = ()
    leerbedrijven: tuple[Leerbedrijf, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    region_holidays: tuple[Holiday, ...] = ()
    policy: Policy = field(default_factory=Policy)
    plan: Plan | None = None
    deliveries: tuple[Delivery, ...] = ()
    rounds: tuple[Round, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    balances: tuple[Balance, ...] = ()
    shortages: tuple[ShortageFigure, ...] = ()
    ground_rules: GroundRules = field(default_factory=GroundRules)
    base_load: tuple[BaseLoad, ...] = ()
    contacts: tuple[Contact, ...] = ()

    @property
    def is_own_file(self) -> bool:
        """Whether this is the file of one institution, with the others as totals."""
        return bool(self.base_load)


def programmes_of(state: State) -> tuple[str, ...]:
    """Return every programme with students, sorted, the base load included."""
    programmes = {period.programme for period in state.periods}
    return tuple(sorted(programmes | {base.programme for base in state.base_load}))


def programme_names_of(state: State) -> dict[str, str]:
    """Return the name of every programme by its crebo; the crebo if no file names it."""
    pairs = [(p.programme, p.programme_name) for p in state.periods]
    pairs += [(b.programme, b.programme_name) for b in state.base_load]
    names: dict[str, str] = {}
    for programme, name in pairs:
        if name:
            names.setdefault(programme, name)
    return {programme: names.get(programme, programme) for programme in programmes_of(state)}


def institutions_of(state: State) -> tuple[str, ...]:
    """Return the institutions that have stage periods, in order of first appearance."""
    return tuple(dict.fromkeys(period.institution for period in state.periods))


def region_of(state: State, institution: str) -> str | None:
    """Return the vakantieregio of an institution: as given, else the best fit of its holidays."""
    named = Counter(
        period.region
        for period in state.periods
        if period.institution == institution and period.region
    )
    if named:
        return named.most_common(1)[0][0]
    dates = {(h.start, h.end) for h in state.holidays if h.institution == institution}
    fits = Counter(h.institution for h in state.region_holidays if (h.start, h.end) in dates)
    return fits.most_common(1)[0][0] if fits else None


@lru_cache(maxsize=8)
def _calendar(
    holidays: tuple[Holiday, ...],
    region_holidays: tuple[Holiday, ...],
    regions: tuple[tuple[str, str | None], ...],
) -> Calendar:
    with_holidays = {holiday.institution for holiday in holidays}
    filled = [
        Holiday(institution=institution, name=h.name, start=h.start, end=h.end)
        for institution, region in regions
        if institution not in with_holidays and region is not None
        for h in region_holidays
        if h.institution == region
    ]
    return Calendar.from_holidays([*holidays, *filled])


def calendar_of(state: State) -> Calendar:
    """Return the days off of every institution; those without get the holidays of their region."""
    regions = tuple((name, region_of(state, name)) for name in institutions_of(state))
    return _calendar(state.holidays, state.region_holidays, regions)


def school_years_of(state: State) -> dict[tuple[str, int], tuple[date, date]]:
    """Return first and last day of each school year of each institution.

    Summer holidays bound the year: those of the institution, else those of its region, else
    1 August to 31 July.
    """
    years = {school_year_of(p.start) for p in state.periods}
    result: dict[tuple[str, int], tuple[date, date]] = {}
    for institution in institutions_of(state):
        region = region_of(state, institution)
        sources = [
            [h for h in state.holidays if h.institution == institution],
            [h for h in state.region_holidays if h.institution == region],
        ]
        for year in years:
            start = _first(_summer_end(holidays, year) for holidays in sources)
            end = _first(_summer_start(holidays, year + 1) for holidays in sources)
            result[institution, year] = (start or date(year, 8, 1), end or date(year + 1, 7, 31))
    return result


def _first(days: Iterable[date | None]) -> date | None:
    return next((day for day in days if day is not None), None)


def _summers(holidays: list[Holiday], year: int) -> list[Holiday]:
    return [
        h
        for h in holidays
        if h.end.year == year and h.start.month in (6, 7, 8) and (h.end - h.start).days >= 20
    ]


def _summer_end(holidays: list[Holiday], year: int) -> date | None:
    """Return the first day after summer, not before week 35, also in region noord."""
    ends = [h.end + timedelta(days=1) for h in _summers(holidays, year)]
    return max([*ends, monday_of_week(year, FIRST_WEEK)]) if ends else None


def _summer_start(holidays: list[Holiday], year: int) -> date | None:
    starts = [h.start - timedelta(days=1) for h in _summers(holidays, year)]
    return min(starts, default=None)


def all_terms(state: State) -> dict[str, Terms]:
    """Return what every stage period may do, by its id."""
    calendar = calendar_of(state)
    years = school_years_of(state)
    return {
        period.id: terms_of(
            period,
            state.policy,
            calendar,
            years[period.institution, school_year_of(period.start)],
        )
        for period in state.periods
    }


def fingerprint(state: State) -> str:
    """Return a short hash of the data a plan is made from; it changes when the data change."""
    digest = hashlib.sha256()
    for rows in (state.periods, state.leerbedrijven, state.holidays, state.region_holidays):
        digest.update(_printed(_Same(rows)))
        digest.update(b"|")
    digest.update(repr(state.policy).encode())
    if repr(state.policy.goals) != repr(Goals()):
        # Data with the default goals keep the fingerprint that older versions gave them.
        digest.update(repr(state.policy.goals).encode())
    digest.update(later_rules(state.policy).encode())
    for base in state.base_load:
        digest.update(repr(base).encode())
    return digest.hexdigest()[:16]


def plan_fingerprint(state: State) -> str:
    """Return a short hash of the current plan and its data: that for which reasons hold."""
    placements = {} if state.plan is None else state.plan.placements
    digest = hashlib.sha256(fingerprint(state).encode())
    digest.update(repr(sorted(placements.items())).encode())
    return digest.hexdigest()[:16]


class _Same:
    """A list as a cache key: equal only to the very same list object."""

    __slots__ = ("rows",)

    def __init__(self, rows: tuple[object, ...]) -> None:
        self.rows = rows

    def __hash__(self) -> int:
        return id(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.rows is self.rows


# An edit changes one list; the cache spares printing the thousands of rows of the others.
@lru_cache(maxsize=8)
def _printed(same: _Same) -> bytes:
    return b"".join(repr(row).encode() for row in same.rows)


def later_rules(policy: Policy) -> str:
    """Return the rules of a policy that older versions did not have, as text; empty if none."""
    every: list[tuple[str | None, Policy | Rules | Goals]] = [(None, policy), ("", policy.rules)]
    every.append(("goals", policy.goals))
    every += policy.institutions.items()
    later = [
        (name, rule.name, getattr(holder, rule.name))
        for name, holder in every
        for rule in fields(holder)
        if not rule.repr and rule.name != "goals" and getattr(holder, rule.name) != rule.default
    ]
    return repr(later) if later else ""
