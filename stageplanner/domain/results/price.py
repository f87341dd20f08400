"""The price of a rule: a little more room somewhere, and what the plan gains by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from stageplanner.domain.calendar import Calendar, friday_of, monday_of, school_year_of
from stageplanner.domain.form import Form
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.policy import Terms
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, all_terms, calendar_of, school_years_of

#: A limit that falls by less than this is not reported.
NOTICE = 5e-4


class RelaxationKind(StrEnum):
    """The kind of rule that is relaxed."""

    WINDOW = "window"
    FORM = "form"
    PLACES = "places"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """A little more room for stage periods, or at a leerbedrijf.

    ``amount`` is in lesweken on either side (window) or in places (places). ``periods`` are the ids
    that get a wider window or the other form; ``institution`` is theirs. ``weekday`` is the only
    weekday with more places, ``None`` for all that it is open.
    """

    kind: RelaxationKind
    amount: int = 0
    institution: str = ""
    periods: tuple[str, ...] = ()
    leerbedrijf: str = ""
    weekday: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The effect of one relaxation on a component.

    ``bound`` is the proven lower bound of the peak, ``changes`` the fewest changes found that reach
    the target, each before and after; ``bound`` is ``None`` if it was not asked, ``changes`` if it
    was not asked or not found. ``changes_at_least`` is proven; ``is_impossible`` is true if the
    target stays out of reach. The sentence is ``messages.text(code, language, **values)``.
    """

    relaxation: Relaxation
    programmes: tuple[str, ...]
    target: float
    bound_before: float
    bound: float | None
    changes_before: int | None
    changes: int | None
    changes_at_least: int
    is_impossible: bool
    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def helps(self) -> bool:
        """Whether the target comes within reach, needs fewer changes, or has a lower limit."""
        fewer = self.changes is not None and (
            self.changes_before is None or self.changes < self.changes_before
        )
        lower = self.bound is not None and self.bound < self.bound_before - NOTICE
        return fewer or lower


def relaxed(state: State, relaxation: Relaxation) -> State:
    """Return the region with one relaxation."""
    if relaxation.kind is RelaxationKind.PLACES:
        companies = tuple(
            _roomier(company, relaxation) if company.id == relaxation.leerbedrijf else company
            for company in state.leerbedrijven
        )
        return replace(state, leerbedrijven=companies)
    chosen = set(relaxation.periods)
    terms, calendar, years = all_terms(state), calendar_of(state), school_years_of(state)

    def give(period: StagePeriod) -> StagePeriod:
        if period.id not in chosen or period.fixed:
            return period
        if relaxation.kind is RelaxationKind.FORM:
            return replace(period, allowed_forms=tuple(Form))
        year = years[period.institution, school_year_of(period.start)]
        return _wider(period, terms[period.id], calendar, year, relaxation.amount)

    return replace(state, periods=tuple(give(period) for period in state.periods))


def _roomier(company: Leerbedrijf, relaxation: Relaxation) -> Leerbedrijf:
    if relaxation.weekday is None:
        per_weekday = company.places_per_weekday
        return replace(
            company,
            places=company.places + relaxation.amount,
            places_per_weekday=per_weekday
            and tuple(p + relaxation.amount if p else 0 for p in per_weekday),
        )
    per_day = list(company.places_per_weekday or (company.places,) * 5)
    per_day[relaxation.weekday] += relaxation.amount
    return replace(company, places_per_weekday=tuple(per_day))


def _wider(
    period: StagePeriod, terms: Terms, calendar: Calendar, year: tuple[date, date], weeks: int
) -> StagePeriod:
    """Return the period with a wider window, by lesweken on either side within the school year."""
    before = [
        week
        for week in calendar.lesweken(period.institution, year[0], terms.earliest_start)
        if max(week, year[0]) < monday_of(terms.earliest_start)
    ]
    after = [
        week
        for week in calendar.lesweken(period.institution, terms.latest_end, year[1])
        if week > monday_of(terms.latest_end)
    ]
    earliest, latest = terms.earliest_start, terms.latest_end
    if before and weeks:
        earliest = max(before[-weeks:][0], year[0])
    if after and weeks:
        latest = min(friday_of(after[:weeks][-1]), year[1])
    return replace(period, earliest_start=earliest, latest_end=latest)
