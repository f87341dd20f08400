"""Columns named Q1 .. Q4 are quarters of the school year, always with a warning."""

from __future__ import annotations

from datetime import date

import pytest

from stageplanner.problems import Severity
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Kind, Outcome
from tests.sheets.workbook_builders import write_xlsx

WHO = ("Instelling", "Crebo", "Leerjaar", "Klas", "Aantal")
Q = ("Q1", "Q2", "Q3", "Q4")
QUARTERS = {
    "Q1": (date(2026, 8, 31), date(2026, 11, 6)),
    "Q2": (date(2026, 11, 9), date(2027, 1, 15)),
    "Q3": (date(2027, 1, 18), date(2027, 3, 26)),
    "Q4": (date(2027, 3, 29), date(2027, 6, 4)),
}


def read(tmp_path, *rows):
    return read_file(write_xlsx(tmp_path / "ROC Oost 2026-2027.xlsx", *rows))


def warned(reading):
    return {p.code for p in reading.problems if p.severity is Severity.WARNING}


@pytest.mark.parametrize("heads", [Q, ("Kwartaal 1", "Kwartaal 2", "Kwartaal 3", "Kwartaal 4")])
def test_that_marks_under_quarters_are_stage_periods_with_a_warning(tmp_path, heads):
    reading = read(
        tmp_path,
        (*WHO, *heads),
        ("ROC Oost", "25656", 2, "VIG2A", 22, 2, 2, None, None),
        ("ROC Oost", "25655", 2, "VP2A", 40, None, None, 4, None),
    )
    assert [(p.group, p.start, p.end, p.days_per_week) for p in reading.periods] == [
        ("VIG2A", QUARTERS["Q1"][0], QUARTERS["Q2"][1], 2),
        ("VP2A", *QUARTERS["Q3"], 4),
    ]
    assert "import_quarters" in warned(reading)


def test_that_periods_of_the_file_itself_need_no_warning(tmp_path):
    reading = read(
        tmp_path,
        ("P1: wk 36 t/m 45", "P2: wk 46 t/m 4", "P3: wk 5 t/m 15", "P4: wk 16 t/m 27"),
        (),
        (*WHO, "P1", "P2", "P3", "P4"),
        ("ROC Oost", "25656", 2, "VIG2A", 22, 2, None, None, None),
    )
    (period,) = reading.periods
    assert (period.start, period.end) == (date(2026, 8, 31), date(2026, 11, 6))
    assert not {"import_quarters", "import_period_blocks"} & {p.code for p in reading.problems}


@pytest.mark.parametrize("heads", [Q, ("P1", "P2", "P3", "P4")])
def test_that_numbers_of_students_under_periods_are_groups_with_a_warning(tmp_path, heads):
    reading = read(
        tmp_path,
        ("Instelling", "Crebo", "Leerjaar", "Dagen per week", *heads),
        ("ROC Oost", "25656", 2, 4, 22, 5, None, "-"),
        ("ROC Oost", "25655", 3, 2, None, 0, 25, 31),
    )
    assert [
        (p.programme, p.students, p.start, p.end, p.days_per_week) for p in reading.periods
    ] == [
        ("25656", 22, *QUARTERS["Q1"], 4),
        ("25656", 5, *QUARTERS["Q2"], 4),
        ("25655", 25, *QUARTERS["Q3"], 2),
        ("25655", 31, *QUARTERS["Q4"], 2),
    ]
    assert "import_students_in_periods" in warned(reading)
    assert ("import_quarters" in warned(reading)) == (heads is Q)
    assert reading.rows_used == 2


def test_that_numbers_that_may_be_days_are_not_taken_for_students(tmp_path):
    heads = ("Instelling", "Crebo", "Leerjaar", "Dagen per week", *Q)
    reading = read(tmp_path, heads, ("ROC Oost", "25656", 2, 4, 4, 4, None, None))
    assert not reading.periods
    assert "import_no_students_column" in {p.code for p in reading.problems}


def test_that_a_cell_that_is_no_number_leaves_the_periods_as_they_are(tmp_path):
    heads = ("Instelling", "Crebo", "Leerjaar", "Dagen per week", *Q)
    reading = read(tmp_path, heads, ("ROC Oost", "25656", 2, 4, 22, "x", None, None))
    assert not reading.periods
    assert "import_students_in_periods" not in {p.code for p in reading.problems}


def test_that_bare_quarters_of_leerbedrijven_hold_places_with_one_warning_each(tmp_path):
    heads = ("LeerbedrijfID", "Naam", "Erkend voor (crebo)", *Q)
    reading = read(
        tmp_path,
        heads,
        (100000001, "Zorghuis", "25656", 4, 3, None, 2),
        (100000002, "Thuiszorg", "25656", 1, 1, 1, 1),
    )
    assert reading.kind is Kind.CAPACITY
    found = [(b.name, b.places, b.available_from, b.available_until) for b in reading.leerbedrijven]
    assert found[:3] == [
        ("Zorghuis", 4, *QUARTERS["Q1"]),
        ("Zorghuis", 3, *QUARTERS["Q2"]),
        ("Zorghuis", 2, *QUARTERS["Q4"]),
    ]
    assert len(found) == 7
    headings = [p.values["heading"] for p in reading.problems if p.code == "import_places_assumed"]
    assert sorted(headings) == sorted(Q)
    assert {row.outcome for row in reading.rows[1:]} == {Outcome.CORRECTED}


def test_that_a_column_of_places_leaves_bare_quarters_alone(tmp_path):
    heads = ("LeerbedrijfID", "Naam", "Erkend voor (crebo)", "Plaatsen", *Q)
    reading = read(tmp_path, heads, (100000001, "Zorghuis", "25656", 6, 4, 3, 2, 2))
    (company,) = reading.leerbedrijven
    assert company.places == 6
    assert "import_places_assumed" not in {p.code for p in reading.problems}
