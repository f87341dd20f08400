"""Components that share something are one question: the changes allowed, or a limit.

Each component is first solved as if it had all to itself. That gives true bounds, and often the
answer: if the plans together keep within what is shared, there is no better one. If not, those
components are solved in one model, goal by goal
(:func:`~stageplanner.optimise.ranking.lexicographic.by_rank_together`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stageplanner.domain.policy import Goals
from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.bound_within import bound_within
from stageplanner.optimise.component import Component, Report
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.joint_model import joined, keeps_shared_limits, shared_limits
from stageplanner.optimise.instance.limit_shares import with_remaining_room
from stageplanner.optimise.ranking.held_goals import Held
from stageplanner.optimise.ranking.lexicographic import (
    Member,
    Ranked,
    by_rank_together,
    fewest_together,
)
from stageplanner.optimise.time_budget import TimeBudget

#: Fractions of the time left: for a first plan within a shared limit, and for the rank of goals
#: before the bounds within the changes allowed.
FIRST_SHARE, RANK_SHARE = 0.4, 0.8
#: Fraction of the time left to give every component what it takes away of its shortage alone.
KNEE_SHARE = 0.5


def groups_of(instances: Sequence[Instance]) -> list[list[int]]:
    """Return the components that share room of a limit, directly or through others.

    Parameters
    ----------
    instances : sequence of Instance
        The components.

    Returns
    -------
    list of list of int
        Groups of two or more, by number.
    """
    group = list(range(len(instances)))
    for limits in shared_limits(instances):
        if any(limit.is_shared for _, limit in limits):
            joins = {group[k] for k, _ in limits}
            group = [min(joins) if g in joins else g for g in group]
    found = [[k for k, g in enumerate(group) if g == name] for name in sorted(set(group))]
    return [members for members in found if len(members) > 1]


def solve_group(
    components: Sequence[Component], goals: Goals, time_budget: TimeBudget, report: Report
) -> None:
    """Solve components that share a limit, each of which was solved with all its room.

    Parameters
    ----------
    components : sequence of Component
        They get the best joint plan; their bounds stay.
    goals : Goals
        The tolerances of the policy.
    time_budget : TimeBudget
        For this group. If they can all keep what they reach alone, the fewest changes for that are
        sought; otherwise the best by the whole rank of their sums.
    report : callable
        Gets each component when it has its plan.
    """
    pairs = [(component.instance, component.choice) for component in components]
    if keeps_shared_limits(pairs):
        return
    _solve_together(components, goals, time_budget, report)
    _mark_by_clock(components, time_budget)


def _solve_together(
    components: Sequence[Component], goals: Goals, time_budget: TimeBudget, report: Report
) -> None:
    start = _plan_in_turn(components, time_budget.part(FIRST_SHARE))
    if any(component.is_knee for component in components):
        held = [component.part().held for component in components]
        share = time_budget.part(KNEE_SHARE)
        fewest = fewest_together(_members(components), held, joined(start), share, goals=goals)
        if fewest is not None:
            _take_over(components, fewest, held)
            return
    ranked = _ranked(components, start, goals, time_budget)
    _take_over(components, ranked.choice)
    for component in components:
        level = component.level
        is_above = level is not None and component.peak > level + ROUNDING
        component.is_crowded = ranked.is_proven and is_above and not component.is_impossible
        report(component, "done")


def _plan_in_turn(components: Sequence[Component], time_budget: TimeBudget) -> list[Choice]:
    """Keep the plans that fit beside each other, and plan the others within what is left."""
    instances = [component.instance for component in components]
    choices = [instance.wish for instance in instances]
    left: list[int] = []
    for k, component in enumerate(components):
        choices[k] = component.choice
        if not keeps_shared_limits(list(zip(instances, choices, strict=True))):
            choices[k] = instances[k].wish
            left.append(k)
    for n, k in enumerate(left):
        pairs = [pair for j, pair in enumerate(zip(instances, choices, strict=True)) if j != k]
        instance = with_remaining_room(instances[k], pairs)
        limits = tuple(replace(limit, loosest=limit.room) for limit in instance.limits)
        alone = Component(
            replace(instance, limits=limits), components[k].settings, components[k].goals
        )
        alone.run(time_budget.part(1 / (len(left) - n)), lambda _, __: None)
        choices[k] = alone.choice
    return choices


def keep_within(
    components: Sequence[Component],
    goals: Goals,
    time_budget: TimeBudget,
    report: Report,
    *,
    groups: Sequence[Sequence[int]],
    most: int,
) -> None:
    """Bring a region to no more changes than are allowed: the best plan by rank with so many.

    Parameters
    ----------
    components : sequence of Component
        All of the region, each solved as if any number were allowed.
    goals : Goals
        The tolerances of the policy.
    time_budget : TimeBudget
        For all of them.
    report : callable
        Gets each component when it has its plan.
    groups : sequence of sequence of int
        Those that share a limit (:func:`groups_of`), by number.
    most : int
        The most changes of all components together.
    """
    if sum(component.changes for component in components) <= most:
        return
    inside = {k for k, component in enumerate(components) if component.wants_changes}
    for group in groups:
        if inside.intersection(group):
            inside.update(group)
    asked = [components[k] for k in sorted(inside)]
    start = fit_together(asked, most)
    _take_over(asked, _ranked(asked, start, goals, time_budget.part(RANK_SHARE), most).choice)
    for k, component in enumerate(asked):
        component.limit_to(
            bound_within(
                component.instance,
                component.pool,
                most,
                (component.bound, component.peak),
                time_budget.part(1 / (len(asked) - k)),
            )
        )
        report(component, "within")
    _mark_by_clock(asked, time_budget)


def _mark_by_clock(components: Sequence[Component], time_budget: TimeBudget) -> None:
    for component in components:
        component.ended_by_clock |= time_budget.ends > 0


def fit_together(components: Sequence[Component], most: int | None = None) -> list[Choice]:
    """Keep the plans that fit beside each other, those with the fewest changes first.

    Parameters
    ----------
    components : sequence of Component
        Each solved as if it had all to itself.
    most : int, optional
        The most changes of all components together.

    Returns
    -------
    list of Choice
        Of each component its best choice so far, or its wish where that takes too much.
    """
    instances = [component.instance for component in components]
    choices = [component.choice for component in components]
    changes = [component.changes for component in components]
    if (most is None or sum(changes) <= most) and keeps_shared_limits(
        list(zip(instances, choices, strict=True))
    ):
        return choices
    kept = [instance.wish for instance in instances]
    left = sum(changes) if most is None else most
    for k in sorted(range(len(components)), key=lambda k: changes[k]):
        if changes[k] > left:
            continue
        kept[k] = choices[k]
        pairs = list(zip(instances, kept, strict=True))
        if instances[k].limits and not keeps_shared_limits(pairs):
            kept[k] = instances[k].wish
        else:
            left -= changes[k]
    return kept


def _ranked(
    components: Sequence[Component],
    start: list[Choice],
    goals: Goals,
    time_budget: TimeBudget,
    most: int | None = None,
) -> Ranked:
    return by_rank_together(
        _members(components),
        joined(start),
        time_budget,
        goals=goals,
        most=most,
    )


def _members(components: Sequence[Component]) -> list[Member]:
    return [Member(component.instance, component.pool, component.level) for component in components]


def _take_over(
    components: Sequence[Component], choice: Choice, held: Sequence[Held] | None = None
) -> None:
    begin = 0
    for k, component in enumerate(components):
        end = begin + len(component.instance.tasks)
        component.take_over(choice[begin:end], None if held is None else held[k])
        begin = end
