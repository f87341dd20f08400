"""The register of agreements: making them of what was accepted, renewing, replacing, looking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

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
from stageplanner.domain.ground_rules import ShortageFigure
from stageplanner.domain.negotiation import Party, PartyKind, Proposal, ProposalStatus, Round
from stageplanner.domain.period import StagePeriod
from stageplanner.domain.rounds import institution_party, with_round
from stageplanner.domain.sectors import SEVERAL, UNKNOWN, sector_code, sector_name, sector_of
from stageplanner.domain.state import State
from stageplanner.problems import Place, Problem, Severity, StagePlannerError

#: Told so long before an agreement ends.
EXPIRES_WITHIN = timedelta(weeks=8)


def region_party(state: State) -> Party:
    """The region as a party."""
    name = state.ground_rules.region
    return Party(kind=PartyKind.REGION, id=state.ground_rules.code or "regio", name=name or "regio")


def agreement_numbered(state: State, number: str) -> Agreement:
    """The agreement of a number.

    Raises
    ------
    StagePlannerError
        There is none.
    """
    for agreement in state.agreements:
        if agreement.number == number:
            return agreement
    raise StagePlannerError(Problem(code="agreement_unknown", values={"number": number}))


def with_agreement(state: State, agreement: Agreement) -> State:
    """The state with an agreement in the place of the one of its number, or added."""
    if any(other.number == agreement.number for other in state.agreements):
        found = tuple(
            agreement if other.number == agreement.number else other for other in state.agreements
        )
    else:
        found = (*state.agreements, agreement)
    return replace(state, agreements=found)


# --- agreements of a round ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The state with new agreements, their numbers, and what could not be made one."""

    state: State
    numbers: tuple[str, ...]
    told: tuple[Problem, ...] = ()


def make_agreements(
    state: State,
    own: Round,
    effect_of: Callable[[tuple[str, ...]], Effect],
    title_of: Callable[[Party, tuple[Clause, ...]], str],
) -> Made:
    """Make agreements of what was accepted in a round: one per institution, and per leerbedrijf.

    A new agreement takes over the stage periods of older ones that bind; an older one of
    which nothing is left is replaced. What a leerbedrijf accepted waits until the institution
    has accepted too.

    Parameters
    ----------
    effect_of
        Measures peak and tekort of some programmes before and after.
    title_of
        What an agreement is called.
    """
    ready = [p for p in own.proposals if p.status is ProposalStatus.AGREED and not p.agreement]
    periods = {period.id: period for period in state.periods}
    settled = {p.period for p in own.proposals if p.locks}
    told: list[Problem] = []
    numbers: list[str] = []
    for party in dict.fromkeys(proposal.party for proposal in ready):
        of_party = [p for p in ready if p.party == party]
        usable = [p for p in of_party if p.period in periods and p.period in settled]
        told.extend(_left_out(p) for p in of_party if p not in usable)
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
            own = _with_number(own, proposals, agreement.number)
            numbers.append(agreement.number)
    return Made(state=with_round(state, own), numbers=tuple(numbers), told=tuple(told))


def _left_out(proposal: Proposal) -> Problem:
    return Problem(
        code="agreement_waits",
        severity=Severity.WARNING,
        place=Place(period=proposal.period),
        values={"proposal": proposal.id, "party": proposal.party.told},
    )


def _partners(
    state: State, party: Party, proposals: Iterable[Proposal], periods: Mapping[str, StagePeriod]
) -> dict[Party, list[Proposal]]:
    """With whom a party agrees: an institution with the region, a leerbedrijf with each."""
    found: dict[Party, list[Proposal]] = {}
    for proposal in proposals:
        other = region_party(state)
        if party.kind is PartyKind.LEERBEDRIJF:
            other = institution_party(periods[proposal.period].institution)
        found.setdefault(other, []).append(proposal)
    return found


