"""Planning around answers: what a counter-proposal does, and the cheapest ways to repair it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from stageplanner.domain.negotiation import round_steps
from stageplanner.domain.negotiation.plan_of_round import plan_of_round
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan
from stageplanner.domain.proposal import PartyKind, ProposalStatus, with_proposals
from stageplanner.domain.state import State
from stageplanner.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from stageplanner.domain.results.repair import Repair


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterEffect:
    """Peak and tekort of the component if all accept, and if this party gets its way.

    Peaks are fractions of capacity, ``None`` where there is none. ``repairs`` mend what the
    counter-proposal breaks, the one that touches the fewest others first.
    """

    proposal: str
    peak_asked: float | None
    peak_counter: float | None
    shortage_asked: float
    shortage_counter: float
    repairs: tuple[Repair, ...] = ()


def peaks_with(
    state: State, proposal_id: str, instead: tuple[Placement, ...] = ()
) -> CounterEffect:
    """Measure what is on the table with one stage period placed otherwise; repairs nothing.

    It is compared with the proposal being accepted, whatever was said of it until now.

    Parameters
    ----------
    instead
        What the whole stage period would do; by default its wish, as if it were refused.
    """
    own, proposal = round_steps.proposal_of(state, proposal_id)
    period = next(p for p in state.periods if p.id == proposal.period)
    if not instead:
        instead = (Placement(option=wish_option(period), students=period.students),)
    asked = plan_of_round(state, own)
    if proposal.party.kind is PartyKind.INSTITUTION:
        asked = replace(asked, placements={**asked.placements, period.id: proposal.asked})
    other = replace(asked, placements={**asked.placements, period.id: instead})
    return _effect(state, proposal_id, (asked, other), period.programme)


def _effect(
    state: State, proposal_id: str, plans: tuple[Plan, Plan], programme: str
) -> CounterEffect:
    from stageplanner.load.agreement_effect import effect_measure

    asked, other = (effect_measure(replace(state, plan=plan))((programme,)) for plan in plans)
    return CounterEffect(
        proposal=proposal_id,
        peak_asked=asked.peak_after,
        peak_counter=other.peak_after,
        shortage_asked=asked.shortage_after,
        shortage_counter=other.shortage_after,
    )


def counter_effect(
    state: State,
    proposal_id: str,
    counter: tuple[Placement, ...] = (),
    *,
    time_limit: float = 10.0,
    progress: Progress = NO_PROGRESS,
) -> CounterEffect:
    """Measure a counter-proposal that was made, or one that somebody thinks of; changes nothing.

    Parameters
    ----------
    counter
        What is proposed instead; by default what the party has proposed.

    Raises
    ------
    StagePlannerError
        The party has proposed nothing else.
    """
    from stageplanner.optimise.repair.replan import Answers, replan

    own, proposal = round_steps.proposal_of(state, proposal_id)
    period = next(p for p in state.periods if p.id == proposal.period)
    if counter:
        proposal = replace(proposal, status=ProposalStatus.COUNTERED, counter=counter)
    taken = round_steps.counter_accepted(proposal, date.today())
    asked = plan_of_round(state, own)
    after = round_steps.with_round(state, with_proposals(own, {proposal.id: taken}))
    placed = {**asked.placements, period.id: taken.asked}
    countered = replace(asked, placements=placed)
    repairs = replan(
        replace(after, plan=asked),
        Answers(),
        target=state.policy.target,
        time_limit=time_limit,
        progress=progress,
    )
    measured = _effect(state, proposal.id, (asked, countered), period.programme)
    return replace(measured, repairs=repairs)


def plan_again(
    state: State,
    number: int,
    *,
    time_limit: float = 10.0,
    progress: Progress = NO_PROGRESS,
) -> tuple[Repair, ...]:
    """Plan around the answers of a round, with as little new change as possible.

    What was agreed stays; counter-proposals of institutions are taken as they are; what they
    refused goes back to its wish. What leerbedrijven answered is for people to weigh. A plain
    function of the state, so that it can run in a child process.

    Returns
    -------
    tuple of Repair
        Up to three, the one that touches the fewest other parties first.
    """
    from stageplanner.optimise.repair.replan import Answers, replan

    own = round_steps.open_round(state, number)
    schools = [p for p in own.proposals if p.party.kind is PartyKind.INSTITUTION]
    refused = {p.period for p in schools if p.status is ProposalStatus.REFUSED}
    taken = {
        p.id: round_steps.counter_accepted(p, own.opened_on)
        for p in schools
        if p.status is ProposalStatus.COUNTERED
    }
    answered_state = round_steps.with_round(state, with_proposals(own, taken))
    return replan(
        answered_state,
        Answers(refused=frozenset(refused)),
        target=state.policy.target,
        time_limit=time_limit,
        progress=progress,
    )
