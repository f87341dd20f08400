"""The bar at the top: the file, undo and redo, and the main actions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QToolButton, QWidget

from stageplanner.reporting.history_text import verb_words
from ui.base.qt import ElidedLabel, button, column, row, tool_tip
from ui.base.theme import icon
from ui.session.session import Session


class TopBar(QFrame):
    """The name and status of the file, and the main actions."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self._session = session
        self._is_narrow = False
        self._file = ElidedLabel("strong")
        self.status = ElidedLabel("caption")
        names = QWidget()
        column(1, self._file, self.status, 1, parent=names, gap=0)
        names.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        names.setMinimumWidth(140)
        self.checks = self._tool("warning")
        self.checks.setIcon(icon("warning", "danger"))
        self.checks.setProperty("role", "alert")
        self.checks.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.checks.hide()
        self.back = self._tool("back", hint=self.tr("Terug naar waar u was (Alt+pijl links)"))
        self.search = self._tool("search", hint=self.tr("Zoeken in alles (Ctrl+K)"))
        # Signs of one width: with words that change, redo would slide under the pointer on undo.
        self.undo = self._tool("undo")
        self.redo = self._tool("redo")
        self.add = self._tool("import", self.tr("Toevoegen"))
        self.export = self._tool("export", self.tr("Exporteren"))
        self.optimise = button(self.tr("Voorstel maken"), "primary")
        self.optimise.setIcon(icon("solve", "on_accent"))
        self.menu_button = self._tool("more", hint=self.tr("Menu"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        layout = row(
            names,
            self.checks,
            self.back,
            self.search,
            self.undo,
            self.redo,
            self.add,
            self.export,
            self.optimise,
            self.menu_button,
            parent=self,
            gap=8,
        )
        layout.setContentsMargins(24, 8, 16, 8)
        layout.setStretch(0, 1)
        self.setFixedHeight(60)
        session.changed.connect(self.refresh)
        self.refresh()

    def _tool(self, picture: str, text: str = "", hint: str = "") -> QToolButton:
        tool = QToolButton()
        tool.setIcon(icon(picture))
        tool.setIconSize(QSize(18, 18))
        tool.setText(text)
        tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if text:
            tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        tool.setToolTip(tool_tip(hint))
        tool.setAccessibleName(text or hint)
        tool.setMinimumHeight(34)
        return tool

    def verb(self, name: str) -> str:
        """Return a verb of the project as the user reads it."""
        words = {
            "import": self.tr("bestanden toevoegen"),
            "optimise": self.tr("voorstel"),
            "plan": self.tr("plan"),
            "wish": self.tr("terug naar voorkeur"),
            "policy": self.tr("regels"),
            "place": self.tr("verplaatsen"),
            "split": self.tr("splitsen"),
            "merge": self.tr("samenvoegen"),
            "curve": self.tr("plan van de kromme"),
            "save_scenario": self.tr("scenario bewaren"),
            "adopt_scenario": self.tr("scenario kiezen"),
            "rename_scenario": self.tr("scenario hernoemen"),
            "delete_scenario": self.tr("scenario verwijderen"),
            "unsaved": self.tr("werk overnemen"),
        }
        by_hand = {
            "edit": self.tr("wijzigen"),
            "add": self.tr("rij toevoegen"),
            "delete": self.tr("verwijderen"),
        }
        text = words.get(name) or by_hand.get(name.split("_", maxsplit=1)[0])
        return text or verb_words(name, self._session.language)

    def set_narrow(self, is_narrow: bool) -> None:
        """Hide the texts of less important buttons in a narrow window."""
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if is_narrow:
            style = Qt.ToolButtonStyle.ToolButtonIconOnly
        for tool in (self.add, self.export):
            tool.setToolButtonStyle(style)
            tool.setToolTip(tool_tip(tool.text() if is_narrow else ""))
        self.refresh()

    def show_checks(self, count: int, *, is_current: bool) -> None:
        """Show how many things are not right in the plan; nothing if all is."""
        self.checks.setVisible(count > 0)
        self.checks.setEnabled(is_current)
        self.checks.setText(str(count))
        text = self.tr("{count} dingen kloppen niet in dit plan: bekijk ze")
        if count == 1:
            text = self.tr("1 ding klopt niet in dit plan: bekijk het")
        if not is_current:
            text = self.tr("Het plan wordt opnieuw nagekeken…")
        text = text.format(count=count)
        self.checks.setToolTip(tool_tip(text))
        self.checks.setAccessibleName(text)

    def refresh(self) -> None:
        """Show the file, and what undo and redo would do."""
        project = self._session.project
        shared = project.shared
        name = self.tr("Nieuwe regio") if project.path is None else project.path.name
        self._file.setText(name if shared is None else shared.address.region)
        place = project.path or (shared and shared.address) or ""
        self._file.setToolTip(tool_tip(str(place)))
        if not project.state.periods and not project.state.leerbedrijven:
            self.status.setText(self.tr("nog leeg"))
        elif project.read_only is not None:
            self.status.setText(self.tr("alleen-lezen"))
        elif project.live is not None and not project.live.is_shared:
            self.status.setText(self.tr("nog niet gedeeld"))
        elif project.plan_is_outdated:
            self.status.setText(self.tr("gegevens gewijzigd na het voorstel"))
        elif project.live is not None:
            self.status.setText(self.tr("gedeeld"))
        else:
            saved = project.is_saved and project.path is not None
            self.status.setText(self.tr("bewaard") if saved else self.tr("niet bewaard"))
        for tool, verb, text in (
            (self.undo, project.undo_verb, self.tr("Ongedaan maken: {verb}")),
            (self.redo, project.redo_verb, self.tr("Opnieuw doen: {verb}")),
        ):
            tool.setEnabled(verb is not None)
            hint = text.format(verb=self.verb(verb or "")) if verb else text.split(":")[0]
            tool.setToolTip(tool_tip(hint))
            tool.setAccessibleName(hint)
        has_data = bool(project.state.periods)
        self.optimise.setEnabled(has_data)
        self.export.setEnabled(has_data)


def choice_menu(
    parent: QMenu, title: str, choices: list[tuple[str, str]], current: str
) -> list[QAction]:
    """Build a sub-menu with one choice; the data of each action is its key."""
    menu = parent.addMenu(title)
    group = QActionGroup(menu)
    actions = []
    for key, text in choices:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(key == current)
        action.setData(key)
        group.addAction(action)
        actions.append(action)
    return actions
