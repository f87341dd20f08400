"""Begins a round: its plan, changes, deadline and parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from stageplanner import messages
from stageplanner.domain.negotiation.round_steps import build_round, periods_under_discussion
from stageplanner.domain.plan import changed_periods, placements_of
from stageplanner.domain.planning.scenarios import CURRENT
from stageplanner.domain.settled import agreed_placements
from ui.base.fields import DayField
from ui.base.formatting import Words
from ui.base.qt import ElidedChoice, ErrorLine, button, column, label, row
from ui.dialogs.base import Dialog
from ui.plan.scenario_rows import scenario_title
from ui.session.session import Session

if TYPE_CHECKING:
    from stageplanner.domain.plan import Plan
    from stageplanner.domain.results.division import Share
    from stageplanner.problems import Problem

#: Default time to answer.
TERM = timedelta(weeks=3)
#: Changes can be filtered if there are more.
FEW = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a round is to ask. ``plan`` is a point of the curve; else ``name`` says which plan.

    ``shares`` are how its students are divided, if the leerbedrijven are asked too.
    """

    title: str
    deadline: date
    name: str
    plan: Plan | None
    periods: tuple[str, ...]
    shares: tuple[Share, ...] = ()


class RoundDialog(Dialog):
    """The changes of a plan, of which the ticked ones are asked."""

    chapter = "negotiate"

    asked = Signal(object)
    #: The plan whose students must be divided to know which leerbedrijven are asked.
    division_asked = Signal(object)

    def __init__(
        self,
        session: Session,
        words: Words,
        points: Sequence[tuple[str, Plan]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._words = session, words
        self._plans: list[tuple[str, str, Plan | None]] = []
        #: The division of each plan, by its place in the list.
        self._shares: dict[int, tuple[Share, ...]] = {}
        self._dividing = -1
        self.setWindowTitle(self.tr("Ronde beginnen"))
        self.resize(640, 560)
        self._build_fields()
        self._fill_plans(points)
        self.error_line = ErrorLine()
        self.start = button(self.tr("Ronde beginnen"), "primary")
        self.start.setDefault(True)
        self.start.clicked.connect(self._on_start)
        back = button(self.tr("Terug"))
        back.clicked.connect(self.reject)
        layout = column(parent=self, gap=10)
        layout.setContentsMargins(24, 20, 24, 20)
        for text, field in (
            (self.tr("Naam"), self.title),
            (self.tr("Plan"), self.plan),
            (self.tr("Antwoord uiterlijk"), self.deadline),
        ):
            caption = label(text)
            caption.setBuddy(field)
            caption.setFixedWidth(120)
            line = row(caption, field)
            line.setStretch(1, 1)
            layout.addLayout(line)
        layout.addWidget(self._count)
        line = row(self.search, self.all, self.none, gap=6)
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.companies)
        layout.addWidget(self.error_line)
        layout.addLayout(row(1, back, self.start))
        self.plan.currentIndexChanged.connect(self._fill_list)
        self.companies.toggled.connect(self._show_count)
        self._fill_list()

    def _build_fields(self) -> None:
        number = max((round_.number for round_ in self._session.state.rounds), default=0) + 1
        self.title = QLineEdit(self.tr("Ronde {number}").format(number=number))
        self.title.setAccessibleName(self.tr("Naam van de ronde"))
        self.plan = ElidedChoice()
        self.plan.setAccessibleName(self.tr("Van welk plan"))
        self.plan.setMinimumWidth(200)
        day = date.today() + TERM
        self.deadline = DayField(QDate(day.year, day.month, day.day))
        self.deadline.setDisplayFormat("d MMMM yyyy")
        self.deadline.setAccessibleName(self.tr("Antwoord uiterlijk"))
        self._count = label("", "strong", wrap=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter op elk woord…"))
        self.search.setAccessibleName(self.tr("Filter de wijzigingen"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        self.all, self.none = button(self.tr("Alle")), button(self.tr("Geen"))
        self.all.clicked.connect(partial(self._tick, Qt.CheckState.Checked))
        self.none.clicked.connect(partial(self._tick, Qt.CheckState.Unchecked))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Wat wordt gevraagd"))
        self.list.itemChanged.connect(self._show_count)
        self.companies = QCheckBox(
            self.tr("Vraag ook de leerbedrijven waar deze groepen terechtkomen")
        )
        self.companies.setEnabled(bool(self._session.state.leerbedrijven))

    def _fill_plans(self, points: Sequence[tuple[str, Plan]]) -> None:
        project = self._session.project
        if project.state.plan is not None:
            self._plans.append((scenario_title(CURRENT), CURRENT, None))
        self._plans += [(plan.name, plan.name, None) for plan in project.plans]
        self._plans += [(sentence, "", plan) for sentence, plan in points]
        for title, _, _ in self._plans:
            self.plan.addItem(title)

    def _fill_list(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        state, words = self._session.state, self._words
        plan = self._chosen_plan
        taken = {*agreed_placements(state), *periods_under_discussion(state)}
        for period in changed_periods(plan, state.periods) if plan is not None else ():
            if period.id in taken:
                continue
            asked = words.placements(placements_of(plan, period))
            item = QListWidgetItem(f"{words.period(period)}\n→ {asked}")
            item.setData(Qt.ItemDataRole.UserRole, period.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words.period(period)}: {asked}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        for part in (self.search, self.all, self.none):
            part.setVisible(self.list.count() > FEW)
        self._on_search()
        self._show_count()

    @property
    def _chosen_plan(self) -> Plan | None:
        if not self._plans:
            return None
        _, name, plan = self._plans[max(0, self.plan.currentIndex())]
        return plan or (self._session.project.plan_named(name) if name else None)

    def _on_search(self) -> None:
        """Show the changes in which every word occurs; ticks stay."""
        wanted = self.search.text().casefold().split()
        for i in range(self.list.count()):
            item = self.list.item(i)
            item.setHidden(not all(word in item.text().casefold() for word in wanted))

    def _tick(self, state: Qt.CheckState) -> None:
        """Tick or untick all visible changes."""
        self.list.blockSignals(True)
        for i in range(self.list.count()):
            if not self.list.item(i).isHidden():
                self.list.item(i).setCheckState(state)
        self.list.blockSignals(False)
        self._show_count()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the ticked stage periods."""
        items = [self.list.item(i) for i in range(self.list.count())]
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _show_count(self) -> None:
        """Show what is asked and of how many parties, before anything is done."""
        plan, place = self._chosen_plan, self.plan.currentIndex()
        is_known = not self.companies.isChecked() or place in self._shares
        self.start.setEnabled(bool(self.chosen) and is_known)
        if not self.list.count() or plan is None:
            text = self.tr("Alles wat dit plan vraagt is afgesproken of wordt al besproken.")
        elif not is_known:
            text = self.tr("Studenten worden verdeeld over de leerbedrijven…")
            if self._dividing != place:
                self._dividing = place
                self.division_asked.emit(plan)
        else:
            text = self._count_words(plan)
        self._count.setText(text)

    def _count_words(self, plan: Plan) -> str:
        count, chosen = self._words.count, self.chosen
        text = self.tr("{count} van {all} wijzigingen worden gevraagd")
        text = text.format(count=count(len(chosen)), all=count(self.list.count()))
        if not chosen:
            return text
        round_ = build_round(
            self._session.state,
            plan,
            key="",
            title="",
            deadline=date.max,
            on=date.min,
            periods=chosen,
            shares=self._asked_shares,
        )
        more = self.tr("{changes} → {parties} partijen, {parties} werkboeken")
        if len(round_.parties) == 1:
            more = self.tr("{changes} → 1 partij, 1 werkboek")
        return more.format(changes=text, parties=count(len(round_.parties)))

    @property
    def _asked_shares(self) -> tuple[Share, ...]:
        if not self.companies.isChecked():
            return ()
        return self._shares.get(self.plan.currentIndex(), ())

    def show_shares(self, shares: tuple[Share, ...]) -> None:
        """Take the division of the plan that was asked for, and show how many are asked."""
        self._shares[self._dividing] = shares
        self._dividing = -1
        self._show_count()

    def _on_start(self) -> None:
        _, name, plan = self._plans[self.plan.currentIndex()]
        self.error_line.show_error("")
        self.asked.emit(
            Question(
                title=self.title.text(),
                deadline=self.deadline.date().toPython(),
                name=name,
                plan=plan,
                periods=self.chosen,
                shares=self._asked_shares,
            )
        )

    def show_problem(self, problem: Problem) -> None:
        """Show why the round cannot begin."""
        self._show_count()
        self.error_line.show_error(messages.sentence(problem, self._words.language))
