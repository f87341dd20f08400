"""The four decisions on a change: each one step, with and without a round."""

from __future__ import annotations

import pytest

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.negotiation.decisions import Decision, needs_reason, why_not
from stageplanner.domain.plan import changed_periods, placements_of
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.domain.settled import agreed_placements
from stageplanner.messages import codes
from stageplanner.optimise.result import Settings
from stageplanner.planning import find_repairs
from tests.builders import refused
from tests.negotiating import TODAY, agreed, at, planned, sent

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


def changes(project):
    return {p.id for p in changed_periods(project.state.plan, project.state.periods)}


def period_of(project, name):
    return next(p for p in project.state.periods if p.id == name)


# --- agree -----------------------------------------------------------------------------------


def test_that_agreeing_without_a_round_settles_the_placement_in_one_step():
    project = planned()
    before = project.state
    project.decisions.agree("S2", "Overleg", on=TODAY)
    assert agreed_placements(project.state) == {"S2": at(3)}
    (round_,) = project.state.rounds
    assert (round_.title, round_.sent_on, len(round_.proposals)) == ("Overleg", TODAY, 1)
    assert round_.proposals[0].answered_on == TODAY
    project.decisions.agree("S4", "Overleg", on=TODAY)
    assert [p.status for p in project.state.rounds[0].proposals] == [ProposalStatus.AGREED] * 2
    assert len(project.state.rounds) == 1, "the next one joins it"
    project.undo()
    project.undo()
    assert project.state == before


def test_that_every_next_proposal_keeps_what_was_agreed():
    project = planned()
    project.decisions.agree("S2", on=TODAY)
    project.optimise(Settings(time_limit=5))
    assert placements_of(project.state.plan, period_of(project, "S2")) == at(3)


def test_that_agreeing_in_a_round_answers_its_proposal():
    project = sent()
    project.decisions.agree("S2", on=TODAY)
    first, second = project.state.rounds[0].proposals
    assert (first.status, second.status) == (ProposalStatus.AGREED, ProposalStatus.SENT)
    assert len(project.state.rounds) == 1


def test_that_a_draft_and_another_question_are_asked_and_agreed_at_once():
    project = planned()
    project.negotiation.start_round("Ronde", TODAY, on=TODAY)
    project.place("S2", at(5))
    project.decisions.agree("S2", on=TODAY)
    first, second = project.state.rounds[0].proposals
    assert (first.status, first.asked, first.version) == (ProposalStatus.AGREED, at(5), 2)
    assert second.status is ProposalStatus.DRAFT, "what is not decided on is not sent"


# --- refuse ----------------------------------------------------------------------------------


def test_that_refusing_before_any_round_takes_a_repair_in_one_step():
    project = planned()
    repairs = find_repairs(project.state, refused=frozenset({"S2"}), time_limit=5)
    assert repairs and repairs[0].reaches_target
    before = project.state
    project.decisions.refuse("S2", repairs[0], on=TODAY)
    assert "S2" not in changes(project) and changes(project) >= set(repairs[0].touched)
    assert project.state.rounds == ()
    assert check_plan(project.state) == ()
    project.undo()
    assert project.state == before


def test_that_refusing_without_a_repair_moves_only_this_one_back():
    project = planned()
    project.decisions.refuse("S2", on=TODAY)
    assert changes(project) == {"S4"}


def test_that_a_refusal_that_locks_is_not_asked_again_and_the_plan_stays_current():
    project = planned()
    project.optimise(Settings(time_limit=5))
    moved = sorted(changes(project))[0]
    (repair, *_) = find_repairs(project.state, refused=frozenset({moved}), time_limit=5)
    project.decisions.refuse(moved, repair, locks=True, on=TODAY)
    assert period_of(project, moved).fixed and not project.plan_is_outdated
    assert check_plan(project.state) == ()
    project.optimise(Settings(time_limit=5))
    assert moved not in changes(project)


def test_that_refusing_in_a_round_needs_the_reason_and_drafts_what_the_repair_asks():
    project = sent()
    assert needs_reason(project.state, "S2") and not needs_reason(project.state, "S1")
    assert refused(project.decisions.refuse, "S2", on=TODAY) == "answer_no_reason"
    (repair, *_) = find_repairs(project.state, refused=frozenset({"S2"}), time_limit=5)
    project.decisions.refuse("S2", repair, "toetsweek", on=TODAY)
    first, second, *fresh = project.state.rounds[0].proposals
    assert (first.status, first.remark) == (ProposalStatus.REFUSED, "toetsweek")
    asked = {p.period for p in (second, *fresh) if p.status is ProposalStatus.DRAFT}
    assert asked == set(repair.touched) & changes(project)


# --- lock ------------------------------------------------------------------------------------


def test_that_locking_fixes_the_wish_and_takes_back_what_was_asked():
    project = planned()
    project.decisions.lock("S2")
    assert period_of(project, "S2").fixed and changes(project) == {"S4"}
    assert not project.plan_is_outdated
    assert check_plan(project.state) == ()
    project.decisions.lock("S2", fixed=False)
    assert not period_of(project, "S2").fixed
    assert project.plan_is_outdated, "more is possible now than the proofs know of"
    project.undo()
    project.undo()
    assert changes(project) == {"S2", "S4"}


def test_that_a_plan_of_older_data_stays_so():
    project = planned()
    project.editing.edit("period", {"S1": {"students": "7"}})
    assert project.plan_is_outdated
    project.decisions.lock("S3")
    assert project.plan_is_outdated


# --- what cannot be --------------------------------------------------------------------------


def test_that_what_cannot_be_decided_is_explained_and_refused():
    project = agreed()
    nothing = dict.fromkeys(Decision, "")
    assert why_not(project.state, "S4") == nothing
    assert why_not(project.state, "S2") == {
        Decision.AGREE: "decision_agreed",
        Decision.REFUSE: "decision_settled",
        Decision.LOCK: "decision_settled",
        Decision.CHOOSE: "",
    }
    assert why_not(project.state, "S1")[Decision.AGREE] == "decision_nothing_asked"
    assert refused(project.decisions.agree, "S1") == "decision_nothing_asked"
    assert refused(project.decisions.refuse, "S2") == "decision_settled"
    assert refused(project.decisions.lock, "S2") == "decision_settled"
    project.place("S2", at(5))
    assert why_not(project.state, "S2")[Decision.AGREE] == "decision_settled"
    project.decisions.lock("S1")
    assert why_not(project.state, "S1")[Decision.CHOOSE] == "decision_fixed"
    assert {code for p in ("S1", "S2", "S4") for code in why_not(project.state, p).values()} - {
        ""
    } <= codes()
