"""Cases from the field in which words of a cell were dropped, or a choice was read as both."""

from __future__ import annotations

from pathlib import Path

import pytest

from stageplanner.problems import Severity
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Outcome, ReadContext, Reading
from stageplanner.workspace.shipped_data import region_holidays

CASES = Path(__file__).parents[2] / "data" / "cases" / "import"
FULL = ("2026-08-31", "2026-11-06")


def read(name: str) -> Reading:
    return read_file(CASES / name, ReadContext(holidays=region_holidays()))


def stays(reading: Reading) -> dict[str, list[tuple[str, str]]]:
    """Return the first and last day of the stage periods of each group."""
    found: dict[str, list[tuple[str, str]]] = {}
    for period in reading.periods:
        stay = (period.start.isoformat(), period.end.isoformat())
        found.setdefault(period.group, []).append(stay)
    return found


def days(reading: Reading) -> dict[str, int]:
    return {period.group: period.days_per_week for period in reading.periods}


def codes(reading: Reading, cell: str) -> dict[str, Severity]:
    """Return the problems at a cell."""
    places = {p.code: p for p in reading.problems if f"{p.place.column}{p.place.row}" == cell}
    return {code: problem.severity for code, problem in places.items()}


def test_that_days_in_a_period_cell_are_no_weeks():
    reading = read("08-days-in-period-cell.csv")
    assert stays(reading) == {"A": [FULL], "B": [FULL], "D": [FULL]}
    assert days(reading) == {"A": 2, "B": 2, "D": 2}
    assert codes(reading, "G5") == {"import_days_per_block": Severity.ERROR}


def test_that_blocks_and_arrows_are_stretches():
    reading = read("09-blocks-and-arrows.csv")
    blocks = [("2026-08-31", "2026-10-02"), ("2027-02-08", "2027-03-12")]
    assert stays(reading) == {"A": blocks, "B": [FULL], "C": [FULL]}


def test_that_a_choice_of_periods_is_one_period():
    reading = read("10-period-or.csv")
    assert stays(reading) == {
        "A": [("2027-02-08", "2027-04-23")],
        "B": [("2026-08-31", "2026-11-13")],
        "C": [FULL],
        "D": [("2026-08-31", "2027-02-05")],
    }
    for row in range(3, 7):
        assert codes(reading, f"G{row}")["import_period_choice"] is Severity.WARNING


def test_that_a_duration_of_two_periods_is_that_of_both_together():
    reading = read("11-duration-of-two-periods.csv")
    both = [("2026-08-31", "2027-02-05")]
    assert stays(reading) == {"A": both, "B": both}


def test_that_even_weeks_and_exceptions_are_left_out():
    reading = read("14-even-weeks-exceptions.csv")
    found = stays(reading)
    mondays = ["2026-08-31", "2026-09-14", "2026-09-28", "2026-10-12", "2026-10-26", "2026-11-09"]
    assert [start for start, _ in found["A"]] == mondays
    assert [start for start, _ in found["B"]] == mondays
    parts = [("2026-08-31", "2026-09-25"), ("2026-10-05", "2026-11-06")]
    assert found["C"] == found["D"] == parts
    assert codes(reading, "G3")["import_separate_weeks"] is Severity.WARNING


@pytest.mark.parametrize(
    ("name", "stay"),
    [
        ("15-year-in-week-cell.csv", FULL),
        ("15b-year-after-weeks.csv", ("2027-09-06", "2027-11-12")),
    ],
)
def test_that_a_year_in_a_week_cell_is_its_year(name, stay):
    assert stays(read(name)) == {"A": [stay], "B": [stay]}


def test_that_numbers_left_in_a_days_cell_are_a_question():
    reading = read("19-days-cell-numbers.csv")
    assert codes(reading, "G3") == {"import_not_understood": Severity.ERROR}
    assert codes(reading, "G4") == {"import_not_every_week": Severity.WARNING}


def test_that_an_hours_cell_is_hours_a_week():
    reading = read("19b-hours-cell.csv")
    assert days(reading) == {"A": 2, "B": 4}
    hours = [p.values["hours"] for p in reading.problems if p.code == "import_days_from_hours"]
    assert hours == [16, 32]
    assert codes(reading, "G4")["import_range"] is Severity.WARNING
    assert codes(reading, "G5") == {"import_hours_a_day": Severity.ERROR}


def test_that_a_second_leerjaar_in_a_cell_is_told():
    reading = read("25-two-leerjaren.csv")
    assert [period.year for period in reading.periods] == [2, 2]
    for row in (3, 4):
        assert codes(reading, f"C{row}") == {"import_more_years": Severity.WARNING}


def test_that_weeks_are_counted_as_the_sentence_says():
    reading = read("35-weeks-counted-sentence.csv")
    assert stays(reading) == {"A": [("2026-08-31", "2026-11-13")]}
    counted = [p for p in reading.problems if p.code.startswith("import_weeks_counted")]
    assert [(p.code, p.values["region"]) for p in counted] == [
        ("import_weeks_counted_region", "midden")
    ]


def test_that_a_month_and_year_as_a_spreadsheet_shows_them_is_that_month():
    reading = read("p03-month-year-short.csv")
    assert stays(reading) == {
        "A": [("2026-09-01", "2026-12-31")],
        "B": [("2026-09-01", "2027-01-31")],
        "C": [("2027-01-01", "2027-03-31")],
    }
    assert all(r.outcome is Outcome.USED for r in reading.rows if r.row > 1)
    assert {p.code for p in reading.problems} == {"import_month"}
    holidays = read("p03-holidays.csv").holidays
    assert [(h.name, h.start.isoformat(), h.end.isoformat()) for h in holidays] == [
        ("Kerst", "2026-12-01", "2027-01-31")
    ]


def test_that_a_number_with_a_year_outside_the_school_year_is_a_month():
    found = stays(read("p04-month-year-number.csv"))
    months = [("2026-12-01", "2027-03-31")]
    assert found["A"] == found["B"] == found["C"] == months
    company = read("p04-companies.csv").leerbedrijven[0]
    assert company.available_from is not None
    assert company.available_until is not None
    assert company.available_from.isoformat() == "2026-09-01"
    assert company.available_until.isoformat() == "2027-01-31"
