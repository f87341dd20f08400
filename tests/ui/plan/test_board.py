"""The planning board: zoom, groups, columns, texts, glow, several bars at once, and changes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from stageplanner.domain.plan import Placement
from stageplanner.load.measures import measure
from stageplanner.project import Project
from tests.ui.builders import period, plan_with_one_change, small_state
from tests.ui.waiting import come_to_rest
from ui.base.formatting import Words
from ui.base.theme import contrast, rgb_of
from ui.data.period_rows import PeriodRows
from ui.facts.board_facts import group_levels, week_causes
from ui.facts.screen_facts import build_facts
from ui.gantt.gantt_paint import axis_of
from ui.gantt.scale import DAYS_FROM, NAMES, ROW
from ui.plan.board_columns import change_text
from ui.plan.drag_preview import moved_strip
from ui.widgets.kpi_data import REGION
from ui.widgets.time_axis import HEADER_HEIGHT

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(planned, qtbot):
    planned.go_to("plan")
    planned.resize(1280, 800)
    come_to_rest(qtbot, planned)
    return planned.plan_page


def show(keeper, qtbot, state):
    """The page with other data, measured."""
    with qtbot.waitSignal(keeper.session.facts_changed, timeout=10_000):
        keeper.session.use(Project(state))
    keeper.window.go_to("plan")
    come_to_rest(qtbot, keeper.window)
    return keeper.window.plan_page


def many(count=60):
    """A region with so many stage periods at two schools."""
    schools = ("Maas College", "Rijn College")
    periods = tuple(
        period(i % 8, id=f"M{i}", group=f"G{i:02}", institution=schools[i % 2], students=2)
        for i in range(count)
    )
    return replace(small_state(), periods=periods)


def wheel(widget, place, turned, held=CONTROL):
    whole = QPointF(widget.viewport().mapToGlobal(place))
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        QPointF(place),
        whole,
        QPoint(),
        QPoint(0, turned),
        none,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget.viewport(), event)


def row_of(gantt, key):
    return next(i for i, row in enumerate(gantt.data.rows) if row.key == key)


def middle_of(gantt, key, part=0):
    row = row_of(gantt, key)
    return gantt.bar_rect(row, gantt.data.rows[row].bars[part], part).center().toPoint()


# --- zoom ---------------------------------------------------------------------------------------


def test_that_the_wheel_zooms_around_the_pointer_and_the_header_follows(page):
    gantt = page.gantt
    whole = gantt.week_width
    assert gantt.level == "year"
    place = QPoint(gantt.label_width + 300, 200)
    for _ in range(20):
        before = (place.x() - gantt.x_of(0)) / gantt.week_width
        wheel(gantt, place, 120)
        assert (place.x() - gantt.x_of(0)) / gantt.week_width == pytest.approx(before, abs=0.1)
    assert gantt.level == "days"
    assert axis_of(gantt).has_days
    for _ in range(30):
        wheel(gantt, place, -120)
    assert gantt.week_width == pytest.approx(whole)
    assert not axis_of(gantt).has_days


def test_that_keys_and_the_small_control_zoom_and_go_back_to_the_year(page, qtbot):
    gantt, tools = page.gantt, page.board_tools
    whole = gantt.week_width
    qtbot.keyClick(gantt, Qt.Key.Key_Plus, CONTROL)
    closer = gantt.week_width
    assert closer > whole
    qtbot.keyClick(gantt, Qt.Key.Key_Minus, CONTROL)
    assert gantt.week_width == pytest.approx(whole)
    tools.closer.click()
    assert gantt.week_width == pytest.approx(closer)
    tools._fill_levels()
    for action, level in zip(
        tools._levels.actions(), ("year", "months", "weeks", "days"), strict=True
    ):
        action.trigger()
        assert gantt.level == level or gantt.week_width <= whole
        assert tools.level.text() == f"{tools.level_text(gantt.level)} ▾"
    qtbot.keyClick(gantt, Qt.Key.Key_0, CONTROL)
    assert gantt.week_width == pytest.approx(whole)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    width=strategies.floats(0, 600),
    scrolled=strategies.integers(0, 4000),
    size=strategies.integers(700, 1900),
)
def test_that_bars_strip_and_group_loads_have_one_time_axis(page, width, scrolled, size):
    gantt, strip = page.gantt, page.strip
    gantt.resize(size, 400)
    gantt.zoom_to(width)
    gantt.horizontalScrollBar().setValue(scrolled)
    axis = axis_of(gantt)
    for week in range(0, len(gantt.data.weeks), 7):
        assert axis.x_of(week) == gantt.x_of(week * 7) == strip._x_of(week * 7)
        assert gantt.week_at(gantt.x_of(week * 7) + 0.6) in (week, -1)
    row = row_of(gantt, "P0")
    bar = gantt.data.rows[row].bars[0]
    left = bar.first if gantt.shows_days else bar.first // 7 * 7
    assert gantt.row_rect(row, bar).left() == pytest.approx(gantt.x_of(left) + 1)
    # The weeks always fill the room, or can be scrolled to.
    room = gantt.viewport().width() - gantt.label_width
    whole = len(gantt.data.weeks) * gantt.week_width
    assert whole >= room - 1
    assert abs(gantt.horizontalScrollBar().maximum() - max(0, whole - room)) <= 1


def test_that_zoom_widths_and_columns_are_remembered(keeper, page, qtbot):
    page.gantt.zoom_to(90)
    page.gantt.set_width(NAMES, 333)
    page.columns.show("status", is_shown=True)
    page.columns.sort_by("students")
    keeper.window.keep_state()
    keeper.window.window_state.restore_page("plan", page)
    stored = keeper.window.window_state.saved.part("pages/plan")
    page.gantt.zoom_to(0)
    page.gantt.set_width(NAMES, None)
    page.columns.show("status", is_shown=False)
    page.gantt.restore_view(stored["gantt"])
    page.columns.restore_view(stored["columns"])
    assert page.gantt.week_width == pytest.approx(90)
    assert page.gantt.name_width == 333
    assert page.columns.shown == ("students", "status")
    assert page.columns.sort == ("students", False)
    for damaged in (None, [], {"zoom": "x", "widths": {"names": "y"}}, {"shown": 3, "sort": [1]}):
        page.gantt.restore_view(damaged)
        page.columns.restore_view(damaged)
    assert page.gantt.name_width == 333


def test_that_a_letter_of_another_alphabet_does_nothing(page):
    event = QKeyEvent(QEvent.Type.KeyPress, 0x3A9, Qt.KeyboardModifier.NoModifier, "Ω")
    before = page.gantt.current, page.gantt.week_width
    QApplication.sendEvent(page.gantt, event)
    assert (page.gantt.current, page.gantt.week_width) == before


# --- groups -------------------------------------------------------------------------------------


def test_that_groups_fold_by_mouse_and_keyboard_and_all_at_once(page, qtbot):
    gantt = page.gantt
    assert len(gantt.data.rows) == 6
    gantt.select("P0")
    qtbot.keyClick(gantt, Qt.Key.Key_Left)
    assert gantt.data.rows[gantt.current].label == "Rijn College"
    qtbot.keyClick(gantt, Qt.Key.Key_Left)
    assert [row.label for row in gantt.data.rows][-1] == "Rijn College"
    assert "ingeklapt" in gantt.cell_text(gantt.current)
    qtbot.keyClick(gantt, Qt.Key.Key_Right)
    assert len(gantt.data.rows) == 6
    place = QPoint(20, gantt.y_of(0) + 8)
    qtbot.mouseClick(gantt.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(gantt.data.rows) == 4
    qtbot.keyClick(gantt, Qt.Key.Key_Left, SHIFT)
    assert all(row.is_heading for row in gantt.data.rows)
    # What is looked for unfolds its group.
    page.select_period("P1")
    assert gantt.current_key == "P1"
    qtbot.keyClick(gantt, Qt.Key.Key_Right, SHIFT)
    assert len(gantt.data.rows) == 6


@pytest.mark.parametrize("kind", ["institution", "programme", "component", "status"])
def test_that_every_kind_of_group_has_all_rows_and_its_own_load(page, qtbot, kind):
    page.group.setCurrentIndex(page.group.findData(kind))
    come_to_rest(qtbot, page.window())
    gantt, facts = page.gantt, page.session.facts
    assert {row.key for row in gantt.data.rows if row.key} == {"P0", "P1", "P2", "P3"}
    headings = [row for row in gantt.data.rows if row.is_heading]
    assert len(headings) > 1
    peaks = [max(gantt.loads[row.group].values) for row in headings]
    # The worst group is as full as the region.
    assert max(peaks) == pytest.approx(facts.now.measures.peak)
    for number, row in enumerate(gantt.data.rows):
        assert row.group in page.rows.members
        assert gantt.cell_text(number)


def test_that_the_load_of_a_group_counts_only_weeks_in_which_it_is_there(page):
    facts = page.session.facts
    for key in ("P0", "P1", "P2", "P3"):
        (levels,) = group_levels(facts, {"x": (key,)}).values()
        number = [p.id for p in facts.state.periods].index(key)
        is_there = facts.by_week(facts.now.present[:, number]) > 0
        assert ((levels > 0) == is_there).all()


def test_that_the_name_of_a_group_stays_in_sight_and_covers_no_selected_row(keeper, qtbot):
    page = show(keeper, qtbot, many())
    gantt = page.gantt
    assert gantt.sticky_heading() is None
    for _ in range(40):
        qtbot.keyClick(gantt, Qt.Key.Key_Down)
    for _ in range(30):
        qtbot.keyClick(gantt, Qt.Key.Key_Up)
        sticky = gantt.sticky_heading()
        top = gantt.y_of(gantt.current)
        assert top >= HEADER_HEIGHT
        if sticky is not None and not gantt.data.rows[gantt.current].is_heading:
            assert top >= sticky[1] + ROW
            assert gantt.row_at(HEADER_HEIGHT + 1) == sticky[0]
            assert gantt.data.rows[sticky[0]].is_heading


# --- columns and names --------------------------------------------------------------------------


def test_that_columns_are_chosen_sized_and_sorted(page, qtbot):
    gantt, columns = page.gantt, page.columns
    for key in ("group", "location", "students", "days", "span", "status", "change"):
        columns.show(key, is_shown=True)
    assert [column.title for column in gantt.data.columns] == [
        "Groep",
        "Locatie",
        "Stud.",
        "Dagen",
        "Van → t/m",
        "Status",
        "Wijziging",
    ]
    cells = {row.key: row.cells for row in gantt.data.rows}
    assert cells["P1"][2] == "25"
    assert cells["P1"][5] == "gewijzigd"
    assert "→" in cells["P1"][6]
    assert cells["P0"][5] == "zoals gewenst"
    # What does not fit is left out whole, and the bars keep their room.
    assert gantt.label_width <= gantt.viewport().width() * 0.71
    number, left, width = gantt.column_places()[0]
    edge = QPoint(left + width, HEADER_HEIGHT - 8)
    qtbot.mousePress(gantt.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(gantt.viewport(), edge + QPoint(40, 0))
    qtbot.mouseRelease(gantt.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(40, 0))
    assert gantt.column_width(gantt.data.columns[number].key) == width + 40
    wide = gantt.name_width
    qtbot.keyClick(gantt, Qt.Key.Key_Right, ALT | SHIFT)
    assert gantt.name_width == wide + 24
    for key in ("group", "location", "days", "span", "status", "change"):
        columns.show(key, is_shown=False)
    _, left, width = gantt.column_places()[0]
    title = QPoint(left + width // 2, HEADER_HEIGHT - 8)
    qtbot.mouseClick(gantt.viewport(), Qt.MouseButton.LeftButton, pos=title)
    keys = [row.key for row in gantt.data.rows if row.group.endswith("Rijn College")]
    assert keys == ["", "P2", "P0"]
    qtbot.mouseClick(gantt.viewport(), Qt.MouseButton.LeftButton, pos=title)
    keys = [row.key for row in gantt.data.rows if row.group.endswith("Rijn College")]
    assert keys == ["", "P0", "P2"]


def test_that_the_menu_has_every_column_and_order(page):
    menu = page.board_tools.fill_menu()
    actions = {action.text(): action for action in menu.actions()}
    assert actions["Stud."].isChecked()
    actions["Status"].setChecked(True)
    assert page.columns.shown == ("students", "status")
    order = actions["Sorteren op"].menu()
    order.actions()[1].trigger()
    assert page.columns.sort == ("group", False)
    actions["Alle groepen inklappen (Shift+pijl links)"].trigger()
    assert all(row.is_heading for row in page.gantt.data.rows)


def test_that_a_name_has_its_location_where_it_is_not_unique(keeper, qtbot):
    state = small_state()
    twins = (
        period(0, id="A", location="Dordrecht"),
        period(0, id="B", location="Breda"),
        period(1, id="C", location="Breda"),
    )
    page = show(keeper, qtbot, replace(state, periods=twins))
    labels = {row.key: row.label for row in page.gantt.data.rows}
    assert labels["A"] == "VIG2A (Dordrecht) Verzorgende-IG"
    assert labels["B"] == "VIG2A (Breda) Verzorgende-IG"
    assert labels["C"] == "VIG2B Verzorgende-IG"
    sentences = {row.key: row.sentence for row in page.gantt.data.rows}
    assert sentences["A"].startswith("Dordrecht, VIG2A")


def test_that_names_take_the_room_that_they_need_if_it_is_there(keeper, qtbot):
    long = "Begeleider maatschappelijke zorg voor mensen"
    state = replace(small_state(), periods=(period(0, programme_name=long), period(1)))
    keeper.window.resize(1920, 1080)
    page = show(keeper, qtbot, state)
    gantt = page.gantt
    row = gantt.data.rows[row_of(gantt, "P0")]
    assert gantt.fontMetrics().horizontalAdvance(row.label) + 18 < gantt.name_width


# --- texts --------------------------------------------------------------------------------------


def test_that_a_bar_says_its_days_and_weeks_or_what_changed(page):
    gantt = page.gantt
    rows = {row.key: row for row in gantt.data.rows}
    assert rows["P2"].bars[0].texts[0] == "ma di · wk 45–51"
    assert rows["P1"].is_changed
    assert "→" in rows["P1"].bars[0].texts[0]
    gantt.zoom_to(64)
    painted = gantt.viewport().grab().toImage()
    bare = replace(rows["P2"], bars=(replace(rows["P2"].bars[0], texts=()),))
    shown = tuple(bare if row.key == "P2" else row for row in gantt.data.rows)
    gantt.set_data(replace(gantt.data, rows=shown))
    assert gantt.viewport().grab().toImage() != painted


def test_that_a_change_of_weekdays_is_written_from_and_to():
    state = small_state()
    moved = state.periods[2]
    project = Project(state)
    from stageplanner.domain.option import wish_option

    option = replace(wish_option(moved), weekdays=(3, 4))
    project.place("P2", (Placement(option=option, students=moved.students),))
    row = next(r for r in PeriodRows().of(project.state) if r.period.id == "P2")
    assert change_text(Words("nl"), row) == "ma di → do vr"
    assert change_text(Words("en"), row) == "Mon Tue → Thu Fri"


def test_that_texts_on_bars_have_contrast_in_every_look():
    from ui.base.theme import LOOKS, text_on

    for colors in LOOKS.values():
        for ground in (rgb_of(colors.blok), rgb_of(colors.surface)):
            ink = text_on(ground)
            assert contrast((ink.red(), ink.green(), ink.blue()), ground) >= 4.5


def test_that_figures_on_halves_are_as_high_as_their_bars():
    from PySide6.QtGui import QFontMetricsF

    from ui.gantt.bar_paint import _bar_font

    for height in (6.0, 8.0, 10.0, 18.0):
        assert QFontMetricsF(_bar_font(height)).capHeight() <= max(height - 1, 5.0)


def test_that_a_dragged_bar_shows_its_dates(page, qtbot):
    gantt = page.gantt
    begin = middle_of(gantt, "P0")
    qtbot.mousePress(gantt.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    qtbot.mouseMove(gantt.viewport(), begin + QPoint(round(gantt.week_width * 3), 0))
    assert gantt.drag.at > gantt.drag.origin
    tried = page.rows.first + timedelta(days=gantt.drag.at)
    assert gantt.data.day_text(gantt.drag.at) == f"ma {page.words.short_day(tried)}"
    with_dates = gantt.viewport().grab().toImage()
    gantt.data = replace(gantt.data, day_text=lambda day: "")
    assert gantt.viewport().grab().toImage() != with_dates
    qtbot.keyClick(gantt, Qt.Key.Key_Escape)
    qtbot.mouseRelease(gantt.viewport(), Qt.MouseButton.LeftButton, pos=begin)


# --- glow ---------------------------------------------------------------------------------------


def test_that_bars_glow_by_what_they_add_to_the_week_pointed_at(page, qtbot):
    gantt = page.gantt
    week = gantt.data.weeks.index("46")
    header = QPoint(round(gantt.x_of(week * 7) + 3), 10)
    qtbot.mouseMove(gantt.viewport(), header)
    assert gantt.glow.week == week
    assert gantt.glow.strengths == {"P0": 1.0, "P2": pytest.approx(12 / 20)}
    assert gantt.glow.texts["P0"] == "20 stud., 63%"
    sentence = page.board_tools.chosen.text()
    assert sentence.startswith("week 46: 84,2%; het meest door VIG2A Verzorgende-IG")
    qtbot.mouseMove(gantt.viewport(), QPoint(header.x(), 300))
    assert gantt.glow is None
    assert not page.board_tools.chosen.text()
    qtbot.mouseMove(page.strip, QPoint(round(page.strip._x_of(week * 7) + 3), 40))
    assert gantt.glow.week == week


def test_that_the_keyboard_points_at_weeks_and_escape_ends_it(page, qtbot):
    gantt = page.gantt
    page.window().activateWindow()
    gantt.setFocus()
    qtbot.waitUntil(gantt.hasFocus)
    gantt.select("P0")
    qtbot.keyClick(gantt, Qt.Key.Key_Right, CONTROL)
    first = gantt.glow.week
    assert first == gantt.data.rows[gantt.current].bars[0].first // 7
    assert "het meest door VIG2A" in gantt.accessibleDescription()
    qtbot.keyClick(gantt, Qt.Key.Key_Right, CONTROL)
    assert gantt.glow.week == first + 1
    qtbot.keyClick(gantt, Qt.Key.Key_Escape)
    assert gantt.glow is None


def test_that_what_the_bars_add_is_the_load_of_the_bottleneck():
    state = small_state()
    facts = build_facts(replace(state, plan=plan_with_one_change(state)))
    for week in range(len(facts.weeks)):
        causes = week_causes(facts, REGION, week)
        days = facts.week_of_day == week
        assert (causes is None) == (not facts.now.levels[days].any())
        if causes is not None:
            assert causes.utilisation == pytest.approx(facts.now.levels[days].max())
            assert causes.students


# --- several at once ----------------------------------------------------------------------------


def test_that_bars_are_chosen_by_mouse_and_by_keyboard(page, qtbot):
    gantt, left = page.gantt, Qt.MouseButton.LeftButton
    qtbot.mouseClick(gantt.viewport(), left, pos=middle_of(gantt, "P0"))
    assert not gantt.chosen
    qtbot.mouseClick(gantt.viewport(), left, CONTROL, pos=middle_of(gantt, "P3"))
    assert gantt.chosen == {"P0", "P3"}
    assert page.board_tools.chosen.text() == "2 gekozen"
    qtbot.mouseClick(gantt.viewport(), left, CONTROL, pos=middle_of(gantt, "P3"))
    assert gantt.chosen == {"P0"}
    qtbot.mouseClick(gantt.viewport(), left, pos=middle_of(gantt, "P1"))
    assert not gantt.chosen
    qtbot.mouseClick(gantt.viewport(), left, SHIFT, pos=middle_of(gantt, "P2"))
    assert gantt.chosen == {"P1", "P2"}
    qtbot.keyClick(gantt, Qt.Key.Key_Escape)
    assert not gantt.chosen
    gantt.select("P2")
    qtbot.keyClick(gantt, Qt.Key.Key_Down, SHIFT)
    assert gantt.chosen == {"P0", "P2"}
    qtbot.keyClick(gantt, Qt.Key.Key_A, CONTROL)
    assert gantt.chosen == {"P0", "P1", "P2", "P3"}
    qtbot.keyClick(gantt, Qt.Key.Key_Space, CONTROL)
    assert gantt.chosen == {"P1", "P2", "P3"}


def test_that_a_rectangle_chooses_the_bars_that_it_touches(page, qtbot):
    gantt = page.gantt
    begin = QPoint(gantt.viewport().width() - 20, gantt.viewport().height() - 10)
    end = middle_of(gantt, "P2")
    qtbot.mousePress(gantt.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    qtbot.mouseMove(gantt.viewport(), end)
    assert gantt.band is not None
    qtbot.mouseRelease(gantt.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert gantt.band is None
    assert gantt.chosen == {"P0", "P2"}


def test_that_chosen_bars_move_at_once_and_are_undone_in_one_step(page, qtbot):
    gantt, moves, project = page.gantt, page.moves, page.session.project
    before = {key: moves.now(key) for key in ("P0", "P2")}
    plan = project.state.plan
    gantt.select("P2")
    qtbot.keyClick(gantt, Qt.Key.Key_Down, SHIFT)
    begin = middle_of(gantt, "P0")
    target = begin + QPoint(round(gantt.week_width * 3), 0)
    qtbot.mousePress(gantt.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    for part in (0.5, 1.0):
        qtbot.mouseMove(gantt.viewport(), begin + (target - begin) * part)
    assert [row for row, _ in gantt.companions()] == [row_of(gantt, "P2")]
    assert gantt.chosen == {"P0", "P2"}
    qtbot.mouseRelease(gantt.viewport(), Qt.MouseButton.LeftButton, pos=target)
    for key, option in before.items():
        assert moves.now(key).start > option.start
        assert moves.now(key) in moves.options(key)
    assert page.board_tools.chosen.text() == "2 verplaatst"
    project.undo()
    assert project.state.plan == plan


def test_that_alt_and_an_arrow_move_all_chosen_bars(page, qtbot):
    gantt, moves = page.gantt, page.moves
    before = {key: moves.now(key) for key in ("P0", "P2")}
    gantt.select("P2")
    qtbot.keyClick(gantt, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(gantt, Qt.Key.Key_Right, ALT)
    assert all(moves.now(key).start > option.start for key, option in before.items())


def test_that_a_fixed_bar_stays_when_others_move(keeper, qtbot):
    state = small_state()
    fixed = tuple(replace(p, fixed=p.id == "P2") for p in state.periods)
    page = show(keeper, qtbot, replace(state, periods=fixed))
    before = page.moves.now("P2")
    page.gantt.select("P0")
    qtbot.keyClick(page.gantt, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(page.gantt, Qt.Key.Key_Right, ALT)
    assert page.moves.now("P2") == before
    # Nor has the group without weekdays a place as it is.
    assert len(page.moves.places("P3")) <= 1
    assert page.board_tools.chosen.text() == "2 verplaatst, 2 niet"


AGREED_ANSWERS = {"Toch verplaatsen": True, "Laten staan": False}


@pytest.mark.parametrize("answer", [*AGREED_ANSWERS, "Alleen de andere"])
def test_that_agreed_bars_ask_once_before_they_move_with_others(keeper, qtbot, answer):
    from tests.negotiating import agreed

    with qtbot.waitSignal(keeper.session.facts_changed, timeout=5000):
        keeper.session.use(agreed())
    keeper.window.go_to("plan")
    come_to_rest(qtbot, keeper.window)
    page = keeper.window.plan_page
    moves = page.moves
    ids = [p.id for p in page.session.state.periods]
    before = {key: moves.placements(key) for key in ids}
    page.gantt.select("S2")
    qtbot.keyClick(page.gantt, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(page.gantt, Qt.Key.Key_Right, ALT)
    box = page.together.question
    assert "is afgesproken. Toch verplaatsen?" in box.text()
    assert all(moves.placements(key) == before[key] for key in ids), "nothing before the answer"
    next(b for b in box.buttons() if b.text() == answer).click()
    qtbot.waitUntil(lambda: page.together.question is None)
    moved = {key for key in ids if moves.placements(key) != before[key]}
    assert ("S2" in moved) == AGREED_ANSWERS.get(answer, False)
    assert bool(moved - {"S2"}) == (answer != "Laten staan")
    if moved:
        page.session.project.undo()
        assert all(moves.placements(key) == before[key] for key in ids)


def test_that_the_load_while_several_are_dragged_is_what_it_will_be():
    state = small_state()
    facts = build_facts(state)
    from stageplanner.domain.option import build_options
    from stageplanner.domain.state import all_terms, calendar_of

    placed = {}
    for moved in state.periods[:2]:
        options = build_options(moved, all_terms(state)[moved.id], calendar_of(state))
        placed[moved.id] = (Placement(option=options[-1], students=moved.students),)
    project = Project(state)
    project.place_all(placed)
    component = facts.component_of[state.periods[0].programme]
    after = measure(state, project.state.plan, facts.grid).components[component]
    strip, peak = moved_strip(facts, component, placed)
    assert peak == pytest.approx(after.peak)
    assert max(strip.now) == pytest.approx(after.peak)


# --- changes ------------------------------------------------------------------------------------


def test_that_n_goes_from_change_to_change_also_into_folded_groups(page, qtbot):
    gantt = page.gantt
    page.moves.place("P2", page.moves.places("P2")[-1])
    gantt.fold_all(is_folded=True)
    gantt.set_current(0)
    seen = []
    for _ in range(3):
        qtbot.keyClick(gantt, Qt.Key.Key_N)
        seen.append(gantt.current_key)
    assert seen == ["P1", "P2", "P2"]
    qtbot.keyClick(gantt, Qt.Key.Key_N, SHIFT)
    assert gantt.current_key == "P1"
    assert page.board_tools.count.text() == "2 gewijzigd"
    page.board_tools.next.click()
    assert gantt.current_key == "P2"


def test_that_marks_at_the_edge_lead_to_changes_out_of_sight(keeper, qtbot):
    page = show(keeper, qtbot, many())
    gantt = page.gantt
    page.moves.place("M59", page.moves.places("M59")[-1])
    last = row_of(gantt, "M59")
    assert gantt.change_marks() == [last]
    height = gantt.viewport().height() - HEADER_HEIGHT
    y = HEADER_HEIGHT + round(last * height / len(gantt.data.rows)) + 1
    place = QPoint(gantt.viewport().width() - 3, y)
    qtbot.mouseClick(gantt.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert gantt.current_key == "M59"


def test_that_days_are_drawn_where_they_are_from_the_zoom_of_days_on(page):
    gantt = page.gantt
    gantt.zoom_to(DAYS_FROM)
    row = row_of(gantt, "P0")
    bar = gantt.data.rows[row].bars[0]
    rect = gantt.bar_rect(row, bar)
    assert rect.right() == pytest.approx(gantt.x_of(bar.last + 1) - 1)
    gantt.viewport().grab()
