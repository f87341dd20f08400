"""Layouts of lists that differ in how they write dates and weeks."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from tests.sheets.reading.layouts import (
    GROUPS,
    LATE,
    LONG_NAMES,
    SCHOOL,
    a_group,
    layout,
    layout_named,
    save,
)


@layout("ROC Waalstroom 2026-2027.xlsx", GROUPS)
def dutch_dates_in_words(path: Path) -> None:
    months = ("jan.", "feb.", "mrt", "april", "mei", "juni", "juli", "aug.", "sept.", "okt.",
              "nov.", "dec.")  # fmt: skip

    def in_words(day: date) -> str:
        return f"{day.day} {months[day.month - 1]} {day.year}"

    save(path, ["Opleidingscode", "Leerjaar", "Klas", "Aantal stud.", "Begindatum", "Einddatum",
                "Stagedagen"],
         *([g.crebo, f"lj {g.year}", g.name, g.students, in_words(g.start), in_words(g.end),
            " en ".join(LONG_NAMES[d] for d in g.days)] for g in GROUPS))  # fmt: skip


@layout("ROC Waalstroom.xlsx", GROUPS)
def excel_serials_and_short_years(path: Path) -> None:
    def serial(day: date) -> int:
        return (day - date(1899, 12, 30)).days

    save(path, ["Crebonummer", "Naam opleiding", "Jaar", "Groep", "# studenten", "Startdatum",
                "Einddatum", "Dagen p/w", "Welke dagen"],
         *([int(g.crebo), g.programme, g.year, g.name, g.students, serial(g.start),
            f"{g.end.day:02d}-{g.end.month:02d}-'{g.end.year % 100}", len(g.days),
            "/".join(d.capitalize() for d in g.weekdays.split())] for g in GROUPS))  # fmt: skip


@layout("waalstroom.csv", GROUPS)
def english_iso_weeks(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["School", "Programme code", "Programme", "Year of study", "Class",
                      "Number of students", "Type of placement", "Start week", "End week",
                      "Days per week", "Weekdays"])  # fmt: skip
        english = ("Mon", "Tue", "Wed", "Thu", "Fri")
        for g in GROUPS:
            out.writerow([SCHOOL, g.crebo, g.programme, g.year, g.name, g.students,
                          {"blok": "block", "lint": "ribbon"}[g.form],
                          f"{g.first[0]}-W{g.first[1]:02d}", f"{g.last[0]}-W{g.last[1]:02d}",
                          len(g.days), ", ".join(english[d] for d in g.days)])  # fmt: skip


@layout("ROC Waalstroom bpv 2627.tsv", GROUPS)
def utf16_tabs_with_compact_weeks(path: Path) -> None:
    rows = ["\t".join(["Crebo", "Lj", "Groep", "Studenten", "Van week", "T/m week", "Dagen"])]
    rows += [
        "\t".join([g.crebo, str(g.year), g.name, str(g.students),
                   f"{g.first[0]}{g.first[1]:02d}", f"{g.last[0]}{g.last[1]:02d}", g.weekdays])
        for g in GROUPS
    ]  # fmt: skip
    path.write_text("\n".join(rows), encoding="utf-16")


@layout("ROC Waalstroom duur 26-27.xlsx", tuple(
    a_group("25655", k, f"VP{k}A", 20 + k, first, last, "ma di wo vr")
    for k, first, last in ((1, 36, 46), (2, 47, 16), (3, 6, 27), (4, 18, 27))
))  # fmt: skip
def start_week_and_number_of_weeks(path: Path) -> None:
    groups = layout_named("start_week_and_number_of_weeks").truth
    lengths = {46: 10, 16: 20, 5: 10, 27: None}
    save(path, ["Crebo", "Leerjaar", "Groep", "Aantal studenten", "Startweek", "Aantal weken",
                "Dagen"],
         *([g.crebo, g.year, g.name, g.students, g.first[1],
            lengths[g.last[1]] or (20 if g.first[1] == 6 else 10), g.weekdays]
           for g in groups))  # fmt: skip


@layout("ROC Waalstroom week 53.xlsx", LATE)
def week_fifty_three(path: Path) -> None:
    save(path, ["ROC Waalstroom 2026-2027"],
         ["Crebo", "Leerjaar", "Groep", "Aantal", "Stageperiode", "Dagen"],
         *([g.crebo, g.year, g.name, g.students, f"wk {g.first[1]} t/m wk {g.last[1]}",
            g.weekdays] for g in LATE))  # fmt: skip


@layout("ROC Waalstroom datumbereik.xlsx", GROUPS)
def date_range_text(path: Path) -> None:
    save(
        path,
        ["Crebo", "Leerjaar", "Klas", "Aantal", "BPV-periode", "Dagen"],
        *(
            [
                g.crebo,
                g.year,
                g.name,
                g.students,
                f"{g.start:%d-%m-%Y} - {g.end:%d-%m-%Y}"
                if i % 2
                else f"van {g.start:%d/%m/%Y} tot en met {g.end:%d/%m/%Y}",
                g.weekdays,
            ]
            for i, g in enumerate(GROUPS)
        ),
    )
