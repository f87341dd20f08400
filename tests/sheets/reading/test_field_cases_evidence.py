"""Files from the field that were misread: weak evidence, tables, plausibility and identity.

Each file of tests/data/cases/import has its right result here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from stageplanner.problems import Severity, StagePlannerError
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import ReadContext, Reading
from stageplanner.workspace.shipped_data import region_holidays

CASES = Path(__file__).parents[2] / "data" / "cases" / "import"


def read(name: str) -> Reading:
    return read_file(next(CASES.glob(f"{name}-*")), ReadContext(holidays=region_holidays()))


def codes(reading: Reading, severity: Severity | None = None) -> set[str]:
    return {p.code for p in reading.problems if severity in (None, p.severity)}


def stretches(reading: Reading, group: str) -> list[tuple[str, str, int]]:
    return sorted(
        (p.start.isoformat(), p.end.isoformat(), p.days_per_week)
        for p in reading.periods
        if p.group == group
    )


def fields(reading: Reading) -> dict[str, str | None]:
    return {c.heading: c.field for c in reading.tables[0].columns}


def test_that_teaching_periods_are_no_holidays():
    with pytest.raises(StagePlannerError) as caught:
        read("01")
    assert caught.value.problem.code == "import_only_periods"
    assert caught.value.problem.values["names"] == ["P1", "P2", "P3", "P4"]


def holidays(name: str) -> list[tuple[str, str, str]]:
    reading = read(name)
    assert {h.institution for h in reading.holidays} == {"Vechtdal College"}
    return [(h.name, h.start.isoformat(), h.end.isoformat()) for h in reading.holidays]


def test_that_a_number_of_weeks_is_no_date_of_a_holiday():
    assert holidays("02") == [
        ("Herfstvakantie", "2026-10-19", "2026-10-23"),
        ("Kerstvakantie", "2026-12-21", "2027-01-01"),
        ("Goede Vrijdag", "2027-03-26", "2027-03-26"),
        ("2e Paasdag", "2027-03-29", "2027-03-29"),
        ("Hemelvaart", "2027-05-06", "2027-05-07"),
        ("Studiedag", "2026-10-08", "2026-10-08"),
    ]


def test_that_loose_days_are_days():
    assert holidays("03") == [
        ("Hemelvaartweekend", "2026-05-13", "2026-05-15"),
        ("Pinksterweekend", "2026-05-25", "2026-05-27"),
        ("Pasen", "2026-04-03", "2026-04-03"),
        ("Pasen", "2026-04-06", "2026-04-06"),
        ("Zomervakantie", "2026-07-01", "2026-08-31"),
    ]


@pytest.mark.parametrize(("name", "heading"), [("04", "Volgnr"), ("04b", "leertrajectmbo")])
def test_that_an_unknown_column_is_no_week(name, heading):
    reading = read(name)
    assert not reading.periods
    assert reading.rows_read == 3
    assert "import_no_start_column" in codes(reading)
    assert fields(reading)[heading] in (None, "leerweg")


def test_that_a_brin_is_a_brin():
    assert fields(read("04b"))["instellingserkenningscode"] == "brin"


def test_that_employees_are_no_places():
    reading = read("05")
    assert [c.places for c in reading.leerbedrijven] == [0, 0, 0]
    assert codes(reading) >= {"import_places_unknown", "import_unused_columns"}


def test_that_teachers_are_no_students():
    reading = read("06")
    assert not reading.periods
    assert codes(reading) >= {"import_no_students_column", "import_unused_columns"}


def test_that_a_matrix_follows_its_legend():
    reading = read("07")
    assert stretches(reading, "A") == [("2026-11-16", "2026-12-18", 3)]
    assert stretches(reading, "B") == [("2027-01-04", "2027-01-29", 3)]


def test_that_school_under_a_weekday_is_no_placement():
    reading = read("12")
    assert [(p.group, p.weekdays) for p in reading.periods] == [("A", (0, 3)), ("B", (0, 3))]
    assert codes(reading, Severity.ERROR) == {"import_weekday_mark"}


def test_that_one_date_decides_for_its_column():
    reading = read("13")
    assert stretches(reading, "A") == [("2026-09-01", "2027-01-29", 4)]
    assert stretches(reading, "B") == [("2026-11-09", "2027-02-12", 4)]
    assert stretches(reading, "C") == [("2027-03-01", "2027-05-07", 4)]
    assert codes(reading) == {"import_month_first"}


def test_that_a_school_year_of_four_digits_is_one():
    reading = read("16")
    assert stretches(reading, "A") == [("2025-09-01", "2025-11-07", 2)]
    assert stretches(reading, "B") == [("2027-09-06", "2027-11-12", 2)]
    assert "import_year_guessed" not in codes(reading)


def test_that_places_per_period_are_places():
    reading = read("18")
    assert [c.places for c in reading.leerbedrijven] == [2, 2, 0, 4, 3, 3, 3, 3]
    assert "import_places_assumed" in codes(reading)


def test_that_a_location_is_not_taken_from_another_leerbedrijf():
    assert [c.location for c in read("20").leerbedrijven] == ["Zuid", "", ""]


def test_that_struck_through_text_is_named():
    rows = [p.place.row for p in read("21").problems if p.code == "import_struck_row"]
    assert rows == [4]


def test_that_unlikely_dates_are_named():
    found = {(p.place.row, p.code) for p in read("24").problems}
    assert found == {
        (2, "import_period_year"),
        (3, "import_long_period"),
        (4, "import_only_holiday"),
    }


def test_that_a_v_beside_days_ends_the_placement():
    reading = read("34")
    both = [("2026-09-28", "2026-10-16", 2), ("2026-10-26", "2026-11-06", 2)]
    assert stretches(reading, "A") == both
    assert stretches(reading, "B") == both
    assert codes(reading) == {"import_matrix_cell"}


def test_that_a_refused_row_is_not_called_used():
    from stageplanner.messages import sentence

    reading = read("39")
    assert not reading.periods
    assert "import_unknown_crebo" in codes(reading)
    assert not any("gebruikt" in sentence(p) for p in reading.problems)


def test_that_names_of_persons_are_refused():
    with pytest.raises(StagePlannerError) as caught:
        read("40")
    assert caught.value.problem.code == "import_personal_data"
    assert caught.value.problem.place.column == "B"


def test_that_a_subtotal_is_named():
    places = [p.place for p in read("41").problems if p.code == "import_sum_of_rows"]
    assert [(p.row, p.column) for p in places] == [(5, "F")]


def test_that_weeks_without_a_heading_are_no_placement():
    reading = read("42")
    expected = [("2026-09-28", "2026-10-16", 2), ("2026-11-02", "2026-11-27", 2)]
    assert stretches(reading, "A") == expected
    assert [p.place.column for p in reading.problems] == ["I"]


def test_that_a_week_empty_for_all_is_no_placement():
    reading = read("43")
    assert [s[:2] for s in stretches(reading, "A")] == [
        ("2026-10-26", "2026-11-13"),
        ("2026-11-23", "2026-12-11"),
    ]
    assert codes(reading) == {"import_week_empty"}
