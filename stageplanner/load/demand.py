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
    """The days that are measured, in order; a day's position is its row in every array."""

    days: tuple[date, ...]

    @property
    def index(self) -> dict[date, int]:
        """Position of every date."""
        return _index(self.days)


@lru_cache(maxsize=16)
def _index(days: tuple[date, ...]) -> dict[date, int]:
    return {day: i for i, day in enumerate(days)}


@dataclass(frozen=True, slots=True)
class Demand:
    """Students present per day and programme.

    ``load`` (days, programmes) is weighted by niveau, ``heads`` (days, programmes) is not; both
    are in students. ``programmes`` are the codes of the columns.
    """

    grid: DayGrid
    programmes: tuple[str, ...]
    load: Floats
    heads: Floats


def build_grid(state: State, plan: Plan | None = None) -> DayGrid:
    """Return the Mondays to Fridays on which any stage period could be present, in any option.

    Weekend days are added if a rhythm or a plan uses them, and so are the days of the base load.
    The placements of the current plan and of ``plan`` count too: a group placed by hand may lie
    where no option is.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan, optional
        A plan to measure that is not the current one.

    Returns
    -------
    DayGrid
        Empty if there are no stage periods.
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
    for some_plan in (state.plan, plan):
        for placements in () if some_plan is None else some_plan.placements.values():
            for placement in placements:
                used.update(placement.option.weekdays or ())
                start = min(start, placement.option.start)
                end = max(end, placement.option.end)
    return DayGrid(tuple(day for day in days_between(start, end) if day.weekday() in used))


def option_days(option: Option, institution: str, calendar: Calendar, grid: DayGrid) -> Ints:
    """Return the days of a grid on which an option is present (as ``present_days`` does).

    Parameters
    ----------
    option : Option
        When the group is on placement.
    institution : str
        Whose days off count.
    calendar : Calendar
        The days off per institution.
    grid : DayGrid
        The days to look among.

    Returns
    -------
    Ints
        Shape (days present,), positions in the grid, ascending. Do not write to it.
    """
    days = grid.days
    weekdays = SCHOOL_DAYS if option.weekdays is None else option.weekdays
    off = calendar.days_off.get(institution, frozenset())
    positions = _school_days(days, weekdays, off)
    ends = bisect_left(days, option.start), bisect_right(days, option.end)
    first, last = positions.searchsorted(ends)
    return positions[first:last]


# Called thousands of times for the few rhythms and holidays of a region.
@lru_cache(maxsize=2**10)
def _school_days(days: tuple[date, ...], weekdays: tuple[int, ...], off: frozenset[date]) -> Ints:
    """Return the grid positions of the days on these weekdays that are no holiday."""
    rows = [i for i, day in enumerate(days) if day.weekday() in weekdays and day not in off]
    positions = np.array(rows, dtype=np.intp)
    positions.flags.writeable = False
    return positions


def weight_of(period: StagePeriod, policy: Policy) -> float:
    """Return how much one student of a stage period counts.

    Parameters
    ----------
    period : StagePeriod
        The stage period with its niveau.
    policy : Policy
        The weights per niveau.

    Returns
    -------
    float
        A factor, usually 1.
    """
    return policy.weight_of(period.niveau)


def build_demand(state: State, plan: Plan | None = None, grid: DayGrid | None = None) -> Demand:
    """Count the students present per day and programme.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan, optional
        The plan to count; without it, the wishes.
    grid : DayGrid, optional
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
    for niveau, base in base_heads(state, grid.days, programmes).items():
        heads += base
        load += base * state.policy.weight_of(niveau)
    return Demand(grid, programmes, load, heads)
