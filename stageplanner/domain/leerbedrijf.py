"""Leerbedrijven and the places they offer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from stageplanner.domain.calendar import DateRange
from stageplanner.domain.stage_period import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Leerbedrijf:
    """An accredited company location and the students it can have at once, per day.

    ``occupied`` places are taken by BBL and hbo students. ``places_per_weekday`` (Monday first,
    five or seven numbers) replaces ``places`` if given. In the file of one institution a row is a
    pool without a name; ``multiplicity`` is the number of leerbedrijven in it.
    """

    id: str
    name: str
    location: str = ""
    town: str = ""
    branch: str = ""
    accredited: tuple[str, ...]
    places: int
    occupied: int = 0
    available_from: date | None = None
    available_until: date | None = None
    closed: tuple[DateRange, ...] = ()
    supervisors: int | None = None
    places_per_weekday: tuple[int, ...] | None = None
    levels: tuple[int, ...] | None = None
    form_preference: str | None = None
    source: Source | None = None
    multiplicity: int = field(default=1, repr=False)

    def __post_init__(self) -> None:
        if self.places < 0 or self.occupied < 0:
            raise ValueError(f"{self.places} places, {self.occupied} occupied")

    def is_open(self, day: date) -> bool:
        """Return whether students can come on a day; weekends only if places are given."""
        if day.weekday() >= 5 and (
            self.places_per_weekday is None or len(self.places_per_weekday) <= day.weekday()
        ):
            return False
        if self.available_from is not None and day < self.available_from:
            return False
        if self.available_until is not None and day > self.available_until:
            return False
        return not any(day in closed for closed in self.closed)

    def free_places(self, day: date) -> int:
        """Return the places left for BOL students on a day, never below zero."""
        if not self.is_open(day):
            return 0
        places = (
            self.places
            if self.places_per_weekday is None
            else self.places_per_weekday[day.weekday()]
        )
        return max(0, places - self.occupied)
