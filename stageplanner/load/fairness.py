"""What is fair between institutions: who gave how much, what its part is, over the years."""

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
    """What an institution gives this year, what its part would be, and what it gave before.

    All but ``changes`` and the shares are students x weeks moved. ``carried`` is what it gave
    more than its part in earlier years (less where negative); ``balance`` adds this year.
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
        """What it gave more than its part, over all years."""
        return self.carried + self.student_weeks - self.due


def due_shares(state: State) -> dict[str, float]:
    """The part of the burden that each institution ought to bear, by the region's rule.

    The parts add up to 1. Students are counted once a group, at its largest.
    """
    rules = state.ground_rules
    names = institutions_of(state)
    if rules.fairness is FairnessRule.STUDENTS:
        groups: dict[object, tuple[str, int]] = {}
        for period in state.periods:
            key = period.key if period.group else period.id
            known = groups.get(key, ("", 0))[1]
            groups[key] = (period.institution, max(known, period.students))
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
    """What a plan (by default the current one) asks of each institution beside its fair part."""
    year = current_year(state)
    parts = due_shares(state)
    given = burdens(state, plan or state.plan or Plan())
    total = sum(burden.student_weeks for burden in given)
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
        for burden in given
    )


def current_year(state: State) -> int | None:
    """The calendar year in which the school year of the region begins; the last one of several."""
    return max((school_year_of(period.start) for period in state.periods), default=None)


def with_balances(state: State) -> State:
    """The state with what was agreed this year in the balances, those of earlier years kept.

    Of an institution that is in the region no longer, the balance stays.
    """
    year = current_year(state)
    if year is None:
        return state
    kept = tuple(balance for balance in state.balances if balance.school_year != year)
    shares = fair_shares(state, Plan(placements=agreed_placements(state)))
    now = tuple(
        Balance(
            institution=share.institution,
            school_year=year,
            changes=share.changes,
            student_weeks=share.student_weeks,
            due=round(share.due, 2),
        )
        for share in shares
    )
    if not any(balance.student_weeks for balance in now):
        now = ()
    after = (*kept, *now)
    return state if after == state.balances else replace(state, balances=after)
