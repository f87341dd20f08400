"""The menu of the window: files, the project, settings and help."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from stageplanner.domain.state import institutions_of
from ui.base.theme import LOOKS, icon
from ui.session.shell import Shell
from ui.window.actions import Actions
from ui.window.side_panel import SideSplit
from ui.window.top_bar import choice_menu


class MainMenu(QMenu):
    """The menu of the top bar."""

    #: A key of the settings (``language`` or ``look``), and its new value.
    look_chosen = Signal(str, str)
    help_asked = Signal()
    meeting_asked = Signal()

    def __init__(self, shell: Shell, actions: Actions, split: SideSplit) -> None:
        super().__init__(shell.window)
        self._shell = shell
        files, project, program = actions.files, actions.project, actions.program
        standard = QKeySequence.StandardKey
        self.addAction(icon("file"), self.tr("Nieuwe regio"), standard.New, files.new)
        self.addAction(icon("open"), self.tr("Openen…"), standard.Open, files.ask_open)
        self.addAction(self.tr("Gedeelde regio openen…"), actions.shared.ask_open)
        self.addAction(icon("region"), self.tr("Voorbeeldregio"), files.open_example)
        self.addSeparator()
        self.addAction(icon("save"), self.tr("Bewaren"), standard.Save, files.save)
        self.addAction(self.tr("Bewaren als…"), QKeySequence("Ctrl+Shift+S"), files.ask_save_as)
        self.addSeparator()
        export, share = self.tr("Exporteren…"), self.tr("Eigen bestand voor instellingen…")
        self._export = self.addAction(export, QKeySequence("Ctrl+E"), actions.exports.ask_export)
        self.share = self.addAction(share, actions.sharing.ask_share)
        self.reply = self.addAction(self.tr("Antwoord aan de regio…"), actions.sharing.ask_reply)
        self.addSeparator()
        back = self.tr("Hele plan terug naar de voorkeur")
        self._to_wish = self.addAction(back, actions.solving.back_to_wish)
        scenarios, keys = self.tr("Scenario's…"), QKeySequence("Ctrl+L")
        self._with_periods: list[QAction] = [
            self.addAction(scenarios, keys, project.show_scenarios),
            self.addAction(self.tr("Wat zou helpen…"), actions.changes.show_help),
            self.addAction(
                self.tr("Vergadering…"), QKeySequence("Ctrl+Shift+M"), self.meeting_asked.emit
            ),
            self.addAction(self.tr("Volgend schooljaar…"), project.roll_over),
        ]
        history = self.tr("Geschiedenis…")
        self.addAction(history, QKeySequence("Ctrl+H"), project.show_history)
        notices = self.tr("Meldingen…")
        self.addAction(notices, QKeySequence("Ctrl+M"), program.show_notices)
        side = self.addAction(self.tr("Uitleg naast de pagina (F9)"), split.toggle_side)
        side.setCheckable(True)
        side.setChecked(split.is_wanted)
        split.side_shown.connect(side.setChecked)
        self.addSeparator()
        self._add_choices()
        self.addSeparator()
        settings, case = self.tr("Instellingen…"), self.tr("Geval voor de helpdesk bewaren…")
        manual = self.tr("Handleiding bij deze pagina (F1)")
        self.addAction(settings, QKeySequence("Ctrl+,"), program.show_settings)
        self.addAction(case, program.ask_case)
        self.addAction(icon("help"), manual, self.help_asked.emit)
        self._describe()

    def _describe(self) -> None:
        """Give each action a line that says what it does, for the search."""
        for text, about in (
            (self.tr("Nieuwe regio"), self.tr("Begin met een leeg bestand")),
            (self.tr("Openen…"), self.tr("Een .stageplan van deze computer of een netwerkschijf")),
            (self.tr("Voorbeeldregio"), self.tr("Vijf instellingen om mee te oefenen")),
            (self.tr("Bewaren"), self.tr("Het bestand dat open is")),
            (self.tr("Bewaren als…"), self.tr("Onder een andere naam of op een andere plek")),
            (self.tr("Exporteren…"), self.tr("Werkboeken, brieven, agenda's en het rapport")),
            (
                self.tr("Eigen bestand voor instellingen…"),
                self.tr("Een instelling werkt zelf verder, zonder rijen van anderen"),
            ),
            (
                self.tr("Hele plan terug naar de voorkeur"),
                self.tr("Elke stageperiode zoals zij is opgegeven"),
            ),
            (
                self.tr("Vergadering…"),
                self.tr("Groot scherm voor aan tafel: schuiven en besluiten"),
            ),
            (
                self.tr("Gedeelde regio openen…"),
                self.tr("Een regio op een server, waaraan meer mensen tegelijk werken"),
            ),
            (
                self.tr("Wat zou helpen…"),
                self.tr("Plaatsen, ruimte en vormen die de overbelasting kleiner maken"),
            ),
            (self.tr("Scenario's…"), self.tr("Bewaarde plannen naast elkaar")),
            (self.tr("Volgend schooljaar…"), self.tr("Een nieuw bestand met dezelfde groepen")),
            (self.tr("Geschiedenis…"), self.tr("Wie wat wijzigde, en terug naar een moment")),
            (self.tr("Meldingen…"), self.tr("Alles wat het programma heeft gezegd")),
            (
                self.tr("Instellingen…"),
                self.tr("Taal, uiterlijk, grootte van tekst, rekentijd, nieuwe versies"),
            ),
            (
                self.tr("Geval voor de helpdesk bewaren…"),
                self.tr("Een bestand zonder namen, om een fout te laten zien"),
            ),
            (
                self.tr("Uitleg naast de pagina (F9)"),
                self.tr("Meer ruimte voor de pagina, of weer uitleg ernaast"),
            ),
            (
                self.tr("Handleiding bij deze pagina (F1)"),
                self.tr("Hoe het werkt, met plaatjes"),
            ),
            (
                self.tr("Antwoord aan de regio…"),
                self.tr("Wat deze instelling vindt van wat haar is gevraagd"),
            ),
        ):
            for action in self.actions():
                if action.text() == text:
                    action.setStatusTip(about)

    def _add_choices(self) -> None:
        languages = [("nl", "Nederlands"), ("en", "English")]
        names = {
            "system": self.tr("Zoals het systeem"),
            "light": self.tr("Licht"),
            "dark": self.tr("Donker"),
            "contrast": self.tr("Hoog contrast"),
        }
        self._choices: list[tuple[str, QAction]] = []
        looks = [("system", names["system"]), *((key, names[key]) for key in LOOKS)]
        look = str(self._shell.settings.value("look", "system"))
        for title, choices, current, key in (
            (self.tr("Taal"), languages, self._shell.session.language, "language"),
            (self.tr("Uiterlijk"), looks, look, "look"),
        ):
            for action in choice_menu(self, title, choices, current):
                action.triggered.connect(partial(self._choose, key, action.data()))
                self._choices.append((key, action))

    def show_choices(self) -> None:
        """Mark the language and look of the window, after another one was not taken."""
        look = str(self._shell.settings.value("look", "system"))
        now = {"language": self._shell.session.language, "look": look}
        for key, action in self._choices:
            action.setChecked(action.data() == now[key])

    def _choose(self, key: str, value: str) -> None:
        self.look_chosen.emit(key, value)

    def refresh(self) -> None:
        """Enable and show only what can be done now."""
        state = self._shell.session.state
        for action in self._with_periods:
            action.setEnabled(bool(state.periods))
        self._to_wish.setEnabled(state.plan is not None)
        self._export.setEnabled(bool(state.periods))
        self.share.setVisible(not state.is_own_file)
        self.share.setEnabled(len(institutions_of(state)) > 1)
        self.reply.setVisible(state.is_own_file)
