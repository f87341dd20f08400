"""Every other way of one stage period, with what it does to the region, measured at once.

A way only adds its students to some days, and they come in few numbers: the whole group, a half
of a split, a fifth of the days while the weekdays are open. The load of every day is therefore
measured once for each number of students; a way then picks its days from these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from stageplanner.domain.checks.case import Case, cases_of
from stageplanner.domain.checks.coupling import (
    contact_moments_at_most,
    group_gap,
    group_order,
    students_away_at_most,
)
from stageplanner.domain.option import build_options, wish_option
from stageplanner.domain.plan import (
    WISH_PLAN,
    ChangeKind,
    Placement,
    Split,
    Way,
    change_kinds,
    parts_of,
    placements_of,
)
from stageplanner.domain.planning.split import build_splits
from stageplanner.domain.policy import Terms
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, all_terms, calendar_of, institutions_of
from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.base_load import base_heads
from stageplanner.load.demand import DayGrid, build_grid, option_days, weight_of
from stageplanner.load.measures import supply_of
from stageplanner.load.programme_sets import worst_sets
from stageplanner.load.supply import split_components
from stageplanner.load.tolerances import FULL, ROUNDING

#: The kinds of change, the lightest first.
_WEIGHTS = {kind: weight for weight, kind in enumerate(ChangeKind, start=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One way of a stage period, and the component with only this stage period placed so.

    ``peak`` is a fraction of capacity, ``None`` if no places are known; ``shortage`` is in
    student-days. ``hurt`` are the other institutions with students among those for whom a day
    above 100% gets fuller than it is now. ``kinds`` are the differences from the wish.
    """

    placements: tuple[Placement, ...]
    kinds: frozenset[ChangeKind]
    peak: float | None
    shortage: float
    hurt: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """The current way of a stage period, and all others that are admissible, the best first."""

    period: str
    target: float
    now: Alternative
    others: tuple[Alternative, ...]


def find_alternatives(state: State, period_id: str) -> Alternatives:
    """List the other ways of a stage period, each measured with all else as the plan has it.

    Parameters
    ----------
    state : State
        The region with its current plan; without one all do their wish.
    period_id : str
        The stage period.

    Returns
    -------
    Alternatives
        Every way that breaks no rule: the least tekort first, then the lowest peak down to the
        target, then the fewest other institutions that are hurt, then the lightest change, then
        the nearest to the wish. A fixed stage period has none but its wish.
    """
    period = next(p for p in state.periods if p.id == period_id)
    terms = all_terms(state)[period_id]
    plan = state.plan or WISH_PLAN
    now = placements_of(plan, period)
    placed = [p for p in _placements(state, period, terms) if set(p) != set(now)]
    placed = [p for p, is_kept in zip(placed, _kept(state, period, placed), strict=True) if is_kept]
    effects = _Effects(state, period).measure([now, *placed])
    listed = [
        Alternative(
            placements=placements,
            kinds=change_kinds(period, placements),
            peak=peak,
            shortage=shortage,
            hurt=hurt,
        )
        for placements, (peak, shortage, hurt) in zip([now, *placed], effects, strict=True)
    ]
    target = state.policy.target
    others = sorted(listed[1:], key=lambda one: _rank(one, period, target))
    return Alternatives(period=period_id, target=target, now=listed[0], others=tuple(others))


def _rank(one: Alternative, period: StagePeriod, target: float) -> tuple[float, ...]:
    peak = 0.0 if one.peak is None else one.peak
    return (
        round(one.shortage, 6),
        round(max(peak, target), 9),
        len(one.hurt),
        max((_WEIGHTS[kind] for kind in one.kinds), default=0),
        sum(abs((p.option.start - period.start).days) for p in one.placements),
        round(peak, 9),
    )


# --- the ways that are admissible -----------------------------------------------------------


def _placements(state: State, period: StagePeriod, terms: Terms) -> Iterator[tuple[Placement, ...]]:
    """Yield what the option set allows: every option, and the splits."""
    calendar = calendar_of(state)
    options = build_options(period, terms, calendar)
    ways: list[Way] = [*options, *build_splits(period, terms, calendar)]
    if terms.splittable and period.students > 1 and not period.fixed:
        smaller = period.students // 2
        stay = Placement(option=wish_option(period), students=period.students - smaller)
        ways += [
            Split(parts=(stay, Placement(option=option, students=smaller)))
            for option in options[1:]
        ]
    for way in dict.fromkeys(ways):
        yield parts_of(way, period.students)


def _kept(state: State, period: StagePeriod, placed: list[tuple[Placement, ...]]) -> list[bool]:
    """Return for each way whether it breaks no rule with the other groups of the institution.

    What is broken already, whatever this stage period does, is no reason to leave a way out.
    """
    school = replace(
        state, periods=tuple(p for p in state.periods if p.institution == period.institution)
    )
    cases = cases_of(state, state.plan or WISH_PLAN)
    cases = [case for case in cases if case.period.institution == period.institution]
    group = [c for c in cases if c.period.key == period.key]
    rules = state.policy.rules_of(period.institution)
    is_limited = rules.most_away is not None or rules.most_contact_moments is not None

    def broken(placements: tuple[Placement, ...] | None) -> dict[object, tuple[float, float]]:
        """Return what is broken, with on how many days or weeks and how far."""

        def moved(members: list[Case]) -> list[Case]:
            if placements is None:
                return members
            return [
                replace(c, placements=placements) if c.period.id == period.id else c
                for c in members
            ]

        pairs = moved(group)
        found: dict[object, tuple[float, float]] = {
            (rule.__name__, first.period.id, second.period.id): (1, 0)
            for rule in (group_order, group_gap)
            for first, second in rule(pairs)
        }
        for limit in (students_away_at_most, contact_moments_at_most) if is_limited else ():
            for problem in limit(school, moved(cases)):
                values = problem.values
                found[problem.code] = (float(values["times"]), float(values["students"]))  # type: ignore[arg-type]
        return found

    before, nothing = broken(None), (0.0, 0.0)
    return [
        all(
            most <= old
            for what, worst in broken(placements).items()
            for most, old in zip(worst, before.get(what, nothing), strict=True)
        )
        for placements in placed
    ]