def clause_of(proposal: Proposal, period: StagePeriod) -> Clause:
    """What is agreed of one stage period."""
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
        holder=parties[0].told,
    )


def _sector(clauses: tuple[Clause, ...]) -> str:
    """The name of the sectorkamer of clauses; nothing where a programme is not listed."""
    found = {sector_of(clause.programme, clause.niveau) for clause in clauses}
    if not found or UNKNOWN in found:
        return ""
    return sector_name(found.pop() if len(found) == 1 else SEVERAL)


def scope_of(clauses: Iterable[Clause], sector: str = "") -> Scope:
    """What clauses are about: the sector, where it is known, programmes, niveaus and years."""
    clauses = tuple(clauses)
    return Scope(
        sector=sector or _sector(clauses),
        programmes=tuple(sorted({clause.programme for clause in clauses})),
        niveaus=tuple(sorted({c.niveau for c in clauses if c.niveau is not None})),
        years=tuple(sorted({c.year for c in clauses if c.year is not None})),
    )


def _replacing(state: State, new: Agreement) -> tuple[State, Agreement]:
    """Take the stage periods of a new agreement out of the older ones between the same kind."""
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
            # Its text stays readable: only what it binds is over.
            after = replace(old, status=AgreementStatus.REPLACED)
        replaced.append(old.number)
        state = with_agreement(state, after)
    return state, replace(new, replaces=" ".join(replaced))


def _with_number(own: Round, proposals: Iterable[Proposal], number: str) -> Round:
    names = {proposal.id for proposal in proposals}
    return replace(
        own,
        proposals=tuple(
            replace(p, agreement=number) if p.id in names else p for p in own.proposals
        ),
    )


# --- looking ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which agreements to show; empty shows all of them."""

    sector: str = ""
    niveau: int | None = None
    school_year: int | None = None
    status: AgreementStatus | None = None
    party: str = ""
    programme: str = ""

    def takes(self, agreement: Agreement) -> bool:
        """Tell whether an agreement is to be shown."""
        parties = {entry.party.told.casefold() for entry in agreement.parties}
        return (
            (not self.sector or agreement.scope.sector == self.sector)
            and (self.niveau is None or self.niveau in agreement.scope.niveaus)
            and self.school_year in (None, agreement.school_year)
            and self.status in (None, agreement.status)
            and (not self.party or self.party.casefold() in parties)
            and (not self.programme or self.programme in agreement.scope.programmes)
        )


