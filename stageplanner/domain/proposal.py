"""Rounds of negotiation: what every party is asked, and what it answered.

A proposal goes from concept to an answer by the steps of :data:`NEXT` and by no others.
Nobody is forced: refusing and proposing something else are answers like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from stageplanner.domain.plan import Placement
from stageplanner.problems import Place, Problem, StagePlannerError


class PartyKind(StrEnum):
    """Who can be a party: an institution, a leerbedrijf, or the region itself."""

    INSTITUTION = "institution"
    LEERBEDRIJF = "leerbedrijf"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who is spoken with: an institution by its name, a leerbedrijf by its LeerbedrijfID."""

    kind: PartyKind
    id: str
    name: str = ""

    @property
    def label(self) -> str:
        """The party as people know it."""
        return self.name or self.id


class ProposalStatus(StrEnum):
    """Where a proposal stands: concept, verstuurd, akkoord, afgewezen, tegenvoorstel,
    vervallen, ingetrokken.
    """

    DRAFT = "draft"
    SENT = "sent"
    AGREED = "agreed"
    REFUSED = "refused"
    COUNTERED = "countered"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


_DRAFT, _SENT, _AGREED, _REFUSED, _COUNTERED, _LAPSED, _WITHDRAWN = ProposalStatus
#: What a party can say of what was sent.
ANSWERS = frozenset({_AGREED, _REFUSED, _COUNTERED})

#: The lawful steps. A party may think again until it agreed; what is agreed is locked and is
#: opened again (to concept) by the region, with another proposal. What lapsed can be sent again.
NEXT: Mapping[ProposalStatus, frozenset[ProposalStatus]] = {
    _DRAFT: frozenset({_SENT, _WITHDRAWN}),
    _SENT: ANSWERS | {_LAPSED, _WITHDRAWN, _DRAFT},
    _AGREED: frozenset({_DRAFT, _WITHDRAWN}),
    _REFUSED: ANSWERS | {_DRAFT, _WITHDRAWN},
    _COUNTERED: ANSWERS | {_DRAFT, _WITHDRAWN},
    _LAPSED: frozenset({_SENT, _DRAFT, _WITHDRAWN}),
    _WITHDRAWN: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one party is asked for one stage period, and what it said.

    ``before`` is the wish when it was asked, ``asked`` what is proposed; both more than one
    where the group is split. ``students`` are those of this party: of a leerbedrijf only the
    ones that come to it. ``version`` counts how often the proposal was changed. ``remark`` is
    the party's reason or remark, ``counter`` what it proposed instead, ``origin`` the file it
    answered in. ``agreement`` is the number of the agreement that was made of it.
    """

    id: str
    party: Party
    period: str
    students: int
    before: tuple[Placement, ...]
    asked: tuple[Placement, ...]
    reason: str = ""
    status: ProposalStatus = ProposalStatus.DRAFT
    version: int = 1
    remark: str = ""
    counter: tuple[Placement, ...] = ()
    answered_on: date | None = None
    origin: str = ""
    agreement: str = ""

    @property
    def is_answered(self) -> bool:
        """Tell whether the party has said something."""
        return self.status in ANSWERS

    @property
    def is_unasked(self) -> bool:
        """Tell whether the party came with it itself: nothing was asked but its own wish."""
        return self.asked == self.before

    @property
    def locks(self) -> bool:
        """Tell whether the stage period is settled by this proposal."""
        return self.status is ProposalStatus.AGREED and self.party.kind is PartyKind.INSTITUTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One cycle of sending proposals and taking answers.

    ``key`` is a word by which an answer finds its round, in this project and no other.
    ``version`` counts how often something was sent. ``plan`` and ``fingerprint`` name the plan
    and the data that the proposals were made from.
    """

    number: int
    key: str
    title: str
    deadline: date
    opened_on: date
    plan: str = ""
    fingerprint: str = ""
    version: int = 0
    sent_on: date | None = None
    closed_on: date | None = None
    proposals: tuple[Proposal, ...] = ()

    @property
    def id(self) -> str:
        """The round as people know it: ``R2``."""
        return f"R{self.number}"

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing is sent or answered any more."""
        return self.closed_on is not None

    @property
    def parties(self) -> tuple[Party, ...]:
        """Who is asked something, in order."""
        return tuple(dict.fromkeys(proposal.party for proposal in self.proposals))

    def proposals_to(self, party: Party) -> tuple[Proposal, ...]:
        """What one party is asked."""
        asked = (party.kind, party.id)
        return tuple(p for p in self.proposals if (p.party.kind, p.party.id) == asked)


# --- steps ----------------------------------------------------------------------------------


def next_status(proposal: Proposal, status: ProposalStatus) -> Proposal:
    """The proposal one lawful step further.

    Raises
    ------
    StagePlannerError
        There is no such step; says where the proposal stands and what to do first.
    """
    if status not in NEXT[proposal.status]:
        raise step_not_allowed(proposal)
    return replace(proposal, status=status)


def step_not_allowed(proposal: Proposal) -> StagePlannerError:
    """The refusal of a step that a proposal cannot take where it stands."""
    return StagePlannerError(
        Problem(
            code=f"proposal_is_{proposal.status.value}",
            place=Place(period=proposal.period),
            values={"proposal": proposal.id, "party": proposal.party.label},
        )
    )


def answered(
    proposal: Proposal,
    status: ProposalStatus,
    *,
    on: date,
    remark: str = "",
    counter: tuple[Placement, ...] = (),
    origin: str = "",
) -> Proposal:
    """The proposal with a party's answer.

    Raises
    ------
    StagePlannerError
        It cannot be answered now, a refusal has no reason, or a counter-proposal proposes
        nothing else.
    """
    after = next_status(proposal, status)
    values = {"proposal": proposal.id, "party": proposal.party.label}
    if status is ProposalStatus.REFUSED and not remark.strip():
        raise StagePlannerError(Problem(code="answer_no_reason", values=values))
    if status is ProposalStatus.COUNTERED and (not counter or counter == proposal.asked):
        raise StagePlannerError(Problem(code="answer_no_counter", values=values))
    return replace(
        after,
        remark=remark.strip(),
        counter=counter if status is ProposalStatus.COUNTERED else (),
        answered_on=on,
        origin=origin,
    )


def changed(proposal: Proposal, asked: tuple[Placement, ...], reason: str = "") -> Proposal:
    """The proposal asking something else: open again, as a concept of a newer version.

    Raises
    ------
    StagePlannerError
        It was withdrawn.
    """
    if proposal.status is not ProposalStatus.DRAFT:
        proposal = next_status(proposal, ProposalStatus.DRAFT)
    return replace(
        proposal,
        asked=asked,
        reason=reason,
        version=proposal.version + 1,
        remark="",
        counter=(),
        answered_on=None,
        origin="",
        agreement="",
    )


def with_proposals(of_round: Round, new: Mapping[str, Proposal]) -> Round:
    """The round with some proposals, by id, in the place of the old ones."""
    return replace(of_round, proposals=tuple(new.get(p.id, p) for p in of_round.proposals))
