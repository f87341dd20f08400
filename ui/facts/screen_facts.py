"""The numbers that the pages show of a state, computed once per change in a background thread.

Plain numpy over the results of ``stageplanner.load``, without Qt, so that it can run in any
thread. The rows of the heat map are in :mod:`ui.facts.heat_rows`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from stageplanner.domain.calendar import monday_of
from stageplanner.domain.form import Form
from stageplanner.domain.plan import WISH_PLAN, Plan, changed_periods, placements_of
from stageplanner.domain.state import State, calendar_of, programme_names_of, programmes_of
from stageplanner.load.base_load import base_heads
from stageplanner.load.demand import DayGrid, build_grid, option_days, weight_of
from stageplanner.load.measures import Measures, measure
from stageplanner.load.ranked_bottlenecks import (
    LevelledDays,
    RankedBottleneck,
    rank_levelled,
)
from stageplanner.load.supply import Supply, build_supply, split_components
from stageplanner.load.tolerances import ROUNDING
from stageplanner.load.utilisation_levels import build_levels, missing_share
from ui.widgets.kpi_data import REGION

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """One plan on the days of the grid.

    ``present``, shape (days, periods), are students, and ``blok`` those of them in a blok;
    ``load``, shape (days, programmes), is weighted. ``levels``, shape (days, programmes), and
    ``kind_levels``, shape (days, kinds), are utilisations, 0 if no places are known.
    ``shortage``, shape (periods,), is in student-days, spread evenly over the students of a
    bottleneck. ``bottlenecks`` are the programme sets that are the bottleneck of their component
    on some day, with their highest utilisation; ``ranked`` are the knelpunten, the worst first.
    """

    plan: Plan
    measures: Measures
    present: Floats
    blok: Floats
    load: Floats
    levels: Floats
    kind_levels: Floats
    shortage: Floats
    bottlenecks: dict[tuple[str, ...], float]
    ranked: tuple[RankedBottleneck, ...]
    changes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The numbers of a state: before (the wishes) and now (the plan, if there is one).

    ``others``, shape (days, programmes), are students of others in an institution's own file.
    """

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
    others: Floats

    @property
    def now(self) -> PlanFacts:
        """The current plan, or the wishes if there is none."""
        return self.plan or self.wish

    @property
    def is_daily(self) -> bool:
        """Whether the columns are days instead of weeks."""
        return self.weeks == self.grid.days

    def by_days(self) -> Facts:
        """Return the same facts with a column for every day."""
        days = self.grid.days
        return replace(self, weeks=days, week_of_day=np.arange(len(days)))

    def kind_of(self, accredited: tuple[str, ...]) -> int | None:
        """Return the row of the supply with these accreditations, or None."""
        column = {programme: i for i, programme in enumerate(self.programmes)}
        takes = np.zeros(len(self.programmes), dtype=np.bool_)
        takes[[column[crebo] for crebo in accredited if crebo in column]] = True
        rows = np.flatnonzero((self.supply.accredits == takes).all(axis=1))
        return int(rows[0]) if len(rows) and takes.any() else None

    def by_week(self, values: Floats) -> Floats:
        """Return the maximum of each week, of values of shape (days, ...)."""
        result = np.zeros((len(self.weeks), *values.shape[1:]))
        np.maximum.at(result, self.week_of_day, values)
        return result


#: The fields of a state on which its days, places and wishes depend.
COUNTED = ("periods", "leerbedrijven", "holidays", "region_holidays", "policy", "base_load")


