"""A table over plain rows: what a column shows, sorts by and says aloud is data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
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


class Editor(StrEnum):
    """With what a cell is edited; whatever it is, what counts is the text in it."""

    TEXT = "text"
    DATE = "date"
    WEEKDAYS = "weekdays"
    CHOICE = "choice"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, the text of a row, and what it sorts by.

    A column with a ``field`` can be edited: ``edit`` is the text of a row as it is typed, and
    as Excel gets it. ``choices`` are offered; of ``CHOICE`` nothing else can be chosen.
    """

    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], object] | None = None
    numeric: bool = False
    tip: Callable[[Any], str] | None = None
    width: int = 90
    stretches: bool = False
    field: str = ""
    edit: Callable[[Any], str] | None = None
    editor: Editor = Editor.TEXT
    choices: Callable[[], Sequence[str]] | None = None

    def typed(self, row: Any) -> str:  # noqa: ANN401 - rows of any kind
        """The text of a row as it is typed."""
        return (self.edit or self.text)(row)


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Numbers to the right, all else to the left."""
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


#: What a cell answers to each role Qt asks for.
_ANSWERS: dict[int, Callable[[Any, Column], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda row, column: column.text(row),
    Qt.ItemDataRole.EditRole: lambda row, column: column.typed(row),
    SortRole: lambda row, column: column.sort(row) if column.sort else column.text(row).casefold(),
    RowRole: lambda row, column: row,
    Qt.ItemDataRole.TextAlignmentRole: lambda row, column: alignment(column),
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
            self._move_to(rows)
            return
        old, self.rows = self.rows, rows
        last = len(self.columns) - 1
        for i, (before, after) in enumerate(zip(old, rows, strict=True)):
            if before is not after and before != after:
                self.dataChanged.emit(self.index(i, 0), self.index(i, last))

    def is_open(self, row: object) -> bool:
        """Tell whether a row is being worked on: no filter hides it."""
        del row
        return False

    def _move_to(self, rows: tuple[Any, ...]) -> None:
        """Rows that came and went between the same first and last ones: what is selected stays."""
        old = self.rows
        most = min(len(old), len(rows))
        first = next((i for i in range(most) if old[i] is not rows[i]), most)
        most -= first
        last = next((i for i in range(most) if old[-1 - i] is not rows[-1 - i]), most)
        if not first and not last:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        if len(old) > first + last:
            self.beginRemoveRows(QModelIndex(), first, len(old) - last - 1)
            self.rows = old[:first] + old[len(old) - last :]
            self.endRemoveRows()
        if len(rows) > first + last:
            self.beginInsertRows(QModelIndex(), first, len(rows) - last - 1)
            self.rows = rows
            self.endInsertRows()

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
        self._allowed: dict[int, frozenset[str]] = {}
        #: While it sorts: what each row sorts by.
        self._keys: dict[int, object] | None = None
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

    def set_allowed(self, column: int, texts: frozenset[str] | None) -> None:
        """Keep rows that show one of these texts in a column; ``None`` keeps all."""
        self._allowed.pop(column, None)
        if texts is not None:
            self._allowed[column] = texts
        self.invalidate()

    def clear_allowed(self) -> None:
        """Take the filters off all columns."""
        if self._allowed:
            self._allowed.clear()
            self.invalidate()

    def allowed(self, column: int) -> frozenset[str] | None:
        """The texts that a column is filtered by."""
        return self._allowed.get(column)

    @property
    def is_filtering(self) -> bool:
        """Tell whether anything may be hidden."""
        return bool(self._words or self._allowed or self._passes)

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        model = self.sourceModel()
        if not isinstance(model, TableModel):
            return True
        row = model.rows[source_row]
        if model.is_open(row):
            return True
        for column, texts in self._allowed.items():
            if model.columns[column].text(row) not in texts:
                return False
        if self._passes is not None and not self._passes(row):
            return False
        if not self._words:
            return True
        said = " ".join(column.text(row) for column in model.columns).casefold()
        return all(word in said for word in self._words)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort anew; what a row sorts by is asked once, not at every comparison."""
        self._keys = {}
        super().sort(column, order)
        self._keys = None

    def _key(self, index: QModelIndex) -> object:
        if self._keys is None:
            return index.data(SortRole)
        number = index.row()
        if number not in self._keys:
            self._keys[number] = index.data(SortRole)
        return self._keys[number]

    @override
    def lessThan(self, source_left: QModelIndex, source_right: QModelIndex) -> bool:
        left, right = self._key(source_left), self._key(source_right)
        if left is None or right is None:
            # Rows without a value come last, whichever way the others are sorted.
            is_rising = self.sortOrder() is Qt.SortOrder.AscendingOrder
            return (left is not None and right is None) is is_rising and left is not right
        return bool(left < right)
