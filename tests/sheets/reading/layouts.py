"""Layouts of files that schools may send, each with the groups that must be read from it.

They are registered in ``list_layouts.py``, ``matrix_layouts.py`` and other files; import them
all from ``all_layouts.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

SCHOOL = "ROC Waalstroom"
NAMES = {
    "25655": ("Mbo-Verpleegkundige", 4, "23267"),
    "25656": ("Verzorgende-IG", 3, "23268"),
    "25960": ("Helpende Zorg en Welzijn", 2, "23385"),
    "25780": ("Begeleider maatschappelijke zorg", 3, "23312"),
    "25779": ("Persoonlijk begeleider maatschappelijke zorg", 4, "23312"),
    "25698": ("Onderwijsassistent", 4, "23285"),
}
DAY_NAMES = ("ma", "di", "wo", "do", "vr")
LONG_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")


@dataclass(frozen=True, kw_only=True)
class Group:
    """One stage period as it should be read."""

    crebo: str
    year: int
    name: str
    students: int
    first: tuple[int, int]
    last: tuple[int, int]
    days: tuple[int, ...]
    open_days: bool = False
    school: str = SCHOOL

    @property
    def start(self) -> date:
        return date.fromisocalendar(*self.first, 1)

    @property
    def end(self) -> date:
        return date.fromisocalendar(*self.last, 5)

    @property
    def programme(self) -> str:
        return NAMES[self.crebo][0]

    @property
    def level(self) -> int:
        return NAMES[self.crebo][1]

    @property
    def form(self) -> str:
        return "blok" if len(self.days) >= 4 else "lint"

    @property
    def weekdays(self) -> str:
        return " ".join(DAY_NAMES[d] for d in self.days)

    def truth(self) -> dict[str, object]:
        return {
            "instelling": self.school,
            "crebo": self.crebo,
            "leerjaar": self.year,
            "groep": self.name,
            "studenten": self.students,
            "vorm": self.form,
            "start": self.start.isoformat(),
            "eind": self.end.isoformat(),
            "dagen_per_week": len(self.days),
            "weekdagen": None if self.open_days else self.weekdays,
        }


def a_group(  # noqa: PLR0917 as a line of a table
    crebo: str, year: int, name: str, students: int, first: int, last: int, days: str,
           **more: object) -> Group:  # fmt: skip
    def week(number: int) -> tuple[int, int]:
        return (2026 if number >= 31 else 2027, number)

    numbers = tuple(DAY_NAMES.index(d) for d in days.split())
    return Group(crebo=crebo, year=year, name=name, students=students, first=week(first),
                 last=week(last), days=numbers, **more)  # type: ignore[arg-type]  # fmt: skip


#: P1 = wk 36-46, P2 = wk 47-5, P3 = wk 6-16, P4 = wk 18-27 with the holidays of the region.
GROUPS = (
    a_group("25655", 1, "VP1A", 28, 18, 27, "ma di wo vr"),
    a_group("25655", 2, "VP2A", 74, 47, 16, "di wo do vr"),
    a_group("25655", 3, "VP3A", 59, 36, 5, "ma di wo do"),
    a_group("25656", 1, "VIG1A", 16, 6, 27, "ma di"),
    a_group("25656", 2, "VIG2A", 22, 36, 27, "ma di"),
    a_group("25656", 3, "VIG3A", 23, 36, 16, "wo do vr"),
    a_group("25960", 1, "HZW1A", 37, 6, 27, "di wo"),
    a_group("25698", 2, "OA2A", 17, 36, 46, "do vr"),
)
OPEN = tuple(replace(g, open_days=True) for g in GROUPS)
#: Week 53 and a start in the last week of August.
LATE = (
    a_group("25655", 1, "VP1A", 28, 53, 9, "ma di wo vr"),
    a_group("25656", 2, "VIG2A", 22, 36, 53, "ma di"),
    a_group("25960", 1, "HZW1A", 37, 49, 53, "di wo"),
)
TWICE = (
    (a_group("25655", 2, "VP2A", 40, 36, 46, "ma di wo vr"),
     a_group("25655", 2, "VP2A", 40, 6, 16, "ma di wo vr")),
    (a_group("25656", 2, "VIG2A", 22, 47, 5, "ma di"),
     a_group("25656", 2, "VIG2A", 22, 18, 27, "ma di")),
    (a_group("25960", 1, "HZW1A", 31, 36, 46, "wo do vr"),),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A layout: the name of its file, the function that writes it, and what must be read."""

    name: str
    file: str
    write: Callable[[Path], None]
    truth: tuple[Group, ...]
    held_out: bool = False


LAYOUTS: list[Layout] = []


def layout(
    file: str, truth: Iterable[Group], *, held_out: bool = False
) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register a function that writes a layout."""

    def register(write: Callable[[Path], None]) -> Callable[[Path], None]:
        LAYOUTS.append(
            Layout(
                name=write.__name__,
                file=file,
                write=write,
                truth=tuple(truth),
                held_out=held_out,
            )
        )
        return write

    return register


def save(path: Path, *rows: Sequence[object], sheet: str = "Blad1") -> Worksheet:
    """Write rows to a workbook and return its sheet; call :func:`resave` after further changes."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return book.active


def resave(sheet: Worksheet, path: Path) -> None:
    sheet.parent.save(path)


def flat(pairs: Iterable[Sequence[Group]]) -> tuple[Group, ...]:
    return tuple(g for pair in pairs for g in pair)


def weeks() -> list[date]:
    """Return the Mondays of week 36 of 2026 to week 28 of 2027."""
    first = date(2026, 8, 31)
    return [first + timedelta(days=7 * k) for k in range(46)]


HOLIDAY_WEEKS = {(2026, 43), (2026, 52), (2026, 53), (2027, 8), (2027, 17)}


def in_run(group: Group, monday: date) -> bool:
    week = monday.isocalendar()[:2]
    return group.start <= monday <= group.end and week not in HOLIDAY_WEEKS


def matrix(mark: Callable[[Group], object], groups: Sequence[Group] = GROUPS) -> list[list[object]]:
    """Return the rows of a week matrix: identity in front, marks in the weeks."""
    return [
        [g.programme, g.crebo, g.year, g.name, g.students,
         *(mark(g) if in_run(g, m) else None for m in weeks())]
        for g in groups
    ]  # fmt: skip


FRONT = ["Opleiding", "Crebo", "Leerjaar", "Klas", "Aantal"]


def layout_named(name: str) -> Layout:
    return next(each for each in LAYOUTS if each.name == name)
