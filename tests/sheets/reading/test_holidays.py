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
def test_that_a_week_without_lessons_is_no_holiday_unless_it_is_headed(tmp_path, name):
    heads = ("Instelling", "Omschrijving", "Van", "T/m")
    rows = [("ROC X", name, "12-10-2026", "16-10-2026"),
            ("ROC X", "Herfstvakantie", "19-10-2026", "23-10-2026"),
            ("ROC X", "Studiedag, vrij", "12-11-2026", "12-11-2026")]  # fmt: skip
    reading = read_file(write_xlsx(tmp_path / "vakanties.xlsx", heads, *rows))
    assert [h.name for h in reading.holidays] == ["Herfstvakantie", "Studiedag, vrij"]
    assert [(p.code, p.place.row) for p in reading.problems] == [("import_not_a_holiday", 2)]


# ---------------------------------------------------------------- school years over holidays

TWO_YEARS = [
    ("Herfstvakantie", date(2026, 10, 17), date(2026, 10, 25)),
    ("Kerstvakantie", date(2026, 12, 19), date(2027, 1, 3)),
    ("Herfstvakantie", date(2027, 10, 16), date(2027, 10, 24)),
    ("Kerstvakantie", date(2027, 12, 25), date(2028, 1, 9)),
]
TITLE = ["Vakanties ROC Test"]
BY_YEAR = {
    "over columns": [
        ["", "Schooljaar 2026-2027", "", "Schooljaar 2027-2028", ""],
        ["Vakantie", "Van", "T/m", "Van", "T/m"],
        ["Herfstvakantie", "17 okt", "25 okt", "16 okt", "24 okt"],
        ["Kerstvakantie", "19 dec", "3 jan", "25 dec", "9 jan"],
    ],
    "over columns with a label": [
        ["Schooljaar", "26/27", None, "27/28", None],
        ["Vakantie", "Begin", "Einde", "Begin", "Einde"],
        ["Herfstvakantie", "17-10", "25-10", "16-10", "24-10"],
        ["Kerstvakantie", "19-12", "3-1", "25-12", "9-1"],
    ],
    "as headings": [
        ["Vakantie", "2026-2027", "2027-2028"],
        ["Herfstvakantie", "17 okt t/m 25 okt", "16 okt t/m 24 okt"],
        ["Kerstvakantie", "19 dec t/m 3 jan", "25 dec t/m 9 jan"],
    ],
    "between rows": [
        ["Vakantie", "Van", "T/m"],
        ["Schooljaar 2026-2027"],
        ["Herfstvakantie", "17 okt", "25 okt"],
        ["Kerstvakantie", "19 dec", "3 jan"],
        ["Schooljaar 2027-2028"],
        ["Herfstvakantie", "16 okt", "24 okt"],
        ["Kerstvakantie", "25 dec", "9 jan"],
    ],
    "above tables": [
        ["Schooljaar 2026-2027"],
        ["Vakantie", "Van", "T/m"],
        ["Herfstvakantie", "17 okt", "25 okt"],
        ["Kerstvakantie", "19 dec", "3 jan"],
        [],
        ["Schooljaar 2027-2028"],
        ["Vakantie", "Van", "T/m"],
        ["Herfstvakantie", "16 okt", "24 okt"],
        ["Kerstvakantie", "25 dec", "9 jan"],
    ],
    "without headings": [
        ["Schooljaar 2026-2027"],
        ["Herfstvakantie", "17 okt", "25 okt"],
        ["Kerstvakantie", "19 dec", "3 jan"],
        ["Schooljaar 2027-2028"],
        ["Herfstvakantie", "16 okt", "24 okt"],
        ["Kerstvakantie", "25 dec", "9 jan"],
    ],
    "in one cell": [
        ["Schooljaar 2026-2027"],
        ["Herfstvakantie: 17 okt t/m 25 okt"],
        ["Kerstvakantie (19 dec t/m 3 jan)"],
        ["Schooljaar 2027-2028"],
        ["Herfstvakantie van za 16 okt t/m zo 24 okt"],
        ["Kerstvakantie - 25 dec tot en met 9 jan"],
    ],
}


@pytest.mark.parametrize("layout", BY_YEAR)
def test_that_the_school_year_over_holidays_holds_for_them(tmp_path, layout):
    reading = read_file(write_xlsx(tmp_path / "vakanties.xlsx", TITLE, *BY_YEAR[layout]))
    assert sorted((h.name, h.start, h.end) for h in reading.holidays) == sorted(TWO_YEARS)
    assert {h.institution for h in reading.holidays} == {"ROC Test"}
    assert [p.code for p in reading.problems] == []


def test_that_regions_over_columns_hold_for_their_dates(tmp_path):
    reading = read_file(
        write_xlsx(
            tmp_path / "vakanties 2026-2027.xlsx",
            [None, "Noord", None, "Zuid", None],
            ["Vakantie", "Van", "T/m", "Van", "T/m"],
            ["Herfstvakantie", "10-10-2026", "18-10-2026", "17-10-2026", "25-10-2026"],
        )
    )
    assert [(h.institution, h.start) for h in reading.holidays] == [
        ("noord", date(2026, 10, 10)),
        ("zuid", date(2026, 10, 17)),
    ]


@pytest.mark.parametrize("word", ["behalve wo", "mits", "deels"])
def test_that_other_words_in_a_cell_with_a_holiday_are_told(tmp_path, word):
    rows = ["Herfstvakantie: 17 okt t/m 25 okt"], [f"Kerstvakantie: 19 dec t/m 3 jan {word}"]
    path = write_xlsx(tmp_path / "vakanties 2026-2027.xlsx", TITLE, *rows)
    reading = read_file(path)
    assert [h.name for h in reading.holidays] == ["Herfstvakantie"]
    assert [(p.code, p.place.row) for p in reading.problems] == [("import_not_understood", 3)]


def test_that_a_school_year_between_rows_holds_for_the_periods_below_it(tmp_path):
    heads = ["Crebo", "Leerjaar", "Groep", "Aantal studenten", "Weken", "Dagen"]
    rows = [["25655", 2, f"VP2{letter}", 24, "36-45", 4] for letter in "ABC"]
    title = ["ROC Test 2026-2027"]
    path = write_xlsx(
        tmp_path / "ROC Test.xlsx", title, heads, rows[0], ["Schooljaar 2027-2028"], *rows[1:]
    )
    reading = read_file(path)
    assert [(p.group, p.start) for p in reading.periods] == [
        ("VP2A", date(2026, 8, 31)),
        ("VP2B", date(2027, 9, 6)),
        ("VP2C", date(2027, 9, 6)),
    ]
    assert "import_cells_not_used" not in [p.code for p in reading.problems]
