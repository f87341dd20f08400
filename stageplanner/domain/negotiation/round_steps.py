"""Rounds built from a plan, and every step of a round, as pure functions of a state."""

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

#: Proposals under discussion.
OPEN = frozenset({ProposalStatus.DRAFT, ProposalStatus.SENT, ProposalStatus.COUNTERED})


# --- finding --------------------------------------------------------------------------------


def round_numbered(state: State, number: int) -> Round:
    """Return the round with a number.

    Raises
    ------
    StagePlannerError
        If there is none.
    """
    for round_ in state.rounds:
        if round_.number == number:
            return round_
    known = [round_.id for round_ in state.rounds] or ["-"]
    raise _refusal("round_unknown", round=f"R{number}", known=known)


def open_round(state: State, number: int) -> Round:
    """Return the round with a number.

    Raises
    ------
    StagePlannerError
        If there is none, or it is closed.
    """
    round_ = round_numbered(state, number)
    if round_.is_closed:
        raise _refusal("round_closed", round=round_.id, title=round_.title)
    return round_


def proposal_of(state: State, name: str) -> tuple[Round, Proposal]:
    """Return the proposal with an id (``R1-004``) and its round.

    Raises
    ------
    StagePlannerError
        If there is none.
    """
    for round_ in state.rounds:
        for proposal in round_.proposals:
            if proposal.id == name:
                return round_, proposal
    raise _refusal("proposal_unknown", proposal=name)


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
    """Build a round of concepts: what a plan asks to change, per party.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan
        The plan to propose.
    key : str
        The word by which an answer finds the round.
    title : str
        The title of the round; empty for its number.
    deadline : date
        The last day for answers.
    on : date
        Today.
    periods : Collection[str], optional
        Ids of the stage periods to discuss; by default all that the plan changes and that are not
        settled yet. Naming a settled one opens it again.
    shares : Iterable[Share], optional
        The division over leerbedrijven: each that takes students of a changed group is asked too.
    reasons : Mapping[str, str], optional
        The reason for each stage period, by id; else that of the plan.

    Raises
    ------
    StagePlannerError
        If the plan asks nothing, the deadline is past, or a stage period is under discussion in
        another round.
    """
    if deadline < on:
        raise _refusal("round_deadline_past", day=deadline)
    settled = agreed_placements(state)
    asked = [
        period
        for period in changed_periods(plan, state.periods)
        if (period.id not in settled if periods is None else period.id in periods)
    ]
    if not asked:
        raise _refusal("round_nothing_asked")
    _refuse_double(state, asked)
    number = max((round_.number for round_ in state.rounds), default=0) + 1
    round_ = Round(
        number=number,
        key=key,
        title=title.strip() or f"R{number}",
        deadline=deadline,
        opened_on=on,
        plan=plan.name,
        fingerprint=plan.fingerprint,
    )
    why = {**plan.reasons, **(reasons or {})}
    return with_asked(round_, state, plan, asked, shares=tuple(shares), reasons=why)


def volunteered_proposal(round_: Round, period: StagePeriod) -> Proposal:
    """Build a proposal that asks nothing, for an institution to counter with its own."""
    before = (Placement(option=wish_option(period), students=period.students),)
    return Proposal(
        id=_next_id(round_, 0),
        party=institution_party(period.institution),
        period=period.id,
        students=period.students,
        before=before,
        asked=before,
        status=ProposalStatus.SENT,
    )


def _next_id(round_: Round, more: int) -> str:
    return f"{round_.id}-{len(round_.proposals) + more + 1:03}"


