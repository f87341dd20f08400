"""What a build machine must have, and what this one lacks."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass

from resources.packaging import appimage, debian, pins, windows

#: The kinds of file that are made on each system, in the order in which they are made.
KINDS = {
    "linux": ("deb", "archive", "appimage"),
    "win32": ("setup", "zip"),
    "darwin": ("dmg",),
}
ALWAYS = "program"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing a build needs: for which kind, whether it is there, and what cures its lack."""

    name: str
    kind: str
    is_there: bool
    cure: str


def system() -> str:
    """Return the name of the system in :data:`KINDS`."""
    return "linux" if sys.platform.startswith("linux") else sys.platform


def kinds() -> tuple[str, ...]:
    """List what can be made on this system, given its tools."""
    return KINDS.get(system(), ())


def needs() -> tuple[Need, ...]:
    """Everything that a build on this system needs."""
    own = {"linux": _linux, "win32": _windows, "darwin": _macos}.get(system())
    return (*_everywhere(), *(own() if own is not None else ()))


def lacking(kind: str) -> tuple[Need, ...]:
    """List what this machine lacks to make one kind of file."""
    return tuple(n for n in needs() if not n.is_there and n.kind in (ALWAYS, kind))


def _everywhere() -> Iterator[Need]:
    version = sys.version_info
    yield Need(
        name=f"Python {version.major}.{version.minor}",
        kind=ALWAYS,
        is_there=(3, 11) <= version < (3, 15),
        cure="build with Python 3.11 to 3.14",
    )
    for module, package in (
        ("PyInstaller", "pyinstaller"),
        ("PySide6", "PySide6-Essentials"),
        ("ortools", "ortools"),
        ("pandas", "pandas"),
        ("openpyxl", "openpyxl"),
        ("sqlalchemy", "sqlalchemy"),
        ("python_calamine", "python-calamine"),
        ("rapidfuzz", "rapidfuzz"),
        ("platformdirs", "platformdirs"),
        ("icalendar", "icalendar"),
        ("babel", "babel"),
    ):
        yield Need(
            name=package,
            kind=ALWAYS,
            is_there=importlib.util.find_spec(module) is not None,
            cure=pins.INSTALL,
        )


def _tool(name: str, kind: str, cure: str) -> Need:
    return Need(name=name, kind=kind, is_there=shutil.which(name) is not None, cure=cure)


def _linux() -> Iterator[Need]:
    shared = bool(sysconfig.get_config_var("Py_ENABLE_SHARED"))
    yield Need(
        name="a Python with a shared library",
        kind=ALWAYS,
        is_there=shared,
        cure="use the Python of the system, or one built with --enable-shared",
    )
    yield _tool("strip", ALWAYS, "apt-get install binutils")
    yield _tool("patchelf", ALWAYS, "apt-get install patchelf")
    yield _tool("dpkg-deb", "deb", "build on Debian or Ubuntu")
    yield Need(
        name="a maintainer",
        kind="deb",
        is_there=bool(debian.maintainer()),
        cure="set DEBFULLNAME and DEBEMAIL, or build in a clone with its history",
    )
    yield _tool("mksquashfs", "appimage", "apt-get install squashfs-tools")
    fault = appimage.runtime_fault()
    yield Need(
        name="the type 2 runtime of AppImage", kind="appimage", is_there=not fault, cure=fault
    )


def _windows() -> Iterator[Need]:
    yield Need(
        name="Inno Setup 6",
        kind="setup",
        is_there=windows.inno_setup() is not None,
        cure="install Inno Setup 6 (jrsoftware.org), or put ISCC.exe on the PATH",
    )


def _macos() -> Iterator[Need]:
    yield _tool("hdiutil", "dmg", "build on macOS; hdiutil is part of it")
    yield _tool("codesign", ALWAYS, "xcode-select --install")
