"""The manual: its chapters, their look, and the PDF."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QApplication

from stageplanner import __version__
from stageplanner.disk.drafts import placing
from ui.base.pdf_writer import draw_pdf
from ui.manual.paper_layout import picture_of, print_document

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "manual"
#: File name of the PDF, by language.
PDF_NAMES = {"nl": "StagePlanner handleiding.pdf", "en": "StagePlanner manual.pdf"}

#: Width of pictures, in pixels of 1/96 inch: the column of an A4 with margins of 2 cm.
PICTURE_WIDTH = 620
_HEADINGS = {1: 1.7, 2: 1.25, 3: 1.1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter: its name, the same in every language, and its title."""

    name: str
    title: str


@cache
def chapters(language: str) -> tuple[Chapter, ...]:
    """Return the chapters in their order."""
    listed = json.loads((FOLDER / "contents.json").read_text("utf-8"))["chapters"]
    return tuple(Chapter(name=entry["name"], title=entry[language]) for entry in listed)


def text_of(chapter: str, language: str) -> str:
    """Return the text of a chapter as markdown."""
    return (FOLDER / language / f"{chapter}.md").read_text("utf-8")


def fill(document: QTextDocument, markdown: str, language: str, line_color: str) -> None:
    """Fill a document with markdown and style its headings, tables and pictures."""
    document.setBaseUrl(QUrl.fromLocalFile(f"{FOLDER / language}/"))
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    _style_blocks(document)
    _style_tables(document, line_color)


def _style_blocks(document: QTextDocument) -> None:
    size = document.defaultFont().pointSizeF()
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        shape = QTextBlockFormat()
        if not _size_picture(document, block):
            height = QTextBlockFormat.LineHeightTypes.ProportionalHeight
            shape.setLineHeight(125, height.value)
        if level:
            shape.setTopMargin(4 if level == 1 else 16)
            cursor = QTextCursor(block)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            letters = QTextCharFormat()
            letters.setFontPointSize(size * _HEADINGS[level])
            letters.setFontWeight(QFont.Weight.DemiBold)
            cursor.mergeCharFormat(letters)
        shape.setBottomMargin(6 if level else 4 if block.textList() is not None else 8)
        QTextCursor(block).mergeBlockFormat(shape)
        block = block.next()


def _size_picture(document: QTextDocument, block: QTextBlock) -> bool:
    """Make the picture of a block as wide as the column; tell whether it has one."""
    sized = picture_of(document, block)
    if sized is None:
        return False
    cursor, picture = sized
    # A document without a window does not load pictures itself.
    place = QUrl(picture.name())
    image = QImage(document.baseUrl().resolved(place).toLocalFile())
    document.addResource(QTextDocument.ResourceType.ImageResource.value, place, image)
    picture.setWidth(PICTURE_WIDTH)
    cursor.mergeCharFormat(picture)
    return True


def _style_tables(document: QTextDocument, line_color: str) -> None:
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            shape = frame.format()
            shape.setBorder(1)
            shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            shape.setBorderBrush(QBrush(QColor(line_color)))
            shape.setBorderCollapse(True)
            shape.setCellPadding(5)
            shape.setCellSpacing(0)
            shape.setBottomMargin(10)
            shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            frame.setFormat(shape)


def write_pdf_into(folder: Path, language: str) -> Path:
    """Write the PDF into a folder and return its path; works without a window as well."""
    app = QApplication.instance() or QApplication(["stageplanner"])
    target = folder / PDF_NAMES[language]
    write_pdf(target, language)
    del app
    return target


def write_pdf(target: Path, language: str) -> None:
    """Write the whole manual as a PDF on A4.

    Raises
    ------
    StagePlannerError
        The file could not be written.
    """
    document = QTextDocument()
    font = QFont()
    font.setPointSizeF(10)
    document.setDefaultFont(font)
    listed = chapters(language)
    contents = "\n".join(f"{i}. {chapter.title}" for i, chapter in enumerate(listed, 1))
    parts = [f"# StagePlanner {__version__}\n\n{contents}"]
    parts += [text_of(chapter.name, language) for chapter in listed]
    fill(document, "\n\n".join(parts), language, "#b8c1ca")
    _unlink(document)
    title = Path(PDF_NAMES[language]).stem
    # The document has its own margins, with the page number in the lower one.
    content = draw_pdf(title, lambda writer: print_document(document, writer))
    with placing() as drafts:
        drafts.write(target, content)


def _unlink(document: QTextDocument) -> None:
    """Remove the links, which lead nowhere on paper."""
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    plain = QTextCharFormat()
    plain.setAnchor(False)
    plain.setAnchorHref("")
    plain.setFontUnderline(False)
    plain.setForeground(QBrush(QColor("#000000")))
    cursor.mergeCharFormat(plain)
