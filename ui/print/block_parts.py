"""The parts of a document: texts, figures, tables, pictures, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from stageplanner.reporting.printable import (
    Block,
    Figure,
    Figures,
    Heading,
    LoadPicture,
    Paragraph,
    Printed,
    Signatures,
    Table,
    TextStyle,
    TimeLine,
)
from ui.print.paper import (
    ACCENT,
    INK,
    LINE,
    MUTED,
    OVER,
    OVER_SOFT,
    PALE,
    SOFT,
    WIDTH,
    Ink,
    Part,
    Sheet,
    mm,
    pen,
)
from ui.print.pictures import LOAD_HEIGHT, draw_load, line_parts

_TITLE, _SUBTITLE = Ink(20, ACCENT, True), Ink(10.5, MUTED)
_HEADING = Ink(12.5, ACCENT, True)
_VOICES = {
    TextStyle.PLAIN: Ink(9.5),
    TextStyle.LEAD: Ink(11),
    TextStyle.QUIET: Ink(8, MUTED),
    TextStyle.WARNING: Ink(9.5, OVER, True),
}
_HEAD, _CELL, _CELL_OVER = Ink(8, "#ffffff", True), Ink(8.5), Ink(8.5, OVER, True)
_LABEL, _VALUE, _VALUE_OVER = Ink(8, MUTED), Ink(17, ACCENT, True), Ink(17, OVER, True)
_BOLD, _SMALL = Ink(9.5, INK, True), Ink(8, MUTED)
_GAP, _PAD = mm(3.2), mm(1.4)


def parts_of(document: Printed, sheet: Sheet) -> Iterator[Part]:
    """Yield the parts of a document, in order."""
    yield from _title(document, sheet)
    following = (*document.blocks[1:], None, None)
    for block, after, later in zip(document.blocks, following, following[1:], strict=False):
        is_intro = isinstance(block, Paragraph) and block.voice is TextStyle.QUIET
        stays = is_intro and isinstance(after, Figures | Table | LoadPicture | TimeLine)
        # The last small picture of a run is never alone on a page.
        is_last_picture = isinstance(after, LoadPicture) and not isinstance(later, LoadPicture)
        stays = stays or (isinstance(block, Figures | LoadPicture) and is_last_picture)
        for part in _parts(block, sheet, document.language):
            yield replace(part, stays=True) if stays else part


def _parts(block: Block, sheet: Sheet, language: str) -> Iterator[Part]:
    match block:
        case Heading():
            yield _heading(block, sheet)
        case Paragraph():
            yield from _paragraph(block, sheet)
        case Figures():
            yield _figures(block, sheet)
        case Table():
            yield from _table(block, sheet)
        case LoadPicture():
            yield Part(LOAD_HEIGHT + _GAP, partial(draw_load, sheet, block, language))
        case TimeLine():
            yield from line_parts(sheet, block)
        case Signatures():
            yield _signatures(block, sheet)


def _text(sheet: Sheet, text: str, ink: Ink, after: float, *, stays: bool = False) -> Part:
    height = sheet.height(text, ink, WIDTH)

    def draw(painter: QPainter, y: float) -> None:
        sheet.write(painter, text, ink, QRectF(0, y, WIDTH, height + mm(1)))

    return Part(height + after, draw, stays=stays)


def _title(document: Printed, sheet: Sheet) -> Iterator[Part]:
    yield _text(sheet, document.title, _TITLE, mm(1), stays=True)
    yield _text(sheet, document.subtitle, _SUBTITLE, mm(2), stays=True)

    def draw(painter: QPainter, y: float) -> None:
        painter.fillRect(QRectF(0, y, WIDTH, mm(0.8)), QColor(ACCENT))

    yield Part(mm(5), draw, stays=True)


def _heading(block: Heading, sheet: Sheet) -> Part:
    height = sheet.height(block.text, _HEADING, WIDTH)
    before = 0.0 if block.on_new_page else mm(3)

    def draw(painter: QPainter, y: float) -> None:
        box = QRectF(0, y + before, WIDTH, height + mm(1))
        sheet.write(painter, block.text, _HEADING, box)

    height += before + mm(2)
    return Part(height, draw, stays=True, on_new_page=block.on_new_page)


def _paragraph(block: Paragraph, sheet: Sheet) -> Iterator[Part]:
    """Yield a part per line, so that a long text may continue on the next page."""
    ink = _VOICES[block.voice]
    lines = block.text.split("\n")
    for i, line in enumerate(lines):
        yield _text(sheet, line, ink, _GAP if i == len(lines) - 1 else mm(1))


def _figures(block: Figures, sheet: Sheet) -> Part:
    count = max(1, len(block.figures))
    room = (WIDTH - (count - 1) * _GAP) / count
    inner = room - 2 * mm(3)
    notes = max((sheet.height(f.note, _LABEL, inner) for f in block.figures), default=0.0)
    labels = max((sheet.height(f.label, _LABEL, inner) for f in block.figures), default=0.0)
    value = sheet.line_height(_VALUE)
    height = labels + value + notes + mm(6)

    def draw(painter: QPainter, y: float) -> None:
        for i, figure in enumerate(block.figures):
            box = QRectF(i * (room + _GAP), y, room, height)
            painter.fillRect(box, QColor(OVER_SOFT if figure.is_over else SOFT))
            _draw_figure(painter, sheet, figure, box, labels)

    return Part(height + _GAP + mm(1), draw)


def _draw_figure(
    painter: QPainter, sheet: Sheet, figure: Figure, box: QRectF, labels: float
) -> None:
    inner = box.adjusted(mm(3), mm(2.5), -mm(3), mm(1))
    sheet.write(painter, figure.label, _LABEL, inner)
    ink = _VALUE_OVER if figure.is_over else _VALUE
    below = inner.top() + labels
    sheet.write_line(painter, figure.value, ink, QPointF(inner.left(), below))
    note = QRectF(inner.left(), below + sheet.line_height(ink), inner.width(), box.height())
    sheet.write(painter, figure.note, _LABEL, note)


def _table(block: Table, sheet: Sheet) -> Iterator[Part]:
    widths = _widths(block, sheet)
    head = _row(block, sheet, widths, -1)
    yield head
    for row in range(len(block.rows)):
        part = _row(block, sheet, widths, row)
        # Keep the first two and the last two rows together: no page has a single row.
        stays = row == 0 < len(block.rows) - 1 or row == len(block.rows) - 2
        yield Part(part.height, part.draw, again=head, stays=stays)
    yield Part(_GAP, lambda painter, y: None)


def _widths(block: Table, sheet: Sheet) -> list[float]:
    """Return the width of every column: as asked, but no heading is broken within a word."""
    least = [
        max((sheet.width(word, _HEAD) for word in head.text.split()), default=0.0) + 2 * _PAD
        for head in block.heads
    ]
    asked = {column: head.width for column, head in enumerate(block.heads)}
    if sum(least) > WIDTH:
        least = [0.0] * len(least)
    fixed: dict[int, float] = {}
    while True:
        room = (WIDTH - sum(fixed.values())) / (sum(asked.values()) or 1)
        narrow = [column for column, share in asked.items() if share * room < least[column]]
        if not narrow:
            return [fixed.get(k, asked.get(k, 0.0) * room) for k in range(len(least))]
        for column in narrow:
            del asked[column]
            fixed[column] = least[column]


def _row(block: Table, sheet: Sheet, widths: list[float], row: int) -> Part:
    """Build a row of a table; -1 is its heading."""
    is_head = row < 0
    texts = tuple(h.text for h in block.heads) if is_head else block.rows[row]
    inks = [
        _HEAD if is_head else _CELL_OVER if (row, column) in block.over else _CELL
        for column in range(len(texts))
    ]
    heights = [
        sheet.height(text, ink, width - 2 * _PAD)
        for text, ink, width in zip(texts, inks, widths, strict=True)
    ]
    height = max(heights, default=0.0) + 2 * mm(1)

    def draw(painter: QPainter, y: float) -> None:
        if is_head:
            painter.fillRect(QRectF(0, y, WIDTH, height), QColor(ACCENT))
        elif row % 2:
            painter.fillRect(QRectF(0, y, WIDTH, height), QColor(PALE))
        x = 0.0
        for text, ink, width, head in zip(texts, inks, widths, block.heads, strict=True):
            box = QRectF(x + _PAD, y + mm(1), width - 2 * _PAD, height)
            if head.is_number and sheet.width(text, ink) <= box.width():
                sheet.write_line(painter, text, ink, box.topRight(), align=1.0)
            else:
                sheet.write(painter, text, ink, box, is_right=head.is_number)
            x += width
        painter.setPen(pen(LINE, 0.15))
        painter.drawLine(QPointF(0, y + height), QPointF(WIDTH, y + height))

    return Part(height, draw, stays=is_head)


def _signatures(block: Signatures, sheet: Sheet) -> Part:
    about = sheet.height(block.about, _SMALL, WIDTH)
    count = max(1, len(block.parties))
    room = (WIDTH - (count - 1) * mm(8)) / count
    names = max((sheet.height(name, _BOLD, room) for name in block.parties), default=0.0)
    step = mm(11)
    height = about + mm(4) + names + mm(2) + step * len(block.lines)

    def draw(painter: QPainter, y: float) -> None:
        sheet.write(painter, block.about, _SMALL, QRectF(0, y, WIDTH, about + mm(1)))
        top = y + about + mm(4)
        for i, party in enumerate(block.parties):
            x = i * (room + mm(8))
            sheet.write(painter, party, _BOLD, QRectF(x, top, room, names + mm(1)))
            for k, line in enumerate(block.lines, start=1):
                bottom = top + names + mm(2) + k * step - mm(3)
                painter.setPen(pen(MUTED, 0.2, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(x + mm(22), bottom), QPointF(x + room, bottom))
                at = QPointF(x, bottom - sheet.line_height(_SMALL))
                sheet.write_line(painter, line, _SMALL, at)

    return Part(height + _GAP, draw)