def with_asked(
    round_: Round,
    state: State,
    plan: Plan,
    asked: Iterable[StagePeriod],
    *,
    shares: tuple[Share, ...] = (),
    reasons: Mapping[str, str] | None = None,
) -> Round:
    """Return the round with a concept for each stage period and its leerbedrijven."""
    why = reasons or {}
    companies = {company.id: company for company in state.leerbedrijven}
    new: list[Proposal] = []

    def add(party: Party, period: StagePeriod, placements: tuple[Placement, ...]) -> None:
        students = sum(placement.students for placement in placements)
        new.append(
            Proposal(
                id=_next_id(round_, len(new)),
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
    return replace(round_, proposals=(*round_.proposals, *new))


def _shared(period: StagePeriod, shares: tuple[Share, ...]) -> dict[str, dict[int, int]]:
    """Count the students of a stage period per leerbedrijf and part."""
    shared: dict[str, dict[int, int]] = {}
    for share in shares:
        if share.period == period.id:
            parts = shared.setdefault(share.leerbedrijf, {})
            parts[share.part] = parts.get(share.part, 0) + share.students
    return shared


def periods_under_discussion(state: State, but: Round | None = None) -> set[str]:
    """Return the stage periods under discussion in open rounds, except in ``but``."""
    return {
        proposal.period
        for round_ in state.rounds
        if not round_.is_closed and (but is None or round_.number != but.number)
        for proposal in round_.proposals
        if proposal.status in OPEN
    }


def _refuse_double(state: State, asked: Iterable[StagePeriod], but: Round | None = None) -> None:
    wanted = {period.id for period in asked}
    for round_ in state.rounds:
        if round_.is_closed or (but is not None and round_.number == but.number):
            continue
        double = [p.period for p in round_.proposals if p.period in wanted and p.status in OPEN]
        if double:
            raise _refusal(
                "round_period_open",
                round=round_.id,
                title=round_.title,
                periods=sorted(set(double)),
            )


# --- the steps of a round -------------------------------------------------------------------


def with_round(state: State, round_: Round) -> State:
    """Return the state with a round added, or replaced by its number."""
    if any(other.number == round_.number for other in state.rounds):
        rounds = tuple(round_ if other.number == round_.number else other for other in state.rounds)
    else:
        rounds = (*state.rounds, round_)
    return replace(state, rounds=rounds)


def parties_to_send(round_: Round, *, also_lapsed: bool = False) -> tuple[Party, ...]:
    """Return the parties that get something new when the round is sent."""
    going = {ProposalStatus.DRAFT} | ({ProposalStatus.LAPSED} if also_lapsed else set())
    return tuple(dict.fromkeys(p.party for p in round_.proposals if p.status in going))


def send_round(round_: Round, on: date, deadline: date | None = None) -> Round:
    """Return the round with every concept sent; with a new deadline also what had lapsed.

    Raises
    ------
    StagePlannerError
        If there is nothing to send, or the deadline is past.
    """
    until = deadline or round_.deadline
    if until < on:
        raise _refusal("round_deadline_past", day=until)
    going = {ProposalStatus.DRAFT} | ({ProposalStatus.LAPSED} if deadline else set())
    new = {p.id: next_status(p, ProposalStatus.SENT) for p in round_.proposals if p.status in going}
    if not new and until == round_.deadline:
        raise _refusal("round_nothing_to_send", round=round_.id, title=round_.title)
    later = replace(round_, version=round_.version + 1, sent_on=on, deadline=until)
    return with_proposals(later, new)


def extended(
    state: State, round_: Round, on: date, deadline: date, again: Collection[str] | None = None
) -> Round:
    """Return the round with a later deadline, and lapsed proposals sent again.

    Parameters
    ----------
    state : State
        The region.
    round_ : Round
        The round to extend.
    on : date
        Today.
    deadline : date
        The new last day for answers.
    again : Collection[str], optional
        Ids of the lapsed proposals to send again; by default all of groups that still exist and are
        not settled or under discussion elsewhere.

    Raises
    ------
    StagePlannerError
        If the day is past or not later than the deadline, a proposal has not lapsed, or its stage
        period is under discussion in another round.
    """
    if deadline < on:
        raise _refusal("round_deadline_past", day=deadline)
    if deadline <= round_.deadline:
        raise _refusal("round_deadline_not_later", round=round_.id, day=round_.deadline)
    going = [p for p in round_.proposals if p.id in again] if again is not None else []
    if again is None:
        known = {p.id for p in state.periods} - {
            *agreed_placements(state),
            *periods_under_discussion(state, round_),
        }
        going = [
            p for p in round_.proposals if p.status is ProposalStatus.LAPSED and p.period in known
        ]
    for proposal in going:
        if proposal.status is not ProposalStatus.LAPSED:
            raise step_not_allowed(proposal)
    asked = {proposal.period for proposal in going}
    _refuse_double(state, [p for p in state.periods if p.id in asked], round_)
    new = {p.id: next_status(p, ProposalStatus.SENT) for p in going}
    later = replace(round_, deadline=deadline)
    if new:
        later = replace(later, version=round_.version + 1, sent_on=on)
    return with_proposals(later, new)


def expire_round(round_: Round, on: date) -> Round:
    """Return the round with unanswered proposals lapsed if its deadline is past."""
    if round_.is_closed or on <= round_.deadline:
        return round_
    silent = [p for p in round_.proposals if p.status is ProposalStatus.SENT]
    new = {p.id: next_status(p, ProposalStatus.LAPSED) for p in silent}
    return with_proposals(round_, new) if new else round_


def close_round(round_: Round, on: date) -> Round:
    """Return the round closed: concepts withdrawn, unanswered proposals lapsed."""
    ends = {
        ProposalStatus.DRAFT: ProposalStatus.WITHDRAWN,
        ProposalStatus.SENT: ProposalStatus.LAPSED,
    }
    new = {p.id: next_status(p, ends[p.status]) for p in round_.proposals if p.status in ends}
    return replace(with_proposals(round_, new), closed_on=on)


def counter_accepted(proposal: Proposal, on: date) -> Proposal:
    """Return the proposal with the counter-proposal of its party agreed.

    Raises
    ------
    StagePlannerError
        If there is no counter-proposal.
    """
    if proposal.status is not ProposalStatus.COUNTERED:
        raise step_not_allowed(proposal)
    agreed = answered(
        proposal, ProposalStatus.AGREED, on=on, remark=proposal.remark, origin=proposal.origin
    )
    return replace(agreed, asked=proposal.counter, version=proposal.version + 1)


def with_new_plan(round_: Round, state: State, plan: Plan, on: date) -> Round:
    """Return the round after a repair: counters accepted, proposals that differ reopened.

    A refused, lapsed or new stage period that is asked something becomes a concept; a proposal that
    the plan no longer makes is withdrawn.
    """
    periods = {period.id: period for period in state.periods}
    asked = {period.id: period for period in changed_periods(plan, state.periods)}
    new: dict[str, Proposal] = {}
    covered: set[str] = set()
    for proposal in round_.proposals:
        period = periods.get(proposal.period)
        if period is None or proposal.locks:
            covered.add(proposal.period)
            continue
        wanted = fitted(placements_of(plan, period), proposal.students)
        if proposal.status is ProposalStatus.WITHDRAWN:
            continue
        covered.add(period.id)
        if proposal.status is ProposalStatus.COUNTERED and wanted == proposal.counter:
            new[proposal.id] = counter_accepted(proposal, on)
        elif (
            proposal.status is ProposalStatus.COUNTERED
            and proposal.is_unasked
            and wanted == proposal.asked
        ):
            continue  # a volunteered proposal still waits for the answer of the region
        elif period.id not in asked:
            if proposal.status is not ProposalStatus.REFUSED:
                new[proposal.id] = next_status(proposal, ProposalStatus.WITHDRAWN)
        elif wanted != proposal.asked:
            new[proposal.id] = changed(proposal, wanted, plan.reasons.get(period.id, ""))
    settled = agreed_placements(with_round(state, with_proposals(round_, new)))
    fresh = [p for name, p in asked.items() if name not in covered and name not in settled]
    after = with_asked(with_proposals(round_, new), state, plan, fresh, reasons=plan.reasons)
    return replace(after, plan=plan.name, fingerprint=plan.fingerprint)


def _refusal(code: str, **values: object) -> StagePlannerError:
    return StagePlannerError(Problem(code=code, values=values))
