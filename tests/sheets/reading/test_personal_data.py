"""Personal data: the file is refused, the column named, nothing kept."""

from __future__ import annotations

from datetime import date

import pytest

from stageplanner import messages
from stageplanner.problems import StagePlannerError
from stageplanner.sheets.reading.personal_data import is_bsn
from stageplanner.sheets.reading.read_file import read_file
from tests.sheets.workbook_builders import GOOD, HEADINGS, LEERBEDRIJVEN, write_sheets, write_xlsx

#: Made up; they pass the eleven test.
BSNS = ("111222333", "123456782", "999990019")


def refused(path) -> str:
    with pytest.raises(StagePlannerError) as caught:
        read_file(path)
    problem = caught.value.problem
    assert problem.code == "import_personal_data"
    assert messages.sentence(problem)
    return f"{problem.place.sheet}!{problem.place.column}{problem.place.row}"


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("BSN", "111222333"),
        ("Burgerservicenummer", 111222333),
        ("Onderwijsnummer", "100200300"),
        ("Studentnummer", 345678),
        ("Naam student", "Sanne de Vries"),
        ("Achternaam", "Vries"),
        ("Roepnaam", "Sanne"),
        ("Geboortedatum", "01-02-2007"),
        ("E-mail student", "s345678@roctest.nl"),
        ("Date of birth", "2007-02-01"),
        ("Student name", "Sanne de Vries"),
        ("Leerling", "Sanne de Vries"),
    ],
)
def test_that_a_personal_column_refuses_the_file(tmp_path, heading, value):
    path = write_xlsx(tmp_path / "a.xlsx", [*HEADINGS, heading], [*GOOD, value])
    assert refused(path) == "Blad1!I1"


def test_that_bsns_under_another_heading_are_seen(tmp_path):
    rows = [[*GOOD[:3], f"VP{k}", *GOOD[4:], bsn] for k, bsn in enumerate(BSNS)]
    assert refused(write_xlsx(tmp_path / "a.xlsx", [*HEADINGS, "code"], *rows)) == "Blad1!I2"


def test_that_student_mail_is_seen_anywhere(tmp_path):
    path = write_xlsx(
        tmp_path / "a.xlsx", [*HEADINGS, "contact"], [*GOOD, "sanne@student.roctest.nl"]
    )
    assert refused(path) == "Blad1!I2"


def test_that_a_hidden_sheet_is_looked_at_too(tmp_path):
    path = write_sheets(
        tmp_path / "a.xlsx",
        Planning=[HEADINGS, GOOD],
        Lijst=[["Klas", "Voornaam"], ["VP2A", "Sanne"]],
    )
    assert refused(path) == "Lijst!B1"


def test_that_numbers_of_leerbedrijven_are_no_bsn(tmp_path):
    rows = [(bsn, "Zorghuis", "25655", 4, None, None) for bsn in BSNS]
    assert len(read_file(write_xlsx(tmp_path / "a.xlsx", LEERBEDRIJVEN, *rows)).leerbedrijven) == 3


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Studenten", 24),
        ("Contactpersoon", "Jan de Boer"),
        ("BPV-coördinator", "Jan de Boer"),
        ("E-mail contactpersoon", "j.deboer@roctest.nl"),
        ("Opmerking", "geen BSN opnemen"),
    ],
)
def test_that_counts_and_work_contacts_are_fine(tmp_path, heading, value):
    path = write_xlsx(tmp_path / "a.xlsx", [*HEADINGS, heading], [*GOOD, value])
    assert read_file(path).rows_used == 1


def test_that_the_eleven_test_tells_numbers_apart():
    assert all(is_bsn(b) for b in BSNS)
    assert not is_bsn("111222334")
    assert not is_bsn("000000000")


def test_that_a_list_of_people_is_refused(tmp_path):
    people = ["Sanne de Vries", "Noor Bakker", "Daan van den Berg", "A. el Amrani"]
    rows = [(name, "VP2A", "25655") for name in people]
    path = write_xlsx(tmp_path / "a.xlsx", ("Naam", "Klas", "Crebo"), *rows)
    assert refused(path) == "Blad1!A1"


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Geboren op", ["3 mei 2008", "1 juni 2009"]),
        ("Voor- en achternaam", ["Sanne", "Daan"]),
        ("kolom 7", ["01-05-2007", "12-11-2008", "30-01-2006"]),
        ("kolom 7", [date(2007, 5, 1), date(2008, 11, 12), date(2006, 1, 30)]),
        ("Naam", ["Sanne de Vries", "Noor Bakker", "Daan van den Berg"]),
    ],
)
def test_that_people_are_told_by_words_and_values(tmp_path, heading, values):
    rows = [(*GOOD[:3], f"VP{k}", *GOOD[4:], value) for k, value in enumerate(values)]
    path = write_xlsx(tmp_path / "a.xlsx", [*HEADINGS, heading], *rows)
    assert refused(path).startswith("Blad1!I")


@pytest.mark.parametrize("heading", ["Erkend sinds", "Opgericht", "Ingangsdatum"])
def test_that_the_day_of_an_accreditation_is_no_birthday(tmp_path, heading):
    heads = ("LeerbedrijfID", "Naam", "Erkend voor", "Plaatsen", heading)
    rows = [(f"10000000{k}", "Zorghuis", "25655", 4, f"0{k}-05-2007") for k in range(1, 5)]
    assert len(read_file(write_xlsx(tmp_path / "a.xlsx", heads, *rows)).leerbedrijven) == 4


def test_that_a_form_about_one_student_is_refused(tmp_path):
    rows = [("Crebo", "25655"), ("Klas", "VP2A"), ("Aantal studenten", 1), ("Van", "wk 36"),
            ("T/m", "wk 45"), ("Dagen", 2), ("Roepnaam", "Sanne")]  # fmt: skip
    assert refused(write_xlsx(tmp_path / "a.xlsx", *rows)) == "Blad1!A7"


def test_that_names_of_companies_are_fine(tmp_path):
    names = ["Zorggroep Kademolen", "Huize Avondrood", "Stichting Zorg", "De Linden"]
    rows = [(name, "Waalstad", "25655", 4) for name in names]
    path = write_xlsx(tmp_path / "a.xlsx", ("Naam", "Stad", "Opleiding", "Aantal"), *rows)
    assert len(read_file(path).leerbedrijven) == 4


def test_that_names_with_one_student_each_are_persons(tmp_path):
    """No column names a class; one student a row does."""
    heads = ["Naam", "Crebo", "Leerjaar", "Aantal studenten", "Startdatum", "Einddatum", "Dagen"]
    names = ["Jan de Vries", "Fatima el Amrani", "Sanne Bakker"]
    rows = [[name, "25655", 2, 1, "31-08-2026", "29-01-2027", 4] for name in names]
    with pytest.raises(StagePlannerError) as caught:
        read_file(write_xlsx(tmp_path / "ROC Test.xlsx", heads, *rows))
    assert caught.value.problem.code == "import_personal_data"
