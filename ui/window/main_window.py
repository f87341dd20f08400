"""The frame: rail, top bar, pages, inspector and the strip of key figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFrame,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from stageplanner.problems import Problem
from stageplanner.support.log import frames_of_text, log_defect
from ui.base.formatting import Words
from ui.base.jobs import ChildJob, LatestOnly
from ui.base.qt import column, override, row
from ui.base.theme import icon
from ui.inspector.inspector import Inspector
from ui.plan.solve_actions import SolveActions
from ui.plan.solve_panel import RunPanel
from ui.project.file_actions import FileActions
from ui.project.program_actions import ProgramActions
from ui.project.project_actions import ProjectActions
from ui.project.start_page import StartPage, dropped_paths
from ui.session.session import Session
from ui.settings.window_state import Memory
from ui.widgets.kpi_strip import KpiStrip
from ui.window.later_pages import LaterPages
from ui.window.main_menu import MainMenu
from ui.window.navigation_rail import Rail, Step
from ui.window.notice_bar import Notices
from ui.window.pages import FirstPages
from ui.window.side_panel import PanelArea
from ui.window.top_bar import TopBar

if TYPE_CHECKING:
    from ui.data.data_page import DataPage
    from ui.load.load_page import LoadPage
    from ui.manual.manual_window import ManualWindow
    from ui.negotiate.negotiate_page import NegotiatePage
    from ui.plan.plan_page import PlanPage

#: A narrower window gives its bars less room, so that the page keeps enough.
NARROW = 1120
#: A lower one has figures without their notes.
LOW = 580
SIDE_WIDE, SIDE_NARROW = 312, 284


class MainWindow(QMainWindow):
    """The window; pages are made when they are first looked at."""

    look_changed = Signal()

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self.session, self.settings = session, settings
        self.words = Words(session.language)
        self.help_dialog: ManualWindow | None = None
        self.memory = Memory(self)
        self._build()
        self.files = FileActions(self)
        self.actions = ProjectActions(self)
        self.program = ProgramActions(self)
        self.solving = SolveActions(self, self.run_panel)
        self.first, self.later = FirstPages(self), LaterPages(self)
        self.menu = MainMenu(self)
        self.top.menu_button.setMenu(self.menu)
        self._connect()
        self._add_shortcuts()
        self._restore()
        self.program.take_settings()
        self.refresh()

    # --- the parts -------------------------------------------------------------------------

    def _build(self) -> None:
        self.setWindowIcon(icon("app"))
        # A screen of 1920 x 1080 at twice the size still holds the window.
        self.setMinimumSize(960, 480)
        self.setAcceptDrops(True)
        self.top = TopBar(self.session)
        self.start = StartPage()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.start)
        self.notices = Notices(self.words)
        self.inspector = Inspector(self.session, self.words)
        self.run_panel = RunPanel(self.words)
        self.run_panel.hide()
        self.side = QFrame()
        self.side.setObjectName("side")
        self.panels = PanelArea(self.run_panel)
        column(self.panels, self.inspector, parent=self.side, gap=0).setStretch(1, 1)
        self.kpis = KpiStrip(self.words)
        middle = QWidget()
        column(self.notices, self.pages, parent=middle, gap=0).setStretch(1, 1)
        body = QWidget()
        row(middle, self.side, parent=body, gap=0).setStretch(0, 1)
        right = QWidget()
        column(self.top, body, self.kpis, parent=right, gap=0).setStretch(1, 1)
        whole = QWidget()
        self.rail = Rail(self.steps())
        self.rail.chosen.connect(self.go_to)
        row(self.rail, right, parent=whole, gap=0).setStretch(1, 1)
        self.setCentralWidget(whole)

    def steps(self) -> tuple[Step, ...]:
        """The steps of the work, in the order of the rail."""
        return (
            Step("data", self.tr("Gegevens")),
            Step("load", self.tr("Belasting")),
            Step("plan", self.tr("Plannen")),
            Step("negotiate", self.tr("Onderhandelen")),
            Step("agreements", self.tr("Afspraken")),
            Step("report", self.tr("Rapport")),
        )

    def _connect(self) -> None:
        top, start = self.top, self.start
        top.undo.clicked.connect(self.undo)
        top.redo.clicked.connect(self.redo)
        top.add.clicked.connect(self.files.ask_import)
        top.export.clicked.connect(self.files.ask_export)
        top.search.clicked.connect(self.search)
        top.optimise.clicked.connect(self.solving.show_panel)
        start.dropped.connect(self.files.take_files)
        start.browse.connect(self.files.ask_import)
        start.open_file.connect(self.files.ask_open)
        start.open_example.connect(self.files.open_example)
        start.open_recent.connect(self.files.open_text)
        self.inspector.period_asked.connect(self.show_period)
        self.kpis.component_chosen.connect(self._on_component)
        self.session.changed.connect(self.refresh)
        self.session.facts_changed.connect(self.show_figures)

    def _add_shortcuts(self) -> None:
        for keys, action in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
            *(
                (QKeySequence(f"Ctrl+{i + 1}"), partial(self.go_to, i))
                for i in range(len(self.steps()))
            ),
            (QKeySequence("Ctrl+I"), self.files.ask_import),
            (QKeySequence("Ctrl+K"), self.search),
            (QKeySequence.StandardKey.HelpContents, self.help),
            (QKeySequence("F5"), self.solving.show_panel),
        ):
            QShortcut(keys, self, activated=action)

    # --- where we are ----------------------------------------------------------------------

    @property
    def data_page(self) -> DataPage:
        """Gegevens, made when first asked for."""
        return self.first.data

    @property
    def load_page(self) -> LoadPage:
        """Belasting, made when first asked for."""
        return self.first.load

    @property
    def plan_page(self) -> PlanPage:
        """Plannen, made when first asked for."""
        return self.first.plan

    @property
    def negotiate_page(self) -> NegotiatePage:
        """Onderhandelen, made when first asked for."""
        return self.later.negotiate

    def warm_up(self) -> None:
        """Load and build what is needed first, a little at a time, while nobody waits."""
        self.session.warm_up()
        self.first.warm_up()

    def go_to(self, step: int) -> None:
        """Show a step of the work."""
        if self.has_data:
            page: QWidget = self._page_of(step)
        else:
            page = self.start
        self.pages.setCurrentWidget(page)
        if self.has_data:
            self.rail.show_step(step)
        page.setFocus()

    def _page_of(self, step: int) -> QWidget:
        return self.later.page(step) if step > 2 else self.first.page(step)

    def show_period(self, period: str) -> None:
        """Show a stage period in its table, and explain it."""
        if self.pages.currentWidget() is self.first.built.get("plan"):
            self.plan_page.select_period(period)
        else:
            self.go_to(0)
            self.data_page.select_period(period)
        self.inspector.show_period(period)

    def show_company(self, company: str) -> None:
        """Show a leerbedrijf in its table."""
        self.go_to(0)
        self.data_page.select_company(company)

    @property
    def unfinished(self) -> int:
        """How many values and rows were typed in Gegevens and are not taken over."""
        return self.first.unfinished

    @property
    def has_data(self) -> bool:
        """Tell whether there is anything to show."""
        state = self.session.state
        return bool(state.periods or state.leerbedrijven or state.holidays)

    def refresh(self) -> None:
        """Follow the project: the title, and the start page where there is nothing."""
        project = self.session.project
        name = project.path.name if project.path else self.tr("Nieuwe regio")
        if project.read_only is not None:
            name = self.tr("{file} (alleen-lezen)").format(file=name)
        self.setWindowTitle(f"{name}[*] – StagePlanner")
        self.setWindowModified(not project.is_saved)
        self.menu.refresh()
        self.side.setVisible(self.has_data)
        self.kpis.setVisible(self.has_data)
        self.rail.set_enabled(self.has_data)
        if not self.has_data:
            self.rail.show_none()
            self.pages.setCurrentWidget(self.start)
            self.start.show_recent(self.files.recent())
            self.start.setFocus()

    def show_figures(self) -> None:
        """Show the key figures of now."""
        from ui.facts.load_sentences import kpis_of

        facts = self.session.facts
        self.kpis.show_kpis(kpis_of(facts) if facts else (), self.component)

    @property
    def component(self) -> int:
        """The component of the region that is looked at."""
        return self.memory.kept.number("component", 0, 0, 10_000)

    def _on_component(self, index: int) -> None:
        self.settings.setValue("component", index)
        for part in (self.first, self.solving):
            part.set_component(index)

    # --- verbs -----------------------------------------------------------------------------

    def search(self) -> None:
        """Search over everything and go there."""
        from ui.window.search_dialog import SearchDialog
        from ui.window.search_targets import targets_of

        dialog = SearchDialog(targets_of(self), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search_dialog = dialog
        dialog.open()

    def help(self) -> None:
        """Open the manual at the page that is shown; it stays open beside the work."""
        from ui.manual.manual_window import ManualWindow

        page = self.pages.currentWidget()
        chapter = self.later.chapter_of(page) or self.first.chapter_of(page) or "start"
        if self.help_dialog is None:
            self.help_dialog = ManualWindow(chapter, self.words.language, self)
            self.help_dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.help_dialog.finished.connect(self._forget_help)
        self.help_dialog.show_chapter(chapter)
        self.help_dialog.show()
        self.help_dialog.raise_()

    def _forget_help(self) -> None:
        self.help_dialog = None

    def undo(self) -> None:
        """Take the last verb back."""
        self.session.project.undo()

    def redo(self) -> None:
        """Do it again."""
        self.session.project.redo()

    def show_failure(self, problem: object) -> None:
        """Say what could not be done: a problem in the user's words, or a defect."""
        if isinstance(problem, Problem):
            self.notices.show_problem(problem)
        else:
            detail = str(problem or "")
            log_defect(frames_of_text(detail))
            self.notices.show_crash(detail)

    # --- look, drop, close -----------------------------------------------------------------

    def set_look(self, key: str, value: str) -> None:
        """Remember a language or look, and dress the window in it."""
        self.settings.setValue(key, value)
        self.look_changed.emit()

    def _restore(self) -> None:
        geometry = self.settings.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        else:
            # A small screen shows the whole window, also where nothing manages windows.
            self.resize(QSize(1360, 860).boundedTo(self.screen().availableSize()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a small window's room to the page."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        self.rail.set_narrow(is_narrow)
        self.side.setFixedWidth(SIDE_NARROW if is_narrow else SIDE_WIDE)
        self.top.set_narrow(is_narrow)
        self.kpis.set_narrow(is_narrow, is_low=self.height() < LOW)
        self.panels.fit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        paths = dropped_paths(event)
        if not self.later.take_files(paths):
            self.files.take_files(paths)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        is_open = (not self.session.project.is_saved and self.has_data) or self.unfinished
        if is_open and not self._is_closing:
            event.ignore()
            self.files.if_saved(self._close_anyway)
            return
        self.settings.setValue("geometry", self.saveGeometry())
        self.memory.keep()
        self.end_jobs()
        self.session.project.close()
        event.accept()

    _is_closing = False

    def _close_anyway(self) -> None:
        self._is_closing = True
        self.close()

    def end_jobs(self) -> None:
        """Leave no child process and no thread behind."""
        self.files.wait()
        self.program.wait()
        self.solving.kill()
        self.later.jobs.kill()
        for job in self.findChildren(ChildJob):
            job.kill()
        for sums in self.findChildren(LatestOnly):
            sums.forget()
        self.session.close()
