"""Plannen: what is admissible can be done by mouse and by keyboard, and undone."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from stageplanner.domain.option import build_options, wish_option
from stageplanner.domain.plan import Placement, is_changed
from stageplanner.domain.state import all_terms, calendar_of
from stageplanner.load.measures import measure
from stageplanner.project import Project
from tests.ui.builders import period, small_state
from ui.facts import build_facts, try_option


@pytest.fixture
def page(region, qtbot):
    region.go_to(2)
    qtbot.waitUntil(lambda: len(region.plan_page.gantt._data.rows) > 0)
    region.resize(1280, 800)
    qtbot.wait(20)
    return region.plan_page


def placed(page, key):
    return page._now(key)


def test_that_every_period_has_a_row_under_its_institution(page):
    rows = page.gantt._data.rows
    assert [row.label for row in rows if row.is_heading] == ["Maas College", "Rijn College"]
    assert {row.key for row in rows if not row.is_heading} == {"P0", "P1", "P2", "P3"}


def test_that_the_keyboard_moves_a_period_to_the_next_admissible_start(page, qtbot):
    page.gantt.select("P0")
    before = placed(page, "P0")
    qtbot.keyClick(page.gantt, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    after = placed(page, "P0")
    assert after.start > before.start
    assert after in page._options("P0")
    page._session.project.undo()
    assert placed(page, "P0") == before


def test_that_a_drag_ends_at_the_nearest_admissible_start(page, qtbot):
    gantt = page.gantt
    gantt.select("P0")
    row = gantt._current
    bar = gantt._data.rows[row].bars[0]
    begin = gantt.bar_rect(row, bar).center().toPoint()
    target = begin + QPoint(round(gantt.week_width * 3), 0)
    qtbot.mousePress(gantt.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    for part in (0.3, 0.7, 1.0):
        place = begin + (target - begin) * part
        qtbot.mouseMove(gantt.viewport(), place)
    tried = gantt._drag.at
    qtbot.mouseRelease(gantt.viewport(), Qt.MouseButton.LeftButton, pos=target)
    assert page._offset(placed(page, "P0").start) == tried
    assert 14 <= tried - bar.first <= 28


def test_that_escape_gives_a_drag_up(page, qtbot):
    gantt = page.gantt
    gantt.select("P0")
    row = gantt._current
    begin = gantt.bar_rect(row, gantt._data.rows[row].bars[0]).center().toPoint()
    qtbot.mousePress(gantt.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    qtbot.mouseMove(gantt.viewport(), begin + QPoint(80, 0))
    qtbot.keyClick(gantt, Qt.Key.Key_Escape)
    qtbot.mouseRelease(gantt.viewport(), Qt.MouseButton.LeftButton, pos=begin + QPoint(80, 0))
    assert page._session.state.plan is None


def test_that_the_menu_offers_the_admissible_forms_and_the_way_back(page):
    page._place(
        "P0", next(o for o in page._options("P0") if o.form != wish_option(page._period("P0")).form)
    )
    menu = page.build_menu("P0")
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Lint", "Blok", "Terug naar de voorkeur"]
    menu.actions()[-1].trigger()
    assert not is_changed(page._session.state.plan, page._period("P0"))


def test_that_a_fixed_period_stays_where_it_is(keeper, qtbot):
    state = small_state()
    from dataclasses import replace

    fixed = replace(state, periods=(period(0, fixed=True), *state.periods[1:]))
    keeper.session.use(Project(fixed))
    page = keeper.window.plan_page
    page.refresh()
    page.gantt.select("P0")
    qtbot.keyClick(page.gantt, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert keeper.session.state.plan is None


def test_that_a_tried_move_shows_the_peak_that_it_will_have():
    state = small_state()
    facts = build_facts(state)
    moved = state.periods[1]
    for option in build_options(moved, all_terms(state)[moved.id], calendar_of(state))[::7]:
        component, strip, peak = try_option(facts, moved.id, option)
        project = Project(state)
        project.place(moved.id, (Placement(option=option, students=moved.students),))
        after = measure(state, project.state.plan, facts.grid).components[component]
        assert peak == pytest.approx(after.peak)
        assert np.max(strip.now) == pytest.approx(after.peak)


def test_that_placing_by_hand_counts_the_proofs_again_and_claims_no_fewest():
    from stageplanner.domain.checks import check_plan
    from stageplanner.optimise.result import Settings

    project = Project(small_state())
    project.optimise(Settings(time_limit=10.0))
    state = project.state
    moved = state.periods[0]
    options = build_options(moved, all_terms(state)[moved.id], calendar_of(state))
    project.place(moved.id, (Placement(option=options[-1], students=moved.students),))
    assert all(proof.changes_lower_bound == 0 for proof in project.state.plan.proofs)
    assert not check_plan(project.state, project.state.plan)
