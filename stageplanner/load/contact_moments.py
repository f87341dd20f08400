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

    ``capacity`` is what it can have (``None`` where it did not say): the limit of its rules,
    else what the ground rules of the region note.
    """

    institution: str
    monday: date
    moments: int
    capacity: int | None

    @property
    def is_over(self) -> bool:
        """Tell whether there are more than the institution can have."""
        return self.capacity is not None and self.moments > self.capacity


def contact_plan(state: State, plan: Plan | None = None) -> tuple[ContactWeek, ...]:
    """Three contact moments a student: at the start, at a third (lint) or half (blok), at the end.

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
    """The contact moments under a plan, by institution and the Monday of their week."""
    calendar = calendar_of(state)
    counts: Counter[tuple[str, date]] = Counter()
    for period in state.periods:
        for placement in placements_of(plan, period):
            for monday in contact_weeks(placement.option, period.institution, calendar):
                counts[period.institution, monday] += placement.students
    return counts


def capacity_of(state: State, institution: str) -> int | None:
    """How many contact moments an institution can have in a week, as far as it is known."""
    most = state.policy.rules_of(institution).most_contact_moments
    return state.ground_rules.contact_capacity.get(institution) if most is None else most
