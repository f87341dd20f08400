"""How a region negotiates: its name, what it calls fair, and figures it keeps over the years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class FairnessRule(StrEnum):
    """How the burden ought to be shared.

    ``STUDENTS``: by the number of students; ``INSTITUTIONS``: the same for each; ``KEY``: by
    the region's own key.
    """

    STUDENTS = "students"
    INSTITUTIONS = "institutions"
    KEY = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRules:
    """What the region settled before it negotiates; no plan is made from this.

    ``code`` begins the numbers of agreements. ``key`` weighs institutions under the rule
    ``KEY`` (1 where not named). ``masks_small`` hides counts under 5 in what parties get.
    ``contact_capacity`` is how many contact moments an institution can have in a week, as it
    said: weeks with more are told and allowed. What a plan may not pass is the rule
    ``most_contact_moments`` of :class:`~stageplanner.domain.policy.Rules`, which wins.
    """

    region: str = ""
    code: str = ""
    fairness: FairnessRule = FairnessRule.STUDENTS
    key: Mapping[str, float] = field(default_factory=dict)
    masks_small: bool = False
    contact_capacity: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What an institution gave in a school year: students x weeks moved, and its fair part.

    ``due`` is what it would have given under the rule of that year.
    """

    institution: str
    school_year: int
    changes: int
    student_weeks: int
    due: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageFigure:
    """Students without a place, as published: where agreements are needed most."""

    on: date
    region: str = ""
    sector: str = ""
    programme: str = ""
    niveau: int | None = None
    leerweg: str = ""
    number: int
    file: str = ""
