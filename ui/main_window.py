"""The frame: rail, top bar, pages, inspector and the strip of key figures."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QMainWindow,
    QMenu,
    QMessageBox,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from stageplanner.problems import Problem, StagePlannerError
from stageplanner.project import Project
from ui.inspector import Inspector
from ui.notices import Notices
from ui.pages.start_page import StartPage, dropped_paths
from ui.qt import column, override, row
from ui.run_panel import RunPanel
from ui.session import Session
from ui.theme import icon
from ui.top_bar import TopBar, choice_menu
from ui.widgets.kpi_strip import KpiStrip
from ui.words import Words
from ui.workers import ChildJob, run_explain, run_export, run_import, run_optimise

if TYPE_CHECKING:
    from stageplanner.domain.mapping import ColumnMapping
    from stageplanner.domain.plan import Plan
    from stageplanner.intake import Intake
    from ui.curve_panel import CurvePanel
    from ui.pages.data_page import DataPage
    from ui.pages.load_page import LoadPage
    from ui.pages.plan_page import PlanPage

INSPECTOR_WIDTH = 312
EXAMPLE = Path(__file__).resolve().parent.parent / "resources" / "example"
EXAMPLE_FILES = ("alle-periodes.xlsx", "Leerbedrijven.xlsx", "Vakanties.xlsx")


class MainWindow(QMainWindow):
    """The window; pages are made when they are first looked at."""

    look_changed = Signal()

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self.session, self._settings = session, settings
        self.words = Words(session.language)
        self._data: DataPage | None = None
        self._load: LoadPage | None = None
        self._plan: PlanPage | None = None
        self._curve: CurvePanel | None = None
        self._reading: list[Path] = []
        self.solve_job, self.import_job, self.export_job = (ChildJob(self) for _ in range(3))
        self.explain_job, self.curve_job = ChildJob(self), ChildJob(self)
        # Reasons follow a change by hand, once the hands are still.
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(900)
        self._still.timeout.connect(self._explain)
        self._build()
        self._connect()
        self._add_shortcuts()
        self._restore()
        self.refresh()

    # --- the parts -------------------------------------------------------------------------

    def _build(self) -> None:
        self.setWindowIcon(icon("app"))
        self.setMinimumSize(960, 600)
        self.setAcceptDrops(True)
        self.top = TopBar(self.session)
        self.start = StartPage()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.start)
        self.notices = Notices(self.words)
        self.inspector = Inspector(self.session, self.words)
        self.run_panel = RunPanel(self.words)
        self.run_panel.hide()
        self._side = QWidget()
        self._side.setFixedWidth(INSPECTOR_WIDTH)
        self._side_layout = column(self.run_panel, self.inspector, parent=self._side, gap=0)
        self._side_layout.setStretch(1, 1)
        self.kpis = KpiStrip(self.words)
        middle = QWidget()
        column(self.notices, self.pages, parent=middle, gap=0).setStretch(1, 1)
        body = QWidget()
        row(middle, self._side, parent=body, gap=0).setStretch(0, 1)
        right = QWidget()
        column(self.top, body, self.kpis, parent=right, gap=0).setStretch(1, 1)
        whole = QWidget()
        row(self._build_rail(), right, parent=whole, gap=0).setStretch(1, 1)
        self.setCentralWidget(whole)
        self.top.menu_button.setMenu(self._build_menu())

    def _build_rail(self) -> QFrame:
        rail = QFrame()
        rail.setObjectName("rail")
        rail.setFixedWidth(96)
        layout = column(parent=rail, gap=4)
        layout.setContentsMargins(8, 12, 8, 12)
        self._steps = QButtonGroup(rail)
        for i, (picture, text) in enumerate(
            (
                ("data", self.tr("Gegevens")),
                ("load", self.tr("Belasting")),
                ("plan", self.tr("Plannen")),
            )
        ):
            step = QToolButton()
            step.setIcon(icon(picture, "rail_text", 24))
            step.setIconSize(QSize(24, 24))
            step.setText(text)
            step.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            step.setCheckable(True)
            step.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            step.setFixedSize(80, 64)
            step.setToolTip(f"{text} (Ctrl+{i + 1})")
            step.setAccessibleName(text)
            self._steps.addButton(step, i)
            layout.addWidget(step)
        self._steps.idClicked.connect(self.go_to)
        layout.addStretch(1)
        return rail

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        add = menu.addAction
        add(icon("file"), self.tr("Nieuwe regio"), QKeySequence.StandardKey.New, self.new)
        add(icon("open"), self.tr("Openen…"), QKeySequence.StandardKey.Open, self.ask_open)
        add(icon("region"), self.tr("Voorbeeldregio"), self.open_example)
        menu.addSeparator()
        add(icon("save"), self.tr("Bewaren"), QKeySequence.StandardKey.Save, self.save)
        add(self.tr("Bewaren als…"), QKeySequence("Ctrl+Shift+S"), self.ask_save_as)
        self._to_wish = add(self.tr("Terug naar de voorkeur"), self.back_to_wish)
        menu.addSeparator()
        languages = [("nl", "Nederlands"), ("en", "English")]
        looks = [
            ("system", self.tr("Zoals het systeem")),
            ("light", self.tr("Licht")),
            ("dark", self.tr("Donker")),
        ]
        look = str(self._settings.value("look", "system"))
        for title, choices, current, key in (
            (self.tr("Taal"), languages, self.session.language, "language"),
            (self.tr("Uiterlijk"), looks, look, "look"),
        ):
            for action in choice_menu(menu, title, choices, current):
                action.triggered.connect(partial(self._set_look, key, action.data()))
        return menu

    def _connect(self) -> None:
        top, start, run = self.top, self.start, self.run_panel
        top.undo.clicked.connect(self.undo)
        top.redo.clicked.connect(self.redo)
        top.add.clicked.connect(self.ask_import)
        top.export.clicked.connect(self.ask_export)
        top.optimise.clicked.connect(self.show_run_panel)
        start.dropped.connect(self.take_files)
        start.browse.connect(self.ask_import)
        start.open_file.connect(self.ask_open)
        start.open_example.connect(self.open_example)
        start.open_recent.connect(self._open_text)
        run.asked.connect(self.optimise)
        run.stop_asked.connect(self.solve_job.cancel)
        run.closed.connect(self.hide_run_panel)
        self.inspector.period_asked.connect(self.show_period)
        self.kpis.component_chosen.connect(self._on_component)
        self.notices.cancel_asked.connect(self.import_job.cancel)
        self.notices.open_asked.connect(self._open_folder)
        self.solve_job.progressed.connect(run.show_progress)
        self.solve_job.finished.connect(self._on_plan)
        self.solve_job.failed.connect(self._on_solve_failed)
        self.solve_job.stopped.connect(run.end)
        self.import_job.finished.connect(self._on_imported)
        self.import_job.failed.connect(self._on_failed)
        self.import_job.stopped.connect(self.notices.clear)
        self.export_job.finished.connect(self._on_exported)
        self.export_job.failed.connect(self._on_failed)
        self.explain_job.finished.connect(self._on_explained)
        self.session.changed.connect(self.refresh)
        self.session.changed.connect(self._still.start)
        self.session.facts_changed.connect(self._on_facts)

    def _add_shortcuts(self) -> None:
        for keys, action in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
            (QKeySequence("Ctrl+1"), partial(self.go_to, 0)),
            (QKeySequence("Ctrl+2"), partial(self.go_to, 1)),
            (QKeySequence("Ctrl+3"), partial(self.go_to, 2)),
            (QKeySequence("Ctrl+I"), self.ask_import),
            (QKeySequence("Ctrl+E"), self.ask_export),
            (QKeySequence("F5"), self.show_run_panel),
        ):
            QShortcut(keys, self, activated=action)

    # --- where we are ----------------------------------------------------------------------

    @property
    def data_page(self) -> DataPage:
        """Gegevens, made when first asked for."""
        if self._data is None:
            from ui.pages.data_page import DataPage

            self._data = DataPage(self.session, self.words)
            self._data.period_selected.connect(self.inspector.show_period)
            self._data.import_asked.connect(self.ask_import)
            self.pages.addWidget(self._data)
        return self._data

    @property
    def load_page(self) -> LoadPage:
        """Belasting, made when first asked for: it needs numpy."""
        if self._load is None:
            from ui.pages.load_page import LoadPage

            self._load = LoadPage(self.session, self.words)
            self._load.cell_selected.connect(self.inspector.show_cell)
            self._load.import_asked.connect(self.ask_import)
            self._load.set_component(self._component)
            self.pages.addWidget(self._load)
        return self._load

    @property
    def plan_page(self) -> PlanPage:
        """Plannen, made when first asked for."""
        if self._plan is None:
            from ui.pages.plan_page import PlanPage

            self._plan = PlanPage(self.session, self.words)
            self._plan.period_selected.connect(self.inspector.show_period)
            self._plan.import_asked.connect(self.ask_import)
            self._plan.peak_tried.connect(self.kpis.show_tried)
            self._plan.set_component(self._component)
            self.pages.addWidget(self._plan)
        return self._plan

    def go_to(self, step: int) -> None:
        """Show a step of the work."""
        if self._has_data:
            page: QWidget = (
                self.data_page if step == 0 else self.load_page if step == 1 else self.plan_page
            )
        else:
            page = self.start
        self.pages.setCurrentWidget(page)
        self._steps.button(step).setChecked(self._has_data)
        page.setFocus()

    def show_period(self, period: str) -> None:
        """Show a stage period in its table, and explain it."""
        if self._plan is not None and self.pages.currentWidget() is self._plan:
            self._plan.select_period(period)
        else:
            self.go_to(0)
            self.data_page.select_period(period)
        self.inspector.show_period(period)

    @property
    def _has_data(self) -> bool:
        state = self.session.state
        return bool(state.periods or state.leerbedrijven or state.holidays)

    def refresh(self) -> None:
        """Follow the project: the title, and the start page where there is nothing."""
        project = self.session.project
        name = project.path.name if project.path else self.tr("Nieuwe regio")
        self.setWindowTitle(f"{name}[*] – StagePlanner")
        self.setWindowModified(not project.is_saved)
        self._side.setVisible(self._has_data)
        self.kpis.setVisible(self._has_data)
        for step in self._steps.buttons():
            step.setEnabled(self._has_data)
        self._to_wish.setEnabled(self.session.state.plan is not None)
        if not self._has_data:
            self._steps.setExclusive(False)
            for step in self._steps.buttons():
                step.setChecked(False)
            self._steps.setExclusive(True)
            self.pages.setCurrentWidget(self.start)
            self.start.show_recent(self._recent())

    def _on_facts(self) -> None:
        from ui.sentences import kpis_of

        facts = self.session.facts
        self.kpis.show_kpis(kpis_of(facts) if facts else (), self._component)

    @property
    def _component(self) -> int:
        return max(0, self._settings.value("component", 0, int))

    def _on_component(self, index: int) -> None:
        self._settings.setValue("component", index)
        for page in (self._load, self._plan, self._curve):
            if page is not None:
                page.set_component(index)

    # --- verbs -----------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last verb back."""
        self.session.project.undo()

    def redo(self) -> None:
        """Do it again."""
        self.session.project.redo()

    def new(self) -> None:
        """Begin an empty region."""
        self._if_saved(partial(self._use, Project()))

    def back_to_wish(self) -> None:
        """Drop the proposal."""
        self.session.project.adopt_plan(None, "wish")

    def open_example(self) -> None:
        """Open the region that comes with the app."""
        self._if_saved(self._open_example)

    def _open_example(self) -> None:
        self._use(Project())
        self.take_files([EXAMPLE / name for name in EXAMPLE_FILES])

    def open_path(self, path: Path) -> None:
        """Open a project file, or begin a region with other files."""
        if path.suffix.casefold() != ".stageplan":
            self.take_files([path])
            return
        try:
            project = Project.open(path)
        except StagePlannerError as error:
            self.notices.show_problem(error.problem)
            return
        self._remember(path)
        self._use(project)
        self.go_to(1 if project.state.periods else 0)

    def _use(self, project: Project) -> None:
        for job in (self.solve_job, self.curve_job, self.explain_job):
            job.kill()
        self.session.use(project)
        self.notices.clear()
        self.inspector.show_summary()

    def take_files(self, paths: list[Path]) -> None:
        """Open a project file, or read files into the region in the background."""
        projects = [path for path in paths if path.suffix.casefold() == ".stageplan"]
        if projects:
            self._if_saved(partial(self.open_path, projects[0]))
            return
        if not paths or self.import_job.is_running:
            return
        self._read(paths, ())

    def _read(self, paths: list[Path], first: tuple[ColumnMapping, ...]) -> None:
        """Read files in the background; ``first`` wins over the mappings remembered."""
        self.notices.show_busy(self.tr("Bestanden lezen…"), True)
        project, self._reading = self.session.project, paths
        self.import_job.start(run_import, project.state, tuple(paths), (*first, *project.mappings))

    def _on_imported(self, intake: Intake) -> None:
        from ui.models.intake_rows import all_problems, needs_a_look

        before = self.session.state
        if not before.periods and not needs_a_look(all_problems(intake)):
            self._take(intake)
            return
        from ui.dialogs.import_dialog import ImportDialog

        self.notices.clear()
        dialog = ImportDialog(before, intake, self.words, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(self._take)
        dialog.reread.connect(self._reread)
        self.import_dialog = dialog
        dialog.open()

    def _reread(self, mappings: tuple[ColumnMapping, ...]) -> None:
        self._read(self._reading, mappings)

    def _take(self, intake: Intake) -> None:
        self.session.project.adopt_intake(intake)
        self.notices.show_intake(intake)
        # In turns of the event loop of their own: together they would be felt.
        QTimer.singleShot(0, self._make_load_page)
        QTimer.singleShot(0, self._show_first_page)

    def _make_load_page(self) -> None:
        if self._has_data:
            _ = self.load_page

    def _show_first_page(self) -> None:
        if self._has_data:
            self.go_to(1 if self.session.state.periods else 0)

    def show_run_panel(self) -> None:
        """Open the panel that asks for a proposal."""
        if self._has_data:
            self._side.show()
            self.run_panel.show()
            self.curve_panel.show()
            self.run_panel.start.setFocus()

    @property
    def curve_panel(self) -> CurvePanel:
        """The curve of changes against peak, under the panel that asks for a proposal."""
        if self._curve is None:
            from ui.curve_panel import CurvePanel

            self._curve = CurvePanel(self.session, self.curve_job, self.words)
            self._curve.set_component(self._component)
            self._curve.adopted.connect(self._adopt_point)
            self._side_layout.insertWidget(1, self._curve)
        return self._curve

    def _adopt_point(self, plan: Plan | None) -> None:
        if plan is None:
            self.session.project.adopt_plan(None, "wish")
        else:
            self.session.project.adopt_plan(plan, "curve")

    def hide_run_panel(self) -> None:
        """Give the side back to the explanation."""
        self.run_panel.hide()
        if self._curve is not None:
            self._curve.hide()

    def optimise(self, target: float | None, seconds: float) -> None:
        """Ask for a proposal in the background."""
        from stageplanner.optimise.result import Settings
        from ui.sentences import component_title

        facts = self.session.facts
        if self.solve_job.is_running or facts is None:
            return
        names = {
            part.programmes: component_title(facts, i)
            for i, part in enumerate(facts.wish.measures.components)
        }
        self.notices.clear()
        self.run_panel.begin(names, seconds)
        settings = Settings(target=target, time_limit=seconds)
        self._solving = self.session.state
        self.solve_job.start(run_optimise, self._solving, settings)

    def _on_plan(self, answer: tuple) -> None:
        self.run_panel.end()
        self.hide_run_panel()
        plan, explanation = answer
        self.session.adopt(plan, explanation)
        self.inspector.show_summary()
        self.go_to(1)

    def _explain(self) -> None:
        """Ask for the reasons of the current plan, where they are not known."""
        session = self.session
        plan = session.state.plan
        if plan is None or not plan.placements or session.explanation is not None:
            return
        if self.explain_job.is_running or self.solve_job.is_running:
            self._still.start()
            return
        self.explain_job.start(run_explain, session.state)

    def _on_explained(self, answer: tuple) -> None:
        self.session.tell(*answer)

    def _on_solve_failed(self, problem: object) -> None:
        self.run_panel.end()
        self._on_failed(problem)

    def _on_failed(self, problem: object) -> None:
        if isinstance(problem, Problem):
            self.notices.show_problem(problem)
        else:
            self.notices.show_crash(str(problem or ""))

    # --- files -----------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Let the user choose files to read."""
        dialog = QFileDialog(self, self.tr("Bestanden toevoegen"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                self.tr("Excel, csv en StagePlanner")
                + " (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.stageplan)",
                self.tr("Alle bestanden") + " (*)",
            ]
        )
        dialog.filesSelected.connect(self._take_texts)
        dialog.open()

    def _take_texts(self, paths: list[str]) -> None:
        self.take_files([Path(path) for path in paths])

    def ask_open(self) -> None:
        """Let the user choose a project file."""
        dialog = QFileDialog(self, self.tr("Project openen"))
        dialog.setNameFilter("StagePlanner (*.stageplan)")
        dialog.fileSelected.connect(self._open_text)
        dialog.open()

    def _open_text(self, path: str) -> None:
        self._if_saved(partial(self.open_path, Path(path)))

    def save(self) -> None:
        """Save to the file, or ask for one."""
        if self.session.project.path is None:
            self.ask_save_as()
        else:
            self._save_to(str(self.session.project.path))

    def ask_save_as(self) -> None:
        """Let the user choose where to save."""
        dialog = QFileDialog(self, self.tr("Bewaren als"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("StagePlanner (*.stageplan)")
        dialog.setDefaultSuffix("stageplan")
        dialog.fileSelected.connect(self._save_to)
        dialog.open()

    def _save_to(self, path: str) -> None:
        try:
            self.session.project.save(Path(path))
        except StagePlannerError as error:
            self.notices.show_problem(error.problem)
            return
        except OSError as error:
            self.notices.show_crash(str(error))
            return
        self._remember(Path(path))
        self.top.refresh()
        self.refresh()

    def ask_export(self) -> None:
        """Let the user choose a folder for the workbooks."""
        if not self.session.state.periods or self.export_job.is_running:
            return
        dialog = QFileDialog(self, self.tr("Map voor de afspraken"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, folder: str) -> None:
        """Write the workbooks in the background."""
        self.notices.show_busy(self.tr("Afspraken schrijven…"), False)
        language = self.session.language
        self.export_job.start(run_export, self.session.state, Path(folder), language)

    def _on_exported(self, files: tuple[Path, ...]) -> None:
        self.notices.show_exported(files)

    def _open_folder(self, path: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(os.fspath(path)))

    def _remember(self, path: Path) -> None:
        paths = [str(path), *(p for p in self._recent() if p != str(path))]
        self._settings.setValue("recent", paths[:8])

    def _recent(self) -> list[str]:
        value = self._settings.value("recent", [])
        paths = [value] if isinstance(value, str) else list(value or [])
        return [path for path in paths if Path(path).exists()]

    # --- look, drop, close -----------------------------------------------------------------

    def _set_look(self, key: str, value: str) -> None:
        self._settings.setValue(key, value)
        self.look_changed.emit()

    def _restore(self) -> None:
        geometry = self._settings.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        else:
            self.resize(1360, 860)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take_files(dropped_paths(event))

    def _if_saved(self, then: object) -> None:
        """Go on at once where nothing is lost; else ask first."""
        project = self.session.project
        if project.is_saved or not self._has_data:
            then()
            return
        box = QMessageBox(self)
        box.setWindowTitle("StagePlanner")
        box.setText(self.tr("Er zijn wijzigingen die nog niet zijn bewaard."))
        box.setInformativeText(self.tr("Als u doorgaat zonder te bewaren, gaan zij verloren."))
        on = box.addButton(self.tr("Doorgaan zonder bewaren"), QMessageBox.ButtonRole.AcceptRole)
        back = box.addButton(self.tr("Terug"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(back)
        on.clicked.connect(then)
        box.open()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.session.project.is_saved and self._has_data and not self._is_closing:
            event.ignore()
            self._if_saved(self._close_anyway)
            return
        self._settings.setValue("geometry", self.saveGeometry())
        self.end_jobs()
        event.accept()

    _is_closing = False

    def _close_anyway(self) -> None:
        self._is_closing = True
        self.close()

    def end_jobs(self) -> None:
        """Leave no child process and no thread behind."""
        self._still.stop()
        for job in self.findChildren(ChildJob):
            job.kill()
        self.session.close()
