"""Proposals and their status in words, the same in every document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from stageplanner.domain.masking import OPEN, Masking
from stageplanner.domain.negotiation.asked import STATUS_GROUPS, Ask
from stageplanner.domain.plan import Placement
from stageplanner.messages import show, text
from stageplanner.reporting.facts import Facts


def placements_text(
    facts: Facts,
    placements: Sequence[Placement],
    institution: str,
    masking: Masking = OPEN,
    *,
    between: str = "\n",
) -> str:
    """Return form, weekdays and dates of every part of a group."""
    parts = []
    for placement in placements:
        option = placement.option
        form = facts.sentence(f"form_{option.form.value}")
        line = f"{form}, {facts.weekdays(option.weekdays)}{between}{facts.dates(option)}"
        if len(placements) > 1:
            count = masking.masked_text(placement.students, institution)
            line = f"{facts.sentence('students', students=count)}: {line}"
        parts.append(line)
    return "\n".join(parts)


def status_text(facts: Facts, ask: Ask, masking: Masking = OPEN) -> str:
    """Return the status of a proposal, with its date, agreement, counter-proposal and remark."""
    status, language = ask.status.value, facts.language
    words = text(f"stand_{status}", language)
    if ask.asked_on is not None:
        words = text("stand_asked", language, day=show(ask.asked_on, language))
    elif ask.answered_on is not None and status in ("agreed", "refused", "countered"):
        words = text("stand_on", language, said=words, day=show(ask.answered_on, language))
    if ask.agreement:
        words = text("stand_agreement", language, said=words, number=ask.agreement)
    lines = [words]
    if ask.counter:
        institution = ask.period.institution
        lines.append(placements_text(facts, ask.counter, institution, masking, between=", "))
    if ask.remark:
        lines.append(f"“{ask.remark}”")
    return "\n".join(lines)


def status_counts(facts: Facts, asks: Iterable[Ask]) -> str:
    """Return the number of proposals per status: ``3 akkoord, 1 afgewezen``."""
    counts = Counter(ask.status for ask in asks)
    return ", ".join(
        text(f"stand_count_{status.value}", facts.language, number=counts[status])
        for statuses in STATUS_GROUPS
        for status in statuses
        if counts[status]
    )
