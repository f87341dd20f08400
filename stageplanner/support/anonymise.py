"""A region without names, for those who help.

Only the fields that are listed here are copied; a field that a later version adds is left out until
it is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from stageplanner.domain.calendar import Holiday
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.plan import Plan, Within
from stageplanner.domain.policy import Policy, Rules
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, fingerprint

_CREBO = re.compile(r"\d{5}")
_LEERWEGEN = ("BOL", "BBL")
_FORMS = ("lint", "blok")


class _Numbers:
    """Gives every name a number, the same one every time."""

    def __init__(self, word: str) -> None:
        self._word = word
        self._known: dict[object, str] = {}

    def __call__(self, name: object) -> str:
        if name == "":
            return ""
        return self._known.setdefault(name, f"{self._word} {len(self._known) + 1}")


class _Names:
    """The names in the region without names."""

    def __init__(self, state: State) -> None:
        self.institution = _Numbers("Instelling")
        self.location = _Numbers("Locatie")
        self.group = _Numbers("Groep")
        self.company = _Numbers("Leerbedrijf")
        self.holiday = _Numbers("Vakantie")
        self.rule = _Numbers("Regel")
        self._programme = _Numbers("Opleiding")
        self.regions = frozenset(h.institution for h in state.region_holidays)
        self.periods = {p.id: f"P{i}" for i, p in enumerate(state.periods, 1)}
        self.companies = {c.id: f"{900_000_000 + i}" for i, c in enumerate(state.leerbedrijven, 1)}

    def programme(self, code: str) -> str:
        """Return a crebo unchanged; any other code gets a number."""
        return code if _CREBO.fullmatch(code) else self._programme(code)


def nameless(state: State) -> State:
    """Return the region with numbers for names; counts, dates, rules and the plan stay.

    Institutions, locations, groups, leerbedrijven, holidays and rules are numbered. Ids, BRINs,
    towns, sources, reasons, and all that was negotiated and agreed are left out.
    """
    names = _Names(state)
    bare = State(
        periods=tuple(_period(period, names) for period in state.periods),
        leerbedrijven=tuple(_company(company, names) for company in state.leerbedrijven),
        holidays=tuple(
            _holiday(h, names.institution(h.institution), names) for h in state.holidays
        ),
        region_holidays=tuple(_holiday(h, h.institution, names) for h in state.region_holidays),
        policy=_policy(state.policy, names),
    )
    if state.plan is None:
        return bare
    up_to_date = state.plan.fingerprint == fingerprint(state)
    return replace(bare, plan=_plan(state.plan, names, fingerprint(bare) if up_to_date else ""))


def _period(period: StagePeriod, names: _Names) -> StagePeriod:
    school = period.institution
    return StagePeriod(
        id=names.periods[period.id],
        institution=names.institution(school),
        programme=names.programme(period.programme),
        year=period.year,
        group=names.group((school, period.group)) if period.group else "",
        students=period.students,
        form=period.form,
        start=period.start,
        end=period.end,
        days_per_week=period.days_per_week,
        weekdays=period.weekdays,
        location=names.location((school, period.location)) if period.location else "",
        niveau=period.niveau,
        leerweg=period.leerweg if period.leerweg in _LEERWEGEN else "BOL",
        hours_per_day=period.hours_per_day,
        allowed_forms=period.allowed_forms,
        earliest_start=period.earliest_start,
        latest_end=period.latest_end,
        splittable=period.splittable,
        fixed=period.fixed,
        region=period.region if period.region in names.regions else None,
    )


def _company(company: Leerbedrijf, names: _Names) -> Leerbedrijf:
    return Leerbedrijf(
        id=names.companies[company.id],
        name=names.company(company.id),
        accredited=tuple(names.programme(code) for code in company.accredited),
        places=company.places,
        occupied=company.occupied,
        available_from=company.available_from,
        available_until=company.available_until,
        closed=company.closed,
        supervisors=company.supervisors,
        places_per_weekday=company.places_per_weekday,
        levels=company.levels,
        form_preference=company.form_preference if company.form_preference in _FORMS else None,
    )


def _holiday(holiday: Holiday, institution: str, names: _Names) -> Holiday:
    name = names.holiday(holiday.name)
    return Holiday(institution=institution, name=name, start=holiday.start, end=holiday.end)


def _rules(rules: Rules, names: _Names) -> Rules:
    """Return rules with numbers for the names of stretches; all else in them is a number."""
    barred = tuple(
        replace(f, name=names.rule(f.name), programme=names.programme(f.programme))
        for f in rules.forbidden
    )
    return replace(rules, forbidden=barred)


def _policy(policy: Policy, names: _Names) -> Policy:
    institutions: Mapping[str, Rules] = {
        names.institution(school): _rules(rules, names)
        for school, rules in policy.institutions.items()
    }
    return Policy(
        rules=_rules(policy.rules, names),
        institutions=institutions,
        load_weights=policy.load_weights,
        target=policy.target,
        goals=policy.goals,
        served_first=policy.served_first,
    )


def _within(within: Within | None, names: _Names) -> Within | None:
    if within is None or within.institutions is None:
        return within
    return replace(within, institutions=tuple(map(names.institution, within.institutions)))


def _plan(plan: Plan, names: _Names, made_from: str) -> Plan:
    return Plan(
        placements={
            names.periods[period]: placements
            for period, placements in plan.placements.items()
            if period in names.periods
        },
        proofs=tuple(
            replace(
                proof,
                programmes=tuple(names.programme(code) for code in proof.programmes),
                within=_within(proof.within, names),
            )
            for proof in plan.proofs
        ),
        fingerprint=made_from,
    )
