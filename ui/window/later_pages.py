"""The pages after the plan: Onderhandelen, Afspraken and Rapport, made when first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.negotiate.negotiate_actions import NegotiateActions

if TYPE_CHECKING:
    from ui.agreements.agreements_page import AgreementsPage
    from ui.negotiate.negotiate_page import NegotiatePage
    from ui.report.report_page import ReportPage
    from ui.window.main_window import MainWindow


class LaterPages(QObject):
    """Makes a page and ties it to the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.jobs = NegotiateActions(window)
        self._negotiate: NegotiatePage | None = None
        self._agreements: AgreementsPage | None = None
        self._report: ReportPage | None = None

    @property
    def negotiate(self) -> NegotiatePage:
        """Onderhandelen."""
        if self._negotiate is None:
            from ui.negotiate.negotiate_page import NegotiatePage

            window = self._window
            page = NegotiatePage(window.session, self.jobs, window.words)
            page.explained.connect(window.inspector.show_built)
            page.cleared.connect(window.inspector.show_summary)
            page.plan_asked.connect(window.solving.show_panel)
            page.made.connect(self._show_agreements)
            window.pages.addWidget(page)
            self._negotiate = page
        return self._negotiate

    @property
    def agreements(self) -> AgreementsPage:
        """Afspraken."""
        if self._agreements is None:
            from ui.agreements.agreements_page import AgreementsPage

            window = self._window
            page = AgreementsPage(window.session, window.words)
            page.explained.connect(window.inspector.show_built)
            page.cleared.connect(window.inspector.show_summary)
            page.rounds_asked.connect(self._show_rounds)
            page.failed.connect(window.show_failure)
            page.busy.connect(self._show_busy)
            page.noticed.connect(self._show_notice)
            window.pages.addWidget(page)
            self._agreements = page
        return self._agreements

    @property
    def report(self) -> ReportPage:
        """Rapport."""
        if self._report is None:
            from ui.report.report_page import ReportPage

            window = self._window
            page = ReportPage(window.session, window.words)
            page.export_asked.connect(window.files.ask_export)
            page.failed.connect(window.show_failure)
            page.import_asked.connect(window.files.ask_import)
            window.pages.addWidget(page)
            self._report = page
        return self._report

    def _show_busy(self, text: str) -> None:
        self._window.notices.show_busy(text, False)

    def _show_notice(self, text: str) -> None:
        self._window.notices.show_notice(text, "")

    def _show_rounds(self) -> None:
        self._window.go_to(3)

    def _show_agreements(self) -> None:
        self._window.go_to(4)

    def page(self, step: int) -> QWidget:
        """The page of a step of the rail, from 3."""
        if step == 3:
            return self.negotiate
        if step == 4:
            return self.agreements
        self._window.inspector.show_summary()
        return self.report

    def chapter_of(self, page: QWidget) -> str:
        """The chapter of the manual about a page; empty where it is none of these."""
        chapters = {
            self._negotiate: "negotiate",
            self._agreements: "agreements",
            self._report: "report",
        }
        return chapters.get(page, "")

    def take_files(self, paths: list[Path]) -> bool:
        """Read files that were dropped on a page that takes them; tell whether one did."""
        if self._window.pages.currentWidget() is not self._negotiate:
            return False
        if not paths or any(path.suffix.casefold() == ".stageplan" for path in paths):
            return False
        self.jobs.read(paths)
        return True
