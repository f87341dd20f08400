"""Who waits for whom in a round: what each party was sent, until when, and what it answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stageplanner.domain.proposal import Party, ProposalStatus, Round


class Turn(StrEnum):
    """Whose turn it is: the order is that of what needs attention first."""

    #: The deadline has passed without an answer.
    LATE = "late"
    #: The region: a counter-proposal or a refusal to decide about, or a concept to send.
    REGION = "region"
    PARTY = "party"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTurn:
    """How far one party is in a round.

    ``days_left`` counts from today to the deadline, negative when it has passed; ``None`` if the
    party owes no answer. ``answered_on`` is the day of its last answer.
    """

    party: Party
    turn: Turn
    asked: int
    answered: int
    sent_on: date | None
    deadline: date
    days_left: int | None
    answered_on: date | None


_REGION = (ProposalStatus.DRAFT, ProposalStatus.REFUSED, ProposalStatus.COUNTERED)


def party_turns(round_: Round, on: date) -> tuple[PartyTurn, ...]:
    """Return how far every party of a round is; what needs attention first comes first.

    Parameters
    ----------
    round_ : Round
        The round; what was withdrawn does not count.
    on : date
        Today.
    """
    turns = [_turn(round_, party, on) for party in round_.parties]
    order = list(Turn)
    return tuple(sorted((t for t in turns if t.asked), key=lambda t: order.index(t.turn)))


def _turn(round_: Round, party: Party, on: date) -> PartyTurn:
    proposals = [p for p in round_.proposals_to(party) if p.status is not ProposalStatus.WITHDRAWN]
    statuses = {proposal.status for proposal in proposals}
    owes = ProposalStatus.SENT in statuses and not round_.is_closed
    turn = Turn.NOBODY
    if ProposalStatus.LAPSED in statuses or (owes and round_.deadline < on):
        turn = Turn.LATE
    elif statuses.intersection(_REGION) and not round_.is_closed:
        turn = Turn.REGION
    elif owes:
        turn = Turn.PARTY
    was_sent = any(proposal.status is not ProposalStatus.DRAFT for proposal in proposals)
    days = [p.answered_on for p in proposals if p.answered_on is not None]
    return PartyTurn(
        party=party,
        turn=turn,
        asked=len(proposals),
        answered=sum(proposal.is_answered for proposal in proposals),
        sent_on=round_.sent_on if was_sent else None,
        deadline=round_.deadline,
        days_left=(round_.deadline - on).days if owes else None,
        answered_on=max(days, default=None),
    )
