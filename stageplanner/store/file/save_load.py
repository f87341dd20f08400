"""Saving and loading a project file: whole, or not at all.

A file is built in memory, written next to the old one under another name, forced to the disk and
only then put in its place. Whatever happens halfway, the old file is still there, and only a
finished file ever has the name of the project. A file is read into memory at once, so no lock,
journal or other side file is made next to it.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stageplanner.problems import StagePlannerError
from stageplanner.store.disk import atomic_write, state_paths
from stageplanner.store.document import Document
from stageplanner.store.file import checksum, earlier_version, migrations, validate
from stageplanner.store.refusal import refusal
from stageplanner.store.rows.document_rows import document_of, rows_of


def save(path: Path, document: Document, *, replace_history: bool = False) -> bytes:
    """Write everything to the project file.

    A file of an older version is first copied next to itself. The history is append-only: a file
    with changes of others that ``document`` does not have is not replaced, so that of two windows,
    computers or synced folders none can undo the work of the other unseen.

    Parameters
    ----------
    path : Path
        The project file.
    document : Document
        What to write.
    replace_history : bool, optional
        Replace the file all the same, because the user chose to.

    Returns
    -------
    bytes
        The new content of the file, for the journal.

    Raises
    ------
    StagePlannerError
        If the file could not be written; the old file is untouched.
    """
    atomic_write.refuse_read_only(path)
    content = to_bytes(document, path)
    with state_paths.turn(path):
        if not replace_history:
            earlier_version.refuse_lost_history(path, document.history)
        earlier_version.keep_older_version(path)
        atomic_write.replace_file(path, content)
    return content


def load(path: Path) -> Document:
    """Read a project file, also of an older version.

    Raises
    ------
    StagePlannerError
        If the file cannot be read, is no project file, is damaged, or is newer than this app.
    """
    return load_with_content(path)[0]


def load_with_content(path: Path) -> tuple[Document, bytes]:
    """Read a project file as :func:`load` does; also return its bytes, for the journal."""
    content = atomic_write.read_file(path)
    return from_bytes(content, path), content


def to_bytes(document: Document, path: Path) -> bytes:
    """Return the content of the project file of a document.

    Raises
    ------
    StagePlannerError
        If a value cannot be stored.
    """
    from stageplanner.store.file import database

    connection = database.new()
    try:
        with _without_collecting():
            tables = rows_of(document)
            row = checksum.open_row()
            tables["about"].insert(0, row)
            database.fill(connection, tables)
        return checksum.sealed(connection.serialize(), row)
    except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
        raise StagePlannerError(refusal("store_unstorable", path, detail=error)) from error
    finally:
        connection.close()


def from_bytes(content: bytes, path: Path) -> Document:
    """Read the document in the content of a project file.

    Raises
    ------
    StagePlannerError
        If it is no project file, is damaged, or is newer than this app.
    """
    from stageplanner.store.file import database

    version = validate.judge_header(content, path)
    connection = database.opened(content)
    try:
        validate.judge_schema(connection, version, path)
        if version < migrations.VERSION:
            migrations.migrate(connection, version)
        with _without_collecting():
            document = document_of(database.read(connection))
    except sqlite3.Error as error:
        raise StagePlannerError(refusal("store_damaged", path, detail=error)) from error
    except (ValueError, TypeError, LookupError, StopIteration, RecursionError) as error:
        raise StagePlannerError(refusal("store_bad_row", path, detail=error)) from error
    finally:
        connection.close()
    if not checksum.is_sealed(content):
        raise StagePlannerError(refusal("store_altered", path))
    return document


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Pause the garbage collector while millions of long-lived objects are created.

    For the whole country collecting takes as long as reading.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
