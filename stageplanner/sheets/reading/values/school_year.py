"""Resolve written weeks, periods and months to dates in the school year of an institution."""

from __future__ import annotations

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from stageplanner.domain.calendar import (
    ONE_WEEK,
    DateRange,
    friday_of,
    monday_of,
    monday_of_week,
    mondays_between,
)
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, Parsed, error, info, warning
from stageplanner.sheets.reading.values.calendar_point import Moment, Scale, Span
from stageplanner.sheets.reading.values.week_or_month import settle_months

#: Weeks from this number on lie in the first calendar year of a school year.
FIRST_WEEK_OF_YEAR = 31
LESWEKEN_OF_A_YEAR = 40
_EARLIEST, _LATEST = 2000, 2100


class MomentError(ValueError):
    """A moment that is no date of this school year; ``note`` holds the reason."""

    def __init__(self, note: Note) -> None:
        super().__init__(note.code)
        self.note = note


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolTime:
    """The school year of an institution, which gives weeks and periods without a year their dates.

    ``scheme`` holds the periods that a file defines itself (``"P1"``). Any other period is a
    block of ``block_weeks`` lesweken, counted from the first lesweek. ``known`` is set if the
    institution gave its holidays; else those of the vakantieregio ``region`` count, which the row
    names if ``region_given``.
    """

    school_year: int
    lesweken: tuple[date, ...]
    scheme: Mapping[str, DateRange] = field(default_factory=dict)
    block_weeks: int = 10
    known: bool = False
    region: str = ""
    region_given: bool = False

    def first(self, moment: Moment) -> date:
        """Return the first day of a moment: the Monday of a week."""
        return self._range(moment).start

    def last(self, moment: Moment) -> date:
        """Return the last day of a moment: the Friday of a week."""
        return self._range(moment).end

    def _range(self, moment: Moment) -> DateRange:  # noqa: PLR0911 one return per scale
        match moment.scale:
            case Scale.DAY:
                return self._day(moment)
            case Scale.WEEK:
                monday = self._monday(moment)
                return DateRange(start=monday, end=friday_of(monday))
            case Scale.MONTH:
                year = moment.year or self._year_of_month(moment.number)
                last = months.monthrange(year, moment.number)[1]
                return DateRange(
                    start=date(year, moment.number, 1), end=date(year, moment.number, last)
                )
            case Scale.PERIOD:
                return self._block(f"P{moment.number}", moment.number, self.block_weeks)
            case Scale.SEMESTER:
                return self._block(f"S{moment.number}", moment.number, LESWEKEN_OF_A_YEAR // 2)
            case Scale.YEAR_START:
                return self._weeks(0, 1)
            case Scale.YEAR_END:
                return self._weeks(len(self.lesweken) - 1, len(self.lesweken))

    def _day(self, moment: Moment) -> DateRange:
        year = moment.year or self._year_of_month(moment.number)
        try:
            day = date(year, moment.number, moment.day)
        except ValueError:
            raise MomentError(
                error("import_bad_date", value=f"{moment.day}-{moment.number}-{year}")
            ) from None
        if not _EARLIEST <= year <= _LATEST:
            raise MomentError(error("import_bad_date", value=f"{day.day}-{day.month}-{year}"))
        return DateRange(start=day, end=day)

    def _year_of_month(self, month: int) -> int:
        return self.school_year + (month < 8)

    def _monday(self, moment: Moment) -> date:
        year = moment.year
        if year is None:
            year = self.school_year + (moment.number < FIRST_WEEK_OF_YEAR)
        try:
            if not _EARLIEST <= year <= _LATEST:
                raise ValueError(year)
            return monday_of_week(year, moment.number)
        except ValueError:
            raise MomentError(error("import_no_such_week", week=moment.number, year=year)) from None

    def _block(self, name: str, number: int, weeks: int) -> DateRange:
        if name in self.scheme:
            return self.scheme[name]
        return self._weeks((number - 1) * weeks, number * weeks, name)

    def _weeks(self, first: int, beyond: int, name: str = "") -> DateRange:
        inside = self.lesweken[first:beyond]
        if not inside:
            raise MomentError(error("import_no_such_period", period=name))
        return DateRange(start=inside[0], end=friday_of(inside[-1]))

    def lesweken_between(self, start: date, end: date) -> int:
        """Return the number of lesweken in a stretch of dates."""
        return sum(monday_of(start) <= monday <= end for monday in self.lesweken)

    def lasts(self, start: date, end: date, weeks: int) -> bool:
        """Return whether a stretch has a number of weeks, counted with holidays or without."""
        calendar_weeks = (monday_of(end) - monday_of(start)).days // 7 + 1
        return self.lesweken_between(start, end) <= weeks <= calendar_weeks

    def holds(self, dates: DateRange) -> bool:
        """Return whether dates lie in the school year, from August to July."""
        first, last = date(self.school_year, 8, 1), date(self.school_year + 1, 8, 1)
        return first <= dates.start and dates.end < last

    def after(self, start: date, weeks: int) -> date:
        """Return the Friday of the ``weeks``-th lesweek, counted from ``start``."""
        following = [m for m in self.lesweken if m >= monday_of(start)][:weeks]
        if len(following) < weeks:
            last = following[-1] if following else monday_of(start) - ONE_WEEK
            return friday_of(last + ONE_WEEK * (weeks - len(following)))
        return friday_of(following[-1])


def build_school_time(
    school_year: int,
    institution_off: frozenset[date],
    region_off: frozenset[date],
    *,
    scheme: Mapping[str, DateRange] | None = None,
    block_weeks: int = 10,
    region: str = "",
    region_given: bool = False,
) -> SchoolTime:
    """Build the school year of an institution from its days off.

    Parameters
    ----------
    school_year
        The calendar year in which the school year begins.
    institution_off
        The days off of the institution.
    region_off
        The days off of its vakantieregio. They are used if the institution gave none, and for
        a summer holiday that it did not give.
    scheme
        The periods that a file defines itself.
    block_weeks
        The number of lesweken in any other period.
    region, region_given
        The vakantieregio of ``region_off``, and whether the row names it.
    """
    off = institution_off or region_off
    start = _after_summer(institution_off, school_year) or _after_summer(region_off, school_year)
    start = start or monday_of_week(school_year, 36)
    end = _before_summer(institution_off, school_year + 1) or _before_summer(
        region_off, school_year + 1
    )
    end = end or date(school_year + 1, 7, 17)
    weeks = tuple(
        m
        for m in mondays_between(start, end)
        if m >= start and any(m + timedelta(days=d) not in off for d in range(5))
    )
    return SchoolTime(
        school_year=school_year,
        lesweken=weeks,
        scheme=dict(scheme or {}),
        block_weeks=block_weeks,
        known=bool(institution_off),
        region=region if region_off else "",
        region_given=region_given and bool(region_off),
    )


def _after_summer(off: frozenset[date], year: int) -> date | None:
    """Return the Monday on which school starts: after the summer holiday, from week 35 on.

    Mbo institutions rarely start before week 35, even if their region does.
    """
    late = [d for d in off if d.year == year and (7, 20) <= (d.month, d.day) <= (9, 12)]
    if not late:
        return None
    return max(monday_of(max(late) + timedelta(days=3)), monday_of_week(year, 35))


def _before_summer(off: frozenset[date], year: int) -> date | None:
    """Return the last day before a holiday of two weeks or more that starts in June or July."""
    long = [d for d in off if d.year == year and d.month in (6, 7) and d + timedelta(13) in off]
    return min(long) - timedelta(days=1) if long else None


def resolve_span(  # noqa: PLR0911 one return per failure
    span: Span, time: SchoolTime, *, weeks: int | None = None
) -> Parsed[DateRange | None]:
    """Resolve a stretch to its first and last day.

    Parameters
    ----------
    span
        The stretch as written.
    time
        The school year of the institution.
    weeks
        The number of lesweken in another cell, used if the stretch has no end.
    """
    count = span.weeks or weeks
    try:
        span, doubts = settle_months(span, time)
        if span.start is None:
            return Parsed(None, (error("import_no_start", Field.START),))
        start = time.first(span.start)
        notes = (*doubts, *_remarks(span, time))
        if span.end is not None:
            end = time.last(span.end)
            if span.weeks is not None and not time.lasts(start, end, span.weeks):
                return Parsed(None, (_weeks_differ(time, start, end, span.weeks),))
        elif count is not None:
            end = time.after(start, count)
            notes = (*notes, *_counted(time, count, end))
        elif span.open_end:
            end = friday_of(time.lesweken[-1])
            notes = (*notes, warning("import_open_end", Field.END, used=end))
        elif span.start.scale is Scale.DAY:
            return Parsed(None, (error("import_no_end", Field.END),))
        else:
            end = time.last(span.start)
    except MomentError as failure:
        return Parsed(None, (failure.note,))
    if end < start:
        return Parsed(None, (error("import_end_before_start", Field.END, start=start, end=end),))
    if (end - start).days > 800:
        return Parsed(None, (error("import_too_long", Field.END, start=start, end=end),))
    return Parsed(DateRange(start=start, end=end), notes)


def _counted(time: SchoolTime, weeks: int, end: date) -> tuple[Note, ...]:
    if time.known or time.region_given:
        return ()
    values: dict[str, object] = {"weeks": weeks, "used": end}
    if time.region:
        values["region"] = time.region
        return (warning("import_weeks_counted_region", Field.WEEK_COUNT, **values),)
    return (warning("import_weeks_counted", Field.WEEK_COUNT, **values),)


def _weeks_differ(time: SchoolTime, start: date, end: date, weeks: int) -> Note:
    found = time.lesweken_between(start, end)
    return error("import_weeks_differ", Field.SPAN, weeks=weeks, start=start, end=end, found=found)


#: Parts of a year that are counted in lesweken if no file dates them, with their Dutch names.
_COUNTED_SCALES = {
    Scale.SEMESTER: "semester {}",
    Scale.YEAR_END: "einde schooljaar",
}


def _remarks(span: Span, time: SchoolTime) -> tuple[Note, ...]:
    notes: list[Note] = []
    moments = [m for m in (span.start, span.end) if m is not None]
    for moment in moments:
        if moment.american:
            shown = f"{moment.number}/{moment.day}/{moment.year}"
            notes.append(warning("import_american_date", value=shown, used=time.first(moment)))
        if moment.scale is Scale.MONTH:
            notes.append(info("import_month", used=time.first(moment)))
    if not time.known:
        for moment in moments:
            if moment.scale in _COUNTED_SCALES and f"S{moment.number}" not in time.scheme:
                shown = _COUNTED_SCALES[moment.scale].format(moment.number)
                part = {"first": time.first(moment), "last": time.last(moment)}
                notes.append(warning("import_semester", Field.SPAN, value=shown, **part))
    names = [f"P{m.number}" for m in moments if m.scale is Scale.PERIOD]
    if names and not all(name in time.scheme for name in names):
        note_of = info if time.known else warning
        notes.append(
            note_of(
                "import_period_blocks",
                Field.SPAN,
                first=time.lesweken[0] if time.lesweken else None,
                weeks=time.block_weeks,
            )
        )
    return tuple(notes)
