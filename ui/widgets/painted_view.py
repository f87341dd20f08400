"""A scrolled view that paints itself and is used with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui.base.qt import override


class PaintedView(QAbstractScrollArea):
    """Base of the Gantt and the heat map: focus, mouse and paint events."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)

    def paint(self, painter: QPainter) -> None:
        """Paint everything that is visible."""
        raise NotImplementedError

    @override
    def focusInEvent(self, event: object) -> None:
        self.viewport().update()

    @override
    def focusOutEvent(self, event: object) -> None:
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.paint(painter)
        painter.end()
