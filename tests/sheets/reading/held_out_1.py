"""Five layouts that were not used while the import was built.

They were written before they were read for the first time. The layouts that the import was
built on are in the other files; five later ones are in :mod:`tests.sheets.reading.held_out_2`.
"""

from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import Workbook

from tests.sheets.reading.layouts import (
    FRONT,
    GROUPS,
    OPEN,
    SCHOOL,
    TWICE,
    flat,
    layout,
    matrix,
    resave,
    save,
    weeks,
)


@layout("planning zorgopleidingen.xlsx", GROUPS, held_out=True)
def two_tables_below_each_other(path: Path) -> None:
    early = [g for g in GROUPS if g.first[0] == 2026]
    late = [g for g in GROUPS if g.first[0] == 2027]
    head = ["Kwalificatie", "Cohort", "Stamgroep", "Aantal leerlingen", "Start stage",
            "Einde stage", "Stagedagen"]  # fmt: skip
    rows: list[list[object]] = [["Stageoverzicht ROC Waalstroom, studiejaar 2026/2027"], []]
    for title, groups in (("Start in semester 1", early), ("Start in semester 2", late)):
        rows += [[title], head]
        rows += [[f"{g.crebo} - {g.programme}", 2027 - g.year, g.name, f"{g.students} ",
                  f"{g.start:%d-%m-%y}", f"{g.end:%d-%m-%y}", g.weekdays.upper()]
                 for g in groups]  # fmt: skip
        rows += [["Totaal " + title.lower(), None, None, sum(g.students for g in groups)], []]
    save(path, *rows)


@layout("export.tsv", GROUPS, held_out=True)
def english_export_with_quotes(path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_ALL)
        out.writerow(["Institution name", "Qualification", "Level", "Year", "Group code",
                      "No. of students (forecast)", "Placement weeks", "Mode",
                      "Days of the week"])  # fmt: skip
        english = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
        for g in GROUPS:
            out.writerow([SCHOOL.upper(), f"{g.programme} [{g.crebo}]", g.level, f"Year {g.year}",
                          g.name, g.students, f"week {g.first[1]} to week {g.last[1]}",
                          {"blok": "Block", "lint": "Lint"}[g.form],
                          " & ".join(english[d] for d in g.days)])  # fmt: skip


@layout("Waalstroom stagekalender.xlsx", OPEN, held_out=True)
def calendar_with_holiday_words(path: Path) -> None:
    rows = matrix(lambda g: f"{8 * len(g.days)}u", OPEN)
    for row in rows:
        row.insert(0, SCHOOL)
        for k, monday in enumerate(weeks()):
            if monday.isocalendar()[:2] == (2026, 43):
                row[6 + k] = "herfstvakantie"
            if monday.isocalendar()[1] in (52, 53):
                row[6 + k] = "kerst"
    head = [f"{m.isocalendar().year}-{m.isocalendar().week:02d}" for m in weeks()]
    total = [None, "Totaal aantal studenten", None, None, None, sum(g.students for g in OPEN)]
    save(path, ["Stagekalender"], [], ["School", *FRONT, *head], *rows, total)


@layout("Kopie van BPV lijst ROC Waalstroom (def).xlsx", GROUPS, held_out=True)
def grouped_list_with_ranges_of_days(path: Path) -> None:
    ranges = {(0, 1, 2, 3): "ma t/m do", (2, 3, 4): "wo t/m vr"}
    rows: list[list[object]] = [["BPV-lijst", None, None, "schooljaar 26/27"], [None],
                                ["Opleiding", "Lj.", "Klas", "Aant.", "Week", "BPV-dag(en)",
                                 "Opmerkingen"]]  # fmt: skip
    for crebo in dict.fromkeys(g.crebo for g in GROUPS):
        mine = [g for g in GROUPS if g.crebo == crebo]
        for k, g in enumerate(mine):
            first, last = (f"{w} ({y})" for y, w in (g.first, g.last))
            rows.append([f"{g.programme} {g.crebo}" if not k else None, g.year, g.name,
                         g.students, f"{first} t/m {last}",
                         ranges.get(g.days, g.weekdays.replace(" ", "-")), None])  # fmt: skip
        rows.append([None, None, f"Totaal {mine[0].programme}", sum(g.students for g in mine)])
    sheet = save(path, *rows)
    sheet.merge_cells("A1:C1")
    resave(sheet, path)


@layout("ROC Waalstroom invulformulier 2026-2027.xlsx", flat(TWICE), held_out=True)
def numbered_stages_across_two_sheets(path: Path) -> None:
    book = Workbook()
    book.active.title = "Instructie"
    book.active.append(["Vul per klas de stages in. Vragen? Bel het stagebureau."])
    for year in (1, 2):
        sheet = book.create_sheet(f"{year}e jaars")
        sheet.append([None, "Overzicht stages"])
        sheet.append([None, "Crebo", "Klas", "Stud.", "Stage 1 weken", "Stage 1 dagen",
                      "Stage 2 weken", "Stage 2 dagen"])  # fmt: skip
        for pair in (p for p in TWICE if p[0].year == year):
            cells: list[object] = [None, pair[0].crebo, pair[0].name, pair[0].students]
            for g in pair:
                cells += [f"{g.first[1]} t/m {g.last[1]}", g.weekdays.replace(" ", " + ")]
            sheet.append(cells)
    book.save(path)
