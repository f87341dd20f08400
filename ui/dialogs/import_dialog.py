"""What was read, before it is taken over: files, problems with their cure, columns, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from stageplanner.problems import Severity
from ui.models.intake_rows import (
    all_problems,
    difference_columns,
    field_names,
    problem_columns,
)
from ui.models.table import TableModel
from ui.qt import ElidedLabel, button, card, column, label, row
from ui.theme import icon
from ui.widgets.data_table import DataTable
from ui.widgets.parts import EmptyState
from ui.widgets.wrapped import wrap_rows
from ui.words import Words

if TYPE_CHECKING:
    from stageplanner.domain.mapping import ColumnMapping
    from stageplanner.domain.state import State
    from stageplanner.intake import FileReport, Intake

#: Below this a guess is shown as one to look at.
SURE = 0.8


class ImportDialog(QDialog):
    """Look at an import; take it over, read again with other columns, or leave it."""

    taken = Signal(object)
    reread = Signal(object)

    def __init__(
        self, before: State, intake: Intake, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._before, self._intake, self._words = before, intake, words
        self._choices: list[tuple[ColumnMapping, list[tuple[str, QComboBox]]]] = []
        self.setWindowTitle(self.tr("Bestanden toevoegen"))
        self.setModal(True)
        self.resize(1040, 640)
        self._problems = TableModel(problem_columns(words.language), self)
        self._differences = TableModel(difference_columns(), self)
        self._build()
        self._files.setCurrentRow(0)
        self._differences.set_rows(self._find_differences())
        count = len(self._differences.rows)
        self._tabs.setTabText(2, self.tr("Verschillen  {count}").format(count=count))
        # In an empty region everything is new.
        self._tabs.setTabVisible(2, bool(self._before.periods or self._before.leerbedrijven))

    def _build(self) -> None:
        self._files = QListWidget()
        self._files.setAccessibleName(self.tr("Bestanden"))
        self._files.setFixedWidth(280)
        self._files.setSpacing(2)
        self._files.setWordWrap(True)
        whole = QListWidgetItem(icon("file"), self.tr("Alle bestanden"))
        self._files.addItem(whole)
        for report in self._intake.files:
            self._files.addItem(self._item(report))
        self._files.currentRowChanged.connect(self._show_file)
        self._tabs = QTabBar()
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(self.tr("Wat er gelezen is"))
        for text in (self.tr("Meldingen"), self.tr("Kolommen"), self.tr("Verschillen")):
            self._tabs.addTab(text)
        self._problem_table = DataTable(self._problems, self.tr("Meldingen"))
        wrap_rows(self._problem_table)
        self._no_problems = EmptyState(
            icon("check", "good", 44),
            self.tr("Alles is gelezen"),
            self.tr("Elke rij is gebruikt; er is niets om naar te kijken."),
        )
        self._problem_stack = QStackedWidget()
        self._problem_stack.addWidget(self._problem_table)
        self._problem_stack.addWidget(self._no_problems)
        self._columns = QScrollArea()
        self._columns.setWidgetResizable(True)
        self._columns.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        self._stack.addWidget(_framed(self._problem_stack))
        self._stack.addWidget(self._columns)
        self._stack.addWidget(_framed(DataTable(self._differences, self.tr("Verschillen"))))
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._again = button(self.tr("Opnieuw lezen met deze kolommen"))
        self._again.setEnabled(False)
        self._again.clicked.connect(self._on_again)
        self.take = button(self.tr("Overnemen"), "primary")
        self.take.clicked.connect(self._on_take)
        self.take.setEnabled(any(report.rows_used for report in self._intake.files))
        self.take.setDefault(True)
        cancel = button(self.tr("Niet overnemen"))
        cancel.clicked.connect(self.reject)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self._tabs)
        right.addWidget(self._stack, 1)
        body = row(self._files, gap=16)
        body.addLayout(right, 1)
        layout = column(parent=self, gap=14)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addWidget(label(self._summary(), "subtitle", wrap=True))
        layout.addLayout(body, 1)
        layout.addLayout(row(self._again, 1, cancel, self.take))

    def _summary(self) -> str:
        used = sum(report.rows_used for report in self._intake.files)
        read = sum(report.rows_read for report in self._intake.files)
        left = read - used
        words = self._words
        text = self.tr("{used} van {read} rijen kunnen worden gebruikt.")
        if left == 0 and read:
            text = self.tr("Alle {read} rijen kunnen worden gebruikt.")
        refused = sum(report.is_refused for report in self._intake.files)
        said = text.format(used=words.count(used), read=words.count(read))
        if refused:
            more = self.tr("{count} bestanden konden niet worden gelezen.")
            if refused == 1:
                more = self.tr("1 bestand kon niet worden gelezen.")
            said += " " + more.format(count=refused)
        return said

    def _item(self, report: FileReport) -> QListWidgetItem:
        worst = {problem.severity for problem in report.problems}
        sign, tone = ("check", "good")
        if report.is_refused or Severity.ERROR in worst:
            sign, tone = "error", "danger"
        elif Severity.WARNING in worst:
            sign, tone = "warning", "warning"
        text = self.tr("{used} van {read} rijen").format(
            used=report.rows_used, read=report.rows_read
        )
        if report.is_refused:
            text = self.tr("niet te lezen")
        return QListWidgetItem(icon(sign, tone), f"{report.name}\n{text}")

    def _find_differences(self) -> tuple[object, ...]:
        from stageplanner.domain.difference import difference_of_states

        return difference_of_states(self._before, self._intake.state).rows

    # --- one file --------------------------------------------------------------------------

    def _show_file(self, number: int) -> None:
        report = self._intake.files[number - 1] if number > 0 else None
        problems = all_problems(self._intake, report)
        self._problems.set_rows(problems)
        self._problem_stack.setCurrentIndex(0 if problems else 1)
        self._tabs.setTabText(0, self.tr("Meldingen  {count}").format(count=len(problems)))
        self._show_columns(report)

    def _show_columns(self, report: FileReport | None) -> None:
        inside = QWidget()
        inside.setObjectName("flow")
        layout = column(parent=inside, gap=12)
        layout.setContentsMargins(0, 4, 12, 4)
        self._choices = []
        self._again.setEnabled(False)
        if report is None or not report.tables:
            text = self.tr("Kies links een bestand; hier staat dan waarvoor elke kolom dient.")
            layout.addWidget(label(text, "muted", wrap=True))
        for table in report.tables if report is not None else ():
            text = self.tr("Blad {sheet}, kopregel {row}")
            title = text.format(sheet=table.sheet, row=table.header_row)
            layout.addWidget(label(title, "strong"))
            layout.addLayout(self._grid(table))
        layout.addStretch(1)
        self._columns.setWidget(inside)

    def _grid(self, table: object) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        names = field_names(table.kind.value)
        heads = (
            self.tr("Kolom"),
            self.tr("Kop in het bestand"),
            self.tr("Voorbeelden"),
            self.tr("Betekenis"),
            self.tr("Zekerheid"),
        )
        for i, head in enumerate(heads):
            grid.addWidget(label(head, "caption"), 0, i)
        made: list[tuple[str, QComboBox]] = []
        for line, guess in enumerate(table.columns, start=1):
            choice = QComboBox()
            choice.setAccessibleName(self.tr("Betekenis van {name}").format(name=guess.heading))
            options = dict(names)
            options.setdefault(guess.field or "", guess.field or "")
            for key, text in options.items():
                choice.addItem(text, key)
            choice.setCurrentIndex(list(options).index(guess.field or ""))
            choice.currentIndexChanged.connect(self._on_choice)
            sure = self._words.percent(guess.confidence, 0) if guess.field else ""
            if guess.field and guess.confidence < SURE:
                sure = "▲ " + sure
            samples = ElidedLabel("muted")
            samples.setText(", ".join(dict.fromkeys(guess.samples)))
            choice.setFixedWidth(230)
            parts: tuple[QLabel | QComboBox, ...] = (
                label(guess.column),
                label(guess.heading.replace("\n", " "), wrap=True),
                samples,
                choice,
                label(sure),
            )
            for i, part in enumerate(parts):
                grid.addWidget(part, line, i)
            made.append((guess.heading, choice))
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        self._choices.append((table.mapping(), made))
        return grid

    # --- what is done ----------------------------------------------------------------------

    def _on_choice(self) -> None:
        self._again.setEnabled(True)

    def _on_again(self) -> None:
        from dataclasses import replace

        mappings = tuple(
            replace(
                mapping,
                columns=tuple((head, str(choice.currentData() or "")) for head, choice in made),
            )
            for mapping, made in self._choices
        )
        self.reread.emit(mappings)
        self.done(QDialog.DialogCode.Rejected)

    def _on_take(self) -> None:
        self.taken.emit(self._intake)
        self.accept()


def _framed(inside: QWidget) -> QWidget:
    frame = card()
    column(inside, parent=frame, margin=1)
    return frame
