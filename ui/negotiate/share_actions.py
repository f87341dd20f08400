"""Actions on own files: made by the region, answered by the institution."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from stageplanner.problems import StagePlannerError
from ui.base.jobs import ChildJob
from ui.session.shell import Shell

if TYPE_CHECKING:
    from stageplanner.own_file.reply import Answer
    from ui.negotiate.send_dialog import SendDialog
    from ui.negotiate.share_dialog import ShareDialog


class ShareActions(QObject):
    """Make own files for institutions, and send the answer of one back."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self.dialog: ShareDialog | SendDialog | None = None
        self.share_job, self.reply_job = ChildJob(self), ChildJob(self)

    def ask_share(self) -> None:
        """Ask for which institutions a file is made, and where."""
        from ui.negotiate.share_dialog import ShareDialog

        session, words = self._shell.session, self._shell.words
        dialog = ShareDialog(session, self.share_job, words, self._shell.window)
        dialog.folder_asked.connect(self._shell.notices.open_asked)
        self._open(dialog)

    def ask_reply(self) -> None:
        """Show what would be sent to the region before it is written."""
        from stageplanner.own_file.reply import round_to_answer
        from ui.negotiate.send_dialog import SendDialog

        session, words = self._shell.session, self._shell.words
        try:
            round_ = round_to_answer(session.state)
        except StagePlannerError as error:
            self._shell.show_failure(error.problem)
            return
        dialog = SendDialog(session, round_, self.reply_job, words, self._shell.window)
        dialog.written.connect(self._on_reply)
        self._open(dialog)

    def _on_reply(self, answer: Answer) -> None:
        files: tuple[Path, ...] = () if answer.path is None else (answer.path,)
        self._shell.notices.show_exported(files)

    def kill(self) -> None:
        """Kill all background work."""
        self.share_job.kill()
        self.reply_job.kill()

    def _open(self, dialog: ShareDialog | SendDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        QDialog.open(dialog)
