"""What is asked of a group and how that stands, in words: the same on every paper."""

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
    """Form, weekdays and days of a group, part by part."""
    parts = []
    for placement in placements:
        option = placement.option
        form = facts.sentence(f"form_{option.form.value}")
        said = f"{form}, {facts.weekdays(option.weekdays)}{between}{facts.dates(option)}"
        if len(placements) > 1:
            count = masking.masked_text(placement.students, institution)
            said = f"{facts.sentence('students', students=count)}: {said}"
        parts.append(said)
    return "\n".join(parts)


def stand_of(facts: Facts, ask: Ask, masking: Masking = OPEN) -> str:
    """How one proposal stands: since when, what the party said, under which agreement."""
    status, language = ask.status.value, facts.language
    said = text(f"stand_{status}", language)
    if ask.answered_on is not None and status in ("agreed", "refused", "countered"):
        said = text("stand_on", language, said=said, day=show(ask.answered_on, language))
    if ask.agreement:
        said = text("stand_agreement", language, said=said, number=ask.agreement)
    lines = [said]
    if ask.counter:
        institution = ask.period.institution
        lines.append(placements_text(facts, ask.counter, institution, masking, between=", "))
    if ask.remark:
        lines.append(f"“{ask.remark}”")
    return "\n".join(lines)


def standing(facts: Facts, asks: Iterable[Ask]) -> str:
    """How many proposals stand how: ``3 akkoord, 1 afgewezen``."""
    found = Counter(ask.status for ask in asks)
    return ", ".join(
        text(f"stand_count_{status.value}", facts.language, number=found[status])
        for statuses in STATUS_GROUPS
        for status in statuses
        if found[status]
    )
