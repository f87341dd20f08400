"""The menu of a stage period on the time line: its forms, weekdays, parts and wish."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from stageplanner.domain.form import Form
from stageplanner.domain.option import wish_option
from ui.base.fields import WholeField, all_taken
from ui.base.formatting import Words
from ui.base.qt import button, column, label, row, shortcut_free
from ui.base.theme import icon
from ui.dialogs.base import Dialog
from ui.facts.decision_words import KEYS, decision_title
from ui.plan.moves import Moves, rhythm_of


class PlanMenu(QObject):
    """Builder of the menus; every entry can be undone."""

    #: A stage period, to see what good examples would do for it.
    examples_asked = Signal(str)
    #: A decision on a stage period, and its id.
    decided = Signal(str, str)

    def __init__(self, moves: Moves, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._moves, self._words, self._page = moves, words, parent
        self.dialog: PartsDialog | None = None

    def build(self, key: str, part: int = 0) -> QMenu:
        """Build the menu of a stage period and of its selected part."""
        moves, menu = self._moves, QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_decisions(menu, key)
        menu.addSeparator()
        if len(moves.options(key)) == 1:
            fixed = moves.period(key).fixed
            text = self.tr("Deze periode ligt vast") if fixed else self.tr("Geen ruimte")
            menu.addAction(icon("lock"), text).setEnabled(False)
        self._add_rhythms(menu, key, part)
        menu.addSeparator()
        self._add_parts(menu, key)
        menu.addSeparator()
        menu.addAction(self.tr("Goede voorbeelden…"), partial(self.examples_asked.emit, key))
        wish = self.tr("Terug naar de voorkeur")
        back = menu.addAction(icon("undo"), wish, partial(moves.place_back, key))
        back.setEnabled(moves.is_changed(key))
        return menu

    def _add_decisions(self, menu: QMenu, key: str) -> None:
        """Add what can be decided on the change, with the key of each."""
        is_fixed = self._moves.period(key).fixed
        for decision, code in self._moves.why_not(key).items():
            title = decision_title(decision, is_fixed=is_fixed)
            action = menu.addAction(
                f"{title}\t{KEYS[decision]}", partial(self.decided.emit, decision.value, key)
            )
            action.setEnabled(not code)

    def _add_rhythms(self, menu: QMenu, key: str, part: int) -> None:
        moves, words = self._moves, self._words
        rhythms, now = moves.rhythms(key, part), moves.now(key, part)
        wish = wish_option(moves.period(key))
        for form in Form:
            fitting = [option for option in rhythms if option.form is form]
            if not fitting:
                continue
            inside = menu.addMenu(words.form(form).capitalize())
            for option in fitting:
                text = self.tr("{rhythm}, {weeks}")
                if rhythm_of(option) == rhythm_of(wish):
                    text = self.tr("{rhythm}, {weeks} (zoals gewenst)")
                title = text.format(rhythm=words.rhythm(option), weeks=words.weeks(option))
                action = inside.addAction(title, partial(moves.place, key, option, part))
                action.setCheckable(True)
                action.setChecked(rhythm_of(option) == rhythm_of(now))

    def _add_parts(self, menu: QMenu, key: str) -> None:
        moves = self._moves
        if len(moves.placements(key)) > 1:
            menu.addAction(self.tr("Aantallen per deel…"), partial(self.ask_parts, key))
            menu.addAction(self.tr("Weer samenvoegen"), partial(moves.merge, key))
            return
        why = moves.why_whole(key)
        text = self.tr("In tweeën splitsen")
        if why:
            text = self.tr("Splitsen kan niet: {why}").format(why=why)
        menu.addAction(shortcut_free(text), partial(moves.split, key)).setEnabled(not why)

    def ask_parts(self, key: str) -> None:
        """Ask how many students each part of a split group has."""
        dialog = PartsDialog(self._moves, key, self._words, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()


class PartsDialog(Dialog):
    """The students of the parts of a split group; their sum does not change."""

    chapter = "plan"

    def __init__(self, moves: Moves, key: str, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._moves, self._key = moves, key
        self._total = moves.period(key).students
        self.setWindowTitle(self.tr("Aantallen per deel"))
        layout = column(parent=self, gap=12, margin=24)
        layout.addWidget(label(words.period(moves.period(key)), "subtitle", wrap=True))
        self.fields: list[WholeField] = []
        for i, placement in enumerate(moves.placements(key)):
            field = WholeField()
            field.setRange(0, self._total)
            field.setValue(placement.students)
            field.setAlignment(Qt.AlignmentFlag.AlignCenter)
            field.setFixedWidth(72)
            title = words.option(placement.option)
            field.setAccessibleName(self.tr("Studenten in {part}").format(part=title))
            field.valueChanged.connect(partial(self._on_value, i))
            self.fields.append(field)
            layout.addLayout(row(label(title), 1, field, gap=24))
        text = self.tr("Samen {count} studenten; een deel van 0 vervalt.")
        layout.addWidget(label(text.format(count=words.count(self._total)), "muted"))
        self.take = button(self.tr("Overnemen"), "primary")
        self.take.clicked.connect(self._on_take)
        back = button(self.tr("Terug"))
        back.clicked.connect(self.reject)
        layout.addLayout(row(1, back, self.take))
        self.accepted.connect(self._divide)

    def _on_take(self) -> None:
        if all_taken(self):
            self.accept()

    def _on_value(self, changed: int, _value: int) -> None:
        """Take what one part gains from the other parts, or give it back, the last one first."""
        others = [field for i, field in enumerate(self.fields) if i != changed]
        over = sum(field.value() for field in self.fields) - self._total
        for field in reversed(others):
            wanted = min(self._total, max(0, field.value() - over))
            over += wanted - field.value()
            field.blockSignals(True)
            field.setValue(wanted)
            field.blockSignals(False)

    def _divide(self) -> None:
        self._moves.divide(self._key, tuple(field.value() for field in self.fields))
