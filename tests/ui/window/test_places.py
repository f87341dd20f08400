"""From the knelpunt to the bar and back: links lead there, Alt+Left leads back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from stageplanner.project import Project
from tests.ui.builders import small_state
from ui.inspector.inspector import HeatCell, Knelpunt, Period, Summary


@pytest.fixture
def window(region, qtbot):
    region.go_to("load")
    return region


def texts(window):
    return " ".join(part.text() for part in window.inspector.findChildren(QLabel))


def link(window, text):
    buttons = window.inspector.findChildren(QPushButton)
    return next(b for b in buttons if text in b.text())


def choose(window, line=0):
    table = window.load_page.knelpunten.table
    table.selectRow(line)
    table.activated.emit(table.currentIndex())


def test_that_the_page_begins_with_the_knelpunten_and_a_click_goes_to_the_worst_day(window):
    page = window.load_page
    assert page.knelpunten.isVisible() and page.sentence.isHidden()
    (one,) = page.knelpunten.model.rows
    choose(window)
    line, week = page.before.map.current
    assert page.before.rows[line].key in one.worst.programmes
    assert window.session.facts.weeks[week] <= one.worst.day
    assert isinstance(window.inspector.subject, Knelpunt)
    shown = texts(window)
    assert "studenten te veel" in shown and "van de vraag" in shown and "plaatsen" in shown


def test_that_a_link_leads_to_the_bar_and_alt_left_back(window, qtbot):
    choose(window)
    subject = window.inspector.subject
    link(window, "VIG2B").click()
    assert window.pages.current == "plan" and window.plan_page.gantt.current_key == "P1"
    assert window.inspector.subject == Period("P1")
    assert window.top.back.isEnabled()
    window.places.go_back()
    assert window.pages.current == "load" and window.inspector.subject == subject
    assert not window.top.back.isEnabled()
    window.places.go_forward()
    assert window.pages.current == "plan" and window.inspector.subject == Period("P1")


def test_that_alt_left_goes_back_by_key_but_moves_a_bar_that_is_selected(window, qtbot):
    window.go_to("data")
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.pages.current == "load"
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.pages.current == "data"
    window.show_bar("P0")
    gantt = window.plan_page.gantt
    gantt.setFocus()
    qtbot.keyClick(gantt, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.pages.current == "plan" and window.session.state.plan is not None


def test_that_a_leerbedrijf_and_the_summary_are_places_as_well(window):
    choose(window)
    link(window, "De Linde").click()
    assert window.pages.current == "data"
    window.places.go_back()
    window.show_region()
    assert isinstance(window.inspector.subject, Summary)
    link(window, "Toon dit knelpunt").click()
    assert isinstance(window.inspector.subject, Knelpunt)


def test_that_a_cell_is_selected_again(window):
    page = window.load_page
    page.row_choice.choose("institution")
    page.before.map.set_current(0, 12)
    cell = window.inspector.subject
    assert isinstance(cell, HeatCell)
    window.go_to("plan")
    page.row_choice.choose("programme")
    window.places.go_back()
    assert window.inspector.subject == cell and page.row_choice.key == "institution"
    assert page.before.map.current == (0, 12)


def test_that_another_region_has_no_way_back(window, qtbot):
    window.go_to("plan")
    assert window.top.back.isEnabled()
    with qtbot.waitSignal(window.session.facts_changed, timeout=5000):
        window.session.use(Project(small_state()))
    assert not window.top.back.isEnabled()
    window.places.go_back()
    assert window.pages.current in ("load", "plan")


def test_that_days_open_at_the_chosen_week_and_weeks_at_the_chosen_day(window):
    page, facts = window.load_page, window.session.facts
    choose(window)
    line, week = page.before.map.current
    key = page.before.rows[line].key
    page.column_choice.choose("days")
    at, day = page.before.map.current
    assert page.before.rows[at].key == key
    first = facts.weeks[week]
    assert 0 <= (facts.grid.days[day] - first).days < 7
    values = page.before.rows[at].values
    days = [i for i, d in enumerate(facts.grid.days) if 0 <= (d - first).days < 7]
    assert values[day] == max(values[i] for i in days)
    page.column_choice.choose("weeks")
    assert page.before.map.current[1] == week


def test_that_the_chart_shows_the_places_of_what_is_the_limit(window):
    choose(window)
    page = window.load_page
    assert "Verzorgende" in page.chart_card.title.text()
    data = page.chart._data
    assert any(
        blok + lint > places
        for blok, lint, places in zip(data.blok, data.lint, data.places, strict=True)
    ), "where it is too full, the bars rise above the line"


def test_that_escape_explains_the_region_again(window, qtbot):
    choose(window)
    page = window.load_page
    qtbot.keyClick(page.before.map, Qt.Key.Key_Escape)
    assert page.before.map.current == (-1, -1)
    assert isinstance(window.inspector.subject, Summary)


def test_that_a_chosen_group_is_chosen_in_plannen_on_the_time_line_and_in_the_table(window):
    window.go_to("data")
    window.show_period("P2")
    window.go_to("plan")
    page = window.plan_page
    assert page.gantt.current_key == "P2"
    page.view.choose("table")
    assert page._table_key == "P2"
    page.select_period("P1")
    assert page.view.key == "table" and page._table_key == "P1"
    page.view.choose("time")
    assert page.gantt.current_key == "P1"
