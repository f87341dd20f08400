"""Small files as people send them: each is read right, asked about, or refused."""

from __future__ import annotations

import pytest

from tests.sheets.reading.probes import probes, seen, wrong

FILES = ("4_evidence", "5_tables", "6_plausible", "7_identity", "second_sight", "third_sight")
PROBES = [
    pytest.param(probe, id=f"{name} {probe.name}") for name in FILES for probe in probes(name)
]


@pytest.mark.parametrize("probe", PROBES)
def test_that_a_file_is_read_right_or_asked_about(probe, tmp_path):
    found = seen(probe, tmp_path)
    assert not wrong(probe, found), [said for _, said in found.told()]
