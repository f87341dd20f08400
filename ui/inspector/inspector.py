"""The inspector: an explanation of what is selected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from stageplanner import messages
from stageplanner.domain.calendar import week_number
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import WISH_PLAN, change_kinds, placements_of
from stageplanner.domain.settled import settled_periods
from stageplanner.load.tolerances import FULL
from stageplanner.reporting.limit_text import limit_lines
from stageplanner.reporting.stored_reason import shown_reason
from ui.base.formatting import Words, settled_words
from ui.base.qt import add_card, button, card, column, label, tool_tip
from ui.facts.load_sentences import (
    POOL,
    bottleneck_sentence,
    component_title,
    pool_title,
    row_title,
)
from ui.inspector.bottleneck_card import add_bottleneck
from ui.inspector.change_buttons import ChangeButtons
from ui.inspector.shortage_card import shortage_card
from ui.session.session import Session

if TYPE_CHECKING:
    from stageplanner.domain.stage_period import StagePeriod
    from ui.facts.cell_causes import Cell
    from ui.facts.screen_facts import Facts

#: Most causes of a cell that are listed.
CAUSES = 12


@dataclass(frozen=True, slots=True)
class Summary:
    """The region as a whole is explained."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell of a heat map is explained: a week, or a day if ``is_daily``, of a row."""

    of_plan: bool
    row_kind: str
    key: str
    week: int
    is_daily: bool


@dataclass(frozen=True, slots=True)
class Period:
    """A stage period is explained."""

    id: str


@dataclass(frozen=True, slots=True)
class Built:
    """A page builds the explanation itself."""

    build: Callable[[QVBoxLayout], None]


@dataclass(frozen=True, slots=True)
class Knelpunt:
    """A knelpunt is explained: of the plan or of the wishes, by its programmes."""

    of_plan: bool
    programmes: tuple[str, ...]


Subject = Summary | HeatCell | Period | Knelpunt | Built


