"""A reason that was written down earlier, as it may be shown now.

StagePlanner writes reasons down with a proposal and with a plan. What it computed then is of the
plan and the data of that day; what a person typed stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from stageplanner import messages
from stageplanner.domain.results.explanation import Explanation

if TYPE_CHECKING:
    from stageplanner.domain.plan import Placement, Plan
    from stageplanner.domain.proposal import Proposal

#: The sentences that a reason can be.
REASONS = (
    "reason_overload",
    "reason_peak",
    "reason_overload_split",
    "reason_peak_split",
    "reason_served_first",
    "reason_rule",
    "reason_none",
    "reason_no_capacity",
)


def is_computed(reason: str) -> bool:
    """Return whether StagePlanner wrote a reason, in any language."""
    return any(messages.is_text_of(code, reason) for code in REASONS)


def shown_reason(stored: str, now: str, language: str) -> str:
    """Return a reason that was written down, as it may be shown now.

    Parameters
    ----------
    stored : str
        What was written down; empty if nothing was.
    now : str
        The reason of today's plan, if that does what is asked; else empty.
    language : str
        Of the reader.

    Returns
    -------
    str
        What a person typed; else the reason of today; else the older one, which says that it is.
    """
    if not stored or not is_computed(stored):
        return stored or now
    return now or messages.text("reason_earlier", language, reason=stored)


def does(plan: Plan | None, period: str, asked: Iterable[Placement]) -> bool:
    """Return whether a plan does with a group, or with a part of it, what is asked of it."""
    placed = () if plan is None else plan.placements.get(period, ())
    return {p.option for p in placed}.issuperset(p.option for p in asked)


def reasons_now(explanation: Explanation, language: str) -> dict[str, str]:
    """Return the reason of every change, by the id of its stage period."""
    return {r.period: messages.text(r.code, language, **r.values) for r in explanation.changes}


def shown_reasons(
    proposals: Iterable[Proposal],
    plan: Plan | None,
    explain: Callable[[], Explanation],
    language: str,
) -> Mapping[str, str]:
    """Return the reason of every proposal, by its id.

    Parameters
    ----------
    proposals : iterable of Proposal
        Of any rounds.
    plan : Plan or None
        The current plan.
    explain : callable
        Explains it; called only if a proposal has a computed reason.
    language : str
        Of the reader.
    """
    shown = {proposal.id: proposal.reason for proposal in proposals}
    computed = [proposal for proposal in proposals if is_computed(proposal.reason)]
    now = reasons_now(explain(), language) if computed and plan is not None else {}
    for proposal in computed:
        is_same = does(plan, proposal.period, proposal.asked)
        today = now.get(proposal.period, "") if is_same else ""
        shown[proposal.id] = shown_reason(proposal.reason, today, language)
    return shown
