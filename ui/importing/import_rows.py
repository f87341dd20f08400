"""The rows of a file with their outcome; cells are corrected here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStackedWidget,
    QTableView,
    QWidget,
)

from ui.base.formatting import Words
from ui.base.qt import card, column, label, override, row
from ui.importing.answer_field import AnswerField
from ui.importing.fate_legend import FateLegend
from ui.importing.source_rows import Place, SheetReading, SourceModel, sheet_reading
from ui.widgets.small_parts import Choice, Segments

#: Number of rows that are measured for the width of a column.
SAMPLED = 40


class SourceTable(QTableView):
    """The cells of a sheet; Enter edits one."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.state() is not QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)


class RowsPanel(QWidget):
    """A sheet of the current file; ``corrected`` is emitted for every corrected cell."""

    corrected = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._reading: Any = None
        self._sheets: tuple[Any, ...] = ()
        self._corrections: dict[str, dict[Place, str]] = {}
        self._wanted: tuple[str, int, str | None] | None = None
        self._asked: dict[str, set[Place]] = {}
        self.model = SourceModel(words.language, self)
        self.model.corrected.connect(self._on_corrected)
        self._sheet = Choice([], self.tr("Blad"))
        self._sheet.setMinimumWidth(150)
        self._sheet.currentIndexChanged.connect(self._show_sheet)
        self.test = Segments(
            [
                ("all", self.tr("Alle rijen")),
                ("told", self.tr("Met melding")),
                ("refused", self.tr("Niet gebruikt")),
            ],
            self.tr("Welke rijen"),
        )
        self.test.chosen.connect(self._on_test)
        self._count = label("", "muted")
        self.table = SourceTable()
        self._set_up_table()
        self.cell = label("", "strong")
        self.cell.setMinimumWidth(48)
        self.field = AnswerField()
        self.field.setAccessibleName(self.tr("Waarde van de cel"))
        self.field.entered.connect(self._on_entered)
        self.status = label("", wrap=True)
        self.status.setMinimumHeight(36)
        self.status.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        frame = card()
        column(self.table, parent=frame, margin=1)
        self._waiting = label(self.tr("De rijen worden opgehaald…"), "muted", wrap=True)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(frame)
        self._stack.addWidget(self._waiting)
        self._editing = (self.test, self.cell, self.field, self.status)
        layout = column(parent=self, gap=8)
        layout.addLayout(row(self.test, self._sheet, 1, self._count, gap=12))
        layout.addWidget(self._stack, 1)
        layout.addWidget(FateLegend())
        layout.addLayout(row(self.cell, self.field, gap=8))
        layout.addWidget(self.status)

    def show_editing(self, is_shown: bool) -> None:
        """Show or hide what chooses rows and corrects a cell; a question needs the room."""
        for part in self._editing:
            part.setVisible(is_shown)
        self._count.setVisible(is_shown)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Rijen van het bestand"))
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setObjectName("rowNumbers")
        table.verticalHeader().setFixedWidth(52)
        table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        table.verticalHeader().setDefaultSectionSize(30)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().setHighlightSections(False)
        table.selectionModel().currentChanged.connect(self._show_cell)

    # --- which file ------------------------------------------------------------------------

    def show_message(self, text: str = "") -> None:
        """Show a text instead of rows; by default that they are being read."""
        self._sheets = ()
        self.model.show_sheet(None, SheetReading(), {})
        self._waiting.setText(text or self.tr("De rijen worden opgehaald…"))
        self._stack.setCurrentIndex(1)
        self._sheet.hide()
        self._count.setText("")
        self._show_cell(QModelIndex())

    def show_file(
        self,
        reading: object,
        sheets: tuple[object, ...],
        corrections: Mapping[str, Mapping[Place, str]],
    ) -> None:
        """Show the sheets of a file with their reading and corrections."""
        name = self._sheet.currentText()
        self._reading, self._sheets = reading, sheets
        self._corrections = {sheet: dict(cells) for sheet, cells in corrections.items()}
        self._sheet.blockSignals(True)
        self._sheet.clear()
        for sheet in self._sheets:
            self._sheet.addItem(sheet.name, sheet.name)
        number = self._sheet.findText(self._wanted[0] if self._wanted else name)
        self._sheet.setCurrentIndex(max(0, number))
        self._sheet.blockSignals(False)
        self._sheet.setVisible(len(sheets) > 1)
        self._stack.setCurrentIndex(0)
        self._show_sheet()

    def _show_sheet(self) -> None:
        number = self._sheet.currentIndex()
        if not 0 <= number < len(self._sheets):
            return
        index = self.table.currentIndex()
        place = self.model.place(index) if index.isValid() and index.row() < 1e9 else None
        sheet = self._sheets[number]
        self.model.show_sheet(
            sheet, sheet_reading(self._reading, sheet.name), self._corrections.get(sheet.name, {})
        )
        self._mark_asked()
        self._fit_columns()
        self._show_count(sheet)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.go_to(*wanted)
        elif place is not None:
            self._select(self.model.index_of(*place))
        self._show_cell(self.table.currentIndex())

    def _fit_columns(self) -> None:
        metrics = self.table.fontMetrics()
        side = Qt.Orientation.Horizontal
        for number in range(self.model.columnCount()):
            texts = [str(self.model.headerData(number, side))]
            count = min(SAMPLED, self.model.rowCount())
            texts += [self.model.text(self.model.index(i, number)) for i in range(count)]
            # A title above the table may extend over its neighbours.
            widths = sorted(metrics.horizontalAdvance(text) for text in texts[1:])
            usual = widths[int(len(widths) * 0.9)] if widths else 0
            head = metrics.horizontalAdvance(texts[0]) + 34
            # Room for an icon in front of the text.
            self.table.setColumnWidth(number, max(72, min(280, max(head, usual + 46))))

    def _show_count(self, sheet: object) -> None:
        counts, words = self.model.counts(), self._words
        text = self.tr("{used} gebruikt, {corrected} met aanname, {refused} niet gebruikt")
        summary = text.format(**{name: words.count(count) for name, count in counts.items()})
        if len(sheet.numbers) < sheet.total:
            more = self.tr("de eerste {count} van {total} rijen")
            shown = more.format(
                count=words.count(len(sheet.numbers)), total=words.count(sheet.total)
            )
            summary = f"{summary} · {shown}"
        self._count.setText(summary)

    # --- which cell ------------------------------------------------------------------------

    def show_asked(self, places: Iterable[tuple[str, int, str | None]]) -> None:
        """Mark the cells that a question is about, on every sheet."""
        self._asked = {}
        for sheet, number, letter in places:
            if letter:
                self._asked.setdefault(sheet, set()).add((number, letter))
        self._mark_asked()

    def _mark_asked(self) -> None:
        self.model.show_asked(frozenset(self._asked.get(self._sheet.currentText(), ())))

    def go_to(self, sheet: str, number: int, letter: str | None) -> None:
        """Go to a cell, now or as soon as the rows are read."""
        if not self._sheets:
            self._wanted = (sheet, number, letter)
            return
        position = self._sheet.findText(sheet)
        if position != self._sheet.currentIndex() and position >= 0:
            self._wanted = (sheet, number, letter)
            self._sheet.setCurrentIndex(position)
            return
        self._select(self.model.index_of(number, letter))

    def _select(self, index: QModelIndex) -> None:
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self._show_cell(index)

    def _show_cell(self, index: QModelIndex) -> None:
        place = self.model.place(index) if index.isValid() else None
        self.cell.setText(f"{place[1]}{place[0]}" if place else "")
        self.field.setEnabled(place is not None)
        self.field.setText(self.model.text(index) if place is not None else "")
        sentences = self.model.cell_sentences(index) if index.isValid() else ""
        if not sentences and self._sheets:
            sentences = self.tr(
                "Kies een cel om haar te verbeteren; het bestand zelf blijft zoals het is."
            )
        self.status.setText(sentences)

    def _on_entered(self) -> None:
        index = self.table.currentIndex()
        if self.model.setData(index, self.field.text()):
            self.table.setFocus()

    def _on_test(self, test: str) -> None:
        self.model.show_only(test)
        self._show_cell(QModelIndex())

    def _on_corrected(self) -> None:
        name = self._sheet.currentText()
        self._corrections[name] = self.model.corrections
        self._show_cell(self.table.currentIndex())
        self.corrected.emit()

    @property
    def corrections(self) -> dict[str, dict[Place, str]]:
        """The corrected cells, per sheet."""
        return {sheet: dict(cells) for sheet, cells in self._corrections.items() if cells}
