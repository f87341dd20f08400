"""Holidays as they arrive: per institution, per region, as two dates or as one text."""

from __future__ import annotations

from datetime import date

import pytest

from stageplanner.domain.calendar import Holiday
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Kind
from tests.sheets.workbook_builders import GOOD, HEADINGS, write_sheets, write_xlsx

AUTUMN = Holiday(
    institution="ROC Test", name="Herfstvakantie", start=date(2026, 10, 17), end=date(2026, 10, 25)
)


def read(tmp_path, *rows, name="vakanties.xlsx"):
    reading = read_file(write_xlsx(tmp_path / name, *rows))
    assert reading.kind is Kind.HOLIDAYS
    return reading


@pytest.mark.parametrize(
    "rows",
    [
        [["Instelling", "Vakantie", "Van", "T/m"],
         ["ROC Test", "Herfstvakantie", "17-10-2026", "25-10-2026"]],
        [["School", "Naam vakantie", "Periode"],
         ["ROC Test", "Herfstvakantie", "17 okt. t/m 25 okt. 2026"]],
        [["Vakanties ROC Test 2026-2027"], [], ["Vakantie", "Eerste dag", "Laatste dag"],
         ["Herfstvakantie", "17-10", "25-10"]],
        [["Institution", "Holiday", "Start date", "End date"],
         ["ROC Test", "Herfstvakantie", date(2026, 10, 17), date(2026, 10, 25)]],
    ],
)  # fmt: skip
def test_that_a_holiday_is_read(tmp_path, rows):
    assert read(tmp_path, *rows).holidays == (AUTUMN,)


def test_that_a_region_stands_for_its_institutions(tmp_path):
    reading = read(
        tmp_path,
        ["Regio", "Vakantie", "Van", "T/m"],
        ["Noord", "Herfstvakantie", "10-10-2026", "18-10-2026"],
    )
    assert reading.holidays[0].institution == "noord"


def test_that_institutions_may_stand_across(tmp_path):
    reading = read(
        tmp_path,
        ["Vakantie", "ROC Test", "Linge College"],
        ["Herfstvakantie", "17-10-2026 t/m 25-10-2026", "10-10-2026 t/m 18-10-2026"],
        ["Kerstvakantie", "19-12-2026 t/m 03-01-2027", "19-12-2026 t/m 03-01-2027"],
    )
    assert [(h.institution, h.name, h.start.isoformat()) for h in reading.holidays] == [
        ("ROC Test", "Herfstvakantie", "2026-10-17"),
        ("Linge College", "Herfstvakantie", "2026-10-10"),
        ("ROC Test", "Kerstvakantie", "2026-12-19"),
        ("Linge College", "Kerstvakantie", "2026-12-19"),
    ]


def test_that_a_holiday_that_ends_before_it_begins_is_refused(tmp_path):
    reading = read(
        tmp_path,
        ["Instelling", "Vakantie", "Van", "T/m"],
        ["ROC Test", "Herfstvakantie", "25-10-2026", "17-10-2026"],
        ["ROC Test", "Kerstvakantie", "19-12-2026", "03-01-2027"],
    )
    assert len(reading.holidays) == 1
    assert [(p.code, p.place.row) for p in reading.problems] == [("import_end_before_start", 2)]


def test_that_a_double_holiday_counts_once(tmp_path):
    row = ["ROC Test", "Herfstvakantie", "17-10-2026", "25-10-2026"]
    reading = read(tmp_path, ["Instelling", "Vakantie", "Van", "T/m"], row, row)
    assert len(reading.holidays) == 1
    assert [p.code for p in reading.problems] == ["import_duplicate_holiday"]


def test_that_the_periods_of_a_school_are_no_holidays(tmp_path):
    rows = [("P1", "31-08-2026", "13-11-2026"), ("P2", "16-11-2026", "05-02-2027")]
    path = tmp_path / "ROC Test.xlsx"
    write_sheets(
        path, Planning=[HEADINGS[1:], GOOD[1:]], Periodes=[("Periode", "Van", "T/m"), *rows]
    )
    reading = read_file(path)
    assert reading.holidays == ()
    assert reading.kind is Kind.PERIODS


@pytest.mark.parametrize("name", ["Toetsweek 1", "Introductie", "Start lessen", "BPV-week"])
def test_that_a_week_without_lessons_is_no_holiday_unless_it_says_so(tmp_path, name):
    heads = ("Instelling", "Omschrijving", "Van", "T/m")
    rows = [("ROC X", name, "12-10-2026", "16-10-2026"),
            ("ROC X", "Herfstvakantie", "19-10-2026", "23-10-2026"),
            ("ROC X", "Studiedag, vrij", "12-11-2026", "12-11-2026")]  # fmt: skip
    reading = read_file(write_xlsx(tmp_path / "vakanties.xlsx", heads, *rows))
    assert [h.name for h in reading.holidays] == ["Herfstvakantie", "Studiedag, vrij"]
    assert [(p.code, p.place.row) for p in reading.problems] == [("import_not_a_holiday", 2)]
