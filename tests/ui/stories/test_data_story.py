"""Seven files, one of them bad: put right while it is read, edited as in Excel, saved, opened."""

import pytest
from PySide6.QtWidgets import QApplication

from stageplanner.domain.state import institutions_of
from stageplanner.project import Project
from tests.ui.builders import EXAMPLE
from tests.ui.importing.test_import_dialog import OTHERS, SCHOOLS, TIME, read
from ui.data.data_page import RULES
from ui.importing.import_dialog import ROWS

#: Whole stories: leave them out while working with ``-m 'not slow ...'``.
pytestmark = pytest.mark.slow

BAD = (
    "Instelling;Crebo;Groep;Aantal studenten;Koppen;Startdatum;Einddatum;Weekdagen\n"
    "Rijn College;25656;VIG2A;x;21;31-08-2026;18-12-2026;ma di\n"
    "Rijn College;25656;VIG2B;x;22;31-02-2027;18-06-2027;ma di\n"
)


def test_that_a_bad_delivery_is_put_right_edited_undone_saved_and_opened(window, qtbot, tmp_path):
    session = window.session
    bad = tmp_path / "rijn.csv"
    bad.write_text(BAD, "utf-8")
    read(window, qtbot, [bad, *(EXAMPLE / name for name in (*SCHOOLS, *OTHERS))])
    dialog = window.actions.imports.import_dialog
    dialog.files.setCurrentRow(1)

    boxes = dict(dialog.columns.choices[0][1])
    for heading, field in (("Aantal studenten", ""), ("Koppen", "students")):
        boxes[heading].setCurrentIndex(boxes[heading].findData(field))
    dialog.tabs.setCurrentIndex(ROWS)
    model = dialog.rows.model
    qtbot.waitUntil(lambda: model.rowCount() == 3, timeout=TIME)
    model.setData(model.index_of(3, "F"), "28-02-2027")
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        dialog.again.click()
    qtbot.waitUntil(dialog.take.isEnabled, timeout=TIME)
    with qtbot.waitSignal(session.facts_changed, timeout=TIME):
        dialog.take.click()
    assert len(session.state.periods) == 244
    assert [p.students for p in session.state.periods if p.institution == "Rijn College"] == [
        21,
        22,
    ]
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.load_page, timeout=TIME)

    window.go_to("data")
    page, table = window.data_page, window.data_page.tables[0]
    imported = session.state
    page.search.setText("rijn")
    QApplication.clipboard().setText("30\n31\n")
    titles = [shown.title for shown in table.columns]
    table.setCurrentIndex(table.filter.index(0, titles.index("Studenten")))
    table.paste()
    page.tabs.setCurrentIndex(RULES)
    page.rules.fields["rule.blok_moves_weekdays"].boxes[0].click()
    with qtbot.waitSignal(session.facts_changed, timeout=TIME):
        session.project.editing.delete("period", [session.state.periods[-1].id])
    assert len(session.project.history) == 8 + 3
    for _ in range(3):
        window.undo()
    assert session.state == imported
    for _ in range(3):
        window.redo()

    file = tmp_path / "regio.stageplan"
    with qtbot.waitSignal(window.actions.files.save_job.finished, timeout=TIME):
        window.actions.files.save_to(str(file))
    again = Project.open(file)
    assert again.state == session.state
    assert "Rijn College" in institutions_of(again.state)
    assert {p.students for p in again.state.periods if p.institution == "Rijn College"} == {30, 31}
    assert len(again.mappings) == 1, "the columns that were put right, for next year"
