"""Open and save the project file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from stageplanner.domain.calendar import school_year_of
from stageplanner.project import Project
from stageplanner.reporting.file_names import file_name
from stageplanner.workspace.shipped_data import example_files
from ui.base.jobs import ThreadJob
from ui.base.qt import message_box
from ui.importing.import_actions import ImportActions
from ui.session.shell import Shell


class FileActions(QObject):
    """Open and save project files in a thread, with the questions about unsaved work.

    Parameters
    ----------
    shell
        The window.
    imports
        Reads files that are not project files.
    unfinished
        Returns how many typed values and rows are not part of the project yet.
    """

    #: Another project is about to replace the open one.
    leaving = Signal()
    opened = Signal()
    #: The path, and a problem or the text of a defect.
    open_failed = Signal(Path, object)
    saved = Signal()
    save_failed = Signal(Path, object)

    def __init__(self, shell: Shell, imports: ImportActions, unfinished: Callable[[], int]) -> None:
        super().__init__(shell.window)
        self._shell, self._imports, self._unfinished = shell, imports, unfinished
        self._opening = self._saving = Path()
        self._after_save: Callable[[], None] | None = None
        self.save_job, self.open_job = ThreadJob(self), ThreadJob(self)
        self.save_job.finished.connect(self._on_saved)
        self.save_job.failed.connect(self._on_save_failed)
        self.open_job.finished.connect(self._on_opened)
        self.open_job.failed.connect(self._on_open_failed)
        imports.project_asked.connect(self.open_text)

    # --- open ------------------------------------------------------------------------------

    def new(self) -> None:
        """Begin an empty region."""
        self.if_saved(partial(self.use, Project()))

    def open_example(self) -> None:
        """Read the example region into an empty project."""
        self.if_saved(self._open_example)

    def _open_example(self) -> None:
        self.use(Project())
        self._imports.take_files([Path(name) for name in example_files()])

    def ask_open(self) -> None:
        """Let the user choose a project file."""
        dialog = self._shell.file_dialog(self.tr("Project openen"))
        dialog.setNameFilter("StagePlanner (*.stageplan)")
        dialog.fileSelected.connect(self.open_text)
        dialog.open()

    def open_text(self, path: str) -> None:
        """Open a file by its path as text, after asking about unsaved work."""
        self.if_saved(partial(self.open_path, Path(path)))

    def open_path(self, path: Path, take_over: bool = False) -> None:
        """Open a project file, or read any other file into the open region."""
        if path.suffix.casefold() != ".stageplan":
            self._imports.take_files([path])
            return
        if self.open_job.is_running:
            return
        current = self._shell.session.project
        both = path.exists() and current.path is not None and current.path.exists()
        if both and path.samefile(current.path):
            current.close()  # else the lock of this window would refuse the file
        self._opening = path
        self.open_job.start(_open, path, take_over)

    def _on_open_failed(self, problem: object) -> None:
        self._shell.session.project.guard()
        self.open_failed.emit(self._opening, problem)

    def _on_opened(self, answer: tuple[Path, Project]) -> None:
        path, project = answer
        self._remember(path)
        self.use(project)
        self.opened.emit()

    def use(self, project: Project) -> None:
        """Replace the open project."""
        self.leaving.emit()
        self._shell.session.use(project)
        self._shell.notices.clear()
        self._shell.show_summary()

    # --- save ------------------------------------------------------------------------------

    def save(self) -> None:
        """Save to the file of the project, or ask for one."""
        path = self._shell.session.project.path
        if path is None:
            self.ask_save_as()
        else:
            self.save_to(str(path))

    def ask_save_as(self) -> None:
        """Let the user choose where to save."""
        dialog = self._shell.file_dialog(self.tr("Bewaren als"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("StagePlanner (*.stageplan)")
        dialog.setDefaultSuffix("stageplan")
        dialog.selectFile(self.proposed_name())
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def proposed_name(self) -> str:
        """Return the name of a file for the open region: of its file, or region and year."""
        project = self._shell.session.project
        if project.path is not None:
            return project.path.name
        state = project.state
        name = state.ground_rules.region.strip() or self.tr("Regio")
        if state.periods:
            year = max(school_year_of(period.start) for period in state.periods)
            name = f"{name} {year}-{year + 1}"
        return file_name(name, set()) + ".stageplan"

    def save_to(self, path: str, replace_history: bool = False) -> None:
        """Save to a file; replace changes of somebody else only if asked to."""
        if not self.save_job.is_running:
            self._saving = Path(path)
            project = self._shell.session.project
            self.save_job.start(_save, project, self._saving, replace_history)

    def _on_save_failed(self, problem: object) -> None:
        self._after_save = None
        self.save_failed.emit(self._saving, problem)

    def _on_saved(self, path: Path) -> None:
        self._remember(path)
        self.saved.emit()
        then, self._after_save = self._after_save, None
        if then is not None:
            then()

    def _save_and(self, then: Callable[[], None]) -> None:
        self._after_save = then
        self.save()

    def if_saved(self, then: Callable[[], None], *, is_closing: bool = False) -> None:
        """Call ``then`` at once if nothing would be lost, else ask the user first.

        ``is_closing`` says that the window closes, and not that another file opens.
        """
        session, unfinished = self._shell.session, self._unfinished()
        is_saved = session.project.is_saved or not session.has_data
        if is_saved and not unfinished:
            then()
            return
        title = self.tr("Er zijn wijzigingen die nog niet zijn bewaard.")
        text = self.tr("Als u doorgaat zonder te bewaren, gaan zij verloren.")
        if unfinished:
            more = self.tr(
                "In Gegevens staan {count} waarden of rijen die niet zijn overgenomen; die worden"
                " ook niet bewaard."
            )
            text = f"{text} {more.format(count=unfinished)}"
        box = message_box(self._shell.window, title, text)
        if not is_saved:
            save = self.tr("Bewaren en sluiten") if is_closing else self.tr("Bewaren en doorgaan")
            first = box.addButton(save, QMessageBox.ButtonRole.AcceptRole)
            first.clicked.connect(partial(self._save_and, then))
        drop = self.tr("Doorgaan zonder bewaren")
        if is_closing:
            drop = self.tr("Sluiten zonder bewaren")
        on = box.addButton(drop, QMessageBox.ButtonRole.AcceptRole)
        back = box.addButton(self.tr("Terug"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(back)
        on.clicked.connect(then)
        box.open()

    def wait(self) -> None:
        """Wait until files are read and written."""
        self.save_job.wait()
        self.open_job.wait()

    # --- recent files ----------------------------------------------------------------------

    def _remember(self, path: Path) -> None:
        paths = [str(path), *(p for p in self.recent() if p != str(path))]
        self._shell.settings.setValue("recent", paths[:8])

    def recent(self) -> list[str]:
        """Return the files opened last that still exist, newest first."""
        value = self._shell.settings.value("recent", [])
        paths = value if isinstance(value, list) else [value]
        # A damaged file of settings holds other kinds of values.
        return [path for path in paths if isinstance(path, str) and path and Path(path).exists()]


def _open(path: Path, take_over: bool) -> tuple[Path, Project]:
    return path, Project.open(path, guarded=True, take_over=take_over)


def _save(project: Project, path: Path, replace_history: bool) -> Path:
    project.save(path, replace_history=replace_history)
    return path
