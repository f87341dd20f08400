"""Page layout of the manual: no lone headings, no split tables, numbered pages.

The pages are painted as they were measured: Qt's own printing lays the text out again, with small
differences.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QPagedPaintDevice,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
    QTextTable,
)

#: The margins that Qt keeps around a printed document, in inches: 2 cm.
_MARGIN = 2 / 2.54
#: Part of a page; a chapter whose last page holds less gets smaller pictures.
_LITTLE = 0.12
_SMALLER = 0.82
_ALWAYS = QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore


def print_document(document: QTextDocument, paper: QPagedPaintDevice) -> None:
    """Print a document; every chapter begins a page."""
    _break_pages(document, paper)
    copy = laid_out(document, paper)
    painter = QPainter(paper)
    margin = _MARGIN * paper.logicalDpiY()
    width, height = copy.pageSize().width(), copy.pageSize().height()
    painter.setFont(copy.defaultFont())
    for page in range(copy.pageCount()):
        if page:
            paper.newPage()
        painter.save()
        painter.translate(0, -page * height)
        copy.drawContents(painter, QRectF(0, page * height, width, height))
        painter.restore()
        foot = QRectF(margin, height - margin, width - 2 * margin, margin * 0.6)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, str(page + 1))
    painter.end()


def _break_pages(document: QTextDocument, paper: QPagedPaintDevice) -> None:
    for level_one in [block for block in blocks_of(document) if heading_level(block) == 1][1:]:
        _begin_page(level_one)
    _keep_together(document, paper)
    for _ in range(2):
        _fill_last_pages(document, paper)
        _keep_together(document, paper)


def blocks_of(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield the blocks of a document in order: paragraphs, headings, list items, cells."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def laid_out(document: QTextDocument, paper: QPagedPaintDevice) -> QTextDocument:
    """Return a copy of the document, laid out for the paper."""
    copy = document.clone()
    copy.documentLayout().setPaintDevice(paper)
    frame = copy.rootFrame().frameFormat()
    # Qt scales the lengths of a document from the screen to the paper.
    frame.setMargin(_MARGIN * QGuiApplication.primaryScreen().logicalDotsPerInchY())
    copy.rootFrame().setFrameFormat(frame)
    copy.setPageSize(QSizeF(paper.width(), paper.height()))
    return copy


def pages_of(copy: QTextDocument, block: QTextBlock) -> tuple[int, int]:
    """Return the pages of the first and the last line of a block, from 0."""
    lines, box = block.layout(), copy.documentLayout().blockBoundingRect(block)
    height = copy.pageSize().height()
    if not lines.lineCount():
        return int(box.top() // height), int(box.top() // height)
    # A line that did not fit begins on the next page, lower than its block says.
    ends = (lines.lineAt(0), lines.lineAt(lines.lineCount() - 1))
    first, last = (int((box.top() + line.y() + line.height() / 2) // height) for line in ends)
    return first, last


def torn(copy: QTextDocument) -> Iterator[int]:
    """Yield the numbers of the blocks before which a page must begin."""
    heading = -1
    for block in blocks_of(copy):
        table = QTextCursor(block).currentTable()
        if heading_level(block):
            heading = block.blockNumber() if heading < 0 else heading
            continue
        begin = heading if heading >= 0 else block.blockNumber()
        first = pages_of(copy, copy.findBlockByNumber(begin))[0]
        last = pages_of(copy, block)[0] if table is None else _last_page(copy, table)
        is_first_cell = table is None or block == table.firstCursorPosition().block()
        if (heading >= 0 or table is not None) and is_first_cell and first != last:
            yield begin
        heading = -1


def _last_page(copy: QTextDocument, table: QTextTable) -> int:
    return pages_of(copy, table.lastCursorPosition().block())[1]


def _keep_together(document: QTextDocument, paper: QPagedPaintDevice) -> None:
    done: set[int] = set()
    while True:
        number = next((n for n in torn(laid_out(document, paper)) if n not in done), None)
        if number is None:
            return
        done.add(number)
        _begin_page(document.findBlockByNumber(number))


def _begin_page(block: QTextBlock) -> None:
    table = QTextCursor(block).currentTable()
    if table is not None:
        whole = table.format()
        whole.setPageBreakPolicy(_ALWAYS)
        table.setFormat(whole)
        return
    shape = QTextBlockFormat()
    shape.setPageBreakPolicy(_ALWAYS)
    QTextCursor(block).mergeBlockFormat(shape)


def _fill_last_pages(document: QTextDocument, paper: QPagedPaintDevice) -> None:
    """Shrink the pictures of a chapter whose last page holds only a few lines."""
    copy = laid_out(document, paper)
    starts = [block.blockNumber() for block in blocks_of(copy) if heading_level(block) == 1]
    for begin, end in zip(starts, [*starts[1:], copy.blockCount()], strict=True):
        last = copy.findBlockByNumber(end - 1)
        page = pages_of(copy, last)[1]
        height = copy.pageSize().height()
        used = _bottom(copy, last) - page * height
        alone = page > pages_of(copy, copy.findBlockByNumber(begin))[0]
        if alone and used - _MARGIN * paper.logicalDpiY() < _LITTLE * height:
            for number in range(begin, end):
                _make_smaller(document, document.findBlockByNumber(number))


def _bottom(copy: QTextDocument, block: QTextBlock) -> float:
    """Return the bottom of the last line of a block, from the top of the first page."""
    lines, box = block.layout(), copy.documentLayout().blockBoundingRect(block)
    if not lines.lineCount():
        return box.bottom()
    line = lines.lineAt(lines.lineCount() - 1)
    return box.top() + line.y() + line.height()


def picture_of(
    document: QTextDocument, block: QTextBlock
) -> tuple[QTextCursor, QTextImageFormat] | None:
    """Return the picture of a block with a cursor over it, or None."""
    parts = block.begin()
    while not parts.atEnd():
        part = parts.fragment()
        if part.charFormat().isImageFormat():
            cursor = QTextCursor(document)
            cursor.setPosition(part.position())
            cursor.setPosition(part.position() + 1, QTextCursor.MoveMode.KeepAnchor)
            return cursor, part.charFormat().toImageFormat()
        parts += 1
    return None


def _make_smaller(document: QTextDocument, block: QTextBlock) -> None:
    sized = picture_of(document, block)
    if sized is not None:
        cursor, picture = sized
        picture.setWidth(picture.width() * _SMALLER)
        cursor.mergeCharFormat(picture)


def heading_level(block: QTextBlock) -> int:
    """Return the level of a heading, 0 for other text."""
    return block.blockFormat().headingLevel()
