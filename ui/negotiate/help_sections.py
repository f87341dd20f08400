"""The three questions about what would help: room, slack, and who goes where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, Signal
from PySide6.QtWidgets import QPushButton

from stageplanner import messages
from stageplanner.domain.plan import WISH_PLAN, changed_periods
from stageplanner.domain.results.price import Price, RelaxationKind
from stageplanner.load.tolerances import FULL
from ui.base.formatting import Words
from ui.base.jobs import ChildJob
from ui.base.qt import button, tool_tip
from ui.negotiate.help_section import HelpSection
from ui.negotiate.negotiation_jobs import run_division, run_prices, run_robust, run_robust_plan
from ui.session.session import Session
from ui.tables.data_table import DataTable
from ui.tables.table_model import Column, RowRole, TableModel

if TYPE_CHECKING:
    from stageplanner.domain.results.division import Division
    from stageplanner.domain.results.robustness import Robustness, RobustPlan
    from stageplanner.domain.results.rule_conflict import RuleConflict
    from stageplanner.domain.stage_period import StagePeriod
    from stageplanner.domain.state import State

translate = QCoreApplication.translate
Work = tuple[Callable[..., object], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """Students of a stage period that go to a leerbedrijf."""

    period: StagePeriod
    company: str
    students: int


#: The most groups without a place that get a card of their own.
MOST_UNPLACED = 40
#: The most leerbedrijven of which it is shown what happens without them.
MOST_LOSSES = 5


class RoomSection(HelpSection):
    """Wider windows, the other form, more places: what each gains, and a button to ask for it."""

    def __init__(self, session: Session, words: Words, job: ChildJob) -> None:
        about = translate(
            "RoomSection",
            "Wat een beetje meer ruimte oplevert: een ruimer venster, de andere vorm, of meer"
            " plaatsen. Elke regel is opnieuw doorgerekend.",
        )
        super().__init__(session, words, job, about)
        self.answer: tuple[Price | RuleConflict, ...] = ()
        #: The programmes to help; empty for the whole region.
        self.programmes: tuple[str, ...] = ()
        self.start.clicked.disconnect()
        self.start.clicked.connect(self._on_start)

    def ask(self, state: State) -> Work:
        """Return how the prices are computed."""
        return run_prices, (state, float(self.seconds), self.programmes or None)

    def _on_start(self) -> None:
        self.programmes = ()
        self.begin()

    def show_answer(self, answer: object) -> str:
        """Show every price, and the rules without which the target is within reach."""
        explanation, language = self.session.explanation, self.words.language
        if self.state is not None:
            self.session.set_prices(self.state, tuple(answer))  # type: ignore[arg-type]
        limits = () if explanation is None else explanation.limits
        wanted = set(self.programmes)
        clashes = [
            clash
            for limit in limits
            if not wanted or wanted & set(limit.programmes)
            for clash in limit.clashes
            if clash.periods
        ]
        self.answer = (*clashes, *answer)  # type: ignore[misc]
        for helps in self.answer:
            if isinstance(helps, Price):
                sentence = messages.text(helps.code, language, **helps.values)
            else:
                parts = (messages.text(code, language, **values) for code, values in helps.parts)
                sentence = " ".join(parts)
            self.add_card(sentence, self._ask_button(helps, sentence))
        if not self.answer:
            return translate(
                "RoomSection", "In deze tijd is niets gevonden dat meer ruimte geeft of scheelt."
            )
        return ""

    def _ask_button(self, helps: Price | RuleConflict, sentence: str) -> QPushButton:
        from stageplanner.negotiation.requests import known_request, request_title

        text = translate("RoomSection", "Vraag ruimte")
        if isinstance(helps, Price) and helps.relaxation.kind is RelaxationKind.PLACES:
            text = translate("RoomSection", "Vraag leerbedrijf")
        part = button(text, name=f"{text}: {sentence}")
        tip = translate("RoomSection", "Maakt een concept in Afspraken, om voor te leggen.")
        part.setToolTip(tool_tip(tip))
        part.clicked.connect(partial(self._on_ask, helps, part))
        state = self.session.state
        if state.is_own_file:
            part.setEnabled(False)
            tip = translate("RoomSection", "Vragen kan alleen in het bestand van de regio.")
            part.setToolTip(tool_tip(tip))
        known = known_request(state, request_title(state, helps, self.words.language))
        if known is not None:
            self._show_asked(part, known.number)
        return part

    def _on_ask(self, helps: Price | RuleConflict, part: QPushButton) -> None:
        from stageplanner.negotiation.requests import request_room

        draft = request_room(self.session.project, helps, self.words.language)
        self._show_asked(part, draft.number)

    def _show_asked(self, part: QPushButton, number: str) -> None:
        part.setText(translate("RoomSection", "Gevraagd: {number}").format(number=number))
        part.setEnabled(False)


class SlackSection(HelpSection):
    """Other student numbers, a leerbedrijf gone: how the plan holds, and a plan with more slack."""

    #: A leerbedrijf to look at.
    company_asked = Signal(str)

    def __init__(self, session: Session, words: Words, job: ChildJob) -> None:
        about = translate(
            "SlackSection",
            "Hoe het plan standhoudt als elke groep 10% groter of kleiner wordt (500 trekkingen),"
            " en als één leerbedrijf wegvalt.",
        )
        super().__init__(session, words, job, about)
        self.improve = button(self.tr("Zoek meer speling"))
        self.improve.setToolTip(self.tr("Een plan dat beter standhoudt, met even veel wijzigingen"))
        self.improve.clicked.connect(self._on_improve)
        self.tools.insertWidget(1, self.improve)
        self._improves = False
        self.take: QPushButton | None = None

    def ask(self, state: State) -> Work:
        """Return how the plan is tried, or how one with more slack is sought."""
        if self._improves:
            return run_robust_plan, (state, float(self.seconds))
        return run_robust, (state,)

    def begin(self) -> None:
        """Try the plan of now."""
        self._improves = False
        super().begin()

    def _on_improve(self) -> None:
        self._improves = True
        super().begin()

    def show_answer(self, answer: object) -> str:
        """Show how each component holds, and the plan that holds better."""
        self.take = None
        if self._improves:
            return self._show_better(answer)  # type: ignore[arg-type]
        self._show_robustness(answer)  # type: ignore[arg-type]
        return ""

    def _show_robustness(self, robustness: Robustness) -> None:
        percent = self.words.percent
        names = {company.id: company.name for company in self.session.state.leerbedrijven}
        for part in robustness.components:
            text = self.tr(
                "{name}: piek {peak}. Met 10% meer of minder studenten per groep in 95% van de"
                " gevallen hoogstens {high}, in het slechtste {worst}; binnen de grens in {within}"
                " van de gevallen."
            ).format(
                name=self._name(part.programmes),
                peak=percent(part.peak),
                high=percent(part.high),
                worst=percent(part.worst),
                within=percent(part.within_target, 0),
            )
            self.add_card(text, role="bad" if part.high > FULL else "good")
            for loss in part.losses[:MOST_LOSSES]:
                if loss.peak <= part.peak:
                    continue
                show = button(self.tr("Toon"))
                show.clicked.connect(partial(self.company_asked.emit, loss.leerbedrijf))
                text = self.tr("Valt {company} weg: {peak}.")
                name = names.get(loss.leerbedrijf, loss.leerbedrijf)
                self.add_card(text.format(company=name, peak=percent(loss.peak)), show)

    def _name(self, programmes: tuple[str, ...]) -> str:
        from ui.facts.load_sentences import component_title

        facts = self.session.facts
        parts = () if facts is None else facts.wish.measures.components
        for number, part in enumerate(parts):
            if set(part.programmes) == set(programmes):
                return component_title(facts, number)
        return ", ".join(programmes)

    def _show_better(self, better: RobustPlan) -> str:
        state, percent = self.session.state, self.words.percent
        old = state.plan or WISH_PLAN
        if better.plan.placements == old.placements:
            return self.tr("Geen plan gevonden dat met even veel wijzigingen meer speling heeft.")
        text = self.tr(
            "Een plan met meer speling: in het slechtste geval {after} in plaats van {before}, met"
            " {changes} wijzigingen (nu {now})."
        ).format(
            before=percent(better.tried[0].worst),
            after=percent(better.robustness.worst),
            changes=len(changed_periods(better.plan, state.periods)),
            now=len(changed_periods(old, state.periods)),
        )
        self.take = button(self.tr("Overnemen"), "primary")
        self.take.clicked.connect(partial(self.session.project.adopt_plan, better.plan, "robust"))
        self.add_card(text, self.take, role="good")
        return ""


class DivisionSection(HelpSection):
    """Who goes to which leerbedrijf, and who has no place."""

    #: A stage period to look at.
    period_asked = Signal(str)

    def __init__(self, session: Session, words: Words, job: ChildJob) -> None:
        about = translate(
            "DivisionSection",
            "Verdeelt de studenten van het plan over de leerbedrijven, zo dat een groep haar hele"
            " periode op dezelfde plek blijft. Niets wordt gewijzigd.",
        )
        super().__init__(session, words, job, about)
        columns = (
            Column(title=self.tr("Stageperiode"), text=lambda r: words.period(r.period), width=330),
            Column(title=self.tr("Leerbedrijf"), text=lambda r: r.company, width=220),
            Column(
                title=self.tr("Studenten"),
                text=lambda r: words.count(r.students),
                sort=lambda r: r.students,
                numeric=True,
                width=110,
            ),
        )
        self.model = TableModel(columns, self)
        self.table = DataTable(self.model, self.tr("Wie gaat waar"))
        self.table.activated.connect(self._on_row)
        self.table.hide()
        self.layout().addWidget(self.table, 3)

    def ask(self, state: State) -> Work:
        """Return how the students are divided."""
        return run_division, (state, float(self.seconds))

    def clear(self) -> None:
        """Remove every card and row."""
        super().clear()
        self.table.hide()

    def show_answer(self, answer: object) -> str:
        """Show who has no place, and how many of each group go where."""
        division: Division = answer  # type: ignore[assignment]
        state, language = self.session.state, self.words.language
        for group in division.unplaced[:MOST_UNPLACED]:
            show = button(self.tr("Toon"))
            show.clicked.connect(partial(self.period_asked.emit, group.period))
            text = messages.sentence(group.problem, language)
            self.add_card(text[:1].upper() + text[1:], show, role="bad")
        self.scroll.setVisible(bool(division.unplaced))
        periods = {period.id: period for period in state.periods}
        names = {c.id: f"{c.name} {c.location}".strip() for c in state.leerbedrijven}
        self.model.set_rows(
            [
                ShareRow(periods[s.period], names.get(s.leerbedrijf, s.leerbedrijf), s.students)
                for s in division.shares
            ]
        )
        self.table.setVisible(bool(division.shares))
        text = self.tr(
            "{placed} van de {all} studenten hebben een plaats, bij {companies} leerbedrijven;"
            " {left} zonder plaats."
        )
        return text.format(
            placed=self.words.count(division.placed),
            all=self.words.count(division.placed + division.left_over),
            companies=self.words.count(len({s.leerbedrijf for s in division.shares})),
            left=self.words.count(division.left_over),
        )

    def _on_row(self, index: QModelIndex) -> None:
        self.period_asked.emit(index.data(RowRole).period.id)
