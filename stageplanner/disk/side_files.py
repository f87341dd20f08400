"""Temporary files next to the files they are to replace, and what a killed program left of them."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import platform
import stat
import sys
import time
import uuid
from pathlib import Path

#: The prefix of side files in office programs, which OneDrive and Dropbox do not sync.
SIDE_PREFIX = "~$"
_TEMPORARY = ".tmp"

#: In bytes; most systems allow 255 in a file name, and a suffix follows.
_LONGEST_NAME = 180

#: Waits in seconds: on Windows a virus scanner or sync program may hold a file for a moment.
_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8)

#: Error numbers of the system.
DISK_IS_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
IS_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}


def side_path(target: Path) -> Path:
    """Return a new path for a temporary file next to a file."""
    return target.with_name(f"{_side_name(target)}.{_maker()}{_TEMPORARY}")


def clear_leftovers(target: Path) -> None:
    """Remove the temporary files that a killed save of this computer left next to a file."""
    with contextlib.suppress(OSError):
        prefix = f"{_side_name(target)}."
        for side_file in target.parent.iterdir():
            name = side_file.name
            if name.startswith(prefix) and name.endswith(_TEMPORARY):
                maker = name[len(prefix) : -len(_TEMPORARY)].split("-")
                if len(maker) == 3 and maker[0] == _host() and not is_alive(maker[1]):
                    side_file.unlink()


def put_in_place(temporary: Path, target: Path) -> None:
    """Replace a file by another in one step, with patience where somebody holds it for a moment.

    Raises
    ------
    OSError
        If the system refuses it, on Windows after some waiting.
    """
    for wait in _PATIENCE:
        try:
            os.replace(temporary, target)  # noqa: PTH105 - the call this function is about
            return
        except PermissionError:
            if os.name == "posix":
                raise
            time.sleep(wait)
    os.replace(temporary, target)  # noqa: PTH105


def mode_of(target: Path) -> int:
    """Return the permissions of a file, or those a new file gets."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def is_alive(pid: str | int) -> bool:
    """Return whether a process of this computer still runs (in doubt: yes)."""
    try:
        number = int(pid)
    except ValueError:
        return True
    if sys.platform == "win32":
        return _is_alive_on_windows(number)
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _side_name(target: Path) -> str:
    """Return how the side files of a project begin; a long name is hashed to leave room."""
    name = target.name.encode("utf-8", "surrogateescape")
    if len(name) > _LONGEST_NAME:
        return SIDE_PREFIX + hashlib.sha256(name).hexdigest()[:16]
    return SIDE_PREFIX + target.name


def _host() -> str:
    """Return this computer as hexadecimal digits that fit in a file name."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _maker() -> str:
    return f"{_host()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


def _is_alive_on_windows(pid: int) -> bool:
    """Return whether a process runs on Windows; 0x1000 may query it, 259 means it runs."""
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(0x1000, False, pid)
    if not handle:
        return bool(kernel.GetLastError() == 5)
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259
