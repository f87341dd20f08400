"""What taking changes back does to the goals, at least, by the programme sets that are known.

The sets that are known tell at least how full every day is (weak duality), so a goal that they
say gets too bad does get too bad. For what they allow, a set may be missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import numpy as np

from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.measures import week_peaks
from stageplanner.load.programme_sets import shortage_sets, worst_sets
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.ranking.held_goals import (
    Held,
    Niveaus,
    Peak,
    Reached,
    Tekort,
    Weeks,
    compare,
)
from stageplanner.optimise.ranking.preferences import served_demand

#: The most cuts that are looked at to rule out pairs of changes.
MOST_CELLS = 200


class KnownLoads:
    """The loads of all known sets under a choice, kept while changes are taken back.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Gets the sets that are found.
    choice : Choice
        To begin with. Shape (tasks,).
    held : Held
        Says which tekort is counted, and above which utilisation sets matter.
    """

    def __init__(self, instance: Instance, pool: CutPool, choice: Choice, held: Held) -> None:
        self.instance, self.pool = instance, pool
        self.has_tekort = any(isinstance(goal, Tekort) for goal in held)
        self._niveaus: tuple[Niveaus, ...] = tuple(
            dict.fromkeys([None, *(g.niveaus for g in held if isinstance(g, Tekort))])
        )
        self._matters = min(
            (
                g.floor if isinstance(g, Weeks) else g.most
                for g in held
                if not isinstance(g, Tekort)
            ),
            default=inf,
        )
        self._step: dict[int, Floats] = {}
        for i in instance.free:
            task, now = instance.tasks[i], choice[i]
            if task.is_change[now]:
                self._step[i] = task.weight * (task.presence[0] - task.presence[now])
        days = [day.toordinal() - day.weekday() for day in instance.grid.days]
        self._week_starts = np.flatnonzero(np.diff(days, prepend=-1))
        shape = len(instance.grid.days), len(instance.programmes)
        self._measured = {n: np.full(shape, np.nan) for n in self._niveaus}
        self._peak = np.zeros(shape[0])
        self._shortage = {n: np.zeros(shape[0]) for n in self._niveaus}
        self.measure(choice)
        self.count(choice)

    def _demand(self, choice: Choice, niveaus: Niveaus) -> Floats:
        if niveaus is None:
            return self.instance.demand(choice)
        return served_demand(self.instance, choice, niveaus)

    # Exactly.

    def measure(self, choice: Choice) -> Reached:
        """Measure a choice exactly, and add the sets that make it what it is to the pool.

        Only days on which it differs from the last one are measured.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,); it is not counted.

        Returns
        -------
        Reached
            What it makes of the goals.
        """
        places, accredits = self.instance.places, self.instance.accredits
        for niveaus in self._niveaus:
            demand = self._demand(choice, niveaus)
            days = np.flatnonzero((demand != self._measured[niveaus]).any(axis=1))
            self._measured[niveaus] = demand
            if not len(days):
                continue
            worst = worst_sets(demand[days], places[days], accredits)
            self._shortage[niveaus][days] = worst.shortage
            if niveaus is None:
                self._peak[days] = worst.peak
                self.pool.add(worst.peak_set[worst.peak > self._matters + ROUNDING])
            lacking = days[worst.shortage > 0]
            if self.has_tekort and len(lacking):
                sets = shortage_sets(demand[lacking], places[lacking], accredits)
                self.pool.add(sets)
        totals = {n: float(short.sum()) for n, short in self._shortage.items()}
        return Reached(week_peaks(self.instance.grid.days, self._peak.tolist()), totals.__getitem__)

    # At least, by what is known.

    def count(self, choice: Choice) -> None:
        """Count the loads of a choice anew, for all sets that are known now.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).
        """
        self._loads = {n: self.pool.loads(self._demand(choice, n)) for n in self._niveaus}
        self._capacity = self.pool.capacity
        self._inverse = 1.0 / np.maximum(self._capacity, ROUNDING)
        self._is_member = self.pool.members.astype(np.float64)
        self._sum_up()

    def take_back(self, taken: Sequence[int]) -> None:
        """Count changes as taken back.

        Parameters
        ----------
        taken : sequence of int
            Tasks.
        """
        days = self._days(taken)
        for niveaus in self._niveaus:
            self._loads[niveaus][:, days] = self._with(taken, niveaus, days)
        self._sum_up()

    def _sum_up(self) -> None:
        self._short = {
            niveaus: np.maximum(0.0, (loads - self._capacity).max(axis=0, initial=0.0))
            for niveaus, loads in self._loads.items()
        }
        self._full: Floats = (self._loads[None] * self._inverse).max(axis=0, initial=0.0)
        self._now = self._reached(self._full, lambda n: float(self._short[n].sum()))

    def _days(self, taken: Sequence[int]) -> Ints:
        return np.flatnonzero(np.any([self._step[i] for i in taken], axis=0))

    def _with(self, taken: Sequence[int], niveaus: Niveaus, days: Ints) -> Floats:
        """Return the loads on some days after changes are taken back. Shape (sets, days)."""
        loads = self._loads[niveaus][:, days]
        for i in taken:
            task = self.instance.tasks[i]
            if niveaus is None or task.period.niveau in niveaus:
                loads += self._is_member[:, task.programme, None] * self._step[i][days]
        return loads

    def _reached(self, full: Floats, tekort: object) -> Reached:
        weeks = np.maximum.reduceat(full, self._week_starts) if len(full) else full
        return Reached(tuple(weeks.tolist()), tekort)  # type: ignore[arg-type]

    def weigh(self, taken: Sequence[int], held: Held) -> tuple[int | None, int | None]:
        """Weigh changes as if they were taken back.

        Parameters
        ----------
        taken : sequence of int
            Tasks.
        held : Held
            What must be kept.

        Returns
        -------
        int or None
            The first goal that certainly gets too bad.
        int or None
            A goal before it that seems to get better.
        """
        days = self._days(taken)
        new = self._with(taken, None, days)
        if len(held) == 1 and isinstance(held[0], Peak):
            return (0 if (new > self._room(held[0], days)).any() else None), None
        full = self._full.copy()
        full[days] = (new * self._inverse[:, days]).max(axis=0, initial=0.0)

        def tekort(niveaus: Niveaus) -> float:
            loads = new if niveaus is None else self._with(taken, niveaus, days)
            short = self._short[niveaus]
            lacking = (loads - self._capacity[:, days]).max(axis=0, initial=0.0)
            return float(short.sum() - short[days].sum() + lacking.sum())

        return compare(held, self._reached(full, tekort), self._now)

    def _room(self, goal: Peak, days: Ints) -> Floats:
        if goal.most == inf:
            return np.full((len(self._capacity), len(days)), inf)
        return (goal.most + ROUNDING) * self._capacity[:, days] + ROUNDING

    def promising(self, i: int, others: list[int], held: Held) -> list[int]:
        """Return the changes with which another one, held by a goal, might be taken back.

        Parameters
        ----------
        i : int
            The task that alone cannot be taken back.
        others : list of int
            Tasks that alone cannot either.
        held : Held
            What must be kept.

        Returns
        -------
        list of int
            Of the others, those whose days make up for what gets too bad.
        """
        worse, _ = self.weigh([i], held)
        if worse is None:
            # A rule holds it, not a goal.
            return others
        goal, step = held[worse], self._step[i]
        steps = np.array([self._step[j] for j in others])
        days = self._days([i])
        may: Bools = ((step * steps) < 0).any(axis=1)
        if isinstance(goal, Peak):
            excess = self._with([i], None, days) - self._room(goal, days)
            sets, on = np.nonzero(excess > 0)
            worst = np.argsort(-excess[sets, on], kind="stable")[:MOST_CELLS]
            sets, on = sets[worst], on[worst]
            programmes = np.array([self.instance.tasks[j].programme for j in others])
            helps = self._is_member[np.ix_(sets, programmes)].T * steps[:, days[on]]
            may &= (excess[sets, on] + helps <= TOLERANCE).all(axis=1)
        elif isinstance(goal, Tekort):
            loads = self._with([i], goal.niveaus, days)
            short = self._short[goal.niveaus].copy()
            short[days] = np.maximum(0.0, (loads - self._capacity[:, days]).max(axis=0))
            saved = np.minimum(short, np.maximum(0.0, -steps)).sum(axis=1)
            may &= short.sum() - saved <= goal.most + TOLERANCE
        if worse:
            # A goal that ranks before may get better where places are lacking.
            lacks = self._short[None] > 0
            may |= ((steps < 0) & lacks).any(axis=1) | bool(((step < 0) & lacks).any())
        return [j for j, is_promising in zip(others, may, strict=True) if is_promising]
