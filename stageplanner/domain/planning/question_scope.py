"""The scope of one question to the optimiser: limits besides those of the policy.

The limits hold for that question only. A plan found within them is a plan of the whole region; a
proof within them is not, and is told with them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from stageplanner.domain.plan import Plan, Status, Within
from stageplanner.domain.policy import Rules
from stageplanner.domain.state import State, fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionScope:
    """Who may be asked to change, and by how much.

    ``institutions`` are those that may be asked; the others keep their wish (``None``: all may be).
    ``most_weeks_shift`` counts lesweken on either side of the wish (``None``: as in the policy).
    """

    institutions: tuple[str, ...] | None = None
    most_weeks_shift: int | None = None

    @property
    def is_free(self) -> bool:
        """Whether nothing is limited."""
        return self.institutions is None and self.most_weeks_shift is None


def within_limits(state: State, limits: QuestionScope) -> State:
    """Return the region within a scope: stage periods that may not be asked are fixed."""
    if limits.institutions is not None:
        asked = frozenset(limits.institutions)
        periods = tuple(
            period if period.institution in asked else replace(period, fixed=True)
            for period in state.periods
        )
        state = replace(state, periods=periods)
    if limits.most_weeks_shift is not None:
        policy, most = state.policy, limits.most_weeks_shift
        policy = replace(
            policy,
            rules=_shifted_at_most(policy.rules, most),
            institutions={
                name: _shifted_at_most(rules, most) for name, rules in policy.institutions.items()
            },
        )
        state = replace(state, policy=policy)
    return state


def within_question(plan: Plan, state: State, limits: QuestionScope) -> Plan:
    """Return a plan found within a scope as a plan of the whole region.

    Its proofs hold within the scope only, and say so. What the current plan has proven of the whole
    region from the same data stays known beside them.
    """
    data = fingerprint(state)
    current = state.plan
    bounds = {}
    if current is not None and current.fingerprint == data:
        bounds = {frozenset(proof.programmes): proof.region_bound for proof in current.proofs}
    proofs = tuple(
        replace(
            proof,
            status=Status.LIMITED if proof.status is Status.TARGET_IMPOSSIBLE else proof.status,
            within=Within(
                max_changes=None if proof.within is None else proof.within.max_changes,
                institutions=limits.institutions,
                most_weeks_shift=limits.most_weeks_shift,
                lower_bound=bounds.get(frozenset(proof.programmes)),
            ),
        )
        for proof in plan.proofs
    )
    return replace(plan, proofs=proofs, fingerprint=data)


def _shifted_at_most(rules: Rules, most: int) -> Rules:
    limit = rules.most_weeks_shift
    return replace(rules, most_weeks_shift=most if limit is None else min(limit, most))
