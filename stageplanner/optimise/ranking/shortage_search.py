"""A quick way to less shortage: one group after the other, each to its best option.

The solver proves how little shortage there can be, but finds good plans late. Here groups are moved
one by one as long as the shortage falls; then one or two are moved at random and it begins again
(iterated local search).

Source: H. Lourenco, O. Martin and T. Stuetzle, Iterated local search, Handbook of Metaheuristics,
2003.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stageplanner.load.arrays import Bools, Floats
from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.time_budget import TimeBudget

#: Random moves that are tried: so many, or fewer in components of many options.
MOST_KICKS, MOST_LOOKS = 1_500, 3_000_000
#: Work of weighing a group at all, and cells of options, sets and days in a unit of work.
GROUP_WORK, CELLS_A_UNIT = 2e-5, 1e9
#: A student-day of those that are served before others counts as so many of theirs.
FIRST = 1_000.0


class _Lack:
    """The shortage of some groups, as one group after the other changes its option."""

    def __init__(
        self, instance: Instance, pool: CutPool, niveaus: tuple[int, ...] | None, weight: float
    ) -> None:
        self.instance, self.weight = instance, weight
        self.members, self.capacity = pool.members, pool.capacity
        self.counts = [niveaus is None or t.period.niveau in niveaus for t in instance.tasks]
        known = instance.others if niveaus is None else niveaus
        self.base = pool.loads(instance.others_of(known))

    def start(self, choice: Choice) -> None:
        """Count a choice."""
        self.over = self.base - self.capacity
        for i, option in enumerate(choice):
            self.move(i, 1.0, int(option))

    def move(self, i: int, sign: float, option: int) -> None:
        """Add a group on an option, or take it away."""
        if self.counts[i]:
            task = self.instance.tasks[i]
            rows = self.members[:, task.programme]
            self.over[rows] += sign * task.weight * task.presence[option]

    def of_options(self, i: int) -> Floats:
        """Return the shortage with each option of a group that was taken away."""
        task = self.instance.tasks[i]
        rows = self.members[:, task.programme]
        rest = self.over[~rows].max(axis=0, initial=0.0)
        if not self.counts[i]:
            total = np.maximum(rest, self.over[rows].max(axis=0, initial=-np.inf)).sum()
            return np.full(len(task.options), self.weight * float(total))
        top = self.over[rows].max(axis=0)
        lacking = np.maximum(rest, top + task.weight * task.presence)
        return self.weight * np.asarray(lacking.sum(axis=1))


def search_shortage(
    instance: Instance,
    pool: CutPool,
    start: Choice,
    served: Sequence[tuple[int, ...]],
    time_budget: TimeBudget,
    *,
    most: int | None = None,
) -> Choice:
    """Find a choice with less shortage.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        The programme sets that are known; others are not counted.
    start : Choice
        Within all rules. Shape (tasks,).
    served : sequence of tuple of int
        Niveaus whose shortage counts before that of all.
    time_budget : TimeBudget
        Asked between moves; its seed draws them.
    most : int, optional
        The most changes.

    Returns
    -------
    Choice
        ``start`` if nothing better was found. Shape (tasks,).
    """
    if not instance.free:
        return start
    ranks = range(len(served), 0, -1)
    lacks = [_Lack(instance, pool, n, FIRST**k) for n, k in zip(served, ranks, strict=True)]
    search = _Search(instance, [*lacks, _Lack(instance, pool, None, 1.0)], most)
    random = np.random.default_rng(time_budget.seed)
    best, least = search.descend(start, time_budget)
    looks = sum(len(instance.tasks[i].options) for i in instance.free)
    current, reached = best, least
    for _ in range(min(MOST_KICKS, MOST_LOOKS // looks)):
        if time_budget.is_over() or least <= ROUNDING:
            break
        kicked = search.kick(current, random)
        choice, value = search.descend(kicked, time_budget)
        if value <= reached + ROUNDING:
            current, reached = choice, value
        if value < least - ROUNDING:
            best, least = choice, value
    return best


class _Search:
    """Moves of single groups that keep all rules."""

    def __init__(self, instance: Instance, lacks: Sequence[_Lack], most: int | None) -> None:
        self.instance, self.lacks, self.most = instance, lacks, most
        self.starts = [np.array([o.start.toordinal() for o in t.options]) for t in instance.tasks]
        # What weighing one group takes: its options on every day for some of the sets.
        options = sum(len(task.options) for task in instance.tasks) / len(instance.tasks)
        cells = sum(lack.capacity.size for lack in lacks)
        self.work = len(lacks) * GROUP_WORK + options * cells / CELLS_A_UNIT
        self.ends = [np.array([o.end.toordinal() for o in t.options]) for t in instance.tasks]

    def descend(self, choice: Choice, time_budget: TimeBudget) -> tuple[Choice, float]:
        """Move each group to its best option until none helps; return the shortage too."""
        choice = choice.copy()
        for lack in self.lacks:
            lack.start(choice)
        value, waiting = float("inf"), len(self.instance.free)
        while waiting and not time_budget.is_over():
            for i in self.instance.free:
                for lack in self.lacks:
                    lack.move(i, -1.0, int(choice[i]))
                costs = np.sum([lack.of_options(i) for lack in self.lacks], axis=0)
                costs[~self.allowed(i, choice)] = np.inf
                option = int(costs.argmin())
                waiting -= 1
                if costs[option] < costs[choice[i]] - ROUNDING:
                    choice[i] = option
                    waiting = len(self.instance.free)
                for lack in self.lacks:
                    lack.move(i, 1.0, int(choice[i]))
                value = float(costs[choice[i]])
                if not waiting:
                    break
            time_budget.spend(len(self.instance.free) * self.work)
        return choice, value

    def allowed(self, i: int, choice: Choice) -> Bools:
        """Return the options of a group that keep the rules while the others stay."""
        task = self.instance.tasks[i]
        allowed: Bools = np.ones(len(task.options), dtype=np.bool_)
        for a, b in self.instance.orders:
            if a == i:
                allowed &= self.ends[a] < self.starts[b][choice[b]]
            elif b == i:
                allowed &= self.starts[b] > self.ends[a][choice[a]]
        if self.instance.is_coupled:
            allowed &= self.instance.feasible_options(i, choice)
        if self.most is not None:
            rest = self.instance.changes(choice) - int(task.is_change[choice[i]])
            if rest >= self.most:
                allowed &= ~task.is_change
        allowed[choice[i]] = True
        return allowed

    def kick(self, choice: Choice, random: np.random.Generator) -> Choice:
        """Move one or two groups at random; where changes are scarce, take one back first."""
        choice = choice.copy()
        free = self.instance.free
        if self.most is not None and self.instance.changes(choice) >= self.most:
            changed = [i for i in free if self.instance.tasks[i].is_change[choice[i]]]
            if changed:
                i = changed[int(random.integers(len(changed)))]
                if self.allowed(i, choice)[0]:
                    choice[i] = 0
        for _ in range(int(random.integers(1, 3))):
            i = free[int(random.integers(len(free)))]
            options = np.flatnonzero(self.allowed(i, choice))
            choice[i] = int(options[int(random.integers(len(options)))])
        return choice
