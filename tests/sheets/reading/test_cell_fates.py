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
from tests.sheets.workbook_builders import GOOD, HEADINGS, with_value, write_sheets, write_xlsx

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


# --- kinds of places where a value can hide ----------------------------------------------------

STRAY = "LET OP: vier dagen"


def unused(reading: Reading) -> dict[str, object]:
    return {
        str(p.values.get("cells")): p.severity.value for p in reading.problems if p.code in _LISTED
    }


def test_that_values_without_a_heading_are_a_warning(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, (*GOOD, STRAY), (*with_value(3, "B"), 5))
    assert unused(read_file(path)) == {"I2:I3": "warning"}


@pytest.mark.parametrize("value", [0, False, 0.0, "0", "-", "x"])
def test_that_a_value_that_looks_like_nothing_is_listed(tmp_path, value):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, (*GOOD, value))
    assert unused(read_file(path)) == {"I2": "warning"}


@pytest.mark.parametrize("rows", [300, 2500])
def test_that_a_value_far_down_a_list_is_listed(tmp_path, rows):
    """Columns without a field were only looked at in the first two hundred rows."""
    data = [with_value(3, f"G{k}") for k in range(rows)]
    data[-1] = (*data[-1], None, STRAY)
    path = write_xlsx(tmp_path / "a.xlsx", (*HEADINGS, "Mapkleur"), *data)
    reading = read_file(path)
    assert reading.rows_used == rows
    assert unused(reading)[f"J{rows + 1}"] == "warning"
    check_account(path, reading)


def test_that_a_column_with_one_value_far_down_is_named(tmp_path):
    data = [with_value(3, f"G{k}") for k in range(300)]
    data[-1] = (*data[-1], STRAY)
    path = write_xlsx(tmp_path / "a.xlsx", (*HEADINGS, "Mapkleur"), *data)
    (problem,) = [p for p in read_file(path).problems if p.code == "import_unused_columns"]
    assert problem.values["columns"] == ["I (Mapkleur)"]


def test_that_blanks_are_no_values(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, (*GOOD, "  ", "\n"))
    reading = read_file(path)
    assert not reading.problems
    assert check_account(path, reading)[CellFate.NOT_USED] == 0


@pytest.mark.parametrize("above", [[STRAY], [None, STRAY], ["Schooljaar 2026-2027", STRAY]])
def test_that_a_text_above_a_table_that_gives_nothing_is_listed(tmp_path, above):
    path = write_xlsx(tmp_path / "a.xlsx", above, HEADINGS, GOOD)
    cell = f"{'AB'[above.index(STRAY)]}1"
    assert unused(read_file(path)) == {cell: "info"}


@pytest.mark.parametrize(
    "title",
    [
        "ROC Test", "ROC Test planning 2026-2027", "BPV-planning", "Schooljaar 2026-2027",
        "Planning stages ROC Test, versie 2026-2027", "Overzicht stages",
    ],
)  # fmt: skip
def test_that_a_title_that_was_understood_is_not_listed(tmp_path, title):
    path = write_xlsx(tmp_path / "a.xlsx", [title], HEADINGS, GOOD)
    reading = read_file(path)
    assert not unused(reading)
    assert fates_of(reading)["Blad1"].fate_of(0, 0) is CellFate.NOTE


@pytest.mark.parametrize(
    "title",
    [
        "ROC Test, let op: vanaf week 40 komen alle studenten vier dagen per week",
        "2026-2027: alle groepen van niveau twee starten pas na de herfstvakantie",
    ],
)
def test_that_a_title_with_a_message_is_listed(tmp_path, title):
    path = write_xlsx(tmp_path / "a.xlsx", [title], HEADINGS, GOOD)
    assert unused(read_file(path)) == {"A1": "info"}


def test_that_labels_above_a_table_are_understood(tmp_path):
    rows = [["Instelling", "ROC Test"], ["Dagen per week:", 4], ["Kleur", "rood"]]
    heads, good = HEADINGS[1:7], GOOD[1:7]
    path = write_xlsx(tmp_path / "a.xlsx", *rows, heads, good)
    reading = read_file(path)
    assert reading.rows_used == 1
    assert unused(reading) == {"A3:B3": "info"}


def test_that_definitions_of_periods_are_understood(tmp_path):
    heads = (*HEADINGS[:5], "Periode", "Weekdagen")
    good = (*GOOD[:5], "P1", "ma di wo vr")
    text = "P1: wk 35 t/m 45, P2: wk 46 t/m 4"
    path = write_xlsx(tmp_path / "a.xlsx", [text], heads, good)
    assert not unused(read_file(path))


