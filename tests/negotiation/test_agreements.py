"""The register of agreements: made of a round, signed, evaluated, replaced, and where needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from stageplanner.domain.agreement import AgreementKind, AgreementStatus, PartyStatus
from stageplanner.domain.negotiation.agreement_needs import needs
from stageplanner.domain.negotiation.find_agreements import warnings
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.domain.results.division import Share
from stageplanner.domain.settled import agreed_placements
from tests.builders import SCHOOL, refused
from tests.negotiating import (
    DEADLINE,
    NUMBER,
    TODAY,
    agreed,
    at,
    planned,
    shortages,
    signed,
)

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


def test_that_an_agreement_says_what_was_accepted_and_what_it_does():
    project = agreed()
    (agreement,) = project.register.agreements
    assert (agreement.number, agreement.status) == (NUMBER, AgreementStatus.AGREED)
    assert [entry.party.label for entry in agreement.parties] == [SCHOOL, "Rijk van Nijmegen"]
    (clause,) = agreement.clauses
    assert (clause.period, clause.before, clause.after) == ("S2", at(0), at(3))
    assert (agreement.effect.peak_before, agreement.effect.peak_after) == (2.0, 1.0)
    assert agreement.effect.shortage_before > agreement.effect.shortage_after == 0
    assert agreement.effect.fingerprint == project.state.plan.fingerprint
    assert (agreement.valid_from, agreement.valid_until) == (date(2026, 8, 1), date(2027, 7, 31))
    assert project.negotiation.round(1).proposals[0].agreement == NUMBER
    assert agreed_placements(project.state) == {"S2": at(3)}
    assert refused(project.register.make_agreements, 1) == "agreements_none"


def test_that_a_leerbedrijf_waits_for_the_institution():
    project = planned()
    shares = [Share(period="S2", leerbedrijf="100000001", students=4)]
    project.negotiation.start_round("A", DEADLINE, shares=shares, periods=["S2"], on=TODAY)
    project.negotiation.send(1, on=TODAY)
    project.negotiation.record_answer("R1-002", ProposalStatus.AGREED, on=TODAY)
    assert refused(project.register.make_agreements, 1) == "agreements_wait"
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    made = project.register.make_agreements(1)
    assert made.numbers == ("REGIO-2627-001", "REGIO-2627-002")
    kinds = [agreement.kind for agreement in project.register.agreements]
    assert kinds == [AgreementKind.INSTITUTIONS, AgreementKind.LEERBEDRIJF]
    company_parties = project.register.agreements[1].parties
    assert [entry.party.label for entry in company_parties] == ["Bedrijf 100000001", SCHOOL]
    assert project.register.agreements[1].clauses[0].students == 4
    assert agreed_placements(project.state) == {"S2": at(3)}


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u00a0"])
def test_that_a_signature_has_a_name(name):
    register = agreed().register
    assert refused(register.sign, NUMBER, SCHOOL, name, "directeur") == "signature_no_name"
    assert all(entry.signed_on is None for entry in register.agreement(NUMBER).parties)
    signed_now = register.sign(NUMBER, SCHOOL, " P. Jansen ")
    assert "P. Jansen" in {entry.signed_by for entry in signed_now.parties}


def test_that_an_agreement_goes_from_signing_to_evaluation_and_keeps_its_log():
    project = agreed()
    register = project.register
    assert refused(register.set_status, NUMBER, AgreementStatus.SIGNED) == "agreement_not_signed"
    assert refused(register.sign, NUMBER, "niemand", "X") == "agreement_no_party"
    project = signed()
    register = project.register
    code = refused(register.set_status, NUMBER, AgreementStatus.EVALUATED)
    assert code == "agreement_not_evaluated"
    assert refused(register.evaluate, NUMBER, "goed", {"S9": 1}) == "agreement_no_clause"
    register.evaluate(NUMBER, "goed", {"S2": 5}, date(2027, 6, 1))
    agreement = register.agreement(NUMBER)
    assert agreement.status is AgreementStatus.EVALUATED
    assert agreement.clauses[0].realised == 5
    assert [entry.what for entry in agreement.log] == [
        "made", "signed_by_party", "signed_by_party", "signed", "running", "evaluated",
    ]  # fmt: skip
    assert all(entry.user and entry.when for entry in agreement.log)


def test_that_other_conditions_are_asked_again_and_a_title_is_not():
    project = agreed()
    register = project.register
    assert register.change_agreement(NUMBER, title="Nieuw").status is AgreementStatus.AGREED
    after = register.change_agreement(NUMBER, conditions="mits")
    assert (after.status, after.version) == (AgreementStatus.DISCUSSED, 2)
    assert agreed_placements(project.state) == {}
    code = refused(register.set_status, NUMBER, AgreementStatus.AGREED)
    assert code == "agreement_not_agreed"
    for party in (SCHOOL, "Rijk van Nijmegen"):
        register.set_party_status(NUMBER, party, PartyStatus.AGREED)
    register.set_status(NUMBER, AgreementStatus.AGREED)
    assert agreed_placements(project.state) == {"S2": at(3)}
    wrong = {"valid_until": date(2020, 1, 1)}
    assert refused(register.change_agreement, NUMBER, **wrong) == "agreement_validity"


def test_that_a_replacement_ends_the_old_one_once_it_is_agreed():
    project = agreed()
    register = project.register
    fresh = register.replacement(NUMBER)
    assert (fresh.number, fresh.replaces, fresh.status.value) == ("RVN-2627-002", NUMBER, "draft")
    register.change_agreement(
        fresh.number, clauses=(replace(fresh.clauses[0], after=at(5)),), title="Later"
    )
    assert agreed_placements(project.state) == {"S2": at(3)}
    register.set_status(fresh.number, AgreementStatus.PROPOSED)
    for party in (SCHOOL, "RVN"):
        register.set_party_status(fresh.number, party, PartyStatus.AGREED)
    register.set_status(fresh.number, AgreementStatus.AGREED)
    assert register.agreement(NUMBER).status is AgreementStatus.REPLACED
    assert agreed_placements(project.state) == {"S2": at(5)}


def test_that_a_later_round_takes_over_what_an_earlier_one_agreed():
    project = agreed()
    project.negotiation.close_round(1, TODAY)
    project.place("S2", at(7))
    own = project.negotiation.start_round("B", DEADLINE, periods=["S2"], on=TODAY)
    project.negotiation.send(2, on=TODAY)
    project.negotiation.record_answer(own.proposals[0].id, ProposalStatus.AGREED, on=TODAY)
    made = project.register.make_agreements(2)
    new, old = project.register.agreement(made.numbers[0]), project.register.agreement(NUMBER)
    assert (new.replaces, old.status) == (NUMBER, AgreementStatus.REPLACED)
    assert agreed_placements(project.state) == {"S2": at(7)}


# --- where agreements are needed -------------------------------------------------------------


def test_that_shortage_figures_show_where_agreements_are_needed(tmp_path):
    project = agreed()
    reading = project.register.import_shortages(shortages(tmp_path / "stagebarometer.csv"))
    assert [(p.code, p.place.row, p.place.column) for p in reading.problems] == [
        ("shortage_bad_number", 6, "G"),
        ("shortage_bad_on", 7, "A"),
    ]
    assert [(n.programme, n.number, n.agreements) for n in needs(project.state)] == [
        ("25656", 55, ()),
        ("25655", 40, (NUMBER,)),
    ]
    before = project.content
    project.register.import_shortages(tmp_path / "stagebarometer.csv")
    assert project.content is before
    other = tmp_path / "lijst.csv"
    other.write_text("naam;plaats\na;b", encoding="utf-8")
    assert refused(project.register.import_shortages, other) == "shortages_no_table"


def test_that_figures_of_other_regions_and_sectors_are_not_this_agreement_s(tmp_path):
    project = agreed()
    rows = (
        "Peildatum;Regio;Sector;Opleiding;Niveau;Aantal",
        "1-10-2026;Rijk van Nijmegen;Zorg en welzijn;;4;40",
        "1-10-2026;Rijk van Nijmegen;Techniek;;4;30",
        "1-10-2026;Rijk van Nijmegen;Zorg, welzijn en sport;;;20",
        "1-10-2026;Twente;Zorg en welzijn;;4;900",
    )
    (tmp_path / "tekort.csv").write_text("\n".join(rows), encoding="utf-8")
    project.register.import_shortages(tmp_path / "tekort.csv")
    assert [(n.number, n.agreements) for n in needs(project.state)] == [
        (40, (NUMBER,)),
        (30, ()),
        (20, (NUMBER,)),
    ]


def test_that_an_agreement_that_ends_is_told_in_time():
    project = agreed()
    codes = [p.code for p in warnings(project.state, date(2027, 1, 1))]
    assert codes == []
    assert [p.code for p in warnings(project.state, date(2027, 7, 1))] == ["agreement_expires_soon"]
    codes = [p.code for p in warnings(project.state, date(2027, 8, 1))]
    assert codes == ["agreement_expired_unused"]
    project.register.change_agreement(NUMBER, renews=True)
    assert list(warnings(project.state, date(2027, 7, 1))) == []
