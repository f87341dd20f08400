"""The curve of changes against peak: computed, looked at by keyboard, adopted, undone."""

import pytest
from PySide6.QtCore import Qt

from stageplanner.domain.plan import changed_periods
from ui.widgets.curve import Curve, CurvePoint


@pytest.fixture
def curve(qtbot):
    made = Curve("wijzigingen")
    qtbot.addWidget(made)
    made.resize(280, 200)
    made.set_points(
        tuple(
            CurvePoint(changes=n, peak=peak, is_proven=True, sentence=f"{n}: {peak}")
            for n, peak in ((0, 1.26), (3, 1.1), (9, 1.0))
        )
    )
    made.show()
    return made


def test_that_more_changes_lie_to_the_right_and_lower(curve):
    places = [curve.place(point) for point in curve._points]
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


def test_that_a_point_of_the_computed_curve_becomes_the_plan_and_is_undone(region, qtbot):
    region.solving.show_panel()
    panel = region.solving.curve_panel
    with qtbot.waitSignal(region.solving.curve_job.finished, timeout=120_000):
        panel.start.click()
    points = panel.curve._points
    assert points[0].changes == 0
    assert points[0].peak == pytest.approx(1.5)
    assert len(points) > 1
    peaks = [point.peak for point in points]
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


def test_that_reasons_follow_a_change_by_hand(region, qtbot):
    region.go_to(2)
    page = region.plan_page
    qtbot.waitUntil(lambda: len(page.gantt._data.rows) > 0)
    page.gantt.select("P1")
    with qtbot.waitSignal(region.solving.explain_job.finished, timeout=60_000):
        qtbot.keyClick(page.gantt, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert region.session.explanation.reason_of("P1") is not None
