"""Fairness between institutions: what each gives, its fair part, and its balance over the years.

Parts are proportional to weights (students, one each, or the region's key) and not rounded, so
that no remainders have to be divided. What an institution gave above its part is carried over
to later years.

Source: H. Moulin, Fair Division and Collective Welfare, MIT Press (2003), chapter 2: the
proportional rule.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from stageplanner.domain.calendar import school_year_of
from stageplanner.domain.ground_rules import Balance, FairnessRule
from stageplanner.domain.plan import Plan
from stageplanner.domain.settled import agreed_placements
from stageplanner.domain.state import State, institutions_of
from stageplanner.load.burden import burdens


@dataclass(frozen=True, slots=True, kw_only=True)
class FairShare:
    """What an institution gives this year, its fair part, and what it gave in earlier years.

    ``changes`` counts stage periods; ``share`` and ``due_share`` are fractions of the region;
    the others are in students x weeks moved. ``carried`` is what it gave above its part in
    earlier years (negative if less); ``balance`` adds this year.
    """

    institution: str
    changes: int
    student_weeks: int
    share: float
    due: float
    due_share: float
    carried: float

    @property
    def balance(self) -> float:
        """What it gave above its part over all years, in students x weeks."""
        return self.carried + self.student_weeks - self.due


def due_shares(state: State) -> dict[str, float]:
    """Return the part of the burden that each institution ought to bear, by the region's rule.

    Students are counted once per group, at its largest.

    Parameters
    ----------
    state : State
        The region with its ground rules.

    Returns
    -------
    dict[str, float]
        Fractions by institution, in the order of the region; they add up to 1.

    Notes
    -----
    The proportional rule: part i is ``weight_i / sum(weights)``, and equal parts if all weights
    are 0.
    """
    rules = state.ground_rules
    names = institutions_of(state)
    if rules.fairness is FairnessRule.STUDENTS:
        groups: dict[object, tuple[str, int]] = {}
        for period in state.periods:
            key = period.key if period.group else period.id
            largest = groups.get(key, ("", 0))[1]
            groups[key] = (period.institution, max(largest, period.students))
        weights = dict.fromkeys(names, 0.0)
        for institution, students in groups.values():
            weights[institution] += students
    elif rules.fairness is FairnessRule.KEY:
        weights = {name: max(0.0, rules.key.get(name, 1.0)) for name in names}
    else:
        weights = dict.fromkeys(names, 1.0)
    total = sum(weights.values())
    if not total:
        return dict.fromkeys(names, 1.0 / len(names)) if names else {}
    return {name: weight / total for name, weight in weights.items()}


def fair_shares(state: State, plan: Plan | None = None) -> tuple[FairShare, ...]:
    """Compare what a plan asks of each institution with its fair part.

    Parameters
    ----------
    state : State
        The region with its balances of earlier years.
    plan : Plan, optional
        The plan to measure; without it the current one.

    Returns
    -------
    tuple of FairShare
        One per institution, in the order of the region.
    """
    year = current_year(state)
    parts = due_shares(state)
    all_burdens = burdens(state, plan or state.plan or Plan())
    total = sum(burden.student_weeks for burden in all_burdens)
    carried = dict.fromkeys(parts, 0.0)
    for balance in state.balances:
        if balance.institution in carried and balance.school_year != year:
            carried[balance.institution] += balance.student_weeks - balance.due
    return tuple(
        FairShare(
            institution=burden.institution,
            changes=burden.changes,
            student_weeks=burden.student_weeks,
            share=burden.share,
            due=total * parts[burden.institution],
            due_share=parts[burden.institution],
            carried=carried[burden.institution],
        )
        for burden in all_burdens
    )


def current_year(state: State) -> int | None:
    """Return the calendar year in which the school year of the region begins.

    Parameters
    ----------
    state : State
        The region.

    Returns
    -------
    int | None
        The last one if there are several; ``None`` without stage periods.
    """
    return max((school_year_of(period.start) for period in state.periods), default=None)


def with_balances(state: State) -> State:
    """Return the state with this year's balances computed from what was agreed.

    Balances of earlier years stay, also of institutions that left the region.

    Parameters
    ----------
    state : State
        The region with its agreements.

    Returns
    -------
    State
        The same object if no balance changes.
    """
    year = current_year(state)
    if year is None:
        return state
    earlier = tuple(balance for balance in state.balances if balance.school_year != year)
    shares = fair_shares(state, Plan(placements=agreed_placements(state)))
    this_year = tuple(
        Balance(
            institution=share.institution,
            school_year=year,
            changes=share.changes,
            student_weeks=share.student_weeks,
            due=round(share.due, 2),
        )
        for share in shares
    )
    if not any(balance.student_weeks for balance in this_year):
        this_year = ()
    balances = (*earlier, *this_year)
    return state if balances == state.balances else replace(state, balances=balances)
