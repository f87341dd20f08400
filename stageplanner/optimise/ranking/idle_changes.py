"""Take back every change that does nothing: what each plan passes before it is handed out.

After this pass, taking back any one change, or any two of one institution, makes a goal that
ranks before the number of changes worse (:mod:`~stageplanner.optimise.ranking.held_goals`), or
breaks a rule that binds stage periods together. It takes no solver and no clock: the same plan
gives the same answer on every machine, also when the time is over.

Changes are weighed with the programme sets that are known (:mod:`~.known_loads`): what these
refuse is refused. What they allow is measured exactly, for many changes at once; if that finds a
set that was not known, the pass goes back to where it was sure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from stageplanner.domain.policy import Goals
from stageplanner.load.arrays import Floats
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.gaps_and_limits import Limit, limit_usage
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.ranking.held_goals import Held, compare, hold
from stageplanner.optimise.ranking.known_loads import KnownLoads


@dataclass(frozen=True, eq=False)
class Part:
    """The plan of one component, and what it must keep.

    Attributes
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Sets that are known; it is not changed.
    choice : Choice
        The plan; it is not changed. Shape (tasks,).
    held : Held
        What it must keep.
    target : float or None
        As a fraction of the places; ``None`` if the lowest peak is asked.
    goals : Goals
        The tolerances of the policy.
    is_exact : bool
        Give up nothing for later goals.
    keeps_all : bool
        Exceed no limit, also where a goal before it gets better.
    """

    instance: Instance
    pool: CutPool
    choice: Choice
    held: Held
    target: float | None
    goals: Goals
    is_exact: bool = False
    keeps_all: bool = False


@dataclass(frozen=True, eq=False)
class Trimmed:
    """A choice without idle changes: only this module makes one.

    Attributes
    ----------
    instance : Instance
        The component.
    choice : Choice
        Shape (tasks,).
    """

    instance: Instance
    choice: Choice


def wishes(instance: Instance) -> Trimmed:
    """Return the wishes of a component: nothing is asked, so nothing is idle.

    Parameters
    ----------
    instance : Instance
        The component.

    Returns
    -------
    Trimmed
        Its wishes, and what was agreed.
    """
    return Trimmed(instance, instance.wish)


def without_idle_changes(parts: Sequence[Part]) -> tuple[Trimmed, ...]:
    """Take back the changes that do nothing, alone or with another one of the institution.

    Parameters
    ----------
    parts : sequence of Part
        The plan per component; components that share limits must be given together.

    Returns
    -------
    tuple of Trimmed
        Per part.
    """
    room = _Room(parts)
    trims = [_Trim(part, room) for part in parts]
    for trim in trims:
        trim.run()
    if len(trims) > 1 and room.allowed:
        while _across(trims):
            for trim in trims:
                trim.run()
    return tuple(Trimmed(trim.instance, trim.choice) for trim in trims)


def _across(trims: Sequence[_Trim]) -> bool:
    """Take back a change that only a limit held, or two of one institution; say whether any was.

    Taking back elsewhere may have made room; two in different components may make it together.
    """
    held = [(trim, i) for trim in trims for i in trim.held_by_limits()]
    pairs = (
        ((one, i), (other, j))
        for (one, i), (other, j) in combinations(held, 2)
        if one is not other and one.institution(i) == other.institution(j)
    )
    for taken in (*((alone,) for alone in held), *pairs):
        if taken[0][0].room.allows(taken):
            before = [trim.choice.copy() for trim, _ in taken]
            for trim, i in taken:
                trim.take_back([i])
            if all(trim.is_sure() for trim, _ in taken):
                return True
            for (trim, _), choice in zip(taken, before, strict=True):
                trim.go_to(choice)
    return False


class _Room:
    """What all components together use of the limits of institutions."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.allowed: dict[tuple[str, str], Floats] = {}
        self.used: dict[tuple[str, str], Floats] = {}
        for part in parts:
            for limit in part.instance.limits:
                used = limit_usage(part.instance.tasks, limit, part.choice)
                # Alone a component has its room; together they have all that is allowed.
                self.allowed[limit.key] = limit.allowed if len(parts) > 1 else limit.room
                self.used[limit.key] = used + self.used.get(limit.key, np.zeros_like(used))

    def allows(self, taken: Iterable[tuple[_Trim, int]]) -> bool:
        """Return whether the limits hold when changes are taken back."""
        added: dict[tuple[str, str], Floats] = {}
        for trim, i in taken:
            for limit in trim.limits_of.get(i, ()):
                uses = trim.instance.tasks[i].uses[:, limit.columns]
                step = uses[0] - uses[trim.choice[i]]
                added[limit.key] = step + added.get(limit.key, np.zeros_like(step))
        return all(
            bool((self.used[key] + step <= self.allowed[key] + TOLERANCE).all())
            for key, step in added.items()
        )


