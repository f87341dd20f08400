"""Propose a plan for a region: component by component, each with its proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from stageplanner.domain.plan import WISH_PLAN, Placement, Plan, Way, placements_of, plan_of
from stageplanner.domain.state import State, fingerprint
from stageplanner.optimise.component import BEGIN_SHARE, SEEK_SHARE, Component, Report
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.instance.limit_shares import with_remaining_room
from stageplanner.optimise.ranking.idle_changes import without_idle_changes
from stageplanner.optimise.result import Settings
from stageplanner.optimise.time_budget import Stopped, TimeBudget
from stageplanner.progress import NO_PROGRESS, Progress


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

    report = _Reports(state, components, time_budget)
    # Small ones first, so that the large one gets the time they leave.
    waiting = sorted(components, key=lambda component: len(component.instance.tasks))
    bound = [component for component in waiting if component.instance.limits]
    for component, part in _shared(bound, time_budget, before=waiting):
        rest = [(other.instance, other.choice) for other in components if other is not component]
        component.instance = with_remaining_room(component.instance, rest)
        component.run(part, report)
    _together([component for component in waiting if component not in bound], time_budget, report)
    return replace(_plan(state, components), fingerprint=mark)


class _Reports:
    """Reports the progress of components, each with the plan that would be handed out then.

    Taking idle changes back from a plan takes time, so of many better plans in one phase only as
    many are told as cost a tenth of the time.
    """

    def __init__(self, state: State, components: list[Component], time_budget: TimeBudget) -> None:
        self.state, self.components, self.time_budget = state, components, time_budget
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
        plan = _plan(self.state, self.components)
        progress.report(component.progress(phase, seconds, plan))
        now = self.time_budget.seconds
        self._next = now + 9 * (now - seconds)


def _together(components: list[Component], time_budget: TimeBudget, report: Report) -> None:
    """Solve components that share no limit, in turns.

    All get a bound and a plan first; then those whose lowest peak is still open take turns, so
    that none is left without an answer when the time is over.
    """
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
    components: list[Component], time_budget: TimeBudget, before: list[Component] | None = None
) -> Iterator[tuple[Component, TimeBudget]]:
    """Yield each component with its share of the time left; larger ones get more.

    ``before`` are all components that have to share it, if they are more.
    """
    waiting = list(components if before is None else before)
    for component in components:
        # A tenth of the groups needs more than a tenth of the time.
        ahead = sum((len(other.instance.free) + 1) ** 0.5 for other in waiting)
        yield component, time_budget.part((len(component.instance.free) + 1) ** 0.5 / ahead)
        waiting.remove(component)


def plan_of_choices(state: State, choices: Iterable[tuple[Instance, Choice]]) -> Plan:
    """Build the plan of the whole region from a choice per component.

    Parameters
    ----------
    state : State
        The region.
    choices : iterable of (Instance, Choice)
        A choice, shape (tasks,), for every component; stage periods of others keep their wish.

    Returns
    -------
    Plan
        With what was agreed for settled stage periods.
    """
    options: dict[str, Way] = {}
    settled: dict[str, tuple[Placement, ...]] = {}
    for instance, choice in choices:
        options.update(instance.options_of(choice))
        settled |= {t.period.id: t.settled for t in instance.tasks if t.settled}
    plan = plan_of(state.periods, {k: o for k, o in options.items() if k not in settled})
    kept = {
        period.id: settled[period.id]
        for period in state.periods
        if period.id in settled and settled[period.id] != placements_of(WISH_PLAN, period)
    }
    return replace(plan, placements={**plan.placements, **kept}) if kept else plan


def _plan(state: State, components: list[Component]) -> Plan:
    """Build the plan that is handed out, without idle changes, with the proofs of all components.

    Components that share limits pass together: taking back a change in one makes room in others.
    """
    limited = [component for component in components if component.instance.limits]
    if len(limited) > 1:
        answers = without_idle_changes([component.part() for component in limited])
        for component, answer in zip(limited, answers, strict=True):
            component.hand_out(answer)
    plan = plan_of_choices(
        state, [(component.instance, component.answer) for component in components]
    )
    return replace(
        plan, proofs=tuple(component.proof() for component in components), name="proposal"
    )
