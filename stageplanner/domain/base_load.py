"""Students of others who are there whatever is planned here: the totals in an institution's file.

An institution that gets a file of its own must see the load of the region and may not see whose
it is. What all others do together is then a base load: counts per programme, week and weekday,
which no verb changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stageplanner.domain.masking import HIDDEN_HEIGHT, is_small


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseLoad:
    """Students of others of one programme and niveau in one week.

    ``students`` counts them per weekday, Monday first, always seven; fifths where a school left
    its weekdays open. ``is_masked`` tells that counts under 5 were hidden.
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
    """The counts of a week with every count under 5 hidden; nobody stays nobody."""
    return tuple(HIDDEN_HEIGHT if is_small(count) else count for count in students)
