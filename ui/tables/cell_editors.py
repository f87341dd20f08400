"""Editors of table cells: text fields with a calendar, weekdays or a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QFrame,
    QLineEdit,
    QListWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from ui.base.fields import dress_calendar
from ui.base.formatting import Words
from ui.base.qt import DropDown, column, override, row
from ui.base.theme import icon
from ui.tables.editable_model import ColumnRole, typed_day
from ui.tables.table_model import Column, Editor

Index = QModelIndex | QPersistentModelIndex


class CellEdit(QLineEdit):
    """A text field in a cell; Alt+Down opens its pop-up, if it has one."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setProperty("role", "cell")
        self.setAccessibleName(name)
        self.popup: QWidget | None = None

    def add_picker(self, picture: str, text: str) -> None:
        """Add a sign at the end of the field that opens the pop-up."""
        action = QAction(icon(picture, "muted", 16), text, self)
        action.triggered.connect(self.open_popup)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)

    def open_popup(self) -> None:
        """Open the pop-up below the cell, or above it if there is no room."""
        if self.popup is None:
            return
        self._before_popup()
        self.popup.adjustSize()
        place = self.mapToGlobal(QPoint(0, self.height()))
        screen = self.screen().availableGeometry()
        if place.y() + self.popup.height() > screen.bottom():
            place.setY(self.mapToGlobal(QPoint(0, 0)).y() - self.popup.height())
        place.setX(min(place.x(), screen.right() - self.popup.width()))
        self.popup.move(place)
        self.popup.show()
        self.popup.setFocus()

    def _before_popup(self) -> None:
        """Update the pop-up to what is typed."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_F4 or (is_alt and event.key() == Qt.Key.Key_Down):
            self.open_popup()
            return
        super().keyPressEvent(event)


class DateEdit(CellEdit):
    """A day that is typed ("31-08-2026", "wk 36") or picked from a calendar."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, name)
        self.popup = QFrame(self, Qt.WindowType.Popup)
        self.calendar = QCalendarWidget()
        dress_calendar(self.calendar)
        self.calendar.setAccessibleName(name)
        self.calendar.activated.connect(self.take_day)
        self.calendar.clicked.connect(self.take_day)
        column(self.calendar, parent=self.popup, margin=1)
        self.popup.setFocusProxy(self.calendar)
        self.add_picker("calendar", self.tr("Kalender (Alt+Pijl omlaag)"))

    @override
    def _before_popup(self) -> None:
        parts = self.text().split("-")
        if len(parts) == 3 and all(part.isdigit() for part in parts):
            day = QDate(int(parts[2]), int(parts[1]), int(parts[0]))
            if day.isValid():
                self.calendar.setSelectedDate(day)

    def take_day(self, day: QDate) -> None:
        """Take over a day that was picked, and close the calendar."""
        self.setText(typed_day(date(day.year(), day.month(), day.day())))
        self.popup.hide()
        self.setFocus()


class WeekdaysEdit(CellEdit):
    """Weekdays that are typed ("ma di") or ticked; none leaves them free."""

    def __init__(self, parent: QWidget, name: str, words: Words) -> None:
        super().__init__(parent, name)
        self._words = words
        self.popup = QFrame(self, Qt.WindowType.Popup)
        self.popup.setObjectName("weekdays")
        line = row(parent=self.popup, gap=4, margin=8)
        self.days: list[QToolButton] = []
        for day in range(7):
            box = QToolButton()
            box.setText(words.weekdays((day,)))
            box.setCheckable(True)
            box.setProperty("role", "day")
            box.setAccessibleName(words.long_weekday(day))
            box.toggled.connect(self._on_day)
            self.days.append(box)
            line.addWidget(box)
        self.popup.setFocusProxy(self.days[0])
        self.add_picker("chevron-field", self.tr("Weekdagen (Alt+Pijl omlaag)"))

    @override
    def _before_popup(self) -> None:
        named = self.text().casefold().split()
        for day, box in enumerate(self.days):
            box.blockSignals(True)
            box.setChecked(self._words.weekdays((day,)).casefold() in named)
            box.blockSignals(False)

    def _on_day(self) -> None:
        chosen = tuple(day for day, box in enumerate(self.days) if box.isChecked())
        self.setText(self._words.weekdays(chosen) if chosen else "")


class ListEdit(CellEdit):
    """A text field with a list of known names: institutions, programmes."""

    def __init__(self, parent: QWidget, name: str, choices: Sequence[str]) -> None:
        super().__init__(parent, name)
        completer = QCompleter(list(choices), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(10)
        self.setCompleter(completer)
        self.popup = QFrame(self, Qt.WindowType.Popup)
        self.list = QListWidget()
        self.list.addItems(list(choices))
        self.list.setAccessibleName(name)
        self.list.itemActivated.connect(self._on_item)
        self.list.itemClicked.connect(self._on_item)
        self.list.setMinimumWidth(400)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(min(360, 34 * max(1, len(choices)) + 12))
        column(self.list, parent=self.popup)
        self.popup.setFocusProxy(self.list)
        self.add_picker("chevron-field", self.tr("Lijst (Alt+Pijl omlaag)"))

    def _on_item(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.setText(item.text())
        self.popup.hide()
        self.setFocus()


class ChoiceEdit(DropDown):
    """One of a few values: lint or blok, ja or nee."""

    def __init__(self, parent: QWidget, name: str, choices: Sequence[str]) -> None:
        super().__init__(parent)
        self.setProperty("role", "cell")
        self.setAccessibleName(name)
        self.addItems(list(choices))


class CellDelegate(QStyledItemDelegate):
    """Gives every cell its editor, and takes its text."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget | None:
        shown = index.data(ColumnRole)
        if not isinstance(shown, Column):
            return None
        choices = shown.choices() if shown.choices else ()
        match shown.editor:
            case Editor.DATE:
                return DateEdit(parent, shown.title)
            case Editor.WEEKDAYS:
                return WeekdaysEdit(parent, shown.title, self._words)
            case Editor.LIST:
                return ListEdit(parent, shown.title, choices)
            case Editor.CHOICE:
                choice = ChoiceEdit(parent, shown.title, choices)
                QTimer.singleShot(0, choice, choice.showPopup)
                choice.activated.connect(lambda: self._chosen(choice))
                return choice
        return CellEdit(parent, shown.title)

    def _chosen(self, editor: ChoiceEdit) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            number = editor.findText(text, Qt.MatchFlag.MatchFixedString)
            if number < 0:
                editor.insertItem(0, text)
            editor.setCurrentIndex(max(0, number))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    @override
    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        before = str(index.data(Qt.ItemDataRole.EditRole) or "")
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.text().strip()
        if text != before or model.data(index, Qt.ItemDataRole.BackgroundRole) is not None:
            model.setData(index, text, Qt.ItemDataRole.EditRole)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)

    @override
    def eventFilter(self, editor: object, event: QEvent) -> bool:
        """Keep editing while the pop-up of an editor has the focus."""
        popup = editor.popup if isinstance(editor, CellEdit) else None
        if event.type() == QEvent.Type.FocusOut and popup is not None and popup.isVisible():
            return False
        return super().eventFilter(editor, event)
