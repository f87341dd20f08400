"""Another language or look, which builds a new window: asked first if something would be lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox

from ui.base.jobs import ChildJob
from ui.base.qt import message_box
from ui.plan.solve_actions import SolveActions
from ui.session.shell import Shell


class LookSwitch(QObject):
    """Stores a language or look, once the user knows what the new window does not keep."""

    #: The settings hold the new language and look.
    switched = Signal()
    #: The user went back; the settings did not change.
    refused = Signal()

    def __init__(self, shell: Shell, solving: SolveActions, unfinished: Callable[[], int]) -> None:
        super().__init__(shell.window)
        self._shell, self._solving, self._unfinished = shell, solving, unfinished
        self._chosen: dict[str, str] = {}
        self._is_waiting = False
        job = solving.solve_job
        for ended in (job.finished, job.failed, job.stopped):
            ended.connect(self._on_solved)

    def choose(self, chosen: Mapping[str, str]) -> None:
        """Take a language, a look or both, by their keys in the settings."""
        self._chosen = dict(chosen)
        losses = self._losses()
        if not losses:
            self._switch()
            return
        title = self.tr("Een andere taal of een ander uiterlijk bouwt het venster opnieuw op.")
        box = message_box(self._shell.window, title, " ".join(losses))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        on = box.addButton(self.tr("Toch wisselen"), QMessageBox.ButtonRole.AcceptRole)
        back = box.addButton(self.tr("Terug"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(back)
        on.clicked.connect(self._go_on)
        box.rejected.connect(self.refused)
        box.open()

    def _losses(self) -> list[str]:
        """Return what the new window would not keep, a sentence each."""
        losses, unfinished = [], self._unfinished()
        if unfinished:
            text = self.tr(
                "In Gegevens staan {count} waarden of rijen die niet zijn overgenomen; die gaan"
                " verloren."
            )
            if unfinished == 1:
                text = self.tr(
                    "In Gegevens staat 1 waarde of rij die niet is overgenomen; die gaat verloren."
                )
            losses.append(text.format(count=unfinished))
        solving = self._solving
        if solving.solve_job.is_running:
            losses.append(
                self.tr(
                    "Het voorstel dat wordt berekend, stopt; het beste plan tot nu wordt"
                    " overgenomen."
                )
            )
        # Files are read and written to their end before the window goes.
        jobs = self._shell.window.findChildren(ChildJob)
        if any(job.is_running and not job.repeats for job in jobs if job is not solving.solve_job):
            losses.append(self.tr("Ander werk dat nog loopt, wordt afgebroken."))
        return losses

    def _go_on(self) -> None:
        if self._solving.solve_job.is_running:
            self._is_waiting = True
            self._solving.solve_job.cancel()
        else:
            self._switch()

    def _on_solved(self) -> None:
        if self._is_waiting:
            self._is_waiting = False
            self._switch()

    def _switch(self) -> None:
        for key, value in self._chosen.items():
            self._shell.settings.setValue(key, value)
        self.switched.emit()
