"""A short run of the fuzz (long: ``python -m tests.sheets.reading.fuzz --count 10000``)."""

from __future__ import annotations

from tests.sheets.reading.fuzz import run


def test_that_mutated_files_neither_crash_nor_lose_rows():
    ends = run(250, seed=7)
    assert ends["read"] > 50
    assert sum(ends.values()) == 250
