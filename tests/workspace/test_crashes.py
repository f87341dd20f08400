"""A window that is killed at any moment loses nothing.

A long run: ``python -m tests.workspace.crash_run 200``.
"""

from __future__ import annotations

import os

import pytest

from stageplanner.workspace.file_guard import FileGuard
from tests.workspace.crash_run import Findings, kill_at_every_step, kill_at_random, one_round, start

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked windows"),
    pytest.mark.usefixtures("fresh_state_folder"),
]


@pytest.mark.slow
def test_that_a_kill_at_a_random_moment_loses_nothing(tmp_path):
    found = kill_at_random(tmp_path, rounds=10)
    assert found.kills == 10
    assert found.confirmed > 10
    assert (found.lost, found.unreadable) == (0, 0)


@pytest.mark.slow
def test_that_a_kill_loses_nothing_that_was_confirmed_beside_the_window(tmp_path):
    found = kill_at_random(tmp_path, rounds=10, in_thread=True)
    assert found.kills == 10
    assert found.confirmed > 10
    assert (found.lost, found.unreadable) == (0, 0)


@pytest.mark.slow
def test_that_a_kill_before_any_call_of_the_system_loses_nothing(tmp_path):
    found = kill_at_every_step(tmp_path, stride=11)
    assert found.kills > 10
    assert found.from_journal > 3
    assert (found.lost, found.unreadable) == (0, 0)


def test_that_this_way_of_looking_would_see_a_loss(tmp_path, monkeypatch):
    monkeypatch.setattr(FileGuard, "record", lambda *_: None)
    path, found = start(tmp_path), Findings()
    for step in range(5, 40, 7):
        one_round(path, found, step, step=step)
    assert found.lost > 0


def test_that_a_loss_beside_the_window_would_be_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(FileGuard, "record", lambda *_: None)
    path, found = start(tmp_path), Findings()
    for step in range(4):
        one_round(path, found, step, step=None, after=3, in_thread=True)
    assert found.lost > 0
