"""The panels above the inspector: as high as they need, scrolled in a low window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from ui.base.qt import column, override

#: Height left for the inspector, and the window height from which it is left, in pixels.
REST, LOW = 150, 640


class PanelArea(QScrollArea):
    """Panels below each other that leave room for the inspector."""

    def __init__(self, first: QWidget) -> None:
        super().__init__()
        self._inside = QWidget()
        self._inside.setObjectName("flow")
        self._layout = column(first, parent=self._inside, gap=0)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._inside.installEventFilter(self)
        self.hide()

    def add(self, panel: QWidget) -> None:
        """Add a panel below the others."""
        self._layout.addWidget(panel)
        self.fit()

    def hide_if_empty(self) -> None:
        """Leave the side to the inspector if no panel is shown any more."""
        parts = (self._layout.itemAt(i).widget() for i in range(self._layout.count()))
        self.setVisible(any(part is not None and not part.isHidden() for part in parts))
        self.fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Take the height that the panels need, if the window has it."""
        wanted = self._inside.sizeHint().height()
        parent = self.parentWidget()
        room = parent.height() if parent else wanted
        room -= REST if room >= LOW else 0
        self.setFixedHeight(max(80, min(wanted, room)))

    @override
    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()
