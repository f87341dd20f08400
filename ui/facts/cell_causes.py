"""The explanation of a heat map cell: its causes and the bottleneck of its busiest day.

Plain numpy, no Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from stageplanner.domain.calendar import monday_of
from stageplanner.load.measures import Bottleneck, bottleneck_on
from stageplanner.load.ranked_bottlenecks import LevelledDays, bottleneck_at
from stageplanner.load.tolerances import FULL, ROUNDING
from ui.facts.heat_rows import JOIN, bottleneck_values, others_in_row, period_columns, pool_of
from ui.facts.load_sentences import POOL
from ui.facts.screen_facts import Facts, PlanFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A stage period in a cell, with its students on the busiest day."""

    period: str
    students: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One week of one row: its busiest day, the stage periods, and the bottleneck of that day."""

    week: date
    day: date
    utilisation: float
    students: float
    causes: tuple[Cause, ...]
    bottleneck: Bottleneck | None


def cell_of(facts: Facts, plan: PlanFacts, row_kind: str, key: str, week: int) -> Cell | None:
    """Explain a cell: its busiest day, its bottleneck, and the stage periods, largest first."""
    days = np.flatnonzero(facts.week_of_day == week)
    if row_kind == "company":
        return _company_cell(facts, plan, key, days)
    if row_kind == "branch":
        return _branch_cell(facts, plan, key, days)
    members = period_columns(facts, row_kind, key)
    others = others_in_row(facts, row_kind, key)
    if not len(days) or not (members or len(others)):
        return None
    column = {programme: i for i, programme in enumerate(facts.programmes)}
    of_programme = np.array(
        [column[facts.state.periods[i].programme] for i in members], dtype=np.intp
    )
    present = plan.present[np.ix_(days, members)]
    students = present.sum(axis=1) + facts.others[np.ix_(days, others)].sum(axis=1)
    if row_kind == "knelpunt":
        levels = bottleneck_values(facts, plan, key)[days]
    else:
        by_period = np.where(present > 0, plan.levels[np.ix_(days, of_programme)], 0.0)
        is_loaded = plan.load[np.ix_(days, others)] > 0
        by_other = np.where(is_loaded, plan.levels[np.ix_(days, others)], 0.0)
        levels = np.concatenate([by_period, by_other], axis=1).max(axis=1)
    best = int(np.lexsort((students, levels))[-1])
    day = int(days[best])
    load = float(levels[best])
    return Cell(
        week=facts.weeks[week],
        day=facts.grid.days[day],
        utilisation=load,
        students=float(students[best]),
        causes=_first_over(facts, plan, day, _causes(facts, plan, day, members)),
        bottleneck=_row_bottleneck(facts, plan, day, key)
        if row_kind == "knelpunt"
        else _bottleneck(facts, plan, day, load, {*of_programme.tolist(), *others.tolist()}),
    )


def _causes(facts: Facts, plan: PlanFacts, day: int, members: Sequence[int]) -> tuple[Cause, ...]:
    """Return the stage periods among ``members`` that have students on a day, largest first."""
    causes = [
        Cause(period=facts.state.periods[i].id, students=float(plan.present[day, i]))
        for i in members
        if plan.present[day, i] > 0
    ]
    return tuple(sorted(causes, key=lambda cause: -cause.students))


def _first_over(
    facts: Facts, plan: PlanFacts, day: int, causes: tuple[Cause, ...]
) -> tuple[Cause, ...]:
    """Return causes with those in an overload first; the largest first among them."""
    over = {p for i, p in enumerate(facts.programmes) if plan.levels[day, i] > FULL}
    programme = {period.id: period.programme for period in facts.state.periods}
    return tuple(sorted(causes, key=lambda cause: programme[cause.period] not in over))


def _row_bottleneck(facts: Facts, plan: PlanFacts, day: int, key: str) -> Bottleneck:
    """Measure the programmes of a row against all places that they share, on a day."""
    chosen = tuple(key.split(JOIN))
    load = _load_of(facts, plan, day, chosen)
    return bottleneck_on(facts.grid.days[day], chosen, load, facts.state.leerbedrijven)


def _branch_cell(facts: Facts, plan: PlanFacts, key: str, days: NDArray[np.intp]) -> Cell | None:
    """Explain a week of a branch by the leerbedrijf that is fullest then."""
    best: tuple[float, str] | None = None
    kinds: dict[tuple[str, ...], int | None] = {}
    for company in facts.state.leerbedrijven:
        if company.branch.strip() != key:
            continue
        if company.accredited not in kinds:
            kinds[company.accredited] = facts.kind_of(company.accredited)
        kind = kinds[company.accredited]
        if kind is None:
            continue
        free = [company.free_places(facts.grid.days[day]) > 0 for day in days]
        level = float(np.where(free, plan.kind_levels[days, kind], 0.0).max(initial=0.0))
        if best is None or level > best[0]:
            best = (level, company.id)
    return None if best is None else _company_cell(facts, plan, best[1], days)


def _company_cell(facts: Facts, plan: PlanFacts, key: str, days: NDArray[np.intp]) -> Cell | None:
    """Explain a week of a leerbedrijf: who could come, at its utilisation."""
    company = next((c for c in facts.state.leerbedrijven if c.id == key.removeprefix(POOL)), None)
    kind = None if company is None else facts.kind_of(company.accredited)
    if company is None or kind is None or not len(days):
        return None
    free = [company.free_places(facts.grid.days[day]) for day in days]
    alike = [company]
    if key.startswith(POOL):
        alike = pool_of(facts, company)
    levels = np.where(np.array(free) > 0, plan.kind_levels[days, kind], 0.0)
    day, level = int(days[np.argmax(levels)]), float(levels.max())
    takes = {
        i
        for i in np.flatnonzero(facts.supply.accredits[kind])
        if level > 0 and np.isclose(plan.levels[day, i], level, rtol=ROUNDING)
    }
    wanted = {facts.programmes[i] for i in takes}
    members = [i for i, period in enumerate(facts.state.periods) if period.programme in wanted]
    return Cell(
        week=monday_of(facts.grid.days[day]),
        day=facts.grid.days[day],
        utilisation=level,
        students=level * sum(c.free_places(facts.grid.days[day]) for c in alike)
        if level < float("inf")
        else 0.0,
        causes=_causes(facts, plan, day, members),
        bottleneck=_bottleneck(facts, plan, day, level, takes),
    )


def _bottleneck(
    facts: Facts, plan: PlanFacts, day: int, level: float, within: set[int]
) -> Bottleneck | None:
    """Return the programmes at the level of a cell, with the leerbedrijven left for them."""
    if level <= 0:
        return None
    at_level = np.isclose(plan.levels[day], level, rtol=ROUNDING)
    component = {facts.component_of[facts.programmes[i]] for i in within if at_level[i]}
    columns = [
        i
        for i, programme in enumerate(facts.programmes)
        if at_level[i] and facts.component_of[programme] in component
    ]
    levelled = LevelledDays(
        facts.grid.days, facts.programmes, plan.load, plan.levels, facts.component_of
    )
    return bottleneck_at(levelled, day, level, columns, facts.state.leerbedrijven)


def _load_of(facts: Facts, plan: PlanFacts, day: int, programmes: tuple[str, ...]) -> float:
    columns = [i for i, programme in enumerate(facts.programmes) if programme in programmes]
    return float(plan.load[day, columns].sum())
