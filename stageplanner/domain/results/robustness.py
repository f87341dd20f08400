"""The peak when reality differs from the plan: results of simulating it."""

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
    """The peaks of one component; fractions of capacity, ``inf`` without any place.

    ``typical``, ``high`` and ``worst`` are the median, the 95th percentile and the highest peak
    over the samples of student numbers; ``within_target`` is the fraction of the samples at or
    below the target. ``losses`` are the leerbedrijven tried, the one with the highest peak first.
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
        """Highest peak without one leerbedrijf; the peak of the plan if none was tried."""
        return max((loss.peak for loss in self.losses), default=self.peak)


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """How robust a plan is, per component, over ``samples`` samples from ``seed``."""

    components: tuple[ComponentRobustness, ...]
    samples: int
    seed: int
    spread: float
    target: float

    @property
    def worst(self) -> float:
        """Highest peak over all samples of student numbers."""
        return max((c.worst for c in self.components), default=0.0)

    @property
    def high(self) -> float:
        """Highest 95th percentile of any component."""
        return max((c.high for c in self.components), default=0.0)

    @property
    def worst_loss(self) -> float:
        """Highest peak without one of the leerbedrijven that were tried."""
        return max((c.worst_loss for c in self.components), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustPlan:
    """A plan combined from several: of every component the most robust one.

    ``chosen`` gives per component (as in ``robustness``) the index of the plan it comes from;
    ``tried`` is the robustness of each plan, in the order given. ``passed_over`` are the limits of
    institutions that a more robust choice would have broken together with other components.
    """

    plan: Plan
    robustness: Robustness
    chosen: tuple[int, ...]
    tried: tuple[Robustness, ...]
    passed_over: tuple[Problem, ...] = ()
