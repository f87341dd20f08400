"""The frame: rail, top bar, pages, inspector and the strip of key figures."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QMainWindow, QWidget

from stageplanner.problems import StagePlannerError
from ui.base.file_dialog import FileDialog
from ui.base.formatting import Words
from ui.base.jobs import ChildJob, LatestOnly
from ui.base.qt import column, override, row
from ui.base.theme import icon
from ui.inspector.inspector import Inspector, Period
from ui.plan.plan_checks import PlanChecks
from ui.plan.solve_panel import RunPanel
from ui.project.start_page import StartPage, dropped_paths
from ui.session.notice_bar import Notices
from ui.session.session import Session
from ui.session.shell import Shell
from ui.settings.window_state import WindowState
from ui.widgets.kpi_data import REGION
from ui.widgets.kpi_strip import KpiStrip
from ui.window.actions import build_actions
from ui.window.look_switch import LookSwitch
from ui.window.main_menu import MainMenu
from ui.window.navigation_rail import Rail, Step
from ui.window.pages import NAMES, Frame, Pages
from ui.window.places import Places
from ui.window.side_panel import PanelArea, SideSplit
from ui.window.top_bar import TopBar

if TYPE_CHECKING:
    from stageplanner.domain.plan import Plan
    from ui.agreements.agreements_page import AgreementsPage
    from ui.data.data_page import DataPage
    from ui.load.load_page import LoadPage
    from ui.manual.manual_window import ManualWindow
    from ui.meeting.meeting_window import MeetingWindow
    from ui.meeting.table_plan import Decision
    from ui.negotiate.negotiate_page import NegotiatePage
    from ui.plan.checks_dialog import ChecksDialog
    from ui.plan.plan_page import PlanPage
    from ui.report.report_page import ReportPage
    from ui.window.search_dialog import SearchDialog

#: Below this width the bars get less room, in pixels.
NARROW = 1120
#: Below this height the key figures lose their notes, in pixels.
LOW = 580
#: Of the height: the most that a notice takes, so that a page below it keeps its rows.
NOTICE_SHARE = 0.22


def redo_keys() -> tuple[QKeySequence, ...]:
    """Return the keys of redo: those of the system, and both that people know."""
    usual = (QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z"))
    return tuple(dict.fromkeys((*QKeySequence.keyBindings(QKeySequence.StandardKey.Redo), *usual)))


class MainWindow(QMainWindow):
    """The window; pages are built when they are first shown."""

    look_changed = Signal()

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self.session, self.settings = session, settings
        self.words = Words(session.language)
        self.help_dialog: ManualWindow | None = None
        self.search_dialog: SearchDialog | None = None
        #: The component that is shown, or the region as a whole.
        self.component = REGION
        #: A programme of that component; its number changes with the data.
        self._programme: str | None = None
        self._is_closing = False
        self.start = StartPage()
        self.notices = Notices(self.words)
        self.inspector = Inspector(session, self.words)
        self.run_panel = RunPanel(self.words)
        self.checks = PlanChecks(session, self)
        self.checks_dialog: ChecksDialog | None = None
        self.meeting: MeetingWindow | None = None
        self.kpis = KpiStrip(self.words)
        self.window_state = WindowState(session, settings, NAMES, lambda: self.pages.built)
        self.shell = self._build_shell()
        self.actions = build_actions(
            self.shell, self.start, self.run_panel, lambda: self.pages.unfinished
        )
        self.pages = self._build_pages()
        self.places = Places(self)
        self._build()
        self.menu = MainMenu(self.shell, self.actions, self.split)
        self.top.menu_button.setMenu(self.menu)
        self._connect()
        self._connect_actions()
        self._add_shortcuts()
        self._restore()
        self.actions.program.take_settings()
        self.refresh()

    # --- the parts -------------------------------------------------------------------------

    def _build_shell(self) -> Shell:
        return Shell(
            self,
            self.session,
            self.words,
            self.settings,
            self.notices,
            go_to=self.go_to,
            show_period=self.show_period,
            show_company=self.show_company,
            show_summary=self.inspector.show_summary,
        )

    def _build_pages(self) -> Pages:
        frame = Frame(
            shell=self.shell,
            actions=self.actions,
            inspector=self.inspector,
            kpis=self.kpis,
            show_figures=self.show_figures,
            show_selected=self.show_selected,
            show_cell=self.show_cell,
            show_region=self.show_region,
            explain_bottleneck=self.explain_bottleneck,
        )
        return Pages(self.start, frame, self.window_state)

    def _build(self) -> None:
        self.setWindowIcon(icon("app"))
        # Fits a screen of 1920 x 1080 at a zoom of 200%, and every smaller one.
        self.setMinimumSize(QSize(960, 480).boundedTo(self.screen().availableSize()))
        self.setAcceptDrops(True)
        self.top = TopBar(self.session)
        self.run_panel.hide()
        self.panels = PanelArea(self.run_panel)
        middle = QWidget()
        column(self.notices, self.pages, parent=middle, gap=0).setStretch(1, 1)
        body = SideSplit(middle, self.panels, self.inspector, self.window_state.saved)
        self.split, self.side = body, body.side
        right = QWidget()
        column(self.top, body, self.kpis, parent=right, gap=0).setStretch(1, 1)
        whole = QWidget()
        self.rail = Rail(self.steps())
        row(self.rail, right, parent=whole, gap=0).setStretch(1, 1)
        self.setCentralWidget(whole)

    def steps(self) -> tuple[Step, ...]:
        """Return the steps of the work, in the order of the rail."""
        return (
            Step("data", self.tr("Gegevens")),
            Step("load", self.tr("Belasting")),
            Step("plan", self.tr("Plannen")),
            Step("negotiate", self.tr("Onderhandelen")),
            Step("agreements", self.tr("Afspraken")),
            Step("report", self.tr("Rapport")),
        )

    def _connect(self) -> None:
        top, start, actions = self.top, self.start, self.actions
        top.undo.clicked.connect(self.undo)
        top.redo.clicked.connect(self.redo)
        top.add.clicked.connect(actions.imports.ask_import)
        top.export.clicked.connect(actions.exports.ask_export)
        top.search.clicked.connect(self.search)
        top.back.clicked.connect(self.places.go_back)
        self.places.changed.connect(top.back.setEnabled)
        top.checks.clicked.connect(self.show_checks)
        self.checks.changed.connect(self._show_check_count)
        top.optimise.clicked.connect(actions.solving.show_panel)
        start.dropped.connect(actions.imports.take_files)
        start.browse.connect(actions.imports.ask_import)
        start.open_file.connect(actions.files.ask_open)
        start.open_example.connect(actions.files.open_example)
        start.open_recent.connect(actions.files.open_text)
        self.rail.chosen.connect(self.go_to)
        self.menu.look_chosen.connect(self.set_look)
        self.menu.help_asked.connect(self.help)
        self.inspector.period_asked.connect(self.show_bar)
        self.inspector.company_asked.connect(self.show_company)
        self.inspector.bottleneck_asked.connect(self.show_bottleneck)
        self.inspector.decided.connect(actions.changes.decide)
        self.inspector.help_asked.connect(actions.changes.show_help)
        self.menu.meeting_asked.connect(self.show_meeting)
        self.kpis.component_chosen.connect(self._on_component)
        self.session.opened.connect(partial(self._follow, None))
        self.session.opened.connect(self.places.clear)
        self.session.changed.connect(self.refresh)
        self.session.facts_changed.connect(self.show_figures)

    def _connect_actions(self) -> None:
        actions = self.actions
        actions.files.leaving.connect(self._on_leaving)
        actions.files.opened.connect(self._on_opened)
        actions.files.saved.connect(self.top.refresh)
        actions.files.saved.connect(self.refresh)
        actions.imports.taken.connect(self._on_taken)
        actions.project.scenarios_asked.connect(self._show_scenarios)
        self.looks = LookSwitch(self.shell, actions.solving, lambda: self.pages.unfinished)
        self.looks.switched.connect(self.look_changed)
        self.looks.refused.connect(self.menu.show_choices)
        actions.program.look_chosen.connect(self.looks.choose)
        actions.program.seconds_changed.connect(self.run_panel.set_seconds)
        actions.solving.panel_opened.connect(self._show_panels)
        actions.solving.panel_closed.connect(self.panels.hide_if_empty)
        actions.changes.panel_built.connect(self.panels.add)
        actions.changes.panel_opened.connect(self._show_refusal)
        actions.changes.panel_closed.connect(self.panels.hide_if_empty)
        actions.solving.curve_built.connect(self.panels.add)
        actions.negotiation.agreements_expected.connect(lambda: self.pages.page("agreements"))

    def _add_shortcuts(self) -> None:
        for keys, action in (
            (QKeySequence.StandardKey.Undo, self.undo),
            *((keys, self.redo) for keys in redo_keys()),
            *(
                (QKeySequence(f"Ctrl+{i}"), partial(self.go_to, name))
                for i, name in enumerate(NAMES, start=1)
            ),
            (QKeySequence("Ctrl+I"), self.actions.imports.ask_import),
            (QKeySequence("Ctrl+K"), self.search),
            (QKeySequence.StandardKey.HelpContents, self.help),
            (QKeySequence("F5"), self.actions.solving.show_panel),
            (QKeySequence("Alt+Left"), self.places.go_back),
            (QKeySequence("Alt+Right"), self.places.go_forward),
            (QKeySequence("F9"), self.split.toggle_side),
        ):
            QShortcut(keys, self, activated=action)

    # --- where we are ----------------------------------------------------------------------

    @property
    def data_page(self) -> DataPage:
        """Gegevens, built when first asked for."""
        return cast("DataPage", self.pages.page("data"))

    @property
    def load_page(self) -> LoadPage:
        """Belasting, built when first asked for."""
        return cast("LoadPage", self.pages.page("load"))

    @property
    def plan_page(self) -> PlanPage:
        """Plannen, built when first asked for."""
        return cast("PlanPage", self.pages.page("plan"))

    @property
    def negotiate_page(self) -> NegotiatePage:
        """Onderhandelen, built when first asked for."""
        return cast("NegotiatePage", self.pages.page("negotiate"))

    @property
    def agreements_page(self) -> AgreementsPage:
        """Afspraken, built when first asked for."""
        return cast("AgreementsPage", self.pages.page("agreements"))

    @property
    def report_page(self) -> ReportPage:
        """Rapport, built when first asked for."""
        return cast("ReportPage", self.pages.page("report"))

    def warm_up(self) -> None:
        """Load and build what is needed first, step by step, while nobody waits."""
        self.session.warm_up()
        self.pages.warm_up()

    def go_to(self, name: str) -> None:
        """Show a page by its name, or the start page if the region is empty."""
        has_data = self.session.has_data
        if has_data and name != self.pages.current:
            self.places.leave()
        page: QWidget = self.pages.page(name) if has_data else self.start
        if name == "report" and has_data:
            self.inspector.show_summary()
        self.pages.setCurrentWidget(page)
        if has_data:
            self.rail.show_step(name)
        page.setFocus()
        subject = self.inspector.subject
        if has_data and name == "plan" and isinstance(subject, Period):
            self.plan_page.select_period(subject.id)

    def show_period(self, period: str) -> None:
        """Show a stage period in its table or on the time line, and explain it."""
        if self.pages.current == "plan":
            self.plan_page.select_period(period)
        else:
            self.go_to("data")
            self.data_page.select_period(period)
        self.show_selected(period)

    def show_bar(self, period: str) -> None:
        """Show a stage period on the time line, and explain it."""
        self.go_to("plan")
        if self.plan_page.view.key != "time":
            self.plan_page.view.choose("time")
        self.show_period(period)

    def show_selected(self, period: str) -> None:
        """Explain a selected stage period, and show the figures of its component."""
        self.inspector.show_period(period)
        programmes = (p.programme for p in self.session.state.periods if p.id == period)
        self._follow(next(programmes, None))

    def show_cell(self, of_plan: bool, row_kind: str, key: str, week: int, is_daily: bool) -> None:
        """Explain a selected cell of a heat map, and show the figures of its component, if any."""
        from ui.facts.heat_rows import programme_of_row

        self.inspector.show_cell(of_plan, row_kind, key, week, is_daily)
        facts = self.session.facts
        self._follow(programme_of_row(facts, row_kind, key) if facts else None)

    def show_bottleneck(self, programme: str) -> None:
        """Show the knelpunt with a programme on its worst day, and explain it."""
        from ui.facts.bottleneck_facts import same_bottleneck

        facts = self.session.facts
        ranked = None if facts is None else same_bottleneck(facts.now, (programme,))
        if facts is None or ranked is None:
            return
        self.go_to("load")
        self.explain_bottleneck(facts.plan is not None, ranked.programmes)
        self.load_page.show_bottleneck(ranked)

    def explain_bottleneck(self, of_plan: bool, programmes: tuple[str, ...]) -> None:
        """Explain a knelpunt, and show the figures of its component."""
        self._follow(programmes[0])
        self.inspector.show_bottleneck(of_plan, programmes)

    def show_region(self) -> None:
        """Explain the region as a whole, and show its figures."""
        self.inspector.show_summary()
        self._follow(None)

    def show_programme(self, programme: str) -> None:
        """Show where a programme collides, with the figures of its component."""
        self.go_to("load")
        self.inspector.show_summary()
        self._follow(programme)

    def show_company(self, company: str) -> None:
        """Show a leerbedrijf in its table."""
        self.go_to("data")
        self.data_page.select_company(company)

    def _show_scenarios(self) -> None:
        self.go_to("plan")
        self.plan_page.show_scenarios()

    def _show_panels(self) -> None:
        self.split.show_side(is_shown=True)
        self.panels.show()
        self.panels.fit()

    def _show_refusal(self) -> None:
        """Show the panel of a refusal, in place of a question that is not under way."""
        if not self.actions.solving.solve_job.is_running:
            self.actions.solving.hide_panel()
        self._show_panels()

    # --- following the project --------------------------------------------------------------

    def refresh(self) -> None:
        """Follow the project: the title, and the start page if the region is empty."""
        project, has_data = self.session.project, self.session.has_data
        name = project.path.name if project.path else self.tr("Nieuwe regio")
        if project.read_only is not None:
            name = self.tr("{file} (alleen-lezen)").format(file=name)
        self.setWindowTitle(f"{name}[*] – StagePlanner")
        self.setWindowModified(not project.is_saved)
        self.menu.refresh()
        self.split.set_filled(is_filled=has_data)
        self.kpis.setVisible(has_data)
        self.rail.set_enabled(has_data)
        if not has_data:
            self.rail.show_none()
            self.pages.setCurrentWidget(self.start)
            self.start.show_recent(self.actions.files.recent())
            self.start.setFocus()

    def show_figures(self) -> None:
        """Show the key figures of the current plan."""
        from ui.facts.load_sentences import kpis_of

        facts = self.session.facts
        self._follow(self._programme)
        self.kpis.show_kpis(kpis_of(facts) if facts else (), self.component)

    def _on_component(self, component: int) -> None:
        facts = self.session.facts
        parts = facts.wish.measures.components if facts else ()
        self._follow(parts[component].programmes[0] if 0 <= component < len(parts) else None)

    def _follow(self, programme: str | None) -> None:
        """Show the component of a programme everywhere, or the region as a whole."""
        self._programme, facts = programme, self.session.facts
        component = REGION
        if facts is not None and programme is not None:
            component = facts.component_of.get(programme, REGION)
        if component != self.component:
            self.component = component
            self.kpis.show_component(component)
            self.pages.set_component(component)
            self.actions.solving.set_component(component)

    def _on_leaving(self) -> None:
        self.keep_state()
        self.actions.solving.kill()

    def _on_opened(self) -> None:
        self.window_state.filter_again()
        self.go_to(self.window_state.page if self.session.state.periods else "data")
        self.actions.project.after_open()

    def _on_taken(self) -> None:
        # In turns of the event loop of their own, since one long turn would be felt.
        QTimer.singleShot(0, self, self._build_load_page)
        QTimer.singleShot(0, self, self._show_first_page)

    def _build_load_page(self) -> None:
        if self.session.has_data:
            self.pages.page("load")

    def _show_first_page(self) -> None:
        if self.session.has_data:
            self.go_to("load" if self.session.state.periods else "data")

    # --- verbs -----------------------------------------------------------------------------

    def search(self) -> None:
        """Search in everything and go to what is chosen."""
        from ui.window.search_dialog import SearchDialog
        from ui.window.search_targets import targets_of

        targets = targets_of(self.shell, self.actions, self.steps(), self.menu, self.show_programme)
        dialog = SearchDialog(targets, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search_dialog = dialog
        dialog.open()

    def _show_check_count(self) -> None:
        checks = self.checks
        self.top.show_checks(len(checks.problems), is_current=checks.is_current)

    def show_meeting(self) -> None:
        """Show the region around a table, on the full screen."""
        from ui.meeting.meeting_window import MeetingWindow

        if self.session.facts is None or self.meeting is not None:
            return
        solving = self.actions.solving
        meeting = MeetingWindow(self.session, solving.curve_panel, solving.curve_job, self)
        meeting.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        meeting.failed.connect(self.shell.show_failure)
        meeting.print_asked.connect(partial(self._ask_decisions, meeting))
        meeting.destroyed.connect(self._forget_meeting)
        self.meeting = meeting
        meeting.showFullScreen()
        meeting.slider.setFocus()

    def _forget_meeting(self) -> None:
        self.meeting = None

    def _ask_decisions(self, meeting: MeetingWindow, plan: Plan) -> None:
        """Ask where the paper with the decisions goes."""
        dialog = FileDialog(meeting, self.tr("Besluiten bewaren"))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.tr("Besluiten") + ".pdf")
        dialog.fileSelected.connect(partial(self.write_decisions, meeting.decisions, plan))
        dialog.open()

    def write_decisions(self, decisions: tuple[Decision, ...], plan: Plan, path: str) -> None:
        """Write the decisions of the meeting on paper."""
        from ui.meeting.decisions_paper import decisions_paper
        from ui.print.pdf import write_pdfs

        paper = decisions_paper(self.session.state, plan, decisions, self.words, date.today())
        target = Path(path)
        try:
            write_pdfs({target.name: paper}, target.parent)
        except StagePlannerError as error:
            self.shell.show_failure(error.problem)
            return
        text = self.tr("Bewaard: {file}").format(file=target.name)
        self.notices.show_notice(text, "")

    def show_checks(self) -> None:
        """List what is not right in the plan, and go to the bar that is chosen."""
        from ui.plan.checks_dialog import ChecksDialog

        dialog = ChecksDialog(
            self.checks.problems, self.session.state, self.show_bar, self.words, self
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.destroyed.connect(self._forget_checks)
        self.checks_dialog = dialog
        dialog.open()

    def _forget_checks(self) -> None:
        self.checks_dialog = None

    def help(self) -> None:
        """Open the manual at the chapter of the page that is shown."""
        from ui.manual.manual_window import ManualWindow

        chapter = self.pages.current or "start"
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
        """Undo the last verb."""
        self.session.project.undo()

    def redo(self) -> None:
        """Redo the verb undone last."""
        self.session.project.redo()

    # --- look, drop, close -----------------------------------------------------------------

    def set_look(self, key: str, value: str) -> None:
        """Take a language or look, which needs a new window."""
        self.looks.choose({key: value})

    def _restore(self) -> None:
        geometry = self.settings.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        else:
            self.resize(QSize(1360, 860))
        # No larger than the screen and within it, also without a window manager.
        room = self.screen().availableGeometry()
        self.resize(self.size().boundedTo(room.size()))
        if not room.contains(self.geometry()):
            self.move(room.topLeft())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room of a small window to the page."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        self.rail.set_narrow(is_narrow)
        self.split.set_narrow(is_narrow)
        self.notices.set_room(round(self.height() * NOTICE_SHARE))
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
        if not self.pages.take_files(paths):
            self.actions.imports.take_files(paths)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        is_unsaved = not self.session.project.is_saved and self.session.has_data
        if (is_unsaved or self.pages.unfinished) and not self._is_closing:
            event.ignore()
            self.actions.files.if_saved(self.close_anyway, is_closing=True)
            return
        self.settings.setValue("geometry", self.saveGeometry())
        self.keep_state()
        self.end_jobs()
        self.session.project.close()
        event.accept()

    def close_anyway(self) -> None:
        """Close the window without asking about unsaved work."""
        self._is_closing = True
        self.close()

    def keep_state(self) -> None:
        """Store the page that is shown, and the state of all pages built so far."""
        self.split.keep()
        number = self.rail.group.checkedId()
        self.window_state.keep(NAMES[number] if number >= 0 else None)

    def end_jobs(self) -> None:
        """End every child process and thread."""
        self.actions.end()
        self.checks.kill()
        for job in self.findChildren(ChildJob):
            job.kill()
        for sums in self.findChildren(LatestOnly):
            sums.forget()
        self.session.close()
