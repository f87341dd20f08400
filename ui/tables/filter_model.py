"""The rows of a table that pass its filters, in sort order.

The model keeps a list of row numbers, rebuilt in one pass over the rows. Qt's own proxy calls
Python for every comparison and every row, which is slow from some thousands of rows on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractProxyModel, QModelIndex, QObject, Qt

from ui.base.qt import override
from ui.tables.table_model import Index, TableModel


class FilterModel(QAbstractProxyModel):
    """Sorts rows by a column and keeps those that contain every word and pass a test."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._passes: Callable[[Any], bool] | None = None
        self._allowed: dict[int, frozenset[str]] = {}
        self._column, self._is_rising = -1, True
        #: The source row of each visible row, and the reverse.
        self._order: list[int] = []
        self._places: dict[int, int] = {}
        self._is_behind = False
        self._model: TableModel | None = None

    # --- what is kept, and how it is sorted --------------------------------------------------

    def set_words(self, text: str) -> None:
        """Keep rows in which every word of the text occurs, in any column."""
        self._words = tuple(text.casefold().split())
        self._arrange()

    def set_test(self, passes: Callable[[Any], bool] | None) -> None:
        """Keep rows that pass a test; None keeps all."""
        self._passes = passes
        self._arrange()

    def set_allowed(self, column: int, texts: frozenset[str] | None) -> None:
        """Keep rows that show one of these texts in a column; None keeps all."""
        self._allowed.pop(column, None)
        if texts is not None:
            self._allowed[column] = texts
        self._arrange()

    def clear_allowed(self) -> None:
        """Remove the filters of all columns."""
        if self._allowed:
            self._allowed.clear()
            self._arrange()

    def allowed(self, column: int) -> frozenset[str] | None:
        """Return the texts that a column is filtered by, or None."""
        return self._allowed.get(column)

    @property
    def is_filtering(self) -> bool:
        """Whether any row may be hidden."""
        return bool(self._words or self._allowed or self._passes)

    @property
    def _is_plain(self) -> bool:
        return self._column < 0 and not self.is_filtering

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 restores the order of the files."""
        self._column, self._is_rising = column, order is Qt.SortOrder.AscendingOrder
        self._arrange()

    def _is_kept(self, model: TableModel, row: object) -> bool:
        if model.is_open(row):
            return True
        for column, texts in self._allowed.items():
            if model.columns[column].text(row) not in texts:
                return False
        if self._passes is not None and not self._passes(row):
            return False
        if not self._words:
            return True
        text = " ".join([column.text(row) for column in model.columns]).casefold()
        return all(map(text.__contains__, self._words))

    def _wanted(self) -> list[int]:
        """Return the rows of the source that should be shown now, in order."""
        model = self._model
        if model is None:
            return []
        rows = model.rows
        kept = list(range(len(rows)))
        if self.is_filtering:
            kept = [number for number in kept if self._is_kept(model, rows[number])]
        if not 0 <= self._column < len(model.columns):
            return kept
        keys = {number: model.sort_key(number, self._column) for number in kept}
        # Rows without a value come last in either sort order.
        known = [number for number in kept if keys[number] is not None]
        known.sort(key=lambda number: keys[number], reverse=not self._is_rising)  # type: ignore[arg-type,return-value]
        return known + [number for number in kept if keys[number] is None]

    # --- following the source ----------------------------------------------------------------

    @override
    def setSourceModel(self, model: TableModel) -> None:
        self.beginResetModel()
        super().setSourceModel(model)
        self._model = model
        model.dataChanged.connect(self._on_data)
        model.headerDataChanged.connect(self._on_header)
        model.settled.connect(self._on_settled)
        model.modelAboutToBeReset.connect(self.beginResetModel)
        model.modelReset.connect(self._on_reset)
        model.rowsAboutToBeInserted.connect(self._before_insert)
        model.rowsInserted.connect(self._on_inserted)
        model.rowsAboutToBeRemoved.connect(self._before_remove)
        model.rowsRemoved.connect(self._on_removed)
        self._take(self._wanted())
        self.endResetModel()

    def _take(self, order: list[int]) -> None:
        self._order = order
        self._places = {number: place for place, number in enumerate(order)}

    def _arrange(self, moved: Callable[[int], int] = lambda number: number) -> None:
        """Show the rows as they should be now; ``moved`` maps old to new source rows."""
        self._is_behind = False
        wanted = self._wanted()
        if wanted == self._order and all(moved(number) == number for number in wanted):
            return
        self.layoutAboutToBeChanged.emit()
        indexes = self.persistentIndexList()
        rows = [moved(self._order[index.row()]) for index in indexes]
        self._take(wanted)
        places = [self._places.get(number, -1) for number in rows]
        nowhere = QModelIndex()
        moved_indexes = [
            self.createIndex(place, index.column()) if place >= 0 else nowhere
            for index, place in zip(indexes, places, strict=True)
        ]
        self.changePersistentIndexList(indexes, moved_indexes)
        self.layoutChanged.emit()

    def _on_data(self, first: QModelIndex, last: QModelIndex) -> None:
        places = [self._places.get(n, -1) for n in range(first.row(), last.row() + 1)]
        for place in places:
            if place >= 0:
                left, right = first.column(), last.column()
                self.dataChanged.emit(self.index(place, left), self.index(place, right))
        self._is_behind = not self._is_plain
        if self._model is not None and not self._model.is_refreshing:
            self._on_settled()

    def _on_settled(self) -> None:
        """Filter and sort again after all rows of a change were reported."""
        if self._is_behind:
            self._arrange()

    def _on_header(self, side: Qt.Orientation, first: int, last: int) -> None:
        if side is Qt.Orientation.Horizontal:
            self.headerDataChanged.emit(side, first, last)
            return
        for number in range(first, last + 1):
            place = self._places.get(number, -1)
            if place >= 0:
                self.headerDataChanged.emit(side, place, place)

    def _on_reset(self) -> None:
        self._is_behind = False
        self._take(self._wanted())
        self.endResetModel()

    def _before_insert(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self._is_plain:
            self.beginInsertRows(QModelIndex(), first, last)

    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self._is_plain:
            self._take(self._wanted())
            self.endInsertRows()
            return
        self._arrange(lambda n: n if n < first else n + last - first + 1)

    def _before_remove(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self._is_plain:
            self.beginRemoveRows(QModelIndex(), first, last)

    def _on_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self._is_plain:
            self._take(self._wanted())
            self.endRemoveRows()
            return

        def moved(number: int) -> int:
            if number < first:
                return number
            return -1 if number <= last else number - (last - first + 1)

        self._arrange(moved)

    # --- what Qt asks ------------------------------------------------------------------------

    @override
    def mapToSource(self, index: Index) -> QModelIndex:
        model = self._model
        if model is None or not index.isValid() or index.row() >= len(self._order):
            return QModelIndex()
        return model.createIndex(self._order[index.row()], index.column())

    @override
    def mapFromSource(self, index: Index) -> QModelIndex:
        place = self._places.get(index.row(), -1) if index.isValid() else -1
        return self.createIndex(place, index.column()) if place >= 0 else QModelIndex()

    @override
    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        is_there = 0 <= row < len(self._order) and 0 <= column < self.columnCount()
        if not is_there or parent.isValid():
            return QModelIndex()
        return self.createIndex(row, column)

    @override
    def parent(self, index: Index | None = None) -> QObject | QModelIndex | None:
        return super().parent() if index is None else QModelIndex()

    @override
    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return not parent.isValid() and bool(self._order)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._order)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._model is None else len(self._model.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the data straight from the rows: a page asks this thousands of times."""
        place = index.row()
        if self._model is None or not 0 <= place < len(self._order):
            return None
        return self._model.cell(self._order[place], index.column(), role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if self._model is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            if not 0 <= section < len(self._order):
                return None
            section = self._order[section]
        return self._model.headerData(section, orientation, role)
