"""The rail at the left: the steps of the work, each with its own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QWidget

from ui.base.qt import column, tool_tip
from ui.base.theme import icon

WIDE, NARROW = 108, 98
#: Pixels beside the title of a button.
BORDERS = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the name of its page, which is also that of its picture, and its title."""

    page: str
    title: str


class Rail(QFrame):
    """One button per step; that of the shown page is pressed."""

    chosen = Signal(str)

    def __init__(self, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        layout = column(parent=self, gap=4)
        layout.setContentsMargins(8, 12, 8, 12)
        self._pages = [step.page for step in steps]
        self.group = QButtonGroup(self)
        for i, step in enumerate(steps):
            button = QToolButton()
            button.setIcon(icon(step.page, "rail_text", 24, "rail_faint"))
            button.setIconSize(QSize(24, 24))
            button.setText(step.title)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(tool_tip(f"{step.title} (Ctrl+{i + 1})"))
            button.setAccessibleName(step.title)
            self.group.addButton(button, i)
            layout.addWidget(button)
        self.group.idClicked.connect(self._on_clicked)
        layout.addStretch(1)
        self.set_narrow(False)

    def set_narrow(self, is_narrow: bool) -> None:
        """Take less room in a narrow window."""
        margin = 4 if is_narrow else 8
        width = max(NARROW if is_narrow else WIDE, self._widest_title() + 2 * margin + BORDERS)
        self.setFixedWidth(width)
        self.layout().setContentsMargins(margin, 12, margin, 12)
        for button in self.group.buttons():
            button.setFixedSize(width - 2 * margin, 64)

    def _widest_title(self) -> int:
        """Return how wide the titles are in the bold of the pressed button, whatever the font."""
        widest = 0
        for button in self.group.buttons():
            button.ensurePolished()
            font = button.font()
            font.setWeight(QFont.Weight.DemiBold)
            widest = max(widest, QFontMetrics(font).horizontalAdvance(button.text()))
        return widest

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._pages[number])

    def show_step(self, page: str) -> None:
        """Press the button of a page."""
        self.group.button(self._pages.index(page)).setChecked(True)

    def show_none(self) -> None:
        """Release every button: the start page is no step."""
        self.group.setExclusive(False)
        for button in self.group.buttons():
            button.setChecked(False)
        self.group.setExclusive(True)

    def set_enabled(self, is_enabled: bool) -> None:
        """Enable or disable all steps."""
        for button in self.group.buttons():
            button.setEnabled(is_enabled)
