"""What can be decided on one change, in a round or without one, and what each decision does.

*Agree*: the party agrees with what the plan asks; that settles the stage period. Without a round
the answer gets one: what was agreed at a table is a proposal with an answer like any other, so it
is kept by every next proposal, can become an agreement, and is shown where answers are.
*Refuse*: the stage period goes back to its wish, with or without a repair of the rest.
*Lock*: the stage period is Vast, so it has its wish only; what the plan asked of it falls away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from stageplanner.domain.negotiation.round_steps import (
    build_round,
    with_asked,
    with_new_plan,
    with_round,
)
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import (
    WISH_PLAN,
    Placement,
    Plan,
    is_changed,
    placements_of,
    recounted,
    with_placements,
)
from stageplanner.domain.proposal import (
    PartyKind,
    Proposal,
    ProposalStatus,
    Round,
    answered,
    changed,
    next_status,
    with_proposals,
)
from stageplanner.domain.settled import settled_periods
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, fingerprint


class Decision(StrEnum):
    """What can be decided on a change."""

    AGREE = "agree"
    REFUSE = "refuse"
    LOCK = "lock"
    CHOOSE = "choose"


def why_not(state: State, period_id: str) -> Mapping[Decision, str]:
    """Return why a decision cannot be taken now: the code of a sentence, empty if it can.

    Parameters
    ----------
    state : State
        The region.
    period_id : str
        The stage period.

    Returns
    -------
    mapping of Decision to str
        Every decision, with the code of the reason or an empty text.
    """
    period = _period(state, period_id)
    settled = settled_periods(state).get(period_id)
    is_asked = state.plan is not None and is_changed(state.plan, period)
    agree = refuse = lock = choose = ""
    if not is_asked:
        agree = refuse = "decision_nothing_asked"
    if settled is not None:
        is_kept = set(settled.placements) == set(_placed(state, period))
        agree = "decision_agreed" if is_kept else "decision_settled"
        refuse = "decision_settled"
        lock = "decision_settled" if is_asked else ""
    elif state.is_own_file and _open_proposal(state, period_id) is None:
        agree = agree or "decision_own_file"
    if period.fixed:
        choose = "decision_fixed"
    return {
        Decision.AGREE: agree,
        Decision.REFUSE: refuse,
        Decision.LOCK: lock,
        Decision.CHOOSE: choose,
    }


def needs_reason(state: State, period_id: str) -> bool:
    """Return whether a refusal is the answer in a round, which needs the reason of the party."""
    return _open_proposal(state, period_id) is not None


def agreed_now(state: State, period_id: str, *, key: str, title: str, on: date) -> State:
    """Return the region in which the institution agrees with what the plan asks.

    Parameters
    ----------
    state : State
        The region; the plan changes the stage period.
    period_id : str
        The stage period.
    key : str
        The word of a new round, if one is needed.
    title : str
        Its title.
    on : date
        Today.

    Returns
    -------
    State
        With the answer to the proposal in an open round; else in the latest open round, or a new
        one, with a proposal that was asked and agreed today.

    Raises
    ------
    StagePlannerError
        A step of the round is not allowed.
    """
    plan = state.plan or WISH_PLAN
    period = _period(state, period_id)
    known = _open_proposal(state, period_id)
    if known is None:
        open_rounds = [round_ for round_ in state.rounds if not round_.is_closed]
        if open_rounds:
            round_ = with_asked(open_rounds[-1], state, plan, [period], reasons=plan.reasons)
        else:
            round_ = build_round(
                state, plan, key=key, title=title, deadline=on, on=on, periods=(period_id,)
            )
            round_ = replace(round_, version=1, sent_on=on)
        known = round_, round_.proposals[-1]
    round_, proposal = known
    asked = placements_of(plan, period)
    if set(proposal.asked) != set(asked):
        proposal = changed(proposal, asked, plan.reasons.get(period_id, proposal.reason))
    agreed = answered(_asked_now(proposal), ProposalStatus.AGREED, on=on)
    return with_round(state, with_proposals(round_, {agreed.id: agreed}))


def refused_now(
    state: State, period_id: str, plan: Plan | None, *, remark: str, on: date, locks: bool
) -> State:
    """Return the region in which a change is refused.

    Parameters
    ----------
    state : State
        The region; the plan changes the stage period.
    period_id : str
        The stage period.
    plan : Plan or None
        A repair, in which the stage period does its wish; ``None`` moves only this one back.
    remark : str
        The reason of the party; needed if the change is asked in an open round.
    on : date
        Today.
    locks : bool
        Whether the stage period becomes Vast, so that no next proposal asks it again.

    Returns
    -------
    State
        With the new plan; what that asks otherwise is a draft in the round.

    Raises
    ------
    StagePlannerError
        The proposal cannot be refused, or the reason is missing.
    """
    known = _open_proposal(state, period_id)
    round_ = None
    if known is not None:
        round_, proposal = known
        refused = answered(_asked_now(proposal), ProposalStatus.REFUSED, on=on, remark=remark)
        round_ = with_proposals(round_, {refused.id: refused})
    reasons = {} if state.plan is None else dict(state.plan.reasons)
    if plan is None:
        plan = _at_wish(state, period_id)
    elif state.plan is not None:
        # What the repair leaves as it was keeps its reason.
        kept = {n: reasons[n] for n in reasons if _is_same(plan, state.plan, n)}
        plan = replace(plan, reasons={**kept, **plan.reasons})
    after = replace(state, plan=plan)
    if round_ is not None:
        after = with_round(after, with_new_plan(round_, after, plan, on))
    return locked(after, period_id) if locks else after


def locked(state: State, period_id: str, *, fixed: bool = True) -> State:
    """Return the region in which a stage period is Vast, or no longer.

    A stage period that becomes Vast goes back to its wish. The rest of the plan, and what is proven
    of it, holds for the new data as well: they allow fewer plans, and this is one of them.
    """
    plan = state.plan
    is_current = plan is not None and plan.fingerprint == fingerprint(state)
    if fixed and plan is not None and period_id in plan.placements:
        plan = _at_wish(state, period_id)
    periods = tuple(replace(p, fixed=fixed) if p.id == period_id else p for p in state.periods)
    after = replace(state, periods=periods, plan=plan)
    if plan is not None and fixed and is_current:
        after = replace(after, plan=replace(plan, fingerprint=fingerprint(after)))
    return after


def _at_wish(state: State, period_id: str) -> Plan:
    period = _period(state, period_id)
    wish = (Placement(option=wish_option(period), students=period.students),)
    plan = with_placements(state.plan or Plan(), period, wish)
    return recounted(plan, state.periods, {period.programme})


def _is_same(plan: Plan, old: Plan, period_id: str) -> bool:
    return plan.placements.get(period_id) == old.placements.get(period_id)


def _asked_now(proposal: Proposal) -> Proposal:
    """Return a proposal as asked, so that it can be answered: a draft is asked at the table."""
    if proposal.status in (ProposalStatus.DRAFT, ProposalStatus.LAPSED):
        return next_status(proposal, ProposalStatus.SENT)
    return proposal


def _open_proposal(state: State, period_id: str) -> tuple[Round, Proposal] | None:
    """Return the proposal to the institution about a stage period in the latest open round."""
    for round_ in reversed(state.rounds):
        for proposal in () if round_.is_closed else reversed(round_.proposals):
            is_its = proposal.party.kind is PartyKind.INSTITUTION and proposal.period == period_id
            if is_its and proposal.status is not ProposalStatus.WITHDRAWN:
                return round_, proposal
    return None


def _placed(state: State, period: StagePeriod) -> tuple[Placement, ...]:
    return placements_of(state.plan or WISH_PLAN, period)


def _period(state: State, period_id: str) -> StagePeriod:
    return next(p for p in state.periods if p.id == period_id)
