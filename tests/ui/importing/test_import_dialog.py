"""Files come in through the window: looked at first where there is something to look at."""

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.project import Project
from tests.ui.builders import EXAMPLE
from ui.importing.import_dialog import DIFFERENCES

SCHOOLS = (
    "Biesbos College.xlsx",
    "Linge College stageritme.xlsx",
    "ROC Waalstroom BPV-planning 26-27.xlsx",
    "VZO planning bpv.xlsx",
    "hanzevaart_bpv_2627.csv",
)
OTHERS = ("Leerbedrijven.xlsx", "Vakanties.xlsx")
TIME = 60_000


def read(window, qtbot, paths):
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        window.actions.imports.take_files([Path(path) for path in paths])


def test_that_clean_files_are_taken_over_at_once(window, qtbot):
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        window.actions.files.open_example()
    qtbot.waitUntil(lambda: len(window.session.state.periods) == 242)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.load_page)


def test_that_problems_are_looked_at_before_rows_are_taken_over(window, qtbot):
    read(window, qtbot, [EXAMPLE / name for name in (*SCHOOLS, *OTHERS)])
    dialog = window.actions.imports.import_dialog
    assert dialog.isVisible()
    assert not window.session.state.periods
    assert dialog.problems.model.rowCount() > 0
    assert dialog.files.count() == 1 + len(SCHOOLS) + len(OTHERS)
    dialog.take.click()
    assert len(window.session.state.periods) == 242
    window.undo()
    assert not window.session.state.periods


def test_that_leaving_an_import_changes_nothing(window, qtbot):
    read(window, qtbot, [EXAMPLE / "Linge College stageritme.xlsx"])
    window.actions.imports.import_dialog.reject()
    assert window.session.project.undo_verb is None


def test_that_a_column_can_be_put_right_and_read_again(window, qtbot, tmp_path):
    file = tmp_path / "planning.csv"
    file.write_text(
        "Instelling;Crebo;Groep;Aantal studenten;Hoofden;Startdatum;Einddatum;Dagen per week\n"
        "Rijn College;25656;A;20;7;31-08-2026;18-12-2026;4\n",
        encoding="utf-8",
    )
    read(window, qtbot, [file])
    dialog = window.actions.imports.import_dialog
    dialog.files.setCurrentRow(1)
    _, made = dialog.columns.choices[0]
    boxes = dict(made)
    for heading, field in (("Aantal studenten", ""), ("Hoofden", "students")):
        boxes[heading].setCurrentIndex(boxes[heading].findData(field))
    assert dialog.again.isEnabled()
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        dialog.again.click()
    window.actions.imports.import_dialog.take.click()
    assert [period.students for period in window.session.state.periods] == [7]


@pytest.mark.parametrize("name,text", [("leeg.xlsx", b""), ("brief.docx", b"hallo")])
def test_that_a_file_that_cannot_be_read_is_told_and_changes_nothing(
    window, qtbot, tmp_path, name, text
):
    file = tmp_path / name
    file.write_bytes(text)
    read(window, qtbot, [file])
    dialog = window.actions.imports.import_dialog
    assert not dialog.take.isEnabled()
    assert dialog.problems.model.rowCount() == 1
    dialog.reject()
    assert not window.session.state.periods


def test_that_a_second_delivery_shows_what_differs(window, qtbot):
    project = Project()
    project.import_files([EXAMPLE / name for name in ("Biesbos College.xlsx", *OTHERS)])
    with qtbot.waitSignal(window.session.facts_changed, timeout=TIME):
        window.session.use(project)
    read(window, qtbot, [EXAMPLE / "alle-periodes.xlsx"])
    dialog = window.actions.imports.import_dialog
    assert dialog.tabs.isTabVisible(DIFFERENCES)
    assert {row.fate.value for row in dialog.differences.model.rows} >= {"new"}
    dialog.reject()


def test_that_no_child_process_is_left(window, qtbot):
    before = set(multiprocessing.active_children())
    read(window, qtbot, [EXAMPLE / "Vakanties.xlsx"])
    window.end_jobs()
    assert set(multiprocessing.active_children()) <= before


