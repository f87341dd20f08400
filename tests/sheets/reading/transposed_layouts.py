"""Layouts with tables side by side, below each other, and transposed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from tests.sheets.reading.layouts import (
    FRONT,
    GROUPS,
    NAMES,
    OPEN,
    SCHOOL,
    Group,
    in_run,
    layout,
    resave,
    save,
    weeks,
)

LEFT = tuple(g for g in GROUPS if g.year < 3)
RIGHT = tuple(g for g in GROUPS if g.year == 3)
ENGLISH = ("Mon", "Tue", "Wed", "Thu", "Fri")


def side_by_side(
    left: Sequence[Sequence[object]], right: Sequence[Sequence[object]], gap: int = 1
) -> list[list[object]]:
    """Rows of two tables on one sheet, with empty columns between them."""
    width = max(len(row) for row in left) + gap
    return [
        [*(one or ()), *[None] * (width - len(one or ())), *(other or ())]
        for one, other in zip_longest(left, right)
    ]


@layout("ROC Waalstroom naast elkaar 26-27.xlsx", GROUPS)
def leerjaren_side_by_side(path: Path) -> None:
    def table(title: str, groups: Sequence[Group]) -> list[list[object]]:
        rows = [[f"{g.programme} {g.crebo}", g.year, g.name, g.students, f"wk {g.first[1]}",
                 f"wk {g.last[1]}", g.weekdays] for g in groups]  # fmt: skip
        head = ["Opleiding", "Lj", "Klas", "Aantal", "Van", "T/m", "Dagen"]
        return [[title], head, *rows, ["Totaal", None, None, sum(g.students for g in groups)]]

    save(path, ["ROC Waalstroom, stages 2026-2027"], [],
         *side_by_side(table("Onderbouw", LEFT), table("Bovenbouw", RIGHT)))  # fmt: skip


@layout("ROC Waalstroom leerjaar-titels 26-27.xlsx", GROUPS)
def titles_with_the_year_of_each_block(path: Path) -> None:
    def table(year: int) -> list[list[object]]:
        rows = [[g.crebo, g.name, g.students, g.start, g.end, g.weekdays]
                for g in GROUPS if g.year == year]  # fmt: skip
        head = ["Crebo", "Klas", "Aantal studenten", "Startdatum", "Einddatum", "Stagedagen"]
        return [[f"Leerjaar {year}"], head, *rows]

    save(path, *side_by_side(side_by_side(table(1), table(2)), table(3), gap=2))


@layout("Placements ROC Waalstroom 2026-2027.xlsx", GROUPS)
def english_blocks_without_a_gap(path: Path) -> None:
    def table(groups: Sequence[Group]) -> list[list[object]]:
        rows = [[g.name, g.crebo, g.year, g.students, f"week {g.first[1]} to {g.last[1]}",
                 ", ".join(ENGLISH[d] for d in g.days)] for g in groups]  # fmt: skip
        return [["Class", "Programme code", "Year", "Students", "Weeks", "Weekdays"], *rows]

    save(path, ["ROC Waalstroom, placements 2026-2027"],
         *side_by_side(table(GROUPS[:4]), table(GROUPS[4:]), gap=0))  # fmt: skip


@layout("ROC Waalstroom met vakanties 26-27.xlsx", GROUPS)
def periods_next_to_holidays_and_a_legend(path: Path) -> None:
    periods = [["Crebo", "Leerjaar", "Groep", "Aantal", "Weken", "Dagen"]]
    periods += [[g.crebo, g.year, g.name, g.students, f"{g.first[1]}-{g.last[1]}", g.weekdays]
                for g in GROUPS]  # fmt: skip
    holidays = [["Vakantie", "Van", "T/m"], ["Herfstvakantie", "19-10-2026", "23-10-2026"],
                ["Kerstvakantie", "21-12-2026", "01-01-2027"],
                ["Voorjaarsvakantie", "22-02-2027", "26-02-2027"],
                ["Meivakantie", "26-04-2027", "30-04-2027"]]  # fmt: skip
    save(path, ["ROC Waalstroom"], *side_by_side(periods, holidays))


@layout("ROC Waalstroom liggend 26-27.xlsx", GROUPS)
def headings_down_the_first_column(path: Path) -> None:
    save(path, ["ROC Waalstroom - stageplanning 2026-2027"], [],
         ["Opleiding", *(g.programme for g in GROUPS)], ["Crebo", *(g.crebo for g in GROUPS)],
         ["Leerjaar", *(g.year for g in GROUPS)], ["Klas", *(g.name for g in GROUPS)],
         ["Aantal studenten", *(g.students for g in GROUPS)],
         ["Startdatum", *(g.start for g in GROUPS)], ["Einddatum", *(g.end for g in GROUPS)],
         ["Weekdagen", *(g.weekdays for g in GROUPS)], [],
         ["* aantallen onder voorbehoud"])  # fmt: skip


@layout("waalstroom placements.xlsx", GROUPS)
def english_headings_down_the_second_column(path: Path) -> None:
    save(path, [None, "Placements 2026-2027, ROC Waalstroom"],
         ["1", "Class", *(g.name for g in GROUPS)],
         ["2", "Qualification code", *(int(g.crebo) for g in GROUPS)],
         ["3", "Year of study", *(g.year for g in GROUPS)],
         ["4", "Number of students", *(f"{g.students} " for g in GROUPS)],
         ["5", "Placement weeks", *(f"{g.first[1]} to {g.last[1]}" for g in GROUPS)],
         ["6", "Weekdays",
          *(" and ".join(ENGLISH[d] for d in g.days) for g in GROUPS)])  # fmt: skip


@layout("ROC Waalstroom weken omlaag 26-27.xlsx", OPEN)
def weeks_down_the_first_column(path: Path) -> None:
    marks: list[list[object]] = []
    for m in weeks():
        hours = [8 * len(g.days) if in_run(g, m) else None for g in OPEN]
        marks.append([f"week {m.isocalendar().week}", *hours])
    save(path, ["Crebo", *(g.crebo for g in OPEN)], ["Leerjaar", *(g.year for g in OPEN)],
         ["Groep", *(g.name for g in OPEN)], ["Studenten", *(g.students for g in OPEN)],
         *marks)  # fmt: skip


@layout("ROC Waalstroom creboregels 26-27.xlsx", GROUPS)
def a_row_that_only_holds_the_crebo(path: Path) -> None:
    rows: list[list[object]] = [["Groep", "Lj", "Aantal", "Van wk", "T/m wk", "Dagen"]]
    for k, crebo in enumerate(dict.fromkeys(g.crebo for g in GROUPS)):
        named = (["Crebo", crebo], [f"Crebo: {crebo}"], [NAMES[crebo][0], f"({crebo})"])
        rows.append(named[k % 3])  # type: ignore[arg-type]
        rows += [[g.name, g.year, g.students, g.first[1], g.last[1], g.weekdays]
                 for g in GROUPS if g.crebo == crebo]  # fmt: skip
    save(path, *rows)


@layout("ROC Waalstroom drie tabellen 26-27.xlsx", GROUPS)
def three_tables_with_other_headings_below_each_other(path: Path) -> None:
    first, second, third = GROUPS[:3], GROUPS[3:6], GROUPS[6:]
    save(path, ["Stages ROC Waalstroom"], ["Verpleegkunde"],
         ["Crebo", "Leerjaar", "Klas", "Aantal", "Startdatum", "Einddatum", "Dagen"],
         *([g.crebo, g.year, g.name, g.students, g.start, g.end, g.weekdays] for g in first), [],
         ["Verzorgende"],
         ["Klas", "Opleiding", "Lj", "Aantal studenten", "Weken", "Stagedagen"],
         *([g.name, f"{g.programme} ({g.crebo})", g.year, g.students,
            f"{g.first[1]} t/m {g.last[1]}", g.weekdays] for g in second), [],
         ["Groep", "Crebonummer", "Jaar", "Studenten", "Begin", "Eind", *("ma", "di", "wo", "do",
                                                                         "vr")],
         *([g.name, g.crebo, g.year, g.students, f"wk {g.first[1]}", f"wk {g.last[1]}",
            *("x" if d in g.days else None for d in range(5))] for g in third))  # fmt: skip


@layout("ROC Waalstroom matrixen 26-27.xlsx", OPEN)
def a_matrix_for_each_half_year(path: Path) -> None:
    halves = [weeks()[:23], weeks()[23:]]
    rows: list[list[object]] = [[f"{SCHOOL} 2026-2027"]]
    early = [g for g in OPEN if g.first[0] == g.last[0] == 2026]
    whole = [g for g in OPEN if g not in early]
    for title, groups, mondays in (
        ("Eerste helft", early, halves[0]),
        ("Hele jaar", whole, weeks()),
    ):
        rows += [[], [title], [*FRONT, *(m.isocalendar().week for m in mondays)]]
        rows += [[g.programme, g.crebo, g.year, g.name, g.students,
                  *(len(g.days) if in_run(g, m) else None for m in mondays)]
                 for g in groups]  # fmt: skip
    save(path, *rows)


@layout("ROC Waalstroom formulieren 26-27.xlsx", GROUPS)
def forms_side_by_side_with_merged_titles(path: Path) -> None:
    labels = ("Crebo:", "Leerjaar:", "Klas:", "Aantal studenten:", "Van:", "T/m:", "Dagen:")
    rows: list[list[object]] = [["ROC Waalstroom"], []]
    values = [(g.crebo, g.year, g.name, g.students, f"wk {g.first[1]}", f"wk {g.last[1]}",
               g.weekdays) for g in GROUPS]  # fmt: skip
    rows += [[label, *(v[k] for v in values)] for k, label in enumerate(labels)]
    sheet = save(path, *rows)
    sheet.merge_cells("A1:I1")
    resave(sheet, path)
