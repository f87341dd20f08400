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
from ui.base.formatting import Words
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

    def build(
        self,
        state: State,
        rows: list[PeriodRow],
        terms: Mapping[str, Terms],
        by_school: bool,
        beside: ComparedPlan | None = None,
    ) -> GanttData:
        """Return the rows, grouped by institution or programme, over the weeks they may take."""
        days = [(t.earliest_start, t.latest_end) for t in terms.values()]
        days += [(p.option.start, p.option.end) for row in rows for p in row.placements]
        self.first = monday_of(min(begin for begin, _ in days))
        weeks = tuple(mondays_between(self.first, max(end for _, end in days)))
        calendar, schools = calendar_of(state), institutions_of(state)
        return GanttData(
            rows=tuple(self._rows(rows, terms, by_school, beside)),
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
        beside: ComparedPlan | None,
    ) -> Iterable[GanttRow]:
        def group(found: PeriodRow) -> str:
            period = found.period
            return period.institution if by_school else period.programme_name or period.programme

        drawn, self._drawn = self._drawn, {}
        heading = None
        for found in sorted(rows, key=lambda r: (group(r).casefold(), r.period.programme_name)):
            if group(found) != heading:
                heading = group(found)
                yield GanttRow(key="", label=heading, sentence=heading, is_heading=True)
            key = found.period.id
            made_of = (terms[key], self.first, by_school, beside)
            old = drawn.get(key)
            if old is None or old[0] is not found or old[1] != made_of:
                old = (found, made_of, self._row(found, terms[key], by_school, beside))
            self._drawn[key] = old
            yield old[2]

    def _row(
        self, found: PeriodRow, terms: Terms, by_school: bool, beside: ComparedPlan | None
    ) -> GanttRow:
        period, words = found.period, self._words
        name = period.programme_name if by_school else period.institution
        parts = sorted(found.placements, key=lambda p: (p.option.start, p.option.end))
        badge = ""
        if period.niveau in FIRST_NIVEAUS:
            badge = translate("GanttRows", "N{niveau}").format(niveau=period.niveau)
        return GanttRow(
            key=period.id,
            label=f"{period.group} {name}".strip(),
            sentence=self._sentence(found, beside),
            bars=tuple(
                self._bar(p, words.count(p.students) if len(parts) > 1 else "") for p in parts
            ),
            behind=self._behind(found, beside),
            window=(self.offset(terms.earliest_start), self.offset(terms.latest_end)),
            badge=badge,
            is_changed=found.is_changed,
            is_locked=period.fixed,
        )

    def _behind(self, found: PeriodRow, beside: ComparedPlan | None) -> tuple[Bar, ...]:
        """Return the wish of a changed period, or where the other plan differs."""
        period = found.period
        if beside is None:
            wish = Placement(option=wish_option(period), students=period.students)
            return (self._bar(wish),) if found.is_changed else ()
        other = placements_of(beside.plan or Plan(), period)
        same = {p.option for p in other} == {p.option for p in found.placements}
        return () if same else tuple(self._bar(placement) for placement in other)

    def _sentence(self, found: PeriodRow, beside: ComparedPlan | None) -> str:
        period, words = found.period, self._words
        said = translate("GanttRows", "{period}: {option}").format(
            period=words.period(period), option=words.placements(found.placements)
        )
        if found.is_changed:
            text = translate("GanttRows", "{sentence} ({kinds}; voorkeur {wish})")
            wish = words.option(wish_option(period))
            said = text.format(sentence=said, kinds=change_words(found), wish=wish)
        if beside is not None and self._behind(found, beside):
            text = translate("GanttRows", "{sentence}. In {plan}: {option}")
            other = words.placements(placements_of(beside.plan or Plan(), period))
            said = text.format(sentence=said, plan=beside.title, option=other)
        if period.fixed:
            said = translate("GanttRows", "{sentence}, vast").format(sentence=said)
        return said

    def _bar(self, placement: Placement, text: str = "") -> Bar:
        option = placement.option
        return Bar(
            first=self.offset(option.start),
            last=self.offset(option.end),
            is_lint=option.form is Form.LINT,
            weekdays=option.weekdays,
            text=text,
        )
