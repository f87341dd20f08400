"""Locks and journals of tests lie in a folder of their own, not in the user's."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def own_state_folder(tmp_path_factory, monkeypatch):
    """A fresh state folder for every test."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setattr("stageplanner.store.places.state_folder", lambda: folder)
    monkeypatch.setattr("stageplanner.store.lock.state_folder", lambda: folder)
    monkeypatch.setattr("stageplanner.store.journal.state_folder", lambda: folder)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
