"""One component as arrays: its stage periods, their options, the days and the free places.

The view of the plan data that the optimiser works with: built once per solve
(:mod:`stageplanner.optimise.instance.build_instances`), shared by the relaxation, the model, the
searches and the goals, and never seen outside ``optimise``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from stageplanner.domain.plan import Plan, Way, change_kinds, placements_of, way_of
from stageplanner.load.arrays import Bools, Floats
from stageplanner.load.demand import DayGrid
from stageplanner.load.programme_sets import Worst, worst_sets
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.instance.gaps_and_limits import (
    Gap,
    Limit,
    limit_usage,
    options_within_limit,
)
from stageplanner.optimise.instance.task import Task

#: A plan inside ``optimise``: the number of the option that each stage period takes.
Choice = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Instance:
    """A component of the region, ready to be solved.

    Attributes
    ----------
    grid : DayGrid
        The days.
    programmes : tuple of str
        The programmes.
    tasks : tuple of Task
        The stage periods.
    places : Floats
        Free places, in students. Shape (days, kinds). Without capacity they stand for the wishes'
        own peak, so that utilisation 1 is the wishes.
    accredits : Bools
        Which programmes a kind of leerbedrijf may take. Shape (kinds, programmes).
    orders : tuple of (int, int)
        Tasks of one group of which the first must end before the second begins.
    has_capacity : bool
        Whether any leerbedrijf is accredited.
    has_homeless : bool
        Whether some group is present, whatever its option, on days when no leerbedrijf is open for
        it. Those days count as shortage, not in the peak that is minimised.
    gaps, limits : tuple of Gap, tuple of Limit
        Rules that bind several tasks.
    served_first : tuple of int
        Niveaus whose shortage counts before that of the others.
    others : mapping of int or None to Floats
        Per niveau the weighted load of students who are present whatever is chosen here
        (:mod:`stageplanner.load.base_load`). Shape (days, programmes).
    """

    grid: DayGrid
    programmes: tuple[str, ...]
    tasks: tuple[Task, ...]
    places: Floats
    accredits: Bools
    orders: tuple[tuple[int, int], ...]
    has_capacity: bool = True
    has_homeless: bool = False
    gaps: tuple[Gap, ...] = ()
    limits: tuple[Limit, ...] = ()
    served_first: tuple[int, ...] = ()
    others: Mapping[int | None, Floats] = field(default_factory=dict)

    @cached_property
    def wish(self) -> Choice:
        """The choice of every wish, and of what is settled. Shape (tasks,)."""
        return np.zeros(len(self.tasks), dtype=np.intp)

    @cached_property
    def free(self) -> tuple[int, ...]:
        """The tasks that have something to choose."""
        return tuple(i for i, task in enumerate(self.tasks) if len(task.options) > 1)

    @cached_property
    def base(self) -> Floats:
        """Weighted students of others and of tasks without a choice. Shape (days, programmes)."""
        base = self.others_of(self.others)
        for task in self.tasks:
            if len(task.options) == 1:
                base[:, task.programme] += task.weight * task.presence[0]
        return base

    @cached_property
    def most_demand(self) -> Floats:
        """The most students of every programme that can be present on a day.

        Weighted. Shape (days, programmes).
        """
        most = self.base.copy()
        for i in self.free:
            task = self.tasks[i]
            most[:, task.programme] += task.weight * task.presence.max(axis=0)
        return most

    @cached_property
    def unit(self) -> int:
        """The number by which all loads become whole: 1 if everybody counts once.

        Open weekdays count fifths, load weights tenths or hundredths.
        """
        loads = np.concatenate(
            [
                *(np.unique(task.weight * task.parts) for task in self.tasks),
                *(np.unique(load) for load in self.others.values()),
            ]
        )
        for unit in (1, 5, 10, 20, 100, 1000):
            if np.allclose(loads * unit, np.rint(loads * unit), atol=TOLERANCE, rtol=0):
                return unit
        return 1000

    def others_of(self, niveaus: Collection[int | None]) -> Floats:
        """Return the load of others of some niveaus together.

        Parameters
        ----------
        niveaus : collection of int or None
            The niveaus.

        Returns
        -------
        Floats
            Shape (days, programmes).
        """
        empty = np.zeros((len(self.grid.days), len(self.programmes)))
        return sum((self.others[n] for n in niveaus if n in self.others), empty)

    def worst(self, choice: Choice) -> Worst:
        """Return peak utilisation, bottleneck and shortage of every day under a choice.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).

        Returns
        -------
        Worst
            Per day.
        """
        return worst_sets(self.demand(choice), self.places, self.accredits)

    def peak(self, choice: Choice) -> float:
        """Return the peak utilisation of a choice.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).

        Returns
        -------
        float
            As a fraction of the places.
        """
        return float(self.worst(choice).peak.max(initial=0.0))

    def keeps_order(self, choice: Choice) -> bool:
        """Return whether every group does its stage periods one after the other.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).

        Returns
        -------
        bool
            Whether all orders hold.
        """
        return all(
            self.tasks[a].options[choice[a]].end < self.tasks[b].options[choice[b]].start
            for a, b in self.orders
        )

    def is_feasible(self, choice: Choice) -> bool:
        """Return whether a choice keeps all rules that bind several stage periods, but the places.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).

        Returns
        -------
        bool
            Whether orders, gaps and limits hold.
        """
        options = [task.options[o] for task, o in zip(self.tasks, choice, strict=True)]
        return (
            self.keeps_order(choice)
            and all(gap.keeps(options[gap.first], options[gap.second]) for gap in self.gaps)
            and all(
                bool((limit_usage(self.tasks, limit, choice) <= limit.room + TOLERANCE).all())
                for limit in self.limits
            )
        )

    def feasible_options(self, i: int, choice: Choice) -> Bools:
        """Return which options of a task keep gaps and limits while the others stay as they are.

        Of a limit that is exceeded now, options that exceed it no more are kept.

        Parameters
        ----------
        i : int
            The task.
        choice : Choice
            The options of all tasks now. Shape (tasks,).

        Returns
        -------
        Bools
            Shape (options,).
        """
        task = self.tasks[i]
        allowed: Bools = np.ones(len(task.options), dtype=np.bool_)
        for gap in self.gaps:
            if i in (gap.first, gap.second):
                a, b = (self.tasks[k].options[choice[k]] for k in (gap.first, gap.second))
                allowed &= [
                    gap.keeps(way, b) if i == gap.first else gap.keeps(a, way)
                    for way in task.options
                ]
        for limit in self.limits:
            if i in limit.tasks:
                now = limit_usage(self.tasks, limit, choice)
                uses = task.uses[:, limit.columns]
                allowed &= options_within_limit(uses, now - uses[choice[i]], now, limit.room)
        return allowed

    @property
    def is_coupled(self) -> bool:
        """Whether gaps or limits bind stage periods."""
        return bool(self.gaps or self.limits)

    @property
    def has_shared_limits(self) -> bool:
        """Whether limits are shared with other components.

        Then only bounds of the :attr:`loosened` instance hold for the region.
        """
        return any(limit.is_shared for limit in self.limits)

    @cached_property
    def loosened(self) -> Instance:
        """The instance with all the room that any plan of the region could leave it."""
        limits = tuple(replace(limit, room=limit.loosest) for limit in self.limits)
        return replace(self, limits=limits)

    def without_broken_gaps(self, choice: Choice) -> Instance:
        """Return the instance without the gaps that a choice breaks and no option can repair.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).

        Returns
        -------
        Instance
            With fewer gaps.
        """
        options = [task.options[o] for task, o in zip(self.tasks, choice, strict=True)]
        gaps = tuple(
            gap
            for gap in self.gaps
            if gap.keeps(options[gap.first], options[gap.second])
            or len(self.tasks[gap.first].options) + len(self.tasks[gap.second].options) > 2
        )
        return replace(self, gaps=gaps)

    def demand(self, choice: Choice) -> Floats:
        """Return the weighted students per day and programme under a choice.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).

        Returns
        -------
        Floats
            Shape (days, programmes).
        """
        demand = self.others_of(self.others)
        for task, option in zip(self.tasks, choice, strict=True):
            demand[:, task.programme] += task.weight * task.presence[option]
        return demand

    @cached_property
    def settled_changes(self) -> int:
        """The number of stage periods that differ from their wish because it was agreed."""
        settled = [task for task in self.tasks if task.settled]
        return sum(bool(change_kinds(task.period, task.settled)) for task in settled)

    @cached_property
    def start_peak(self) -> float:
        """The peak utilisation before anything is asked."""
        return self.peak(self.wish)

    @cached_property
    def wish_peak(self) -> float:
        """The peak utilisation of all wishes, also of those replaced by agreements."""
        if all(task.wished is None for task in self.tasks):
            return self.start_peak
        demand = self.demand(self.wish)
        for task in self.tasks:
            if task.wished is not None:
                demand[:, task.programme] += task.weight * (task.wished - task.presence[0])
        return float(worst_sets(demand, self.places, self.accredits).peak.max(initial=0.0))

    def changes(self, choice: Choice) -> int:
        """Return the number of stage periods whose option is not their wish, without settled ones.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).

        Returns
        -------
        int
            The changes that are asked.
        """
        return sum(bool(t.is_change[o]) for t, o in zip(self.tasks, choice, strict=True))

    def choice_of(self, plan: Plan) -> Choice:
        """Return a plan as a choice; a placement that is no option counts as the wish.

        Parameters
        ----------
        plan : Plan
            Any plan of the region.

        Returns
        -------
        Choice
            Shape (tasks,).
        """
        choice = self.wish.copy()
        for i, task in enumerate(self.tasks):
            way = way_of(placements_of(plan, task.period))
            if way in task.options:
                choice[i] = task.options.index(way)
        return choice

    def options_of(self, choice: Choice) -> dict[str, Way]:
        """Return the chosen option of every stage period.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).

        Returns
        -------
        dict of str to Way
            By the id of the stage period.
        """
        return {t.period.id: t.options[o] for t, o in zip(self.tasks, choice, strict=True)}
