"""The panel of a proposal: the question, live progress with proof, and a stop."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QProgressBar,
    QRadioButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from stageplanner.domain.planning.question_scope import QuestionScope
from stageplanner.load.rounding import round_down
from ui.base.fields import DecimalField, WholeField, all_taken
from ui.base.formatting import Words
from ui.base.qt import button, column, label, row, tool_tip
from ui.base.theme import icon
from ui.widgets.choose_institutions import ChooseInstitutions
from ui.widgets.small_parts import LiveCurve

if TYPE_CHECKING:
    from stageplanner.optimise.result import SolveProgress


class RunPanel(QFrame):
    """Ask for a proposal, follow it, and stop it."""

    asked = Signal(object, float, int, object)
    stop_asked = Signal()
    closed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runPanel")
        self._words = words
        self._names: dict[tuple[str, ...], str] = {}
        self._current: tuple[str, ...] = ()
        self._seconds = 0
        self._limit = 60
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._on_second)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build_question())
        self._stack.addWidget(self._build_progress())
        self._stack.currentChanged.connect(self._fit)
        self._fit()
        column(self._stack, parent=self, gap=8, margin=16)

    def _fit(self) -> None:
        """Take the height of the shown page, not of the tallest one."""
        for i in range(self._stack.count()):
            shown = i == self._stack.currentIndex()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            self._stack.widget(i).setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def _build_limits(self) -> None:
        self._target = DecimalField()
        self._target.setDecimals(0)
        self._target.setSingleStep(5)
        self._target.setRange(50, 200)
        self._target.setValue(100)
        self._target.setSuffix("%")
        self._fewest.toggled.connect(self._target.setEnabled)
        self.seconds, self._most, self.most_weeks = WholeField(), WholeField(), WholeField()
        self.seconds.setRange(5, 3600)
        self.seconds.setValue(60)
        self.seconds.setSuffix(self.tr(" s"))
        self._most.setRange(0, 999)
        self._most.setSpecialValueText(self.tr("vrij"))
        self.most_weeks.setRange(-1, 40)
        self.most_weeks.setValue(-1)
        self.most_weeks.setSpecialValueText(self.tr("vrij"))
        for field, name in (
            (self._target, self.tr("Bezetting die het plan moet halen")),
            (self.seconds, self.tr("Rekentijd in seconden")),
            (self._most, self.tr("Hoogstens zoveel wijzigingen; 0 is vrij")),
            (
                self.most_weeks,
                self.tr("Hoogstens zoveel lesweken verschuiven; vrij laat het aan de regels"),
            ),
        ):
            field.setAccessibleName(name)
            field.setToolTip(tool_tip(name))
            field.setFixedWidth(72)
            field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.institutions = ChooseInstitutions()

    def _build_question(self) -> QWidget:
        page = QWidget()
        self._fewest = QRadioButton(self.tr("Minste wijzigingen tot"))
        self._lowest = QRadioButton(self.tr("Laagste piek, wat het ook vraagt"))
        self._fewest.setChecked(True)
        group = QButtonGroup(page)
        group.addButton(self._fewest)
        group.addButton(self._lowest)
        self._build_limits()
        self.start = button(self.tr("Bereken voorstel"), "primary")
        self.start.setIcon(icon("solve", "on_accent"))
        self.start.clicked.connect(self._on_start)
        close = button(self.tr("Sluiten"))
        close.clicked.connect(self.closed)
        layout = column(parent=page, gap=10)
        layout.addWidget(label(self.tr("Voorstel"), "subtitle"))
        layout.addLayout(row(self._fewest, 1, self._target))
        layout.addWidget(self._lowest)
        layout.addLayout(row(label(self.tr("Hoogstens wijzigingen")), 1, self._most))
        layout.addLayout(row(label(self.tr("Hoogstens weken schuiven")), 1, self.most_weeks))
        layout.addLayout(row(label(self.tr("Vragen aan")), 1, self.institutions))
        layout.addLayout(row(label(self.tr("Hoogstens rekenen")), 1, self.seconds))
        layout.addLayout(row(self.start, close, 1))
        layout.addStretch(1)
        return page

    def set_seconds(self, seconds: int) -> None:
        """Set the time for a proposal; the user may still change it."""
        self.seconds.setValue(seconds)

    def _build_progress(self) -> QWidget:
        page = QWidget()
        self._phase = label("", "muted", wrap=True)
        self._best = label("", "strong", wrap=True)
        self._proven = label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Voortgang"))
        self._curve = LiveCurve()
        self._curve.setAccessibleName(self.tr("Beste plan en bewezen grens tot nu"))
        self.stop = button(self.tr("Stop en houd het beste"))
        self.stop.setIcon(icon("stop"))
        self.stop.clicked.connect(self._on_stop)
        layout = column(parent=page, gap=8)
        layout.addWidget(label(self.tr("Bezig met rekenen"), "subtitle"))
        for part in (self._phase, self._bar, self._curve, self._best, self._proven):
            layout.addWidget(part)
        layout.addLayout(row(self.stop, 1))
        layout.addStretch(1)
        return page

    def show_institutions(self, names: Iterable[str]) -> None:
        """Show the institutions that may be asked; at first all of them."""
        self.institutions.set_names(tuple(names))

    @property
    def limits(self) -> QuestionScope:
        """Scope of the question: what the proposal must not change."""
        weeks = self.most_weeks.value()
        return QuestionScope(
            institutions=self.institutions.chosen, most_weeks_shift=None if weeks < 0 else weeks
        )

    # --- the run ---------------------------------------------------------------------------

    def begin(self, names: dict[tuple[str, ...], str], limit: float) -> None:
        """Show a run that has begun; ``names`` are the titles of components."""
        self._names, self._seconds, self._limit = names, 0, max(1, int(limit))
        self._bar.setRange(0, self._limit)
        self._bar.setValue(0)
        self._curve.clear()
        self._phase.setText(self.tr("Starten…"))
        self._best.setText("")
        self._proven.setText("")
        self.stop.setEnabled(True)
        self._stack.setCurrentIndex(1)
        self._clock.start()

    def show_progress(self, progress: SolveProgress) -> None:
        """Show the progress of the run."""
        words = self._words
        if progress.programmes != self._current:
            self._current = progress.programmes
            self._curve.clear()
        name = self._names.get(progress.programmes, "")
        phases = {
            "bound": self.tr("ondergrens bewijzen"),
            "lowest": self.tr("laagste piek zoeken"),
            "fewest": self.tr("minste wijzigingen zoeken"),
            "done": self.tr("klaar"),
        }
        phase = phases.get(progress.phase, self.tr("zoeken"))
        self._phase.setText(f"{name}: {phase}" if name else phase)
        best = self.tr("Beste tot nu: {peak} met {changes} wijzigingen")
        if progress.changes == 1:
            best = self.tr("Beste tot nu: {peak} met 1 wijziging")
        self._best.setText(best.format(peak=words.percent(progress.peak), changes=progress.changes))
        proven = self.tr("Bewezen: geen plan onder {bound}, minstens {changes} wijzigingen")
        if progress.lower_bound <= 0:
            proven = self.tr("Er is nog niets bewezen.")
        elif progress.changes_lower_bound <= 1:
            proven = self.tr("Bewezen: geen plan komt onder {bound}")
        self._proven.setText(
            proven.format(
                bound=words.percent(round_down(progress.lower_bound, 3)),
                changes=progress.changes_lower_bound,
            )
        )
        self._curve.add(progress.seconds, progress.peak, progress.lower_bound)

    def end(self) -> None:
        """Show the question again."""
        self._clock.stop()
        self._stack.setCurrentIndex(0)

    def _on_start(self) -> None:
        if not all_taken(self):
            return
        target = self._target.value() / 100 if self._fewest.isChecked() else None
        self.asked.emit(target, float(self.seconds.value()), self._most.value(), self.limits)

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self._phase.setText(self.tr("Stoppen; het beste plan tot nu blijft."))
        self.stop_asked.emit()

    def _on_second(self) -> None:
        self._seconds += 1
        self._bar.setValue(min(self._limit, self._seconds))
