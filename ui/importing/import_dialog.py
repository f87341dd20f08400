"""The preview of an import: problems, rows, columns and differences.

Columns and cells are corrected here and the files read again, as often as needed. Nothing changes
in the region until the import is adopted, and the files themselves never change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from stageplanner import messages
from stageplanner.problems import Problem, Severity
from ui.base.file_dialog import ask_folder
from ui.base.formatting import Words
from ui.base.qt import button, column, label, override, restyle, row
from ui.base.theme import icon
from ui.dialogs.base import Dialog
from ui.importing.answer_field import ENTER
from ui.importing.by_hand import ByHandDecisions
from ui.importing.import_columns import ColumnsPanel, key_of
from ui.importing.import_rows import RowsPanel
from ui.importing.notice_line import NoticeLine
from ui.importing.preview_rows import all_problems
from ui.importing.preview_tables import DifferencesPanel, ProblemsPanel
from ui.importing.question_panel import Entry, QuestionPanel, entries_of

if TYPE_CHECKING:
    from stageplanner.domain.state import State
    from stageplanner.importing.preview import FileReport, Intake

QUESTIONS, PROBLEMS, ROWS, COLUMNS, DIFFERENCES = range(5)


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
        self._sources: dict[Path, tuple[object, ...]] = {}
        self.setWindowTitle(self.tr("Bestanden toevoegen"))
        self.setModal(True)
        self.resize(1120, 720)
        self._build()
        self.by_hand = ByHandDecisions(columns=self.columns.decided)
        self.show_intake(intake)
        if not self.questions.open_count:
            self.tabs.setCurrentIndex(PROBLEMS)

    # --- the parts -------------------------------------------------------------------------

    def _build(self) -> None:
        self.files = QListWidget()
        self.files.setAccessibleName(self.tr("Bestanden"))
        self.files.setFixedWidth(230)
        self.files.setSpacing(2)
        self.files.setWordWrap(True)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.currentRowChanged.connect(self._show_file)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Wat er gelezen is"))
        for text in (
            self.tr("Vragen"),
            self.tr("Meldingen"),
            self.tr("Rijen"),
            self.tr("Kolommen"),
            self.tr("Verschillen"),
        ):
            self.tabs.addTab(text)
        self._build_pages()
        self.tabs.currentChanged.connect(self._on_tab)
        self._summary = label("", "subtitle", wrap=True)
        self.notice = NoticeLine()
        self.notice.cancel_asked.connect(self.cancel_asked)
        self.notice.folder_asked.connect(self.folder_asked)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.tabs)
        right.addWidget(self.stack, 1)
        body = row(self.files, gap=16)
        body.addLayout(right, 1)
        layout = column(parent=self, gap=12)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addWidget(self._summary)
        layout.addLayout(body, 1)
        layout.addWidget(self.notice)
        layout.addLayout(self._build_buttons())

    def _build_pages(self) -> None:
        self.problems = ProblemsPanel(self._words)
        self.problems.cell_asked.connect(self._correct_cell)
        self.rows = RowsPanel(self._words)
        self.rows.corrected.connect(self._on_corrected)
        self.columns = ColumnsPanel(self._words)
        self.columns.changed.connect(self._show_pending)
        self.differences = DifferencesPanel(self._words)
        self.differences.model.settled.connect(self._show_sum)
        self.questions = QuestionPanel(self._words)
        self.questions.shown.connect(self._show_question)
        self.questions.answered.connect(self._on_answered)
        self.questions.withdrawn.connect(self._on_withdrawn)
        self.questions.left.connect(self._leave_questions)
        self.questions.ended.connect(self._on_last_answer)
        # A question stands above the rows that it is about.
        both = QWidget()
        layout = column(parent=both, gap=10)
        layout.addWidget(self.questions)
        layout.addWidget(self.rows, 1)
        self.stack = QStackedWidget()
        self._pages = (both, self.problems, both, self.columns, self.differences)
        for page in dict.fromkeys(self._pages):
            self.stack.addWidget(page)

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
        self.questions.show_entries(entries_of(intake))
        self.tabs.setTabVisible(QUESTIONS, bool(self.questions.entries))
        if tab == QUESTIONS and not self.questions.open_count:
            tab = PROBLEMS
        # In an empty region everything differs.
        is_first = not (self._before.periods or self._before.leerbedrijven)
        self.tabs.setTabVisible(DIFFERENCES, not is_first)
        self.end_reading()
        self._show_file(chosen)
        self.tabs.setCurrentIndex(tab)
        self._on_tab(tab)

    def _show_sum(self) -> None:
        self._summary.setText(self._sum_up())

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
        absent = {one.key for one in self._intake.absent}
        removed = len(absent & self.differences.removals)
        if absent:
            more = self.tr("Niet gelezen, wel bekend: {count}; daarvan uit de regio: {removed}.")
            summary += " " + more.format(count=words.count(len(absent)), removed=removed)
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
        self.problems.show_problems(problems)
        self.tabs.setTabText(PROBLEMS, self.tr("Meldingen  {count}").format(count=len(problems)))
        rows = self._find_differences() if report is None else report.changes
        absent = self._intake.absent if report is None else report.absent
        self.differences.show_differences(absent, rows)
        count = len(absent) + len(rows)
        self.tabs.setTabText(DIFFERENCES, self.tr("Verschillen  {count}").format(count=count))
        self._count_questions()
        self.columns.show_file(report)
        if report is not None and self.tabs.currentIndex() == QUESTIONS:
            self.questions.go_to_file(Path(report.path))
        self._show_rows()

    def _find_differences(self) -> tuple[object, ...]:
        from stageplanner.domain.comparison.difference import difference_of_states

        return difference_of_states(self._before, self._intake.state).rows

    # --- the rows of a file ----------------------------------------------------------------

    def _on_tab(self, index: int) -> None:
        self.questions.setVisible(index == QUESTIONS and bool(self.questions.entries))
        self.rows.show_editing(index != QUESTIONS)
        self.stack.setCurrentWidget(self._pages[index])
        if index == QUESTIONS:
            self._show_question(self.questions.entry)
            self.questions.set_focus()
        else:
            self.rows.show_asked(())
        self._show_rows()

    def _show_rows(self) -> None:
        """Show the rows of the current file; they are read when first needed."""
        if self.tabs.currentIndex() not in (ROWS, QUESTIONS) or not self.isVisible():
            return
        report = self._report()
        if report is None:
            self.rows.show_message(self.tr("Kies links een bestand; hier staan dan al zijn rijen."))
            return
        path = Path(report.path)
        reading = dict(self._intake.readings).get(path)
        if reading is None and not report.tables:
            self.rows.show_message(self.tr("Dit bestand kon niet worden gelezen."))
        elif path in self._sources:
            cells = self.by_hand.cells.get(path, {})
            self.rows.show_file(reading, self._sources[path], cells)
        else:
            self.rows.show_message()
            self.source_asked.emit(path, _wanted_rows(() if reading is None else reading.problems))

    def show_source(self, path: Path, sheets: tuple[object, ...]) -> None:
        """Show the rows of a file after they were read."""
        self._sources[path] = sheets
        self._show_rows()

    def _correct_cell(self, problem: Problem) -> None:
        """Go to the cell that a problem is about, ready to be corrected."""
        place = problem.place
        names = [report.name for report in self._intake.files]
        if place.file not in names:
            return
        self.rows.show_message()
        self._go_to(names.index(place.file), str(place.sheet), place.row or 0, place.column)
        self.tabs.setCurrentIndex(ROWS)
        self.rows.field.setFocus()
        self.rows.field.selectAll()

    def _go_to(self, number: int, sheet: str, at: int, column_name: str | None) -> None:
        if self.rows.test.key != "all":
            self.rows.test.choose("all")
        if self.files.currentRow() != number + 1:
            self.rows.show_message()
        self.rows.go_to(sheet, at, column_name)
        self.files.setCurrentRow(number + 1)

    # --- questions -------------------------------------------------------------------------

    def _count_questions(self) -> None:
        text = self.tr("Vragen  {count}").format(count=self.questions.open_count)
        self.tabs.setTabText(QUESTIONS, text)

    def _show_question(self, entry: Entry | None) -> None:
        """Show the cell that a question is about, and mark those alike."""
        if entry is None or self.tabs.currentIndex() != QUESTIONS:
            return
        paths = [Path(report.path) for report in self._intake.files]
        place = entry.question.place
        alike = entry.question.alike if entry.question.is_shared else ()
        self.rows.show_asked((str(p.sheet), p.row or 0, p.column) for p in (place, *alike))
        self._go_to(paths.index(entry.path), str(place.sheet), place.row or 0, place.column)

    def _on_answered(self, entry: Entry, answer: str | None, is_alike: bool) -> None:
        self.by_hand.answer(entry.path, entry.question, answer, is_alike=is_alike)
        self._show_decisions()

    def _on_withdrawn(self, entry: Entry) -> None:
        self.by_hand.forget(entry.path, entry.question)
        if entry.earlier is not None:
            self.by_hand.withdraw(entry.question, entry.earlier.withdrawn)
        self._show_decisions()

    def _show_decisions(self) -> None:
        """Show the decisions of a question in the rows, the columns and the counts."""
        self.columns.show_file(self._report())
        self._show_rows()
        self._count_questions()
        self._show_pending()

    def _on_last_answer(self) -> None:
        (self.again if self.again.isVisible() else self.take).setFocus()

    def _leave_questions(self) -> None:
        self.tabs.setCurrentIndex(PROBLEMS)
        self.problems.table.setFocus()

    # --- put right, and read again ---------------------------------------------------------

    def _on_corrected(self) -> None:
        report = self._report()
        if report is not None:
            self.by_hand.cells[Path(report.path)] = self.rows.corrections
            self._show_pending()

    def _show_pending(self) -> None:
        """Offer to read again, instead of adopting, while there are corrections."""
        count = self.by_hand.pending
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
        self.by_hand.note_read()
        for part in (self.again, self.take, self._copies, self.files, self.stack):
            part.setEnabled(False)
        self.notice.show_busy(self.tr("Opnieuw lezen…"))
        self.reread.emit(self.by_hand.mappings, self.by_hand.cell_texts)

    def show_part(self, part: float) -> None:
        """Show what part of the files is read."""
        self.notice.show_part(part)

    def end_reading(self, problem: object = None) -> None:
        """Enable the dialog after reading again, and show why it failed, if it did."""
        for part in (self.files, self.stack):
            part.setEnabled(True)
        self._copies.setEnabled(any(reading.problems for _, reading in self._intake.readings))
        if problem is not None:
            self.by_hand.note_failed()
            text = self.tr("Het lezen is mislukt; er is niets veranderd.")
            if isinstance(problem, Problem):
                sentence = messages.sentence(problem, self._words.language)
                text = sentence[:1].upper() + sentence[1:]
            self.notice.show_result(text)
        else:
            self.notice.hide()
        self._show_pending()

    # --- copies ----------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        ask_folder(self, self.tr("Map voor de gemarkeerde kopieën"), self.copy_to)

    def copy_to(self, folder: str) -> None:
        """Write the marked copies into a folder."""
        self._copies.setEnabled(False)
        self.notice.show_busy(self.tr("Kopieën schrijven…"), is_measured=False)
        self.copies_asked.emit(self._intake, folder)

    def show_copies(self, files: tuple[Path, ...]) -> None:
        """Show that the copies are written."""
        self._copies.setEnabled(True)
        self.notice.show_copies(files)

    # --- the end ---------------------------------------------------------------------------

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the rows now: while the dialog was built nobody listened."""
        super().showEvent(event)
        self._on_tab(self.tabs.currentIndex())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ignore Enter in a table, so that it does not adopt the import."""
        focus = self.focusWidget()
        if event.key() in ENTER and focus is not None and self.stack.isAncestorOf(focus):
            return
        super().keyPressEvent(event)

    def _on_take(self) -> None:
        from stageplanner.importing.preview import removing

        known = {key_of(mapping) for mapping in self._intake.mappings if mapping.columns}
        kept = [mapping for key, mapping in self.columns.kept.items() if key not in known]
        intake = removing(self._intake, self.differences.removals)
        self.taken.emit(replace(intake, mappings=(*intake.mappings, *kept)))
        self.accept()


def _wanted_rows(problems: Iterable[Problem]) -> dict[str, frozenset[int]]:
    """Return the rows with problems, per sheet: they are shown however far down."""
    wanted: dict[str, frozenset[int]] = {}
    for problem in problems:
        place = problem.place
        if place.sheet and place.row:
            wanted[place.sheet] = wanted.get(place.sheet, frozenset()) | {place.row}
    return wanted
