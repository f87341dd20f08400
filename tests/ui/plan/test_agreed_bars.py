"""What was agreed is sealed, is not moved without a word, and shows in the window if it is."""

import pytest
from PySide6.QtCore import QPoint, Qt

from stageplanner.domain.agreement import AgreementStatus
from stageplanner.domain.settled import agreed_placements, settled_periods
from tests.negotiating import NUMBER, agreed, signed
from tests.ui.waiting import come_to_rest


@pytest.fixture
def project():
    return agreed()


@pytest.fixture
def page(keeper, qtbot, project):
    """Plannen with four groups; S2 is in an agreement, in other weeks than its wish."""
    with qtbot.waitSignal(keeper.session.facts_changed, timeout=5000):
        keeper.session.use(project)
    keeper.window.go_to("plan")
    keeper.window.resize(1280, 800)
    come_to_rest(qtbot, keeper.window)
    return keeper.window.plan_page


def row_of(page, key):
    return next(row for row in page.gantt.data.rows if row.key == key)


def drag(page, qtbot, key, weeks):
    gantt = page.gantt
    gantt.select(key)
    begin = gantt.bar_rect(gantt.current, row_of(page, key).bars[0]).center().toPoint()
    target = begin + QPoint(round(gantt.week_width * weeks), 0)
    qtbot.mousePress(gantt.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    for part in (0.5, 1.0):
        qtbot.mouseMove(gantt.viewport(), begin + (target - begin) * part)
    qtbot.mouseRelease(gantt.viewport(), Qt.MouseButton.LeftButton, pos=target)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    def way(page, qtbot):
        page.gantt.select("S2")
        qtbot.keyClick(page.gantt, key, modifier)

    return way


def back_by_menu(page, qtbot):
    page.gantt.select("S2")
    page.build_menu("S2").actions()[-1].trigger()


WAYS = {
    "mouse": lambda page, qtbot: drag(page, qtbot, "S2", 2),
    "keyboard": press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier),
    "key": press(Qt.Key.Key_Backspace),
    "menu": back_by_menu,
    "split": lambda page, qtbot: page.moves.split("S2"),
}


def answer(page, qtbot, text):
    box = page.moves.question
    assert box is not None, "nothing was asked"
    assert NUMBER in box.text()
    assert "Toch verplaatsen?" in box.text()
    button = next(b for b in box.buttons() if b.text() == text)
    button.click()
    qtbot.waitUntil(lambda: page.moves.question is None)


def test_that_an_agreed_bar_wears_a_seal_on_the_time_line_and_in_the_table(page, qtbot):
    assert row_of(page, "S2").is_sealed
    assert f"afgesproken in {NUMBER}" in row_of(page, "S2").sentence
    assert not row_of(page, "S1").is_sealed
    sealed = page.gantt.viewport().grab().toImage()
    page.view.choose("table")
    titles = [column.title for column in page.model.columns]
    column = page.model.columns[titles.index("Afspraak")]
    texts = {row.period.id: column.text(row) for row in page.model.rows}
    assert texts["S2"] == f"✓ {NUMBER}"
    assert texts["S1"] == ""
    weeks = page.model.columns[titles.index("Weken")]
    assert [row.period.id for row in page.model.rows if "✓" in weeks.text(row)] == ["S2"]
    # The seal is painted: without the agreement the time line looks otherwise.
    page.view.choose("time")
    without = agreed()
    without.register.set_status(NUMBER, AgreementStatus.LAPSED)
    page.session.use(without)
    come_to_rest(qtbot, page.window())
    assert page.gantt.viewport().grab().toImage() != sealed


@pytest.mark.parametrize("way", WAYS)
def test_that_no_way_moves_an_agreed_bar_without_a_word(page, qtbot, way):
    before = page.moves.placements("S2")
    WAYS[way](page, qtbot)
    assert page.moves.placements("S2") == before
    answer(page, qtbot, "Laten staan")
    assert page.moves.placements("S2") == before


