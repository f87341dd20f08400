"""The menu of the window: the file, what is done with the whole, language and look, help."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from stageplanner.domain.state import institutions_of
from ui.base.theme import LOOKS, icon
from ui.window.top_bar import choice_menu

if TYPE_CHECKING:
    from ui.window.main_window import MainWindow


class MainMenu(QMenu):
    """The menu behind the three lines."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        files, actions = window.files, window.actions
        standard = QKeySequence.StandardKey
        self.addAction(icon("file"), self.tr("Nieuwe regio"), standard.New, files.new)
        self.addAction(icon("open"), self.tr("Openen…"), standard.Open, files.ask_open)
        self.addAction(icon("region"), self.tr("Voorbeeldregio"), files.open_example)
        self.addSeparator()
        self.addAction(icon("save"), self.tr("Bewaren"), standard.Save, files.save)
        self.addAction(self.tr("Bewaren als…"), QKeySequence("Ctrl+Shift+S"), files.ask_save_as)
        self.addSeparator()
        export, share = self.tr("Exporteren…"), self.tr("Eigen bestand voor instellingen…")
        sharing = window.later.jobs.sharing
        self._export = self.addAction(export, QKeySequence("Ctrl+E"), files.ask_export)
        self._share = self.addAction(share, sharing.ask_share)
        self._reply = self.addAction(self.tr("Antwoord aan de regio…"), sharing.ask_reply)
        self.addSeparator()
        back = self.tr("Terug naar de voorkeur")
        self._to_wish = self.addAction(back, window.solving.back_to_wish)
        scenarios, keys = self.tr("Scenario's…"), QKeySequence("Ctrl+L")
        self._with_periods: list[QAction] = [
            self.addAction(scenarios, keys, actions.show_scenarios),
            self.addAction(self.tr("Volgend schooljaar…"), actions.roll_over),
        ]
        history = self.tr("Geschiedenis…")
        self.addAction(history, QKeySequence("Ctrl+H"), actions.show_history)
        notices = self.tr("Meldingen…")
        self.addAction(notices, QKeySequence("Ctrl+M"), window.program.show_notices)
        self.addSeparator()
        self._add_choices()
        self.addSeparator()
        program = window.program
        settings, case = self.tr("Instellingen…"), self.tr("Geval voor de helpdesk bewaren…")
        self.addAction(settings, QKeySequence("Ctrl+,"), program.show_settings)
        self.addAction(case, program.ask_case)
        self.addAction(icon("help"), self.tr("Handleiding bij deze pagina (F1)"), window.help)

    def _add_choices(self) -> None:
        languages = [("nl", "Nederlands"), ("en", "English")]
        names = {
            "system": self.tr("Zoals het systeem"),
            "light": self.tr("Licht"),
            "dark": self.tr("Donker"),
            "contrast": self.tr("Hoog contrast"),
        }
        looks = [("system", names["system"]), *((key, names[key]) for key in LOOKS)]
        look = str(self._window.settings.value("look", "system"))
        for title, choices, current, key in (
            (self.tr("Taal"), languages, self._window.session.language, "language"),
            (self.tr("Uiterlijk"), looks, look, "look"),
        ):
            for action in choice_menu(self, title, choices, current):
                action.triggered.connect(partial(self._window.set_look, key, action.data()))

    def refresh(self) -> None:
        """Offer only what can be done now."""
        state = self._window.session.state
        for action in self._with_periods:
            action.setEnabled(bool(state.periods))
        self._to_wish.setEnabled(state.plan is not None)
        self._export.setEnabled(bool(state.periods))
        self._share.setVisible(not state.is_own_file)
        self._share.setEnabled(len(institutions_of(state)) > 1)
        self._reply.setVisible(state.is_own_file)