def filtered(agreements: Iterable[Agreement], wanted: Filter) -> tuple[Agreement, ...]:
    """The agreements that a filter lets through."""
    return tuple(agreement for agreement in agreements if wanted.takes(agreement))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A line of the report: how many agreements, and the students they concern.

    ``students`` counts a group once, however many agreements name it; ``realised`` are those
    that were really there, of the groups that were evaluated (``planned`` students).
    ``peak_points`` is the most that the peak fell, in points of utilisation, and ``shortage``
    the student-days of tekort that went: of agreements made together once, since they share
    one effect.
    """

    name: str
    agreements: int
    students: int
    planned: int = 0
    realised: int = 0
    peak_points: float = 0.0
    shortage: float = 0.0


def tallies(
    agreements: Iterable[Agreement], names_of: Callable[[Agreement], Iterable[str]]
) -> tuple[Tally, ...]:
    """Count agreements by what :paramref:`names_of` says of each, in the order of the names."""
    of_name: dict[str, list[Agreement]] = {}
    for agreement in agreements:
        for name in names_of(agreement):
            of_name.setdefault(name, []).append(agreement)
    return tuple(_tally(name, own) for name, own in sorted(of_name.items()))


def _tally(name: str, own: list[Agreement]) -> Tally:
    groups: dict[str, int] = {}
    evaluated: dict[str, tuple[int, int]] = {}
    for agreement in own:
        for clause in agreement.clauses:
            groups[clause.period] = max(groups.get(clause.period, 0), clause.students)
            if clause.realised is not None:
                evaluated[clause.period] = (clause.students, clause.realised)
    return Tally(
        name=name,
        agreements=len(own),
        students=sum(groups.values()),
        planned=sum(students for students, _ in evaluated.values()),
        realised=sum(realised for _, realised in evaluated.values()),
        peak_points=max((_fall(effect) for effect in _effects(own)), default=0.0),
        shortage=round(
            sum(max(0.0, e.shortage_before - e.shortage_after) for e in _effects(own)), 3
        ),
    )


def _effects(own: list[Agreement]) -> set[Effect]:
    """What was measured of agreements that bind, once for those that were made together."""
    return {a.effect for a in own if a.effect is not None and a.is_binding}


def _fall(effect: Effect) -> float:
    """How far the peak fell, in points of utilisation; nothing where places are unknown."""
    if effect.peak_before is None or effect.peak_after is None:
        return 0.0
    return round(max(0.0, 100 * (effect.peak_before - effect.peak_after)), 3)


def warnings(state: State, today: date) -> Iterator[Problem]:
    """What in the register needs somebody: agreements that end, and those past their end."""
    for agreement in state.agreements:
        if not agreement.is_binding:
            continue
        code = ""
        if agreement.valid_until < today:
            code = "agreement_expired"
            if agreement.status in (AgreementStatus.AGREED, AgreementStatus.SIGNED):
                code = "agreement_expired_unused"
        elif agreement.valid_until - today <= EXPIRES_WITHIN:
            code = "agreement_renews_soon" if agreement.renews else "agreement_expires_soon"
        if code:
            yield Problem(
                code=code,
                severity=Severity.WARNING,
                values={
                    "number": agreement.number,
                    "title": agreement.title,
                    "day": agreement.valid_until,
                },
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Where agreements are needed: the last published shortage, and the agreements about it."""

    sector: str
    programme: str
    niveau: int | None
    on: date
    number: int
    agreements: tuple[str, ...]


def needs(state: State) -> tuple[Need, ...]:
    """The last shortage figures, the largest first, each with the agreements that are about it.

    A figure names a programme by crebo or by name; without a programme its sector and niveau
    decide. Where a table tells this region from others, the others are left out.
    """
    own = state.ground_rules.region.casefold()
    here = [figure for figure in state.shortages if own and figure.region.casefold() == own]
    latest: dict[tuple[str, str, str, int | None, str], ShortageFigure] = {}
    for figure in here or state.shortages:
        key = (figure.region, figure.sector, figure.programme, figure.niveau, figure.leerweg)
        if key not in latest or latest[key].on < figure.on:
            latest[key] = figure
    found = [
        Need(
            sector=figure.sector,
            programme=figure.programme,
            niveau=figure.niveau,
            on=figure.on,
            number=figure.number,
            agreements=tuple(a.number for a in state.agreements if _is_about(a, figure)),
        )
        for figure in latest.values()
    ]
    return tuple(sorted(found, key=lambda need: (-need.number, need.programme)))


def _is_about(agreement: Agreement, figure: ShortageFigure) -> bool:
    """Tell whether an agreement that is not over is about what a figure counts."""
    if agreement.is_over:
        return False
    scope = agreement.scope
    if figure.programme:
        names = {clause.programme_name.casefold() for clause in agreement.clauses}
        names |= {programme.casefold() for programme in scope.programmes}
        return figure.programme.casefold() in names - {""}
    if figure.sector and _sector_key(scope.sector) not in {_sector_key(figure.sector), SEVERAL}:
        return False
    if figure.niveau is None or not scope.niveaus:
        return bool(figure.sector)
    return figure.niveau in scope.niveaus


def _sector_key(named: str) -> str:
    """What tells sectors apart: the code of a sectorkamer, or any other name as it is written."""
    return sector_code(named) or named.casefold()