class _Trim:
    """One component while its changes are taken back."""

    def __init__(self, part: Part, room: _Room) -> None:
        self.part, self.instance, self.room = part, part.instance, room
        self.choice, self.held = part.choice.copy(), part.held
        self.limits_of: dict[int, list[Limit]] = defaultdict(list)
        for limit in self.instance.limits:
            for i in limit.tasks:
                self.limits_of[i].append(limit)
        self.bound_of: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for pair in (*self.instance.orders, *((g.first, g.second) for g in self.instance.gaps)):
            for i in pair:
                self.bound_of[i].add(pair)
        tasks = self.instance.tasks
        changed = [i for i in self.instance.free if tasks[i].is_change[self.choice[i]]]
        # The lighter ones first: more of them fit.
        self.order = sorted(changed, key=lambda i: (tasks[i].weight, i))
        self.still = set(changed)
        self.loads = KnownLoads(self.instance, part.pool.copy(), self.choice, self.held)
        self._refused: set[tuple[int, ...]] = set()
        self._sure = self.choice
        self._batch: list[tuple[int, ...]] = []
        self._most_at_once = len(changed)

    def institution(self, i: int) -> str:
        """Return whose stage period it is."""
        return self.instance.tasks[i].period.institution

    def held_by_limits(self) -> list[int]:
        """Return the changes that goals, orders and gaps do not hold, only limits."""
        return [
            i
            for i in self.order
            if i in self.still
            and self.limits_of.get(i)
            and self._keeps_order([i])
            and self.loads.weigh([i], self.held)[0] is None
        ]

    def run(self) -> None:
        """Take back what does nothing, until nothing is left."""
        while self.still:
            if self._singles() or self._pairs():
                continue
            known = len(self.loads.pool)
            is_done = not self._batch or (self.is_sure() and len(self.loads.pool) == known)
            if is_done and not self._comes_within_target():
                return

    def _comes_within_target(self) -> bool:
        """Hold no more than the target, if the plan was above it and no longer is."""
        part = self.part
        if part.target is None or len(self.held) == 1:
            return False
        now = self.loads.measure(self.choice)
        if now.peak > part.target + ROUNDING:
            return False
        self.held = hold(self.instance, now, part.target, part.goals, is_exact=part.is_exact)
        self._refused.clear()
        return True

    def _singles(self) -> bool:
        tried = [self._try((i,)) for i in self.order if i in self.still]
        return any(tried)

    def _pairs(self) -> bool:
        """Try two changes of one institution; alone none can be taken back."""
        of: dict[str, list[int]] = defaultdict(list)
        for i in self.order:
            if i in self.still:
                of[self.institution(i)].append(i)
        taken = False
        for members in of.values():
            for k, i in enumerate(members):
                later = [j for j in members[k + 1 :] if j in self.still]
                if i in self.still and later:
                    others = later
                    if not self._may_come_within_target:
                        others = self.loads.promising(i, later, self.held)
                    taken |= any(self._try((i, j)) for j in others)
        return taken

    def _try(self, taken: tuple[int, ...]) -> bool:
        """Take changes back if that does no harm as far as is known."""
        if taken in self._refused or not self._keeps_order(taken):
            return False
        if not self.room.allows([(self, i) for i in taken]):
            return False
        worse, better = self.loads.weigh(taken, self.held)
        if worse is None:
            self.take_back(taken)
            return len(self._batch) < self._most_at_once or self.is_sure()
        may_improve = better is not None and not self.part.keeps_all
        return (may_improve and self._improves(taken)) or self._brings_within_target(taken)

    def _improves(self, taken: tuple[int, ...]) -> bool:
        """Take changes back if a goal gets better by that; one that ranks later may suffer."""
        if self._batch and not self.is_sure():
            return False
        part, now, known = self.part, self.loads.measure(self.choice), len(self.loads.pool)
        self.take_back(taken)
        new = self.loads.measure(self.choice)
        worse, better = compare(self.held, new, now)
        if better is None and worse is not None:
            if len(self.loads.pool) == known:
                self._refused.add(taken)
            self.go_to(self._sure)
            return False
        if better is not None:
            held = hold(self.instance, new, part.target, part.goals, is_exact=part.is_exact)
            is_same = len(held) == len(self.held)
            self.held = (*self.held[:better], *held[better:]) if is_same else held
        self.go_to(self.choice)
        return True

    @property
    def _may_come_within_target(self) -> bool:
        """Whether more tekort is no harm if that brings the plan within a target above 100%."""
        return len(self.held) > 1 and self.part.target is not None and self.part.target > 1

    def _brings_within_target(self, taken: tuple[int, ...]) -> bool:
        """Take changes back if the plan comes within the target by that."""
        if not self._may_come_within_target or (self._batch and not self.is_sure()):
            return False
        self.take_back(taken)
        if self._comes_within_target():
            self.go_to(self.choice)
            return True
        self.go_to(self._sure)
        return False

    def _keeps_order(self, taken: Sequence[int]) -> bool:
        """Return whether orders and gaps hold when changes are taken back."""
        pairs = {pair for i in taken for pair in self.bound_of.get(i, ())}
        tasks, choice = self.instance.tasks, self.choice
        way = {i: tasks[i].options[0 if i in taken else choice[i]] for pair in pairs for i in pair}
        orders = pairs.intersection(self.instance.orders)
        return all(way[a].end < way[b].start for a, b in orders) and all(
            gap.keeps(way[gap.first], way[gap.second])
            for gap in self.instance.gaps
            if (gap.first, gap.second) in pairs
        )

    def take_back(self, taken: Sequence[int]) -> None:
        """Put changes back to their wish; the last of them are not yet sure."""
        self._batch.append(tuple(taken))
        self.loads.take_back(taken)
        choice = self.choice.copy()
        choice[list(taken)] = 0
        self._use(choice)
        self.still.difference_update(taken)

    def is_sure(self) -> bool:
        """Measure the choice exactly; go back to the last that was sure if it keeps too little."""
        known = len(self.loads.pool)
        new = self.loads.measure(self.choice)
        if compare(self.held, new, new)[0] is None:
            self.go_to(self.choice)
            return True
        if len(self._batch) == 1 and len(self.loads.pool) == known:
            # A rounding error apart: measured exactly it is just too much.
            self._refused.add(self._batch[0])
        self._most_at_once = max(1, len(self._batch) // 2)
        self.go_to(self._sure)
        return False

    def go_to(self, choice: Choice) -> None:
        """Continue from a choice that is sure."""
        self._use(choice.copy())
        self._sure, self._batch = self.choice.copy(), []
        self.still = {i for i in self.order if self.choice[i] == self.part.choice[i]}
        self.loads.count(self.choice)

    def _use(self, choice: Choice) -> None:
        for limit in self.instance.limits:
            step = limit_usage(self.instance.tasks, limit, choice)
            step = step - limit_usage(self.instance.tasks, limit, self.choice)
            self.room.used[limit.key] = self.room.used[limit.key] + step
        self.choice = choice
