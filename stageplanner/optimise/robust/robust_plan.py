"""Choose a robust plan: of every component the one that limits its worst peak.

Plans are combined component by component, so a mix that breaks a limit an institution has over
several of them is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from stageplanner.domain.checks.combined_plan import worse_together
from stageplanner.domain.plan import Plan, Proof, Status, is_changed, with_component
from stageplanner.domain.results.robustness import ComponentRobustness, Robustness, RobustPlan
from stageplanner.domain.state import State, fingerprint
from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.hand_out import plan_of_trimmed
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.limit_shares import share_room
from stageplanner.optimise.peak.lowest_within_changes import lowest_within
from stageplanner.optimise.ranking.held_goals import hold_all, reach
from stageplanner.optimise.ranking.idle_changes import Part, Trimmed, without_idle_changes
from stageplanner.optimise.robust.simulate import LOSSES, SAMPLES, SPREAD, robust
from stageplanner.optimise.time_budget import Stopped, TimeBudget
from stageplanner.problems import Problem
from stageplanner.progress import NO_PROGRESS, Progress


def most_robust(
    state: State,
    plans: Sequence[Plan],
    samples: int = SAMPLES,
    seed: int = 1,
    *,
    spread: float = SPREAD,
    losses: int = LOSSES,
    more_changes: int | None = None,
    progress: Progress = NO_PROGRESS,
) -> RobustPlan:
    """Choose for every component the plan that limits its worst peak; all meet the same draws.

    The worst peak counts first, over all draws and losses; then the 95th percentile, then fewer
    changes, then the order of the plans. What has no leerbedrijven stays as in the first plan. A
    choice that together with those of other components breaks a limit of an institution is passed
    over, and reported.

    Parameters
    ----------
    state : State
        The region.
    plans : sequence of Plan
        To choose from; the first is the one to improve on.
    samples : int
        Draws of student numbers.
    seed : int
        Random seed of the draws.
    spread : float
        How far student numbers may lie from the plan, as a fraction.
    losses : int
        How many leerbedrijven are taken away, one at a time.
    more_changes : int, optional
        Changes more than the first plan that are allowed in each component; by default any number.
    progress : Progress
        Asked often whether it is cancelled; the first plan is returned then.

    Returns
    -------
    RobustPlan
        The combined plan, and how robust all plans are.

    Raises
    ------
    ValueError
        There is no plan to choose from.
    """
    if not plans:
        raise ValueError("no plans to choose from")

    def simulate(plan: Plan) -> Robustness:
        return robust(state, plan, samples, seed, spread=spread, losses=losses, progress=progress)

    tried = [simulate(plans[0])]
    for other in plans[1:]:
        robustness = simulate(other)
        if progress.is_cancelled:
            # Not all met the same draws, so they cannot be compared.
            chosen = (0,) * len(tried[0].components)
            return RobustPlan(plan=plans[0], robustness=tried[0], chosen=chosen, tried=tuple(tried))
        tried.append(robustness)
    return _mixed(state, plans, tried, more_changes, simulate)


def _mixed(
    state: State,
    plans: Sequence[Plan],
    tried: Sequence[Robustness],
    more_changes: int | None,
    simulate: Callable[[Plan], Robustness],
) -> RobustPlan:
    """Take of every component the most robust plan that keeps the limits with those before it."""
    chosen: list[int] = []
    passed_over: dict[tuple[str, object], Problem] = {}
    plan = plans[0]
    for number, component in enumerate(tried[0].components):
        counts = [_changes(state, other, component.programmes) for other in plans]
        most = max(counts) if more_changes is None else counts[0] + more_changes
        allowed = [i for i, count in enumerate(counts) if count <= most]
        for i in sorted(
            allowed, key=lambda i: (*_weakness(tried[i].components[number]), counts[i], i)
        ):
            mixed = plan
            if i:
                other = with_component(plan, plans[i], state.periods, component.programmes)
                mixed = replace(other, name="robust")
            broken = worse_together(state, plans[0], mixed)
            if not broken:
                break
            for problem in broken:
                passed_over.setdefault((problem.code, problem.values["institution"]), problem)
        chosen.append(i)
        plan = mixed
    return RobustPlan(
        plan=plan,
        robustness=simulate(plan),
        chosen=tuple(chosen),
        tried=tuple(tried),
        passed_over=tuple(passed_over.values()),
    )


def robust_plan(
    state: State,
    plan: Plan,
    time_budget: TimeBudget,
    samples: int = SAMPLES,
    seed: int = 1,
    *,
    spread: float = SPREAD,
    more_changes: int = 0,
) -> RobustPlan:
    """Find a plan with more slack and hardly more changes, by aiming as low as they allow.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan
        The plan to improve on.
    time_budget : TimeBudget
        For all plans together.
    samples : int
        Draws of student numbers.
    seed : int
        Random seed of the draws.
    spread : float
        How far student numbers may lie from the plan, as a fraction.
    more_changes : int
        Changes more than the plan has that are allowed in each component; each number up to it is
        tried.

    Returns
    -------
    RobustPlan
        The combined plan, and how robust all plans are.
    """
    plans = [plan]
    pairs: list[tuple[Instance, Choice]] = []
    with suppress(Stopped):
        for instance in build_instances(state, time_budget=time_budget):
            pairs.append((instance, instance.choice_of(plan)))
    # Each component gets its part of what the plan leaves of the limits that they share.
    instances = share_room(pairs)
    for more in range(more_changes + 1 if instances else 0):
        parts = []
        for k, (instance, (_, known)) in enumerate(zip(instances, pairs, strict=True)):
            choice, pool = known, CutPool(instance)
            part = time_budget.part(1 / ((len(instances) - k) * (more_changes + 1 - more)))
            if instance.has_capacity and not part.is_over():
                # Stopped while building: what is known already is kept.
                with suppress(Stopped):
                    most = instance.changes(known) + more
                    lowest = lowest_within(instance, pool, most, known, part)
                    choice = lowest if instance.is_feasible(lowest) else known
            held = hold_all(instance, reach(instance, choice))
            goals = state.policy.goals
            parts.append(Part(instance, pool, choice, held, None, goals, keeps_all=True))
        trimmed = without_idle_changes(parts)
        plans.append(
            replace(
                plan_of_trimmed(state, trimmed),
                proofs=tuple(_proofs(state, plan, trimmed)),
                fingerprint=fingerprint(state),
                name="robust",
            )
        )
    return most_robust(
        state,
        plans,
        samples,
        seed,
        spread=spread,
        more_changes=more_changes,
        progress=time_budget.progress,
    )


def _weakness(component: ComponentRobustness) -> tuple[float, float]:
    """Return what is minimised: the worst peak of all trials, then the 95th percentile."""
    return round(max(component.worst, component.worst_loss), 6), round(component.high, 6)


def _changes(state: State, plan: Plan, programmes: tuple[str, ...]) -> int:
    return sum(is_changed(plan, p) for p in state.periods if p.programme in programmes)


def _proofs(state: State, plan: Plan, chosen: Iterable[Trimmed]) -> Iterator[Proof]:
    """Yield what is proven of a candidate: its peak is what each of its changes is asked for.

    No plan reaches a lower peak with fewer changes than were proven for the plan to improve on.
    """
    is_known = plan.fingerprint == fingerprint(state)
    known = {p.programmes: p for p in (plan.proofs if is_known else ())}
    for trimmed in chosen:
        instance, before = trimmed.instance, known.get(trimmed.instance.programmes)
        peak = instance.peak(trimmed.choice)
        has_peak = instance.has_capacity and not instance.has_homeless
        changes = instance.changes(trimmed.choice) + instance.settled_changes
        reaches = (
            before is not None
            and before.within is None
            and before.target is not None
            and peak <= before.target + ROUNDING
        )
        at_least = min(changes, before.changes_lower_bound) if before and reaches else 0
        status = Status.PROVEN if at_least == changes else Status.BEST_FOUND
        yield Proof(
            programmes=instance.programmes,
            periods=len(instance.tasks),
            wish_peak=instance.wish_peak if has_peak else None,
            peak=peak if has_peak else None,
            lower_bound=((before.region_bound if before else None) or 0.0) if has_peak else None,
            target=peak if has_peak else None,
            changes=changes,
            changes_lower_bound=at_least,
            status=status if instance.has_capacity else Status.NO_CAPACITY,
        )
