"""Without a screen Qt draws where nobody sees it; a screen that there is stays in use."""

from __future__ import annotations

import os
import sys

import pytest

from stageplanner.cli.base.display import draw_without_screen, has_screen


@pytest.fixture
def surroundings(monkeypatch):
    """Linux, as a server has it: nothing says that there is a screen."""
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    yield monkeypatch
    os.environ.pop("QT_QPA_PLATFORM", None)


def test_that_a_machine_without_a_screen_draws_unseen(surroundings):
    assert not has_screen()
    draw_without_screen()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_that_a_screen_stays_in_use(surroundings, name):
    surroundings.setenv(name, ":0")
    draw_without_screen()
    assert "QT_QPA_PLATFORM" not in os.environ


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_that_other_systems_always_have_a_screen(surroundings, platform):
    surroundings.setattr(sys, "platform", platform)
    draw_without_screen()
    assert "QT_QPA_PLATFORM" not in os.environ
