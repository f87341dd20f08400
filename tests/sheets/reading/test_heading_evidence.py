"""A required field needs a known heading: a part of one or a look-alike is not enough."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Kind, ReadContext
from stageplanner.sheets.reading.tables.heading_match import guesses
from stageplanner.sheets.reading.values.heading_evidence import REQUIRED
from tests.sheets.workbook_builders import write_xlsx

OTHERS = (
    "docenten", "groepen", "begeleiders", "leerbedrijven", "lesuren", "nog te plaatsen",
    "uitvallers", "vakken", "klassen", "gesprekken", "contactmomenten", "dossiers", "diploma's",
    "mentoren", "toetsen", "vrijstellingen", "opleidingen", "teams",
)  # fmt: skip
OF_COMPANIES = (
    "medewerkers", "bedden", "locaties", "erkenningen", "vacatures", "fte", "reviews", "cliënten",
    "praktijkopleiders en docenten", "plaatsingen", "afdelingen", "parkeerplekken", "bezoeken",
)  # fmt: skip
NO_TIME = (
    "Volgnr", "Volgnummer", "Lokaal", "Niveau", "Startdatum opleiding", "Startdatum contract",
    "Datum laatste wijziging", "Naam van de mentor", "Toetsweken", "Week van inlevering",
    "Lesdagen per week", "Schooldagen per week", "Lesuren per week", "Dagen verlof",
    "Datum intake", "Einddatum overeenkomst", "Postcode", "Periode van ziekte",
)  # fmt: skip


def required(heading: str, kind: Kind) -> set[Field]:
    return {g.field for g in guesses(normalise(heading), kind)} & REQUIRED


@pytest.mark.parametrize("what", OTHERS)
@pytest.mark.parametrize(
    "form", ["Aantal {}", "{} (aantal)", "Totaal aantal {}", "Aantal {} 26-27"]
)
def test_that_a_number_of_something_else_is_no_number_of_students(form, what):
    assert not required(form.format(what), Kind.PERIODS)


@pytest.mark.parametrize("what", OF_COMPANIES)
def test_that_a_number_of_something_else_is_no_number_of_places(what):
    assert not required(f"Aantal {what}", Kind.CAPACITY)


@pytest.mark.parametrize("heading", NO_TIME)
def test_that_another_date_or_number_is_no_time_of_placement(heading):
    assert not required(heading, Kind.PERIODS)


@given(st.sampled_from(["Aantal", "Van", "Tot", "Week", "Start", "Dag", "Max", "Periode"]),
       st.text("bcdfghjklmnpqrstvwz", min_size=5, max_size=12))  # fmt: skip
def test_that_a_weak_word_with_an_unknown_word_is_nothing(weak, unknown):
    for kind in (Kind.PERIODS, Kind.CAPACITY):
        assert not required(f"{weak} {unknown}", kind)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Aantal studenten (prognose)", Field.STUDENTS),
        ("Verwacht aantal studenten 2026", Field.STUDENTS),
        ("Aantal per klas", Field.STUDENTS),
        ("Startdatum stage 26/27", Field.START),
        ("Aantal stagedagen per week", Field.DAYS),
        ("Weken op stage", Field.SPAN),
        ("Welke dagen op stage", Field.WEEKDAYS),
        ("Uren per week BPV", Field.HOURS_PER_WEEK),
    ],
)
def test_that_words_that_change_nothing_leave_a_heading_known(heading, field):
    first = guesses(normalise(heading), Kind.PERIODS)[0]
    assert (first.field, first.assumed) == (field, False)


@pytest.mark.parametrize("heading", ["Aantal studentn", "Studenten Xyzzy", "Startdatm"])
def test_that_a_slip_or_an_unknown_word_is_an_assumption(heading):
    assert guesses(normalise(heading), Kind.PERIODS)[0].assumed


HEADS = ["Instelling", "Crebo", "Leerjaar", "Groep", "Aantal studenten", "Dagen per week"]


@pytest.mark.parametrize(
    "values",
    [(1, 2, 3), (36, 40, 45), ("36DV", "07LX", "25PN"), ("B12", "B13", "C1"), ("3-4", "3-4", "4")],
)
@pytest.mark.parametrize("heading", ["Volgnr", "Lokaal", "Kolom7", "Code X", "Niveau"])
def test_that_numbers_under_an_unknown_heading_are_no_weeks(tmp_path, heading, values):
    rows = [["ROC X", 25656, 2, f"G{k}", 20, 2, value] for k, value in enumerate(values)]
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", [*HEADS, heading], *rows))
    assert not reading.periods
    assert "import_no_start_column" in {p.code for p in reading.problems}


def test_that_named_weeks_under_an_unknown_heading_are_used_with_a_warning(tmp_path):
    rows = [["ROC X", 25656, 2, f"G{k}", 20, 2, f"wk {36 + k} t/m 45"] for k in range(3)]
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", [*HEADS, "Kolom7"], *rows))
    assert len(reading.periods) == 3
    problem = next(p for p in reading.problems if p.code == "import_assumed_period")
    assert (problem.place.row, problem.place.column) == (1, "G")


def test_that_a_known_heading_comes_before_an_assumed_one(tmp_path):
    heads = [*HEADS, "Startdatum", "Einddatum", "Startdatum xyz"]
    row = ["ROC X", 25656, 2, "A", 20, 2, "31-08-2026", "06-11-2026", "01-02-2027"]
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", heads, row))
    assert len(reading.periods) == 1


def test_that_the_words_of_a_user_decide(tmp_path):
    heads = [*HEADS[:4], "Aantal docenten", "Weken", "Dagen per week"]
    row = ["ROC X", 25656, 2, "A", 20, "36-45", 2]
    context = ReadContext(synonyms={"Aantal docenten": "students"})
    assert len(read_file(write_xlsx(tmp_path / "a.xlsx", heads, row), context).periods) == 1
    assert not read_file(write_xlsx(tmp_path / "b.xlsx", heads, row)).periods


def test_that_a_heading_in_two_rows_needs_both(tmp_path):
    upper = ["", "", "", "", "Aantal", "Aantal", ""]
    lower = ["Instelling", "Crebo", "Leerjaar", "Groep", "docenten", "groepen", "Weken"]
    row = ["ROC X", 25656, 2, "A", 20, 3, "wk 36-45"]
    path = write_xlsx(tmp_path / "a.xlsx", upper, lower, row)
    reading = read_file(path)
    assert not reading.periods


@pytest.mark.parametrize("first", ["Aantal studenten 2025-2026", "Studenten", "Prognose studenten"])
@pytest.mark.parametrize("is_first", [True, False])
def test_that_the_latest_of_two_columns_is_used_and_both_are_named(tmp_path, first, is_first):
    pair = [(first, 31), ("Aantal studenten 2026-2027", 20)]
    heads, numbers = zip(*(pair if is_first else pair[::-1]), strict=True)
    path = write_xlsx(
        tmp_path / "a.xlsx",
        ["Instelling", "Crebo", "Leerjaar", "Groep", *heads, "Weken", "Dagen per week"],
        ["ROC Test", 25656, 2, "A", *numbers, "36-45", 2],
    )
    reading = read_file(path)
    assert [p.students for p in reading.periods] == [20]
    (problem,) = (p for p in reading.problems if p.code == "import_two_columns")
    assert problem.values == {"heading": "Aantal studenten 2026-2027", "others": [first]}


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(
    ("title", "named", "kept"),
    [
        ("Planning 2026-2027", "Studenten 2025-2026", "Studenten"),
        ("Planning 2026-2027", "Studenten 2027-2028", "Studenten"),
        ("Planning 2026-2027", "Studenten 2026-2027", "Studenten 2026-2027"),
        ("Planning", "Studenten 2025-2026", "Studenten 2025-2026"),
    ],
)
def test_that_a_title_tells_which_year_of_a_column_is_meant(tmp_path, title, named, kept, is_first):
    heads = ["Studenten", named] if is_first else [named, "Studenten"]
    numbers = [20 if head == kept else 31 for head in heads]
    path = write_xlsx(
        tmp_path / "a.xlsx",
        [title],
        ["Instelling", "Crebo", "Leerjaar", "Groep", *heads, "Weken", "Dagen per week"],
        ["ROC Test", 25656, 2, "A", *numbers, "36-45", 2],
    )
    reading = read_file(path)
    assert [p.students for p in reading.periods] == [20]
    (problem,) = (p for p in reading.problems if p.code == "import_two_columns")
    assert problem.values["heading"] == kept


def test_that_a_second_column_of_days_is_named_beside_the_one_that_is_used(tmp_path):
    path = write_xlsx(
        tmp_path / "a.xlsx",
        ["Instelling", "Crebo", "Leerjaar", "Groep", "Studenten", "Weken", "Dagen", "Dagen p/w"],
        ["ROC Test", 25656, 2, "A", 20, "36-45", 2, 3],
    )
    reading = read_file(path)
    assert [p.days_per_week for p in reading.periods] == [2]
    (problem,) = (p for p in reading.problems if p.code == "import_two_columns")
    assert problem.values == {"heading": "Dagen", "others": ["Dagen p/w"]}
