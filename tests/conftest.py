"""Locks, journals and settings of tests lie in folders of their own, not in the user's."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True, scope="session")
def own_state_folder_of_the_run(tmp_path_factory):
    """A fresh state folder for the whole run; tests of the project file have one each."""
    patch = pytest.MonkeyPatch()
    folder = tmp_path_factory.mktemp("state-of-the-run")
    patch.setenv("XDG_STATE_HOME", str(folder))
    patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config-of-the-run")))
    for module in ("places", "lock", "journal"):
        patch.setattr(f"stageplanner.store.{module}.state_folder", lambda: folder)
    yield folder
    patch.undo()
