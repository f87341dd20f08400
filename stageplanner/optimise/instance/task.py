"""One stage period as arrays: its options, and on which days they count."""

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

    Attributes
    ----------
    period : StagePeriod
        The stage period.
    programme : int
        Its column in the component; -1 until it is in one.
    weight : float
        The load of the whole group, in weighted students.
    options : tuple of Way
        The ways to do it, for all students or split; option 0 is the wish.
    presence : Floats
        1 if the group counts, less if its weekdays are open or part of it is elsewhere.
        Shape (options, days).
    is_change : Bools
        Whether an option differs from the wish. Shape (options,).
    uses : Floats
        What an option takes of the limits of its institution. Shape (options, columns).
    off_scheme : Ints
        Starts and ends that are not on the borders of the institution's period scheme.
        Shape (options,).
    settled : tuple of Placement
        What was agreed, if there is nothing to choose any more: the only option, and no change.
    wished : Floats or None
        The presence of the wish of a settled stage period. Shape (days,).
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
        """Return what an option gives the students of the group.

        Parameters
        ----------
        option : int
            Its number.

        Returns
        -------
        tuple of Placement
            The parts of the group.
        """
        return parts_of(self.options[option], self.period.students)

    def only(self, options: Ints) -> Task:
        """Return the task with some of its options.

        Parameters
        ----------
        options : Ints
            Their numbers. Shape (kept options,).

        Returns
        -------
        Task
            The first of them takes the place of the wish.
        """
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
        """The parts of the group that options count on a day; without a split the largest parts."""
        is_split = any(isinstance(way, Split) for way in self.options)
        return np.unique(self.presence) if is_split else self.presence.max(axis=1)


class DaysOf:
    """The days on which an option is present, each worked out once."""

    def __init__(self, calendar: Calendar, grid: DayGrid) -> None:
        self.calendar, self.grid = calendar, grid
        self._known: dict[tuple[str, Option], Ints] = {}

    def __call__(self, option: Option, institution: str) -> Ints:
        """Return the positions of the days in the grid.

        Parameters
        ----------
        option : Option
            A placement.
        institution : str
            Whose holidays count.

        Returns
        -------
        Ints
            Shape (days present,).
        """
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
    """Build a stage period that does what was agreed: its parts together are its only option.

    Parameters
    ----------
    state : State
        The region.
    period : StagePeriod
        The stage period.
    placements : tuple of Placement
        What was agreed.
    days_of : DaysOf
        The days of options.

    Returns
    -------
    Task
        Not yet in a component.
    """
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
    """Build a stage period with its options.

    Parameters
    ----------
    state : State
        The region.
    period : StagePeriod
        The stage period.
    ways : tuple of Way
        Its options; the first is the wish.
    days_of : DaysOf
        The days of options.
    terms : Terms, optional
        Of the period, for its period scheme.

    Returns
    -------
    Task
        Not yet in a component.
    """
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
