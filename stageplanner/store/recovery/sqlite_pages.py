"""Reading rows straight from the pages of a damaged file.

SQLite finds a row through pages that point to pages; if one of those is gone, the rows below it are
still there. See "Database File Format" of SQLite, sections 1.6 and 2.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise

from stageplanner.store.file.migrations import PAGE_SIZE
from stageplanner.store.rows.cells import Cell

_LEAF = 0x0D
_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def leaf_rows(content: bytes) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Yield position and cells of every row that lies whole on a page, of any table.

    The cells begin with the empty cell of the position, as SQLite writes them.
    """
    for start in range(PAGE_SIZE, len(content) - PAGE_SIZE + 1, PAGE_SIZE):
        if content[start] != _LEAF:
            continue
        page = content[start : start + PAGE_SIZE]
        count = int.from_bytes(page[3:5], "big")
        for at in range(8, min(8 + 2 * count, PAGE_SIZE), 2):
            place = int.from_bytes(page[at : at + 2], "big")
            try:
                yield _row(content, page, place)
            except (IndexError, ValueError, struct.error):
                continue  # this cell is damaged; the next may not be


def _row(content: bytes, page: bytes, place: int) -> tuple[int, tuple[Cell, ...]]:
    size, place = _varint(page, place)
    position, place = _varint(page, place)
    return position, _record(_payload(content, page, place, size))


def _payload(content: bytes, page: bytes, place: int, size: int) -> bytes:
    """Return the bytes of a row: on its page, and of a long one also on overflow pages."""
    if size > len(content):
        raise ValueError(f"{size} bytes in one row")
    most = PAGE_SIZE - 35
    if size <= most:
        return page[place : place + size]
    least = (PAGE_SIZE - 12) * 32 // 255 - 23
    local = least + (size - least) % (PAGE_SIZE - 4)
    local = local if local <= most else least
    parts = [page[place : place + local]]
    left = size - local
    following = int.from_bytes(page[place + local : place + local + 4], "big")
    while left > 0:
        start = (following - 1) * PAGE_SIZE
        if start < PAGE_SIZE or start + PAGE_SIZE > len(content):
            raise ValueError(f"no page {following}")
        following = int.from_bytes(content[start : start + 4], "big")
        parts.append(content[start + 4 : start + 4 + min(left, PAGE_SIZE - 4)])
        left -= PAGE_SIZE - 4
    return b"".join(parts)


def _record(payload: bytes) -> tuple[Cell, ...]:
    """Return the cells of a row from its header with their types and its bytes."""
    header, place = _varint(payload, 0)
    kinds = []
    while place < header:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    lengths = [_SIZES.get(kind, 8 if kind == 7 else max(0, kind - 12) // 2) for kind in kinds]
    ends = [header]
    for length in lengths:
        ends.append(ends[-1] + length)
    if ends[-1] != len(payload):
        raise ValueError(f"{ends[-1]} of {len(payload)} bytes")
    cells = zip(kinds, pairwise(ends), strict=True)
    return tuple(_cell(kind, payload[begin:end]) for kind, (begin, end) in cells)


def _cell(kind: int, data: bytes) -> Cell:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind in _SIZES:
        return int.from_bytes(data, "big", signed=True)
    if kind == 7:
        return float(struct.unpack(">d", data)[0])
    if kind >= 13 and kind % 2:
        return data.decode("utf-8")
    raise ValueError(f"no kind {kind}")


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and the offset after it."""
    number = 0
    for length in range(8):
        byte = data[place + length]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, place + length + 1
    return number << 8 | data[place + 8], place + 9
