"""Small real files that each hold one probe, and the judgement of what was read from it.

The right results of a probe are written as alternatives between ``|``. ``?`` is a question: the
row is refused. Otherwise the row is read and the words say how: ``36-45`` or ``36`` are ISO weeks
of 2026-2027, ``2026-09-01/2026-10-30`` are dates, ``4d`` days a week, ``ma di`` weekdays, ``22s``
students, ``y2`` the leerjaar (``y0``: none), ``c25656`` the crebo, ``6p`` places of a leerbedrijf,
``o2`` occupied ones; ``!`` asks for a message at the cell. What is not written is the ordinary
value. A range of days is right if the days of placement outside the holidays are the same.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from stageplanner.domain.calendar import Calendar, format_weekdays
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.problems import Problem, Severity
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import ReadContext, Reading
from stageplanner.workspace.shipped_data import region_holidays

Cells = Mapping[str, str | None]

_ROW = {
    "Opleiding": "VIG", "Crebo": "25656", "Leerjaar": "2", "Groep": "A", "Aantal studenten": "22",
    "Periode": "wk 36-45", "Dagen per week": "4", "Vakantieregio": "midden",
}  # fmt: skip
_COMPANY = {"Leerbedrijf": "De Linde", "Plaats": "Tiel", "Erkend voor": "25656", "Plaatsen": "6"}
#: Ordinary values of the row beside the probe.
_OTHER = {
    "Van": "wk 36", "T/m": "wk 45", "Uren per week": "32", "Vorm": "blok", "Vast": "nee",
    "Leerweg": "BOL", "Niveau": "3", "Splitsen toegestaan": "ja", "Opleiding": "Verzorgende IG",
}  # fmt: skip
_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def read_probe(cells: Cells, path: Path) -> Reading:
    """Write a file with the probe in row 3 and an ordinary row below it, and read it."""
    if "Plaatsen" in cells:
        first, second = {**_COMPANY, **cells}, {**_COMPANY, "Leerbedrijf": "De Eik"}
        rows = [list(first), list(first.values()), [second.get(h) for h in first]]
    else:
        first = {**_ROW, **cells}
        if "Van" in cells:
            del first["Periode"]
        if "Uren per week" in cells:
            del first["Dagen per week"]
        first = {heading: value for heading, value in first.items() if value is not None}
        second = {**_OTHER, **_ROW, "Groep": "B"}
        if "Crebo" not in first:
            second["Opleiding"] = _OTHER["Opleiding"]
        title = ["Linge College - BPV planning 2026-2027"]
        rows = [title, list(first), list(first.values()), [second[h] for h in first]]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return read_file(path, ReadContext(holidays=region_holidays()))


def judge(cells: Cells, right: str, reading: Reading) -> str:
    """Return ``""`` if the result is right, else the kind of mistake and what was found."""
    found = describe(cells, reading)
    told = [p for p in reading.problems if _is_at(p, cells)]
    alternatives = [alternative.strip() for alternative in right.split("|")]
    if found == "?":
        if "?" not in alternatives:
            return f"refused wrongly: {_codes(told)}"
        helpful = any(p.severity is Severity.ERROR for p in told)
        return "" if helpful else f"unhelpful sentence: {_codes(reading.problems)}"
    for alternative in alternatives:
        if alternative != "?" and found == expected(cells, alternative.replace("!", "")):
            if "!" not in alternative or told:
                return ""
            return f"silent misreading: not told ({found})"
    return f"{'misread' if told else 'silent misreading'}: {found} {_codes(told)}"


def describe(cells: Cells, reading: Reading) -> object:
    """Return what was read of the probe, to compare with :func:`expected`; ``?`` if refused."""
    if "Plaatsen" in cells:
        company = next((c for c in reading.leerbedrijven if c.name == "De Linde"), None)
        unknown = any(p.code == "import_places_unknown" for p in reading.problems)
        return "?" if company is None or unknown else (company.places, company.occupied)
    periods = [p for p in reading.periods if p.group == "A"]
    return describe_periods(periods) if periods else "?"


def describe_periods(periods: Sequence[StagePeriod]) -> object:
    """Return the stretches of placement days, students, days, leerjaar and crebo of a group."""
    days: Counter[date] = Counter()
    for period in periods:
        days.update(_placement_days(period.start, period.end))
    first = periods[0]
    weekdays = format_weekdays(first.weekdays)
    return (*_bounds(days), first.students, first.days_per_week, weekdays, first.year,
            first.programme)  # fmt: skip


def expected(cells: Cells, alternative: str) -> object:
    """Return what an alternative says, in the form of :func:`describe`."""
    students, per_week, year, crebo, places, occupied = 22, 4, 2, "25656", 6, 0
    weekdays: list[str] = []
    stays: list[tuple[date, date]] = []
    for word in alternative.split():
        if word in _DAYS:
            weekdays.append(word)
        elif "/" in word:
            first, last = word.split("/")
            stays.append((date.fromisoformat(first), date.fromisoformat(last)))
        elif word[0] == "c":
            crebo = word[1:]
        elif word[0] == "y":
            year = int(word[1:])
        elif word[0] == "o":
            occupied = int(word[1:])
        elif word[-1] == "d":
            per_week = int(word[:-1])
        elif word[-1] == "s":
            students = int(word[:-1])
        elif word[-1] == "p":
            places = int(word[:-1])
        else:
            first, _, last = word.partition("-")
            stays.append(_weeks(int(first), int(last or first)))
    if "Plaatsen" in cells:
        return places, occupied
    bounds = _bounds_of(stays) if stays else stays_of("36-45")
    return (*bounds, students, per_week, " ".join(weekdays) or None, year or None, crebo)


def stays_of(weeks: str) -> tuple[str, ...]:
    """Return the stretches of placement days in weeks that are written as ``36-40 44``."""
    pairs = [word.partition("-")[::2] for word in weeks.split()]
    return _bounds_of([_weeks(int(first), int(last or first)) for first, last in pairs])


def _bounds_of(stays: Sequence[tuple[date, date]]) -> tuple[str, ...]:
    days: Counter[date] = Counter()
    for first, last in stays:
        days.update(_placement_days(first, last))
    return _bounds(days)


def _weeks(first: int, last: int) -> tuple[date, date]:
    return _monday(first), _monday(last) + timedelta(days=4)


def _monday(week: int) -> date:
    return date.fromisocalendar(2026 if week >= 31 else 2027, week, 1)


@cache
def _placement_days(first: date, last: date) -> tuple[date, ...]:
    off = Calendar.from_holidays(region_holidays()).days_off["midden"]
    days = (first + timedelta(days=k) for k in range((last - first).days + 1))
    return tuple(day for day in days if day.weekday() < 5 and day not in off)


def _bounds(days: Counter[date]) -> tuple[str, ...]:
    """Return each stretch of placement days; ``twice`` if a day is counted twice."""
    stretches: list[list[date]] = []
    for day in sorted(days):
        if stretches and len(_placement_days(stretches[-1][-1], day)) == 2:
            stretches[-1].append(day)
        else:
            stretches.append([day])
    found = [f"{stretch[0]}/{stretch[-1]}" for stretch in stretches]
    return (*found, *(["twice"] if any(count > 1 for count in days.values()) else []))


def _is_at(problem: Problem, cells: Cells) -> bool:
    """Whether a message is about a cell of the probe."""
    row = 2 if "Plaatsen" in cells else 3
    headings = _headings(cells)
    columns = {"ABCDEFGHIJKL"[headings.index(heading)] for heading in cells if heading in headings}
    return problem.place.row == row and problem.place.column in columns


def _headings(cells: Cells) -> list[str]:
    if "Plaatsen" in cells:
        return list({**_COMPANY, **cells})
    gone = {"Periode"} if "Van" in cells else set()
    gone |= {"Dagen per week"} if "Uren per week" in cells else set()
    gone |= {heading for heading, value in cells.items() if value is None}
    return [heading for heading in {**_ROW, **cells} if heading not in gone]


def _codes(problems: object) -> str:
    return ", ".join(f"{p.severity.value} {p.code}" for p in problems)  # type: ignore[attr-defined]
