"""More layouts, met while the import was being tried out: each with its truth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openpyxl.styles import PatternFill

from tests.sheets.reading.layouts import (
    FRONT,
    GROUPS,
    HOLIDAY_WEEKS,
    OPEN,
    a_group,
    in_run,
    layout,
    layout_named,
    matrix,
    resave,
    save,
    weeks,
)


@layout(
    "ROC Waalstroom kleurcodes 26-27.xlsx",
    tuple(
        replace(g, days=(0, 1, 2, 4)) if g.form == "blok" else replace(g, days=(0, 1))
        for g in GROUPS
    ),
)
def two_colours_legend(path: Path) -> None:
    rows = matrix(lambda g: None)
    sheet = save(
        path,
        ["ROC Waalstroom"],
        [*FRONT, *(f"wk{m.isocalendar().week}" for m in weeks())],
        *rows,
        [],
        [None, "blok: 4 dagen (ma di wo vr)"],
        [None, "lint: ma + di"],
        [None, "vakantie"],
    )
    green, yellow, grey = (PatternFill("solid", fgColor=c) for c in ("92D050", "FFFF00", "D9D9D9"))
    for r, g in enumerate(GROUPS, 3):
        for k, m in enumerate(weeks()):
            c = sheet.cell(r, 6 + k)
            if m.isocalendar()[:2] in HOLIDAY_WEEKS:
                c.fill = grey
            elif in_run(g, m):
                c.fill = green if g.form == "blok" else yellow
    n = 3 + len(GROUPS) + 1
    for i, f in enumerate((green, yellow, grey)):
        sheet.cell(n + i, 1).fill = f
    resave(sheet, path)


@layout("ROC Waalstroom drie kopregels.xlsx", OPEN)
def three_header_rows(path: Path) -> None:
    ms = [f"{m.day}-{m.month}" for m in weeks()]
    wk = [m.isocalendar().week for m in weeks()]
    save(
        path,
        ["Jaarplanning 2026-2027 ROC Waalstroom"],
        [None] * 5 + ["lesweek"] + [None] * 10,
        [*FRONT, *wk],
        [None] * 5 + ms,
        *matrix(lambda g: len(g.days)),
    )


@layout("ROC Waalstroom secties 26-27.xlsx", OPEN)
def matrix_sections_by_year(path: Path) -> None:
    rows = [
        ["ROC Waalstroom - stageritme"],
        [],
        ["Opleiding", "Crebo", "Groep", "Studenten", *(m.isocalendar().week for m in weeks())],
    ]
    for y in (1, 2, 3):
        rows.append([f"Leerjaar {y}"])
        for g in OPEN:
            if g.year == y:
                rows.append(
                    [
                        g.programme,
                        g.crebo,
                        g.name,
                        g.students,
                        *(len(g.days) if in_run(g, m) else None for m in weeks()),
                    ]
                )
    save(path, *rows)


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


@layout(
    "ROC Waalstroom Semester 26-27.xlsx",
    (
        a_group("25655", 2, "VP2A", 40, 36, 5, "ma di wo vr"),
        a_group("25656", 2, "VIG2A", 22, 6, 27, "ma di"),
        a_group("25960", 1, "HZW1A", 31, 36, 27, "wo do vr"),
    ),
)
def semesters(path: Path) -> None:
    gs = layout_named("semesters").truth
    save(
        path,
        [*FRONT, "Wanneer", "Dagen"],
        *(
            [g.programme, g.crebo, g.year, g.name, g.students, w, g.weekdays]
            for g, w in zip(gs, ("1e semester", "semester 2", "heel schooljaar"), strict=True)
        ),
    )


@layout(
    "ROC Waalstroom x 26-27.xlsx",
    (
        a_group("25655", 2, "VP2A", 40, 36, 5, "ma di wo vr"),
        a_group("25656", 2, "VIG2A", 22, 6, 27, "ma di"),
        a_group("25960", 1, "HZW1A", 31, 47, 5, "wo do vr"),
    ),
)
def p_matrix_x(path: Path) -> None:
    gs = layout_named("p_matrix_x").truth
    save(
        path,
        [*FRONT, "Stagedagen", "Periode 1", "Periode 2", "Periode 3", "Periode 4"],
        *(
            [g.programme, g.crebo, g.year, g.name, g.students, g.weekdays, *m]
            for g, m in zip(
                gs,
                (("x", "x", None, None), (None, None, "x", "x"), (None, "x", None, None)),
                strict=True,
            )
        ),
    )


@layout("ROC Waalstroom zonder vakantie 26-27.xlsx", OPEN)
def matrix_without_holiday_columns(path: Path) -> None:
    ws = [m for m in weeks() if m.isocalendar()[:2] not in HOLIDAY_WEEKS]
    save(
        path,
        [*FRONT, *(m.isocalendar().week for m in ws)],
        *(
            [
                g.programme,
                g.crebo,
                g.year,
                g.name,
                g.students,
                *(len(g.days) if in_run(g, m) else None for m in ws),
            ]
            for g in OPEN
        ),
    )


@layout(
    "ROC Waalstroom P van-tot 26-27.xlsx",
    (
        a_group("25655", 2, "VP2A", 40, 36, 5, "ma di wo vr"),
        a_group("25656", 2, "VIG2A", 22, 6, 27, "ma di"),
    ),
)
def p_from_to(path: Path) -> None:
    gs = layout_named("p_from_to").truth
    save(
        path,
        ["Crebo", "Lj", "Klas", "Aantal", "Periode van", "Periode t/m", "Dagen"],
        *(
            [g.crebo, g.year, g.name, g.students, a, b, g.weekdays]
            for g, (a, b) in zip(gs, (("P1", "P2"), ("P3", "P4")), strict=True)
        ),
    )


@layout(
    "ROC Waalstroom acht 26-27.xlsx",
    (
        a_group("25655", 2, "VP2A", 40, 36, 40, "ma di wo vr"),
        a_group("25656", 2, "VIG2A", 22, 23, 27, "ma di"),
    ),
)
def eight_no_legend(path: Path) -> None:
    gs = layout_named("eight_no_legend").truth
    save(
        path,
        ["Crebo", "Lj", "Klas", "Aantal", "Periode", "Dagen"],
        *(
            [g.crebo, g.year, g.name, g.students, a, g.weekdays]
            for g, a in zip(gs, ("P1", "P8"), strict=True)
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
