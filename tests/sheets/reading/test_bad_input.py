"""Bad input: every fault is named with its place and cure, and nothing is lost silently."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from stageplanner import messages
from stageplanner.problems import Severity, StagePlannerError
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Outcome
from tests.sheets.workbook_builders import GOOD, HEADINGS, LEERBEDRIJVEN, with_value, write_xlsx

EXAMPLE = Path(__file__).parents[3] / "resources" / "example"
SHEETS = Path(read_file.__code__.co_filename).parents[1]


def refused(path: Path) -> str:
    with pytest.raises(StagePlannerError) as caught:
        read_file(path)
    problem = caught.value.problem
    assert problem.place.file == path.name
    for language in messages.LANGUAGES:
        assert len(messages.line(problem, language)) > 20
    return problem.code


def test_that_a_missing_file_is_told(tmp_path):
    assert refused(tmp_path / "nergens.xlsx") == "import_missing_file"


def test_that_a_folder_is_told(tmp_path):
    assert refused(tmp_path) == "import_not_a_file"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"%PDF-1.7 ..."),
        ("a.docx", b"zomaar tekst"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50)),
        ("a.bin", bytes(range(256)) * 4),
    ],
)
def test_that_another_type_is_told(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(path) == "import_wrong_type"


def test_that_an_empty_file_is_told(tmp_path):
    path = tmp_path / "leeg.xlsx"
    path.write_bytes(b"")
    assert refused(path) == "import_empty_file"


def test_that_an_empty_workbook_is_told(tmp_path):
    assert refused(write_xlsx(tmp_path / "leeg.xlsx")) == "import_empty_file"


def test_that_a_cut_off_workbook_is_told(tmp_path):
    path = write_xlsx(tmp_path / "kapot.xlsx", HEADINGS, GOOD)
    path.write_bytes(path.read_bytes()[:-900])
    assert refused(path) == "import_damaged"


def test_that_a_file_without_header_is_told(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ("appels", "peren"), (1, 2), (3, 4))
    with pytest.raises(StagePlannerError) as caught:
        read_file(path)
    assert caught.value.problem.code == "import_no_header"
    assert "appels" in messages.sentence(caught.value.problem)


@pytest.mark.parametrize(
    ("index", "value", "code", "column"),
    [
        (4, -3, "import_negative", "E"),
        (4, "veel", "import_not_a_number", "E"),
        (4, None, "import_empty", "E"),
        (4, "n.t.b.", "import_unknown_count", "E"),
        (5, "29-02-2027", "import_bad_start", "F"),
        (5, "31-08-2028", "import_end_before_start", "G"),
        (5, None, "import_no_start", "F"),
        (6, "gauw", "import_bad_end", "G"),
        (6, None, "import_no_end", "G"),
        (7, "elke dinges", "import_bad_days", "H"),
        (7, None, "import_no_days", "H"),
        (1, "VP", "import_bad_crebo", "B"),
        (1, None, "import_no_programme", "B"),
    ],
)
def test_that_a_bad_cell_refuses_its_row_alone(tmp_path, index, value, code, column):
    if code in ("import_bad_crebo", "import_no_programme"):
        bad = list(with_value(index, value if value is None else "xyz"))
        bad[3] = "groep 1"
    else:
        bad = list(with_value(index, value))
        bad[3] = "VP2B"
    others = [with_value(3, f"VP2{letter}") for letter in "CDEFG"]
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, *others, GOOD, bad)
    reading = read_file(path)
    errors = [p for p in reading.problems if p.severity is Severity.ERROR]
    assert [p.code for p in errors] == [code]
    assert (errors[0].place.sheet, errors[0].place.row) == ("Blad1", 8)
    assert errors[0].place.column == column
    assert (reading.rows_read, reading.rows_used, len(reading.periods)) == (7, 6, 6)
    assert reading.rows[-1].outcome is Outcome.REFUSED
    assert reading.rows[-1].code == code


def test_that_an_unknown_crebo_is_used_with_a_warning(tmp_path):
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", HEADINGS, with_value(1, "25999")))
    assert [p.programme for p in reading.periods] == ["25999"]
    assert [(p.code, p.severity) for p in reading.problems] == [
        ("import_unknown_crebo", Severity.WARNING)
    ]


def test_that_a_double_row_counts_once(tmp_path):
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD, GOOD))
    assert len(reading.periods) == 1
    assert [(p.code, p.place.row) for p in reading.problems] == [("import_duplicate", 3)]
    assert reading.problems[0].values["row"] == 2


def test_that_a_group_in_two_places_at_once_is_told(tmp_path):
    other = (*GOOD[:5], "02-11-2026", "26-02-2027", "ma di wo vr")
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD, other))
    assert len(reading.periods) == 2
    assert [p.code for p in reading.problems] == ["import_overlap"]


def test_that_capacity_of_nothing_is_used_with_a_warning(tmp_path):
    row = ("100000001", "Zorghuis", "25655", 0, None, None)
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", LEERBEDRIJVEN, row))
    assert [b.places for b in reading.leerbedrijven] == [0]
    assert [p.code for p in reading.problems] == ["import_zero_places"]


def test_that_negative_capacity_is_refused(tmp_path):
    row = ("100000001", "Zorghuis", "25655", -2, None, None)
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", LEERBEDRIJVEN, row))
    assert not reading.leerbedrijven
    assert [(p.code, p.place.column) for p in reading.problems] == [("import_negative", "D")]


def test_that_a_missing_column_is_named(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS[:4] + HEADINGS[5:], GOOD[:4] + GOOD[5:])
    reading = read_file(path)
    assert "import_no_students_column" in {p.code for p in reading.problems}
    assert (reading.rows_read, reading.rows_used) == (1, 0)


def test_that_every_code_has_a_sentence_in_both_languages():
    used = set()
    for file in (*SHEETS.rglob("*.py"), *(SHEETS.parent / "importing").rglob("*.py")):
        used |= set(re.findall(r'"(import_[a-z_]*[a-z])"', file.read_text(encoding="utf-8")))
    assert used
    assert used <= messages.codes()
    written = {c for c in messages.codes() if c.startswith("import_")}
    assert written <= used, "sentences nobody uses"


def test_that_what_contradicts_or_means_nothing_is_told(tmp_path):
    book = openpyxl.load_workbook(EXAMPLE / "Biesbos College.xlsx")
    sheet = book.active
    cells = {"N7": 9, "O9": "ma di zz", "Q11": "lint blok zweef", "R12": "2027-12-01"}
    for cell, value in cells.items():
        sheet[cell] = value
    path = tmp_path / "Biesbos College.xlsx"
    book.save(path)
    reading = read_file(path)
    problems = {(p.code, f"{p.place.column}{p.place.row}") for p in reading.problems}
    assert problems >= {
        ("import_days_differ", "O7"),
        ("import_not_understood", "O9"),
        ("import_bad_forms", "Q11"),
        ("import_limit_inside", "R12"),
    }
    assert reading.rows_used == 59
