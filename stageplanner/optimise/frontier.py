"""The curve a coordinator chooses from: the fewest changes against the peak they reach.

Each point is a complete plan. The next point asks for a peak truly below the last one's, so
no point is dominated and none is left out: with ``k`` changes no plan is below the point's
peak, and no plan with fewer than ``k`` changes reaches it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from stageplanner.domain.plan import Plan, Proof, Status
from stageplanner.domain.state import State, fingerprint
from stageplanner.optimise.cuts import TOLERANCE, CutPool
from stageplanner.optimise.effort import Effort, Stopped
from stageplanner.optimise.fewest import fewest_changes
from stageplanner.optimise.instance import Choice, Instance, build_instances
from stageplanner.optimise.lowest import lowest_peak
from stageplanner.optimise.relaxation import lowest_bound
from stageplanner.optimise.solve import plan_of_choices
from stageplanner.optimise.trim import trim
from stageplanner.optimise.within import lowest_within

#: The next point lies at least this much lower, as a fraction of the peak: finer steps than a
#: tenth of a percent are no choice to anybody.
STEP = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """So many changes bring a component to this peak; what is proven of it.

    ``changes_lower_bound``: no plan with fewer changes reaches the peak.
    ``plan`` is the whole region's, with only this component changed.
    """

    component: tuple[str, ...]
    changes: int
    changes_lower_bound: int
    peak: float
    plan: Plan


def frontier(
    state: State,
    time_limit: float = 60.0,
    progress: Callable[[Point], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
    *,
    workers: int | None = None,
    seed: int = 1,
) -> tuple[Point, ...]:
    """Find the fewest changes for every peak that can be had, per component.

    The wish is the first point. Where time runs out the later points are missing, and the
    last one is followed by the lowest peak that was found.

    Returns
    -------
    tuple of Point
        Per component by rising changes and falling peak; none is dominated by another.
    """
    effort = Effort(time_limit, is_stopped, workers=workers, seed=seed)
    points: list[Point] = []
    waiting = sorted(build_instances(state), key=lambda i: len(i.tasks))
    for k, instance in enumerate(waiting):
        ahead = sum(len(other.free) + 1 for other in waiting[k:])
        part = effort.part((len(instance.free) + 1) / ahead)
        points.extend(_Curve(state, instance, part).points(progress))
    return tuple(sorted(points, key=lambda p: (-len(p.component), p.component, p.changes)))


class _Curve:
    """The points of one component, from the wish down to its lowest peak."""

    def __init__(self, state: State, instance: Instance, effort: Effort) -> None:
        self.state, self.instance, self.effort = state, instance, effort
        self.pool = CutPool(instance)

    def points(self, progress: Callable[[Point], None] | None) -> list[Point]:
        """Walk down the curve while there is time."""
        found: list[Point] = []

        def add(choice: Choice, at_least: int) -> None:
            point = self._point(choice, at_least)
            if found and found[-1].changes == point.changes:
                found.pop()
            found.append(point)
            if progress is not None:
                progress(point)

        add(self.instance.wish, 0)
        if not self.instance.has_capacity or self.instance.has_homeless:
            return found
        with suppress(Stopped):
            self._walk(found, add)
        return found

    def _walk(self, found: list[Point], add: Callable[[Choice, int], None]) -> None:
        relaxed = lowest_bound(self.instance, self.pool, self.effort)
        bound = relaxed.value if relaxed else 0.0
        walk = self.effort.part(0.7)
        while not walk.is_over() and found[-1].peak > bound + TOLERANCE:
            level = found[-1].peak * (1 - STEP)
            if level < bound:
                break
            asked = fewest_changes(self.instance, self.pool, level, walk.part(0.35))
            if asked.choice is None or not asked.is_proven:
                break
            lowered = lowest_within(
                self.instance, self.pool, asked.changes, asked.choice, walk.part(0.2)
            )
            add(self._lower(asked.choice, lowered), asked.at_least)
        self._finish(found, bound, add)

    def _lower(self, some: Choice, other: Choice) -> Choice:
        return min(some, other, key=self.instance.peak)

    def _finish(self, found: list[Point], bound: float, add: Callable[[Choice, int], None]) -> None:
        """Close the curve with the lowest peak, whose number of changes may not be proven."""
        if found[-1].peak <= bound + STEP or self.effort.is_over():
            return
        relaxed = lowest_bound(self.instance, self.pool, self.effort)
        lowest = lowest_peak(self.instance, self.pool, self.effort.part(0.6), relaxed, 0.002)
        if lowest.peak > found[-1].peak * (1 - STEP):
            return
        known = trim(self.instance, self.pool, lowest.peak, lowest.choice, self.effort.part(0.5))
        fewest = fewest_changes(self.instance, self.pool, lowest.peak, self.effort, known=known)
        choice = known if fewest.choice is None else fewest.choice
        last = found[-1].changes - self.instance.settled_changes
        if self.instance.changes(choice) > last:
            add(choice, max(fewest.at_least, last + 1))

    def _point(self, choice: Choice, at_least: int) -> Point:
        peak = self.instance.peak(choice)
        changes = self.instance.changes(choice) + self.instance.settled_changes
        at_least += self.instance.settled_changes
        has_peak = self.instance.has_capacity and not self.instance.has_homeless
        proof = Proof(
            programmes=self.instance.programmes,
            periods=len(self.instance.tasks),
            wish_peak=self.instance.wish_peak if has_peak else None,
            peak=peak if has_peak else None,
            lower_bound=0.0 if has_peak else None,
            target=peak,
            changes=changes,
            changes_lower_bound=at_least,
            status=Status.PROVEN if changes == at_least else Status.BEST_FOUND,
        )
        plan = plan_of_choices(self.state, [(self.instance, choice)])
        return Point(
            component=self.instance.programmes,
            changes=changes,
            changes_lower_bound=at_least,
            peak=peak,
            plan=replace(
                plan, proofs=(proof,), name=f"{changes}", fingerprint=fingerprint(self.state)
            ),
        )