@pytest.mark.parametrize("way", WAYS)
def test_that_it_moves_after_a_yes_and_its_seal_is_broken(page, qtbot, way):
    before = page.moves.placements("S2")
    WAYS[way](page, qtbot)
    answer(page, qtbot, "Toch verplaatsen")
    assert page.moves.placements("S2") != before
    assert row_of(page, "S2").is_broken
    assert f"anders afgesproken in {NUMBER}" in row_of(page, "S2").sentence


def test_that_the_way_back_to_the_agreement_asks_nothing(page, qtbot):
    asked = agreed_placements(page.session.state)["S2"][0].option
    WAYS["keyboard"](page, qtbot)
    answer(page, qtbot, "Toch verplaatsen")
    page.place("S2", asked)
    assert page.moves.question is None
    assert not row_of(page, "S2").is_broken


def test_that_other_bars_move_as_before(page, qtbot):
    page.gantt.select("S1")
    qtbot.keyClick(page.gantt, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.moves.question is None
    assert page.moves.is_changed("S1")


def test_that_a_load_that_was_tried_is_shown_no_longer_after_a_no(page, qtbot):
    shown = page.strip._data.now
    drag(page, qtbot, "S2", 3)
    answer(page, qtbot, "Laten staan")
    assert page.strip._data.now == shown


# --- everything that check knows ---------------------------------------------------------------


def judged(window, qtbot):
    qtbot.waitUntil(lambda: window.checks.is_current, timeout=20_000)
    return window.checks.problems


def test_that_a_badge_counts_what_check_finds_and_its_list_leads_to_the_bar(page, qtbot):
    window = page.window()
    assert judged(window, qtbot) == ()
    assert window.top.checks.isHidden()
    WAYS["keyboard"](page, qtbot)
    answer(page, qtbot, "Toch verplaatsen")
    problems = judged(window, qtbot)
    assert [problem.code for problem in problems] == ["check_agreed"]
    assert window.top.checks.isVisible()
    assert window.top.checks.text() == "1"

    window.go_to("load")
    window.top.checks.click()
    dialog = window.checks_dialog
    table = dialog.table
    assert "afgesproken" in table.model().index(0, 1).data()
    place = table.visualRect(table.model().index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.pages.current == "plan"
    assert page.gantt.current_key == "S2"

    window.undo()
    assert not window.top.checks.isEnabled(), "it is being judged again"
    assert judged(window, qtbot) == ()
    assert window.top.checks.isHidden()


def test_that_the_bar_of_a_problem_is_found_behind_a_filter(page, qtbot):
    page.search.setText("niets van dit al")
    page.window().show_bar("S2")
    assert page.gantt.current_key == "S2"


def test_that_a_plan_put_back_to_the_wishes_breaks_the_agreement_for_all_to_see(page, qtbot):
    window = page.window()
    judged(window, qtbot)
    window.actions.solving.back_to_wish()
    assert [problem.code for problem in judged(window, qtbot)] == ["check_agreed"]


def test_that_the_window_and_the_command_line_judge_alike(page, qtbot, tmp_path, capsys):
    import json

    from stageplanner.cli.run import main

    WAYS["keyboard"](page, qtbot)
    answer(page, qtbot, "Toch verplaatsen")
    problems = judged(page.window(), qtbot)
    page.session.project.save(tmp_path / "r.stageplan")
    main(["check", str(tmp_path / "r.stageplan"), "--json"])
    told = json.loads(capsys.readouterr().out)["problems"]
    assert [problem["code"] for problem in told] == [problem.code for problem in problems]


# --- where it was agreed -----------------------------------------------------------------------


@pytest.mark.parametrize("build", [agreed, signed])
def test_that_an_agreement_settles_with_its_number(build):
    settled = settled_periods(build().state)
    assert {name: (s.source, s.is_agreement) for name, s in settled.items()} == {
        "S2": (NUMBER, True)
    }
