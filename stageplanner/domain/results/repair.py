"""A repair: a plan that takes answers as they are and mends what they broke."""

from __future__ import annotations

from dataclasses import dataclass

from stageplanner.domain.plan import Plan
from stageplanner.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A plan that takes the answers as they are and mends what they broke.

    ``touched`` are the stage periods, not answered, that are asked something new;
    ``touched_lower_bound`` says that no repair touches fewer. ``institutions`` are whose they
    are, ``others`` those of them that refused nothing themselves. ``peak`` is the highest
    utilisation over the components; ``reaches_target`` tells whether it is low enough, and
    ``problems`` say why where it is not.
    """

    plan: Plan
    touched: tuple[str, ...]
    touched_lower_bound: int
    institutions: tuple[str, ...]
    others: tuple[str, ...]
    peak: float
    reaches_target: bool
    problems: tuple[Problem, ...] = ()
