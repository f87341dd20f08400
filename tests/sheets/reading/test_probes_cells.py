"""Cells and sheets as people write them are read as they mean, or are told or a question.

The probes were written before the parsers were looked at; :mod:`probe_files` and
:mod:`probe_sheets` judge them. A probe fails if a cell is misread in silence, if a plain one is
refused, or if the question does not point at the cell.
"""

from __future__ import annotations

import pytest

from tests.sheets.reading import probes_cells, probes_choices, probes_second, probes_tokens
from tests.sheets.reading.probe_files import judge, read_probe
from tests.sheets.reading.probe_sheets import judge_sheet, read_sheet

ROWS = (*probes_tokens.PROBES, *probes_choices.PROBES, *probes_second.ROWS)
SHEETS = (*probes_cells.PROBES, *probes_second.SHEETS)


@pytest.mark.parametrize(("cells", "right"), ROWS, ids=[str(cells) for cells, _ in ROWS])
def test_that_a_cell_is_read_as_it_means_or_told(tmp_path, cells, right):
    assert judge(cells, right, read_probe(cells, tmp_path / "planning.csv")) == ""


@pytest.mark.parametrize(("text", "right"), [probe[1:] for probe in SHEETS],
                         ids=[probe[0] for probe in SHEETS])  # fmt: skip
def test_that_every_value_of_a_sheet_is_understood_or_told(tmp_path, text, right):
    assert judge_sheet(text, right, read_sheet(text, tmp_path / "planning.csv")) == ""
