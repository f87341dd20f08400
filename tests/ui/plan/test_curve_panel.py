"""The curve of changes against peak: computed, looked at by keyboard, adopted, undone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from stageplanner.domain.plan import changed_periods
from stageplanner.domain.policy import Rules
from stageplanner.importing.preview import Intake
from stageplanner.optimise.result import Point
from stageplanner.project import Project
from stageplanner.reporting.limit_text import limit_lines
from tests.domain.test_combined_plan import moved, two_components
from tests.optimise.test_shortage_curve import overfull
from ui.widgets.curve import Curve, CurvePoint


@pytest.fixture
def curve(qtbot):
    made = Curve("wijzigingen")
    qtbot.addWidget(made)
    made.resize(280, 200)
    made.set_points(
        tuple(
            CurvePoint(changes=n, height=peak, is_proven=True, sentence=f"{n}: {peak}")
            for n, peak in ((0, 1.26), (3, 1.1), (9, 1.0))
        )
    )
    made.show()
    return made


def test_that_more_changes_lie_to_the_right_and_lower(curve):
    places = [curve.place(point) for point in curve.points]
    assert [p.x() for p in places] == sorted(p.x() for p in places)
    assert [p.y() for p in places] == sorted(p.y() for p in places)


def test_that_the_keyboard_looks_at_points_and_enter_adopts(curve, qtbot):
    for _ in range(3):
        qtbot.keyClick(curve, Qt.Key.Key_Right)
    qtbot.keyClick(curve, Qt.Key.Key_Left)
    assert curve.accessibleDescription() == "3: 1.1"
    with qtbot.waitSignal(curve.adopted) as caught:
        qtbot.keyClick(curve, Qt.Key.Key_Return)
    assert caught.args == [1]


def test_that_a_click_beside_all_points_adopts_nothing(curve, qtbot):
    with qtbot.assertNotEmitted(curve.adopted):
        qtbot.mouseClick(curve, Qt.MouseButton.LeftButton, pos=curve.rect().topRight())


@pytest.mark.slow
def test_that_a_point_of_the_computed_curve_becomes_the_plan_and_is_undone(region, qtbot):
    region.actions.solving.show_panel()
    panel = region.actions.solving.curve_panel
    with qtbot.waitSignal(region.actions.solving.curve_job.finished, timeout=120_000):
        panel.start.click()
    points = panel.curve.points
    assert points[0].changes == 0
    assert points[0].height == pytest.approx(1.5)
    assert len(points) > 1
    peaks = [point.height for point in points]
    assert peaks == sorted(peaks, reverse=True)
    with qtbot.waitSignal(region.session.facts_changed, timeout=5000):
        panel.curve.adopted.emit(len(points) - 1)
    state = region.session.state
    part = region.session.facts.wish.measures.components[0]
    changed = [
        p for p in changed_periods(state.plan, state.periods) if p.programme in part.programmes
    ]
    assert len(changed) == points[-1].changes
    now = region.session.facts.plan.measures.components
    assert next(c.peak for c in now if c.programmes == part.programmes) == pytest.approx(peaks[-1])
    region.undo()
    assert region.session.state.plan is None


@pytest.mark.slow
def test_that_a_point_leaves_the_rest_of_the_region_as_it_is(region, qtbot):
    from stageplanner.domain.option import build_options
    from stageplanner.domain.plan import Placement
    from stageplanner.domain.state import all_terms, calendar_of

    state = region.session.state
    alone = state.periods[3]
    options = build_options(alone, all_terms(state)[alone.id], calendar_of(state))
    moved = Placement(option=max(options, key=lambda o: o.start), students=alone.students)
    region.session.project.place(alone.id, (moved,))
    region.actions.solving.show_panel()
    panel = region.actions.solving.curve_panel
    with qtbot.waitSignal(region.actions.solving.curve_job.finished, timeout=120_000):
        panel.start.click()
    assert len(panel.curve.points) > 1
    panel.curve.adopted.emit(len(panel.curve.points) - 1)
    plan = region.session.state.plan
    assert plan.placements[alone.id] == (moved,)
    assert len(plan.placements) > 1
    panel.curve.adopted.emit(0)
    assert set(region.session.state.plan.placements) == {alone.id}


@pytest.mark.slow
def test_that_other_data_take_the_points_away(region, qtbot):
    region.actions.solving.show_panel()
    panel = region.actions.solving.curve_panel
    with qtbot.waitSignal(region.actions.solving.curve_job.finished, timeout=120_000):
        panel.start.click()
    assert panel.curve.isVisible()
    state = region.session.state
    fewer = replace(state, leerbedrijven=state.leerbedrijven[1:])
    region.session.project.adopt_intake(Intake(state=fewer, files=()))
    assert not panel.curve.isVisible()


@pytest.mark.slow
def test_that_another_look_and_language_keep_the_curve(keeper, region, qtbot):
    region.actions.solving.show_panel()
    panel = region.actions.solving.curve_panel
    with qtbot.waitSignal(region.actions.solving.curve_job.finished, timeout=120_000):
        panel.start.click()
    points = panel.points
    assert points
    for key, value in (("look", "dark"), ("language", "en")):
        region.set_look(key, value)
        qtbot.waitUntil(lambda before=region: keeper.window is not before)
        region = keeper.window
        panel = region.actions.solving.curve_panel
        qtbot.waitUntil(lambda shown=panel: shown.points == points)
        assert panel.isVisible()
        assert panel.curve.isVisible()


def test_that_reasons_follow_a_change_by_hand(region, qtbot):
    region.go_to("plan")
    page = region.plan_page
    qtbot.waitUntil(lambda: len(page.gantt.data.rows) > 0)
    page.gantt.select("P1")
    with qtbot.waitSignal(region.actions.solving.explain_job.finished, timeout=60_000):
        qtbot.keyClick(page.gantt, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert region.session.explanation.reason_of("P1") is not None


def texts_in(widget):
    return [shown.text() for shown in widget.findChildren(QLabel)]


def test_that_a_point_that_breaks_a_limit_beside_the_rest_is_refused_with_a_sentence(region):
    """The plan has one component move to the weeks to which the point moves the other."""
    state = two_components(Rules(most_away=12))
    region.session.use(Project(state))
    now, part = moved(state, "B", 2), moved(state, "A", 2)
    region.session.project.adopt_plan(now)
    point = Point(component=("25655",), changes=1, changes_lower_bound=1, peak=0.5, plan=part)
    region.actions.solving.adopt_point(point)
    assert region.session.state.plan.placements == now.placements
    assert any("16" in said and "12" in said for said in texts_in(region.notices))
    region.session.project.adopt_plan(None)
    region.actions.solving.adopt_point(point)
    assert region.session.state.plan.placements == part.placements


@pytest.mark.slow
def test_that_what_holds_the_peak_up_is_counted_after_a_proposal(region, qtbot):
    region.actions.solving.optimise(0.4, 5)
    qtbot.waitUntil(
        lambda: bool(region.session.explanation and region.session.explanation.is_full),
        timeout=90_000,
    )
    session = region.session
    told = [
        said
        for limit in session.explanation.limits
        for said in limit_lines(session.state, limit, session.language)
    ]
    assert told
    region.inspector.show_summary()
    shown = texts_in(region.inspector)
    assert all(said in shown for said in told)


@pytest.mark.slow
def test_that_a_component_out_of_reach_shows_changes_against_shortage(window, qtbot):
    """Its knee is ringed and told, and adopting a point takes that much away."""
    window.session.use(Project(overfull()))
    qtbot.waitUntil(lambda: window.session.facts is not None, timeout=5000)
    window.actions.solving.show_panel()
    panel = window.actions.solving.curve_panel
    with qtbot.waitSignal(window.actions.solving.curve_job.finished, timeout=120_000):
        panel.start.click()
    points = panel.curve.points
    assert [point.height for point in points] == sorted((p.height for p in points), reverse=True)
    (knee,) = [k for k, point in enumerate(points) if point.is_knee]
    assert points[knee].sentence.endswith("(wordt voorgesteld)")
    assert panel.knee.isVisibleTo(panel)
    assert panel.knee.text().startswith(f"{points[knee].changes} wijziging")
    assert f"vraagt er {points[-1].changes}." in panel.knee.text()
    places = [panel.curve.place(point).y() for point in points]
    assert places == sorted(places)
    with qtbot.waitSignal(window.session.facts_changed, timeout=5000):
        panel.curve.adopted.emit(knee)
    (now,) = window.session.facts.plan.measures.components
    assert now.shortage_student_days == pytest.approx(points[knee].height)
