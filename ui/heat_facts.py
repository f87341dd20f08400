"""Rows and cells of the heat map: what a row shows per week, and what causes a cell.

One definition: a cell is the highest utilisation (``load.levels``) that its programmes or
leerbedrijven meet on a day of that week. Plain numpy, no Qt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from stageplanner.domain.calendar import Calendar, monday_of
from stageplanner.domain.state import calendar_of
from stageplanner.load.demand import weight_of
from stageplanner.load.measures import Bottleneck, bottleneck_on
from ui.facts import Facts, PlanFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One row: its name, a second line, and the utilisation and students of each week.

    ``values`` is 0 where nobody is there and ``inf`` where there is no place at all;
    ``hatched`` marks weeks in which all of the row's institutions have holidays.
    """

    key: str
    label: str
    detail: str
    values: tuple[float, ...]
    students: tuple[float, ...]
    hatched: tuple[bool, ...]

    @property
    def unknown(self) -> tuple[bool, ...]:
        """Where students are there while no places are known."""
        pairs = zip(self.values, self.students, strict=True)
        return tuple(value <= 0 and students > 0 for value, students in pairs)


def period_columns(facts: Facts, row_kind: str, key: str) -> list[int]:
    """The positions of the stage periods that belong to a row."""
    return [
        i
        for i, period in enumerate(facts.state.periods)
        if (row_kind == "programme" and period.programme == key)
        or (row_kind == "institution" and period.institution == key)
        or (row_kind == "niveau" and str(period.niveau or "") == key)
        or (row_kind == "component" and str(facts.component_of[period.programme]) == key)
    ]


def row_keys(facts: Facts, row_kind: str) -> list[tuple[str, str, str]]:
    """Key, name and second line of the rows of a kind, in reading order."""
    state = facts.state
    if row_kind == "programme":
        keys = [(p, facts.names[p], p) for p in facts.programmes]
        order = facts.component_of
        return sorted(keys, key=lambda row: (order[row[0]], row[1].casefold()))
    if row_kind == "institution":
        return [(n, n, "") for n in sorted({p.institution for p in state.periods})]
    if row_kind == "niveau":
        return [(n, n, "") for n in sorted({str(p.niveau or "") for p in state.periods})]
    return [
        (str(i), component_name(facts, i), "") for i in range(len(facts.wish.measures.components))
    ]


def component_name(facts: Facts, index: int) -> str:
    """The programme with most students of a component; others are counted by the screen."""
    programmes = facts.wish.measures.components[index].programmes
    students = dict.fromkeys(programmes, 0)
    for period in facts.state.periods:
        if period.programme in students:
            students[period.programme] += period.students
    return facts.names[max(students, key=students.__getitem__)]


def heat_rows(facts: Facts, plan: PlanFacts, row_kind: str) -> tuple[HeatRow, ...]:
    """The rows of the heat map of one plan, by week."""
    calendar = calendar_of(facts.state)
    column = {programme: i for i, programme in enumerate(facts.programmes)}
    periods = facts.state.periods
    if row_kind == "company":
        return company_rows(facts, plan)
    is_off = _day_off if facts.is_daily else _week_off
    rows: list[HeatRow] = []
    for key, label, detail in row_keys(facts, row_kind):
        members = period_columns(facts, row_kind, key)
        of_programme = np.array([column[periods[i].programme] for i in members], dtype=np.intp)
        present = plan.present[:, members]
        values = np.where(present > 0, plan.levels[:, of_programme], 0.0).max(axis=1, initial=0.0)
        schools = {periods[i].institution for i in members}
        rows.append(
            HeatRow(
                key=key,
                label=label,
                detail=detail,
                values=tuple(facts.by_week(values).tolist()),
                students=tuple(facts.by_week(present.sum(axis=1)).tolist()),
                hatched=tuple(
                    all(is_off(calendar, school, slot) for school in schools)
                    for slot in facts.weeks
                ),
            )
        )
    return tuple(rows)


def _day_off(calendar: Calendar, school: str, day: date) -> bool:
    return calendar.is_day_off(school, day)


def _week_off(calendar: Calendar, school: str, monday: date) -> bool:
    return not calendar.is_lesweek(school, monday)


def company_rows(facts: Facts, plan: PlanFacts) -> tuple[HeatRow, ...]:
    """The rows of the leerbedrijven, the fullest first, as if students spread evenly.

    Leerbedrijven that are accredited for the same programmes and open on the same days
    meet the same utilisation, so each such pattern is computed once.
    """
    patterns: dict[object, tuple[tuple[float, ...], tuple[bool, ...]]] = {}
    kinds: dict[tuple[str, ...], int | None] = {}
    rows: list[HeatRow] = []
    for company in facts.state.leerbedrijven:
        if company.accredited not in kinds:
            kinds[company.accredited] = facts.kind_of(company.accredited)
        kind = kinds[company.accredited]
        if kind is None:
            continue
        offered = company.places_per_weekday or (company.places,)
        most = max(0, max(offered) - company.occupied)
        has = tuple(places > company.occupied for places in offered)
        pattern = (kind, company.available_from, company.available_until, company.closed, has)
        if pattern not in patterns:
            days = np.array([company.free_places(day) > 0 for day in facts.grid.days])
            values = facts.by_week(np.where(days, plan.kind_levels[:, kind], 0.0))
            shut = facts.by_week(days.astype(np.float64)) == 0
            patterns[pattern] = (tuple(values.tolist()), tuple(shut.tolist()))
        values, shut = patterns[pattern]
        rows.append(
            HeatRow(
                key=company.id,
                label=company.name,
                detail=company.location,
                values=values,
                students=tuple(value * most if value < float("inf") else 0.0 for value in values),
                hatched=shut,
            )
        )
    rows.sort(key=lambda row: (-max(row.values, default=0.0), row.label.casefold()))
    return tuple(rows)


