"""Students in a column per crebo: groups of several programmes, never places of a leerbedrijf."""

from __future__ import annotations

from datetime import date

from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Kind, Outcome
from tests.sheets.workbook_builders import write_xlsx

HEADS = ("Instelling", "Leerjaar", "Startdatum", "Einddatum", "Dagen per week", "25655", "25656",
         "25960")  # fmt: skip
FIRST = ("ROC Oost", 2, "31-08-2026", "29-01-2027", 2)
SECOND = ("ROC Oost", 3, "01-02-2027", "02-07-2027", 3)


def groups(reading):
    return {(p.institution, p.programme, p.year, p.students, p.start) for p in reading.periods}


def test_that_every_number_below_a_crebo_is_a_group_of_that_programme(tmp_path):
    rows = (
        HEADS,
        (*FIRST, 24, 18, None),
        (*SECOND, 20, "-", 12),
        ("Totaal", *[""] * 4, 44, 18, 12),
    )
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", *rows))
    assert reading.kind is Kind.PERIODS
    assert not reading.leerbedrijven
    assert groups(reading) == {
        ("ROC Oost", "25655", 2, 24, date(2026, 8, 31)),
        ("ROC Oost", "25656", 2, 18, date(2026, 8, 31)),
        ("ROC Oost", "25655", 3, 20, date(2027, 2, 1)),
        ("ROC Oost", "25960", 3, 12, date(2027, 2, 1)),
    }
    assert (reading.rows_read, reading.rows_used) == (2, 2)
    assert [r.outcome for r in reading.rows][-1] is Outcome.TOTAL


def test_that_headings_may_name_crebo_and_name_and_weeks_the_dates(tmp_path):
    rows = (
        ("ROC Oost: studenten per opleiding 2026-2027",),
        ("Leerjaar", "Weken", "Dagen", "25655 VIG", "25656 MZ"),
        (2, "wk 36 t/m 45", 2, 24, 18),
    )
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", *rows))
    assert groups(reading) == {
        ("ROC Oost", "25655", 2, 24, date(2026, 8, 31)),
        ("ROC Oost", "25656", 2, 18, date(2026, 8, 31)),
    }


def test_that_a_cell_that_is_no_number_refuses_its_row_and_is_named(tmp_path):
    rows = (HEADS, (*FIRST, 24, "x", "ca. 20"), (*SECOND, "ca. 20", None, "ca. 12"))
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", *rows))
    assert groups(reading) == {
        ("ROC Oost", "25655", 3, 20, date(2027, 2, 1)),
        ("ROC Oost", "25960", 3, 12, date(2027, 2, 1)),
    }
    assert [r.outcome for r in reading.rows if r.outcome.is_data] == [
        Outcome.REFUSED, Outcome.CORRECTED,
    ]  # fmt: skip
    places = {(p.place.row, p.place.column) for p in reading.problems}
    assert {(2, "G"), (3, "F"), (3, "H")} <= places


def test_that_a_row_without_a_number_is_refused_with_its_reason(tmp_path):
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", HEADS, (*FIRST, 4, 5, 6), SECOND))
    assert [(p.code, p.place.row) for p in reading.problems] == [("import_no_students", 3)]
    assert (reading.rows_read, reading.rows_used) == (2, 1)


def test_that_places_of_a_leerbedrijf_per_crebo_stay_places(tmp_path):
    heads = ("Leerbedrijf", "Plaats", "Startdatum", "Einddatum", "25655", "25656")
    rows = (heads, ("Zorghuis", "Oost", "31-08-2026", "29-01-2027", 4, 3))
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", *rows))
    assert reading.kind is Kind.CAPACITY
    assert [x.places for x in reading.leerbedrijven] == [4, 3]
