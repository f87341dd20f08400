"""Fields for a number or a day: what is typed is taken as typed, or refused with a sentence."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QDate, QPoint, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QTextCharFormat, QValidator
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCalendarWidget,
    QDateEdit,
    QDoubleSpinBox,
    QSpinBox,
    QToolTip,
    QWidget,
)

from ui.base.qt import override, tool_tip
from ui.base.theme import Theme

#: Milliseconds that the sentence of a refused number stays.
REFUSED_MS = 8000

_NUMBER = re.compile(r"[+-]?(?:\d+[.,]?|\d*[.,](?P<part>\d+))")
#: What may become a number, or is refused when the field is left.
_TYPING = re.compile(r"[+-]?[\d.,'\s]*")


def typed_number(text: str, decimals: int) -> float | None:
    """Return a typed number with a decimal point or comma, in every language.

    A sign between thousands is not read: "7.500" would be another number in the other language.

    Parameters
    ----------
    text : str
        The text, without unit.
    decimals : int
        Most digits behind the point or comma; more of them make it no number.

    Returns
    -------
    float or None
        ``None`` if it is not such a number.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None or len(found["part"] or "") > decimals:
        return None
    if decimals == 0 and not text.strip().lstrip("+-").isdigit():
        return None
    return float(text.strip().replace(",", "."))


class _TypedNumber:
    """Reads what is typed into a spin box; mixed into those of Qt.

    Qt takes the sign between thousands out of a text, and ignores the key of a digit that makes a
    number too large: either way the number that is left is another one than was typed.
    """

    #: The value before typing began.
    _settled: float | None = None

    def _bare(self, text: str) -> str:
        return text.removeprefix(self.prefix()).removesuffix(self.suffix()).strip()

    def _number(self, text: str) -> float | None:
        if self.specialValueText() and text == self.specialValueText():
            return float(self.minimum())
        decimals = self.decimals() if isinstance(self, QDoubleSpinBox) else 0
        return typed_number(self._bare(text), decimals)

    @override
    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Accept a number within the range; keep what is no number in sight until it is left."""
        number = self._number(text)
        state = QValidator.State.Acceptable
        if number is None or not self.minimum() <= number <= self.maximum():
            is_typing = number is not None or _TYPING.fullmatch(self._bare(text))
            state = QValidator.State.Intermediate if is_typing else QValidator.State.Invalid
        return state, text, place

    @override
    def valueFromText(self, text: str) -> float | int:
        number = self._number(text)
        if number is None:
            return self.value()
        return number if isinstance(self, QDoubleSpinBox) else int(number)

    @override
    def fixup(self, text: str) -> str:
        """Say that the number is not taken, and go back to the one before."""
        bare = self._bare(text)
        if bare and self.isVisible():
            sentence = self._refusal(bare)
            below = self.mapToGlobal(QPoint(0, self.height()))
            QToolTip.showText(below, tool_tip(sentence), self, self.rect(), REFUSED_MS)
            self.setAccessibleDescription(sentence)
        before = self.value() if self._settled is None else self._settled
        return f"{self.prefix()}{self.textFromValue(before)}{self.suffix()}"

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._settled = self.value()
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settled = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settled = self.value()

    @override
    def setValue(self, value: float) -> None:
        super().setValue(value)
        self._settled = self.value()

    @override
    def stepBy(self, steps: int) -> None:
        super().stepBy(steps)
        self._settled = self.value()

    def _refusal(self, bare: str) -> str:
        text = QCoreApplication.translate(
            "Fields",
            "‘{text}’ is niet overgenomen. Typ een heel getal van {low} tot en met {high}.",
        )
        if isinstance(self, QDoubleSpinBox) and self.decimals():
            text = QCoreApplication.translate(
                "Fields",
                "‘{text}’ is niet overgenomen. Typ een getal van {low} tot en met {high}, met"
                " hoogstens {count} cijfers achter de komma.",
            )
            if self.decimals() == 1:
                text = QCoreApplication.translate(
                    "Fields",
                    "‘{text}’ is niet overgenomen. Typ een getal van {low} tot en met {high}, met"
                    " hoogstens 1 cijfer achter de komma.",
                )
        low, high = (self.textFromValue(n) for n in (self.minimum(), self.maximum()))
        count = self.decimals() if isinstance(self, QDoubleSpinBox) else 0
        return text.format(text=bare, low=low, high=high, count=count)


def all_taken(parent: QWidget) -> bool:
    """Take over what is typed in the fields for numbers of a widget; a click may not leave them.

    Returns
    -------
    bool
        Whether all are numbers. Otherwise the first that is none says so, and has the focus.
    """
    for field in (f for f in parent.findChildren(QAbstractSpinBox) if f.isVisible()):
        is_number = field.hasAcceptableInput()
        field.interpretText()
        if not is_number:
            field.setFocus()
            return False
    return True


class WholeField(_TypedNumber, QSpinBox):
    """A whole number."""


class DecimalField(_TypedNumber, QDoubleSpinBox):
    """A number with decimals, typed with a point or a comma."""


def dress_calendar(calendar: QCalendarWidget) -> None:
    """Give a calendar week numbers, weeks that begin on Monday, and weekends in a quiet colour."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setMinimumSize(330, 250)
    weekend = QTextCharFormat()
    weekend.setForeground(QColor(Theme.colors.muted))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, weekend)


class DayField(QDateEdit):
    """A day, typed or picked from a calendar with week numbers."""

    def __init__(self, day: QDate | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        dress_calendar(self.calendarWidget())
        if day is not None:
            self.setDate(day)


def keep_length(first: QDateEdit, last: QDateEdit) -> None:
    """Move the last day along with the first, so that the days between them stay as many."""
    before = first.date()

    def follow(day: QDate) -> None:
        nonlocal before
        moved, before = before.daysTo(day), day
        last.setDate(last.date().addDays(moved))

    first.dateChanged.connect(follow)
