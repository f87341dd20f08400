"""The key figures of the strip at the bottom."""

from __future__ import annotations

from dataclasses import dataclass

#: The number that stands for the region as a whole, where a component could be.
REGION = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """The key figures of one component, or of the region: before (the wishes) and now.

    ``component`` is the number of the component, or :data:`REGION`. Of the region the peaks, the
    bound and the yearly balance are the highest of its components, the rest are sums.
    """

    component: int
    name: str
    wish_peak: float
    peak: float
    lower_bound: float | None
    wish_shortage: float
    shortage: float
    changes: int | None
    changes_lower_bound: int | None
    year_balance: float
    has_capacity: bool = True
