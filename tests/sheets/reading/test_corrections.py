"""A refused row is corrected at the cell its problem names, in any layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from stageplanner.importing.corrections import corrections_of
from stageplanner.importing.preview import preview_files
from stageplanner.project import Project
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Outcome, ReadContext
from stageplanner.workspace.shipped_data import region_holidays
from tests.sheets.expected_rows import period_row
from tests.sheets.reading.test_layouts import BUILT_ON, HELD_OUT


def number_cell(path: Path) -> tuple[str, int, str, int]:
    """Return sheet, row, column and value of the number of students of a file's first group."""
    reading = read_file(path, ReadContext(holidays=region_holidays()))
    for table in reading.tables:
        columns = [g.column for g in table.columns if g.field == "students"]
        rows = [r for r in reading.rows if r.sheet == table.sheet and r.outcome.is_data]
        if columns and rows and reading.periods:
            first = rows[0]
            if columns[0].isdigit():  # the table lies on its side
                return table.sheet, int(columns[0]), first.column, reading.periods[0].students
            return table.sheet, first.row, columns[0], reading.periods[0].students
    raise AssertionError("no number of students")


@pytest.mark.parametrize("layout", [*BUILT_ON, *HELD_OUT], ids=lambda each: each.name)
def test_that_a_refused_row_of_a_layout_is_put_right_in_place(tmp_path, layout):
    path = tmp_path / layout.file
    layout.write(path)
    state = Project().state
    whole = preview_files(state, [path])
    sheet, row, column, students = number_cell(path)
    spoilt = (sheet, row, column, "weet ik niet")
    bad = preview_files(state, [path], corrections={path: corrections_of([spoilt])})
    place = next(p.place for p in bad.files[0].problems if p.code == "import_not_a_number")
    assert (place.sheet, place.row, place.column) == (sheet, row, column)
    assert any(r.outcome is Outcome.REFUSED for r in bad.readings[0][1].rows)
    right = (place.sheet, place.row, place.column, str(students))
    good = preview_files(state, [path], corrections={path: corrections_of([spoilt, right])})
    rows = [period_row(p) for p in good.state.periods]
    assert rows == [period_row(p) for p in whole.state.periods]
    assert good.files[0].rows_used == whole.files[0].rows_used
