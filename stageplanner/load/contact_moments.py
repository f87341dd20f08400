"""The contact moments between student, school and leerbedrijf, per institution and week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from stageplanner.domain.option import contact_weeks
from stageplanner.domain.plan import WISH_PLAN, Plan, placements_of
from stageplanner.domain.state import State, calendar_of, institutions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactWeek:
    """How many contact moments an institution has in the week of a Monday.

    ``capacity`` is the most it can have: the limit of its rules, else that in the ground rules
    of the region; ``None`` if neither is known.
    """

    institution: str
    monday: date
    moments: int
    capacity: int | None

    @property
    def is_over(self) -> bool:
        """Whether there are more than the institution can have."""
        return self.capacity is not None and self.moments > self.capacity


def contact_plan(state: State, plan: Plan | None = None) -> tuple[ContactWeek, ...]:
    """List the weeks with contact moments of each institution.

    A student has three: at the start, at a third (lint) or half (blok), and at the end.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan, optional
        The plan to count; without it the current one, else the wishes.

    Returns
    -------
    tuple of ContactWeek
        The weeks that have any, by institution and week.
    """
    counts = contact_counts(state, plan or state.plan or WISH_PLAN)
    order = {name: k for k, name in enumerate(institutions_of(state))}
    limits = {name: capacity_of(state, name) for name in order}
    return tuple(
        ContactWeek(institution=name, monday=monday, moments=moments, capacity=limits[name])
        for (name, monday), moments in sorted(
            counts.items(), key=lambda entry: (order[entry[0][0]], entry[0][1])
        )
    )


def contact_counts(state: State, plan: Plan) -> Counter[tuple[str, date]]:
    """Count the contact moments under a plan.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan
        The plan to count.

    Returns
    -------
    Counter[tuple[str, date]]
        Contact moments by institution and the Monday of their week.
    """
    calendar = calendar_of(state)
    counts: Counter[tuple[str, date]] = Counter()
    for period in state.periods:
        for placement in placements_of(plan, period):
            for monday in contact_weeks(placement.option, period.institution, calendar):
                counts[period.institution, monday] += placement.students
    return counts


def capacity_of(state: State, institution: str) -> int | None:
    """Return how many contact moments an institution can have in a week.

    Parameters
    ----------
    state : State
        The region.
    institution : str
        Its name.

    Returns
    -------
    int | None
        Contact moments a week; ``None`` if it is not known.
    """
    most = state.policy.rules_of(institution).most_contact_moments
    return state.ground_rules.contact_capacity.get(institution) if most is None else most
