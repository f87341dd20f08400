"""Identity is not guessed away: names, numbers, BRIN codes, accents."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.domain.stage_period import folded_name
from stageplanner.domain.state import State
from stageplanner.importing.merge import add_reading
from stageplanner.importing.read_files import ReadOptions, read_files
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.tables.institution_and_year import known_in, same_institution
from tests.sheets.workbook_builders import write_xlsx

APART = (
    ("ROC Nijmegen", "Vakschool Nijmegen"),
    ("ROC van Amsterdam", "MBO College Amsterdam"),
    ("MBO Utrecht 1", "MBO Utrecht 2"),
    ("Regiocollege Zorg en Techniek Oost", "Regiocollege Zorg en Techniek West"),
    ("Москва колледж", "مدرسة"),
    ("Школа 1", "Школа 2"),
    ("ROC Midden", "ROC Noord"),
    ("Vista College Noord", "Vista College Zuid"),
    ("MBO Rijnland I", "MBO Rijnland II"),
    ("Noorderpoort", "Noorderpoort 2"),
    ("Deltion College", "Deltion Academie"),
    ("ROC Tilburg", "ROC Limburg"),
    ("ROC Hoorn", "ROC Doorn"),
    ("Curio Breda", "Curio Bergen"),
    ("Nova College Haarlem", "Nova College Haarlemmermeer"),
    ("Vakcollege Zorg Oost", "Vakcollege Zorg West"),
    ("..", "--"),
)
ONE = (
    ("roc waalstroom", "ROC Waalstroom"),
    ("ROC  Waalstroom", "ROC Waalstroom"),
    ("Waalstroom", "ROC Waalstroom"),
    ("ROC Waalstrom", "ROC Waalstroom"),
    ("Collège Zuid", "Colle\u0300ge Zuid"),
    ("VZO", "Vakcollege Zorg Oost"),
    ("Da-Vinci College", "Da Vinci College"),
    ("Graafschapcollege", "Graafschap College"),
)


@pytest.mark.parametrize(("name", "other"), [*APART, *(pair[::-1] for pair in APART)])
def test_that_another_name_is_another_institution(name, other):
    assert same_institution(name, (other,)) is None
    assert known_in(f"{name} - BPV planning 2026-2027", (other,)) is None


@pytest.mark.parametrize(("name", "other"), ONE)
def test_that_another_spelling_is_the_same_institution(name, other):
    assert same_institution(name, (other,)) == other


@given(st.text(min_size=1, max_size=20))
def test_that_a_folded_name_does_not_depend_on_case_spaces_or_accents(name):
    twice = folded_name(unicodedata.normalize("NFD", f" {name} "))
    assert twice == folded_name(unicodedata.normalize("NFC", name))


HEADS = ["Instelling", "BRIN", "Locatie", "Crebo", "Leerjaar", "Groep", "Aantal studenten",
         "Startdatum", "Einddatum", "Weekdagen"]  # fmt: skip


def row(name, brin, group="A", students=20, location=""):
    return [name, brin, location, 25656, 2, group, students, "07-09-2026", "29-01-2027", "ma di"]


def imported(tmp_path, *files):
    state, problems = State(), []
    for k, rows in enumerate(files):
        path = write_xlsx(tmp_path / f"f{k}.xlsx", HEADS, *rows)
        readings, _ = read_files(state, (path,), ReadOptions())
        state, _, _ = add_reading(state, readings[path])
        problems += [p.code for p in readings[path].problems]
    return sorted((p.institution, p.group, p.students) for p in state.periods), problems


def test_that_another_brin_is_another_institution(tmp_path):
    periods, problems = imported(tmp_path, [row("ROC X", "25PN")], [row("ROC X", "04EM")])
    assert periods == [("ROC X", "A", 20), ("ROC X (04EM)", "A", 20)]
    assert problems == ["import_other_brin"]


def test_that_one_brin_is_one_institution(tmp_path):
    files = [[row("ROC Rijnmond", "25PN")], [row("Rijnmond College", "25PN00", students=30)]]
    periods, problems = imported(tmp_path, *files)
    assert periods == [("ROC Rijnmond", "A", 30)]
    assert problems == ["import_known_institution"]


def test_that_two_brins_of_one_file_are_two_institutions(tmp_path):
    periods, _ = imported(tmp_path, [[*row("", "25PN")], [*row("", "04EM")]])
    assert [p[0] for p in periods] == ["04EM", "25PN"]


def test_that_a_second_delivery_is_no_second_copy(tmp_path):
    first = [row("ROC Zoë", "25PN", "Zoë1", location="Tiel"), row("ROC Zoë", "25PN", "VIG2A")]
    second = [
        row("roc Zoe\u0308", "25PN", "Zoe\u03081", location="tiel"),
        row("ROC Zoë", "25PN", "vig 2a"),
    ]
    periods, _ = imported(tmp_path, first, second)
    assert [p[1] for p in periods] == ["Zoë1", "vig 2a"]
    assert {p[0] for p in periods} == {"ROC Zoë"}


def test_that_another_spelling_in_one_file_is_a_duplicate(tmp_path):
    path = write_xlsx(
        tmp_path / "a.xlsx", HEADS, row("ROC X", "25PN", "VIG2A"), row("ROC X", "25PN", "vig2a")
    )
    reading = read_file(path)
    assert len(reading.periods) == 1
    assert [p.code for p in reading.problems] == ["import_duplicate"]


def test_that_nothing_is_filled_down_from_another_institution(tmp_path):
    rows = [
        row("ROC X", "25PN", "A", location="Tiel"),
        row("ROC Y", "", "B"),
        row("ROC Z", "", "C"),
    ]
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", HEADS, *rows))
    assert [(p.brin, p.location) for p in reading.periods] == [
        ("25PN", "Tiel"),
        (None, ""),
        (None, ""),
    ]


def test_that_leerbedrijven_in_another_alphabet_are_not_one(tmp_path):
    heads = ["Leerbedrijf", "Plaats", "Erkend voor", "Plaatsen"]
    path = write_xlsx(tmp_path / "a.xlsx", heads, ["Москва", "", 25656, 2], ["مدرسة", "", 25656, 2])
    assert len({c.id for c in read_file(path).leerbedrijven}) == 2


def test_that_holidays_that_come_later_are_judged_too(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADS, row("ROC Test", "25PN"))
    state, _, _ = add_reading(State(), read_file(path))
    heads = ["Instelling", "Vakantie", "Van", "T/m"]
    off = ["ROC Test", "Vakantie", "01-09-2026", "31-01-2027"]
    later = read_file(write_xlsx(tmp_path / "b.xlsx", heads, off))
    _, problems, _ = add_reading(state, later)
    assert [p.code for p in problems] == ["import_only_holiday"]
    _, problems, _ = add_reading(
        state,
        read_file(
            write_xlsx(
                tmp_path / "c.xlsx", heads, ["ROC Test", "Herfst", "17-10-2026", "25-10-2026"]
            )
        ),
    )
    assert not problems
