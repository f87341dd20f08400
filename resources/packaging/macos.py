"""What macOS users expect: a .dmg from which the app is dragged to the programs."""

from __future__ import annotations

import platform
import shutil
from pathlib import Path

from resources.packaging.freeze import VERSION, Build, notarise, run, sign


def build_dmg(build: Build) -> Path:
    """Build a disk image with the app and a link to the folder of programs."""
    folder = build.work / "dmg"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(build.app, folder / build.app.name, symlinks=True)
    (folder / "Applications").symlink_to("/Applications")
    target = build.out / f"StagePlanner-{VERSION}-{platform.machine()}.dmg"
    run(dmg_command(folder, target))
    sign(target)
    notarise(target)
    return target


def dmg_command(folder: Path, target: Path) -> list[str | Path]:
    """How the disk image is made."""
    make = ["hdiutil", "create", "-volname", f"StagePlanner {VERSION}", "-fs", "HFS+"]
    return [*make, "-format", "UDZO", "-ov", "-srcfolder", folder, target]
