"""The pages of a document as pictures for the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from stageplanner.reporting.printable import Printed
from ui.print.block_parts import parts_of
from ui.print.paper import DPI, PAGE_HEIGHT, PAGE_WIDTH, Sheet, mm
from ui.print.pdf import draw_page, lay_out

_METRE = round(DPI / 0.0254)


def paint_pages(document: Printed, width: int) -> tuple[QImage, ...]:
    """Paint every page of a document as a picture, ``width`` pixels wide."""
    scale = width / mm(PAGE_WIDTH)
    measured = _blank(1, 1)
    sheet = Sheet(measured)
    pages = lay_out(parts_of(document, sheet))
    images = []
    for number, page in enumerate(pages, start=1):
        image = _blank(width, round(mm(PAGE_HEIGHT) * scale))
        painter = QPainter(image)
        try:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
            )
            painter.scale(scale, scale)
            draw_page(painter, sheet, document, page, (number, len(pages)))
        finally:
            # A painter that is left on its device ends the whole program.
            painter.end()
        images.append(image)
    return tuple(images)


def _blank(width: int, height: int) -> QImage:
    """Build a white picture with the resolution of paper."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(_METRE)
    image.setDotsPerMeterY(_METRE)
    image.fill(Qt.GlobalColor.white)
    return image
