"""The page of one party: all that was asked, answered and signed, and nothing of others."""

from __future__ import annotations

import pytest

from stageplanner.documents.papers import pdf_documents
from stageplanner.domain.proposal import ProposalStatus
from tests.builders import SCHOOL
from tests.negotiating import OTHER, TODAY, sent, signed

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


def page(state, party, language="nl"):
    documents = pdf_documents(state, language, party, TODAY)
    return documents["Blad " + party + ".pdf" if language == "nl" else f"Page {party}.pdf"]


def test_that_the_page_has_every_question_answer_and_signature_but_no_name():
    project = signed()
    text = repr(page(project.state, SCHOOL))
    for proposal in project.state.rounds[0].proposals:
        is_mine = proposal.party.id == SCHOOL
        period = next(p for p in project.state.periods if p.id == proposal.period)
        assert (period.group in text) is is_mine or not period.group
    assert "ondertekend op 1 jun 2026" in text
    (agreement,) = project.state.agreements
    assert agreement.number in text
    signer = next(e.signed_by for e in agreement.parties if e.party.id == SCHOOL)
    assert signer and signer not in text


def test_that_the_page_holds_nothing_of_another_party_and_speaks_english():
    project = sent()
    project.negotiation.record_answer("R1-001", ProposalStatus.REFUSED, "toetsweek", on=TODAY)
    mine = repr(page(project.state, SCHOOL, "en"))
    assert "“toetsweek”" in mine and OTHER not in mine and "refused" in mine
    other = repr(page(project.state, OTHER))
    assert "toetsweek" not in other and "gevraagd op" in other


def test_that_a_party_that_was_never_asked_has_no_page():
    state = sent().state
    name = state.leerbedrijven[0].id
    assert not any("Blad" in file for file in pdf_documents(state, "nl", name, TODAY))
