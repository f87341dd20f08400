"""One stage period as arrays: what it may do, and on which days it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from stageplanner.domain.calendar import Calendar
from stageplanner.domain.option import Option, wish_option
from stageplanner.domain.plan import Placement, Split, Way, change_kinds, parts_of, way_of
from stageplanner.domain.policy import Terms
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.demand import DayGrid, option_days, weight_of
from stageplanner.load.period_scheme import ends_off_scheme
from stageplanner.optimise.instance.gaps_and_limits import build_uses


@dataclass(frozen=True, eq=False)
class Task:
    """A stage period to place.

    An option is one way to do it, for all students or split. ``presence`` (options, days) is
    1 where the group counts, less where the weekdays are open or part of it is elsewhere;
    ``weight`` is the load of the whole group. ``is_change`` tells per option whether it
    differs from the wish (option 0); ``uses`` (options, columns) is what it takes of the
    limits of its institution; ``off_scheme`` counts its begins and ends off the borders of the
    institution's period scheme. ``settled`` is what was agreed, where there is nothing to choose
    any more: then it is the only option, it is no change that is asked, and ``wished`` (days)
    is the presence of the wish.
    """

    period: StagePeriod
    programme: int
    weight: float
    options: tuple[Way, ...]
    presence: Floats
    is_change: Bools
    uses: Floats
    off_scheme: Ints
    settled: tuple[Placement, ...] = ()
    wished: Floats | None = None

    def placements(self, option: int) -> tuple[Placement, ...]:
        """What an option gives the students of the group."""
        return parts_of(self.options[option], self.period.students)

    def only(self, options: Ints) -> Task:
        """The task with some of its options, by their numbers."""
        return replace(
            self,
            options=tuple(self.options[k] for k in options),
            presence=self.presence[options],
            is_change=self.is_change[options],
            uses=self.uses[options],
            off_scheme=self.off_scheme[options],
        )

    @property
    def parts(self) -> Floats:
        """The parts of the group that options count on a day, at least the largest of each."""
        is_split = any(isinstance(way, Split) for way in self.options)
        return np.unique(self.presence) if is_split else self.presence.max(axis=1)


class DaysOf:
    """The days on which an option is present, each worked out once."""

    def __init__(self, calendar: Calendar, grid: DayGrid) -> None:
        self.calendar, self.grid = calendar, grid
        self._known: dict[tuple[str, Option], Ints] = {}

    def __call__(self, option: Option, institution: str) -> Ints:
        """The grid positions of the days."""
        days = self._known.get((institution, option))
        if days is None:
            days = option_days(option, institution, self.calendar, self.grid)
            self._known[institution, option] = days
        return days


def settled_task(
    state: State,
    period: StagePeriod,
    placements: tuple[Placement, ...],
    days_of: DaysOf,
) -> Task:
    """A stage period that does what was agreed: its parts together are its only option."""
    wish = build_task(state, period, (wish_option(period),), days_of)
    task = build_task(state, period, (way_of(placements),), days_of)
    return replace(
        task,
        is_change=np.zeros(1, dtype=np.bool_),
        settled=placements,
        wished=wish.presence[0],
    )


def build_task(
    state: State,
    period: StagePeriod,
    ways: tuple[Way, ...],
    days_of: DaysOf,
    terms: Terms | None = None,
) -> Task:
    """A stage period with the ways that it may go, not yet in a component."""
    presence = np.zeros((len(ways), len(days_of.grid.days)))
    for row, way in enumerate(ways):
        if isinstance(way, Split):
            for part in way.parts:
                share = part.option.share * part.students / max(1, period.students)
                presence[row, days_of(part.option, period.institution)] += share
        else:
            presence[row, days_of(way, period.institution)] = way.share
    changes = [bool(change_kinds(period, parts_of(way, period.students))) for way in ways]
    return Task(
        period=period,
        programme=-1,
        weight=period.students * weight_of(period, state.policy),
        options=ways,
        presence=presence,
        is_change=np.array(changes),
        uses=build_uses(
            state.policy.rules_of(period.institution),
            period,
            ways,
            presence,
            (days_of.grid, days_of.calendar),
        ),
        off_scheme=np.array(
            [
                ends_off_scheme(period, parts_of(way, period.students), terms) if terms else 0
                for way in ways
            ],
            dtype=np.intp,
        ),
    )
