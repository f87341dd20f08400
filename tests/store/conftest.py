"""Locks and journals of the tests here lie in a folder of their own for each."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def state_folder_for_every_test(fresh_state_folder):
    """A fresh state folder, also where a test does not ask for it."""
