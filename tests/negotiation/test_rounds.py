"""Rounds and agreements as verbs of a project: lawful, told, undone, saved, planned around."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest

from stageplanner import messages
from stageplanner.domain.agreement import AgreementKind, AgreementStatus, PartyStatus
from stageplanner.domain.contact import with_contact
from stageplanner.domain.ground_rules import FairnessRule, GroundRules
from stageplanner.domain.negotiation.plan_of_round import plan_of_round
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.domain.settled import agreed_placements
from stageplanner.load.contact_moments import contact_plan
from stageplanner.load.fairness import fair_shares
from stageplanner.load.measures import measure
from stageplanner.negotiation.agreements import Register, preview_agreements, preview_shortages
from stageplanner.negotiation.counter_effect import counter_effect
from stageplanner.negotiation.judge_answers import preview_answers
from stageplanner.negotiation.rounds import Negotiation
from stageplanner.optimise.result import Settings
from stageplanner.project import Project
from stageplanner.reporting.history_text import event_changes, event_summary
from tests.builders import SCHOOL, refused, week
from tests.negotiating import (
    BOTH,
    DEADLINE,
    LATE,
    NUMBER,
    OTHER,
    TODAY,
    agreed,
    at,
    planned,
    sent,
    shortages,
    signed,
)

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


# --- every verb ------------------------------------------------------------------------------


def _repaired(project):
    project.negotiation.record_answer("R1-001", ProposalStatus.REFUSED, "toetsweek", on=TODAY)
    return project.negotiation.find_repairs(1, time_limit=5)[0]


def _answer(project, status=ProposalStatus.AGREED, **more):
    return project.negotiation.record_answer("R1-001", status, on=TODAY, **more)


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
    "set_contacts": (
        sent,
        lambda p, _: p.negotiation.set_contacts(
            with_contact((), p.state.rounds[0].parties[0], "bpv@rijn.example", "BPV-bureau")
        ),
    ),
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
QUESTIONS = {"write_files", "round", "rounds", "find_repairs", "agreement", "agreements"}


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


# --- planning again --------------------------------------------------------------------------


def test_that_planning_again_keeps_what_is_agreed_and_repairs_what_was_refused():
    project = sent()
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    project.negotiation.record_answer("R1-002", ProposalStatus.REFUSED, "toetsweek", on=TODAY)
    repairs = project.negotiation.find_repairs(1, time_limit=5)
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
    (repair, *_) = project.negotiation.find_repairs(1, time_limit=5)
    assert repair.plan.placements["S2"] == split
    assert repair.touched == ()
    own = project.negotiation.take_repair(1, repair, TODAY)
    taken, other = own.proposals
    assert (taken.status, taken.asked) == (ProposalStatus.AGREED, split)
    assert other.status is ProposalStatus.SENT
    assert agreed_placements(project.state) == {"S2": split}


def test_that_a_proposal_that_is_asked_otherwise_is_open_again():
    project = sent()
    repair = project.negotiation.find_repairs(1, time_limit=5)[0]
    plan = replace(repair.plan, placements={"S2": at(6), "S3": at(3)})
    own = project.negotiation.take_repair(1, replace(repair, plan=plan), TODAY)
    found = {p.period: (p.id, p.status, p.version) for p in own.proposals}
    assert found == {
        "S2": ("R1-001", ProposalStatus.DRAFT, 2),
        "S4": ("R1-002", ProposalStatus.WITHDRAWN, 1),
        "S3": ("R1-003", ProposalStatus.DRAFT, 1),
    }


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
    project.commit_state(replace(project.state, periods=periods, ground_rules=rules), "import")
    shares = fair_shares(project.state)
    assert {s.institution: pytest.approx(s.due_share) for s in shares} == due
    total = sum(s.student_weeks for s in shares)
    assert sum(s.due for s in shares) == pytest.approx(total)
    assert sum(s.balance for s in shares) == pytest.approx(0)


def test_that_earlier_years_count_in_the_balance():
    project = agreed()
    balances = tuple(replace(b, school_year=2025) for b in project.state.balances)
    project.commit_state(replace(project.state, balances=balances), "import")
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
    assert (taken.status, taken.asked, taken.remark) == (ProposalStatus.AGREED, at(0), "liever")
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
