"""Rapport: the report as it will be on paper, and the documents, through the window."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from stageplanner.documents.papers import build_report
from stageplanner.project import Project
from ui.print.screen_pages import paint_pages
from ui.report.report_page import text_of


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def page(planned, qtbot):
    planned.go_to("report")
    page = planned.report_page
    qtbot.waitUntil(lambda: page.scroll.widget() is not None, timeout=30_000)
    return page


def test_that_the_report_is_shown_page_by_page_and_said_aloud(page):
    pictures = [p for p in page.scroll.widget().findChildren(QLabel) if not p.pixmap().isNull()]
    assert pictures
    assert pictures[0].accessibleName().startswith("Bladzijde 1 van")
    said = pictures[0].accessibleDescription()
    assert page.report.title in said
    assert "Maas College" in said


def test_that_the_report_follows_a_change(page, qtbot):
    first = page.report
    page.session.project.undo()
    qtbot.waitUntil(lambda: page.report is not first, timeout=30_000)
    assert page.report_state is page.session.state
    assert text_of(page.report) != text_of(first)


def test_that_a_page_on_screen_has_the_shape_of_paper_and_something_on_it(planned):
    pages = paint_pages(build_report(planned.session.state), 500)
    assert pages
    for image in pages:
        assert image.width() == 500
        assert image.height() == pytest.approx(500 * 297 / 210, abs=2)
        grey = image.scaled(50, 70).convertToFormat(image.Format.Format_Grayscale8)
        assert min(grey.pixelColor(x, y).lightness() for x in range(50) for y in range(70)) < 200


def export(window, qtbot, folder, **chosen):
    """What the dialog writes: the kinds that are ticked, for whom is chosen."""
    click(qtbot, window.report_page.export)
    dialog = window.actions.exports.export_dialog
    for kind, tick in dialog.kinds.items():
        tick.setChecked(kind in chosen.get("kinds", ("xlsx",)))
    dialog.party.setCurrentIndex(dialog.party.findText(chosen.get("party", "Voor iedereen")))
    dialog.folder.setText(str(folder))
    with qtbot.waitSignal(window.actions.exports.export_job.finished, timeout=60_000):
        click(qtbot, dialog.take)


@pytest.mark.parametrize("kind,names", [("xlsx", "*.xlsx"), ("pdf", "*.pdf"), ("ics", "*.ics")])
def test_that_the_dialog_writes_the_kind_of_document_that_is_ticked(
    page, qtbot, tmp_path, kind, names
):
    if kind == "ics":
        from datetime import date, timedelta

        from stageplanner.domain.proposal import ProposalStatus

        negotiation = page.session.project.negotiation
        negotiation.start_round("Najaar", date.today() + timedelta(weeks=3))
        negotiation.send(1)
        negotiation.record_answer("R1-001", ProposalStatus.AGREED)
    folder = tmp_path / "uit"
    export(page.window(), qtbot, folder, kinds=(kind,))
    found = list(folder.iterdir())
    assert found
    assert sorted(found) == sorted(folder.glob(names))
    said = " ".join(part.text() for part in page.window().notices.findChildren(QLabel))
    assert found[0].name in said


def test_that_one_party_gets_its_own_documents_only(page, qtbot, tmp_path):
    export(page.window(), qtbot, tmp_path / "uit", party="Maas College")
    (file,) = (tmp_path / "uit").iterdir()
    cells = [
        str(cell.value)
        for sheet in load_workbook(file)
        for line in sheet.iter_rows()
        for cell in line
    ]
    assert any("VIG2B" in text for text in cells)
    assert not any("VIG2A" in text for text in cells)


def test_that_the_workbook_of_the_window_holds_the_history(page, qtbot, tmp_path):
    export(page.window(), qtbot, tmp_path)
    book = load_workbook(tmp_path / "StagePlanner afspraken.xlsx")
    cells = [str(cell.value) for line in book["Logboek"].iter_rows() for cell in line]
    assert "plan gekozen" in cells


def test_that_the_folder_and_the_kinds_are_remembered(page, qtbot, tmp_path):
    window = page.window()
    export(window, qtbot, tmp_path, kinds=("xlsx",))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = window.actions.exports.export_dialog
    assert dialog.isVisible()
    assert (dialog.folder.text(), dialog.chosen) == (str(tmp_path), ("xlsx",))
    dialog.kinds["xlsx"].setChecked(False)
    assert not dialog.take.isEnabled()
    dialog.reject()


def test_that_a_folder_that_cannot_be_written_is_told(page, qtbot, tmp_path):
    (tmp_path / "uit").write_text("een bestand, geen map")
    window = page.window()
    window.actions.exports.ask_export()
    dialog = window.actions.exports.export_dialog
    dialog.folder.setText(str(tmp_path / "uit"))
    with qtbot.waitSignal(window.actions.exports.export_job.failed, timeout=60_000):
        click(qtbot, dialog.take)
    said = " ".join(part.text() for part in window.notices.findChildren(QLabel))
    assert "uit" in said
    assert "onverwacht" not in said


def test_that_without_stage_periods_the_page_says_what_to_do(keeper, planned, qtbot):
    from dataclasses import replace

    state = replace(planned.session.state, periods=(), plan=None)
    keeper.session.use(Project(state))
    planned.go_to("report")
    page = planned.report_page
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    assert not page.export.isEnabled()
