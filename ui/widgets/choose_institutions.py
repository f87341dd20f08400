"""A button with a menu of check boxes, for choosing some institutions of many."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QWidget, QWidgetAction

from ui.base.qt import shortcut_free, tool_tip


class ChooseInstitutions(QPushButton):
    """A button that shows which institutions are chosen; its menu stays open while ticking."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self._boxes: dict[str, QCheckBox] = {}
        self.setMenu(self._menu)
        self.setProperty("role", "choice")
        self.set_names(())

    def set_names(self, names: tuple[str, ...]) -> None:
        """Offer other names and tick them all; the same names keep their ticks."""
        if names == tuple(self._boxes) and names:
            return
        self._menu.clear()
        self._boxes = {}
        for name in names:
            box = QCheckBox(shortcut_free(name))
            box.setChecked(True)
            box.toggled.connect(self._show_summary)
            action = QWidgetAction(self._menu)
            action.setDefaultWidget(box)
            self._menu.addAction(action)
            self._boxes[name] = box
        self._show_summary()

    @property
    def chosen(self) -> tuple[str, ...] | None:
        """The ticked names, or None if all are ticked."""
        ticked = tuple(name for name, box in self._boxes.items() if box.isChecked())
        return None if len(ticked) == len(self._boxes) else ticked

    def choose(self, names: tuple[str, ...]) -> None:
        """Tick these names and no others."""
        for name, box in self._boxes.items():
            box.setChecked(name in names)

    def _show_summary(self) -> None:
        chosen = self.chosen
        text = self.tr("alle instellingen")
        if chosen is not None:
            text = self.tr("{count} van {all} instellingen")
            if len(chosen) == 1:
                text = chosen[0]
        summary = text.format(count=len(chosen or ()), all=len(self._boxes))
        elided = self.fontMetrics().elidedText(summary, Qt.TextElideMode.ElideRight, 150)
        # The style sheet has no padding before the text of a button with a menu.
        self.setText(f"  {shortcut_free(elided)}")
        self.setToolTip(tool_tip(", ".join(chosen) if chosen else summary))
        self.setAccessibleName(self.tr("Vragen aan: {who}").format(who=summary))
