"""What the screens show of a state, computed once per change, outside the window's thread.

Plain numpy over the results of ``stageplanner.load``; no Qt, so that it can run anywhere.
One definition: a cell of any heat map is the highest utilisation (``load.levels``) that its
programmes or leerbedrijven meet on a day of that week.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from stageplanner.domain.calendar import monday_of
from stageplanner.domain.form import Form
from stageplanner.domain.option import Option
from stageplanner.domain.plan import WISH_PLAN, Plan, Proof, changed_periods, placements_of
from stageplanner.domain.state import State, calendar_of
from stageplanner.load.demand import DayGrid, build_grid, option_days, programmes_of, weight_of
from stageplanner.load.hall import worst_sets
from stageplanner.load.levels import build_levels
from stageplanner.load.measures import Bottleneck, Measures, bottleneck_on, measure
from stageplanner.load.supply import Supply, build_supply, split_components

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """One plan on the days of the grid.

    ``present`` (days, periods) counts students, ``blok`` those of them in a blok;
    ``levels`` (days, programmes) and ``kind_levels`` (days, kinds) are utilisations.
    """

    plan: Plan
    measures: Measures
    present: Floats
    blok: Floats
    levels: Floats
    kind_levels: Floats
    changes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A state ready to be drawn: before (the wishes) and now (the plan, if there is one)."""

    state: State
    grid: DayGrid
    programmes: tuple[str, ...]
    names: dict[str, str]
    weeks: tuple[date, ...]
    week_of_day: NDArray[np.intp]
    supply: Supply
    wish: PlanFacts
    plan: PlanFacts | None
    component_of: dict[str, int]

    @property
    def now(self) -> PlanFacts:
        """The plan that is being looked at: the current one, else the wishes."""
        return self.plan or self.wish

    def by_week(self, values: Floats) -> Floats:
        """The highest of each week, of values (days, ...) with the days first."""
        result = np.zeros((len(self.weeks), *values.shape[1:]))
        np.maximum.at(result, self.week_of_day, values)
        return result


def build_facts(state: State) -> Facts:
    """Compute everything the screens show of a state."""
    grid = build_grid(state)
    programmes = programmes_of(state.periods)
    supply = build_supply(state.leerbedrijven, programmes, grid)
    weeks = tuple(dict.fromkeys(monday_of(day) for day in grid.days))
    position = {monday: i for i, monday in enumerate(weeks)}
    wish = _plan_facts(state, WISH_PLAN, grid, supply)
    return Facts(
        state=state,
        grid=grid,
        programmes=programmes,
        names=programme_names(state),
        weeks=weeks,
        week_of_day=np.array([position[monday_of(d)] for d in grid.days], dtype=np.intp),
        supply=supply,
        wish=wish,
        plan=None if state.plan is None else _plan_facts(state, state.plan, grid, supply),
        component_of={p: i for i, c in enumerate(wish.measures.components) for p in c.programmes},
    )


def programme_names(state: State) -> dict[str, str]:
    """The name of each programme as the files give it, by crebo."""
    names: dict[str, str] = {}
    for period in state.periods:
        if period.programme_name:
            names.setdefault(period.programme, period.programme_name)
    return {crebo: names.get(crebo, crebo) for crebo in programmes_of(state.periods)}


def _plan_facts(state: State, plan: Plan, grid: DayGrid, supply: Supply) -> PlanFacts:
    calendar = calendar_of(state)
    present = np.zeros((len(grid.days), len(state.periods)))
    blok = np.zeros_like(present)
    for i, period in enumerate(state.periods):
        for placement in placements_of(plan, period):
            days = option_days(placement.option, period.institution, calendar, grid)
            students = placement.students * placement.option.share
            present[days, i] += students
            if placement.option.form is Form.BLOK:
                blok[days, i] += students
    load = present @ _membership(state, supply.programmes)
    levels = np.zeros_like(load)
    kind_levels = np.zeros_like(supply.places)
    for component in split_components(supply):
        columns, kinds = list(component.programmes), list(component.kinds)
        found = build_levels(
            load[:, columns], supply.places[:, kinds], supply.accredits[np.ix_(kinds, columns)]
        )
        levels[:, columns] = found.programmes
        kind_levels[:, kinds] = found.kinds
    return PlanFacts(
        plan=plan,
        measures=measure(state, plan, grid),
        present=present,
        blok=blok,
        levels=levels,
        kind_levels=kind_levels,
        changes=frozenset(period.id for period in changed_periods(plan, state.periods)),
    )


