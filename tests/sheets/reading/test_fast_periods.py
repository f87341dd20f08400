"""The fast reader of a long list of stage periods gives the same as reading row by row."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Outcome, Reading
from stageplanner.sheets.reading.rows import coded_table

HEADS = ("Instelling", "Crebo", "Leerjaar", "Groep", "Aantal studenten", "Startdatum", "Einddatum",
         "Dagen per week", "Weekdagen", "Vroegste start", "Opmerking", "Vast")  # fmt: skip
SCHOOLS = ("ROC Oost", "ROC West", "")
CODES = ("25655", 25656, "25960", "99999", "23267", "Verzorgende-IG", "")
COUNTS = (24, "24", "ca. 20", 0, "?", -1, 17.5, "12-15", "")
STARTS = ("31-08-2026", "wk 36", "2026-W40", 46265, "P1", "morgen", "")
ENDS = ("29-01-2027", "wk 5", "12-03-2027", "01-01-2026", "")
DAYS = (2, "4 dgn", 3.5, "", "16 uur")
WEEKDAYS = ("ma di", "wo+do", "", "ma di zz", "ma di wo do")
LIMITS = ("", "", "01-08-2026", "01-12-2026", "ooit")
REMARKS = ("", "", "", "staat vast", "overleg", "niet in wk 40")
GROUPS = ("", "", "", "", " (vervallen)", " start wk 40")


def strange_rows(count: int, seed: int) -> list[tuple[object, ...]]:
    """Rows of which most are good, some odd and some no data at all; some stand there twice."""
    pick = random.Random(seed)

    def of(values: tuple[object, ...]) -> object:
        return values[0] if pick.random() < 0.9 else pick.choice(values)

    rows: list[tuple[object, ...]] = []
    for k in range(count):
        if rows and pick.random() < 0.01:
            rows.append(pick.choice(rows))
            continue
        if pick.random() < 0.01:
            rows.append(pick.choice((("Totaal", "", "", "", 900), ("",), ("", "", "let op"),
                                     ("Subtotaal ROC", "", "", "", 12, "", "", 3))))  # fmt: skip
            continue
        group = f"G{k}{of(GROUPS)}" if k % 50 else ""
        rows.append((of(SCHOOLS), of(CODES), pick.randint(1, 4), group, of(COUNTS),
                     of(STARTS), of(ENDS), of(DAYS), of(WEEKDAYS), of(LIMITS), of(REMARKS),
                     of(("nee", "ja", "misschien"))))  # fmt: skip
    return rows


def write(path: Path, rows: list[tuple[object, ...]]) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.append(["Stageplanning 2026-2027"])
    sheet.append(HEADS)
    for row in rows:
        sheet.append(row)
    sheet.row_dimensions[40].hidden = True
    sheet["E50"] = "=1+1"
    sheet.merge_cells("B60:B63")
    book.save(path)
    return path


def both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Reading, Reading]:
    quick = read_file(path)
    with monkeypatch.context() as patch:
        patch.setattr(coded_table, "LARGE", 10**9)
        return quick, read_file(path)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_that_a_long_list_is_read_as_a_short_one(tmp_path, monkeypatch, seed):
    path = write(tmp_path / "lang.xlsx", strange_rows(2_500, seed))
    quick, slow = both_ways(path, monkeypatch)
    assert {r.outcome for r in quick.rows} >= {Outcome.USED, Outcome.REFUSED, Outcome.TOTAL}
    assert quick == slow


def test_that_titles_between_the_rows_of_a_long_list_still_speak(tmp_path, monkeypatch):
    rows = [row for row in strange_rows(2_600, 4) if len(row) == len(HEADS)]
    rows.insert(1_200, ("25698 Onderwijsassistent",))
    rows[1_300:1_310] = [(row[0], "", *row[2:]) for row in rows[1_300:1_310]]
    quick, slow = both_ways(write(tmp_path / "lang.xlsx", rows), monkeypatch)
    assert "25698" in {p.programme for p in quick.periods}
    assert quick == slow


def test_that_a_long_csv_is_read_as_a_long_workbook(tmp_path):
    rows = [row for row in strange_rows(2_200, 5) if len(row) == len(HEADS)]
    for k, row in enumerate(rows):
        rows[k] = (*row[:4], row[4] if row[4] != 17.5 else 17, *row[5:])
    workbook = read_file(write(tmp_path / "a.xlsx", rows))
    path = tmp_path / "b.csv"
    lines = [";".join(str(v) for v in row) for row in (HEADS, *rows)]
    path.write_text("Stageplanning 2026-2027\n" + "\n".join(lines), encoding="utf-8")
    text = read_file(path)
    assert len(text.periods) > 1_500
    found = {replace(p, source=None) for p in workbook.periods if p.source and p.source.row > 70}
    assert {replace(p, source=None) for p in text.periods if p.source and p.source.row > 70} == (
        found
    )


def test_that_rows_of_several_stretches_are_read_alike_in_a_long_list(tmp_path, monkeypatch):
    heads = ("Instelling", "Crebo", "Leerjaar", "Groep", "Aantal studenten", "Weken",
             "Dagen per week", "Weekdagen")  # fmt: skip
    weeks = ("wk 36 t/m 45", "wk 36 t/m 40 en wk 45 t/m 49", "wk 36-38, wk 41-44, wk 5-9")
    rows = [
        ("ROC Oost", "25655", 1 + k % 3, f"G{k}", 20, weeks[k % 7 % 3], 2, "ma di")
        for k in range(2_200)
    ]
    book = Workbook()
    for row in (heads, *rows):
        book.active.append(row)
    book.save(tmp_path / "lang.xlsx")
    quick, slow = both_ways(tmp_path / "lang.xlsx", monkeypatch)
    assert len(quick.periods) > 1.5 * len(rows)
    assert quick == slow
