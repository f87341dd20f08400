"""Which stage periods are settled, by a binding agreement or an accepted proposal.

The optimiser and the repair leave them as agreed; a hand edit may still move them, and the
check then reports it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from stageplanner.domain.agreement import Agreement, Clause
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What was agreed for a stage period, and where: an agreement or an accepted proposal.

    ``source`` is the number of the agreement or the id of the proposal.
    """

    placements: tuple[Placement, ...]
    source: str
    is_agreement: bool


def agreed_placements(state: State) -> dict[str, tuple[Placement, ...]]:
    """Return what was agreed for every settled stage period, by its id."""
    return {name: settled.placements for name, settled in settled_periods(state).items()}


def settled_periods(state: State) -> dict[str, Settled]:
    """Return every settled stage period, by its id, with what settled it.

    An agreement goes before an accepted proposal of which no agreement was made; the latest round
    goes before earlier ones. An agreement holds within its validity.
    """
    periods = {period.id: period for period in state.periods}
    agreed: dict[str, Settled] = {}
    for round_ in state.rounds:
        for proposal in round_.proposals:
            period = periods.get(proposal.period)
            if period is not None and proposal.locks and not proposal.agreement:
                agreed[period.id] = Settled(
                    placements=fitted(proposal.asked, period.students),
                    source=proposal.id,
                    is_agreement=False,
                )
    for agreement in state.agreements:
        if agreement.is_binding:
            for clause in agreement.clauses:
                period = periods.get(clause.period)
                if period is not None and binds(agreement, clause, period):
                    agreed[period.id] = Settled(
                        placements=fitted(clause.after, period.students),
                        source=agreement.number,
                        is_agreement=True,
                    )
    return agreed


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonds:
    """The numbers of what a stage period is part of: agreements that bind it, proposals on it."""

    agreements: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """All of them, agreements first."""
        return (*self.agreements, *self.proposals)


#: Of a stage period that nothing was asked of.
NO_BONDS = Bonds()

#: Proposals under discussion, while their round is open.
_DISCUSSED = frozenset({ProposalStatus.DRAFT, ProposalStatus.SENT, ProposalStatus.COUNTERED})


def bonds_of(state: State) -> dict[str, Bonds]:
    """Return the binding agreements and the proposals in force of stage periods, by their ids.

    A proposal of which an agreement was made is named by the agreement.
    """
    periods = {period.id: period for period in state.periods}
    agreements: dict[str, list[str]] = defaultdict(list)
    proposals: dict[str, list[str]] = defaultdict(list)
    for agreement in state.agreements:
        for clause in agreement.clauses if agreement.is_binding else ():
            period = periods.get(clause.period)
            if period is not None and binds(agreement, clause, period):
                agreements[period.id].append(agreement.number)
    for round_ in state.rounds:
        for proposal in round_.proposals:
            is_discussed = proposal.status in _DISCUSSED and not round_.is_closed
            is_agreed = proposal.status is ProposalStatus.AGREED
            if (is_discussed or is_agreed) and not proposal.agreement:
                proposals[proposal.period].append(proposal.id)
    return {
        name: Bonds(
            agreements=tuple(dict.fromkeys(agreements.get(name, ()))),
            proposals=tuple(proposals.get(name, ())),
        )
        for name in {**agreements, **proposals}
    }


def binds(agreement: Agreement, clause: Clause, period: StagePeriod) -> bool:
    """Return whether a clause is about this very group, within the agreement's validity."""
    is_same = (clause.institution, clause.programme) == (period.institution, period.programme)
    return is_same and all(_within(p.option.start, p.option.end, agreement) for p in clause.after)


def _within(start: date, end: date, agreement: Agreement) -> bool:
    return start <= agreement.valid_until and end >= agreement.valid_from


def fitted(placements: tuple[Placement, ...], students: int) -> tuple[Placement, ...]:
    """Return the same options for another number of students, in the same proportions.

    Notes
    -----
    The largest remainder method: shares are rounded down, and the students that are left go to the
    parts with the largest remainders.
    """
    total = sum(placement.students for placement in placements)
    if total == students:
        return placements
    if len(placements) == 1:
        return (Placement(option=placements[0].option, students=students),)
    shares = [students * p.students / total if total else 0.0 for p in placements]
    counts = [int(share) for share in shares]
    left = students - sum(counts)
    for i in sorted(range(len(shares)), key=lambda i: counts[i] - shares[i])[:left]:
        counts[i] += 1
    return tuple(
        Placement(option=p.option, students=count)
        for p, count in zip(placements, counts, strict=True)
    )
