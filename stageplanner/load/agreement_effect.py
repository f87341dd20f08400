"""The effect of an agreement: peak and tekort before and after."""

from __future__ import annotations

import math
from collections.abc import Callable

from stageplanner.domain.agreement import Effect
from stageplanner.domain.state import State, fingerprint
from stageplanner.load.standing import Standing, region_standing, standings


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
    measured: list[tuple[tuple[Standing, ...], str]] = []

    def effect(programmes: tuple[str, ...]) -> Effect:
        if not measured:
            measured.append((standings(state, state.plan), fingerprint(state)))
        (parts, data), wanted = measured[0], set(programmes)
        region = region_standing(
            part for part in parts if not wanted or wanted.intersection(part.programmes)
        )
        return Effect(
            peak_before=_finite(region.wish_peak),
            peak_after=_finite(region.peak),
            shortage_before=round(region.wish_shortage, 3),
            shortage_after=round(region.shortage, 3),
            fingerprint=data,
        )

    return effect


def _finite(peak: float | None) -> float | None:
    return None if peak is None or not math.isfinite(peak) else round(peak, 6)
