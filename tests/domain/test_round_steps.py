"""A round asks every party, is sent, put off, lapses and is closed."""

from __future__ import annotations

from datetime import date

import pytest

from stageplanner.domain.proposal import PartyKind, ProposalStatus
from stageplanner.domain.results.division import Share
from stageplanner.domain.settled import agreed_placements
from stageplanner.load.measures import measure
from stageplanner.optimise.result import Settings
from stageplanner.project import Project
from tests.builders import SCHOOL, company, period, refused, region
from tests.negotiating import BOTH, DEADLINE, LATE, OTHER, TODAY, at, planned, sent

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


def test_that_a_round_asks_every_party_what_the_plan_changes():
    project = sent()
    (round_,) = project.negotiation.rounds
    assert (round_.id, round_.version, round_.sent_on, len(round_.key)) == ("R1", 1, TODAY, 8)
    assert round_.fingerprint == project.state.plan.fingerprint
    assert [(p.id, p.party.label, p.period, p.status) for p in round_.proposals] == [
        ("R1-001", SCHOOL, "S2", ProposalStatus.SENT),
        ("R1-002", OTHER, "S4", ProposalStatus.SENT),
    ]
    assert (round_.proposals[0].before, round_.proposals[0].asked) == (at(0), at(3))


def test_that_leerbedrijven_are_asked_for_the_students_that_come_to_them():
    project = planned()
    shares = [
        Share(period="S2", leerbedrijf="100000001", students=4),
        Share(period="S2", leerbedrijf="100000002", students=2),
        Share(period="S1", leerbedrijf="100000002", students=2),
    ]
    round_ = project.negotiation.start_round("A", DEADLINE, shares=shares, on=TODAY)
    asked = [(p.party.kind, p.party.id, p.students) for p in round_.proposals if p.period == "S2"]
    assert asked == [
        (PartyKind.INSTITUTION, SCHOOL, 6),
        (PartyKind.LEERBEDRIJF, "100000001", 4),
        (PartyKind.LEERBEDRIJF, "100000002", 2),
    ]
    assert round_.proposals[1].asked == at(3, 4)
    assert {p.period for p in round_.proposals} == {"S2", "S4"}


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
    round_ = project.negotiation.send(1, deadline=date(2026, 6, 30), on=LATE)
    assert (round_.version, round_.deadline) == (2, date(2026, 6, 30))
    assert {p.status for p in round_.proposals} == {ProposalStatus.SENT}
    assert refused(project.negotiation.send, 1, on=LATE) == "round_nothing_to_send"


def test_that_a_later_deadline_leaves_concepts_and_answers_alone():
    project = sent()
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    project.negotiation.change("R1-002", at(6))
    round_ = project.negotiation.extend(1, LATE, on=TODAY)
    assert (round_.deadline, round_.version, round_.sent_on) == (LATE, 1, TODAY)
    assert [p.status for p in round_.proposals] == [ProposalStatus.AGREED, ProposalStatus.DRAFT]
    for day in (DEADLINE, LATE):
        code = refused(project.negotiation.extend, 1, day, on=TODAY)
        assert code == "round_deadline_not_later"
    past = date(2026, 7, 1)
    assert refused(project.negotiation.extend, 1, LATE, on=past) == "round_deadline_past"


def test_that_what_lapsed_is_sent_again_with_a_later_deadline_or_only_what_is_named():
    project = sent()
    project.negotiation.expire(LATE)
    lapsed, later = project.content, date(2026, 6, 30)
    round_ = project.negotiation.extend(1, later, on=LATE)
    assert (round_.version, round_.sent_on) == (2, LATE)
    assert {p.status for p in round_.proposals} == {ProposalStatus.SENT}
    project.undo()
    assert project.content is lapsed
    round_ = project.negotiation.extend(1, later, again=["R1-002"], on=LATE)
    assert [p.status for p in round_.proposals] == [ProposalStatus.LAPSED, ProposalStatus.SENT]
    code = refused(project.negotiation.extend, 1, date(2026, 7, 9), again=["R1-002"], on=LATE)
    assert code == "proposal_is_sent"


def test_that_what_is_talked_about_elsewhere_by_now_is_not_sent_again():
    project = sent()
    project.negotiation.expire(LATE)
    project.negotiation.start_round("B", date(2026, 6, 30), periods=["S2"], on=LATE)
    round_ = project.negotiation.extend(1, date(2026, 6, 30), on=LATE)
    assert [p.status for p in round_.proposals] == [ProposalStatus.LAPSED, ProposalStatus.SENT]
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
