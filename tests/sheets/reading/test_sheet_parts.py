"""Tables side by side and transposed: every problem names the cell that a person sees."""

from __future__ import annotations

from openpyxl import load_workbook

from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import ReadContext
from stageplanner.sheets.writing.annotated_copy import write_annotated
from stageplanner.workspace.shipped_data import region_holidays
from tests.sheets.workbook_builders import write_xlsx

CONTEXT = ReadContext(holidays=region_holidays())
HEADS = ("Crebo", "Leerjaar", "Groep", "Aantal", "Periode", "Dagen")
ROW = ("25655", 2, "VP2A", 20, "36-45", "ma di")


def with_value(column: int, value: object) -> tuple[object, ...]:
    return (*ROW[:column], value, *ROW[column + 1 :])


def codes_by_cell(reading) -> set[tuple[str, str]]:
    return {(p.code, f"{p.place.column}{p.place.row}") for p in reading.problems}


def outcomes(reading) -> list[tuple[int, str, str]]:
    return [(r.row, r.column, r.outcome.value) for r in reading.rows if r.outcome.is_data]


def test_that_a_table_on_its_side_tells_its_own_cells(tmp_path):
    records = [ROW, ROW, with_value(3, "veel"), with_value(2, "VP2B")]
    rows = [["ROC Test 2026-2027"], *zip(HEADS, *records, strict=True)]
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", *rows), CONTEXT)
    assert [p.group for p in reading.periods] == ["VP2A", "VP2B"]
    assert {p.source.row for p in reading.periods} == {2}
    assert codes_by_cell(reading) == {("import_duplicate", "C2"), ("import_not_a_number", "D5")}
    assert outcomes(reading) == [
        (2, "B", "used"),
        (2, "C", "refused"),
        (2, "D", "refused"),
        (2, "E", "used"),
    ]
    assert (reading.rows_read, reading.rows_used) == (4, 2)
    copy = load_workbook(write_annotated(reading, tmp_path / "uit.xlsx"))["Blad1"]
    marked = {cell.coordinate for row in copy.iter_rows() for cell in row if cell.comment}
    assert marked == {"C2", "D5"}


def test_that_tables_side_by_side_each_account_for_their_rows(tmp_path):
    rows = [["ROC Test 2026-2027"], [*HEADS, None, *HEADS], [*ROW, None, *ROW],
            [*with_value(2, "VP2B"), None, *with_value(3, "veel")]]  # fmt: skip
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", *rows), CONTEXT)
    assert [p.group for p in reading.periods] == ["VP2A", "VP2B"]
    assert codes_by_cell(reading) == {("import_duplicate", "H3"), ("import_not_a_number", "K4")}
    assert outcomes(reading) == [
        (3, "A", "used"),
        (4, "A", "used"),
        (3, "H", "refused"),
        (4, "H", "refused"),
    ]


def test_that_an_empty_column_inside_a_table_does_not_cut_it(tmp_path):
    rows = [["ROC Test 2026-2027"], [*HEADS[:3], None, *HEADS[3:]], [*ROW[:3], None, *ROW[3:]]]
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", *rows), CONTEXT)
    assert [(p.group, p.students) for p in reading.periods] == [("VP2A", 20)]
    assert [r.column for r in reading.rows] == ["", "", ""]
