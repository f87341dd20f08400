"""All notices by kind; a click goes to what a notice is about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTreeWidget, QTreeWidgetItem, QWidget

from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, row, tool_tip
from ui.base.theme import icon
from ui.dialogs.base import Dialog
from ui.session.notice_log import KINDS, Entry, Group, NoticeLog
from ui.widgets.small_parts import EmptyState

_SIGNS = {
    "error": ("error", "danger"),
    "warning": ("warning", "warning"),
    "info": ("info", "accent"),
    "done": ("check", "good"),
}
_ENTRY = Qt.ItemDataRole.UserRole


class NoticesDialog(Dialog):
    """The list of notices since the window was opened."""

    chapter = "files"

    def __init__(
        self,
        log: NoticeLog,
        go_to: Callable[[Entry], bool],
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        """``go_to`` shows what a notice is about, and returns whether it still exists."""
        super().__init__(parent)
        self._log, self._go_to, self._words = log, go_to, words
        self.setWindowTitle(self.tr("Meldingen"))
        self.resize(900, 560)
        self._build_tree()
        self._build()
        self.refresh()

    def _build_tree(self) -> None:
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.tr("Meldingen"))
        self.tree.setHeaderLabels([self.tr("Melding"), self.tr("Waar"), self.tr("Wanneer")])
        self.tree.setUniformRowHeights(True)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.setColumnWidth(1, 230)
        self.tree.setColumnWidth(2, 80)
        self.tree.itemActivated.connect(self._go)
        self.tree.itemClicked.connect(self._go)

    def _build(self) -> None:
        frame = card()
        column(self.tree, parent=frame, margin=1)
        self.stack = QStackedWidget()
        self.stack.addWidget(frame)
        self.stack.addWidget(
            EmptyState(
                icon("info", "muted", 44),
                self.tr("Nog geen meldingen"),
                self.tr("Wat StagePlanner u vertelt, is hier terug te vinden."),
            )
        )
        self.status = label(self.tr("Klik op een melding om te zien waar zij over gaat."), "muted")
        self.clear_button = button(self.tr("Lijst leegmaken"))
        self.clear_button.clicked.connect(self._on_empty)
        close = button(self.tr("Sluiten"), "primary")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        layout = column(parent=self, gap=12)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addWidget(self.status)
        layout.addWidget(self.stack, 1)
        layout.addLayout(row(self.clear_button, 1, close))

    def refresh(self) -> None:
        """Show the notices of now."""
        self.tree.clear()
        names = {
            "error": self.tr("Niet gelukt"),
            "warning": self.tr("Let op"),
            "info": self.tr("Ter informatie"),
            "done": self.tr("Gedaan"),
        }
        for kind in KINDS:
            groups = self._log.of_kind(kind)
            if groups:
                self._add_kind(kind, names[kind], groups)
        has_any = bool(self._log.entries)
        self.stack.setCurrentIndex(0 if has_any else 1)
        self.status.setVisible(has_any)
        self.clear_button.setEnabled(has_any)

    def _add_kind(self, kind: str, name: str, groups: list[Group]) -> None:
        count = sum(len(group.entries) for group in groups)
        top = QTreeWidgetItem([f"{name}  {self._words.count(count)}", "", ""])
        top.setIcon(0, icon(*_SIGNS[kind], 16))
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        self.tree.addTopLevelItem(top)
        for group in groups:
            if len(group.entries) == 1:
                top.addChild(self._item(group.entries[0]))
                continue
            newest = group.entries[0]
            text = self.tr("{count} keer: {text}")
            line = text.format(count=self._words.count(len(group.entries)), text=newest.text)
            several = QTreeWidgetItem([line, "", f"{newest.when:%H:%M}"])
            several.setToolTip(0, tool_tip(newest.text))
            several.addChildren([self._item(entry) for entry in group.entries])
            top.addChild(several)
        top.setExpanded(True)

    def _item(self, entry: Entry) -> QTreeWidgetItem:
        item = QTreeWidgetItem([entry.text, entry.where, f"{entry.when:%H:%M}"])
        item.setData(0, _ENTRY, entry)
        item.setToolTip(0, tool_tip(entry.text))
        item.setToolTip(1, tool_tip(entry.where))
        return item

    def _go(self, item: QTreeWidgetItem) -> None:
        entry = item.data(0, _ENTRY)
        if entry is None:
            item.setExpanded(not item.isExpanded())
        elif self._go_to(entry):
            self.accept()
        else:
            self.status.setText(self.tr("Deze melding gaat over iets dat niet in de regio staat."))

    def _on_empty(self) -> None:
        self._log.clear()
        self.refresh()
