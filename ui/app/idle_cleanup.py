"""Garbage collection while nobody waits.

Python searches all objects for cycles whenever enough new ones exist: with a large region that
is felt in the middle of a drag. Here it searches the new objects some moments after the last
change, and all others when the user is in another program.
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
#: A threshold that is never reached: all objects are searched only here.
NEVER = 1_000_000_000


class IdleCleanup(QObject):
    """Garbage collection at moments of rest, while this object lives."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._thresholds = gc.get_threshold()
        gc.set_threshold(self._thresholds[0], self._thresholds[1], NEVER)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.clean_up)
        session.facts_changed.connect(self.wait)
        QGuiApplication.instance().applicationStateChanged.connect(self._on_state)
        self.wait()

    def wait(self) -> None:
        """Clean up some moments after the last change."""
        self._rest.start(REST_MS)

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
        QGuiApplication.instance().applicationStateChanged.disconnect(self._on_state)
        gc.unfreeze()
        gc.set_threshold(*self._thresholds)
