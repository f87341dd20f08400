"""A stage period: one group of students that needs one stretch of placement."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from stageplanner.domain.form import Form


@lru_cache(maxsize=2**16)
def folded_name(name: str) -> str:
    """Return a name without differences of case, spaces and stored accents."""
    return unicodedata.normalize("NFC", "".join(name.translate(_NO_WIDTH).split()).casefold())


#: Signs that are not seen: spaces and joiners without width, the soft hyphen.
_NO_WIDTH = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The row a stage period or leerbedrijf was read from."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePeriod:
    """The wish of an institution for one group, and how far it may be changed.

    ``weekdays`` is ``None`` if the institution left them open: the planner may choose them, and the
    wish counts ``days_per_week / 5`` students on each of the five days. ``earliest_start``,
    ``latest_end``, ``allowed_forms`` and ``splittable`` are ``None`` if not given: the policy
    decides (:mod:`stageplanner.domain.policy`).
    """

    id: str
    institution: str
    programme: str
    programme_name: str = ""
    year: int | None = None
    group: str = ""
    students: int
    form: Form
    start: date
    end: date
    days_per_week: int
    weekdays: tuple[int, ...] | None = None
    brin: str | None = None
    location: str = ""
    niveau: int | None = None
    leerweg: str = "BOL"
    hours_per_day: float | None = None
    allowed_forms: tuple[Form, ...] | None = None
    earliest_start: date | None = None
    latest_end: date | None = None
    splittable: bool | None = None
    fixed: bool = False
    region: str | None = None
    source: Source | None = None

    def __post_init__(self) -> None:
        if self.students < 0:
            raise ValueError(f"{self.students} students")
        if self.end < self.start:
            raise ValueError(f"end {self.end} before start {self.start}")
        if not 1 <= self.days_per_week <= 7:
            raise ValueError(f"{self.days_per_week} days a week")
        if self.weekdays is not None and len(self.weekdays) != self.days_per_week:
            raise ValueError(f"{len(self.weekdays)} weekdays, {self.days_per_week} days a week")

    @property
    def key(self) -> tuple[str, str, str, int, str]:
        """What identifies a group in two deliveries: institution to group name.

        Case, spaces and the way accents are stored do not count: "Zoë 1" is "zoë1".
        """
        return (
            folded_name(self.institution),
            folded_name(self.location),
            self.programme,
            self.year or 0,
            folded_name(self.group),
        )
