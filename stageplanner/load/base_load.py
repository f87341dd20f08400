"""The base load as arrays; see :mod:`stageplanner.domain.base_load`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from stageplanner.domain.state import State


def base_days(state: State) -> Iterator[date]:
    """Return the days on which the base load has students.

    Parameters
    ----------
    state : State
        The region.

    Yields
    ------
    date
        A day may come more than once.
    """
    for base in state.base_load:
        for weekday, count in enumerate(base.students):
            if count:
                yield base.monday + timedelta(days=weekday)


def base_heads(
    state: State, days: Sequence[date], programmes: Sequence[str]
) -> dict[int | None, NDArray[np.float64]]:
    """Count the students of the base load per niveau, not weighted.

    Parameters
    ----------
    state : State
        The region.
    days : Sequence[date]
        The rows of the arrays.
    programmes : Sequence[str]
        The columns of the arrays, by code.

    Returns
    -------
    dict[int | None, NDArray[np.float64]]
        Per niveau an array of shape (days, programmes), students.
    """
    heads_by_niveau: dict[int | None, NDArray[np.float64]] = {}
    row_of = {day: i for i, day in enumerate(days)}
    column_of = {programme: i for i, programme in enumerate(programmes)}
    for base in state.base_load:
        if base.programme not in column_of:
            continue
        heads = heads_by_niveau.setdefault(base.niveau, np.zeros((len(days), len(programmes))))
        for weekday, count in enumerate(base.students):
            row = row_of.get(base.monday + timedelta(days=weekday)) if count else None
            if row is not None:
                heads[row, column_of[base.programme]] += count
    return heads_by_niveau
