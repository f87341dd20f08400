"""The base load: students of other institutions, as totals in the file of one institution.

An institution with a file of its own must see the load of the region, but not whose students
they are. So the students of all others become counts per programme, week and weekday, which no
verb changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stageplanner.domain.masking import HIDDEN_HEIGHT, is_small


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseLoad:
    """Students of other institutions of one programme and niveau in one week.

    ``students`` counts them per weekday, Monday first, always seven numbers; fractions if a school
    left its weekdays open. ``is_masked`` is true if counts under 5 were hidden.
    """

    programme: str
    programme_name: str = ""
    niveau: int | None = None
    monday: date
    students: tuple[float, ...]
    is_masked: bool = False

    def __post_init__(self) -> None:
        if len(self.students) != 7 or min(self.students) < 0:
            raise ValueError(f"no students per weekday: {self.students}")


def masked(students: tuple[float, ...]) -> tuple[float, ...]:
    """Return the counts of a week with every count under 5 hidden; 0 stays 0."""
    return tuple(HIDDEN_HEIGHT if is_small(count) else count for count in students)
