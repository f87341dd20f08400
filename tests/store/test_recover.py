"""Recovery takes over what can be read of a damaged file, and says what is gone."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from stageplanner import messages
from stageplanner.problems import StagePlannerError
from stageplanner.store.document import Document
from stageplanner.store.file.migrations import PAGE_SIZE
from stageplanner.store.file.save_load import load, save
from stageplanner.store.recovery.recover import recover
from tests.store.document_strategies import document, names

WHOLE = document(periods=400, leerbedrijven=400, events=100)


@pytest.fixture
def path(tmp_path):
    """A project file of some tens of pages."""
    path = tmp_path / "regio.stageplan"
    save(path, WHOLE)
    return path


def codes(recovered) -> list[str]:
    for problem in recovered.report:
        for language in messages.LANGUAGES:
            assert messages.line(problem, language)
    return [problem.code for problem in recovered.report]


def root_of(path, table: str) -> int:
    connection = sqlite3.connect(path)
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
    ).fetchone()
    connection.close()
    return page


def test_that_a_whole_file_is_recovered_whole(path):
    recovered = recover(path)
    assert recovered.document == WHOLE
    assert codes(recovered) == ["store_recovered"]
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize("first", [b"", b"\0" * PAGE_SIZE, b"\xa5" * PAGE_SIZE])
def test_that_a_lost_first_page_costs_nothing(path, first):
    content = path.read_bytes()
    path.write_bytes(first[:PAGE_SIZE].ljust(PAGE_SIZE, b"\0") + content[PAGE_SIZE:])
    with pytest.raises(StagePlannerError):
        load(path)
    assert recover(path).document == WHOLE


@pytest.mark.parametrize("part", [0.6, 0.75, 0.95])
def test_that_of_a_cut_off_file_the_first_part_comes_back(path, part):
    """The first half of this small file is the first page of every table."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    recovered = recover(path)
    kept = len(recovered.document.state.periods) + len(recovered.document.state.leerbedrijven)
    assert 800 * (part - 0.5) < kept <= 800
    assert "store_recovered" in codes(recovered)
    assert len(codes(recovered)) > 1


@pytest.mark.parametrize(("damage", "step"), [(b"\xa5", 2), (b"\0", 5), (b"\r", 9)])
def test_that_any_one_damaged_page_costs_at_most_the_rows_on_it(path, damage, step):
    """Also one that only leads to others."""
    content = path.read_bytes()
    known = set(WHOLE.state.periods) | set(WHOLE.state.leerbedrijven)
    whole = 0
    roots = {root_of(path, "period"), root_of(path, "leerbedrijf")}
    for page in sorted(roots.union(range(2, len(content) // PAGE_SIZE + 1, step))):
        damaged = bytearray(content)
        damaged[(page - 1) * PAGE_SIZE : page * PAGE_SIZE] = damage * PAGE_SIZE
        path.write_bytes(damaged)
        document = recover(path).document
        found = set(document.state.periods) | set(document.state.leerbedrijven)
        assert found <= known
        assert len(found) >= 800 - 120, page
        assert len(document.history) >= 100 - 80, page
        whole += len(found) == 800
        if page in roots:
            assert len(found) == 800
    assert whole >= 5


def test_that_long_texts_come_back_from_their_pages(path):
    """The history may tell more than fits on a page; the root of its table is destroyed."""
    long = replace(WHOLE.history[0], before="é" * 9000, after="x" * 40_000)
    some = replace(WHOLE, history=(long, *WHOLE.history[1:]))
    save(path, some, replace_history=True)
    content = bytearray(path.read_bytes())
    root = (root_of(path, "event") - 1) * PAGE_SIZE
    assert content[root] == 5, "an inner page"
    content[root : root + PAGE_SIZE] = bytes(PAGE_SIZE)
    path.write_bytes(content)
    assert recover(path).document == some


def test_that_rows_that_make_no_sense_are_left_out_and_counted(path):
    connection = sqlite3.connect(path)
    connection.execute("UPDATE period SET form = 'zigzag' WHERE position IN (2, 3)")
    connection.execute("DELETE FROM rules")
    connection.execute("DELETE FROM about WHERE name = 'target'")
    connection.commit()
    connection.close()
    recovered = recover(path)
    kept = recovered.document.state.periods
    assert kept == (WHOLE.state.periods[0], *WHOLE.state.periods[3:])
    (problem,) = [p for p in recovered.report if p.code == "store_lost_periods"]
    assert (problem.values["kept"], problem.values["lost"]) == (398, 2)


def test_that_the_placements_of_a_lost_plan_come_back(path):
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM plan WHERE position = 2")
    connection.commit()
    connection.close()
    recovered = recover(path).document
    assert recovered.state.plan == WHOLE.state.plan
    assert recovered.plans[0] == replace(WHOLE.plans[0], name="", fingerprint="")
    assert recovered.plans[1] == WHOLE.plans[1]


def test_that_a_hostile_first_page_does_no_harm(path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_master SET type = 'view', rootpage = 0, sql = 'CREATE VIEW event AS "
        "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i FROM r) SELECT * FROM r' "
        "WHERE name = 'event'"
    )
    connection.commit()
    connection.close()
    assert recover(path).document == WHOLE


def test_that_strange_files_are_not_recovered(tmp_path):
    for content in (b"", b"PK" * 9000, b"\0" * 100_000, b"SQLite format 3\0" * 4000):
        path = tmp_path / "iets.stageplan"
        path.write_bytes(content)
        with pytest.raises(StagePlannerError) as caught:
            recover(path)
        assert caught.value.problem.code == "store_nothing_recovered"
    save(path, Document(), replace_history=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(StagePlannerError) as caught:
        recover(path)
    assert caught.value.problem.code == "store_newer"
