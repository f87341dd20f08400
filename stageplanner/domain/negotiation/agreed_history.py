"""What was agreed with a party for each stage period, now and before: for its calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from stageplanner.domain.agreement import Agreement, AgreementKind, Clause, PartyStatus
from stageplanner.domain.negotiation.parties import institution_party
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import Party, PartyKind, Proposal, ProposalStatus, Round
from stageplanner.domain.settled import agreed_placements, binds
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, institutions_of

#: How much the sequence rises with every round, and with every agreement after that.
PER_ROUND, PER_AGREEMENT = 1_000, 1_000_000
#: How much it rises with every step; a cancellation comes in between.
PER_STEP, CANCELLED = 2, 1

Agreed = tuple[StagePeriod, tuple[Placement, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group as it is described, also if the region no longer has it."""

    id: str
    institution: str
    programme: str
    year: int | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """What was agreed with a party for one stage period; ``holds`` if it still is.

    ``sequence`` rises with every later agreement and version. ``number`` is that of the agreement,
    empty if only a proposal was accepted.
    """

    group: Group
    placements: tuple[Placement, ...]
    sequence: int
    changed_on: datetime
    holds: bool
    number: str = ""


def agreed_parties(state: State) -> tuple[Party, ...]:
    """Return the parties with something agreed, now or before: institutions first."""
    schools = [institution_party(name) for name in institutions_of(state)]
    companies = {entry.party.id: entry.party for a in state.agreements for entry in a.parties
                 if entry.party.kind is PartyKind.LEERBEDRIJF}  # fmt: skip
    companies |= {p.party.id: p.party for round_ in state.rounds for p in round_.proposals
                  if p.party.kind is PartyKind.LEERBEDRIJF}  # fmt: skip
    return tuple(party for party in (*schools, *companies.values()) if by_period(state, party))


def agreed_with(state: State, party: Party) -> tuple[Agreed, ...]:
    """Return the stage periods that are agreed with a party, in the order of the region.

    For a leerbedrijf only the students that come to it, and only groups whose institution has
    agreed too.
    """
    placements = {a.group.id: a.placements for a in _arrangements(state, party) if a.holds}
    return tuple(
        (period, placements[period.id]) for period in state.periods if period.id in placements
    )


def by_period(state: State, party: Party) -> dict[str, tuple[Arrangement, ...]]:
    """Return everything ever agreed with a party by stage period, the earliest first."""
    arrangements: dict[str, list[Arrangement]] = {}
    for arranged in _arrangements(state, party):
        arrangements.setdefault(arranged.group.id, []).append(arranged)
    order = {period.id: k for k, period in enumerate(state.periods)}
    return {
        name: tuple(sorted(arrangements[name], key=lambda a: a.sequence))
        for name in sorted(arrangements, key=lambda n: (order.get(n, len(order)), n))
    }


def _arrangements(state: State, party: Party) -> Iterator[Arrangement]:
    """Yield accepted proposals, and the clauses of agreements."""
    periods = {period.id: period for period in state.periods}
    settled = agreed_placements(state)
    is_school = party.kind is PartyKind.INSTITUTION
    for round_ in state.rounds:
        for proposal in round_.proposals_to(party):
            yield from _of_proposal(round_, proposal, periods.get(proposal.period), settled)
    for place, agreement in enumerate(state.agreements, start=1):
        for clause in agreement.clauses if _is_of(agreement, party) else ():
            if not is_school or clause.institution == party.id:
                period = periods.get(clause.period)
                arranged = _of_clause(agreement, clause, period, place)
                holds = arranged.holds and clause.period in settled
                if holds and is_school:
                    arranged = replace(arranged, placements=settled[clause.period])
                yield replace(arranged, holds=holds)


def _of_proposal(
    round_: Round,
    proposal: Proposal,
    period: StagePeriod | None,
    settled: Mapping[str, tuple[Placement, ...]],
) -> Iterator[Arrangement]:
    """Yield what a party accepted before, and what it accepts now without an agreement."""
    is_school = proposal.party.kind is PartyKind.INSTITUTION
    gone = Group(
        id=proposal.period,
        institution=proposal.party.id if is_school else "",
        programme="",
        year=None,
        name=proposal.period,
    )
    arrangement = Arrangement(
        group=gone if period is None else _group(period),
        placements=proposal.asked,
        sequence=PER_ROUND * round_.number + PER_STEP * proposal.version,
        changed_on=_midnight(proposal.answered_on or round_.opened_on),
        holds=False,
    )
    for before in proposal.accepted_before:
        sequence = PER_ROUND * round_.number + PER_STEP * before.version
        yield replace(arrangement, placements=before.placements, sequence=sequence)
    if proposal.status is not ProposalStatus.AGREED or proposal.agreement:
        return
    now = settled.get(proposal.period)
    if now is None:
        yield arrangement
    else:
        yield replace(arrangement, placements=now if is_school else proposal.asked, holds=True)


def _of_clause(
    agreement: Agreement, clause: Clause, period: StagePeriod | None, place: int
) -> Arrangement:
    group = Group(
        id=clause.period,
        institution=clause.institution,
        programme=clause.programme_name or clause.programme,
        year=clause.year,
        name=clause.group or clause.period,
    )
    return Arrangement(
        group=group if period is None else _group(period),
        placements=clause.after,
        sequence=PER_AGREEMENT * place + PER_STEP * (len(agreement.log) + agreement.version),
        changed_on=agreement.log[-1].when if agreement.log else _midnight(agreement.valid_from),
        holds=agreement.is_binding and period is not None and binds(agreement, clause, period),
        number=agreement.number,
    )


def _is_of(agreement: Agreement, party: Party) -> bool:
    """Return whether an agreement binds or bound this party."""
    is_leerbedrijf = party.kind is PartyKind.LEERBEDRIJF
    if (agreement.kind is AgreementKind.LEERBEDRIJF) is not is_leerbedrijf:
        return False
    is_party = any(entry.party.id == party.id for entry in agreement.parties)
    if agreement.is_binding:
        # A regional agreement binds institutions that it does not name one by one.
        return is_party or not is_leerbedrijf
    was_agreed = all(entry.status is PartyStatus.AGREED for entry in agreement.parties)
    # A later version is about something that parties had agreed on before.
    return is_party and (agreement.version > 1 or (agreement.is_over and was_agreed))


def _group(period: StagePeriod) -> Group:
    return Group(
        id=period.id,
        institution=period.institution,
        programme=period.programme_name or period.programme,
        year=period.year,
        name=period.group or period.id,
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
