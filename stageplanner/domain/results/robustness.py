"""What the peak becomes when reality differs from the plan: results of trying it."""

from __future__ import annotations

from dataclasses import dataclass

from stageplanner.domain.plan import Plan
from stageplanner.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """The peak of a component when one leerbedrijf is gone for the whole year."""

    leerbedrijf: str
    peak: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentRobustness:
    """How the peak of one component moves; peaks are fractions, ``inf`` without any place.

    ``typical``, ``high`` and ``worst`` are the median, the 95th percentile and the highest
    peak over the samples of student numbers; ``within_target`` is the part of the samples at
    or below the target. ``losses`` are the leerbedrijven tried, the most missed first.
    """

    programmes: tuple[str, ...]
    peak: float
    typical: float
    high: float
    worst: float
    within_target: float
    losses: tuple[Loss, ...] = ()

    @property
    def worst_loss(self) -> float:
        """The peak without the leerbedrijf that is missed most; the plan's own without any."""
        return max((loss.peak for loss in self.losses), default=self.peak)


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """How robust a plan is: per component, tried ``samples`` times from ``seed``."""

    components: tuple[ComponentRobustness, ...]
    samples: int
    seed: int
    spread: float
    target: float

    @property
    def worst(self) -> float:
        """The highest peak met by changing student numbers."""
        return max((c.worst for c in self.components), default=0.0)

    @property
    def high(self) -> float:
        """The 95th percentile of the component that is hit most."""
        return max((c.high for c in self.components), default=0.0)

    @property
    def worst_loss(self) -> float:
        """The highest peak met when one of the leerbedrijven that were tried is gone."""
        return max((c.worst_loss for c in self.components), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustPlan:
    """A plan put together from several: of every component the most robust one.

    ``chosen`` names per component (as in ``robustness``) which of the plans it comes from;
    ``tried`` tells how robust each plan was, in the order given. ``passed_over`` are the limits
    of institutions that a more robust choice would have broken beside those of other components.
    """

    plan: Plan
    robustness: Robustness
    chosen: tuple[int, ...]
    tried: tuple[Robustness, ...]
    passed_over: tuple[Problem, ...] = ()
