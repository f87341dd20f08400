"""The file that a save is about to replace: nothing in it may be lost unseen."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from stageplanner.domain.history import Event
from stageplanner.problems import StagePlannerError
from stageplanner.store.disk import atomic_write
from stageplanner.store.file import migrations, validate
from stageplanner.store.refusal import refusal
from stageplanner.store.rows.cells import Row
from stageplanner.store.rows.region_rows import EVENT


def refuse_lost_history(path: Path, history: tuple[Event, ...]) -> None:
    """Raise if a file holds changes that are not in a history.

    Only a file of the same region counts: one whose history begins with the same change.

    Raises
    ------
    StagePlannerError
        If another user changed the file since it was opened (with who and when), or saved it with a
        newer app.
    """
    if not history:
        return
    try:
        count, first, last = _ends_of_history(path)
    except sqlite3.Error:
        return
    except StagePlannerError as error:
        if error.problem.code == "store_newer":
            raise
        return  # no file yet, or none that can be read: there is no history to lose
    if count == 0 or first != EVENT.row(history[0]):
        return
    if count <= len(history) and last == EVENT.row(history[count - 1]):
        return
    event = EVENT.of(last)
    when = event.when.astimezone()
    problem = refusal(
        "store_changed_elsewhere",
        path,
        user=event.user or "?",
        day=when.date(),
        time=f"{when:%H:%M}",
    )
    raise StagePlannerError(problem)


def keep_older_version(path: Path) -> Path | None:
    """Copy a file of an older version next to itself before it is replaced, once.

    Returns
    -------
    Path or None
        The copy, if one was made.
    """
    version = _version(path)
    if version is None or version >= migrations.VERSION:
        return None
    copy = path.with_name(f"{path.stem} (versie {version}){path.suffix}")
    if copy.exists():
        return None
    atomic_write.replace_file(copy, atomic_write.read_file(path))
    return copy


def _version(path: Path) -> int | None:
    """Return the version of a project file; ``None`` if there is no such file."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError:
        return None
    is_ours = validate.number_at(header, 68) == migrations.APPLICATION_ID
    return validate.number_at(header, 60) if is_ours else None


def _ends_of_history(path: Path) -> tuple[int, Row, Row]:
    """Return the number of changes in a file, and the first and last of them."""
    from stageplanner.store.file import database

    content = atomic_write.read_file(path)
    version = validate.judge_header(content, path)
    connection = database.opened(content)
    try:
        validate.judge_declarations(connection, version, path)
        columns = "at, user, verb, subject, before, after, origin"
        select = f"SELECT {columns} FROM event ORDER BY position"
        first = connection.execute(f"{select} LIMIT 1").fetchone() or ()
        last = connection.execute(f"{select} DESC LIMIT 1").fetchone() or ()
        count = connection.execute("SELECT count(*) FROM event").fetchone()[0]
        return int(count), first, last
    finally:
        connection.close()
