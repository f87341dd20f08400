"""Another placement of one stage period, with the peak it gives and its repairs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QWidget,
)

from stageplanner import messages
from stageplanner.domain.option import stage_days
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import PartyKind, Proposal
from stageplanner.domain.state import calendar_of
from stageplanner.load.tolerances import FULL, ROUNDING
from stageplanner.problems import StagePlannerError
from ui.base.fields import all_taken
from ui.base.formatting import Words
from ui.base.jobs import ChildJob, LatestOnly
from ui.base.qt import button, card, column, label, restyle, row
from ui.dialogs.base import Dialog
from ui.negotiate.negotiation_jobs import counter_peaks
from ui.negotiate.part_editor import PartEditor
from ui.negotiate.repair_finder import RepairFinder
from ui.session.session import Session

if TYPE_CHECKING:
    from stageplanner.negotiation.counter_effect import CounterEffect
    from stageplanner.planning import Repair

#: Milliseconds without input before the effect is computed.
STILL = 350


class CounterDialog(Dialog):
    """A counter-proposal of a party, or with ``changes`` the region's new question."""

    chapter = "negotiate"

    def __init__(
        self,
        session: Session,
        proposal: Proposal,
        words: Words,
        parent: QWidget | None = None,
        *,
        changes: bool = False,
        job: ChildJob | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._proposal, self._words = session, proposal, words
        self._changes = changes
        # A job of the page outlives this dialog, so closing need not wait for its end.
        self.finder = RepairFinder(session, proposal.id, job or ChildJob(self), words)
        self.finder.taken.connect(self._on_repair)
        self._latest = LatestOnly(self)
        self._latest.answered.connect(self._on_measured)
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(STILL)
        self._still.timeout.connect(self.measure)
        titles = (self.tr("Tegenvoorstel vastleggen"), self.tr("Voorstel wijzigen"))
        self.setWindowTitle(titles[changes])
        self.setMinimumWidth(600)
        self._build()
        placed = proposal.counter or proposal.asked
        self.split.setChecked(len(placed) > 1)
        for editor, placement in zip(self.parts, (*placed, *placed)[:2], strict=True):
            editor.show_placement(placement)
        if len(placed) == 1:
            half = proposal.students // 2
            self.parts[1].students.setValue(max(1, half))
        self._on_split()

    def _build(self) -> None:
        proposal, words = self._proposal, self._words
        period = self._period
        name = proposal.period if period is None else words.period(period)
        most = proposal.students
        self.parts = [
            PartEditor(text, most, words)
            for text in (self.tr("Eerste deel"), self.tr("Tweede deel"))
        ]
        for part in self.parts:
            part.changed.connect(self._on_edited)
        self.split = QCheckBox(self.tr("In tweeën splitsen"))
        self.split.setEnabled(most > 1)
        self.split.toggled.connect(self._on_split)
        self.field = QLineEdit()
        self.field.setText(proposal.remark if not self._changes else "")
        texts = (self.tr("Opmerking van de partij"), self.tr("Waarom dit wordt gevraagd"))
        self.field.setPlaceholderText(texts[self._changes])
        self.field.setAccessibleName(texts[self._changes])
        self.effect = label("", "strong", wrap=True)
        self._note = label("", "muted", wrap=True)
        self.take = button(self.tr("Vastleggen"), "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take)
        back = button(self.tr("Terug"))
        back.clicked.connect(self.reject)
        self._frame = frame = card()
        column(self.effect, self._note, parent=frame, gap=4, margin=12)
        layout = column(label(name, "subtitle", wrap=True), parent=self, gap=10)
        layout.setContentsMargins(24, 20, 24, 20)
        asked = self.tr("Gevraagd: {asked}").format(asked=words.placements(proposal.asked))
        layout.addWidget(label(asked, "muted", wrap=True))
        for part in (*self.parts, self.split, self.field, frame):
            layout.addWidget(part)
        layout.addWidget(self.finder, 1)
        layout.addLayout(row(1, back, self.take))

    @property
    def _period(self):  # noqa: ANN202 - a stage period, or nothing
        return next((p for p in self._session.state.periods if p.id == self._proposal.period), None)

    # --- what is filled in -----------------------------------------------------------------

    @property
    def placements(self) -> tuple[Placement, ...]:
        """The placements that are filled in."""
        parts = [part.placement for part in self.parts]
        if self.split.isChecked():
            return tuple(parts)
        whole = Placement(option=parts[0].option, students=self._proposal.students)
        return (whole,)

    def _error_text(self) -> str:
        """Return what is wrong with the placements, or an empty text."""
        for placement in self.placements:
            if placement.option.end < placement.option.start:
                return self.tr("De laatste dag ligt vóór de eerste. Draai de data om.")
            if not placement.option.days_per_week:
                return self.tr("Kies ten minste één weekdag.")
        total = sum(placement.students for placement in self.placements)
        if total != self._proposal.students:
            text = self.tr("De delen zijn samen {total} studenten; de groep heeft er {students}.")
            return text.format(total=total, students=self._proposal.students)
        placed = self.placements
        if len(placed) == 2 and placed[0].option == placed[1].option:
            return self.tr("Beide delen zijn gelijk. Geef ze andere weken of weekdagen.")
        if self.placements == self._proposal.asked:
            return self.tr("Dit is wat al werd gevraagd. Vul iets anders in.")
        return ""

    def _on_split(self) -> None:
        is_split = self.split.isChecked()
        self.parts[1].setVisible(is_split)
        self.parts[0].students.setEnabled(is_split)
        if not is_split:
            self.parts[0].students.setValue(self._proposal.students)
        else:
            rest = self._proposal.students - self.parts[1].students.value()
            self.parts[0].students.setValue(rest)
        self._on_edited()
        QTimer.singleShot(0, self, self.adjustSize)

    def _on_edited(self) -> None:
        error = self._error_text()
        self.take.setEnabled(not error)
        self.effect.setText("▲ " + error if error else self.tr("Piek wordt berekend…"))
        restyle(self.effect, tone="danger" if error else "")
        restyle(self._frame, role="bad" if error else "card")
        self._note.setText("" if error else self._days_note())
        self._note.setVisible(bool(self._note.text()))
        self.finder.clear()
        if error:
            self._still.stop()
        else:
            self._still.start()

    def _days_note(self) -> str:
        """Return a warning if stage days are lost or gained, else an empty text."""
        period, calendar = self._period, calendar_of(self._session.state)
        if period is None:
            return ""
        wished = stage_days(self._proposal.before[0].option, period.institution, calendar)
        days = [stage_days(p.option, period.institution, calendar) for p in self.placements]
        off = next((d for d in days if d != wished), None)
        if off is None:
            return ""
        text = self.tr("Let op: {days} stagedagen; de voorkeur telt er {wished}.")
        return text.format(days=off, wished=wished)

    # --- the peak --------------------------------------------------------------------------

    def measure(self) -> None:
        """Measure what is filled in now, without waiting for the timer."""
        self._still.stop()
        if self._period is None or self._proposal.party.kind is not PartyKind.INSTITUTION:
            self.effect.setText(self.tr("Wat een leerbedrijf kan, wegen mensen."))
            self.finder.hide()
            return
        self._latest.ask(counter_peaks, self._session.state, self._proposal.id, self.placements)
        self.finder.ask(self.placements)

    def _on_measured(self, answer: tuple[tuple[Placement, ...], CounterEffect]) -> None:
        if isinstance(answer, Exception):
            raise answer
        placements, effect = answer
        if self._error_text() or placements != self.placements:
            return
        words = self._words
        text = self.tr("Hoogste bezetting zoals gevraagd: {asked}; zo: {counter}.")
        self.effect.setText(
            text.format(
                asked=words.percent(effect.peak_asked), counter=words.percent(effect.peak_counter)
            )
        )
        worse = (effect.peak_counter or 0) > max(1.0, effect.peak_asked or 0) + ROUNDING
        is_better = (effect.peak_counter or 0) < (effect.peak_asked or 0) - ROUNDING
        # Better than asked is not good yet while the region stays overloaded.
        is_better = is_better and (effect.peak_counter or 0) <= FULL
        role = "bad" if worse else "good" if is_better else "card"
        restyle(self.effect, tone={"bad": "danger", "good": "good"}.get(role, ""))
        restyle(self._frame, role=role)

    # --- taking it over --------------------------------------------------------------------

    def _on_take(self) -> None:
        if not all_taken(self):
            return
        negotiation, remark = self._session.project.negotiation, self.field.text()
        verb: Callable[[], object] = partial(
            negotiation.record_counter, self._proposal.id, self.placements, remark
        )
        if self._changes:
            verb = partial(negotiation.change, self._proposal.id, self.placements, remark)
        self._do(verb)

    def _on_repair(self, repair: Repair) -> None:
        """Record the counter-proposal and its repair in one step."""
        verb = self._session.project.negotiation.record_with_repair
        record = partial(verb, self._proposal.id, self.placements, repair)
        self._do(partial(record, remark=self.field.text(), asks=self._changes))

    def _do(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except StagePlannerError as error:
            self.effect.setText("▲ " + messages.sentence(error.problem, self._words.language))
            restyle(self.effect, tone="danger")
            return
        self.accept()

    def done(self, result: int) -> None:
        """Stop all computations and close the dialog."""
        self._still.stop()
        self._latest.forget()
        self.finder.leave()
        super().done(result)
