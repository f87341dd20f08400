"""The decisions on one change: agree, refuse, lock, choose otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QMessageBox

from stageplanner.domain.negotiation.decisions import Decision, why_not
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import WISH_PLAN, Placement, is_changed, placements_of
from stageplanner.domain.settled import settled_periods
from stageplanner.messages import text as message
from stageplanner.problems import StagePlannerError
from ui.base.formatting import settled_words
from ui.base.jobs import ChildJob
from ui.base.qt import message_box
from ui.plan.moves import Moves
from ui.session.shell import Shell

if TYPE_CHECKING:
    from stageplanner.domain.stage_period import StagePeriod
    from stageplanner.planning import Repair
    from ui.negotiate.refusal_panel import RefusalPanel
    from ui.negotiate.what_helps_dialog import WhatHelpsDialog


class ChangeActions(QObject):
    """What the buttons, the menu and the keys of a change do."""

    panel_built = Signal(object)
    panel_opened = Signal()
    panel_closed = Signal()
    #: Where stage periods would go, by their id: placements to draw beside what is.
    ghosts_changed = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._moves = Moves(shell.session, shell.words, shell.window)
        self.repairs_job = ChildJob(self)
        self.help_jobs = (ChildJob(self), ChildJob(self), ChildJob(self))
        self.help: WhatHelpsDialog | None = None
        self._panel: RefusalPanel | None = None
        #: The dialog or question that is open.
        self.dialog: QDialog | None = None

    @property
    def panel(self) -> RefusalPanel:
        """The panel of a refusal, built when first asked for."""
        if self._panel is None:
            from ui.negotiate.refusal_panel import RefusalPanel

            self._panel = RefusalPanel(self._shell.session, self.repairs_job, self._shell.words)
            self._panel.ghosts_changed.connect(self.ghosts_changed)
            self._panel.taken.connect(self._on_repair)
            self._panel.closed.connect(self._on_closed)
            self.panel_built.emit(self._panel)
        return self._panel

    def decide(self, decision: str, period_id: str) -> None:
        """Take a decision on a stage period, or show why it cannot be taken."""
        state = self._shell.session.state
        wanted = Decision(decision)
        period = next(p for p in state.periods if p.id == period_id)
        if wanted is Decision.LOCK and period.fixed:
            self._shell.session.project.decisions.lock(period_id, fixed=False)
            return
        code = why_not(state, period_id)[wanted]
        if code:
            reason = message(code, self._shell.words.language)
            self._shell.notices.show_notice(reason, self._shell.words.period(period))
            return
        {
            Decision.AGREE: self._agree,
            Decision.REFUSE: self._refuse,
            Decision.LOCK: self._lock,
            Decision.CHOOSE: self._choose,
        }[wanted](period)

    def kill(self) -> None:
        """Kill the work in the background."""
        for job in (self.repairs_job, *self.help_jobs):
            job.kill()

    # --- agree, lock -----------------------------------------------------------------------

    def _agree(self, period: StagePeriod) -> None:
        decisions = self._shell.session.project.decisions
        rounds = len(self._shell.session.state.rounds)
        if not self._do(partial(decisions.agree, period.id, self.tr("Overleg"))):
            return
        if len(self._shell.session.state.rounds) == rounds:
            return
        # The answer began a round, which the page that is shown does not tell.
        settled = settled_periods(self._shell.session.state)[period.id]
        text = self.tr("{period}: {agreed}").format(
            period=self._shell.words.period(period), agreed=settled_words(settled)
        )
        note = self.tr("Elk volgend voorstel laat dit zo. Bij Onderhandelen staat het antwoord.")
        self._shell.notices.show_notice(text, note)

    def _lock(self, period: StagePeriod) -> None:
        state, words = self._shell.session.state, self._shell.words
        lock = partial(self._shell.session.project.decisions.lock, period.id)
        if state.plan is None or not is_changed(state.plan, period):
            self._do(lock)
            return
        asked = words.placements(placements_of(state.plan, period))
        text = self.tr("{period}: vastzetten op de voorkeur?").format(period=words.period(period))
        more = self.tr(
            "Vast betekent dat de instelling haar voorkeur houdt: {wish}. Het plan vraagt nu"
            " {asked}; dat vervalt. Is de instelling het juist eens met wat het plan vraagt, kies"
            " dan Akkoord."
        ).format(wish=words.option(wish_option(period)), asked=asked)
        box = message_box(self._shell.window, text, more)
        roles = QMessageBox.ButtonRole
        fix = box.addButton(self.tr("Voorkeur vastzetten"), roles.DestructiveRole)
        agree = box.addButton(self.tr("Akkoord"), roles.AcceptRole)
        back = box.addButton(self.tr("Terug"), roles.RejectRole)
        box.setDefaultButton(back)
        box.setEscapeButton(back)
        agree.setEnabled(not why_not(state, period.id)[Decision.AGREE])
        verbs = {fix: partial(self._do, lock), agree: partial(self._agree, period)}
        box.finished.connect(lambda _: verbs.get(box.clickedButton(), lambda: None)())
        self._open(box)

    # --- choose otherwise ------------------------------------------------------------------

    def _choose(self, period: StagePeriod) -> None:
        from ui.negotiate.choices_dialog import ChoicesDialog

        take = partial(self._moves.put, period.id)
        shell = self._shell
        dialog = ChoicesDialog(shell.session, period.id, take, shell.words, shell.window)
        dialog.looked_at.connect(partial(self._show_ghost, period.id))
        dialog.finished.connect(lambda _: self.ghosts_changed.emit({}))
        self._open(dialog)

    def _show_ghost(self, period_id: str, placements: tuple[Placement, ...]) -> None:
        state = self._shell.session.state
        period = next(p for p in state.periods if p.id == period_id)
        is_now = set(placements) == set(placements_of(state.plan or WISH_PLAN, period))
        self.ghosts_changed.emit({} if is_now else {period_id: placements})

    # --- refuse ----------------------------------------------------------------------------

    def _refuse(self, period: StagePeriod) -> None:
        self._shell.go_to("plan")
        self._shell.show_period(period.id)
        panel = self.panel
        panel.ask(period.id)
        panel.show()
        self.panel_opened.emit()
        (panel.close_button if panel.reason.isHidden() else panel.reason).setFocus()

    def _on_repair(self, period_id: str, repair: Repair | None, reason: str, locks: bool) -> None:
        refuse = self._shell.session.project.decisions.refuse
        self._do(partial(refuse, period_id, repair, reason, locks=locks))

    def _on_closed(self) -> None:
        self.panel.hide()
        self.panel_closed.emit()

    # --- what would help -------------------------------------------------------------------

    def show_help(self, programmes: tuple[str, ...] = ()) -> None:
        """Show what would help, beside the window; for programmes it is computed at once."""
        from ui.negotiate.what_helps_dialog import WhatHelpsDialog

        shell = self._shell
        if not shell.session.state.periods:
            return
        if self.help is None:
            self.help = WhatHelpsDialog(shell.session, self.help_jobs, shell.words, shell.window)
            self.help.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.help.company_asked.connect(shell.show_company)
            self.help.period_asked.connect(self._show_bar)
            self.help.finished.connect(self._forget_help)
        self.help.show()
        self.help.raise_()
        if programmes:
            self.help.ask_room(programmes)

    def _show_bar(self, period_id: str) -> None:
        self._shell.go_to("plan")
        self._shell.show_period(period_id)

    def _forget_help(self) -> None:
        self.help = None

    # --- all of them -----------------------------------------------------------------------

    def _do(self, verb: Callable[[], object]) -> bool:
        """Do a verb; show why it cannot be done."""
        try:
            verb()
        except StagePlannerError as error:
            self._shell.show_failure(error.problem)
            return False
        return True

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()
