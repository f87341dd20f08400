"""The line of progress and results below the preview of an import."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from ui.base.qt import button, label, row


class NoticeLine(QFrame):
    """Shows that files are read again or copies written, and what came of it."""

    cancel_asked = Signal()
    folder_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._copied = ""
        self.status = label("", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._bar.setAccessibleName(self.tr("Voortgang"))
        self.stop = button(self.tr("Annuleren"))
        self.stop.clicked.connect(self.cancel_asked)
        self.folder = button(self.tr("Map openen"), "link")
        self.folder.clicked.connect(self._on_folder)
        line = row(self.status, self.folder, self._bar, self.stop, parent=self, gap=12)
        line.setContentsMargins(14, 8, 14, 8)
        line.setStretch(0, 1)
        self.hide()

    def show_busy(self, text: str, *, is_measured: bool = True) -> None:
        """Show that something is going on, with its progress if that is measured."""
        self._copied = ""
        self._show(text, is_busy=True)
        if not is_measured:
            self._bar.setRange(0, 0)

    def show_part(self, part: float) -> None:
        """Show what part is done."""
        self._bar.setValue(round(part * 100))

    def show_result(self, text: str) -> None:
        """Show what came of it."""
        self._show(text, is_busy=False)

    def show_copies(self, files: tuple[Path, ...]) -> None:
        """Show that the copies are written."""
        text = self.tr("{count} gemarkeerde kopieën geschreven: {names}")
        if len(files) == 1:
            text = self.tr("1 gemarkeerde kopie geschreven: {names}")
        names = ", ".join(file.name for file in files)
        self._copied = str(files[0].parent) if files else ""
        self.show_result(text.format(count=len(files), names=names))

    def _on_folder(self) -> None:
        self.folder_asked.emit(self._copied)

    def _show(self, text: str, *, is_busy: bool) -> None:
        self.status.setText(text)
        self._bar.setRange(0, 100)
        self._bar.setValue(0)
        self._bar.setVisible(is_busy)
        self.stop.setVisible(is_busy)
        self.folder.setVisible(bool(self._copied))
        self.show()
