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


HEADS = "Opleiding;Crebo;Leerjaar;Groep;Aantal studenten;{};Vakantieregio"


def read_rows(tmp_path: Path, heads: str, *rows: str) -> Reading:
    lines = ["Linge College - BPV planning 2026-2027", HEADS.format(heads)]
    lines += [f"VIG;25656;2;{chr(65 + k)};22;{row};midden" for k, row in enumerate(rows)]
    path = tmp_path / "planning.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_file(path, ReadContext(holidays=region_holidays()))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("wk 36-45;wk 45;4", "import_not_understood"),
        ("wk 36;wk 45?;4", "import_not_understood"),
        ("sep 26;jan 27;4", "import_not_understood"),
        ("na herfstvakantie;wk 50;4", "import_bad_start"),
        ("wk 36;wk 45 m.u.v. wk 50;4", "import_not_understood"),
        ("wk 36 (7 sep);wk 45;4", "import_moments_differ"),
        ("wk 36;wk 45;minimaal 2", "import_not_understood"),
        ("wk 36;wk 45;4 dagen, 1 dag school", "import_not_understood"),
    ],
)
def test_that_a_start_or_end_with_more_in_it_is_a_question(tmp_path, row, code):
    reading = read_rows(tmp_path, "Van;Tot en met;Dagen per week", row)
    assert reading.periods == ()
    assert code in {p.code for p in reading.problems if p.severity is Severity.ERROR}


@pytest.mark.parametrize(
    ("row", "stay"),
    [
        ("wk 36 2026;wk 5 2027;4", ("2026-08-31", "2027-02-05")),
        ("36/26;5/27;4", ("2026-08-31", "2027-02-05")),
        ("31-8;6-11-2026;4", FULL),
        ("31 augustus (wk 36);6 november (wk 45);4", FULL),
        ("vanaf wk 36;t/m wk 45;4", FULL),
        ("31-8-2026;10 weken;4", ("2026-08-31", "2026-11-13")),
        ("36-2026;5-2027;4", ("2026-08-31", "2027-02-05")),
    ],
)
def test_that_a_start_and_an_end_share_what_they_name(tmp_path, row, stay):
    reading = read_rows(tmp_path, "Van;Tot en met;Dagen per week", row)
    assert stays(reading) == {"A": [stay]}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("wk 36-45 ma di, wk 46-50 wo do;", "import_days_per_block"),
        ("wk 36 en wk 6 (4 d);10", "import_weeks_differ"),
        ("wk 36-45 (12 weken) 2d;", "import_weeks_differ"),
        ("wk 36-45 en wk 44-50 2d;", "import_stretches_overlap"),
        ("36-45 2d;10-12", "import_not_understood"),
        ("wk 43 m.u.v. wk 43 2d;", "import_nothing_left"),
        ("wk 36/26 2d;", "import_not_understood"),
    ],
)
def test_that_a_period_that_contradicts_itself_is_a_question(tmp_path, row, code):
    reading = read_rows(tmp_path, "Periode;Duur in weken", row, "wk 36-45 (2 dagen);")
    assert stays(reading) == {"B": [FULL]}
    assert code in {p.code for p in reading.problems if p.severity is Severity.ERROR}
