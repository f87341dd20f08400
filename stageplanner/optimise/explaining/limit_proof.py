"""Why the peak can go no lower: students that must be present, and the places there are.

The prices of the relaxation say which programmes and days hold the peak up. What is shown is
counted again, in plain Python from the options and the leerbedrijven alone: however the groups
are placed, so many stage days fall on those days. Prices that would lead to a false sentence can
so at most lead to a weak one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

import numpy as np

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import present_days, wish_option
from stageplanner.domain.plan import Way, parts_of
from stageplanner.domain.planning.split import build_ways
from stageplanner.domain.results.explanation import LimitProof
from stageplanner.domain.settled import agreed_placements
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, all_terms, calendar_of
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.peak.relaxation import lowest_bound
from stageplanner.optimise.time_budget import Stopped, TimeBudget

#: Seconds for the relaxations of all components.
SECONDS = 20.0
#: Days whose price is less than this fraction of the highest are left out.
SMALL_PRICE = 1e-3


def limit_proofs(
    state: State, time_budget: TimeBudget | None = None
) -> dict[tuple[str, ...], LimitProof]:
    """Prove per component for which programmes and days even the best spreading needs the places.

    Parameters
    ----------
    state : State
        The region.
    time_budget : TimeBudget, optional
        By default ``SECONDS`` for all components.

    Returns
    -------
    dict of tuple of str to LimitProof
        By the programmes of the component; what was not counted in time is left out.
    """
    time_budget = TimeBudget(SECONDS) if time_budget is None else time_budget
    proofs: dict[tuple[str, ...], LimitProof] = {}
    with suppress(Stopped):
        for names, proof in _proofs(state, time_budget):
            proofs[names] = proof
    return proofs


def _proofs(state: State, time_budget: TimeBudget) -> Iterator[tuple[tuple[str, ...], LimitProof]]:
    for instance in build_instances(state, time_budget=time_budget):
        if not instance.has_capacity or instance.has_homeless:
            continue
        pool = CutPool(instance)
        bound = lowest_bound(instance, pool, time_budget)
        if bound is None or not bound.prices.any():
            continue
        counted_proofs = []
        for row in np.flatnonzero(bound.prices.any(axis=1)):
            prices = bound.prices[row]
            days = frozenset(
                instance.grid.days[i] for i in np.flatnonzero(prices > SMALL_PRICE * prices.max())
            )
            members = bound.members[row] > 0
            names = tuple(n for n, is_in in zip(instance.programmes, members, strict=True) if is_in)
            time_budget.check()
            counted_proofs.append(count_proof(state, names, days))
        yield instance.programmes, max(counted_proofs, key=lambda proof: proof.bound)


def count_proof(state: State, programmes: tuple[str, ...], days: frozenset[date]) -> LimitProof:
    """Count the stage days that must fall on some days, and the places on them, without a solver.

    Parameters
    ----------
    state : State
        The region.
    programmes : tuple of str
        A programme set.
    days : frozenset of date
        The days.

    Returns
    -------
    LimitProof
        Weighted stage days and place-days.
    """
    calendar, terms, agreed = calendar_of(state), all_terms(state), agreed_placements(state)

    def asked(period: StagePeriod, way: Way) -> float:
        placements = agreed.get(period.id) or parts_of(way, period.students)
        return sum(
            p.students
            * p.option.share
            * sum(day in days for day in present_days(p.option, period.institution, calendar))
            for p in placements
        )

    stage_days = 0.0
    for period in state.periods:
        if period.programme not in programmes:
            continue
        ways: tuple[Way, ...] = (wish_option(period),)
        if period.id not in agreed:
            ways = build_ways(period, terms[period.id], calendar)
        least = min(asked(period, way) for way in ways)
        stage_days += least * state.policy.weight_of(period.niveau)
    for base in state.base_load:
        if base.programme in programmes:
            there = sum(
                count
                for offset, count in enumerate(base.students)
                if base.monday + timedelta(days=offset) in days
            )
            stage_days += there * state.policy.weight_of(base.niveau)
    companies = [c for c in state.leerbedrijven if set(c.accredited) & set(programmes)]
    return LimitProof(
        programmes=programmes,
        start=min(days),
        end=max(days),
        days=len(days),
        leerbedrijven=_count(companies, days),
        stage_days=stage_days,
        place_days=float(sum(c.free_places(day) for c in companies for day in days)),
    )


def _count(companies: list[Leerbedrijf], days: frozenset[date]) -> int:
    """Return the number of leerbedrijven; pools stand for several, each only for some days."""
    if all(company.multiplicity == 1 for company in companies):
        return len(companies)
    return max(sum(c.multiplicity for c in companies if c.is_open(day)) for day in days)
