"""The window stands as its user left it; settings that make no sense change nothing."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from stageplanner.project import Project
from tests.ui.builders import plan_with_one_change, small_state
from ui.app.app import App, apply_zoom
from ui.base.theme import MOST_TEXT, USUAL_POINTS, _body_font, text_zoom
from ui.widgets.kpi_data import REGION


@pytest.fixture
def again(qapp, settings):
    """Opens another window with the same settings, as tomorrow."""
    made = []

    def open_again():
        keeper = App("nl", settings)
        keeper.window.show()
        made.append(keeper)
        return keeper.window

    yield open_again
    for keeper in made:
        keeper.end()
        keeper.window.close_anyway()
        keeper.window.deleteLater()


@pytest.fixture
def saved(tmp_path):
    """The small region with a plan, as a file."""
    state = small_state()
    project = Project(state)
    project.adopt_plan(plan_with_one_change(state))
    path = tmp_path / "regio.stageplan"
    project.save(path)
    return path


def open_file(window, path, qtbot):
    with qtbot.waitSignal(window.session.facts_changed, timeout=10_000):
        window.actions.files.open_text(str(path))
    return window


def close(window):
    window.close_anyway()


def test_that_the_window_is_as_it_was_left(again, saved, qtbot):
    window = open_file(again(), saved, qtbot)
    window.load_page.row_choice.choose("institution")
    window.load_page.column_choice.choose("days")
    window.plan_page.view.choose("table")
    window.go_to("data")
    data = window.data_page
    data.tabs.setCurrentIndex(1)
    data.tables[1].setColumnWidth(3, 333)
    data.tables[1].sortByColumn(5, Qt.SortOrder.DescendingOrder)
    data.tables[1].horizontalHeader().moveSection(2, 0)
    data.search.setText("linde")
    data.tables[0].filter.set_allowed(0, frozenset({"Rijn College"}))
    close(window)

    window = open_file(again(), saved, qtbot)
    assert window.pages.currentWidget() is window.data_page
    data = window.data_page
    assert data.tabs.currentIndex() == 1
    assert data.tables[1].columnWidth(3) == 333
    assert data.tables[1].horizontalHeader().logicalIndex(0) == 2
    assert data.tables[1].horizontalHeader().sortIndicatorSection() == 5
    assert data.search.text() == "linde"
    assert data.tables[1].filter.rowCount() == 1
    assert data.tables[0].filter.allowed(0) == {"Rijn College"}
    window.go_to("load")
    assert (window.load_page.row_choice.key, window.load_page.column_choice.key) == (
        "institution",
        "days",
    )
    window.go_to("plan")
    assert window.plan_page.view.key == "table"


def test_that_filters_of_one_file_hide_nothing_of_another(again, saved, qtbot, tmp_path):
    window = open_file(again(), saved, qtbot)
    window.go_to("data")
    window.data_page.search.setText("linde")
    other = tmp_path / "andere.stageplan"
    Project(small_state()).save(other)
    open_file(window, other, qtbot)
    assert window.data_page.search.text() == ""
    open_file(window, saved, qtbot)
    assert window.data_page.search.text() == ""
    window.data_page.search.setText("beuk")
    close(window)
    window = open_file(again(), other, qtbot)
    window.go_to("data")
    assert window.data_page.search.text() == ""


@pytest.mark.parametrize(
    "nonsense", ["", "{", "[]", "null", '{"periods": 3, "tab": 99, "rows": 7}', "x" * 1000]
)
def test_that_settings_that_make_no_sense_change_nothing(again, saved, settings, qtbot, nonsense):
    for key in ("page", "seconds", "zoom", "folder", "filters", "geometry"):
        settings.setValue(key, nonsense)
    for name in ("data", "load", "plan"):
        settings.setValue(f"pages/{name}", nonsense)
    window = open_file(again(), saved, qtbot)
    for step in ("data", "load", "plan"):
        window.go_to(step)
    assert window.component == REGION
    assert window.data_page.tables[0].filter.rowCount() == 4
    assert window.load_page.row_choice.key == "programme"


@pytest.mark.parametrize(
    "look",
    [
        {"order": [0, 0, 0]},
        {"order": "abc", "widths": [], "sort": None},
        {"order": [1, 0], "widths": {"0": "wide", "9": 50, "x": 3, "1": 99999}, "sort": [7, 1]},
        {"order": [0, 1], "sort": [0.5, 1]},
        {"order": [0, 1], "sort": ["0", 1]},
    ],
)
def test_that_a_table_takes_only_a_look_that_fits(qapp, look):
    from ui.tables.data_table import DataTable
    from ui.tables.table_model import Column, TableModel

    model = TableModel([Column(title="A", text=str, width=60), Column(title="B", text=str)])
    table = DataTable(model, "tabel")
    table.restore_columns(look)
    assert table.column_state()["widths"] == {}
    assert table.column_state()["sort"][0] == -1


def test_that_dialogs_begin_in_the_folder_that_was_used_last(window, settings, tmp_path):
    window.shell.file_dialog("").filesSelected.emit([str(tmp_path / "plan.xlsx")])
    assert window.shell.file_dialog("").directory().absolutePath() == str(tmp_path)
    settings.setValue("folder", "/bestaat/niet")
    assert window.shell.file_dialog("").directory().absolutePath() != "/bestaat/niet"


def test_that_the_size_that_was_chosen_is_told_to_qt(settings, monkeypatch):
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")
    monkeypatch.delenv("QT_SCALE_FACTOR")
    settings.setValue("zoom", 150)
    apply_zoom(settings)
    assert os.environ["QT_SCALE_FACTOR"] == "1.5"
    os.environ["QT_SCALE_FACTOR"] = "2"
    apply_zoom(settings)
    assert os.environ["QT_SCALE_FACTOR"] == "2"


@pytest.mark.parametrize("text,zoom", [(100, None), (110, None), (150, "1.5"), (900, None)])
def test_that_large_text_of_the_system_makes_everything_large(settings, monkeypatch, text, zoom):
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")
    monkeypatch.delenv("QT_SCALE_FACTOR")
    settings.setValue("system_text", text)
    apply_zoom(settings)
    assert os.environ.get("QT_SCALE_FACTOR") == zoom


def test_that_text_grows_no_further_than_its_room(qapp):
    large = QFont(qapp.font())
    large.setPointSizeF(USUAL_POINTS * 2)
    assert text_zoom(large) == 200
    assert _body_font(large).pointSizeF() == pytest.approx(USUAL_POINTS * MOST_TEXT)
