"""The checksum of a project file, over everything in it, so that any damage is noticed.

SQLite notices broken pages, but not a 24 that has become a 56. The checksum is in the first row of
the table ``about``; it is computed with zeros in its place.
"""

from __future__ import annotations

import hashlib
import re
import secrets

from stageplanner.store.rows.cells import Row

_NAME = "sha256"
_BLANK = "0" * 64
_SEAL = re.compile(rb"sha256(?=[0-9a-f]{64})")


def open_row() -> Row:
    """Return the first row of ``about`` before the checksum is known: no text is like it."""
    return (_NAME, secrets.token_hex(len(_BLANK) // 2))


def sealed(content: bytes, row: Row) -> bytes:
    """Return the content of a file with its checksum in place of the second cell of a row."""
    place = content.index("".join(map(str, row)).encode()) + len(_NAME)
    digest = _digest(content, place)
    return b"".join((content[:place], digest, content[place + len(digest) :]))


def is_sealed(content: bytes) -> bool:
    """Return whether every byte of a file is as it was saved.

    A text of the region may look like the checksum; only the checksum fits the rest of the file.
    """
    places = (match.start() + len(_NAME) for match in _SEAL.finditer(content))
    return any(content[place : place + len(_BLANK)] == _digest(content, place) for place in places)


def _digest(content: bytes, place: int) -> bytes:
    view = memoryview(content)
    digest = hashlib.sha256(view[:place])
    digest.update(_BLANK.encode())
    digest.update(view[place + len(_BLANK) :])
    return digest.hexdigest().encode()
