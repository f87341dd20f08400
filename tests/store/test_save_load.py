"""Save and load: the same comes back, and a save that fails changes nothing."""

from __future__ import annotations

import os
import resource
import sqlite3
import stat
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, example, given

from stageplanner.disk import side_files
from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.state import State, fingerprint
from stageplanner.problems import StagePlannerError
from stageplanner.store.disk import atomic_write
from stageplanner.store.document import Document
from stageplanner.store.file import migrations
from stageplanner.store.file.save_load import from_bytes, load, save, to_bytes
from tests.builders import refused
from tests.properties import examples
from tests.store.document_strategies import DOCUMENT, document, names


@pytest.mark.slow
@given(DOCUMENT)
@example(document())  # something in every part
@examples(300, *HealthCheck)
def test_that_any_document_comes_back_as_it_was(some):
    from pathlib import Path

    path = Path("x.stageplan")
    back = from_bytes(to_bytes(some, path), path)
    assert back == some
    assert fingerprint(back.state) == fingerprint(some.state)


def test_that_a_saved_file_loads_and_nothing_stands_beside_it(tmp_path):
    path = tmp_path / "regio.stageplan"
    save(path, document())
    assert load(path) == document()
    save(path, Document())
    assert load(path) == Document()
    assert names(tmp_path) == ["regio.stageplan"]


def test_that_the_file_says_what_it_is(tmp_path):
    path = tmp_path / "regio.stageplan"
    save(path, document())
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA application_id").fetchone()[0] == 0x53504C4E
        assert connection.execute("PRAGMA user_version").fetchone()[0] == migrations.VERSION
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert connection.execute("SELECT count(*) FROM period").fetchone()[0] == 3
    connection.close()
    assert names(tmp_path) == ["regio.stageplan"]


def test_that_the_order_of_everything_is_kept(tmp_path):
    path = tmp_path / "regio.stageplan"
    some = document(periods=40)
    save(path, some)
    assert list(load(path).state.plan.placements) == list(some.state.plan.placements)
    assert list(load(path).state.policy.institutions) == list(some.state.policy.institutions)


def test_that_a_read_only_file_is_left_alone(tmp_path):
    path = tmp_path / "regio.stageplan"
    save(path, document())
    path.chmod(0o444)
    assert refused(save, path, Document()) == "store_read_only"
    assert load(path) == document()


def test_that_a_lost_folder_is_told(tmp_path):
    assert refused(save, tmp_path / "weg" / "regio.stageplan", Document()) == "store_no_folder"


def test_that_saving_keeps_the_permissions_and_follows_a_link(tmp_path):
    path, link = tmp_path / "regio.stageplan", tmp_path / "link.stageplan"
    save(path, Document())
    path.chmod(0o640)
    link.symlink_to(path)
    save(link, document())
    assert link.is_symlink()
    assert load(path) == document()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_that_a_full_disk_leaves_the_old_file(tmp_path):
    path = tmp_path / "regio.stageplan"
    save(path, document())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, limits[1]))
    try:
        code = refused(save, path, document(periods=500))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert code == "store_disk_full"
    assert load(path) == document()
    assert names(tmp_path) == ["regio.stageplan"]


@pytest.mark.parametrize("step", ["_write", "put_in_place"])
def test_that_a_failing_step_leaves_the_old_file(tmp_path, monkeypatch, step):
    path = tmp_path / "regio.stageplan"
    save(path, document())

    def fail(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(atomic_write, step, fail)
    assert refused(save, path, Document()) == "store_not_saved"
    assert load(path) == document()
    assert names(tmp_path) == ["regio.stageplan"]


def test_that_leftovers_of_a_killed_save_go_and_those_of_a_running_one_stay(tmp_path):
    path = tmp_path / "regio.stageplan"
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True,
        text=True,
        check=True,
    )
    dead = f"~$regio.stageplan.{side_files._host()}-{int(gone.stdout)}-abc.tmp"
    alive = f"~$regio.stageplan.{side_files._host()}-{os.getpid()}-abc.tmp"
    elsewhere = f"~$regio.stageplan.0000-{int(gone.stdout)}-abc.tmp"
    for name in (dead, alive, elsewhere):
        (tmp_path / name).write_bytes(b"half")
    save(path, document())
    assert names(tmp_path) == sorted(["regio.stageplan", alive, elsewhere])


def test_that_a_value_no_file_can_hold_is_told_and_changes_nothing(tmp_path):
    from stageplanner.domain.state import State
    from tests.store.document_strategies import period

    path = tmp_path / "regio.stageplan"
    save(path, document())
    for bad in (period(students=2**70), period(group="\ud800"), period(students=1.5)):
        some = Document(state=State(periods=(bad,)))
        assert refused(save, path, some) == "store_unstorable"
    assert load(path) == document()


def test_that_a_long_name_is_no_hindrance(tmp_path):
    path = tmp_path / ("é" * 120 + ".stageplan")
    save(path, document())
    save(path, document())
    assert load(path) == document()
    assert names(tmp_path) == [path.name]


def test_that_the_store_is_there_before_sqlalchemy_is():
    """It costs a quarter of a second, which a window that opens nothing need not wait for."""
    code = (
        "import sys, stageplanner.store.file.save_load, stageplanner.store.recovery.journal, "
        "stageplanner.store.file_lock; print('sqlalchemy' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_that_a_disk_that_does_not_confirm_is_told_as_such(tmp_path, monkeypatch):
    path = tmp_path / "regio.stageplan"

    def fail(_folder):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(atomic_write, "sync_folder", fail)
    assert refused(save, path, document()) == "store_unsure"
    assert load(path) == document()


@pytest.mark.parametrize(
    "name", ["sha256", "sha256" + "0" * 64, "sha256" + "ab" * 32, "sha256" + "x" * 20_000]
)
def test_that_no_text_of_a_region_is_taken_for_the_checksum(tmp_path, name):
    """Nor does a long one move it out of sight."""
    rules = GroundRules(region=name, contact_capacity={name: 1, "sha256": 2})
    document = Document(state=State(ground_rules=rules))
    path = tmp_path / "regio.stageplan"
    save(path, document)
    assert load(path).state.ground_rules == rules
    content = bytearray(path.read_bytes())
    at = content.rindex(name[:70].encode()) + 3
    content[at] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(StagePlannerError):
        load(path)
