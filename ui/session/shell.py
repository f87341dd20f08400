"""What pages and actions may ask of the window around them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from stageplanner.problems import Defect, Problem
from stageplanner.support.log import frames_of, log_defect
from ui.base.file_dialog import FileDialog
from ui.base.formatting import Words
from ui.session.notice_bar import Notices
from ui.session.session import Session


class Shell(QObject):
    """The window as pages and actions know it; only the window builds one.

    Parameters
    ----------
    window
        Parent of dialogs.
    session, words, settings, notices
        The open project, its formatting, the settings of the user and the notice bar.
    go_to
        Shows a page by its name, for example ``plan``.
    show_period, show_company
        Show a stage period or a leerbedrijf by its id.
    show_summary
        Shows the region as a whole in the inspector.
    """

    def __init__(
        self,
        window: QWidget,
        session: Session,
        words: Words,
        settings: QSettings,
        notices: Notices,
        *,
        go_to: Callable[[str], None],
        show_period: Callable[[str], None],
        show_company: Callable[[str], None],
        show_summary: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self.window = window
        self.session, self.words, self.settings, self.notices = session, words, settings, notices
        self.go_to = go_to
        self.show_period, self.show_company = show_period, show_company
        self.show_summary = show_summary
        notices.open_asked.connect(self.open_folder)

    @Slot(object)
    def show_failure(self, problem: object) -> None:
        """Show what could not be done: a problem in the user's words, or a defect."""
        if isinstance(problem, Problem):
            self.notices.show_problem(problem)
        else:
            is_known = isinstance(problem, Defect)
            log_defect(frames_of(problem) if is_known else ("defect",))
            self.notices.show_crash(problem.text if is_known else "")

    @Slot(str)
    def open_folder(self, path: str) -> None:
        """Open a folder in the file manager of the system."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    def file_dialog(self, title: str) -> QFileDialog:
        """Return a file dialog that starts in the folder used last and remembers its own."""
        dialog = FileDialog(self.window, title)
        folder = Path(str(self.settings.value("folder", "")))
        if folder.is_absolute() and folder.is_dir():
            dialog.setDirectory(str(folder))
        dialog.filesSelected.connect(self._keep_folder)
        return dialog

    def _keep_folder(self, paths: list[str]) -> None:
        if paths:
            path = Path(paths[0])
            self.settings.setValue("folder", str(path if path.is_dir() else path.parent))