def build_facts(state: State, before: Facts | None = None) -> Facts:
    """Compute the facts of a state.

    If only the plan differs from ``before``, all that does not depend on it is kept.
    """
    grid = build_grid(state)
    if before is not None and _is_same_region(state, before.state) and grid == before.grid:
        same = before.plan is not None and before.state.plan is state.plan
        now = before.plan if same else _plan_of(state, before.grid, before.supply)
        return replace(before, state=state, plan=now)
    programmes = programmes_of(state)
    supply = build_supply(state.leerbedrijven, programmes, grid)
    weeks = tuple(dict.fromkeys(monday_of(day) for day in grid.days))
    position = {monday: i for i, monday in enumerate(weeks)}
    wish = _plan_facts(state, WISH_PLAN, grid, supply)
    return Facts(
        state=state,
        grid=grid,
        programmes=programmes,
        names=programme_names_of(state),
        weeks=weeks,
        week_of_day=np.array([position[monday_of(d)] for d in grid.days], dtype=np.intp),
        supply=supply,
        wish=wish,
        plan=_plan_of(state, grid, supply),
        others=sum(
            base_heads(state, grid.days, programmes).values(),
            np.zeros((len(grid.days), len(programmes))),
        ),
        component_of={p: i for i, c in enumerate(wish.measures.components) for p in c.programmes},
    )


def _is_same_region(state: State, other: State) -> bool:
    return all(getattr(state, name) is getattr(other, name) for name in COUNTED)


def _plan_of(state: State, grid: DayGrid, supply: Supply) -> PlanFacts | None:
    return None if state.plan is None else _plan_facts(state, state.plan, grid, supply)


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
    membership = _membership(state, supply.programmes)
    load = present @ membership
    for niveau, heads in base_heads(state, grid.days, supply.programmes).items():
        load += heads * state.policy.weight_of(niveau)
    levels = np.zeros_like(load)
    kind_levels = np.zeros_like(supply.places)
    bottlenecks: dict[tuple[str, ...], float] = {}
    component_of: dict[str, int] = {}
    for number, component in enumerate(split_components(supply)):
        columns, kinds = list(component.programmes), list(component.kinds)
        component_of |= {supply.programmes[i]: number for i in columns}
        if not kinds:
            # No places are known: that is no overload, so the level stays 0.
            continue
        utilised = build_levels(
            load[:, columns], supply.places[:, kinds], supply.accredits[np.ix_(kinds, columns)]
        )
        levels[:, columns] = utilised.programmes
        kind_levels[:, kinds] = utilised.kinds
        _note_bottlenecks(bottlenecks, utilised.programmes, [supply.programmes[i] for i in columns])
    return PlanFacts(
        plan=plan,
        measures=measure(state, plan, grid),
        present=present,
        blok=blok,
        load=load,
        levels=levels,
        kind_levels=kind_levels,
        shortage=(present * (missing_share(levels) @ membership.T)).sum(axis=0),
        bottlenecks=bottlenecks,
        ranked=rank_levelled(
            LevelledDays(grid.days, supply.programmes, load, levels, component_of),
            state.leerbedrijven,
        ),
        changes=frozenset(period.id for period in changed_periods(plan, state.periods)),
    )


def _note_bottlenecks(
    known: dict[tuple[str, ...], float], levels: Floats, programmes: list[str]
) -> None:
    """Add the programmes that share the peak of a day, with the highest utilisation."""
    peaks = levels.max(axis=1, initial=0.0)
    at_peak = np.isclose(levels, peaks[:, None], rtol=ROUNDING) & (peaks[:, None] > 0)
    sets, inverse = np.unique(at_peak, axis=0, return_inverse=True)
    for i, chosen in enumerate(sets):
        if chosen.any():
            key = tuple(name for name, is_in in zip(programmes, chosen, strict=True) if is_in)
            known[key] = float(peaks[inverse.reshape(-1) == i].max())


def _membership(state: State, programmes: Sequence[str]) -> Floats:
    """Return the load weight of one student, shape (periods, programmes)."""
    column = {programme: i for i, programme in enumerate(programmes)}
    result = np.zeros((len(state.periods), len(programmes)))
    for i, period in enumerate(state.periods):
        result[i, column[period.programme]] = weight_of(period, state.policy)
    return result


# --- demand against capacity ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Students and places per week of some programmes, on the fullest day."""

    lint: tuple[float, ...]
    blok: tuple[float, ...]
    wish: tuple[float, ...]
    places: tuple[float, ...]


def limiting_programmes(facts: Facts, plan: PlanFacts, component: int) -> tuple[str, ...]:
    """Return the programmes that limit a component: its bottleneck, or all if nobody is there."""
    programmes = facts.wish.measures.components[component].programmes
    part = next(c for c in plan.measures.components if c.programmes == programmes)
    is_known = part.has_capacity and part.bottleneck is not None
    return part.bottleneck.programmes if is_known and part.bottleneck else programmes


