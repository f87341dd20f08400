"""Small files as people send them: each is read right, asked about, or refused."""

from __future__ import annotations

import pytest

from tests.sheets.reading.probes import probes, seen, wrong

TEXTS = (
    "4_evidence",
    "5_tables",
    "6_plausible",
    "7_identity",
    "second_sight",
    "third_sight",
    "fourth_sight",
)
#: Those in which a number or date of a workbook may be read otherwise than its text.
WORKBOOKS = ("4_evidence", "6_plausible")
PROBES = [
    pytest.param(probe, ending, id=f"{name} {probe.name} {ending}")
    for ending, names in (("csv", TEXTS), ("xlsx", WORKBOOKS))
    for name in names
    for probe in probes(name)
]


@pytest.mark.parametrize(("probe", "ending"), PROBES)
def test_that_a_file_is_read_right_or_asked_about(probe, ending, tmp_path):
    found = seen(probe, tmp_path, ending)
    assert not wrong(probe, found), [said for _, said in found.told()]
