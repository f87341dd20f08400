"""The built program: a folder with everything it needs, tested before anything is made of it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from resources.packaging.contents import ROOT, executable_names
from resources.packaging.icons import write_icons
from resources.packaging.moment import epoch
from resources.packaging.shipped import (
    Component,
    libraries,
    pyinstaller_bootloader,
    python_itself,
    sbom,
    system_packages,
    write_licences,
)
from stageplanner import __version__

HERE = Path(__file__).resolve().parent
VERSION = __version__


class CannotBuildError(Exception):
    """Something a build needs is missing, or a step of it failed; says what and the cure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """Where the parts of one build lie.

    Attributes
    ----------
    work
        What is needed on the way and may be thrown away.
    out
        Where the files for users go.
    """

    work: Path
    out: Path

    @property
    def icons(self) -> Path:
        """The icon as png, ico and icns."""
        return self.work / "icons"

    @property
    def program(self) -> Path:
        """The folder with the built program."""
        return self.work / "dist" / "stageplanner"

    @property
    def app(self) -> Path:
        """The program as macOS wants it."""
        return self.work / "dist" / "StagePlanner.app"

    @property
    def console(self) -> Path:
        """The program that speaks on a console."""
        suffix = ".exe" if sys.platform == "win32" else ""
        return self.program / f"{executable_names()[-1]}{suffix}"

    @property
    def licences(self) -> Path:
        """The licence texts of everything shipped."""
        return self.work / "licences"

    @property
    def sbom(self) -> Path:
        """The list of everything shipped."""
        return self.out / f"stageplanner-{VERSION}.cdx.json"


def run(command: list[str | Path], **given: object) -> None:
    """Run one step of the build; what it says is shown only where it fails."""
    told = [str(part) for part in command]
    done = subprocess.run(
        told,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        **given,
    )
    if done.returncode:
        raise CannotBuildError(f"{' '.join(told)}\n{done.stdout[-4000:]}")


def freeze(build: Build) -> None:
    """Build the program, put licences and the list of what is shipped beside it, and test it."""
    build.work.mkdir(parents=True, exist_ok=True)
    build.out.mkdir(parents=True, exist_ok=True)
    write_icons(ROOT / "resources" / "icons" / "app.svg", build.icons)
    surroundings = {**os.environ, "STAGEPLANNER_ICONS": str(build.icons), "PYTHONPATH": str(ROOT)}
    # The same source gives the same bytes.
    surroundings |= {"SOURCE_DATE_EPOCH": str(epoch()), "PYTHONHASHSEED": "0"}
    if sys.platform == "win32":
        version = build.work / "version.txt"
        version.write_text(_windows_version(), encoding="utf-8")
        surroundings["STAGEPLANNER_VERSION_FILE"] = str(version)
    pyinstaller = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", build.work / "dist", "--workpath", build.work / "pyinstaller"]
    run([*pyinstaller, *places, HERE / "stageplanner.spec"], env=surroundings, cwd=ROOT)
    if sys.platform.startswith("linux"):
        _strip(build.program)
        _forget_places(build.program)
    components = shipped(build)
    write_licences(components, build.licences)
    _write_json(build.sbom, sbom(components, VERSION))
    for folder in _folders_of_program(build):
        shutil.copytree(build.licences, folder / "licences", dirs_exist_ok=True)
        shutil.copy(build.sbom, folder / "sbom.cdx.json")
    for name in executable_names():
        suffix = ".exe" if sys.platform == "win32" else ""
        sign(build.program / f"{name}{suffix}")
    if build.app.exists():
        sign(build.app)
    selftest(build)


def _folders_of_program(build: Build) -> tuple[Path, ...]:
    inside = build.app / "Contents" / "Resources"
    return (build.program, inside) if build.app.exists() else (build.program,)


def _write_json(path: Path, content: object) -> None:
    import json

    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def shipped(build: Build) -> tuple[Component, ...]:
    """Everything that lies in the built program besides our own code."""
    collected = build.work / "pyinstaller" / "stageplanner" / "COLLECT-00.toc"
    return (
        python_itself(),
        pyinstaller_bootloader(),
        *libraries(),
        *system_packages(_of_system(collected)),
    )


def _of_system(collected: Path) -> list[Path]:
    """Return the libraries of this Linux among what PyInstaller collected."""
    import ast

    if not sys.platform.startswith("linux") or not collected.exists():
        return []
    contents = ast.literal_eval(collected.read_text("utf-8"))
    entries = next(part for part in contents if isinstance(part, list))
    sources = (Path(entry[1]) for entry in entries if entry[2] == "BINARY")
    return [path for path in sources if str(path).startswith(("/lib", "/usr/lib"))]


def _strip(folder: Path) -> None:
    """Take debugging symbols off; libraries that were patched by their makers do not bear it."""
    strip = shutil.which("strip")
    if strip is None:
        return
    for path in sorted(folder.rglob("*.so*")):
        if ".libs" not in str(path) and path.is_file() and not path.is_symlink():
            subprocess.run([strip, "--strip-unneeded", str(path)], check=False, capture_output=True)


def _forget_places(folder: Path) -> None:
    """Let no library look for others in folders of this machine, or in whichever it is run from."""
    patchelf = shutil.which("patchelf")
    if patchelf is None:
        return
    for path in sorted(folder.rglob("*.so*")):
        if path.is_symlink() or not path.is_file():
            continue
        ask = [patchelf, "--print-rpath", str(path)]
        told = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()
        places = told.split(":") if told else []
        own = [place for place in places if place.startswith("$ORIGIN")]
        if own != places:
            change = ["--set-rpath", ":".join(own)] if own else ["--remove-rpath"]
            run([patchelf, *change, path])


def selftest(build: Build) -> None:
    """Let the built program test itself, in an environment that knows nothing of this one."""
    keep = ("PATH", "HOME", "TMPDIR", "TEMP", "SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA", "LANG")
    bare = {name: os.environ[name] for name in keep if name in os.environ}
    run([build.console, "--selftest"], env={**bare, "QT_QPA_PLATFORM": "offscreen"})


def sign(path: Path) -> None:
    """Sign a file with the command in ``STAGEPLANNER_SIGN``, where ``{file}`` is its path."""
    _hook("STAGEPLANNER_SIGN", path)


def notarise(path: Path) -> None:
    """Have a .dmg notarised with the command in ``STAGEPLANNER_NOTARISE``."""
    _hook("STAGEPLANNER_NOTARISE", path)


def _hook(name: str, path: Path) -> None:
    command = os.environ.get(name)
    if command:
        parts = shlex.split(command, posix=sys.platform != "win32")
        run([part.replace("{file}", str(path)) for part in parts])


def _windows_version() -> str:
    """Return what Windows shows under the properties of the program."""
    numbers = (*(int(part) for part in VERSION.split(".")[:3]), 0)
    texts = {
        "FileDescription": "StagePlanner",
        "FileVersion": VERSION,
        "ProductName": "StagePlanner",
        "ProductVersion": VERSION,
        "LegalCopyright": "EUPL-1.2",
    }
    structs = ", ".join(f"StringStruct({k!r}, {v!r})" for k, v in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),"
        f" kids=[StringFileInfo([StringTable('040904B0', [{structs}])]),"
        " VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )
