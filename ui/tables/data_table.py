"""A table of rows that is sorted, filtered, and copied to Excel."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from ui.base.qt import override
from ui.tables.filter_model import FilterModel
from ui.tables.table_model import TableModel


class DataTable(QTableView):
    """A sortable, filterable table of rows; Ctrl+C copies to the clipboard for Excel."""

    def __init__(self, model: TableModel, name: str) -> None:
        super().__init__()
        self.columns = model.columns
        #: Columns with the width that the user gave them.
        self._by_hand: dict[int, int] = {}
        self._is_fitting = False
        #: Whether Qt gives the first row the focus, which is no choice of the user.
        self.is_entering = False
        self.filter = FilterModel(self)
        self.filter.setSourceModel(model)
        self.setModel(self.filter)
        self.setAccessibleName(name)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(32)
        self.setTabKeyNavigation(False)
        self._set_up_header()
        QShortcut(
            QKeySequence.StandardKey.Copy,
            self,
            self.copy_selection,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsMovable(True)
        header.setSortIndicatorClearable(True)
        for i, shown in enumerate(self.columns):
            self.setColumnWidth(i, shown.width)
        header.sectionResized.connect(self._on_resized)

    @override
    def selectRow(self, row: int) -> None:
        """Select one row, whichever keys are held: Qt would toggle it while Ctrl is down."""
        self.setCurrentIndex(self.model().index(row, 0))

    @override
    def setCurrentIndex(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Select a cell or its row alone, whichever keys are held."""
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect
        if self.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows:
            how |= QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, how)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.is_entering = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.is_entering = False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the spare width over the columns that stretch."""
        super().resizeEvent(event)
        wide = [i for i, shown in enumerate(self.columns) if shown.stretches]
        wide = [i for i in wide if i not in self._by_hand]
        taken = (self._by_hand.get(i, shown.width) for i, shown in enumerate(self.columns))
        spare = self.viewport().width() - sum(taken)
        self._is_fitting = True
        for i in wide:
            self.setColumnWidth(i, self.columns[i].width + max(0, spare) // len(wide))
        self._is_fitting = False

    def _on_resized(self, column: int, before: int, width: int) -> None:
        """Remember the width of a column that the user resized."""
        header = self.horizontalHeader()
        is_last = header.stretchLastSection() and header.visualIndex(column) == header.count() - 1
        is_hand = before > 0 and width > 0 and not self._is_fitting and not is_last
        if is_hand and self.isVisible():
            self._by_hand[column] = width

    # --- how it was left ---------------------------------------------------------------------

    def column_state(self) -> dict[str, object]:
        """Return the widths that the user gave, the column order, and the sorting."""
        header = self.horizontalHeader()
        is_rising = header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        return {
            "widths": {str(column): width for column, width in self._by_hand.items()},
            "order": [header.logicalIndex(place) for place in range(header.count())],
            "sort": [header.sortIndicatorSection(), is_rising],
        }

    def restore_columns(self, look: dict[str, Any]) -> None:
        """Restore widths, order and sorting, if the columns are still the same."""
        header = self.horizontalHeader()
        order, widths, sort = (look.get(name) for name in ("order", "widths", "sort"))
        if not isinstance(order, list) or sorted(map(str, order)) != sorted(
            map(str, range(header.count()))
        ):
            return
        for place, column in enumerate(order):
            header.moveSection(header.visualIndex(int(column)), place)
        for column, width in (widths if isinstance(widths, dict) else {}).items():
            is_column = str(column).isdecimal() and int(column) < header.count()
            if is_column and isinstance(width, int) and 20 <= width <= 2000:
                self.setColumnWidth(int(column), width)
                self._by_hand[int(column)] = width
        is_sort = isinstance(sort, list) and len(sort) == 2 and type(sort[0]) is int
        if is_sort and -1 <= sort[0] < header.count():
            orders = Qt.SortOrder
            self.sortByColumn(sort[0], orders.AscendingOrder if sort[1] else orders.DescendingOrder)

    def copy_selection(self) -> None:
        """Copy the selected rows with headings to the clipboard, for Excel."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        model = self.model()
        columns = range(model.columnCount())
        side = Qt.Orientation.Horizontal
        lines = [[str(model.headerData(c, side)) for c in columns]]
        lines += [[str(model.index(r, c).data()) for c in columns] for r in rows]
        QApplication.clipboard().setText(tabbed(lines))


def tabbed(lines: list[list[str]]) -> str:
    """Join cells as Excel pastes them: tabs between, quotes around tabs and line breaks."""
    return "\n".join("\t".join(_quoted(cell) for cell in line) for line in lines)


#: A cell that begins so and is no number would be a formula in Excel.
_FORMULA = re.compile(r"[=+\-@](?![\d.,]*\d%?$)")


def _quoted(cell: str) -> str:
    cell = f"'{cell}" if _FORMULA.match(cell) and len(cell) > 1 else cell
    if not any(sign in cell for sign in '\t\n"'):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def cells_of(text: str) -> list[list[str]]:
    """Split what Excel or a text editor put on the clipboard into cells."""
    import csv
    import io

    text = text.replace("\r\n", "\n")
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter="\t"))
    except csv.Error:
        lines = [line.split("\t") for line in text.split("\n")]
    while lines and not any(lines[-1]):
        lines.pop()
    return [[_unmarked(cell.strip()) for cell in line] for line in lines]


def _unmarked(cell: str) -> str:
    """Return a cell without the mark that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
