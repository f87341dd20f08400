"""The base of every page of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.base.formatting import Words
from ui.base.qt import override
from ui.session.session import Session


class Page(QWidget):
    """A page of the window: refreshed while it is visible, and else when it is shown again."""

    #: Refresh in a turn of the event loop of its own each time the page is shown.
    refreshes_when_shown = False

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session, self.words = session, words
        #: Whether the project changed since the page was refreshed.
        self.is_behind = False

    def follow(self) -> None:
        """Refresh after a change if the page is visible, else once it is shown."""
        self.is_behind = not self.isVisible()
        if not self.is_behind:
            self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.refreshes_when_shown:
            QTimer.singleShot(0, self, self.refresh)
        elif self.is_behind:
            self.refresh()

    def refresh(self) -> None:
        """Show the project as it is now."""
        self.is_behind = False

    @property
    def parts(self) -> dict[str, QObject]:
        """Parts whose state is kept until the next start, by name."""
        return {}

    @property
    def filters(self) -> dict[str, QObject]:
        """Parts whose state is kept for the open file, by name."""
        return {}

    def show_all(self) -> None:
        """Clear every filter."""

    @property
    def unfinished(self) -> int:
        """Number of typed values and rows that are not part of the project yet."""
        return 0

    def set_component(self, component: int) -> None:
        """Show another component of the region, if the page shows one."""

    def take_files(self, paths: list[Path]) -> bool:
        """Read files dropped on the page; return whether the page takes such files."""
        return False
