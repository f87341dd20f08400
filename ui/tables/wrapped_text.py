"""Table rows as high as their text needs."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.base.qt import override

#: Padding of the style sheet around the text of a cell.
_ROOM = QSize(26, 14)
#: Rows around the visible ones that are fitted as well, for scrolling.
AROUND = 12


class WrappedText(QStyledItemDelegate):
    """Wraps long sentences instead of cutting them off."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        table = self.parent()
        width = table.columnWidth(index.column()) if isinstance(table, QTableView) else 200
        room = QRect(0, 0, width - _ROOM.width(), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        height = option.fontMetrics.boundingRect(room, flags, str(index.data())).height()
        return QSize(width, height + _ROOM.height())


class _Heights(QObject):
    """Fits the height of rows to their text once they become visible.

    Thousands of sentences need not be laid out before the first ones are shown.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._done: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fit)
        table.verticalScrollBar().valueChanged.connect(self._fit)
        table.horizontalHeader().sectionResized.connect(self._recompute)
        model = table.model()
        for signal in (
            model.modelReset,
            model.layoutChanged,
            model.rowsInserted,
            model.rowsRemoved,
            model.dataChanged,
        ):
            signal.connect(self._recompute)
        table.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._soon.start()
        return False

    def _recompute(self) -> None:
        self._done.clear()
        self._soon.start()

    def _fit(self) -> None:
        table = self._table
        bottom = table.viewport().height()
        row = max(0, table.rowAt(0) - AROUND)
        last = table.model().rowCount()
        beyond = 0
        while row < last and beyond < AROUND:
            if row not in self._done:
                self._done.add(row)
                table.resizeRowToContents(row)
            beyond += table.rowViewportPosition(row) > bottom
            row += 1


def wrap_rows(table: QTableView) -> None:
    """Make every row of a table as high as its text needs."""
    table.setWordWrap(True)
    table.setItemDelegate(WrappedText(table))
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    _Heights(table)
