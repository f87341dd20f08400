"""What was agreed for a stage period does not change in Gegevens without a question."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from tests.negotiating import NUMBER, agreed
from tests.ui.waiting import come_to_rest


@pytest.fixture
def page(keeper, qtbot):
    """Gegevens with four groups; S2 is in an agreement."""
    with qtbot.waitSignal(keeper.session.facts_changed, timeout=5000):
        keeper.session.use(agreed())
    keeper.window.go_to("data")
    keeper.window.resize(1280, 800)
    come_to_rest(qtbot, keeper.window)
    return keeper.window.data_page


def cell(page, key, field):
    model, table = page.models[0], page.tables[0]
    number = next(i for i, row in enumerate(model.rows) if row.period.id == key)
    column = next(i for i, shown in enumerate(model.columns) if shown.field == field)
    return table.filter.mapFromSource(model.index(number, column))


def paste(page, key, field, text):
    table = page.tables[0]
    table.selectionModel().setCurrentIndex(
        cell(page, key, field), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    QApplication.clipboard().setText(text)
    table.paste()


def type_over(page, key, field, text):
    page.tables[0].model().setData(cell(page, key, field), text, Qt.ItemDataRole.EditRole)


def answer(page, qtbot, text):
    box = page.question
    assert isinstance(box, QMessageBox), "nothing was asked"
    assert NUMBER in box.text() + box.informativeText()
    next(b for b in box.buttons() if b.text() == text).click()
    qtbot.waitUntil(lambda: page.question is None)


def periods(page):
    return {period.id: period for period in page.session.state.periods}


@pytest.mark.parametrize("way", [paste, type_over])
@pytest.mark.parametrize(("field", "text"), [("students", "5"), ("end", "25-9-2026")])
def test_that_what_was_agreed_changes_only_after_a_yes(page, qtbot, way, field, text):
    before = periods(page)
    way(page, "S2", field, text)
    assert periods(page) == before
    answer(page, qtbot, "Laten staan")
    assert periods(page) == before
    way(page, "S2", field, text)
    answer(page, qtbot, "Toch wijzigen")
    assert periods(page)["S2"] != before["S2"]


def test_that_a_block_over_agreed_and_other_rows_is_all_or_nothing(page, qtbot):
    before = periods(page)
    table = page.tables[0]
    table.selectionModel().setCurrentIndex(
        cell(page, "S1", "students"), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    QApplication.clipboard().setText("5\n5\n5\n5")
    table.paste()
    answer(page, qtbot, "Laten staan")
    assert periods(page) == before
    table.paste()
    answer(page, qtbot, "Toch wijzigen")
    assert {p.students for p in periods(page).values()} == {5}


def test_that_other_cells_and_other_rows_are_pasted_as_before(page):
    paste(page, "S1", "students", "5")
    assert page.question is None
    paste(page, "S2", "group", "VZ9")
    assert page.question is None
    assert periods(page)["S1"].students == 5
    assert periods(page)["S2"].group == "VZ9"
    paste(page, "S2", "students", "6")
    assert page.question is None, "the same number again is no change"
