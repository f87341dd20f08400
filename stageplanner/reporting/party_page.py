"""The page of one party: all that was asked, answered and signed, over all rounds.

It has rows of that party only, and names no person: of a signature it gives the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stageplanner.domain.masking import masking_for
from stageplanner.domain.negotiation.asked import asks_of_round, masked_ask
from stageplanner.domain.proposal import Party
from stageplanner.messages import show, text
from stageplanner.reporting.printable import (
    Block,
    Head,
    Heading,
    Paragraph,
    Printed,
    Table,
    TextStyle,
)
from stageplanner.reporting.proposal_status import placements_text, status_text

if TYPE_CHECKING:
    from stageplanner.domain.proposal import Round
    from stageplanner.reporting.facts import Facts

_HEADS = (("col_group", 2.2), ("col_students", 1.2), ("col_from", 2.1), ("col_to", 2.1),
          ("col_stand", 2.6))  # fmt: skip


def party_page(facts: Facts, party: Party) -> Printed:
    """Build the page of a party: a table per round, and its agreements with who signed when."""
    region = facts.state.ground_rules.region or _sentence(facts, "region")
    day = facts.made_on
    blocks: list[Block] = []
    for round_ in facts.state.rounds:
        blocks += _round_blocks(facts, party, round_)
    blocks += _agreement_blocks(facts, party)
    if not blocks:
        blocks.append(Paragraph(text=_sentence(facts, "party_nothing"), voice=TextStyle.LEAD))
    return Printed(
        title=_sentence(facts, "party_title", party=party.label),
        subtitle=_sentence(facts, "letter_to", party=party.label, region=region, day=day),
        footer=_sentence(facts, "foot_stand", party=party.label, years=facts.school_year),
        page=text("print_page", facts.language, page="{page}", pages="{pages}"),
        language=facts.language,
        blocks=tuple(blocks),
    )


def _sentence(facts: Facts, code: str, **values: object) -> str:
    return text(f"print_{code}", facts.language, **values)


def _round_blocks(facts: Facts, party: Party, round_: Round) -> Iterator[Block]:
    masking = masking_for(facts.state.ground_rules, party)
    asks = asks_of_round(facts.state, round_, party, facts.reason_of)
    if not asks:
        return
    title = "" if round_.title == round_.id else round_.title
    yield Heading(text=f"{round_.id} {title}".strip())
    name = "party_round" if round_.sent_on is not None else "party_round_draft"
    about = _sentence(facts, name, day=show(round_.sent_on or "", facts.language),
                      deadline=show(round_.deadline, facts.language))  # fmt: skip
    yield Paragraph(text=about, voice=TextStyle.QUIET)
    rows = []
    for ask in (masked_ask(ask, masking) for ask in asks):
        period, school = ask.period, ask.period.institution
        programme = period.programme_name or period.programme
        rows.append(
            (
                " ".join(part for part in (period.group, programme) if part),
                str(masking.of_parts(ask.after, school)),
                placements_text(facts, ask.before, school, masking),
                placements_text(facts, ask.after, school, masking),
                status_text(facts, ask, masking),
            )
        )
    yield Table(
        heads=tuple(
            Head(text=_sentence(facts, name), width=width, is_number=name == "col_students")
            for name, width in _HEADS
        ),
        rows=tuple(rows),
    )


def _agreement_blocks(facts: Facts, party: Party) -> Iterator[Block]:
    """Yield the agreements that the party takes part in, and when it signed."""
    key = (party.kind, party.id)
    rows = []
    for agreement in facts.state.agreements:
        for entry in agreement.parties:
            if (entry.party.kind, entry.party.id) == key:
                signed = _sentence(facts, "party_unsigned")
                if entry.signed_on is not None:
                    day = show(entry.signed_on, facts.language)
                    signed = _sentence(facts, "party_signed", day=day)
                until = show(agreement.valid_until, facts.language)
                # A title may name other parties.
                rows.append((agreement.number, until, signed))
    if rows:
        yield Heading(text=_sentence(facts, "col_agreements"))
        names = (("col_number", 1.6), ("col_until", 1.4), ("col_stand", 2.0))
        yield Table(
            heads=tuple(Head(text=_sentence(facts, name), width=width) for name, width in names),
            rows=tuple(rows),
        )
