"""What was measured when something was agreed: peak and tekort before and after."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from stageplanner.domain.agreement import Effect
from stageplanner.domain.state import State, fingerprint
from stageplanner.load.measures import ComponentLoad, Measures, measure


def effect_measure(state: State) -> Callable[[tuple[str, ...]], Effect]:
    """A function that tells peak and tekort of some programmes, under the wishes and the plan.

    The components of the programmes count whole; without programmes the region does. Measured
    once, however often it is asked.
    """
    known: list[tuple[Measures, Measures, str]] = []

    def effect(programmes: tuple[str, ...]) -> Effect:
        if not known:
            known.append((measure(state), measure(state, state.plan), fingerprint(state)))
        before, after, data = known[0]
        own = [_touched(measures.components, programmes) for measures in (before, after)]
        return Effect(
            peak_before=_peak(own[0]),
            peak_after=_peak(own[1]),
            shortage_before=_shortage(own[0]),
            shortage_after=_shortage(own[1]),
            fingerprint=data,
        )

    return effect


def _touched(
    components: Iterable[ComponentLoad], programmes: tuple[str, ...]
) -> tuple[ComponentLoad, ...]:
    wanted = set(programmes)
    return tuple(c for c in components if not wanted or wanted.intersection(c.programmes))


def _peak(components: Iterable[ComponentLoad]) -> float | None:
    highest = max((c.peak for c in components if c.has_capacity), default=math.inf)
    return round(highest, 6) if math.isfinite(highest) else None


def _shortage(components: Iterable[ComponentLoad]) -> float:
    return round(sum(c.shortage_student_days for c in components), 3)
