"""Actions on rounds in child processes: files out, answers in, repairs, agreements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog

from stageplanner import messages
from stageplanner.documents.mail_drafts import Mail, waiting_parties
from stageplanner.domain.negotiation.parties import all_parties
from stageplanner.domain.negotiation.round_steps import parties_to_send, round_numbered
from stageplanner.domain.planning.scenarios import CURRENT
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.problems import Problem, StagePlannerError
from ui.base.file_dialog import FileDialog, ask_folder
from ui.base.jobs import ChildJob
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.problems_dialog import ProblemsDialog
from ui.negotiate.negotiation_jobs import (
    FilesAsked,
    run_answers,
    run_divide,
    run_make_agreements,
    run_round_files,
    run_round_repairs,
)
from ui.session.session import Session
from ui.session.shell import Shell

if TYPE_CHECKING:
    from stageplanner.domain.negotiation.make_agreements import AgreementsMade
    from stageplanner.domain.plan import Plan
    from stageplanner.domain.proposal import Proposal, Round
    from stageplanner.domain.state import State
    from stageplanner.load.good_examples import Tried
    from stageplanner.negotiation.judge_answers import AnswerIntake
    from stageplanner.planning import Repair
    from ui.negotiate.round_dialog import Question, RoundDialog

#: Extension that is proposed for a deadline.
LATER = timedelta(weeks=2)
#: Most parties that a notice names.
FEW_NAMES = 3


class NegotiateActions(QObject):
    """The actions of a negotiation that ask for files, or take long."""

    #: Agreements were made, or a problem why they could not be made.
    agreements_made = Signal()
    refused = Signal(object)

    round_started = Signal()
    #: A party, of which a page with all that was asked and answered is to be written.
    page_asked = Signal(object)
    #: The ids of proposals of which a counter-proposal is to be filled in.
    counters_asked = Signal(object)
    #: The page of agreements is needed soon; nobody waits for the window now.
    agreements_expected = Signal()

    def __init__(self, shell: Shell, curve: Callable[[], list[tuple[str, Plan]]]) -> None:
        super().__init__(shell.window)
        self._shell, self._curve = shell, curve
        self.dialog: QDialog | None = None
        self.files_job, self.read_job, self.again_job, self.divide_job = (
            ChildJob(self) for _ in range(4)
        )
        self._examples_job, self.make_job = ChildJob(self), ChildJob(self)
        self._asked: tuple[State, int] = (shell.session.state, 0)
        self.make_job.finished.connect(self._on_agreements)
        self.make_job.failed.connect(self._on_refused)
        self.files_job.finished.connect(self._on_files)
        self.files_job.progressed.connect(shell.notices.show_part)
        self.files_job.stopped.connect(self._on_files_stopped)
        shell.notices.cancel_asked.connect(self.files_job.cancel)
        shell.notices.cancel_asked.connect(self.read_job.cancel)
        self.read_job.progressed.connect(shell.notices.show_part)
        self.read_job.finished.connect(self._on_read)
        for job in (self.files_job, self.read_job):
            job.failed.connect(shell.show_failure)
        self.again_job.failed.connect(shell.show_failure)
        self.divide_job.failed.connect(self._on_not_divided)

    @property
    def _session(self) -> Session:
        return self._shell.session

    # --- beginning a round -----------------------------------------------------------------

    def ask_round(self) -> None:
        """Ask what the next round is to ask, until when and of whom."""
        from ui.negotiate.round_dialog import RoundDialog

        shell = self._shell
        dialog = RoundDialog(self._session, shell.words, self._curve(), shell.window)
        dialog.asked.connect(self.begin)
        dialog.division_asked.connect(self._divide)
        self.divide_job.finished.connect(dialog.show_shares)
        dialog.rejected.connect(self.divide_job.kill)
        self._open(dialog)

    def begin(self, question: Question) -> None:
        """Begin the round that was asked for."""
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
                shares=question.shares,
                reasons=self._reasons(plan),
            )
        except StagePlannerError as error:
            dialog.show_problem(error.problem)
            return
        dialog.accept()
        self.round_started.emit()

    def _divide(self, plan: Plan) -> None:
        """Divide the students of a plan, so that the parties of its round can be counted."""
        self.divide_job.kill()
        self.divide_job.start(run_divide, self._session.state, plan)

    def _on_not_divided(self, problem: object) -> None:
        if isinstance(self.dialog, QDialog):
            self.dialog.reject()
        self._shell.show_failure(problem)

    def _reasons(self, plan: Plan | None) -> dict[str, str]:
        """Return why each change is asked, by id of the stage period, as far as known."""
        explanation, language = self._session.explanation, self._session.language
        current = self._session.state.plan
        if explanation is None or plan is None or current is None:
            return {}
        if plan.placements != current.placements:
            return {}
        return {
            reason.period: messages.text(reason.code, language, **reason.values)
            for reason in explanation.changes
        }

    # --- the parties' files ----------------------------------------------------------------

    def ask_send(self, number: int) -> None:
        """Show who gets something new, with the addresses, and then ask for the folder."""
        from ui.inbox.contacts_dialog import ContactsDialog

        if self.files_job.is_running:
            return
        shell = self._shell
        parties = parties_to_send(round_numbered(self._session.state, number))
        dialog = ContactsDialog(self._session, parties, shell.words, shell.window, sends=True)
        dialog.accepted.connect(partial(self.ask_folder, number, sends=True))
        self._open(dialog)

    def ask_contacts(self) -> None:
        """Let the user edit where every party of the region is written to."""
        from ui.inbox.contacts_dialog import ContactsDialog

        shell = self._shell
        parties = all_parties(self._session.state)
        self._open(ContactsDialog(self._session, parties, shell.words, shell.window))

    def ask_reminders(self, number: int, parties: tuple[str, ...] | None = None) -> None:
        """Write a reminder for some parties, or for every one that has yet to answer."""
        waiting = waiting_parties(round_numbered(self._session.state, number))
        names = tuple(party.id for party in waiting) if parties is None else parties
        self.ask_folder(number, parties=names, mail=Mail.REMINDER)

    def ask_folder(
        self,
        number: int,
        *,
        sends: bool = False,
        parties: tuple[str, ...] | None = None,
        mail: Mail = Mail.PROPOSAL,
    ) -> None:
        """Let the user choose where the parties' files go; sending marks them as sent."""
        if self.files_job.is_running:
            return
        ask_folder(
            self._shell.window,
            self.tr("Map voor de voorstellen aan de partijen"),
            lambda folder: self.write_to(folder, number, sends=sends, parties=parties, mail=mail),
        )

    def write_to(
        self,
        folder: str,
        number: int,
        *,
        sends: bool = False,
        parties: tuple[str, ...] | None = None,
        mail: Mail = Mail.PROPOSAL,
    ) -> None:
        """Write the workbooks in the background; the round is sent once they are written."""
        asked = FilesAsked(
            round=number,
            folder=Path(folder),
            language=self._session.language,
            parties=parties,
            mail=mail,
            sends=sends,
        )
        self._shell.notices.show_busy(self.tr("Voorstellen schrijven…"), True)
        self.files_job.start(run_round_files, self._session.state, asked)

    def _on_files(self, answer: tuple[FilesAsked, tuple[Path, ...]]) -> None:
        asked, files = answer
        self._shell.notices.show_exported(files, *self._written_words(asked))
        if asked.sends:
            try:
                self._session.project.negotiation.send(asked.round, on=asked.day)
            except StagePlannerError as error:
                self._shell.show_failure(error.problem)

    def _written_words(self, asked: FilesAsked) -> tuple[str, str]:
        """Return what was written and for whom, in short."""
        round_, words = round_numbered(self._session.state, asked.round), self._shell.words
        going = [p.label for p in round_.parties if asked.parties is None or p.id in asked.parties]
        text = self.tr("Werkboek en conceptmail geschreven voor {count} partijen")
        if len(going) == 1:
            text = self.tr("Werkboek en conceptmail geschreven voor 1 partij")
        if asked.mail is Mail.REMINDER:
            text = self.tr("{count} herinneringen geschreven")
            if len(going) == 1:
                text = self.tr("1 herinnering geschreven")
        names = "; ".join(going[:FEW_NAMES])
        if len(going) > FEW_NAMES:
            more = self.tr("{names} en nog {count}")
            names = more.format(names=names, count=words.count(len(going) - FEW_NAMES))
        note = self.tr(
            "{names}. Open een conceptmail (.eml) om hem te versturen; StagePlanner verstuurt"
            " niets."
        )
        return text.format(count=words.count(len(going))), note.format(names=names)

    def _on_files_stopped(self) -> None:
        self._shell.show_failure(Problem(code="documents_stopped"))

    def ask_later(self, round_: Round, again: tuple[str, ...] | None = None) -> None:
        """Ask for a later deadline, and whether lapsed proposals are sent again.

        ``again`` are the ids of those to send again; ``None`` offers all of them.
        """
        lapsed = [p for p in round_.proposals if p.status is ProposalStatus.LAPSED]
        chosen = tuple(p.id for p in lapsed) if again is None else again

        def verb(v: dict[str, Any]) -> None:
            # No names: all lapsed ones, except those settled or asked elsewhere meanwhile.
            sends = v.get("again", False)
            negotiation = self._session.project.negotiation
            negotiation.extend(round_.number, v["deadline"], again=again if sends else ())
            if v["write"]:
                names = chosen if sends else ()
                QTimer.singleShot(0, partial(self._write_again, round_.number, names))

        dialog = FormDialog(self.tr("Latere termijn"), verb, self._shell.words, self._shell.window)
        dialog.chapter = "negotiate"
        start = max(round_.deadline, date.today()) + LATER
        dialog.add_day("deadline", self.tr("Antwoord uiterlijk"), start)
        if chosen:
            text = self.tr("Verstuur {count} vervallen voorstellen opnieuw")
            if len(chosen) == 1:
                text = self.tr("Verstuur het vervallen voorstel opnieuw")
            dialog.add_tick("again", text.format(count=len(chosen)), True)
        dialog.add_tick("write", self.tr("Schrijf daarna de werkboeken opnieuw"), bool(chosen))
        self._open(dialog)

    def _write_again(self, number: int, proposals: tuple[str, ...]) -> None:
        """Offer to write the workbooks of the parties of some proposals, or of everybody."""
        round_ = round_numbered(self._session.state, number)
        parties = {p.party.id for p in round_.proposals if p.id in proposals}
        self.ask_folder(number, parties=tuple(parties) or None)

    # --- agreements ------------------------------------------------------------------------

    def make_agreements(self, number: int) -> None:
        """Make agreements of the accepted proposals of a round, in the background."""
        if not self.make_job.is_running:
            self._asked = (self._session.state, number)
            self.make_job.start(run_make_agreements, self._session.state, number)
            QTimer.singleShot(0, self, self.agreements_expected.emit)

    def _on_agreements(self, agreements: AgreementsMade) -> None:
        state, number = self._asked
        if state is not self._session.state:
            self.make_agreements(number)  # the region changed meanwhile
            return
        self._session.project.register.adopt_agreements(agreements, number)
        # The page of agreements is built in a turn of the event loop of its own.
        QTimer.singleShot(0, self, self.agreements_made.emit)
        if agreements.problems:
            text = self.tr("{count} afspraken gemaakt").format(count=len(agreements.numbers))
            if len(agreements.numbers) == 1:
                text = self.tr("1 afspraak gemaakt")
            shell = self._shell
            self._open(ProblemsDialog(text, agreements.problems, shell.words, shell.window))

    def _on_refused(self, problem: object) -> None:
        if isinstance(problem, Problem):
            self.refused.emit(problem)
        else:
            self._shell.show_failure(problem)

    # --- good examples ---------------------------------------------------------------------

    def ask_examples(self, about: Proposal | str) -> None:
        """Show what good examples would do for a stage period, and offer to apply one.

        Of a proposal one can be asked instead.
        """
        from ui.negotiate.examples_dialog import ExamplesDialog

        verb, period = None, about if isinstance(about, str) else about.period
        if not isinstance(about, str):
            verb = partial(self._ask_example, about.id)
        shell, job = self._shell, self._examples_job
        dialog = ExamplesDialog(
            self._session, period, shell.words, shell.window, job=job, verb=verb
        )
        self._open(dialog)

    def _ask_example(self, proposal: str, tried: Tried, name: str) -> None:
        self._session.project.negotiation.change(proposal, tried.placements, name)

    # --- answers ---------------------------------------------------------------------------

    def ask_answers(self) -> None:
        """Let the user choose the workbooks that parties sent back."""
        dialog = FileDialog(self._shell.window, self.tr("Antwoorden inlezen"))
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
        """Read answers in the background; the user looks at them before they count."""
        if not paths or self.read_job.is_running:
            return
        self._shell.notices.show_busy(self.tr("Antwoorden lezen…"), True)
        self.read_job.start(run_answers, self._session.state, tuple(paths))

    def _on_read(self, intake: AnswerIntake | None) -> None:
        from ui.negotiate.answers_dialog import AnswersDialog

        self._shell.notices.clear()
        if intake is None:
            return
        dialog = AnswersDialog(self._session, intake, self._shell.words, self._shell.window)
        dialog.counters_asked.connect(self.counters_asked)
        self._open(dialog)

    # --- planning again --------------------------------------------------------------------

    def find_repairs(self, number: int) -> None:
        """Look for repairs around the answers of a round."""
        if not self.again_job.is_running:
            self.again_job.start(run_round_repairs, self._session.state, number)

    def take_repair(self, number: int, repair: Repair) -> None:
        """Adopt a repair as the plan; its other questions become concepts."""
        try:
            self._session.project.negotiation.take_repair(number, repair)
        except StagePlannerError as error:
            self._shell.show_failure(error.problem)

    def kill(self) -> None:
        """Kill all background work."""
        for job in (self.files_job, self.read_job, self.again_job, self.divide_job):
            job.kill()
        self._examples_job.kill()
        self.make_job.kill()

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()
