"""Killed at any moment, the app loses nothing.

A long run: ``python -m tests.store.journal_crash_run 200``.
"""

from __future__ import annotations

import os

import pytest

from stageplanner.store.document import Document
from stageplanner.store.file.save_load import load, save
from tests.store.document_strategies import document
from tests.store.journal_crash_run import kill_at_every_step, kill_at_random

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked windows")


@pytest.mark.slow
def test_that_a_kill_at_a_random_moment_loses_nothing(tmp_path):
    found = kill_at_random(tmp_path, rounds=15)
    assert found.kills == 15
    assert found.confirmed > 15
    assert (found.lost, found.unreadable) == (0, 0)


@pytest.mark.slow
def test_that_a_kill_before_any_call_of_the_system_loses_nothing(tmp_path):
    found = kill_at_every_step(tmp_path, stride=4)
    assert found.kills > 20
    assert found.confirmed > 50
    assert found.from_journal > 3
    assert found.halfway_saves > 0
    assert (found.lost, found.unreadable) == (0, 0)


def test_that_content_is_on_the_disk_before_it_takes_the_place_of_the_old(tmp_path, monkeypatch):
    """A power cut keeps what was forced to the disk: so first the content, then the name."""
    path = tmp_path / "regio.stageplan"
    save(path, Document())
    calls = []

    def spy(name):
        real = getattr(os, name)

        def call(*arguments, **named):
            calls.append(name)
            return real(*arguments, **named)

        monkeypatch.setattr(os, name, call)

    for name in ("write", "fsync", "replace"):
        spy(name)
    save(path, document())
    monkeypatch.undo()
    assert calls[-4:] == ["write", "fsync", "replace", "fsync"]
    assert load(path) == document()
