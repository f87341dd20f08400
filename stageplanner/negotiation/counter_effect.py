"""Effect of a counter-proposal, and repairs of the plan around answers."""

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
from stageplanner.planning import find_repairs
from stageplanner.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from stageplanner.domain.results.repair import Repair


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterEffect:
    """Peak and shortage of a component if all accept, and if one party gets what it proposes.

    Attributes
    ----------
    proposal : str
        The id of the proposal.
    peak_asked, peak_counter : float or None
        Fractions of the places; ``None`` if the component has no capacity.
    shortage_asked, shortage_counter : float
        Student-days over the year.
    repairs : tuple of Repair
        Plans that repair what the counter-proposal breaks, the one that touches the fewest other
        parties first; empty if none were asked for.
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
    """Measure what a round asks, and the same with one stage period placed otherwise.

    It is compared with the proposal being accepted, whatever was answered to it until now.

    Parameters
    ----------
    state : State
        The region.
    proposal_id : str
        The id of a proposal.
    instead : tuple of Placement
        What the whole stage period would do; by default its wish, as if it were refused.

    Returns
    -------
    CounterEffect
        Without repairs.

    Raises
    ------
    StagePlannerError
        There is no such proposal.
    """
    round_, proposal = round_steps.proposal_of(state, proposal_id)
    period = next(p for p in state.periods if p.id == proposal.period)
    if not instead:
        instead = (Placement(option=wish_option(period), students=period.students),)
    asked = plan_of_round(state, round_)
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
    """Measure a counter-proposal that was made, or one under consideration, and find repairs.

    Parameters
    ----------
    state : State
        The region; it is not changed.
    proposal_id : str
        The id of a proposal.
    counter : tuple of Placement
        What is proposed instead; by default what the party has proposed.
    time_limit : float
        Seconds for the repairs.
    progress : Progress
        Once it is cancelled, the repairs found so far are returned.

    Returns
    -------
    CounterEffect
        With up to three repairs.

    Raises
    ------
    StagePlannerError
        There is no such proposal, or the party has proposed nothing else.
    """
    round_, proposal = round_steps.proposal_of(state, proposal_id)
    period = next(p for p in state.periods if p.id == proposal.period)
    if counter:
        proposal = replace(proposal, status=ProposalStatus.COUNTERED, counter=counter)
    accepted = round_steps.counter_accepted(proposal, date.today())
    asked = plan_of_round(state, round_)
    after = round_steps.with_round(state, with_proposals(round_, {proposal.id: accepted}))
    countered = replace(asked, placements={**asked.placements, period.id: accepted.asked})
    repairs = find_repairs(replace(after, plan=asked), time_limit=time_limit, progress=progress)
    effect = _effect(state, proposal.id, (asked, countered), period.programme)
    return replace(effect, repairs=repairs)


def round_repairs(
    state: State,
    number: int,
    *,
    time_limit: float = 10.0,
    progress: Progress = NO_PROGRESS,
) -> tuple[Repair, ...]:
    """Find repairs of the plan around the answers of a round.

    What was agreed stays; counter-proposals of institutions are taken as they are; what they
    refused goes back to its wish. What leerbedrijven answered is for people to weigh. A plain
    function of the state, so that it can run in a child process.

    Parameters
    ----------
    state : State
        The region; it is not changed.
    number : int
        The number of an open round.
    time_limit : float
        Seconds.
    progress : Progress
        Once it is cancelled, the repairs found so far are returned.

    Returns
    -------
    tuple of Repair
        Up to three, the one that touches the fewest other parties first.

    Raises
    ------
    StagePlannerError
        There is no such round, or it is closed.
    """
    round_ = round_steps.open_round(state, number)
    schools = [p for p in round_.proposals if p.party.kind is PartyKind.INSTITUTION]
    refused = frozenset(p.period for p in schools if p.status is ProposalStatus.REFUSED)
    accepted = {
        p.id: round_steps.counter_accepted(p, round_.opened_on)
        for p in schools
        if p.status is ProposalStatus.COUNTERED
    }
    answered_state = round_steps.with_round(state, with_proposals(round_, accepted))
    return find_repairs(answered_state, refused=refused, time_limit=time_limit, progress=progress)
