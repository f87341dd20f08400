"""A project file for the next school year."""

from __future__ import annotations

from pathlib import Path

from stageplanner.store.file.next_year import document_of_next_year
from stageplanner.store.file.save_load import load, save
from stageplanner.workspace.project_file import path_of_year
from tests.store.document_strategies import document


def test_that_mappings_and_history_come_along_and_the_year_is_told(tmp_path):
    old = document(periods=20)
    fresh, rolled = document_of_next_year(old, user="jan", file="regio.stageplan", sha256="ab")
    assert fresh.mappings == old.mappings
    assert fresh.plans == ()
    assert fresh.history[:-1] == old.history
    event = fresh.history[-1]
    assert (event.verb, event.before, event.after) == ("rollover", "2026-2027", "2027-2028")
    assert event.origin == "regio.stageplan sha256:ab"
    assert len(rolled.state.periods) == 20
    save(tmp_path / "nieuw.stageplan", fresh)
    assert load(tmp_path / "nieuw.stageplan") == fresh


def test_that_the_new_file_is_named_after_its_year():
    assert path_of_year(Path("regio.stageplan"), 2027).name == "regio 2027-2028.stageplan"
    later = path_of_year(Path("x/regio 2026-2027.stageplan"), 2027)
    assert later == Path("x/regio 2027-2028.stageplan")
