"""What each institution gives of all that is asked, beside its fair part."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from stageplanner.load.fairness import FairShare
from ui.base.formatting import Words
from ui.base.qt import override
from ui.base.theme import Theme, scaled_font

#: Height of a line, and the width of a name and of its figures, in pixels.
LINE, NAME, FIGURES = 26, 150, 150


class ShareBars(QWidget):
    """A bar per institution; a mark shows its fair part."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.shares: tuple[FairShare, ...] = ()
        self.setAccessibleName(self.tr("Wat elke instelling geeft"))

    def show_shares(self, shares: tuple[FairShare, ...]) -> None:
        """Show the shares of another plan."""
        self.shares = tuple(sorted(shares, key=lambda share: -share.share))[:8]
        self.setAccessibleDescription(". ".join(self._sentence(s) for s in self.shares))
        self.updateGeometry()
        self.update()

    def _sentence(self, share: FairShare) -> str:
        text = self.tr("{name} geeft {share}, eerlijk is {due}")
        return text.format(
            name=share.institution,
            share=self._words.percent(share.share, 0),
            due=self._words.percent(share.due_share, 0),
        )

    @override
    def sizeHint(self) -> QSize:
        return QSize(360, LINE * max(1, len(self.shares)) + 6)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), Theme.colors
        painter.setFont(scaled_font("body"))
        most = max((max(s.share, s.due_share) for s in self.shares), default=0.0) or 1.0
        room = max(20, self.width() - NAME - FIGURES - 12)
        middle = Qt.AlignmentFlag.AlignVCenter
        for i, share in enumerate(self.shares):
            y = i * LINE
            painter.setPen(QColor(colors.text))
            name = painter.fontMetrics().elidedText(
                share.institution, Qt.TextElideMode.ElideRight, NAME - 8
            )
            painter.drawText(QRectF(0, y, NAME, LINE), middle, name)
            is_over = share.share > share.due_share
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent))
            painter.drawRect(QRectF(NAME, y + 6, room * share.share / most, LINE - 12))
            painter.setPen(QPen(QColor(colors.text), 2))
            x = NAME + room * share.due_share / most
            painter.drawLine(round(x), y + 2, round(x), y + LINE - 2)
            text = self.tr("{share} (eerlijk {due})").format(
                share=self._words.percent(share.share, 0),
                due=self._words.percent(share.due_share, 0),
            )
            box = QRectF(self.width() - FIGURES, y, FIGURES, LINE)
            at = middle | Qt.AlignmentFlag.AlignRight
            painter.drawText(box, at, ("▲ " if is_over else "") + text)
        painter.end()
