"""What is done with rounds beside the window: files out, answers in, planning again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from stageplanner import messages
from stageplanner.domain.scenarios import CURRENT
from stageplanner.problems import StagePlannerError
from ui.negotiate_work import (
    FilesAsked,
    run_answers,
    run_divide,
    run_plan_again,
    run_round_files,
)
from ui.workers import ChildJob

if TYPE_CHECKING:
    from stageplanner.answers import AnswerIntake
    from stageplanner.domain.division import Share
    from stageplanner.domain.plan import Plan
    from stageplanner.questions import Repair
    from ui.dialogs.round_dialog import Question, RoundDialog
    from ui.main_window import MainWindow
    from ui.session import Session


class NegotiateActions(QObject):
    """The verbs of negotiating that ask for files, or take long."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: QDialog | None = None
        self.files_job, self.read_job, self.again_job, self.divide_job = (
            ChildJob(self) for _ in range(4)
        )
        self._question: Question | None = None
        self.files_job.finished.connect(self._on_files)
        self.read_job.finished.connect(self._on_read)
        self.divide_job.finished.connect(self._on_divided)
        for job in (self.files_job, self.read_job):
            job.failed.connect(window.show_failure)
        self.again_job.failed.connect(window.show_failure)
        self.divide_job.failed.connect(self._on_not_divided)

    @property
    def _session(self) -> Session:
        return self._window.session

    # --- beginning a round -----------------------------------------------------------------

    def ask_round(self) -> None:
        """Ask what the next round is to ask, until when and of whom."""
        from ui.dialogs.round_dialog import RoundDialog

        curve = self._window.solving.points
        dialog = RoundDialog(self._session, self._window.words, curve, self._window)
        dialog.asked.connect(self._begin)
        dialog.rejected.connect(self.divide_job.kill)
        self._open(dialog)

    def _begin(self, question: Question) -> None:
        self._question = question
        if not question.with_companies:
            self._start(question, ())
        elif not self.divide_job.is_running:
            plan = question.plan or self._session.project.plan_named(question.name)
            self.divide_job.start(run_divide, self._session.state, plan)

    def _on_divided(self, shares: tuple[Share, ...]) -> None:
        if self._question is not None:
            self._start(self._question, shares)

    def _on_not_divided(self, problem: object) -> None:
        if isinstance(self.dialog, QDialog):
            self.dialog.reject()
        self._window.show_failure(problem)

    def _start(self, question: Question, shares: tuple[Share, ...]) -> None:
        project = self._session.project
        name = question.name
        if question.plan is not None:
            # A point of the curve becomes the plan first, so that both can be undone.
            project.adopt_plan(question.plan, "curve")
            name = CURRENT
        plan = project.plan_named(name)
        dialog: RoundDialog = self.dialog  # type: ignore[assignment]
        try:
            project.negotiation.start_round(
                question.title,
                question.deadline,
                plan=name,
                periods=question.periods,
                shares=shares,
                reasons=self._reasons(plan),
            )
        except StagePlannerError as error:
            dialog.show_wrong(error.problem)
            return
        dialog.accept()
        self._window.negotiate_page.show_last()

    def _reasons(self, plan: Plan | None) -> dict[str, str]:
        """Why each change is asked, as far as it is known by now."""
        told, language = self._session.explanation, self._session.language
        current = self._session.state.plan
        if told is None or plan is None or current is None:
            return {}
        if plan.placements != current.placements:
            return {}
        return {
            reason.period: messages.text(reason.code, language, **reason.values)
            for reason in told.changes
        }

    # --- the parties' files ----------------------------------------------------------------

    def ask_folder(
        self, number: int, *, sends: bool = False, parties: tuple[str, ...] | None = None
    ) -> None:
        """Let the user choose where the parties' workbooks go; sending marks them as sent."""
        if self.files_job.is_running:
            return
        dialog = QFileDialog(self._window, self.tr("Map voor de voorstellen aan de partijen"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(
            lambda folder: self.write_to(folder, number, sends=sends, parties=parties)
        )
        dialog.open()

    def write_to(
        self,
        folder: str,
        number: int,
        *,
        sends: bool = False,
        parties: tuple[str, ...] | None = None,
    ) -> None:
        """Write the workbooks beside the window; a round is sent once they are there."""
        asked = FilesAsked(
            round=number,
            folder=Path(folder),
            language=self._session.language,
            parties=parties,
            sends=sends,
        )
        self._window.notices.show_busy(self.tr("Voorstellen schrijven…"), False)
        self.files_job.start(run_round_files, self._session.state, asked)

    def _on_files(self, answer: tuple[FilesAsked, tuple[Path, ...]]) -> None:
        asked, files = answer
        self._window.notices.show_exported(files)
        if asked.sends:
            try:
                self._session.project.negotiation.send(asked.round)
            except StagePlannerError as error:
                self._window.show_failure(error.problem)

    # --- answers ---------------------------------------------------------------------------

    def ask_answers(self) -> None:
        """Let the user choose the workbooks that parties sent back."""
        dialog = QFileDialog(self._window, self.tr("Antwoorden inlezen"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters(
            [
                self.tr("Antwoorden") + " (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv)",
                self.tr("Alle bestanden") + " (*)",
            ]
        )
        dialog.filesSelected.connect(self._read_texts)
        dialog.open()

    def _read_texts(self, paths: list[str]) -> None:
        self.read([Path(path) for path in paths])

    def read(self, paths: list[Path]) -> None:
        """Read answers beside the window; they are looked at before they count."""
        if not paths or self.read_job.is_running:
            return
        self._window.notices.show_busy(self.tr("Antwoorden lezen…"), False)
        self.read_job.start(run_answers, self._session.state, tuple(paths))

    def _on_read(self, intake: AnswerIntake) -> None:
        from ui.dialogs.answers_dialog import AnswersDialog

        self._window.notices.clear()
        dialog = AnswersDialog(self._session, intake, self._window.words, self._window)
        self._open(dialog)

    # --- planning again --------------------------------------------------------------------

    def plan_again(self, number: int) -> None:
        """Look for repairs around the answers of a round."""
        if not self.again_job.is_running:
            self.again_job.start(run_plan_again, self._session.state, number)

    def take_repair(self, number: int, repair: Repair) -> None:
        """Make a repair the plan; what it asks otherwise becomes a concept."""
        try:
            self._session.project.negotiation.take_repair(number, repair)
        except StagePlannerError as error:
            self._window.show_failure(error.problem)

    def kill(self) -> None:
        """End all work at once."""
        for job in (self.files_job, self.read_job, self.again_job, self.divide_job):
            job.kill()

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()
