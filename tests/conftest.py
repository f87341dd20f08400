"""Locks, journals and settings of tests lie in folders of their own, not in the user's."""

from __future__ import annotations

import os

import pytest

from tests.properties import register_profiles

register_profiles()
# PDF documents are drawn by Qt, also where no test of the window has been loaded.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items):
    """Begin with the files that take long: none is left for one process alone at the end.

    Tests of a file stay together, for what they share is made once then.
    """
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(autouse=True, scope="session")
def state_folder_of_the_run(tmp_path_factory):
    """A fresh state folder for the whole run; tests of the project file have one each."""
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config-of-the-run")))
    yield _state_in(tmp_path_factory.mktemp("state-of-the-run"), patch)
    patch.undo()


@pytest.fixture
def fresh_state_folder(tmp_path_factory, monkeypatch):
    """A fresh state folder for one test."""
    return _state_in(tmp_path_factory.mktemp("state"), monkeypatch)


def _state_in(folder, patch):
    patch.setenv("XDG_STATE_HOME", str(folder))
    for module in ("disk.state_paths", "file_lock", "recovery.journal"):
        patch.setattr(f"stageplanner.store.{module}.state_folder", lambda: folder)
    return folder