# --- what they do ----------------------------------------------------------------------------


class _Effects:
    """The component of a stage period on the days of the region, without that stage period."""

    def __init__(self, state: State, period: StagePeriod) -> None:
        self.period, self.calendar = period, calendar_of(state)
        self.weight = weight_of(period, state.policy)
        grid = build_grid(state)
        supply = supply_of(state, grid)
        column = supply.programmes.index(period.programme)
        component = next(c for c in split_components(supply) if column in c.programmes)
        columns, kinds = list(component.programmes), list(component.kinds)
        self.grid, self.column = grid, columns.index(column)
        self.places = supply.places[:, kinds]
        self.accredits = supply.accredits[np.ix_(kinds, columns)]
        names = [supply.programmes[i] for i in columns]
        self.institutions = tuple(n for n in institutions_of(state) if n != period.institution)
        self.load, self.is_present = _others(state, period, grid, names, self.institutions)

    def measure(
        self, placed: list[tuple[Placement, ...]]
    ) -> list[tuple[float | None, float, tuple[str, ...]]]:
        """Return peak, tekort and the institutions that are hurt; the first is the current way."""
        added = np.array([self._added(placements) for placements in placed])
        if not len(self.grid.days) or not self.accredits.size:
            return [(None, 0.0, ())] * len(placed)
        values, which = np.unique(added, return_inverse=True)
        which = which.reshape(added.shape)
        peaks, shortages, hurts = self._by_day(values, which)
        days = np.arange(added.shape[1])
        peak, shortage = peaks[which, days], shortages[which, days]
        is_worse = (peak > FULL) & (peak > peak[0] + ROUNDING)
        results: list[tuple[float | None, float, tuple[str, ...]]] = []
        for row in range(len(placed)):
            on = np.flatnonzero(is_worse[row])
            who = hurts[which[row, on], on].any(axis=0)
            hurt = tuple(
                name for name, is_hurt in zip(self.institutions, who, strict=True) if is_hurt
            )
            results.append((float(peak[row].max()), float(shortage[row].sum()), hurt))
        return results

    def _by_day(self, values: Floats, which: Ints) -> tuple[Floats, Floats, Bools]:
        """Measure every day with each number of students that any way puts there.

        Returns
        -------
        peaks, shortages : Floats
            Shape (numbers, days); a fraction of capacity, and weighted students.
        hurts : Bools
            Shape (numbers, days, institutions), who has students in the bottleneck.
        """
        shape = len(values), which.shape[1]
        is_used = np.zeros(shape, dtype=np.bool_)
        is_used[which, np.arange(shape[1])] = True
        number, day = np.nonzero(is_used)
        load = self.load[day]
        load[:, self.column] += values[number]
        worst = worst_sets(load, self.places[day], self.accredits)
        peaks, shortages = np.zeros(shape), np.zeros(shape)
        peaks[number, day], shortages[number, day] = worst.peak, worst.shortage
        hurts = np.zeros((*shape, len(self.institutions)), dtype=np.bool_)
        over = np.flatnonzero(worst.peak > FULL)
        present = self.is_present[day[over]] & worst.peak_set[over][:, None, :]
        hurts[number[over], day[over]] = present.any(axis=2)
        return peaks, shortages, hurts

    def _added(self, placements: tuple[Placement, ...]) -> Floats:
        """Return the weighted students of a way, shape (days,)."""
        added = np.zeros(len(self.grid.days))
        for placement in placements:
            option = placement.option
            days = option_days(option, self.period.institution, self.calendar, self.grid)
            added[days] += self.weight * placement.students * option.share
        return np.round(added, 9)


def _others(
    state: State,
    period: StagePeriod,
    grid: DayGrid,
    names: list[str],
    institutions: tuple[str, ...],
) -> tuple[Floats, Bools]:
    """Return the load of all but one stage period, and which other institutions are there.

    Returns
    -------
    load : Floats
        Shape (days, programmes), weighted students.
    is_present : Bools
        Shape (days, institutions, programmes).
    """
    plan, calendar = state.plan or WISH_PLAN, calendar_of(state)
    column = {name: i for i, name in enumerate(names)}
    line = {name: i for i, name in enumerate(institutions)}
    load = np.zeros((len(grid.days), len(names)))
    is_present = np.zeros((len(grid.days), len(institutions), len(names)), dtype=np.bool_)
    for other in state.periods:
        if other.id == period.id or other.programme not in column:
            continue
        weight, i = weight_of(other, state.policy), column[other.programme]
        for placement in placements_of(plan, other):
            days = option_days(placement.option, other.institution, calendar, grid)
            load[days, i] += weight * placement.students * placement.option.share
            if other.institution in line and placement.students:
                is_present[days, line[other.institution], i] = True
    for niveau, heads in base_heads(state, grid.days, tuple(names)).items():
        load += heads * state.policy.weight_of(niveau)
    return load, is_present
