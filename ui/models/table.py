"""A table over plain rows: what a column shows, sorts by and says aloud is data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from ui.qt import override

SortRole = Qt.ItemDataRole.UserRole + 1
RowRole = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, the text of a row, and what it sorts by."""

    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], object] | None = None
    numeric: bool = False
    tip: Callable[[Any], str] | None = None
    width: int = 90
    stretches: bool = False


def _alignment(_row: object, column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


#: What a cell answers to each role Qt asks for.
_ANSWERS: dict[int, Callable[[Any, Column], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda row, column: column.text(row),
    SortRole: lambda row, column: column.sort(row) if column.sort else column.text(row).casefold(),
    RowRole: lambda row, column: row,
    Qt.ItemDataRole.TextAlignmentRole: _alignment,
    Qt.ItemDataRole.ToolTipRole: lambda row, column: (column.tip or column.text)(row),
    Qt.ItemDataRole.AccessibleTextRole: lambda row, column: f"{column.title}: {column.text(row)}",
}


class TableModel(QAbstractTableModel):
    """Rows of any kind, shown through columns; a refresh repaints only rows that changed."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Any, ...] = ()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; where their number stays, only the ones that differ are told."""
        rows = tuple(rows)
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        old, self.rows = self.rows, rows
        last = len(self.columns) - 1
        for i, (before, after) in enumerate(zip(old, rows, strict=True)):
            if before is not after and before != after:
                self.dataChanged.emit(self.index(i, 0), self.index(i, last))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        answer = _ANSWERS.get(role)
        return answer(row, column) if answer else None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[section].numeric:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class FilterModel(QSortFilterProxyModel):
    """Sorts by ``SortRole`` and keeps the rows that hold every word and pass a test."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._passes: Callable[[Any], bool] | None = None
        self.setSortRole(SortRole)
        self.setDynamicSortFilter(True)

    def set_words(self, text: str) -> None:
        """Keep rows in which every word of the text occurs, in any column."""
        self._words = tuple(text.casefold().split())
        self.invalidate()

    def set_test(self, passes: Callable[[Any], bool] | None) -> None:
        """Keep rows that pass; ``None`` keeps all."""
        self._passes = passes
        self.invalidate()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        model = self.sourceModel()
        if not isinstance(model, TableModel):
            return True
        row = model.rows[source_row]
        if self._passes is not None and not self._passes(row):
            return False
        if not self._words:
            return True
        said = " ".join(column.text(row) for column in model.columns).casefold()
        return all(word in said for word in self._words)

    @override
    def lessThan(self, source_left: QModelIndex, source_right: QModelIndex) -> bool:
        left, right = source_left.data(SortRole), source_right.data(SortRole)
        if left is None or right is None:
            return left is None and right is not None
        return bool(left < right)
