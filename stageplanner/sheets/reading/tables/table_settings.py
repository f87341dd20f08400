"""What holds for a whole table: institution, school year, leerjaar, and the calendar behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stageplanner.domain.calendar import Calendar, DateRange, Holiday
from stageplanner.sheets.reading.notes import Note, warning
from stageplanner.sheets.reading.tables.institution_and_year import same_institution, school_year_in
from stageplanner.sheets.reading.values.calendar_point import Moment, Scale, Span
from stageplanner.sheets.reading.values.school_year import SchoolTime, build_school_time

REGIONS = ("noord", "midden", "zuid")


@dataclass(slots=True, kw_only=True)
class TableSettings:
    """What titles, sheet and file names and the context say about every row of a table.

    ``year_is_guess`` tells that nothing named the school year.
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
    _calendar: Calendar | None = None
    _times: dict[tuple[str, int, str], SchoolTime] = field(default_factory=dict)

    @property
    def calendar(self) -> Calendar:
        """The holidays of every institution that is known."""
        if self._calendar is None:
            self._calendar = Calendar.from_holidays(self.holidays)
        return self._calendar

    def institution_named(self, given: str) -> str:
        """An institution as the region calls it."""
        return same_institution(given, self.known) or given

    def time_of(self, institution: str, school_year: str = "", region: str = "") -> SchoolTime:
        """The school year of an institution, in its own column's year and holiday region."""
        year = (school_year_in(school_year) if school_year else None) or self.school_year
        key = (institution, year, region)
        if key not in self._times:
            named = region.casefold().strip()
            fallback = named if named in REGIONS else self._region_of(institution)
            off = self.calendar.days_off
            self._times[key] = build_school_time(
                year,
                off.get(institution, frozenset()),
                off.get(fallback, frozenset()),
                scheme=self.scheme,
                block_weeks=self.block_weeks,
            )
        return self._times[key]

    def _region_of(self, institution: str) -> str:
        """The vakantieregio whose holidays the institution's own resemble most, else midden."""
        dates = {(h.start, h.end) for h in self.holidays if h.institution == institution}
        alike = Counter(
            h.institution
            for h in self.holidays
            if h.institution in REGIONS and (h.start, h.end) in dates
        )
        return alike.most_common(1)[0][0] if alike else "midden"

    def year_notes(self, spans: Sequence[Span]) -> tuple[Note, ...]:
        """A remark where dates without a year were read and no school year was named."""
        if not self.year_is_guess:
            return ()
        moments = [m for s in spans for m in (s.start, s.end) if m is not None]
        if all(_has_year(m) for m in moments):
            return ()
        shown = f"{self.school_year}-{self.school_year + 1}"
        return (warning("import_year_guessed", None, used=shown),)


def _has_year(moment: Moment) -> bool:
    return moment.year is not None and moment.scale in (Scale.DAY, Scale.WEEK, Scale.MONTH)
