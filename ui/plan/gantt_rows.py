"""Rows of the time line: one stage period per row, grouped by institution or programme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from stageplanner.domain.calendar import monday_of, mondays_between, week_number
from stageplanner.domain.form import Form
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan, placements_of
from stageplanner.domain.state import State, calendar_of, institutions_of
from ui.base.formatting import Words, settled_words
from ui.data.period_rows import PeriodRow, change_words
from ui.facts.load_sentences import FIRST_NIVEAUS
from ui.widgets.gantt_data import Bar, GanttData, GanttRow

if TYPE_CHECKING:
    from stageplanner.domain.policy import Terms

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ComparedPlan:
    """Another plan drawn behind the current one, with its name."""

    title: str
    plan: Plan | None


class GanttRows:
    """Builder of the rows; unchanged stage periods keep the same row objects."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._drawn: dict[str, tuple[PeriodRow, tuple[object, ...], GanttRow]] = {}
        #: The Monday that days are counted from.
        self.first = date(2026, 8, 3)

    def offset(self, day: date) -> int:
        """Return the number of a day on the time line."""
        return (day - self.first).days

    def bars_of(self, placed: Mapping[str, tuple[Placement, ...]]) -> dict[str, tuple[Bar, ...]]:
        """Return bars for placements, by stage period."""
        return {name: tuple(self._bar(p) for p in parts) for name, parts in placed.items()}

    def build(
        self,
        state: State,
        rows: list[PeriodRow],
        terms: Mapping[str, Terms],
        by_school: bool,
        compared: ComparedPlan | None = None,
    ) -> GanttData:
        """Return the rows, grouped by institution or programme, over the weeks they may take."""
        days = [(t.earliest_start, t.latest_end) for t in terms.values()]
        days += [(p.option.start, p.option.end) for row in rows for p in row.placements]
        self.first = monday_of(min(begin for begin, _ in days))
        weeks = tuple(mondays_between(self.first, max(end for _, end in days)))
        calendar, schools = calendar_of(state), institutions_of(state)
        return GanttData(
            rows=tuple(self._rows(rows, terms, by_school, compared)),
            weeks=tuple(str(week_number(week)) for week in weeks),
            months=tuple(self._words.month(week) for week in weeks),
            resting=tuple(
                all(not calendar.is_lesweek(school, week) for school in schools) for week in weeks
            ),
        )

    def _rows(
        self,
        rows: list[PeriodRow],
        terms: Mapping[str, Terms],
        by_school: bool,
        compared: ComparedPlan | None,
    ) -> Iterable[GanttRow]:
        def group(row_: PeriodRow) -> str:
            period = row_.period
            return period.institution if by_school else period.programme_name or period.programme

        drawn, self._drawn = self._drawn, {}
        heading = None
        for row_ in sorted(rows, key=lambda r: (group(r).casefold(), r.period.programme_name)):
            if group(row_) != heading:
                heading = group(row_)
                yield GanttRow(key="", label=heading, sentence=heading, is_heading=True)
            key = row_.period.id
            inputs = (terms[key], self.first, by_school, compared)
            old = drawn.get(key)
            if old is None or old[0] is not row_ or old[1] != inputs:
                old = (row_, inputs, self._row(row_, terms[key], by_school, compared))
            self._drawn[key] = old
            yield old[2]

    def _row(
        self, row_: PeriodRow, terms: Terms, by_school: bool, compared: ComparedPlan | None
    ) -> GanttRow:
        period, words = row_.period, self._words
        name = period.programme_name if by_school else period.institution
        parts = sorted(row_.placements, key=lambda p: (p.option.start, p.option.end))
        badge = ""
        if period.niveau in FIRST_NIVEAUS:
            badge = translate("GanttRows", "N{niveau}").format(niveau=period.niveau)
        return GanttRow(
            key=period.id,
            label=f"{period.group} {name}".strip(),
            sentence=self._sentence(row_, compared),
            bars=tuple(
                self._bar(p, words.count(p.students) if len(parts) > 1 else "") for p in parts
            ),
            behind=self._behind(row_, compared),
            window=(self.offset(terms.earliest_start), self.offset(terms.latest_end)),
            badge=badge,
            is_changed=row_.is_changed,
            is_locked=period.fixed,
            is_sealed=row_.settled is not None,
            is_broken=row_.leaves_agreement,
        )

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

    def _bar(self, placement: Placement, text: str = "") -> Bar:
        option = placement.option
        return Bar(
            first=self.offset(option.start),
            last=self.offset(option.end),
            is_lint=option.form is Form.LINT,
            weekdays=option.weekdays,
            text=text,
        )
