"""The ground rules of a region: its name, its fairness rule, and figures kept over the years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class FairnessRule(StrEnum):
    """How the burden is to be shared.

    ``STUDENTS``: by the number of students; ``INSTITUTIONS``: equal parts; ``KEY``: by the key
    of the region.
    """

    STUDENTS = "students"
    INSTITUTIONS = "institutions"
    KEY = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRules:
    """What the region settled before it negotiates; plans do not depend on it.

    ``code`` begins the numbers of agreements. ``key`` weighs institutions under the rule ``KEY``
    (1 if not named). ``masks_small`` hides counts under 5 in what parties get.
    ``contact_capacity`` is how many contact moments an institution says it can have in a week:
    weeks with more are reported and allowed. The limit for plans is the rule
    ``most_contact_moments`` of :class:`~stageplanner.domain.policy.Rules`, which goes first.
    """

    region: str = ""
    code: str = ""
    fairness: FairnessRule = FairnessRule.STUDENTS
    key: Mapping[str, float] = field(default_factory=dict)
    masks_small: bool = False
    contact_capacity: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What an institution gave in a school year, in students x weeks, and its fair part.

    ``due`` is its fair part under the rule of that year.
    """

    institution: str
    school_year: int
    changes: int
    student_weeks: int
    due: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageFigure:
    """A published number of students without a place: where agreements are needed most."""

    on: date
    region: str = ""
    sector: str = ""
    programme: str = ""
    niveau: int | None = None
    leerweg: str = ""
    number: int
    file: str = ""
