"""Layouts of lists, a row per group, that differ in titles, headings, programmes and days."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from tests.sheets.reading.layouts import (
    DAY_NAMES,
    GROUPS,
    NAMES,
    OPEN,
    SCHOOL,
    a_group,
    layout,
    layout_named,
    resave,
    save,
)


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
    texts = ["{} (prognose)", "ca. {}", "{} ", "± {}", "{}", "ong. {}", "{} studenten", "~{}"]
    save(path, ["Opleiding / crebo", "Leerjaar", "Klas/groep", "Verwacht aantal", "Startdatum BPV",
                "Einddatum BPV", "Dagen"],
         *([f"{g.crebo} {g.programme}", f"{g.year}e jaar", g.name, words.format(g.students),
            f"{g.start:%d/%m/%Y}", f"{g.end:%d.%m.%Y}", g.weekdays.replace(" ", ", ")]
           for g, words in zip(GROUPS, texts, strict=True)))  # fmt: skip


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


@layout("ROC Waalstroom 2026-2027 w.xlsx", GROUPS)
def odd_heads(path: Path) -> None:
    save(
        path,
        [
            "Crebo-\nnummer",
            "Leer-\njaar",
            "Klas",
            "Aantal\nstudenten",
            "Wk start",
            "Wk eind",
            "Dgn p/w",
            "Dgn",
        ],
        *(
            [
                g.crebo,
                g.year,
                g.name,
                g.students,
                g.first[1],
                g.last[1],
                len(g.days),
                "-".join(g.weekdays.split()) if len(g.days) > 2 else g.weekdays,
            ]
            for g in GROUPS
        ),
    )


@layout("Waalstroom def versie 3.xlsx", GROUPS)
def title_and_units(path: Path) -> None:
    save(
        path,
        [None, "Overzicht BPV ROC Waalstroom cohort 2026-2027"],
        [None, "Versie 3, 12-05-2026"],
        [],
        [
            None,
            "Opleidingscode (crebo)",
            "Opleiding",
            "Leerjaar/cohort",
            "Groepscode",
            "Aantal studenten (prognose)",
            "BPV van week",
            "BPV t/m week",
            "BPV dagen per week",
            "BPV op",
        ],
        *(
            [
                None,
                g.crebo,
                g.programme,
                g.year,
                g.name,
                g.students,
                g.first[1],
                g.last[1],
                f"{len(g.days)} dagen",
                "/".join(g.weekdays.split()),
            ]
            for g in GROUPS
        ),
        [None, "Totaal", None, None, None, 276],
    )


@layout("ROC Waalstroom formvorm 26-27.xlsx", OPEN)
def days_in_form(path: Path) -> None:
    save(
        path,
        ["Crebo", "Leerjaar", "Klas", "Aantal", "Weken", "Soort BPV"],
        *(
            [
                g.crebo,
                g.year,
                g.name,
                g.students,
                f"{g.first[1]} t/m {g.last[1]}",
                f"{g.form} {len(g.days)} dagen",
            ]
            for g in GROUPS
        ),
    )


@layout("ROC Waalstroom groepen 26-27.xlsx", GROUPS)
def compound_group(path: Path) -> None:
    save(
        path,
        ["ROC Waalstroom"],
        ["Klas", "Opleiding", "Stud", "Periode", "Dagen"],
        *(
            [
                f"{g.name}",
                f"{g.programme} (crebo {g.crebo}) lj {g.year}",
                g.students,
                f"wk {g.first[1]}/{g.last[1]}",
                g.weekdays,
            ]
            for g in GROUPS
        ),
    )
