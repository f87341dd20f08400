"""Every cell of a file is accounted for: used, heading, note, question, or listed as not used."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from stageplanner.problems import column_number
from stageplanner.sheets.reading.cell_fates import CellFate
from stageplanner.sheets.reading.read_file import load_plain, read_file
from stageplanner.sheets.reading.result import Reading
from stageplanner.sheets.reading.workbook.grid import is_blank
from tests.sheets.reading.all_layouts import LAYOUTS
from tests.sheets.reading.cell_layouts import ANY, draw

_LISTED = ("import_cells_not_used", "import_no_heading", "import_unused_columns")
_WHOLE = ("import_no_header", "import_hidden_sheet")


def cells_of(path) -> dict[str, list[tuple[int, int]]]:
    """The cells with a value per sheet, counted from 0."""
    return {
        sheet.name: [
            (r, c) for r, row in enumerate(sheet.rows) for c, v in enumerate(row) if not is_blank(v)
        ]
        for sheet in load_plain(path).sheets
    }


def fates_of(reading: Reading) -> dict[str, object]:
    return {sheet.sheet: sheet for sheet in reading.fates}


def listed(reading: Reading, sheet: str) -> list[tuple[int, int, int, int]]:
    """The ranges that the problems name: top, left, bottom, right."""
    found = []
    for problem in reading.problems:
        if problem.place.sheet != sheet:
            continue
        if problem.code in _WHOLE:
            found.append((0, 0, 10**7, 10**4))
        if problem.code in _LISTED:
            cells = problem.values["cells"]
            for name in [cells] if isinstance(cells, str) else cells:
                first, _, last = name.partition(":")
                found.append((*corner(first), *corner(last or first)))
    return found


def corner(name: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()
    return int(digits) - 1, column_number(letters)


def check_account(path, reading) -> Counter:
    """Count the fates of all cells; those not used are in a listed range."""
    counts: Counter = Counter()
    fates = fates_of(reading)
    for sheet, cells in cells_of(path).items():
        ranges = listed(reading, sheet)
        for row, column in cells:
            fate = fates[sheet].fate_of(row, column)
            assert fate is not None, (sheet, row, column)
            counts[fate] += 1
            if fate is CellFate.NOT_USED:
                inside = any(t <= row <= b and le <= column <= r for t, le, b, r in ranges)
                assert inside, (sheet, row, column, ranges)
    assert sum(counts.values()) == sum(map(len, cells_of(path).values()))
    return counts


@pytest.mark.parametrize("seed", range(120))
def test_that_every_drawn_cell_has_its_fate(tmp_path, seed):
    drawn = draw(seed)
    path = drawn.save(tmp_path / "ROC Test.xlsx")
    reading = read_file(path)
    check_account(path, reading)
    fates = fates_of(reading)
    for sheet, kinds in drawn.kinds.items():
        for (row, column), kind in kinds.items():
            if kind != ANY:
                found = fates[sheet].fate_of(row, column)
                assert found == kind, (sheet, row, column, drawn.cells[sheet][row, column])


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.name)
def test_that_every_cell_of_a_layout_has_its_fate(tmp_path, layout):
    path = tmp_path / layout.file
    layout.write(path)
    counts = check_account(path, read_file(path))
    assert counts[CellFate.USED] and counts[CellFate.HEADING]
