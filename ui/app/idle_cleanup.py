"""Garbage collection in the window's thread only, and while nobody waits.

Python searches for cycles whenever enough new objects exist, in whichever thread made the last
one. With a large region that is felt in the middle of a drag; and a dialog that is let go in a
thread of the background is destroyed there, which can lock the window up for good: Qt holds the
lock of its signals and waits for Python, while the window's thread holds Python and waits for
that lock. So it is switched off here; a timer searches the new objects, and all others some
moments after the last change.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from ui.session.session import Session

#: Milliseconds after the last change, and between collections without a change.
REST_MS, SELDOM_MS = 1500, 60_000
#: Milliseconds between two searches of the new objects, and the generations that are new.
YOUNG_MS, YOUNG = 1000, 1


class IdleCleanup(QObject):
    """Garbage collection at moments of rest, while this object lives."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._young = QTimer(self)
        self._young.timeout.connect(self.clean_up_young)
        self._young.start(YOUNG_MS)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.clean_up)
        session.facts_changed.connect(self.wait)
        QGuiApplication.instance().applicationStateChanged.connect(self._on_state)
        self.wait()

    def wait(self) -> None:
        """Clean up some moments after the last change."""
        self._rest.start(REST_MS)

    def clean_up_young(self) -> None:
        """Collect garbage among the new objects, unless the mouse is in use."""
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            gc.collect(YOUNG)

    def clean_up(self) -> None:
        """Collect garbage, unless the mouse is in use."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self.wait()
            return
        gc.collect()
        gc.freeze()
        self._rest.start(SELDOM_MS)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            gc.unfreeze()
            self.clean_up()

    def end(self) -> None:
        """Restore the garbage collection of Python."""
        self._rest.stop()
        self._young.stop()
        QGuiApplication.instance().applicationStateChanged.disconnect(self._on_state)
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()
