"""Every other way of a stage period, with what it does to the region, to choose one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from stageplanner.domain.plan import ChangeKind, Placement
from stageplanner.load.tolerances import FULL
from ui.base.formatting import Words
from ui.base.jobs import LatestOnly
from ui.base.qt import button, card, column, label, override, row
from ui.dialogs.base import Dialog
from ui.session.session import Session
from ui.tables.data_table import DataTable
from ui.tables.table_model import Column, RowRole, TableModel

if TYPE_CHECKING:
    from stageplanner.domain.state import State
    from stageplanner.load.alternatives import Alternative, Alternatives


def find(state: State, period_id: str) -> Alternatives:
    """Measure every way; numpy is imported here, in the thread."""
    from stageplanner.load.alternatives import find_alternatives

    return find_alternatives(state, period_id)


class ChoicesDialog(Dialog):
    """The admissible ways of one stage period, the best for the region first."""

    chapter = "plan"

    #: The placements of the way that is selected, to be shown elsewhere.
    looked_at = Signal(object)

    def __init__(
        self,
        session: Session,
        period_id: str,
        take: Callable[[tuple[Placement, ...]], object],
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._period_id, self._take, self._words = period_id, take, words
        self._state = session.state
        self.found: Alternatives | None = None
        self.setWindowTitle(self.tr("Andere keuze"))
        self.resize(1020, 560)
        self._latest = LatestOnly(self)
        self._latest.answered.connect(self._on_found)
        self._build()
        self._latest.ask(find, self._state, period_id)

    def _build(self) -> None:
        period = next(p for p in self._state.periods if p.id == self._period_id)
        self.model = TableModel(self._columns(), self)
        self.table = DataTable(self.model, self.tr("Wat hier verder mag"))
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.doubleClicked.connect(self._on_take)
        self.now = label(self.tr("Elke keuze wordt doorgerekend…"), wrap=True)
        self.hurt = label("", "muted", wrap=True)
        frame = card()
        column(self.table, parent=frame, margin=1)
        self.take = button(self.tr("Zo plaatsen"), "primary")
        self.take.setDefault(True)
        self.take.setEnabled(False)
        self.take.clicked.connect(self._on_take)
        back = button(self.tr("Terug"))
        back.clicked.connect(self.reject)
        title = label(self._words.period(period), "subtitle", wrap=True)
        layout = column(title, self.now, frame, self.hurt, parent=self, gap=10)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setStretch(2, 1)
        layout.addLayout(row(1, back, self.take))

    def _columns(self) -> tuple[Column, ...]:
        words = self._words
        return (
            Column(
                title=self.tr("Zo kan het"),
                text=lambda way: words.placements(way.placements),
                sort=lambda way: way.placements[0].option.start,
                width=255,
                stretches=True,
            ),
            Column(title=self.tr("Anders dan de voorkeur"), text=self._kinds, width=200),
            Column(
                title=self.tr("Hoogste bezetting"),
                text=self._peak,
                sort=lambda way: way.peak or 0.0,
                numeric=True,
                width=170,
            ),
            Column(
                title=self.tr("Tekort (studentdagen)"),
                text=self._shortage,
                sort=lambda way: way.shortage,
                numeric=True,
                width=205,
            ),
            Column(
                title=self.tr("Drukker voor"),
                text=self._hurt,
                sort=lambda way: len(way.hurt),
                width=120,
            ),
        )

    # --- what is shown ---------------------------------------------------------------------

    def _kinds(self, way: Alternative) -> str:
        names = {
            ChangeKind.WEEKDAYS: self.tr("andere dagen"),
            ChangeKind.WEEKS: self.tr("andere weken"),
            ChangeKind.FORM: self.tr("andere vorm"),
            ChangeKind.SPLIT: self.tr("gesplitst"),
        }
        kinds = ", ".join(text for kind, text in names.items() if kind in way.kinds)
        return kinds or self.tr("niet: de voorkeur")

    def _peak(self, way: Alternative) -> str:
        if way.peak is None:
            return self.tr("onbekend")
        return f"{'▲' if way.peak > FULL else '✓'} {self._words.percent(way.peak)}"

    def _shortage(self, way: Alternative) -> str:
        count = self._words.count
        if way.peak is None or self.found is None:
            return "–"
        less = way.shortage - self.found.now.shortage
        if abs(less) < 0.05:
            return count(way.shortage)
        return f"{count(way.shortage)} ({'+' if less > 0 else '−'}{count(abs(less))})"

    def _hurt(self, way: Alternative) -> str:
        if not way.hurt:
            return self.tr("niemand")
        return way.hurt[0] if len(way.hurt) == 1 else self._count(len(way.hurt))

    def _count(self, count: int) -> str:
        return self.tr("{count} instellingen").format(count=count)

    def _on_found(self, found: Alternatives | Exception) -> None:
        if isinstance(found, Exception):
            raise found
        self.found = found
        now, words = found.now, self._words
        text = self.tr("Nu: {option}. Hoogste bezetting {peak}, tekort {shortage} studentdagen.")
        if now.peak is None:
            text = self.tr("Nu: {option}. De plaatsen zijn nog onbekend.")
        text = text.format(
            option=words.placements(now.placements),
            peak=words.percent(now.peak),
            shortage=words.count(now.shortage),
        )
        if not found.others:
            text += " " + self.tr("Binnen de regels en het venster mag hier verder niets.")
        self.now.setText(text)
        self.model.set_rows(found.others)
        if found.others:
            self.table.selectRow(0)
            self.table.setFocus()

    def _on_row(self) -> None:
        way = self.selected
        self.take.setEnabled(way is not None)
        text = ""
        if way is not None and way.hurt:
            text = self.tr("Op dagen boven 100% wordt het hiermee voller voor: {names}.")
            text = text.format(names=", ".join(way.hurt))
        elif way is not None:
            text = self.tr("Voor niemand anders wordt een dag boven 100% hiermee voller.")
        self.hurt.setText(text)
        if way is not None:
            self.looked_at.emit(way.placements)

    @property
    def selected(self) -> Alternative | None:
        """The way that is selected."""
        way: Alternative | None = self.table.currentIndex().data(RowRole)
        return way

    # --- taking it -------------------------------------------------------------------------

    def _on_take(self, _index: QModelIndex | bool = False) -> None:
        way = self.selected
        if way is not None:
            self.accept()
            self._take(way.placements)

    @override
    def done(self, result: int) -> None:
        """Stop measuring and close the dialog."""
        self._latest.forget()
        super().done(result)
