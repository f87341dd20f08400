"""The checksum of a project file, over everything in it, so that any damage is noticed.

SQLite notices broken pages, but not a 24 that has become a 56. The checksum is in the first row of
the table ``about``; it is computed with zeros in its place.
"""

from __future__ import annotations

import hashlib

from stageplanner.store.file.migrations import PAGE_SIZE
from stageplanner.store.rows.cells import Row

_NAME = "sha256"
_BLANK = "0" * 64

#: The first row of the table ``about``, before the checksum is known.
BLANK_ROW: Row = (_NAME, _BLANK)


def sealed(content: bytes) -> bytes:
    """Return the content of a file with its checksum in place of the zeros."""
    place = _place(content)
    digest = _digest(content, place)
    return b"".join((content[:place], digest, content[place + len(digest) :]))


def is_sealed(content: bytes) -> bool:
    """Return whether every byte of a file is as it was saved."""
    place = _place(content)
    return place > 0 and content[place : place + len(_BLANK)] == _digest(content, place)


def _place(content: bytes) -> int:
    """Return the offset of the checksum: on the second page, the only one of ``about``; else 0."""
    offset = content.find(_NAME.encode(), PAGE_SIZE, 2 * PAGE_SIZE)
    return 0 if offset < 0 else offset + len(_NAME)


def _digest(content: bytes, place: int) -> bytes:
    view = memoryview(content)
    digest = hashlib.sha256(view[:place])
    digest.update(_BLANK.encode())
    digest.update(view[place + len(_BLANK) :])
    return digest.hexdigest().encode()
