"""The load while a bar is dragged, computed fast enough to follow the mouse.

While a bar is dragged its rhythm stays the same, so on every day the group is either there
with the same students or not there at all. Both peaks of every day are computed once, when
the drag begins; each place that is tried only chooses between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement
from stageplanner.domain.state import calendar_of
from stageplanner.load.demand import option_days, weight_of
from stageplanner.load.programme_sets import worst_sets
from ui.facts.screen_facts import Facts, Floats, Strip, strip_of


class DragPreview:
    """The load with one part of a stage period moved and all else unchanged.

    Parameters
    ----------
    placements
        What the stage period does now; the part that moves is one of them.
    part
        Which of them moves.
    """

    def __init__(
        self, facts: Facts, period_id: str, placements: tuple[Placement, ...], part: int = 0
    ) -> None:
        self._facts = facts
        column = next(i for i, p in enumerate(facts.state.periods) if p.id == period_id)
        self._period = facts.state.periods[column]
        self.component = facts.component_of[self._period.programme]
        self._calendar = calendar_of(facts.state)
        self._strip = strip_of(facts, self.component)
        wish = facts.wish.measures.components[self.component]
        self._has_capacity = wish.has_capacity
        if wish.has_capacity:
            self._without, self._with = self._peaks(column, wish.programmes, placements, part)

    def _peaks(
        self,
        column: int,
        programmes: tuple[str, ...],
        placements: tuple[Placement, ...],
        part: int,
    ) -> tuple[Floats, Floats]:
        """Return the peak of every day without the part, and with it."""
        facts, period = self._facts, self._period
        inside = [i for i, name in enumerate(facts.programmes) if name in programmes]
        programme = [facts.programmes[i] for i in inside].index(period.programme)
        weight = weight_of(period, facts.state.policy)
        load = facts.now.load[:, inside].copy()
        load[:, programme] -= facts.now.present[:, column] * weight
        for i, placement in enumerate(placements):
            if i != part:
                rows = self._days(placement.option)
                load[rows, programme] += placement.students * placement.option.share * weight
        load[:, programme] = np.maximum(load[:, programme], 0.0)
        kinds = np.flatnonzero(facts.supply.accredits[:, inside].any(axis=1))
        places = facts.supply.places[:, kinds]
        accredits = facts.supply.accredits[np.ix_(kinds, inside)]
        added = load.copy()
        moved = placements[part]
        added[:, programme] += moved.students * moved.option.share * weight
        both = worst_sets(
            np.concatenate([load, added]), np.concatenate([places, places]), accredits
        ).peak
        return both[: len(load)], both[len(load) :]

    def _days(self, option: Option) -> np.ndarray:
        return option_days(option, self._period.institution, self._calendar, self._facts.grid)

    def at(self, option: Option) -> tuple[Strip, float]:
        """Return the strip and the peak of the component with the part placed elsewhere.

        The option has the rhythm that the part had when the trial began.
        """
        if not self._has_capacity:
            return self._strip, 0.0
        peaks = self._without.copy()
        days = self._days(option)
        peaks[days] = self._with[days]
        strip = replace(self._strip, now=tuple(self._facts.by_week(peaks).tolist()))
        return strip, float(peaks.max(initial=0.0))


def moved_strip(
    facts: Facts, component: int, moved: Mapping[str, tuple[Placement, ...]]
) -> tuple[Strip, float]:
    """Return the strip and the peak of a component with stage periods placed elsewhere.

    Parameters
    ----------
    moved
        What the stage periods do then, by id; those of other components do not count.
    """
    strip, wish = strip_of(facts, component), facts.wish.measures.components[component]
    if not wish.has_capacity:
        return strip, 0.0
    column = {name: i for i, name in enumerate(wish.programmes)}
    inside = [facts.programmes.index(name) for name in wish.programmes]
    load, calendar = facts.now.load[:, inside].copy(), calendar_of(facts.state)
    for i, period in enumerate(facts.state.periods):
        if period.id not in moved or period.programme not in column:
            continue
        weight, programme = weight_of(period, facts.state.policy), column[period.programme]
        load[:, programme] -= facts.now.present[:, i] * weight
        for placement in moved[period.id]:
            rows = option_days(placement.option, period.institution, calendar, facts.grid)
            load[rows, programme] += placement.students * placement.option.share * weight
    kinds = np.flatnonzero(facts.supply.accredits[:, inside].any(axis=1))
    peaks = worst_sets(
        np.maximum(load, 0.0),
        facts.supply.places[:, kinds],
        facts.supply.accredits[np.ix_(kinds, inside)],
    ).peak
    strip = replace(strip, now=tuple(facts.by_week(peaks).tolist()))
    return strip, float(peaks.max(initial=0.0))
