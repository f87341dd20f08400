"""Another office program opens the exports without a fault, prints them, and loses nothing."""

import re
import shutil
import subprocess
import zlib

import pytest
from openpyxl import load_workbook

from tests.sheets.writing.export_region import explained, planned, write_files
from tests.sheets.writing.test_region_workbook import assert_comes_back

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def state():
    return planned()


@pytest.fixture(scope="module")
def files(state, tmp_path_factory):
    return write_files(state, explained(state), tmp_path_factory.mktemp("export"), "nl")


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    """Open files and save them as another type, recalculated, with a profile of our own."""
    profile = tmp_path_factory.mktemp("profile")

    def converted(kind, *paths):
        folder = tmp_path_factory.mktemp(kind)
        command = [
            OFFICE,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            *map(str, paths),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        return [folder / f"{path.stem}.{kind}" for path in paths]

    return converted


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_that_a_plan_saved_by_another_program_comes_back_the_same(convert, files, state, kind):
    (saved,) = convert(kind, files[0])
    assert_comes_back(saved, state)


def test_that_recalculating_shows_no_fault_in_any_cell(convert, files):
    for saved in convert("xlsx", *files):
        for ws in load_workbook(saved, data_only=True).worksheets:
            for row in ws.iter_rows():
                for cell in row:
                    is_fault = str(cell.value).startswith(("#REF", "#NAME", "#VALUE", "Err:"))
                    assert not is_fault, f"{saved.name} {ws.title} {cell.coordinate}"


def test_that_every_file_prints_on_a4(convert, files):
    for printed in convert("pdf", *files):
        boxes = page_sizes(printed.read_bytes())
        assert boxes, printed.name
        for width, height in boxes:
            assert sorted((round(width), round(height))) == [595, 842], printed.name


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """The sizes of the pages of a PDF in points; compressed objects are opened first."""
    texts = [pdf]
    for stream in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            texts.append(zlib.decompress(stream.group(1)))
        except zlib.error:
            continue
    pattern = rb"/Type\s*/Page\b[^>]*?/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]"
    found = [box for text in texts for box in re.findall(pattern, text)]
    return [(float(width), float(height)) for width, height in found]
