"""Repair: a plan that takes the answers of parties and repairs what they broke."""

from __future__ import annotations

from dataclasses import dataclass

from stageplanner.domain.plan import Plan
from stageplanner.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A plan that takes the answers of parties and repairs what they broke.

    ``touched`` are the stage periods, not answered, that are asked something new, or nothing any
    more; no repair touches fewer than ``touched_lower_bound``. ``institutions`` are those they
    belong to, ``others`` the ones among them that refused nothing. ``peak`` is the highest
    utilisation over the components; ``reaches_target`` is true if it is low enough, and else
    ``problems`` give the reason.
    """

    plan: Plan
    touched: tuple[str, ...]
    touched_lower_bound: int
    institutions: tuple[str, ...]
    others: tuple[str, ...]
    peak: float
    reaches_target: bool
    problems: tuple[Problem, ...] = ()
