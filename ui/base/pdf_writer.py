"""Drawing a PDF in memory, so that only a whole one is ever written to a disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from stageplanner import __version__


def draw_pdf(title: str, draw: Callable[[QPdfWriter], None]) -> bytes:
    """Return the content of a PDF on A4 without margins, drawn by a function."""
    drawn = QByteArray()
    buffer = QBuffer(drawn)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator(f"StagePlanner {__version__}")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    draw(writer)
    del writer
    buffer.close()
    return drawn.data()
