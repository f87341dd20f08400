"""Reasons of every change, and why the peak goes no lower.

A change is explained by reverting it: the stage period does its wish, everything else stays. What
gets worse then, on which days, is the reason. Everything is measured with the load measures, not
with a solver.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from stageplanner.domain.calendar import week_number
from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.plan import (
    WISH_PLAN,
    Plan,
    Proof,
    Status,
    changed_periods,
    placements_of,
)
from stageplanner.domain.results.explanation import ChangeReason, Explanation, Limit
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import (
    State,
    calendar_of,
    plan_fingerprint,
    programme_names_of,
)
from stageplanner.load.arrays import Floats
from stageplanner.load.demand import Demand, build_demand, build_grid, option_days, weight_of
from stageplanner.load.measures import Bottleneck, bottleneck_on, week_peaks
from stageplanner.load.programme_sets import Worst, worst_sets
from stageplanner.load.question_sentence import knee_code, question_sentence, shortage_values
from stageplanner.load.shortage_by_niveau import shortage_of
from stageplanner.load.standing import Standing, standings, valid_proof
from stageplanner.load.supply import Component, Supply, build_supply, split_components
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.explaining.limit_proof import limit_proofs
from stageplanner.optimise.explaining.rule_conflicts import find_rule_conflicts
from stageplanner.optimise.time_budget import TimeBudget

#: Seconds to explain a plan fully, by default.
SECONDS = 30.0


def explain(state: State) -> Explanation:
    """Explain why every change of the current plan is asked and why no peak goes lower.

    Parameters
    ----------
    state : State
        The region; without a plan there are no changes to explain.

    Returns
    -------
    Explanation
        Measured, without solving.
    """
    plan = state.plan or WISH_PLAN
    grid = build_grid(state)
    demand = build_demand(state, plan, grid)
    supply = build_supply(state.leerbedrijven, demand.programmes, grid)
    reversal = _Reversal(state, plan, demand, supply)
    return Explanation(
        changes=tuple(reversal.reason(p) for p in changed_periods(plan, state.periods)),
        limits=_limits(state, plan),
        made_for=plan_fingerprint(state),
    )


def _limits(state: State, plan: Plan) -> tuple[Limit, ...]:
    """Return the limit of every component; none that was proven of other data."""
    limits = []
    for standing in standings(state, plan):
        proof = valid_proof(state, plan, standing.programmes)
        if proof is not None:
            limits.append(limit_of(state, proof, standing))
    order = {frozenset(proof.programmes): k for k, proof in enumerate(plan.proofs)}
    return tuple(sorted(limits, key=lambda limit: order[frozenset(limit.programmes)]))


def explain_fully(state: State, time_budget: TimeBudget | None = None) -> Explanation:
    """Explain a plan, prove why no peak goes lower, and name the rules that conflict.

    This solves again, which takes seconds; what is not found in time is left out.

    Parameters
    ----------
    state : State
        The region with its current plan.
    time_budget : TimeBudget, optional
        By default ``SECONDS``.

    Returns
    -------
    Explanation
        With proofs and rule conflicts.
    """
    time_budget = TimeBudget(SECONDS) if time_budget is None else time_budget
    explanation = explain(state)
    plan = state.plan or WISH_PLAN
    peaks = {proof.programmes: proof.peak for proof in plan.proofs}
    # A plan made by hand may lie outside what the windows allow: no limit holds for it.
    proofs = {
        names: proof
        for names, proof in limit_proofs(state, time_budget.part(0.4)).items()
        if proof.bound <= (peaks.get(names) or float("inf")) + TOLERANCE
    }
    conflicts = find_rule_conflicts(state, time_budget)
    return replace(
        explanation,
        is_full=True,
        limits=tuple(
            replace(
                limit,
                proof=proofs.get(limit.programmes),
                clashes=conflicts.get(limit.programmes, ()),
            )
            for limit in explanation.limits
        ),
    )


class _Reversal:
    """The load after a change is reverted."""

    def __init__(self, state: State, plan: Plan, demand: Demand, supply: Supply) -> None:
        self.state, self.plan, self.demand, self.supply = state, plan, demand, supply
        self.calendar = calendar_of(state)
        self.components: dict[str, Component] = {}
        self.now: dict[Component, Worst] = {}
        for component in split_components(supply):
            for i in component.programmes:
                self.components[supply.programmes[i]] = component
            self.now[component] = self._worst(component, demand.load)
        self.targets = {name: p.target for p in plan.proofs for name in p.programmes}

    def reason(self, period: StagePeriod) -> ChangeReason:
        """Return the reason of one change: the bottleneck that comes back without it."""
        component = self.components[period.programme]
        if not component.kinds:
            return ChangeReason(period=period.id, code="reason_no_capacity")
        now = self.now[component]
        without = self._worst(component, self._demand_without(period))
        target = max(float(now.peak.max()), self.targets.get(period.programme) or 0.0)
        rise = np.where(without.peak > now.peak + TOLERANCE, without.peak, 0.0)
        if rise.max(initial=0.0) <= 0 or not self._is_worse(now, without, period):
            return self._other_reason(period)
        day = int(rise.argmax())
        bottleneck = self._bottleneck(component, without, day, period)
        over = int(
            (without.peak > target + TOLERANCE).sum() - (now.peak > target + TOLERANCE).sum()
        )
        shortage = float(without.shortage.sum() - now.shortage.sum())
        code = "reason_overload" if without.peak[day] > 1 + TOLERANCE else "reason_peak"
        parts = [placement.students for placement in placements_of(self.plan, period)]
        if len(parts) > 1:
            code = f"{code}_split"
        return ChangeReason(
            period=period.id,
            code=code,
            values={
                "day": self.demand.grid.days[day],
                "week": week_number(self.demand.grid.days[day]),
                "students": round(bottleneck.students, 1),
                "programmes": programme_names(self.state, bottleneck.programmes),
                "places": round(bottleneck.places, 1),
                "companies": bottleneck.companies,
                "peak": round(100 * float(without.peak[day]), 1),
                "now": round(100 * float(now.peak[day]), 1),
                "days": over,
                "shortage": round(max(0.0, shortage), 1),
                "whole": period.students,
                "parts": " + ".join(map(str, parts)),
            },
            day=self.demand.grid.days[day],
            programmes=bottleneck.programmes,
            students=bottleneck.students,
            places=bottleneck.places,
            peak=float(without.peak[day]),
            peak_now=float(now.peak[day]),
            days_over=over,
            shortage=shortage,
        )

    def _is_worse(self, now: Worst, without: Worst, period: StagePeriod) -> bool:
        """Return whether tekort or peak get worse, as far as they rank before fewer changes.

        A day that gets fuller and stays within the target is no reason.
        """
        target = self.targets.get(period.programme, self.state.policy.target)
        peak, then = float(now.peak.max(initial=0.0)), float(without.peak.max(initial=0.0))
        if then > peak + TOLERANCE:
            return then > max(peak, target or 0.0) + TOLERANCE
        if target is not None and peak <= target + TOLERANCE:
            return False
        days = self.demand.grid.days
        weeks, then_weeks = (week_peaks(days, worst.peak.tolist()) for worst in (now, without))
        return bool(without.shortage.sum() > now.shortage.sum() + TOLERANCE) or any(
            later > earlier + TOLERANCE and later > 1 + TOLERANCE
            for earlier, later in zip(weeks, then_weeks, strict=True)
        )

    def _other_reason(self, period: StagePeriod) -> ChangeReason:
        """Return the reason of a change without which no peak and no tekort gets worse."""
        plan = self.plan
        kept = {k: v for k, v in plan.placements.items() if k != period.id}
        without = replace(plan, placements=kept, proofs=())
        first, grid = self.state.policy.served_first, self.demand.grid
        for niveaus in (first[: k + 1] for k in range(len(first))):
            now, then = (shortage_of(self.state, niveaus, p, grid) for p in (plan, without))
            if then > now + TOLERANCE:
                days = round(then - now, 1)
                values = {"niveaus": ", ".join(map(str, niveaus)), "shortage": days}
                return ChangeReason(
                    period=period.id, code="reason_served_first", values=values, shortage=days
                )
        periods = [p for p in self.state.periods if p.institution == period.institution]
        school = replace(self.state, periods=tuple(periods))
        if len(check_plan(school, without)) > len(check_plan(school, replace(plan, proofs=()))):
            return ChangeReason(period=period.id, code="reason_rule")
        return ChangeReason(period=period.id, code="reason_none")

    def _worst(self, component: Component, load: Floats) -> Worst:
        columns, kinds = list(component.programmes), list(component.kinds)
        return worst_sets(
            load[:, columns],
            self.supply.places[:, kinds],
            self.supply.accredits[np.ix_(kinds, columns)],
        )

    def _demand_without(self, period: StagePeriod) -> Floats:
        load = self.demand.load.copy()
        column = self.demand.programmes.index(period.programme)
        weight = weight_of(period, self.state.policy)
        for plan, sign in ((self.plan, -1.0), (WISH_PLAN, 1.0)):
            for placement in placements_of(plan, period):
                option = placement.option
                days = option_days(option, period.institution, self.calendar, self.demand.grid)
                load[days, column] += sign * weight * placement.students * option.share
        return load

    def _bottleneck(
        self, component: Component, worst: Worst, day: int, period: StagePeriod
    ) -> Bottleneck:
        names = [self.demand.programmes[i] for i in component.programmes]
        chosen = tuple(n for n, is_in in zip(names, worst.peak_set[day], strict=True) if is_in)
        columns = [self.demand.programmes.index(name) for name in chosen]
        students = float(self._demand_without(period)[day, columns].sum())
        return bottleneck_on(self.demand.grid.days[day], chosen, students, self.state.leerbedrijven)


def limit_of(state: State, proof: Proof, standing: Standing) -> Limit:
    """Return what bounds the peak of a component from below, as a sentence code with values.

    Parameters
    ----------
    state : State
        The region, for the names of programmes.
    proof : Proof
        Of the component.
    standing : Standing
        What is measured of it.

    Returns
    -------
    Limit
        Percentages with one decimal.
    """
    if proof.within is not None and proof.lower_bound is not None:
        name = programme_names(state, proof.programmes)
        sentence = question_sentence(proof, proof.within, name)
        return Limit(programmes=proof.programmes, code=sentence.code, values=sentence.values)
    values: dict[str, object] = {
        "programmes": programme_names(state, proof.programmes),
        "bound": round(100 * (standing.bound or 0.0), 1),
        "peak": round(100 * (standing.shown_peak or 0.0), 1),
        "target": round(100 * (proof.target or 0.0), 1),
        "changes": standing.changes,
        "at_least": proof.changes_lower_bound,
        **shortage_values(proof.shortage),
    }
    return Limit(programmes=proof.programmes, code=_limit_code(proof), values=values)


#: The sentence of every status that has one of its own.
LIMITS = {
    Status.NO_CAPACITY: "limit_no_capacity",
    Status.TARGET_IMPOSSIBLE: "limit_target_impossible",
    Status.LIMITED: "limit_crowded",
    Status.NOT_SOLVED: "limit_not_solved",
}


def _limit_code(proof: Proof) -> str:
    if proof.status is not Status.NO_CAPACITY and proof.lower_bound is None:
        return "limit_no_places"
    if proof.shortage is not None:
        return knee_code(proof, proof.shortage, "limit_knee")
    if proof.status in LIMITS:
        return LIMITS[proof.status]
    if proof.target is None:
        return "limit_lowest"
    return "limit_fewest_proven" if proof.status is Status.PROVEN else "limit_fewest"


def programme_names(state: State, programmes: tuple[str, ...]) -> str:
    """Return the names of programmes for a sentence.

    Parameters
    ----------
    state : State
        The region.
    programmes : tuple of str
        Their codes.

    Returns
    -------
    str
        Of more than four only the first three.
    """
    names = programme_names_of(state)
    shown = [names.get(code, code) for code in programmes]
    if len(shown) > 4:
        return ", ".join(shown[:3]) + f" (+{len(shown) - 3})"
    return ", ".join(shown)
