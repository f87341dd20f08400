"""Students present per day and programme under a plan."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from stageplanner.domain.calendar import SCHOOL_DAYS, Calendar, days_between
from stageplanner.domain.option import Option
from stageplanner.domain.plan import WISH_PLAN, Plan, placements_of
from stageplanner.domain.policy import Policy
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, all_terms, calendar_of, programmes_of
from stageplanner.load.arrays import Floats, Ints
from stageplanner.load.base_load import base_days, base_heads


@dataclass(frozen=True, slots=True)
class DayGrid:
    """The day slots that are looked at: one index per date, in order."""

    days: tuple[date, ...]

    @property
    def index(self) -> dict[date, int]:
        """The position of every date."""
        return _index(self.days)


@lru_cache(maxsize=16)
def _index(days: tuple[date, ...]) -> dict[date, int]:
    return {day: i for i, day in enumerate(days)}


@dataclass(frozen=True, slots=True)
class Demand:
    """Students present: ``load[day, programme]`` weighted, ``heads[day, programme]`` as counted."""

    grid: DayGrid
    programmes: tuple[str, ...]
    load: Floats
    heads: Floats


def build_grid(state: State, plan: Plan | None = None) -> DayGrid:
    """The Mondays to Fridays on which any stage period could be present, in any option.

    Saturdays and Sundays are added where a rhythm or a plan uses them, and the days on which
    only others are present. A plan that is looked at without being the current one is
    looked at whole: a hand may have placed a group where no option lies.
    """
    terms = all_terms(state)
    if not terms:
        return DayGrid(())
    start = min(t.earliest_start for t in terms.values())
    end = max(t.latest_end for t in terms.values())
    used = set(SCHOOL_DAYS)
    for day in base_days(state):
        start, end = min(start, day), max(end, day)
        used.add(day.weekday())
    for early, late in (t.halves for t in terms.values() if t.halves is not None):
        start, end = min(start, early.start), max(end, late.end)
    for period in state.periods:
        used.update(period.weekdays or ())
    for one in (state.plan, plan):
        for placed in () if one is None else one.placements.values():
            for placement in placed:
                used.update(placement.option.weekdays or ())
                start = min(start, placement.option.start)
                end = max(end, placement.option.end)
    return DayGrid(tuple(day for day in days_between(start, end) if day.weekday() in used))


def option_days(option: Option, institution: str, calendar: Calendar, grid: DayGrid) -> Ints:
    """The grid positions of the days on which an option is present (``present_days``)."""
    days = grid.days
    weekdays = SCHOOL_DAYS if option.weekdays is None else option.weekdays
    off = calendar.days_off.get(institution, frozenset())
    there = _school_days(days, weekdays, off)
    ends = bisect_left(days, option.start), bisect_right(days, option.end)
    first, last = there.searchsorted(ends)
    return there[first:last]


# Asked for thousands of times, of the few rhythms and holidays that a region has.
@lru_cache(maxsize=2**10)
def _school_days(days: tuple[date, ...], weekdays: tuple[int, ...], off: frozenset[date]) -> Ints:
    """The grid positions of the days on these weekdays that are no holiday."""
    found = [i for i, day in enumerate(days) if day.weekday() in weekdays and day not in off]
    positions = np.array(found, dtype=np.intp)
    positions.flags.writeable = False
    return positions


def weight_of(period: StagePeriod, policy: Policy) -> float:
    """How heavily one student of this period counts."""
    return policy.weight_of(period.niveau)


def build_demand(state: State, plan: Plan | None = None, grid: DayGrid | None = None) -> Demand:
    """Count the students present per day and programme.

    Parameters
    ----------
    plan
        The plan to count; without it, the wishes.
    grid
        The days to count on; without it, every day that any option could use.

    Returns
    -------
    Demand
        Arrays of shape (days, programmes), in students a day.
    """
    plan = WISH_PLAN if plan is None else plan
    grid = build_grid(state, plan) if grid is None else grid
    calendar = calendar_of(state)
    programmes = programmes_of(state)
    column = {programme: i for i, programme in enumerate(programmes)}
    heads = np.zeros((len(grid.days), len(programmes)))
    load = np.zeros_like(heads)
    for period in state.periods:
        weight = weight_of(period, state.policy)
        for placement in placements_of(plan, period):
            rows = option_days(placement.option, period.institution, calendar, grid)
            students = placement.students * placement.option.share
            heads[rows, column[period.programme]] += students
            load[rows, column[period.programme]] += students * weight
    for niveau, others in base_heads(state, grid.days, programmes).items():
        heads += others
        load += others * state.policy.weight_of(niveau)
    return Demand(grid, programmes, load, heads)
