"""What is watched while the window is open: verbs go to the log, defects to the user.

A defect in the window's own code would otherwise end in a console that nobody sees. The user
gets a report to copy, and the work lies in a rescue copy.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal, Slot, qVersion
from PySide6.QtWidgets import QWidget

from stageplanner.support.log import LOG, frames_of, log_defect, versions
from stageplanner.workspace.rescue_copy import rescue
from ui.session.session import Session


class CrashWatch(QObject):
    """Takes over Python's last word on exceptions as long as the window is open."""

    _came = Signal(tuple)

    def __init__(
        self, session: Session, window: Callable[[], QWidget], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._window = session, window
        self._reported: set[tuple[str, ...]] = set()
        self._before = (sys.excepthook, threading.excepthook)
        self.dialog: QObject | None = None
        self._came.connect(self._show)
        session.changed.connect(self._log_verb)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread

    def stop(self) -> None:
        """Give Python its last word back."""
        sys.excepthook, threading.excepthook = self._before

    @Slot()
    def _log_verb(self) -> None:
        project = self._session.project
        state = project.state
        LOG.info(
            "%s: %d periods, %d leerbedrijven, plan %s",
            project.undo_verb or "open",
            len(state.periods),
            len(state.leerbedrijven),
            "no" if state.plan is None else "yes",
        )

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self._on_exception(told.exc_type, told.exc_value, told.exc_traceback)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Whatever the thread, the user is told in that of the window."""
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self._before[0](kind, error, trace)
        frames = frames_of(error)
        log_defect(frames)
        self._came.emit(frames)

    @Slot(tuple)
    def _show(self, frames: tuple[str, ...]) -> None:
        """Tell a defect once: one that comes with every movement of the mouse would bury all."""
        if frames in self._reported or self.dialog is not None:
            return
        self._reported.add(frames)
        from ui.project.crash_dialog import CrashDialog

        window = self._window()
        copy = rescue(self._session.project) if self._session.has_data else None
        dialog = CrashDialog(report_of(frames), copy, window)
        dialog.finished.connect(self._forget)
        dialog.close_asked.connect(window.close)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _forget(self) -> None:
        self.dialog = None


def report_of(frames: tuple[str, ...]) -> str:
    """What the user may send: versions and code, nothing of the data."""
    return "\n".join((*versions(), f"Qt {qVersion()}", "", *frames))
