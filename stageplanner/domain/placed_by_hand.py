"""The current plan after one stage period was placed by hand."""

from __future__ import annotations

from dataclasses import replace

from stageplanner.domain.plan import Placement, Plan, changed_periods, with_placements
from stageplanner.domain.state import State


def placed_by_hand(state: State, period_id: str, placements: tuple[Placement, ...]) -> Plan:
    """Return the current plan with one stage period placed by hand, its changes counted again.

    The peak of the component that was edited is left open: measuring it takes longer than a hand
    should wait, and every view that shows a peak measures it anyway.
    """
    period = next(p for p in state.periods if p.id == period_id)
    plan = with_placements(state.plan or Plan(), period, placements)
    changed = [other.programme for other in changed_periods(plan, state.periods)]
    proofs = tuple(
        replace(
            proof,
            peak=None if period.programme in proof.programmes else proof.peak,
            changes=sum(name in proof.programmes for name in changed),
        )
        for proof in plan.proofs
    )
    return replace(plan, proofs=proofs)
