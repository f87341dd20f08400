"""Load a text file as a grid: detect its encoding and separator, keep every cell as text."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from stageplanner.sheets.reading.workbook import size_limits
from stageplanner.sheets.reading.workbook.file_type import refusal, size_refusal
from stageplanner.sheets.reading.workbook.grid import Book, Sheet

_SEPARATORS = (";", "\t", ",", "|")


def load_text(path: Path) -> Book:
    """Read a csv or tsv: utf-8, utf-16 or cp1252, separated by ``;`` ``,`` tab or ``|``."""
    text = decode(path.read_bytes())
    text = text.replace("\0", "")
    separator, skipped = _separator(text)
    rows: list[list[str]] = [[]] if skipped else []
    body = text.split("\n", 1)[1] if skipped and "\n" in text else text
    csv.field_size_limit(1_000_000)
    try:
        for cells in csv.reader(io.StringIO(body, newline=""), delimiter=separator):
            while len(cells) > size_limits.MAX_COLUMNS and not cells[-1]:
                cells.pop()
            rows.append([cell.strip() for cell in cells])
            if len(rows) > size_limits.MAX_ROWS or len(cells) > size_limits.MAX_COLUMNS:
                raise size_refusal(path.name, len(rows), len(cells))
    except csv.Error as problem:
        raise refusal("import_damaged", path.name, reason=str(problem)[:80]) from None
    return Book(sheets=(Sheet(name=path.stem, rows=rows),))


def decode(data: bytes) -> str:
    """Decode bytes by their byte order mark, else as utf-8, else as cp1252 of Windows."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    head = data[:4000]
    if head[1::2].count(0) > len(head) // 3:
        return data.decode("utf-16-le", errors="replace")
    if head[::2].count(0) > len(head) // 3:
        return data.decode("utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _separator(text: str) -> tuple[str, bool]:
    """Return the separator of a text, and whether its first line declares it (``sep=;``)."""
    lines = [line for line in text[:50_000].splitlines() if line.strip()][:40]
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4], True
    best, score = ";", 0.0
    for separator in _SEPARATORS:
        widths = [len(next(csv.reader([line], delimiter=separator), [])) for line in lines]
        wide = [w for w in widths if w > 1]
        if not wide:
            continue
        common = max(set(wide), key=wide.count)
        points = wide.count(common) / len(lines) * min(common, 8)
        if points > score:
            best, score = separator, points
    return best, False
