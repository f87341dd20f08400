"""The plan that a round asks for, with the answers so far."""

from __future__ import annotations

from dataclasses import replace

from stageplanner.domain.plan import Placement, Plan, Proof, is_changed, placements_of
from stageplanner.domain.proposal import PartyKind, ProposalStatus, Round
from stageplanner.domain.settled import agreed_placements
from stageplanner.domain.state import State

#: Proposals that are part of the plan if all parties accept.
_ASKED = frozenset(
    {ProposalStatus.DRAFT, ProposalStatus.SENT, ProposalStatus.COUNTERED, ProposalStatus.LAPSED}
)


def plan_of_round(state: State, round_: Round) -> Plan:
    """Return the plan if all parties accept what a round asks, with what is settled."""
    known = {period.id for period in state.periods}
    asked: dict[str, tuple[Placement, ...]] = {
        p.period: p.asked
        for p in round_.proposals
        if p.party.kind is PartyKind.INSTITUTION and p.status in _ASKED and p.period in known
    }
    reasons = {p.period: p.reason for p in round_.proposals if p.reason and p.period in known}
    # Open weekdays that are filled in are part of the plan, but not a proposal.
    filled = {} if state.plan is None else _fillings(state, state.plan)
    plan = Plan(
        placements={**filled, **agreed_placements(state), **asked},
        reasons=reasons,
        fingerprint=round_.fingerprint,
        name=round_.id,
    )
    return replace(plan, proofs=_still_proven(state, plan))


def _still_proven(state: State, plan: Plan) -> tuple[Proof, ...]:
    """Return the proofs of the components that a round leaves as in the current plan."""
    current = state.plan
    if current is None or current.fingerprint != plan.fingerprint:
        return ()
    moved = {
        period.programme
        for period in state.periods
        if placements_of(plan, period) != placements_of(current, period)
    }
    return tuple(proof for proof in current.proofs if moved.isdisjoint(proof.programmes))


def _fillings(state: State, plan: Plan) -> dict[str, tuple[Placement, ...]]:
    return {
        period.id: plan.placements[period.id]
        for period in state.periods
        if period.id in plan.placements and not is_changed(plan, period)
    }
