"""The card of a proposal: what is asked, why, its effect, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from stageplanner.domain.proposal import PartyKind, Proposal
from stageplanner.load.tolerances import FULL, ROUNDING
from stageplanner.reporting.stored_reason import is_computed
from ui.base.formatting import Words
from ui.base.qt import add_card, label
from ui.negotiate.round_rows import ProposalRow, asked_words, group_name, status_word

if TYPE_CHECKING:
    from ui.negotiate.negotiation_jobs import AskedEffect

translate = QCoreApplication.translate


def build_proposal(
    layout: QVBoxLayout, row: ProposalRow, effect: AskedEffect | None, words: Words
) -> None:
    """Fill a layout with a proposal; ``effect`` is None until it is measured."""
    proposal = row.proposal
    layout.addWidget(label(f"{proposal.party.label} · {proposal.id}", "caption", wrap=True))
    layout.addWidget(label(group_name(row.period, proposal.period), "subtitle", wrap=True))
    text = translate("ProposalCard", "{count} studenten")
    students = text.format(count=words.count(proposal.students))
    status = status_word(proposal.status, words.language)
    layout.addWidget(label(f"{students} · {status}", "muted", wrap=True))
    layout.addSpacing(4)
    layout.addWidget(label(translate("ProposalCard", "Voorkeur"), "caption"))
    layout.addWidget(label(words.placements(proposal.before), wrap=True))
    layout.addWidget(label(translate("ProposalCard", "Gevraagd"), "caption"))
    layout.addWidget(label(asked_words(proposal, words), "strong", wrap=True))
    _add_answer(layout, proposal, words)
    if proposal.reason:
        title = translate("ProposalCard", "Waarom")
        if is_computed(proposal.reason):
            # Of the plan that was asked; the effect below is of the plan there is now.
            title = translate("ProposalCard", "Waarom (berekend toen dit werd gevraagd)")
        add_card(layout, "notice", title, proposal.reason)
    if row.period is None:
        text = translate("ProposalCard", "Deze stageperiode staat niet meer in de gegevens.")
        layout.addWidget(label(text, "muted", wrap=True))
    elif effect is None:
        text = translate("ProposalCard", "Wat het oplevert wordt berekend…")
        layout.addWidget(label(text, "muted", wrap=True))
    else:
        _add_effect(layout, effect, proposal, row.period.institution, words)


def _add_answer(layout: QVBoxLayout, proposal: Proposal, words: Words) -> None:
    if proposal.counter:
        title = translate("ProposalCard", "Tegenvoorstel")
        add_card(layout, "notice", title, words.placements(proposal.counter))
    if not proposal.is_answered or proposal.answered_on is None:
        return
    title = translate("ProposalCard", "Antwoord van {day}")
    remark = proposal.remark or translate("ProposalCard", "zonder opmerking")
    origin = proposal.origin or translate("ProposalCard", "met de hand vastgelegd")
    day = words.day(proposal.answered_on)
    add_card(layout, "card", title.format(day=day), f"{remark}\n{origin}")
    if proposal.agreement:
        text = translate("ProposalCard", "Staat in afspraak {number}")
        layout.addWidget(label(text.format(number=proposal.agreement), "muted", wrap=True))


def _add_effect(
    layout: QVBoxLayout, effect: AskedEffect, proposal: Proposal, institution: str, words: Words
) -> None:
    region, is_institution = effect.region, proposal.party.kind is PartyKind.INSTITUTION
    text = translate(
        "ProposalCard", "Met deze wijziging: hoogste bezetting {asked}; zonder: {without}."
    )
    effects = text.format(
        asked=words.percent(region.peak_asked), without=words.percent(region.peak_counter)
    )
    if round(region.shortage_asked) != round(region.shortage_counter):
        more = translate("ProposalCard", "Tekort: {asked} studentdagen; zonder dit {without}.")
        shortage = more.format(
            asked=words.count(round(region.shortage_asked)),
            without=words.count(round(region.shortage_counter)),
        )
        effects = f"{effects} {shortage}"
    # A change may help while the region stays overloaded: the colour follows the figure.
    is_over = (region.peak_asked or 0) > FULL
    gains = (region.peak_counter or 0) > (region.peak_asked or 0) + ROUNDING
    gains = gains or round(region.shortage_counter) > round(region.shortage_asked)
    role = "bad" if is_over else "good" if gains else "card"
    add_card(layout, role, translate("ProposalCard", "Voor de regio"), effects)
    text = translate(
        "ProposalCard",
        "Gevraagd: {changes} wijzigingen, {weeks} studenten × weken. Meeste studenten tegelijk"
        " weg: {now}, in de voorkeur {before}.",
    )
    if effect.changes == 1:
        text = translate(
            "ProposalCard",
            "Gevraagd: 1 wijziging, {weeks} studenten × weken. Meeste studenten tegelijk"
            " weg: {now}, in de voorkeur {before}.",
        )
    asked = text.format(
        changes=words.count(effect.changes),
        weeks=words.count(effect.student_weeks),
        now=words.count(round(effect.away[1])),
        before=words.count(round(effect.away[0])),
    )
    title = translate("ProposalCard", "Voor {party}").format(party=institution)
    add_card(layout, "card" if is_institution else "notice", title, asked)
