"""A dialog of a few fields and one verb; an error leaves it open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from stageplanner import messages
from stageplanner.problems import StagePlannerError
from ui.base.fields import DayField, WholeField, all_taken
from ui.base.formatting import Words
from ui.base.qt import DropDown, ErrorLine, button, column, label, override, row
from ui.dialogs.base import Dialog

CAPTION = 128
#: Height above which the fields are scrolled.
MOST = 380


class FormDialog(Dialog):
    """Fields by key; the verb is called with their values."""

    chapter = "agreements"

    def __init__(
        self,
        title: str,
        verb: Callable[[dict[str, Any]], object],
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._verb, self._words = verb, words
        self.fields: dict[str, QWidget] = {}
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self.error_line = ErrorLine()
        self.take = button(self.tr("Vastleggen"), "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take)
        back = button(self.tr("Terug"))
        back.clicked.connect(self.reject)
        self._layout = column(label(title, "subtitle", wrap=True), parent=self, gap=10)
        self._layout.setContentsMargins(24, 20, 24, 20)
        self._inside = QWidget()
        self._inside.setObjectName("flow")
        self._lines = column(parent=self._inside, gap=8)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._layout.addWidget(self._scroll, 1)
        self._layout.addWidget(self.error_line)
        self._layout.addLayout(row(1, back, self.take))

    def add(self, key: str, caption: str, field: QWidget) -> None:
        """Add a field with its caption."""
        self.fields[key] = field
        field.setAccessibleName(caption)
        if isinstance(field, QCheckBox):
            field.setText(caption)
            self._lines.addWidget(field)
            return
        name_label = label(caption, wrap=True)
        name_label.setFixedWidth(CAPTION)
        name_label.setBuddy(field)
        line = row(name_label, field)
        line.setStretch(1, 1)
        self._lines.addLayout(line)

    def add_text(self, key: str, caption: str, text: str = "") -> None:
        """Add a line of text."""
        self.add(key, caption, QLineEdit(text))

    def add_lines(self, key: str, caption: str, text: str = "") -> None:
        """Add a field for several lines of text."""
        field = QPlainTextEdit(text)
        field.setTabChangesFocus(True)
        field.setFixedHeight(96)
        self.add(key, caption, field)

    def add_day(self, key: str, caption: str, day: Any) -> None:  # noqa: ANN401 - a date
        """Add a day."""
        field = DayField(QDate(day.year, day.month, day.day))
        field.setDisplayFormat("d MMMM yyyy")
        self.add(key, caption, field)

    def add_choice(self, key: str, caption: str, choices: list[tuple[str, object]]) -> None:
        """Add a choice of a few values."""
        field = DropDown()
        for text, value in choices:
            field.addItem(text, value)
        self.add(key, caption, field)

    def add_tick(self, key: str, caption: str, is_on: bool) -> None:
        """Add a check box."""
        field = QCheckBox()
        field.setChecked(is_on)
        self.add(key, caption, field)

    def add_count(self, key: str, caption: str, count: int) -> None:
        """Add a number of students."""
        field = WholeField()
        field.setRange(0, 99_999)
        field.lineEdit().setTextMargins(6, 0, 6, 0)
        field.setValue(count)
        self.add(key, caption, field)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Take the height of the fields, as far as a small screen allows."""
        self._scroll.setMinimumHeight(min(MOST, self._inside.sizeHint().height() + 4))
        super().showEvent(event)
        # The button for taking over was made first; with the focus there, Enter records nothing.
        lines = (field for field in self.fields.values() if isinstance(field, QLineEdit))
        first = next(lines, None) or next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus()

    @property
    def values(self) -> dict[str, Any]:
        """The values that are filled in, by key."""
        return {key: _value(field) for key, field in self.fields.items()}

    def _on_take(self) -> None:
        if not all_taken(self):
            return
        try:
            self._verb(self.values)
        except StagePlannerError as error:
            self.error_line.show_error(messages.sentence(error.problem, self._words.language))
            return
        self.accept()


def _value(field: QWidget) -> Any:  # noqa: ANN401 - text, day, number or yes
    if isinstance(field, QLineEdit):
        return field.text().strip()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText().strip()
    if isinstance(field, QDateEdit):
        return field.date().toPython()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    return field.value() if isinstance(field, QSpinBox) else field.currentData()
