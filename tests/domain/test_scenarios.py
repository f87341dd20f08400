"""Scenarios lie side by side, are compared and adopted; a plan knows the data it was made of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stageplanner.domain.plan import Plan
from stageplanner.domain.planning.scenarios import MOST_PROPOSALS, is_proposal, with_proposal
from stageplanner.domain.policy import Policy
from stageplanner.optimise.result import Settings
from stageplanner.project import Project
from tests.builders import refused
from tests.projects import later, made, saved_in, two_groups

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


@pytest.fixture
def saved(tmp_path):
    return saved_in(tmp_path)


def test_that_scenarios_lie_side_by_side_and_can_be_adopted(saved):
    project = Project.open(saved)
    project.place("S2", later(5))
    project.save_scenario("B")
    project.adopt_scenario("A")
    assert set(project.state.plan.placements) == {"S1"}
    assert project.state.plan.name == "A"
    assert [d.period.id for d in project.compare_scenarios("A", "B")] == ["S2"]
    assert [d.period.id for d in project.compare_scenarios("wish", "B")] == ["S1", "S2"]
    assert project.compare_scenarios("current", "A") == ()
    project.adopt_scenario("wish")
    assert project.state.plan is None
    project.save()
    assert [plan.name for plan in Project.open(saved).plans] == ["A", "B"]


def test_that_a_scenario_of_the_same_name_makes_room():
    project = made()
    project.place("S2", later(5))
    project.save_scenario(" A ")
    (only,) = project.plans
    assert set(only.placements) == {"S1", "S2"}


@pytest.mark.parametrize(
    "name,code",
    [
        ("", "scenario_no_name"),
        ("  ", "scenario_no_name"),
        ("Voorkeur", "scenario_reserved"),
        ("current", "scenario_reserved"),
        ("x" * 81, "scenario_long_name"),
        ("a\x00b", "scenario_no_name"),
    ],
)
def test_that_a_name_that_cannot_be_told_apart_is_refused(name, code):
    project = made()
    before = project.content
    assert refused(project.save_scenario, name) == code
    assert refused(project.rename_scenario, "A", name) == code
    assert project.content is before


def test_that_scenarios_that_are_not_there_are_refused():
    project = made()
    project.save_scenario("B")
    assert refused(project.adopt_scenario, "C") == "scenario_unknown"
    assert refused(project.delete_scenario, "wish") == "scenario_unknown"
    assert refused(project.rename_scenario, "A", "B") == "scenario_exists"
    assert refused(Project(two_groups()).save_scenario, "A") == "scenario_no_plan"


def test_that_a_plan_says_when_the_data_changed_since():
    project = made()
    assert not project.plan_is_outdated
    project.set_policy(Policy(target=0.9))
    assert project.plan_is_outdated
    assert project.is_outdated(project.plans[0])
    project.adopt_scenario("A")
    assert project.plan_is_outdated
    project.place("S2", later(5))
    assert project.plan_is_outdated
    project.optimise(Settings(target=None, time_limit=5, workers=1))
    assert not project.plan_is_outdated


def test_that_a_stage_period_that_is_gone_is_not_adopted():
    project = made()
    state = replace(project.state, periods=project.state.periods[1:])
    project.commit_state(state, "import")
    project.adopt_scenario("A")
    assert project.state.plan.placements == {}


def test_that_a_hand_edit_leaves_no_false_claim_behind():
    from stageplanner.domain.checks.check_plan import check_plan

    project = Project(two_groups())
    project.optimise(Settings(target=1.0, time_limit=5, workers=1))
    assert project.state.plan.proofs[0].peak is not None
    project.place("S1", later(5))
    project.place("S2", later(6))
    (proof,) = project.state.plan.proofs
    assert (proof.peak, proof.changes) == (None, 2)
    assert not check_plan(project.state)


def test_that_a_proposal_stays_whatever_is_undone_and_is_one_with_the_same_plan(tmp_path):
    project = made()
    project.place("S2", later(5))
    plan = project.state.plan
    project.adopt_plan(None, "wish")
    before = [plan.name for plan in project.plans]
    assert project.keep_proposal(plan, "Voorstel 30 nov 18:12") == ()
    project.adopt_plan(plan, "optimise")
    while project.undo_verb:
        project.undo()
        assert "Voorstel 30 nov 18:12" in [kept.name for kept in project.plans]
    while project.redo_verb:
        project.redo()
    assert [kept.name for kept in project.plans] == [*before, "Voorstel 30 nov 18:12"]
    assert not project.is_saved
    # The same plan is one; the minute of another one is told apart.
    project.keep_proposal(plan, "Voorstel 30 nov 18:15")
    project.place("S2", later(6))
    project.keep_proposal(project.state.plan, "Voorstel 30 nov 18:12")
    names = [*before, "Voorstel 30 nov 18:12", "Voorstel 30 nov 18:12 (2)"]
    assert [kept.name for kept in project.plans] == names
    project.save(tmp_path / "r.stageplan")
    assert [kept.name for kept in Project.open(tmp_path / "r.stageplan").plans] == names
    assert project.keep_proposal(Plan(), "Voorstel 30 nov 18:20") == ()
    assert [kept.name for kept in project.plans] == names, "the wish is no proposal"


def test_that_only_the_oldest_proposals_of_the_app_make_room():
    plans = tuple(Plan(name=name) for name in ("Voorstel 1", "A"))
    left = []
    for number in range(MOST_PROPOSALS + 3):
        plan = Plan(placements={f"S{number}": later(1)}, fingerprint="x")
        after = with_proposal(plans, plan, f"Voorstel 1 dec 10:{number:02d}")
        left += [old.name for old in plans if old not in after]
        plans = after
    assert [plan.name for plan in plans[:2]] == ["Voorstel 1", "A"]
    assert sum(map(is_proposal, plans)) == MOST_PROPOSALS
    assert left == [f"Voorstel 1 dec 10:{number:02d}" for number in range(3)]
    again = replace(plans[2], fingerprint="y", name="")
    after = with_proposal(plans, again, "Voorstel 1 dec 11:00")
    assert sum(map(is_proposal, after)) == MOST_PROPOSALS
    assert after[-1].fingerprint == "y", "the same plan for other data is the newer one"
