"""Log what is done while the window is open, and report defects to the user.

Without this, a defect in the code of the window would end in a console that nobody sees. The
user gets a report to copy, and the work is in a rescue copy.
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
    """Handler of uncaught exceptions while the window is open."""

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
        """Restore the exception hooks of Python."""
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

    def _on_thread(self, failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            self._on_exception(failure.exc_type, failure.exc_value, failure.exc_traceback)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Report an exception of any thread in the thread of the window."""
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self._before[0](kind, error, trace)
        frames = frames_of(error)
        log_defect(frames)
        self._came.emit(frames)

    @Slot(tuple)
    def _show(self, frames: tuple[str, ...]) -> None:
        """Show a defect once: a dialog per mouse move would make the window unusable."""
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
    """Return the report that the user may send: versions and code, no data."""
    return "\n".join((*versions(), f"Qt {qVersion()}", "", *frames))
