"""Every layout yields its truth, with the data of the region and without."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from stageplanner.problems import Severity
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Outcome, ReadContext
from stageplanner.workspace.shipped_data import region_holidays
from tests.sheets.expected_rows import period_row
from tests.sheets.reading.all_layouts import LAYOUTS
from tests.sheets.reading.layouts import Layout

BUILT_ON = [each for each in LAYOUTS if not each.held_out]


@pytest.fixture(scope="module")
def region() -> ReadContext:
    path = Path(str(resources.files("resources").joinpath("example", "Vakanties.xlsx")))
    holidays = read_file(path).holidays
    names = tuple(dict.fromkeys(h.institution for h in holidays))
    return ReadContext(known_institutions=names, holidays=(*holidays, *region_holidays()))


def rows(path: Path, layout: Layout, context: ReadContext) -> list[dict[str, object]]:
    layout.write(path)
    reading = read_file(path, context)
    assert not [p for p in reading.problems if p.severity is Severity.ERROR]
    assert reading.rows_used == reading.rows_read
    assert sum(r.outcome is Outcome.REFUSED for r in reading.rows) == 0
    return sorted((period_row(p) for p in reading.periods), key=str)


@pytest.mark.parametrize("layout", BUILT_ON, ids=lambda each: each.name)
def test_that_a_layout_yields_its_truth(tmp_path, layout, region):
    found = rows(tmp_path / layout.file, layout, region)
    assert found == sorted((g.truth() for g in layout.truth), key=str)


@pytest.mark.parametrize("layout", BUILT_ON, ids=lambda each: each.name)
def test_that_a_layout_is_read_without_the_region(tmp_path, layout):
    found = rows(tmp_path / layout.file, layout, ReadContext(holidays=region_holidays()))
    assert found == sorted((g.truth() for g in layout.truth), key=str)


def test_that_there_are_enough_kinds():
    assert len(BUILT_ON) >= 25


LIBREOFFICE = sorted((Path(__file__).parents[2] / "data" / "libreoffice").iterdir())


@pytest.mark.parametrize("file", LIBREOFFICE, ids=lambda file: file.name)
def test_that_files_written_by_libreoffice_are_read(tmp_path, file, region):
    layout = next(each for each in LAYOUTS if each.name == file.stem)
    path = tmp_path / f"{Path(layout.file).stem}{file.suffix}"
    path.write_bytes(file.read_bytes())
    reading = read_file(path, region)
    found = sorted((period_row(p) for p in reading.periods), key=str)
    assert found == sorted((g.truth() for g in layout.truth), key=str)


HELD_OUT = [each for each in LAYOUTS if each.held_out]


@pytest.mark.parametrize("layout", HELD_OUT, ids=lambda each: each.name)
def test_that_a_layout_kept_apart_yields_its_truth(tmp_path, layout, region):
    found = rows(tmp_path / layout.file, layout, region)
    assert found == sorted((g.truth() for g in layout.truth), key=str)
