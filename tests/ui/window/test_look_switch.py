"""Another look or language never throws work away without a question."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from tests.ui.base.child_jobs import never_listen
from tests.ui.waiting import come_to_rest


def question(window):
    boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    return boxes[0] if boxes else None


def press(box, text):
    next(b for b in box.buttons() if b.text() == text).click()


@pytest.fixture
def typed(region, qtbot):
    """The window with a refused cell and an incomplete row."""
    region.go_to("data")
    come_to_rest(qtbot, region)
    table = region.data_page.tables[0]
    model = table.model()
    titles = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]
    where = model.index(0, titles.index("Studenten"))
    table.model().setData(where, "dertig", Qt.ItemDataRole.EditRole)
    region.data_page.models[0].add_draft({"group": "NIEUW", "students": "24"})
    assert region.pages.unfinished == 2
    return region


@pytest.mark.parametrize("key,value", [("look", "dark"), ("language", "en")])
def test_that_typed_work_stays_until_the_user_says_so(keeper, typed, qtbot, key, value):
    before = keeper.settings.value(key)
    action = next(a for k, a in typed.menu._choices if (k, a.data()) == (key, value))
    action.trigger()
    box = question(typed)
    assert "2 waarden of rijen" in box.informativeText()
    assert box.defaultButton().text() == "Terug"
    press(box, "Terug")
    qtbot.waitUntil(lambda: question(typed) is None)
    assert keeper.window is typed
    assert typed.pages.unfinished == 2
    assert keeper.settings.value(key) == before
    assert not action.isChecked(), "the menu shows what is so"
    action.trigger()
    press(question(typed), "Toch wisselen")
    qtbot.waitUntil(lambda: keeper.window is not typed)
    assert keeper.settings.value(key) == value


def test_that_the_settings_ask_the_same(keeper, typed, qtbot):
    typed.actions.program.show_settings()
    dialog = typed.actions.program.dialog
    dialog.look.setCurrentIndex(dialog.look.findData("dark"))
    dialog.save.click()
    press(question(typed), "Terug")
    assert keeper.settings.value("look") == "light"
    assert typed.pages.unfinished == 2


def test_that_a_running_proposal_ends_with_its_best_plan(keeper, region, qtbot):
    solving = region.actions.solving
    project = keeper.session.project
    solving.optimise(None, 60.0)
    region.set_look("look", "dark")
    assert "beste plan tot nu" in question(region).informativeText()
    press(question(region), "Terug")
    qtbot.waitUntil(lambda: question(region) is None)
    if solving.solve_job.is_running:
        region.set_look("look", "dark")
        press(question(region), "Toch wisselen")
    else:
        region.set_look("look", "dark")
    qtbot.waitUntil(lambda: keeper.window is not region, timeout=60_000)
    assert keeper.settings.value("look") == "dark"
    assert project.undo_verb == "optimise"


def test_that_other_work_is_named(keeper, region, qtbot):
    job = region.actions.imports.import_job
    job.start(never_listen)
    region.set_look("look", "dark")
    assert "Ander werk" in question(region).informativeText()
    press(question(region), "Terug")
    job.kill()


def test_that_nothing_is_asked_if_nothing_is_lost(keeper, planned, qtbot):
    region = planned
    region.checks.job.kill()
    for job in (region.checks.job, region.actions.solving.explain_job):
        job.start(never_listen)
    region.set_look("look", "dark")
    assert question(region) is None
    qtbot.waitUntil(lambda: keeper.window is not region)
