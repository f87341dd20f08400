"""What a good example would do for a stage period: peak and tekort before and after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stageplanner.domain.plan import WISH_PLAN, Placement, parts_of, placements_of
from stageplanner.domain.planning.good_examples import (
    Example,
    asking,
    examples,
    is_followed,
    ways_of,
)
from stageplanner.domain.settled import agreed_placements
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, calendar_of
from stageplanner.load.arrays import Floats
from stageplanner.load.demand import build_demand, build_grid, option_days, weight_of
from stageplanner.load.programme_sets import worst_sets
from stageplanner.load.supply import build_supply, split_components
from stageplanner.problems import Place, Problem, StagePlannerError

#: Less than this many students on a day is nobody.
TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An example tried on a stage period: the way that keeps the peak lowest, and what it does.

    Peaks (fractions) and tekort (student-days) are those of the component of the period, under
    the current plan before and with only this period placed otherwise after.
    """

    example: str
    period: str
    placements: tuple[Placement, ...]
    peak_before: float
    peak_after: float
    shortage_before: float
    shortage_after: float


def example_of(key: str) -> Example:
    """The example of a key.

    Raises
    ------
    StagePlannerError
        There is none of that name; says which there are.
    """
    found = next((one for one in examples() if one.key == key), None)
    if found is None:
        values = {"key": key, "known": [one.key for one in examples()]}
        raise StagePlannerError(Problem(code="catalogue_unknown", values=values))
    return found


def try_example(state: State, period: StagePeriod, example: Example) -> Tried:
    """Try an example on a stage period; nothing changes.

    Of all ways to follow it the one with the lowest peak is taken, among equals the one with
    the least tekort, then the one nearest to the wish.

    Raises
    ------
    StagePlannerError
        The period cannot follow the example: it is settled, does so already, or nothing of it
        is allowed.
    """
    place = Place(period=period.id)
    if period.fixed or period.id in agreed_placements(state):
        raise StagePlannerError(Problem(code="catalogue_settled", place=place))
    values = {"key": example.key}
    own = placements_of(state.plan or WISH_PLAN, period)
    if is_followed(state, period, example, own):
        raise StagePlannerError(Problem(code="catalogue_already", place=place, values=values))
    ways = ways_of(state, period, example)
    if not ways:
        raise StagePlannerError(Problem(code="catalogue_not_allowed", place=place, values=values))
    trial = _Trial(asking(state, period, example), period)
    before = trial.now
    tried = []
    for way in ways:
        placements = parts_of(way, period.students)
        peak, shortage = trial.measured(placements)
        tried.append((round(peak, 9), round(shortage, 6), _far(period, placements), placements))
    peak, shortage, _, placements = min(tried, key=lambda one: one[:3])
    return Tried(
        example=example.key,
        period=period.id,
        placements=placements,
        peak_before=before[0],
        peak_after=peak,
        shortage_before=before[1],
        shortage_after=shortage,
    )


def _far(period: StagePeriod, placements: tuple[Placement, ...]) -> int:
    """How many days the placements begin from the wish."""
    return sum(abs((p.option.start - period.start).days) for p in placements)


class _Trial:
    """The component of a stage period, with everybody else where the plan has them."""

    def __init__(self, state: State, period: StagePeriod) -> None:
        self.period, self.calendar = period, calendar_of(state)
        plan = state.plan or WISH_PLAN
        self.grid = build_grid(state)
        self.weight = weight_of(period, state.policy)
        demand = build_demand(state, plan, self.grid)
        supply = build_supply(state.leerbedrijven, demand.programmes, self.grid)
        number = demand.programmes.index(period.programme)
        component = next(c for c in split_components(supply) if number in c.programmes)
        columns, kinds = list(component.programmes), list(component.kinds)
        self.column = columns.index(number)
        self.places = supply.places[:, kinds]
        self.accredits = supply.accredits[np.ix_(kinds, columns)]
        load = demand.load[:, columns]
        self.now = self._worst(load)
        self.without = self._with(load, placements_of(plan, period), -1.0)

    def measured(self, placements: tuple[Placement, ...]) -> tuple[float, float]:
        """Peak and tekort with the stage period placed so."""
        return self._worst(self._with(self.without, placements, 1.0))

    def _with(self, load: Floats, placements: tuple[Placement, ...], sign: float) -> Floats:
        load = load.copy()
        for placement in placements:
            option = placement.option
            days = option_days(option, self.period.institution, self.calendar, self.grid)
            load[days, self.column] += sign * self.weight * placement.students * option.share
        # What is left of a subtraction of fifths is nobody.
        return np.where(np.abs(load) < TINY, 0.0, load)

    def _worst(self, load: Floats) -> tuple[float, float]:
        worst = worst_sets(load, self.places, self.accredits)
        return float(worst.peak.max(initial=0.0)), float(worst.shortage.sum())
