"""Five more held-out layouts: side-by-side and transposed blocks, forms and calendars.

They were written before side-by-side and transposed tables could be read;
:mod:`tests.sheets.reading.transposed_layouts` holds the ones that reading was built on. At first
37 of their 40 rows were right with the data of the region (a repeated heading split the third
layout), and 29 without (the last file name had the school in small letters). Both causes were
fixed afterwards.
"""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.sheets.reading.layouts import GROUPS, OPEN, SCHOOL, in_run, layout, resave, save, weeks

MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
SHORT_DAYS = ("ma", "di", "wo", "do", "vr")


@layout("BPV-planning 26-27.xlsx", OPEN, held_out=True)
def cohorts_below_each_other_with_weeks_across(path: Path) -> None:
    numbers = [m.isocalendar().week for m in weeks()]
    rows: list[list[object]] = [[f"{SCHOOL} - BPV-planning 26-27"], ["Stand 1 juni, concept"], []]
    for year in (1, 2, 3):
        rows.append([f"Leerjaar {year} (cohort {2027 - year})"])
        rows.append(["Opleiding", "Klas", "Aantal", *numbers, "Opmerkingen"])
        for g in (g for g in OPEN if g.year == year):
            cells = [len(g.days) if in_run(g, m) else None for m in weeks()]
            rows.append([f"{g.programme} ({g.crebo})", g.name, g.students, *cells,
                         "rooster nog vrij in te vullen"])  # fmt: skip
        rows += [["Totaal", None, sum(g.students for g in OPEN if g.year == year)], []]
    save(path, *rows, sheet="Planning")


@layout("Stagekalender Waalstroom.xlsx", OPEN, held_out=True)
def weeks_down_and_classes_across(path: Path) -> None:
    rows: list[list[object]] = [
        [f"Stagekalender {SCHOOL}, schooljaar 2026-2027"],
        [],
        ["Klas", None, *(g.name for g in OPEN)],
        ["Opleiding", None, *(g.programme for g in OPEN)],
        ["Crebo", None, *(g.crebo for g in OPEN)],
        ["Leerjaar", None, *(g.year for g in OPEN)],
        ["Aantal studenten", None, *(g.students for g in OPEN)],
    ]
    for monday in weeks():
        marks = [f"{len(g.days)} dgn" if in_run(g, monday) else None for g in OPEN]
        week = f"wk {monday.isocalendar().week}"
        rows.append([week, f"{monday.day} {MONTHS[monday.month - 1]}", *marks])
    save(path, *rows)


@layout("Placements ROC Waalstroom 2026-27.xlsx", GROUPS, held_out=True)
def two_programmes_side_by_side(path: Path) -> None:
    left = [g for g in GROUPS if g.crebo == "25655"]
    right = [g for g in GROUPS if g.crebo != "25655"]
    english = ("Mon", "Tue", "Wed", "Thu", "Fri")
    rows: list[list[object]] = [
        ["Nursing (crebo 25655)", *[None] * 6, "Other programmes"],
        ["Class", "Year", "Students", "From", "Until", "Weekdays", None,
         "Qualification code", "Class", "Year of study", "Students", "Weeks", "Days"],
    ]  # fmt: skip
    for k in range(max(len(left), len(right))):
        cells: list[object] = [None] * 13
        if k < len(left):
            g = left[k]
            days = ", ".join(english[d] for d in g.days)
            cells[:6] = [g.name, g.year, g.students, g.start, g.end, days]
        if k < len(right):
            g = right[k]
            weeks_ = f"wk {g.first[1]} - wk {g.last[1]}"
            days = "/".join(english[d] for d in g.days)
            cells[7:] = [g.crebo, g.name, g.year, g.students, weeks_, days]
        rows.append(cells)
    save(path, *rows)


@layout("ROC Waalstroom opgave stages.xlsx", GROUPS, held_out=True)
def a_form_for_every_class(path: Path) -> None:
    book = Workbook()
    book.active.title = "Lees mij"
    book.active.append(["Vul per klas een tabblad in en stuur het terug aan het stagebureau."])
    for g in GROUPS:
        sheet = book.create_sheet(g.name)
        for row in (
            [f"Opgave BPV schooljaar 2026-2027, {SCHOOL}"],
            [],
            ["Opleiding", g.programme],
            ["Crebonummer", int(g.crebo)],
            ["Leerjaar", g.year],
            ["Klas", g.name],
            ["Aantal studenten", f"{g.students} (prognose)"],
            ["Startdatum", f"{g.start:%d-%m-%Y}"],
            ["Einddatum", f"{g.end:%d-%m-%Y}"],
            ["Stagedagen", " en ".join(SHORT_DAYS[d] for d in g.days)],
            ["Opmerkingen", "vrij in te vullen"],
        ):
            sheet.append(row)
    book.save(path)


@layout("overzicht_roc-waalstroom_2627_def2.xlsx", GROUPS, held_out=True)
def heads_merged_over_two_rows_and_notes_between(path: Path) -> None:
    rows: list[list[object]] = [
        [None, "wijzigingen in rood"],
        [None, "Groep", None, None, None, "BPV", None, None, None, "Overig"],
        [None, "Opleiding (crebo)", "Lj", "Klas", "Aantal", "van", "t/m", "dgn p/w", "dagen",
         "Notities"],
    ]  # fmt: skip
    for k, g in enumerate(GROUPS):
        first, last = (f"{SHORT_DAYS[d.weekday()]} {d.day} {MONTHS[d.month - 1]} {d.year}"
                       for d in (g.start, g.end))  # fmt: skip
        note = ("overleg met team volgt", None, "zie mail 12-5")[k % 3]
        days = "+".join(SHORT_DAYS[d] for d in g.days)
        rows.append([None, f"{g.programme} ({g.crebo})", g.year, g.name, f" {g.students} ",
                     first, last, len(g.days), days, note])  # fmt: skip
    rows += [[], [None, "* aantallen onder voorbehoud"]]
    sheet = save(path, *rows, sheet="def2")
    for block in ("B2:E2", "F2:I2"):
        sheet.merge_cells(block)
    sheet.column_dimensions[get_column_letter(1)].hidden = True
    resave(sheet, path)
