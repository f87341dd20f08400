"""Leerbedrijven as they arrive: partial, dated, in pools, partly occupied, delivered twice."""

from __future__ import annotations

from datetime import date

import pytest

from stageplanner.domain.calendar import DateRange
from stageplanner.problems import Severity
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Kind
from tests.sheets.workbook_builders import LEERBEDRIJVEN, write_xlsx


def read(tmp_path, *rows, name="a.xlsx"):
    reading = read_file(write_xlsx(tmp_path / name, *rows))
    assert reading.kind is Kind.CAPACITY
    return reading


def test_that_ranges_of_dates_and_closures_are_read(tmp_path):
    reading = read(
        tmp_path,
        [*LEERBEDRIJVEN, "Gesloten"],
        [107839536, "Zorghuis", "25655, 25656", 6, "wk 36", "1 juli 2027",
         "21-12-2026 t/m 01-01-2027; wk 8 t/m 9 2027"],
    )  # fmt: skip
    (found,) = reading.leerbedrijven
    assert found.available_from == date(2026, 8, 31)
    assert found.available_until == date(2027, 7, 1)
    assert found.closed == (
        DateRange(start=date(2026, 12, 21), end=date(2027, 1, 1)),
        DateRange(start=date(2027, 2, 22), end=date(2027, 3, 5)),
    )


def test_that_places_per_weekday_are_read(tmp_path):
    reading = read(
        tmp_path,
        ["LeerbedrijfID", "Naam", "Erkend voor", "ma", "di", "wo", "do", "vr"],
        ["107839536", "Zorghuis", "25655", 4, 4, 2, 0, None],
    )
    (found,) = reading.leerbedrijven
    assert found.places_per_weekday == (4, 4, 2, 0, 0)
    assert found.places == 4


def test_that_places_kept_for_bbl_and_hbo_are_added_up(tmp_path):
    reading = read(
        tmp_path,
        ["Naam leerbedrijf", "Plaats", "Crebo's", "Aantal stageplaatsen", "Waarvan BBL",
         "Waarvan hbo"],
        ["Zorghuis", "Waalstad", "25655 / 25656", 10, 3, 2],
    )  # fmt: skip
    (found,) = reading.leerbedrijven
    assert (found.places, found.occupied) == (10, 5)
    assert found.accredited == ("25655", "25656")


def test_that_a_leerbedrijf_without_number_keeps_the_same_id(tmp_path):
    head = ["Leerbedrijf", "Plaats", "Erkend voor", "Plaatsen"]
    first = read(tmp_path, head, ["Zorghuis", "Waalstad", "25655", 4]).leerbedrijven
    again = read(tmp_path, head, ["zorghuis ", "WAALSTAD", "25655", 6]).leerbedrijven
    assert first[0].id == again[0].id


@pytest.mark.parametrize(
    ("value", "places", "code", "severity"),
    [
        ("10 (schatting)", 10, "import_estimate", Severity.INFO),
        ("ca. 8", 8, "import_estimate", Severity.INFO),
        ("onbekend", 0, "import_places_unknown", Severity.WARNING),
        (None, 0, "import_places_unknown", Severity.WARNING),
        ("4-6", 6, "import_range", Severity.WARNING),
        (0, 0, "import_zero_places", Severity.WARNING),
    ],
)
def test_that_uncertain_places_are_told(tmp_path, value, places, code, severity):
    row = ("107839536", "Zorghuis", "25655", value, None, None)
    reading = read(tmp_path, LEERBEDRIJVEN, row)
    assert [b.places for b in reading.leerbedrijven] == [places]
    assert [(p.code, p.severity) for p in reading.problems] == [(code, severity)]
    assert reading.problems[0].place.column == "D"


def test_that_an_unconfirmed_status_is_told(tmp_path):
    reading = read(
        tmp_path,
        [*LEERBEDRIJVEN[:4], "Status"],
        ["107839536", "Zorghuis", "25655", 4, "schatting"],
        ["107839537", "Zorgtuin", "25655", 4, "bevestigd"],
    )
    assert [(p.code, p.place.row) for p in reading.problems] == [("import_estimate_status", 2)]