# --- a cell, and what causes it ------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A stage period that is there in a cell, and its students on the busiest day."""

    period: str
    students: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One week of one row: the busiest day, who is there, and the knelpunt of that day."""

    week: date
    day: date
    utilisation: float
    students: float
    causes: tuple[Cause, ...]
    bottleneck: Bottleneck | None


def cell_of(facts: Facts, plan: PlanFacts, row_kind: str, key: str, week: int) -> Cell | None:
    """Explain a cell: its busiest day, the knelpunt there and the stage periods, largest first."""
    days = np.flatnonzero(facts.week_of_day == week)
    if row_kind == "company":
        return _company_cell(facts, plan, key, days)
    members = period_columns(facts, row_kind, key)
    if not len(days) or not members:
        return None
    column = {programme: i for i, programme in enumerate(facts.programmes)}
    of_programme = np.array([column[facts.state.periods[i].programme] for i in members])
    present = plan.present[np.ix_(days, members)]
    levels = np.where(present > 0, plan.levels[np.ix_(days, of_programme)], 0.0).max(axis=1)
    best = int(np.lexsort((present.sum(axis=1), levels))[-1])
    day = int(days[best])
    load = float(levels[best])
    causes = [
        Cause(period=facts.state.periods[i].id, students=float(count))
        for i, count in zip(members, present[best], strict=True)
        if count > 0
    ]
    causes.sort(key=lambda cause: -cause.students)
    return Cell(
        week=facts.weeks[week],
        day=facts.grid.days[day],
        utilisation=load,
        students=float(present[best].sum()),
        causes=tuple(causes),
        bottleneck=_bottleneck(facts, plan, day, load, set(of_programme.tolist())),
    )


def _company_cell(facts: Facts, plan: PlanFacts, key: str, days: NDArray[np.intp]) -> Cell | None:
    """Explain a week of a leerbedrijf: who could come, at the level it stands on."""
    company = next((c for c in facts.state.leerbedrijven if c.id == key), None)
    kind = None if company is None else facts.kind_of(company.accredited)
    if company is None or kind is None or not len(days):
        return None
    free = [company.free_places(facts.grid.days[day]) for day in days]
    levels = np.where(np.array(free) > 0, plan.kind_levels[days, kind], 0.0)
    day, level = int(days[np.argmax(levels)]), float(levels.max())
    takes = {
        i
        for i in np.flatnonzero(facts.supply.accredits[kind])
        if level > 0 and np.isclose(plan.levels[day, i], level, rtol=1e-9)
    }
    wanted = {facts.programmes[i] for i in takes}
    causes = [
        Cause(period=period.id, students=float(plan.present[day, i]))
        for i, period in enumerate(facts.state.periods)
        if period.programme in wanted and plan.present[day, i] > 0
    ]
    causes.sort(key=lambda cause: -cause.students)
    return Cell(
        week=monday_of(facts.grid.days[day]),
        day=facts.grid.days[day],
        utilisation=level,
        students=level * max(free) if level < float("inf") else 0.0,
        causes=tuple(causes),
        bottleneck=_bottleneck(facts, plan, day, level, takes),
    )


def _bottleneck(
    facts: Facts, plan: PlanFacts, day: int, level: float, within: set[int]
) -> Bottleneck | None:
    """The programmes at the level of a cell, and the leerbedrijven they have to themselves."""
    if level <= 0:
        return None
    at_level = np.isclose(plan.levels[day], level, rtol=1e-9)
    component = {facts.component_of[facts.programmes[i]] for i in within if at_level[i]}
    chosen = tuple(
        programme
        for i, programme in enumerate(facts.programmes)
        if at_level[i] and facts.component_of[programme] in component
    )
    load = _load_of(facts, plan, day, chosen)
    whole = bottleneck_on(facts.grid.days[day], chosen, load, facts.state.leerbedrijven)
    if not np.isfinite(level):
        return whole
    # A lower knelpunt leaves out the leerbedrijven that a higher one has filled already.
    higher = {
        programme for i, programme in enumerate(facts.programmes) if plan.levels[day, i] > level
    }
    taken = {c.id for c in facts.state.leerbedrijven if higher.intersection(c.accredited)}
    places = {c.id: c.free_places(whole.day) for c in facts.state.leerbedrijven}
    left = tuple(name for name in whole.leerbedrijven if name not in taken)
    return Bottleneck(
        day=whole.day,
        programmes=chosen,
        leerbedrijven=left,
        students=load,
        places=float(sum(places[name] for name in left)),
    )


def _load_of(facts: Facts, plan: PlanFacts, day: int, programmes: tuple[str, ...]) -> float:
    return float(
        sum(
            plan.present[day, i] * weight_of(period, facts.state.policy)
            for i, period in enumerate(facts.state.periods)
            if period.programme in programmes
        )
    )
