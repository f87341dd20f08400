"""Rounding of what was proven."""

from __future__ import annotations

import math

from stageplanner.load.tolerances import TOLERANCE


def round_down(bound: float, digits: int) -> float:
    """Return a lower bound with fewer decimals, never more than was proven.

    Parameters
    ----------
    bound : float
        The lower bound, in any unit.
    digits : int
        How many decimals are kept.

    Returns
    -------
    float
        The bound, rounded down unless it is a rounding error below the next value.
    """
    scale = 10.0**digits
    return math.floor(bound * scale + TOLERANCE) / scale
