"""The effect of a good example on a stage period: peak and tekort before and after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stageplanner.domain.plan import WISH_PLAN, Placement, parts_of, placements_of
from stageplanner.domain.planning.good_examples import (
    Example,
    examples,
    is_followed,
    ways_of,
    with_splits_proposed,
)
from stageplanner.domain.settled import agreed_placements
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, calendar_of
from stageplanner.load.arrays import Floats
from stageplanner.load.demand import build_demand, build_grid, option_days, weight_of
from stageplanner.load.programme_sets import worst_sets
from stageplanner.load.supply import build_supply, split_components
from stageplanner.load.tolerances import ROUNDING
from stageplanner.problems import Place, Problem, StagePlannerError


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A good example tried on a stage period: the placements with the lowest peak, and the effect.

    Peaks (fractions of capacity) and tekort (student-days) are those of the component of the
    period: before under the current plan, after with only this period moved.
    """

    example: str
    period: str
    placements: tuple[Placement, ...]
    peak_before: float
    peak_after: float
    shortage_before: float
    shortage_after: float


def example_of(key: str) -> Example:
    """Return the good example with a key.

    Parameters
    ----------
    key : str
        The key in the list of examples.

    Returns
    -------
    Example
        The good example.

    Raises
    ------
    StagePlannerError
        If there is none; the problem lists the keys that exist.
    """
    example = next((example for example in examples() if example.key == key), None)
    if example is None:
        values = {"key": key, "known": [example.key for example in examples()]}
        raise StagePlannerError(Problem(code="catalogue_unknown", values=values))
    return example


def try_example(state: State, period: StagePeriod, example: Example) -> Tried:
    """Measure the best way in which a stage period could follow a good example.

    Of all ways the one with the lowest peak is taken, among equals the one with the least
    tekort, then the one nearest to the wish.

    Parameters
    ----------
    state : State
        The region with its current plan; it does not change.
    period : StagePeriod
        The stage period to move.
    example : Example
        The good example to follow.

    Returns
    -------
    Tried
        The placements and their effect.

    Raises
    ------
    StagePlannerError
        If the period is settled, follows the example already, or no way is allowed.
    """
    place = Place(period=period.id)
    if period.fixed or period.id in agreed_placements(state):
        raise StagePlannerError(Problem(code="catalogue_settled", place=place))
    current = placements_of(state.plan or WISH_PLAN, period)
    if is_followed(state, period, example, current):
        raise StagePlannerError(Problem(code="catalogue_already", place=place))
    ways = ways_of(state, period, example)
    if not ways:
        raise StagePlannerError(Problem(code="catalogue_not_allowed", place=place))
    trial = _Trial(with_splits_proposed(state, period, example), period)
    peak_before, shortage_before = trial.current
    results = []
    for way in ways:
        placements = parts_of(way, period.students)
        peak, shortage = trial.measure(placements)
        results.append(
            (round(peak, 9), round(shortage, 6), _days_from_wish(period, placements), placements)
        )
    peak, shortage, _, placements = min(results, key=lambda result: result[:3])
    return Tried(
        example=example.key,
        period=period.id,
        placements=placements,
        peak_before=peak_before,
        peak_after=peak,
        shortage_before=shortage_before,
        shortage_after=shortage,
    )


def _days_from_wish(period: StagePeriod, placements: tuple[Placement, ...]) -> int:
    """Add up the days between the starts of the placements and that of the wish."""
    return sum(abs((p.option.start - period.start).days) for p in placements)


class _Trial:
    """The component of a stage period, with the other groups as the plan places them."""

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
        self.current = self._worst(load)
        self.without = self._with(load, placements_of(plan, period), -1.0)

    def measure(self, placements: tuple[Placement, ...]) -> tuple[float, float]:
        """Return the peak and the tekort with these placements of the stage period."""
        return self._worst(self._with(self.without, placements, 1.0))

    def _with(self, load: Floats, placements: tuple[Placement, ...], sign: float) -> Floats:
        load = load.copy()
        for placement in placements:
            option = placement.option
            days = option_days(option, self.period.institution, self.calendar, self.grid)
            load[days, self.column] += sign * self.weight * placement.students * option.share
        # Subtracting fractions of students leaves rounding errors, which are no students.
        return np.where(np.abs(load) < ROUNDING, 0.0, load)

    def _worst(self, load: Floats) -> tuple[float, float]:
        worst = worst_sets(load, self.places, self.accredits)
        return float(worst.peak.max(initial=0.0)), float(worst.shortage.sum())
