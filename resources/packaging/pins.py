"""The lock: every library with its version and the checksums of its files, on every system."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from resources.packaging.contents import ROOT
from resources.packaging.freeze import CannotBuildError, run

FOLDER = ROOT / "resources" / "lock"
#: A list for each purpose, and the extras of pyproject.toml with what runs the program.
#: The longest comes first: the others take its versions, so that all of them agree.
PURPOSES = {"test": ("shared", "test"), "run": ("shared",), "build": ("shared", "build")}
#: What installs our own code; without it pip would fetch one of its own choice.
INSTALLER = "setuptools>=77"
#: How everything that a build needs gets here.
INSTALL = "pip install --require-hashes -r resources/lock/build.txt"
OLDEST_PYTHON = "3.11"
#: What an AppImage begins with, by processor: the checksums (sha256) of runtime-<processor> in one
#: release of AppImage, as GitHub publishes them beside the files. ``continuous`` is not one: its
#: files change.
APPIMAGE_RUNTIME_RELEASE = "https://github.com/AppImage/type2-runtime/releases/tag/20251108"
APPIMAGE_RUNTIME = {
    "x86_64": "2fca8b443c92510f1483a883f60061ad09b46b978b2631c807cd873a47ec260d",
    "aarch64": "00cbdfcf917cc6c0ff6d3347d59e0ca1f7f45a6df1a428a0d6d8a78664d87444",
}


def lock_of(purpose: str) -> Path:
    """Return the list of a purpose, as pip reads it."""
    return FOLDER / f"{purpose}.txt"


def pinned(purpose: str) -> dict[str, str]:
    """Every library of a list, by its plain name, and its version."""
    lines = lock_of(purpose).read_text("utf-8").splitlines()
    found = (re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", line) for line in lines)
    return {re.sub(r"[-_.]+", "-", m[1]).lower(): m[2] for m in found if m}


def checksums(purpose: str) -> dict[str, int]:
    """How many files of every library of a list are known by their checksum."""
    counts: dict[str, int] = {}
    name = ""
    for line in lock_of(purpose).read_text("utf-8").splitlines():
        begin = re.match(r"([A-Za-z0-9._-]+)==", line)
        if begin:
            name = begin[1]
            counts[name] = 0
        counts[name] = counts.get(name, 0) + line.count("--hash=sha256:")
    return counts


def renew(*, upgrade: bool = False) -> list[Path]:
    """Write the lists anew, for every system at once; versions stay unless ``upgrade``.

    Raises
    ------
    CannotBuildError
        uv is lacking, there is no network, or the libraries do not go together.
    """
    uv = shutil.which("uv")
    if uv is None:
        raise CannotBuildError("uv is lacking, which makes the lock. pip install uv")
    written: list[Path] = []
    with tempfile.TemporaryDirectory() as folder:
        more = Path(folder) / "more.in"
        more.write_text(INSTALLER + "\n", encoding="utf-8")
        for purpose, extras in PURPOSES.items():
            command = [uv, "pip", "compile", "pyproject.toml", more, "--universal", "--quiet"]
            command += ["--python-version", OLDEST_PYTHON, "--generate-hashes"]
            command += ["--no-header", "--no-annotate", "--output-file", lock_of(purpose)]
            command += [word for extra in extras for word in ("--extra", extra)]
            command += ["--constraint", written[0]] if written else []
            run([*command, *(["--upgrade"] if upgrade else [])], cwd=ROOT)
            written.append(lock_of(purpose))
    return written