def test_that_a_changed_row_names_the_proposal_it_touches(window, qtbot, tmp_path):
    head = "Instelling;Crebo;Groep;Aantal studenten;Startdatum;Einddatum;Weekdagen\n"
    file = tmp_path / "planning.csv"
    file.write_text(head + "Rijn College;25656;A;20;31-08-2026;18-12-2026;ma di\n", "utf-8")
    project = Project()
    project.import_files([file])
    (period,) = project.state.periods
    option = replace(wish_option(period), weekdays=(2, 3))
    project.place(period.id, (Placement(option=option, students=period.students),))
    with qtbot.waitSignal(window.session.facts_changed, timeout=TIME):
        window.session.use(project)
    file.write_text(head + "Rijn College;25656;A;26;31-08-2026;18-12-2026;ma di\n", "utf-8")
    read(window, qtbot, [file])
    dialog = window.actions.imports.import_dialog
    (changed,) = dialog.differences.model.rows
    assert [(f.name, f.before, f.after) for f in changed.fields] == [("students", 20, 26)]
    assert "proposal_touched" in {problem.code for problem in dialog.problems.model.rows}
    assert window.session.state.periods[0].students == 20, "nothing is taken over yet"
    dialog.take.click()
    assert window.session.state.periods[0].students == 26


def test_that_only_columns_put_right_are_remembered(window, qtbot, tmp_path):
    file = tmp_path / "planning.csv"
    file.write_text(
        "Instelling;Crebo;Groep;Aantal studenten;Hoofden;Startdatum;Einddatum;Dagen per week\n"
        "Rijn College;25656;A;20;7;31-08-2026;18-12-2026;4\n",
        encoding="utf-8",
    )
    read(window, qtbot, [file])
    dialog = window.actions.imports.import_dialog
    dialog.files.setCurrentRow(1)
    boxes = dict(dialog.columns.choices[0][1])
    for heading, field in (("Aantal studenten", ""), ("Hoofden", "students")):
        boxes[heading].setCurrentIndex(boxes[heading].findData(field))
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        dialog.again.click()
    assert not window.session.project.mappings, "not before it is taken over"
    window.actions.imports.import_dialog.take.click()
    (mapping,) = window.session.project.mappings
    assert dict(mapping.columns)["Hoofden"] == "students"


HEAD = "Instelling;Crebo;Groep;Aantal studenten;Startdatum;Einddatum;Weekdagen\n"
GROUPS = [f"Rijn College;25656;{name};20;31-08-2026;18-12-2026;ma di\n" for name in "ABC"]


@pytest.fixture
def lacking(window, qtbot, tmp_path):
    """The preview of a second delivery: one row spoilt, and two that are gone."""
    file = tmp_path / "planning.csv"
    file.write_text(HEAD + "".join(GROUPS), "utf-8")
    project = Project()
    project.import_files([file])
    with qtbot.waitSignal(window.session.facts_changed, timeout=TIME):
        window.session.use(project)
    file.write_text(HEAD + GROUPS[0].replace("31-08-2026", "onbekend"), "utf-8")
    extra = GROUPS[0].replace(";A;", ";D;")
    file.write_text(file.read_text("utf-8") + extra, "utf-8")
    read(window, qtbot, [file])
    dialog = window.actions.imports.import_dialog
    dialog.tabs.setCurrentIndex(DIFFERENCES)
    return dialog


def groups(window):
    return sorted(period.group for period in window.session.state.periods)


def test_that_what_a_delivery_lacks_stays_unless_it_is_ticked(window, lacking):
    fates = [lacking.differences.model.index(row, 0).data() for row in range(4)]
    assert fates == ["niet gelezen, blijft", *["ontbreekt, blijft"] * 2, "nieuw"]
    warnings = [p for p in lacking.problems.model.rows if p.code.startswith("absent")]
    assert [p.severity.value for p in warnings] == ["warning"] * 3
    lacking.take.click()
    assert groups(window) == ["A", "B", "C", "D"]


def test_that_ticked_rows_go_and_a_row_that_was_not_read_has_no_tick(window, lacking, qtbot):
    panel = lacking.differences
    ticks = [
        panel.model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) is not None
        for row in range(4)
    ]
    assert ticks == [False, True, True, False]
    panel.table.selectAll()
    qtbot.keyClick(panel.table, Qt.Key.Key_Space)
    assert {key for _, key in panel.removals} == {"S0002", "S0003"}
    assert "wel bekend: 3; daarvan uit de regio: 2." in lacking._summary.text()
    lacking.files.setCurrentRow(1)
    index = panel.table.model().index(1, 0)
    assert index.data() == "gaat uit de regio", "a tick holds for every file shown"
    checked = Qt.ItemDataRole.CheckStateRole
    assert panel.table.model().setData(index, Qt.CheckState.Unchecked.value, checked)
    lacking.take.click()
    assert groups(window) == ["A", "B", "D"]
    window.undo()
    assert groups(window) == ["A", "B", "C"]
