"""The line above a table: refused values, incomplete rows, messages."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.base.formatting import Words
from ui.base.qt import button, label, restyle, row
from ui.base.theme import icon


class EditStrip(QFrame):
    """Shows what still has to be corrected in a table, and leads there."""

    next_asked = Signal()
    discard_asked = Signal()
    region_holidays_asked = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._message = ""
        self._institution = ""
        self._sign = QLabel()
        self.text = label("", wrap=True)
        self._next = button(self.tr("Volgende"))
        self._next.clicked.connect(self.next_asked)
        self.drop = button(self.tr("Rij weggooien"))
        self.drop.setToolTip(self.tr("Wat niet is overgenomen weggooien"))
        self.drop.clicked.connect(self.discard_asked)
        self._holidays_button = button("", "link")
        self._holidays_button.clicked.connect(self._on_holidays)
        layout = row(
            self._sign,
            self.text,
            self._holidays_button,
            self._next,
            self.drop,
            parent=self,
            gap=10,
        )
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setStretch(1, 1)
        self.setAccessibleName(self.tr("Wat er nog goed te zetten is"))
        self.hide()

    def show_state(self, refused: int, drafts: int, without: tuple[str, ...]) -> None:
        """Show refused values, incomplete rows, and an institution without holidays."""
        parts = []
        if refused:
            text = self.tr("{count} waarden zijn niet overgenomen.")
            if refused == 1:
                text = self.tr("1 waarde is niet overgenomen.")
            parts.append(text.format(count=refused))
        if drafts:
            text = self.tr("{count} nieuwe rijen zijn nog niet compleet.")
            if drafts == 1:
                text = self.tr("1 nieuwe rij is nog niet compleet.")
            parts.append(text.format(count=drafts))
        is_open = bool(parts)
        self._message = "" if is_open else self._message
        self._institution = without[0] if without and not is_open else ""
        if self._institution:
            text = self.tr("Van {school} zijn er geen eigen vakanties; die van de regio gelden.")
            parts.append(text.format(school=self._institution))
        self._next.setVisible(is_open)
        self.drop.setVisible(is_open)
        self._holidays_button.setVisible(bool(self._institution))
        self._holidays_button.setText(self.tr("Overnemen om aan te passen"))
        self._show(" ".join(parts) or self._message, "warning" if is_open else "info")

    def show_message(self, message: str) -> None:
        """Show what a value that was typed leads to."""
        self._message = message
        if not self._next.isVisible():
            self._show(message, "info")

    def _show(self, text: str, sign: str) -> None:
        self.text.setText(text)
        role = "warning" if sign == "warning" else "muted"
        self._sign.setPixmap(icon(sign, role, 18).pixmap(QSize(18, 18)))
        restyle(self, role="notice" if sign == "warning" else "card")
        self._sign.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.setVisible(bool(text))

    def _on_holidays(self) -> None:
        self.region_holidays_asked.emit(self._institution)
