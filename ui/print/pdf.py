"""PDF files on A4: parts laid out over numbered pages, with repeated headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from stageplanner.disk.drafts import Drafts, placing
from stageplanner.progress import NO_PROGRESS, Progress
from stageplanner.reporting.printable import Printed
from ui.base.pdf_writer import draw_pdf
from ui.print.block_parts import parts_of
from ui.print.paper import (
    BOTTOM,
    DPI,
    LINE,
    MARGIN,
    MUTED,
    PAGE_HEIGHT,
    TOP,
    WIDTH,
    Ink,
    Part,
    Sheet,
    mm,
    pen,
)

Page = list[tuple[Part, float]]

_FOOT = Ink(7.5, MUTED)
_ROOM = mm(PAGE_HEIGHT - TOP - BOTTOM)


def write_pdfs(
    documents: Mapping[str, Printed],
    folder: Path,
    progress: Progress = NO_PROGRESS,
    drafts: Drafts | None = None,
) -> tuple[Path, ...]:
    """Write documents into a folder by their file names; works without a window as well.

    Parameters
    ----------
    progress
        Told of every document, and asked before it whether to stop; then none is kept.
    drafts
        Those of the caller, who puts them in place together with other documents.

    Raises
    ------
    StagePlannerError
        It was stopped, the folder cannot be written, or a file is open elsewhere.
    """
    # A QApplication, so that a window can be opened later in the same process.
    app = QApplication.instance() or QApplication(["stageplanner"])
    with placing(drafts) as waiting:
        for done, name in enumerate(documents, start=1):
            progress.raise_if_cancelled()
            waiting.write(folder / name, pdf_of(documents[name])[0])
            progress.report((done, len(documents)))
    del app
    return tuple(folder / name for name in documents)


def pdf_of(document: Printed) -> tuple[bytes, int]:
    """Draw one document; return the content of its file and its number of pages."""
    pages: list[Page] = []

    def draw(writer: QPdfWriter) -> None:
        writer.setResolution(DPI)
        sheet = Sheet(writer)
        pages.extend(lay_out(parts_of(document, sheet)))
        painter = QPainter(writer)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, page in enumerate(pages, start=1):
                if number > 1:
                    writer.newPage()
                painter.resetTransform()
                draw_page(painter, sheet, document, page, (number, len(pages)))
        finally:
            # A painter that is left on its device ends the whole program.
            painter.end()

    return draw_pdf(document.title, draw), len(pages)


def draw_page(
    painter: QPainter, sheet: Sheet, document: Printed, page: Page, place: tuple[int, int]
) -> None:
    """Draw one page; ``place`` is its number and the number of pages."""
    painter.translate(mm(MARGIN), mm(TOP))
    for part, y in page:
        part.draw(painter, y)
    _draw_foot(painter, sheet, document, *place)


def lay_out(parts: Iterable[Part]) -> list[Page]:
    """Divide parts over pages, keep together what belongs together, repeat headings."""
    pages: list[Page] = [[]]
    y = 0.0
    for block in _together(parts):
        wanted = sum(part.height for part in block)
        if pages[-1] and (block[0].on_new_page or y + wanted > _ROOM):
            pages.append([])
            y = 0.0
            again = block[0].again
            if again is not None:
                pages[-1].append((again, y))
                y += again.height
        for part in block:
            pages[-1].append((part, y))
            y += part.height
    return pages


def _together(parts: Iterable[Part]) -> Iterable[list[Part]]:
    block: list[Part] = []
    for part in parts:
        block.append(part)
        if not part.stays:
            yield block
            block = []
    if block:
        yield block


def _draw_foot(painter: QPainter, sheet: Sheet, document: Printed, number: int, count: int) -> None:
    y = _ROOM + mm(5)
    painter.setPen(pen(LINE, 0.2))
    painter.drawLine(QPointF(0, y), QPointF(WIDTH, y))
    page = document.page.format(page=number, pages=count)
    room = WIDTH - sheet.width(page, _FOOT) - mm(6)
    box = QRectF(0, y + mm(1.5), room, sheet.line_height(_FOOT))
    sheet.write_line(painter, sheet.cut(document.footer, _FOOT, room), _FOOT, box.topLeft())
    sheet.write_line(painter, page, _FOOT, QPointF(WIDTH, y + mm(1.5)), align=1.0)
