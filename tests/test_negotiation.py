"""Rounds and agreements as verbs of a project: lawful, told, undone, saved, planned around."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import date

import pytest

from stageplanner import messages
from stageplanner.answers import preview_answers
from stageplanner.counters import counter_effect
from stageplanner.domain.agreement import AgreementKind, AgreementStatus, PartyStatus
from stageplanner.domain.division import Share
from stageplanner.domain.form import Form
from stageplanner.domain.ground_rules import FairnessRule, GroundRules
from stageplanner.domain.locks import agreed_placements
from stageplanner.domain.needs import needs
from stageplanner.domain.negotiation import PartyKind, ProposalStatus
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.register import warnings
from stageplanner.load.contacts import contact_plan
from stageplanner.load.fairness import fair_shares
from stageplanner.load.measures import measure
from stageplanner.negotiation import Negotiation
from stageplanner.optimise.result import Settings
from stageplanner.problems import StagePlannerError
from stageplanner.project import Project
from stageplanner.register import Register, preview_agreements, preview_shortages
from stageplanner.roundfiles import plan_of_round
from stageplanner.telling import event_changes, event_summary
from tests.builders import SCHOOL, company, period, region, week

TODAY, DEADLINE, LATE = date(2026, 6, 1), date(2026, 6, 15), date(2026, 6, 16)
OTHER = "Rijn College"
BOTH = ("R1-001", "R1-002")

pytestmark = pytest.mark.usefixtures("own_state_folder")


def at(weeks, students=6) -> tuple[Placement, ...]:
    return (Placement(option=wish_option(period(start=weeks, weeks=2)), students=students),)


def planned(path=None) -> Project:
    """Four groups of six on the same days and twelve places, two of the groups moved."""
    fields = {"students": 6, "weeks": 2, "latest": 9, "allowed_forms": (Form.BLOK,)}
    groups = [
        period("S1", **fields),
        period("S2", **fields),
        period("S3", institution=OTHER, **fields),
        period("S4", institution=OTHER, **fields),
    ]
    state = region(groups, [company(places=12), company("100000002", places=0)])
    project = Project(state, path)
    project.place("S2", at(3))
    project.place("S4", at(3))
    return project


def sent(path=None) -> Project:
    """A project with a round that was sent: R1-001 for S2, R1-002 for S4."""
    project = planned(path)
    project.negotiation.start_round("Eerste ronde", DEADLINE, on=TODAY)
    project.negotiation.send(1, on=TODAY)
    return project


def agreed(path=None) -> Project:
    """A project in which the first school agreed, with an agreement made of it."""
    project = sent(path)
    project.negotiation.set_ground_rules(GroundRules(region="Rijk van Nijmegen", code="RVN"))
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    project.register.make_agreements(1)
    return project


def signed(path=None) -> Project:
    project = agreed(path)
    for party in (SCHOOL, "RVN"):
        project.register.sign(NUMBER, party, "P. Jansen", "directeur", TODAY)
    project.register.set_status(NUMBER, AgreementStatus.SIGNED)
    project.register.set_status(NUMBER, AgreementStatus.RUNNING)
    return project


NUMBER = "RVN-2627-001"


def refused(function, *arguments, **more) -> str:
    with pytest.raises(StagePlannerError) as caught:
        function(*arguments, **more)
    for language in messages.LANGUAGES:
        assert messages.line(caught.value.problem, language)
    return caught.value.problem.code


# --- every verb ------------------------------------------------------------------------------


def _repaired(project):
    project.negotiation.record_answer("R1-001", ProposalStatus.REFUSED, "toetsweek", on=TODAY)
    return project.negotiation.plan_again(1, time_limit=5)[0]


def _answer(project, status=ProposalStatus.AGREED, **more):
    return project.negotiation.record_answer("R1-001", status, on=TODAY, **more)


def shortages(path):
    """A table of published shortages, with titles above it and a total below it."""
    rows = (
        "Stagetekorten;;;;;;",
        "Peildatum;Regio;Sector;Opleiding;Niveau;Leerweg;Aantal",
        "1-10-2026;Rijk van Nijmegen;03;25655;4;bol;40",
        "1-9-2026;Rijk van Nijmegen;03;25655;4;bol;99",
        "1-10-2026;Rijk van Nijmegen;03;25656;3;bol;55",
        "1-10-2026;Rijk van Nijmegen;03;25657;3;bol;veel",
        "oktober;Rijk van Nijmegen;03;25658;3;bol;3",
        "Totaal;;;;;;95",
    )
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def _filled(project):
    """The file of the first school with an answer in it."""
    from openpyxl import load_workbook

    folder = project.path.with_name("ronde")
    path, _ = project.negotiation.write_files(1, folder)
    book = load_workbook(path)
    heads = {cell.value: cell.column for cell in book["Antwoord"][1]}
    book["Antwoord"].cell(2, heads["Antwoord"]).value = "akkoord"
    book.save(path)
    return [path]


#: For every verb where it begins, what is prepared, and the verb itself.
CASES = {
    "set_ground_rules": (
        planned,
        lambda p, _: p.negotiation.set_ground_rules(GroundRules(code="X")),
    ),
    "start_round": (planned, lambda p, _: p.negotiation.start_round("A", DEADLINE, on=TODAY)),
    "send": (sent, lambda p, _: p.negotiation.send(1, deadline=LATE, on=TODAY)),
    "expire": (sent, lambda p, _: p.negotiation.expire(LATE)),
    "close_round": (sent, lambda p, _: p.negotiation.close_round(1, TODAY)),
    "extend": (sent, lambda p, _: p.negotiation.extend(1, LATE, on=TODAY)),
    "record_answer": (sent, lambda p, _: _answer(p)),
    "record_answers": (
        sent,
        lambda p, _: p.negotiation.record_answers(BOTH, ProposalStatus.REFUSED, "toetsweek"),
    ),
    "record_with_repair": (
        sent,
        lambda p, r: p.negotiation.record_with_repair("R1-001", at(0), r, "liever", on=TODAY),
        lambda p: counter_effect(p.state, "R1-001", at(0), time_limit=5).repairs[0],
    ),
    "accept_counters": (
        sent,
        lambda p, _: p.negotiation.accept_counters(BOTH, TODAY),
        lambda p: [p.negotiation.record_counter(name, at(5), on=TODAY) for name in BOTH],
    ),
    "import_answers": (sent, lambda p, files: p.negotiation.import_answers(files, TODAY), _filled),
    "adopt_answers": (
        sent,
        lambda p, files: p.negotiation.adopt_answers(preview_answers(p.state, files, TODAY)),
        _filled,
    ),
    "record_counter": (sent, lambda p, _: p.negotiation.record_counter("R1-001", at(5), on=TODAY)),
    "accept_counter": (
        sent,
        lambda p, _: p.negotiation.accept_counter("R1-001", TODAY),
        lambda p: p.negotiation.record_counter("R1-001", at(5), on=TODAY),
    ),
    "change": (sent, lambda p, _: p.negotiation.change("R1-001", at(6))),
    "withdraw": (sent, lambda p, _: p.negotiation.withdraw("R1-001", "R1-002")),
    "take_repair": (sent, lambda p, r: p.negotiation.take_repair(1, r, TODAY), _repaired),
    "make_agreements": (sent, lambda p, _: p.register.make_agreements(1), _answer),
    "adopt_agreements": (
        sent,
        lambda p, made: p.register.adopt_agreements(made, 1),
        lambda p: (_answer(p), preview_agreements(p.state, 1))[1],
    ),
    "new_agreement": (
        planned,
        lambda p, _: p.register.new_agreement("A", AgreementKind.REGIONAL, (), school_year=2026),
    ),
    "change_agreement": (
        agreed,
        lambda p, _: p.register.change_agreement(NUMBER, conditions="mits er begeleiding is"),
    ),
    "replacement": (agreed, lambda p, _: p.register.replacement(NUMBER)),
    "set_party_status": (
        agreed,
        lambda p, _: p.register.set_party_status(NUMBER, SCHOOL, PartyStatus.REFUSED),
    ),
    "sign": (agreed, lambda p, _: p.register.sign(NUMBER, SCHOOL, "P. Jansen", on=TODAY)),
    "set_contact": (agreed, lambda p, _: p.register.set_contact(NUMBER, SCHOOL, name="P. Jansen")),
    "remove_person": (signed, lambda p, _: p.register.remove_person("p.  jansen")),
    "set_status": (agreed, lambda p, _: p.register.set_status(NUMBER, AgreementStatus.LAPSED)),
    "import_shortages": (
        planned,
        lambda p, file: p.register.import_shortages(file),
        lambda p: shortages(p.path.with_name("stagebarometer.csv")),
    ),
    "adopt_shortages": (
        planned,
        lambda p, reading: p.register.adopt_shortages(reading),
        lambda p: preview_shortages(shortages(p.path.with_name("stagebarometer.csv"))),
    ),
    "evaluate": (signed, lambda p, _: p.register.evaluate(NUMBER, "goed", {"S2": 5}, TODAY)),
}
#: What asks and changes nothing.
QUESTIONS = {"write_files", "round", "rounds", "plan_again", "agreement", "agreements"}


def test_that_every_verb_has_a_case():
    verbs = {
        name
        for kind in (Negotiation, Register)
        for name, _ in inspect.getmembers(kind)
        if not name.startswith("_")
    }
    assert verbs - QUESTIONS == set(CASES)


@pytest.mark.parametrize("verb", CASES)
def test_that_do_undo_redo_comes_back_to_the_same(verb, tmp_path):
    start, do, *prepare = CASES[verb]
    path = tmp_path / "regio.stageplan"
    project = start(path)
    prepared = prepare[0](project) if prepare else None
    project.save()
    before, events = project.content, len(project.history)
    do(project, prepared)
    after = project.content
    assert after != before
    (event,) = project.history[events:]
    for language in messages.LANGUAGES:
        assert f"verb_{event.verb}" in messages.codes()
        event_summary(event, language)
    event_changes(event)
    project.undo()
    assert project.content is before
    project.redo()
    assert project.content is after
    project.save()
    assert Project.open(path).content == after


def test_that_the_names_of_persons_are_not_in_the_history():
    project = signed()
    project.register.set_contact(NUMBER, SCHOOL, name="P. Jansen", email="pj@school.nl")
    project.register.remove_person("P. Jansen")
    told = "".join(f"{e.subject}{e.before}{e.after}" for e in project.history)
    assert "Jansen" not in told
    assert "pj@school.nl" not in told
    (agreement,) = project.register.agreements
    assert not any(entry.contact or entry.signed_by for entry in agreement.parties)
    assert all(entry.signed_on == TODAY for entry in agreement.parties)


# --- a round ---------------------------------------------------------------------------------


def test_that_a_round_asks_every_party_what_the_plan_changes():
    project = sent()
    (own,) = project.negotiation.rounds
    assert (own.id, own.version, own.sent_on, len(own.key)) == ("R1", 1, TODAY, 8)
    assert own.fingerprint == project.state.plan.fingerprint
    assert [(p.id, p.party.told, p.period, p.status) for p in own.proposals] == [
        ("R1-001", SCHOOL, "S2", ProposalStatus.SENT),
        ("R1-002", OTHER, "S4", ProposalStatus.SENT),
    ]
    assert (own.proposals[0].before, own.proposals[0].asked) == (at(0), at(3))


def test_that_leerbedrijven_are_asked_for_the_students_that_come_to_them():
    project = planned()
    shares = [
        Share(period="S2", leerbedrijf="100000001", students=4),
        Share(period="S2", leerbedrijf="100000002", students=2),
        Share(period="S1", leerbedrijf="100000002", students=2),
    ]
    own = project.negotiation.start_round("A", DEADLINE, shares=shares, on=TODAY)
    asked = [(p.party.kind, p.party.id, p.students) for p in own.proposals if p.period == "S2"]
    assert asked == [
        (PartyKind.INSTITUTION, SCHOOL, 6),
        (PartyKind.LEERBEDRIJF, "100000001", 4),
        (PartyKind.LEERBEDRIJF, "100000002", 2),
    ]
    assert own.proposals[1].asked == at(3, 4)
    assert {p.period for p in own.proposals} == {"S2", "S4"}


def test_that_a_round_cannot_begin_without_something_to_ask():
    empty = Project(region([period("S1")], [company()]))
    assert refused(empty.negotiation.start_round, "A", DEADLINE, on=TODAY) == "round_no_plan"
    project = planned()
    start = project.negotiation.start_round
    assert refused(start, "A", DEADLINE, on=LATE) == "round_deadline_past"
    assert refused(start, "A", DEADLINE, periods=["S1"], on=TODAY) == "round_nothing_asked"
    start("A", DEADLINE, periods=["S2"], on=TODAY)
    assert refused(start, "B", DEADLINE, on=TODAY) == "round_period_open"
    assert start("B", DEADLINE, periods=["S4"], on=TODAY).id == "R2"


def test_that_silence_lapses_after_the_deadline_and_can_be_sent_again():
    project = sent()
    assert project.negotiation.expire(DEADLINE) == 0
    assert project.negotiation.expire(LATE) == 2
    code = refused(project.negotiation.record_answer, "R1-001", ProposalStatus.AGREED, on=LATE)
    assert code == "proposal_is_lapsed"
    own = project.negotiation.send(1, deadline=date(2026, 6, 30), on=LATE)
    assert (own.version, own.deadline) == (2, date(2026, 6, 30))
    assert {p.status for p in own.proposals} == {ProposalStatus.SENT}
    assert refused(project.negotiation.send, 1, on=LATE) == "round_nothing_to_send"


def test_that_a_later_deadline_leaves_concepts_and_answers_alone():
    project = sent()
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    project.negotiation.change("R1-002", at(6))
    own = project.negotiation.extend(1, LATE, on=TODAY)
    assert (own.deadline, own.version, own.sent_on) == (LATE, 1, TODAY)
    assert [p.status for p in own.proposals] == [ProposalStatus.AGREED, ProposalStatus.DRAFT]
    for day in (DEADLINE, LATE):
        code = refused(project.negotiation.extend, 1, day, on=TODAY)
        assert code == "round_deadline_not_later"
    past = date(2026, 7, 1)
    assert refused(project.negotiation.extend, 1, LATE, on=past) == "round_deadline_past"


def test_that_what_lapsed_is_sent_again_with_a_later_deadline_or_only_what_is_named():
    project = sent()
    project.negotiation.expire(LATE)
    lapsed, later = project.content, date(2026, 6, 30)
    own = project.negotiation.extend(1, later, on=LATE)
    assert (own.version, own.sent_on) == (2, LATE)
    assert {p.status for p in own.proposals} == {ProposalStatus.SENT}
    project.undo()
    assert project.content is lapsed
    own = project.negotiation.extend(1, later, again=["R1-002"], on=LATE)
    assert [p.status for p in own.proposals] == [ProposalStatus.LAPSED, ProposalStatus.SENT]
    code = refused(project.negotiation.extend, 1, date(2026, 7, 9), again=["R1-002"], on=LATE)
    assert code == "proposal_is_sent"


def test_that_what_is_talked_about_elsewhere_by_now_is_not_sent_again():
    project = sent()
    project.negotiation.expire(LATE)
    project.negotiation.start_round("B", date(2026, 6, 30), periods=["S2"], on=LATE)
    own = project.negotiation.extend(1, date(2026, 6, 30), on=LATE)
    assert [p.status for p in own.proposals] == [ProposalStatus.LAPSED, ProposalStatus.SENT]
    named = {"again": ["R1-001"], "on": LATE}
    code = refused(project.negotiation.extend, 1, date(2026, 7, 9), **named)
    assert code == "round_period_open"


def test_that_of_several_answers_all_are_taken_or_none():
    project = sent()
    project.negotiation.record_answers(BOTH, ProposalStatus.AGREED, on=TODAY)
    assert set(agreed_placements(project.state)) == {"S2", "S4"}
    project.undo()
    assert agreed_placements(project.state) == {}
    project.negotiation.record_answer("R1-002", ProposalStatus.AGREED, on=TODAY)
    before = project.content
    code = refused(
        project.negotiation.record_answers, BOTH, ProposalStatus.REFUSED, "nee", on=TODAY
    )
    assert code == "proposal_is_agreed"
    assert project.content is before


def test_that_a_closed_round_takes_no_answers():
    project = sent()
    project.negotiation.close_round(1, TODAY)
    code = refused(project.negotiation.record_answer, "R1-001", ProposalStatus.AGREED, on=TODAY)
    assert code == "round_closed"
    assert refused(project.negotiation.close_round, 1) == "round_closed"
    assert refused(project.negotiation.send, 2) == "round_unknown"
    assert refused(project.negotiation.withdraw, "R9-001") == "proposal_unknown"


def test_that_what_is_agreed_is_planned_around_by_the_optimiser():
    project = sent()
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    plan = project.optimise(Settings(target=1.0, time_limit=5, workers=1))
    assert plan.placements["S2"] == at(3)
    assert measure(project.state, plan).peak <= 1.0
    project.undo()
    project.undo()
    assert agreed_placements(project.state) == {}


# --- planning again --------------------------------------------------------------------------


def test_that_planning_again_keeps_what_is_agreed_and_repairs_what_was_refused():
    project = sent()
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    project.negotiation.record_answer("R1-002", ProposalStatus.REFUSED, "toetsweek", on=TODAY)
    repairs = project.negotiation.plan_again(1, time_limit=5)
    assert 1 <= len(repairs) <= 3
    repair = repairs[0]
    assert repair.reaches_target
    assert repair.plan.placements["S2"] == at(3)
    assert "S4" not in repair.plan.placements
    assert len(repair.touched) == 1
    own = project.negotiation.take_repair(1, repair, TODAY)
    assert project.state.plan.placements == repair.plan.placements
    status = {p.period: p.status for p in own.proposals}
    assert status.pop(repair.touched[0]) is ProposalStatus.DRAFT
    assert status == {"S2": ProposalStatus.AGREED, "S4": ProposalStatus.REFUSED}


def test_that_a_counter_proposal_is_taken_over_and_planned_around():
    project = sent()
    split = (*at(5, 2), *at(7, 4))
    project.negotiation.record_counter("R1-001", split, on=TODAY)
    (repair, *_) = project.negotiation.plan_again(1, time_limit=5)
    assert repair.plan.placements["S2"] == split
    assert repair.touched == ()
    own = project.negotiation.take_repair(1, repair, TODAY)
    taken, other = own.proposals
    assert (taken.status, taken.asked) == (ProposalStatus.AGREED, split)
    assert other.status is ProposalStatus.SENT
    assert agreed_placements(project.state) == {"S2": split}


def test_that_a_proposal_that_is_asked_otherwise_is_open_again():
    project = sent()
    repair = project.negotiation.plan_again(1, time_limit=5)[0]
    plan = replace(repair.plan, placements={"S2": at(6), "S3": at(3)})
    own = project.negotiation.take_repair(1, replace(repair, plan=plan), TODAY)
    found = {p.period: (p.id, p.status, p.version) for p in own.proposals}
    assert found == {
        "S2": ("R1-001", ProposalStatus.DRAFT, 2),
        "S4": ("R1-002", ProposalStatus.WITHDRAWN, 1),
        "S3": ("R1-003", ProposalStatus.DRAFT, 1),
    }


# --- agreements ------------------------------------------------------------------------------


def test_that_an_agreement_says_what_was_accepted_and_what_it_does():
    project = agreed()
    (agreement,) = project.register.agreements
    assert (agreement.number, agreement.status) == (NUMBER, AgreementStatus.AGREED)
    assert [entry.party.told for entry in agreement.parties] == [SCHOOL, "Rijk van Nijmegen"]
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
    assert [entry.party.told for entry in company_parties] == ["Bedrijf 100000001", SCHOOL]
    assert project.register.agreements[1].clauses[0].students == 4
    assert agreed_placements(project.state) == {"S2": at(3)}


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


# --- fairness --------------------------------------------------------------------------------


def test_that_making_agreements_writes_down_what_each_gave():
    project = agreed()
    given = {b.institution: (b.changes, b.student_weeks, b.due) for b in project.state.balances}
    # Six students three weeks later; both schools have as many students.
    assert given == {SCHOOL: (1, 18, 9.0), OTHER: (0, 0, 9.0)}
    later, _ = project.next_year()
    assert later.state.balances == project.state.balances


@pytest.mark.parametrize(
    ("rules", "due"),
    [
        (GroundRules(), {SCHOOL: 0.25, OTHER: 0.75}),
        (GroundRules(fairness=FairnessRule.INSTITUTIONS), {SCHOOL: 0.5, OTHER: 0.5}),
        (GroundRules(fairness=FairnessRule.KEY, key={SCHOOL: 4.0}), {SCHOOL: 0.8, OTHER: 0.2}),
    ],
)
def test_that_the_burden_is_held_against_the_rule_of_the_region(rules, due):
    project = planned()
    periods = tuple(
        replace(p, students=2) if p.institution == SCHOOL else p for p in project.state.periods
    )
    project.do_state(replace(project.state, periods=periods, ground_rules=rules), "import")
    shares = fair_shares(project.state)
    assert {s.institution: pytest.approx(s.due_share) for s in shares} == due
    total = sum(s.student_weeks for s in shares)
    assert sum(s.due for s in shares) == pytest.approx(total)
    assert sum(s.balance for s in shares) == pytest.approx(0)


def test_that_earlier_years_count_in_the_balance():
    project = agreed()
    balances = tuple(replace(b, school_year=2025) for b in project.state.balances)
    project.do_state(replace(project.state, balances=balances), "import")
    found = {s.institution: (s.carried, s.balance) for s in fair_shares(project.state)}
    # This year both are asked the same.
    assert found == {SCHOOL: (9.0, 9.0), OTHER: (-9.0, -9.0)}


# --- counter-proposals -----------------------------------------------------------------------


def test_that_a_counter_proposal_tells_its_effect_and_the_cheapest_repair():
    project = sent()
    before = project.content
    effect = counter_effect(project.state, "R1-001", at(0), time_limit=5)
    assert (effect.peak_asked, effect.peak_counter) == (1.0, 1.5)
    assert effect.shortage_counter > effect.shortage_asked == 0
    cheapest = effect.repairs[0]
    assert cheapest.reaches_target
    assert len(cheapest.touched) == cheapest.touched_lower_bound == 1
    assert "S2" not in cheapest.touched
    assert project.content is before
    assert refused(counter_effect, project.state, "R1-001") == "proposal_is_sent"
    harmless = counter_effect(project.state, "R1-001", at(5), time_limit=5)
    assert (harmless.peak_counter, harmless.repairs[0].touched) == (1.0, ())


def test_that_a_counter_proposal_and_its_repair_are_taken_over_in_one_step():
    project = sent()
    repair = counter_effect(project.state, "R1-001", at(0), time_limit=5).repairs[0]
    before = project.content
    own = project.negotiation.record_with_repair("R1-001", at(0), repair, "liever", on=TODAY)
    taken, other, *new = own.proposals
    assert (taken.status, taken.asked, taken.said) == (ProposalStatus.AGREED, at(0), "liever")
    drafts = {p.period for p in (other, *new) if p.status is ProposalStatus.DRAFT}
    assert drafts == set(repair.touched)
    assert measure(project.state, project.state.plan).peak == repair.peak
    project.undo()
    assert project.content is before


def test_that_the_region_asks_something_else_together_with_what_that_needs():
    project = sent()
    repair = counter_effect(project.state, "R1-001", at(0), time_limit=5).repairs[0]
    own = project.negotiation.record_with_repair("R1-001", at(0), repair, asks=True, on=TODAY)
    assert agreed_placements(project.state) == {}
    asked = {p.period: p.asked for p in own.proposals if p.status is ProposalStatus.DRAFT}
    # Its own wish is what is asked now, so there is nothing left to ask of it.
    assert set(asked) == set(repair.touched)
    assert project.state.plan.placements.get("S2") is None


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


def test_that_contact_moments_are_planned_per_institution_and_week():
    project = planned()
    rules = GroundRules(contact_capacity={SCHOOL: 11})
    project.negotiation.set_ground_rules(rules)
    weeks = [w for w in contact_plan(project.state) if w.institution == SCHOOL]
    # Two blok placements of two weeks: the start and the half in the first, the end in the last.
    assert [(w.monday, w.moments, w.is_over) for w in weeks] == [
        (week(0), 12, True),
        (week(1), 6, False),
        (week(3), 12, True),
        (week(4), 6, False),
    ]
    assert [w.capacity for w in contact_plan(project.state) if w.institution == OTHER] == [None] * 4


def test_that_an_agreement_that_ends_is_told_in_time():
    project = agreed()
    codes = [p.code for p in warnings(project.state, date(2027, 1, 1))]
    assert codes == []
    assert [p.code for p in warnings(project.state, date(2027, 7, 1))] == ["agreement_expires_soon"]
    codes = [p.code for p in warnings(project.state, date(2027, 8, 1))]
    assert codes == ["agreement_expired_unused"]
    project.register.change_agreement(NUMBER, renews=True)
    assert list(warnings(project.state, date(2027, 7, 1))) == []


def test_that_a_round_shows_what_is_proven_while_it_asks_the_proven_plan():
    project = Project(replace(planned().state, plan=None))
    assert project.optimise(Settings()).proofs
    project.negotiation.start_round("Eerste ronde", DEADLINE, on=TODAY)
    assert plan_of_round(project.state, project.negotiation.round(1)).proofs == (
        project.state.plan.proofs
    )
    other = next(p.id for p in project.state.periods if p.id not in project.state.plan.placements)
    project.place(other, at(3))
    assert plan_of_round(project.state, project.negotiation.round(1)).proofs == ()
