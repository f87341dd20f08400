"""Rows of a table as high as their text needs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.qt import override

#: What the style sheet puts around the text of a cell.
_ROOM = QSize(26, 14)


class WrappedText(QStyledItemDelegate):
    """Breaks long sentences over lines instead of cutting them off."""

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


def wrap_rows(table: QTableView) -> None:
    """Let every row of a table be as high as its text needs."""
    table.setWordWrap(True)
    table.setItemDelegate(WrappedText(table))
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
