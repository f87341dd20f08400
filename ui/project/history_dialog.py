"""The history of a region: every change, with its values before and after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QSplitter, QStackedWidget, QWidget

from stageplanner.disk.drafts import placing
from stageplanner.domain.comparison.records import history_csv
from stageplanner.messages import sentence
from stageplanner.problems import StagePlannerError
from stageplanner.reporting.history_text import event_changes
from ui.base.file_dialog import FileDialog
from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, row, tool_tip
from ui.base.theme import icon
from ui.dialogs.base import Dialog
from ui.project.history_rows import change_columns, event_columns
from ui.tables.data_table import DataTable
from ui.tables.table_model import RowRole, TableModel
from ui.widgets.small_parts import EmptyState

if TYPE_CHECKING:
    from stageplanner.domain.history import Event
    from stageplanner.project import Project


class HistoryDialog(Dialog):
    """The changes, newest first, above the values that the selected one changed."""

    chapter = "files"

    def __init__(self, project: Project, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project, self._words = project, words
        self._history = project.history
        self.setWindowTitle(self.tr("Geschiedenis"))
        self.resize(1120, 680)
        periods = {period.id: period for period in project.state.periods}
        self.events = TableModel(event_columns(words), self)
        self.changes = TableModel(change_columns(words, periods), self)
        self._build_tables()
        self._build_filter()
        self._build()
        self.events.set_rows(tuple(reversed(self._history)))
        self.table.selectionModel().currentRowChanged.connect(self._show_changes)
        self.table.selectRow(0)
        self._count()

    def _build_tables(self) -> None:
        self.table = DataTable(self.events, self.tr("Wijzigingen"))
        self.details = DataTable(self.changes, self.tr("Wat de gekozen wijziging raakte"))
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.setChildrenCollapsible(False)
        for table, height in ((self.table, 380), (self.details, 200)):
            frame = card()
            column(table, parent=frame, margin=1)
            frame.setMinimumHeight(120)
            self.parts.addWidget(frame)
            self.parts.setStretchFactor(self.parts.count() - 1, height)

    def _build_filter(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Filter op naam, bestand, stageperiode…"))
        self.field.setAccessibleName(self.tr("Filter"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.table.filter.set_words)
        self.field.textChanged.connect(self._count)
        self.field.setEnabled(bool(self._history))
        self.status = label("", "muted")

    def _build(self) -> None:
        self.message = label("", "muted", wrap=True)
        self.export = button(self.tr("Bewaren als csv…"))
        self.export.clicked.connect(self._ask_export)
        self.export.setEnabled(bool(self._history))
        self.back = button(self.tr("Terug naar dit moment"))
        self.back.setIcon(icon("undo"))
        self.back.clicked.connect(self.go_back)
        close = button(self.tr("Sluiten"), "primary")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        nothing = EmptyState(
            icon("calendar", "muted", 44),
            self.tr("Nog niets gewijzigd"),
            self.tr("Elke import, wijziging en afspraak komt hier te staan, met wie en wanneer."),
        )
        stack = QStackedWidget()
        stack.addWidget(self.parts)
        stack.addWidget(nothing)
        stack.setCurrentIndex(0 if self._history else 1)
        layout = column(parent=self, gap=12)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addLayout(row(self.field, self.status, gap=12))
        layout.addWidget(stack, 1)
        layout.addLayout(row(self.back, self.export, self.message, 1, close))

    def _count(self) -> None:
        text = self.tr("{count} wijzigingen")
        if self.table.filter.rowCount() == 1:
            text = self.tr("1 wijziging")
        self.status.setText(text.format(count=self._words.count(self.table.filter.rowCount())))

    def _show_changes(self) -> None:
        event = self.table.currentIndex().data(RowRole)
        self.changes.set_rows(event_changes(event) if event is not None else ())
        can_go = event is not None and self._project.has_moment(self._number(event))
        self.back.setEnabled(can_go)
        why = self.tr("Maakt de regio zoals zij toen was, in één stap; scenario's blijven")
        if not can_go:
            why = self.tr("Terug kan naar wat er sinds het openen van het bestand is gebeurd")
        self.back.setToolTip(tool_tip(why))

    def _number(self, event: Event) -> int:
        """Return the place of an event in the history; two may be equal, but not the same."""
        return next(i for i, other in enumerate(self._history) if other is event)

    def go_back(self) -> None:
        """Make the region as it was just after the selected change, in one step."""
        event = self.table.currentIndex().data(RowRole)
        self._project.go_back_to(self._number(event))
        self._history = self._project.history
        self.events.set_rows(tuple(reversed(self._history)))
        self.table.selectRow(0)
        self._show_changes()
        self._count()
        moment = event.when.astimezone()
        text = self.tr("De regio is weer zoals op {day}, {time}. Ongedaan maken kan met Ctrl+Z.")
        day = self._words.day(moment.date())
        self.message.setText(text.format(day=day, time=f"{moment:%H:%M:%S}"))

    def _ask_export(self) -> None:
        dialog = FileDialog(self, self.tr("Geschiedenis bewaren"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("csv (*.csv)")
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, path: str) -> None:
        """Write the whole history as a csv table for Excel."""
        try:
            with placing() as drafts:
                drafts.write(Path(path), history_csv(self._history).encode("utf-8-sig"))
        except StagePlannerError as error:
            self.message.setText(sentence(error.problem, self._words.language))
            return
        text = self.tr("Bewaard: {file}")
        self.message.setText(text.format(file=Path(path).name))
