"""Layouts of lists: a row a group, however its period, its days and its programme are written."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from tests.sheets.reading.layouts import (
    DAY_NAMES,
    FRONT,
    GROUPS,
    LATE,
    LONG_NAMES,
    NAMES,
    OPEN,
    SCHOOL,
    TWICE,
    a_group,
    flat,
    layout,
    layout_named,
    resave,
    save,
)


@layout("ROC Waalstroom 2026-2027.xlsx", GROUPS)
def dutch_dates_in_words(path: Path) -> None:
    months = ("jan.", "feb.", "mrt", "april", "mei", "juni", "juli", "aug.", "sept.", "okt.",
              "nov.", "dec.")  # fmt: skip

    def say(day: date) -> str:
        return f"{day.day} {months[day.month - 1]} {day.year}"

    save(path, ["Opleidingscode", "Leerjaar", "Klas", "Aantal stud.", "Begindatum", "Einddatum",
                "Stagedagen"],
         *([g.crebo, f"lj {g.year}", g.name, g.students, say(g.start), say(g.end),
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


@layout("planning.csv", GROUPS)
def cp1252_with_title_and_totals(path: Path) -> None:
    lines = [
        "ROC Waalstroom – BPV 2026/2027;;;;;;",
        "Vastgesteld in één keer;;;;;;",
        ";;;;;;",
        "Opleiding;Leerjaar;Klas;Aantal deelnemers;Stageweken;Dagen per week;Weekdagen",
    ]
    for g in GROUPS:
        lines.append(
            f"{g.programme} ({g.crebo});{g.year};{g.name};{g.students},0;"
            f"week {g.first[1]} t/m {g.last[1]};{len(g.days)},0;{'+'.join(g.weekdays.split())}"
        )
    lines += ["Totaal;;;" + str(sum(g.students for g in GROUPS)) + ";;;",
              "Let op: aantallen zijn een prognose;;;;;;"]  # fmt: skip
    path.write_bytes("\r\n".join(lines).encode("cp1252"))


@layout("ROC Waalstroom 26-27.xlsx", GROUPS)
def header_far_down_after_labels(path: Path) -> None:
    rows: list[list[object]] = [
        ["Aanlevering stageplanning"], [], ["Instelling:", SCHOOL], ["BRIN:", "91AA"],
        ["Schooljaar:", "2026-2027"], ["Contact:", "BPV-bureau"], [],
    ]  # fmt: skip
    rows += [[f"{k}. Vul per groep een regel in."] for k in range(1, 16)] + [[]]
    rows += [[None, "Crebo", "Klas", "Leerjaar", "Aantal", "Periode", "Ritme"]]
    rows += [[None, g.crebo, g.name, g.year, g.students, f"{g.first[1]}-{g.last[1]}",
              f"{len(g.days)} dgn ({g.weekdays})"] for g in GROUPS]  # fmt: skip
    save(path, *rows)


@layout("BPV Waalstroom.xlsx", OPEN)
def hours_a_week(path: Path) -> None:
    save(path, ["ROC Waalstroom, schooljaar 2026-2027"],
         ["Opleiding", "Crebo", "Leerjaar", "Groep", "Aantal studenten", "Begin", "Eind",
          "Uren per week"],
         *([g.programme, g.crebo, g.year, g.name, g.students, f"wk {g.first[1]}",
            f"wk {g.last[1]}", f"{8 * len(g.days)} uur p/w"] for g in GROUPS))  # fmt: skip


@layout("ROC Waalstroom sj 2026-2027.xlsx", GROUPS)
def weekdays_in_columns(path: Path) -> None:
    save(path, ["Crebo", "Leerjaar", "Klas", "Studenten", "Start", "Einde", *DAY_NAMES],
         *([g.crebo, g.year, g.name, g.students, g.start, g.end,
            *("x" if d in g.days else None for d in range(5))] for g in GROUPS))  # fmt: skip


@layout("ROC Waalstroom 2026-2027 v2.xlsx", GROUPS)
def programmes_as_titles_between_rows(path: Path) -> None:
    rows: list[list[object]] = [["BPV-planning"], []]
    rows.append(["Leerjaar", "Klas", "Aantal studenten", "Weken", "Dagen"])
    for crebo in dict.fromkeys(g.crebo for g in GROUPS):
        rows.append([f"{NAMES[crebo][0]} - crebo {crebo}"])
        mine = [g for g in GROUPS if g.crebo == crebo]
        rows += [[g.year, g.name, g.students, f"wk {g.first[1]} - wk {g.last[1]}",
                  g.weekdays.replace(" ", "+")] for g in mine]  # fmt: skip
        rows.append(["Subtotaal", None, sum(g.students for g in mine)])
        rows.append([])
    save(path, *rows)


@layout("Stageplanning Waalstroom.xlsx", GROUPS)
def one_sheet_a_programme(path: Path) -> None:
    book = Workbook()
    book.active.title = "Uitleg"
    book.active.append(["Toelichting bij de stageplanning 2026-2027 van ROC Waalstroom"])
    for crebo in dict.fromkeys(g.crebo for g in GROUPS):
        sheet = book.create_sheet(f"{crebo} {NAMES[crebo][0][:12]}")
        sheet.append(["Lj", "Groep", "Aantal", "Van", "T/m", "Dagen"])
        for g in (g for g in GROUPS if g.crebo == crebo):
            sheet.append([g.year, g.name, g.students, g.start, g.end, g.weekdays])
    book.save(path)


@layout("ROC Waalstroom prognose 2026-2027.xlsx", GROUPS)
def estimates_and_codes_in_names(path: Path) -> None:
    said = ["{} (prognose)", "ca. {}", "{} ", "± {}", "{}", "ong. {}", "{} studenten", "~{}"]
    save(path, ["Opleiding / crebo", "Leerjaar", "Klas/groep", "Verwacht aantal", "Startdatum BPV",
                "Einddatum BPV", "Dagen"],
         *([f"{g.crebo} {g.programme}", f"{g.year}e jaar", g.name, words.format(g.students),
            f"{g.start:%d/%m/%Y}", f"{g.end:%d.%m.%Y}", g.weekdays.replace(" ", ", ")]
           for g, words in zip(GROUPS, said, strict=True)))  # fmt: skip


@layout("ROC Waalstroom dossiers 26-27.xlsx", (
    *(g for g in GROUPS if g.crebo != "25698"),
    a_group("25780", 2, "MZ2A", 20, 36, 27, "ma di"),
    a_group("25779", 2, "MZ2B", 21, 36, 27, "do vr"),
))  # fmt: skip
def dossiers_and_levels(path: Path) -> None:
    groups = layout_named("dossiers_and_levels").truth
    save(path, ["Dossier", "Niveau", "Leerjaar", "Groep", "Aantal studenten", "Week van",
                "Week t/m", "Dagen"],
         *([NAMES[g.crebo][2], f"niveau {g.level}", g.year, g.name, g.students, g.first[1],
            g.last[1], g.weekdays] for g in groups))  # fmt: skip


@layout("ROC Waalstroom namen 26-27.xlsx", GROUPS)
def names_without_crebo(path: Path) -> None:
    short = {"25655": "Verpleegkunde niveau 4", "25656": "VIG", "25960": "Helpende Zorg & Welzijn",
             "25698": "onderwijs-assistent"}  # fmt: skip
    save(path, ["Opleiding", "Leerjaar", "Groep", "Aantal studenten", "Stageperiode", "Stagedagen"],
         *([short[g.crebo], g.year, g.name, g.students, f"wk{g.first[1]} tot en met wk{g.last[1]}",
            g.weekdays] for g in GROUPS))  # fmt: skip


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


@layout("ROC Waalstroom verborgen.xlsx", GROUPS)
def hidden_rows_merged_cells_and_notes(path: Path) -> None:
    sheet = save(path, ["ROC Waalstroom 2026-2027"], [],
         ["Opleiding", "Crebo", "Leerjaar", "Klas", "Aantal", "intern", "Start", "Eind", "Dagen"],
         *([g.programme, g.crebo, g.year, g.name, g.students, "zz", g.start, g.end, g.weekdays]
           for g in GROUPS),
         ["Totaal", None, None, None, f"=SUM(E4:E{3 + len(GROUPS)})"], [],
         ["* aantallen per 1 mei"], ["Bron: onderwijsadministratie"])  # fmt: skip
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet.merge_cells("A1:I1")
    row = 4
    for crebo in dict.fromkeys(g.crebo for g in GROUPS):
        count = sum(g.crebo == crebo for g in GROUPS)
        if count > 1:
            sheet.merge_cells(f"A{row}:A{row + count - 1}")
            sheet.merge_cells(f"B{row}:B{row + count - 1}")
        row += count
    resave(sheet, path)


# ---------------------------------------------------------------- several periods in a row


@layout("ROC Waalstroom periodes 26-27.xlsx", flat(TWICE))
def numbered_periods_in_one_row(path: Path) -> None:
    rows = []
    for pair in TWICE:
        g, more = pair[0], pair[1:]
        second = [more[0].start, more[0].end] if more else [None, None]
        rows.append([g.crebo, g.year, g.name, g.students, g.weekdays, g.start, g.end, *second])
    save(path, ["Crebo", "Leerjaar", "Groep", "Aantal studenten", "Dagen", "Periode 1 van",
                "Periode 1 t/m", "Periode 2 van", "Periode 2 t/m"], *rows)  # fmt: skip


@layout("ROC Waalstroom twee kopregels.xlsx", flat(TWICE))
def two_header_rows_with_periods(path: Path) -> None:
    rows: list[list[object]] = [
        ["Opleiding", None, None, None, "1e stageperiode", None, None, "2e stageperiode"],
        ["Crebo", "Lj", "Groep", "Aantal", "Van wk", "T/m wk", "Dagen", "Van wk", "T/m wk",
         "Dagen"],
    ]  # fmt: skip
    for pair in TWICE:
        g = pair[0]
        cells: list[object] = [g.crebo, g.year, g.name, g.students]
        for each in pair:
            cells += [each.first[1], each.last[1], each.weekdays]
        rows.append(cells)
    sheet = save(path, ["ROC Waalstroom 2026-2027"], *rows)
    for block in ("A2:D2", "E2:G2", "H2:J2"):
        sheet.merge_cells(block)
    resave(sheet, path)


@layout("ROC Waalstroom herhaald.xlsx", flat(TWICE))
def repeated_headings(path: Path) -> None:
    rows = []
    for pair in TWICE:
        g = pair[0]
        stretches = [f"{e.start:%d-%m-%Y}" for e in pair], [f"{e.end:%d-%m-%Y}" for e in pair]
        cells: list[object] = [g.crebo, g.year, g.name, g.students, g.weekdays]
        for start, end in zip(*stretches, strict=True):
            cells += [start, end]
        rows.append(cells)
    save(path, ["ROC Waalstroom"], ["Crebo", "Jaar", "Klas", "Studenten", "Weekdagen", "Start",
         "Eind", "Start", "Eind"], *rows)  # fmt: skip


@layout("ROC Waalstroom vervolg 26-27.xlsx", flat(TWICE))
def second_period_on_the_next_row(path: Path) -> None:
    rows = []
    for pair in TWICE:
        for k, g in enumerate(pair):
            who = [g.programme, g.crebo, g.year, g.name, g.students] if k == 0 else [None] * 5
            rows.append([*who, f"wk {g.first[1]} t/m {g.last[1]}", g.weekdays])
    save(path, [*FRONT, "Periode", "Dagen"], *rows)


@layout("ROC Waalstroom lijst 26-27.xlsx", flat(TWICE))
def two_stretches_in_one_cell(path: Path) -> None:
    save(path, [*FRONT, "Stageweken", "Dagen"],
         *([p[0].programme, p[0].crebo, p[0].year, p[0].name, p[0].students,
            " en ".join(f"wk {g.first[1]}-{g.last[1]}" for g in p), p[0].weekdays]
           for p in TWICE))  # fmt: skip


# ---------------------------------------------------------------- periods of the school


@layout("ROC Waalstroom P 26-27.xlsx", (
    a_group("25655", 2, "VP2A", 40, 36, 5, "ma di wo vr"),
    a_group("25656", 2, "VIG2A", 22, 6, 27, "ma di"),
    a_group("25960", 1, "HZW1A", 31, 47, 5, "wo do vr"),
    a_group("25698", 2, "OA2A", 17, 36, 46, "do vr"),
))  # fmt: skip
def named_periods(path: Path) -> None:
    groups = layout_named("named_periods").truth
    said = ["P1+P2", "P3 t/m P4", "periode 2", "P1"]
    save(path, [*FRONT, "Periode", "Dagen"],
         *([g.programme, g.crebo, g.year, g.name, g.students, words, g.weekdays]
           for g, words in zip(groups, said, strict=True)))  # fmt: skip
