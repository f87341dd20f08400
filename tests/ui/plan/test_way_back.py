"""A computed proposal is kept by itself, and a plan that is left can be put back."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from stageplanner.domain.plan import Plan
from stageplanner.domain.planning.scenarios import MOST_PROPOSALS, is_proposal
from tests.ui.waiting import come_to_rest

CONTROL = Qt.KeyboardModifier.ControlModifier


def texts(widget):
    return "\n".join(found.text() for found in widget.findChildren(QLabel) if found.isVisible())


def put_back(window):
    return next(
        (b for b in window.notices.findChildren(QPushButton) if b.text() == "Terugzetten"), None
    )


@pytest.fixture
def proposed(region, qtbot):
    """The window with a proposal that was computed."""
    with qtbot.waitSignal(region.actions.solving.solve_job.finished, timeout=60_000):
        region.actions.solving.optimise(1.0, 5.0)
    come_to_rest(qtbot, region)
    assert region.session.state.plan.placements
    return region


def test_that_a_computed_proposal_is_kept_with_its_moment_and_the_same_one_once(proposed, qtbot):
    project, solving = proposed.session.project, proposed.actions.solving
    (kept,) = project.plans
    assert is_proposal(kept)
    assert kept.name.startswith(f"Voorstel {datetime.now().day} ")
    assert kept.placements == project.state.plan.placements
    with qtbot.waitSignal(solving.solve_job.finished, timeout=60_000):
        solving.optimise(1.0, 5.0)
    assert [plan.placements for plan in project.plans] == [kept.placements]


def test_that_an_undone_proposal_is_told_kept_and_put_back(proposed, qtbot):
    project = proposed.session.project
    plan, (kept,) = project.state.plan, project.plans
    proposed.activateWindow()
    qtbot.keyClick(proposed, Qt.Key.Key_Z, CONTROL)
    assert project.state.plan is None
    qtbot.waitUntil(lambda: "Voorstel ongedaan gemaakt" in texts(proposed.notices))
    qtbot.waitUntil(lambda: kept.name in texts(proposed.notices))
    put_back(proposed).click()
    assert project.state.plan == plan
    assert put_back(proposed) is None or not put_back(proposed).isVisible()
    # Undone again, and lost for redo by a move: it is still among the scenarios.
    project.undo()
    moves = proposed.plan_page.moves
    proposed.go_to("plan")
    others = [o for o in moves.places("P0", 0) if o != moves.now("P0")]
    moves.place("P0", others[0], 0)
    assert project.redo_verb is None
    project.adopt_scenario(kept.name)
    assert project.state.plan.placements == plan.placements


def test_that_the_whole_plan_goes_back_to_the_wish_with_a_way_back(planned, qtbot):
    project = planned.session.project
    plan = project.state.plan
    planned.actions.solving.back_to_wish()
    assert project.state.plan is None
    qtbot.waitUntil(lambda: "Het hele plan is terug naar de voorkeur" in texts(planned.notices))
    qtbot.waitUntil(lambda: "1 wijziging is uit het plan gehaald" in texts(planned.notices))
    put_back(planned).click()
    assert project.state.plan == plan
    # The same from the list of scenarios; another change withdraws the offer.
    project.adopt_scenario("wish")
    assert put_back(planned) is not None
    project.undo()
    come_to_rest(qtbot, planned)
    assert put_back(planned) is None


def test_that_the_oldest_proposal_that_makes_room_is_named(proposed, qtbot):
    project, solving = proposed.session.project, proposed.actions.solving
    plan = project.state.plan
    (first,) = project.plans
    for number in range(1, MOST_PROPOSALS):
        other = replace(plan, fingerprint=f"other {number}", placements=parts_of(plan, number))
        assert not project.keep_proposal(other, f"Voorstel 1 jan 10:{number:02d}")
    assert len(project.plans) == MOST_PROPOSALS
    solving._on_plan((replace(plan, placements=parts_of(plan, 30)), None))
    assert len(project.plans) == MOST_PROPOSALS
    qtbot.waitUntil(lambda: first.name in texts(proposed.notices))
    assert first.placements not in [kept.placements for kept in project.plans]


def parts_of(plan: Plan, students: int):
    """The placements of a plan with another number of students in one of them."""
    key = next(iter(plan.placements))
    placed = plan.placements[key]
    return {**plan.placements, key: (replace(placed[0], students=students), *placed[1:])}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_the_name_of_a_proposal_is_known_as_one_in_each_language(
    keeper, proposed, language, monkeypatch
):
    keeper.settings.setValue("language", language)
    keeper.rebuild()
    solving, project = keeper.window.actions.solving, keeper.session.project
    plan = project.state.plan
    solving._keep(replace(plan, placements=parts_of(plan, 30)))
    assert len(project.plans) == 2
    assert all(is_proposal(kept) for kept in project.plans)
    assert project.plans[1].name.startswith("Voorstel" if language == "nl" else "Proposal")
