"""The file dialog of Qt, with the words that Qt itself has only in English."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QTreeView, QWidget

from ui.base.qt import override

#: Room for a translated heading, in pixels.
HEADING = 96


class FileDialog(QFileDialog):
    """A file dialog whose every word is in the language of the window.

    The Dutch of Qt lacks two labels; systems with a file dialog of their own do not show them.
    """

    def __init__(self, parent: QWidget | None, title: str, folder: str = "") -> None:
        super().__init__(parent, title, folder)
        self.setLabelText(QFileDialog.DialogLabel.LookIn, self.tr("&Zoeken in:"))
        self.setLabelText(QFileDialog.DialogLabel.FileType, self.tr("Soort &bestand:"))

    @override
    def setVisible(self, is_visible: bool) -> None:
        super().setVisible(is_visible)
        # There are none in a file dialog of the system.
        for view in self.findChildren(QTreeView) if is_visible else ():
            view.header().setMinimumSectionSize(HEADING)


def ask_folder(parent: QWidget, title: str, take: Callable[[str], object], start: str = "") -> None:
    """Ask for a folder to write into, without blocking the window."""
    dialog = FileDialog(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(take)
    dialog.open()
