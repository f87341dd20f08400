"""Parse rules that are typed as text: combinations of weekdays, and stretches without placement.

``ma di; do vr`` are two combinations. A stretch takes one line: a name, then lesweken or dates,
then optionally a crebo and a year: ``Toetsweek: 8-2-2027 t/m 12-2-2027, leerjaar 1``.
"""

from __future__ import annotations

import re
from datetime import date

from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.form import Weekdays
from stageplanner.domain.policy import Forbidden
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.sheets.reading.values.weekdays import parse_days

_WEEKS = re.compile(r"^(?:lesweek|lesweken|wk)?\s*(\d{1,2})(?:\s*(?:-|–|t/m)\s*(\d{1,2}))?$")
_DAY = r"(\d{1,2})[-/. ](\d{1,2})[-/. ](20\d\d)"
_DATES = re.compile(rf"^{_DAY}(?:\s*(?:t/m|tot en met|-|–)\s*{_DAY})?$")
_YEAR = re.compile(r"^(?:leerjaar|jaar|year|lj)\s*([1-6])$")
_CREBO = re.compile(r"^(?:crebo\s*)?(\d{5})\b")


def read_weekday_sets(text: str) -> tuple[Weekdays, ...]:
    """Parse combinations of weekdays, separated by semicolons or line breaks.

    Raises
    ------
    StagePlannerError
        A part names no weekdays.
    """
    sets = []
    for part in re.split(r"[;\n]", text):
        if part.strip():
            days = parse_days(part).weekdays
            if not days:
                raise _refusal("rule_bad_weekday_set", part)
            sets.append(days)
    return tuple(dict.fromkeys(sets))


def weekday_sets_text(sets: tuple[Weekdays, ...]) -> str:
    """Return combinations of weekdays as they are typed."""
    return "; ".join(format_weekdays(days) or "" for days in sets)


def read_forbidden(text: str) -> tuple[Forbidden, ...]:
    """Parse stretches without placement, one a line.

    Raises
    ------
    StagePlannerError
        A line cannot be parsed; the message names it.
    """
    return tuple(_stretch(line) for line in text.splitlines() if line.strip())


def _stretch(line: str) -> Forbidden:
    name, _, rest = line.partition(":")
    first, *others = (part.strip().casefold() for part in rest.split(","))
    given: dict[str, object] = {"name": name.strip()}
    weeks, dates = _WEEKS.match(first), _DATES.match(first)
    try:
        if weeks:
            given["first_lesweek"] = int(weeks.group(1))
            given["last_lesweek"] = int(weeks.group(2) or weeks.group(1))
        elif dates:
            numbers = [int(number) for number in dates.groups() if number is not None]
            days = [date(y, m, d) for d, m, y in zip(*[iter(numbers)] * 3, strict=True)]
            given["start"], given["end"] = days[0], days[-1]
        for part in others:
            year, crebo = _YEAR.match(part), _CREBO.match(part)
            if year:
                given["year"] = int(year.group(1))
            elif crebo:
                given["programme"] = crebo.group(1)
            else:
                raise ValueError(part)
        return Forbidden(**given)  # type: ignore[arg-type]
    except ValueError:
        raise _refusal("rule_bad_stretch", line) from None


def forbidden_text(stretches: tuple[Forbidden, ...], year_word: str) -> str:
    """Return stretches without placement as they are typed, one a line."""
    return "\n".join(_line(stretch, year_word) for stretch in stretches)


def _line(stretch: Forbidden, year_word: str) -> str:
    if stretch.start is not None and stretch.end is not None:
        when = f"{_day(stretch.start)} t/m {_day(stretch.end)}"
    else:
        when = f"{stretch.first_lesweek}-{stretch.last_lesweek}"
    parts = [when, stretch.programme, f"{year_word} {stretch.year}" if stretch.year else ""]
    return f"{stretch.name}: {', '.join(part for part in parts if part)}"


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _refusal(code: str, text: str) -> StagePlannerError:
    return StagePlannerError(Problem(code=code, values={"value": " ".join(text.split())}))
