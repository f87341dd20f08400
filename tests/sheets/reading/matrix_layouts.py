"""Layouts with time across: periods, weeks or months in columns, marks in the cells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

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


@layout("ROC Waalstroom P-matrix 26-27.xlsx", (
    a_group("25655", 2, "VP2A", 40, 36, 5, "ma di wo vr", open_days=True),
    a_group("25656", 2, "VIG2A", 22, 36, 27, "ma di", open_days=True),
    a_group("25960", 1, "HZW1A", 31, 47, 5, "wo do vr", open_days=True),
))  # fmt: skip
def periods_across(path: Path) -> None:
    groups = layout_named("periods_across").truth
    marks = [(4, 4, None, None), (2, 2, 2, 2), (None, 3, None, None)]
    save(path, [*FRONT, "P1", "P2", "P3", "P4"],
         *([g.programme, g.crebo, g.year, g.name, g.students, *m]
           for g, m in zip(groups, marks, strict=True)))  # fmt: skip


@layout("ROC Waalstroom acht periodes 26-27.xlsx", (
    a_group("25655", 2, "VP2A", 40, 36, 40, "ma di wo vr"),
    a_group("25656", 2, "VIG2A", 22, 41, 46, "ma di"),
    a_group("25960", 1, "HZW1A", 31, 23, 27, "wo do vr"),
))  # fmt: skip
def eight_periods_with_a_legend_sheet(path: Path) -> None:
    groups = layout_named("eight_periods_with_a_legend_sheet").truth
    bounds = [(36, 40), (41, 46), (47, 51), (1, 5), (6, 11), (12, 16), (18, 22), (23, 27)]
    book = Workbook()
    sheet = book.active
    sheet.append([*FRONT, "Periode", "Dagen"])
    for g, words in zip(groups, ("P1", "P2", "P8"), strict=True):
        sheet.append([g.programme, g.crebo, g.year, g.name, g.students, words, g.weekdays])
    legend = book.create_sheet("Periodes")
    legend.append(["Periode", "Weken"])
    for k, (first, last) in enumerate(bounds, 1):
        legend.append([f"P{k}", f"wk {first} t/m {last}"])
    book.save(path)


# ---------------------------------------------------------------- weeks across


@layout("ROC Waalstroom matrix 26-27.xlsx", OPEN)
def matrix_of_days(path: Path) -> None:
    save(path, ["Stageplanner ROC Waalstroom"], [*FRONT, *(m.isocalendar().week for m in weeks())],
         *matrix(lambda g: len(g.days)))  # fmt: skip


@layout("ROC Waalstroom uren 26-27.xlsx", OPEN)
def matrix_of_hours(path: Path) -> None:
    save(path, [*FRONT, *(f"wk {m.isocalendar().week}" for m in weeks())],
         *matrix(lambda g: 8 * len(g.days)))  # fmt: skip


@layout("ROC Waalstroom kruisjes.xlsx", GROUPS)
def matrix_of_marks_under_dates(path: Path) -> None:
    rows = matrix(lambda g: "x")
    for row, g in zip(rows, GROUPS, strict=True):
        row.insert(5, g.weekdays)
    save(path, [*FRONT, "Dagen", *weeks()], *rows)


@layout("ROC Waalstroom kleuren 26-27.xlsx", OPEN)
def matrix_of_colours(path: Path) -> None:
    rows = matrix(lambda g: None)
    for row, g in zip(rows, GROUPS, strict=True):
        row.insert(5, len(g.days))
    sheet = save(path, ["ROC Waalstroom"], [*FRONT, "Dagen p/w", *(m.isocalendar().week
                 for m in weeks())], *rows)  # fmt: skip
    grey, green = (PatternFill("solid", fgColor=c) for c in ("D9D9D9", "92D050"))
    for r, g in enumerate(GROUPS, 3):
        for k, monday in enumerate(weeks()):
            cell = sheet.cell(r, 7 + k)
            if monday.isocalendar()[:2] in HOLIDAY_WEEKS:
                cell.fill = grey
            elif in_run(g, monday):
                cell.fill = green
    resave(sheet, path)


@layout("ROC Waalstroom letters 26-27.xlsx", tuple(
    replace(g, days=(0, 1, 2, 3), open_days=True) if g.form == "blok"
    else replace(g, days=(0, 1)) for g in GROUPS
))  # fmt: skip
def matrix_of_letters_with_a_legend(path: Path) -> None:
    save(path, ["ROC Waalstroom"], [*FRONT, *(m.isocalendar().week for m in weeks())],
         *matrix(lambda g: "B" if g.form == "blok" else "L"), [],
         ["B = blok, 4 dagen per week"], ["L = lint op ma en di"])  # fmt: skip


@layout("ROC Waalstroom maanden 26-27.xlsx", GROUPS)
def matrix_under_months_with_weekdays_in_the_cells(path: Path) -> None:
    months = ["sep", "okt", "nov", "dec", "jan", "feb", "mrt", "apr", "mei", "jun", "jul"]
    top: list[object] = [None] * 5
    for monday in weeks():
        name = months[(monday.month - 9) % 12] if monday.month != 8 else "sep"
        top.append(None if name in top else name)
    save(path, ["ROC Waalstroom"], top, [*FRONT, *(m.isocalendar().week for m in weeks())],
         *matrix(lambda g: g.weekdays))  # fmt: skip


@layout("ROC Waalstroom balken 26-27.xlsx", OPEN)
def matrix_of_merged_bars(path: Path) -> None:
    rows = [[g.programme, g.crebo, g.year, g.name, g.students] for g in GROUPS]
    sheet = save(path, [*FRONT, *(m.isocalendar().week for m in weeks())], *rows)
    for r, g in enumerate(GROUPS, 2):
        inside = [k for k, m in enumerate(weeks()) if g.start <= m <= g.end]
        first, last = 6 + inside[0], 6 + inside[-1]
        sheet.cell(r, first, f"{len(g.days)} dgn")
        sheet.merge_cells(f"{get_column_letter(first)}{r}:{get_column_letter(last)}{r}")
    resave(sheet, path)


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
