"""Folders and locks for the state of the app: on this computer, never next to the project file.

Folders with project files are often synced or shared; a journal or lock there would travel too.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import platformdirs

#: Seconds to wait for another save; the file of the whole country takes some two seconds.
_LONGEST_SAVE = 20.0


def state_folder() -> Path:
    """Return the folder of this user on this computer for journals and locks."""
    return platformdirs.user_state_path("StagePlanner", appauthor=False)


def private_folder(folder: Path) -> Path:
    """Make a folder that only this user can look into, or close one that is there; return it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name == "posix":
        folder.chmod(0o700)
    return folder


def key_of(path: Path) -> str:
    """Return a name for a project file that is the same whichever path leads to it."""
    full = os.path.normcase(os.path.realpath(path))
    return hashlib.sha256(full.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def lock_handle(handle: int) -> bool:
    """Lock an open file for this process; the lock ends with the process.

    Returns
    -------
    bool
        Whether it is locked by us now; False if another window holds it.

    Raises
    ------
    OSError
        If this folder has no locks.
    """
    if sys.platform == "win32":
        import msvcrt

        # On Windows a lock hides the bytes it covers from others, so lock one far past the end.
        position = os.lseek(handle, 0, os.SEEK_CUR)
        os.lseek(handle, 1 << 30, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        finally:
            os.lseek(handle, position, os.SEEK_SET)
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def open_locked(path: Path) -> int | None:
    """Open and lock a file for this process; ``None`` if another one holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            ours = lock_handle(handle)
        except OSError:
            os.close(handle)
            raise
        if not ours:
            os.close(handle)
            return None
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        os.close(handle)  # another process removed it between our opening and locking it


def close_locked(handle: int, path: Path) -> None:
    """Close and remove a file of :func:`open_locked`."""
    with contextlib.suppress(OSError):
        path.unlink()
    os.close(handle)


@contextlib.contextmanager
def turn(path: Path, *, folder: Path | None = None) -> Iterator[None]:
    """Wait for the turn to replace a project file, so that checking and replacing are one step.

    It orders the windows and commands of one user on one computer. If the lock cannot be had, or
    takes longer than any save, the work goes on without it.
    """
    place = (folder or state_folder()) / "locks" / f"{key_of(path)}.saving"
    handle = None
    with contextlib.suppress(OSError):
        until = time.monotonic() + _LONGEST_SAVE
        while (handle := open_locked(place)) is None and time.monotonic() < until:
            time.sleep(0.01)
    try:
        yield
    finally:
        if handle is not None:
            close_locked(handle, place)


def is_network_folder(folder: Path) -> bool:
    """Return whether a folder is on another computer, so that others may open its files.

    Linux and Windows know it; on a Mac every mounted volume counts.
    """
    full = Path(os.path.realpath(folder))
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(full)[0]
        if drive.startswith("\\\\"):
            return True
        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == 4)
    if sys.platform == "darwin":
        return full.is_relative_to("/Volumes")
    return _linux_file_system(full) in _NETWORK_FILE_SYSTEMS


_NETWORK_FILE_SYSTEMS = frozenset(
    [
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ncpfs", "davfs"),
        *("ceph", "glusterfs", "lustre", "fuse.sshfs", "fuse.davfs", "fuse.glusterfs"),
        *("fuse.gvfsd-fuse", "fuse.rclone"),
    ]
)


def _linux_file_system(full: Path) -> str:
    """Return the file system of the deepest mount that holds a folder."""
    deepest, kind = -1, ""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines():
            left, _, right = line.partition(" - ")
            mount = Path(left.split()[4].encode().decode("unicode_escape"))
            if full.is_relative_to(mount) and len(mount.parts) >= deepest:
                deepest, kind = len(mount.parts), right.split()[0]
    return kind