def test_that_recognitions_of_one_leerbedrijf_are_joined(tmp_path):
    """An SBB export has a row per leerbedrijf and qualification."""
    head = ["Leerbedrijf ID", "Naam leerbedrijf", "Vestigingsplaats", "Crebonummer", "Plaatsen"]
    reading = read(
        tmp_path,
        head,
        ["107839536", "Zorghuis", "Waalstad", "25655", 6],
        ["107839536", "Zorghuis", "Waalstad", "25656", 6],
        ["107839537", "Zorgtuin", "Waalstad", "25656", 3],
    )
    assert [(b.id, b.accredited, b.places) for b in reading.leerbedrijven] == [
        ("107839536", ("25655", "25656"), 6),
        ("107839537", ("25656",), 3),
    ]


def test_that_the_same_row_twice_counts_once(tmp_path):
    row = ("107839536", "Zorghuis", "25655", 4, None, None)
    reading = read(tmp_path, LEERBEDRIJVEN, row, row)
    assert len(reading.leerbedrijven) == 1
    assert [(p.code, p.place.row) for p in reading.problems] == [("import_duplicate", 3)]
    assert (reading.rows_read, reading.rows_used) == (2, 1)


def test_that_other_places_in_another_time_stay_apart(tmp_path):
    reading = read(
        tmp_path,
        LEERBEDRIJVEN,
        ("107839536", "Zorghuis", "25655", 4, "01-09-2026", "31-01-2027"),
        ("107839536", "Zorghuis", "25655", 8, "01-02-2027", "31-07-2027"),
    )
    assert [(b.id, b.places) for b in reading.leerbedrijven] == [
        ("107839536", 4),
        ("107839536-2", 8),
    ]
    assert [p.code for p in reading.problems] == ["import_same_leerbedrijf"]


def test_that_dossiers_and_names_are_understood(tmp_path):
    reading = read(
        tmp_path,
        LEERBEDRIJVEN[:4],
        ("107839536", "Zorghuis", "23267; 23312", 4),
        ("107839537", "Zorgtuin", "Verzorgende-IG, Doktersassistent", 4),
        ("107839538", "Zorghof", "breien", 4),
    )
    assert [b.accredited for b in reading.leerbedrijven] == [
        ("25655", "25780", "25779"),
        ("25656", "25695"),
    ]
    assert [(p.code, p.place.row) for p in reading.problems] == [("import_bad_accreditation", 4)]


def test_that_levels_and_preferred_form_are_read(tmp_path):
    reading = read(
        tmp_path,
        [*LEERBEDRIJVEN[:4], "Niveaus", "Vormvoorkeur"],
        ["107839536", "Zorghuis", "25655", 4, "3 en 4", "liefst blok"],
    )
    assert reading.leerbedrijven[0].levels == (3, 4)
    assert reading.leerbedrijven[0].form_preference == "blok"


def test_that_availability_may_stand_in_one_cell_and_unused_columns_are_told(tmp_path):
    reading = read(
        tmp_path,
        [*LEERBEDRIJVEN[:4], "Periode beschikbaar", "Postcode"],
        ["107839536", "Zorghuis", "25655", 4, "01-09-2026 t/m wk 27", "1234 AB"],
    )
    (found,) = reading.leerbedrijven
    assert (found.available_from, found.available_until) == (date(2026, 9, 1), date(2027, 7, 9))
    assert [p.code for p in reading.problems] == ["import_unused_columns"]
    assert reading.problems[0].values["columns"] == ["F (Postcode)"]


# --- a column per programme --------------------------------------------------------------------


def test_that_a_mark_per_crebo_is_an_accreditation(tmp_path):
    reading = read(
        tmp_path,
        ["Stageplaatsen 2026-2027"],
        ["LeerbedrijfID", "Naam", "Plaatsen", 25655, 25656, 25960],
        [107839536, "Zorghuis", 6, "x", "x", None],
        [107839537, "Thuiszorg", 4, None, "ja", "X"],
    )
    one, other = reading.leerbedrijven
    assert (one.accredited, one.places) == (("25655", "25656"), 6)
    assert (other.accredited, other.places) == (("25656", "25960"), 4)
    assert not reading.problems


