"""Files that could harm a reader: refused or read safely, without a crash or a hang."""

from __future__ import annotations

import io
import os
import signal
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from stageplanner.problems import StagePlannerError, column_letter
from stageplanner.progress import Progress
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.workbook import column_codes, load, size_limits, xlsx_extras
from stageplanner.sheets.reading.workbook.file_type import Format, Sniffed, sniff
from stageplanner.sheets.reading.workbook.load import read_parts
from stageplanner.sheets.reading.workbook.long_texts import LONGEST_TEXT
from stageplanner.sheets.reading.workbook.reader_process import Worker
from stageplanner.sheets.reading.workbook.struck_cells import struck_references
from tests.sheets.workbook_builders import GOOD, HEADINGS, with_value, write_xlsx


def code_of(path: Path, **more) -> str:
    with pytest.raises(StagePlannerError) as caught:
        read_file(path, **more)
    return caught.value.problem.code


def repack(path: Path, changed: dict[str, bytes | None], **extra: bytes) -> Path:
    """Replace parts of an archive (``None``: remove), or add parts."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            parts[info.filename] = archive.read(info)
    parts |= {k: v for k, v in changed.items() if v is not None}
    parts |= extra
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if changed.get(name, b"") is not None:
                archive.writestr(name, data)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_that_a_zip_bomb_is_refused_fast(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD)
    repack(path, {SHEET: b"<worksheet><sheetData/>" + bytes(60_000_000)})
    began = time.monotonic()
    assert code_of(path) == "import_zip_bomb"
    assert time.monotonic() - began < 5


def test_that_a_cell_in_the_far_corner_is_named(tmp_path):
    """Thirteen kilobytes that make readers take gigabytes."""
    book = Workbook()
    book.active["A1"] = "x"
    book.active["XFD1048576"] = "x"
    path = tmp_path / "ver.xlsx"
    book.save(path)
    with pytest.raises(StagePlannerError) as caught:
        read_file(path)
    assert caught.value.problem.code == "import_far_cell"
    assert caught.value.problem.values["cell"] == "XFD1048576"


def test_that_a_merge_over_everything_is_harmless(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD)
    with zipfile.ZipFile(path) as archive:
        data = archive.read(SHEET)
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="J5:XFD1048576"/></mergeCells>'
    repack(path, {SHEET: data.replace(b"</sheetData>", merge)})
    assert read_file(path).rows_used == 1


@pytest.mark.parametrize(
    "tail",
    [b"<row ", b'r="AAA1"', b'<c r="ZZA1">', b'<q r="ZZA1">', b'<row x-r="1" ', b"<x:row "],
    ids=["row", "wide cell", "cells", "other cells", "attributes", "prefix"],
)
def test_that_tags_without_end_take_no_square_of_time(tmp_path, tail):
    """Half a megabyte of them kept the search for far cells busy for minutes."""
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD)
    with zipfile.ZipFile(path) as archive:
        data = archive.read(SHEET)
    for ending in (b"", b"-->" + data[data.index(b"</worksheet>") :]):
        repack(path, {SHEET: data.replace(b"</worksheet>", b"<!-- " + tail * 30_000 + ending)})
        began = time.monotonic()
        read_parts(path, Format.XLSX)
        assert time.monotonic() - began < 5


def test_that_large_sheets_with_tags_without_end_take_no_square_of_time():
    extras, began = xlsx_extras.Extras(), time.monotonic()
    for part in (
        b'<row r="1" ',
        b'<row x-r="1" x-hidden="" ',
        b'<c r="A1"><f ',
        b'<c r="A1" t="e"',
    ):
        xlsx_extras._scan_quickly(b'hidden= t="e"<f' + part * 50_000, extras)
        struck_references(part * 50_000, frozenset({1}))
    assert time.monotonic() - began < 5


DIGITS = "9" * 20_000
LONG = (DIGITS, f"{DIGITS}-{DIGITS}", "9" * 500 + " uur", "1-2-2026," * 2_000, "=" * 20_000)


@pytest.mark.parametrize("text", LONG, ids=["digits", "range", "hours", "dates", "signs"])
@pytest.mark.parametrize("column", range(len(HEADINGS)))
def test_that_a_text_without_end_takes_no_time_and_ends_no_reading(tmp_path, text, column):
    """A cell of twenty thousand digits took minutes, or the program with it."""
    path = tmp_path / "a.csv"
    rows = (HEADINGS, GOOD, with_value(column, text))
    path.write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")
    began = time.monotonic()
    reading = read_file(path)
    assert time.monotonic() - began < 5
    assert reading.rows_used >= 1
    told = [p.values for p in reading.problems if p.code == "import_long_text"]
    cell = f"{column_letter(column)}3"
    assert [(values["cell"], values["signs"]) for values in told] == (
        [(cell, len(text))] if len(text) > LONGEST_TEXT else []
    )


def test_that_a_long_text_is_told_of_every_kind_of_file(tmp_path, monkeypatch):
    monkeypatch.setattr(column_codes, "LARGE", 1)
    monkeypatch.setattr(load, "LARGE", 1)
    row = with_value(3, "x" * 3_000)
    large = load.load_book(
        write_xlsx(tmp_path / "a.xlsx", HEADINGS, row), Sniffed(format=Format.XLSX)
    )
    assert large.sheets[0].coded
    assert max(len(str(v)) for c in large.sheets[0].coded for v in c.values) == LONGEST_TEXT
    calendar = tmp_path / "a.ics"
    calendar.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261017\n"
        "SUMMARY:Herfstvakantie\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261017\n"
        f"SUMMARY:{'x' * 3_000}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    for notes in (large.notes, [(p.code, p.values) for p in read_file(calendar).problems]):
        assert "import_long_text" in [code for code, _ in notes]


def test_that_a_web_page_is_read_where_it_can_be_stopped(tmp_path, monkeypatch):
    """A page of tags that never end keeps the parser of Python busy for hours."""
    path = tmp_path / "a.xls"
    path.write_bytes(b"<html><table><tr><td>" + b"<a " * 500_000)
    monkeypatch.setattr(
        Worker.load, "__kwdefaults__", {**Worker.load.__kwdefaults__, "seconds": 0.5}
    )
    began = time.monotonic()
    assert code_of(path) == "import_too_slow"
    assert time.monotonic() - began < 20


def test_that_expanding_entities_do_no_harm(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD)
    bomb = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    for k in range(1, 12):
        before = f"&{chr(96 + k)};".encode() * 10
        bomb += f'<!ENTITY {chr(97 + k)} "'.encode() + before + b'">'
    bomb += b"]><worksheet><sheetData><row><c t='inlineStr'><is><t>&l;</t></is></c></row>"
    repack(path, {SHEET: bomb + b"</sheetData></worksheet>"})
    began = time.monotonic()
    with pytest.raises(StagePlannerError):
        read_file(path)
    assert time.monotonic() - began < 10


def test_that_names_with_tricks_in_an_archive_write_nothing(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD)
    repack(path, {}, **{"../../boe.txt": b"x", "/etc/boe": b"x", "C:\\boe": b"x"})
    before = sorted(tmp_path.parent.rglob("*"))
    assert read_file(path).rows_used == 1
    assert sorted(tmp_path.parent.rglob("*")) == before


@pytest.mark.parametrize("name", ["../a b.xlsx", "naam met é.xlsx", "=cmd|' /C calc'!A0.xlsx"])
def test_that_odd_file_names_are_only_names(tmp_path, name):
    folder = tmp_path / "x"
    folder.mkdir()
    path = folder / name.replace("/", "_")
    assert read_file(write_xlsx(path, HEADINGS, GOOD)).file == path.name


def test_that_macros_are_told_and_never_run(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD).rename(tmp_path / "a.xlsm")
    repack(path, {}, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 boe"})
    reading = read_file(path)
    assert reading.rows_used == 1
    assert [p.code for p in reading.problems] == ["import_macros"]


def test_that_external_links_are_told_and_not_followed(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD)
    repack(path, {}, **{"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    assert [p.code for p in read_file(path).problems] == ["import_external_links"]


def test_that_a_password_is_told(tmp_path):
    path = tmp_path / "slot.xlsx"
    stream = io.BytesIO()
    stream.write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    stream.write("EncryptedPackage".encode("utf-16-le") + bytes(1000))
    path.write_bytes(stream.getvalue())
    assert code_of(path) == "import_encrypted"


def test_that_a_formula_gives_its_saved_value(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD)
    with zipfile.ZipFile(path) as archive:
        data = archive.read(SHEET)
    saved = data.replace(b"<v>24</v>", b"<f>12*2</f><v>24</v>")
    assert saved != data
    repack(path, {SHEET: saved})
    assert [p.students for p in read_file(path).periods] == [24]


def test_that_a_formula_without_value_is_told(tmp_path):
    row = (*GOOD[:4], "=12*2", *GOOD[5:])
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD, row))
    problems = {p.code: p for p in reading.problems}
    assert problems["import_formula_empty"].values["cell"] == "E3"
    assert reading.rows_used == 1


def test_that_an_error_cell_is_told(tmp_path):
    row = (*GOOD[:4], "#N/A", *GOOD[5:])
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD, row))
    assert {"import_cell_error"} <= {p.code for p in reading.problems}
    assert reading.rows_used == 1


def test_that_too_many_rows_are_refused_with_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(size_limits, "MAX_ROWS", 50)
    path = tmp_path / "a.csv"
    path.write_text("a;b\n" * 60, encoding="utf-8")
    assert code_of(path) == "import_sheet_too_large"


def test_that_too_many_columns_of_a_text_are_refused_and_empty_ones_are_not(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a;" * 3_000 + "\n", encoding="utf-8")
    assert code_of(path) == "import_sheet_too_large"
    lines = (";".join(map(str, row)) + ";" * 100_000 for row in (HEADINGS, GOOD))
    path.write_text("\n".join(lines), encoding="utf-8")
    assert read_file(path).rows_used == 1


def test_that_reading_can_be_cancelled(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD)
    assert code_of(path, progress=Progress(is_cancelled=lambda: True)) == "import_cancelled"
    assert read_file(path).rows_used == 1


def test_that_progress_goes_from_nothing_to_all(tmp_path):
    parts: list[float] = []
    read_file(write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD), progress=Progress(parts.append))
    assert parts[0] == 0.0
    assert parts[-1] == 1.0
    assert parts == sorted(parts)


def test_that_a_reader_that_dies_or_hangs_is_survived(tmp_path, monkeypatch):
    path = write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD)
    worker = Worker()
    sniffed = sniff(path)
    try:
        assert worker.load(path, sniffed).sheets
        worker._process.kill()
        worker._process.join()
        assert worker.load(path, sniffed).sheets
        with monkeypatch.context() as patched, pytest.raises(StagePlannerError) as caught:
            patched.setattr("stageplanner.sheets.reading.workbook.reader_process._POLL", 0.0)
            if hasattr(signal, "SIGSTOP"):
                os.kill(worker._process.pid, signal.SIGSTOP)  # it hangs, however fast the machine
            worker.load(path, sniffed, seconds=-1)
        assert caught.value.problem.code == "import_too_slow"
        assert worker.load(path, sniffed).sheets
    finally:
        worker.stop()
