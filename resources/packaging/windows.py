"""What Windows users expect: a setup program that needs no administrator, and a portable zip."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

from resources.packaging.contents import ROOT
from resources.packaging.freeze import HERE, VERSION, Build, run

_PLACES = (
    r"%ProgramFiles(x86)%\Inno Setup 6\ISCC.exe",
    r"%ProgramFiles%\Inno Setup 6\ISCC.exe",
    r"%LocalAppData%\Programs\Inno Setup 6\ISCC.exe",
)


def inno_setup() -> str | None:
    """Return the compiler of setup programs, if the build machine has it."""
    found = shutil.which("iscc") or shutil.which("ISCC")
    places = (os.path.expandvars(place) for place in _PLACES)
    return found or next((place for place in places if Path(place).is_file()), None)


def setup_command(build: Build, compiler: str) -> list[str | Path]:
    """How the setup program is compiled."""
    values = {
        "Version": VERSION,
        "Program": build.program,
        "Icon": build.icons / "stageplanner.ico",
        "Licence": ROOT / "LICENSE",
        "Out": build.out,
    }
    script = HERE / "files" / "setup.iss"
    given = [f"/D{name}={value}" for name, value in values.items()]
    return [compiler, "/Qp", *given, *_signing(), script]


def _signing() -> list[str]:
    """Inno Setup signs the setup program and the uninstaller in it; ``$f`` is its file, quoted."""
    command = os.environ.get("STAGEPLANNER_SIGN")
    if not command:
        return []
    return ["/DSigned=1", "/Ssign=" + command.replace('"{file}"', "$f").replace("{file}", "$f")]


def build_setup(build: Build) -> Path:
    """Build a setup program: start menu, file type and uninstaller."""
    run(setup_command(build, inno_setup() or "iscc"))
    return build.out / f"StagePlanner-{VERSION}-setup.exe"


def build_zip(build: Build) -> Path:
    """Pack the program in a zip: unpack it anywhere and run it."""
    target = build.out / f"StagePlanner-{VERSION}-windows-portable.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(build.program.rglob("*")):
            if path.is_file():
                inside = path.relative_to(build.program).as_posix()
                archive.write(path, f"StagePlanner-{VERSION}/{inside}")
    return target
