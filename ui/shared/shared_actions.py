"""Open a region on a server, show what others do, and ask where two changed the same."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from stageplanner.project import Project
from stageplanner.workspace.region_place import RegionAddress
from ui.base.jobs import ThreadJob
from ui.session.shell import Shell
from ui.shared.open_dialog import OpenSharedDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from stageplanner.workspace.live_region import Trouble
    from ui.shared.conflict_dialog import ConflictDialog

_LAST = "shared/address"


class SharedActions(QObject):
    """What the window does with a region on a server.

    Parameters
    ----------
    shell
        The window.
    use
        Replaces the open project.
    if_saved
        Does something after the question about unsaved work.
    """

    def __init__(
        self,
        shell: Shell,
        use: Callable[[Project], None],
        if_saved: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__(shell.window)
        self._shell, self._use, self._if_saved = shell, use, if_saved
        self.dialog: OpenSharedDialog | None = None
        self.conflicts: ConflictDialog | None = None
        self.job = ThreadJob(self)
        self.job.finished.connect(self._on_opened)
        self.job.failed.connect(self._on_failed)
        shell.session.followed.connect(self._on_followed)
        shell.session.share_troubled.connect(self._on_trouble)

    def ask_open(self) -> None:
        """Ask where the region is, after asking about unsaved work."""
        self._if_saved(self._ask)

    def _ask(self) -> None:
        known = str(self._shell.settings.value(_LAST, ""))
        self.dialog = OpenSharedDialog(self._shell.words, known, self._shell.window)
        self.dialog.accepted.connect(self._on_asked)
        self.dialog.open()

    def _on_asked(self) -> None:
        dialog = self.dialog
        if dialog is not None and dialog.address is not None:
            self.open(dialog.address, dialog.password.text(), keeps=dialog.keeps.isChecked())

    def open(self, address: RegionAddress, password: str = "", *, keeps: bool = False) -> None:
        """Open a region in the background."""
        if not self.job.is_running:
            self._shell.settings.setValue(_LAST, str(address))
            self.job.start(_open, address, password, keeps)

    def _on_opened(self, project: Project) -> None:
        self._use(project)

    def _on_failed(self, problem: object) -> None:
        if self.dialog is not None and not isinstance(problem, str):
            self.dialog.show_problem(problem)
            self.dialog.open()
        else:
            self._shell.show_failure(problem)

    def _on_followed(self, who: tuple[str, ...]) -> None:
        text = self.tr("Gewijzigd door {who}").format(who=", ".join(who))
        self._shell.notices.show_notice(text, "")

    def _on_trouble(self, trouble: Trouble) -> None:
        live = self._shell.session.project.live
        if not trouble.conflicts or live is None:
            self._shell.notices.show_problem(trouble.problem)
            return
        from ui.shared.conflict_dialog import ConflictDialog

        if self.conflicts is not None:
            self.conflicts.close()
        state = self._shell.session.state
        dialog = ConflictDialog(trouble.conflicts, state, self._shell.words, self._shell.window)
        dialog.accepted.connect(partial(self._on_decided, dialog))
        self.conflicts = dialog
        dialog.open()

    def _on_decided(self, dialog: ConflictDialog) -> None:
        live = self._shell.session.project.live
        if live is not None:
            live.decide(dialog.decisions)


def _open(address: RegionAddress, password: str, keeps: bool) -> Project:
    from stageplanner.shared.open_region import open_region

    return open_region(address, password, keeps=keeps)
