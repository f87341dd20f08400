"""An import is put right in place: cells and columns, read again, remembered, copied, compared."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QCheckBox, QLineEdit

from stageplanner.domain.comparison.difference import Fate
from stageplanner.importing.corrections import source_sheets
from stageplanner.importing.preview import preview_files
from stageplanner.project import Project
from stageplanner.sheets.reading import source_rows
from tests.ui.importing.test_import_dialog import TIME, read
from ui.importing.import_dialog import ROWS as ROWS_TAB
from ui.importing.source_rows import SourceModel, sheet_reading

HEAD = "Instelling;Crebo;Groep;Aantal studenten;Startdatum;Einddatum;Weekdagen\n"
ROWS = (
    "Rijn College;25656;A;veel;31-08-2026;18-12-2026;ma di\n"
    "Rijn College;25656;B;ca. 24;wk 36;wk 45;ma+di\n"
    "Rijn College;25656;C;18;31-02-2027;18-04-2027;ma di\n"
)
STUDENTS, START = 4, 5


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "planning.csv"
    made.write_text("Planning 2026-2027\n" + HEAD + ROWS + "Totaal;;;42;;;\n", "utf-8")
    return made


@pytest.fixture
def dialog(window, qtbot, file):
    read(window, qtbot, [file])
    made = window.actions.imports.import_dialog
    made.files.setCurrentRow(1)
    return made


def show_rows(dialog, qtbot):
    dialog.tabs.setCurrentIndex(ROWS_TAB)
    qtbot.waitUntil(lambda: dialog.rows.model.rowCount() > 0, timeout=TIME)
    return dialog.rows.model


def read_again(window, dialog, qtbot):
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        dialog.again.click()
    qtbot.waitUntil(lambda: dialog.take.isEnabled() or dialog.again.isVisible())


def test_that_every_row_of_the_file_is_shown_with_what_became_of_it(dialog, qtbot):
    model = show_rows(dialog, qtbot)
    said = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert said == [
        "titel",
        "koppen",
        "✕ niet gebruikt",
        "▲ met aanname",
        "✕ niet gebruikt",
        "totaal",
    ]
    assert model.index(2, STUDENTS).data() == "veel"
    assert "geen getal" in model.index(2, STUDENTS).data(Qt.ItemDataRole.ToolTipRole)
    assert model.headerData(STUDENTS, Qt.Orientation.Horizontal) == "D  Aantal studenten"
    assert model.headerData(2, Qt.Orientation.Vertical) == "3"
    dialog.rows.test.choose("refused")
    assert [model.number(row) for row in range(model.rowCount())] == [3, 5]


def test_that_a_cell_is_put_right_in_place_and_the_files_are_read_again(
    window, dialog, qtbot, file
):
    before = file.read_bytes()
    table = dialog.problems.table
    table.setCurrentIndex(table.model().index(0, 0))
    dialog.problems.correct.click()
    qtbot.waitUntil(lambda: dialog.rows.cell.text() == "D3", timeout=TIME)
    assert dialog.rows.field.text() == "veel"
    assert "geen getal" in dialog.rows.status.text()
    dialog.rows.field.setText("22")
    qtbot.keyClick(dialog.rows.field, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter corrects the cell and does not take the import over"
    assert not dialog.take.isEnabled(), "what is taken over is what was read"
    assert "1 verbetering" in dialog.again.text()
    model = dialog.rows.model
    model.setData(model.index(4, START), "28-02-2027")
    read_again(window, dialog, qtbot)
    assert dialog.tabs.currentIndex() == ROWS_TAB and dialog.files.currentRow() == 1
    assert not dialog.again.isVisible()
    dialog.take.click()
    assert [p.students for p in window.session.state.periods] == [22, 24, 18]
    assert file.read_bytes() == before


def test_that_a_correction_taken_back_is_none(dialog, qtbot):
    model = show_rows(dialog, qtbot)
    model.setData(model.index(2, STUDENTS), "22")
    assert dialog.again.isVisible()
    model.setData(model.index(2, STUDENTS), "veel")
    assert not dialog.again.isVisible() and dialog.take.isEnabled()


def test_that_columns_and_cells_of_several_rounds_count_together(window, dialog, qtbot):
    boxes = dict(dialog.columns.choices[0][1])
    boxes["Groep"].setCurrentIndex(boxes["Groep"].findData("location"))
    read_again(window, dialog, qtbot)
    model = show_rows(dialog, qtbot)
    model.setData(model.index(2, STUDENTS), "22")
    read_again(window, dialog, qtbot)
    model.setData(model.index(4, START), "28-02-2027")
    read_again(window, dialog, qtbot)
    dialog.take.click()
    periods = window.session.state.periods
    assert [(p.location, p.group, p.students) for p in periods] == [
        ("A", "", 22),
        ("B", "", 24),
        ("C", "", 18),
    ]
    (mapping,) = window.session.project.mappings
    assert dict(mapping.columns)["Groep"] == "location"


def test_that_columns_that_are_right_can_be_remembered_as_they_are(window, dialog):
    dialog.columns.widget().findChild(QCheckBox).click()
    dialog.take.click()
    (mapping,) = window.session.project.mappings
    assert dict(mapping.columns)["Aantal studenten"] == "students"


def test_that_reading_again_can_be_cancelled(window, dialog, qtbot):
    model = show_rows(dialog, qtbot)
    model.setData(model.index(2, STUDENTS), "22")
    dialog.again.click()
    assert dialog.notice.stop.isVisible() and not dialog.again.isEnabled()
    dialog.notice.stop.click()
    qtbot.waitUntil(lambda: not window.actions.imports.import_job.is_running, timeout=TIME)
    qtbot.waitUntil(dialog.stack.isEnabled)
    assert dialog.isVisible()
    dialog.reject()
    assert not window.session.state.periods


def test_that_marked_copies_are_written_and_the_file_stays(dialog, qtbot, file, tmp_path):
    before = file.read_bytes()
    dialog.copy_to(str(tmp_path / "uit"))
    qtbot.waitUntil(lambda: "(nagekeken).xlsx" in dialog.notice.status.text(), timeout=TIME)
    assert (tmp_path / "uit" / "planning (nagekeken).xlsx").exists()
    assert dialog.notice.folder.isVisible()
    assert file.read_bytes() == before


def test_that_a_second_delivery_tells_field_by_field_in_words(window, qtbot, file):
    file.write_text(HEAD + ROWS.replace("veel", "20").replace("31-02", "28-02"), "utf-8")
    project = Project()
    project.import_files([file])
    with qtbot.waitSignal(window.session.facts_changed, timeout=TIME):
        window.session.use(project)
    file.write_text(
        HEAD + ROWS.replace("veel", "26").replace("31-02", "28-02").replace("18-12", "11-12"),
        "utf-8",
    )
    read(window, qtbot, [file])
    dialog = window.actions.imports.import_dialog
    dialog.files.setCurrentRow(1)
    (changed,) = dialog.differences.model.rows
    assert changed.fate is Fate.CHANGED
    said = dialog.differences.model.index(0, 3).data()
    assert said == "Studenten: 20 → 26; T/m: 18 dec 2026 → 11 dec 2026"
    dialog.reject()


def test_that_the_rows_of_a_long_sheet_are_cut_but_not_those_with_something_to_say(
    file, monkeypatch
):
    monkeypatch.setattr(source_rows, "MOST_ROWS", 3)
    (sheet,) = source_sheets(file, {"planning": {5}})
    assert sheet.numbers == (1, 2, 3, 5)
    assert sheet.total == 6


def test_that_the_model_of_the_rows_keeps_the_rules_of_item_models(qapp, file):
    intake = preview_files(Project().state, [file])
    ((_, reading),) = intake.readings
    (sheet,) = source_sheets(file)
    model = SourceModel("nl")
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_sheet(sheet, sheet_reading(reading, sheet.name), {})
    model.show_only("told")
    model.setData(model.index(0, STUDENTS), "22")
    model.show_only("all")
    assert model.corrections == {(3, "D"): "22"}
    model.show_sheet(replace(sheet, cells=(), numbers=()), sheet_reading(reading, sheet.name), {})
    assert model.rowCount() == 0


def test_that_enter_in_a_table_takes_nothing_over(window, dialog, qtbot):
    dialog.activateWindow()
    dialog.problems.table.setFocus()
    dialog.problems.table.setCurrentIndex(QModelIndex())
    qtbot.keyClick(dialog.problems.table, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.problems.table.setCurrentIndex(dialog.problems.table.model().index(0, 0))
    qtbot.keyClick(dialog.problems.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.rows.model.rowCount() > 0, timeout=TIME)
    assert dialog.tabs.currentIndex() == ROWS_TAB, "it goes to the cell"
    table, model = dialog.rows.table, dialog.rows.model
    table.setFocus()
    table.setCurrentIndex(model.index(2, STUDENTS))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChild(QLineEdit)
    editor.setText("22")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: model.corrections == {(3, "D"): "22"})
    assert dialog.isVisible() and not window.session.state.periods
    assert not window.actions.imports.import_job.is_running


BESIDE = (
    "Crebo;Groep;Aantal studenten;Startdatum;Einddatum;Weekdagen"
    ";;Crebo;Groep;Aantal studenten;Startdatum;Einddatum;Weekdagen\n"
    "25656;A;22;31-08-2026;18-12-2026;ma di;;25655;D;20;31-08-2026;18-12-2026;wo do\n"
    "25656;B;21;31-08-2026;18-12-2026;ma di;;25655;E;veel;31-08-2026;18-12-2026;wo do\n"
    "25656;C;19;31-08-2026;18-12-2026;ma di;;;;;;;\n"
)


def test_that_of_tables_side_by_side_each_outcome_of_a_row_is_told(tmp_path):
    path = tmp_path / "Rijn College 2026-2027.csv"
    path.write_text(BESIDE, "utf-8")
    reading = preview_files(Project().state, [path]).readings[0][1]
    (sheet,) = source_sheets(path)
    model = SourceModel("nl")
    model.show_sheet(sheet, sheet_reading(reading, sheet.name), {})
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "koppen",
        "✓ gebruikt",
        "✓ gebruikt (A), ✕ niet gebruikt (H)",
        "✓ gebruikt",
    ]
    assert model.counts() == {"used": 4, "corrected": 0, "refused": 1}
    model.show_only("refused")
    assert [model.number(row) for row in range(model.rowCount())] == [3]
    assert model.index(0, 0).data(Qt.ItemDataRole.BackgroundRole) is not None


FATES = """Linge College - BPV planning 2026-2027
Opleiding;Crebo;Leerjaar;Groep;Aantal studenten;Periode;Dagen per week
VIG;25656;2;A;20;wk 36 t/m 45;2;let op
VIG;25656;2;B;20;wk 36 t/m 45 of zo;2
"""


@pytest.mark.parametrize(
    ("cell", "fate", "word"),
    [
        ((0, 1), "note", "opmerking"),
        ((1, 1), "heading", "koppen"),
        ((2, 1), "used", "gebruikt"),
        ((2, 8), "not_used", "niet gebruikt"),
        ((3, 4), "question", "vraag"),
    ],
)
def test_that_every_cell_shows_what_became_of_it(qapp, tmp_path, cell, fate, word):
    """It is seen by letter or colour, stands in the tip, and is read aloud."""
    path = tmp_path / "lijst.csv"
    path.write_text(FATES, "utf-8")
    reading = preview_files(Project().state, [path]).readings[0][1]
    (sheet,) = source_sheets(path)
    model = SourceModel("nl")
    model.show_sheet(sheet, sheet_reading(reading, sheet.name), {})
    index = model.index(*cell)
    assert model.fate(index) == fate
    assert f". {word}" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    font = index.data(Qt.ItemDataRole.FontRole)
    assert (font is not None and font.italic()) == (fate == "not_used")
    assert (font is not None and font.bold()) == (fate == "heading")
    assert (index.data(Qt.ItemDataRole.ForegroundRole) is not None) == (fate == "not_used")
    assert (font is not None and font.underline()) == (fate == "note")
    # A cell without a heading has a warning, and its sign.
    has_sign = index.data(Qt.ItemDataRole.DecorationRole) is not None
    assert has_sign == (fate in ("question", "not_used"))
    is_coloured = index.data(Qt.ItemDataRole.BackgroundRole) is not None
    assert is_coloured == (fate != "note")
