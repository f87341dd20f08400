"""The effect of an agreement: peak and tekort before and after."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from stageplanner.domain.agreement import Effect
from stageplanner.domain.state import State, fingerprint
from stageplanner.load.measures import ComponentLoad, Measures, measure


def effect_measure(state: State) -> Callable[[tuple[str, ...]], Effect]:
    """Build a function that measures peak and tekort under the wishes and under the plan.

    The components of the programmes count whole; without programmes the whole region counts.
    The state is measured once, at the first call.

    Parameters
    ----------
    state : State
        The region, with its current plan.

    Returns
    -------
    Callable[[tuple[str, ...]], Effect]
        Takes the codes of programmes; peaks are fractions of capacity, tekort is in
        student-days.
    """
    measured: list[tuple[Measures, Measures, str]] = []

    def effect(programmes: tuple[str, ...]) -> Effect:
        if not measured:
            measured.append((measure(state), measure(state, state.plan), fingerprint(state)))
        wishes, plan, data = measured[0]
        before = _components_with(wishes.components, programmes)
        after = _components_with(plan.components, programmes)
        return Effect(
            peak_before=_peak(before),
            peak_after=_peak(after),
            shortage_before=_shortage(before),
            shortage_after=_shortage(after),
            fingerprint=data,
        )

    return effect


def _components_with(
    components: Iterable[ComponentLoad], programmes: tuple[str, ...]
) -> tuple[ComponentLoad, ...]:
    wanted = set(programmes)
    return tuple(c for c in components if not wanted or wanted.intersection(c.programmes))


def _peak(components: Iterable[ComponentLoad]) -> float | None:
    highest = max((c.peak for c in components if c.has_capacity), default=math.inf)
    return round(highest, 6) if math.isfinite(highest) else None


def _shortage(components: Iterable[ComponentLoad]) -> float:
    return round(sum(c.shortage_student_days for c in components), 3)
