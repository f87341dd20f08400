"""Rapport: the report as it will be on paper, and the documents, through the window."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from stageplanner.documents import build_report
from stageplanner.project import Project
from ui.pages.report_page import text_of
from ui.print.screen import paint_pages


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def page(planned, qtbot):
    planned.go_to(5)
    page = planned.later.report
    qtbot.waitUntil(lambda: page._scroll.widget() is not None, timeout=30_000)
    return page


def test_that_the_report_is_shown_page_by_page_and_said_aloud(page):
    pictures = [p for p in page._scroll.widget().findChildren(QLabel) if not p.pixmap().isNull()]
    assert pictures
    assert pictures[0].accessibleName().startswith("Bladzijde 1 van")
    said = pictures[0].accessibleDescription()
    assert page.report.title in said
    assert "Maas College" in said


def test_that_the_report_follows_a_change(page, qtbot):
    first = page.report
    page._session.project.undo()
    qtbot.waitUntil(lambda: page.report is not first, timeout=30_000)
    assert page._of is page._session.state
    assert text_of(page.report) != text_of(first)


def test_that_a_page_on_screen_has_the_shape_of_paper_and_something_on_it(planned):
    pages = paint_pages(build_report(planned.session.state), 500)
    assert pages
    for image in pages:
        assert image.width() == 500
        assert image.height() == pytest.approx(500 * 297 / 210, abs=2)
        grey = image.scaled(50, 70).convertToFormat(image.Format.Format_Grayscale8)
        assert min(grey.pixelColor(x, y).lightness() for x in range(50) for y in range(70)) < 200


@pytest.mark.parametrize("kind,names", [("xlsx", "*.xlsx"), ("pdf", "*.pdf"), ("ics", "*.ics")])
def test_that_each_button_writes_its_kind_of_document(page, qtbot, tmp_path, kind, names):
    if kind == "ics":
        from datetime import date, timedelta

        from stageplanner.domain.negotiation import ProposalStatus

        negotiation = page._session.project.negotiation
        negotiation.start_round("Najaar", date.today() + timedelta(weeks=3))
        negotiation.send(1)
        negotiation.record_answer("R1-001", ProposalStatus.AGREED)
    folder = tmp_path / "uit"
    assert not page.open.isEnabled()
    with qtbot.waitSignal(page.files_job.finished, timeout=60_000):
        page.write_to((kind,), str(folder))
    found = list(folder.iterdir())
    assert found
    assert sorted(found) == sorted(folder.glob(names))
    assert page.open.isEnabled()
    assert page.window().notices.isVisible()


def test_that_one_party_gets_its_own_documents_only(page, qtbot, tmp_path):
    page.party.setCurrentIndex(page.party.findText("Maas College"))
    with qtbot.waitSignal(page.files_job.finished, timeout=60_000):
        page.write_to(("xlsx",), str(tmp_path / "uit"))
    (file,) = (tmp_path / "uit").iterdir()
    cells = [
        str(cell.value)
        for sheet in load_workbook(file)
        for line in sheet.iter_rows()
        for cell in line
    ]
    assert any("VIG2B" in text for text in cells)
    assert not any("VIG2A" in text for text in cells)


def test_that_a_folder_that_cannot_be_written_is_told(page, qtbot, tmp_path):
    (tmp_path / "uit").write_text("een bestand, geen map")
    with qtbot.waitSignal(page.files_job.failed, timeout=60_000):
        page.write_to(("pdf",), str(tmp_path / "uit"))
    assert not page.open.isEnabled()
    said = " ".join(part.text() for part in page.window().notices.findChildren(QLabel))
    assert "uit" in said
    assert "onverwacht" not in said


def test_that_without_stage_periods_the_page_says_what_to_do(keeper, planned, qtbot):
    from dataclasses import replace

    state = replace(planned.session.state, periods=(), plan=None)
    keeper.session.use(Project(state))
    planned.go_to(5)
    page = planned.later.report
    qtbot.waitUntil(lambda: page._stack.currentWidget() is page._empty)
    assert not page.all.isEnabled()
