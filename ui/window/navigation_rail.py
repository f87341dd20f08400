"""The rail at the left: the steps of the work, each with its own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QWidget

from ui.base.qt import column
from ui.base.theme import icon

WIDE, NARROW = 108, 98


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its picture and its name."""

    picture: str
    name: str


class Rail(QFrame):
    """One button a step; the one that is shown is pressed."""

    chosen = Signal(int)

    def __init__(self, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        layout = column(parent=self, gap=4)
        layout.setContentsMargins(8, 12, 8, 12)
        self.group = QButtonGroup(self)
        for i, step in enumerate(steps):
            made = QToolButton()
            made.setIcon(icon(step.picture, "rail_text", 24, "rail_faint"))
            made.setIconSize(QSize(24, 24))
            made.setText(step.name)
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setToolTip(f"{step.name} (Ctrl+{i + 1})")
            made.setAccessibleName(step.name)
            self.group.addButton(made, i)
            layout.addWidget(made)
        self.group.idClicked.connect(self.chosen)
        layout.addStretch(1)
        self.set_narrow(False)

    def set_narrow(self, is_narrow: bool) -> None:
        """Take less room in a small window."""
        width = NARROW if is_narrow else WIDE
        self.setFixedWidth(width)
        self.layout().setContentsMargins(4 if is_narrow else 8, 12, 4 if is_narrow else 8, 12)
        for button in self.group.buttons():
            button.setFixedSize(width - (8 if is_narrow else 16), 64)

    def show_step(self, step: int) -> None:
        """Press the button of a step."""
        self.group.button(step).setChecked(True)

    def show_none(self) -> None:
        """Press none: the start page is no step."""
        self.group.setExclusive(False)
        for button in self.group.buttons():
            button.setChecked(False)
        self.group.setExclusive(True)

    def set_enabled(self, is_enabled: bool) -> None:
        """Let the steps be chosen or not."""
        for button in self.group.buttons():
            button.setEnabled(is_enabled)
