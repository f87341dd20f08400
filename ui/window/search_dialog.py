"""Search in everything (Ctrl+K): stage periods, leerbedrijven, pages and actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.base.qt import column, label, override
from ui.base.theme import Theme, icon
from ui.dialogs.base import Dialog

#: The keys of a result, in its list.
KEYS = Qt.ItemDataRole.UserRole + 1
#: Most results that are listed.
MOST = 60


@dataclass(frozen=True, slots=True)
class Target:
    """A search result: its picture, its name, a second line, what it opens, and its keys.

    Of equal matches the ones of a lower ``rank`` come first.
    """

    picture: str
    name: str
    note: str
    go: Callable[[], None]
    keys: str = ""
    rank: int = 0


def find(targets: Sequence[Target], text: str) -> list[Target]:
    """Return the targets that hold every word: the nearest first, then by rank.

    Nearest is a name that begins with the text, then one with a word that does.
    """
    words = text.casefold().split()
    start = text.casefold().strip()
    hits = [
        target
        for target in targets
        if all(word in f"{target.name} {target.note}".casefold() for word in words)
    ]

    def nearness(target: Target) -> tuple[int, int]:
        name = target.name.casefold()
        if name.startswith(start):
            return 0, target.rank
        return (1 if f" {start}" in name else 2), target.rank

    hits.sort(key=nearness)
    return hits[:MOST]


class KeyDelegate(QStyledItemDelegate):
    """Draws the keys of a result at the right of its line."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        keys = index.data(KEYS)
        if keys:
            painter.save()
            painter.setPen(QColor(Theme.colors.muted))
            room = option.rect.adjusted(0, 0, -12, 0)  # type: ignore[attr-defined]
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys
            )
            painter.restore()


class SearchDialog(Dialog):
    """A search field above its results."""

    chapter = "settings"

    def __init__(self, targets: Sequence[Target], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._targets = targets
        self._hits: list[Target] = []
        self.setWindowTitle(self.tr("Zoeken"))
        self.resize(620, 440)
        self.field = QLineEdit()
        self.field.setPlaceholderText(
            self.tr("Zoek een groep, opleiding, leerbedrijf, actie of instelling…")
        )
        self.field.setAccessibleName(self.tr("Zoeken"))
        self.field.textChanged.connect(self._show)
        self.field.returnPressed.connect(self._go)
        self.hits = QListWidget()
        self.hits.setAccessibleName(self.tr("Gevonden"))
        self.hits.setIconSize(QSize(18, 18))
        self.hits.setItemDelegate(KeyDelegate(self.hits))
        self.hits.itemActivated.connect(self._go)
        self._none = label(self.tr("Niets gevonden. Probeer minder woorden."), "muted")
        layout = column(self.field, self.hits, self._none, parent=self, gap=10, margin=16)
        layout.setStretch(1, 1)
        self._show("")

    def _show(self, text: str) -> None:
        self._hits = find(self._targets, text)
        self.hits.clear()
        for hit in self._hits:
            lines = f"{hit.name}\n{hit.note}" if hit.note else hit.name
            item = QListWidgetItem(icon(hit.picture, "muted"), lines)
            item.setData(KEYS, hit.keys)
            spoken = ", ".join(part for part in (hit.name, hit.note, hit.keys) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.hits.addItem(item)
        self.hits.setCurrentRow(0)
        self.hits.setVisible(bool(self._hits))
        self._none.setVisible(not self._hits)

    def _go(self) -> None:
        number = self.hits.currentRow()
        if 0 <= number < len(self._hits):
            self.accept()
            self._hits[number].go()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        last = self.hits.count() - 1
        self.hits.setCurrentRow(min(max(0, self.hits.currentRow() + step), last))
