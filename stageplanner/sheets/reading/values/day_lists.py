"""Parse days that are listed one by one: "woensdag 13, donderdag 14 en vrijdag 15 mei"."""

from __future__ import annotations

import re
from datetime import date

from stageplanner.sheets.reading.values.calendar_point import Span, date_named, day_moment

_MONTHS = (
    "januari|january|jan", "februari|february|feb|febr", "maart|march|mrt|mar", "april|apr",
    "mei|may", "juni|june|jun", "juli|july|jul", "augustus|august|aug",
    "september|sept|sep", "oktober|october|okt|oct", "november|nov", "december|dec",
)  # fmt: skip
_MONTH = {name: k for k, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_WEEKDAYS = (
    "maandag|monday|mon|ma", "dinsdag|tuesday|tue|di", "woensdag|wednesday|wed|wo",
    "donderdag|thursday|thu|do", "vrijdag|friday|fri|vr", "zaterdag|saturday|sat|za",
    "zondag|sunday|sun|zo",
)  # fmt: skip
_WEEKDAY = {name: k for k, names in enumerate(_WEEKDAYS) for name in names.split("|")}
_SEPARATOR = re.compile(r"\s*(?:,|;|\+|&|/|\ben\b|\band\b|\n)\s*")
_DAY = re.compile(
    r"(?:(?P<name>[a-z]+(?: [a-z]+)?)\.?\s+)?"
    r"(?P<day>\d{1,2})(?:e|ste|de|st|nd|rd|th)?"
    r"(?:\s*(?:[-/.]\s*)?(?P<month>[a-z]{3,9})\.?|\s?[-/]\s?(?P<number>\d{1,2}))?"
    r"(?:\s*[-/]?\s*(?P<year>20\d\d))?"
)


def parse_day_list(text: str, school_year: int) -> tuple[Span, ...] | None:
    """Return the stretches of days that a text lists; ``None`` if it is no such list.

    A day without a month or year takes that of a later day. Adjoining days are one stretch.

    Parameters
    ----------
    text
        The text of a cell.
    school_year
        The school year of days for which the text gives no year.
    """
    parts = [part for part in _SEPARATOR.split(" ".join(text.casefold().split())) if part]
    if len(parts) < 2:
        return None
    days: list[date] = []
    month = year = None
    for part in reversed(parts):
        match = _DAY.fullmatch(part)
        if match is None:
            return None
        named = match["month"] or ""
        if named and named not in _MONTH:
            return None
        month = _MONTH.get(named) or (int(match["number"]) if match["number"] else month)
        year = int(match["year"]) if match["year"] else year
        if month is None:
            return None
        day = date_named(year or school_year + (month < 8), month, int(match["day"]))
        weekday = _WEEKDAY.get((match["name"] or "").split(" ")[-1])
        if day is None or (weekday is not None and day.weekday() != weekday):
            return None
        days.append(day)
    return _joined(sorted(set(days)))


def _joined(days: list[date]) -> tuple[Span, ...]:
    stretches: list[tuple[date, date]] = []
    for day in days:
        if stretches and (day - stretches[-1][1]).days == 1:
            stretches[-1] = (stretches[-1][0], day)
        else:
            stretches.append((day, day))
    return tuple(Span(day_moment(first), day_moment(last)) for first, last in stretches)
