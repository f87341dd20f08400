"""The same rows in every format: the contents decide, not the name."""

from __future__ import annotations

import pytest

from stageplanner.sheets.reading.pause_gc import LARGE
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.workbook.column_codes import pack, unpack
from stageplanner.sheets.reading.workbook.grid import Book, Sheet
from tests.sheets.workbook_builders import GOOD, HEADINGS, write_xlsx

ROWS = (HEADINGS, GOOD, (*GOOD[:3], "Véra's klas", *GOOD[4:]))


def text(separator: str, quote: str = "") -> str:
    return "\r\n".join(separator.join(f"{quote}{v}{quote}" for v in row) for row in ROWS) + "\r\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", text(";").encode("utf-8")),
        ("a.csv", text(";").encode("utf-8-sig")),
        ("a.csv", text(";").encode("cp1252")),
        ("a.csv", text(";").encode("utf-16")),
        ("a.csv", text("\t").encode("utf-16-le")),
        ("a.csv", text("\t").encode("utf-16-be")),
        ("a.csv", text(",", '"').encode("utf-8")),
        ("a.tsv", text("\t").encode("cp1252")),
        ("a.txt", text("|").encode("utf-8")),
        ("a.csv", ("sep=;\r\n" + text(";")).encode("cp1252")),
        ("a.xlsx", text(";").encode("utf-8")),
    ],
)
def test_that_text_is_read_in_every_encoding(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    reading = read_file(path)
    assert [p.group for p in reading.periods] == ["VP2A", "Véra's klas"]
    assert reading.rows_used == 2
    assert {p.source.row for p in reading.periods if p.source} <= {2, 3, 4}


def test_that_a_web_page_that_calls_itself_xls_is_read(tmp_path):
    cells = "".join("<tr>" + "".join(f"<td><b>{v}</b></td>" for v in row) + "</tr>" for row in ROWS)
    path = tmp_path / "a.xls"
    path.write_text(f"<html><body><table>{cells}</table></body></html>", encoding="utf-8")
    assert [p.students for p in read_file(path).periods] == [24, 24]


def test_that_a_workbook_under_another_name_is_read(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", *ROWS).rename(tmp_path / "planning.csv")
    assert read_file(path).rows_used == 2


def test_that_a_large_sheet_travels_unchanged():
    rows = [[k % 3, 1.0, True, None, f"x{k % 5}"] if k % 2 else [1.0, True] for k in range(LARGE)]
    book = Book(sheets=(Sheet(name="a", rows=rows), Sheet(name="b", rows=[["klein"]])))
    back = unpack(pack(book))
    for before, after in zip(rows, back.sheets[0].rows, strict=True):
        padded = [*before, *[None] * (5 - len(before))]
        assert [(type(v), v) for v in after] == [(type(v), v) for v in padded]
    assert back.sheets[1] == book.sheets[1]


def test_that_equal_values_of_another_kind_stay_apart_in_a_large_sheet():
    rows = [(k % 2 == 0, [1, 1.0, True][k % 3], ["a", "", "A"][k % 3]) for k in range(LARGE)]
    back = unpack(pack(Book(sheets=(Sheet(name="a", rows=rows),))))
    assert [[(type(v), v) for v in row] for row in back.sheets[0].rows] == [
        [(type(v), v) for v in row] for row in rows
    ]
