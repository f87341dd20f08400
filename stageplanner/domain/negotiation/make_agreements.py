"""Making agreements from the proposals accepted in a round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from stageplanner.domain.agreement import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementStatus,
    Clause,
    Effect,
    PartyStatus,
    Scope,
    next_number,
)
from stageplanner.domain.calendar import school_year_of
from stageplanner.domain.negotiation.find_agreements import region_party, with_agreement
from stageplanner.domain.negotiation.parties import institution_party
from stageplanner.domain.negotiation.round_steps import with_round
from stageplanner.domain.proposal import Party, PartyKind, Proposal, ProposalStatus, Round
from stageplanner.domain.sectors import SEVERAL, UNKNOWN, sector_name, sector_of
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from stageplanner.problems import Place, Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementsMade:
    """The state with new agreements, their numbers, and the proposals left out."""

    state: State
    numbers: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def make_agreements(
    state: State,
    round_: Round,
    effect_of: Callable[[tuple[str, ...]], Effect],
    title_of: Callable[[Party, tuple[Clause, ...]], str],
) -> AgreementsMade:
    """Make agreements of the proposals accepted in a round: one per institution or leerbedrijf.

    A new agreement takes over the stage periods of older ones that bind; an older one without any
    left is replaced. What a leerbedrijf accepted waits until the institution has accepted too.

    Parameters
    ----------
    state : State
        The region.
    round_ : Round
        The round of the proposals.
    effect_of : Callable[[tuple[str, ...]], Effect]
        Measures peak and tekort of some programmes before and after.
    title_of : Callable[[Party, tuple[Clause, ...]], str]
        Returns the title of an agreement.
    """
    ready = [p for p in round_.proposals if p.status is ProposalStatus.AGREED and not p.agreement]
    periods = {period.id: period for period in state.periods}
    settled = {p.period for p in round_.proposals if p.locks}
    problems: list[Problem] = []
    numbers: list[str] = []
    for party in dict.fromkeys(proposal.party for proposal in ready):
        of_party = [p for p in ready if p.party == party]
        usable = [p for p in of_party if p.period in periods and p.period in settled]
        problems.extend(_left_out(p) for p in of_party if p not in usable)
        for partner, proposals in _partners(state, party, usable, periods).items():
            clauses = tuple(clause_of(p, periods[p.period]) for p in proposals)
            agreement = _agreement(
                state,
                (party, partner),
                clauses,
                effect_of(tuple(dict.fromkeys(clause.programme for clause in clauses))),
                title_of(party, clauses),
            )
            if party.kind is PartyKind.INSTITUTION:
                state, agreement = _replacing(state, agreement)
            state = with_agreement(state, agreement)
            round_ = _with_number(round_, proposals, agreement.number)
            numbers.append(agreement.number)
    return AgreementsMade(
        state=with_round(state, round_), numbers=tuple(numbers), problems=tuple(problems)
    )


def _left_out(proposal: Proposal) -> Problem:
    return Problem(
        code="agreement_waits",
        severity=Severity.WARNING,
        place=Place(period=proposal.period),
        values={"proposal": proposal.id, "party": proposal.party.label},
    )


def _partners(
    state: State, party: Party, proposals: Iterable[Proposal], periods: Mapping[str, StagePeriod]
) -> dict[Party, list[Proposal]]:
    """Group proposals by the other party: the region, or for a leerbedrijf the institution."""
    partners: dict[Party, list[Proposal]] = {}
    for proposal in proposals:
        partner = region_party(state)
        if party.kind is PartyKind.LEERBEDRIJF:
            partner = institution_party(periods[proposal.period].institution)
        partners.setdefault(partner, []).append(proposal)
    return partners


def clause_of(proposal: Proposal, period: StagePeriod) -> Clause:
    """Return the clause of an accepted proposal."""
    return Clause(
        period=period.id,
        institution=period.institution,
        programme=period.programme,
        programme_name=period.programme_name,
        niveau=period.niveau,
        year=period.year,
        group=period.group,
        students=proposal.students,
        before=proposal.before,
        after=proposal.asked,
    )


def _agreement(
    state: State,
    parties: tuple[Party, Party],
    clauses: tuple[Clause, ...],
    effect: Effect,
    title: str,
) -> Agreement:
    year = min(school_year_of(p.option.start) for clause in clauses for p in clause.after)
    is_company = parties[0].kind is PartyKind.LEERBEDRIJF
    return Agreement(
        number=next_number(state.ground_rules.code, year, [a.number for a in state.agreements]),
        title=title,
        kind=AgreementKind.LEERBEDRIJF if is_company else AgreementKind.INSTITUTIONS,
        status=AgreementStatus.AGREED,
        school_year=year,
        scope=scope_of(clauses),
        parties=tuple(AgreementParty(party=party, status=PartyStatus.AGREED) for party in parties),
        clauses=clauses,
        effect=effect,
        valid_from=date(year, 8, 1),
        valid_until=date(year + 1, 7, 31),
        holder=parties[0].label,
    )


def _sector(clauses: tuple[Clause, ...]) -> str:
    """Return the name of the sectorkamer of clauses; empty if a programme is not listed."""
    sectors = {sector_of(clause.programme, clause.niveau) for clause in clauses}
    if not sectors or UNKNOWN in sectors:
        return ""
    return sector_name(sectors.pop() if len(sectors) == 1 else SEVERAL)


def scope_of(clauses: Iterable[Clause], sector: str = "") -> Scope:
    """Return the scope of clauses: sector if known, programmes, niveaus and years."""
    clauses = tuple(clauses)
    return Scope(
        sector=sector or _sector(clauses),
        programmes=tuple(sorted({clause.programme for clause in clauses})),
        niveaus=tuple(sorted({c.niveau for c in clauses if c.niveau is not None})),
        years=tuple(sorted({c.year for c in clauses if c.year is not None})),
    )


def _replacing(state: State, new: Agreement) -> tuple[State, Agreement]:
    """Remove the stage periods of a new agreement from the older ones with institutions."""
    periods = {clause.period for clause in new.clauses}
    replaced: list[str] = []
    for old in state.agreements:
        if not old.is_binding or old.kind is AgreementKind.LEERBEDRIJF:
            continue
        kept = tuple(clause for clause in old.clauses if clause.period not in periods)
        if len(kept) == len(old.clauses):
            continue
        after = replace(old, clauses=kept, version=old.version + 1)
        if not kept:
            # It keeps its clauses as text, but they no longer bind.
            after = replace(old, status=AgreementStatus.REPLACED)
        replaced.append(old.number)
        state = with_agreement(state, after)
    return state, replace(new, replaces=" ".join(replaced))


def _with_number(round_: Round, proposals: Iterable[Proposal], number: str) -> Round:
    names = {proposal.id for proposal in proposals}
    return replace(
        round_,
        proposals=tuple(
            replace(p, agreement=number) if p.id in names else p for p in round_.proposals
        ),
    )
