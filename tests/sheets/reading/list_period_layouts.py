"""Layouts of lists with several periods in a row, or with periods of the school: P1, a semester."""

from __future__ import annotations

from pathlib import Path

from tests.sheets.reading.layouts import (
    FRONT,
    TWICE,
    a_group,
    flat,
    layout,
    layout_named,
    resave,
    save,
)


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


@layout("ROC Waalstroom P 26-27.xlsx", (
    a_group("25655", 2, "VP2A", 40, 36, 5, "ma di wo vr"),
    a_group("25656", 2, "VIG2A", 22, 6, 27, "ma di"),
    a_group("25960", 1, "HZW1A", 31, 47, 5, "wo do vr"),
    a_group("25698", 2, "OA2A", 17, 36, 46, "do vr"),
))  # fmt: skip
def named_periods(path: Path) -> None:
    groups = layout_named("named_periods").truth
    texts = ["P1+P2", "P3 t/m P4", "periode 2", "P1"]
    save(path, [*FRONT, "Periode", "Dagen"],
         *([g.programme, g.crebo, g.year, g.name, g.students, words, g.weekdays]
           for g, words in zip(groups, texts, strict=True)))  # fmt: skip


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
