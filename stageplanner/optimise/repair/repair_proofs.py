"""Proofs of a repair: what still holds of the current plan, and why the target is out of reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stageplanner.domain.plan import Plan, Proof, Status, changed_periods
from stageplanner.domain.state import State, fingerprint
from stageplanner.load.measures import bottleneck_on
from stageplanner.optimise.explaining.explain import programme_names
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.problems import Percentage, Problem, Severity


def proofs_of(
    state: State, plan: Plan, chosen: Iterable[tuple[Instance, Choice]]
) -> Iterator[Proof]:
    """Yield what still holds of the proofs of the current plan: how low any plan can go.

    Parameters
    ----------
    state : State
        The region with its current plan.
    plan : Plan
        The repair.
    chosen : iterable of (Instance, Choice)
        The choice, shape (tasks,), of every component.

    Yields
    ------
    Proof
        Per component; nothing is proven of the number of changes.
    """
    current = state.plan
    is_known = current is not None and current.fingerprint == fingerprint(state)
    known = {p.programmes: p for p in (current.proofs if current and is_known else ())}
    changed = [period.programme for period in changed_periods(plan, state.periods)]
    for instance, choice in chosen:
        before = known.get(instance.programmes)
        has_peak = instance.has_capacity and not instance.has_homeless
        yield Proof(
            programmes=instance.programmes,
            periods=len(instance.tasks),
            wish_peak=before.wish_peak if before else None,
            peak=instance.peak(choice) if has_peak else None,
            lower_bound=(before.lower_bound if before else 0.0) if has_peak else None,
            target=None,
            changes=sum(name in instance.programmes for name in changed),
            changes_lower_bound=0,
            status=Status.BEST_FOUND if instance.has_capacity else Status.NO_CAPACITY,
        )


def beyond_reach(
    state: State,
    instance: Instance,
    choice: Choice,
    target: float,
    *,
    answered: frozenset[str],
    is_proven: bool,
) -> Problem:
    """Return why the target is out of reach: the bottleneck that stays, and the answers in it.

    Parameters
    ----------
    state : State
        The region.
    instance : Instance
        The component.
    choice : Choice
        Its repair. Shape (tasks,).
    target : float
        As a fraction of the places.
    answered : frozenset of str
        Ids of the stage periods that were answered.
    is_proven : bool
        Whether no plan around the answers reaches the target.

    Returns
    -------
    Problem
        A warning.
    """
    worst = instance.worst(choice)
    day = int(worst.peak.argmax())
    chosen = worst.peak_set[day]
    names = tuple(n for n, is_in in zip(instance.programmes, chosen, strict=True) if is_in)
    students = float(instance.demand(choice)[day, chosen].sum())
    bottleneck = bottleneck_on(instance.grid.days[day], names, students, state.leerbedrijven)
    held = [
        f"{task.period.group or task.period.id} ({task.period.institution})"
        for task in instance.tasks
        if task.period.id in answered
        and task.period.programme in names
        and task.presence[0, day] > 0
    ]
    return Problem(
        code="repair_impossible" if is_proven else "repair_not_found",
        severity=Severity.WARNING,
        values={
            "target": Percentage(target),
            "peak": Percentage(worst.peak[day]),
            "day": bottleneck.day,
            "students": round(students, 1),
            "programmes": programme_names(state, names),
            "places": round(bottleneck.places, 1),
            "companies": bottleneck.companies,
            "held": tuple(held) or "-",
        },
    )
