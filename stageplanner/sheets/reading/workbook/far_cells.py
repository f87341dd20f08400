"""Refuse an .xlsx with a value so far away that a reader would allocate gigabytes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stageplanner.problems import column_number
from stageplanner.sheets.reading.workbook import size_limits
from stageplanner.sheets.reading.workbook.file_type import refusal

#: The attributes of a tag. Every run has an end, so that no file makes a search take its square:
#: a tag ends before the next one begins, and is never this long.
INSIDE_TAG = rb"[^<>]{0,500}"
_WIDE_CELL = re.compile(rb'r="([A-Z]{3})(\d{1,9})"' + INSIDE_TAG + rb"?(/?)>")
_ROW = re.compile(rb"<(?:\w{1,20}:)?row " + INSIDE_TAG + rb'?\br="(\d{1,9})"')
#: The value of a cell: a number, a text, or a text in place.
_CONTENT = re.compile(rb"<(?:\w{1,20}:)?(?:v|is|f)[ >]")
#: The value is the first element in its cell.
_NEAR = 200
_CELL_REFERENCE = re.compile(rb'\br="([A-Z]{1,3}\d{1,9})"')
_LARGE_PART = 5_000_000


def refuse_far_cell(data: bytes, file: str) -> None:
    """Refuse a sheet with a value so far away that a reader would allocate gigabytes.

    Rows and cells that are only formatted hold nothing, so a reader passes over them.
    """
    cell_tag, row_tag = (b"<c ", b"<row ") if b"<row " in data else (b":c ", b":row ")
    for match in _WIDE_CELL.finditer(data):
        if column_number(match.group(1).decode()) < size_limits.MAX_COLUMNS or match.group(3):
            continue
        last = match.end() + _NEAR
        following = data.find(cell_tag, match.end(), last)
        if _CONTENT.search(data, match.end(), last if following < 0 else following):
            cell = (match.group(1) + match.group(2)).decode()
            raise refusal("import_far_cell", file, cell=cell)
    for start, end, number in _far_rows(data, row_tag):
        content = _CONTENT.search(data, start, end)
        if content is not None:
            named = _CELL_REFERENCE.findall(data, start, content.start())
            cell = named[-1].decode() if named else f"A{number}"
            raise refusal("import_far_cell", file, cell=cell)


def _far_rows(data: bytes, tag: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield begin, end and number of rows that are too far down; of a large part from its end."""
    if len(data) <= _LARGE_PART:
        rows = [(row.start(), int(row.group(1))) for row in _ROW.finditer(data)]
        ends = [start for start, _ in rows[1:]] + [len(data)]
        for (start, number), end in zip(rows, ends, strict=True):
            if number > size_limits.MAX_ROWS:
                yield start, end, number
        return
    end = len(data)
    while (last := data.rfind(tag, 0, end)) >= 0:
        match = _ROW.match(data, data.rfind(b"<", max(last - 20, 0), last + 1))
        if match is not None and int(match.group(1)) <= size_limits.MAX_ROWS:
            return
        if match is not None:
            yield match.start(), end, int(match.group(1))
        end = last
