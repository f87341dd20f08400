"""Good examples, tried on one stage period, of which one can be applied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QWidget

from stageplanner import messages
from stageplanner.problems import Problem, StagePlannerError
from ui.base.formatting import Words
from ui.base.jobs import ChildJob
from ui.base.qt import button, card, column, label, override, restyle, row
from ui.dialogs.base import Dialog
from ui.negotiate.negotiation_jobs import run_examples
from ui.session.session import Session
from ui.tables.data_table import DataTable
from ui.tables.table_model import Column, RowRole, TableModel

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from stageplanner.domain.planning.good_examples import Example
    from stageplanner.load.good_examples import Tried

#: Called with the chosen example and its name.
Verb = Callable[["Tried", str], object]


#: The code of a problem: nothing is wrong, the group does this.
FOLLOWED = "catalogue_already"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleRow:
    """An example with its effect, or why it cannot be followed."""

    example: Example
    tried: Tried | None
    problem: Problem | None


class ExamplesDialog(Dialog):
    """The effect of each example on the region if only this group follows it."""

    chapter = "negotiate"

    def __init__(
        self,
        session: Session,
        period: str,
        words: Words,
        parent: QWidget | None = None,
        *,
        job: ChildJob | None = None,
        verb: Verb | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._period, self._words = session, period, words
        self._verb = verb or self._place
        self._asks = verb is not None
        self._state = session.state
        # A job of the window outlives this dialog, so closing need not wait for its end.
        self._job = job or ChildJob(self)
        self._job.progressed.connect(self._on_example)
        self._job.finished.connect(self._show_idle)
        self._job.stopped.connect(self._show_idle)
        self._job.failed.connect(self._on_failed)
        self.setWindowTitle(self.tr("Goede voorbeelden"))
        self.resize(900, 560)
        self._build()

    def _build(self) -> None:
        period = next(p for p in self._state.periods if p.id == self._period)
        self.model = TableModel(self._columns(), self)
        self.table = DataTable(self.model, self.tr("Goede voorbeelden en wat zij doen"))
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.bar.setAccessibleName(self.tr("Voorbeelden worden doorgerekend"))
        self._title = label("", "strong", wrap=True)
        self._about = label("", wrap=True)
        self.effect = label("", wrap=True)
        frame, notice = card(), card("notice")
        column(self.table, parent=frame, margin=1)
        column(self._title, self._about, self.effect, parent=notice, gap=4, margin=12)
        texts = (self.tr("Toepassen"), self.tr("Dit vragen"))
        self.take = button(texts[self._asks], "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take)
        back = button(self.tr("Terug"))
        back.clicked.connect(self.reject)
        layout = column(
            label(self._words.period(period), "subtitle", wrap=True), parent=self, gap=10
        )
        layout.setContentsMargins(24, 20, 24, 20)
        about = self.tr(
            "Ritmes en maatregelen die elders werken. Bij elk voorbeeld staat wat de regio ervan"
            " merkt als alleen deze groep het volgt; wat hier niet mag, staat erbij met de reden."
        )
        layout.addWidget(label(about, "muted", wrap=True))
        layout.addWidget(frame, 1)
        layout.addWidget(notice)
        layout.addLayout(row(self.bar, 1, back, self.take))
        self._on_row()

    def _columns(self) -> tuple[Column, ...]:
        words = self._words

        def peak(entry: ExampleRow) -> str:
            if entry.tried is None:
                is_followed = entry.problem is not None and entry.problem.code == FOLLOWED
                return self.tr("zo staat de groep nu") if is_followed else self.tr("kan hier niet")
            before, after = entry.tried.peak_before, entry.tried.peak_after
            return f"{words.percent(before)} → {words.percent(after)}"

        def shortage(entry: ExampleRow) -> str:
            if entry.tried is None:
                return ""
            before, after = entry.tried.shortage_before, entry.tried.shortage_after
            return f"{words.count(round(before))} → {words.count(round(after))}"

        def placed(entry: ExampleRow) -> str:
            return "" if entry.tried is None else words.placements(entry.tried.placements)

        return (
            Column(
                title=self.tr("Voorbeeld"),
                text=lambda r: r.example.names[words.language],
                width=220,
                stretches=True,
            ),
            Column(
                title=self.tr("Piek"),
                text=peak,
                sort=lambda r: None if r.tried is None else r.tried.peak_after,
                width=158,
            ),
            Column(
                title=self.tr("Tekort (studentdagen)"),
                text=shortage,
                sort=lambda r: None if r.tried is None else r.tried.shortage_after,
                width=176,
            ),
            Column(title=self.tr("Zo komt de groep te staan"), text=placed, width=280),
        )

    # --- what each does --------------------------------------------------------------------

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Try the examples once the dialog is shown."""
        super().showEvent(event)
        if not self.model.rows:
            self._job.kill()  # what another dialog asked
            self._job.start(run_examples, self._state, self._period)

    def _on_example(self, result: tuple[Example, Tried | None, Problem | None]) -> None:
        example, tried, problem = result
        entry = ExampleRow(example=example, tried=tried, problem=problem)
        self.model.set_rows((*self.model.rows, entry))
        if not self.table.currentIndex().isValid() and self.model.rows:
            self.table.selectRow(0)
        self._on_row()

    def _show_idle(self) -> None:
        self.bar.hide()

    def _on_failed(self, _problem: object) -> None:
        self.bar.hide()
        self._show_error(self.tr("De voorbeelden konden niet worden doorgerekend."))

    @property
    def selected(self) -> ExampleRow | None:
        """The selected example."""
        entry: ExampleRow | None = self.table.currentIndex().data(RowRole)
        return entry

    def _on_row(self) -> None:
        entry, words = self.selected, self._words
        self.take.setEnabled(entry is not None and entry.tried is not None)
        if entry is None:
            self._title.setText(self.tr("Kies een voorbeeld"))
            self._about.setText("")
            self.effect.setText("")
            return
        self._title.setText(entry.example.names[words.language])
        self._about.setText(entry.example.about[words.language])
        restyle(self.effect, tone="")
        if entry.problem is not None:
            self.effect.setText(messages.sentence(entry.problem, words.language))
        elif entry.tried is not None:
            text = self.tr("De groep komt dan zo te staan: {placed}. Hoogste bezetting {peak}.")
            peak = f"{words.percent(entry.tried.peak_before)} → "
            peak += words.percent(entry.tried.peak_after)
            placed = words.placements(entry.tried.placements)
            self.effect.setText(text.format(placed=placed, peak=peak))

    # --- taking one ------------------------------------------------------------------------

    def _place(self, tried: Tried, _name: str) -> None:
        self._session.project.apply_example(self._period, tried.example, tried)

    def _on_take(self) -> None:
        entry = self.selected
        if entry is None or entry.tried is None:
            return
        if self._session.state is not self._state:
            self._show_error(self.tr("De gegevens zijn intussen gewijzigd. Open dit opnieuw."))
            return
        try:
            self._verb(entry.tried, entry.example.names[self._words.language])
        except StagePlannerError as error:
            self._show_error(messages.sentence(error.problem, self._words.language))
            return
        self.accept()

    def _show_error(self, text: str) -> None:
        self.effect.setText("▲ " + text)
        restyle(self.effect, tone="danger")

    def done(self, result: int) -> None:
        """Stop the work and close the dialog."""
        self._job.cancel()
        super().done(result)
