"""The knelpunten of a plan as the window shows them: who is there, and where they could go."""

from __future__ import annotations

from dataclasses import dataclass

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.load.ranked_bottlenecks import RankedBottleneck
from ui.facts.screen_facts import Facts, PlanFacts


@dataclass(frozen=True, slots=True)
class Contribution:
    """A stage period in a knelpunt: its students on the worst day, and its share of all of them."""

    period: StagePeriod
    students: float
    share: float


def contributions(
    facts: Facts, plan: PlanFacts, ranked: RankedBottleneck
) -> tuple[Contribution, ...]:
    """Return who is there on the worst day of a knelpunt, by what they contribute."""
    day = facts.grid.index[ranked.worst.day]
    wanted = set(ranked.worst.programmes)
    weights = facts.state.policy.weight_of
    there = [
        (period, float(plan.present[day, i]), float(plan.present[day, i]) * weights(period.niveau))
        for i, period in enumerate(facts.state.periods)
        if period.programme in wanted and plan.present[day, i] > 0
    ]
    whole = ranked.worst.students or 1.0
    found = [Contribution(period, students, load / whole) for period, students, load in there]
    return tuple(sorted(found, key=lambda one: (-one.share, one.period.institution)))


def companies_of(facts: Facts, ranked: RankedBottleneck) -> tuple[tuple[Leerbedrijf, int], ...]:
    """Return the leerbedrijven of a knelpunt and their free places on its worst day."""
    reached = set(ranked.worst.leerbedrijven)
    found = [
        (company, company.free_places(ranked.worst.day))
        for company in facts.state.leerbedrijven
        if company.id in reached
    ]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].name)))


def same_bottleneck(plan: PlanFacts, programmes: tuple[str, ...]) -> RankedBottleneck | None:
    """Return the knelpunt of a plan with most of these programmes, if it still has one."""
    wanted = set(programmes)
    ranked = [one for one in plan.ranked if wanted & set(one.programmes)]
    return max(ranked, key=lambda one: len(wanted & set(one.programmes)), default=None)
