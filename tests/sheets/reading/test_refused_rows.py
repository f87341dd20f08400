"""A refused row is never called used: every sentence about it is true."""

from __future__ import annotations

import re

import pytest

from stageplanner.messages import sentence
from stageplanner.sheets.reading.read_file import read_file
from tests.sheets.workbook_builders import write_xlsx

HEADS = ["Instelling", "Crebo", "Leerjaar", "Groep", "Aantal studenten", "Periode",
         "Dagen per week"]  # fmt: skip
CLAIM = re.compile(r"(?<!niet )(?<!geen )\b(?:is|zijn) gebruikt|telt mee|wel meegelezen")


@pytest.mark.parametrize("crebo", [25656, 25999, "23267", "25655, 25656"])
@pytest.mark.parametrize("students", [20, "12-15", "<5", 17.5, 0])
@pytest.mark.parametrize("days", ["", "2-3", "2 of 3"])
def test_that_no_sentence_calls_a_refused_row_used(tmp_path, crebo, students, days):
    row = ["ROC Test", crebo, 2, "A", students, "nergens", days]
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", HEADS, row))
    assert not reading.periods
    claims = [sentence(p) for p in reading.problems if p.place.row == 2]
    assert claims
    assert not [text for text in claims if CLAIM.search(text)]
