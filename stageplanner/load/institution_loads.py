"""The busiest day and week of each institution: students away, and contact moments."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from stageplanner.domain.option import present_days
from stageplanner.domain.plan import WISH_PLAN, Plan, placements_of
from stageplanner.domain.state import State, calendar_of, institutions_of
from stageplanner.load.contact_moments import contact_counts


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionLoad:
    """The busiest day and week of an institution.

    ``away`` students (not weighted) are on placement on ``away_day``; ``contacts`` contact
    moments, three for every student, fall in the week of the Monday ``contacts_week``. The days
    are ``None`` if no student goes.
    """

    institution: str
    away: float
    away_day: date | None
    contacts: int
    contacts_week: date | None


def institution_loads(state: State, plan: Plan | None = None) -> tuple[InstitutionLoad, ...]:
    """Find the day with most students away and the week with most contact moments.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan, optional
        The plan to measure; without it the wishes.

    Returns
    -------
    tuple of InstitutionLoad
        One per institution, in the order of the region.
    """
    plan = WISH_PLAN if plan is None else plan
    calendar = calendar_of(state)
    away: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    contacts: dict[str, dict[date, int]] = defaultdict(dict)
    for (name, monday), moments in contact_counts(state, plan).items():
        contacts[name][monday] = moments
    for period in state.periods:
        name = period.institution
        for placement in placements_of(plan, period):
            heads = placement.students * placement.option.share
            for day in present_days(placement.option, name, calendar):
                away[name][day] += heads
    return tuple(
        InstitutionLoad(
            institution=name,
            away=max(away[name].values(), default=0.0),
            away_day=max(sorted(away[name]), key=away[name].__getitem__, default=None),
            contacts=max(contacts[name].values(), default=0),
            contacts_week=max(sorted(contacts[name]), key=contacts[name].__getitem__, default=None),
        )
        for name in institutions_of(state)
    )
