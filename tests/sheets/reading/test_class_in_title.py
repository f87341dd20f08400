"""Titles with a class and its number of students, and titles that give too little."""

from __future__ import annotations

import pytest

from stageplanner.sheets.reading.read_file import read_file
from tests.sheets.workbook_builders import write_xlsx

HEADS = ("Startdatum", "Einddatum", "Dagen per week", "Weekdagen")
ROWS = (("31-08-2026", "29-01-2027", 2, "ma di"), ("01-02-2027", "02-07-2027", 2, "wo do"))


@pytest.mark.parametrize(
    "titles",
    [
        [("ROC Oost - 25655 leerjaar 2 - klas VZ2A, 24 studenten",)],
        [("Instelling: ROC Oost",), ("Crebo: 25655",), ("Leerjaar: 2",), ("Klas: VZ2A",),
         ("Aantal studenten: 24",)],
        [("Instelling", "ROC Oost"), ("Crebo", "25655"), ("Leerjaar", "2"), ("Klas", "VZ2A"),
         ("Aantal studenten", 24)],
    ],
)  # fmt: skip
def test_that_a_class_in_the_title_goes_for_every_row_and_is_told(tmp_path, titles):
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", *titles, HEADS, *ROWS))
    found = {(p.institution, p.programme, p.year, p.group, p.students) for p in reading.periods}
    assert found == {("ROC Oost", "25655", 2, "VZ2A", 24)}
    assert reading.rows_used == 2
    assert "import_class_in_title" in {p.code for p in reading.problems}


@pytest.mark.parametrize(
    "title",
    [
        "ROC Oost - 25655 - 240 studenten",
        "ROC Oost - 25655 - klas VZ2A en klas VZ2B, 24 studenten",
        "ROC Oost - 25655 - klas VZ2A: 24 studenten, klas VZ2B: 20 studenten",
        "ROC Oost - 25655 - klas VZ2A",
    ],
)
def test_that_a_title_that_tells_too_little_or_too_much_is_no_class(tmp_path, title):
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", (title,), HEADS, *ROWS))
    assert not reading.periods
    assert "import_no_students_column" in {p.code for p in reading.problems}


def test_that_pools_with_places_per_part_of_the_year_are_read(tmp_path):
    heads = ("Pool", "Crebo", "Plekken sept-jan", "Plekken feb-juli")
    rows = (("Capaciteit 2026-2027",), heads, ("VVT Oost", "25655", 12, 8))
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", *rows))
    assert [(x.name, x.accredited, x.places) for x in reading.leerbedrijven] == [
        ("VVT Oost", ("25655",), 12), ("VVT Oost", ("25655",), 8),
    ]  # fmt: skip
