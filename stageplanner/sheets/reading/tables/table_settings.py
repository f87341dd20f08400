"""The settings of a table: institution, school year, leerjaar and calendar."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from stageplanner.domain.calendar import VAKANTIEREGIOS, Calendar, DateRange, Holiday
from stageplanner.sheets.reading.notes import Note, warning
from stageplanner.sheets.reading.tables.brin_codes import Brins, brin_in
from stageplanner.sheets.reading.tables.institution_and_year import same_institution, school_year_in
from stageplanner.sheets.reading.values.calendar_point import Moment, Scale, Span
from stageplanner.sheets.reading.values.leftover import words_left
from stageplanner.sheets.reading.values.same_name import plain_name
from stageplanner.sheets.reading.values.school_year import SchoolTime, build_school_time

_SINGLE_YEAR = re.compile(r"20\d\d")
#: A school year at the end of the name of an institution.
_WITH_YEAR = re.compile(r"[\s,(-]+20\d\d\s?[-/–]\s?(?:20)?\d\d\)?$")
_YEARS = re.compile(r"['’]?\b(?:20)?\d\d\s*[-/–_ ]?\s*['’]?(?:20)?\d\d\b|\b20\d\d\b")


@dataclass(frozen=True, kw_only=True)
class TableSettings:
    """The values that titles, sheet and file names and the context give to every row of a table.

    ``year_is_guess`` is set if nothing named the school year, ``year_is_named`` if a title did.
    ``renamed`` collects the names that were read as that of a known institution, ``apart`` those
    that another BRIN sets apart.
    """

    institution: str | None
    known: tuple[str, ...]
    school_year: int
    year_is_guess: bool = False
    year_is_named: bool = False
    today: date = field(default_factory=date.today)
    year: int | None = None
    programme: str | None = None
    holidays: tuple[Holiday, ...] = ()
    scheme: Mapping[str, DateRange] = field(default_factory=dict)
    block_weeks: int = 10
    brins: Brins = field(default_factory=Brins)
    renamed: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)
    apart: dict[tuple[str, str], tuple[str, str]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _times: dict[tuple[str, int, str], SchoolTime] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    @cached_property
    def calendar(self) -> Calendar:
        """The holidays of every known institution."""
        return Calendar.from_holidays(self.holidays)

    def institution_named(self, given: str, brin: str = "") -> str:
        """Return the name that the region uses for an institution.

        Another BRIN makes it another institution, whatever its name. A name that is replaced is
        kept in ``renamed``.
        """
        code = brin_in(brin)
        given = _WITH_YEAR.sub("", given) or given
        name = self.brins.institution_of(code) or same_institution(given, self.known)
        name = name or given
        if self.brins.is_other(name, code):
            apart = f"{given} ({code})" if plain_name(given) == plain_name(name) else given
            self.apart[given, code] = (name, apart)
            return apart
        if plain_name(name) != plain_name(given):
            self.renamed[given] = name
        return name

    def time_of(self, institution: str, school_year: str = "", region: str = "") -> SchoolTime:
        """Return the school year of an institution, for a year and holiday region in its row."""
        year = year_in_cell(school_year) or self.school_year
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

    def days_off_of(self, institution: str, region: str) -> frozenset[date]:
        """Return the days off of an institution, else those of its vakantieregio."""
        off = self.calendar.days_off
        named = region if region in VAKANTIEREGIOS else self._region_of(institution)
        return off.get(institution) or off.get(named, frozenset())

    def _region_of(self, institution: str) -> str:
        """Return the vakantieregio with most holidays in common, else midden."""
        dates = {(h.start, h.end) for h in self.holidays if h.institution == institution}
        alike = Counter(
            h.institution
            for h in self.holidays
            if h.institution in VAKANTIEREGIOS and (h.start, h.end) in dates
        )
        return alike.most_common(1)[0][0] if alike else "midden"

    def year_notes(self, spans: Sequence[Span], school_year: str = "") -> tuple[Note, ...]:
        """Return a warning if dates without a year were read in a guessed school year."""
        if not self.year_is_guess or year_in_cell(school_year) is not None:
            return ()
        moments = [m for s in spans for m in (s.start, s.end) if m is not None]
        if all(_has_year(m) for m in moments):
            return ()
        shown = f"{self.school_year}-{self.school_year + 1}"
        return (warning("import_year_guessed", None, used=shown),)


def year_in_cell(text: str) -> int | None:
    """Return the school year in a cell of that column: "2026-2027", or "2026" as DUO writes it."""
    if not text:
        return None
    return int(text) if _SINGLE_YEAR.fullmatch(text) else school_year_in(text)


def rest_of_year(text: str) -> str:
    """Return the words of a cell of a school year that were not read; all of one without a year."""
    if _SINGLE_YEAR.fullmatch(text):
        return ""
    if school_year_in(text) is None:
        return text
    return words_left(_YEARS.sub(" ", text.casefold()), "school_year")


def is_school_year(text: str) -> bool:
    """Return whether a text is a school year and nothing else: "Schooljaar 2026-2027"."""
    return school_year_in(text) is not None and not rest_of_year(text)


def _has_year(moment: Moment) -> bool:
    return moment.year is not None and moment.scale in (Scale.DAY, Scale.WEEK, Scale.MONTH)
