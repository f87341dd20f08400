"""The pages of the window: one table of how each is built and connected, built on first use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.inspector.inspector import Inspector
from ui.session.page import Page
from ui.session.shell import Shell
from ui.settings.window_state import WindowState
from ui.widgets.kpi_data import REGION
from ui.widgets.kpi_strip import KpiStrip
from ui.window.actions import Actions


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What pages are connected to.

    ``show_figures`` shows the key figures of the current plan again, after a drag. The others
    explain what is selected and show its figures: a stage period by its id, a cell of a heat map
    (of the plan or not, kind of row, its key, week, whether by day), or the region as a whole.
    """

    shell: Shell
    actions: Actions
    inspector: Inspector
    kpis: KpiStrip
    show_figures: Callable[[], None]
    show_selected: Callable[[str], None]
    show_cell: Callable[[bool, str, str, int, bool], None]
    show_region: Callable[[], None]
    explain_bottleneck: Callable[[bool, tuple[str, ...]], None]


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page: its name, which is also its chapter of the manual, and how it is built."""

    name: str
    build: Callable[[Frame], Page]


def _build_data(frame: Frame) -> Page:
    from ui.data.data_page import DataPage

    page = DataPage(frame.shell.session, frame.shell.words)
    page.period_selected.connect(frame.show_selected)
    page.selection_cleared.connect(frame.show_region)
    page.import_asked.connect(frame.actions.imports.ask_import)
    page.examples_asked.connect(frame.actions.negotiation.ask_examples)
    return page


def _build_load(frame: Frame) -> Page:
    from ui.load.load_page import LoadPage  # imports numpy

    page = LoadPage(frame.shell.session, frame.shell.words)
    page.cell_selected.connect(frame.show_cell)
    page.selection_cleared.connect(frame.show_region)
    page.bottleneck_chosen.connect(frame.explain_bottleneck)
    page.import_asked.connect(frame.actions.imports.ask_import)
    return page


def _build_plan(frame: Frame) -> Page:
    from ui.plan.plan_page import PlanPage

    page = PlanPage(frame.shell.session, frame.shell.words)
    page.period_selected.connect(frame.show_selected)
    page.import_asked.connect(frame.actions.imports.ask_import)
    page.examples_asked.connect(frame.actions.negotiation.ask_examples)
    page.peak_tried.connect(frame.kpis.show_tried)
    page.trial_ended.connect(frame.show_figures)
    page.decided.connect(frame.actions.changes.decide)
    frame.actions.changes.ghosts_changed.connect(page.show_ghosts)
    return page


def _build_negotiate(frame: Frame) -> Page:
    from ui.negotiate.negotiate_page import NegotiatePage

    shell, actions = frame.shell, frame.actions
    page = NegotiatePage(shell.session, actions.negotiation, actions.sharing, shell.words)
    page.explained.connect(frame.inspector.show_built)
    page.cleared.connect(frame.inspector.show_summary)
    page.plan_asked.connect(actions.solving.show_panel)
    page.agreements_made.connect(lambda: shell.go_to("agreements"))
    return page


def _build_agreements(frame: Frame) -> Page:
    from ui.agreements.agreements_page import AgreementsPage

    shell = frame.shell
    page = AgreementsPage(shell.session, shell.words)
    page.explained.connect(frame.inspector.show_built)
    page.cleared.connect(frame.inspector.show_summary)
    page.rounds_asked.connect(lambda: shell.go_to("negotiate"))
    page.failed.connect(shell.show_failure)
    page.busy.connect(lambda text: shell.notices.show_busy(text, False))
    page.noticed.connect(lambda text: shell.notices.show_notice(text, ""))
    return page


def _build_report(frame: Frame) -> Page:
    from ui.report.report_page import ReportPage

    page = ReportPage(frame.shell.session, frame.shell.words)
    page.export_asked.connect(frame.actions.exports.ask_export)
    page.failed.connect(frame.shell.show_failure)
    page.import_asked.connect(frame.actions.imports.ask_import)
    return page


#: In the order of the rail.
PAGES = (
    PageSpec("data", _build_data),
    PageSpec("load", _build_load),
    PageSpec("plan", _build_plan),
    PageSpec("negotiate", _build_negotiate),
    PageSpec("agreements", _build_agreements),
    PageSpec("report", _build_report),
)
NAMES = tuple(spec.name for spec in PAGES)


class Pages(QStackedWidget):
    """The start page and the pages built so far; one of them is shown."""

    def __init__(self, start: QWidget, frame: Frame, window_state: WindowState) -> None:
        super().__init__()
        self._frame, self._window_state = frame, window_state
        self._component = REGION
        #: The pages built so far, by name.
        self.built: dict[str, Page] = {}
        self.addWidget(start)

    def page(self, name: str) -> Page:
        """Return a page, built and restored when it is first asked for."""
        if name not in self.built:
            page = next(spec for spec in PAGES if spec.name == name).build(self._frame)
            self._window_state.restore_page(name, page)
            page.set_component(self._component)
            self.addWidget(page)
            self.built[name] = page
        return self.built[name]

    @property
    def current(self) -> str | None:
        """Name of the page that is shown; ``None`` for the start page."""
        shown = self.currentWidget()
        return next((name for name, page in self.built.items() if page is shown), None)

    def set_component(self, component: int) -> None:
        """Show another component of the region on every page that shows one."""
        self._component = component
        for page in self.built.values():
            page.set_component(component)

    @property
    def unfinished(self) -> int:
        """Number of typed values and rows that are not part of the project yet."""
        return sum(page.unfinished for page in self.built.values())

    def take_files(self, paths: list[Path]) -> bool:
        """Let the shown page read dropped files; return whether it takes such files."""
        return self.current is not None and self.built[self.current].take_files(paths)

    def warm_up(self) -> None:
        """Load and build what the first import needs, step by step, while nobody waits."""
        QTimer.singleShot(300, self, _load_import)
        QTimer.singleShot(500, self, lambda: self.page("load"))
        QTimer.singleShot(700, self, lambda: self.page("data"))


def _load_import() -> None:
    import ui.importing.import_dialog
    import ui.importing.preview_rows  # noqa: F401
