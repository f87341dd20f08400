"""The frame: start page, pages, key figures, inspector, undo."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from stageplanner.domain.plan import changed_periods
from tests.ui.waiting import come_to_rest
from ui.app.app import App


def texts(widget):
    return "\n".join(found.text() for found in widget.findChildren(QLabel) if found.isVisible())


def test_that_an_empty_region_shows_the_start_page(window):
    assert window.pages.currentWidget() is window.start
    assert not window.kpis.isVisible()
    assert not window.top.optimise.isEnabled()


def test_that_the_first_window_is_no_larger_than_the_screen(qapp, settings):
    made = App("nl", settings)
    room = made.window.screen().availableSize().expandedTo(made.window.minimumSize())
    assert made.window.size() == room.boundedTo(QSize(1360, 860))
    made.end()


def test_that_a_region_shows_its_periods_and_key_figures(region):
    region.go_to("data")
    assert region.data_page.tables[0].model().rowCount() == 4
    assert "150,0%" in texts(region.kpis)
    assert "nog niet berekend" in texts(region.kpis)


def test_that_both_heat_maps_are_there_once_there_is_a_plan(planned):
    planned.go_to("load")
    page = planned.load_page
    assert page.before.isVisible()
    assert page.after.isVisible()
    assert len(page.before.rows) == 3


def test_that_a_cell_is_explained_with_its_knelpunt_and_causes(region, qtbot):
    region.go_to("load")
    region.load_page.show_peak()
    qtbot.waitUntil(lambda: "57 studenten" in texts(region.inspector))
    said = texts(region.inspector)
    assert "38 plaatsen bij de 2 erkende leerbedrijven: 150,0%" in said
    links = [b for b in region.inspector.findChildren(QPushButton) if b.property("period")]
    qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert region.pages.currentWidget() is region.plan_page
    qtbot.waitUntil(lambda: "Rijn College" in texts(region.inspector))


def test_that_the_inspector_tells_wish_and_proposal_of_a_changed_period(planned, qtbot):
    planned.show_period("P1")
    qtbot.waitUntil(lambda: "Voorkeur" in texts(planned.inspector))
    assert "Voorstel" in texts(planned.inspector)


def test_that_undo_and_redo_name_what_they_do(planned, qtbot):
    top = planned.top
    assert top.undo.toolTip() == "Ongedaan maken: plan"
    qtbot.mouseClick(top.undo, Qt.MouseButton.LeftButton)
    assert planned.session.state.plan is None
    assert not top.undo.isEnabled()
    assert top.redo.toolTip() == "Opnieuw doen: plan"
    qtbot.mouseClick(top.redo, Qt.MouseButton.LeftButton)
    assert planned.session.state.plan is not None


def test_that_undo_and_redo_stay_under_the_pointer(planned, qtbot):
    project, top = planned.session.project, planned.top
    project.save_scenario("Een plan met een lange naam")
    before = None
    while True:
        come_to_rest(qtbot, planned)
        places = (top.undo.geometry(), top.redo.geometry(), top.search.geometry())
        assert before in (None, places)
        before = places
        if project.undo_verb is None:
            break
        project.undo()
    assert project.redo_verb is not None


@pytest.mark.parametrize("key", [Qt.Key.Key_Y, Qt.Key.Key_Z])
def test_that_both_keys_of_redo_work_on_every_system(planned, qtbot, key):
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    planned.activateWindow()
    planned.session.project.undo()
    assert planned.session.state.plan is None
    qtbot.keyClick(planned, key, control if key == Qt.Key.Key_Y else control | shift)
    assert planned.session.state.plan is not None


@pytest.mark.parametrize("language,word", [("nl", "Gegevens"), ("en", "Data")])
def test_that_every_page_can_be_shown_in_each_language(keeper, planned, qtbot, language, word):
    keeper.settings.setValue("language", language)
    with qtbot.waitSignal(keeper.session.facts_changed, timeout=5000):
        keeper.rebuild()
    window = keeper.window
    for step in ("data", "load"):
        window.go_to(step)
    assert window.rail.group.button(0).text() == word


@pytest.mark.parametrize("step", ["data", "load"])
def test_that_every_control_has_a_name_for_a_screen_reader(planned, step):
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit

    planned.go_to(step)
    planned.actions.solving.show_panel()
    for kind in (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView):
        for control in planned.findChildren(kind):
            if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus:
                text = control.text() if isinstance(control, QAbstractButton) else ""
                owner = control.parent()
                name = control.accessibleName() or text or owner.accessibleName()
                assert name, f"{control.metaObject().className()} has no name"


@pytest.mark.parametrize("step", [None, "data", "load", "plan"])
def test_that_every_page_has_help(planned, keeper, qtbot, step):
    if step is None:
        from stageplanner.project import Project

        keeper.session.use(Project())
    else:
        planned.go_to(step)
    planned.help()
    dialog = planned.help_dialog
    assert dialog.isVisible()
    assert dialog.chapter == (step or "start")
    assert len(dialog.text.toPlainText()) > 300
    dialog.close()


def test_that_a_file_that_is_no_project_is_told_and_changes_nothing(planned, qtbot, tmp_path):
    file = tmp_path / "kapot.stageplan"
    file.write_bytes(b"geen project")
    before = planned.session.state
    with qtbot.waitSignal(planned.actions.files.open_job.failed, timeout=10_000):
        planned.actions.files.open_path(file)
    assert planned.notices.isVisible()
    assert planned.session.state is before


def test_that_the_question_of_a_proposal_carries_its_limits(region, qtbot):
    region.actions.solving.show_panel()
    panel = region.run_panel
    assert panel.limits.is_free
    panel.institutions.choose(("Maas College",))
    panel.most_weeks.setValue(3)
    with qtbot.waitSignal(panel.asked) as caught:
        panel.start.click()
    limits = caught.args[3]
    assert limits.institutions == ("Maas College",)
    assert limits.most_weeks_shift == 3
    with qtbot.waitSignal(region.actions.solving.solve_job.finished, timeout=60_000):
        pass
    state = region.session.state
    moved = changed_periods(state.plan, state.periods)
    assert {period.institution for period in moved} <= {"Maas College"}


@pytest.mark.parametrize("width", [960, 1280, 1920])
def test_that_the_window_keeps_its_parts_within_it_at_any_size(planned, qtbot, width):
    planned.resize(width, 600 if width == 960 else 800)
    for step in ("data", "load", "plan"):
        planned.go_to(step)
        planned.actions.solving.show_panel()
        come_to_rest(qtbot, planned)
        assert planned.width() == width
        for part in (planned.top.menu_button, planned.run_panel.start, planned.kpis.balance):
            right = part.mapTo(planned, part.rect().topRight()).x()
            assert right < width
        bottom = planned.run_panel.start.mapTo(planned, planned.run_panel.start.rect().bottomLeft())
        assert bottom.y() < planned.kpis.mapTo(planned, planned.kpis.rect().topLeft()).y()


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_that_every_look_can_be_chosen_from_the_menu(keeper, planned, qtbot, look):
    from ui.base.theme import LOOKS, Theme

    with qtbot.waitSignal(keeper.session.facts_changed, timeout=5000):
        planned.set_look("look", look)
    assert Theme.colors is LOOKS[look]
    assert keeper.window is not planned
    assert keeper.window.session.state.plan is not None
