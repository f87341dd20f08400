"""The window opens with what is worst, and follows what is selected: it never looks better."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from stageplanner.project import Project
from tests.negotiating import sent
from tests.ui.builders import small_state
from tests.ui.waiting import come_to_rest
from ui.widgets.kpi_data import REGION


def lopsided():
    """Nursing fits and is the largest; the dental assistants, last in every list, do not fit."""
    state = small_state()
    *nursing, dental = state.periods
    nursing = [replace(period, students=12) for period in nursing]
    return replace(state, periods=(*nursing, replace(dental, students=25)))


@pytest.fixture
def window(keeper, qtbot):
    with qtbot.waitSignal(keeper.session.facts_changed, timeout=5000):
        keeper.session.use(Project(lopsided()))
    keeper.window.resize(1280, 800)
    return keeper.window


def strip_text(window):
    return window.kpis.findChild(QComboBox).currentText()


def go(window, qtbot, page):
    window.go_to(page)
    come_to_rest(qtbot, window)


def test_that_the_figures_open_with_the_region_and_its_worst_component(window, qtbot):
    choice = window.kpis.findChild(QComboBox)
    assert [choice.itemText(i) for i in range(choice.count())] == [
        "▲ Hele regio",
        "▲ Tandartsassistent",
        "Verzorgende-IG + 1 andere",
    ]
    assert window.component == REGION
    assert window.kpis.peak.figure.text() == "133,3%"
    assert window.kpis.peak.figure.property("tone") == "danger"


def test_that_the_load_strip_of_the_region_shows_the_worst_of_every_week(window, qtbot):
    go(window, qtbot, "plan")
    assert max(window.plan_page.strip._data.now) == pytest.approx(25 * 4 / 5 / 15)
    assert window.plan_page.strip._data.name == "Hele regio, drukste groep opleidingen"


def test_that_the_bottleneck_of_the_region_is_that_of_its_worst_component(window, qtbot):
    go(window, qtbot, "load")
    page = window.load_page
    assert "Tandartsassistent" in page.sentence.text()
    assert "Tandartsassistent" in page.chart_card.title.text()
    assert not page._balance.text().startswith("✓"), "no tick beside a bottleneck"
    assert page._balance.property("tone") != "good"


def test_that_overloaded_rows_of_the_heat_map_come_first(window, qtbot):
    go(window, qtbot, "load")
    page = window.load_page
    for kind in ("programme", "component", "niveau", "institution"):
        page.row_choice.choose(kind)
        peaks = [max(row.values) for row in page.before.rows]
        over = [peak > 1 for peak in peaks]
        assert over == sorted(over, reverse=True), kind
    page.row_choice.choose("programme")
    assert page.before.rows[0].label == "Tandartsassistent"


def test_that_both_maps_keep_one_order_with_what_is_overloaded_now_on_top(window, qtbot):
    from tests.ui.builders import plan_with_one_change

    state = small_state()
    *nursing, dental = state.periods
    state = replace(state, periods=(*nursing, replace(dental, students=25)))
    project = Project(state)
    project.adopt_plan(plan_with_one_change(state))
    window.session.use(project)
    go(window, qtbot, "load")
    before, after = window.load_page.before.rows, window.load_page.after.rows
    assert [row.key for row in before] == [row.key for row in after]
    assert after[0].label == "Tandartsassistent"
    assert max(after[0].values) > 1
    # What the plan relieved comes next, as the map of the wishes shows it red.
    assert max(before[1].values) > 1 >= max(after[1].values)


def test_that_a_selected_cell_stays_selected_if_its_row_moves(window, qtbot):
    go(window, qtbot, "load")
    page = window.load_page
    page.show_peak()
    week = page.before.map.current[1]
    state = small_state()
    window.session.project.commit_state(replace(state, periods=state.periods), "edit")
    come_to_rest(qtbot, window)
    labels = [row.label for row in page.before.rows]
    assert labels[0] != "Tandartsassistent"
    assert page.before.map.current == (labels.index("Tandartsassistent"), week)


def test_that_the_cards_of_the_region_begin_with_the_worst(window, qtbot):
    window.show_region()
    texts = [label.text() for label in window.inspector.findChildren(QLabel)]
    assert texts.index("Tandartsassistent") < texts.index("Verzorgende-IG + 1 andere")


# --- following what is selected ----------------------------------------------------------------


def test_that_a_click_on_a_bar_switches_the_strip_and_the_figures(window, qtbot):
    go(window, qtbot, "plan")
    gantt = window.plan_page.gantt
    for key, name in (("P0", "Verzorgende-IG + 1 andere"), ("P3", "▲ Tandartsassistent")):
        row = next(i for i, r in enumerate(gantt.data.rows) if r.key == key)
        place = QPoint(20, gantt.y_of(row) + 8)
        qtbot.mouseClick(gantt.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert strip_text(window) == name
        assert window.plan_page.strip._data.name == name.removeprefix("▲ ")


def test_that_the_arrow_keys_switch_the_strip_and_the_figures(window, qtbot):
    go(window, qtbot, "plan")
    gantt = window.plan_page.gantt
    for key in (row.key for row in gantt.data.rows if not row.is_heading):
        while gantt.current_key != key:
            qtbot.keyClick(gantt, Qt.Key.Key_Down)
        wanted = "▲ Tandartsassistent" if key == "P3" else "Verzorgende-IG + 1 andere"
        assert strip_text(window) == wanted


def test_that_a_move_by_keyboard_shows_its_effect(window, qtbot):
    go(window, qtbot, "plan")
    page = window.plan_page
    page.gantt.select("P0", notify=True)
    shown = page.strip._data.now
    qtbot.keyClick(page.gantt, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    come_to_rest(qtbot, window)
    assert strip_text(window) == "Verzorgende-IG + 1 andere"
    assert page.strip._data.now != shown


def test_that_a_verb_of_the_menu_shows_its_effect(window, qtbot):
    go(window, qtbot, "plan")
    page = window.plan_page
    menu = page.build_menu("P0")
    lint = next(a.menu() for a in menu.actions() if a.text() == "Lint")
    lint.actions()[0].trigger()
    come_to_rest(qtbot, window)
    assert strip_text(window) == "Verzorgende-IG + 1 andere"


def test_that_a_row_of_the_table_and_a_cell_of_the_map_switch_the_figures(window, qtbot):
    go(window, qtbot, "plan")
    page = window.plan_page
    page.view.choose("table")
    table = page.table
    for row in range(table.model().rowCount()):
        place = table.visualRect(table.model().index(row, 0)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        name = table.model().index(row, 1).data()
        wanted = "▲ Tandartsassistent" if name == "Tandartsassistent" else strip_text(window)
        assert strip_text(window) == wanted
        assert window.component != REGION
    go(window, qtbot, "load")
    labels = [row.label for row in window.load_page.before.rows]
    window.load_page.before.map.set_current(labels.index("Mbo-Verpleegkundige"), 11)
    assert strip_text(window) == "Verzorgende-IG + 1 andere"
    window.load_page.row_choice.choose("niveau")
    assert strip_text(window) == "▲ Hele regio"


def test_that_going_to_a_table_is_no_choice(window, qtbot):
    for page in ("data", "load", "plan"):
        go(window, qtbot, page)
        assert strip_text(window) == "▲ Hele regio"


def test_that_another_region_opens_with_the_region(window, qtbot):
    go(window, qtbot, "plan")
    window.plan_page.gantt.select("P0", notify=True)
    with qtbot.waitSignal(window.session.facts_changed, timeout=5000):
        window.session.use(Project(small_state()))
    assert window.component == REGION


# --- the colour follows the figure -------------------------------------------------------------


@pytest.mark.parametrize(("peak", "role"), [(1.367, "bad"), (0.959, "good")])
def test_that_a_card_of_an_overload_is_never_green(window, peak, role):
    from types import SimpleNamespace

    from ui.negotiate.proposal_card import build_proposal

    project = sent()
    row = SimpleNamespace(
        proposal=project.state.rounds[0].proposals[0], period=project.state.periods[1]
    )
    region = SimpleNamespace(
        peak_asked=peak, peak_counter=peak, shortage_asked=72.0, shortage_counter=644.0
    )
    effect = SimpleNamespace(region=region, changes=1, student_weeks=4, away=(1.0, 2.0))
    inside = QWidget()
    build_proposal(QVBoxLayout(inside), row, effect, window.words)
    card = next(
        label.parentWidget()
        for label in inside.findChildren(QLabel)
        if label.text() == "Voor de regio"
    )
    assert card.property("role") == role
