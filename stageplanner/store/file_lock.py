"""The lock of a project file: the first window may change it, a second one only reads.

On one computer the lock of the system decides; it ends with its process, so it is never stale. On
a network folder other computers may open the file too, so there an owner file ``~$name`` is put
next to the project while it is open (sync programs skip such names). One that a crash left behind
is recognised on its own computer; on another one the user decides.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
import uuid
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from stageplanner.disk.side_files import SIDE_PREFIX, clear_leftovers, is_alive
from stageplanner.problems import Problem, Severity, StagePlannerError
from stageplanner.store.disk.state_paths import (
    close_locked,
    is_network_folder,
    key_of,
    open_locked,
    state_folder,
)
from stageplanner.store.refusal import refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The user who has a project file open, where and since when (UTC)."""

    user: str
    host: str
    pid: int
    since: datetime
    token: str = ""


def holder_problem(path: Path, holder: Holder) -> Problem:
    """Return the problem for a second window: who holds the file, and what can be done."""
    since = holder.since.astimezone()
    values = {"user": holder.user, "host": holder.host, "since": f"{since:%H:%M}", "day": since}
    return refusal("store_in_use", path, severity=Severity.WARNING, **values)


def hold(path: Path, *, folder: Path | None = None) -> FileLock:
    """Lock a file for one command, from reading it to saving it: ``with hold(path): ...``.

    Raises
    ------
    StagePlannerError
        If a window or another command holds it; the problem names the user.
    """
    lock = FileLock.take(path, folder=folder)
    if lock.holder is not None:
        problem = holder_problem(path, lock.holder)
        raise StagePlannerError(replace(problem, code="store_held", severity=Severity.ERROR))
    return lock


def current_user() -> str:
    """Return the name of the user on this computer, for the history; empty if unknown."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


class FileLock:
    """The right to change one project file, until :meth:`release`.

    Attributes
    ----------
    holder : Holder or None
        The other user who holds the file; ``None`` if the lock is ours.
    """

    def __init__(self, path: Path, place: Path, holder: Holder | None, handle: int | None) -> None:
        self.path = path
        self.holder = holder
        self._place = place
        self._handle = handle
        self._owner_file: Path | None = None
        self._me = _myself()

    @property
    def is_ours(self) -> bool:
        """Whether this window may change the file."""
        return self.holder is None

    @classmethod
    def take(
        cls,
        path: Path,
        *,
        folder: Path | None = None,
        shared: bool | None = None,
        take_over: bool = False,
    ) -> FileLock:
        """Take the lock of a file; :attr:`holder` of the result shows if it succeeded.

        Parameters
        ----------
        path : Path
            The project file.
        folder : Path, optional
            The folder of the locks; by default that of this user.
        shared : bool, optional
            Whether other computers reach the file; by default found from the folder.
        take_over : bool, optional
            Take over an owner file on a network folder, because the user confirms that the other
            computer is no longer at work. A window on this computer never loses its file that way.
        """
        place = (folder or state_folder()) / "locks" / f"{key_of(path)}.lock"
        try:
            handle = open_locked(place)
        except OSError:  # no state folder: work on, the check at saving still guards the file
            return cls(path, place, None, None)
        if handle is None:
            return cls(path, place, _read_holder(place) or _unknown(), None)
        lock = cls(path, place, None, handle)
        _write_holder(handle, lock._me)
        if _is_shared(path) if shared is None else shared:
            lock._take_owner_file(take_over)
        if lock.is_ours:
            clear_leftovers(Path(os.path.realpath(path)))
        return lock

    def release(self) -> None:
        """Release the lock and remove its files."""
        if self._owner_file is not None:
            holder = _read_holder(self._owner_file)
            if holder is not None and holder.token == self._me.token:
                with contextlib.suppress(OSError):
                    self._owner_file.unlink()
            self._owner_file = None
        if self._handle is not None:
            close_locked(self._handle, self._place)
            self._handle = None

    def __enter__(self) -> FileLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def _take_owner_file(self, take_over: bool) -> None:
        target = Path(os.path.realpath(self.path))
        place = target.with_name(SIDE_PREFIX + target.name)
        content = _as_json(self._me).encode()
        for _ in range(3):
            try:
                handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            except FileExistsError:
                holder = _read_holder(place)
                if not take_over and (holder is None or not _is_stale(holder)):
                    self.release()
                    self.holder = holder or _unknown()
                    return
                with contextlib.suppress(OSError):
                    place.unlink()
                continue
            except OSError:  # a read-only folder: no window can save there
                return
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            self._owner_file = place
            return


def _is_shared(path: Path) -> bool:
    """Return whether others may open a file: on the network, or in a folder of another user."""
    if is_network_folder(path.parent):
        return True
    if not hasattr(os, "geteuid"):
        return False
    with contextlib.suppress(OSError):
        return path.parent.stat().st_uid != os.geteuid()
    return False


def _is_stale(holder: Holder) -> bool:
    return holder.host == platform.node() and not is_alive(holder.pid)


def _myself() -> Holder:
    return Holder(
        user=current_user() or "?",
        host=platform.node(),
        pid=os.getpid(),
        since=datetime.now(UTC),
        token=uuid.uuid4().hex,
    )


def _unknown() -> Holder:
    return Holder(user="?", host="?", pid=0, since=datetime.now(UTC))


def _as_json(holder: Holder) -> str:
    return json.dumps(asdict(holder) | {"since": holder.since.isoformat()})


def _write_holder(handle: int, holder: Holder) -> None:
    with contextlib.suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, _as_json(holder).encode())


def _read_holder(place: Path) -> Holder | None:
    try:
        with place.open("rb") as file:
            values = json.loads(file.read(10_000))
        return Holder(
            user=str(values["user"]),
            host=str(values["host"]),
            pid=int(values["pid"]),
            since=datetime.fromisoformat(values["since"]),
            token=str(values["token"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
