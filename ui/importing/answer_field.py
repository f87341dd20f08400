"""A field whose Enter is its own: it takes the text, and presses no button of the dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.base.qt import override

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AnswerField(QLineEdit):
    """A text that is typed; Enter takes it over and nothing else."""

    entered = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.entered.emit()
            return
        super().keyPressEvent(event)
