"""Input of a solve, and its output while it runs and at its end."""

from __future__ import annotations

from dataclasses import dataclass

from stageplanner.domain.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is asked of the optimiser.

    Attributes
    ----------
    target : float or None
        The peak to reach with the fewest changes, as a fraction of the places; ``None`` asks for
        the lowest peak instead.
    max_changes : int or None
        The most changes allowed.
    time_limit : float
        Seconds for all components together, after which the clock ends the search.
    work : float or None
        The most work, counted so that it does not depend on the machine: with the same work and
        seed the answer is the same unless the clock ended the search. ``None`` for what a machine
        of today does in the time limit.
    gap : float
        How far plan and bound may lie apart to call it enough, as a fraction.
    seed : int
        Random seed of solver and searches.
    workers : int or None
        Threads of the solver; ``None`` for as many as there are cores, at most 8.
    shortage_share : float or None
        If the target is out of reach, the fraction to take away of the shortage that can be taken
        away; ``None`` for that of the policy.
    """

    target: float | None = 1.0
    max_changes: int | None = None
    time_limit: float = 60.0
    work: float | None = None
    gap: float = 0.0
    seed: int = 1
    workers: int | None = None
    shortage_share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveProgress:
    """The best plan and bounds of one component so far.

    Attributes
    ----------
    programmes : tuple of str
        The programmes of the component.
    phase : str
        What is being solved: ``bound``, ``lowest``, ``fewest``, ``within`` or ``done``.
    seconds : float
        Since the start of the solve.
    wish_peak, peak, lower_bound : float
        Peak utilisation of the wishes and of the best plan, and its proven bound, as fractions.
    changes, changes_lower_bound : int
        Changes of the best plan, and its proven bound.
    plan : Plan or None
        The best plan so far of the whole region, given when it got better.
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
    """A plan of the curve: the least that must be asked to bring a component to its peak.

    Attributes
    ----------
    component : tuple of str
        The programmes of the component.
    changes, changes_lower_bound : int
        Changes of the plan; no plan with fewer than the bound reaches the peak.
    peak : float
        Peak utilisation, as a fraction of the places.
    plan : Plan
        Of the whole region, with only this component changed.
    burden, burden_lower_bound : int
        What the most burdened institution gives way, in students x weeks, and what it gives way at
        least in any plan that reaches the peak. The bound that the curve is not about is 0.
    """

    component: tuple[str, ...]
    changes: int
    changes_lower_bound: int
    peak: float
    plan: Plan
    burden: int = 0
    burden_lower_bound: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortagePlan:
    """A plan of the curve against shortage: the least that must be asked to take away so much.

    Attributes
    ----------
    component : tuple of str
        The programmes of the component.
    changes, changes_lower_bound : int
        Changes of the plan; no plan with fewer than the bound takes away so much.
    shortage, shortage_lower_bound : float
        Student-days that remain; no plan with so few changes leaves less than the bound.
    share : float
        What the plan takes away, as a fraction of what can be taken away of the component's
        shortage in student-days.
    peak : float
        Peak utilisation, as a fraction of the places.
    is_knee : bool
        Whether it has the fewest changes for the share that the policy asks.
    plan : Plan
        Of the whole region, with only this component changed.
    """

    component: tuple[str, ...]
    changes: int
    changes_lower_bound: int
    shortage: float
    shortage_lower_bound: float
    share: float
    peak: float
    is_knee: bool
    plan: Plan
