"""Import files: read in a child process, shown and corrected, then taken over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from ui.base.jobs import ChildJob
from ui.importing.import_jobs import ByHand, CellText, run_annotate, run_import, run_source
from ui.session.shell import Shell

if TYPE_CHECKING:
    from stageplanner.domain.column_mapping import ColumnMapping
    from stageplanner.importing.preview import Intake
    from ui.importing.import_dialog import ImportDialog


class ImportActions(QObject):
    """Read files into the region, fetch source rows and write marked copies."""

    #: A project file was chosen: it is opened, not imported.
    project_asked = Signal(str)
    #: What was read is part of the region now.
    taken = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._reading: list[Path] = []
        self._source_asked: tuple[Path, object] | None = None
        #: Shows what was read, until it is taken over or closed.
        self.import_dialog: ImportDialog | None = None
        self.import_job, self.source_job, self.copy_job = (ChildJob(self) for _ in range(3))
        self.import_job.progressed.connect(self._on_progress)
        self.import_job.finished.connect(self._on_read)
        self.import_job.failed.connect(self._on_failed)
        self.import_job.stopped.connect(self._on_stopped)
        self.source_job.finished.connect(self._on_source)
        self.source_job.failed.connect(self._on_source_failed)
        self.copy_job.finished.connect(self._on_copied)
        self.copy_job.failed.connect(self._on_failed)
        self.copy_job.stopped.connect(self._on_stopped)
        shell.notices.cancel_asked.connect(self.import_job.cancel)

    # --- read ------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Let the user choose files to read."""
        dialog = self._shell.file_dialog(self.tr("Bestanden toevoegen"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                self.tr("Excel, csv en StagePlanner")
                + " (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.ics *.stageplan)",
                self.tr("Alle bestanden") + " (*)",
            ]
        )
        dialog.filesSelected.connect(self._take_names)
        dialog.open()

    def _take_names(self, names: list[str]) -> None:
        self.take_files([Path(name) for name in names])

    def take_files(self, paths: list[Path]) -> None:
        """Read files in the background, or ask to open the project file among them."""
        projects = [path for path in paths if path.suffix.casefold() == ".stageplan"]
        if projects:
            self.project_asked.emit(str(projects[0]))
            return
        if not paths or self.import_job.is_running:
            return
        self._shell.notices.show_busy(self.tr("Bestanden lezen…"), True)
        self._read(paths, (), {})

    def _read(
        self,
        paths: list[Path],
        confirmed: tuple[ColumnMapping, ...],
        cells: dict[Path, tuple[CellText, ...]],
    ) -> None:
        """Read files in the background; ``confirmed`` columns win over remembered ones."""
        project, self._reading = self._shell.session.project, paths
        self._state_read_for = project.state
        by_hand = ByHand(confirmed=confirmed, remembered=project.mappings, cells=cells)
        self.import_job.start(run_import, project.state, tuple(paths), by_hand)

    def _reread(
        self, mappings: tuple[ColumnMapping, ...], cells: dict[Path, tuple[CellText, ...]]
    ) -> None:
        self._read(self._reading, mappings, cells)

    def _on_progress(self, part: float) -> None:
        if self.import_dialog is not None:
            self.import_dialog.show_part(part)
        else:
            self._shell.notices.show_part(part)

    def _on_failed(self, problem: object) -> None:
        if self.import_dialog is not None:
            self.import_dialog.end_reading(problem or "")
        else:
            self._shell.show_failure(problem)

    def _on_stopped(self) -> None:
        if self.import_dialog is not None:
            self.import_dialog.end_reading("")
        self._shell.notices.clear()

    # --- show and take over ----------------------------------------------------------------

    def _on_read(self, intake: Intake) -> None:
        from ui.importing.preview_rows import all_problems, needs_a_look

        before = self._shell.session.state
        if before is self._state_read_for:
            # The child process returns a copy; with the same object nothing is merged twice.
            intake = replace(intake, before=before)
        if self.import_dialog is not None:
            self.import_dialog.show_intake(intake)
            return
        is_answered = any(file.taken for file in intake.files)
        if not before.periods and not is_answered and not needs_a_look(all_problems(intake)):
            # In a turn of its own, since receiving it took one.
            self._arrived = intake
            QTimer.singleShot(0, self._take_arrived)
            return
        self._show(intake)

    def _show(self, intake: Intake) -> None:
        from ui.importing.import_dialog import ImportDialog

        shell = self._shell
        shell.notices.clear()
        dialog = ImportDialog(shell.session.state, intake, shell.words, shell.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(self._take)
        dialog.reread.connect(self._reread)
        dialog.source_asked.connect(self._fetch_source)
        dialog.copies_asked.connect(self._write_copies)
        dialog.cancel_asked.connect(self.import_job.cancel)
        dialog.cancel_asked.connect(self.copy_job.kill)
        dialog.folder_asked.connect(shell.open_folder)
        dialog.finished.connect(self._on_closed)
        self.import_dialog = dialog
        dialog.open()

    def _on_closed(self) -> None:
        self.import_dialog = None
        for job in (self.import_job, self.source_job, self.copy_job):
            if job.is_running:
                job.kill()

    def _take_arrived(self) -> None:
        self._take(self._arrived)

    def _take(self, intake: Intake) -> None:
        self._shell.session.project.adopt_intake(intake)
        self._shell.notices.show_intake(intake)
        self.taken.emit()

    # --- source rows and marked copies -----------------------------------------------------

    def _fetch_source(self, path: Path, wanted: object) -> None:
        """Fetch the rows of a file; of requests made meanwhile only the last one counts."""
        if self.source_job.is_running:
            self._source_asked = (path, wanted)
            return
        self.source_job.start(run_source, path, wanted)

    def _on_source(self, answer: tuple[Path, tuple[object, ...]]) -> None:
        if self.import_dialog is not None:
            self.import_dialog.show_source(*answer)
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
            language = self._shell.session.language
            self.copy_job.start(run_annotate, intake, Path(folder), language)

    def _on_copied(self, files: tuple[Path, ...]) -> None:
        if self.import_dialog is not None:
            self.import_dialog.show_copies(files)
