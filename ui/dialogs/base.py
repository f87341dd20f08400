"""The base of all dialogs."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog

from stageplanner.messages import DEFAULT_LANGUAGE
from ui.base.qt import override


class Dialog(QDialog):
    """A dialog that opens its chapter of the manual with F1, as the window cannot meanwhile."""

    chapter = "start"

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.HelpContents):
            self.show_help()
        else:
            super().keyPressEvent(event)

    def show_help(self) -> None:
        """Open the manual beside this dialog."""
        from ui.manual.manual_window import ManualWindow

        manual = self.findChild(ManualWindow) or ManualWindow(self.chapter, self._language(), self)
        manual.show_chapter(self.chapter)
        manual.show()
        manual.raise_()

    def _language(self) -> str:
        """Return the language of the window that the dialog belongs to."""
        widget = self.parentWidget()
        while widget is not None:
            words = getattr(widget, "words", None)
            if words is not None:
                return str(words.language)
            widget = widget.parentWidget()
        return DEFAULT_LANGUAGE
