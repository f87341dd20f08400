"""The way back after a whole plan was left: a proposal undone, or all back to the wish."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from stageplanner.domain.plan import Plan, changed_periods
from ui.session.shell import Shell


class WayBack(QObject):
    """Says which plan was left, and offers to put it back until something else changes."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._project, self._plan = shell.session.project, shell.session.state.plan
        self._withdraw: Callable[[], None] | None = None
        shell.session.changed.connect(self._follow)

    def _follow(self) -> None:
        project, left = self._shell.session.project, self._plan
        is_same, self._project = project is self._project, project
        self._plan = project.state.plan
        if self._withdraw is not None:
            self._withdraw()
            self._withdraw = None
        if not is_same or left is None or left is self._plan or not project.history:
            return
        verb = project.history[-1].verb
        if verb == "undo" and project.redo_verb == "optimise":
            self._offer_proposal(left)
        elif verb == "wish" and self._plan is None:
            self._offer_plan(left)

    def _offer_proposal(self, left: Plan) -> None:
        project, note = self._shell.session.project, ""
        same = (plan.name for plan in project.plans if plan.placements == left.placements)
        name = next(same, None)
        if name is not None:
            note = self.tr("Het blijft bewaard bij de scenario's als ‘{name}’.").format(name=name)
        self._offer(self.tr("Voorstel ongedaan gemaakt"), note, project.redo)

    def _offer_plan(self, left: Plan) -> None:
        project = self._shell.session.project
        count = len(changed_periods(left, project.state.periods))
        if not count:
            return
        note = self.tr("{count} wijzigingen zijn uit het plan gehaald.")
        if count == 1:
            note = self.tr("1 wijziging is uit het plan gehaald.")
        note = note.format(count=self._shell.words.count(count))
        self._offer(self.tr("Het hele plan is terug naar de voorkeur"), note, project.undo)

    def _offer(self, text: str, note: str, take: Callable[[], object]) -> None:
        notices = self._shell.notices
        self._withdraw = notices.show_offer(text, note, self.tr("Terugzetten"), take)
