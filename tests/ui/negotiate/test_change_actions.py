"""A change that one can talk with: the same four decisions in inspector, board and list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from stageplanner.domain.negotiation.decisions import Decision
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, is_changed, placements_of
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.domain.settled import settled_periods
from tests.ui.window.test_every_text import round_of
from ui.inspector.change_buttons import ChangeButtons

CHANGED, UNCHANGED = "P1", "P0"


@pytest.fixture
def window(planned, qtbot):
    planned.go_to("plan")
    qtbot.waitUntil(lambda: len(planned.plan_page.gantt.data.rows) > 0)
    return planned


def period_of(window, key=CHANGED):
    return next(p for p in window.session.state.periods if p.id == key)


def is_moved(window, key=CHANGED):
    return is_changed(window.session.state.plan, period_of(window, key))


def buttons_of(window, key):
    window.show_period(key)
    return window.inspector.findChildren(ChangeButtons)[-1].buttons


def test_that_a_change_has_four_buttons_and_what_is_not_asked_two(window):
    buttons = buttons_of(window, CHANGED)
    assert list(buttons) == list(Decision)
    assert all(b.isEnabled() and b.accessibleDescription() for b in buttons.values())
    assert list(buttons_of(window, UNCHANGED)) == [Decision.LOCK, Decision.CHOOSE]


def test_that_agreeing_seals_the_bar_in_one_step_and_the_next_look_tells_why_not_again(
    window, qtbot
):
    buttons_of(window, CHANGED)[Decision.AGREE].click()
    assert CHANGED in settled_periods(window.session.state)
    again = buttons_of(window, CHANGED)
    assert not again[Decision.AGREE].isEnabled() and not again[Decision.REFUSE].isEnabled()
    assert again[Decision.AGREE].toolTip()
    row = next(r for r in window.plan_page.gantt.data.rows if r.key == CHANGED)
    assert row.is_sealed
    window.undo()
    assert settled_periods(window.session.state) == {}


@pytest.mark.parametrize("place", ["board", "list", "menu"])
def test_that_the_same_decision_is_taken_everywhere(window, qtbot, place):
    page = window.plan_page
    if place == "board":
        page.gantt.select(CHANGED)
        qtbot.keyClick(page.gantt, Qt.Key.Key_A)
    elif place == "list":
        page.view.choose("table")
        rows = [page.table.model().index(r, 0) for r in range(page.table.model().rowCount())]
        page.table.setCurrentIndex(next(i for i in rows if "Maas" in str(i.data())))
        while page._table_key != CHANGED:
            page.table.selectRow(page.table.currentIndex().row() + 1)
        page.table.setFocus()
        qtbot.keyClick(page.table, Qt.Key.Key_A)
    else:
        action = page.build_menu(CHANGED).actions()[0]
        assert action.text() == "Akkoord\tA"
        action.trigger()
    assert CHANGED in settled_periods(window.session.state)


def test_that_locking_what_is_not_changed_fixes_it_and_back(window):
    buttons_of(window, UNCHANGED)[Decision.LOCK].click()
    assert period_of(window, UNCHANGED).fixed
    again = buttons_of(window, UNCHANGED)
    assert again[Decision.LOCK].text() == "Niet meer vast"
    assert not again[Decision.CHOOSE].isEnabled(), "a fixed period has its wish only"
    again[Decision.LOCK].click()
    assert not period_of(window, UNCHANGED).fixed


@pytest.mark.parametrize("answer", ["Voorkeur vastzetten", "Akkoord", "Terug"])
def test_that_locking_a_change_asks_what_is_meant(window, answer):
    window.actions.changes.decide("lock", CHANGED)
    box = window.actions.changes.dialog
    next(b for b in box.findChildren(QPushButton) if b.text() == answer).click()
    assert period_of(window).fixed is (answer == "Voorkeur vastzetten")
    assert is_moved(window) is (answer != "Voorkeur vastzetten")
    assert (CHANGED in settled_periods(window.session.state)) is (answer == "Akkoord")


def test_that_another_choice_is_one_step_and_drawn_on_the_board_before(window, qtbot):
    before = window.session.state
    buttons_of(window, CHANGED)[Decision.CHOOSE].click()
    dialog = window.actions.changes.dialog
    qtbot.waitUntil(lambda: dialog.found is not None, timeout=5000)
    shortages = [way.shortage for way in dialog.model.rows]
    assert len(shortages) > 3 and shortages == sorted(shortages)
    dialog.table.selectRow(2)
    way = dialog.selected
    assert set(window.plan_page.gantt.ghosts) == {CHANGED}
    dialog.take.click()
    assert placements_of(window.session.state.plan, period_of(window)) == way.placements
    assert window.plan_page.gantt.ghosts == {}
    window.undo()
    assert window.session.state == before


def test_that_the_wish_is_among_the_choices_and_says_so(window, qtbot):
    window.actions.changes.decide("choose", CHANGED)
    dialog = window.actions.changes.dialog
    qtbot.waitUntil(lambda: dialog.found is not None, timeout=5000)
    wish = wish_option(period_of(window))
    (row,) = [w for w in dialog.model.rows if [p.option for p in w.placements] == [wish]]
    assert dialog._kinds(row) == "niet: de voorkeur"
    dialog.reject()


def test_that_refusing_before_a_round_offers_repairs_as_ghosts_and_one_click_takes_one(
    window, qtbot
):
    before = window.session.state
    buttons_of(window, CHANGED)[Decision.REFUSE].click()
    panel = window.actions.changes.panel
    assert panel.isVisible() and set(window.plan_page.gantt.ghosts) == {CHANGED}
    assert panel.reason.isHidden(), "there is no round that needs a reason"
    qtbot.waitUntil(lambda: bool(panel.repairs), timeout=30_000)
    assert 1 <= len(panel.choices) <= 3
    repair = panel.repairs[0]
    assert set(window.plan_page.gantt.ghosts) == {CHANGED, *repair.touched}
    panel.choices[0].click()
    assert not is_moved(window) and period_of(window).fixed
    assert not panel.isVisible() and window.plan_page.gantt.ghosts == {}
    assert not window.panels.isVisible()
    assert not window.session.project.plan_is_outdated
    window.undo()
    assert window.session.state == before


def test_that_a_refusal_in_a_round_needs_its_reason(window, qtbot):
    round_of(window)
    window.actions.changes.decide("refuse", CHANGED)
    panel = window.actions.changes.panel
    assert not panel.reason.isHidden()
    panel.alone.click()
    assert panel.error.text() and is_moved(window)
    panel.reason.setText("toetsweek")
    panel.locks.setChecked(False)
    panel.alone.click()
    proposal = window.session.state.rounds[0].proposals[0]
    assert (proposal.status, proposal.remark) == (ProposalStatus.REFUSED, "toetsweek")
    assert not is_moved(window) and not period_of(window).fixed


def test_that_the_panel_closes_when_the_plan_is_another(window, qtbot):
    window.actions.changes.decide("refuse", CHANGED)
    panel = window.actions.changes.panel
    window.session.project.decisions.lock(UNCHANGED)
    assert not panel.isVisible() and window.plan_page.gantt.ghosts == {}


def test_that_what_cannot_be_decided_is_explained(window):
    window.actions.changes.decide("agree", UNCHANGED)
    assert "vraagt hier niets" in window.notices.log.entries[-1].text


def test_that_the_header_counts_the_whole_plan_and_tells_filled_days_apart(window):
    page, project = window.plan_page, window.session.project
    assert page.changes.text() == "1 wijziging bij 1 instelling"
    assert window.load_page.changes.text() == page.changes.text()
    free = next(o for o in page.moves.options("P3") if o.weekdays == (0, 1, 2, 3))
    open_days = replace(wish_option(period_of(window, "P3")), weekdays=free.weekdays)
    project.place("P3", (Placement(option=open_days, students=10),))
    assert page.changes.text() == (
        "1 wijziging bij 1 instelling; bij 1 groep zijn vrije dagen ingevuld"
    )
    window.show_period("P3")
    texts = [part.text() for part in window.inspector.findChildren(QLabel)]
    assert "Het voorstel vult de vrije dagen in: ma di wo do." in texts
    differences = project.compare_scenarios("wish", "current")
    assert sorted(d.is_filling for d in differences) == [False, True]
