"""The pages up to the plan: Gegevens, Belasting and Plannen, made when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.data.data_page import DataPage
    from ui.load.load_page import LoadPage
    from ui.plan.plan_page import PlanPage
    from ui.window.main_window import MainWindow


class FirstPages(QObject):
    """Makes a page, lets it stand as it was left, and ties it to the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._data: DataPage | None = None
        self._load: LoadPage | None = None
        self._plan: PlanPage | None = None

    @property
    def data(self) -> DataPage:
        """Gegevens."""
        if self._data is None:
            from ui.data.data_page import DataPage

            window = self._window
            page = DataPage(window.session, window.words)
            page.period_selected.connect(window.inspector.show_period)
            page.selection_cleared.connect(window.inspector.show_summary)
            page.import_asked.connect(window.files.ask_import)
            page.examples_asked.connect(window.later.jobs.ask_examples)
            window.memory.dress("data", page)
            window.pages.addWidget(page)
            self._data = page
        return self._data

    @property
    def load(self) -> LoadPage:
        """Belasting: it needs numpy."""
        if self._load is None:
            from ui.load.load_page import LoadPage

            window = self._window
            page = LoadPage(window.session, window.words)
            page.cell_selected.connect(window.inspector.show_cell)
            page.selection_cleared.connect(window.inspector.show_summary)
            page.import_asked.connect(window.files.ask_import)
            window.memory.dress("load", page)
            page.set_component(window.component)
            window.pages.addWidget(page)
            self._load = page
        return self._load

    @property
    def plan(self) -> PlanPage:
        """Plannen."""
        if self._plan is None:
            from ui.plan.plan_page import PlanPage

            window = self._window
            page = PlanPage(window.session, window.words)
            page.period_selected.connect(window.inspector.show_period)
            page.import_asked.connect(window.files.ask_import)
            page.examples_asked.connect(window.later.jobs.ask_examples)
            page.peak_tried.connect(window.kpis.show_tried)
            page.trial_ended.connect(window.show_figures)
            window.memory.dress("plan", page)
            page.set_component(window.component)
            window.pages.addWidget(page)
            self._plan = page
        return self._plan

    def page(self, step: int) -> QWidget:
        """The page of a step of the work."""
        return (lambda: self.data, lambda: self.load, lambda: self.plan)[step]()

    @property
    def built(self) -> dict[str, DataPage | LoadPage | PlanPage]:
        """The pages that have been looked at, by their chapter of the manual."""
        pages = {"data": self._data, "load": self._load, "plan": self._plan}
        return {name: page for name, page in pages.items() if page is not None}

    def chapter_of(self, page: QWidget) -> str:
        """The chapter of the manual about a page; nothing where it is none of these."""
        return next((name for name, built in self.built.items() if built is page), "")

    def set_component(self, component: int) -> None:
        """Show another component where pages are about one."""
        for page in (self._load, self._plan):
            if page is not None:
                page.set_component(component)

    @property
    def unfinished(self) -> int:
        """How many values and rows were typed in Gegevens and are not taken over."""
        return self._data.unfinished if self._data is not None else 0

    def warm_up(self) -> None:
        """Load and build what the first import needs, a little at a time, while nobody waits."""
        for wait, part in ((300, _load_reading), (500, self._make_load), (700, self._make_data)):
            QTimer.singleShot(wait, self, part)

    def _make_load(self) -> None:
        _ = self.load

    def _make_data(self) -> None:
        _ = self.data


def _load_reading() -> None:
    import ui.importing.import_dialog
    import ui.importing.preview_rows  # noqa: F401
