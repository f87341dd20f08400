"""Editor of one part of a group: students, form, weekdays, first and last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QFrame, QToolButton

from stageplanner.domain.form import Form
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement
from ui.base.fields import DayField, WholeField, keep_length
from ui.base.formatting import Words
from ui.base.qt import DropDown, column, label, row

if TYPE_CHECKING:
    from datetime import date

DAYS = 5


class PartEditor(QFrame):
    """One part of a group: students, form, weekdays, first and last day."""

    changed = Signal()

    def __init__(self, name: str, most: int, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.students = WholeField()
        self.students.setRange(1, max(1, most))
        self.students.setFixedWidth(64)
        self.students.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.form = DropDown()
        for form in Form:
            self.form.addItem(words.form(form), form)
        self.start, self.end = DayField(), DayField()
        for field in (self.start, self.end):
            field.setDisplayFormat("d MMM yyyy")
            field.dateChanged.connect(self.changed)
        keep_length(self.start, self.end)
        self.days = [QToolButton() for _ in range(DAYS)]
        days = row(gap=2)
        for i, day in enumerate(self.days):
            day.setProperty("role", "day")
            day.setText(words.weekdays((i,)))
            day.setCheckable(True)
            day.setAccessibleName(f"{name}: {words.long_weekday(i)}")
            day.toggled.connect(self._on_day)
            days.addWidget(day)
        self.students.valueChanged.connect(self.changed)
        self.form.currentIndexChanged.connect(self.changed)
        for field, text in (
            (self.students, self.tr("Studenten")),
            (self.form, self.tr("Vorm")),
            (self.start, self.tr("Eerste dag")),
            (self.end, self.tr("Laatste dag")),
        ):
            field.setAccessibleName(f"{name}: {text}")
        layout = column(parent=self, gap=8, margin=12)
        layout.addWidget(label(name, "strong"))
        first = row(self.students, label(self.tr("studenten"), "muted"), self.form, 1, gap=8)
        first.addLayout(days)
        layout.addLayout(first)
        until = label(self.tr("t/m"), "muted")
        layout.addLayout(row(label(self.tr("van"), "muted"), self.start, until, self.end, 1))

    def show_placement(self, placement: Placement) -> None:
        """Show a placement."""
        option = placement.option
        self.students.setValue(placement.students)
        self.form.setCurrentIndex(self.form.findData(option.form))
        self.start.setDate(_qdate(option.start))
        self.end.setDate(_qdate(option.end))
        for i, day in enumerate(self.days):
            day.setChecked(i in (option.weekdays or ()))
        # Free weekdays stay free until one is chosen.
        self._open_days = option.days_per_week if option.weekdays is None else 0

    _open_days = 0

    def _on_day(self) -> None:
        self._open_days = 0
        self.changed.emit()

    @property
    def placement(self) -> Placement:
        """The placement that is filled in."""
        weekdays = tuple(i for i, day in enumerate(self.days) if day.isChecked())
        is_open = self._open_days > 0
        option = Option(
            form=Form(self.form.currentData()),
            start=self.start.date().toPython(),
            end=self.end.date().toPython(),
            days_per_week=self._open_days if is_open else len(weekdays),
            weekdays=None if is_open else weekdays,
        )
        return Placement(option=option, students=self.students.value())


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
