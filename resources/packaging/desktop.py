"""The program in a folder as a Linux desktop wants it: menu, icons, kind of file, description."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from resources.packaging.contents import ROOT
from resources.packaging.freeze import HERE, VERSION, Build
from resources.packaging.moment import day

ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
METAINFO = "nl.stageplanner.app.metainfo.xml"


def put(source: Path, target: Path, mode: int = 0o644) -> None:
    """Copy a file to its place, whatever this user's umask is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def lay_out(build: Build, root: Path) -> None:
    """Lay out the desktop entry, icons and file type under ``root``."""
    share = root / "usr" / "share"
    files = HERE / "files"
    put(files / "stageplanner.desktop", share / "applications" / "stageplanner.desktop")
    put(files / "stageplanner.xml", share / "mime" / "packages" / "stageplanner.xml")
    target = share / "metainfo" / METAINFO
    target.parent.mkdir(parents=True)
    target.write_text(description(), encoding="utf-8")
    target.chmod(0o644)
    icons = share / "icons" / "hicolor"
    for size in ICON_SIZES:
        picture = build.icons / f"stageplanner-{size}.png"
        put(picture, icons / f"{size}x{size}" / "apps" / "stageplanner.png")
        put(picture, icons / f"{size}x{size}" / "mimetypes" / "application-x-stageplan.png")
    svg = ROOT / "resources" / "icons" / "app.svg"
    put(svg, icons / "scalable" / "apps" / "stageplanner.svg")
    put(svg, icons / "scalable" / "mimetypes" / "application-x-stageplan.svg")


def description() -> str:
    """Write what software centres show (AppStream), with this version in it."""
    said = (HERE / "files" / METAINFO).read_text("utf-8")
    return said.replace("@VERSION@", VERSION).replace("@DAY@", day())


def take_program(build: Build, target: Path) -> None:
    """Copy the built program to its place, readable by all, whatever the umask is."""
    shutil.copytree(build.program, target, symlinks=True)
    for path in (target, *target.rglob("*")):
        if path.is_symlink():
            continue
        runs = path.is_dir() or (os.access(path, os.X_OK) and ".so" not in path.name)
        path.chmod(0o755 if runs else 0o644)
