"""Rows of the time line: one stage period per row, grouped by institution or programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from stageplanner.domain.calendar import monday_of, mondays_between, week_number
from stageplanner.domain.form import Form
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan, placements_of
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.domain.state import State, calendar_of, institutions_of
from ui.base.formatting import Words, settled_words
from ui.data.period_rows import PeriodRow, change_words
from ui.facts.load_sentences import FIRST_NIVEAUS
from ui.gantt.gantt_data import Bar, GanttColumn, GanttData, GanttRow
from ui.plan.board_columns import (
    BY_KEY,
    STATUSES,
    RowFacts,
    bar_texts,
    column_title,
    status_of,
    status_text,
)

if TYPE_CHECKING:
    from stageplanner.domain.policy import Terms
    from stageplanner.domain.stage_period import StagePeriod

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ComparedPlan:
    """Another plan drawn behind the current one, with its name."""

    title: str
    plan: Plan | None


@dataclass(frozen=True, slots=True)
class Layout:
    """How the board is laid out: its groups, its columns, and the order within a group.

    ``group`` is ``institution``, ``programme``, ``component`` or ``status``; ``components`` are the
    names of the components by programme.
    """

    group: str = "institution"
    columns: tuple[str, ...] = ()
    sort: tuple[str, bool] = ("", False)
    components: tuple[tuple[str, str], ...] = ()

    def group_of(self, facts: RowFacts) -> tuple[object, str]:
        """Return what a group is sorted by, and its name."""
        period = facts.row.period
        programme = period.programme_name or period.programme
        if self.group == "status":
            number = [key for key, _ in STATUSES].index(facts.status)
            text = status_text(facts.status)
            return number, text[0].upper() + text[1:]
        if self.group == "component":
            name = dict(self.components).get(period.programme, programme)
        else:
            name = period.institution if self.group == "institution" else programme
        return name.casefold(), name

    def name_of(self, period: StagePeriod) -> str:
        """Return what a stage period is called beside its group."""
        programme = period.programme_name or period.programme
        if self.group == "institution":
            return programme
        if self.group == "programme":
            return period.institution
        return f"{programme}, {period.institution}"

    def sorted(self, inside: Iterable[RowFacts]) -> list[RowFacts]:
        """Return the rows of a group in the order that was chosen."""
        key, is_down = self.sort
        by_name = sorted(inside, key=lambda f: f.row.period.programme_name)
        if key in BY_KEY:
            by_name.sort(key=lambda f: f.row.period.group)
            return sorted(by_name, key=BY_KEY[key].sort, reverse=is_down)
        return by_name[::-1] if is_down else by_name


class GanttRows:
    """Builder of the rows; unchanged stage periods keep the same row objects."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._drawn: dict[str, tuple[PeriodRow, tuple[object, ...], GanttRow]] = {}
        #: The stage periods of every group, by its key.
        self.members: dict[str, tuple[str, ...]] = {}
        #: The Monday that days are counted from.
        self.first = date(2026, 8, 3)

    def offset(self, day: date) -> int:
        """Return the number of a day on the time line."""
        return (day - self.first).days

    def bars_of(self, placements: Iterable[Placement]) -> tuple[Bar, ...]:
        """Return the bars of placements, counted from the first day of the time line."""
        return tuple(self._bar(placement) for placement in placements)

    def build(
        self,
        state: State,
        rows: Sequence[PeriodRow],
        terms: Mapping[str, Terms],
        layout: Layout,
        compared: ComparedPlan | None = None,
    ) -> GanttData:
        """Return the rows in their groups, over the weeks that they may take."""
        days = [(t.earliest_start, t.latest_end) for t in terms.values()]
        days += [(p.option.start, p.option.end) for row in rows for p in row.placements]
        self.first = monday_of(min(begin for begin, _ in days))
        weeks = tuple(mondays_between(self.first, max(end for _, end in days)))
        calendar, schools = calendar_of(state), institutions_of(state)
        words = self._words
        columns = tuple(
            GanttColumn(key=key, title=column_title(key), is_number=BY_KEY[key].is_number)
            for key in layout.columns
        )
        return GanttData(
            rows=tuple(self._rows(state, rows, terms, layout, compared)),
            weeks=tuple(str(week_number(week)) for week in weeks),
            months=tuple(words.month(week) for week in weeks),
            resting=tuple(
                all(not calendar.is_lesweek(school, week) for school in schools) for week in weeks
            ),
            first=self.first,
            weekdays=tuple(words.weekdays((day,)) for day in range(7)),
            week_word=translate("Words", "wk"),
            day_text=self._day_text,
            name_title=translate("Board", "Stageperiode"),
            columns=columns,
            sorted_by=layout.sort,
        )

    def _day_text(self, number: int) -> str:
        day = self.first + timedelta(days=number)
        return f"{self._words.weekdays((day.weekday(),))} {self._words.short_day(day)}"

    def _rows(
        self,
        state: State,
        rows: Sequence[PeriodRow],
        terms: Mapping[str, Terms],
        layout: Layout,
        compared: ComparedPlan | None,
    ) -> Iterator[GanttRow]:
        calendar, words = calendar_of(state), self._words
        names = Counter(_name_key(period) for period in state.periods)
        asked = _asked_periods(state)
        groups: dict[tuple[object, str], list[RowFacts]] = {}
        for row in rows:
            status = status_of(row, is_asked=row.period.id in asked)
            facts = RowFacts(row=row, status=status, calendar=calendar, words=words)
            groups.setdefault(layout.group_of(facts), []).append(facts)
        drawn, self._drawn = self._drawn, {}
        self.members = {}
        for (_, name), inside in sorted(groups.items(), key=lambda group: group[0]):
            group = f"{layout.group}:{name}"
            self.members[group] = tuple(facts.row.period.id for facts in inside)
            yield self._heading(group, name, inside, layout)
            for facts in layout.sorted(inside):
                key = facts.row.period.id
                is_unique = names[_name_key(facts.row.period)] == 1
                where = "" if is_unique else facts.row.period.location
                inputs = (terms[key], self.first, layout.columns, compared, facts.status, where)
                old = drawn.get(key)
                if old is None or old[0] is not facts.row or old[1] != inputs:
                    row_ = self._row(facts, terms[key], layout, compared, where)
                    old = (facts.row, inputs, row_)
                label = f"{_short_name(facts, where)} {layout.name_of(facts.row.period)}".strip()
                if (old[2].label, old[2].group) != (label, group):
                    # Another order or grouping changes nothing else of a row.
                    old = (*old[:2], replace(old[2], label=label, group=group))
                self._drawn[key] = old
                yield old[2]

    def _heading(
        self, group: str, name: str, inside: Sequence[RowFacts], layout: Layout
    ) -> GanttRow:
        words = self._words
        students = words.count(sum(facts.row.period.students for facts in inside))
        text = translate("GanttRows", "{name}: {count} stageperiodes, {students} studenten")
        if len(inside) == 1:
            text = translate("GanttRows", "{name}: 1 stageperiode, {students} studenten")
        return GanttRow(
            key="",
            label=name,
            group=group,
            badge=words.count(len(inside)),
            cells=tuple(students if key == "students" else "" for key in layout.columns),
            sentence=text.format(name=name, count=words.count(len(inside)), students=students),
            is_heading=True,
        )

    def _row(
        self,
        facts: RowFacts,
        terms: Terms,
        layout: Layout,
        compared: ComparedPlan | None,
        where: str,
    ) -> GanttRow:
        row_ = facts.row
        period = row_.period
        parts = sorted(row_.placements, key=lambda p: (p.option.start, p.option.end))
        sentence, badge = self._sentence(row_, compared), ""
        if period.niveau in FIRST_NIVEAUS:
            badge = translate("GanttRows", "N{niveau}").format(niveau=period.niveau)
        return GanttRow(
            key=period.id,
            label=_short_name(facts, where),
            sentence=f"{where}, {sentence}" if where else sentence,
            cells=tuple(BY_KEY[key].text(facts) for key in layout.columns),
            bars=tuple(self._drawn_bar(row_, p, is_part=len(parts) > 1) for p in parts),
            behind=self._behind(row_, compared),
            window=(self.offset(terms.earliest_start), self.offset(terms.latest_end)),
            badge=badge,
            is_changed=row_.is_changed,
            is_locked=period.fixed,
            is_sealed=row_.settled is not None,
            is_broken=row_.leaves_agreement,
        )

    def _drawn_bar(self, row_: PeriodRow, placement: Placement, *, is_part: bool) -> Bar:
        """Return a bar with its texts; the students of a part of a split group go first."""
        words, bar = self._words, self._bar(placement)
        texts = bar_texts(words, row_, placement.option)
        if not is_part:
            return replace(bar, texts=texts)
        students = words.count(placement.students)
        return replace(bar, text=students, texts=tuple(f"{students} · {text}" for text in texts))

    def _behind(self, row_: PeriodRow, compared: ComparedPlan | None) -> tuple[Bar, ...]:
        """Return the wish of a changed period, or where the other plan differs."""
        period = row_.period
        if compared is None:
            wish = Placement(option=wish_option(period), students=period.students)
            return (self._bar(wish),) if row_.is_changed else ()
        other = placements_of(compared.plan or Plan(), period)
        same = {p.option for p in other} == {p.option for p in row_.placements}
        return () if same else tuple(self._bar(placement) for placement in other)

    def _sentence(self, row_: PeriodRow, compared: ComparedPlan | None) -> str:
        period, words = row_.period, self._words
        sentence = translate("GanttRows", "{period}: {option}").format(
            period=words.period(period), option=words.placements(row_.placements)
        )
        if row_.is_changed:
            text = translate("GanttRows", "{sentence} ({kinds}; voorkeur {wish})")
            wish = words.option(wish_option(period))
            sentence = text.format(sentence=sentence, kinds=change_words(row_), wish=wish)
        if compared is not None and self._behind(row_, compared):
            text = translate("GanttRows", "{sentence}. In {plan}: {option}")
            other = words.placements(placements_of(compared.plan or Plan(), period))
            sentence = text.format(sentence=sentence, plan=compared.title, option=other)
        if period.fixed:
            sentence = translate("GanttRows", "{sentence}, vast").format(sentence=sentence)
        if row_.settled is not None:
            text = translate("GanttRows", "{sentence}, {agreed}")
            if row_.leaves_agreement:
                text = translate("GanttRows", "{sentence}; let op: anders {agreed}")
            sentence = text.format(sentence=sentence, agreed=settled_words(row_.settled))
        return sentence

    def _bar(self, placement: Placement) -> Bar:
        option = placement.option
        return Bar(
            first=self.offset(option.start),
            last=self.offset(option.end),
            is_lint=option.form is Form.LINT,
            weekdays=option.weekdays,
        )


def _name_key(period: StagePeriod) -> tuple[str, str, str]:
    """Return what a stage period is called; those of one name differ in their location."""
    return period.institution, period.group, period.programme


def _short_name(facts: RowFacts, where: str) -> str:
    """Return the name of a group, with its location where that is needed to tell it apart."""
    name = facts.row.period.group
    return f"{name} ({where})" if where else name


def _asked_periods(state: State) -> frozenset[str]:
    """Return the stage periods for which a proposal waits for its answer."""
    return frozenset(
        proposal.period
        for round_ in state.rounds
        for proposal in round_.proposals
        if proposal.status is ProposalStatus.SENT
    )
