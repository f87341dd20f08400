"""A table like a spreadsheet: type, copy, paste, fill down, clear, add and delete rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QMenu,
    QWidget,
)

from ui.base.formatting import Words
from ui.base.qt import column, label, override
from ui.tables.cell_editors import CellDelegate
from ui.tables.data_table import DataTable, cells_of, tabbed
from ui.tables.editable_model import Cell, EditableModel, NoteRole
from ui.tables.filter_header import ColumnFilter, FilterHeader

#: Cells from the clipboard, line by line.
Block = list[list[str]]


class EditTable(DataTable):
    """A table that is edited in place; every write is one step that can be undone."""

    add_asked = Signal()
    delete_asked = Signal(list)
    filtered = Signal()
    #: None at first: Qt reports a current cell while the table is still being built.
    hint: CellHint | None = None

    def __init__(self, model: EditableModel, name: str, words: Words) -> None:
        super().__init__(model, name)
        self._model, self._words = model, words
        self.setItemDelegate(CellDelegate(words, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        side = self.verticalHeader()
        side.show()
        side.setObjectName("rowNumbers")
        side.setFixedWidth(46)
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        side.setSectionsClickable(True)
        self.setCornerButtonEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        #: More actions of the page: text, keys and function.
        self.more_actions: list[tuple[str, QKeySequence | None, Callable[[], object]]] = []
        self.hint = CellHint(self)
        self.horizontalScrollBar().valueChanged.connect(self.show_hint)
        self.verticalScrollBar().valueChanged.connect(self.show_hint)
        model.notes_changed.connect(self.show_hint)

    @override
    def _set_up_header(self) -> None:
        header = FilterHeader(self.filter, self)
        self.setHorizontalHeader(header)
        header.filter_asked.connect(self.ask_filter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        super()._set_up_header()
        header.setStretchLastSection(False)
        # A new header sorts by its own default; rows begin in the order of the files.
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    # --- what is selected ------------------------------------------------------------------

    def block(self) -> tuple[list[int], list[int]]:
        """Return the selected rows and columns, in the order of the screen."""
        header = self.horizontalHeader()
        indexes = self.selectedIndexes() or [self.currentIndex()]
        rows = sorted({index.row() for index in indexes if index.isValid()})
        columns = {index.column() for index in indexes if index.isValid()}
        shown = [c for c in columns if not self.isColumnHidden(c)]
        return rows, sorted(shown, key=header.visualIndex)

    def source_rows(self) -> list[int]:
        """Return the selected rows, as numbers of the model."""
        rows, _ = self.block()
        return [self.filter.mapToSource(self.filter.index(row, 0)).row() for row in rows]

    def columns_from(self, first: int) -> list[int]:
        """Return the visible columns from one on, in the order of the screen."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(v) for v in range(header.visualIndex(first), header.count())]
        return [c for c in order if not self.isColumnHidden(c)]

    @override
    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.show_hint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_hint()

    def show_hint(self) -> None:
        """Show what is wrong with the current cell, just below it."""
        if self.hint is None:
            return
        index = self.currentIndex()
        sentence = index.data(NoteRole) if index.isValid() else None
        self.hint.show_text(str(sentence or ""), self.visualRect(index), self.viewport())

    # --- to and from Excel -----------------------------------------------------------------

    @override
    def copy_selection(self) -> None:
        """Copy the selected cells to the clipboard, for Excel."""
        self._copy(with_headings=False)

    def _copy(self, *, with_headings: bool) -> None:
        rows, columns = self.block()
        side, typed = Qt.Orientation.Horizontal, Qt.ItemDataRole.EditRole
        model = self.model()
        lines = [[str(model.index(r, c).data(typed) or "") for c in columns] for r in rows]
        if with_headings:
            lines.insert(0, [str(model.headerData(c, side)) for c in columns])
        QApplication.clipboard().setText(tabbed(lines))

    def copy_with_headings(self) -> None:
        """Copy the selected cells with their headings to the clipboard."""
        self._copy(with_headings=True)

    def paste(self) -> None:
        """Write the clipboard from the first selected cell on, in one step.

        A single value fills all selected cells. A block with headings of this table is written
        to the columns they name. Rows below the last one are added as new rows.
        """
        block = cells_of(QApplication.clipboard().text())
        rows, columns = self.block()
        if not block or not columns:
            return
        by_heading = self._by_headings(block[0])
        if by_heading and len(block) > 1:
            block, columns = block[1:], by_heading
        elif len(block) == 1 and len(block[0]) == 1:
            self._write([(r, c, block[0][0]) for r in rows for c in columns])
            return
        else:
            columns = self.columns_from(columns[0])
            block = self._repeated(block, len(rows))
        first = rows[0] if rows else 0
        cells: list[Cell] = []
        new: list[dict[str, str]] = []
        count = self.model().rowCount()
        for number, line in enumerate(block):
            named = [(c, text) for c, text in zip(columns, line, strict=False) if c >= 0]
            if first + number < count:
                cells += [(first + number, c, text) for c, text in named]
            elif any(text for _, text in named):
                new.append(self._texts_of(named))
        self._write(cells, new)

    def _by_headings(self, line: list[str]) -> list[int]:
        """Return the columns named by a line of headings, or an empty list."""
        titles = {shown.title.casefold(): i for i, shown in enumerate(self.columns)}
        columns = [titles.get(cell.casefold(), -1) for cell in line]
        named = [c for c in columns if c >= 0]
        return columns if len(named) >= 2 and len(named) * 2 > len(line) else []

    def _repeated(self, block: Block, rows: int) -> Block:
        """Repeat a block that fits a whole number of times into the selection."""
        times = rows // len(block) if rows % len(block) == 0 else 1
        return block * max(1, times)

    def _texts_of(self, named: list[tuple[int, str]]) -> dict[str, str]:
        texts: dict[str, str] = {}
        for c, text in named:
            field = self.columns[c].field
            if field and text:
                texts[field] = text
        return texts

    def _write(self, cells: list[Cell], new: list[dict[str, str]] | None = None) -> None:
        """Write cells by their place on the screen; rows are looked up before any move."""
        sources = {r: self.filter.mapToSource(self.filter.index(r, 0)).row() for r, _, _ in cells}
        self._model.write([(sources[r], c, text) for r, c, text in cells], new or [])

    def fill_down(self) -> None:
        """Copy the first selected row into the others; a single row gets the row above."""
        rows, columns = self.block()
        if not rows:
            return
        source = rows[0] if len(rows) > 1 else rows[0] - 1
        if source < 0:
            return
        typed = Qt.ItemDataRole.EditRole
        texts = {c: str(self.model().index(source, c).data(typed) or "") for c in columns}
        below = rows[1:] if len(rows) > 1 else rows
        self._write([(r, c, texts[c]) for r in below for c in columns])

    def clear_cells(self) -> None:
        """Clear the selected cells."""
        rows, columns = self.block()
        self._write([(r, c, "") for r in rows for c in columns])

    def delete_rows(self) -> None:
        """Delete the selected rows."""
        numbers = self.source_rows()
        if numbers:
            self.delete_asked.emit(numbers)

    def select_rows(self) -> None:
        """Extend the selection to whole rows."""
        rows, _ = self.block()
        if rows:
            last = self.model().columnCount() - 1
            model = self.model()
            block = QItemSelection(model.index(rows[0], 0), model.index(rows[-1], last))
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().select(block, flag)

    # --- keys, menu, filter ----------------------------------------------------------------

    def actions_of(self) -> list[tuple[str, QKeySequence | None, Callable[[], None]]]:
        """Return the actions: text, keys and function; an empty text separates groups."""
        keys = QKeySequence
        return [
            (self.tr("Kopiëren"), keys("Ctrl+C"), self.copy_selection),
            (self.tr("Kopiëren met koppen"), keys("Ctrl+Shift+C"), self.copy_with_headings),
            (self.tr("Plakken"), keys("Ctrl+V"), self.paste),
            (self.tr("Naar beneden doorvoeren"), keys("Ctrl+D"), self.fill_down),
            (self.tr("Leegmaken"), keys("Del"), self.clear_cells),
            ("", None, self.update),
            (self.tr("Rij toevoegen"), keys("Ctrl++"), self.add_asked.emit),
            (self.tr("Rijen verwijderen"), keys("Ctrl+-"), self.delete_rows),
            ("", None, self.update),
            (self.tr("Filter op deze kolom…"), keys("Alt+Down"), self._filter_here),
            *self.more_actions,
        ]

    def build_menu(self) -> QMenu:
        """Build the context menu of the table."""
        menu = QMenu(self)
        for text, keys, act in self.actions_of():
            if not text:
                menu.addSeparator()
                continue
            action = menu.addAction(text, act)
            if keys is not None:
                action.setShortcut(keys)
                action.setShortcutVisibleInContextMenu(True)
        return menu

    def _on_menu(self, place: QPoint) -> None:
        menu = self.build_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(place))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination())
        for text, keys, act in self.actions_of():
            if text and keys is not None and pressed == keys:
                act()
                return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.state() is not QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
            return
        is_space = event.key() == Qt.Key.Key_Space
        if is_space and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.select_rows()
            return
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier and event.text() and is_space:
            return
        super().keyPressEvent(event)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go to the row below after Enter, as Excel does."""
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
            if below.isValid():
                self.setCurrentIndex(below)
        self.show_hint()

    def _filter_here(self) -> None:
        if self.currentIndex().isValid():
            self.ask_filter(self.currentIndex().column())

    def ask_filter(self, section: int) -> None:
        """Open the filter of a column below its heading."""
        header = self.horizontalHeader()
        popup = ColumnFilter(self.filter, section, self)
        left = header.sectionViewportPosition(section)
        place = header.viewport().mapToGlobal(QPoint(left, header.height()))
        screen = self.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - popup.width())))
        place.setY(max(screen.top(), min(place.y(), screen.bottom() - popup.height())))
        popup.move(place)
        popup.applied.connect(self._on_filtered)
        self.column_filter = popup
        popup.show()

    def _on_filtered(self) -> None:
        self.horizontalHeader().viewport().update()
        self.filtered.emit()

    def go_to_note(self) -> None:
        """Go to the next cell that was refused."""
        cells = list(self._model.noted_cells())
        if not cells:
            return
        at = self.filter.mapToSource(self.currentIndex())
        here = (at.row(), at.column())
        number, k = next((cell for cell in cells if cell > here), cells[0])
        index = self.filter.mapFromSource(self._model.index(number, k))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus()


class CellHint(QFrame):
    """A sentence just below a cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "hint")
        self._label = label("", "body", wrap=True)
        column(self._label, parent=self, margin=10)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_text(self, sentence: str, cell: object, viewport: QWidget) -> None:
        """Show a sentence about a cell, or hide it if it is empty."""
        if not sentence or not viewport.rect().intersects(cell):
            self.hide()
            return
        self._label.setText(sentence)
        self.setFixedWidth(min(340, viewport.width() - 8))
        self.adjustSize()
        top_left = viewport.mapTo(self.parentWidget(), cell.bottomLeft() + QPoint(0, 4))
        if cell.bottom() + self.height() + 8 > viewport.height():
            top_left = viewport.mapTo(self.parentWidget(), cell.topLeft())
            top_left -= QPoint(0, self.height() + 4)
        edge = viewport.mapTo(self.parentWidget(), viewport.rect().bottomRight()).x()
        top_left.setX(max(4, min(top_left.x(), edge - self.width() - 4)))
        self.move(top_left)
        self.raise_()
        self.show()
