"""The seal of a project file: a checksum of everything in it, so that no damage goes unseen.

SQLite sees broken pages, but not a 24 that has become a 56. The seal lies in the first row of
the table ``about``; the file is summed with zeros in its place.
"""

from __future__ import annotations

import hashlib

from stageplanner.store.file.migrations import PAGE_SIZE
from stageplanner.store.rows.cells import Row

_NAME = "sha256"
_BLANK = "0" * 64

#: The row to put first into the table ``about``.
BLANK_ROW: Row = (_NAME, _BLANK)


def sealed(content: bytes) -> bytes:
    """The content of a file with its seal in place of the zeros."""
    place = _place(content)
    digest = _digest(content, place)
    return b"".join((content[:place], digest, content[place + len(digest) :]))


def is_sealed(content: bytes) -> bool:
    """Tell whether a file is, to the last byte, what was once saved."""
    place = _place(content)
    return place > 0 and content[place : place + len(_BLANK)] == _digest(content, place)


def _place(content: bytes) -> int:
    """Where the seal lies: on the second page, the only one of the table ``about``."""
    found = content.find(_NAME.encode(), PAGE_SIZE, 2 * PAGE_SIZE)
    return 0 if found < 0 else found + len(_NAME)


def _digest(content: bytes, place: int) -> bytes:
    view = memoryview(content)
    digest = hashlib.sha256(view[:place])
    digest.update(_BLANK.encode())
    digest.update(view[place + len(_BLANK) :])
    return digest.hexdigest().encode()
