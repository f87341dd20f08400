"""The shortages of a component in the order of their rank, and how much of each may remain."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from stageplanner.load.arrays import Bools, Floats
from stageplanner.load.programme_sets import worst_sets
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.ranking.goals import shortage
from stageplanner.optimise.ranking.preferences import served_demand, served_shortage
from stageplanner.optimise.time_budget import TimeBudget

#: Decimals of a shortage that count.
DECIMALS = 6


class ShortageLevels:
    """What can be taken away of the shortage: of the niveaus served first, then of all.

    Parameters
    ----------
    instance : Instance
        The component.
    known : Choice
        The plan with the least shortage that is known. Shape (tasks,).

    Attributes
    ----------
    served : tuple of tuple of int
        The niveaus served first, one more in every tuple.
    wish, least : tuple of float
        The shortage of the wishes, and the least by rank, of every tuple of ``served`` and then of
        all, in student-days times ``instance.unit``.
    """

    def __init__(self, instance: Instance, known: Choice) -> None:
        self.instance = instance
        first = instance.served_first
        present = {task.period.niveau for task in instance.tasks}
        self.served = tuple(first[:k] for k in range(1, len(first) + 1) if first[k - 1] in present)
        self.wish = self.values(instance.wish)
        self.least = min(self.wish, self.values(known))

    def values(self, choice: Choice) -> tuple[float, ...]:
        """Return the shortages of a choice by rank.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).

        Returns
        -------
        tuple of float
            In student-days times ``instance.unit``.
        """
        served = [served_shortage(self.instance, choice, niveaus) for niveaus in self.served]
        unit = self.instance.unit
        return tuple(round(v * unit, DECIMALS) for v in (*served, shortage(self.instance, choice)))

    def lower(self, one: Choice, other: Choice) -> Choice:
        """Return the choice with less shortage by rank, the first of equals.

        Parameters
        ----------
        one, other : Choice
            Each of shape (tasks,).

        Returns
        -------
        Choice
            One of the two.
        """
        return min((one, other), key=self.values)

    @property
    def removable(self) -> float:
        """Student-days of all that can be taken away."""
        return max(0.0, self.wish[-1] - self.least[-1]) / self.instance.unit

    def caps(self, share: float) -> list[float]:
        """Return how much of each shortage may remain to have taken away a share.

        Parameters
        ----------
        share : float
            Of what can be taken away, 0 to 1.

        Returns
        -------
        list of float
            In student-days times ``instance.unit``.
        """
        pairs = zip(self.wish, self.least, strict=True)
        return [max(least, wish - share * (wish - least)) + TOLERANCE for wish, least in pairs]

    def share_of(self, choice: Choice) -> float:
        """Return the least share that a choice takes away of any of the shortages.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).

        Returns
        -------
        float
            1 if nothing can be taken away.
        """
        triples = zip(self.wish, self.values(choice), self.least, strict=True)
        shares = [(w - v) / (w - least) for w, v, least in triples if w - least > TOLERANCE]
        return min(shares, default=1.0)

    def fits(self, choice: Choice, caps: list[float]) -> bool:
        """Return whether a choice leaves no more of any shortage than may remain.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).
        caps : list of float
            See :meth:`caps`.

        Returns
        -------
        bool
            Whether all fit.
        """
        pairs = zip(self.values(choice), caps, strict=True)
        return all(value <= cap + TOLERANCE for value, cap in pairs)

    def without_idle_changes(
        self, choice: Choice, caps: list[float], time_budget: TimeBudget
    ) -> Choice:
        """Put back to their wish the groups that a plan can do without, one or two at a time.

        Parameters
        ----------
        choice : Choice
            Keeps the limits; it is not changed. Shape (tasks,).
        caps : list of float
            What may remain of the shortage of each rank, in units of the model.
        time_budget : TimeBudget
            Asked before two groups of one institution are tried together; one at a time is
            always done.

        Returns
        -------
        Choice
            Keeps the limits with no more changes. Shape (tasks,).
        """
        state = _DayByDay(self, choice)
        tried = True
        while tried:
            tried = False
            changed = state.changed()
            for i in sorted(changed, key=lambda i: self.instance.tasks[i].weight):
                tried |= state.revert((i,), caps)
            if tried:
                continue
            for pair in combinations(changed, 2):
                schools = {self.instance.tasks[i].period.institution for i in pair}
                if time_budget.is_over():
                    break
                if len(schools) == 1 and state.revert(pair, caps):
                    tried = True
                    break
        return state.choice


class _DayByDay:
    """A choice with its shortages per day, so that a step counts only the days it touches."""

    def __init__(self, levels: ShortageLevels, choice: Choice) -> None:
        self.instance, self.choice = levels.instance, choice.copy()
        self.ranks: tuple[tuple[int, ...] | None, ...] = (*levels.served, None)
        self.demands = [
            self.instance.demand(choice)
            if niveaus is None
            else served_demand(self.instance, choice, niveaus)
            for niveaus in self.ranks
        ]
        every: Bools = np.ones(len(self.instance.grid.days), dtype=np.bool_)
        self.shortages = [self._shortage(demand, every) for demand in self.demands]

    def _shortage(self, demand: Floats, days: Bools) -> Floats:
        instance = self.instance
        return worst_sets(demand[days], instance.places[days], instance.accredits).shortage

    def changed(self) -> list[int]:
        """Return the groups that do not do their wish."""
        instance = self.instance
        return [i for i in instance.free if instance.tasks[i].is_change[self.choice[i]]]

    def revert(self, tasks: tuple[int, ...], caps: list[float]) -> bool:
        """Put groups back to their wish if the shortages stay within the caps."""
        instance = self.instance
        before = self.choice[list(tasks)]
        steps = {
            i: instance.tasks[i].presence[0] - instance.tasks[i].presence[o]
            for i, o in zip(tasks, before, strict=True)
        }
        days: Bools = np.any([step != 0 for step in steps.values()], axis=0)
        made: list[tuple[int, Floats, Floats]] = []
        # All together first: that fails most often.
        for k in reversed(range(len(self.ranks))):
            niveaus, demand = self.ranks[k], self.demands[k].copy()
            for i, step in steps.items():
                task = instance.tasks[i]
                if niveaus is None or task.period.niveau in niveaus:
                    demand[:, task.programme] += task.weight * step
            shortage = self.shortages[k].copy()
            shortage[days] = self._shortage(demand, days)
            if shortage.sum() * instance.unit > caps[k] + TOLERANCE:
                return False
            made.append((k, demand, shortage))
        self.choice[list(tasks)] = 0
        if not instance.is_feasible(self.choice):
            self.choice[list(tasks)] = before
            return False
        for k, demand, shortage in made:
            self.demands[k], self.shortages[k] = demand, shortage
        return True