def test_that_one_definition_of_a_period_is_used(tmp_path):
    heads = (*HEADINGS[:5], "Periode", "Weekdagen")
    good = (*GOOD[:5], "P1", "ma di wo vr")
    path = write_xlsx(tmp_path / "a.xlsx", ["P1: wk 35 t/m 45"], heads, good)
    reading = read_file(path)
    assert unused(reading) == {}
    (period,) = reading.periods
    assert period.start.isocalendar()[1] == 35
    assert period.end.isocalendar()[1] == 45


def test_that_a_total_is_a_note_and_loose_numbers_are_listed(tmp_path):
    total = ("Totaal", None, None, None, 24)
    loose = (None, None, None, None, 24)
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD, total, loose)
    reading = read_file(path)
    fates = fates_of(reading)["Blad1"]
    assert fates.fate_of(2, 4) is CellFate.NOTE
    assert fates.fate_of(3, 4) is CellFate.NOT_USED
    assert unused(reading) == {"E4": "info"}


def test_that_cells_of_a_refused_row_are_a_question(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD, with_value(4, "veel"))
    reading = read_file(path)
    fates = fates_of(reading)["Blad1"]
    assert fates.fate_of(1, 4) is CellFate.USED
    assert fates.fate_of(2, 4) is CellFate.QUESTION


def test_that_an_unknown_sheet_is_named_with_its_headings(tmp_path):
    other = [["Klasje", "Koppen", "Wanneer"], ["T1", 20, "najaar"], ["T2", 21, "voorjaar"]]
    path = write_sheets(tmp_path / "a.xlsx", BPV=[HEADINGS, GOOD], Techniek=other)
    (problem,) = read_file(path).problems
    assert (problem.code, problem.severity.value) == ("import_no_header", "warning")
    assert problem.place.sheet == "Techniek"
    assert problem.values["seen"] == ["Klasje", "Koppen", "Wanneer"]


def test_that_a_sheet_of_notes_is_listed_as_one_range(tmp_path):
    notes = [[None, "Toelichting van het bureau"], [], ["Bel ons", "op maandag"]]
    path = write_sheets(tmp_path / "a.xlsx", BPV=[HEADINGS, GOOD], Uitleg=notes)
    reading = read_file(path)
    assert unused(reading) == {"A1:B3": "info"}
    check_account(path, reading)


def test_that_very_many_loose_notes_are_listed_in_ranges(tmp_path):
    rows = [r for k in range(200) for r in (with_value(3, f"G{k}"), [None] * (k % 5) + ["nota"])]
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, *rows)
    reading = read_file(path)
    check_account(path, reading)
    assert len(unused(reading)) == 40


def test_that_a_heading_above_nothing_is_listed(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", (*HEADINGS, "Mapkleur"), GOOD)
    assert unused(read_file(path)) == {"I1": "info"}


@pytest.mark.parametrize(("period", "is_unused"), [("P1", False), ("P2", True), ("36-45", True)])
def test_that_a_lone_definition_is_listed_if_no_row_names_it(tmp_path, period, is_unused):
    heads = (*HEADINGS[:5], "Periode", "Weekdagen")
    good = (*GOOD[:5], period, "ma di wo vr")
    path = write_xlsx(tmp_path / "a.xlsx", heads, good, [], ["P1 = wk 35 t/m 45"])
    assert unused(read_file(path)) == ({"A4": "info"} if is_unused else {})


def test_that_a_long_list_needs_few_records(tmp_path):
    data = [with_value(3, f"G{k}") for k in range(5000)]
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, *data)
    (fates,) = read_file(path).fates
    assert not fates.ranges
    assert len(fates.tables[0].bands) == 2


def test_that_sheets_beyond_the_limit_are_mentioned(tmp_path):
    sheets = {f"Blad{k}": [["leeg"]] for k in range(202)}
    path = write_sheets(tmp_path / "a.xlsx", BPV=[HEADINGS, GOOD], **sheets)
    (problem,) = [p for p in read_file(path).problems if p.code == "import_too_many_sheets"]
    assert problem.values == {"count": 203, "most": 200}


def test_that_a_title_between_two_tables_is_judged_by_itself(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD, [STRAY], HEADINGS, with_value(3, "B"))
    reading = read_file(path)
    assert reading.rows_used == 2
    assert unused(reading) == {"A3": "info"}
