"""Propose a plan for a region: component by component, each with its proof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stageplanner.domain.plan import WISH_PLAN, Plan
from stageplanner.domain.state import State, fingerprint
from stageplanner.optimise.component import BEGIN_SHARE, SEEK_SHARE, Component, Report
from stageplanner.optimise.hand_out import plan_of_trimmed
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.ranking.idle_changes import without_idle_changes
from stageplanner.optimise.result import Settings
from stageplanner.optimise.time_budget import Stopped, TimeBudget
from stageplanner.optimise.together import fit_together, groups_of, keep_within, solve_group
from stageplanner.progress import NO_PROGRESS, Progress

#: Fraction of the time to solve each component alone, if some share a limit or the changes.
ALONE_SHARE = 0.5


def optimise(
    state: State,
    settings: Settings,
    progress: Progress = NO_PROGRESS,
    locked: frozenset[str] = frozenset(),
) -> Plan:
    """Propose the plan with the fewest changes that reaches the target, or the lowest peak.

    Parameters
    ----------
    state : State
        The region.
    settings : Settings
        The target, and how long and how closely to look for it.
    progress : Progress
        Gets a ``SolveProgress`` whenever a plan or a bound of a component got better. Once it is
        cancelled, the best plan so far is returned within half a second, without idle changes.
    locked : frozenset of str
        Ids of stage periods that keep their wish.

    Returns
    -------
    Plan
        With one :class:`~stageplanner.domain.plan.Proof` per component.
    """
    # First, as it takes a tenth of a second in a large region: a stop is answered soon.
    mark = fingerprint(state)
    time_budget = TimeBudget(
        settings.time_limit, progress, workers=settings.workers, seed=settings.seed
    )
    try:
        instances = build_instances(state, locked, time_budget)
    except Stopped:
        # Cancelled before anything was solved: the current plan is the best so far.
        return state.plan or replace(WISH_PLAN, name="proposal", fingerprint=mark)
    components = [Component(instance, settings, state.policy.goals) for instance in instances]

    most = settings.max_changes
    report = _Reports(state, components, time_budget, most)
    groups = groups_of(instances)
    for k in {k for group in groups for k in group}:
        # With all the room that any plan could leave it, its bounds are those of the region.
        components[k].instance = instances[k].loosened
    alone = ALONE_SHARE if groups or most is not None else 1.0
    _one_by_one(components, time_budget.part(alone), report)
    goals = state.policy.goals
    for g, group in enumerate(groups):
        share = (alone if most is not None else 1.0) / (len(groups) - g)
        sharing = [components[k] for k in group]
        solve_group(sharing, goals, time_budget.part(share), report)
    if most is not None:
        keep_within(components, goals, time_budget, report, groups=groups, most=most)
    plan = _plan(state, components, most)
    for component in components:
        component.settle()
        component.assert_sound()
    return replace(plan, fingerprint=mark)


class _Reports:
    """Reports the progress of components, each with the plan that would be handed out then.

    Taking idle changes back from a plan takes time, so of many better plans in one phase only as
    many are told as cost a tenth of the time.
    """

    def __init__(
        self,
        state: State,
        components: list[Component],
        time_budget: TimeBudget,
        most: int | None,
    ) -> None:
        self.state, self.components, self.time_budget = state, components, time_budget
        self.most = most
        self._last: tuple[Component, str] | None = None
        self._next = 0.0

    def __call__(self, component: Component, phase: str) -> None:
        """Tell the plan and the bounds so far."""
        progress, seconds = self.time_budget.progress, self.time_budget.seconds
        is_again = self._last == (component, phase) and seconds < self._next
        # Whoever cancelled waits for the answer.
        if not progress.has_listener or is_again or progress.is_cancelled:
            return
        self._last = component, phase
        plan = _plan(self.state, self.components, self.most)
        progress.report(component.progress(phase, seconds, plan))
        now = self.time_budget.seconds
        self._next = now + 9 * (now - seconds)


def _one_by_one(components: list[Component], time_budget: TimeBudget, report: Report) -> None:
    """Solve components as if they shared nothing, in turns.

    All get a bound and a plan first; then those whose lowest peak is still open take turns, so
    that none is left without an answer when the time is over.
    """
    # Small ones first, so that the large one gets the time they leave.
    components = sorted(components, key=lambda component: len(component.instance.tasks))
    for component, part in _shared(components, time_budget.part(BEGIN_SHARE)):
        component.begin(part, report)
    seeking = time_budget.part(SEEK_SHARE)
    while not seeking.is_over():
        still = [component for component in components if component.is_seeking]
        if not still:
            break
        for component in still:
            component.seek(seeking, report)
    # Those that are finished take no share of the time that is left.
    done = [component for component in components if not component.is_unfinished]
    for component in done:
        component.finish(time_budget, report)
    for component, part in _shared([c for c in components if c.is_unfinished], time_budget):
        component.finish(part, report)


def _shared(
    components: list[Component], time_budget: TimeBudget
) -> Iterator[tuple[Component, TimeBudget]]:
    """Yield each component with its share of the time left; larger ones get more."""
    waiting = list(components)
    for component in components:
        # A tenth of the groups needs more than a tenth of the time.
        ahead = sum((len(other.instance.free) + 1) ** 0.5 for other in waiting)
        yield component, time_budget.part((len(component.instance.free) + 1) ** 0.5 / ahead)
        waiting.remove(component)


def _plan(state: State, components: list[Component], most: int | None) -> Plan:
    """Build the plan that is handed out, without idle changes, with the proofs of all components.

    Components that share limits pass together: taking back a change in one makes room in others.
    On the way, plans that were found alone may together take more than is shared or allowed: then
    some are not handed out yet.
    """
    choices = fit_together(components, most)
    limited = [k for k, component in enumerate(components) if component.instance.limits]
    if len(limited) > 1:
        parts = [replace(components[k].part(), choice=choices[k]) for k in limited]
        for k, trimmed in zip(limited, without_idle_changes(parts), strict=True):
            components[k].hand_out(trimmed)
    else:
        limited = []
    for k, component in enumerate(components):
        if k not in limited and choices[k] is not component.choice:
            part = replace(component.part(), choice=choices[k])
            component.hand_out(*without_idle_changes([part]))
    plan = plan_of_trimmed(state, [component.trimmed for component in components])
    return replace(
        plan, proofs=tuple(component.proof() for component in components), name="proposal"
    )
