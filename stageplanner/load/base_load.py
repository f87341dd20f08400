"""The base load of others as arrays; see :mod:`stageplanner.domain.base_load`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from stageplanner.domain.state import State


def base_days(state: State) -> Iterator[date]:
    """The days on which others are present."""
    for base in state.base_load:
        for weekday, count in enumerate(base.students):
            if count:
                yield base.monday + timedelta(days=weekday)


def base_heads(
    state: State, days: Sequence[date], programmes: Sequence[str]
) -> dict[int | None, NDArray[np.float64]]:
    """Students of others per niveau, (days, programmes) each, as counted and not weighted."""
    found: dict[int | None, NDArray[np.float64]] = {}
    row = {day: i for i, day in enumerate(days)}
    column = {programme: i for i, programme in enumerate(programmes)}
    for base in state.base_load:
        if base.programme not in column:
            continue
        heads = found.setdefault(base.niveau, np.zeros((len(days), len(programmes))))
        for weekday, count in enumerate(base.students):
            place = row.get(base.monday + timedelta(days=weekday)) if count else None
            if place is not None:
                heads[place, column[base.programme]] += count
    return found
