"""The preview of an import: problems, rows, columns and differences.

Columns and cells are corrected here and the files read again, as often as needed. Nothing changes
in the region until the import is adopted, and the files themselves never change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from stageplanner import messages
from stageplanner.problems import Problem, Severity
from ui.base.formatting import Words
from ui.base.qt import ask_folder, button, card, column, label, override, restyle, row
from ui.base.theme import icon
from ui.dialogs.base import Dialog
from ui.importing.import_columns import ColumnsPanel, Key, key_of
from ui.importing.import_jobs import CellText
from ui.importing.import_rows import RowsPanel
from ui.importing.preview_rows import all_problems, difference_columns
from ui.importing.source_rows import Place
from ui.tables.data_table import DataTable
from ui.tables.problem_columns import problem_columns
from ui.tables.table_model import RowRole, TableModel
from ui.tables.wrapped_text import wrap_rows
from ui.widgets.small_parts import EmptyState

if TYPE_CHECKING:
    from stageplanner.domain.column_mapping import ColumnMapping
    from stageplanner.domain.state import State
    from stageplanner.importing.preview import FileReport, Intake

PROBLEMS, ROWS, COLUMNS, DIFFERENCES = range(4)
#: Corrected cells, per file and sheet.
Corrections = dict[Path, dict[str, dict[Place, str]]]


class ImportDialog(Dialog):
    """Preview of an import that is corrected and read again, then adopted or left."""

    chapter = "data"

    taken = Signal(object)
    reread = Signal(object, object)
    source_asked = Signal(object, object)
    copies_asked = Signal(object, str)
    cancel_asked = Signal()
    folder_asked = Signal(str)

    def __init__(
        self, before: State, intake: Intake, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._before, self._intake, self._words = before, intake, words
        self._corrections: Corrections = {}
        self._read_with: tuple[dict[Key, ColumnMapping], Corrections] = ({}, {})
        self._sources: dict[Path, tuple[object, ...]] = {}
        self._copied = ""
        self.setWindowTitle(self.tr("Bestanden toevoegen"))
        self.setModal(True)
        self.resize(1120, 680)
        self.problems = TableModel(problem_columns(words.language), self)
        self.differences = TableModel(difference_columns(words.language), self)
        self._build()
        self.show_intake(intake)
        self.files.setCurrentRow(0)

    # --- the parts -------------------------------------------------------------------------

    def _build(self) -> None:
        self.files = QListWidget()
        self.files.setAccessibleName(self.tr("Bestanden"))
        self.files.setFixedWidth(250)
        self.files.setSpacing(2)
        self.files.setWordWrap(True)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.currentRowChanged.connect(self._show_file)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Wat er gelezen is"))
        for text in (
            self.tr("Meldingen"),
            self.tr("Rijen"),
            self.tr("Kolommen"),
            self.tr("Verschillen"),
        ):
            self.tabs.addTab(text)
        self.rows = RowsPanel(self._words)
        self.rows.corrected.connect(self._on_corrected)
        self.columns = ColumnsPanel(self._words)
        self.columns.changed.connect(self._show_pending)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._build_problems())
        self.stack.addWidget(self.rows)
        self.stack.addWidget(self.columns)
        self.stack.addWidget(self._build_differences())
        self.tabs.currentChanged.connect(self._on_tab)
        self._summary = label("", "subtitle", wrap=True)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.tabs)
        right.addWidget(self.stack, 1)
        body = row(self.files, gap=16)
        body.addLayout(right, 1)
        layout = column(parent=self, gap=14)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addWidget(self._summary)
        layout.addLayout(body, 1)
        layout.addWidget(self._build_notice())
        layout.addLayout(self._build_buttons())

    def _build_problems(self) -> QWidget:
        self.problem_table = DataTable(self.problems, self.tr("Meldingen"))
        wrap_rows(self.problem_table)
        self.problem_table.activated.connect(self._go_to_cell)
        self.problem_table.selectionModel().currentRowChanged.connect(self._on_problem)
        self._no_problems = EmptyState(
            icon("check", "good", 44),
            self.tr("Alles is gelezen"),
            self.tr("Elke rij is gebruikt; er is niets om naar te kijken."),
        )
        self.correct = button(self.tr("Verbeter deze cel…"))
        self.correct.setIcon(icon("edit"))
        self.correct.clicked.connect(self._go_to_current_cell)
        both = QWidget()
        column(
            _framed(self.problem_table),
            parent=both,
            gap=8,
        ).addLayout(row(self.correct, 1))
        self._problem_stack = QStackedWidget()
        self._problem_stack.addWidget(both)
        self._problem_stack.addWidget(self._no_problems)
        return self._problem_stack

    def _build_differences(self) -> QWidget:
        table = DataTable(self.differences, self.tr("Verschillen"))
        wrap_rows(table)
        self._difference_stack = QStackedWidget()
        self._difference_stack.addWidget(_framed(table))
        self._difference_stack.addWidget(
            EmptyState(
                icon("check", "good", 44),
                self.tr("Geen verschillen"),
                self.tr("Wat hier staat, staat al zo in de regio."),
            )
        )
        return self._difference_stack

    def _build_notice(self) -> QWidget:
        """Build the line of progress and results: reading again, copies."""
        self._notice = card("card")
        self.status = label("", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._bar.setAccessibleName(self.tr("Voortgang"))
        self.stop = button(self.tr("Annuleren"))
        self.stop.clicked.connect(self.cancel_asked)
        self.folder = button(self.tr("Map openen"), "link")
        self.folder.clicked.connect(self._on_folder)
        line = row(self.status, self.folder, self._bar, self.stop, parent=self._notice, gap=12)
        line.setContentsMargins(14, 8, 14, 8)
        line.setStretch(0, 1)
        self._notice.hide()
        return self._notice

    def _build_buttons(self) -> QVBoxLayout:
        self._copies = button(self.tr("Gemarkeerde kopieën…"))
        self._copies.setToolTip(
            self.tr("Een kopie van elk bestand met meldingen, de cellen gemarkeerd en uitgelegd")
        )
        self._copies.clicked.connect(self._ask_folder)
        self.again = button("")
        self.again.clicked.connect(self._on_again)
        self.take = button(self.tr("Overnemen"), "primary")
        self.take.clicked.connect(self._on_take)
        self._leave = button(self.tr("Niet overnemen"))
        self._leave.clicked.connect(self.reject)
        return row(self._copies, 1, self.again, self._leave, self.take)

    # --- what was read ---------------------------------------------------------------------

    def show_intake(self, intake: Intake) -> None:
        """Show what was read and keep the current file and tab."""
        self._intake = intake
        chosen, tab = max(0, self.files.currentRow()), self.tabs.currentIndex()
        self.files.blockSignals(True)
        self.files.clear()
        self.files.addItem(QListWidgetItem(icon("file"), self.tr("Alle bestanden")))
        for report in intake.files:
            self.files.addItem(self._item(report))
        self.files.setCurrentRow(chosen)
        self.files.blockSignals(False)
        self._summary.setText(self._sum_up())
        # In an empty region everything differs.
        is_first = not (self._before.periods or self._before.leerbedrijven)
        self.tabs.setTabVisible(DIFFERENCES, not is_first)
        self._copies.setEnabled(any(reading.problems for _, reading in intake.readings))
        self.end_reading()
        self._show_file(chosen)
        self.tabs.setCurrentIndex(tab)

    def _sum_up(self) -> str:
        used = sum(report.rows_used for report in self._intake.files)
        read = sum(report.rows_read for report in self._intake.files)
        words = self._words
        text = self.tr("{used} van {read} rijen kunnen worden gebruikt.")
        if used == read and read:
            text = self.tr("Alle {read} rijen kunnen worden gebruikt.")
        refused = sum(report.is_refused for report in self._intake.files)
        summary = text.format(used=words.count(used), read=words.count(read))
        if refused:
            more = self.tr("{count} bestanden konden niet worden gelezen.")
            if refused == 1:
                more = self.tr("1 bestand kon niet worden gelezen.")
            summary += " " + more.format(count=refused)
        return summary

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

    def _report(self) -> FileReport | None:
        number = self.files.currentRow()
        return self._intake.files[number - 1] if number > 0 else None

    def _show_file(self, _number: int) -> None:
        report = self._report()
        problems = all_problems(self._intake, report)
        self.problems.set_rows(problems)
        self._problem_stack.setCurrentIndex(0 if problems else 1)
        self.tabs.setTabText(PROBLEMS, self.tr("Meldingen  {count}").format(count=len(problems)))
        rows = self._find_differences() if report is None else report.changes
        self.differences.set_rows(rows)
        self._difference_stack.setCurrentIndex(0 if rows else 1)
        self.tabs.setTabText(DIFFERENCES, self.tr("Verschillen  {count}").format(count=len(rows)))
        self.columns.show_file(report)
        self._on_problem(self.problem_table.currentIndex())
        self._show_rows()

    def _find_differences(self) -> tuple[object, ...]:
        from stageplanner.domain.comparison.difference import difference_of_states

        return difference_of_states(self._before, self._intake.state).rows

    # --- the rows of a file ----------------------------------------------------------------

    def _on_tab(self, index: int) -> None:
        self.stack.setCurrentIndex(index)
        self._show_rows()

    def _show_rows(self) -> None:
        """Show the rows of the current file; they are read when first needed."""
        if self.tabs.currentIndex() != ROWS:
            return
        report = self._report()
        if report is None:
            self.rows.show_message(self.tr("Kies links een bestand; hier staan dan al zijn rijen."))
            return
        path = Path(report.path)
        reading = dict(self._intake.readings).get(path)
        if reading is None:
            self.rows.show_message(self.tr("Dit bestand kon niet worden gelezen."))
        elif path in self._sources:
            self.rows.show_file(reading, self._sources[path], self._corrections.get(path, {}))
        else:
            self.rows.show_message()
            wanted: dict[str, frozenset[int]] = {}
            for problem in reading.problems:
                place = problem.place
                if place.sheet and place.row:
                    wanted[place.sheet] = wanted.get(place.sheet, frozenset()) | {place.row}
            self.source_asked.emit(path, wanted)

    def show_source(self, path: Path, sheets: tuple[object, ...]) -> None:
        """Show the rows of a file after they were read."""
        self._sources[path] = sheets
        self._show_rows()

    def _on_problem(self, index: QModelIndex) -> None:
        problem = index.data(RowRole) if index.isValid() else None
        place = problem.place if isinstance(problem, Problem) else None
        self.correct.setEnabled(bool(place and place.file and place.sheet and place.row))

    def _go_to_current_cell(self) -> None:
        self._go_to_cell(self.problem_table.currentIndex())

    def _go_to_cell(self, index: QModelIndex) -> None:
        """Go to the cell that a problem is about, ready to be corrected."""
        problem = index.data(RowRole)
        if not isinstance(problem, Problem) or not (problem.place.sheet and problem.place.row):
            return
        names = [report.name for report in self._intake.files]
        if problem.place.file not in names:
            return
        place = problem.place
        self.rows.test.choose("all")
        self.rows.show_message()
        self.rows.go_to(place.sheet, place.row, place.column)
        self.files.setCurrentRow(names.index(place.file) + 1)
        self.tabs.setCurrentIndex(ROWS)
        self.rows.field.setFocus()
        self.rows.field.selectAll()

    # --- put right, and read again ---------------------------------------------------------

    def _on_corrected(self) -> None:
        report = self._report()
        if report is not None:
            self._corrections[Path(report.path)] = self.rows.corrections
            self._show_pending()

    @property
    def _pending(self) -> int:
        """Number of corrections since the files were read."""
        columns, cells = self._read_with
        changed = sum(
            self.columns.decided.get(key) != columns.get(key)
            for key in {*self.columns.decided, *columns}
        )
        now, then = _flat(self._corrections), _flat(cells)
        return changed + sum(now.get(cell) != then.get(cell) for cell in {*now, *then})

    def _show_pending(self) -> None:
        """Offer to read again, instead of adopting, while there are corrections."""
        count = self._pending
        text = self.tr("Opnieuw lezen met {count} verbeteringen")
        if count == 1:
            text = self.tr("Opnieuw lezen met 1 verbetering")
        self.again.setText(text.format(count=count))
        self.again.setVisible(count > 0)
        self.again.setEnabled(count > 0)
        can_take = any(report.rows_used for report in self._intake.files)
        self.take.setEnabled(can_take and not count)
        restyle(self.again, role="primary" if count else "")
        restyle(self.take, role="" if count else "primary")
        (self.again if count else self.take).setDefault(True)

    def _on_again(self) -> None:
        self._read_with = (
            dict(self.columns.decided),
            {
                path: {sheet: dict(cells) for sheet, cells in sheets.items()}
                for path, sheets in self._corrections.items()
            },
        )
        for part in (self.again, self.take, self._copies, self.files, self.stack):
            part.setEnabled(False)
        self._show_status(self.tr("Opnieuw lezen…"), is_busy=True)
        self.reread.emit(tuple(self.columns.decided.values()), cell_texts(self._corrections))

    def show_part(self, part: float) -> None:
        """Show what part of the files is read."""
        self._bar.setValue(round(part * 100))

    def end_reading(self, problem: object = None) -> None:
        """Enable the dialog after reading again, and show why it failed, if it did."""
        for part in (self.files, self.stack):
            part.setEnabled(True)
        self._copies.setEnabled(any(reading.problems for _, reading in self._intake.readings))
        if problem is not None:
            self._read_with = ({}, {})
            text = self.tr("Het lezen is mislukt; er is niets veranderd.")
            if isinstance(problem, Problem):
                sentence = messages.sentence(problem, self._words.language)
                text = sentence[:1].upper() + sentence[1:]
            self._show_status(text)
        else:
            self._notice.hide()
        self._show_pending()

    # --- copies ----------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        ask_folder(self, self.tr("Map voor de gemarkeerde kopieën"), self.copy_to)

    def copy_to(self, folder: str) -> None:
        """Write the marked copies into a folder."""
        self._copies.setEnabled(False)
        self._show_status(self.tr("Kopieën schrijven…"), is_busy=True)
        self._bar.setRange(0, 0)
        self.copies_asked.emit(self._intake, folder)

    def show_copies(self, files: tuple[Path, ...]) -> None:
        """Show that the copies are written."""
        self._copies.setEnabled(True)
        text = self.tr("{count} gemarkeerde kopieën geschreven: {names}")
        if len(files) == 1:
            text = self.tr("1 gemarkeerde kopie geschreven: {names}")
        names = ", ".join(file.name for file in files)
        self._copied = str(files[0].parent) if files else ""
        self._show_status(text.format(count=len(files), names=names))

    def _on_folder(self) -> None:
        self.folder_asked.emit(self._copied)

    def _show_status(self, text: str, *, is_busy: bool = False) -> None:
        self.status.setText(text)
        self._bar.setRange(0, 100)
        self._bar.setValue(0)
        self._bar.setVisible(is_busy)
        self.stop.setVisible(is_busy)
        if is_busy:
            self._copied = ""
        self.folder.setVisible(bool(self._copied))
        self._notice.show()

    # --- the end ---------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ignore Enter in a table, so that it does not adopt the import."""
        focus = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and focus is not None and self.stack.isAncestorOf(focus):
            return
        super().keyPressEvent(event)

    def _on_take(self) -> None:
        kept = [
            mapping
            for key, mapping in self.columns.kept.items()
            if key not in {key_of(known) for known in self._intake.mappings}
        ]
        self.taken.emit(replace(self._intake, mappings=(*self._intake.mappings, *kept)))
        self.accept()


def cell_texts(
    corrections: Mapping[Path, Mapping[str, Mapping[Place, str]]],
) -> dict[Path, tuple[CellText, ...]]:
    """Return the corrected cells as the core takes them."""
    return {
        path: tuple(
            (sheet, number, letter, text)
            for sheet, cells in sheets.items()
            for (number, letter), text in cells.items()
        )
        for path, sheets in corrections.items()
    }


def _flat(corrections: Corrections) -> dict[tuple[Path, str, Place], str]:
    return {
        (path, sheet, place): text
        for path, sheets in corrections.items()
        for sheet, cells in sheets.items()
        for place, text in cells.items()
    }


def _framed(inside: QWidget) -> QWidget:
    frame = card()
    column(inside, parent=frame, margin=1)
    return frame
