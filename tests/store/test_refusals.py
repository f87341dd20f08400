"""Files that are not opened: strange, newer, cut off, damaged, hostile."""

from __future__ import annotations

import os
import random
import sqlite3

import pytest

from stageplanner import messages
from stageplanner.problems import StagePlannerError
from stageplanner.store.file.save_load import from_bytes, load, save
from tests.store.document_strategies import document, names


@pytest.fixture
def path(tmp_path):
    """A good project file."""
    path = tmp_path / "regio.stageplan"
    save(path, document(periods=300, leerbedrijven=300))
    return path


def refused(path) -> str:
    """The code with which a file is refused; it says so in two languages and is untouched."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StagePlannerError) as caught:
        load(path)
    problem = caught.value.problem
    assert messages.line(problem, "nl").startswith(path.name)
    assert messages.line(problem, "nl") != messages.line(problem, "en")
    if before is not None:
        assert path.read_bytes() == before
    assert [name for name in names(path.parent) if name != path.name] == []
    return problem.code


def change(path, *statements):
    """Change a file with SQL, as a stranger would."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA writable_schema = ON")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert refused(tmp_path / "weg.stageplan") == "store_missing"
    folder = tmp_path / "map"
    folder.mkdir()
    with pytest.raises(StagePlannerError) as caught:
        load(folder)
    assert caught.value.problem.code == "store_not_a_file"


def test_that_a_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pijp.stageplan")
    with pytest.raises(StagePlannerError) as caught:
        load(tmp_path / "pijp.stageplan")
    assert caught.value.problem.code == "store_not_a_file"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "store_empty"),
        (b"PK\x03\x04" + b"x" * 500, "store_not_a_project"),
        (b"SQLite format 3\x00", "store_not_a_project"),
        (b"SQLite format 3\x00" + b"\0" * 500, "store_not_a_project"),
    ],
)
def test_that_other_files_are_refused(tmp_path, content, code):
    path = tmp_path / "iets.stageplan"
    path.write_bytes(content)
    assert refused(path) == code


def test_that_another_sqlite_file_is_refused(tmp_path):
    path = tmp_path / "iets.stageplan"
    change(path, "CREATE TABLE t (a)")
    assert refused(path) == "store_not_a_project"


def test_that_a_newer_file_is_refused_kindly(path):
    change(path, "PRAGMA user_version = 999")
    assert refused(path) == "store_newer"


@pytest.mark.parametrize("part", [0.02, 0.3, 0.9, 0.9999])
def test_that_a_cut_off_file_is_refused(path, part):
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    assert refused(path) == "store_cut_off"


def test_that_no_damaged_page_goes_by_unseen(path):
    content = path.read_bytes()
    for page in range(1, len(content) // 8192):
        damaged = bytearray(content)
        damaged[page * 8192 : page * 8192 + 400] = b"\xa5" * 400
        path.write_bytes(damaged)
        assert refused(path) in ("store_damaged", "store_bad_row", "store_foreign_schema")


HOSTILE = [
    "CREATE TRIGGER t AFTER INSERT ON period BEGIN DELETE FROM event; END",
    "CREATE VIEW v AS SELECT load_extension('x')",
    "CREATE TABLE extra (a)",
    "CREATE VIRTUAL TABLE f USING fts5(a)",
    "CREATE INDEX i ON period (abs(students))",
    "ALTER TABLE period ADD COLUMN x TEXT GENERATED ALWAYS AS (hex(zeroblob(1000000000)))",
    "DROP TABLE event",
    "UPDATE sqlite_master SET sql = 'CREATE TABLE event (position, at AS (1))' "
    "WHERE name = 'event'",
    "UPDATE sqlite_master SET type = 'view', rootpage = 0, "
    "sql = 'CREATE VIEW reason AS SELECT 1' WHERE name = 'reason'",
    "UPDATE sqlite_master SET sql = 'nonsense(' WHERE name = 'event'",
]


@pytest.mark.parametrize("statement", HOSTILE)
def test_that_a_file_with_anything_but_our_tables_is_refused(path, statement):
    change(path, statement)
    assert refused(path) in ("store_foreign_schema", "store_damaged")


BAD_VALUES = [
    "UPDATE period SET form = 'zigzag'",
    "UPDATE period SET start = '7 september'",
    "UPDATE period SET students = -1",
    "UPDATE period SET days_per_week = 0",
    "UPDATE leerbedrijf SET accredited = '[1, 2]'",
    "UPDATE leerbedrijf SET accredited = '" + "[" * 20000 + "'",
    "UPDATE leerbedrijf SET closed = '2026-01-01'",
    "UPDATE event SET at = '2026-01-01T00:00:00'",
    "DELETE FROM rules",
    "DELETE FROM about",
    "UPDATE load_weight SET weight = 'zwaar'",
    "UPDATE about SET value = x'00'",
]


@pytest.mark.parametrize("statement", BAD_VALUES)
def test_that_a_value_that_cannot_be_right_is_refused(path, statement):
    change(path, statement)
    assert refused(path) == "store_bad_row"


def test_that_an_oversized_value_is_refused(path):
    change(path, "UPDATE reason SET reason = printf('%.*c', 70000000, 'x') WHERE position = 1")
    assert refused(path) == "store_damaged"


def test_that_a_number_that_changed_in_the_file_does_not_go_by_unseen(path):
    change(path, "UPDATE period SET students = 25 WHERE position = 2")
    assert refused(path) == "store_altered"


def test_that_no_flipped_bit_goes_by_unseen(path):
    content = path.read_bytes()
    for place in range(37, len(content), len(content) // 60):
        damaged = bytearray(content)
        damaged[place] ^= 4
        path.write_bytes(damaged)
        assert refused(path).startswith("store_")


def test_that_a_file_of_gigabytes_is_refused_unread(tmp_path):
    path = tmp_path / "groot.stageplan"
    with path.open("wb") as file:
        file.truncate(50 * 1024**3)
    with pytest.raises(StagePlannerError) as caught:
        load(path)
    assert caught.value.problem.code == "store_too_large"


def test_that_a_file_is_opened_as_it_was_saved_or_not_at_all(path):
    """Whatever is done to its bytes; the chance is always the same."""
    content = path.read_bytes()
    chance = random.Random(3)
    for _ in range(150):
        damaged = bytearray(content)
        for _ in range(chance.choice([1, 1, 3, 10])):
            place = chance.choice([chance.randrange(100), chance.randrange(len(damaged))])
            length = chance.choice([1, 1, 4, 300])
            damaged[place : place + length] = chance.randbytes(chance.choice([length, 1]))
        try:
            found = from_bytes(bytes(damaged), path)
        except StagePlannerError as error:
            assert messages.line(error.problem)
        else:
            assert found == document(periods=300, leerbedrijven=300)
