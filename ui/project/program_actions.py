"""Actions on the program: settings, notices, a support case, newer versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog

from ui.base.jobs import ThreadJob
from ui.session.shell import Shell
from ui.settings.saved_state import SECONDS, SavedState

if TYPE_CHECKING:
    from stageplanner.support.updates import Newer
    from ui.session.notice_log import Entry


class ProgramActions(QObject):
    """Dialogs and background work that do not concern the region."""

    #: Another language or look, by their keys in the settings; it is not stored yet.
    look_chosen = Signal(object)
    #: Seconds that a proposal may take, from the settings.
    seconds_changed = Signal(int)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self.dialog: QDialog | None = None
        self.case_job, self.update_job = ThreadJob(self), ThreadJob(self)
        self.case_job.finished.connect(self._on_case)
        self.case_job.failed.connect(shell.show_failure)
        self.update_job.finished.connect(self._on_newer)
        shell.notices.all_asked.connect(self.show_notices)

    def show_settings(self) -> None:
        """Let the user choose language, look and the like."""
        from ui.settings.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self._shell.settings, self._shell.window)
        dialog.look_chosen.connect(self.look_chosen)
        dialog.accepted.connect(self.take_settings)
        self.dialog = dialog
        dialog.open()

    def show_notices(self) -> None:
        """Show all notices since the window was opened."""
        from ui.project.notices_dialog import NoticesDialog

        shell = self._shell
        dialog = NoticesDialog(shell.notices.log, self._go_to, shell.words, shell.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def _go_to(self, entry: Entry) -> bool:
        """Show what a notice is about: its row in a table, or the folder of its files."""
        place, state = entry.place, self._shell.session.state
        if entry.folder:
            self._shell.notices.open_asked.emit(entry.folder)
            return True
        at = (place.file, place.sheet, place.row)
        for period in state.periods:
            source = period.source
            is_there = source and (source.file, source.sheet, source.row) == at
            if is_there or period.id == place.period:
                self._shell.show_period(period.id)
                return True
        for company in state.leerbedrijven:
            source = company.source
            if source and (source.file, source.sheet, source.row) == at:
                self._shell.show_company(company.id)
                return True
        return False

    def take_settings(self) -> None:
        """Apply the settings that need no new window."""
        saved = SavedState(self._shell.settings)
        self.seconds_changed.emit(saved.number("seconds", SECONDS, 5, 3600))

    def ask_case(self) -> None:
        """Let the user choose where a case for support goes."""
        dialog = self._shell.file_dialog(self.tr("Geval voor de helpdesk bewaren"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("zip (*.zip)")
        dialog.setDefaultSuffix("zip")
        dialog.selectFile("stageplanner-case.zip")
        dialog.fileSelected.connect(self.save_case)
        self.dialog = dialog
        dialog.open()

    def save_case(self, path: str) -> None:
        """Write the region without names, with the log, in the background."""
        if not self.case_job.is_running:
            self.case_job.start(_save_case, self._shell.session.state, Path(path))

    def _on_case(self, path: Path) -> None:
        self._shell.notices.show_exported((path,))

    def look_for_newer(self) -> None:
        """Ask for a newer version, if the user switched that on."""
        settings = self._shell.settings
        address = str(settings.value("update_address", ""))
        if bool(settings.value("updates", False, bool)) and address:
            self.update_job.start(_newer_version, address)

    def _on_newer(self, newer: Newer | None) -> None:
        if newer is not None:
            text = self.tr("Er is een nieuwe versie: StagePlanner {version}")
            self._shell.notices.show_notice(text.format(version=newer.version), newer.page)

    def wait(self) -> None:
        """Wait for the threads."""
        self.case_job.wait()
        self.update_job.wait()


def _save_case(state: object, path: Path) -> Path:
    from stageplanner.support.case import save_case

    return save_case(state, path)


def _newer_version(address: str) -> Newer | None:
    from stageplanner.support.updates import newer_version

    return newer_version(address)
