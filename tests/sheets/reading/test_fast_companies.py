"""The fast reader of a long list of leerbedrijven gives the same as reading row by row."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook

from stageplanner.domain.stage_period import Source
from stageplanner.sheets.reading.pause_gc import LARGE
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Outcome, Reading
from stageplanner.sheets.reading.rows import coded_table
from stageplanner.sheets.reading.rows.make_many import make_many

HEADS = ("LeerbedrijfID", "Naam", "Locatie", "Plaats", "Erkend voor (crebo)", "Plaatsen",
         "Waarvan bezet", "Beschikbaar van", "Beschikbaar t/m", "Gesloten", "Status")  # fmt: skip
CODES = ("25655", "25655, 25656", 25960, "23267", "Verzorgende-IG", "niets", "", "99999")
PLACES = (4, "4", "ca. 6", 0, "?", "", -2, "12-15")
OCCUPIED = (1, 0, "", "9", "veel")
FIRST = ("01-09-2026", "", "wk 40", "ooit")
LAST = ("31-07-2027", "", "01-01-2026")
CLOSED = ("", "21-12-2026 t/m 01-01-2027", "wk 8", "soms")
STATUS = ("", "", "voorlopig", "ingetrokken")


def strange_rows(count: int, seed: int) -> list[tuple[object, ...]]:
    """Rows of which most are good, some odd, some no data, some delivered twice."""
    pick = random.Random(seed)

    def of(values: tuple[object, ...]) -> object:
        return values[0] if pick.random() < 0.93 else pick.choice(values)

    rows: list[tuple[object, ...]] = []
    for k in range(count):
        if rows and pick.random() < 0.01:
            rows.append(pick.choice(rows))
            continue
        if pick.random() < 0.01:
            rows.append(pick.choice((("", "Totaal", "", "", "", 900, 3), ("",), ("", "", "let op"),
                                     ("Eindtotaal alle locaties", "", "", "", "", 7))))  # fmt: skip
            continue
        number: object = 100_000_000 + k
        rows.append((pick.choice((number, number, str(number), f"LB {number}", "", "onbekend"))
                     if pick.random() < 0.1 else number,
                     f"Zorg  {k}" if k % 40 else "", f"Huis {k % 9}", of(("Stad", "")), of(CODES),
                     of(PLACES), of(OCCUPIED), of(FIRST), of(LAST), of(CLOSED),
                     of(STATUS)))  # fmt: skip
    return rows


def write(path: Path, heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "Leerbedrijven"
    sheet.append(["Capaciteit regio 2026-2027"])
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    sheet.row_dimensions[40].hidden = True
    sheet["F50"] = "=1+1"
    book.save(path)
    return path


def both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Reading, Reading]:
    quick = read_file(path)
    with monkeypatch.context() as patch:
        patch.setattr(coded_table, "LARGE", 10**9)
        return quick, read_file(path)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_that_a_long_list_of_leerbedrijven_is_read_as_a_short_one(tmp_path, monkeypatch, seed):
    path = write(tmp_path / "lang.xlsx", HEADS, strange_rows(2_500, seed))
    quick, slow = both_ways(path, monkeypatch)
    assert len(quick.leerbedrijven) > 1_800
    assert {r.outcome for r in quick.rows} >= {Outcome.USED, Outcome.REFUSED, Outcome.TOTAL}
    assert quick == slow


def test_that_pools_of_a_long_list_are_read_as_those_of_a_short_one(tmp_path, monkeypatch):
    heads = ("LeerbedrijfID", "Naam", "Plaats", "25655", "25656", "25960", "Branche")
    rows = [
        (100_000_000 + k, f"Zorg {k}", "Stad", 2 + k % 3, k % 4 or None, k % 2, "VVT")
        for k in range(2_400)
    ]
    quick, slow = both_ways(write(tmp_path / "lang.xlsx", heads, rows), monkeypatch)
    assert len(quick.leerbedrijven) > 2 * len(rows)
    assert quick == slow


def test_that_a_large_sheet_that_begins_in_a_later_column_is_read(tmp_path):
    book = Workbook()
    sheet = book.active
    for row, cells in enumerate([HEADS, *strange_rows(LARGE + 200, 4)], 4):
        for column, value in enumerate(cells, 3):
            sheet.cell(row, column, value)
    book.save(tmp_path / "verschoven.xlsx")
    found = read_file(tmp_path / "verschoven.xlsx").leerbedrijven
    assert len(found) > LARGE * 0.7
    assert all(each.accredited and each.source and each.source.row > 4 for each in found)


def test_that_many_records_at_once_are_those_made_one_by_one():
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Counted:
        name: str
        number: int = 3

        def __post_init__(self) -> None:
            if self.number < 0:
                raise ValueError(self.number)

    made = make_many(Source, 3, {"row": [1, 2, 3]}, file="a", sheet="b")
    assert made == [Source(file="a", sheet="b", row=k) for k in (1, 2, 3)]
    assert make_many(Counted, 2, {"name": ["x", "y"]}) == [Counted(name="x"), Counted(name="y")]
    for columns in ({"name": ["x"]}, {"number": [1, 2]}, {"name": ["x", "y"], "number": [1, -1]}):
        with pytest.raises(ValueError, match=r"name|-1"):
            make_many(Counted, 2, columns)
