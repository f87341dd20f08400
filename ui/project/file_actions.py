"""What is done with files: opening, reading, saving and exporting, always beside the window."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from stageplanner.problems import Problem
from stageplanner.project import Project
from ui.base.jobs import ChildJob, ThreadJob
from ui.importing.import_jobs import ByHand, CellText, run_annotate, run_import, run_source
from ui.report.document_jobs import Wanted, run_documents

if TYPE_CHECKING:
    from stageplanner.domain.column_mapping import ColumnMapping
    from stageplanner.importing.preview import Intake
    from ui.importing.import_dialog import ImportDialog
    from ui.report.export_dialog import ExportDialog
    from ui.window.main_window import MainWindow

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "example"
EXAMPLE_FILES = ("alle-periodes.xlsx", "Leerbedrijven.xlsx", "Vakanties.xlsx")


class FileActions(QObject):
    """The verbs on files, with their dialogs and their work in the background."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._reading: list[Path] = []
        self._opening = self._saving = Path()
        self._after_save: Callable[[], None] | None = None
        self.import_job, self.export_job = ChildJob(self), ChildJob(self)
        self.save_job, self.open_job = ThreadJob(self), ThreadJob(self)
        self.save_job.finished.connect(self._on_saved)
        self.save_job.failed.connect(self._on_save_failed)
        self.open_job.finished.connect(self._on_opened)
        self.open_job.failed.connect(self._on_open_failed)
        self.import_job.progressed.connect(self._on_import_part)
        self.import_job.finished.connect(self._on_imported)
        self.import_job.failed.connect(self._on_import_failed)
        self.import_job.stopped.connect(self._on_import_stopped)
        self.source_job, self.copy_job = ChildJob(self), ChildJob(self)
        self._source_asked: tuple[Path, object] | None = None
        self.source_job.finished.connect(self._on_source)
        self.source_job.failed.connect(self._on_source_failed)
        self.copy_job.finished.connect(self._on_copied)
        self.copy_job.failed.connect(self._on_import_failed)
        self.copy_job.stopped.connect(self._on_import_stopped)
        #: What was read and waits to be taken over.
        self.import_dialog: ImportDialog | None = None
        self.export_dialog: ExportDialog | None = None
        self.export_job.finished.connect(self._on_exported)
        self.export_job.failed.connect(window.show_failure)
        self.export_job.progressed.connect(window.notices.show_part)
        self.export_job.stopped.connect(self._on_export_stopped)
        window.notices.cancel_asked.connect(self.export_job.cancel)
        window.notices.cancel_asked.connect(self.import_job.cancel)
        window.notices.open_asked.connect(self._open_folder)

    def new(self) -> None:
        """Begin an empty region."""
        self.if_saved(partial(self.use, Project()))

    def open_example(self) -> None:
        """Open the region that comes with the app."""
        self.if_saved(self._open_example)

    def _open_example(self) -> None:
        self.use(Project())
        self.take_files([EXAMPLE / name for name in EXAMPLE_FILES])

    def open_path(self, path: Path, take_over: bool = False) -> None:
        """Open a project file, or begin a region with other files."""
        if path.suffix.casefold() != ".stageplan":
            self.take_files([path])
            return
        if self.open_job.is_running:
            return
        current = self._window.session.project
        both = path.exists() and current.path is not None and current.path.exists()
        if both and path.samefile(current.path):
            current.close()  # else our own window would hold the file
        self._opening = path
        self.open_job.start(_open, path, take_over)

    def _on_open_failed(self, problem: object) -> None:
        self._window.session.project.guard()
        self._window.actions.on_open_failed(self._opening, problem)

    def _on_opened(self, opened: tuple[Path, Project]) -> None:
        path, project = opened
        self._remember(path)
        self.use(project)
        window = self._window
        window.memory.filter_again()
        window.go_to(window.memory.step if project.state.periods else 0)
        window.actions.after_open()

    def use(self, project: Project) -> None:
        """Work on another project from now on."""
        self._window.memory.keep()
        self._window.solving.kill()
        self._window.session.use(project)
        self._window.notices.clear()
        self._window.inspector.show_summary()

    def take_files(self, paths: list[Path]) -> None:
        """Open a project file, or read files into the region in the background."""
        projects = [path for path in paths if path.suffix.casefold() == ".stageplan"]
        if projects:
            self.if_saved(partial(self.open_path, projects[0]))
            return
        if not paths or self.import_job.is_running:
            return
        self._window.notices.show_busy(self.tr("Bestanden lezen…"), True)
        self._read(paths, (), {})

    def _read(
        self,
        paths: list[Path],
        first: tuple[ColumnMapping, ...],
        cells: dict[Path, tuple[CellText, ...]],
    ) -> None:
        """Read files in the background; what was decided now wins over all else."""
        project, self._reading = self._window.session.project, paths
        self._state_read_for = project.state
        by_hand = ByHand(confirmed=first, remembered=project.mappings, cells=cells)
        self.import_job.start(run_import, project.state, tuple(paths), by_hand)

    def _on_import_part(self, part: float) -> None:
        if self.import_dialog is not None:
            self.import_dialog.show_part(part)
        else:
            self._window.notices.show_part(part)

    def _on_import_failed(self, problem: object) -> None:
        if self.import_dialog is not None:
            self.import_dialog.end_reading(problem or "")
        else:
            self._window.show_failure(problem)

    def _on_import_stopped(self) -> None:
        if self.import_dialog is not None:
            self.import_dialog.end_reading("")
        self._window.notices.clear()

    def _on_imported(self, intake: Intake) -> None:
        from ui.importing.preview_rows import all_problems, needs_a_look

        before = self._window.session.state
        if before is self._state_read_for:
            # It comes back as a copy; told that it is the same, nothing is merged twice.
            intake = replace(intake, before=before)
        if self.import_dialog is not None:
            self.import_dialog.show_intake(intake)
            return
        if not before.periods and not needs_a_look(all_problems(intake)):
            # In a turn of its own: receiving it took one.
            self._arrived = intake
            QTimer.singleShot(0, self._take_arrived)
            return
        from ui.importing.import_dialog import ImportDialog

        self._window.notices.clear()
        dialog = ImportDialog(before, intake, self._window.words, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(self._take)
        dialog.reread.connect(self._reread)
        dialog.source_asked.connect(self._fetch_source)
        dialog.copies_asked.connect(self._write_copies)
        dialog.cancel_asked.connect(self.import_job.cancel)
        dialog.cancel_asked.connect(self.copy_job.kill)
        dialog.folder_asked.connect(self._open_folder)
        dialog.finished.connect(self._on_import_closed)
        self.import_dialog = dialog
        dialog.open()

    def _on_import_closed(self) -> None:
        self.import_dialog = None
        for job in (self.import_job, self.source_job, self.copy_job):
            if job.is_running:
                job.kill()

    def _reread(
        self, mappings: tuple[ColumnMapping, ...], cells: dict[Path, tuple[CellText, ...]]
    ) -> None:
        self._read(self._reading, mappings, cells)

    def _fetch_source(self, path: Path, wanted: object) -> None:
        """Fetch the rows of a file; of those asked for meanwhile only the last counts."""
        if self.source_job.is_running:
            self._source_asked = (path, wanted)
            return
        self.source_job.start(run_source, path, wanted)

    def _on_source(self, found: tuple[Path, tuple[object, ...]]) -> None:
        if self.import_dialog is not None:
            self.import_dialog.show_source(*found)
        self._fetch_next()

    def _on_source_failed(self, problem: object) -> None:
        if self.import_dialog is not None:
            self.import_dialog.rows.show_message(self.tr("De rijen konden niet worden opgehaald."))
        self._fetch_next()

    def _fetch_next(self) -> None:
        asked, self._source_asked = self._source_asked, None
        if asked is not None and self.import_dialog is not None:
            self._fetch_source(*asked)

    def _write_copies(self, intake: Intake, folder: str) -> None:
        if not self.copy_job.is_running:
            language = self._window.session.language
            self.copy_job.start(run_annotate, intake, Path(folder), language)

    def _on_copied(self, files: tuple[Path, ...]) -> None:
        if self.import_dialog is not None:
            self.import_dialog.show_copies(files)

    def _take_arrived(self) -> None:
        self._take(self._arrived)

    def _take(self, intake: Intake) -> None:
        self._window.session.project.adopt_intake(intake)
        self._window.notices.show_intake(intake)
        # In turns of the event loop of their own: together they would be felt.
        QTimer.singleShot(0, self._make_load_page)
        QTimer.singleShot(0, self._show_first_page)

    def _make_load_page(self) -> None:
        if self._window.has_data:
            _ = self._window.load_page

    def _show_first_page(self) -> None:
        if self._window.has_data:
            self._window.go_to(1 if self._window.session.state.periods else 0)

    def ask_import(self) -> None:
        """Let the user choose files to read."""
        dialog = QFileDialog(self._window, self.tr("Bestanden toevoegen"))
        self._window.memory.kept.begin_in_folder(dialog)
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
        dialog = QFileDialog(self._window, self.tr("Project openen"))
        self._window.memory.kept.begin_in_folder(dialog)
        dialog.setNameFilter("StagePlanner (*.stageplan)")
        dialog.fileSelected.connect(self.open_text)
        dialog.open()

    def open_text(self, path: str) -> None:
        """Open a project file by its path as text."""
        self.if_saved(partial(self.open_path, Path(path)))

    def save(self) -> None:
        """Save to the file, or ask for one."""
        if self._window.session.project.path is None:
            self.ask_save_as()
        else:
            self.save_to(str(self._window.session.project.path))

    def ask_save_as(self) -> None:
        """Let the user choose where to save."""
        dialog = QFileDialog(self._window, self.tr("Bewaren als"))
        self._window.memory.kept.begin_in_folder(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("StagePlanner (*.stageplan)")
        dialog.setDefaultSuffix("stageplan")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str, replace_history: bool = False) -> None:
        """Save to a file; one that somebody else changed only where the user says so."""
        if not self.save_job.is_running:
            self._saving = Path(path)
            project = self._window.session.project
            self.save_job.start(_save, project, self._saving, replace_history)

    def _on_save_failed(self, problem: object) -> None:
        self._after_save = None
        self._window.actions.on_save_failed(self._saving, problem)

    def _on_saved(self, path: Path) -> None:
        self._remember(path)
        self._window.top.refresh()
        self._window.refresh()
        then, self._after_save = self._after_save, None
        if then is not None:
            then()

    def _save_and(self, then: Callable[[], None]) -> None:
        self._after_save = then
        self.save()

    def wait(self) -> None:
        """Let a file that is being written be finished."""
        self.save_job.wait()
        self.open_job.wait()

    def ask_export(self) -> None:
        """Ask which documents to write, for whom and where."""
        from ui.report.export_dialog import ExportDialog

        window = self._window
        if not window.session.state.periods or self.export_job.is_running:
            return
        dialog = ExportDialog(window.session, window.settings, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.asked.connect(self.export)
        self.export_dialog = dialog
        dialog.open()

    def export(self, wanted: Wanted) -> None:
        """Write documents in the background."""
        if self.export_job.is_running:
            return
        self._window.notices.show_busy(self.tr("Documenten schrijven…"), True)
        session = self._window.session
        self.export_job.start(run_documents, session.state, wanted, session.project.history)

    def export_to(self, folder: str) -> None:
        """Write the workbooks in the background."""
        language = self._window.session.language
        self.export(Wanted(kinds=("xlsx",), folder=Path(folder), language=language))

    def _on_exported(self, files: tuple[Path, ...]) -> None:
        if files:
            self._window.notices.show_exported(files)
            return
        text = self.tr("Er is niets te schrijven: hiervan is nog niets gevraagd of afgesproken.")
        self._window.notices.show_notice(text, "")

    def _on_export_stopped(self) -> None:
        self._window.show_failure(Problem(code="documents_stopped"))

    def _open_folder(self, path: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(os.fspath(path)))

    def _remember(self, path: Path) -> None:
        paths = [str(path), *(p for p in self.recent() if p != str(path))]
        self._window.settings.setValue("recent", paths[:8])

    def recent(self) -> list[str]:
        """The files that were opened last and are still there."""
        value = self._window.settings.value("recent", [])
        paths = [value] if isinstance(value, str) else list(value or [])
        return [path for path in paths if Path(path).exists()]

    def if_saved(self, then: Callable[[], None]) -> None:
        """Go on at once where nothing is lost; else ask first."""
        project, unfinished = self._window.session.project, self._window.unfinished
        is_saved = project.is_saved or not self._window.has_data
        if is_saved and not unfinished:
            then()
            return
        box = QMessageBox(self._window)
        box.setWindowTitle("StagePlanner")
        box.setText(self.tr("Er zijn wijzigingen die nog niet zijn bewaard."))
        said = self.tr("Als u doorgaat zonder te bewaren, gaan zij verloren.")
        if unfinished:
            more = self.tr(
                "In Gegevens staan {count} waarden of rijen die niet zijn overgenomen; die worden"
                " ook niet bewaard."
            )
            said = f"{said} {more.format(count=unfinished)}"
        box.setInformativeText(said)
        if not is_saved:
            first = box.addButton(self.tr("Bewaren en doorgaan"), QMessageBox.ButtonRole.AcceptRole)
            first.clicked.connect(partial(self._save_and, then))
        on = box.addButton(self.tr("Doorgaan zonder bewaren"), QMessageBox.ButtonRole.AcceptRole)
        back = box.addButton(self.tr("Terug"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(back)
        on.clicked.connect(then)
        box.open()


def _open(path: Path, take_over: bool) -> tuple[Path, Project]:
    return path, Project.open(path, guarded=True, take_over=take_over)


def _save(project: Project, path: Path, replace_history: bool) -> Path:
    project.save(path, replace_history=replace_history)
    return path
