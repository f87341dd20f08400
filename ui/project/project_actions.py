"""Actions on the project as a whole: unsaved work, damaged files, history, next year."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from stageplanner import messages
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.project import Project
from stageplanner.workspace.file_guard import CHANGED_ELSEWHERE, RECOVERABLE
from stageplanner.workspace.project_file import path_of_year
from ui.base.jobs import ThreadJob
from ui.base.qt import message_box, shortcut_free
from ui.project.file_actions import FileActions
from ui.project.start_page import StartPage
from ui.session.shell import Shell

if TYPE_CHECKING:
    from stageplanner.workspace.file_guard import Unsaved

#: Codes of problems that saving under another name solves.
_ELSEWHERE = ("store_in_use", "store_read_only", "store_folder_read_only", "store_no_folder")


class ProjectActions(QObject):
    """Dialogs around the open project."""

    #: Show the named plans.
    scenarios_asked = Signal()

    def __init__(self, shell: Shell, files: FileActions, start: StartPage) -> None:
        super().__init__(shell.window)
        self._shell, self._files, self._start = shell, files, start
        self._warned: Problem | None = None
        self.box: QMessageBox | None = None
        self.dialog: QDialog | None = None
        self.look_job = ThreadJob(self)
        self.look_job.finished.connect(self._on_unsaved_found)
        self.look_job.failed.connect(shell.show_failure)
        start.open_unsaved.connect(self.resume)
        files.open_failed.connect(self._on_open_failed)
        files.save_failed.connect(self._on_save_failed)
        shell.session.changed.connect(self._warn)
        shell.session.confirmed.connect(self._warn)

    @property
    def _project(self) -> Project:
        return self._shell.session.project

    # --- work of a crash -------------------------------------------------------------------

    def look_for_unsaved(self) -> None:
        """Look for work left by crashes, in the background; show it on the start page."""
        if not self.look_job.is_running:
            self.look_job.start(_unsaved_work)

    def _on_unsaved_found(self, unsaved: tuple[Unsaved, ...]) -> None:
        self._start.show_unsaved(unsaved, self._shell.words)

    def resume(self, unsaved: Unsaved) -> None:
        """Resume work of a crash: in its file, or without one if the file is gone."""
        self._files.if_saved(partial(self._resume, unsaved))

    def _resume(self, unsaved: Unsaved) -> None:
        if unsaved.path is not None and unsaved.path.exists():
            self._files.open_path(unsaved.path)
            return
        self._files.use(Project.resume(unsaved))
        self._start.show_unsaved((), self._shell.words)
        self._shell.go_to("load" if self._shell.session.state.periods else "data")

    def after_open(self) -> None:
        """Offer work left by a crash, and show why a file is read-only."""
        project = self._project
        if project.read_only is not None:
            self._show_read_only(project.read_only)
        if project.unsaved is not None:
            self._offer_unsaved(project.unsaved)

    def _offer_unsaved(self, unsaved: Unsaved) -> None:
        until = unsaved.until.astimezone()
        text = self.tr(
            "De vorige keer stopte StagePlanner onverwacht. Van {day}, {time} zijn nog"
            " wijzigingen vastgelegd die niet in het bestand staan: {count}."
        )
        self._ask(
            self.tr("Er is werk dat niet is bewaard"),
            text.format(
                day=self._shell.words.day(until.date()),
                time=f"{until:%H:%M}",
                count=unsaved.edits,
            ),
            (
                (self.tr("Dit werk overnemen"), self._take_over_unsaved),
                (self.tr("Weggooien"), self._discard_unsaved),
                (self.tr("Later beslissen"), None),
            ),
        )

    def _take_over_unsaved(self) -> None:
        self._project.take_over_unsaved()
        self._start.show_unsaved((), self._shell.words)

    def _discard_unsaved(self) -> None:
        self._project.discard_unsaved()
        self._start.show_unsaved((), self._shell.words)

    def _warn(self) -> None:
        """Show once that the last edit would not survive a crash."""
        warning = self._project.warning
        if warning is not None and self._warned is None:
            self._shell.notices.show_problem(warning)
        self._warned = warning

    # --- a file that another holds, that is damaged or was changed ----------------------------

    def _show_read_only(self, problem: Problem) -> None:
        self._shell.notices.show_problem(problem)
        if self._project.can_take_over:
            path = self._project.path
            self._ask(
                self.tr("Dit bestand is op een andere computer open"),
                self._sentence(problem),
                (
                    (self.tr("Alleen lezen"), None),
                    (self.tr("Toch hier wijzigen"), partial(self._take_file_over, path)),
                ),
            )

    def _take_file_over(self, path: Path) -> None:
        self._files.open_path(path, take_over=True)

    def _on_open_failed(self, path: Path, problem: object) -> None:
        """Show why a file was not opened; offer to recover a damaged one."""
        self._shell.show_failure(problem)
        if not isinstance(problem, Problem) or problem.code not in RECOVERABLE:
            return
        self._ask(
            self.tr("Dit bestand kan niet worden geopend"),
            self._sentence(problem),
            (
                (self.tr("Terug"), None),
                (self.tr("Herstellen wat leesbaar is"), partial(self.recover, path)),
            ),
        )

    def recover(self, path: Path) -> None:
        """Open what can be read of a damaged file, and show what was lost."""
        from ui.project.recovery_dialog import RecoveryDialog

        try:
            project, report = Project.recover(path)
        except StagePlannerError as error:
            self._shell.show_failure(error.problem)
            return
        self._files.use(project)
        self._shell.go_to("load" if project.state.periods else "data")
        dialog = RecoveryDialog(path, report, self._shell.words, self._shell.window)
        dialog.save_asked.connect(self._files.ask_save_as)
        self._open(dialog)

    def _on_save_failed(self, path: Path, problem: object) -> None:
        """Show why a file was not saved, and offer what can be done."""
        self._shell.show_failure(problem)
        if not isinstance(problem, Problem):
            return
        if problem.code == CHANGED_ELSEWHERE:
            again = self.tr("Opnieuw laden: mijn wijzigingen vervallen")
            if self._project.is_saved:
                again = self.tr("Opnieuw laden")
            self._ask(
                self.tr("Iemand anders heeft dit bestand gewijzigd"),
                self._sentence(problem),
                (
                    (self.tr("Beide houden: bewaren als…"), self._files.ask_save_as),
                    (again, partial(self._files.open_path, path)),
                    (
                        self.tr("Bestand vervangen"),
                        partial(self._files.save_to, str(path), replace_history=True),
                    ),
                    (self.tr("Terug"), None),
                ),
            )
        elif problem.code in _ELSEWHERE:
            self._files.ask_save_as()

    def _sentence(self, problem: Problem) -> str:
        return messages.sentence(problem, self._shell.words.language)

    def _ask(
        self,
        title: str,
        text: str,
        answers: tuple[tuple[str, Callable[[], object] | None], ...],
    ) -> None:
        """Ask one question; Enter gives the first answer."""
        box = message_box(self._shell.window, title, text)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for i, (words, go) in enumerate(answers):
            roles = QMessageBox.ButtonRole
            role = roles.RejectRole if go is None else roles.AcceptRole
            answer = box.addButton(shortcut_free(words), role)
            if i == 0:
                box.setDefaultButton(answer)
            if go is None:
                box.setEscapeButton(answer)
            else:
                answer.clicked.connect(go)
        box.destroyed.connect(self._forget_box)
        self.box = box
        box.open()

    def _forget_box(self) -> None:
        self.box = None

    # --- history, scenarios, years -----------------------------------------------------------

    def show_history(self) -> None:
        """Show who changed what and when."""
        from ui.project.history_dialog import HistoryDialog

        self._open(HistoryDialog(self._project, self._shell.words, self._shell.window))

    def show_scenarios(self) -> None:
        """Show the named plans."""
        if self._shell.session.state.periods:
            self.scenarios_asked.emit()

    def roll_over(self) -> None:
        """Begin the next school year in a new file, after asking about unsaved work."""
        if self._shell.session.state.periods:
            self._files.if_saved(self.show_rollover)

    def show_rollover(self) -> None:
        """Show the dialog that begins the next school year."""
        from ui.project.rollover_dialog import RolloverDialog

        dialog = RolloverDialog(self._project, self._shell.words, self._shell.window)
        dialog.begun.connect(self._on_year_begun)
        self._open(dialog)

    def _on_year_begun(self, fresh: Project, year: int) -> None:
        path = self._project.path
        target = None if path is None else path_of_year(path, year)
        if target is not None and not target.exists():
            self._begin_year(fresh, str(target))
            return
        dialog = self._shell.file_dialog(self.tr("Nieuw schooljaar bewaren als"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("StagePlanner (*.stageplan)")
        dialog.setDefaultSuffix("stageplan")
        dialog.fileSelected.connect(partial(self._begin_year, fresh))
        dialog.open()

    def _begin_year(self, fresh: Project, target: str) -> None:
        self._files.use(fresh)
        self._shell.go_to("data")
        self._files.save_to(target)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()


def _unsaved_work() -> tuple[Unsaved, ...]:
    from stageplanner.workspace.file_guard import unsaved_work

    return unsaved_work()
