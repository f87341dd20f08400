"""150% on a screen of 1366 x 768 leaves 911 x 512: everything stays in sight and can be reached."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QPushButton

from tests.ui.waiting import come_to_rest
from ui.gantt.scale import ROW
from ui.widgets.time_axis import HEADER_HEIGHT

SMALL = (911, 512)


@pytest.fixture
def small(planned, qtbot):
    planned.setMinimumSize(1, 1)
    planned.go_to("plan")
    planned.resize(*SMALL)
    come_to_rest(qtbot, planned)
    return planned


def test_that_the_window_starts_within_its_screen(keeper):
    room = keeper.window.screen().availableGeometry()
    fresh = type(keeper.window)(keeper.session, keeper.settings)
    try:
        assert fresh.minimumWidth() <= room.width()
        assert fresh.minimumHeight() <= room.height()
        assert QRect(room).contains(fresh.geometry())
    finally:
        fresh.close_anyway()
        fresh.deleteLater()


def test_that_the_top_bar_and_its_menu_fit(small):
    button = small.top.menu_button
    right = button.mapTo(small, button.rect().bottomRight()).x()
    assert right <= SMALL[0]


def test_that_the_side_is_narrowed_hidden_and_remembered(small, qtbot):
    split, page = small.split, small.plan_page
    wide = page.width()
    split.setSizes([700, 190])
    split.splitterMoved.emit(700, 1)
    come_to_rest(qtbot, small)
    assert split.side.width() <= 200
    assert page.width() > wide
    qtbot.keyClick(small, Qt.Key.Key_F9)
    assert not split.side.isVisible()
    split.keep()
    assert small.window_state.saved.number("side_shown", 1, 0, 1) == 0
    assert small.window_state.saved.number("side", 0, 0, 2000) <= 200
    qtbot.keyClick(small, Qt.Key.Key_F9)
    assert split.side.isVisible()
    # A proposal that is asked for is shown.
    split.toggle_side()
    small.actions.solving.show_panel()
    assert split.side.isVisible()


def test_that_a_notice_leaves_rows_on_the_board(small, qtbot):
    words = "Een heel lange melding die over vele regels gaat. " * 20
    small.notices.show_notice(words, "plan")
    come_to_rest(qtbot, small)
    gantt = small.plan_page.gantt
    assert small.notices.height() <= SMALL[1] * 0.32
    box = gantt.viewport().mapTo(small, gantt.viewport().rect().bottomLeft())
    assert box.y() <= SMALL[1]
    assert gantt.viewport().height() >= HEADER_HEIGHT + 3 * ROW
    shown = [b for b in small.notices.findChildren(QPushButton) if b.text() == "Sluiten"]
    assert shown, "a notice can be closed"
    below = small.notices.height()
    assert all(b.mapTo(small.notices, b.rect().bottomLeft()).y() < below for b in shown)
