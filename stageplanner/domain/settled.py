"""Which stage periods are settled: by an agreement that binds, or a proposal that was accepted.

The optimiser and planning again leave them as agreed; a hand edit still wins and is told by
the checker.
"""

from __future__ import annotations

from datetime import date

from stageplanner.domain.agreement import Agreement, Clause
from stageplanner.domain.plan import Placement
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State


def agreed_placements(state: State) -> dict[str, tuple[Placement, ...]]:
    """What was agreed of every stage period that is settled, by its id.

    An agreement goes before an accepted proposal of which no agreement was made; the latest
    round goes before earlier ones. An agreement holds within its validity.
    """
    periods = {period.id: period for period in state.periods}
    found: dict[str, tuple[Placement, ...]] = {}
    for of_round in state.rounds:
        for proposal in of_round.proposals:
            period = periods.get(proposal.period)
            if period is not None and proposal.locks and not proposal.agreement:
                found[period.id] = fitted(proposal.asked, period.students)
    for agreement in state.agreements:
        if agreement.is_binding:
            for clause in agreement.clauses:
                period = periods.get(clause.period)
                if period is not None and binds(agreement, clause, period):
                    found[period.id] = fitted(clause.after, period.students)
    return found


def binds(agreement: Agreement, clause: Clause, period: StagePeriod) -> bool:
    """Tell whether a clause is about this very group, within the agreement's validity."""
    is_same = (clause.institution, clause.programme) == (period.institution, period.programme)
    return is_same and all(_within(p.option.start, p.option.end, agreement) for p in clause.after)


def _within(start: date, end: date, agreement: Agreement) -> bool:
    return start <= agreement.valid_until and end >= agreement.valid_from


def fitted(placements: tuple[Placement, ...], students: int) -> tuple[Placement, ...]:
    """The same options for another number of students, in the same proportions."""
    total = sum(placement.students for placement in placements)
    if total == students:
        return placements
    if len(placements) == 1:
        return (Placement(option=placements[0].option, students=students),)
    shares = [students * p.students / total if total else 0.0 for p in placements]
    whole = [int(share) for share in shares]
    left = students - sum(whole)
    for i in sorted(range(len(shares)), key=lambda i: whole[i] - shares[i])[:left]:
        whole[i] += 1
    return tuple(
        Placement(option=p.option, students=count)
        for p, count in zip(placements, whole, strict=True)
    )
