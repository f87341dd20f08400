"""Plannen: what is admissible can be done by mouse and by keyboard, and undone."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt

from stageplanner.domain.option import build_options, wish_option
from stageplanner.domain.plan import Placement, is_changed
from stageplanner.domain.state import all_terms, calendar_of
from stageplanner.load.measures import measure
from stageplanner.project import Project
from tests.ui.builders import period, small_state
from tests.ui.waiting import come_to_rest
from ui.facts.screen_facts import build_facts
from ui.plan.drag_preview import DragPreview
from ui.plan.moves import rhythm_of


@pytest.fixture
def page(region, qtbot):
    region.go_to("plan")
    qtbot.waitUntil(lambda: len(region.plan_page.gantt.data.rows) > 0)
    region.resize(1280, 800)
    come_to_rest(qtbot, region)
    return region.plan_page


def placed(page, key):
    return page.moves.now(key)


def test_that_every_period_has_a_row_under_its_institution(page):
    rows = page.gantt.data.rows
    assert [row.label for row in rows if row.is_heading] == ["Maas College", "Rijn College"]
    assert {row.key for row in rows if not row.is_heading} == {"P0", "P1", "P2", "P3"}


def test_that_the_keyboard_moves_a_period_to_the_next_admissible_start(page, qtbot):
    page.gantt.select("P0")
    before = placed(page, "P0")
    qtbot.keyClick(page.gantt, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    after = placed(page, "P0")
    assert after.start > before.start
    assert after in page.moves.options("P0")
    page.session.project.undo()
    assert placed(page, "P0") == before


def test_that_a_drag_ends_at_the_nearest_admissible_start(page, qtbot):
    gantt = page.gantt
    gantt.select("P0")
    row = gantt.current
    bar = gantt.data.rows[row].bars[0]
    begin = gantt.bar_rect(row, bar).center().toPoint()
    target = begin + QPoint(round(gantt.week_width * 3), 0)
    qtbot.mousePress(gantt.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    for part in (0.3, 0.7, 1.0):
        place = begin + (target - begin) * part
        qtbot.mouseMove(gantt.viewport(), place)
    tried = gantt.drag.at
    qtbot.mouseRelease(gantt.viewport(), Qt.MouseButton.LeftButton, pos=target)
    assert page.rows.offset(placed(page, "P0").start) == tried
    assert 14 <= tried - bar.first <= 28


def test_that_escape_gives_a_drag_up(page, qtbot):
    gantt = page.gantt
    gantt.select("P0")
    row = gantt.current
    begin = gantt.bar_rect(row, gantt.data.rows[row].bars[0]).center().toPoint()
    qtbot.mousePress(gantt.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    qtbot.mouseMove(gantt.viewport(), begin + QPoint(80, 0))
    qtbot.keyClick(gantt, Qt.Key.Key_Escape)
    qtbot.mouseRelease(gantt.viewport(), Qt.MouseButton.LeftButton, pos=begin + QPoint(80, 0))
    assert page.session.state.plan is None


def test_that_the_menu_offers_the_admissible_forms_and_the_way_back(page):
    page.place(
        "P0",
        next(
            o
            for o in page.moves.options("P0")
            if o.form != wish_option(page.moves.period("P0")).form
        ),
    )
    menu = page.build_menu("P0")
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == [
        "Akkoord\tA",
        "Mag niet…\tM",
        "Zet vast\tV",
        "Andere keuze…\tK",
        "Lint",
        "Blok",
        "Splitsen kan niet: onder 24 studenten wordt niet gesplitst",
        "Goede voorbeelden…",
        "Terug naar de voorkeur",
    ]
    menu.actions()[-1].trigger()
    assert not is_changed(page.session.state.plan, page.moves.period("P0"))


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
    wish = wish_option(moved)
    trial = DragPreview(facts, moved.id, (Placement(option=wish, students=moved.students),))
    options = build_options(moved, all_terms(state)[moved.id], calendar_of(state))
    same = [option for option in options if rhythm_of(option) == rhythm_of(wish)]
    assert len(same) > 3
    for option in same:
        strip, peak = trial.at(option)
        project = Project(state)
        project.place(moved.id, (Placement(option=option, students=moved.students),))
        after = measure(state, project.state.plan, facts.grid).components[trial.component]
        assert peak == pytest.approx(after.peak)
        assert np.max(strip.now) == pytest.approx(after.peak)


def test_that_a_tried_move_of_one_half_counts_the_other_where_it_is():
    state = small_state()
    facts = build_facts(state)
    moved = state.periods[1]
    wish = wish_option(moved)
    options = build_options(moved, all_terms(state)[moved.id], calendar_of(state))
    same = [option for option in options if rhythm_of(option) == rhythm_of(wish)]
    halves = (Placement(option=wish, students=15), Placement(option=wish, students=10))
    trial = DragPreview(facts, moved.id, halves, part=1)
    for option in same:
        project = Project(state)
        project.place(moved.id, (halves[0], Placement(option=option, students=10)))
        after = measure(state, project.state.plan, facts.grid).components[trial.component]
        assert trial.at(option)[1] == pytest.approx(after.peak)


def test_that_placing_by_hand_counts_the_proofs_again_and_claims_no_fewest():
    from stageplanner.domain.checks.check_plan import check_plan
    from stageplanner.optimise.result import Settings

    project = Project(small_state())
    project.optimise(Settings(time_limit=10.0))
    state = project.state
    moved = state.periods[0]
    options = build_options(moved, all_terms(state)[moved.id], calendar_of(state))
    project.place(moved.id, (Placement(option=options[-1], students=moved.students),))
    assert all(proof.changes_lower_bound == 0 for proof in project.state.plan.proofs)
    assert not check_plan(project.state, project.state.plan)


def test_that_a_group_is_split_moved_by_halves_divided_and_joined_again(page, qtbot):
    gantt, moves = page.gantt, page.moves
    gantt.select("P1")
    qtbot.keyClick(gantt, Qt.Key.Key_S)
    parts = moves.placements("P1")
    assert [p.students for p in parts] == [12, 13]
    assert parts[0].option.end < parts[1].option.start
    row = gantt.data.rows[gantt.current]
    assert [bar.text for bar in row.bars] == ["12", "13"]
    first, second = (gantt.bar_rect(gantt.current, bar, i) for i, bar in enumerate(row.bars))
    assert first.bottom() <= second.top()

    qtbot.keyClick(gantt, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(gantt, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert moves.placements("P1")[0] == parts[0]
    assert moves.placements("P1")[1].option.start > parts[1].option.start

    page.menu.ask_parts("P1")
    dialog = page.menu.dialog
    dialog.fields[0].setValue(20)
    assert [field.value() for field in dialog.fields] == [20, 5]
    dialog.take.click()
    assert [p.students for p in moves.placements("P1")] == [20, 5]
    for action in page.build_menu("P1").actions():
        if action.text() == "Weer samenvoegen":
            action.trigger()
    assert [p.students for p in moves.placements("P1")] == [25]
    page.session.project.undo()
    assert [p.students for p in moves.placements("P1")] == [20, 5]


def test_that_a_half_is_dragged_by_itself(page, qtbot):
    gantt, moves = page.gantt, page.moves
    moves.split("P1")
    gantt.select("P1")
    kept, other = moves.placements("P1")
    row = gantt.current
    bar = gantt.data.rows[row].bars[1]
    begin = gantt.bar_rect(row, bar, 1).center().toPoint()
    target = begin + QPoint(round(gantt.week_width * 2), 0)
    qtbot.mousePress(gantt.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    for part in (0.4, 1.0):
        qtbot.mouseMove(gantt.viewport(), begin + (target - begin) * part)
    qtbot.mouseRelease(gantt.viewport(), Qt.MouseButton.LeftButton, pos=target)
    after = moves.placements("P1")
    assert after[0] == kept
    assert after[1].option.start > other.option.start


def test_that_keys_choose_the_form_and_the_weekdays(page, qtbot):
    page.gantt.select("P0")
    qtbot.keyClick(page.gantt, Qt.Key.Key_L)
    first = placed(page, "P0")
    assert first.form == "lint"
    qtbot.keyClick(page.gantt, Qt.Key.Key_D)
    assert placed(page, "P0").form == "lint"
    assert placed(page, "P0").weekdays != first.weekdays
    qtbot.keyClick(page.gantt, Qt.Key.Key_Backspace)
    assert not page.moves.is_changed("P0")


def test_that_a_scenario_is_drawn_behind_the_current_plan(page, qtbot):
    project = page.session.project
    page.gantt.select("P0")
    qtbot.keyClick(page.gantt, Qt.Key.Key_L)
    project.save_scenario("Lint")
    page.moves.place_back("P0")
    page.show_compared("Lint")
    rows = {row.key: row for row in page.gantt.data.rows}
    (behind,) = rows["P0"].behind
    assert behind.is_lint
    assert not rows["P2"].behind
    assert "In Lint: lint" in rows["P0"].sentence


def test_that_the_table_shows_the_same_stage_periods_and_explains_them(page, qtbot):
    page.view.choose("table")
    assert page.table.isVisible()
    assert page.table.model().rowCount() == 4
    with qtbot.waitSignal(page.period_selected) as caught:
        page.table.selectRow(2)
    assert caught.args == ["P2"]
    page.search.setText("bestaat niet")
    assert page.stack.currentIndex() == 4
    page.show_all()
    assert page.table.isVisible()


class PaintedScale(QObject):
    """Notes the scale of the time line whenever the load strip is painted."""

    def __init__(self, page):
        super().__init__(page)
        self.gantt, self.seen = page.gantt, None
        page.strip.installEventFilter(self)

    @property
    def now(self):
        return self.gantt.week_width, self.gantt.label_width, self.gantt.x_of(0)

    def eventFilter(self, _watched, event):  # noqa: N802 - of Qt
        if event.type() == QEvent.Type.Paint:
            self.seen = self.now
        return False


def test_that_the_load_strip_follows_the_weeks_when_the_scroll_bar_comes_and_goes(
    keeper, page, qtbot
):
    many = tuple(period(i % 8, id=f"M{i}", group=f"G{i}") for i in range(60))
    keeper.session.use(Project(replace(small_state(), periods=many)))
    keeper.window.go_to("plan")
    come_to_rest(qtbot, keeper.window)
    painted, bar = PaintedScale(page), page.gantt.verticalScrollBar()
    widths = set()
    for words in ("G12", "", "G31", ""):
        page.search.setText(words)
        qtbot.waitUntil(lambda words=words: bar.isVisible() != bool(words))
        come_to_rest(qtbot, keeper.window)
        qtbot.waitUntil(lambda: painted.seen == painted.now, timeout=2000)
        widths.add(painted.now)
    assert len(widths) == 2, "the scroll bar takes room"
    # The bar may come after everything was painted.
    for policy in (Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn):
        page.gantt.setVerticalScrollBarPolicy(policy)
        qtbot.waitUntil(lambda: painted.seen == painted.now, timeout=2000)


def test_that_a_heading_that_fits_is_not_repeated_in_its_tip_and_a_bar_has_its_sentence(page):
    gantt = page.gantt
    tips = {row.label: gantt._tip_at(gantt.y_of(i) + 2) for i, row in enumerate(gantt.data.rows)}
    load = "hoogste bezetting 150,0% in week 45"
    assert tips.pop("Maas College") == tips.pop("Rijn College") == load
    assert all(tips.values())


def test_that_ghosts_are_drawn_over_their_rows_until_nothing_is_given(page):
    gantt, moved = page.gantt, page.moves.options("P0")[-1]
    before = gantt.viewport().grab().toImage()
    page.show_ghosts({"P0": (Placement(option=moved, students=20),)})
    assert gantt.ghosts["P0"][0].first == page.rows.offset(moved.start)
    assert gantt.viewport().grab().toImage() != before
    page.show_ghosts({})
    assert gantt.viewport().grab().toImage() == before
