"""A division over leerbedrijven: how many students of each stage period each one takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stageplanner.problems import Problem

#: The leerbedrijven (ids) that an institution already works with for a programme.
Relations = Mapping[tuple[str, str], frozenset[str]]
#: Kilometres between a location of an institution and a town of leerbedrijven.
Distances = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Students of one stage period that a leerbedrijf takes for the whole period.

    ``part`` numbers the placements of a split group; 0 if it is not split.
    """

    period: str
    leerbedrijf: str
    students: int
    part: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """Students of one stage period that no leerbedrijf can take, and why.

    ``days`` counts the days they would be present, from ``start`` to ``end``; ``full_days`` are the
    first of the days without a free place for them.
    """

    period: str
    students: int
    start: date
    end: date
    days: int
    problem: Problem
    full_days: tuple[date, ...] = ()
    part: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionProof:
    """What is proven about one component: no division places more than ``at_most`` students."""

    programmes: tuple[str, ...]
    students: int
    placed: int
    at_most: int
    seconds: float = 0.0

    @property
    def is_proven(self) -> bool:
        """Whether no division can place more students than this one."""
        return self.placed == self.at_most


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """The students of a plan divided over leerbedrijven, and those without a place.

    ``related`` students are at a leerbedrijf that their institution already works with, ``nearby``
    students at one of the nearest that take them (the same town by default). ``spread`` is the sum
    over leerbedrijven of the square of their yearly utilisation (student-days per place-day): the
    lower, the more even.
    """

    shares: tuple[Share, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    proofs: tuple[DivisionProof, ...] = ()
    related: int = 0
    nearby: int = 0
    spread: float = 0.0
    seconds: float = 0.0

    @property
    def placed(self) -> int:
        """Students that have a place."""
        return sum(share.students for share in self.shares)

    @property
    def left_over(self) -> int:
        """Students without a place."""
        return sum(unplaced.students for unplaced in self.unplaced)