def curve_of(facts: Facts, plan: PlanFacts, programmes: Sequence[str]) -> Curve:
    """Return demand and capacity per week of some programmes, lint and blok apart, with the wish.

    The places are those of every leerbedrijf that is accredited for any of them: what limits them.
    In an institution's own file they are the places that others leave.
    """
    wanted = set(programmes)
    members = [i for i, period in enumerate(facts.state.periods) if period.programme in wanted]
    columns = [i for i, programme in enumerate(facts.programmes) if programme in wanted]
    kinds = np.flatnonzero(facts.supply.accredits[:, columns].any(axis=1))
    total = plan.present[:, members].sum(axis=1)
    blok = plan.blok[:, members].sum(axis=1)
    others = facts.others[:, columns].sum(axis=1)
    places = np.maximum(0.0, facts.supply.places[:, kinds].sum(axis=1) - others)
    # All are measured on one day of the week, the fullest, so that they add up.
    fullness = total / np.maximum(places, ROUNDING)
    fullest = [
        int(days[np.lexsort((total[days], fullness[days]))[-1]])
        for days in (np.flatnonzero(facts.week_of_day == w) for w in range(len(facts.weeks)))
    ]
    return Curve(
        lint=tuple((total - blok)[fullest].tolist()),
        blok=tuple(blok[fullest].tolist()),
        wish=tuple(facts.by_week(facts.wish.present[:, members].sum(axis=1)).tolist()),
        places=tuple(places[fullest].tolist()),
    )


# --- the strip below the time line ---------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The peak utilisation of each week of a component, in the wishes and now."""

    weeks: tuple[date, ...]
    wish: tuple[float, ...]
    now: tuple[float, ...]


def ranked_components(facts: Facts, plan: PlanFacts) -> list[int]:
    """Return the numbers of the components, the worst one under a plan first.

    Worst is the highest peak, then the largest tekort; without known places nothing is known, so
    those come last.
    """
    now = {part.programmes: part for part in plan.measures.components}
    parts = [now[wish.programmes] for wish in facts.wish.measures.components]

    def badness(i: int) -> tuple[bool, float, float]:
        part = parts[i]
        return not part.has_capacity, -round(part.peak, 9), -part.shortage_student_days

    return sorted(range(len(parts)), key=badness)


def component_or_worst(facts: Facts, component: int, plan: PlanFacts) -> int:
    """Return the component, or of the region as a whole the one that is worst under a plan."""
    if 0 <= component < len(facts.wish.measures.components):
        return component
    return ranked_components(facts, plan)[0]


def strip_of(facts: Facts, component: int) -> Strip:
    """Return the load strip of a component, or of the region: each week its worst component."""
    if component == REGION:
        return _region_strip(facts)
    wish = facts.wish.measures.components[component]
    now = next(c for c in facts.now.measures.components if c.programmes == wish.programmes)
    if not wish.has_capacity:
        nothing = (0.0,) * len(facts.weeks)
        return Strip(weeks=facts.weeks, wish=nothing, now=nothing)
    return Strip(
        weeks=facts.weeks,
        wish=tuple(facts.by_week(np.array(wish.daily_peaks)).tolist()),
        now=tuple(facts.by_week(np.array(now.daily_peaks)).tolist()),
    )


def _region_strip(facts: Facts) -> Strip:
    wish, now = (
        np.max(
            [part.daily_peaks for part in plan.measures.components if part.has_capacity]
            or [np.zeros(len(facts.grid.days))],
            axis=0,
        )
        for plan in (facts.wish, facts.now)
    )
    return Strip(
        weeks=facts.weeks,
        wish=tuple(facts.by_week(wish).tolist()),
        now=tuple(facts.by_week(now).tolist()),
    )


def known_peak(plan: PlanFacts) -> float | None:
    """Return the highest peak of the components with known places, or None."""
    peaks = [part.peak for part in plan.measures.components if part.has_capacity]
    return max(peaks, default=None)
