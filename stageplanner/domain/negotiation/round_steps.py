"""Making rounds from a plan, and taking every step of a round: pure functions of a state."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from stageplanner.domain.negotiation.parties import institution_party, leerbedrijf_party
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan, changed_periods, placements_of
from stageplanner.domain.proposal import (
    Party,
    Proposal,
    ProposalStatus,
    Round,
    answered,
    changed,
    next_status,
    step_not_allowed,
    with_proposals,
)
from stageplanner.domain.results.division import Share
from stageplanner.domain.settled import agreed_placements, fitted
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from stageplanner.problems import Problem, StagePlannerError

#: A proposal that is still being talked about.
OPEN = frozenset({ProposalStatus.DRAFT, ProposalStatus.SENT, ProposalStatus.COUNTERED})


# --- finding --------------------------------------------------------------------------------


def round_numbered(state: State, number: int) -> Round:
    """The round of a number.

    Raises
    ------
    StagePlannerError
        There is none.
    """
    for own in state.rounds:
        if own.number == number:
            return own
    known = [own.id for own in state.rounds] or ["-"]
    raise _refused("round_unknown", round=f"R{number}", known=known)


def open_round(state: State, number: int) -> Round:
    """The round of a number, which must not be closed."""
    own = round_numbered(state, number)
    if own.is_closed:
        raise _refused("round_closed", round=own.id, title=own.title)
    return own


def proposal_of(state: State, name: str) -> tuple[Round, Proposal]:
    """The proposal of an id (``R1-004``) and its round.

    Raises
    ------
    StagePlannerError
        There is none.
    """
    for own in state.rounds:
        for proposal in own.proposals:
            if proposal.id == name:
                return own, proposal
    raise _refused("proposal_unknown", proposal=name)


# --- making a round -------------------------------------------------------------------------


def build_round(
    state: State,
    plan: Plan,
    *,
    key: str,
    title: str,
    deadline: date,
    on: date,
    periods: Collection[str] | None = None,
    shares: Iterable[Share] = (),
    reasons: Mapping[str, str] | None = None,
) -> Round:
    """A new round of concepts: what a plan asks to change, per party.

    Parameters
    ----------
    periods
        Ids of the stage periods to speak about; by default all that the plan changes and that
        are not settled yet. Naming a settled one opens it again.
    shares
        How students are divided over leerbedrijven: each that takes some of a changed group is
        asked too.
    reasons
        Why each stage period is asked, by id; else as the plan says.

    Raises
    ------
    StagePlannerError
        The plan asks nothing, the deadline is past, or a stage period is being talked about
        in another round.
    """
    if deadline < on:
        raise _refused("round_deadline_past", day=deadline)
    settled = agreed_placements(state)
    asked = [
        period
        for period in changed_periods(plan, state.periods)
        if (period.id not in settled if periods is None else period.id in periods)
    ]
    if not asked:
        raise _refused("round_nothing_asked")
    _refuse_double(state, asked)
    number = max((own.number for own in state.rounds), default=0) + 1
    own = Round(
        number=number,
        key=key,
        title=title.strip() or f"R{number}",
        deadline=deadline,
        opened_on=on,
        plan=plan.name,
        fingerprint=plan.fingerprint,
    )
    why = {**plan.reasons, **(reasons or {})}
    return with_asked(own, state, plan, asked, shares=tuple(shares), reasons=why)


def volunteered_proposal(own: Round, period: StagePeriod) -> Proposal:
    """A new proposal of a round that asks an institution nothing, for it to come with its own."""
    before = (Placement(option=wish_option(period), students=period.students),)
    return Proposal(
        id=_next_id(own, 0),
        party=institution_party(period.institution),
        period=period.id,
        students=period.students,
        before=before,
        asked=before,
        status=ProposalStatus.SENT,
    )


def _next_id(own: Round, more: int) -> str:
    return f"{own.id}-{len(own.proposals) + more + 1:03}"


def with_asked(
    own: Round,
    state: State,
    plan: Plan,
    asked: Iterable[StagePeriod],
    *,
    shares: tuple[Share, ...] = (),
    reasons: Mapping[str, str] | None = None,
) -> Round:
    """The round with a concept more for each of these stage periods, and its leerbedrijven."""
    why = reasons or {}
    companies = {company.id: company for company in state.leerbedrijven}
    new: list[Proposal] = []

    def add(party: Party, period: StagePeriod, placements: tuple[Placement, ...]) -> None:
        students = sum(placement.students for placement in placements)
        new.append(
            Proposal(
                id=_next_id(own, len(new)),
                party=party,
                period=period.id,
                students=students,
                before=(Placement(option=wish_option(period), students=students),),
                asked=placements,
                reason=why.get(period.id, ""),
            )
        )

    for period in asked:
        placements = placements_of(plan, period)
        add(institution_party(period.institution), period, placements)
        for company_id, parts in _shared(period, shares).items():
            if company_id in companies:
                add(
                    leerbedrijf_party(companies[company_id]),
                    period,
                    tuple(
                        replace(placements[part], students=count)
                        for part, count in parts.items()
                        if part < len(placements)
                    ),
                )
    return replace(own, proposals=(*own.proposals, *new))


def _shared(period: StagePeriod, shares: tuple[Share, ...]) -> dict[str, dict[int, int]]:
    """Students of a stage period per leerbedrijf and part."""
    found: dict[str, dict[int, int]] = {}
    for share in shares:
        if share.period == period.id:
            parts = found.setdefault(share.leerbedrijf, {})
            parts[share.part] = parts.get(share.part, 0) + share.students
    return found


def periods_under_discussion(state: State, but: Round | None = None) -> set[str]:
    """The stage periods that open rounds talk about, but for one of them."""
    return {
        proposal.period
        for own in state.rounds
        if not own.is_closed and (but is None or own.number != but.number)
        for proposal in own.proposals
        if proposal.status in OPEN
    }


def _refuse_double(state: State, asked: Iterable[StagePeriod], but: Round | None = None) -> None:
    wanted = {period.id for period in asked}
    for own in state.rounds:
        if own.is_closed or (but is not None and own.number == but.number):
            continue
        double = [p.period for p in own.proposals if p.period in wanted and p.status in OPEN]
        if double:
            raise _refused(
                "round_period_open", round=own.id, title=own.title, periods=sorted(set(double))
            )


# --- the steps of a round -------------------------------------------------------------------


def with_round(state: State, own: Round) -> State:
    """The state with a round in the place of the one of its number, or added."""
    if any(other.number == own.number for other in state.rounds):
        rounds = tuple(own if other.number == own.number else other for other in state.rounds)
    else:
        rounds = (*state.rounds, own)
    return replace(state, rounds=rounds)


def send_round(own: Round, on: date, deadline: date | None = None) -> Round:
    """The round with every concept sent; with a new deadline also what had lapsed.

    Raises
    ------
    StagePlannerError
        There is nothing to send, or the deadline is past.
    """
    until = deadline or own.deadline
    if until < on:
        raise _refused("round_deadline_past", day=until)
    going = {ProposalStatus.DRAFT} | ({ProposalStatus.LAPSED} if deadline else set())
    new = {p.id: next_status(p, ProposalStatus.SENT) for p in own.proposals if p.status in going}
    if not new and until == own.deadline:
        raise _refused("round_nothing_to_send", round=own.id, title=own.title)
    later = replace(own, version=own.version + 1, sent_on=on, deadline=until)
    return with_proposals(later, new)


def extended(
    state: State, own: Round, on: date, deadline: date, again: Collection[str] | None = None
) -> Round:
    """The round with a later deadline, and what had lapsed sent again.

    Parameters
    ----------
    again
        Ids of the lapsed proposals to send again. By default all of groups that are still there
        and are not settled or talked about elsewhere by now.

    Raises
    ------
    StagePlannerError
        The day is past or not later than the deadline, a proposal has not lapsed, or its stage
        period is being talked about in another round.
    """
    if deadline < on:
        raise _refused("round_deadline_past", day=deadline)
    if deadline <= own.deadline:
        raise _refused("round_deadline_not_later", round=own.id, day=own.deadline)
    going = [p for p in own.proposals if p.id in again] if again is not None else []
    if again is None:
        known = {p.id for p in state.periods} - {
            *agreed_placements(state),
            *periods_under_discussion(state, own),
        }
        going = [
            p for p in own.proposals if p.status is ProposalStatus.LAPSED and p.period in known
        ]
    for proposal in going:
        if proposal.status is not ProposalStatus.LAPSED:
            raise step_not_allowed(proposal)
    asked = {proposal.period for proposal in going}
    _refuse_double(state, [p for p in state.periods if p.id in asked], own)
    new = {p.id: next_status(p, ProposalStatus.SENT) for p in going}
    later = replace(own, deadline=deadline)
    if new:
        later = replace(later, version=own.version + 1, sent_on=on)
    return with_proposals(later, new)


def expire_round(own: Round, on: date) -> Round:
    """The round in which what was not answered before its deadline has lapsed."""
    if own.is_closed or on <= own.deadline:
        return own
    silent = [p for p in own.proposals if p.status is ProposalStatus.SENT]
    new = {p.id: next_status(p, ProposalStatus.LAPSED) for p in silent}
    return with_proposals(own, new) if new else own


def close_round(own: Round, on: date) -> Round:
    """The round with nothing open: concepts are withdrawn, silence lets a proposal lapse."""
    ends = {
        ProposalStatus.DRAFT: ProposalStatus.WITHDRAWN,
        ProposalStatus.SENT: ProposalStatus.LAPSED,
    }
    new = {p.id: next_status(p, ends[p.status]) for p in own.proposals if p.status in ends}
    return replace(with_proposals(own, new), closed_on=on)


def counter_accepted(proposal: Proposal, on: date) -> Proposal:
    """The proposal with the party's own counter-proposal taken over: both agree to that.

    Raises
    ------
    StagePlannerError
        There is no counter-proposal.
    """
    if proposal.status is not ProposalStatus.COUNTERED:
        raise step_not_allowed(proposal)
    agreed = answered(
        proposal, ProposalStatus.AGREED, on=on, remark=proposal.remark, origin=proposal.origin
    )
    return replace(agreed, asked=proposal.counter, version=proposal.version + 1)


def with_new_plan(own: Round, state: State, plan: Plan, on: date) -> Round:
    """The round after planning again: counters taken over, proposals that differ opened again.

    What a refused, lapsed or new stage period is asked now becomes a concept; what the plan
    asks no longer is withdrawn.
    """
    periods = {period.id: period for period in state.periods}
    asked = {period.id: period for period in changed_periods(plan, state.periods)}
    new: dict[str, Proposal] = {}
    spoken: set[str] = set()
    for proposal in own.proposals:
        period = periods.get(proposal.period)
        if period is None or proposal.locks:
            spoken.add(proposal.period)
            continue
        wanted = fitted(placements_of(plan, period), proposal.students)
        if proposal.status is ProposalStatus.WITHDRAWN:
            continue
        spoken.add(period.id)
        if proposal.status is ProposalStatus.COUNTERED and wanted == proposal.counter:
            new[proposal.id] = counter_accepted(proposal, on)
        elif (
            proposal.status is ProposalStatus.COUNTERED
            and proposal.is_unasked
            and wanted == proposal.asked
        ):
            continue  # what a party came with itself still waits for a word of the region
        elif period.id not in asked:
            if proposal.status is not ProposalStatus.REFUSED:
                new[proposal.id] = next_status(proposal, ProposalStatus.WITHDRAWN)
        elif wanted != proposal.asked:
            new[proposal.id] = changed(proposal, wanted, plan.reasons.get(period.id, ""))
    settled = agreed_placements(with_round(state, with_proposals(own, new)))
    fresh = [p for name, p in asked.items() if name not in spoken and name not in settled]
    after = with_asked(with_proposals(own, new), state, plan, fresh, reasons=plan.reasons)
    return replace(after, plan=plan.name, fingerprint=plan.fingerprint)


def _refused(code: str, **values: object) -> StagePlannerError:
    return StagePlannerError(Problem(code=code, values=values))
