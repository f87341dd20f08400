"""Export: ask which documents, then write them in a child process."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from stageplanner.problems import Problem
from ui.base.file_dialog import ask_folder
from ui.base.jobs import ChildJob
from ui.report.document_jobs import DocumentsAsked, run_documents
from ui.session.shell import Shell

if TYPE_CHECKING:
    from stageplanner.domain.proposal import Party
    from ui.report.export_dialog import ExportDialog


class ExportActions(QObject):
    """Write documents of the region, and show which files came of it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self.export_dialog: ExportDialog | None = None
        self.export_job = ChildJob(self)
        self.export_job.finished.connect(self._on_exported)
        self.export_job.failed.connect(shell.show_failure)
        self.export_job.progressed.connect(shell.notices.show_part)
        self.export_job.stopped.connect(self._on_stopped)
        shell.notices.cancel_asked.connect(self.export_job.cancel)

    def ask_export(self) -> None:
        """Ask which documents to write, for whom and where."""
        from ui.report.export_dialog import ExportDialog

        shell = self._shell
        if not shell.session.state.periods or self.export_job.is_running:
            return
        dialog = ExportDialog(shell.session, shell.settings, shell.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.asked.connect(self.export)
        self.export_dialog = dialog
        dialog.open()

    def export(self, wanted: DocumentsAsked) -> None:
        """Write documents in the background."""
        if self.export_job.is_running:
            return
        self._shell.notices.show_busy(self.tr("Documenten schrijven…"), True)
        session = self._shell.session
        self.export_job.start(run_documents, session.state, wanted, session.project.history)

    def export_to(self, folder: str) -> None:
        """Write the workbooks into a folder, in the background."""
        language = self._shell.session.language
        self.export(DocumentsAsked(kinds=("xlsx",), folder=Path(folder), language=language))

    def ask_page(self, party: Party) -> None:
        """Ask for a folder, and write what was asked of a party, and answered, as PDF."""
        ask_folder(
            self._shell.window,
            self.tr("Map voor het blad van {party}").format(party=party.label),
            partial(self._write_page, party),
        )

    def _write_page(self, party: Party, folder: str) -> None:
        language = self._shell.session.language
        self.export(
            DocumentsAsked(kinds=("pdf",), folder=Path(folder), language=language, party=party.id)
        )

    def _on_exported(self, files: tuple[Path, ...]) -> None:
        if files:
            self._shell.notices.show_exported(files)
            return
        text = self.tr("Er is niets te schrijven: hiervan is nog niets gevraagd of afgesproken.")
        self._shell.notices.show_notice(text, "")

    def _on_stopped(self) -> None:
        self._shell.show_failure(Problem(code="documents_stopped"))
