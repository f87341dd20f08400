"""Small helpers for Qt: the ``override`` mark, roles, labels, buttons and layouts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

if sys.version_info >= (3, 12):
    from typing import override
else:
    _Method = TypeVar("_Method", bound=Callable[..., object])

    def override(method: _Method) -> _Method:
        """Mark a method that overrides Qt's (``typing.override`` of Python 3.12)."""
        return method


__all__ = [
    "DropDown",
    "ElidedChoice",
    "ElidedLabel",
    "ErrorLine",
    "add_card",
    "button",
    "card",
    "column",
    "label",
    "message_box",
    "override",
    "restyle",
    "row",
    "rule",
    "shortcut_free",
    "tool_tip",
]


#: Letters of a tool tip that is shown on one line.
LONGEST_TIP = 60


def tool_tip(text: str) -> str:
    """Return a text so that a tool tip shows it word for word.

    Qt takes a text with a tag in it for HTML, and would fetch a picture that a name from a file
    asks for. A long text is made HTML, since Qt wraps no other.
    """
    if len(text) <= LONGEST_TIP and not GuiQt.mightBeRichText(text):
        return text
    return GuiQt.convertFromPlainText(text, GuiQt.WhiteSpaceMode.WhiteSpaceNormal)


def shortcut_free(text: str) -> str:
    """Return a name so that a button or menu shows its ampersands, not a shortcut."""
    return text.replace("&", "&&")


def label(text: str = "", role: str = "body", *, wrap: bool = False) -> QLabel:
    """Build a text in a step of the type scale."""
    text_label = QLabel(text)
    text_label.setProperty("role", role)
    text_label.setWordWrap(wrap)
    text_label.setTextFormat(Qt.TextFormat.PlainText)
    return text_label


class ElidedLabel(QLabel):
    """One line of text, elided if it does not fit; the tool tip has all of it."""

    def __init__(self, role: str = "body") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = self.contentsRect().width()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
        self.setToolTip(tool_tip("" if text == self.text() else self.text()))
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class ErrorLine(QLabel):
    """A line that shows what went wrong, and is hidden otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "body")
        self.setProperty("tone", "danger")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def show_error(self, sentence: str) -> None:
        """Show a sentence, or hide the line if it is empty."""
        self.setText(f"▲ {sentence[:1].upper()}{sentence[1:]}" if sentence else "")
        self.setVisible(bool(sentence))


class DropDown(QComboBox):
    """A drop-down choice; its list is as wide as its texts, within the screen."""

    @override
    def showPopup(self) -> None:
        view, bar = self.view(), self.view().verticalScrollBar().sizeHint().width()
        room = self.screen().availableGeometry()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + bar + 12, room.width() - 16))
        super().showPopup()
        popup = view.window()
        popup.move(max(room.left(), min(popup.x(), room.right() - popup.width())), popup.y())


class ElidedChoice(DropDown):
    """A drop-down choice, elided if it does not fit; the tool tip has all of it."""

    def begin_with(self, name: str, data: object, *, letters: int) -> None:
        """Add the entry for all, named as the choice, wide enough for some letters."""
        self.addItem(name, data)
        self.setAccessibleName(name)
        self.setMinimumContentsLength(letters)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        control = QStyle.ComplexControl.CC_ComboBox
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(control, option, field, self).width() - 8
        text = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        self.setToolTip(tool_tip("" if text == self.currentText() else self.currentText()))
        option.currentText = text
        painter.drawComplexControl(control, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


def button(text: str, role: str = "", name: str = "") -> QPushButton:
    """Build a push button; ``role`` is ``primary``, ``link``, ``segment`` or empty."""
    push_button = QPushButton(shortcut_free(text))
    push_button.setProperty("role", role)
    # A click leaves no focus ring; it is for the keyboard.
    push_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if name:
        push_button.setAccessibleName(name)
    return push_button


def message_box(parent: QWidget, text: str, more: str) -> QMessageBox:
    """Build a question, of which the texts are shown word for word; the caller adds the answers."""
    box = QMessageBox(parent)
    box.setWindowTitle("StagePlanner")
    box.setText(text)
    box.setInformativeText(more)
    for part in box.findChildren(QLabel):
        # The format of the box itself does not hold for its second text.
        part.setTextFormat(Qt.TextFormat.PlainText)
    return box


def card(role: str = "card") -> QFrame:
    """Build a framed surface."""
    frame = QFrame()
    frame.setProperty("role", role)
    return frame


def add_card(layout: QVBoxLayout, role: str, title: str, text: str) -> None:
    """Add a card with a caption and its text to a layout."""
    frame = card(role)
    inside = column(parent=frame, gap=4, margin=12)
    inside.addWidget(label(title, "caption", wrap=True))
    inside.addWidget(label(text, wrap=True))
    layout.addWidget(frame)


def rule() -> QFrame:
    """Build a thin vertical line between groups."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedWidth(1)
    return line


_Box = TypeVar("_Box", bound=QBoxLayout)


def row(
    *parts: QWidget | int, parent: QWidget | None = None, gap: int = 8, margin: int = 0
) -> QHBoxLayout:
    """Lay parts out side by side; a number is stretch."""
    return _box(QHBoxLayout, parts, parent, gap, margin)


def column(
    *parts: QWidget | int, parent: QWidget | None = None, gap: int = 8, margin: int = 0
) -> QVBoxLayout:
    """Lay parts out below each other; a number is stretch."""
    return _box(QVBoxLayout, parts, parent, gap, margin)


def _box(
    kind: type[_Box],
    parts: tuple[QWidget | int, ...],
    parent: QWidget | None,
    gap: int,
    margin: int,
) -> _Box:
    layout = kind(parent) if parent is not None else kind()
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        else:
            layout.addWidget(part)
    return layout


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet uses, and repaint if one changed."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
