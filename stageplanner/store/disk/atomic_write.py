"""Atomic writes: after a crash, a full disk or a lost network the old file is still there."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path

from stageplanner.disk.side_files import (
    DISK_IS_FULL,
    IS_FORBIDDEN,
    clear_leftovers,
    mode_of,
    put_in_place,
    side_path,
)
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.store.refusal import refusal

#: The file of the whole country is some 60 MB; SQLite opens at most 1 GB in memory.
LARGEST_FILE = 768 * 1024 * 1024

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
    temporary = side_path(target)
    try:
        _write(temporary, content, mode_of(target))
        put_in_place(temporary, target)
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


def _why(error: OSError, path: Path) -> Problem:
    code = "store_not_saved"
    if getattr(error, "winerror", None) == _HELD_ON_WINDOWS:
        code = "store_busy"
    elif error.errno in DISK_IS_FULL:
        code = "store_disk_full"
    elif error.errno in IS_FORBIDDEN:
        code = "store_folder_read_only"
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        code = "store_no_folder"
    return refusal(code, path, reason=error.strerror or error)
