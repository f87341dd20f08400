"""Meeting mode: sliders along the proven curve, the load and the shares; the table decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QListWidget, QProgressBar, QPushButton, QSlider, QWidget

from stageplanner.domain.plan import WISH_PLAN, Plan, changed_periods, placements_of
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from stageplanner.load.fairness import FairShare, fair_shares
from stageplanner.load.tolerances import FULL
from stageplanner.optimise.result import Point
from stageplanner.problems import StagePlannerError
from ui.base.jobs import ChildJob, LatestOnly
from ui.base.qt import button, column, label, override, restyle, row
from ui.base.theme import icon
from ui.dialogs.base import Dialog
from ui.facts.heat_rows import HeatRow, heat_rows, severity_order
from ui.facts.screen_facts import known_peak
from ui.load.heat_card import HeatCard
from ui.meeting.share_bars import ShareBars
from ui.meeting.table_plan import AnyPoint, Decision, fairer_points, table_plan
from ui.plan.curve_panel import CurvePanel
from ui.plan.planning_jobs import run_fairness
from ui.session.session import Session
from ui.widgets.curve import Curve

if TYPE_CHECKING:
    from ui.facts.screen_facts import Facts

#: Time limit of the plans that are fairer, in seconds.
SECONDS = 120.0
#: Of the plan, its decisions and the state: what was measured is shown again at once.
Measured = tuple["Facts", tuple[FairShare, ...], tuple[HeatRow, ...]]


class MeetingWindow(Dialog):
    """A full screen for the table; everything is done by mouse or keys, Escape leaves it."""

    chapter = "plan"
    failed = Signal(object)
    #: The decisions are to be printed; the plan that is shown goes with it.
    print_asked = Signal(object)

    def __init__(
        self,
        session: Session,
        panel: CurvePanel,
        curve_job: ChildJob,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Vergadering"))
        self.setObjectName("meeting")
        self._session, self._panel, self.words = session, panel, panel.words
        self._decisions: list[Decision] = []
        self._fair: tuple[Point, ...] = ()
        self._points: list[AnyPoint] = []
        self._facts: Facts | None = session.facts
        self._measured: dict[tuple[object, ...], Measured] = {}
        self._latest = LatestOnly(self)
        self._latest.answered.connect(self._on_measured)
        self.fair_job = ChildJob(self)
        self.fair_job.finished.connect(self._on_fair)
        self.fair_job.failed.connect(self.failed)
        self._build()
        for signal in (curve_job.progressed, curve_job.finished, curve_job.stopped):
            signal.connect(self.refresh)
        session.changed.connect(self._on_changed)
        self.refresh()

    # --- the parts -------------------------------------------------------------------------

    def _build(self) -> None:
        self.figure = label("", "title", wrap=True)
        self.about = label("", "subtitle", wrap=True)
        self.start = button(self.tr("Bereken plannen"), "primary")
        self.start.clicked.connect(self._panel.begin)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Voortgang"))
        self.curve = Curve(self.tr("wijzigingen"), large=True)
        self.curve.setAccessibleName(self.tr("Wijzigingen tegen hoogste bezetting"))
        self.curve.hovered.connect(self._on_curve)
        self.slider, changes = self._slider(self.tr("Hoeveel wijzigingen vragen we?"))
        self.slider.valueChanged.connect(self.show_point)
        self.fair, fair = self._slider(self.tr("Maak eerlijker"))
        self.fair.valueChanged.connect(self.show_point)
        self._fair_note = label("", "muted", wrap=True)
        self.map = HeatCard(self.tr("Bezetting"), self.words)
        self.shares = ShareBars(self.words)
        self.changes = QListWidget()
        self.changes.setAccessibleName(self.tr("Wat dit plan vraagt"))
        self.changes.setWordWrap(True)
        self.changes.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.changes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.agree = button(self.tr("Vastleggen (V)"), "primary")
        self.refuse = button(self.tr("Niet wijzigen (N)"))
        self.undo = button(self.tr("Ongedaan maken"))
        self.paper = button(self.tr("Besluiten op A4… (P)"))
        self.adopt = button(self.tr("Hele plan overnemen (O)"))
        self.adopt.setToolTip(self.tr("Alles wat op het scherm staat, wordt het plan"))
        leave = button(self.tr("Sluiten (Esc)"))
        self.agree.setToolTip(self.tr("Deze groep gaat zoals dit plan vraagt"))
        self.refuse.setToolTip(self.tr("Deze groep doet haar voorkeur en staat Vast"))
        for part, act in (
            (self.agree, partial(self.decide, True)),
            (self.refuse, partial(self.decide, False)),
            (self.undo, self.take_back),
            (self.paper, self._ask_print),
            (self.adopt, self._adopt),
            (leave, self.reject),
        ):
            part.clicked.connect(act)
            part.setAutoDefault(False)
        for keys, action in (
            *(("V", self.agree), ("N", self.refuse)),
            *(("P", self.paper), ("O", self.adopt)),
        ):
            QShortcut(QKeySequence(keys), self, activated=action.click)
        QShortcut(QKeySequence.StandardKey.Undo, self, activated=self.undo.click)
        self._lay_out(changes, fair, leave)

    def _lay_out(self, changes: QLabel, fair: QLabel, leave: QPushButton) -> None:
        left = column(self.figure, self.about, gap=8)
        left.addLayout(row(self.start, self.bar, 1))
        for part in (self.curve, changes, self.slider, fair, self.fair, self._fair_note):
            left.addWidget(part)
        left.addWidget(self.shares)
        left.setStretch(3, 1)
        side = column(label(self.tr("Wat dit plan vraagt"), "subtitle"), self.changes, gap=8)
        side.addLayout(column(self.agree, self.refuse, self.undo, gap=8))
        side.setStretch(1, 1)
        layout = column(parent=self, gap=12)
        layout.setContentsMargins(24, 16, 24, 16)
        body = row(gap=20)
        body.addLayout(left, 5)
        middle = column(self.map, 1, gap=0)
        body.addLayout(middle, 6)
        body.addLayout(side, 4)
        layout.addLayout(body, 1)
        layout.addLayout(row(1, self.adopt, self.paper, leave, gap=8))
        # Large type, since people read from the other end of a table.
        wide = self.screen().availableGeometry().width()
        size = self.font().pointSizeF() * min(1.4, max(1.0, wide / 1600))
        self.setStyleSheet(
            f"QListWidget, QPushButton, QLabel[role='strong'] {{ font-size: {size * 1.1:.1f}pt }}"
            f"QLabel[role='title'] {{ font-size: {size * 1.9:.1f}pt }}"
            f"QLabel[role='subtitle'] {{ font-size: {size * 1.3:.1f}pt }}"
        )
        self.paper.setIcon(icon("export"))

    def _slider(self, name: str) -> tuple[QSlider, QLabel]:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setAccessibleName(name)
        slider.setPageStep(1)
        slider.setMinimumHeight(36)
        slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        return slider, label(name, "strong", wrap=True)

    # --- the point that is shown -----------------------------------------------------------

    @property
    def points(self) -> list[AnyPoint]:
        """The points of the curve, from the wishes down; a decision does not take them away."""
        return self._points

    @property
    def point(self) -> AnyPoint | None:
        """The point that is shown: on the curve, or a fairer one with the same peak."""
        points = self.points
        if not points:
            return None
        chosen = points[min(self.slider.value(), len(points) - 1)]
        stops = (chosen, *fairer_points(chosen, self._fair))
        return stops[min(self.fair.value(), len(stops) - 1)]

    @property
    def plan(self) -> Plan | None:
        """The plan that is shown, with what was decided; None if it cannot be."""
        point = self.point
        if point is None:
            return None
        decided = {decision.period: decision for decision in self._decisions}
        try:
            return table_plan(self._session.state, point, decided)
        except StagePlannerError as error:
            self.failed.emit(error.problem)
            return None

    def refresh(self) -> None:
        """Follow the curve: more points, or all of them."""
        if self._panel.points:
            self._points = list(self._panel.points)
            self.curve.set_points(self._panel.curve.points, self._panel.curve.scale)
        points, is_running = self.points, self._panel.is_running
        self.start.setVisible(not points and not is_running)
        self.bar.setVisible(is_running)
        for part in (self.curve, self.slider, self.fair):
            part.setVisible(bool(points))
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(0, len(points) - 1))
        if points and not is_running and not self._fair and not self.fair_job.is_running:
            self.fair_job.start(run_fairness, self._session.state, SECONDS)
        self.show_point()

    def show_point(self) -> None:
        """Show the point of the sliders: figures, heat map, shares and changes."""
        points = self.points
        if not points:
            self.figure.setText(self.tr("Hoeveel wijzigingen vragen we?"))
            self.about.setText(self.tr("Elk punt van de kromme is een compleet, bewezen plan."))
        else:
            number = min(self.slider.value(), len(points) - 1)
            self.curve.choose(number)
            stops = fairer_points(points[number], self._fair)
            with QSignalBlocker(self.fair):
                self.fair.setRange(0, len(stops))
            self.fair.setEnabled(bool(stops))
            self._show_fair_note(len(stops))
        plan = self.plan
        if plan is None or self._facts is None:
            self._show_changes(None)
            return
        self._show_changes(plan)
        key = self._key(plan)
        if key in self._measured:
            self._show(plan, self._measured[key])
        else:
            self._latest.ask(measure, self._session.state, plan, self._facts, key)

    def _key(self, plan: Plan) -> tuple[object, ...]:
        decided = tuple(sorted((d.period, d.is_fixed) for d in self._decisions))
        return self.slider.value(), self.fair.value(), decided, len(plan.placements)

    def _show_fair_note(self, count: int) -> None:
        if self.fair_job.is_running:
            text = self.tr("Eerlijker plannen worden berekend…")
        elif not count:
            text = self.tr(
                "Er is geen plan met deze piek dat minder vraagt van wie het meest geeft."
            )
        else:
            text = self.tr(
                "Naar rechts: minder van de instelling die het meest geeft, met dezelfde piek of"
                " lager; het kan meer wijzigingen vragen."
            )
        self._fair_note.setText(text)

    def _on_measured(self, answer: object) -> None:
        if isinstance(answer, StagePlannerError):
            self.failed.emit(answer.problem)
            return
        if isinstance(answer, Exception):
            raise answer
        key, measured = answer  # type: ignore[misc]
        self._measured[key] = measured
        self._facts = measured[0]
        plan = self.plan
        if plan is not None and key == self._key(plan):
            self._show(plan, measured)
        self._measure_next()

    def _measure_next(self) -> None:
        """Measure the other points of the curve while nobody moves."""
        state, decided = self._session.state, {d.period: d for d in self._decisions}
        about = tuple(sorted((d.period, d.is_fixed) for d in self._decisions))
        for number, point in enumerate(self.points):
            try:
                plan = table_plan(state, point, decided)
            except StagePlannerError:
                continue
            key = (number, 0, about, len(plan.placements))
            if key not in self._measured:
                self._latest.ask(measure, state, plan, self._facts, key)
                return

    def _show(self, plan: Plan, measured: Measured) -> None:
        facts, shares, shown = measured
        self.map.show_rows(facts, shown, known_peak(facts.now))
        lines = max(1, len(shown))
        room = max(200, self.height() - 160)
        self.map.map.set_sizes(max(17, min(30, (room - 90) // lines)), has_months=True)
        self.map.setFixedHeight(room)
        self.map.stack.setFixedHeight(room - 44)
        peak = max((c.peak for c in facts.now.measures.components if c.has_capacity), default=0.0)
        short = facts.now.measures.shortage_student_days
        changes = len(changed_periods(plan, facts.state.periods))
        text = self.tr("{changes} wijzigingen · hoogste bezetting {peak}")
        if changes == 1:
            text = self.tr("{changes} wijziging · hoogste bezetting {peak}")
        self.figure.setText(text.format(changes=changes, peak=self.words.percent(peak)))
        restyle(self.figure, tone="danger" if peak > FULL else "good")
        text = self.tr("Hele regio: nog {short} studentdagen tekort")
        self.about.setText(text.format(short=self.words.count(round(short))))
        self.shares.show_shares(shares)

    def _show_changes(self, plan: Plan | None) -> None:
        """List the changes of the plan, with a sign for what was decided."""
        chosen = self.selected
        state, decided = self._session.state, {d.period: d for d in self._decisions}
        listed = () if plan is None else changed_periods(plan, state.periods)
        ids = {period.id for period in listed} | set(decided)
        self._listed = tuple(period for period in state.periods if period.id in ids)
        with QSignalBlocker(self.changes):
            self.changes.clear()
            for period in self._listed:
                placed = self.words.placements(placements_of(plan or Plan(), period))
                sign = ""
                if period.id in decided:
                    sign = "■ " if decided[period.id].is_fixed else "✓ "
                wish = self.words.placements(placements_of(WISH_PLAN, period))
                line = f"{sign}{period.group} – {period.institution}\n{wish} → {placed}"
                if placed == wish:
                    line = f"{sign}{period.group} – {period.institution}\n{wish}"
                self.changes.addItem(line)
            ids_now = [period.id for period in self._listed]
            self.changes.setCurrentRow(ids_now.index(chosen) if chosen in ids_now else 0)
        has_any = bool(self._listed)
        self.agree.setEnabled(has_any)
        self.refuse.setEnabled(has_any)
        self.undo.setEnabled(bool(self._decisions))
        self.paper.setEnabled(plan is not None)
        self.adopt.setEnabled(plan is not None)

    _listed: tuple[StagePeriod, ...] = ()

    @property
    def selected(self) -> str:
        """The stage period that is selected."""
        number = self.changes.currentRow()
        return self._listed[number].id if 0 <= number < len(self._listed) else ""

    def _on_curve(self, number: int) -> None:
        self.slider.setValue(number)

    # --- what the table decides --------------------------------------------------------------

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided, in the order of the meeting."""
        return tuple(self._decisions)

    def decide(self, is_agreed: bool) -> None:
        """Lock the selected group at once: as the plan asks, or Vast at its wish."""
        plan, name = self.plan, self.selected
        period = next((p for p in self._session.state.periods if p.id == name), None)
        if plan is None or period is None or any(d.period == name for d in self._decisions):
            return
        wish = placements_of(WISH_PLAN, period)
        placed = placements_of(plan, period) if is_agreed else wish
        decision = Decision(period=name, placements=placed, is_fixed=not is_agreed)
        self._decisions.append(decision)
        try:
            self._act(partial(self._lock, decision))
        except StagePlannerError as error:
            self._decisions.remove(decision)
            self.failed.emit(error.problem)

    def _lock(self, decision: Decision) -> None:
        project = self._session.project
        if not decision.is_fixed:
            project.place(decision.period, decision.placements)
            return
        project.decisions.lock(decision.period)

    def take_back(self) -> None:
        """Undo the last decision."""
        if self._decisions:
            self._decisions.pop()
            self._act(self._session.project.undo)

    def _act(self, verb: Callable[[], object]) -> None:
        self._is_acting = True
        try:
            verb()
        finally:
            self._is_acting = False
        self.show_point()

    _is_acting = False

    def _on_changed(self) -> None:
        """Forget what was measured of other data; decisions keep the rest as it is."""
        if not self._is_acting:
            self.show_point()

    def _on_fair(self, points: object) -> None:
        self._fair = tuple(points)  # type: ignore[arg-type]
        self.show_point()

    def _adopt(self) -> None:
        plan = self.plan
        if plan is not None:
            self._act(partial(self._session.project.adopt_plan, plan, "curve"))

    def _ask_print(self) -> None:
        plan = self.plan
        if plan is not None:
            self.print_asked.emit(plan)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # what the table decides has a key of its own
        super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Stop the work and leave."""
        self.fair_job.kill()
        self._latest.forget()
        super().done(result)


def measure(
    state: State, plan: Plan, before: Facts, key: tuple[object, ...]
) -> tuple[tuple[object, ...], Measured]:
    """Measure a plan in the background: its load, and what each institution gives."""
    from ui.facts.screen_facts import build_facts

    facts = build_facts(replace(state, plan=plan), before)
    wish, now = heat_rows(facts, facts.wish, "programme"), ()
    if facts.plan is not None:
        now = heat_rows(facts, facts.plan, "programme")
    shown = severity_order(wish, now)[1 if now else 0]
    return key, (facts, fair_shares(state, plan), shown)
