"""What is done with rounds beside the window: files out, answers in, planning again."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog

from stageplanner import messages
from stageplanner.domain.negotiation.round_steps import round_numbered
from stageplanner.domain.planning.scenarios import CURRENT
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.problems import Problem, StagePlannerError
from ui.base.jobs import ChildJob
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.problems_dialog import ProblemsDialog
from ui.negotiate.negotiation_jobs import (
    FilesAsked,
    run_answers,
    run_divide,
    run_make_agreements,
    run_plan_again,
    run_round_files,
)
from ui.negotiate.share_actions import ShareActions

if TYPE_CHECKING:
    from stageplanner.domain.negotiation.make_agreements import AgreementsMade
    from stageplanner.domain.plan import Plan
    from stageplanner.domain.proposal import Proposal, Round
    from stageplanner.domain.results.division import Share
    from stageplanner.domain.state import State
    from stageplanner.load.good_examples import Tried
    from stageplanner.negotiation.judge_answers import AnswerIntake
    from stageplanner.planning import Repair
    from ui.negotiate.round_dialog import Question, RoundDialog
    from ui.window.main_window import MainWindow
from ui.base.qt import ask_folder
from ui.session.session import Session

#: So much longer parties get where nobody says otherwise.
LATER = timedelta(weeks=2)


class NegotiateActions(QObject):
    """The verbs of negotiating that ask for files, or take long."""

    #: Agreements were made, or could not be: why.
    made = Signal()
    refused = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: QDialog | None = None
        self.files_job, self.read_job, self.again_job, self.divide_job = (
            ChildJob(self) for _ in range(4)
        )
        self._examples_job, self.make_job = ChildJob(self), ChildJob(self)
        self._making: tuple[State, int] = (window.session.state, 0)
        self.make_job.finished.connect(self._on_made)
        self.make_job.failed.connect(self._on_not_made)
        self._question: Question | None = None
        self.sharing = ShareActions(window)
        self.files_job.finished.connect(self._on_files)
        self.files_job.progressed.connect(window.notices.show_part)
        self.files_job.stopped.connect(self._on_files_stopped)
        window.notices.cancel_asked.connect(self.files_job.cancel)
        window.notices.cancel_asked.connect(self.read_job.cancel)
        self.read_job.progressed.connect(window.notices.show_part)
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
        from ui.negotiate.round_dialog import RoundDialog

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
        ask_folder(
            self._window,
            self.tr("Map voor de voorstellen aan de partijen"),
            lambda folder: self.write_to(folder, number, sends=sends, parties=parties),
        )

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
        self._window.notices.show_busy(self.tr("Voorstellen schrijven…"), True)
        self.files_job.start(run_round_files, self._session.state, asked)

    def _on_files(self, answer: tuple[FilesAsked, tuple[Path, ...]]) -> None:
        asked, files = answer
        self._window.notices.show_exported(files)
        if asked.sends:
            try:
                self._session.project.negotiation.send(asked.round)
            except StagePlannerError as error:
                self._window.show_failure(error.problem)

    def _on_files_stopped(self) -> None:
        self._window.show_failure(Problem(code="documents_stopped"))

    def ask_later(self, own: Round, again: tuple[str, ...] | None = None) -> None:
        """Ask until when parties get to answer, and whether lapsed proposals go out again.

        ``again`` are the ids of those to send again; ``None`` offers all of them.
        """
        lapsed = [p for p in own.proposals if p.status is ProposalStatus.LAPSED]
        chosen = tuple(p.id for p in lapsed) if again is None else again

        def verb(v: dict[str, Any]) -> None:
            # None named is all of them but for what is settled or asked elsewhere meanwhile.
            sends = v.get("again", False)
            negotiation = self._session.project.negotiation
            negotiation.extend(own.number, v["deadline"], again=again if sends else ())
            if v["write"]:
                names = chosen if sends else ()
                QTimer.singleShot(0, partial(self._write_again, own.number, names))

        dialog = FormDialog(self.tr("Latere termijn"), verb, self._window.words, self._window)
        dialog.chapter = "negotiate"
        start = max(own.deadline, date.today()) + LATER
        dialog.add_day("deadline", self.tr("Antwoord vóór"), start)
        if chosen:
            text = self.tr("Verstuur {count} vervallen voorstellen opnieuw")
            if len(chosen) == 1:
                text = self.tr("Verstuur het vervallen voorstel opnieuw")
            dialog.add_tick("again", text.format(count=len(chosen)), True)
        dialog.add_tick("write", self.tr("Schrijf daarna de werkboeken opnieuw"), bool(chosen))
        self._open(dialog)

    def _write_again(self, number: int, proposals: tuple[str, ...]) -> None:
        """Offer to write the workbooks of who is to answer after all, or else of everybody."""
        own = round_numbered(self._session.state, number)
        parties = {p.party.id for p in own.proposals if p.id in proposals}
        self.ask_folder(number, parties=tuple(parties) or None)

    # --- agreements ------------------------------------------------------------------------

    def make_agreements(self, number: int) -> None:
        """Make agreements of what was accepted in a round, beside the window."""
        if not self.make_job.is_running:
            self._making = (self._session.state, number)
            self.make_job.start(run_make_agreements, self._session.state, number)
            QTimer.singleShot(0, self, self._make_page)  # while nobody waits for it

    def _make_page(self) -> None:
        _ = self._window.later.agreements

    def _on_made(self, made: AgreementsMade) -> None:
        state, number = self._making
        if state is not self._session.state:
            self.make_agreements(number)  # somebody went on meanwhile
            return
        self._session.project.register.adopt_agreements(made, number)
        QTimer.singleShot(0, self, self.made.emit)  # its page is made in a turn of its own
        if made.problems:
            text = self.tr("{count} afspraken gemaakt").format(count=len(made.numbers))
            if len(made.numbers) == 1:
                text = self.tr("1 afspraak gemaakt")
            self._open(ProblemsDialog(text, made.problems, self._window.words, self._window))

    def _on_not_made(self, problem: object) -> None:
        if isinstance(problem, Problem):
            self.refused.emit(problem)
        else:
            self._window.show_failure(problem)

    # --- good examples ---------------------------------------------------------------------

    def ask_examples(self, about: Proposal | str) -> None:
        """Show what good examples would do for a stage period; one can be applied to the plan.

        Of a proposal one can be asked instead.
        """
        from ui.negotiate.examples_dialog import ExamplesDialog

        verb, period = None, about if isinstance(about, str) else about.period
        if not isinstance(about, str):
            verb = partial(self._ask_example, about.id)
        window, job = self._window, self._examples_job
        dialog = ExamplesDialog(self._session, period, window.words, window, job=job, verb=verb)
        self._open(dialog)

    def _ask_example(self, proposal: str, tried: Tried, name: str) -> None:
        self._session.project.negotiation.change(proposal, tried.placements, name)

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
        self._window.notices.show_busy(self.tr("Antwoorden lezen…"), True)
        self.read_job.start(run_answers, self._session.state, tuple(paths))

    def _on_read(self, intake: AnswerIntake | None) -> None:
        from ui.negotiate.answers_dialog import AnswersDialog

        self._window.notices.clear()
        if intake is None:
            return
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
        self._examples_job.kill()
        self.make_job.kill()
        self.sharing.kill()

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()
