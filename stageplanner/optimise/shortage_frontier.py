"""The curve of changes against the shortage that remains, of components out of the target's reach.

What the curve against the peak (:mod:`stageplanner.optimise.frontier`) is to a target that can be
reached, this one is to a target that cannot. Each point is a complete plan with its proof, and none
is dominated: no other point leaves less for as few changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from stageplanner.domain.plan import Proof, ShortageProof, Status
from stageplanner.domain.state import State, fingerprint
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.changes.greedy_repair import greedy_repair
from stageplanner.optimise.hand_out import plan_of_trimmed
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.peak.lowest_peak import lowest_peak
from stageplanner.optimise.peak.relaxation import lowest_bound
from stageplanner.optimise.ranking.goals import shortage
from stageplanner.optimise.ranking.shortage_curve import ShortageCurve, ShortagePoint
from stageplanner.optimise.result import ShortagePlan
from stageplanner.optimise.time_budget import Stopped, TimeBudget
from stageplanner.progress import NO_PROGRESS, Progress

#: Fractions of a component's time to see whether the target is within reach, and for the end of the
#: curve: the least shortage.
REACH_SHARE, LEAST_SHARE = 0.2, 0.3
#: How closely the lowest peak is sought for that, as a fraction.
GAP = 0.002


def shortage_frontier(
    state: State,
    time_limit: float = 60.0,
    progress: Progress = NO_PROGRESS,
    *,
    target: float | None = None,
    share: float | None = None,
    workers: int | None = None,
    seed: int = 1,
) -> tuple[ShortagePlan, ...]:
    """Find the fewest changes for every shortage, of each component that no plan fits.

    Parameters
    ----------
    state : State
        The region.
    time_limit : float
        Seconds for all components together.
    progress : Progress
        Gets every ``ShortagePlan`` when it is found; a later one may be better. Once it is
        cancelled, the points so far are returned.
    target, share : float, optional
        The peak to reach, and the share that the knee takes away; by default of the policy.
    workers : int, optional
        Threads of the solver; by default as many as there are cores, at most 8.
    seed : int
        Random seed of solver and searches.

    Returns
    -------
    tuple of ShortagePlan
        Per component from the wishes to the least shortage. None for a component that the target
        is within reach of, or that has no shortage.
    """
    policy = state.policy
    target = policy.target if target is None else target
    share = policy.goals.shortage_share if share is None else share
    time_budget = TimeBudget(time_limit, progress, workers=workers, seed=seed)
    points: list[ShortagePlan] = []
    with suppress(Stopped):
        instances = build_instances(state, time_budget=time_budget)
        data, out_of_reach = fingerprint(state), []
        reaching = time_budget.part(REACH_SHARE)
        for k, instance in enumerate(instances):
            part = reaching.part(1 / (len(instances) - k))
            found = _Points(state, instance, target, share, data)
            if found.is_out_of_reach(part):
                out_of_reach.append(found)
        waiting = sorted(out_of_reach, key=lambda found: len(found.instance.tasks))
        for k, found in enumerate(waiting):
            # A tenth of the groups needs more than a tenth of the time.
            ahead = sum((len(other.instance.free) + 1) ** 0.5 for other in waiting[k:])
            part = time_budget.part((len(found.instance.free) + 1) ** 0.5 / ahead)
            with suppress(Stopped):
                for point in found.walk(part):
                    if progress.has_listener:
                        progress.report(point)
            points.extend(found.undominated())
    return tuple(sorted(points, key=lambda p: (-len(p.component), p.component, p.changes)))


class _Points:
    """The points of one component."""

    def __init__(
        self, state: State, instance: Instance, target: float, share: float, data: str
    ) -> None:
        self.state, self.instance, self.data = state, instance, data
        self.target, self.share = target, share
        self.pool = CutPool(instance)
        self.bound: float | None = None
        self.known: Choice = instance.wish
        self.points: list[ShortagePoint] = []
        self.curve: ShortageCurve | None = None

    def is_out_of_reach(self, time_budget: TimeBudget) -> bool:
        """Return whether there is a shortage, and no plan is found that reaches the target."""
        instance, pool, target = self.instance, self.pool, self.target
        if not instance.has_capacity or not instance.free:
            return False
        if instance.start_peak <= target + ROUNDING or shortage(instance, instance.wish) <= 0:
            return False
        if greedy_repair(instance, pool, target, instance.wish, time_budget.is_over) is not None:
            return False
        relaxed = None if instance.has_homeless else lowest_bound(instance, pool, time_budget)
        if relaxed is None:
            return True
        self.bound = min(relaxed.value, instance.start_peak)
        with suppress(Stopped):
            lowest = lowest_peak(instance, pool, time_budget, relaxed, GAP)
            self.bound = max(self.bound, min(lowest.bound, lowest.peak))
            self.known = lowest.choice
        return instance.peak(self.known) > target + ROUNDING

    def walk(self, time_budget: TimeBudget) -> Iterator[ShortagePlan]:
        """Find the points; yield each as it is found."""
        goals = self.state.policy.goals
        curve = ShortageCurve(self.instance, self.pool, goals, self.known, time_budget)
        curve.find_least(time_budget.part(LEAST_SHARE))
        self.curve = curve
        for point in curve.walk(self.share, time_budget):
            self.points.append(point)
            yield self._plan(point)

    def undominated(self) -> list[ShortagePlan]:
        """Return the plans of the curve, the wishes first; the knee is marked."""
        if self.curve is None:
            return []
        curve = self.curve
        kept = [curve.wishes()]
        for point in sorted(self.points, key=lambda p: (p.changes, p.shortage)):
            if point.shortage < kept[-1].shortage - TOLERANCE:
                kept.append(point)
        plans = [self._plan(point) for point in kept]
        enough = (
            k
            for k, point in enumerate(kept)
            if curve.levels.fits(point.choice, curve.levels.caps(self.share))
        )
        knee = next(enough, None)
        return [replace(plan, is_knee=k == knee) for k, plan in enumerate(plans)]

    def _plan(self, point: ShortagePoint) -> ShortagePlan:
        instance = self.instance
        settled = instance.settled_changes
        at_least = 0 if instance.has_shared_limits else point.changes_at_least
        left_at_least = 0.0 if instance.has_shared_limits else point.shortage_at_least
        peak = instance.peak(point.choice)
        has_peak = instance.has_capacity and not instance.has_homeless
        is_proven = has_peak and (self.bound or 0.0) > self.target + ROUNDING
        proof = Proof(
            programmes=instance.programmes,
            periods=len(instance.tasks),
            wish_peak=instance.wish_peak if has_peak else None,
            peak=peak if has_peak else None,
            lower_bound=min(self.bound or 0.0, peak) if has_peak else None,
            target=self.target,
            changes=point.changes + settled,
            changes_lower_bound=at_least + settled,
            status=Status.TARGET_IMPOSSIBLE if is_proven else Status.NOT_SOLVED,
            shortage=self._shortage_proof(point) if is_proven else None,
        )
        plan = plan_of_trimmed(self.state, [point.trimmed])
        return ShortagePlan(
            component=instance.programmes,
            changes=point.changes + settled,
            changes_lower_bound=at_least + settled,
            shortage=point.shortage,
            shortage_lower_bound=left_at_least,
            share=min(1.0, point.share),
            peak=peak,
            is_knee=False,
            plan=replace(plan, proofs=(proof,), name=f"{point.changes}", fingerprint=self.data),
        )

    def _shortage_proof(self, point: ShortagePoint) -> ShortageProof | None:
        """Return what the point takes away, and what the end of the curve takes."""
        curve, instance = self.curve, self.instance
        if curve is None:
            return None
        levels, settled = curve.levels, instance.settled_changes
        ends = [p for p in self.points if levels.share_of(p.choice) >= 1 - TOLERANCE]
        end = min(ends, key=lambda p: p.changes, default=None)
        changes = instance.changes(curve.least) if end is None else end.changes
        at_least = 0 if end is None or instance.has_shared_limits else end.changes_at_least
        proven = 0.0 if instance.has_shared_limits else curve.proven_least
        least = levels.least[-1] / instance.unit
        return ShortageProof(
            share=min(1.0, max(0.0, point.share)),
            wish=levels.wish[-1] / instance.unit,
            left=point.shortage,
            least=least,
            lower_bound=min(proven, least, point.shortage),
            changes=changes + settled,
            changes_lower_bound=at_least + settled,
        )
