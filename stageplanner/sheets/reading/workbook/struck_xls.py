"""Find the cells of an .xls whose text is struck through, which the value reader does not return.

An .xls is a compound file with a stream of records. A font is struck through, a cell style has a
font, and a cell has a style. Only the fonts are looked at unless one of them is struck through.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128
#: A stream with fewer bytes is cut into short sectors.
_SHORT_STREAM, _SHORT_SECTOR = 4096, 64
#: The sectors of the sector table that the header of a compound file lists.
_LISTED = 109

_FONT, _STYLE, _SHEET, _BEGIN, _END = 0x0031, 0x00E0, 0x0085, 0x0809, 0x000A
#: Records of one cell, and of several cells side by side with the size of each.
_CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E})
_SEVERAL_CELLS = 0x00BD
_SIZE_OF_CELL = 6
_STRUCK = 0x0008
_SINCE_1997 = 0x0600
#: No font has this number: the fonts after it are counted from one higher.
_NO_FONT = 4


def struck_cells(path: Path) -> dict[str, set[tuple[int, int]]]:
    """Return the cells that are struck through, by the name of their sheet.

    Raises
    ------
    struct.error, ValueError, IndexError
        The file is damaged; the value reader reports that.
    """
    stream = _workbook_stream(path.read_bytes())
    struck_fonts: set[int] = set()
    struck_styles: set[int] = set()
    fonts = styles = 0
    sheets: dict[int, str] = {}
    for kind, at, size in _records(stream, 0):
        if kind == _BEGIN and struct.unpack_from("<H", stream, at)[0] != _SINCE_1997:
            return {}
        if kind == _FONT:
            number = fonts + (fonts >= _NO_FONT)
            fonts += 1
            if struct.unpack_from("<H", stream, at + 2)[0] & _STRUCK:
                struck_fonts.add(number)
        elif kind == _STYLE:
            if struct.unpack_from("<H", stream, at)[0] in struck_fonts:
                struck_styles.add(styles)
            styles += 1
        elif kind == _SHEET:
            begin = struct.unpack_from("<I", stream, at)[0]
            sheets[begin] = _name(stream[at + 6 : at + size])
    if not struck_styles:
        return {}
    return {name: _of_sheet(stream, begin, struck_styles) for begin, name in sheets.items()}


def _of_sheet(stream: bytes, begin: int, styles: set[int]) -> set[tuple[int, int]]:
    """Return the cells of the sheet that begins at a place of which the style is struck through."""
    found: set[tuple[int, int]] = set()
    for kind, at, size in _records(stream, begin):
        if kind in _CELLS:
            row, column, style = struct.unpack_from("<HHH", stream, at)
            if style in styles:
                found.add((row, column))
        elif kind == _SEVERAL_CELLS:
            row, first = struct.unpack_from("<HH", stream, at)
            for k in range((size - _SIZE_OF_CELL) // _SIZE_OF_CELL):
                if struct.unpack_from("<H", stream, at + 4 + k * _SIZE_OF_CELL)[0] in styles:
                    found.add((row, first + k))
    return found


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield the kind, place and size of each record up to the end of the part that begins here."""
    inside = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        inside += (kind == _BEGIN) - (kind == _END)
        yield kind, at + 4, size
        if kind == _END and inside <= 0:
            return
        at += 4 + size


def _name(record: bytes) -> str:
    """Return the name of a sheet: its length, whether it is wide, and its characters."""
    length, is_wide = record[0], record[1] & 1
    return record[2 : 2 + length * (1 + is_wide)].decode("utf-16-le" if is_wide else "latin-1")


def _workbook_stream(data: bytes) -> bytes:
    """Return the stream of the workbook in a compound file; ``b""`` if it has none.

    A short stream lies in small sectors inside the stream of the first entry, the root.
    """
    if not data.startswith(_SIGNATURE):
        return b""
    sector = 1 << struct.unpack_from("<H", data, 30)[0]
    per_sector = sector // 4
    (begin_of_entries,) = struct.unpack_from("<I", data, 48)
    next_list, lists = struct.unpack_from("<II", data, 68)
    tables = [*struct.unpack_from(f"<{_LISTED}I", data, 76)]
    for _ in range(min(lists, len(data) // sector)):
        more = struct.unpack_from(f"<{per_sector}I", data, (next_list + 1) * sector)
        tables += more[:-1]
        next_list = more[-1]
    following: list[int] = []
    for table in tables:
        if table < _LAST_SECTOR:
            following += struct.unpack_from(f"<{per_sector}I", data, (table + 1) * sector)

    entries = _joined(data[sector:], begin_of_entries, following, sector)
    for at in range(0, len(entries), _ENTRY):
        size = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(size - 2, 0)].decode("utf-16-le", "replace")
        if name in ("Workbook", "Book"):
            begin, length = struct.unpack_from("<II", entries, at + 116)
            if length >= _SHORT_STREAM:
                return _joined(data[sector:], begin, following, sector)[:length]
            (root,) = struct.unpack_from("<I", entries, 116)
            (table,) = struct.unpack_from("<I", data, 60)
            listed = _joined(data[sector:], table, following, sector)
            short = struct.unpack(f"<{len(listed) // 4}I", listed)
            inside = _joined(data[sector:], root, following, sector)
            return _joined(inside, begin, short, _SHORT_SECTOR)[:length]
    return b""


def _joined(data: bytes, number: int, following: Sequence[int], size: int) -> bytes:
    """Return the sectors of a stream in order: ``following`` holds the next of each sector."""
    parts: list[bytes] = []
    while number < _LAST_SECTOR and len(parts) <= len(following):
        parts.append(data[number * size : (number + 1) * size])
        number = following[number]
    return b"".join(parts)
