"""Every older version opens; a copy of it is kept before it is replaced."""

from __future__ import annotations

import ast
import json
import sqlite3
from pathlib import Path

import pytest

from stageplanner.problems import StagePlannerError
from stageplanner.store.file import migrations
from stageplanner.store.file.earlier_version import keep_older_version
from stageplanner.store.file.save_load import load, save
from stageplanner.store.rows.document_rows import rows_of
from stageplanner.store.rows.tables import metadata
from tests.store.document_strategies import document, names
from tests.store.keep_old_version import FOLDER

OLD = sorted(FOLDER.glob("v*.stageplan"))
ADDED = (
    "ALTER TABLE delivery ADD COLUMN note TEXT",
    "CREATE TABLE later (position INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
)


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_that_a_file_of_every_version_opens_with_all_that_was_in_it(path):
    """Columns that came later stand behind the old ones, so old rows are beginnings of new."""
    then = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = rows_of(load(path))
    assert {name for name, rows in then.items() if rows} <= found.keys()
    # The id that a region of an older version got is no row of then.
    found["about"] = [row for row in found["about"] if row[0] in dict(then["about"])]
    for name, rows in then.items():
        now = [list(row)[: len(old)] for row, old in zip(found[name], rows, strict=True)]
        assert now == rows, name


def test_that_a_file_of_the_present_version_is_among_them():
    assert migrations.VERSION in [int(path.stem[1:]) for path in OLD]


def test_that_tables_and_migrations_say_the_same():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.migrate(connection, 0)
    declared = {row[1] for row in connection.execute("PRAGMA table_list") if row[0] == "main"}
    assert declared - {"sqlite_schema"} == set(metadata.tables)
    for table in metadata.tables.values():
        columns = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
        assert [column[1] for column in columns] == list(table.columns.keys())
        types = [str(column.type.compile()) for column in table.columns]
        assert [column[2] for column in columns] == types


def test_that_the_schema_fits_on_the_first_page():
    """Recovery replaces that page by a fresh one."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(f"PRAGMA page_size = {migrations.PAGE_SIZE}")
    migrations.migrate(connection, 0)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    assert pages == 1 + len(metadata.tables)


def test_that_migrations_import_nothing_of_the_app():
    tree = ast.parse(Path(migrations.__file__).read_text(encoding="utf-8"))
    imported = [
        getattr(node, "module", None) or node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert sorted(imported) == ["__future__", "sqlite3"]


@pytest.fixture
def newer_app(monkeypatch):
    """The app after the schema changed: one step more."""
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, ADDED))
    monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 1)
    return migrations.VERSION


def test_that_an_older_file_is_migrated_in_memory_and_stays_as_it_was(tmp_path, newer_app):
    path = tmp_path / "regio.stageplan"
    save(path, document())
    path.write_bytes((FOLDER / f"v{newer_app - 1}.stageplan").read_bytes())
    before = path.read_bytes()
    opened = load(path)
    assert opened.state.periods
    assert path.read_bytes() == before
    assert names(tmp_path) == ["regio.stageplan"]
    save(path, opened)
    assert load(path) == opened
    copy = tmp_path / f"regio (versie {newer_app - 1}).stageplan"
    assert copy.read_bytes() == before
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == newer_app
    assert migrations.schema_of(connection) == migrations.expected_schema(newer_app)
    connection.close()


def test_that_a_copy_of_an_older_file_is_kept_once_before_it_is_replaced(tmp_path, monkeypatch):
    path = tmp_path / "regio.stageplan"
    save(path, document())
    before = path.read_bytes()
    version = migrations.VERSION
    monkeypatch.setattr(migrations, "VERSION", version + 1)
    kept = keep_older_version(path)
    assert kept == tmp_path / f"regio (versie {version}).stageplan"
    assert kept.read_bytes() == before
    assert keep_older_version(path) is None
    monkeypatch.undo()
    assert load(kept) == document()
    save(path, document())
    assert names(tmp_path) == [f"regio (versie {version}).stageplan", "regio.stageplan"]


def test_that_a_step_that_fails_changes_nothing():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.migrate(connection, 0)
    before = migrations.schema_of(connection)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, (*ADDED, "nonsense")))
        with pytest.raises(sqlite3.OperationalError):
            migrations.migrate(connection, migrations.VERSION, migrations.VERSION + 1)
    connection.execute("ROLLBACK")
    assert migrations.schema_of(connection) == before


def test_that_a_file_of_version_nought_is_no_project(tmp_path):
    path = tmp_path / "regio.stageplan"
    save(path, document())
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    with pytest.raises(StagePlannerError) as caught:
        load(path)
    assert caught.value.problem.code == "store_not_a_project"


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_that_a_region_of_every_version_has_an_id_that_stays(path, tmp_path):
    first = load(path).state.region_id
    assert first and first == load(path).state.region_id
    save(tmp_path / "regio.stageplan", load(path))
    assert load(tmp_path / "regio.stageplan").state.region_id == first
