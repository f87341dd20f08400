"""A table model over plain rows, with columns as data."""

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
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from ui.base.qt import override, tool_tip
from ui.base.theme import Theme

RowRole = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class Editor(StrEnum):
    """How a cell is edited; the result is always a text."""

    TEXT = "text"
    DATE = "date"
    WEEKDAYS = "weekdays"
    CHOICE = "choice"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, the text of a row, and its sort key.

    A column with a ``field`` can be edited: ``edit`` returns the text of a row as it is typed
    and copied to Excel. ``choices`` are offered; ``CHOICE`` allows nothing else.
    """

    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], object] | None = None
    numeric: bool = False
    tip: Callable[[Any], str] | None = None
    #: The name of a colour of the theme for a row, beside a sign: colour is never the only one.
    tone: Callable[[Any], str] | None = None
    width: int = 90
    stretches: bool = False
    field: str = ""
    edit: Callable[[Any], str] | None = None
    editor: Editor = Editor.TEXT
    choices: Callable[[], Sequence[str]] | None = None

    def typed(self, row: Any) -> str:  # noqa: ANN401 - rows of any kind
        """Return the text of a row as it is typed."""
        return (self.edit or self.text)(row)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Return the alignment of a column: numbers right, all else left."""
    return _RIGHT if column.numeric else _LEFT


def _color(row: object, column: Column) -> QColor | None:
    """Return the colour of a cell in the current look; ``None`` for that of all text."""
    tone = column.tone(row) if column.tone is not None else ""
    return QColor(getattr(Theme.colors, tone)) if tone else None


#: The data of a cell for each role of Qt.
_ANSWERS: dict[int, Callable[[Any, Column], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda row, column: column.text(row),
    Qt.ItemDataRole.EditRole: lambda row, column: column.typed(row),
    RowRole: lambda row, column: row,
    Qt.ItemDataRole.TextAlignmentRole: lambda row, column: alignment(column),
    Qt.ItemDataRole.ToolTipRole: lambda row, column: tool_tip((column.tip or column.text)(row)),
    Qt.ItemDataRole.ForegroundRole: _color,
    Qt.ItemDataRole.AccessibleTextRole: lambda row, column: f"{column.title}: {column.text(row)}",
}


class TableModel(QAbstractTableModel):
    """Rows of any kind, shown through columns; a refresh repaints only changed rows."""

    #: Emitted after all rows that changed together were reported.
    settled = Signal()

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Any, ...] = ()
        #: Whether more changed rows are still to be reported.
        self.is_refreshing = False

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; if their number is the same, only changed ones are repainted."""
        rows = tuple(rows)
        if len(rows) != len(self.rows):
            self._move_to(rows)
            return
        old, self.rows = self.rows, rows
        pairs = enumerate(zip(old, rows, strict=True))
        self.refresh_rows([i for i, (a, b) in pairs if a is not b and a != b])

    def refresh_rows(self, numbers: Sequence[int]) -> None:
        """Repaint rows."""
        last = len(self.columns) - 1
        self.is_refreshing = True
        for number in numbers:
            self.dataChanged.emit(self.index(number, 0), self.index(number, last))
        self.is_refreshing = False
        self.settled.emit()

    def sort_key(self, number: int, column: int) -> object:
        """Return the sort key of a row in a column; None comes last."""
        row, shown = self.rows[number], self.columns[column]
        return shown.sort(row) if shown.sort else shown.text(row).casefold()

    def is_open(self, row: object) -> bool:
        """Return whether a row is being worked on, so that no filter hides it."""
        del row
        return False

    def _move_to(self, rows: tuple[Any, ...]) -> None:
        """Replace the rows between the common first and last ones, to keep the selection."""
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
        return self.cell(index.row(), index.column(), role) if index.isValid() else None

    def cell(self, number: int, column: int, role: int) -> object:
        """Return the data of the cell of a row and a column in a role of Qt."""
        answer = _ANSWERS.get(role)
        return answer(self.rows[number], self.columns[column]) if answer else None

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
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(self.columns[section])
        return None
