"""Who waits for whom: a line per party of a round, what needs attention first."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from stageplanner.domain.negotiation.waiting import PartyTurn, Turn, party_turns
from stageplanner.domain.proposal import Round
from ui.base.formatting import Words
from ui.base.qt import button, card, column, row
from ui.tables.column_spec import ColumnSpec, build_columns
from ui.tables.data_table import DataTable
from ui.tables.table_model import TableModel

_TONES = {
    Turn.LATE: "danger",
    Turn.REGION: "warning",
    Turn.PARTY: "accent",
    Turn.NOBODY: "good",
}


def turn_words(turn: Turn) -> str:
    """Return whose turn it is, with its sign."""
    translate = QCoreApplication.translate
    words = {
        Turn.LATE: translate("PartyBoard", "▲ te laat"),
        Turn.REGION: translate("PartyBoard", "↔ de regio is aan zet"),
        Turn.PARTY: translate("PartyBoard", "→ wacht op de partij"),
        Turn.NOBODY: translate("PartyBoard", "✓ klaar"),
    }
    return words[turn]


def _count_of(words: Words, turn: PartyTurn) -> str:
    text = QCoreApplication.translate("PartyBoard", "{answered} van {asked}")
    return text.format(answered=words.count(turn.answered), asked=words.count(turn.asked))


def _day(words: Words, day: date | None) -> str:
    return "" if day is None else words.day(day)


def _left(words: Words, turn: PartyTurn) -> str:
    if turn.days_left is None:
        return ""
    if turn.days_left < 0:
        text = QCoreApplication.translate("PartyBoard", "{days} te laat")
        return text.format(days=words.count(-turn.days_left))
    return words.count(turn.days_left)


COLUMNS = (
    ColumnSpec(
        QT_TRANSLATE_NOOP("PartyBoard", "Partij"),
        170,
        lambda _, turn: turn.party.label,
        stretches=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("PartyBoard", "Wie is aan zet"),
        170,
        lambda _, turn: turn_words(turn.turn),
        sort=lambda turn: list(Turn).index(turn.turn),
        tone=lambda turn: _TONES[turn.turn],
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("PartyBoard", "Beantwoord"),
        104,
        _count_of,
        sort=lambda turn: turn.answered / turn.asked,
        numeric=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("PartyBoard", "Verstuurd"),
        110,
        lambda words, turn: _day(words, turn.sent_on),
        sort=lambda turn: turn.sent_on or date.max,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("PartyBoard", "Uiterlijk"),
        110,
        lambda words, turn: words.day(turn.deadline),
        sort=lambda turn: turn.deadline,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("PartyBoard", "Dagen over"),
        100,
        _left,
        sort=lambda turn: 9999 if turn.days_left is None else turn.days_left,
        numeric=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("PartyBoard", "Antwoord van"),
        116,
        lambda words, turn: _day(words, turn.answered_on),
        sort=lambda turn: turn.answered_on or date.max,
    ),
)


class PartyBoard(QWidget):
    """The parties of a round, with reminders and a page per party."""

    #: The ids of the parties to remind.
    remind_asked = Signal(object)
    #: The party of which a page is asked.
    page_asked = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TableModel(build_columns("PartyBoard", COLUMNS, words), self)
        self.table = DataTable(self.model, self.tr("Wie wacht op wie"))
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.remind = button(self.tr("Herinneren…"))
        self.remind.setToolTip(self.tr("Schrijft een conceptmail voor wie nog niet antwoordde"))
        self.remind.clicked.connect(self._on_remind)
        self.page = button(self.tr("Blad van deze partij…"))
        self.page.setToolTip(
            self.tr("Alles wat deze partij is gevraagd, antwoordde en ondertekende, als PDF")
        )
        self.page.clicked.connect(self._on_page)
        frame = card()
        column(self.table, parent=frame, margin=1)
        layout = column(frame, parent=self, gap=8)
        layout.addLayout(row(self.remind, self.page, 1, gap=6))
        layout.setStretch(0, 1)

    def show_round(self, round_: Round) -> None:
        """Show the parties of a round as they are today."""
        self.model.set_rows(party_turns(round_, date.today()))
        if self.model.rows and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._on_selected()

    @property
    def selected(self) -> tuple[PartyTurn, ...]:
        """The chosen parties."""
        lines = {index.row() for index in self.table.selectionModel().selectedRows()}
        proxy = self.table.filter
        return tuple(
            self.model.rows[proxy.mapToSource(proxy.index(line, 0)).row()] for line in sorted(lines)
        )

    def _waiting(self) -> tuple[str, ...]:
        """Return who of the chosen parties owes an answer, else who of all does."""
        chosen = [turn for turn in self.selected if turn.days_left is not None]
        every = [turn for turn in self.model.rows if turn.days_left is not None]
        return tuple(turn.party.id for turn in chosen or every)

    def _on_selected(self) -> None:
        self.remind.setEnabled(bool(self._waiting()))
        self.page.setEnabled(len(self.selected) == 1)

    def _on_remind(self) -> None:
        self.remind_asked.emit(self._waiting())

    def _on_page(self) -> None:
        self.page_asked.emit(self.selected[0].party)
