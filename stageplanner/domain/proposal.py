"""Rounds of negotiation: the proposals to every party, and the answers.

A proposal changes its status only by the steps of :data:`NEXT`. Refusing and countering are
answers like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from stageplanner.domain.plan import Placement
from stageplanner.problems import Place, Problem, StagePlannerError


class PartyKind(StrEnum):
    """The kinds of party: an institution, a leerbedrijf, or the region itself."""

    INSTITUTION = "institution"
    LEERBEDRIJF = "leerbedrijf"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party of the negotiation: an institution by name, a leerbedrijf by its LeerbedrijfID."""

    kind: PartyKind
    id: str
    name: str = ""

    @property
    def label(self) -> str:
        """The name by which people know the party."""
        return self.name or self.id


class ProposalStatus(StrEnum):
    """The status of a proposal.

    Concept, verstuurd, akkoord, afgewezen, tegenvoorstel, vervallen, ingetrokken.
    """

    DRAFT = "draft"
    SENT = "sent"
    AGREED = "agreed"
    REFUSED = "refused"
    COUNTERED = "countered"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


_DRAFT, _SENT, _AGREED, _REFUSED, _COUNTERED, _LAPSED, _WITHDRAWN = ProposalStatus
#: The statuses that a party can answer with.
ANSWERS = frozenset({_AGREED, _REFUSED, _COUNTERED})

#: The steps that are allowed. A party may change its answer until it agrees; the region can reopen
#: an agreed proposal (to concept) with other placements. A lapsed one can be sent again.
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
class Accepted:
    """What a party agreed to once and no longer does: a version of a proposal."""

    version: int
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one party is asked for one stage period, and its answer.

    ``before`` is the wish when it was asked, ``asked`` what is proposed; both more than one if the
    group is split. ``students`` are those of this party: of a leerbedrijf only the ones that come
    to it. ``version`` counts how often the proposal was changed. ``remark`` is the party's reason
    or remark, ``counter`` its counter-proposal, ``origin`` the file it answered in. ``agreement``
    is the number of the agreement that was made of it. ``accepted_before`` is what the party agreed
    to before the proposal was reopened or withdrawn: it may be in agendas.
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
    accepted_before: tuple[Accepted, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether the party has answered."""
        return self.status in ANSWERS

    @property
    def is_unasked(self) -> bool:
        """Whether the party volunteered it: only its own wish was asked."""
        return self.asked == self.before

    @property
    def locks(self) -> bool:
        """Whether the stage period is settled by this proposal."""
        return self.status is ProposalStatus.AGREED and self.party.kind is PartyKind.INSTITUTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One cycle of sending proposals and taking answers.

    ``key`` is a word by which an answer finds its round, unique to this project. ``version`` counts
    how often it was sent. ``plan`` and ``fingerprint`` identify the plan and the data that the
    proposals were made from.
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
        """The name by which people know the round: ``R2``."""
        return f"R{self.number}"

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be sent or answered any more."""
        return self.closed_on is not None

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties that are asked something, in order."""
        return tuple(dict.fromkeys(proposal.party for proposal in self.proposals))

    def proposals_to(self, party: Party) -> tuple[Proposal, ...]:
        """Return the proposals to one party."""
        asked = (party.kind, party.id)
        return tuple(p for p in self.proposals if (p.party.kind, p.party.id) == asked)


# --- steps ----------------------------------------------------------------------------------


def next_status(proposal: Proposal, status: ProposalStatus) -> Proposal:
    """Return the proposal with its next status.

    Raises
    ------
    StagePlannerError
        If the step is not allowed; the problem gives the status and what to do first.
    """
    if status not in NEXT[proposal.status]:
        raise step_not_allowed(proposal)
    before = proposal.accepted_before
    if proposal.status is ProposalStatus.AGREED:
        before = (*before, Accepted(version=proposal.version, placements=proposal.asked))
    return replace(proposal, status=status, accepted_before=before)


def step_not_allowed(proposal: Proposal) -> StagePlannerError:
    """Return the error for a step that the status of a proposal does not allow."""
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
    """Return the proposal with a party's answer.

    Raises
    ------
    StagePlannerError
        If it cannot be answered now, a refusal has no reason, or a counter-proposal asks the same.
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
    """Return the proposal with other placements: a concept again, of a newer version.

    Raises
    ------
    StagePlannerError
        If it was withdrawn.
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


def with_proposals(round_: Round, new: Mapping[str, Proposal]) -> Round:
    """Return the round with some proposals, by id, replaced."""
    return replace(round_, proposals=tuple(new.get(p.id, p) for p in round_.proposals))
