"""Judge what was read: dates and numbers that are possible but unlikely get a warning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from stageplanner.domain.calendar import Holiday, days_between, school_year_of
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, warning
from stageplanner.sheets.reading.tables.table_settings import TableSettings

#: A holiday of more days is a slip in a year.
LONGEST_HOLIDAY = 70
#: A school year has no more weeks, holidays included.
LONGEST_PERIOD_WEEKS = 48
#: Years before and after today in which a stage period may be planned or recorded.
_PAST, _FUTURE = 5, 6
_WORKDAYS = (0, 1, 2, 3, 4)
_A_WEEK = timedelta(days=6)


def holiday_notes(holidays: Sequence[Holiday], settings: TableSettings) -> tuple[Note, ...]:
    """Return warnings for holidays that are too long or of another school year."""
    return tuple(_about_holidays(holidays, settings))


def _about_holidays(holidays: Iterable[Holiday], settings: TableSettings) -> Iterator[Note]:
    for holiday in holidays:
        if (holiday.end - holiday.start).days >= LONGEST_HOLIDAY:
            values = {"start": holiday.start, "end": holiday.end}
            yield warning("import_long_holiday", Field.END, **values)
        found, expected = school_year_of(holiday.start), settings.school_year
        if not settings.year_is_guess and abs(found - expected) > 1:
            years = {"found": _shown(found), "expected": _shown(expected)}
            yield warning("import_holiday_year", Field.START, **years)

        months = next((m for words, m in _MONTHS if words.search(holiday.name.casefold())), None)
        if months and not {holiday.start.month, holiday.end.month} & months:
            dates = {"start": holiday.start, "end": holiday.end}
            yield warning("import_holiday_month", Field.START, value=holiday.name, **dates)


#: The months in which a holiday of this name begins or ends.
_MONTHS = (
    (re.compile(r"herfst|autumn"), {9, 10, 11}),
    (re.compile(r"kerst|christmas|nieuwjaar|new year"), {12, 1}),
    (re.compile(r"voorjaar|krokus|carnaval"), {2, 3}),
    (re.compile(r"goede vrijdag|pasen|paas|easter"), {3, 4}),
    (re.compile(r"\bmei"), {4, 5}),
    (re.compile(r"koningsdag"), {4}),
    (re.compile(r"hemelvaart|pinkster|ascension|whit"), {4, 5, 6}),
    (re.compile(r"zomer|summer"), {6, 7, 8, 9}),
)


class Stretch(NamedTuple):
    """The dates and weekdays of a stage period, and whose holidays hold for it."""

    institution: str
    region: str
    start: date
    end: date
    weekdays: tuple[int, ...] | None


def stretch_of(period: StagePeriod) -> Stretch:
    """Return the stretch of a stage period."""
    region = period.region or ""
    return Stretch(period.institution, region, period.start, period.end, period.weekdays)


def period_notes(
    stretches: Iterable[Stretch], settings: TableSettings, school_year: int
) -> tuple[Note, ...]:
    """Return warnings for stage periods of a row that are unlikely.

    Parameters
    ----------
    stretches
        The stretches of the row.
    settings
        The settings of its table, with the holidays.
    school_year
        The school year of the row.
    """
    notes: list[Note] = []
    for stretch in stretches:
        notes += [n for n in _about_stretch(stretch, settings, school_year) if n not in notes]
    return tuple(notes)


def _about_stretch(stretch: Stretch, settings: TableSettings, school_year: int) -> Iterator[Note]:
    start, end = stretch.start, stretch.end
    if _is_far(stretch, settings, school_year):
        expected = _shown(school_year)
        yield warning("import_period_year", Field.START, start=start, end=end, expected=expected)
    weeks = (end - start).days // 7 + 1
    if weeks > LONGEST_PERIOD_WEEKS:
        yield warning("import_long_period", Field.END, start=start, end=end, weeks=weeks)
    wanted = stretch.weekdays or _WORKDAYS
    days = [
        day for day in days_between(start, min(end, start + _A_WEEK)) if day.weekday() in wanted
    ]
    if not days:
        yield warning("import_no_stage_day", Field.START, start=start, end=end)
        return
    off = settings.days_off_of(stretch.institution, stretch.region)
    if days[0] in off and all(
        day in off for day in days_between(start, end) if day.weekday() in wanted
    ):
        yield warning("import_only_holiday", Field.START, start=start, end=end)


def _is_far(stretch: Stretch, settings: TableSettings, school_year: int) -> bool:
    """Return whether a stage period lies years away from the school year, or from today."""
    found, today = school_year_of(stretch.start), settings.today.year
    if abs(found - school_year) > 1 or not today - _PAST <= found <= today + _FUTURE:
        return True
    return settings.year_is_named and school_year_of(stretch.end) < school_year


def _shown(school_year: int) -> str:
    return f"{school_year}-{school_year + 1}"
