"""The sheet of paper: sizes, fonts, colours and texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPdfWriter, QPen

#: The same fonts and colours as the workbooks.
FAMILIES = ["Arial", "Liberation Sans", "Helvetica", "DejaVu Sans"]
INK, MUTED, ACCENT, SOFT = "#1f2933", "#5f6b76", "#12506b", "#e4eff4"
LINE, PALE, OVER, OVER_SOFT = "#c3ced6", "#f5f8fa", "#b84a00", "#fff1d6"
#: A4 and its margins, in millimetres.
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
MARGIN, TOP, BOTTOM = 18.0, 16.0, 18.0
DPI = 600
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
#: Word joiner, where no line may be broken.
_JOIN = "\N{WORD JOINER}"
#: Zero-width space, where a word may be broken.
_BREAK = "\u200b"


def mm(length: float) -> float:
    """Convert millimetres to dots of the sheet."""
    return length * DPI / 25.4


WIDTH = mm(PAGE_WIDTH - 2 * MARGIN)


@dataclass(frozen=True, slots=True)
class Ink:
    """Size, colour and weight of letters."""

    size: float = 9.5
    color: str = INK
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is never split over two pages.

    ``stays`` keeps it on the page of the next part; ``again`` is repeated above it if it begins a
    page.
    """

    height: float
    draw: Callable[[QPainter, float], None]
    stays: bool = False
    again: Part | None = None
    on_new_page: bool = False


class Sheet:
    """Measures and draws texts on a writer; left is 0, all lengths are in dots."""

    def __init__(self, writer: QPdfWriter) -> None:
        self._writer = writer
        self._fonts: dict[Ink, tuple[QFont, QFontMetricsF]] = {}

    def _font(self, ink: Ink) -> tuple[QFont, QFontMetricsF]:
        if ink not in self._fonts:
            font = QFont(FAMILIES)
            font.setPointSizeF(ink.size)
            font.setBold(ink.bold)
            self._fonts[ink] = font, QFontMetricsF(font, self._writer)
        return self._fonts[ink]

    def width(self, text: str, ink: Ink) -> float:
        """Return the width of a text on one line."""
        return self._font(ink)[1].horizontalAdvance(text)

    def line_height(self, ink: Ink) -> float:
        """Return the height of one line."""
        return self._font(ink)[1].lineSpacing()

    def height(self, text: str, ink: Ink, width: float) -> float:
        """Return the height of a text that is wrapped at a width."""
        if not text:
            return 0.0
        metrics = self._font(ink)[1]
        box = QRectF(0, 0, width, mm(2000))
        return metrics.boundingRect(box, int(_WRAP), self._broken(text, ink, width)).height()

    def write(
        self, painter: QPainter, text: str, ink: Ink, box: QRectF, *, is_right: bool = False
    ) -> None:
        """Write a text from the top of a box, wrapped at its width."""
        painter.setFont(self._font(ink)[0])
        painter.setPen(QColor(ink.color))
        flags = int(_WRAP)
        if is_right:
            flags = flags & ~int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignRight)
        painter.drawText(box, flags, self._broken(text, ink, box.width()))

    def write_line(
        self, painter: QPainter, text: str, ink: Ink, at: QPointF, align: float = 0.0
    ) -> None:
        """Write one line; ``align`` 0 begins at the point, 0.5 centres there, 1 ends there."""
        font, metrics = self._font(ink)
        painter.setFont(font)
        painter.setPen(QColor(ink.color))
        x = at.x() - align * metrics.horizontalAdvance(text)
        painter.drawText(QPointF(x, at.y() + metrics.ascent()), text)

    def cut(self, text: str, ink: Ink, width: float) -> str:
        """Cut a text to the width of a line, with an ellipsis."""
        return self._font(ink)[1].elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _broken(self, text: str, ink: Ink, width: float) -> str:
        """Add places to break to words that are wider than the column, and none within "t/m"."""
        text = text.replace("t/m", f"t/{_JOIN}m")
        if max((self.width(word, ink) for word in text.split()), default=0.0) <= width:
            return text
        return re.sub(r"\S+", lambda match: self._pieces(match.group(), ink, width), text)

    def _pieces(self, word: str, ink: Ink, width: float) -> str:
        pieces, now = [], ""
        for letter in word:
            if now and self.width(now + letter, ink) > width:
                pieces.append(now)
                now = ""
            now += letter
        return _BREAK.join([*pieces, now])


def pen(color: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Build a pen with a width in millimetres."""
    line = QPen(QColor(color), mm(width), style)
    line.setCapStyle(Qt.PenCapStyle.FlatCap)
    return line
