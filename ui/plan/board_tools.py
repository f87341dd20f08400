"""The tools above the board: zoom, the changed ones, columns, order and groups."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ui.base.formatting import Words
from ui.base.qt import ElidedLabel, label, row, tool_tip
from ui.base.theme import icon
from ui.gantt.gantt import Gantt
from ui.gantt.scale import LEVELS, STEP
from ui.plan.board_columns import COLUMNS, BoardColumns, column_title


class BoardTools(QWidget):
    """Small buttons; everything they do has a key on the board as well."""

    def __init__(self, gantt: Gantt, columns: BoardColumns, words: Words) -> None:
        super().__init__()
        self._gantt, self._columns, self._words = gantt, columns, words
        #: How many rows are chosen or were moved; placed by the page where there is room.
        self.chosen = ElidedLabel("muted")
        self._is_narrow, self._has_changes = False, False
        self._before: str | None = None
        self.previous = self._tool("◀", self.tr("Vorige wijziging (Shift+N)"))
        self.count = label("", "muted")
        self.next = self._tool("▶", self.tr("Volgende wijziging (N)"))
        self.out = self._tool("−", self.tr("Uitzoomen (Ctrl+-)"))
        self.level = self._tool("", self.tr("Schaal van de tijdlijn"))
        self.closer = self._tool("+", self.tr("Inzoomen (Ctrl++)"))
        self.view = self._tool(self.tr("Weergave") + " ▾", self.tr("Kolommen, volgorde en groepen"))
        for tool in (self.level, self.view):
            tool.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._levels, self._menu = QMenu(self), QMenu(self)
        self.level.setMenu(self._levels)
        self.view.setMenu(self._menu)
        self._levels.aboutToShow.connect(self._fill_levels)
        self._menu.aboutToShow.connect(self.fill_menu)
        self.previous.clicked.connect(partial(gantt.go_to_change, -1))
        self.next.clicked.connect(partial(gantt.go_to_change, 1))
        self.out.clicked.connect(partial(gantt.zoom_by, 1 / STEP))
        self.closer.clicked.connect(partial(gantt.zoom_by, STEP))
        gantt.scale_changed.connect(self._show_level)
        gantt.chosen_changed.connect(self.show_chosen)
        gantt.columns_asked.connect(self._pop_up)
        changes = (self.previous, self.count, self.next)
        row(*changes, self.out, self.level, self.closer, self.view, parent=self, gap=4)
        self._show_level()

    def _tool(self, text: str, name: str) -> QToolButton:
        tool = QToolButton()
        tool.setText(text)
        tool.setAccessibleName(name)
        tool.setToolTip(tool_tip(name))
        tool.setMinimumHeight(30)
        return tool

    # --- what is shown ---------------------------------------------------------------------

    def level_text(self, level: str) -> str:
        """Return the name of a level of the zoom."""
        return {
            "year": self.tr("Jaar"),
            "months": self.tr("Maanden"),
            "weeks": self.tr("Weken"),
            "days": self.tr("Dagen"),
        }[level]

    def _show_level(self) -> None:
        text = self.level_text(self._gantt.level)
        if self.level.text() != f"{text} ▾":
            self.level.setText(f"{text} ▾")
            self.level.setAccessibleName(
                self.tr("Schaal van de tijdlijn: {level}").format(level=text)
            )

    def show_chosen(self, count: int) -> None:
        """Show how many rows are chosen."""
        text = self.tr("{count} gekozen").format(count=count)
        self.chosen.setText(text if count > 1 else "")
        self._before = None

    def show_week(self, sentence: str) -> None:
        """Show who fills the week that is pointed at; after that what was there before."""
        if sentence:
            self._before = self.chosen.text() if self._before is None else self._before
            self.chosen.setText(sentence)
        elif self._before is not None:
            self.chosen.setText(self._before)
            self._before = None

    def show_moved(self, moved: int, stayed: int) -> None:
        """Show how many of the chosen rows were moved."""
        text = self.tr("{moved} verplaatst").format(moved=moved)
        if stayed:
            text = self.tr("{moved} verplaatst, {stayed} niet")
            text = text.format(moved=moved, stayed=stayed)
            # Why is told by the bars themselves: a lock, a seal, or the end of their room.
        self.chosen.setText(text)
        self._before = None

    def show_changes(self, count: int) -> None:
        """Show how many rows changed, and offer to go from one to the next."""
        self._has_changes = count > 0
        self._arrange()
        text = self.tr("1 gewijzigd") if count == 1 else self.tr("{count} gewijzigd")
        self.count.setText(text.format(count=self._words.count(count)))

    def set_narrow(self, is_narrow: bool) -> None:
        """Leave only the menu, which has everything, on a narrow page."""
        self._is_narrow = is_narrow
        self._arrange()

    def _arrange(self) -> None:
        for part in (self.out, self.level, self.closer):
            part.setVisible(not self._is_narrow)
        for part in (self.previous, self.count, self.next):
            part.setVisible(self._has_changes and not self._is_narrow)

    # --- menus -----------------------------------------------------------------------------

    def _fill_levels(self) -> None:
        self._add_levels(self._levels)

    def _add_levels(self, menu: QMenu) -> None:
        menu.clear()
        for level, width in LEVELS.items():
            action = menu.addAction(self.level_text(level), partial(self._gantt.zoom_to, width))
            action.setCheckable(True)
            action.setChecked(level == self._gantt.level)

    def _pop_up(self, place: QPoint) -> None:
        self.fill_menu()
        self._menu.popup(place)

    def fill_menu(self) -> QMenu:
        """Fill the menu of columns, order and groups, and return it."""
        menu, columns = self._menu, self._columns
        menu.clear()
        menu.addSection(self.tr("Kolommen"))
        for column in COLUMNS:
            action = menu.addAction(column_title(column.key))
            action.setCheckable(True)
            action.setChecked(column.key in columns.shown)
            action.toggled.connect(partial(self._show_column, column.key))
        menu.addAction(self.tr("Breedtes passend"), self._fit)
        order = menu.addMenu(icon("table"), self.tr("Sorteren op"))
        group = QActionGroup(order)
        for key in ("", *(column.key for column in COLUMNS)):
            title = column_title(key) if key else self.tr("Naam")
            action = order.addAction(title, partial(columns.sort_by, key))
            action.setCheckable(True)
            action.setChecked(key == columns.sort[0])
            group.addAction(action)
        self._add_levels(menu.addMenu(icon("search"), self.tr("Schaal van de tijdlijn")))
        menu.addSeparator()
        gantt = self._gantt
        for text, way in (
            (self.tr("Volgende wijziging (N)"), 1),
            (self.tr("Vorige wijziging (Shift+N)"), -1),
        ):
            menu.addAction(text, partial(gantt.go_to_change, way)).setEnabled(self._has_changes)
        menu.addAction(
            self.tr("Alle groepen inklappen (Shift+pijl links)"),
            partial(gantt.fold_all, is_folded=True),
        )
        menu.addAction(
            self.tr("Alle groepen uitklappen (Shift+pijl rechts)"),
            partial(gantt.fold_all, is_folded=False),
        )
        return menu

    def _show_column(self, key: str, is_shown: bool) -> None:
        self._columns.show(key, is_shown=is_shown)

    def _fit(self) -> None:
        for key in tuple(self._gantt.widths):
            self._gantt.set_width(key, None)