def _membership(state: State, programmes: Sequence[str]) -> Floats:
    """(periods, programmes): the load weight of one student of the period."""
    column = {programme: i for i, programme in enumerate(programmes)}
    result = np.zeros((len(state.periods), len(programmes)))
    for i, period in enumerate(state.periods):
        result[i, column[period.programme]] = weight_of(period, state.policy)
    return result


# --- rows of the heat map ------------------------------------------------------------------


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
                    all(not calendar.is_lesweek(school, monday) for school in schools)
                    for monday in facts.weeks
                ),
            )
        )
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


# --- demand against capacity ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Students and places per week of a component, on the day with most students."""

    lint: tuple[float, ...]
    blok: tuple[float, ...]
    wish: tuple[float, ...]
    places: tuple[float, ...]


def curve_of(facts: Facts, plan: PlanFacts, component: int | None) -> Curve:
    """Demand against capacity over the weeks, lint and blok apart, with the wish behind it."""
    members = [
        i
        for i, period in enumerate(facts.state.periods)
        if component is None or facts.component_of[period.programme] == component
    ]
    programmes = [
        i for i, p in enumerate(facts.programmes) if component in (None, facts.component_of[p])
    ]
    kinds = np.flatnonzero(facts.supply.accredits[:, programmes].any(axis=1))
    total = plan.present[:, members].sum(axis=1)
    blok = plan.blok[:, members].sum(axis=1)
    # Both parts are read on the same day, the one with most students, so that they add up.
    busiest = [
        int(days[np.argmax(total[days])])
        for days in (np.flatnonzero(facts.week_of_day == w) for w in range(len(facts.weeks)))
    ]
    places = facts.supply.places[:, kinds].sum(axis=1)
    return Curve(
        lint=tuple((total - blok)[busiest].tolist()),
        blok=tuple(blok[busiest].tolist()),
        wish=tuple(facts.by_week(facts.wish.present[:, members].sum(axis=1)).tolist()),
        places=tuple(places[busiest].tolist()),
    )


# --- trying a move -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The peak utilisation of each week of a component, in the wishes and now."""

    weeks: tuple[date, ...]
    wish: tuple[float, ...]
    now: tuple[float, ...]


def strip_of(facts: Facts, component: int) -> Strip:
    """The load strip of a component."""
    wish = facts.wish.measures.components[component]
    now = next(c for c in facts.now.measures.components if c.programmes == wish.programmes)
    return Strip(
        weeks=facts.weeks,
        wish=tuple(facts.by_week(np.array(wish.daily_peaks)).tolist()),
        now=tuple(facts.by_week(np.array(now.daily_peaks)).tolist()),
    )


def try_option(facts: Facts, period_id: str, option: Option) -> tuple[int, Strip, float]:
    """The load if one stage period took an option and all else stayed: fast, for dragging.

    Only the days on which the stage period is there, before or after, are measured again.

    Returns
    -------
    component, strip, peak
        Of the component of the stage period.
    """
    column = next(i for i, p in enumerate(facts.state.periods) if p.id == period_id)
    period = facts.state.periods[column]
    index = facts.component_of[period.programme]
    strip = strip_of(facts, index)
    programmes = facts.wish.measures.components[index].programmes
    daily = next(c for c in facts.now.measures.components if c.programmes == programmes)
    peaks = np.array(daily.daily_peaks)
    rows = option_days(option, period.institution, calendar_of(facts.state), facts.grid)
    present = facts.now.present.copy()
    present[:, column] = 0
    present[rows, column] = period.students * option.share
    days = np.union1d(rows, np.flatnonzero(facts.now.present[:, column]))
    columns = [i for i, p in enumerate(facts.programmes) if p in programmes]
    kinds = np.flatnonzero(facts.supply.accredits[:, columns].any(axis=1))
    load = present[days] @ _membership(facts.state, facts.programmes)[:, columns]
    places = facts.supply.places[np.ix_(days, kinds)]
    worst = worst_sets(load, places, facts.supply.accredits[np.ix_(kinds, columns)])
    peaks[days] = worst.peak
    tried = replace(strip, now=tuple(facts.by_week(peaks).tolist()))
    return index, tried, float(peaks.max(initial=0.0))


def proof_of(plan: Plan | None, programmes: Sequence[str]) -> Proof | None:
    """What is proven of a component, if the plan was made by the optimiser."""
    proofs = () if plan is None else plan.proofs
    return next((p for p in proofs if set(p.programmes) == set(programmes)), None)
