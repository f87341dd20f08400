"""Belasting: before and after side by side, whatever the window's size."""

from dataclasses import replace

import pytest

from stageplanner.domain.plan import WISH_PLAN
from stageplanner.project import Project
from tests.ui.builders import period, small_state
from tests.ui.waiting import come_to_rest


@pytest.fixture
def page(keeper, qtbot):
    """The page with thirteen programmes and a proposal, in a small window."""
    state = small_state()
    periods = tuple(
        period(i % 8, id=f"P{i}", programme=str(25600 + i), programme_name=f"Opleiding {i}")
        for i in range(13)
    )
    places = tuple(
        replace(state.leerbedrijven[0], id=str(100000000 + i), accredited=(str(25600 + i),))
        for i in range(13)
    )
    state = replace(state, periods=periods, leerbedrijven=places)
    project = Project(state)
    project.adopt_plan(WISH_PLAN)
    keeper.window.resize(1280, 800)
    with qtbot.waitSignal(keeper.session.facts_changed, timeout=5000):
        keeper.session.use(project)
    keeper.window.go_to("load")
    come_to_rest(qtbot, keeper.window)
    return keeper.window.load_page


def below(part, page):
    return part.mapTo(page, part.rect().bottomLeft()).y()


def above(part, page):
    return part.mapTo(page, part.rect().topLeft()).y()


def test_that_before_and_after_show_every_row_in_a_small_window(page):
    for heat in (page.before, page.after):
        assert heat.map.verticalScrollBar().maximum() == 0
        last = heat.map.cell_rect(12, 0)
        assert last.bottom() <= heat.map.viewport().height()
    assert page.before.map.cell_rect(0, 0).height() == page.after.map.cell_rect(0, 0).height()


def test_that_the_cards_lie_below_each_other_and_within_the_page(page):
    assert below(page.before, page) < above(page.after, page)
    assert below(page.after, page) < above(page.chart_card, page)
    assert below(page.chart_card, page) <= page.height()


def test_that_the_chart_folds_and_unfolds(page, qtbot):
    assert page.chart.isHidden()
    page.fold.click()
    come_to_rest(qtbot, page.window())
    assert page.chart.isVisible()
    assert below(page.after, page) < above(page.chart_card, page)
    page.fold.click()
    assert page.chart.isHidden()


def test_that_the_chart_is_open_where_there_is_room(page, keeper, qtbot):
    keeper.window.resize(1600, 1300)
    qtbot.waitUntil(page.chart.isVisible)
    assert page.before.map.verticalScrollBar().maximum() == 0


def test_that_the_knelpunt_can_be_read_whole(page):
    sentence = page.sentence
    assert sentence.text().endswith(".")
    assert sentence.heightForWidth(sentence.width()) <= sentence.height()


@pytest.mark.parametrize("kind", ["company", "programme"])
def test_that_a_row_stands_at_the_same_place_in_both_maps(planned, kind):
    planned.go_to("load")
    page = planned.load_page
    page.row_choice.choose(kind)
    assert [found.key for found in page.before.rows] == [found.key for found in page.after.rows]
