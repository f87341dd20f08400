"""Ten more held-out layouts, of ten to thirty rows, written before the parsers were looked at.

They were read for the first time after the probes were right. Then 126 of their 140 rows were
right with the data of the region and 112 without; a heading "Blok", a German school year, dates
such as "31.08." and a row that counts the students of each week were the causes, and were mended
afterwards.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from tests.sheets.reading.layouts import (
    DAY_NAMES,
    HOLIDAY_WEEKS,
    SCHOOL,
    a_group,
    in_run,
    layout,
    resave,
    save,
    weeks,
)

MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
          "oktober", "november", "december")  # fmt: skip
SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

ALL = (
    a_group("25655", 1, "VP1A", 28, 18, 27, "ma di wo vr"),
    a_group("25655", 1, "VP1B", 27, 18, 27, "ma di wo vr"),
    a_group("25655", 2, "VP2A", 24, 47, 16, "di wo do vr"),
    a_group("25655", 2, "VP2B", 25, 6, 27, "di wo do vr"),
    a_group("25655", 3, "VP3A", 19, 36, 5, "ma di wo do"),
    a_group("25656", 1, "VIG1A", 16, 6, 27, "ma di"),
    a_group("25656", 2, "VIG2A", 22, 36, 27, "ma di"),
    a_group("25656", 2, "VIG2B", 21, 36, 27, "do vr"),
    a_group("25656", 3, "VIG3A", 23, 36, 16, "wo do vr"),
    a_group("25960", 1, "HZW1A", 17, 6, 27, "di wo"),
    a_group("25960", 2, "HZW2A", 14, 36, 46, "di wo do"),
    a_group("25780", 2, "MZ2A", 20, 47, 16, "ma di wo"),
    a_group("25779", 3, "PBMZ3A", 18, 36, 46, "ma di wo do"),
    a_group("25698", 2, "OA2A", 17, 36, 46, "do vr"),
)
FREE = tuple(replace(g, open_days=True) for g in ALL)


@layout("BPV 26-27 ROC Waalstroom per team.xlsx", ALL, held_out=True)
def a_sheet_per_team_with_footnotes(path: Path) -> None:
    book = Workbook()
    book.active.title = "Colofon"
    book.active.append(["Planning BPV 2026-2027", None, "versie 2"])
    book.active.append(["Vastgesteld in het teamoverleg van 12 mei"])
    for team, crebos in {"Zorg": ("25655", "25656"), "Welzijn": ("25960", "25780", "25779"),
                         "Onderwijs": ("25698",)}.items():  # fmt: skip
        sheet = book.create_sheet(team)
        groups = [g for g in ALL if g.crebo in crebos]
        sheet.append([f"{SCHOOL}, team {team}"])
        sheet.append([])
        sheet.append(["Opleiding", "Crebonr.", "Lj.", "Groepscode", "Aant. stud.", "Stageweken",
                      "Stagedagen", "Contactdocent"])  # fmt: skip
        for g in groups:
            sheet.append([g.programme, int(g.crebo), g.year, g.name, f"{g.students} st",
                          f"{g.first[1]} t/m {g.last[1]}", "+".join(DAY_NAMES[d] for d in g.days),
                          "ABC"])  # fmt: skip
        sheet.append(["Totaal", None, None, None, sum(g.students for g in groups)])
        sheet.append([])
        sheet.append(["*) in overleg met de werkveldcommissie"])
    book.save(path)


@layout("Blockplan ROC Waalstroom.xlsx", FREE, held_out=True)
def weeks_down_with_german_holidays(path: Path) -> None:
    rows: list[list[object]] = [
        [f"Blockplan {SCHOOL} Schuljahr 2026/2027"],
        ["KW", "ab", *(g.name for g in ALL)],
        ["Crebo", None, *(int(g.crebo) for g in ALL)],
        ["Leerjaar", None, *(g.year for g in ALL)],
        ["Studenten", None, *(g.students for g in ALL)],
    ]
    names = {43: "Herbstferien", 52: "Weihnachtsferien", 53: "Weihnachtsferien", 8: "Karneval",
             17: "Osterferien"}  # fmt: skip
    for monday in weeks():
        week = monday.isocalendar()[1]
        if monday.isocalendar()[:2] in HOLIDAY_WEEKS:
            rows.append([names[week]])
        else:
            marks = [len(g.days) if in_run(g, monday) else None for g in ALL]
            rows.append([week, f"{monday:%d.%m.}", *marks])
    save(path, *rows)


@layout("export_groepen.csv", ALL, held_out=True)
def an_export_of_a_student_system(path: Path) -> None:
    lines = ["Instelling;Teamcode;Opleiding (crebo);Opleidingsnaam;Niveau;Leerweg;Cohort;"
             "Groepscode;Aantal deelnemers;BPV begindatum;BPV einddatum;Aantal BPV-dagen p.w.;"
             "BPV-dagen;BPV-uren per week;Status"]  # fmt: skip
    for k, g in enumerate(ALL):
        days = ",".join(DAY_NAMES[d].upper() for d in g.days)
        lines.append(
            f'"{SCHOOL}";T{k % 3 + 1:02};{g.crebo};"{g.programme}";{g.level};BOL;{2027 - g.year};'
            f'"{g.name}";{g.students},00;{g.start:%d-%m-%Y} 00:00;{g.end:%d-%m-%Y} 00:00;'
            f'{len(g.days)};"{days}";{len(g.days) * 8},0;definitief'
        )
    path.write_bytes("\r\n".join([*lines, ""]).encode("cp1252"))


@layout("Jaaroverzicht stages Waalstroom 2026-2027.xlsx", ALL, held_out=True)
def a_matrix_with_months_dates_and_a_legend(path: Path) -> None:
    front: list[object] = ["Opleiding", "Crebo", "Jaar", "Klas", "Aantal", "Stagedagen"]
    months: list[object] = [None] * 6
    for k, monday in enumerate(weeks()):
        new = k == 0 or monday.month != weeks()[k - 1].month
        months.append(MONTHS[monday.month - 1] if new else None)
    rows: list[list[object]] = [
        [f"{SCHOOL} - jaaroverzicht stages 2026-2027"],
        ["S = stage", "L = lesweek", "V = vakantie"],
        [],
        months,
        [*front, *(m.isocalendar()[1] for m in weeks())],
        [*[None] * 6, *(f"{m.day}-{m.month}" for m in weeks())],
    ]
    for g in ALL:
        marks = ["V" if m.isocalendar()[:2] in HOLIDAY_WEEKS else "S" if in_run(g, m) else "L"
                 for m in weeks()]  # fmt: skip
        rows.append([g.programme, g.crebo, g.year, g.name, g.students, g.weekdays, *marks])
    counts = [sum(g.students for g in ALL if in_run(g, m)) for m in weeks()]
    rows.append(["Studenten op stage", *[None] * 5, *counts])
    save(path, *rows)


@layout("roc waalstroom stageperiodes.xlsx", ALL, held_out=True)
def sections_per_programme_and_a_column_per_period(path: Path) -> None:
    starts = {36: 0, 47: 1, 6: 2, 18: 3}
    ends = {46: 0, 5: 1, 16: 2, 27: 3}
    rows: list[list[object]] = [
        [f"Overzicht stageperiodes {SCHOOL} 26/27"],
        ["P1 = wk 36 t/m 46", "P2 = wk 47 t/m 5", "P3 = wk 6 t/m 16", "P4 = wk 18 t/m 27"],
        ["Klas", "Leerjaar", "Aantal studenten", "P1", "P2", "P3", "P4"],
    ]
    for crebo in dict.fromkeys(g.crebo for g in ALL):
        groups = [g for g in ALL if g.crebo == crebo]
        rows.append([f"{groups[0].programme} ({crebo})"])
        for g in groups:
            first, last = starts[g.first[1]], ends[g.last[1]]
            days = "/".join(DAY_NAMES[d] for d in g.days)
            cells = [days if first <= k <= last else "-" for k in range(4)]
            rows.append([g.name, g.year, g.students, *cells])
    save(path, *rows)


@layout("Placement overview Waalstroom 2026-2027.txt", ALL, held_out=True)
def a_text_file_in_english(path: Path) -> None:
    names = ("Mon", "Tue", "Wed", "Thu", "Fri")
    lines = [f"Placement overview {SCHOOL} 2026-2027", "", "\t".join((
        "Programme", "Qualification code", "Year of study", "Group", "Number of students",
        "Start date", "End date", "Days per week", "Weekdays"))]  # fmt: skip
    for g in ALL:
        first, last = (f"{d.day} {SHORT[d.month - 1]} {d.year}" for d in (g.start, g.end))
        days = " & ".join(names[d] for d in g.days)
        lines.append("\t".join((g.programme, g.crebo, f"Year {g.year}", g.name,
                                f"approx. {g.students}", first, last, f"{len(g.days)} days",
                                days)))  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


@layout("planning stages def (3).xlsx", ALL, held_out=True)
def merged_programmes_and_a_cross_per_weekday(path: Path) -> None:
    rows: list[list[object]] = [
        [f"Stageplanning {SCHOOL} schooljaar 2026-2027"],
        [None, None, "Groep", None, None, "Stage", None, "Stagedagen"],
        ["Opleiding", "Crebo", "Leerjaar", "Naam groep", "# stud.", "start", "eind", "ma", "di",
         "wo", "do", "vr", "Mailen naar"],
    ]  # fmt: skip
    merges = []
    for crebo in dict.fromkeys(g.crebo for g in ALL):
        groups = [g for g in ALL if g.crebo == crebo]
        top = len(rows) + 1
        for k, g in enumerate(groups):
            head = [g.programme, int(crebo)] if k == 0 else [None, None]
            crosses = ["X" if d in g.days else None for d in range(5)]
            rows.append([*head, g.year, g.name, g.students, g.start, g.end, *crosses,
                         "bpv@waalstroom.example"])  # fmt: skip
        if len(groups) > 1:
            merges += [f"{c}{top}:{c}{len(rows)}" for c in "AB"]
    sheet = save(path, *rows, sheet="def (3)")
    for block in ("C2:E2", "F2:G2", "H2:L2", *merges):
        sheet.merge_cells(block)
    sheet["E5"].font = Font(bold=True)
    resave(sheet, path)


@layout("Waalstroom semester 1 en 2.xlsx", ALL, held_out=True)
def a_table_per_start_with_other_columns(path: Path) -> None:
    early = [g for g in ALL if g.first[0] == 2026]
    late = [g for g in ALL if g.first[0] == 2027]
    rows: list[list[object]] = [
        [f"{SCHOOL} | stageplanning 2026 - 2027"],
        [],
        ["Start in semester 1"],
        ["Crebo", "Opleiding", "Leerjaar", "Groep", "Studenten", "Van week", "T/m week", "Dagen"],
    ]
    for g in early:
        rows.append([g.crebo, g.programme, g.year, g.name, g.students, f"wk {g.first[1]}",
                     f"wk {g.last[1]}", " ".join(DAY_NAMES[d] for d in g.days)])  # fmt: skip
    rows += [
        ["Subtotaal", None, None, None, sum(g.students for g in early)],
        [],
        ["Start in semester 2"],
        ["Groep", "Leerjaar", "Opleiding", "Crebo", "Studenten", "Periode (weken)",
         "Stagedagen"],
    ]  # fmt: skip
    for g in late:
        rows.append([g.name, g.year, g.programme, g.crebo, g.students,
                     f"wk {g.first[1]} t/m wk {g.last[1]} '27",
                     ", ".join(DAY_NAMES[d] for d in g.days)])  # fmt: skip
    rows += [["Subtotaal", None, None, None, sum(g.students for g in late)],
             ["Totaal", None, None, None, sum(g.students for g in ALL)]]  # fmt: skip
    save(path, *rows)


@layout("ROC Waalstroom - blokken.xlsx", ALL, held_out=True)
def blocks_that_another_sheet_defines(path: Path) -> None:
    names = {36: 1, 47: 2, 6: 3, 18: 4, 46: 1, 5: 2, 16: 3, 27: 4}
    book = Workbook()
    book.active.title = "Groepen"
    book.active.append(["Opleiding", "Crebo", "Niveau", "Leerjaar", "Groep", "Aantal studenten",
                        "Blok", "Weekdagen", "Schooljaar"])  # fmt: skip
    for g in ALL:
        first, last = names[g.first[1]], names[g.last[1]]
        blok = f"blok {first}" if first == last else f"blok {first} t/m {last}"
        book.active.append([g.programme, g.crebo, f"niveau {g.level}", f"{g.year}e jaar", g.name,
                            g.students, blok, g.weekdays, "2026-2027"])  # fmt: skip
    sheet = book.create_sheet("Blokken")
    for row in (["Blok", "Van", "T/m"], ["Blok 1", "31-08-2026", "13-11-2026"],
                ["Blok 2", "16-11-2026", "05-02-2027"], ["Blok 3", "08-02-2027", "23-04-2027"],
                ["Blok 4", "03-05-2027", "09-07-2027"]):  # fmt: skip
        sheet.append(row)
    book.save(path)


@layout("ROC Waalstroom lijst stagebureau.xlsx", ALL, held_out=True)
def a_list_with_helper_columns_and_spelled_weeks(path: Path) -> None:
    rows: list[list[object]] = [
        ["Ingevuld door: stagebureau", None, None, None, "datum: 2 juni 2026"],
        ["Nr", "Klas", "Crebo", "Leerjaar", "Aantal", "Periode", "Aantal dagen", "Welke dagen",
         "Opmerking", "hulp"],
    ]  # fmt: skip
    for k, g in enumerate(ALL, 1):
        first, last = (f"wk {n} ({'20' + str(y)[2:]})" for y, n in (g.first, g.last))
        days = " en ".join(("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")[d]
                           for d in g.days)  # fmt: skip
        rows.append([k, g.name, f"{g.crebo} {g.programme}", f"jaar {g.year}", g.students,
                     f"{first} t/m {last}", f"{len(g.days)} dagen", days,
                     "ok" if k % 4 else None, f"{g.crebo}{g.year}"])  # fmt: skip
    sheet = save(path, *rows, sheet="lijst")
    for row in sheet["A2:J2"]:
        for cell in row:
            cell.fill = PatternFill("solid", fgColor="DDDDDD")
    sheet.column_dimensions[get_column_letter(10)].hidden = True
    resave(sheet, path)
