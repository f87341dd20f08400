"""The pages after the plan: Onderhandelen, Afspraken and Rapport, made when first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.negotiate_actions import NegotiateActions

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.pages.negotiate_page import NegotiatePage


class LaterPages(QObject):
    """Makes a page and ties it to the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.jobs = NegotiateActions(window)
        self._negotiate: NegotiatePage | None = None

    @property
    def negotiate(self) -> NegotiatePage:
        """Onderhandelen."""
        if self._negotiate is None:
            from ui.pages.negotiate_page import NegotiatePage

            window = self._window
            page = NegotiatePage(window.session, self.jobs, window.words)
            page.explained.connect(window.inspector.show_built)
            page.plan_asked.connect(window.solving.show_panel)
            window.pages.addWidget(page)
            self._negotiate = page
        return self._negotiate

    def page(self, step: int) -> QWidget:
        """The page of a step of the rail, from 3."""
        del step
        return self.negotiate

    def chapter_of(self, page: QWidget) -> str:
        """The chapter of the manual about a page; empty where it is none of these."""
        return "negotiate" if page is self._negotiate else ""

    def take_files(self, paths: list[Path]) -> bool:
        """Read files that were dropped on a page that takes them; tell whether one did."""
        if self._window.pages.currentWidget() is not self._negotiate:
            return False
        if not paths or any(path.suffix.casefold() == ".stageplan" for path in paths):
            return False
        self.jobs.read(paths)
        return True
