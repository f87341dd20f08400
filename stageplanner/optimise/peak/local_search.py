"""Local search for a low peak: each group in turn takes the option that hurts least.

How much a choice hurts is the square of every cut's excess over a peak that is aimed at, a
little below the best plan so far. For one group all options are weighed at once: the excess with
and without the group on each day, then one product with the presence of its options. Groups that
are on no day that is too full have nothing to gain and are skipped. Where nothing improves any
more, the cuts that stay too full grow heavier (breakout search), and now and then a few groups
get a random option.

Source: P. Morris, The breakout method for escaping from local minima, AAAI 1993.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.tolerances import ROUNDING, TIE
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.time_budget import TimeBudget

#: Sweeps without a better plan before some groups get a random option.
KICK_AFTER = 60
#: Groups weighed without a better plan after which others may try, about a second; where there
#: is little to choose, this many for each option.
PATIENCE = 25_000
PATIENCE_PER_OPTION = 40
#: Groups weighed in a unit of work.
GROUPS_A_UNIT = 25_000
#: One in how many groups gets a random option.
KICK_SHARE = 12
#: How far below the best plan the search aims, as a fraction; the next one after every kick.
STEPS = (0.004, 0.008, 0.015)
#: The fraction of the groups with nothing to gain that takes a step sideways.
SIDEWAYS = 0.02


@dataclass(frozen=True, eq=False)
class Reached:
    """A choice, shape (tasks,), and its peak utilisation."""

    choice: Choice
    peak: float


class Search:
    """A local search that can be run for a while, stopped, and run on.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        The cuts it keeps; sets that its plans violate are added.
    start : Choice
        Where it begins. Shape (tasks,).
    aim : float
        The peak it tries to reach in the end, usually a little above the proven bound.
    seed : int
        Random seed.
    """

    def __init__(
        self, instance: Instance, pool: CutPool, start: Choice, aim: float, seed: int = 1
    ) -> None:
        self.instance, self.pool, self.aim = instance, pool, aim
        self._random = np.random.default_rng(seed)
        self._choice = start.copy()
        self.best = Reached(start.copy(), instance.peak(start))
        self._partners = _partners(instance)
        self._free = np.array(instance.free, dtype=np.intp)
        self._programme = np.array([t.programme for t in instance.tasks], dtype=np.intp)
        self._there: Bools = np.array(
            [instance.tasks[i].presence[start[i]] > 0 for i in self._free]
        )
        self._stale = self._idle = 0
        self._weights: Floats = np.ones((0, len(instance.grid.days)))
        self._refresh()

    @property
    def _now(self) -> float:
        """The peak aimed at now."""
        step = STEPS[self._stale // KICK_AFTER % len(STEPS)]
        return max(self.aim, self.best.peak * (1 - step))

    def run(
        self,
        time_budget: TimeBudget,
        on_better: Callable[[Reached], None],
        longer: int = 1,
    ) -> Reached:
        """Search until the aim is reached, patience is lost or time is up.

        Parameters
        ----------
        time_budget : TimeBudget
            Asked between sweeps, and told what they took.
        on_better : callable
            Gets every better choice.
        longer : int
            How many times the usual patience it has without a better choice.

        Returns
        -------
        Reached
            The best choice so far.
        """
        self._idle = 0
        options = sum(len(self.instance.tasks[i].options) for i in self._free)
        patience = longer * min(PATIENCE, PATIENCE_PER_OPTION * options)
        while (
            self.best.peak > self.aim + ROUNDING
            and self._idle < patience
            and not time_budget.is_over()
        ):
            level, idle = self._now, self._idle
            moved = self._sweep(level)
            time_budget.spend((self._idle - idle) / GROUPS_A_UNIT)
            fullness = self._loads * self._inverse
            if float(fullness.max(initial=0.0)) < self.best.peak - ROUNDING:
                known = len(self.pool)
                if self._judge(level, on_better) or len(self.pool) > known:
                    continue
            elif moved:
                continue
            self._stale += 1
            self._weights = np.where(
                fullness > level + ROUNDING,
                self._weights + self._weights.mean(),
                1 + (self._weights - 1) * 0.9,
            )
            if self._stale % KICK_AFTER == 0:
                self._kick()
        return self.best

    def _judge(self, level: float, on_better: Callable[[Reached], None]) -> bool:
        """Measure the current choice exactly; return whether it is the best so far."""
        known = len(self.pool)
        peak = self.pool.separate(self.instance.demand(self._choice), level)
        if len(self.pool) > known:
            self._refresh()
        if peak >= self.best.peak - ROUNDING or not self.instance.is_feasible(self._choice):
            return False
        self.best = Reached(self._choice.copy(), peak)
        self._stale = self._idle = 0
        on_better(self.best)
        return True

    def _sweep(self, level: float) -> int:
        moved = 0
        hot: Bools = self._loads * self._inverse > level
        of_programme: Bools = np.array([hot[rows].any(axis=0) for rows in self._rows])
        may_gain = (self._there & of_programme[self._programme[self._free]]).any(axis=1)
        may_gain |= self._random.random(len(self._free)) < SIDEWAYS
        weighed = self._random.permutation(np.flatnonzero(may_gain))
        self._idle += len(weighed) + 1
        for k in weighed:
            moved += self._improve(int(k), level)
        return moved

    def _improve(self, k: int, level: float) -> bool:
        """Give one group its least hurtful option; return whether that improves the choice."""
        i = int(self._free[k])
        task, now = self.instance.tasks[i], int(self._choice[i])
        rows = self._rows[task.programme]
        inverse = self._inverse[rows]
        load = task.weight * task.presence[now]
        without = (self._loads[rows] - load) * inverse - level
        with_all = np.maximum(0.0, without + task.weight * inverse)
        rise = self._weights[rows] * (with_all**2 - np.maximum(0.0, without) ** 2)
        cost = task.presence @ rise.sum(axis=0)
        if self._partners[i]:
            cost = np.where(self._in_order(i), cost, np.inf)
        if self.instance.is_coupled:
            cost = np.where(self.instance.feasible_options(i, self._choice), cost, np.inf)
        best = int(cost.argmin())
        improves = cost[best] < cost[now] - TIE
        if not improves:
            # A step sideways now and then leaves a local minimum.
            if self._random.random() > SIDEWAYS:
                return False
            best = int(self._random.choice(np.flatnonzero(cost <= cost[now] + TIE)))
        if best != now:
            self._loads[rows] += task.weight * (task.presence[best] - task.presence[now])
            self._choice[i] = best
            self._there[k] = task.presence[best] > 0
        return bool(improves)

    def _in_order(self, i: int) -> Bools:
        """Return which options of a group keep the order with its other stage periods."""
        options = self.instance.tasks[i].options
        allowed: Bools = np.ones(len(options), dtype=np.bool_)
        for other, is_before in self._partners[i]:
            fixed = self.instance.tasks[other].options[self._choice[other]]
            allowed &= np.array(
                [
                    option.end < fixed.start if is_before else fixed.end < option.start
                    for option in options
                ]
            )
        return allowed

    def _kick(self) -> None:
        self._choice = self.best.choice.copy()
        free = self._free
        count = min(len(free), max(2, len(free) // KICK_SHARE))
        for i in self._random.choice(free, count, replace=False):
            if not self._partners[int(i)]:
                self._choice[i] = self._random.integers(len(self.instance.tasks[i].options))
        self._refresh()
        self._weights[:] = 1.0

    def _refresh(self) -> None:
        """Take over the cuts of the pool and count the loads again."""
        members, capacity = self.pool.members, self.pool.capacity
        self._inverse = np.where(capacity > 0, 1.0 / np.maximum(capacity, ROUNDING), 1e3)
        self._loads = self.pool.loads(self.instance.demand(self._choice))
        weights = np.ones_like(capacity)
        weights[: len(self._weights)] = self._weights
        self._weights = weights
        self._rows: list[Ints] = [np.flatnonzero(is_member) for is_member in members.T]
        for k, i in enumerate(self._free):
            self._there[k] = self.instance.tasks[i].presence[self._choice[i]] > 0


def _partners(instance: Instance) -> list[list[tuple[int, bool]]]:
    """Return per task the others of its group, and whether the task comes before them."""
    partners: list[list[tuple[int, bool]]] = [[] for _ in instance.tasks]
    for a, b in instance.orders:
        partners[a].append((b, True))
        partners[b].append((a, False))
    return partners
