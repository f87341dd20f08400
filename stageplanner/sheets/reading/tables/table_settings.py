"""The settings of a table: institution, school year, leerjaar and calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from stageplanner.domain.calendar import VAKANTIEREGIOS, Calendar, DateRange, Holiday
from stageplanner.sheets.reading.notes import Note, warning
from stageplanner.sheets.reading.tables.institution_and_year import same_institution, school_year_in
from stageplanner.sheets.reading.values.calendar_point import Moment, Scale, Span
from stageplanner.sheets.reading.values.school_year import SchoolTime, build_school_time


@dataclass(frozen=True, kw_only=True)
class TableSettings:
    """The values that titles, sheet and file names and the context give to every row of a table.

    ``year_is_guess`` is set if nothing named the school year.
    """

    institution: str | None
    known: tuple[str, ...]
    school_year: int
    year_is_guess: bool = False
    year: int | None = None
    programme: str | None = None
    holidays: tuple[Holiday, ...] = ()
    scheme: Mapping[str, DateRange] = field(default_factory=dict)
    block_weeks: int = 10
    _times: dict[tuple[str, int, str], SchoolTime] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    @cached_property
    def calendar(self) -> Calendar:
        """The holidays of every known institution."""
        return Calendar.from_holidays(self.holidays)

    def institution_named(self, given: str) -> str:
        """Return the name that the region uses for an institution."""
        return same_institution(given, self.known) or given

    def time_of(self, institution: str, school_year: str = "", region: str = "") -> SchoolTime:
        """Return the school year of an institution, for a year and holiday region in its row."""
        year = (school_year_in(school_year) if school_year else None) or self.school_year
        key = (institution, year, region)
        if key not in self._times:
            named = region.casefold().strip()
            fallback = named if named in VAKANTIEREGIOS else self._region_of(institution)
            off = self.calendar.days_off
            self._times[key] = build_school_time(
                year,
                off.get(institution, frozenset()),
                off.get(fallback, frozenset()),
                scheme=self.scheme,
                block_weeks=self.block_weeks,
                region=fallback,
                region_given=named in VAKANTIEREGIOS,
            )
        return self._times[key]

    def _region_of(self, institution: str) -> str:
        """Return the vakantieregio with most holidays in common, else midden."""
        dates = {(h.start, h.end) for h in self.holidays if h.institution == institution}
        alike = Counter(
            h.institution
            for h in self.holidays
            if h.institution in VAKANTIEREGIOS and (h.start, h.end) in dates
        )
        return alike.most_common(1)[0][0] if alike else "midden"

    def year_notes(self, spans: Sequence[Span]) -> tuple[Note, ...]:
        """Return a warning if dates without a year were read in a guessed school year."""
        if not self.year_is_guess:
            return ()
        moments = [m for s in spans for m in (s.start, s.end) if m is not None]
        if all(_has_year(m) for m in moments):
            return ()
        shown = f"{self.school_year}-{self.school_year + 1}"
        return (warning("import_year_guessed", None, used=shown),)


def _has_year(moment: Moment) -> bool:
    return moment.year is not None and moment.scale in (Scale.DAY, Scale.WEEK, Scale.MONTH)