def test_that_a_number_per_crebo_is_a_pool_of_its_own(tmp_path):
    reading = read(
        tmp_path,
        ["Leerbedrijf", "Woonplaats", "25656 VIG", "25655 VP", "Dossier 23385"],
        ["Zorghuis", "Waalstad", 4, 4, 0],
        ["Thuiszorg", "Dorp", 3, "-", 2],
    )
    pools = [(c.name, c.accredited, c.places) for c in reading.leerbedrijven]
    assert pools == [
        ("Zorghuis", ("25656",), 4),
        ("Zorghuis", ("25655",), 4),
        ("Thuiszorg", ("25656",), 3),
        ("Thuiszorg", ("25960",), 2),
    ]
    assert len({c.id for c in reading.leerbedrijven}) == 4
    assert reading.rows_used == 2


def test_that_names_of_programmes_can_stand_across(tmp_path):
    reading = read(tmp_path, ["LeerbedrijfID", "Naam", "VIG", "VP"], [107839536, "Zorg", 2, 5])
    assert [(c.accredited, c.places) for c in reading.leerbedrijven] == [
        (("25656",), 2),
        (("25655",), 5),
    ]


def test_that_a_total_below_the_numbers_is_shared(tmp_path):
    reading = read(
        tmp_path,
        ["LeerbedrijfID", "Naam", "Plaatsen", 25655, 25656],
        [107839536, "Zorghuis", 6, 6, 4],
    )
    (found,) = reading.leerbedrijven
    assert (found.accredited, found.places) == (("25655", "25656"), 6)
    assert [p.code for p in reading.problems] == ["import_places_shared"]


def test_that_occupied_places_go_off_the_pools_together(tmp_path):
    reading = read(
        tmp_path,
        ["LeerbedrijfID", "Naam", "Waarvan BBL", 25655, 25656],
        [107839536, "Zorghuis", 3, 2, 4],
    )
    assert [(c.places, c.occupied) for c in reading.leerbedrijven] == [(2, 0), (4, 3)]


def test_that_a_row_without_any_mark_is_refused_with_its_cell(tmp_path):
    reading = read(
        tmp_path,
        ["LeerbedrijfID", "Naam", "Plaatsen", 25655, 25656],
        [107839536, "Zorghuis", 6, None, "nee"],
        [107839537, "Thuiszorg", 6, "x", "onzin"],
    )
    assert not reading.leerbedrijven
    assert {(p.code, p.place.row) for p in reading.problems} >= {("import_no_accreditation", 2)}
    assert reading.rows_read == 2


def test_that_places_may_count_for_parts_of_the_year(tmp_path):
    heads = ("Organisatie", "Crebo", "Plekken sept-jan", "Plekken feb-juli")
    reading = read_file(
        write_xlsx(tmp_path / "a.xlsx", heads, ("Zorg A", "25655", 10, 8), ("B", "25656", None, 4))
    )
    found = [(b.name, b.places, b.available_from, b.available_until) for b in reading.leerbedrijven]
    assert found == [
        ("Zorg A", 10, date(2026, 9, 1), date(2027, 1, 31)),
        ("Zorg A", 8, date(2027, 2, 1), date(2027, 7, 31)),
        ("B", 4, date(2027, 2, 1), date(2027, 7, 31)),
    ]
    assert len({b.id for b in reading.leerbedrijven}) == 3
    assert "import_places_in_part" in {p.code for p in reading.problems}


SBB = ("LeerbedrijfID", "Naam", "Plaats", "Crebocode", "Niveau", "Status erkenning")


def test_that_accreditations_of_an_sbb_export_are_joined_and_withdrawn_ones_refused(tmp_path):
    rows = [("100200300", "Zorg A", "Ede", "25655", "4", "Erkend"),
            ("100200300", "Zorg A", "Ede", "25656", "3", "Erkend"),
            ("100200301", "Zorg B", "Ede", "25656", "3", "Ingetrokken")]  # fmt: skip
    reading = read_file(write_xlsx(tmp_path / "sbb.xlsx", SBB, *rows))
    assert [(b.id, b.accredited, b.levels) for b in reading.leerbedrijven] == [
        ("100200300", ("25655", "25656"), (3, 4))
    ]
    refused = [p for p in reading.problems if p.severity is Severity.ERROR]
    assert [(p.code, p.place.row, p.place.column) for p in refused] == [
        ("import_not_accredited", 4, "F")
    ]
    assert "import_institution_guessed" not in {p.code for p in reading.problems}
