"""Editors of rules, one for each kind; a value is taken over at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from stageplanner import messages
from stageplanner.domain.form import Form
from stageplanner.domain.planning.rule_fields import NIVEAUS, RuleField, RuleKind
from stageplanner.editing.edit_rows import rule_text
from ui.base.fields import DecimalField, WholeField
from ui.base.formatting import Words
from ui.base.qt import override, row

#: A number is taken over after it has not changed for this time.
REST_MS = 500


class RuleEditor(QWidget):
    """Shows a value and takes another one."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.note: Any = None

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - each rule its own type
        """Show a value without taking it over."""

    def settle(self) -> None:
        """Take over a value that was typed but not yet taken."""

    def text_of(self, value: Any, words: Words) -> str:  # noqa: ANN401
        """Return a value in words."""
        return str(value)


class _Calm:
    """A number field that the mouse wheel changes only if it has the focus."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():  # type: ignore[attr-defined]
            super().wheelEvent(event)  # type: ignore[misc]
        else:
            event.ignore()


class CalmSpin(_Calm, WholeField):
    """A whole number."""


class CalmDoubleSpin(_Calm, DecimalField):
    """A number with decimals."""


class NumberEditor(RuleEditor):
    """A number within its range; a share is shown in percent."""

    def __init__(self, field: RuleField, name: str, unit: str, scale: float) -> None:
        super().__init__()
        self._field, self._scale, self._unit = field, scale, unit
        is_whole = field.kind is RuleKind.COUNT
        self.box = CalmSpin() if is_whole else CalmDoubleSpin()
        low, high = field.low * scale, field.high * scale
        if is_whole:
            self.box.setRange(int(low) - field.may_be_open, int(high))
        else:
            self.box.setDecimals(2 if scale == 1.0 or high <= 10 else 1)
            self.box.setSingleStep(0.1 if scale == 1.0 or high <= 10 else 1.0)
            self.box.setRange(low, high)
        if field.may_be_open:
            self.box.setSpecialValueText(self.tr("geen grens"))
        self.box.setSuffix(f" {unit}" if unit else "")
        self.box.setKeyboardTracking(False)
        self.box.setAccessibleName(name)
        self.box.setFixedWidth(150 if len(unit) > 1 else 96 if unit or is_whole else 70)
        self.box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.box.valueChanged.connect(self._on_value)
        row(self.box, parent=self)
        self.setFocusProxy(self.box)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._take)

    def _on_value(self) -> None:
        self._rest.start()

    def _take(self) -> None:
        value = self.box.value()
        if self._field.may_be_open and value < self._field.low:
            self.taken.emit(None)
        elif self._field.kind is RuleKind.COUNT:
            self.taken.emit(int(value))
        else:
            self.taken.emit(round(value / self._scale, 6))

    @override
    def settle(self) -> None:
        self.box.interpretText()
        if self._rest.isActive():
            self._rest.stop()
            self._take()

    @override
    def show_value(self, value: float | None) -> None:
        if self._rest.isActive():
            return  # what is being typed is newer
        self.box.blockSignals(True)
        if value is None:
            self.box.setValue(self.box.minimum())
        elif self._field.kind is RuleKind.COUNT:
            self.box.setValue(int(value))
        else:
            self.box.setValue(value * self._scale)
        self.box.blockSignals(False)

    @override
    def text_of(self, value: float | None, words: Words) -> str:
        if value is None:
            return self.box.specialValueText()
        return f"{words.count(value * self._scale)} {self._unit}".rstrip()


class MarksEditor(RuleEditor):
    """Check boxes for some of a few: forms, weekdays, or a single yes or no."""

    def __init__(self, keys: list[object], texts: list[str], name: str) -> None:
        super().__init__()
        self._keys = keys
        self.boxes = [QCheckBox(text) for text in texts]
        for box, text in zip(self.boxes, texts, strict=True):
            box.setAccessibleName(f"{name}: {text}")
            box.clicked.connect(self._on_clicked)
        row(*self.boxes, parent=self, gap=6)
        self.setFocusProxy(self.boxes[0])

    def _on_clicked(self) -> None:
        pairs = zip(self._keys, self.boxes, strict=True)
        self.taken.emit(tuple(key for key, box in pairs if box.isChecked()))

    @override
    def show_value(self, value: tuple[object, ...]) -> None:
        for key, box in zip(self._keys, self.boxes, strict=True):
            box.setChecked(key in value)

    @override
    def text_of(self, value: tuple[object, ...], words: Words) -> str:
        texts = {key: box.text() for key, box in zip(self._keys, self.boxes, strict=True)}
        return ", ".join(texts[key] for key in value if key in texts) or "–"


class TextEditor(RuleEditor):
    """A rule that is typed, and taken over when the field is left."""

    def __init__(self, field: RuleField, name: str) -> None:
        super().__init__()
        self._field, self._text = field, ""
        self.box = QPlainTextEdit()
        self.box.setAccessibleName(name)
        self.box.setTabChangesFocus(True)
        lines = 3 if field.kind is RuleKind.STRETCHES else 1
        self.box.setFixedHeight(lines * self.box.fontMetrics().lineSpacing() + 22)
        self.box.setMinimumWidth(220)
        self.box.installEventFilter(self)
        row(self.box, parent=self)
        self.setFocusProxy(self.box)

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.settle()
        return super().eventFilter(watched, event)

    @override
    def settle(self) -> None:
        text = self.box.toPlainText().strip()
        if text != self._text:
            self._text = text
            self.taken.emit(text)

    @override
    def show_value(self, value: tuple[object, ...]) -> None:
        if self.box.hasFocus() and self.box.toPlainText().strip() != self._text:
            return  # what is being typed is newer
        self._text = rule_text(self._field.name, value)
        self.box.setPlainText(self._text)

    @override
    def text_of(self, value: tuple[object, ...], words: Words) -> str:
        return rule_text(self._field.name, value, words.language).replace("\n", "; ") or "–"


class YesNoEditor(MarksEditor):
    """A single yes or no."""

    def __init__(self, name: str) -> None:
        super().__init__([True], [QCoreApplication.translate("YesNoEditor", "ja")], name)

    @override
    def _on_clicked(self) -> None:
        self.taken.emit(self.boxes[0].isChecked())

    @override
    def show_value(self, value: bool) -> None:
        self.boxes[0].setChecked(value)

    @override
    def text_of(self, value: bool, words: Words) -> str:
        return self.tr("ja") if value else self.tr("nee")


def _count(field: RuleField, name: str, words: Words) -> RuleEditor:
    unit = messages.text(field.unit, words.language) if field.unit else ""
    return NumberEditor(field, name, unit, 1.0)


def _numbers(values: tuple[int, ...], name: str) -> RuleEditor:
    return MarksEditor(list(values), [str(value) for value in values], name)


def _weekdays(_field: RuleField, name: str, words: Words) -> RuleEditor:
    return MarksEditor(list(range(5)), [words.weekdays((day,)) for day in range(5)], name)


_MAKERS: dict[RuleKind, Callable[[RuleField, str, Words], RuleEditor]] = {
    RuleKind.COUNT: _count,
    RuleKind.SHARE: lambda field, name, words: NumberEditor(field, name, "%", 100.0),
    RuleKind.YES_NO: lambda field, name, words: YesNoEditor(name),
    RuleKind.FORMS: lambda field, name, words: MarksEditor(list(Form), [*Form], name),
    RuleKind.DAYS: lambda field, name, words: _numbers((1, 2, 3, 4, 5), name),
    RuleKind.NIVEAUS: lambda field, name, words: _numbers(NIVEAUS, name),
    RuleKind.WEEKDAYS: _weekdays,
    RuleKind.WEEKDAY_SETS: lambda field, name, words: TextEditor(field, name),
    RuleKind.STRETCHES: lambda field, name, words: TextEditor(field, name),
}


def make_editor(field: RuleField, name: str, words: Words) -> RuleEditor:
    """Build the editor of a rule, by its kind."""
    return _MAKERS[field.kind](field, name, words)
