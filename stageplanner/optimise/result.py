"""What goes into a solve and what comes out, while it runs and at its end."""

from __future__ import annotations

from dataclasses import dataclass

from stageplanner.domain.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is asked of the optimiser.

    ``target`` is the peak to reach with the fewest changes, as a fraction; ``None`` asks for
    the lowest peak instead. ``time_limit`` is in seconds for all components together;
    ``gap`` is how far plan and bound may lie apart, as a fraction, to call it enough.
    """

    target: float | None = 1.0
    max_changes: int | None = None
    time_limit: float = 60.0
    gap: float = 0.0
    seed: int = 1
    workers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveProgress:
    """Where a solve stands for one component: the best so far and what is proven.

    ``plan`` is the best plan so far of the whole region, given when it got better.
    """

    programmes: tuple[str, ...]
    phase: str
    seconds: float
    wish_peak: float
    peak: float
    lower_bound: float
    changes: int
    changes_lower_bound: int
    plan: Plan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """So much asked brings a component to this peak; what is proven of it.

    ``changes_lower_bound``: no plan with fewer changes reaches the peak. ``burden`` is what the
    most burdened institution gives way, in students x weeks, and ``burden_lower_bound`` what
    the most burdened one gives way in any plan that reaches the peak; the bound that the curve
    is not about is 0. ``plan`` is the whole region's, with only this component changed.
    """

    component: tuple[str, ...]
    changes: int
    changes_lower_bound: int
    peak: float
    plan: Plan
    burden: int = 0
    burden_lower_bound: int = 0