class Inspector(QFrame):
    """The column at the right: a cell with its causes, a stage period with its reason."""

    period_asked = Signal(str)
    #: What would help, for these programmes.
    help_asked = Signal(object)
    company_asked = Signal(str)
    #: The knelpunt with this programme.
    bottleneck_asked = Signal(str)
    #: A decision on a stage period, and its id.
    decided = Signal(str, str)

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self._session, self._words = session, words
        #: What is explained now.
        self.subject: Subject = Summary()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        session.facts_changed.connect(self.refresh)
        self.setAccessibleName(self.tr("Uitleg"))
        self.show_summary()

    def refresh(self) -> None:
        """Explain the same subject again, with the current facts."""
        match self.subject:
            case HeatCell() as cell if self._session.facts is not None:
                self._show_cell(cell)
            case Knelpunt(of_plan, programmes) if self._session.facts is not None:
                self.show_bottleneck(of_plan, programmes)
            case Built(build):
                self.show_built(build)
            case Period(id_) if any(p.id == id_ for p in self._session.state.periods):
                self.show_period(id_)
            case _:
                self.show_summary()

    def _begin(self, subject: Subject) -> QVBoxLayout:
        """Remember the subject, and return an empty column for its explanation."""
        self.subject = subject
        inside = QWidget()
        inside.setObjectName("flow")
        layout = column(parent=inside, gap=8, margin=16)
        self._scroll.setWidget(inside)
        return layout

    def show_built(self, build: Callable[[QVBoxLayout], None]) -> None:
        """Show an explanation that a page builds itself."""
        layout = self._begin(Built(build))
        build(layout)
        layout.addStretch(1)

    # --- nothing selected: the components --------------------------------------------------

    def show_summary(self) -> None:
        """Explain the region: its components, their knelpunten and what is proven."""
        layout = self._begin(Summary())
        facts = self._session.facts
        if facts is None:
            layout.addWidget(label(self.tr("Uitleg"), "subtitle"))
            text = self.tr("Kies iets in de tabel of het beeld; hier staat dan wat het betekent.")
            layout.addWidget(label(text, "muted", wrap=True))
            layout.addStretch(1)
            return
        layout.addWidget(label(self.tr("De regio in het kort"), "subtitle"))
        self._add_components(layout, facts)
        if facts.wish.measures.shortage_student_days > 0:
            layout.addWidget(shortage_card(facts, self._words))
        self._add_limits(layout, facts)
        layout.addSpacing(8)
        text = self.tr(
            "Klik op een vakje of een stageperiode: hier staat dan wie er is, tegen hoeveel"
            " plaatsen en waarom."
        )
        layout.addWidget(label(text, "caption", wrap=True))
        layout.addStretch(1)

    def _add_components(self, layout: QVBoxLayout, facts: Facts) -> None:
        """Add a card per component, the worst first, and one for those of unknown capacity."""
        from ui.facts.screen_facts import ranked_components

        unknown: list[str] = []
        at = {part.programmes: i for i, part in enumerate(facts.now.measures.components)}
        for index in ranked_components(facts, facts.now):
            part = facts.wish.measures.components[index]
            if part.has_capacity:
                layout.addWidget(self._component(facts, index, at[part.programmes]))
            else:
                unknown.append(component_title(facts, index))
        if unknown:
            layout.addWidget(self._unknown(unknown))

    def _add_limits(self, layout: QVBoxLayout, facts: Facts) -> None:
        """Add why the peak cannot be lower, or what to do if there is no plan yet."""
        explanation, language = self._session.explanation, self._words.language
        if explanation is not None and explanation.limits:
            layout.addSpacing(8)
            layout.addWidget(label(self.tr("Waarom niet lager"), "strong"))
            for limit in explanation.limits:
                text = messages.text(limit.code, language, **limit.values)
                layout.addWidget(label(text, "muted", wrap=True))
                for line in limit_lines(self._session.state, limit, language):
                    layout.addWidget(label(line, "caption", wrap=True))
            self._add_help(layout)
        elif facts.plan is None:
            layout.addSpacing(8)
            text = self.tr(
                "Nog geen voorstel. Met 'Voorstel maken' zoekt StagePlanner de minste wijzigingen"
                " die de overbelasting wegnemen, en bewijst hoeveel er minstens nodig zijn."
            )
            layout.addWidget(label(text, "muted", wrap=True))

    def _add_help(self, layout: QVBoxLayout) -> None:
        link = button(self.tr("Wat zou helpen…"), "link")
        link.clicked.connect(partial(self.help_asked.emit, ()))
        layout.addWidget(link)

    def _unknown(self, names: list[str]) -> QFrame:
        """Return the card of components without known capacity: incomplete, not overloaded."""
        frame = card("notice")
        layout = column(parent=frame, gap=4, margin=12)
        layout.addWidget(label(self.tr("Plaatsen nog onbekend"), "strong", wrap=True))
        layout.addWidget(label(", ".join(names), wrap=True))
        text = self.tr("Voeg een lijst met leerbedrijven toe; dan ziet u of het past.")
        layout.addWidget(label(text, "caption", wrap=True))
        return frame

    def _component(self, facts: Facts, index: int, now_index: int) -> QFrame:
        """Return the card of a component: its peak, its knelpunt and its yearly balance."""
        part = facts.now.measures.components[now_index]
        wish = facts.wish.measures.components[index]
        is_over = part.peak > FULL
        frame = card("bad" if is_over else "good")
        layout = column(parent=frame, gap=4, margin=12)
        layout.addWidget(label(component_title(facts, index), "strong", wrap=True))
        sign = "▲" if is_over else "✓"
        text = self.tr("{sign} hoogste bezetting {peak}")
        if facts.plan is not None:
            text = self.tr("{sign} hoogste bezetting {peak}, eerst {before}")
        layout.addWidget(
            label(
                text.format(
                    sign=sign,
                    peak=self._words.percent(part.peak),
                    before=self._words.percent(wish.peak),
                ),
                wrap=True,
            )
        )
        if is_over and part.bottleneck is not None:
            text = bottleneck_sentence(self._words, facts, part.bottleneck)
            layout.addWidget(label(text, "caption", wrap=True))
            link = button(self.tr("Toon dit knelpunt"), "link", text)
            programme = part.bottleneck.programmes[0]
            link.clicked.connect(partial(self.bottleneck_asked.emit, programme))
            layout.addWidget(link)
        if wish.year_balance > 1:
            layout.addWidget(
                label(
                    self.tr(
                        "Over het jaar worden meer dagen gevraagd dan er plaatsdagen zijn:"
                        " spreiden alleen lost dit niet op."
                    ),
                    "caption",
                    wrap=True,
                )
            )
        return frame

    # --- a cell of the heat map ------------------------------------------------------------

    def show_cell(
        self, of_plan: bool, row_kind: str, key: str, week: int, is_daily: bool = False
    ) -> None:
        """Explain a cell of the heat map: its busiest day, the knelpunt and who causes it."""
        self._show_cell(HeatCell(of_plan, row_kind, key, week, is_daily))

    def _show_cell(self, subject: HeatCell) -> None:
        from ui.facts.cell_causes import cell_of

        facts = self._session.facts
        if facts is None:
            return
        facts = facts.by_days() if subject.is_daily else facts
        plan = facts.plan if subject.of_plan and facts.plan is not None else facts.wish
        if not 0 <= subject.week < len(facts.weeks):
            self.show_summary()
            return
        layout = self._begin(subject)
        cell = cell_of(facts, plan, subject.row_kind, subject.key, subject.week)
        title = self.tr("Week {week}").format(week=week_number(facts.weeks[subject.week]))
        if subject.is_daily:
            title = self._words.long_day(facts.weeks[subject.week])
        which = self.tr("Voorstel") if plan is facts.plan else self.tr("Voorkeur")
        name = self._row_name(facts, subject.row_kind, subject.key)
        layout.addWidget(label(f"{title} · {which}", "caption"))
        layout.addWidget(label(name, "subtitle", wrap=True))
        if cell is None or cell.students <= 0:
            layout.addWidget(label(self.tr("Dan is er niemand op stage."), "muted", wrap=True))
        else:
            self._add_utilisation(layout, facts, cell)
            self._add_causes(layout, facts, cell, subject.row_kind)
        layout.addStretch(1)

    def _add_utilisation(self, layout: QVBoxLayout, facts: Facts, cell: Cell) -> None:
        is_over = cell.utilisation > FULL
        figure = label(self._words.percent(cell.utilisation), "figure")
        if cell.utilisation <= 0:
            figure.setText(self.tr("plaatsen onbekend"))
        tone = "warning" if cell.utilisation <= 0 else "danger" if is_over else "good"
        figure.setProperty("tone", tone)
        layout.addWidget(figure)
        if cell.bottleneck is not None:
            frame = card("bad" if is_over else "good")
            inside = column(parent=frame, margin=12)
            text = bottleneck_sentence(self._words, facts, cell.bottleneck)
            inside.addWidget(label(text, wrap=True))
            layout.addWidget(frame)

    def _add_causes(self, layout: QVBoxLayout, facts: Facts, cell: Cell, row_kind: str) -> None:
        """Add the stage periods of the busiest day of a cell, the largest first."""
        layout.addSpacing(8)
        text = self.tr("Deze stageperiodes zijn er op {day}")
        if row_kind in ("company", "branch"):
            text = self.tr("Wie er op {day} plaats zoekt")
        layout.addWidget(label(text.format(day=self._words.short_day(cell.day)), "strong"))
        periods = {p.id: p for p in facts.state.periods}
        for cause in cell.causes[:CAUSES]:
            self._add_cause(layout, periods[cause.period], cause.students)
        if len(cell.causes) > CAUSES:
            more = self.tr("en nog {count} kleinere").format(count=len(cell.causes) - CAUSES)
            layout.addWidget(label(more, "muted"))

    def _row_name(self, facts: Facts, row_kind: str, key: str) -> str:
        """Return the name of a row of the heat map."""
        if row_kind == "programme":
            return facts.names[key]
        if row_kind in ("component", "knelpunt", "niveau", "branch"):
            return row_title(self._words, facts, row_kind, key)
        if row_kind == "company" and key.startswith(POOL):
            from ui.facts.heat_rows import pool_of

            name = key.removeprefix(POOL)
            company = next(c for c in facts.state.leerbedrijven if c.id == name)
            count = sum(c.multiplicity for c in pool_of(facts, company))
            return pool_title(self._words, facts, company, count)
        if row_kind == "company":
            names = {c.id: f"{c.name} {c.location}".strip() for c in facts.state.leerbedrijven}
            return names.get(key, key)
        return key

    def _add_cause(self, layout: QVBoxLayout, period: StagePeriod, students: float) -> None:
        who = self.tr("{students} studenten, {institution}").format(
            students=self._words.count(students), institution=period.institution
        )
        # The group first: an elided name is still told from the others by it.
        name = f"{period.group} {period.programme_name or period.programme}".strip()
        link = button(self._elided(name), "link", f"{name}. {who}")
        link.setToolTip(tool_tip(name))
        link.setProperty("period", period.id)
        link.clicked.connect(self._on_link)
        block = column(link, label(who, "caption"), gap=0)
        layout.addLayout(block)

    def _elided(self, text: str) -> str:
        metrics = self.fontMetrics()
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width() - 56)

    def _on_link(self) -> None:
        period = str(self.sender().property("period"))
        self.period_asked.emit(period)

    # --- a knelpunt ------------------------------------------------------------------------

    def show_bottleneck(self, of_plan: bool, programmes: tuple[str, ...]) -> None:
        """Explain a knelpunt: its worst day, who is there, which leerbedrijven, what helps."""
        from ui.facts.bottleneck_facts import same_bottleneck

        facts = self._session.facts
        if facts is None:
            return
        plan = facts.plan if of_plan and facts.plan is not None else facts.wish
        ranked = same_bottleneck(plan, programmes)
        layout = self._begin(Knelpunt(of_plan, programmes))
        if ranked is None:
            text = self.tr("Dit knelpunt is weg: er is plaats voor iedereen.")
            layout.addWidget(label(text, "muted", wrap=True))
        else:
            add_bottleneck(
                layout,
                facts,
                plan,
                ranked,
                self._words,
                self.period_asked.emit,
                self.company_asked.emit,
                partial(self.help_asked.emit, ranked.programmes),
                self._elided,
                self._session.prices,
            )
        layout.addStretch(1)

    # --- a stage period --------------------------------------------------------------------

    def show_period(self, period_id: str) -> None:
        """Explain a stage period: wish, plan, reason, and the row it came from."""
        state = self._session.state
        period = next((p for p in state.periods if p.id == period_id), None)
        if period is None:
            return
        layout = self._begin(Period(period_id))
        self._add_group(layout, period)
        layout.addSpacing(4)
        layout.addWidget(label(self.tr("Voorkeur"), "caption"))
        layout.addWidget(label(self._words.option(wish_option(period)), wrap=True))
        self._add_placement(layout, period)
        buttons = ChangeButtons(state, period_id, self._words.language)
        buttons.decided.connect(self.decided)
        layout.addWidget(buttons)
        if period.fixed:
            text = self.tr("Vast: de instelling wil deze periode niet wijzigen.")
            layout.addWidget(label(text, "muted", wrap=True))
        self._add_agreed(layout, period)
        if period.source is not None:
            layout.addSpacing(8)
            text = self.tr("Gelezen uit {file}, blad {sheet}, rij {row}")
            source = period.source
            text = text.format(file=source.file, sheet=source.sheet, row=source.row)
            layout.addWidget(label(text, "caption", wrap=True))
        layout.addStretch(1)

    def _add_group(self, layout: QVBoxLayout, period: StagePeriod) -> None:
        """Add who the stage period is for."""
        layout.addWidget(label(period.institution, "caption", wrap=True))
        name = period.programme_name or period.programme
        layout.addWidget(label(f"{name} {period.group}".strip(), "subtitle", wrap=True))
        count = self._words.count(period.students)
        facts = [self.tr("{count} studenten").format(count=count)]
        if period.niveau:
            facts.append(self.tr("niveau {niveau}").format(niveau=period.niveau))
        if period.year:
            facts.append(self.tr("leerjaar {year}").format(year=period.year))
        layout.addWidget(label(", ".join(facts), "muted", wrap=True))

    def _add_placement(self, layout: QVBoxLayout, period: StagePeriod) -> None:
        """Add where the plan puts the stage period, and why, if it changes it."""
        plan, words = self._session.state.plan, self._words
        placed = placements_of(plan or WISH_PLAN, period)
        if change_kinds(period, placed):
            layout.addWidget(label(self.tr("Voorstel"), "caption"))
            for placement in placed:
                line = words.option(placement.option)
                if len(placed) > 1:
                    text = self.tr("{count} studenten: {option}")
                    line = text.format(count=words.count(placement.students), option=line)
                layout.addWidget(label(line, "strong", wrap=True))
            self._add_reason(layout, period.id)
        elif plan is not None and placed[0].option != wish_option(period):
            text = self.tr("Het voorstel vult de vrije dagen in: {days}.")
            days = self._words.weekdays(placed[0].option.weekdays)
            layout.addWidget(label(text.format(days=days), "muted", wrap=True))
        elif plan is not None:
            text = self.tr("Het voorstel laat deze periode zoals zij is.")
            layout.addWidget(label(text, "muted", wrap=True))

    def _add_agreed(self, layout: QVBoxLayout, period: StagePeriod) -> None:
        """Add what was agreed for the stage period, and whether the plan keeps it."""
        state = self._session.state
        settled = settled_periods(state).get(period.id)
        if settled is None:
            return
        placed = placements_of(state.plan or WISH_PLAN, period)
        is_kept = set(placed) == set(settled.placements)
        agreed = settled_words(settled)
        title = f"✓ {agreed[0].upper()}{agreed[1:]}"
        if not is_kept:
            title = self.tr("▲ Het plan wijkt af; {agreed}").format(agreed=agreed)
        text = self._words.placements(settled.placements)
        add_card(layout, "good" if is_kept else "bad", title, text)

    def _add_reason(self, layout: QVBoxLayout, period_id: str) -> None:
        explanation = self._session.explanation
        reason = explanation.reason_of(period_id) if explanation else None
        text = ""
        if reason is not None:
            text = messages.text(reason.code, self._words.language, **reason.values)
        elif self._session.state.plan is not None:
            stored = self._session.state.plan.reasons.get(period_id, "")
            text = shown_reason(stored, "", self._words.language)
        if not text:
            return
        frame = card("notice")
        inside = column(parent=frame, gap=4, margin=12)
        inside.addWidget(label(self.tr("Waarom"), "caption"))
        inside.addWidget(label(text, wrap=True))
        layout.addWidget(frame)
