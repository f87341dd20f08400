"""Atomic writes: after a crash, a full disk or a lost network the old file is still there."""

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

from stageplanner.problems import Problem, StagePlannerError
from stageplanner.store.refusal import refusal

#: The file of the whole country is some 60 MB; SQLite opens at most 1 GB in memory.
LARGEST_FILE = 768 * 1024 * 1024

#: The prefix of side files in office programs, which OneDrive and Dropbox do not sync.
SIDE_PREFIX = "~$"
_TEMPORARY = ".tmp"

#: In bytes; most systems allow 255 in a file name, and a suffix follows.
_LONGEST_NAME = 180

#: Waits in seconds: on Windows a virus scanner or sync program may hold the file for a moment.
_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8)

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
_HELD_ON_WINDOWS = 32
_CANNOT_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}


def read_file(path: Path) -> bytes:
    """Read the bytes of a project file.

    Raises
    ------
    StagePlannerError
        If it does not exist, is no ordinary file, is too large, or may not be read.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise StagePlannerError(refusal("store_not_a_file", path))
        if status.st_size > LARGEST_FILE:
            megabytes = status.st_size // (1024 * 1024)
            raise StagePlannerError(refusal("store_too_large", path, megabytes=megabytes))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise StagePlannerError(refusal("store_missing", path)) from error
    except OSError as error:
        reason = error.strerror or error
        raise StagePlannerError(refusal("store_unreadable", path, reason=reason)) from error


def refuse_read_only(path: Path) -> None:
    """Raise if a file is read-only, since replacing it would bypass its permissions.

    Raises
    ------
    StagePlannerError
        If it is read-only, or a folder.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if stat.S_ISDIR(mode):
        raise StagePlannerError(refusal("store_not_a_file", path))
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise StagePlannerError(refusal("store_read_only", path))


def replace_file(path: Path, content: bytes) -> None:
    """Replace the content of a file in one step, forced to the disk.

    Raises
    ------
    StagePlannerError
        If the disk is full, or the folder is gone or closed to us: the old file is untouched. Or if
        the file was replaced but the disk does not confirm it.
    """
    target = Path(os.path.realpath(path))
    clear_leftovers(target)
    temporary = target.with_name(f"{_side_name(target)}.{_maker()}{_TEMPORARY}")
    try:
        _write(temporary, content, _mode_of(target))
        _put_in_place(temporary, target)
    except OSError as error:
        raise StagePlannerError(_why(error, path)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    try:
        sync_folder(target.parent)
    except OSError as error:
        reason = error.strerror or error
        raise StagePlannerError(refusal("store_unsure", path, reason=reason)) from error


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


def sync_folder(folder: Path) -> None:
    """Force the list of names of a folder to the disk, if the system can."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(handle)


def sync(handle: int) -> None:
    """Force an open file to the disk; some network drives cannot and do it later."""
    try:
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        else:
            os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise


def _side_name(target: Path) -> str:
    """Return how the side files of a project begin; a long name is hashed to leave room."""
    name = target.name.encode("utf-8", "surrogateescape")
    if len(name) > _LONGEST_NAME:
        return SIDE_PREFIX + hashlib.sha256(name).hexdigest()[:16]
    return SIDE_PREFIX + target.name


def _write(temporary: Path, content: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, mode)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        sync(handle)
    finally:
        os.close(handle)
    if os.name == "posix":
        temporary.chmod(mode)


def _put_in_place(temporary: Path, target: Path) -> None:
    for wait in _PATIENCE:
        try:
            os.replace(temporary, target)  # noqa: PTH105 - the call this module is about
            return
        except PermissionError:
            if os.name == "posix":
                raise
            time.sleep(wait)
    os.replace(temporary, target)  # noqa: PTH105


def _mode_of(target: Path) -> int:
    """Return the permissions of a file, or those a new file gets."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _host() -> str:
    """Return this computer as hexadecimal digits that fit in a file name."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _maker() -> str:
    return f"{_host()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


def _why(error: OSError, path: Path) -> Problem:
    code = "store_not_saved"
    if getattr(error, "winerror", None) == _HELD_ON_WINDOWS:
        code = "store_busy"
    elif error.errno in _FULL:
        code = "store_disk_full"
    elif error.errno in _FORBIDDEN:
        code = "store_folder_read_only"
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        code = "store_no_folder"
    return refusal(code, path, reason=error.strerror or error)


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
