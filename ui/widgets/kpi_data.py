"""The key figures of the strip at the bottom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """The key figures of one component: before (the wishes) and now."""

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
