"""Local search for a low peak: each group in turn takes the option that hurts least.

How much a choice hurts is the square of every cut's excess over an aimed-at peak. For one
group all options are weighed at once: the excess with and without the group on each day,
then one product with the presence of its options. Where nothing improves any more, the cuts
that stay too full grow heavier (breakout search), and now and then a few groups are thrown
anywhere. A sweep over the 223 groups of a region takes about 10 ms.

Source: P. Morris, The breakout method for escaping from local minima, AAAI 1993.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stageplanner.load.demand import Floats
from stageplanner.optimise.cuts import TOLERANCE, CutPool
from stageplanner.optimise.instance import Choice, Instance

#: Sweeps without a better plan before some groups are thrown anywhere.
KICK_AFTER = 40
#: Sweeps without a better plan after which others may try.
HOPELESS = 400
#: One in how many groups is thrown.
KICK_SHARE = 12


@dataclass(frozen=True, eq=False)
class Found:
    """A choice and its peak utilisation."""

    choice: Choice
    peak: float


class Search:
    """A local search that can be run for a while, stopped, and run on.

    Parameters
    ----------
    pool
        The cuts it minds; sets that its plans violate are added.
    aim
        The peak it tries to reach, usually a little above the proven bound.
    """

    def __init__(
        self, instance: Instance, pool: CutPool, start: Choice, aim: float, seed: int = 1
    ) -> None:
        self.instance, self.pool, self.aim = instance, pool, aim
        self._random = np.random.default_rng(seed)
        self._choice = start.copy()
        self.best = Found(start.copy(), instance.peak(start))
        self._partners = _partners(instance)
        self._stale = 0
        self._weights: Floats = np.ones((0, len(instance.grid.days)))
        self._refresh()

    def run(self, is_over: Callable[[], bool], on_better: Callable[[Found], None]) -> Found:
        """Search until the aim is reached, hope is lost or ``is_over`` says so; the best found."""
        while self.best.peak > self.aim + TOLERANCE and self._stale < HOPELESS and not is_over():
            moved = self._sweep()
            excess = self._loads * self._inverse - self.aim
            if moved and excess.max(initial=0.0) > TOLERANCE:
                continue
            if self._judge(on_better):
                continue
            self._weights = np.where(
                excess > TOLERANCE,
                self._weights + self._weights.mean(),
                1 + (self._weights - 1) * 0.9,
            )
            self._stale += 1
            if self._stale % KICK_AFTER == 0:
                self._kick()
        return self.best

    def _judge(self, on_better: Callable[[Found], None]) -> bool:
        """Measure the current plan exactly; tells whether new cuts were found."""
        known = len(self.pool)
        peak = self.pool.separate(self.instance.demand(self._choice), self.aim)
        if peak < self.best.peak - TOLERANCE and self.instance.is_lawful(self._choice):
            self.best = Found(self._choice.copy(), peak)
            self._stale = 0
            on_better(self.best)
        if len(self.pool) == known:
            return False
        self._refresh()
        return True

    def _sweep(self) -> int:
        moved = 0
        for i in self._random.permutation(self.instance.free):
            moved += self._improve(int(i))
        return moved

    def _improve(self, i: int) -> bool:
        """Give one group its least hurtful option; tells whether it moved."""
        task, now = self.instance.tasks[i], int(self._choice[i])
        rows = self._rows[task.programme]
        inverse = self._inverse[rows]
        own = task.weight * task.presence[now]
        without = (self._loads[rows] - own) * inverse - self.aim
        with_all = np.maximum(0.0, without + task.weight * inverse)
        rise = self._weights[rows] * (with_all**2 - np.maximum(0.0, without) ** 2)
        cost = task.presence @ rise.sum(axis=0)
        if self._partners[i]:
            cost = np.where(self._in_order(i), cost, np.inf)
        if self.instance.is_coupled:
            cost = np.where(self.instance.lawful_options(i, self._choice), cost, np.inf)
        best = int(cost.argmin())
        improves = cost[best] < cost[now] - 1e-12
        if not improves:
            # A step sideways now and then keeps the search from standing still.
            if self._random.random() > 0.02:
                return False
            best = int(self._random.choice(np.flatnonzero(cost <= cost[now] + 1e-12)))
        if best != now:
            self._loads[rows] += task.weight * (task.presence[best] - task.presence[now])
            self._choice[i] = best
        return bool(improves)

    def _in_order(self, i: int) -> Floats:
        """Which options of a group keep the order with its other stage periods as they are."""
        options = self.instance.tasks[i].options
        allowed = np.ones(len(options), dtype=np.bool_)
        for other, is_before in self._partners[i]:
            fixed = self.instance.tasks[other].options[self._choice[other]]
            allowed &= np.array(
                [
                    option.end < fixed.start if is_before else fixed.end < option.start
                    for option in options
                ]
            )
        return allowed.astype(np.float64)

    def _kick(self) -> None:
        self._choice = self.best.choice.copy()
        free = self.instance.free
        count = min(len(free), max(2, len(free) // KICK_SHARE))
        for i in self._random.choice(free, count, replace=False):
            if not self._partners[int(i)]:
                self._choice[i] = self._random.integers(len(self.instance.tasks[i].options))
        self._refresh()
        self._weights[:] = 1.0

    def _refresh(self) -> None:
        """Take over the cuts of the pool and count the loads anew."""
        members, capacity = self.pool.members, self.pool.capacity
        self._inverse = np.where(capacity > 0, 1.0 / np.maximum(capacity, 1e-9), 1e3)
        self._loads = self.pool.loads(self.instance.demand(self._choice))
        weights = np.ones_like(capacity)
        weights[: len(self._weights)] = self._weights
        self._weights = weights
        self._rows = [np.flatnonzero(members[:, p]) for p in range(members.shape[1])]


def _partners(instance: Instance) -> list[list[tuple[int, bool]]]:
    """Per task the others of its group, and whether the task comes before them."""
    partners: list[list[tuple[int, bool]]] = [[] for _ in instance.tasks]
    for a, b in instance.orders:
        partners[a].append((b, True))
        partners[b].append((a, False))
    return partners
