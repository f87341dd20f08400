"""What the look of a cell of a file says: the legend below its rows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.base.qt import override
from ui.base.theme import Theme, icon, scaled_font

#: The icon and its tone of the looks that have one, so that colour is never the only sign.
ICONS = {
    "question": ("help", "warning"),
    "by_hand": ("edit", "good"),
    "warning": ("warning", "warning"),
    "error": ("error", "danger"),
    "asked": ("arrow", "accent"),
}
_PAD, _GAP, _HEIGHT, _ICON = 6.0, 8.0, 22.0, 14


def fate_words() -> dict[str, str]:
    """Return the word for each look of a cell in the language of the reader.

    The first five are the fates of the core (``CellFate``).
    """
    translate = QCoreApplication.translate
    return {
        "used": translate("Source", "gebruikt"),
        "heading": translate("Source", "koppen"),
        "note": translate("Source", "opmerking"),
        "not_used": translate("Source", "niet gebruikt"),
        "question": translate("Source", "vraag"),
        "by_hand": translate("Source", "verbeterd"),
        "warning": translate("Source", "let op"),
        "error": translate("Source", "niet gelezen"),
        "asked": translate("Source", "vraag in beeld"),
    }


def fate_color(fate: str) -> QColor | None:
    """Return the background of a cell."""
    colors = Theme.colors
    backgrounds = {
        "used": colors.good_soft,
        "heading": colors.selected,
        "not_used": colors.empty_cell,
        "question": colors.warning_soft,
        "by_hand": colors.good_soft,
        "warning": colors.warning_soft,
        "error": colors.danger_soft,
        "asked": colors.selected,
    }
    return QColor(backgrounds[fate]) if fate in backgrounds else None


def fate_font(fate: str) -> QFont | None:
    """Return the letter of a cell."""
    if fate not in ("heading", "not_used", "note", "by_hand", "asked"):
        return None
    font = scaled_font("body", bold=fate in ("heading", "by_hand", "asked"))
    font.setItalic(fate == "not_used")
    font.setUnderline(fate == "note")
    return font


def fate_icon(fate: str) -> QIcon | None:
    """Return the icon of a cell; the looks without one have a letter of their own."""
    return icon(*ICONS[fate], _ICON) if fate in ICONS else None


class FateLegend(QWidget):
    """A sample of every look, with its word; it takes the lines that its width asks for."""

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        words = ", ".join(fate_words().values())
        self.setAccessibleName(
            self.tr("Betekenis van de kleuren en letters: {words}").format(words=words)
        )

    def _samples(self, width: float) -> list[tuple[str, str, QRectF]]:
        samples, x, y = [], 0.0, 0.0
        for fate, text in fate_words().items():
            size = QFontMetricsF(self._font(fate)).horizontalAdvance(text) + 2 * _PAD
            size += _ICON + 4 if fate in ICONS else 0
            if x and x + size > width:
                x, y = 0.0, y + _HEIGHT + 4
            samples.append((fate, text, QRectF(x, y, size, _HEIGHT)))
            x += size + _GAP
        return samples

    def _font(self, fate: str) -> QFont:
        font = QFont(fate_font(fate) or scaled_font("body"))
        font.setPointSizeF(scaled_font("caption").pointSizeF())
        return font

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return round(self._samples(width)[-1][2].bottom())

    @override
    def sizeHint(self) -> QSize:
        last = self._samples(10_000)[-1][2]
        return QSize(round(last.right()), round(last.bottom()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, round(_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), Theme.colors
        for fate, text, box in self._samples(self.width()):
            background = fate_color(fate) or QColor(colors.surface)
            painter.setPen(QPen(QColor(colors.border)))
            painter.setBrush(background)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setFont(self._font(fate))
            painter.setPen(QColor(colors.muted if fate == "not_used" else colors.text))
            sign, inside = fate_icon(fate), box.adjusted(_PAD, 0, 0, 0)
            if sign is not None:
                place = QRectF(inside.left(), 4, _ICON, _ICON).translated(0, box.top())
                sign.paint(painter, place.toRect())
                inside.adjust(_ICON + 4, 0, 0, 0)
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
