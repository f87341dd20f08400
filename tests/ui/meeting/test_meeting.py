"""Meeting mode: sliders along the curve, decisions of the table, one A4."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from stageplanner.domain.plan import WISH_PLAN, changed_periods, placements_of
from stageplanner.optimise.result import Point
from stageplanner.planning import frontier
from tests.documents.test_papers import text_of
from ui.meeting.table_plan import Decision, fairer_points, table_plan


@pytest.fixture
def meeting(region, qtbot):
    """The meeting with a computed curve, without a solver in the background."""
    qtbot.waitUntil(lambda: region.session.facts is not None, timeout=20_000)
    points = frontier(region.session.state, 20, workers=1)
    panel = region.actions.solving.curve_panel
    panel._state = region.session.state
    panel._on_curve(points)
    assert len(panel.points) > 1
    region.show_meeting()
    made = region.meeting
    made.fair_job.kill()
    yield made
    if region.meeting is not None:
        region.meeting.reject()


def settled(meeting, qtbot):
    qtbot.waitUntil(lambda: meeting._key(meeting.plan) in meeting._measured, timeout=20_000)


def test_that_every_point_shows_its_plan_at_once(meeting, qtbot, region):
    last = len(meeting.points) - 1
    for number in (0, last):
        meeting.slider.setValue(number)
        settled(meeting, qtbot)
        point = meeting.points[number]
        assert len(changed_periods(meeting.plan, region.session.state.periods)) == point.changes
        assert meeting.curve.current == number
        assert meeting.changes.count() == point.changes
        assert (
            meeting.words.percent(
                max(
                    c.peak
                    for c in meeting._measured[meeting._key(meeting.plan)][
                        0
                    ].now.measures.components
                    if c.has_capacity
                )
            )
            in meeting.figure.text()
        )
    assert region.session.state.plan is None, "looking changes nothing"


def test_that_the_keys_decide_lock_undo_and_leave(meeting, qtbot, region):
    project = region.session.project
    meeting.slider.setValue(len(meeting.points) - 1)
    settled(meeting, qtbot)
    asked, name = meeting.plan, meeting.selected
    qtbot.keyClick(meeting, Qt.Key.Key_V)
    period = next(p for p in project.state.periods if p.id == name)
    assert placements_of(project.state.plan, period) == placements_of(asked, period)
    meeting.slider.setValue(0)
    assert placements_of(meeting.plan, period) == placements_of(asked, period), "stays decided"
    qtbot.keyClick(meeting, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert project.state.plan is None
    assert not meeting.decisions
    meeting.slider.setValue(len(meeting.points) - 1)
    name = meeting.selected
    qtbot.keyClick(meeting, Qt.Key.Key_N)
    period = next(p for p in project.state.periods if p.id == name)
    assert period.fixed
    assert meeting.points, "a decision leaves the curve on the table"
    assert placements_of(meeting.plan, period) == placements_of(WISH_PLAN, period)
    project.undo()
    qtbot.keyClick(meeting, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: region.meeting is None)


def test_that_one_page_tells_what_was_decided(meeting, qtbot, region, tmp_path):
    meeting.slider.setValue(len(meeting.points) - 1)
    settled(meeting, qtbot)
    group = next(p.group for p in region.session.state.periods if p.id == meeting.selected)
    meeting.decide(True)
    path = tmp_path / "besluiten.pdf"
    region.write_decisions(meeting.decisions, meeting.plan, str(path))
    shown = text_of(path)
    assert shown.count("\f") == 1
    assert "Besluiten van de vergadering" in shown
    assert group in shown
    assert "zoals gevraagd" in shown


def test_that_a_fairer_plan_never_has_a_higher_peak(meeting, region):
    state = region.session.state
    point = meeting.points[-1]
    fair = [
        Point(component=point.component, changes=9, changes_lower_bound=0, peak=peak,
              plan=point.plan, burden=burden)
        for peak, burden in ((point.peak + 0.2, 1), (point.peak, 8), (point.peak - 0.01, 12))
    ]  # fmt: skip
    stops = fairer_points(point, fair)
    assert [stop.burden for stop in stops] == [12, 8]
    assert all(stop.peak <= point.peak for stop in stops)
    period = changed_periods(point.plan, state.periods)[0]
    wish = placements_of(WISH_PLAN, period)
    decided = {period.id: Decision(period=period.id, placements=wish, is_fixed=True)}
    assert placements_of(table_plan(state, point, decided), period) == wish
