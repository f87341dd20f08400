"""The side of the window: panels above the inspector, of the width that the user chose."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QSplitter, QWidget

from ui.base.qt import column, override
from ui.settings.saved_state import SavedState

#: Height left for the inspector, and the window height from which it is left, in pixels.
REST, LOW = 150, 640
#: The usual widths of the side, the least one, and that of the handle between.
SIDE_WIDE, SIDE_NARROW, LEAST, HANDLE = 312, 284, 180, 4


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


class SideSplit(QSplitter):
    """The page with the side next to it; the side is made narrower, wider, or hidden."""

    #: The side was shown or hidden by the user.
    side_shown = Signal(bool)

    def __init__(
        self, page: QWidget, panels: PanelArea, inspector: QWidget, saved: SavedState
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._saved, self._is_narrow = saved, False
        self.side = QFrame()
        self.side.setObjectName("side")
        self.side.setMinimumWidth(LEAST)
        column(panels, inspector, parent=self.side, gap=0).setStretch(1, 1)
        # As narrow as the window makes it: its parts give way, the side does not push it out.
        page.setMinimumWidth(LEAST)
        self.addWidget(page)
        self.addWidget(self.side)
        self.setStretchFactor(0, 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(HANDLE)
        self._width = saved.number("side", 0, 0, 2000)
        self.is_wanted = saved.number("side_shown", 1, 0, 1) == 1
        self._is_filled = False
        self.splitterMoved.connect(self._on_moved)

    def set_filled(self, *, is_filled: bool) -> None:
        """Show the side if there is something to explain and the user wants it."""
        self._is_filled = is_filled
        self.side.setVisible(is_filled and self.is_wanted)
        self._take_width()

    def show_side(self, *, is_shown: bool) -> None:
        """Show or hide the side, as the user asked."""
        self.is_wanted = is_shown
        self.set_filled(is_filled=self._is_filled or is_shown)
        self.side_shown.emit(is_shown)

    def toggle_side(self) -> None:
        """Hide the side, or show it again."""
        self.show_side(is_shown=not self.is_wanted)

    def set_narrow(self, is_narrow: bool) -> None:
        """Take the usual width of a small window, unless another one was chosen."""
        self._is_narrow = is_narrow
        self._take_width()

    def _on_moved(self) -> None:
        self._width = self.side.width()

    def _take_width(self) -> None:
        wanted = self._width or (SIDE_NARROW if self._is_narrow else SIDE_WIDE)
        self.setSizes([max(1, self.width() - wanted - HANDLE), wanted])

    def keep(self) -> None:
        """Store the width and whether the side is shown."""
        self._saved.settings.setValue("side", self._width)
        self._saved.settings.setValue("side_shown", int(self.is_wanted))
