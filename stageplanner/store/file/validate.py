"""Validation of a project file before anything in it is used.

In this order: is it a project file of a known version, is it whole, and does it hold our tables and
nothing else? A trigger, a view or a computed column could run foreign SQL in our name, so any such
file is refused without being read.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from stageplanner.problems import StagePlannerError
from stageplanner.store.file import migrations
from stageplanner.store.refusal import refusal

MAGIC = b"SQLite format 3\x00"
_HEADER = 100

#: The longest text in a project file; a longer one is never ours.
LONGEST_VALUE = 64 * 1024 * 1024


def judge_header(content: bytes, path: Path) -> int:
    """Return the version of a project file from its first bytes, before SQLite opens it.

    Raises
    ------
    StagePlannerError
        If it is empty, another kind of file, cut off, or newer than this app.
    """
    if not content:
        raise StagePlannerError(refusal("store_empty", path))
    if len(content) < _HEADER or not content.startswith(MAGIC):
        raise StagePlannerError(refusal("store_not_a_project", path))
    if number_at(content, 68) != migrations.APPLICATION_ID:
        raise StagePlannerError(refusal("store_not_a_project", path))
    version = number_at(content, 60)
    if version > migrations.VERSION:
        raise StagePlannerError(
            refusal("store_newer", path, version=version, known=migrations.VERSION)
        )
    if version < 1:
        raise StagePlannerError(refusal("store_not_a_project", path))
    expected = declared_size(content)
    if len(content) < expected:
        raise StagePlannerError(
            refusal("store_cut_off", path, size=len(content), expected=expected)
        )
    return version


def judge_schema(connection: sqlite3.Connection, version: int, path: Path) -> None:
    """Raise if a file declares anything but our tables, or its pages are damaged.

    Raises
    ------
    StagePlannerError
        If it holds foreign objects, or its pages do not fit together.
    """
    judge_declarations(connection, version, path)
    results = connection.execute("PRAGMA integrity_check(3)").fetchall()
    if [row[0] for row in results] != ["ok"]:
        detail = "; ".join(str(row[0]) for row in results)
        raise StagePlannerError(refusal("store_damaged", path, detail=detail))


def judge_declarations(connection: sqlite3.Connection, version: int, path: Path) -> None:
    """Raise if a file declares anything but the tables of its version, word for word.

    Raises
    ------
    StagePlannerError
        If it holds foreign objects.
    """
    if migrations.schema_of(connection) != migrations.expected_schema(version):
        raise StagePlannerError(refusal("store_foreign_schema", path))


def number_at(content: bytes, offset: int) -> int:
    """Return a four-byte number in the header of a SQLite file."""
    return int.from_bytes(content[offset : offset + 4], "big")


def page_size_of(content: bytes) -> int:
    """Return the page size that the header declares, in bytes."""
    size = int.from_bytes(content[16:18], "big")
    return 65536 if size == 1 else size


def declared_size(content: bytes) -> int:
    """Return the size that the header declares, in bytes."""
    return page_size_of(content) * number_at(content, 28)
